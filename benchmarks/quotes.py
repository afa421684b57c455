"""Whether a quote is told from what is none: every published stretch stands, and none that was altered does.

``python -m benchmarks.quotes DATA`` takes the current release of a data folder, asks of every stretch that
something was read from whether its words stand there, and then of 10,000 quotes with a letter or word gone,
come or changed. It prints how many stood, and how long a question took.
"""

import argparse
import random
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from graph.base.config import Config
from graph.ontology.iris import quoted_span
from graph.release import archive
from graph.release.archive import Release
from graph.release.quotation import LONGEST, can_be_compared, normal, verify
from graph.store.oxigraph import Store

ALTERED = 10_000


@dataclass(frozen=True)
class Told:
    """How many ``asked`` quotes were said to stand, and the processor seconds that it took."""

    asked: int
    stood: int
    seconds: float


def stretches(release: Release, store: Store) -> dict[str, str]:
    """The words of each place that something in a release was read from."""
    texts = {minutes: release.text(minutes) for minutes in release.published}
    values = {str(getattr(triple.object, "value", "")) for triple in store.triples()}
    places = [(iri, place) for iri in sorted(values) if (place := quoted_span(iri))]
    return {iri: texts[minutes][span.start : span.end] for iri, (minutes, span) in places}


def altered(words: str, chance: random.Random) -> str:
    """Words with a letter gone, come or of the other case, two words changed round, or one more."""
    at = chance.randrange(len(words))
    parts = words.split()
    turned = " ".join([*parts[1:], parts[0]])
    return chance.choice(
        [
            words[:at] + words[at + 1 :],
            words[:at] + chance.choice("aæ1.,- ikke") + words[at:],
            words[:at] + words[at].swapcase() + words[at + 1 :],
            turned,
            f"{words} ikke",
        ]
    )


def alterations(places: Mapping[str, str], number: int) -> Iterator[tuple[str, str]]:
    """So many places, each with a quote that does not stand there; always the same ones."""
    chance, told = random.Random(20), list(places.items())
    while number:
        place, words = chance.choice(told)
        quote = altered(words, chance)
        if normal(quote) not in ("", normal(words)):
            number -= 1
            yield place, quote


def ask(release: Release, store: Store, quotes: list[tuple[str, str]]) -> Told:
    """Ask of places and quotes."""
    began = time.process_time()
    stood = sum(verify(release, store, place, quote).stands for place, quote in quotes)
    return Told(len(quotes), stood, time.process_time() - began)


def main() -> None:
    """The command; exit status 1 where one answer is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", type=Path, help="a data folder")
    release = Release(archive.current(Config(data_dir=parser.parse_args().data)))
    with Store.open_read_only(release.store) as store:
        places = {
            place: words
            for place, words in stretches(release, store).items()
            if len(words) <= LONGEST and can_be_compared(words)
        }
        true, false = (
            ask(release, store, quotes)
            for quotes in (list(places.items()), list(alterations(places, ALTERED)))
        )
    for name, told in (("published", true), ("altered", false)):
        each = 1000 * told.seconds / told.asked
        print(f"{name}: {told.stood} of {told.asked} stand; {each:.2f} ms each")
    raise SystemExit(int(true.stood < true.asked or false.stood > 0))


if __name__ == "__main__":
    main()
