"""How often somebody may ask."""

from __future__ import annotations

from stafett_server.api import rates
from stafett_server.api.rates import Buckets, Rate


def test_a_bucket_is_emptied_at_once_and_fills_slowly():
    now = [0.0]
    bucket = Buckets(Rate(2, 0.5), lambda: now[0])
    assert [bucket.wait("a") for _ in range(3)] == [0, 0, 2.0]
    assert bucket.wait("b") == 0
    now[0] = 1
    assert bucket.wait("a") == 1.0
    now[0] = 2
    assert bucket.wait("a") == 0
    now[0] = 1000
    assert [bucket.wait("a") for _ in range(3)] == [0, 0, 2.0]


def test_the_bucket_that_is_unused_longest_goes(monkeypatch):
    monkeypatch.setattr(rates, "_MOST", 2)
    bucket = Buckets(Rate(1, 1), lambda: 0.0)
    assert [bucket.wait(name) for name in ("a", "b", "c", "a")] == [0, 0, 0, 0]
    assert bucket.wait("c") == 1.0
