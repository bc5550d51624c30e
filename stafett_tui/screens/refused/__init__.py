"""What was written on this laptop and not taken."""
