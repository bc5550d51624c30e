"""What has two versions, as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stafett_tui.screens.conflicts import words
from stafett_tui.widgets.columns import Column
from stafett_tui.widgets.rows import Row

if TYPE_CHECKING:
    from stafett_tui.documents.disputed import Eyes
    from stafett_tui.domain.versions import TwoVersions
    from stafett_tui.i18n.texts import Texts


def columns(t: Texts) -> tuple[Column, ...]:
    """The columns of the list."""
    return (Column(t.tr("TWO VERSIONS"), flex=1, least=24), Column(t.tr("of"), width=24, least=12))


def rows(found: tuple[TwoVersions, ...], eyes: Eyes) -> list[Row]:
    """One row for each field that has two versions."""
    values = eyes.values
    return [
        Row(words.key(each), (values.thing(each.thing), values.field(each.kind, each.field)), "!") for each in found
    ]
