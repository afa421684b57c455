"""The page of /analyse: the form, and what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from markupsafe import Markup
from pyoxigraph import NamedNode

from api.http.formats import NETWORK_FILES, TABLE_FILES, Format
from api.http.problems import Problem, in_words
from api.i18n.language import ENGLISH, N_
from api.serving import release_choice
from api.serving.releases import OpenRelease
from api.site.site import Site
from api.workers.analysis import Overview, Task
from graph.analysis.analysis import InvalidAnalysisError, Wanted, period
from graph.analysis.asking import Period
from graph.analysis.measures import MEASURES
from graph.analysis.projections import PROJECTIONS
from graph.analysis.table import Column, Value
from graph.ontology.iris import kind_of
from graph.pictures.of_analysis import KINDS
from graph.pictures.svg import short
from graph.queries.named import load

_CODED = ("kind", "status")
_WORDS = {
    "unit": N_("Enhed"),
    "person": N_("Person"),
    "case": N_("Sag"),
    "body": N_("Organ"),
    "item": N_("Punkt"),
    "decided": N_("Afgjort"),
    "open": N_("Åben"),
    "closed": N_("Lukket"),
    "lost": N_("Ukendt"),
}
"""What the codes in the columns of :data:`_CODED` are called."""
_MEASURE_WORDS = {
    "cases": N_("Sager"),
    "handled_once": N_("Sager behandlet én gang"),
    "decided": N_("Afgjort"),
    "censored": N_("Ikke afgjort endnu"),
    "unknown": N_("Ukendt"),
    "more_than_once": N_("Mere end én gang"),
    "fewest_cases": N_("Færrest sager, der vises tal for"),
    "fewest_edges": N_("Færrest forbindelser, der vises tal for"),
    "gap_days": N_("Længste hul i referaterne, dage"),
    "end": N_("Talt til"),
    "confidence": N_("Konfidensniveau"),
    "median_days": N_("Dage (median)"),
    "nodes": N_("Knuder"),
    "edges": N_("Forbindelser"),
    "communities": N_("Fællesskaber"),
    "modularity": N_("Modularitet"),
    "components": N_("Dele"),
    "share_of_largest": N_("Den største dels andel"),
    "mean": N_("Gennemsnit"),
    "longest": N_("Længste"),
    "sources": N_("Knuder, der er regnet fra"),
    "seed": N_("Seed"),
    "resolution": N_("Opløsning"),
    "damping": N_("Dæmpning"),
    "exact": N_("Regnet af dem alle (1: ja)"),
}
"""What the parameters of measures are called; the files have them by their names."""
_LEGENDS = {
    "network": N_(
        "Jo større et mærke er, jo mere vægt har dets forbindelser, og jo tykkere en streg er, jo mere vægt "
        "har den. Farve og form viser grupper, der hænger tættest sammen. "
        "En pil viser retningen, hvor der er en."
    ),
    "heatmap": N_("Tallet i et felt er vægten af forbindelsen; jo mørkere, jo mere vægt."),
    "timeline": N_("Hvert felt er et år; tallet er, hvor mange der er i det."),
}
_LONGEST = 500  # characters of a parameter
_LONGEST_CELL = 200


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of an address: the field of :class:`Form` that holds it, what it is, and what it may be
    (JSON Schema) where that is not any string."""

    field: str
    about: str
    schema: Mapping[str, Any] | None = None


_DAY = {"anyOf": [{"format": "date"}, {"pattern": "^(?:(?!0000)[0-9]{4})?$"}]}


PARAMETERS = {
    "projektion": Parameter("projection", "The network.", {"enum": list(PROJECTIONS)}),
    "maal": Parameter(
        "measure", "What is measured, of the network or of the cases.", {"enum": list(MEASURES)}
    ),
    "kommune": Parameter("municipality", "The code of one of several municipalities."),
    "om": Parameter(
        "around", "The IRI of a node: it, its neighbours and what ties these alone (ego network)."
    ),
    "fra": Parameter("first", "The first day, or a year.", _DAY),
    "til": Parameter("last", "The last day, or a year.", _DAY),
    "faste": Parameter("standing", "`1`: standing items are counted."),
    "billede": Parameter("picture", "The kind of picture.", {"enum": list(KINDS)}),
}


