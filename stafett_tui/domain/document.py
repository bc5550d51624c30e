"""Files of a plan: the signed form, and what else is attached; their bytes lie in the store, their hash here."""

from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from stafett_tui.domain.event import Act, Body, Sort, Undo
from stafett_tui.domain.plan import Fact, Plan, gone


class DocumentSort(StrEnum):
    """What a file is."""

    CONSENT_FORM = "consent_form"
    OTHER = "other"


class DocumentAttached(Body):
    """A file is attached to the plan."""

    KIND: ClassVar[str] = "document.attached"
    SORT: ClassVar[Sort] = Sort.CREATED
    ACT: ClassVar[Act] = Act.DOCUMENT
    UNDO: ClassVar[Undo] = Undo.SKIP

    name: str = Field(min_length=1)
    sort: DocumentSort = DocumentSort.OTHER
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    size: int = Field(ge=0)
    media: str = "application/octet-stream"
    consent: str | None = None
    """The consent it shows, where it is the signed form."""


def documents(plan: Plan) -> tuple[Fact[DocumentAttached], ...]:
    """Give the files of a plan, oldest first."""
    return plan.of(DocumentAttached)


def shown_by(plan: Plan, consent: str, evidence: str | None) -> bool:
    """Tell whether something in the plan shows a consent: its form, or the line of the minutes, seen here or not."""
    attached = any(f.body.consent == consent for f in documents(plan))
    stands = evidence is not None and evidence in plan.facts and evidence not in plan.struck
    return attached or stands or evidence_unseen(plan, evidence)


def evidence_unseen(plan: Plan, evidence: str | None) -> bool:
    """Tell whether what shows a consent is there and not told to this reader: it stood when the consent was given."""
    return evidence is not None and evidence not in plan.facts and evidence not in plan.once(_blanked)


def _blanked(plan: Plan) -> frozenset[str]:
    return gone(plan.entries)


BODIES: tuple[type[Body], ...] = (DocumentAttached,)
