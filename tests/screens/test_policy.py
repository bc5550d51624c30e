"""A broken policy file is said at the foot of the screen, and the program is open all the same."""

from __future__ import annotations

from stafett_tui.app import StafettApp
from stafett_tui.config import load
from stafett_tui.services.clock import SetClock, oslo
from stafett_tui.services.demo.building import STARTS, make_demo
from stafett_tui.services.opening import open_office
from tests.support.app import screen_text, settle


async def test_a_broken_policy_is_said_at_the_foot_and_home_is_open(tmp_path):
    make_demo(tmp_path, "holder", "nb", real=SetClock(oslo(STARTS)))
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "policy.toml").write_text("youth_age = 99\n", encoding="utf-8")
    settings = load({"STAFETT_HOME": str(tmp_path), "STAFETT_LANGUAGE": "nb"}, store=tmp_path)
    app = StafettApp(settings, office=open_office(settings, create=False, clock=SetClock(oslo(STARTS))))
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        shown = screen_text(app)
        assert "Filen med kommunens valg har en feil" in shown
        assert "Munter Linerle" in shown or "M.L." in shown
