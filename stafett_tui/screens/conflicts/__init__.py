"""Two versions of one thing, and choosing between them."""
