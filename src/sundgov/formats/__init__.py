"""The edge: files in, text out. Nothing in the core imports it."""

from sundgov.formats.statbank import read_statbank, read_statbank_dates
from sundgov.formats.toml_in import load, loads

__all__ = ["load", "loads", "read_statbank", "read_statbank_dates"]
