"""Risks as papers list them and logs rate them."""
