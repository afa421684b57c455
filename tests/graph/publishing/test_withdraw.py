"""Withdrawing: what is asked for, what the server answers afterwards, and that it lasts."""

import errno
import json
import os
import random
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from killing import killed_at
from pdfs import drawn
from PIL import Image
from pyoxigraph import NamedNode
from rdflib import RDF
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from samples import copied, counted_anew, sample, write
from support import newer
from withdrawals import BASE, FILES, IRIS, MEETING, NAME

from api.cli.main import cli, main
from api.cli.withdraw import REASONS
from graph.base.config import Config, OperatorError
from graph.ontology.iris import Iris
from graph.ontology.terms import PROV, concept, term, vocabulary
from graph.privacy import ledger
from graph.publishing.publish import publish, rollback
from graph.publishing.withdraw import consequences, restore, withdraw
from graph.release import archive
from graph.release.change_log import Log
from graph.store.oxigraph import Store
from graph.store.terms import node

pytestmark = pytest.mark.usefixtures("little_ontology")

ITEM = f"{MEETING}/punkt/1"
PERSON = str(IRIS.person(NAME))


def lines(words: list[str]) -> Callable[[Canvas], None]:
    """A page with these lines."""

    def draw(canvas: Canvas) -> None:
        for at, line in enumerate(words):
            canvas.drawString(70, 790 - 13 * at, line)

    return draw


def scanned(canvas: Canvas) -> None:
    """A page that is a picture."""
    canvas.drawImage(ImageReader(Image.effect_noise((300, 420), 120)), 0, 0, 595, 842)


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(data_dir=tmp_path / "data", profile="aadalsoe")


