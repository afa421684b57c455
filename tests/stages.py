"""What each stage of publishing makes of the examples, as a digest, beside the version that made it.

``data/stages.json`` has the digests that stand. When a stage makes something else of the same minutes its
version must be raised, for what is published already is read again only then. When it is raised, put down the
new digests with: ``python tests/stages.py``
"""

import hashlib
import json
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import astuple
from functools import cache
from pathlib import Path

import export_files
import firstagenda_files
from pdfs import minutes_pdf
from places import EXAMPLES, ROOT, TESTS
from samples import sample
from word_files import docx, odt, p

from graph.base.config import Config
from graph.cases import update
from graph.mapping import minutes as mapping
from graph.minutes.as_json import as_dict
from graph.minutes.document import Document
from graph.municipality.profile import load_profile
from graph.ontology.iris import Iris
from graph.publishing import build, intake
from graph.publishing.publish import publish
from graph.readers.base import Reading
from graph.readers.files import READERS, decode, read
from graph.readers.layout import parse
from graph.readers.protocol import parse as protocol
from graph.release.archive import Release
from graph.search import index_file
from graph.store.oxigraph import Store

RECORD = TESTS / "data" / "stages.json"
PROFILE = load_profile("aadalsoe")
WORDS = {
    "sample": sample(closed_words="Beslutning\n\nEn hemmelig beslutning.\n"),
    "cpr": sample("13", decision="Ring 010203-1234."),
    "elsewhere": sample("14").replace("Ådalsø", "Nordhavn"),
}
"""Minutes of few words, some of which are turned away."""

VERSIONS: dict[str, tuple[int, str]] = {
    **{
        reader.name: (int(reader.versions[reader.name]), f"version in {type(reader).__module__}")
        for reader in READERS
    },
    "layout": (parse.VERSION, "VERSION in graph.readers.layout.parse"),
    "protocol": (protocol.VERSION, "VERSION in graph.readers.protocol.parse"),
    "mapping": (mapping.VERSION, "VERSION in graph.mapping.minutes"),
    "judging": (intake.VERSION, "VERSION in graph.publishing.intake"),
    "links": (update.VERSION, "VERSION in graph.cases.update"),
    "search": (index_file.VERSION, "VERSION in graph.search.index_file"),
    "files": (build.FORMAT, "FORMAT in graph.publishing.build"),
}
"""The stages in the order in which minutes go through them, with the version of each and where it stands."""


