"""What lists over many plans may show of people in plans that are not one's own (S-09)."""

from stafett_tui.domain.initials import initials
from stafett_tui.store.reader import DeadlineLine


def masked(row: DeadlineLine, person: str) -> DeadlineLine:
    """Give the row with initials for somebody of the family, where the plan is not this person's."""
    if row.plan_holder == person or row.service or row.responsible in {None, person}:
        return row
    return row._replace(responsible_name=initials(row.responsible_name))
