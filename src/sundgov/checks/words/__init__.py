"""How names and numbers are written: notes only."""
