"""The consents of one plan: who may be in the room, and in the text."""
