"""What each code means, in words for whoever runs the server: every refused request says why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from stafett_tui.sync.protocol import Answer, Code, Problem

MEANS: Final[Mapping[Code, str]] = {
    Code.AUTH: "no token, or one that is not known",
    Code.OTHER: "the code is another person's; it was not used",
    Code.REVOKED: "the device, or the person in this plan, takes part no more",
    Code.GAP: "an event before these is missing",
    Code.EPOCH: "the server was restored",
    Code.FORK: "the log there is not the server's",
    Code.CLONE: "two machines write under one name",
    Code.RESNAPSHOT: "what may be read is another",
    Code.PLAN_GONE: "there is no such plan, file or policy",
    Code.TOO_LARGE: "more than the limits",
    Code.MALFORMED: "not the protocol",
    Code.UPGRADE: "another protocol, or an event of a later version",
    Code.RETRY: "not now",
    Code.RESTORING: "the ledger is not yet in the database",
}


def said(answer: Answer) -> Answer:
    """Give the answer, with a reason where it is a refusal without one."""
    if isinstance(answer, Problem) and not answer.why:
        return answer.model_copy(update={"why": MEANS[answer.code]})
    return answer
