"""Events, places and pages of a log on the wire: push, pull, the overview, and adoption."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from stafett_tui.sync.protocol.codes import MOST_EVENTS, PAGE, PROTO, Bytes, Id, Seq, Wire


class SentEvent(Wire):
    """An event as its writer sealed it."""

    header: Annotated[str, Field(max_length=4096)]
    body: Annotated[str, Field(max_length=65536)]
    salt: Bytes


class SentEntry(Wire):
    """A place in the log; header, body and salt are missing where the reader may not see it or it is blanked.

    Where it is the asking device's own event, `n` stands for all three: the device has them.
    """

    seq: Seq
    at: Annotated[str, Field(max_length=40)]
    status: Literal["ok", "conflict"] = "ok"
    policy: Annotated[str, Field(max_length=64)] = ""
    leaf: Bytes | None = None
    """Only where it cannot be made from header, body and salt."""
    header: Annotated[str, Field(max_length=4096)] | None = None
    body: Annotated[str, Field(max_length=65536)] | None = None
    salt: Bytes | None = None
    n: Seq | None = None


class Known(Wire):
    """What a device has of one plan: the last place, the hash there, and which bodies it lacks (`domain.sight`)."""

    plan: Id
    after: Seq = 0
    hash: Bytes = ""
    lacks: Annotated[str, Field(max_length=64)] = ""


class Asked(Wire):
    """What every request of a session carries."""

    proto: int = PROTO
    epoch: Annotated[str, Field(max_length=64)] = ""
    """Empty before the first answer."""


class Exchange(Asked):
    """Push and pull of one plan: new events in the order of `n`, and what the device has of the log."""

    kind: Literal["exchange"] = "exchange"
    known: Known
    events: Annotated[tuple[SentEvent, ...], Field(max_length=MOST_EVENTS)] = ()
    limit: Annotated[int, Field(ge=1, le=PAGE)] = PAGE


class Judged(Wire):
    """The verdict on one event; the same at every repetition (R4)."""

    n: Seq
    status: Literal["ok", "conflict", "refused"]
    seq: Seq | None = None
    code: Annotated[str, Field(max_length=64)] | None = None


class Page(Wire):
    """The next part of a log as the reader may see it."""

    plan: Id
    entries: Annotated[tuple[SentEntry, ...], Field(max_length=PAGE)] = ()
    hash: Bytes = ""
    """The hash at the last place of this page."""
    head: Seq = 0
    """The last place of the whole log."""
    hide: Annotated[tuple[Seq, ...], Field(max_length=100_000)] = ()
    """Places before this page whose words may be read no more: they go."""
    show: Annotated[tuple[SentEntry, ...], Field(max_length=PAGE)] = ()
    """Places before this page that may be read now."""

    @property
    def more(self) -> bool:
        """Tell whether the log goes on after this page."""
        return bool(self.entries) and self.entries[-1].seq < self.head


class Exchanged(Wire):
    """Verdicts, the device's counter, and the next page."""

    kind: Literal["exchanged"] = "exchanged"
    acked: Seq
    judged: tuple[Judged, ...] = ()
    page: Page


class Overview(Asked):
    """All plans of a device in one call."""

    kind: Literal["overview"] = "overview"
    plans: Annotated[tuple[Known, ...], Field(max_length=10_000)] = ()


class Head(Wire):
    """A plan that stands elsewhere on the server than on the device."""

    plan: Id
    head: Seq
    reset: bool = False
    """Whether the log is to be taken anew."""
    next_meeting: Annotated[str, Field(max_length=40)] | None = None
    """ISO minute: the nearest come first (R31)."""


class Overviewed(Wire):
    """What to fetch, what is gone, the server's time, and until when this device may open plans (R10)."""

    kind: Literal["overviewed"] = "overviewed"
    epoch: Annotated[str, Field(max_length=64)]
    now: Annotated[str, Field(max_length=40)]
    lease: Annotated[str, Field(max_length=40)]
    changed: tuple[Head, ...] = ()
    gone: tuple[Id, ...] = ()
    policy: Annotated[str, Field(max_length=64)] = ""
    """Fingerprint of the policy in force."""


class Adopt(Asked):
    """Part of a log that was begun alone, with its places, verdicts and times as they stand (architecture §3)."""

    kind: Literal["adopt"] = "adopt"
    plan: Id
    me: Id
    """Who the writer was on the laptop."""
    entries: Annotated[tuple[SentEntry, ...], Field(max_length=MOST_EVENTS)]
    last: bool
    """Whether the log ends here."""


class Adopted(Wire):
    """How far the server has the log; the laptop's own part after `common` is offered as new events."""

    kind: Literal["adopted"] = "adopted"
    common: Seq
    """The last place at which both logs are the same."""
    whole: bool
    """Whether the log was taken as it stands."""
