"""The tables, declared; the migrations say the same in SQL (a test compares them)."""

from typing import ClassVar

from sqlalchemy import Index, LargeBinary, text
from sqlmodel import Field, SQLModel

_PACKED: dict[str, object] = {"sqlite_with_rowid": False}
_EMPTY: dict[str, object] = {"server_default": text("''")}


class _Places(SQLModel):
    """The places of a log: the columns of the log itself, and of the one that is taken anew beside it."""

    plan_id: str = Field(primary_key=True)
    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    event_id: str
    kind: str
    header: bytes = Field(sa_type=LargeBinary)
    body: bytes | None = Field(default=None, sa_type=LargeBinary)
    """None once blanked."""
    salt: bytes | None = Field(default=None, sa_type=LargeBinary)
    """None once blanked."""
    at: str
    status: str
    policy: str
    leaf: bytes = Field(sa_type=LargeBinary)
    hash: bytes = Field(sa_type=LargeBinary)


class EntryTable(_Places, table=True):
    """One event in its place: the exact bytes that were written and hashed (I5)."""

    __tablename__: ClassVar[str] = "entry"
    __table_args__ = (Index("entry_event", "event_id", unique=True), _PACKED)


class PlanTable(SQLModel, table=True):
    """A plan in lists; columns are the fields of `domain.index.PlanRow` (I10)."""

    __tablename__: ClassVar[str] = "plan"
    __table_args__ = (
        Index("plan_holder", "holder"),
        Index("plan_number", "number"),
        Index("plan_owner", "owner"),
        _PACKED,
    )

    plan_id: str = Field(primary_key=True)
    number: int
    name: str
    initials: str
    kind: str
    level: int
    language: str
    status: str
    holder: str
    holder_name: str
    consent_through: str | None
    next_meeting: str | None
    open_activities: int
    seq: int
    owner: str = Field(default="", sa_column_kwargs=_EMPTY)


class OpenerTable(SQLModel, table=True):
    """Who alone opens the plans of a person; columns are the fields of `domain.index.OpenerRow` (K-03, I10)."""

    __tablename__: ClassVar[str] = "opener"
    __table_args__ = (Index("opener_owner", "owner", "person"), _PACKED)

    opener_id: str = Field(primary_key=True)
    owner: str
    person: str


class UnseenTable(SQLModel, table=True):
    """What lists leave out for whom; columns are the fields of `domain.index.UnseenRow` (C-11, D-12, K-04, I10)."""

    __tablename__: ClassVar[str] = "unseen"
    __table_args__ = (Index("unseen_person", "person", "thing"), Index("unseen_plan", "plan_id"), _PACKED)

    unseen_id: str = Field(primary_key=True)
    plan_id: str
    thing: str
    person: str


class ActivityTable(SQLModel, table=True):
    """An activity in lists; columns are the fields of `domain.index.ActivityRow` (I10)."""

    __tablename__: ClassVar[str] = "activity"
    __table_args__ = (
        Index("activity_due", "due", "activity_id", sqlite_where=text("open = 1")),
        Index("activity_responsible", "responsible", "due", "activity_id", sqlite_where=text("open = 1")),
        Index("activity_plan", "plan_id", "due"),
        _PACKED,
    )

    activity_id: str = Field(primary_key=True)
    plan_id: str
    goal: int | None
    what: str
    responsible: str | None
    responsible_name: str
    service: str
    due: str | None
    at_next_meeting: bool
    open: bool
    moved: int
    last_effect: str | None
    comments: int


class MeetingTable(SQLModel, table=True):
    """A meeting in lists; columns are the fields of `domain.index.MeetingRow` (I10)."""

    __tablename__: ClassVar[str] = "meeting"
    __table_args__ = (
        Index("meeting_starts", "starts"),
        Index("meeting_state", "state", "starts"),
        Index("meeting_plan", "plan_id"),
        _PACKED,
    )

    meeting_id: str = Field(primary_key=True)
    plan_id: str
    starts: str
    ends: str
    place: str
    state: str
    to_rate: int
    version: int


