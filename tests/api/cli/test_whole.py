"""Commands that ask the current release: damage that shows in no size is seen before anything is answered."""

import os
import random
from pathlib import Path

import pytest
from damaged_files import do, kinds_of_files
from samples import put

from api.cli.whole import ask
from graph.base.config import Config, OperatorError
from graph.release import archive, last_look
from graph.release.archive import Release

pytestmark = pytest.mark.usefixtures("little_ontology")


def test_a_file_that_is_other_than_when_it_was_read_is_read_again(tmp_path: Path) -> None:
    config = Config(data_dir=tmp_path / "data")
    put(config, a="12")
    release = Release(archive.current(config))
    os.utime(release.path / archive.MANIFEST, ns=(1, 1))  # as a backup may leave it
    assert last_look.changed(config, release)
    assert ask(config, lambda asked: asked.id) == release.id
    assert not last_look.changed(config, release)
    store = next(name for name in kinds_of_files(release) if name.endswith(".sst"))
    assert do(release, store, "zero", random.Random(1))
    with pytest.raises(OperatorError, match=rf"^release {release.id} is damaged \({store}\); repair it"):
        ask(config, lambda asked: asked.id)
