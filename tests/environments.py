"""Tools that need other versions of libraries than we do, each in an environment of its own."""

import hashlib
import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest
from made_once import one_at_a_time


def python_with(request: pytest.FixtureRequest, requirements: Path, *, beside: bool = False) -> Path:
    """A Python with what a lock file names, made by one process and kept in pytest's cache; where it cannot be
    made the test is skipped, or fails in CI. ``beside`` is for tools that mostly need the versions we have:
    those are taken from our own environment and not installed again."""
    assert request.config.cache is not None
    version = hashlib.sha256(requirements.read_bytes() + sys.version.encode()).hexdigest()[:12]
    folder = request.config.cache.mkdir(f"{requirements.stem}-{version}")
    with one_at_a_time(folder.with_name(f"{folder.name}.lock")):
        if not (folder / "whole").exists():
            _make(folder, requirements, beside=beside)
    return folder / "bin" / "python"


def _make(folder: Path, requirements: Path, *, beside: bool) -> None:
    """Our own pip fills it, and Python compiles what is imported of it: both are cheaper than to have pip there
    and all of it compiled."""
    venv.create(folder, clear=True)
    if beside:
        [packages] = folder.glob("lib/python*/site-packages")
        (packages / "beside.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "--python", str(folder / "bin" / "python")]
    options = ["--disable-pip-version-check", "--quiet", "install", "--no-deps", "--no-compile"]
    made = subprocess.run(
        [*pip, *options, "--require-hashes", "-r", str(requirements)],
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        why = f"{requirements.name} cannot be installed: {made.stderr.strip()[-500:]}"
        if "CI" in os.environ:
            pytest.fail(why)
        pytest.skip(why)
    (folder / "whole").touch()
