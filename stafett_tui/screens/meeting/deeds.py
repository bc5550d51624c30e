"""What a key leads to: something to write, a form to fill in, another list, or a sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from stafett_tui.widgets.inks import Line

if TYPE_CHECKING:
    from stafett_tui.domain.changes import Changes
    from stafett_tui.screens.meeting.form import Form
    from stafett_tui.screens.meeting.now import Now
    from stafett_tui.services.desk import Desk
    from stafett_tui.services.undo import Undone

Panel = Literal[
    "before", "attendance", "voices", "round", "review", "goals", "level", "read_back", "next", "lock", "locked",
    "phrases",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Deed:
    """A write, and what is said once the store has answered; until then `row` shows `pending`."""

    run: Callable[[Desk], Changes | Undone]
    said: str = ""
    row: str = ""
    pending: str = ""
    hasty: str = ""
    """The sign typed, where a letter right after it takes the deed back."""
    on: bool = False
    """Whether the cursor moves on to the next row at once."""
    then: Callable[[Now], Doing] | None = None
    """What follows once it is saved."""
    sent: str = ""
    """The line it writes, which comes back into the capture line if the store refuses."""


@dataclass(frozen=True, slots=True)
class Fill:
    """Open a form in the capture line."""

    form: Form


@dataclass(frozen=True, slots=True)
class Turn:
    """Show another list."""

    panel: Panel


@dataclass(frozen=True, slots=True)
class Tell:
    """Say a sentence and write nothing."""

    text: Line
    on: bool = False
    """Whether the cursor moves on to the next row."""


@dataclass(frozen=True, slots=True)
class Write:
    """Write words in the capture line."""

    text: str


@dataclass(frozen=True, slots=True)
class AskConsent:
    """Go to where a consent is written down."""


@dataclass(frozen=True, slots=True)
class AskVersions:
    """Go to where one chooses between two versions."""


Doing = Deed | Fill | Turn | Tell | Write | AskConsent | AskVersions
