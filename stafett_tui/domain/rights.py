"""Who may do what: one readable table, role by act; own items only where it says OWN."""

from collections.abc import Mapping
from enum import StrEnum

from stafett_tui.domain.event import Act
from stafett_tui.domain.people import Role


class Right(StrEnum):
    """What a role may do under an act."""

    WRITE = "write"
    MEETING = "meeting"
    """Write while a meeting runs."""
    OWN = "own"
    """Write on own items only."""
    READ = "read"
    REASON = "reason"
    """After a reason is given."""
    WISH = "wish"
    """May wish, propose or demand; somebody else acts."""
    NONE = "none"


W, M, O, R, A, X, N = (Right.WRITE, Right.MEETING, Right.OWN, Right.READ, Right.REASON, Right.WISH, Right.NONE)  # noqa: E741 - the letters of the table

_COLUMNS = (Role.HOLDER, Role.NOTE_TAKER, Role.PROVIDER, Role.GUARDIAN, Role.OWNER, Role.COORDINATOR,
            Role.UNIT_LEADER, Role.ADMIN)  # fmt: skip

_TABLE: tuple[tuple[Act, tuple[Right, ...]], ...] = (
    #                        holder note  prov  guard owner coord unit  admin
    (Act.OPEN_PLAN,          (W,    N,    W,    N,    N,    N,    N,    N)),
    (Act.READ,               (R,    M,    R,    R,    R,    A,    A,    N)),
    (Act.HEAD,               (W,    M,    R,    O,    R,    N,    N,    N)),
    (Act.VOICE,              (W,    M,    R,    R,    O,    N,    N,    N)),
    (Act.GOALS_ACTIVITIES,   (W,    M,    O,    O,    O,    N,    N,    N)),
    (Act.COMMENT,            (W,    M,    W,    W,    W,    N,    N,    N)),
    (Act.MINUTES,            (W,    M,    R,    R,    R,    N,    N,    N)),
    (Act.LOCK,               (W,    N,    N,    N,    N,    N,    N,    N)),
    (Act.REMARK,             (W,    W,    W,    W,    W,    N,    N,    N)),
    (Act.CONSENT,            (W,    N,    N,    O,    O,    N,    N,    N)),
    (Act.PARTICIPANTS,       (W,    N,    N,    R,    R,    A,    N,    N)),
    (Act.BATON_OFFER,        (W,    N,    N,    N,    N,    N,    N,    N)),
    (Act.BATON,              (O,    N,    O,    N,    N,    N,    N,    N)),
    (Act.BATON_FORCE,        (N,    N,    N,    N,    N,    A,    N,    N)),
    (Act.BATON_WISH,         (N,    N,    N,    W,    W,    N,    A,    N)),
    (Act.LEVEL,              (W,    N,    N,    R,    R,    N,    N,    N)),
    (Act.LEVEL_PROPOSAL,     (N,    N,    W,    N,    N,    N,    N,    N)),
    (Act.LIFECYCLE,          (W,    N,    N,    X,    X,    W,    N,    N)),
    (Act.DEMAND,             (N,    N,    N,    W,    W,    N,    N,    N)),
    (Act.DELETE,             (N,    N,    N,    X,    X,    A,    N,    N)),
    (Act.BLANK,              (W,    N,    N,    N,    N,    A,    N,    N)),
    (Act.DOCUMENT,           (W,    M,    R,    R,    R,    N,    N,    N)),
    (Act.ARCHIVE,            (W,    N,    N,    N,    N,    W,    R,    N)),
    (Act.CONTACT,            (W,    O,    O,    O,    O,    A,    N,    N)),
    (Act.BOARD,              (O,    N,    O,    N,    N,    R,    R,    R)),
    (Act.TEMPLATES,          (N,    N,    N,    N,    N,    W,    N,    W)),
    (Act.UNITS,              (N,    N,    N,    N,    N,    R,    O,    W)),
    (Act.AUDIT,              (O,    N,    N,    R,    R,    A,    N,    R)),
    (Act.UNDO,               (W,    W,    W,    W,    W,    A,    N,    N)),
)  # fmt: skip

RIGHTS: Mapping[tuple[Act, Role], Right] = {
    (act, role): right for act, row in _TABLE for role, right in zip(_COLUMNS, row, strict=True)
}
"""The whole table by act and role."""


def right(act: Act, role: Role | None) -> Right:
    """Give what the role may do; a stranger to the plan nothing."""
    return Right.NONE if role is None else RIGHTS[(act, role)]
