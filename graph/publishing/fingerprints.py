"""What a release depends on beside the minutes, stage by stage.

A stage has a version, which is raised when it makes something else of the same input; so a remark or another
way of doing the same changes nothing, and what one reader does better is read anew in its own documents only.
``tests/stages.py`` knows what each stage makes of the examples, and says which version to raise.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from graph import __version__
from graph.base.config import Config, resource
from graph.cases import update
from graph.cases.identities import read_identities
from graph.cases.review import read_review
from graph.mapping import minutes as mapping
from graph.municipality.profile import Profile
from graph.publishing import build, intake
from graph.readers.files import READERS, with_ocr
from graph.search import index_file, meaning

NO_READER = ""
"""In the place of a reader's name: of a file that none of them knew."""


@dataclass(frozen=True)
class Fingerprints:
    """Hexadecimal SHA-256 digests: of all that decides on a ``release`` beside its documents, of how those of
    each reader are read, mapped and judged (``documents``, by its name), and of the ``readers`` together."""

    release: str
    documents: Mapping[str, str]
    readers: str


def fingerprints(config: Config, *profiles: Profile) -> Fingerprints:
    """The fingerprints of what runs now, with these settings and the ``profiles`` that decide on a document.
    A release has them as graphs, and its documents are read anew where theirs is another."""
    common = [
        f"software {__version__}",  # what each document says it was read by
        f"base {config.base_iri}",
        f"agendas {config.agendas}",
        f"mapping {mapping.VERSION}",
        f"judging {intake.VERSION}",
        *_packages(),
        *_files("ontology", [resource("ontology.ttl")]),
        *_files("shapes", resource("shapes").rglob("*.ttl")),
    ]
    document = [
        *common,
        *(f"profile {profile.slug} {profile.sha256} {bool(config.profile)}" for profile in profiles),
    ]
    release = [*common, f"files {build.FORMAT}", f"links {update.VERSION}", f"search {index_file.VERSION}"]
    if config.meaning and meaning.embedder():
        release.append(f"meaning {meaning.VERSION}")
    if config.reviewed_links:
        review = read_review(Path(config.reviewed_links), config.base_iri)
        release.append(f"review {sorted(review.items())}")
    if config.reviewed_identities:
        identities = read_identities(Path(config.reviewed_identities), config.base_iri)
        release.append(f"identities {sorted(map(str, identities.told))} {sorted(identities.refused)}")
        release.append(f"acts {sorted(identities.acts)}")
    readers = [with_ocr(reader, config.ocr) for reader in READERS]
    read = {
        reader.name: [f"{name} {of}" for name, of in sorted(reader.versions.items())] for reader in readers
    }
    table = [f"{name}: {', '.join(versions)}" for name, versions in read.items()]
    documents = {name: _digest([*document, *versions]) for name, versions in read.items()}
    documents[NO_READER] = _digest([*document, *table, f"bytes {config.max_file_bytes}"])
    return Fingerprints(_digest(release), documents, _digest(table))


@cache
def _packages() -> list[str]:
    """Those that decide on what is read and judged, and their versions, which it takes a while to find."""
    return [f"{package} {version(package)}" for package in ("rdflib", "pyshacl", "pyoxigraph")]


def _files(stage: str, files: Iterable[Path]) -> list[str]:
    return [
        f"{stage} {file.name} {hashlib.sha256(file.read_bytes()).hexdigest()}"
        for file in sorted(files, key=lambda file: (file.name, file.parent.name))
    ]


def _digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
