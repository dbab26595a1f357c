"""Hypothesis runs without a deadline: the first example may load babel or the packaged data."""

from hypothesis import settings

settings.register_profile("sundgov", deadline=None)
settings.load_profile("sundgov")
