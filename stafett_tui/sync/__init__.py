"""Between this laptop and the server: protocol, round and schedule; nothing is imported here."""
