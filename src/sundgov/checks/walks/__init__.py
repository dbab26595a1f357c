"""Walking a record: what several families of checks look through."""
