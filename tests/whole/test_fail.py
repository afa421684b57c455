"""A command of which a call fails says so in one line, and leaves whole releases and a whole ledger."""

import random
from pathlib import Path

from failing import ERRORS, failing_at, fault
from samples import put, sample, write

from graph.base.config import Config
from graph.privacy import ledger

ITEM = "http://127.0.0.1:8000/id/aadalsoe/moede/direktionen/2023-09-12/punkt/1"


def test_a_call_that_fails_is_told_in_a_line(tmp_path: Path) -> None:
    config, chance = Config(data_dir=tmp_path / "data"), random.Random(7)
    put(config, a="12")
    minutes, data = write(tmp_path / "minutes", b=sample("19")), ["--data-dir", str(config.data_dir)]
    for command in (
        ["publish", str(minutes), *data],
        ["withdraw", ITEM, "--reason", "dublet", "--yes", *data],
    ):
        had, error = ledger.read(config), chance.choice(ERRORS)
        done = failing_at("fsync", error, command)
        assert done.returncode == 2, (command, error)
        assert not fault(done, config, had), (command, error)
