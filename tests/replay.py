"""What those who follow the change feed do: put each version in the place of what they had of its thing."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from graph.release.archive import Release
from graph.release.change_log import Change, Log
from graph.release.changes import FOLDER
from graph.store.oxigraph import Store


def graph_of(release: Release) -> set[str]:
    """The default graph of a release, as lines of N-Triples."""
    with Store.open_read_only(release.store) as store:
        return {f"{triple} ." for triple in store.triples()}


def changes_of(folder: Path, after: int = 0) -> Iterator[Change]:
    """The changes in the log of a release's folder that come after that sequence number."""
    log = Log(folder / FOLDER)
    for segment in log.segments:
        for page in range(1, segment.pages + 1):
            yield from (change for change in log.page(segment, page) if change.sequence > after)


def goes_with(line: str, thing: str) -> bool:
    """Whether a triple is told of with a thing: by the words of the feed's description, not by its code."""
    subject = line[1 : line.index(">")]
    below = subject.startswith((f"{thing}/", f"{thing}#"))
    if "/punkt/" in thing or "/sag/" in thing:
        return subject == thing or below
    if "/moede/" in thing:
        return subject == thing or (below and "/punkt/" not in subject)
    return subject == thing


def replayed(graph: Iterable[str], changes: Iterable[Change]) -> set[str]:
    """A graph after changes."""
    now = set(graph)
    for change in changes:
        now = {line for line in now if not goes_with(line, change.thing)}
        now.update(change.triples.splitlines())
    return now
