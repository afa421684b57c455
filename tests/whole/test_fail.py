"""A command of which a call fails says so in one line, and leaves whole releases and a whole ledger."""

from pathlib import Path

import pytest
from failing import ERRORS, failing_at, fault
from samples import put, sample, write

from graph.base.config import Config
from graph.privacy import ledger

pytestmark = pytest.mark.usefixtures("little_ontology")

ITEM = "http://127.0.0.1:8000/id/aadalsoe/moede/direktionen/2023-09-12/punkt/1"
NEVER = 0


def test_a_call_that_fails_is_told_in_a_line(tmp_path: Path) -> None:
    """Errors in turn, at moments spread over the whole of a publication, and of a withdrawal."""
    config = Config(data_dir=tmp_path / "data")
    put(config, a="12")
    minutes, data = tmp_path / "minutes", ["--data-dir", str(config.data_dir)]
    calls = 0
    for command, errors in (
        (["publish", str(minutes), *data], ERRORS),
        (["withdraw", ITEM, "--reason", "dublet", "--yes", *data], ERRORS[:1]),
    ):
        for at, error in enumerate(("", *errors)):
            write(minutes, a=sample("12"), b=sample(f"{13 + at}"))
            had = ledger.read(config)
            moment = 1 + calls * at // (len(errors) + 1) if error else NEVER
            done = failing_at(moment, error or ERRORS[0], command)
            if not error:
                calls = int(done.stdout.rsplit("calls ", 1)[1])
            assert not fault(done, config, had), (command, moment, error, done.stderr)
