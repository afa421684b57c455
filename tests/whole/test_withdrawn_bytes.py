"""What is withdrawn is in no file below the data folder, whatever is published after that."""

import gzip
import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest
from fastapi.testclient import TestClient
from pdfs import minutes_pdf
from samples import copied, write
from support import newer
from withdrawals import BASE, FILES, IRIS, MEETING, NAME
from word_files import of_lines

from api.app import create_app
from graph.base.config import Config
from graph.publishing.publish import publish, rollback
from graph.publishing.withdraw import withdraw
from graph.release import archive
from graph.store.oxigraph import Store

pytestmark = pytest.mark.usefixtures("little_ontology")

# The thing, the words that go with it, and words of the same minutes that stay.
CASES = {
    "meeting": (MEETING, ("Zebrafinke", "hættemåge", "Skarnbasse", "Andre sager"), ("Pergamentrulle",)),
    "item": (f"{MEETING}/punkt/1", ("Zebrafinke", "hættemåge", "Karmoisin", "Skarnbasse"), ("Andre sager",)),
    "listed attachment": (
        f"{MEETING}/punkt/1/bilag/1",
        ("Skarnbasse", "om mosen"),
        ("Zebrafinke", "Kort.pdf"),
    ),
    "numbered attachment": (
        f"{BASE}/id/aadalsoe/dokument/998-2017-275394",
        ("Pergament", "fjerde"),
        ("Asfalt",),
    ),
    "person": (str(IRIS.person(NAME)), ("Quintessa", "Vogterup"), ("Bo Ravn", "hættemåge", "Havnechef")),
}
NUMBER = "20-004417"
"""Of the case that only the item and its meeting speak of."""
WORDS = tuple(sorted({NUMBER, *(word for _, gone, kept in CASES.values() for word in (*gone, *kept))}))
"""Of all cases, which are looked for together, so that a file that several cases have is looked through once."""


def contents(path: Path, raw: bytes) -> Iterator[bytes]:
    """The bytes of a file, which has them, and those that are packed unpacked too."""
    yield raw
    if path.suffix == ".gz":
        yield gzip.decompress(raw)
    if raw.startswith(b"SQLite format 3"):
        yield from rows(path)
    if raw.startswith(b"PAR1"):
        yield repr(pq.read_table(path).to_pydict()).encode()
    yield from unpacked(raw)


def unpacked(raw: bytes) -> Iterator[bytes]:
    """Whatever in the bytes is the beginning of a stream of zlib (RFC 1950) or gzip (RFC 1952)."""
    for mark, bits in ((b"\x78\x9c", 15), (b"\x78\xda", 15), (b"\x78\x01", 15), (b"\x1f\x8b\x08", 31)):
        at = raw.find(mark)
        while at >= 0:
            with suppress(zlib.error):
                yield zlib.decompressobj(bits).decompress(raw[at:])
            at = raw.find(mark, at + 1)


ASKED = ("thing", "part", "number", "name", "word", "vocabulary")
"""The tables of an index in which a search looks for what somebody asks."""


def rows(path: Path, *tables: str) -> Iterator[bytes]:
    """The values of a database, which cuts long ones up in its file; of all its tables or of some."""
    with closing(sqlite3.connect(path)) as database:
        every = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for table in tables or [name for (name,) in every]:
            for row in database.execute(f'SELECT * FROM "{table}"'):
                values = [value if isinstance(value, bytes) else str(value).encode() for value in row]
                yield from (gzip.decompress(one) if one[:2] == b"\x1f\x8b" else one for one in values)


