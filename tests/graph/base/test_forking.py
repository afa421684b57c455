"""Processes that begin with what they need, loaded once."""

import sys
from concurrent.futures import ProcessPoolExecutor

import pytest

from graph.base.forking import forked_with
from graph.publishing import parallel


def loaded(name: str) -> bool:
    return name in sys.modules


def test_who_asks_later_takes_nothing_from_who_asked_before(monkeypatch: pytest.MonkeyPatch) -> None:
    assert parallel.WORTH_IT  # has asked for what readers of minutes begin with
    monkeypatch.delitem(sys.modules, "graph.publishing.prepared", raising=False)  # another test may have it
    with ProcessPoolExecutor(1, forked_with("graph.base.forking")) as pool:
        assert pool.submit(loaded, "graph.publishing.prepared").result()
    assert "graph.publishing.prepared" not in sys.modules
