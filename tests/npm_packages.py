"""The npm packages of tests/npm, installed as its lock file says and kept from one run to the next."""

import hashlib
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from places import TESTS

HERE = TESTS / "npm"


@cache
def installed() -> Path:
    """The folder of the packages; the test is skipped when they cannot be had."""
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            unmet(f"{program} is not installed")
    content = b"".join(
        (HERE / name).read_bytes() for name in ("package-lock.json", "follow.mjs", "to_rdf.mjs")
    )
    kept = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "sagsgraf"
    folder = kept / f"npm-{hashlib.sha256(content).hexdigest()[:12]}"
    if not folder.is_dir():
        kept.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=kept) as aside:
            made = Path(aside) / "made"
            shutil.copytree(HERE, made)
            install = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
            done = subprocess.run(install, cwd=made, capture_output=True, text=True, timeout=900)
            if done.returncode:
                unmet(f"npm could not install the packages of tests/npm: {done.stderr[-500:]}")
            made.rename(folder)
    return folder


def unmet(reason: str) -> None:
    """Skip a test for what the machine lacks, but fail it where everything has to be there (CI)."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
