"""What was settled, against what was recommended and what was settled before."""
