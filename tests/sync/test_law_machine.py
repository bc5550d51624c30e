"""The same laws, with Hypothesis choosing the steps, so that a broken one is told by the shortest history (I1 to I8)."""

from __future__ import annotations

import os
import shutil
from random import Random
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from tests.support.domain_moves import WHATS
from tests.support.quick import quick_folder
from tests.sync.faults import TROUBLES, Trouble
from tests.sync.machine_beginning import CREWS, PLAN, Beginning
from tests.sync.machine_steps import together

pytestmark = [pytest.mark.slow, pytest.mark.timeout(7200)]
HISTORIES = 2_000 if os.environ.get("STAFETT_SOAK") else 40
AT, SMALL = st.integers(0, 59), st.integers(0, 20)
POWER = st.tuples(st.integers(0, 60), st.booleans())
TROUBLE = st.dictionaries(
    st.integers(0, 3), st.sampled_from([*TROUBLES]) | st.integers(0, 30).map("power {}".format), min_size=1, max_size=2
)


class Histories(RuleBasedStateMachine):
    """Two to four laptops, one server, and what may happen to them."""

    beginning: ClassVar[Beginning]
    made: ClassVar[int] = 0

    @initialize(crew=st.sampled_from(CREWS), together=st.integers(0, 6))
    def begin(self, crew, together):
        Histories.made += 1
        self.folder = self.beginning.fleet.folder.parent / f"machine-{self.made}"
        begin = self.beginning.copy if together else self.beginning.alone
        self.fleet = begin(self.folder, crew)

    @rule(at=AT, what=st.sampled_from(WHATS), a=SMALL, b=SMALL)
    def write(self, at, what, a, b):
        self.fleet.write(at, PLAN, (what, 0, a, b))

    @rule(at=AT, seed=st.integers(0, 999))
    def write_together(self, at, seed):
        together(self.fleet, Random(seed), at)

    @rule(at=AT)
    def sync(self, at):
        self.fleet.sync(at)

    @rule(at=AT, trouble=TROUBLE)
    def sync_with_trouble(self, at, trouble):
        self.fleet.sync(at, Trouble(trouble))

    @rule(at=AT, power=POWER)
    def the_power_goes_while_it_syncs(self, at, power):
        self.fleet.sync(at, power=power)

    @rule(at=st.integers(0, 999))
    def an_old_request_comes_again(self, at):
        self.fleet.replay(at)

    @rule(at=AT)
    def a_disk_is_cloned(self, at):
        self.fleet.clone(at)

    @rule(at=AT)
    def a_disk_is_copied(self, at):
        self.fleet.copy(at)

    @rule(at=AT)
    def a_copy_is_put_back(self, at):
        self.fleet.put_back(at)

    @rule()
    def the_server_is_copied(self):
        self.fleet.back_up()

    @rule(epoch=st.booleans())
    def the_server_is_put_back(self, epoch):
        self.fleet.restore(epoch=epoch)

    @rule(at=AT)
    def a_device_is_taken_out(self, at):
        self.fleet.revoke(at)

    @rule(days=st.sampled_from((1, 7, 40, 400)))
    def time_goes_by(self, days):
        self.fleet.days(days)

    @rule(at=AT, days=st.integers(-14_600, 14_600))
    def a_clock_is_wrong(self, at, days):
        self.fleet.skew(at, days)

    @rule(at=AT)
    def a_laptop_takes_part(self, at):
        self.fleet.log_in(self.fleet.at(at))

    def teardown(self):
        if not hasattr(self, "fleet"):
            return
        try:
            for laptop in self.fleet.laptops:
                self.fleet.log_in(laptop)
            self.fleet.settle()
        finally:
            self.fleet.close()
            shutil.rmtree(self.folder, ignore_errors=True)


def test_i1_to_i8_hold_whatever_hypothesis_thinks_of():
    with quick_folder() as folder:
        Histories.beginning = Beginning.together(folder / "beginning")
        try:
            run_state_machine_as_test(
                Histories,
                settings=settings(
                    max_examples=HISTORIES, stateful_step_count=25, deadline=None,
                    suppress_health_check=list(HealthCheck),
                ),
            )  # fmt: skip
        finally:
            Histories.beginning.close()
