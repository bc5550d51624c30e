"""The capture line: its grammar, Norwegian date phrases and the matching of people. Pure."""
