"""The edge: files in, text out. Nothing in the core imports it."""

from sundgov.formats.record_json import dump_record, read_record
from sundgov.formats.statbank import read_statbank, read_statbank_dates
from sundgov.formats.toml_in import load, loads

__all__ = ["dump_record", "load", "loads", "read_record", "read_statbank", "read_statbank_dates"]