def found(data: Path, words: tuple[str, ...]) -> dict[str, list[str]]:
    """Each word -> the places below a folder that have it, in capitals or not: files, their names, and what the stores
    hold, whose files are packed in blocks."""
    places: dict[str, list[str]] = {word: [] for word in words}

    def note(where: str, spelled: frozenset[str]) -> None:
        for word in spelled:
            places[word].append(where)

    for path in sorted(data.rglob("*")):
        note("name", spelled([str(path.relative_to(data)).encode()], words))
        if path.is_file():
            note(str(path), _spelled_in(path, words))
    for release in sorted((data / "releases").iterdir()):
        with Store.open_read_only(release / "store") as store:
            store.dump(data.parent / "dump.nq")
        note(f"{release} store", spelled([(data.parent / "dump.nq").read_bytes()], words))
    return places


def spelled(parts: Iterable[bytes], words: tuple[str, ...]) -> frozenset[str]:
    """The words that parts of a content have, in capitals or not."""
    # As bytes are lowered: of ASCII alone.
    forms = {word: (word.encode().lower(), word.upper().encode().lower()) for word in words}
    lowered = [part.lower() for part in parts]
    return frozenset(
        word for word, either in forms.items() if any(form in part for part in lowered for form in either)
    )


_KNOWN: dict[tuple[bytes, tuple[str, ...]], frozenset[str]] = {}
"""What files spell that are the same, byte for byte, in one release after the other."""


def _spelled_in(path: Path, words: tuple[str, ...]) -> frozenset[str]:
    raw = path.read_bytes()
    key = hashlib.sha256(path.suffix.encode() + b"\0" + raw).digest(), words
    if key not in _KNOWN:
        _KNOWN[key] = spelled(contents(path, raw), words)
    return _KNOWN[key]


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """The settings of two releases of the files, for tests to copy."""
    folder = tmp_path_factory.mktemp("twice")
    config = Config(data_dir=folder / "data", profile="aadalsoe", removed_share=1.0)
    for files in (FILES, FILES | {"d": LATER}):
        publish(write(folder / "minutes", **files), config)
    return config


LATER = FILES["c"].replace("27. juni", "28. juni").replace("27-06", "28-06")


@pytest.mark.parametrize("kind", CASES)
def test_no_byte_is_left_of_it(kind: str, tmp_path: Path, twice: Config) -> None:
    iri, gone, kept = CASES[kind]
    config = copied(twice, tmp_path / "data")
    old = archive.Release(archive.current(config))
    assert len(archive.releases(config)) == 2
    places_of = found(config.data_dir, WORDS)
    assert spelled(rows(old.search, *ASKED), gone)
    for word in (*gone, *kept):
        for part in ("/store/", " store", "/texts/", "/dumps/", "/changes/"):
            assert any(part in place for place in places_of[word]), (word, part)
    assert any("/tables/" in place for word in gone for place in places_of[word])

    left: list[str] = []

    def served(release: archive.Release) -> None:
        """What is current first tells nothing of it; words are only in files that nobody is given."""
        assert archive.releases(config) == [release]
        assert release.path == archive.current(config)
        assert not spelled(rows(release.search, *ASKED), gone)
        if kind == "item":  # as is the rest, which would take its time
            left.extend(place for word in gone for place in found(config.data_dir, WORDS)[word])

    done = withdraw(iri, "persondata", "tester", config, served)
    inside = str(archive.folder(config) / f"{old.sequence + 1:04}-")
    assert bool(left) == (kind == "item")
    assert all(one.startswith(inside) and ("/store/" in one or one.endswith("search.db")) for one in left)
    assert (done.deleted, [one.id for one in archive.releases(config)]) == (2, [done.release.id])
    assert (done.release.sequence, done.release.leftovers) == (old.sequence + 2, False)
    check(config, gone, kept)
    if kind in ("item", "meeting"):  # those that follow the log delete by their addresses
        stay = found(config.data_dir, WORDS)[NUMBER]
        assert stay
        assert all("/changes/" in place for place in stay)


