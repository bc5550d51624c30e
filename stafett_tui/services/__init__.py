"""Use cases: one class a topic, blocking, called in threads; every write answers with Changes."""
