"""One package a screen."""
