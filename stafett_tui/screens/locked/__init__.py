"""The cover over the screens while nobody writes, and the question who writes here."""