@pytest.mark.parametrize(
    "kinds", [("meeting",), ("item",), ("listed attachment", "numbered attachment", "person")]
)
def test_no_byte_comes_back_with_what_is_published_later(
    kinds: tuple[str, ...], tmp_path: Path, twice: Config
) -> None:
    """Of all that is withdrawn one after the other, by publications of whatever is new in the files."""
    folder, config = write(tmp_path / "minutes", **FILES, d=LATER), copied(twice, tmp_path / "data")
    for kind in kinds:
        withdraw(CASES[kind][0], "persondata", "tester", config)
    gone = tuple(sorted({word for kind in kinds for word in CASES[kind][1]}))
    kept = tuple(sorted({word for kind in kinds for word in CASES[kind][2]} - {*gone}))
    before = len(archive.releases(config))
    again = publish(folder, config)
    assert again.new == (kinds != ("meeting",))
    write(folder, d=FILES["c"].replace("27. juni", "29. juni").replace("27-06", "29-06"))
    assert publish(folder, config).new
    renamed = (folder / "a.txt").rename(folder / "z.txt")
    publish(folder, config)
    renamed.write_text(renamed.read_text(encoding="utf-8") + "\n\nTilføjet.\n", encoding="utf-8")
    publish(folder, config)
    assert len(archive.releases(config)) == before + 3 + again.new  # none that was made meanwhile is gone
    check(config, gone, kept)


def check(config: Config, gone: tuple[str, ...], kept: tuple[str, ...]) -> None:
    places = found(config.data_dir, WORDS)
    assert {word: places[word] for word in gone} == {word: [] for word in gone}
    assert all(places[word] for word in kept)
    for release in archive.releases(config):
        with Store.open_read_only(release.store) as store:
            assert len(store) == release.manifest.totals.quads


def test_a_name_that_is_wrapped_at_its_hyphen_goes_too(tmp_path: Path) -> None:
    name = "Quint-Essa Nattergal"
    folder, config = (
        write(
            tmp_path / "minutes",
            a=FILES["a"].replace(f"Havnechef {NAME}", "Havnechef Quint-\nEssa Nattergal"),
        ),
        Config(data_dir=tmp_path / "data", profile="aadalsoe", removed_share=1.0),
    )
    release = publish(folder, config).release
    person = str(IRIS.person(name))
    with Store.open_read_only(release.store) as store:
        assert store.description(person)
    withdraw(person, "persondata", "tester", config)
    assert not any(found(config.data_dir, ("Quint-", "Nattergal")).values())


@pytest.mark.parametrize("kind", ["item", "person"])
def test_what_only_earlier_releases_held_can_be_withdrawn(kind: str, tmp_path: Path) -> None:
    """Whoever has made a mistake takes the file away first, and would withdraw it then."""
    iri, gone, _ = CASES[kind]
    folder, config = (
        write(tmp_path / "minutes", **FILES),
        Config(data_dir=tmp_path / "data", profile="aadalsoe", removed_share=1.0),
    )
    publish(folder, config)
    (folder / "a.txt").unlink()
    (folder / "b.txt").write_text(
        FILES["b"].replace("QUINTESSA VOGTERUP", "En borger"), encoding="utf-8", newline=""
    )
    publish(folder, config)
    withdraw(iri, "persondata", "tester", config)
    assert not any(found(config.data_dir, gone).values())


SECRET = "Smaragdfirben"
CPR = "150385\u20111234"
# What a closed item says, in every place minutes have for it.
CLOSED = newer(
    "Vejnavne\n\n20-004420\n\nBeslutning\n\nGodkendt.",
    f"Lukket: Salg af grund\n{SECRET} er køber\n\n20-004421\n\n{SECRET}\n\nBeslutning\n\nGodkendt for {SECRET}.\n\n"
    f"Sagsfremstilling\n\nResume og sagens baggrund\n\nMinder om {SECRET}.\n\nIndstillinger\n\nDirektør {SECRET} Holm "
    f"indstiller, at\n\n1. {SECRET} sælges\n\nBehandling\n\n{SECRET}udvalget\n\nBilag\n\n{SECRET}.pdf\n\n**{SECRET}**",
    "Eventuelt\n\nBeslutning\n\nIntet.",
    contents=f"Vejnavne.....\t3\nLukket: Salg af grund.....\t4\n{SECRET} er køber\nEventuelt.....\t5",
)
HELD_BACK = {
    "decision": newer(f"Klage\n\n20-004422\n\nBeslutning\n\nOm {CPR}."),
    "attachment": newer(f"Klage\n\n20-004422\n\nBeslutning\n\nIntet.\n\nBilag\n\nBrev fra {CPR}.pdf"),
    "title": newer(f"Klage fra {CPR}\n\n20-004422\n\nBeslutning\n\nIntet."),
    "participants": newer("Klage\n\nBeslutning\n\nIntet.", participants=f"Anna Lund ({CPR}), Bo Ravn"),
    "contents": newer("Klage\n\nBeslutning\n\nIntet.", contents=f"Klage fra {CPR}.....\t3"),
}


