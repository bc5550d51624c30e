"""What is not finished survives: a closed program, a lost screen, a form half filled in (I9)."""

from __future__ import annotations

import json

from stafett_tui.screens.meeting import drafts
from tests.screens.meeting.stage import stage


async def test_an_unfinished_line_stands_there_at_the_next_start(tmp_path):
    async with stage(tmp_path, item=6) as on:
        await on.type("+følge med på lekegruppa")
        await on.press("tab", "k", "l")
    async with stage(tmp_path, begin=False) as on:
        assert "hvem: Klok Ugle" in on.text
        assert on.screen.capture.text == "kl"
        assert "ikke ferdig" in on.text
        await on.press("enter")
        assert on.meeting["lines"][-1]["text"] == "følge med på lekegruppa"
    async with stage(tmp_path, begin=False) as on:
        assert on.screen.line.free


async def test_an_unfinished_form_stands_there_at_the_next_start(tmp_path):
    async with stage(tmp_path, item=5) as on:
        await on.press("2", "tab")
        await on.type("For mye lyd")
    async with stage(tmp_path, begin=False) as on:
        assert on.screen.capture.text == "For mye lyd"
        await on.press("enter")
        first = on.shown["goals"][0]["activities"][0]
        assert first["evaluations"][0]["why"] == "For mye lyd"


async def test_text_put_aside_is_there_at_the_next_start(tmp_path):
    async with stage(tmp_path, item=3) as on:
        await on.type("halvferdig")
        await on.press("escape")
    async with stage(tmp_path, begin=False) as on:
        await on.press("up")
        assert on.screen.capture.text == "halvferdig"


async def test_the_line_is_kept_while_it_is_written(tmp_path):
    async with stage(tmp_path, item=3) as on:
        await on.type("halvferdig")
        on.screen.keep()
        await on.settle()
        kept = on.office.desk().drafts.take(on.plan_id, "line")
        assert kept is not None
        assert kept.text == "halvferdig"
        await on.press("enter")
        on.screen.keep()
        await on.settle()
        assert on.office.desk().drafts.take(on.plan_id, "line") is None


async def test_leaving_the_screen_at_once_still_writes_what_was_entered(tmp_path):
    async with stage(tmp_path, item=3) as on:
        await on.press(*"siste", "enter", "escape", "escape", "escape")
        assert [line["text"] for line in on.meeting["lines"]] == ["siste"]


async def test_a_form_whose_thing_is_gone_comes_back_as_its_words(tmp_path):
    async with stage(tmp_path) as on:
        left = json.dumps({"form": "review", "thing": "gone", "texts": {"why": "For mye lyd"}})
        assert drafts.taken_up(left.replace(": ", ":"), 0, on.screen.conduct.now()).text == "For mye lyd"


async def test_every_form_is_opened_again_by_its_kind(tmp_path):
    async with stage(tmp_path) as on:
        now = on.screen.conduct.now()
        await on.type("En linje")
        await on.press("enter")
        now = on.screen.conduct.now()
        things = {
            "review": now.view.rated[0].id, "attendance": now.view.room[0].person, "correct": now.view.lines[0].id,
            "goal": now.view.goals[0].id, "level": "1",
        }  # fmt: skip
        for kind in drafts._MAKERS:
            form = drafts.reopened(kind, things.get(kind, ""), now)
            if kind == "settle":
                assert form is None, "nothing is parked"
                continue
            assert form is not None, kind
            written = form.with_text("ord").tab().back_tab()
            text, at = drafts.kept(written)
            again = drafts.taken_up(text, at, now)
            assert (again.text, again.kind) == ("ord", kind)
            assert form.echo(form) is not None
        assert drafts.reopened("unknown", "", now) is None
        assert drafts.taken_up('{"form":', 0, now).text == ""
