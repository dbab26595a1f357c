"""Who was there, who leads, and the bodies they meet in."""