@pytest.fixture(scope="module")
def published_files(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """The settings of the files as they were published, for tests to copy."""
    folder = tmp_path_factory.mktemp("files")
    config = Config(data_dir=folder / "data", profile="aadalsoe")
    publish(write(folder / "minutes", **FILES), config)
    return config


@pytest.fixture
def minutes(tmp_path: Path, config: Config, published_files: Config) -> Path:
    """A folder of the files, which have been published."""
    copied(published_files, config.data_dir)
    return write(tmp_path / "minutes", **FILES)


def test_the_reasons_are_the_codes_of_the_ontology() -> None:
    codes = [one.code for one in vocabulary().concepts("tilbagetraekningsgrund")]
    assert sorted(REASONS) == sorted(ledger.REASONS) == codes


@pytest.mark.parametrize(
    "address",
    [
        "",
        "punkt/1",
        f"{ITEM}/beslutning",
        f"{MEETING}/referat",
        f"{BASE}/id/aadalsoe/sag/20-004417",
        f"{BASE}/id/aadalsoe/organ/direktionen",
        f"{BASE}/id/aadalsoe/../moede/direktionen/2023-06-26",
        f"{MEETING}\n",
        "http://other.example/id/aadalsoe/moede/direktionen/2023-06-26",
    ],
)
def test_nothing_else_can_be(minutes: Path, config: Config, address: str) -> None:
    with pytest.raises(OperatorError, match="what can be withdrawn is a meeting"):
        withdraw(address, "dublet", "me", config)
    assert not (config.data_dir / "withdrawn.json").exists()


@pytest.mark.parametrize(
    "iri",
    [
        f"{BASE}/id/aadalsoe/moede/direktionen/2001-01-01",
        f"{MEETING}/punkt/9",
        f"{ITEM}/bilag/3",
        f"{BASE}/id/aadalsoe/dokument/1",
        f"{BASE}/id/aadalsoe/person/000000000000",
    ],
)
def test_nor_what_is_not_there(minutes: Path, config: Config, iri: str) -> None:
    with pytest.raises(OperatorError, match="holds nothing that is"):
        withdraw(iri, "dublet", "me", config)
    assert not (config.data_dir / "withdrawn.json").exists()


def test_the_ledger_says_who_when_which_and_why(minutes: Path, config: Config) -> None:
    withdraw(ITEM, "persondata", "Ida", config)
    withdraw(PERSON, "trukket-tilbage", "Bo", config)
    lines = json.loads((config.data_dir / "withdrawn.json").read_text(encoding="utf-8"))["withdrawals"]
    assert [(line["iri"], line["reason"], line["by"]) for line in lines] == [
        (ITEM, "persondata", "Ida"),
        (PERSON, "trukket-tilbage", "Bo"),
    ]
    told = {"iri", "reason", "at", "by"}
    assert [set(line) for line in lines] == [told | {"began"}, told]
    assert lines[0]["began"] == "12:30"
    release = archive.Release(archive.current(config))
    withdrawn = json.loads((release.path / "manifest.json").read_bytes())["withdrawn"]
    assert [set(line) for line in withdrawn] == [{"iri", "reason", "at"}] * 2


def test_a_meeting_that_others_cite_is_not_there_as_a_cited_one(minutes: Path, config: Config) -> None:
    citing = FILES["c"].replace(
        "Som den 26. juni 2023.", "Direktionen drøftede det på mødet den 26. juni 2023."
    )
    write(minutes, c=citing)
    publish(minutes, config)
    release = withdraw(MEETING, "dublet", "me", config).release
    with Store.open_read_only(release.store) as store:
        types = {t.object.value for t in store.triples(NamedNode(MEETING), NamedNode(str(RDF.type)))}  # type: ignore[union-attr]
        assert list(store.triples(None, None, NamedNode(MEETING)))
    assert types == {str(PROV.Entity)}


def test_the_rest_of_the_minutes_is_as_it_was(minutes: Path, config: Config) -> None:
    before = archive.Release(archive.current(config))
    old = before.text_file(f"{MEETING}/referat").read_text(encoding="utf-8")
    with Store.open_read_only(before.store) as store:
        told = {str(t) for t in store.triples() if f"<{MEETING}/punkt/2" in str(t)}
    release = withdraw(ITEM, "persondata", "me", config).release
    new = release.text_file(f"{MEETING}/referat").read_text(encoding="utf-8")
    assert len(new) == len(old)
    assert new.count("\n") == old.count("\n")
    assert new[new.index("Punkt 2") :] == old[old.index("Punkt 2") :]
    assert "Punkt 1: Xxxxxxxxxxxx xxxxxxx\n" in new
    with Store.open_read_only(release.store) as store:
        after = {str(t) for t in store.triples() if f"<{MEETING}/punkt/2" in str(t)}
    assert {one for one in told if "prov#wasGeneratedBy" not in one} == after


def test_a_closed_item_stays_closed_though_the_served_text_does_not_say_so(
    minutes: Path, config: Config
) -> None:
    number = f"{BASE}/id/aadalsoe/dokument/998-2017-275394"
    for release in (withdraw(number, "dublet", "me", config).release, publish(minutes, config).release):
        with Store.open_read_only(release.store) as store:
            closed = store.triples(
                None, NamedNode(str(term("openness"))), NamedNode(str(concept("aabenhed", "lukket")))
            )
            items = [triple.subject.value for triple in closed]  # type: ignore[union-attr]
        assert items == [f"{BASE}/id/aadalsoe/moede/direktionen/2017-09-25/punkt/2"]
        assert release.manifest.totals.closed == 1


def test_a_withdrawn_name_is_no_person_and_others_keep_their_places(minutes: Path, config: Config) -> None:
    release = withdraw(PERSON, "persondata", "me", config).release
    with Store.open_read_only(release.store) as store:
        names = {
            row["n"].value
            for row in store.query(
                "SELECT ?n { ?p a <http://xmlns.com/foaf/0.1/Person> ; <http://xmlns.com/foaf/0.1/name> ?n }"
            )
        }  # type: ignore[union-attr]
        assert names == {"Anna Lund", "Bo Ravn"}
        assert list(store.triples(NamedNode(f"{MEETING}/deltagelse/3")))
        assert not list(store.triples(NamedNode(f"{MEETING}/deltagelse/2")))
        post = NamedNode(f"{BASE}/id/aadalsoe/stilling/havnechef")
        assert list(store.triples(None, NamedNode(str(term("recommendedBy"))), post))
        assert not list(store.triples(None, NamedNode(str(term("observedHolder")))))


def test_what_a_file_that_was_turned_away_is_told_quotes_nothing(minutes: Path, config: Config) -> None:
    write(minutes, e=FILES["a"].replace("Mødedeltagere", "Løst: hættemåge.\n\nMødedeltagere"))
    release = publish(minutes, config).release
    assert "duplicate-meeting" in str(release.findings["e.txt"])
    withdraw(ITEM, "persondata", "me", config)
    publish(minutes, config)
    text = (archive.current(config) / "findings.json").read_text(encoding="utf-8")
    assert "duplicate-meeting" in text
    assert "Zebra" not in text


def test_the_pages_of_a_pdf_and_what_nobody_could_read_of_it_are_as_they_were(
    tmp_path: Path, config: Config
) -> None:
    folder = tmp_path / "pdf"
    folder.mkdir()
    text = sample("12").replace("2: Lukket: Kandidater", "2: Kandidater").replace("\nLukket: ", "\n")
    pages = [part.replace("\t", "    ").split("\n") for part in text.split("Sagsfremstilling")]
    (folder / "a.pdf").write_bytes(drawn(lines(pages[0]), scanned, lines(["Sagsfremstilling", *pages[1]])))

    def told(release: archive.Release) -> tuple[list[str], float, list[str]]:
        with Store.open_read_only(release.store) as store:
            rows = {(t.subject.value, t.object.value) for t in store.triples(None, node(term("page")))}  # type: ignore[union-attr]
        codes = [record["code"] for record in release.findings["a.pdf"]]
        about = sorted(f"{place} {page}" for place, page in rows if "kvittering" not in place)
        return about, release.manifest.documents[0].share_read, codes

    before = told(publish(folder, config).release)
    assert {row.rpartition(" ")[2] for row in before[0]} == {"1", "3"}
    assert before[1] < 0.8
    assert "page-without-text" in before[2]
    absent = str(Iris(BASE, "aadalsoe").person("Bodil Isfugl"))
    after = told(withdraw(absent, "persondata", "me", config).release)
    assert after[1:] == before[1:]
    assert set(after[0]) <= set(before[0])
    assert {row.rpartition(" ")[2] for row in after[0]} == {"1", "3"}
    assert told(publish(folder, config).release) == after


def test_all_items_of_a_meeting_may_be_withdrawn(tmp_path: Path, config: Config) -> None:
    folder = write(
        tmp_path / "minutes", a=newer("Køb i Ådalsø Kommune\n\n23-001234\n\nBeslutning\n\nGodkendt.")
    )
    publish(folder, config)
    withdraw(ITEM, "dublet", "me", config)
    totals = publish(folder, config).release.manifest.totals
    assert (totals.published, totals.items) == (1, 0)


def test_the_only_meeting_may_be_withdrawn(tmp_path: Path, config: Config) -> None:
    folder = write(tmp_path / "minutes", a=FILES["a"])
    publish(folder, config)
    release = withdraw(MEETING, "dublet", "me", config).release
    assert release.manifest.totals.withdrawn == 1
    assert publish(folder, config).new is False


def test_the_release_is_that_of_publishing_with_the_ledger(
    minutes: Path, config: Config, tmp_path: Path
) -> None:
    withdraw(ITEM, "persondata", "me", config)
    assert counted_anew(withdraw(PERSON, "persondata", "me", config).release, tmp_path / "counted")
    one = publish(minutes, config).release
    straight = Config(data_dir=tmp_path / "other", profile="aadalsoe")
    straight.data_dir.mkdir()
    shutil.copy(config.data_dir / "withdrawn.json", straight.data_dir)
    two = publish(minutes, straight).release
    assert one.id.partition("-")[2] == two.id.partition("-")[2]
    assert (one.path / "findings.json").read_bytes() == (two.path / "findings.json").read_bytes()
    dumps = []
    for release in (one, two):
        with Store.open_read_only(release.store) as store:
            store.dump(tmp_path / "dump.nq")
        dumps.append((tmp_path / "dump.nq").read_bytes())
    assert dumps[0] == dumps[1]


def test_without_its_ledger_nothing_is_published(minutes: Path, config: Config) -> None:
    release = withdraw(ITEM, "persondata", "me", config).release
    path = config.data_dir / "withdrawn.json"
    path.rename(path.with_suffix(".away"))
    with pytest.raises(OperatorError, match=r"withdrawn\.json no longer names 1 things"):
        publish(minutes, config)
    path.write_text("{", encoding="utf-8")
    with pytest.raises(OperatorError, match="without it withdrawn things would return"):
        publish(minutes, config)
    path.unlink()
    withdraw(ITEM, "persondata", "me", config)
    assert publish(minutes, config).release.manifest.withdrawn == release.manifest.withdrawn


def test_there_is_no_way_back_to_a_release_that_holds_it(minutes: Path, config: Config) -> None:
    first = archive.Release(archive.current(config))
    kept = config.data_dir.parent / "kept"
    shutil.copytree(first.path, kept)
    withdraw(ITEM, "persondata", "me", config)
    shutil.copytree(kept, first.path)
    with pytest.raises(OperatorError, match="may hold what was withdrawn"):
        rollback(config)
    assert publish(minutes, config).new
    assert not first.path.exists()


def test_the_command(minutes: Path, config: Config, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    monkeypatch.setenv("SAGSGRAF_PROFILE", "aadalsoe")
    command = ["sagsgraf", "withdraw", ITEM, "--yes", "--data-dir", str(config.data_dir)]
    for options, status, out in (
        ([], 2, ""),
        (
            ["--reason", "dublet", "--by", "Ida"],
            0,
            "and no file holds its text\n"
            "the list of changes keeps the addresses of cases, bodies and units that went with it\n"
            "read again: 1 set of minutes; deleted: 1 release that held it\n",
        ),
        (["--reason", "dublet"], 0, "read again: 0 sets of minutes; deleted: 0 releases that held it\n"),
    ):
        monkeypatch.setattr("sys.argv", [*command, *options])
        with pytest.raises(SystemExit) as ended:
            main()
        assert int(str(ended.value.code)) == status
        assert capfd.readouterr().out.endswith(out)
    assert [line.by for line in ledger.read(config).withdrawals] == ["Ida"]


def test_it_asks_first_and_says_what_goes(minutes: Path, config: Config) -> None:
    release = archive.current(config).name
    command = ["withdraw", ITEM, "--reason", "dublet", "--data-dir", str(config.data_dir)]
    with pytest.raises(OperatorError, match="nobody can answer here; --yes"):
        cli.main(command, standalone_mode=False)
    going = consequences(ITEM, config)
    assert (going.files, going.releases) == (("a.txt",), (release,))
    with pytest.raises(OperatorError, match="holds nothing that is"):
        consequences(f"{MEETING}/punkt/9", config)
    assert not (config.data_dir / "withdrawn.json").exists()


def test_what_was_withdrawn_by_mistake_comes_back_and_the_ledger_keeps_both(
    minutes: Path, config: Config
) -> None:
    withdraw(ITEM, "dublet", "me", config)
    with pytest.raises(OperatorError, match=r"a withdrawal has deleted .* sagsgraf restore IRI"):
        rollback(config)
    with pytest.raises(OperatorError, match="is not withdrawn"):
        restore(PERSON, "me", config)
    assert restore(ITEM, "Bo", config) == ITEM
    held = withdraw(f"{MEETING}/punkt/2", "dublet", "me", config).release  # meanwhile it is not there yet
    assert {one.iri for one in held.manifest.withdrawn} == {ITEM, f"{MEETING}/punkt/2"}
    release = publish(minutes, config).release
    assert [one.iri for one in release.manifest.withdrawn] == [f"{MEETING}/punkt/2"]
    with Store.open_read_only(release.store) as store:
        assert list(store.triples(node(ITEM), node(term("concernsCase"))))
        assert not list(store.triples(node(ITEM), node(PROV.wasInvalidatedBy)))
    log = Log(release.path / "changes")
    assert {one.kind for one in log.page(log.segments[-1], 1) if one.thing == ITEM} == {"Create"}
    lines = ledger.read(config).withdrawals
    assert [(one.iri, bool(one.restored), one.restored_by) for one in lines] == [
        (ITEM, True, "Bo"),
        (f"{MEETING}/punkt/2", False, ""),
    ]
    assert rollback(config).id == held.id  # which tells less, not more


class Stopped(Exception):
    """The command was ended between its two steps."""


def stop(release: archive.Release) -> None:
    raise Stopped


def no_space(store: Store, quads: bytes) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def with_words(config: Config, word: str) -> list[Path]:
    """The files that have a word."""
    files = [path for path in config.data_dir.rglob("*") if path.is_file()]
    return [path for path in files if word.encode() in path.read_bytes()]


def test_words_go_though_it_is_damaged_which_release_has_them(minutes: Path, config: Config) -> None:
    record = archive.current(config) / archive.RECORD
    whole = record.read_text("utf-8")
    record.write_text("{")
    assert not archive.Release(record.parent).leftovers  # which withdraws nothing
    record.write_text(whole)
    with pytest.raises(Stopped):
        withdraw(ITEM, "dublet", "me", config, stop)
    record = archive.current(config) / archive.RECORD
    record.unlink()
    record.mkdir()
    with pytest.raises(OperatorError, match="directory"):  # no damage of the disk, so nothing is removed
        publish(minutes, config)
    record.rmdir()
    record.write_text("{")
    assert with_words(config, "Zebrafinke")
    publish(minutes, config)
    assert not with_words(config, "Zebrafinke")
    assert len(archive.releases(config)) == 1


def test_a_second_one_does_not_wait_for_the_words_of_the_first(
    minutes: Path, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    other, first = f"{MEETING}/punkt/2", []
    with monkeypatch.context() as full:
        full.setattr(Store, "put_quads", no_space)
        for iri in (ITEM, other):
            with pytest.raises(OperatorError, match=f"{iri} is withdrawn, and nobody finds it .*No space"):
                withdraw(iri, "dublet", "me", config, first.append)
    assert [one.sequence for one in first] == [2, 3]
    assert with_words(config, "Zebrafinke")
    done = withdraw(other, "dublet", "me", config)
    assert (done.release.sequence, done.read, done.deleted) == (4, 0, 1)
    assert not with_words(config, "Zebrafinke")
    assert not with_words(config, "Andre sager")


STEPS = ("write_whole", "put_graphs", "rename", "make_current", "forget", "rmtree", "put_quads", "pack")


def test_killed_at_any_moment_it_can_be_done_again(tmp_path: Path) -> None:
    folder = write(tmp_path / "minutes", b=sample("12", decision="Zebrafinke."))
    before = Config(data_dir=tmp_path / "data")
    old = publish(folder, before).release.id
    iri = f"{BASE}/id/aadalsoe/moede/direktionen/2023-09-12/punkt/1"
    for number, moment in enumerate([*STEPS, random.Random(5).randrange(1, 300)]):
        config = copied(before, tmp_path / f"data{number}")
        command = ["withdraw", iri, "--reason", "dublet", "--yes", "--data-dir", str(config.data_dir)]
        done = killed_at(moment, command)
        assert done.returncode == -signal.SIGKILL, (moment, done.stderr)
        now = archive.Release(archive.current(config))
        assert now.id == old or now.manifest.withdrawn[0].iri == iri
        assert now.leftovers == (now.id != old)  # the last of these moments are before they are gone
        if number in (1, 4, 6):
            publish(folder, config)
            assert not any(one.leftovers for one in archive.releases(config))
        again = withdraw(iri, "dublet", "me", config)
        assert {one.manifest.withdrawn[0].iri for one in archive.releases(config)} == {iri}
        assert not list(archive.folder(config).glob(".building-*"))
        assert not with_words(config, "Zebra")
        assert "Zebra" not in again.release.text_file(f"{iri.partition('/punkt')[0]}/referat").read_text(
            "utf-8"
        )
