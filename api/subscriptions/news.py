"""What is new about a topic between two releases, as those are told of it who asked to be.

News are the agenda items that the log of changes tells of and that are open and present in the release; of a
person also the meetings whose minutes name them. That something was read anew, and says what it said, is no
news.
"""

from collections.abc import Collection, Iterable, Mapping
from functools import cache, partial

from api.feeds.atom import Entry
from api.feeds.entries import Entries
from api.lists.search_page import Search
from api.lists.search_request import PAGE, PAGES
from api.serving.releases import OpenRelease
from api.site.site import Site
from api.subscriptions.topic import Topic
from graph.base.alphabet import natural
from graph.ontology.iris import kind_of, place
from graph.ontology.terms import DCT, term
from graph.release.change_log import Change, Log, Noted
from graph.release.changes import FOLDER
from graph.subscriptions.store import Cursor

_WORDS = tuple(f"<{name}>" for name in (DCT.title, *map(term, ("decisionText", "outcome", "openness"))))
"""What an item has to say other than before to be news."""


class News:
    """Finds what is new in a release; raises :class:`OSError` and :class:`ValueError` as its log does."""

    def __init__(self, site: Site, release: OpenRelease) -> None:
        self._site, self._release = site, release
        self._log = Log(release.shelved.path / FOLDER)
        self._entries = cache(partial(Entries, site, release))
        self._changed: dict[int, Mapping[str, Noted]] = {}

    @property
    def end(self) -> Cursor:
        """How far there is anything to tell of."""
        last = self._log.segments[-1] if self._log.segments else None
        return Cursor(last.number, last.time) if last else Cursor()

    def follows(self, since: Cursor) -> bool:
        """Whether the log goes on from where it was told; one that was begun anew does not."""
        told = self._log.segment(since.segment)
        return told is not None and told.time == since.time

    def of(self, topic: Topic, since: Cursor, until: Cursor, language: str) -> list[Entry]:
        """The entries about a topic in a language: the latest meeting first, and its items in their order."""
        entries = self._entries(language)
        changed = self._items(since)
        if topic.search:
            about: Collection[str] = self._found(topic)
        else:
            about = {noted.thing for noted in self._log.since(topic.thing, since.segment)}
        items = [changed[thing] for thing in about if thing in changed]
        noted = [*items, *self._meetings(topic, since)]
        told = [
            (_day(one.thing), entry)
            for one in noted
            if one.segment.number <= until.segment and (entry := entries.news(one))
        ]
        told.sort(key=lambda each: natural(each[1].iri))
        return [entry for _, entry in sorted(told, key=lambda each: each[0], reverse=True)]

    def _found(self, topic: Topic) -> set[str]:
        """The latest items that a search finds; none where it finds only some of its words."""
        assert topic.search
        found = Search(self._site, self._release, topic.search.newest_items(), PAGE * PAGES).found
        return set() if found.some else {hit.iri for hit in found.hits}

    def _meetings(self, topic: Topic, since: Cursor) -> Iterable[Noted]:
        if kind_of(topic.thing) != "person":
            return ()
        found = self._log.since(topic.thing, since.segment)
        made = (one for one in found if one.kind == "Create" and kind_of(one.thing) == "moede")
        return {one.thing: one for one in made}.values()

    def _items(self, since: Cursor) -> Mapping[str, Noted]:
        """The items that changed, each as it was noted last; one that was made meanwhile is new, whatever
        became of it since."""
        if since.segment not in self._changed:
            first: dict[str, Noted] = {}
            last: dict[str, Noted] = {}
            for noted in self._log.since("", since.segment):
                if kind_of(noted.thing) == "punkt":
                    first.setdefault(noted.thing, noted)
                    last[noted.thing] = noted
            made = {thing for thing, noted in first.items() if noted.kind == "Create"}
            reworded = self._reworded([last[thing] for thing in last if thing not in made], since)
            self._changed[since.segment] = {
                thing: first[thing] if thing in made else noted
                for thing, noted in last.items()
                if thing in made | reworded
            }
        return self._changed[since.segment]

    def _reworded(self, changed: Collection[Noted], since: Cursor) -> set[str]:
        """Those of some items that say something other than before; not those of which nobody knows, for what
        they said has been taken out of the log."""
        things = {one.thing for one in changed}
        if not things:
            return set()
        earlier = self._log.earlier(things, since.segment)
        now: dict[str, Change] = {}
        for segment, page in {(one.segment, one.page) for one in changed}:
            numbers = {one.sequence for one in changed if one.segment == segment and one.page == page}
            now |= {one.thing: one for one in self._log.page(segment, page) if one.sequence in numbers}
        return {thing for thing, before in earlier.items() if _words(before) != _words(now[thing])}


def _words(change: Change) -> set[str]:
    """What a version of an item says, by its lines of N-Triples."""
    told = (line.partition(" ")[2] for line in change.triples.splitlines())
    return {words for words in told if words.startswith(_WORDS)}


def _day(thing: str) -> str:
    at = place(thing)
    return at.date if at else ""
