"""The themes: the terminal's own colours, and two of high contrast (7:1 or more, tested)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from textual.theme import Theme

from stafett_tui.config import THEMES as NAMES

if TYPE_CHECKING:
    from textual.app import App

DEFAULT, CONTRAST_DARK, CONTRAST_LIGHT = NAMES

_OWN_COLOURS: Final = Theme(
    name=DEFAULT,
    ansi=True,
    primary="ansi_blue",
    secondary="ansi_cyan",
    warning="ansi_yellow",
    error="ansi_red",
    success="ansi_green",
    accent="ansi_blue",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    variables={
        "ansi-background": "ansi_default",
        "ansi-foreground": "ansi_default",
        "border-blurred": "ansi_default",
        "input-selection-background": "ansi_default",
        "input-selection-foreground": "ansi_default",
        "screen-selection-background": "ansi_default",
        "screen-selection-foreground": "ansi_default",
        "block-cursor-foreground": "ansi_default",
        "block-cursor-background": "ansi_default",
        "block-cursor-text-style": "reverse",
        "input-cursor-background": "ansi_default",
        "input-cursor-foreground": "ansi_default",
        "input-cursor-text-style": "reverse",
    },
)


def _contrast(name: str, ink: str, paper: str, colours: tuple[str, str, str, str], *, dark: bool) -> Theme:
    """A theme of two colours, with four more for emphasis that differ from the paper as strongly."""
    alarm, good, link, warning = colours
    return Theme(
        name=name,
        dark=dark,
        primary=link,
        secondary=link,
        accent=link,
        warning=warning,
        error=alarm,
        success=good,
        foreground=ink,
        background=paper,
        surface=paper,
        panel=paper,
        boost=paper,
        luminosity_spread=0,
        text_alpha=1,
        variables={
            "block-cursor-foreground": paper,
            "block-cursor-background": ink,
            "scrollbar": ink,
            "scrollbar-hover": ink,
            "scrollbar-active": ink,
            "scrollbar-background": paper,
            "border": ink,
            "border-blurred": ink,
        },
    )


THEMES: Final[tuple[Theme, ...]] = (
    _OWN_COLOURS,
    _contrast(CONTRAST_DARK, "#ffffff", "#000000", ("#ffb0a8", "#8ff0a4", "#9fd0ff", "#ffe27a"), dark=True),
    _contrast(CONTRAST_LIGHT, "#000000", "#ffffff", ("#8a0000", "#0b5a1e", "#003a8c", "#5c4300"), dark=False),
)


def register_themes(app: App[Any], chosen: str = DEFAULT) -> None:
    """Make the themes known to the application; take the chosen one, or the default where it is unknown."""
    for theme in THEMES:
        app.register_theme(theme)
    app.theme = chosen if chosen in app.available_themes else DEFAULT