class DraftTable(SQLModel, table=True):
    """The unfinished text of one field (I9: at most a second of it is lost)."""

    __tablename__: ClassVar[str] = "draft"
    __table_args__ = (_PACKED,)

    key: str = Field(primary_key=True)
    plan_id: str
    text: str
    cursor: int
    at: str


class SettingTable(SQLModel, table=True):
    """One setting of this store."""

    __tablename__: ClassVar[str] = "setting"
    __table_args__ = (_PACKED,)

    name: str = Field(primary_key=True)
    value: str


class RefusedTable(SQLModel, table=True):
    """A refused event with its code; its text stays with its author (I2)."""

    __tablename__: ClassVar[str] = "refused"
    __table_args__ = (_PACKED,)

    plan_id: str = Field(primary_key=True)
    device: str
    n: int
    event_id: str = Field(primary_key=True)
    code: str
    header: bytes = Field(sa_type=LargeBinary)
    body: bytes = Field(sa_type=LargeBinary)
    at: str


class LookupTable(SQLModel, table=True):
    """A look-up of a plan, with its reason where the plan is not one's own; chained (S-06, S-07)."""

    __tablename__: ClassVar[str] = "lookup"
    __table_args__ = (Index("lookup_plan", "plan_id", "n"), _PACKED)

    n: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: str
    person: str
    plan_id: str
    reason: str
    hash: bytes = Field(sa_type=LargeBinary)
    name: str = Field(default="", sa_column_kwargs=_EMPTY)
    role: str = Field(default="", sa_column_kwargs=_EMPTY)
    unit: str = Field(default="", sa_column_kwargs=_EMPTY)
    view: str = Field(default="", sa_column_kwargs=_EMPTY)
    """Empty in entries of the second schema, which knew reasons only."""
    device: str = Field(default="", sa_column_kwargs=_EMPTY)
    salt: str = Field(default="", sa_column_kwargs=_EMPTY)
    sealed: str = Field(default="", sa_column_kwargs=_EMPTY)
    """Hash of salt and reason; the words go when their plan is erased (D-06)."""


class BlobTable(SQLModel, table=True):
    """A file of a plan, named by the hash of its bytes; with row ids, as its rows are large."""

    __tablename__: ClassVar[str] = "blob"
    __table_args__ = (Index("blob_plan", "plan_id"),)

    hash: str = Field(primary_key=True)
    plan_id: str = Field(primary_key=True)
    size: int
    name: str
    media: str
    data: bytes = Field(sa_type=LargeBinary)


class PendingTable(SQLModel, table=True):
    """An event that the server has not given its place yet, in the order of its device's counter (I2)."""

    __tablename__: ClassVar[str] = "pending"
    __table_args__ = (Index("pending_event", "event_id", unique=True), _PACKED)

    plan_id: str = Field(primary_key=True)
    device: str = Field(primary_key=True)
    n: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    event_id: str
    kind: str
    header: bytes = Field(sa_type=LargeBinary)
    body: bytes = Field(sa_type=LargeBinary)
    salt: bytes = Field(sa_type=LargeBinary)
    at: str
    state: str
    """`new` until the server has judged it, then `sent` until it is seen in a page (R24)."""


class SyncPlanTable(SQLModel, table=True):
    """A plan that the server orders: how far its log is here, as `sync.protocol.Known` tells it."""

    __tablename__: ClassVar[str] = "sync_plan"
    __table_args__ = (_PACKED,)

    plan_id: str = Field(primary_key=True)
    state: str
    """A value of `store.ordered.State`."""
    place: int
    """The last confirmed place."""
    hash: bytes = Field(sa_type=LargeBinary)
    lacks: str
    acked: int
    """The server's counter of this device in this plan."""
    head: int
    """The last place of the server's log, as it was told."""
    forgotten: bool
    """Whether the reasons of its look-ups are gone, as the plan was purged once (I7)."""


class AnewTable(_Places, table=True):
    """A log that is being taken anew; it takes the place of the old one when it is whole (R29, R31)."""

    __tablename__: ClassVar[str] = "anew"
    __table_args__ = (_PACKED,)
