"""Plans that lie at the server alone, since nobody opened them for long, come back (D-07)."""

from __future__ import annotations

from stafett_tui.screens.frame.framed import Framed


def fetch_away(screen: Framed) -> None:
    """Let them come back, and say when that will be."""
    together, state = screen.given.office.together, screen.given.together()
    said = screen.tr("They come back one after the other.")
    if state.since is not None:
        said = screen.tr("They come back as soon as the server answers.")
    screen.read(lambda _desk: together.fetch(), lambda _: screen.say(said))
