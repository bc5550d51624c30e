"""Home: what waits today."""
