"""The deadlines of all plans."""
