"""Initials for lists over many plans; light, as the first frame needs them (S-09)."""


def initials(name: str) -> str:
    """Give initials with dots."""
    return "".join(f"{part[0].upper()}." for part in name.split() if part[0].isalpha())
