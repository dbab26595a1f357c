"""Populations from StatBank's files: CSV of the API, the website's matrix, and JSON-stat.

A file is read as Statistics Denmark hands it out, in Danish, English or codes, and only where
its meaning is beyond doubt: every municipality of the register once, and nothing added up that
is not known to be the whole. The country, regions, provinces and Christiansø are set aside.

From the ground up: `cells` says what a table is, `csv_in` and `json_in` read one and `tables`
tells which of them; `meaning` says what its cells stand for, `breakdowns` what makes up a whole,
and `reading` adds up.
"""

from sundgov.formats.statbank.reading import read_statbank, read_statbank_dates

__all__ = ["read_statbank", "read_statbank_dates"]
