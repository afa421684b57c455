"""Numbers year by year on the page of a thing: a picture made here, and the same numbers as a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from api.service import Row
from api.site import Site
from graph import alphabet
from graph.picture_bars import bars, stacked

_FEWEST = 2  # years that can show a course
_MOST_PARTS = 4  # of a bar; what is left over is one more
_SPAN = 60  # years; a misprinted year, such as 2203 or 9024, must not make a page of thousands


@dataclass(frozen=True, slots=True)
class Trend:
    """A picture, and its numbers: a row of words and numbers for each year. ``sparql`` asks for them."""

    heading: str
    picture: Markup
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]
    sparql: str


def by_year(
    site: Site, heading: str, unit: str, counts: Mapping[str, int], sparql: str, of: str
) -> Trend | None:
    """How many there were each year from the first to the last, years with none included; ``None`` for too
    few years. ``heading`` and ``unit`` are messages, ``of`` is the label of what the page is about."""
    if len(counts) < _FEWEST:
        return None
    rows = [(year, counts.get(year, 0)) for year in _years(counts)]
    heading, unit = site.say(heading), site.say(unit)
    picture = Markup(bars(f"{heading}: {of}", rows, unit))  # noqa: S704  # made of elements, all escaped
    return Trend(heading, picture, (site.say("År"), unit.capitalize()), tuple(rows), sparql)


def parts_by_year(
    site: Site, heading: str, unit: str, counts: Mapping[tuple[str, str], int], sparql: str, of: str
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
    rows = []
    for year in _years(years):
        parts = {name: counts.get((year, name), 0) for name in shown}
        if rest:
            parts[other] = sum(counts.get((year, name), 0) for name in rest)
        rows.append((year, parts))
    picture = Markup(stacked(f"{heading}: {of}", rows, unit))  # noqa: S704  # made of elements, all escaped
    columns = (site.say("År"), *shown, *([other] if rest else []))
    return Trend(heading, picture, columns, tuple((year, *parts.values()) for year, parts in rows), sparql)


def counted(rows: Sequence[Row], name: str) -> dict[str, int]:
    """The rows of a query by year as counts: ``name`` is its variable for them."""
    return {row["year"]: int(row[name]) for row in rows if row["year"]}


def _years(years: Mapping[str, int] | set[str]) -> list[str]:
    """The years from the first to the last; in a longer span those alone that have something."""
    numbers = sorted(map(int, years))
    if numbers[-1] - numbers[0] > _SPAN:
        return sorted(years)
    return [str(year) for year in range(numbers[0], numbers[-1] + 1)]
