"""What was over when it was written, and what cannot be kept."""
