"""Protected addresses: how closely somebody's place is guarded (K-02). The program stores no address at all (K-01)."""

from enum import StrEnum


class AddressProtection(StrEnum):
    """What the population register says of a person's addresses; where nobody has asked, it is unknown."""

    NONE = "none"
    CLIENT_ADDRESS = "client_address"
    CONFIDENTIAL = "confidential"
    STRICTLY_CONFIDENTIAL = "strictly_confidential"


GUARDED = frozenset({AddressProtection.CONFIDENTIAL, AddressProtection.STRICTLY_CONFIDENTIAL})
"""Where nothing that tells of a place is shown to the other guardian (K-04)."""


def lowers(before: AddressProtection | None, after: AddressProtection) -> bool:
    """Tell whether a place that is guarded would be guarded less (K-02)."""
    ranks = tuple(AddressProtection)
    return before is not None and before in GUARDED and ranks.index(after) < ranks.index(before)
