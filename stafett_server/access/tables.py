"""The tables of who takes part; every key begins with the tenant, and no token or code stands in them readable."""

from __future__ import annotations

from typing import ClassVar, Final

from sqlalchemy import Index
from sqlmodel import Field, MetaData, SQLModel

ACCESS: Final = MetaData()
"""These tables only; they are made by numbered steps (`steps`)."""


class Account(SQLModel, table=True):
    """A person who may take part, under the id that plans know."""

    metadata: ClassVar[MetaData] = ACCESS
    __tablename__: ClassVar[str] = "access_account"
    __table_args__ = (Index("access_account_person", "tenant", "person", unique=True),)

    tenant: str = Field(primary_key=True)
    account: str = Field(primary_key=True)
    person: str | None = None
    """The person of the plans; None until the first laptop says who its writer is."""
    name: str
    offices: str
    """Names of roles outside the plans, with a space between them."""
    made_at: str
    closed_at: str | None = None
    """Since when nothing of this person is taken any more."""


class Invitation(SQLModel, table=True):
    """A code that makes one device, once, for a few days."""

    metadata: ClassVar[MetaData] = ACCESS
    __tablename__: ClassVar[str] = "access_invitation"

    tenant: str = Field(primary_key=True)
    code_hash: str = Field(primary_key=True)
    account: str
    made_at: str
    ends_at: str
    used_at: str | None = None
    """When it was used, or made void."""
    nonce_hash: str | None = None
    """Of the secret that came with the code: whoever shows both again gets the same device for a while."""
    device: str | None = None
    """The device that it made, where a secret came with it."""


class Device(SQLModel, table=True):
    """A laptop that takes part, as the list on the server shows it (S-02, S-10)."""

    metadata: ClassVar[MetaData] = ACCESS
    __tablename__: ClassVar[str] = "access_device"
    __table_args__ = (Index("access_device_account", "tenant", "account"),)

    tenant: str = Field(primary_key=True)
    device: str = Field(primary_key=True)
    token_hash: str
    account: str
    stem: str
    """The device it was first: a new name after CLONE is the same laptop, or a copy of its disk (R26)."""
    name: str
    made_at: str
    seen_at: str
    lease_until: str
    """Until when it may open plans without contact (R10)."""
    revoked_at: str | None = None
    left_at: str | None = None


class Held(SQLModel, table=True):
    """A plan that a device said it holds: what a lost laptop carries (S-10)."""

    metadata: ClassVar[MetaData] = ACCESS
    __tablename__: ClassVar[str] = "access_held"
    __table_args__ = (Index("access_held_device", "tenant", "device"),)

    tenant: str = Field(primary_key=True)
    plan: str = Field(primary_key=True)
    device: str = Field(primary_key=True)


ACCOUNTS: Final = ACCESS.tables["access_account"]
INVITATIONS: Final = ACCESS.tables["access_invitation"]
DEVICES: Final = ACCESS.tables["access_device"]
HELD: Final = ACCESS.tables["access_held"]
