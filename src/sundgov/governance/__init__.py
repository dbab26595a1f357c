"""Who meets, what they decide, and what follows of it; knows nothing of how a bill is made."""
