"""The copies of everything."""
