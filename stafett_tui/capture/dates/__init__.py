"""Norwegian date phrases, bokmål and nynorsk: understood, the next meeting, or a question. Never a guess."""

from stafett_tui.capture.dates.parse import parse_date
from stafett_tui.capture.dates.past import parse_past
from stafett_tui.capture.dates.result import Ask, AskReason, NextMeeting, Result, Understood, as_json

__all__ = ["Ask", "AskReason", "NextMeeting", "Result", "Understood", "as_json", "parse_date", "parse_past"]