def later(text: str, day: int) -> str:
    """The same minutes of another day."""
    return text.replace("26. juni 2023 kl", f"{day}. juni 2023 kl").replace("26-06", f"{day}-06")


def test_no_byte_holds_what_is_closed_or_a_cpr_number(tmp_path: Path) -> None:
    """Through publication, an item closed by hand, a rollback and another publication, in every kind of file."""
    barred = {f"cpr{at}": later(text, 10 + at) for at, text in enumerate(HELD_BACK.values())}
    folder = write(tmp_path / "minutes", a=CLOSED, c=FILES["c"], **barred)
    pdf = later(CLOSED, 28).replace("\u2011", "-")
    (folder / "d.pdf").write_bytes(minutes_pdf(pdf))
    for day, kind in enumerate((".docx", ".odt", ".html"), start=20):
        (folder / f"f{kind}").write_bytes(of_lines(later(CLOSED, day))[f"a{kind}"])
        barred_file = of_lines(later(HELD_BACK["decision"], 3 + day))[f"a{kind}"]
        (folder / f"cpr{kind}").write_bytes(barred_file)
    config = Config(data_dir=tmp_path / "data", profile="aadalsoe")
    gone = (SECRET, CPR, "150385")

    def nothing_is_left() -> None:
        places = found(config.data_dir, (*gone, "Salg af grund"))
        assert {word: places[word] for word in gone} == {word: [] for word in gone}
        assert places["Salg af grund"]

    first = publish(folder, config).release
    documents = {entry.file: entry.status for entry in first.manifest.documents}
    assert {name for name, status in documents.items() if status == "published"} == {
        "a.txt",
        "c.txt",
        "d.pdf",
        "f.docx",
        "f.odt",
        "f.html",
    }
    assert all(status == "quarantined" for name, status in documents.items() if name.startswith("cpr"))
    nothing_is_left()
    write(folder, e=later(CLOSED, 29))
    publish(folder, config)
    nothing_is_left()
    rollback(config)
    nothing_is_left()
    withdraw(f"{MEETING}/punkt/1", "persondata", "tester", config)
    nothing_is_left()
    publish(folder, config)
    nothing_is_left()
    with TestClient(create_app(config), base_url=BASE) as site:
        pages = [
            "/",
            "/sager",
            "/moeder",
            "/status",
            "/kvalitet",
            "/status.json",
            f"/search?q={SECRET}",
            "/catalog.ttl",
        ]
        things = [
            f"/doc/aadalsoe/moede/direktionen/2023-06-{day}{suffix}"
            for day in (20, 21, 22, 28, 29)
            for suffix in ("", ".ttl", "/punkt/2.jsonld", "/referat.txt")
        ]
        for path in [*pages, *things]:
            said = (
                site.get(path)
                .text.casefold()
                .replace(f"q={SECRET}".casefold(), "")
                .replace(f"»{SECRET}«".casefold(), "")
            )
            assert "150385" not in said, path
            assert path.startswith("/search") or SECRET.casefold() not in said, path
        assert "0 " in site.get(f"/search?q={SECRET}", headers={"Accept": "text/html"}).text
        nothing_is_left()
