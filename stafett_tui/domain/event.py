"""The event envelope, its codec and the hash chain (architecture §3, I5)."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, JsonValue
from pydantic_core import from_json

GENESIS = bytes(32)
"""The hash before the first event of a log."""


class Sort(StrEnum):
    """The five sorts of event; the sort decides how it can be undone."""

    CREATED = "created"
    REVISED = "revised"
    ADDED = "added"
    COMMAND = "command"
    ABOUT = "about"


class Status(StrEnum):
    """How the keeper judged an event; decided once, stored, never derived again."""

    OK = "ok"
    CONFLICT = "conflict"


class Undo(StrEnum):
    """What Ctrl+Z does when it meets an event of the kind."""

    YES = "yes"
    SKIP = "skip"
    """A command or consent: undo passes it by, it has a counter-act of its own."""
    BARRIER = "barrier"
    """The lock: undo stops here."""


class Act(StrEnum):
    """Rows of the rights table that an event can stand under (domain rights table)."""

    OPEN_PLAN = "open_plan"
    """To begin a plan."""
    READ = "read"
    """To open a plan that is there."""
    HEAD = "head"
    GOALS_ACTIVITIES = "goals_activities"
    COMMENT = "comment"
    VOICE = "voice"
    MINUTES = "minutes"
    LOCK = "lock"
    CONSENT = "consent"
    PARTICIPANTS = "participants"
    BATON = "baton"
    """To accept or decline the baton."""
    BATON_OFFER = "baton_offer"
    BATON_FORCE = "baton_force"
    BATON_WISH = "baton_wish"
    """To wish or propose a holder."""
    LEVEL = "level"
    LEVEL_PROPOSAL = "level_proposal"
    LIFECYCLE = "lifecycle"
    """To pause, end and open again."""
    DEMAND = "demand"
    """To demand that the plan pauses, ends or is erased."""
    DELETE = "delete"
    BLANK = "blank"
    UNDO = "undo"
    REMARK = "remark"
    DOCUMENT = "document"
    ARCHIVE = "archive"
    BOARD = "board"
    """To see deadlines over many plans."""
    TEMPLATES = "templates"
    """To change templates, word lists and policy."""
    UNITS = "units"
    """To change users and units."""
    AUDIT = "audit"
    """To read who looked up what."""
    CONTACT = "contact"
    """To write and read contact data, numbers and address protection of a person."""


class Body(BaseModel):
    """The fact of an event: one frozen model a kind; a later shape gets a higher `V` and an upcast."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)

    KIND: ClassVar[str] = ""
    V: ClassVar[int] = 1
    SORT: ClassVar[Sort] = Sort.ADDED
    ACT: ClassVar[Act] = Act.HEAD
    UNDO: ClassVar[Undo] = Undo.YES
    ERASES: ClassVar[bool] = False
    """Whether every body before it in the log goes (D-06)."""
    REFS: ClassVar[tuple[str, ...]] = ()
    """Names of the fields that hold ids of things it builds on."""

    def refs(self) -> tuple[str, ...]:
        """Give the ids of the things it builds on."""
        return tuple(str(value) for name in self.REFS if (value := getattr(self, name)) is not None)

    @classmethod
    def upcast(cls, v: int, raw: dict[str, JsonValue]) -> dict[str, JsonValue]:
        """Give the raw body of version `v` in the shape of today."""
        del v
        return raw


class Unknown(Body):
    """A body of a kind or version that this program does not know yet; kept as it came."""

    KIND: ClassVar[str] = "unknown"
    UNDO: ClassVar[Undo] = Undo.SKIP

    was: str
    v: int
    raw: dict[str, JsonValue]


@dataclass(frozen=True, slots=True)
class Event:
    """What a writer says happened; the header and body bytes are what is stored and hashed."""

    id: str
    plan_id: str
    body: Body | None
    """None once blanked."""
    salt: bytes
    actor: str
    device: str
    n: int
    made_at: datetime
    base: int | str | None = None
    act: str = ""
    group: str = ""
    kind: str = ""

    def __post_init__(self) -> None:
        """Take the kind from the body where none is given."""
        if not self.kind and self.body is not None:
            object.__setattr__(self, "kind", self.body.KIND)


@dataclass(frozen=True, slots=True)
class Entry:
    """An event in its place in the log, with what the log's keeper gave it."""

    seq: int
    at: datetime
    status: Status
    leaf: bytes
    hash: bytes
    event: Event | None
    """None where the reader may not see it."""
    policy: str = ""


@dataclass(frozen=True, slots=True)
class Sealed:
    """The exact bytes of an event, as stored and hashed."""

    header: bytes
    body: bytes | None
    salt: bytes


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_HEADER = frozenset({"id", "plan", "kind", "v", "actor", "device", "n", "made_at", "base", "act", "group"})


