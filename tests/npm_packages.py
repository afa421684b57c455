"""The npm packages of tests/npm, installed as its lock file says and kept from one run to the next."""

import hashlib
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from made_once import one_at_a_time
from places import TESTS

HERE = TESTS / "npm"


@cache
def installed() -> Path:
    """The folder of the packages; the test is skipped when they cannot be had."""
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            unmet(f"{program} is not installed")
    content = b"".join(file.read_bytes() for file in sorted(HERE.glob("*.*")))
    kept = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "sagsgraf"
    kept.mkdir(parents=True, exist_ok=True)
    folder = kept / f"npm-{hashlib.sha256(content).hexdigest()[:12]}"
    with one_at_a_time(kept / f"{folder.name}.lock"):
        if not folder.is_dir():
            _install(folder)
    return folder


def _install(folder: Path) -> None:
    with TemporaryDirectory(dir=folder.parent) as aside:
        made = Path(aside) / "made"
        shutil.copytree(HERE, made)
        install = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        done = subprocess.run(install, cwd=made, capture_output=True, text=True, timeout=900)
        if done.returncode:
            unmet(f"npm could not install the packages of tests/npm: {done.stderr[-500:]}")
        made.rename(folder)


def unmet(reason: str) -> None:
    """Skip a test for what the machine lacks, but fail it where everything has to be there (CI)."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
