"""Where a wish to go somewhere leads, and how the store is opened."""