class Codec:
    """Turns events into bytes and back, knowing the kinds it was given."""

    def __init__(self, kinds: Mapping[str, type[Body]]) -> None:
        """Know these kinds; every other one decodes to `Unknown`."""
        self._kinds = kinds

    def seal(self, event: Event) -> Sealed:
        """Give the bytes of the event; they are written once and never made anew."""
        header = {
            "id": event.id, "plan": event.plan_id, "kind": event.kind, "v": _version(event.body),
            "actor": event.actor, "device": event.device, "n": event.n, "made_at": stamp(event.made_at),
            "base": event.base, "act": event.act, "group": event.group,
        }  # fmt: skip
        body = None if event.body is None else _body_bytes(event.body)
        return Sealed(canonical(header), body, event.salt)

    def open(self, sealed: Sealed) -> Event:
        """Read the bytes of an event; raises ValueError where they are not one."""
        return self.read(from_json(sealed.header), sealed)

    def read(self, head: Any, sealed: Sealed) -> Event:
        """Read the bytes of an event whose header is read already; raises ValueError where they are not one."""
        if not (isinstance(head, dict) and head.keys() >= _HEADER and isinstance(head["v"], int)):
            msg = "not the header of an event"
            raise ValueError(msg)
        kind, v = str(head["kind"]), head["v"]
        body = None if sealed.body is None else self._body(kind, v, sealed.body)
        return Event(
            id=head["id"], plan_id=head["plan"], body=body, salt=sealed.salt, actor=head["actor"],
            device=head["device"], n=head["n"], made_at=read_stamp(str(head["made_at"])), base=head["base"],
            act=head["act"], group=head["group"], kind=kind,
        )  # fmt: skip

    def _body(self, kind: str, v: int, raw: bytes) -> Body:
        known = self._kinds.get(kind)
        if known is None or v > known.V:
            return Unknown(was=kind, v=v, raw=json.loads(raw))
        if v == known.V:
            return known.model_validate_json(raw)
        return known.model_validate(known.upcast(v, json.loads(raw)))


def leaf_of(sealed: Sealed) -> bytes:
    """Give the event's leaf: sha256 over salt, stored header and stored body."""
    if sealed.body is None:
        msg = "a blanked event keeps the leaf it had"
        raise ValueError(msg)
    return hashlib.sha256(sealed.salt + sealed.header + b"\n" + sealed.body).digest()


def chain(previous: bytes, seq: int, at: datetime, status: Status, leaf: bytes) -> bytes:
    """Give the hash of a place in the log from the hash before it (I5)."""
    place = f"\n{seq}\n{stamp(at)}\n{status}\n".encode()
    return hashlib.sha256(previous + place + leaf).digest()


def place(event: Event, sealed: Sealed, previous: Entry | None, at: datetime, status: Status, policy: str) -> Entry:
    """Give the event the next place after `previous` (None: the first)."""
    seq = 1 if previous is None else previous.seq + 1
    leaf = leaf_of(sealed)
    before = GENESIS if previous is None else previous.hash
    return Entry(seq, at, status, leaf, chain(before, seq, at, status, leaf), event, policy)


def hidden(entry: Entry) -> Entry:
    """Give the entry as it travels to one who may not see it: place and leaf only."""
    return replace(entry, event=None, policy="")


def canonical(value: object) -> bytes:
    """Give JSON bytes with sorted keys and no spare space."""
    return _CANONICAL.encode(value).encode()


@lru_cache(maxsize=4096)
def stamp(at: datetime) -> str:
    """Write an aware time as UTC with microseconds; raises ValueError for a naive one."""
    if at.tzinfo is None:
        msg = "times in the log are aware"
        raise ValueError(msg)
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


@lru_cache(maxsize=4096)
def read_stamp(text: str) -> datetime:
    """Read what `stamp` wrote; raises ValueError for anything else."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is not UTC or at.isoformat(timespec="microseconds")[:-6] + "Z" != text:
        msg = "not a time of the log"
        raise ValueError(msg)
    return at


def new_id(unix_ms: int, random: bytes) -> str:
    """Make a UUIDv7 (RFC 9562) from a time in ms and ten random bytes: an idempotency key, never an order."""
    bits = (unix_ms & (2**48 - 1)) << 80 | int.from_bytes(random[:10], "big")
    bits = bits & ~(0xF << 76) | 0x7 << 76
    bits = bits & ~(0x3 << 62) | 0x2 << 62
    text = f"{bits:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def _version(body: Body | None) -> int:
    if isinstance(body, Unknown):
        return body.v
    return 1 if body is None else body.V


def _body_bytes(body: Body) -> bytes:
    if isinstance(body, Unknown):
        return canonical(body.raw)
    return canonical(body.model_dump(mode="json", exclude_none=True))
