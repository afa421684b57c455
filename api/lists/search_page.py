"""A search as a page shows it: what was found, the links that narrow it, and the words for both."""

from collections.abc import Mapping
from dataclasses import dataclass

from api.http.formats import Format
from api.http.problems import Problem
from api.i18n.language import N_
from api.i18n.words import word
from api.lists.search_request import PAGE, PAGES, SearchRequest, iri
from api.lists.search_results import Result, Results
from api.serving.releases import OpenRelease
from api.site.render import capfirst
from api.site.site import Site
from api.site.trends import Trend, by_name, by_year, years_held
from graph.base import alphabet
from graph.search.rows import FACETS, SINGLE
from graph.search.search import Found, Narrowing, TooMuchError
from graph.search.words import Term, words

HEADINGS = {
    "art": N_("Type"),
    "kommune": N_("Kommune"),
    "organ": N_("Organ"),
    "aar": N_("År"),
    "udfald": N_("Udfald"),
    "enhed": N_("Enhed"),
    "kle": N_("KLE-hovedgruppe"),
    "aabenhed": N_("Åbent eller lukket"),
}
_MANY = {
    "organ": N_("Organer"),
    "enhed": N_("Enheder"),
    "stilling": N_("Stillinger"),
    "person": N_("Personer"),
    "sag": N_("Sager"),
    "punkt": N_("Dagsordenspunkter"),
    "moede": N_("Møder"),
    "dokument": N_("Dokumenter"),
    "kle": N_("KLE-numre"),
}
KIND = {
    "organ": N_("Organ"),
    "enhed": N_("Enhed"),
    "stilling": N_("Stilling"),
    "person": N_("Person"),
    "sag": N_("Sag"),
    "punkt": N_("Dagsordenspunkt"),
    "moede": N_("Møde"),
    "dokument": N_("Dokument"),
    "kle": N_("KLE-nummer"),
}
_DRAWN = {"udfald": N_("Punkter efter udfald"), "organ": N_("Punkter efter organ")}
_SEEN = 3  # things that stand first, and need not stand twice
_MOST_LIKE = 5
_SLOW = (
    N_("Søgningen tog for lang tid"),
    N_("Der er for meget at lede igennem. Prøv igen med flere eller længere ord."),
)
_OLD = (
    N_("Der kan ikke søges"),
    N_("Denne udgivelse er lavet, før der kunne søges. Udgiv referaterne igen."),
)


@dataclass(frozen=True, slots=True)
class Choosable:
    """A value of a facet; ``href`` leads to the search with it, or without it if it is ``chosen``."""

    label: str
    things: int
    href: str
    chosen: bool


