"""Dates of the domain are Oslo dates (architecture §3)."""

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo


def oslo_date(moment: datetime) -> date:
    """Give the date in Oslo at an aware moment."""
    return moment.astimezone(_zone()).date()


@lru_cache(maxsize=1)
def _zone() -> ZoneInfo:
    return ZoneInfo("Europe/Oslo")
