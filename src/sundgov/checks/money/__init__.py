"""Amounts as papers state them, the decisions behind bills, and what finance finds."""
