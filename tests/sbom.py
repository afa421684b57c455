"""What the program is made of, as a CycloneDX 1.6 document: every package that ``requirements.txt`` locks.

``make sbom`` writes ``build/sbom.json``. Versions and sums are those of the lock, so it says the same wherever it is
made; licences are what the installed packages say of themselves.
"""

import json
import re
from importlib import metadata
from typing import Any

from places import ROOT

from graph import __version__

_LOCKED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^ ;\\]+)([^\n]*(?:\n +[^\n]*)*)", re.MULTILINE)
_SUM = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_LONGEST_LICENCE = 80  # characters of a name; what is longer is its text


def sbom(lock: str) -> dict[str, Any]:
    """The document for the text of a lock file; members as in the CycloneDX 1.6 specification."""
    own = _component("sagsgraf", __version__, type="application", licenses=_licences("sagsgraf"))
    components = [
        _component(
            name,
            version,
            type="library",
            licenses=_licences(name),
            # One for each file of the version: what is installed is one of them.
            properties=[{"name": "sha256", "value": one} for one in _SUM.findall(sums)],
        )
        for name, version, sums in _LOCKED.findall(lock)
    ]
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": own},
        "components": components,
    }


def _component(name: str, version: str, **members: Any) -> dict[str, Any]:
    """A component with its package URL (purl-spec, type pypi)."""
    purl = f"pkg:pypi/{re.sub(r'[-_.]+', '-', name).lower()}@{version}"
    return {"bom-ref": purl, "name": name, "version": version, "purl": purl, **members}


def _licences(name: str) -> list[dict[str, Any]]:
    """What an installed package says of its licence; nothing of one that is not installed."""
    try:
        told = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return []
    if expression := told.get("License-Expression"):
        return [{"expression": expression}]
    classified = [one.rsplit(" :: ", 1)[-1] for one in told.get_all("Classifier", []) if "License ::" in one]
    named = classified or [one for one in (told.get("License"),) if one and len(one) <= _LONGEST_LICENCE]
    return [{"license": {"name": one}} for one in named]


def main() -> None:
    path = ROOT / "build" / "sbom.json"
    path.parent.mkdir(exist_ok=True)
    made = sbom((ROOT / "requirements.txt").read_text(encoding="utf-8"))
    path.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
