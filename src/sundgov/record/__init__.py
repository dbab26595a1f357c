"""Both wings side by side: what one file or register holds."""

from sundgov.record.ledger import Ledger
from sundgov.record.records import Record

__all__ = ["Ledger", "Record"]
