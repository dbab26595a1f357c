"""What several families of checks share: walking a record, and telling what stands in it."""
