"""What the program says when it stops because of an error of its own: where, never with what values (I12)."""

from __future__ import annotations

from pathlib import Path

from stafett_tui.i18n.texts import Texts


def crash_text(error: BaseException | None, t: Texts) -> str:
    """What happened, what to do, and the place in the program for whoever mends it."""
    return "\n".join(
        (
            t.tr("Stafett stopped because of an error in the program."),
            t.tr("Everything that was shown as saved is saved. Start again: it offers to go on."),
            t.tr("For whoever mends it: {place}", place=place(error)),
        )
    )


def place(error: BaseException | None) -> str:
    """Sort of error, file and line; no text of the error, as it can hold case data."""
    if error is None:
        return "?"
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    kind = type(error).__name__
    return kind if trace is None else f"{kind}, {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
