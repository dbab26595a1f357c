"""Price levels, keys, tariffs, budgets, agreements and the year's bill."""