@dataclass(frozen=True, slots=True)
class Form:
    """What the form holds, as it was sent."""

    projection: str = ""
    measure: str = ""
    municipality: str = ""
    around: str = ""
    first: str = ""
    last: str = ""
    standing: bool = False
    picture: str = "network"

    @classmethod
    def of(cls, request: Request) -> "Form":
        given = {
            one.field: request.query_params.get(name, "").strip()[:_LONGEST]
            for name, one in PARAMETERS.items()
        }
        standing, picture = bool(given.pop("standing")), given.pop("picture") or cls().picture
        return cls(**given, standing=standing, picture=picture)

    @property
    def empty(self) -> bool:
        """Whether nothing is asked for yet."""
        return not self.projection and not self.measure

    @property
    def period(self) -> Period:
        """The period; raises :class:`graph.analysis.analysis.InvalidAnalysisError` for one that is none."""
        return period(self.first, self.last)

    def check(self) -> None:
        """Raises :class:`graph.analysis.analysis.InvalidAnalysisError` for a picture or a period that is
        none, whatever else is asked for."""
        if self.picture not in KINDS:
            raise InvalidAnalysisError(
                f"there is no picture {self.picture!r}; there is: {', '.join(KINDS)}", "picture"
            )
        period(self.first, self.last)

    def wanted(self, language: str) -> Wanted:
        """What is asked for, with names in a language; of a measure that is of no network, the projection is
        passed over with the node it is around, and of one that compares municipalities the municipality.

        Raises :class:`graph.analysis.analysis.InvalidAnalysisError`, as :meth:`check` does.
        """
        self.check()
        measure = MEASURES.get(self.measure)
        of = "" if measure and measure.needs == "store" else self.projection
        own = "" if measure and measure.compares else self.municipality
        return Wanted(of, self.measure, self.period, self.standing, own, self.around if of else "", language)

    def address(self) -> str:
        """The query string that the form is sent with."""
        held = asdict(self) | {"standing": "1" if self.standing else ""}
        return urlencode({name: value for name, one in PARAMETERS.items() if (value := held[one.field])})


@dataclass(frozen=True, slots=True)
class Cell:
    """A value in the table, where it leads if it is an IRI, and, of a case, its latest title."""

    text: str
    href: str | None = None
    title: str = ""


def analysis_page(
    site: Site,
    release: OpenRelease,
    form: Form,
    made: tuple[Task, Overview] | None = None,
    problem: Problem | None = None,
) -> bytes:
    """The form, with what was made of the release or what is wrong with what was asked."""
    return site.page(
        "analysis.html",
        form=form,
        projections=PROJECTIONS.values(),
        measures={
            needs: [one for one in MEASURES.values() if one.needs == needs] for needs in ("graph", "store")
        },
        kinds={name: labels[site.language] for name, labels in KINDS.items()},
        shown=_shown(site, release, form, *made) if made else None,
        error=site.say(in_words(problem)[1]) if problem else "",
    )