def files_of(reader: str) -> Iterator[bytes]:
    """A few files of the format of a reader."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.txt"))]
    if reader == "text":
        yield from (text.encode() for text in texts)
        yield sample().encode("cp1252")
        return
    if reader in export_files.SAMPLES:
        yield export_files.SAMPLES[reader]
        yield from (path.read_bytes() for path in export_files.exports(reader))
        return
    for text in (sample(), texts[0], texts[-1]):
        parts = [part.replace("&", "&amp;").replace("<", "&lt;") for part in text.split("\n\n")]
        if reader == "pdf":
            yield minutes_pdf(text)
        elif reader == "docx":
            yield docx("".join(p(part.replace("\n", " ")) for part in text.split("\n\n")))
        elif reader == "firstagenda":
            yield firstagenda_files.data(firstagenda_files.sample())
        elif reader == "odt":
            yield odt("".join(f"<text:p>{part}</text:p>" for part in parts))
        else:
            yield f"<html><body>{''.join(f'<p>{part}</p>' for part in parts)}</body></html>".encode()


@cache
def documents() -> tuple[Document, ...]:
    """The examples, and the minutes of few words."""
    files = sorted(EXAMPLES.glob("*.txt"))
    return (
        *(decode(path.name, path.read_bytes()) for path in files),
        *(decode(f"{name}.txt", text.encode()) for name, text in WORDS.items()),
    )


@cache
def readings() -> tuple[Reading, ...]:
    return tuple(read(document, PROFILE) for document in documents())


def extracted(reader: str) -> Iterator[object]:
    for data in files_of(reader):
        document = decode("referat", data)
        assert document.reader == reader
        yield [document.text, document.pages, document.lost, [astuple(one) for one in document.findings]]


def laid_out() -> Iterator[object]:
    for reading in readings():
        yield [as_dict(reading.minutes), reading.served, reading.kept.decode()]


def told() -> Iterator[object]:
    document = decode("referat", firstagenda_files.data(firstagenda_files.sample()))
    reading = read(document, PROFILE)
    yield [as_dict(reading.minutes), reading.served, reading.kept.decode()]


def mapped() -> Iterator[object]:
    iris = Iris("http://127.0.0.1:8000", PROFILE.slug)
    for reading in readings():
        graph = mapping.minutes_graph(reading.minutes, PROFILE, iris, "0" * 64)
        graph.remove((iris.run("0" * 64), None, None))  # it names the version of the software
        yield sorted(" ".join(term.n3() for term in triple) for triple in graph)


def judged() -> Iterator[object]:
    runs = dict.fromkeys([*(reader.name for reader in READERS), ""], "0" * 64)
    for document in documents():
        taken = intake.take_in(document, PROFILE, Config(), runs)
        yield [taken.status, taken.findings]


def _links(release: Release) -> Iterator[str]:
    apart = ("/referat", "/profil", "/ns")
    with Store.open_read_only(release.store) as store:
        for graph in store.graphs():
            if not graph.endswith(apart):
                yield from (f"{triple} {graph}" for triple in store.triples(graph_iri=graph))


def _rows(index: Path) -> Iterator[object]:
    with closing(sqlite3.connect(index)) as database:
        for wanted in (
            "iri, kind, date, crc FROM thing",
            "facet, value FROM value",
            "form, number FROM number",
            "word FROM word",
        ):
            yield sorted(database.execute(f"SELECT {wanted}").fetchall())


def _names(release: Path) -> list[str]:
    """The folders and files of a release, without what stands for one body, meeting or file of the store."""
    shallow = (path.relative_to(release) for path in release.rglob("*"))
    return sorted({str(path) for path in shallow if len(path.parts) == 1})


STAGES: dict[str, Callable[[], Iterator[object]]] = {
    **{reader.name: (lambda name=reader.name: extracted(name)) for reader in READERS},
    "layout": laid_out,
    "protocol": told,
    "mapping": mapped,
    "judging": judged,
}
OF_A_RELEASE: dict[str, Callable[[Release], Iterable[object]]] = {
    "links": lambda release: sorted(_links(release)),
    "search": lambda release: _rows(release.search),
    "files": lambda release: _names(release.path),
}


def digest(stage: str, release: Release) -> str:
    """SHA-256 of all that a stage makes; given a release of the examples."""
    whole = hashlib.sha256()
    for one in OF_A_RELEASE[stage](release) if stage in OF_A_RELEASE else STAGES[stage]():
        whole.update(json.dumps(one, ensure_ascii=False, sort_keys=True, default=str).encode() + b"\n")
    return whole.hexdigest()


def recorded() -> dict[str, dict[str, object]]:
    told: dict[str, dict[str, object]] = json.loads(RECORD.read_text(encoding="utf-8"))
    return told


@cache
def inputs() -> str:
    """SHA-256 of the ontology, the shapes and the profile, which have no version: any other byte of them counts."""
    paths = [ROOT / "ontology.ttl", *sorted((ROOT / "shapes").rglob("*.ttl"))]
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths) + PROFILE.sha256.encode()).hexdigest()


def complaint(stage: str, made: str, record: dict[str, object]) -> str:
    """What is to be done about a stage, empty where all is well."""
    version, place = VERSIONS[stage]
    if made == record["digest"] and version == record["version"]:
        return ""
    if (version, inputs()) == (record["version"], record["inputs"]):
        return f"{stage} makes something else of the same minutes: raise {place}, then run: python tests/stages.py"
    return (
        f"{stage} is of another version, or the ontology, shapes or profile are: run: python tests/stages.py"
    )


def main() -> None:
    """Put down the digests, unless a version is to be raised first."""
    with tempfile.TemporaryDirectory() as folder:
        release = publish(EXAMPLES, Config(data_dir=Path(folder) / "data", profile="aadalsoe")).release
        made = {stage: digest(stage, release) for stage in VERSIONS}
    old = recorded() if RECORD.exists() else {}
    first = next((stage for stage in VERSIONS if stage in old and made[stage] != old[stage]["digest"]), None)
    told = complaint(first, made[first], old[first]) if first else ""
    if "raise" in told:
        sys.exit(told)
    record = {
        stage: {"version": VERSIONS[stage][0], "inputs": inputs(), "digest": made[stage]}
        for stage in VERSIONS
    }
    RECORD.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
