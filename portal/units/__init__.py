"""The organisation tree: county, streets, grids, departments and law firms."""
