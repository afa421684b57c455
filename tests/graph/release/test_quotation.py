"""Whether a quote stands at a place: of every published stretch, of none that was altered, and of what holds it."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from benchmarks import quotes
from benchmarks.quotes import alterations, stretches
from graph.base.config import Config
from graph.ontology.terms import term
from graph.release import archive, quotation
from graph.release.archive import Release
from graph.release.quotation import UnknownPlace, normal, verify
from graph.store.oxigraph import Store


@dataclass(frozen=True)
class Examples:
    """The published examples; ``stretches`` are the words of each place that something was read from."""

    release: Release
    store: Store
    stretches: dict[str, str]

    def stands(self, place: str, quote: str) -> bool:
        return verify(self.release, self.store, place, quote).stands


@pytest.fixture(scope="module")
def examples(published: Config) -> Iterator[Examples]:
    release = Release(archive.current(published))
    with Store.open_read_only(release.store) as store:
        yield Examples(release, store, stretches(release, store))


def test_every_published_stretch_stands_where_it_is_said_to(examples: Examples) -> None:
    assert len(examples.stretches) > 1000
    for place, words in examples.stretches.items():
        assert examples.stands(place, words)
        assert examples.stands(place, " " + unicodedata.normalize("NFD", words).replace(" ", "\n "))


def test_no_altered_quote_does(examples: Examples) -> None:
    """10,000 of them are asked by ``python -m benchmarks.quotes``."""
    for place, quote in alterations(examples.stretches, 1_000):
        assert not examples.stands(place, quote), (place, quote)


def test_the_command_counts_both(
    few: Config, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(quotes, "ALTERED", 5)
    monkeypatch.setattr("sys.argv", ["quotes", str(few.data_dir)])
    with pytest.raises(SystemExit) as ended:
        quotes.main()
    assert ended.value.code == 0
    published, altered = capsys.readouterr().out.splitlines()
    assert re.match(r"published: ([1-9]\d*) of \1 stand; ", published)
    assert altered.startswith("altered: 0 of 5 stand; ")


def test_a_quote_stands_in_what_holds_it_but_never_inside_a_word_or_a_number(examples: Examples) -> None:
    decisions = {
        triple.subject.value: triple.object.value  # type: ignore[union-attr]
        for triple in examples.store.triples()
        if triple.predicate.value == str(term("decisionText"))
    }
    decision = next(iri for iri, words in decisions.items() if words.startswith("Godkendt. Rammerne"))
    item = decision.removesuffix("/beslutning")
    meeting = item.partition("/punkt/")[0]
    for place in (decision, item, meeting, f"{meeting}/referat"):
        verdict = verify(examples.release, examples.store, place, "Rammerne  genbesøges\nom et år.")
        assert verdict.stands
        (at,) = verdict.at
        assert at.words == "Rammerne genbesøges om et år."
        assert examples.stands(at.span, at.words)
        assert not examples.stands(place, "ammerne genbesøges")
        assert not examples.stands(place, "Rammerne genbesøg")
        assert not examples.stands(place, "rammerne genbesøges")
    elsewhere = verify(examples.release, examples.store, decision, "Fælles rammer for hjemmearbejde")
    assert not elsewhere.stands
    assert elsewhere.elsewhere[0].words == "Fælles rammer for hjemmearbejde"


@pytest.mark.parametrize(
    ("text", "quote", "stands"),
    [
        ("i alt 12.000 kr.", "12.000 kr.", True),
        ("i alt 12.000 kr.", "000 kr.", False),
        ("i alt 12.000 kr.", "i alt 12", False),
        ("for 2,5 mio.", "for 2", False),
        ("sluttede i 2020. Derefter", "i 2020", True),
        ("cafe\u0301en lukkede", "caf\u00e9en", True),
        ("cafe\u0301en lukkede", "cafe", False),
        ("ja x\u0308. nej", "x", False),
        ("a b a b a b", "b a", True),
    ],
)
def test_where_a_quote_may_begin_and_end(text: str, quote: str, stands: bool) -> None:
    found = quotation.occurrences(text, "http://x.example/id/a/referat", quote)
    assert bool(found) == stands
    for one in found:
        assert normal(one.words) == normal(quote)


def test_what_is_no_place_and_what_is_no_quote(examples: Examples) -> None:
    place = next(iter(examples.stretches))
    minutes = place.partition("#")[0]
    beyond = len(examples.release.text(minutes)) + 1
    for unknown in (
        "",
        "no iri",
        f"{minutes}x",
        f"{minutes}x#char=1,2",
        f"{minutes}#char=5,5",
        f"{minutes}#char=1,{beyond}",
    ):
        with pytest.raises(UnknownPlace):
            examples.stands(unknown, "ord")
    marked = "x" + "\u0301" * quotation.MOST_MARKS
    assert not examples.stands(place, marked * 600)
    for quote in ("", " \n", "x" * (quotation.LONGEST + 1), f"{marked}\u0323"):
        with pytest.raises(ValueError, match="at most"):
            examples.stands(place, quote)
