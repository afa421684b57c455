"""Tools that need other versions of libraries than we do, each in an environment of its own."""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest


def python_with(request: pytest.FixtureRequest, requirements: Path) -> Path:
    """A Python with what a lock file names, made once and kept in pytest's cache; where it cannot be made the
    test is skipped, or fails in CI."""
    assert request.config.cache is not None
    version = hashlib.sha256(requirements.read_bytes() + sys.version.encode()).hexdigest()[:12]
    folder = request.config.cache.mkdir(f"{requirements.stem}-{version}")
    python, whole = folder / "bin" / "python", folder / "whole"
    if not whole.exists():
        venv.create(folder, with_pip=True, clear=True)
        pip = [str(python), "-m", "pip", "--disable-pip-version-check", "--quiet", "install", "--no-deps"]
        made = subprocess.run(
            [*pip, "--require-hashes", "-r", str(requirements)], capture_output=True, text=True, check=False
        )
        if made.returncode:
            why = f"{requirements.name} cannot be installed: {made.stderr.strip()[-500:]}"
            if "CI" in os.environ:
                pytest.fail(why)
            pytest.skip(why)
        whole.touch()
    return python
