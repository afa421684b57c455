"""How the bodies act on what is put before them: recommendations followed, and planned paths carried out."""

from collections import defaultdict

from graph.lifetimes import NUMBERS, families
from graph.period import Asked, Period, Progress, bound, rows
from graph.queries import load
from graph.table import Column, Table, Value, share

RECOMMENDATIONS, PATHS = "comparisons_by_body", "paths_of_cases"


def recommendations_followed(store: Asked, period: Period, standing: bool, told: Progress) -> Table:
    """A row for each body and year: how many decisions followed the recommendation, followed it with an
    addition, altered it or did not follow it, how many cannot be compared, and the share followed, with an
    addition or without, of those that can (``None`` for none)."""
    text = bound(load(RECOMMENDATIONS), period, standing)
    counts: dict[tuple[str, str, int], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows(store, text, told):
        key = row["bodyLabel"].value, row["body"].value, int(row["year"].value)
        counts[key][row["comparison"].value.rpartition("/")[2]] += int(row["decisions"].value)
    columns = (
        Column("body", "Organ", "Body"),
        Column("label", "Navn", "Label"),
        Column("year", "År", "Year"),
        Column("followed", "Fulgt", "Followed"),
        Column("followed_with_addition", "Fulgt med en tilføjelse", "Followed with an addition"),
        Column("altered", "Ændret", "Altered"),
        Column("not_followed", "Ikke fulgt", "Not followed"),
        Column("not_comparable", "Kan ikke sammenlignes", "Not comparable"),
        Column("n", "Kan sammenlignes", "Comparable", part=False),
        Column("share_followed", "Andel fulgt", "Share followed"),
    )
    found: list[tuple[Value, ...]] = []
    for label, body, year in sorted(counts):
        of = counts[label, body, year]
        kinds = of["fulgt"], of["fulgt-med-tilfoejelse"], of["aendret"], of["ikke-fulgt"]
        followed = share(sum(kinds[:2]), sum(kinds))
        found.append((body, label, year, *kinds, of["ikke-sammenlignelig"], sum(kinds), followed))
    return Table(columns, tuple(found), {}, (text,))


def treatment_path_length(store: Asked, period: Period, standing: bool, told: Progress) -> Table:
    """A row for each length of a planned path: how many cases it is the longest of, how many of them went the
    whole way, of how many that is unknown, the share of those known, and how many of the steps were seen to
    be carried out on average.

    Of several paths of a case that are equally long, the one counts of which most was carried out. It is
    unknown of a case with a step outside the collection: a body whose later minutes are not there. A case
    under all numbers it has had is one case.
    """
    text = bound(load(PATHS), period, standing)
    one = {case: family[0] for family in families(store, told) for case in family}
    longest: dict[str, tuple[int, int, int]] = {}
    for row in rows(store, text, told):
        path = int(row["steps"].value), int(row["handled"].value), -int(row["outside"].value)
        case = one.get(row["case"].value, row["case"].value)
        longest[case] = max(path, longest.get(case, (0, 0, 0)))
    columns = (
        Column("steps", "Planlagte led", "Planned steps"),
        Column("cases", "Sager", "Cases"),
        Column("whole_way", "Hele vejen", "Whole way"),
        Column("unknown", "Ukendt (led uden for samlingen)", "Unknown (steps outside the collection)"),
        Column("n", "Kendt", "Known"),
        Column("share_whole_way", "Andel hele vejen af kendte", "Share whole way of those known"),
        Column("mean_handled", "Behandlede led i snit", "Mean steps handled"),
    )
    by_length: dict[int, list[tuple[int, bool]]] = defaultdict(list)
    for steps, handled, outside in longest.values():
        by_length[steps].append((handled, outside < 0))
    found: list[tuple[Value, ...]] = []
    for steps, cases in sorted(by_length.items()):
        whole = sum(handled == steps for handled, _ in cases)
        unknown = sum(outside for _, outside in cases)
        known = len(cases) - unknown
        mean = share(sum(handled for handled, _ in cases), len(cases))
        found.append((steps, len(cases), whole, unknown, known, share(whole, known), mean))
    parameters: dict[str, Value] = {
        "cases": len(longest),
        "unknown": sum(outside < 0 for _, _, outside in longest.values()),
    }
    return Table(columns, tuple(found), parameters, (text, load(NUMBERS).text))
