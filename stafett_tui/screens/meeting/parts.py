"""The list, the capture line and the minutes as widgets: they hand every key on at once, in the order typed."""

from __future__ import annotations

from stafett_tui.screens.meeting.face import Keys
from stafett_tui.widgets.columns import Column
from stafett_tui.widgets.field import Field
from stafett_tui.widgets.page import Sheet
from stafett_tui.widgets.rows import Row, Rows


class Listing(Rows):
    """The list of the agenda item."""

    def __init__(self, keys: Keys, *, vi: bool) -> None:
        """Hand the keys to `keys` first."""
        super().__init__((Column("", flex=1),), id="list", vi=vi)
        self.keys = keys

    def show(self, columns: tuple[Column, ...], mark_width: int, rows: list[Row]) -> None:
        """Show another list, or the same one anew."""
        if columns != self.columns or mark_width != self.mark_width:
            self.columns, self.mark_width = columns, mark_width
        self.set_rows(rows)

    def take_key(self, key: str, character: str | None) -> bool:
        """The meeting's own keys, then moving about."""
        return self.keys.on_list(key, character) or self.move_key(key, character)

    def move_key(self, key: str, character: str | None) -> bool:
        """Arrows and the like."""
        return key != "enter" and not character and super().take_key(key, character)


class Capture(Field):
    """The capture line."""

    def __init__(self, keys: Keys, placeholder: str) -> None:
        """Hand the keys to `keys` first."""
        super().__init__(prompt="> ", placeholder=placeholder, id="capture")
        self.keys = keys

    def take_key(self, key: str, character: str | None) -> bool:
        """The meeting's own keys, then writing."""
        return self.keys.on_line(key, character) or self.write_key(key, character)

    def write_key(self, key: str, character: str | None) -> bool:
        """Letters and editing."""
        return super().take_key(key, character)

    def text_changed(self) -> None:
        """Tell at once."""
        self.keys.line_changed(self.text)


class MinutesSheet(Sheet, can_focus=True):
    """The minutes; with focus they can be read back and forth."""

    def __init__(self, keys: Keys) -> None:
        """Hand the keys to `keys` first."""
        super().__init__(wrap=True, focusable=True, id="minutes")
        self.keys = keys

    def take_key(self, key: str, character: str | None) -> bool:
        """The meeting's own keys, then moving about."""
        return self.keys.on_minutes(key, character) or self.move_key(key, character)

    def move_key(self, key: str, character: str | None) -> bool:
        """Arrows and the like."""
        return not character and super().take_key(key, character)
