"""The pure heart: events, the folded plan, and the rules that both sides run."""
