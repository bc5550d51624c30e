"""The first start: who writes on this laptop."""
