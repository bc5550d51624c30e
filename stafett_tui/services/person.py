"""Who uses the program on this laptop."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Me:
    """The person who writes here until a login says more."""

    person: str
    name: str
    service: str
    title: str
    language: str
    office: str = "holder"
    """`holder`, or `coordinator` who reviews deadlines over many plans."""
