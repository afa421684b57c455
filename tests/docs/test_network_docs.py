"""docs/netvaerk.md names every projection and measure, with its query and its bounds."""

import re

from places import ROOT

from graph.analysis import edges, network, survival
from graph.analysis.measures import MEASURES
from graph.analysis.projections import PROJECTIONS
from graph.analysis.table import DIGITS

TEXT = (ROOT / "docs" / "netvaerk.md").read_text(encoding="utf-8")


def test_each_projection_stands_there_with_its_query() -> None:
    rows = re.findall(r"^\| `(\w+)` \| `(\w+)` \|(.+)", TEXT, re.MULTILINE)
    assert {name: query for name, query, _ in rows} == {p.name: p.query for p in PROJECTIONS.values()}
    assert {name for name, _, rest in rows if "med retning" in rest} == {
        p.name for p in PROJECTIONS.values() if p.directed
    }


def test_the_english_page_has_the_same_networks_and_measures() -> None:
    english = (ROOT / "docs" / "en" / "networks.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| `(\w+)` \|", english, re.MULTILINE)
    assert named == re.findall(r"^\| `(\w+)` \| (?:`|netværk|sager|beslutninger)", TEXT, re.MULTILINE)


def test_each_measure_stands_there() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (netværk|sager|beslutninger) \|", TEXT, re.MULTILINE)
    assert {name: of == "netværk" for name, of in rows} == {
        m.name: m.needs == "graph" for m in MEASURES.values()
    }


def test_the_bounds_are_those_of_the_code() -> None:
    assert f"mere end {edges.MOST_MEMBERS} " in TEXT
    assert f"højst {edges.MOST_EDGES:,}".replace(",", ".") in TEXT
    assert f"højst {network.MOST_STEPS // 1_000_000} millioner skridt" in TEXT
    assert f"mindst {network.FEWEST_SAMPLED}," in TEXT
    assert f"til {DIGITS} betydende cifre" in TEXT
    assert f"dæmpning {network.DAMPING}".replace(".", ",") in TEXT
    assert f"opløsning {network.RESOLUTION:.0f}, startværdi {network.SEED}" in TEXT
    assert f"{survival.CONFIDENCE:.0%}".replace("%", " %") in TEXT
