"""The help page, made from the registry of actions."""