def _shown(site: Site, release: OpenRelease, form: Form, task: Task, made: Overview) -> dict[str, Any]:
    """What the template needs to show what was made."""
    wanted, spoken = task.wanted, site.links.language
    title, places = made.titles.best(site.language), _places(made.columns)
    address = release_choice.memento(site.whole_address, task.source.release)
    cases = _titles(release, [str(row[iri]) for row in made.rows for _, iri in places if iri is not None])
    return {
        "title": title,
        "period": wanted.period_in(site.language),
        "held": task.source.held,
        "share_read": percent(task.source.held.share_read, site) if task.source.held else "",
        "about": [(part.name, spoken.best(part.about)) for part in (wanted.of, wanted.by) if part],
        "whole": site.links.path(f"analyse?{replace(form, around='').address()}") if form.around else "",
        "columns": [spoken.best(made.columns[place].labels) for place, _ in places],
        "rows": [
            [_cell(site, cases, row, *place, coded=made.columns[place[0]].name in _CODED) for place in places]
            for row in made.rows
        ],
        "length": made.length,
        "size": made.size,
        "picture": Markup(made.picture) if made.picture else None,  # noqa: S704  # escaped as it was made
        "parameters": {
            site.say(_MEASURE_WORDS[name]) if name in _MEASURE_WORDS else name: _written(site, value)
            for name, value in made.parameters.items()
            if value is not None
        },
        "legend": site.say(_LEGENDS[made.kind]) if made.picture and wanted.projection else "",
        "queries": made.queries,
        "note": made.notes.get(site.language),
        "files": _files(site, form, TABLE_FILES),
        "networks": _files(site, form, NETWORK_FILES) if wanted.projection else [],
        "pictures": _pictures(site, form, made.pictures),
        "cited": f"{task.source.name}: {title}, {wanted.period_in(site.language)}.",
        "address": address,
        "source": task.source,
    }


def percent(share: float, site: Site) -> str:
    """A share in percent, with a decimal where there is one."""
    said = f"{share * 100:.1f}".removesuffix(".0")
    return (said if site.language == ENGLISH else said.replace(".", ",")) + " %"


def _places(columns: Sequence[Column]) -> list[tuple[int, int | None]]:
    """Which columns are shown, each with where the IRI stands that its words lead to: that of ``label`` comes
    first, that of ``source_label`` is called ``source``. What is behind an edge is for the files."""
    names = [column.name for column in columns]
    of = {place: 0 for place, name in enumerate(names) if name == "label"}
    for place, name in enumerate(names):
        if name.endswith("_label"):
            of[place] = names.index(name.removesuffix("_label"))
    hidden = {*of.values(), *(place for place, name in enumerate(names) if name == "items")}
    return [(place, of.get(place)) for place in range(len(names)) if place not in hidden]


def _titles(release: OpenRelease, iris: Sequence[str]) -> Mapping[str, str]:
    """The latest title of each of those that are cases, whose label is their number alone."""
    cases = [NamedNode(iri) for iri in dict.fromkeys(iris) if kind_of(iri) == "sag"]
    return (
        {row["case"]: row["name"] for row in release.rows(load("cases").bind({"case": cases}))}
        if cases
        else {}
    )


def _cell(
    site: Site, cases: Mapping[str, str], row: Sequence[Value], place: int, iri: int | None, coded: bool
) -> Cell:
    text = _written(site, row[place])
    if coded and text in _WORDS:
        text = site.say(_WORDS[text])
    if iri is None:
        return Cell(short(text, _LONGEST_CELL))
    return Cell(short(text, _LONGEST_CELL), site.links.href(str(row[iri])), cases.get(str(row[iri]), ""))


def _written(site: Site, value: Value) -> str:
    """A value as people read it: a number and a day as the language of the page writes them."""
    if isinstance(value, float):
        return site.links.language.count(value)
    return "" if value is None else site.links.language.day(str(value))


def _files(site: Site, form: Form, formats: tuple[Format, ...]) -> list[tuple[Format, str]]:
    """The formats, each with the address of what is shown in it, with names in the language of the page."""
    query = form.address()
    return [(each, site.at_release(site.links.path(f"analyse.{each.suffix}?{query}"))) for each in formats]


def _pictures(site: Site, form: Form, kinds: tuple[str, ...]) -> list[tuple[str, str]]:
    """The pictures by what they are called, each with its address in the language of the page."""
    return [
        (
            KINDS[kind][site.language],
            site.at_release(site.links.path(f"analyse.svg?{replace(form, picture=kind).address()}")),
        )
        for kind in kinds
    ]
