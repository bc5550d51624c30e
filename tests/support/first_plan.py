"""From the first frame of an empty store to the first activity: every key, and what then stands on the screen."""

from __future__ import annotations

from collections.abc import Iterable

Step = tuple[tuple[str, ...], str]
"""Keys, and texts that begin with =; then what shows that they were taken."""

PASSPHRASE = "et langt passord"
DOOR: tuple[Step, ...] = (
    ((f"={PASSPHRASE}", "tab", f"={PASSPHRASE}", "enter", "enter"), "Velkommen til Stafett"),
)  # fmt: skip
"""Where there is no keyring: a passphrase, twice."""
WHO: tuple[Step, ...] = (
    (("=Stødig Gran", "enter", "=Tøyestubben", "enter", "=leder", "enter", "enter", "enter"), "Barnets navn"),
)  # fmt: skip
"""Who writes here."""
PLAN: tuple[Step, ...] = (
    (("=Munter Linerle", "enter", "=14.3.2021", "enter", "=Tøyestubben", "enter", "enter", "enter"), "Tøyestubben"),
    (("=Varm Kaffekopp", "enter", "enter", "=Blid Sykkel", "enter", "enter", "enter"), "Varm Kaffekopp og Blid Sykkel"),
    (("=Klok Ugle", "enter", "=PPT", "enter", "=rådgiver", "enter", "enter"), "Tøyestubben og PPT"),
    (("right", "enter", "enter", "enter", "enter", "enter", "right", "enter"), "Barnet hørt"),
    (("=Du går fra lek til mat uten å gråte", "enter", "enter"), "Du går fra lek til mat"),
    (("=Bilder av dagen på tavla", "enter", "right", "enter", "=om to uker"), "Bilder av dagen på tavla"),
    (("ctrl+g",), "HVEM ER MED"),
)
"""The one form: owner, family, a service, consent, goal and activity; one key opens the plan."""


def keys(steps: Iterable[Step]) -> list[str]:
    """The keys alone, without the texts."""
    return [key for pressed, _ in steps for key in pressed if not key.startswith("=")]
