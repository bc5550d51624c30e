"""Messages beside the logs: look-ups, deadlines, devices, problems, and the frames of the live socket."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from stafett_tui.sync.protocol.codes import MOST_EVENTS, PROTO, Bytes, Code, Id, Seq, Wire
from stafett_tui.sync.protocol.logs import (
    Adopt,
    Adopted,
    Asked,
    Exchange,
    Exchanged,
    Known,
    Overview,
    Overviewed,
    Page,
)


class Looked(Wire):
    """One look-up of a plan on a device (S-06, S-07)."""

    n: Seq
    at: Annotated[str, Field(max_length=40)]
    plan: Id
    view: Annotated[str, Field(max_length=64)] = ""
    role: Annotated[str, Field(max_length=64)] = ""
    unit: Annotated[str, Field(max_length=200)] = ""
    reason: Annotated[str, Field(max_length=2000)] = ""
    hash: Bytes


class Lookups(Asked):
    """Look-ups in the order of the device's chain."""

    kind: Literal["lookups"] = "lookups"
    entries: Annotated[tuple[Looked, ...], Field(max_length=MOST_EVENTS)]


class LookupsTaken(Wire):
    """How far the server has the device's chain."""

    kind: Literal["lookups_taken"] = "lookups_taken"
    through: Seq


class Reason(Asked):
    """Why somebody with an office opens a plan that is not their own (S-06)."""

    kind: Literal["reason"] = "reason"
    plan: Id
    reason: Annotated[str, Field(min_length=1, max_length=2000)]


class Done(Wire):
    """It was done."""

    kind: Literal["done"] = "done"


class Deadlines(Asked):
    """A coordinator asks for open deadlines over many plans, after this key (date and activity)."""

    kind: Literal["deadlines"] = "deadlines"
    after: Annotated[str, Field(max_length=120)] = ""
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class MaskedDeadline(Wire):
    """An open deadline without anything that tells whose it is."""

    key: Annotated[str, Field(max_length=120)]
    plan: Id
    number: int
    initials: Annotated[str, Field(max_length=20)]
    due: Annotated[str, Field(max_length=10)]
    service: Annotated[str, Field(max_length=200)]
    moved: int


class DeadlinesFound(Wire):
    """A page of deadlines."""

    kind: Literal["deadlines_found"] = "deadlines_found"
    found: tuple[MaskedDeadline, ...]
    more: bool


class PolicyAsked(Asked):
    """A laptop asks for a policy that it heard of by its fingerprint (`Overviewed.policy`)."""

    kind: Literal["policy"] = "policy"
    fingerprint: Annotated[str, Field(min_length=1, max_length=64)]


class PolicyTold(Wire):
    """A policy as it was judged by."""

    kind: Literal["policy_told"] = "policy_told"
    fingerprint: Annotated[str, Field(max_length=64)]
    policy: str
    """Its values as JSON; the fingerprint is made from them."""


class Watch(Asked):
    """On the live socket: tell of these plans from here on."""

    kind: Literal["watch"] = "watch"
    plans: Annotated[tuple[Known, ...], Field(max_length=200)]


class Register(Wire):
    """A laptop takes part with the code of an invitation (S-02)."""

    kind: Literal["register"] = "register"
    proto: int = PROTO
    code: Annotated[str, Field(min_length=8, max_length=80)]
    name: Annotated[str, Field(max_length=80)]
    """What the device is called in the list on the server (S-10)."""
    person: Annotated[str, Field(max_length=80)] = ""
    """Who the writer is on the laptop; an account without a person takes it."""
    expect: Id | None = None
    """As whom the laptop takes part already: the code of anybody else is answered by OTHER, and is not used up."""
    nonce: Annotated[str, Field(pattern="^[0-9a-f]{64}$")] | None = None
    """A secret that the laptop draws for this code: where the answer was lost, it asks again with both, and gets the
    same device; the code alone gets nothing a second time."""


class Registered(Wire):
    """A device, its secret, and who it writes as."""

    kind: Literal["registered"] = "registered"
    device: Id
    token: Annotated[str, Field(max_length=200)]
    person: Id
    name: Annotated[str, Field(max_length=200)]
    offices: tuple[str, ...] = ()
    server: Annotated[str, Field(max_length=200)] = ""
    """What the server calls itself: the municipality."""
    epoch: Annotated[str, Field(max_length=64)]
    lease: Annotated[str, Field(max_length=40)]
    policy: str = ""
    """The policy in force, as JSON."""
    keep: bool = False
    """Whether the policy lets a laptop keep its plans when it leaves."""


class NewDevice(Asked):
    """The same laptop under a new name, after CLONE (R26)."""

    kind: Literal["new_device"] = "new_device"


class Leave(Asked):
    """The laptop takes part no more; its session ends."""

    kind: Literal["leave"] = "leave"


class Problem(Wire):
    """Why a request was not carried out; a later client shows an unknown code as it is."""

    kind: Literal["problem"] = "problem"
    code: Code
    why: Annotated[str, Field(max_length=500)] = ""
    """For people who run the server; never words of a plan."""
    expect: Seq | None = None
    epoch: Annotated[str, Field(max_length=64)] | None = None
    least: int | None = None
    most: int | None = None
    wait: float | None = None


Request = Annotated[
    Exchange | Overview | Adopt | Lookups | Reason | Deadlines | PolicyAsked | Watch | NewDevice | Leave,
    Field(discriminator="kind"),
]
Answer = Annotated[
    Exchanged | Overviewed | Adopted | LookupsTaken | Done | DeadlinesFound | PolicyTold | Registered | Problem,
    Field(discriminator="kind"),
]


class Frame(Wire):
    """A request on the live socket; its number comes back with the answer."""

    id: Seq
    ask: Request


class Reply(Wire):
    """What the server says on the live socket: the answer to a frame, or, with id 0, a page after a commit (R36)."""

    id: Seq = 0
    answer: Answer | None = None
    live: Page | None = None
    look: Id | None = None
    """A plan to pull, where a page cannot be given as it is."""