class Search:
    """One search of a request, and what was found."""

    def __init__(self, site: Site, release: OpenRelease, search: SearchRequest, most: int = PAGE) -> None:
        self.site, self.release, self.asked = site, release, search
        self.found = self._find(most)
        marked = (*self.found.terms.terms, *(Term((one,), one) for one in self.found.meant))
        self.results = Results(self.release.store, self.site.links.language, marked)

    def _find(self, most: int) -> Found:
        if self.release.index is None:
            raise Problem(503, "This release was made by a version without a search index.", said=_OLD)
        facets = {
            name: tuple(iri(self.release.shelved, name, value) for value in values)
            for name, values in self.asked.chosen.items()
        }
        narrowed = Narrowing(facets, self.asked.since, self.asked.until)
        first = (self.asked.page - 1) * PAGE
        try:
            return self.release.index.search(self.asked.question, narrowed, most, first, self.asked.sort)
        except TooMuchError:
            detail = "The search took too long. Ask for more words, or longer ones."
            raise Problem(503, detail, {"Retry-After": "60"}, said=_SLOW) from None

    @property
    def only_case(self) -> str | None:
        """The case, if nothing but the number of one was asked for."""
        exact = [hit.iri for hit in self.found.hits if hit.exact]
        return exact[0] if len(exact) == 1 and not self.asked.narrowed and self.asked.page == 1 else None

    def address(self, search: SearchRequest, form: Format | None = None) -> str:
        """The path of a search, as a page or in a format."""
        links = self.site.links
        path = links.other_format(links.path("search"), form) if form else links.path("search")
        return self.site.at_release(f"{path}?{search.query()}")

    def label(self, facet: str, value: str) -> str:
        """The label of a value of a facet."""
        if facet == "art":
            return self.site.say(_MANY[value]) if value in _MANY else value
        if facet in ("udfald", "aabenhed"):
            return word(value, self.site.links.language)
        if facet == "kommune":
            return self.release.shelved.names.get(value, value)
        return value if facet == "aar" else told(self.release, value, self.results.label(value))

    def choosable(self) -> dict[str, list[Choosable]]:
        """The values of each facet, those that are chosen among them; years are listed from the latest, all
        else from the most frequent, and of those as frequent by the alphabet."""
        links = {}
        for facet in FACETS:
            counts = {one.value: one.things for one in (self.found.facets or {}).get(facet, ())}
            codes = {iri(self.release.shelved, facet, one): one for one in self.asked.chosen.get(facet, ())}
            if codes or any(
                things < self.found.total for things in counts.values()
            ):  # else there is no choice
                values = {**dict.fromkeys(codes, 0), **counts}
                found = [self._link(facet, value, things, codes) for value, things in values.items()]
                if facet == "aar":
                    found.sort(key=lambda one: one.label, reverse=True)
                else:
                    found.sort(key=lambda one: (-one.things, alphabet.key(one.label)))
                links[facet] = found
        return links

    def _link(self, facet: str, value: str, things: int, codes: Mapping[str, str]) -> Choosable:
        if value in codes:
            href = self.address(self.asked.without(facet, codes[value]))
        else:
            href = self.address(self.asked.with_value(facet, self.release.shelved.code_of(value)))
        return Choosable(self.label(facet, value), things, href, value in codes)

    @property
    def topical(self) -> int:
        """How many of the things found are agenda items that a topic has: no standing ones."""
        return sum(one.things for one in (self.found.items or {}).get(SINGLE, ()) if one.value == "ja")

    def charts(self) -> list[Trend]:
        """The agenda items found, year by year, by outcome and by body; what is found in one year alone, or
        of one name, is in no picture."""
        items = self.found.items or {}
        counts = {
            facet: {one.value: one.things for one in items.get(facet, ())} for facet in ("aar", *_DRAWN)
        }
        of = self.asked.question or self.site.say("alle")
        heading, unit = N_("Punkter år for år"), N_("punkter")
        drawn = [by_year(self.site, heading, unit, counts["aar"], "", of, self._years_held())]
        for facet, said in _DRAWN.items():
            labels = {capfirst(self.label(facet, value)): n for value, n in counts[facet].items()}
            drawn.append(by_name(self.site, said, unit, labels, of))
        return [one for one in drawn if one]

    def _years_held(self) -> frozenset[str]:
        """The years of which there are minutes, of the bodies if any are chosen."""
        bodies = self.asked.chosen.get("organ", ())
        if not bodies:
            return years_held(self.release)
        iris = (iri(self.release.shelved, "organ", body) for body in bodies)
        return frozenset(year for body in iris for year in years_held(self.release, body))

    def rows(self) -> list[Result]:
        """The things found, as a list shows them."""
        return self.results.of(self.found.hits)

    def alike(self) -> list[str]:
        """Other spellings of the only word, as the things that have them spell them."""
        index, shown = self.release.index, []
        assert index  # else nothing was found
        for like in self.found.alike:
            found = index.search(like, {}, PAGE)
            results = Results(self.release.store, self.site.links.language, found.terms.terms)
            shown.append(spelled(like, results.of(found.hits)))
        return [one for one in dict.fromkeys(shown) if one]

    def like(self) -> list[Result]:
        """Items that are like the question in meaning, beside those that stand first; none of a search that
        is narrowed, or of a number or a day, which mean nothing else."""
        asked = self.asked
        dated = self.found.terms.terms and all(term.when for term in self.found.terms.terms)
        plain = asked.question.strip() and not (asked.narrowed or asked.order or self.found.cases or dated)
        if self.release.meaning is None or not plain or asked.page > 1:
            return []
        first = {hit.iri for hit in self.found.hits[:_SEEN]}
        found = self.release.meaning.nearest(asked.question, _MOST_LIKE + _SEEN)
        return self.results.of([hit for hit in found if hit.iri not in first][:_MOST_LIKE])

    @property
    def pages(self) -> int:
        """How many pages can be asked for."""
        return min(-(-self.found.total // PAGE), PAGES)


def told(release: OpenRelease, iri: str, label: str) -> str:
    """The label of a thing, with its municipality where there are several."""
    whose = release.shelved.whose(iri)
    return f"{label}, {whose}" if whose else label


def spelled(word: str, rows: list[Result]) -> str:
    """A word of the index as it is spelt in the first thing that has it; empty if none shows it, for the
    index has it in other letters."""
    for row in rows:
        for part, found in (*row.marked, *row.snippet):
            if found and words(part) == words(word):
                return part
    return ""
