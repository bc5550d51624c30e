"""The tables of the logs, declared; every key begins with the tenant and the plan (a test compares the steps)."""

from __future__ import annotations

from typing import ClassVar, Final

from sqlalchemy import BigInteger, Index, LargeBinary
from sqlmodel import Field, MetaData, SQLModel

LOG: Final = MetaData()
"""These tables only; they are made by numbered steps (`migrations`)."""
_PACKED: Final[dict[str, object]] = {"sqlite_with_rowid": False}
_COUNT: Final = {"autoincrement": False}


class _Row(SQLModel):
    metadata: ClassVar[MetaData] = LOG
    __table_args__: ClassVar[tuple[object, ...]] = (_PACKED,)

    tenant: str = Field(primary_key=True)


class _OfPlan(_Row):
    plan: str = Field(primary_key=True)


class Meta(_Row, table=True):
    """What the database says of itself: the epoch, and how far it has taken the ledger (R23, R25)."""

    __tablename__: ClassVar[str] = "meta"

    name: str = Field(primary_key=True)
    value: str


class Policies(_Row, table=True):
    """Every policy that an event was judged by."""

    __tablename__: ClassVar[str] = "policy"

    fingerprint: str = Field(primary_key=True)
    body: str


class Log(_OfPlan, table=True):
    """A log as it stands; its row is locked by whoever writes (R3)."""

    __tablename__: ClassVar[str] = "log"

    head: int = Field(sa_type=BigInteger)
    hash: bytes = Field(sa_type=LargeBinary)
    at: str
    """The latest confirmation; of a log that is being adopted, when the last part came."""
    adopting: str
    """The device that brings the log, empty once it is whole."""


class Entries(_OfPlan, table=True):
    """One event in its place: the exact bytes that were written and hashed (I5)."""

    __tablename__: ClassVar[str] = "entry"
    __table_args__ = (Index("entry_event", "tenant", "event", "plan", unique=True), _PACKED)

    seq: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs=_COUNT)
    event: str
    device: str
    n: int = Field(sa_type=BigInteger)
    kind: str
    header: bytes = Field(sa_type=LargeBinary)
    """Empty where the laptop that brought the log had it no more."""
    body: bytes | None = Field(default=None, sa_type=LargeBinary)
    """None once blanked."""
    salt: bytes | None = Field(default=None, sa_type=LargeBinary)
    at: str
    status: str
    policy: str
    leaf: bytes = Field(sa_type=LargeBinary)
    hash: bytes = Field(sa_type=LargeBinary)


class Verdicts(_OfPlan, table=True):
    """A verdict that no place tells: a refusal, without content, or a repeat under another number (R4, R9, R14)."""

    __tablename__: ClassVar[str] = "verdict"

    device: str = Field(primary_key=True)
    n: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs=_COUNT)
    event: str
    status: str
    seq: int | None = Field(default=None, sa_type=BigInteger)
    code: str | None = None


class Counter(_OfPlan, table=True):
    """How far a device has come in a plan (R5)."""

    __tablename__: ClassVar[str] = "counter"

    device: str = Field(primary_key=True)
    acked: int = Field(sa_type=BigInteger)
    frozen: bool
    """Two machines wrote under this name (R26)."""


class Tombstone(_OfPlan, table=True):
    """An event that was erased: it never comes back (R34)."""

    __tablename__: ClassVar[str] = "tombstone"

    event: str = Field(primary_key=True)


class Candidate(_OfPlan, table=True):
    """Somebody who is or was in a plan, and so may read it; whether they do is asked of the read rule."""

    __tablename__: ClassVar[str] = "candidate"
    __table_args__ = (Index("candidate_person", "tenant", "person", "plan"), _PACKED)

    person: str = Field(primary_key=True)


class Guarded(_OfPlan, table=True):
    """A person's log that tells of a guarded address, and who alone opens their plans (K-03, K-04)."""

    __tablename__: ClassVar[str] = "guarded"

    person: str
    protection: str
    openers: str
    """A JSON list."""


class Listed(_OfPlan, table=True):
    """A row of a list over many plans, as `domain.index` gives it (I10)."""

    __tablename__: ClassVar[str] = "listed"
    __table_args__ = (Index("listed_day", "tenant", "sort", "open", "day", "thing"), _PACKED)

    sort: str = Field(primary_key=True)
    """The field of `IndexRows` that it stands in."""
    thing: str = Field(primary_key=True)
    day: str
    """The date that lists are ordered by, empty where there is none."""
    open: bool
    """Whether it is an activity that still runs."""
    value: str
    """The fields as JSON."""


class Reasons(_OfPlan, table=True):
    """Why somebody with an office opens a plan (S-06); the newest counts."""

    __tablename__: ClassVar[str] = "reason"

    person: str = Field(primary_key=True)
    device: str = Field(primary_key=True)
    at: str = Field(primary_key=True)
    reason: str


class Lookups(_OfPlan, table=True):
    """A look-up of a plan on a device, in the chain of that device (S-06, S-07)."""

    __tablename__: ClassVar[str] = "lookup"
    __table_args__ = (Index("lookup_device", "tenant", "device", "n"), _PACKED)

    device: str = Field(primary_key=True)
    n: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs=_COUNT)
    at: str
    person: str
    screen: str
    role: str
    unit: str
    reason: str
    hash: bytes = Field(sa_type=LargeBinary)


class Blob(_OfPlan, table=True):
    """A file of a plan, named by the hash of its bytes."""

    __tablename__: ClassVar[str] = "blob"
    __table_args__ = ()

    hash: str = Field(primary_key=True)
    size: int = Field(sa_type=BigInteger)
    data: bytes = Field(sa_type=LargeBinary)
