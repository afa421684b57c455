"""Numbers year by year: a picture made here, and the same numbers as a table."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from api.serving.releases import OpenRelease, Row
from api.site.site import Site
from graph.base import alphabet
from graph.ontology.iris import Iris, code_of, kind_of, meeting_key, municipality_in
from graph.pictures.charts import bars, stacked

_FEWEST = 2  # years that can show a course
_MOST_NAMES = 8
_MOST_PARTS = 6  # of a bar; what is left over is one more
_SPAN = 60  # years; a misprinted year, such as 2203 or 9024, must not make a page of thousands


@dataclass(frozen=True, slots=True)
class Trend:
    """A picture, and its numbers: a row of words and numbers for each year. ``sparql`` asks for them;
    ``bare`` are the years among them of which there are no minutes, so that nothing can be counted."""

    heading: str
    picture: Markup
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]
    sparql: str
    bare: tuple[str, ...] = ()


def years_held(release: OpenRelease, thing: str = "") -> frozenset[str]:
    """The years of which the release has minutes: of the body of that IRI, of the municipality of any other
    thing, or of all there are."""
    if not thing:
        dates = (meeting_key(one) for one in release.shelved.published)
        return frozenset(key[1][:4] for key in dates if key)
    base = release.shelved.manifest.base_iri
    own = Iris(base, municipality_in(thing, base))
    of = own.meeting(code_of(thing), "") if kind_of(thing) == "organ" else own.of("")
    minutes = (one for one in release.shelved.published if one.startswith(str(of)))
    return frozenset(key[1][:4] for one in minutes if (key := meeting_key(one)))


def by_year(
    site: Site,
    heading: str,
    unit: str,
    counts: Mapping[str, int],
    sparql: str,
    of: str,
    held: Collection[str],
) -> Trend | None:
    """How many there were each year from the first to the last, years with none included; ``None`` for too
    few years. ``heading`` and ``unit`` are messages, ``of`` is the label of what the page is about, and
    ``held`` the years of which there are minutes: of others nothing is known."""
    if len(counts) < _FEWEST:
        return None
    years, bare = _years(counts), site.say("ingen referater")
    rows = [(year, counts.get(year, 0) if year in held or year in counts else None) for year in years]
    heading, unit = site.say(heading), site.say(unit)
    picture = Markup(bars(f"{heading}: {of}", rows, unit, bare))  # noqa: S704  # made of elements, all escaped
    return Trend(
        heading,
        picture,
        (site.say("År"), unit.capitalize()),
        tuple((year, bare if number is None else number) for year, number in rows),
        sparql,
        tuple(year for year, number in rows if number is None),
    )


def parts_by_year(
    site: Site,
    heading: str,
    unit: str,
    counts: Mapping[tuple[str, str], int],
    sparql: str,
    of: str,
    held: Collection[str],
) -> Trend | None:
    """As :func:`by_year`, of counts by year and name of a part; the rarest parts are taken together."""
    years = {year for year, _ in counts}
    if len(years) < _FEWEST:
        return None
    heading, unit = site.say(heading), site.say(unit)
    totals: dict[str, int] = {}
    for (_, name), count in counts.items():
        totals[name] = totals.get(name, 0) + count
    names = sorted(totals, key=lambda name: (-totals[name], alphabet.key(name)))
    shown = names if len(names) <= _MOST_PARTS + 1 else names[:_MOST_PARTS]
    rest = names[len(shown) :]
    other = site.say("Andre")
    rows: list[tuple[str, dict[str, int] | None]] = []
    for year in _years(years):
        if year not in held and year not in years:
            rows.append((year, None))
            continue
        parts = {name: counts.get((year, name), 0) for name in shown}
        if rest:
            parts[other] = sum(counts.get((year, name), 0) for name in rest)
        rows.append((year, parts))
    bare = site.say("ingen referater")
    picture = Markup(stacked(f"{heading}: {of}", rows, unit, bare))  # noqa: S704  # made of elements
    columns = (site.say("År"), *shown, *([other] if rest else []))
    table = tuple(
        (year, *(parts.values() if parts is not None else [bare] * (len(columns) - 1)))
        for year, parts in rows
    )
    return Trend(heading, picture, columns, table, sparql, tuple(y for y, parts in rows if parts is None))


def by_name(site: Site, heading: str, unit: str, counts: Mapping[str, int], of: str) -> Trend | None:
    """How many there are of each name, the most first; the rarest are taken together. ``None`` for one name,
    of which all are."""
    if len(counts) < _FEWEST:
        return None
    names = sorted(counts, key=lambda name: (-counts[name], alphabet.key(name)))
    shown = names if len(names) <= _MOST_NAMES + 1 else names[:_MOST_NAMES]
    rows = [(name, counts[name]) for name in shown]
    if rest := names[len(shown) :]:
        rows.append((site.say("Andre"), sum(counts[name] for name in rest)))
    heading, unit = site.say(heading), site.say(unit)
    bars_of = [
        (name, {name: number}) for name, number in rows
    ]  # in a colour each, for the legend has room for names
    picture = Markup(stacked(f"{heading}: {of}", bars_of, unit))  # noqa: S704  # made of elements, all escaped
    return Trend(heading, picture, (site.say("Navn"), unit.capitalize()), tuple(rows), "")


def counted(rows: Sequence[Row], name: str) -> dict[str, int]:
    """The rows of a query by year as counts: ``name`` is its variable for them."""
    return {row["year"]: int(row[name]) for row in rows if row["year"]}


def _years(years: Mapping[str, int] | set[str]) -> list[str]:
    """The years from the first to the last; in a longer span those alone that have something."""
    numbers = sorted(map(int, years))
    if numbers[-1] - numbers[0] > _SPAN:
        return sorted(years)
    return [str(year) for year in range(numbers[0], numbers[-1] + 1)]
