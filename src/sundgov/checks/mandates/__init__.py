"""What may be decided alone, and what was."""
