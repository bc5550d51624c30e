"""Who has looked into a plan, and into plans with a protected address."""
