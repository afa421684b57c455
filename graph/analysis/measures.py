"""The measures: of a network, or of the cases and bodies in a store by named queries."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import networkx as nx

from graph.analysis import cases, municipalities, network, survival
from graph.analysis.asking import EVERYTHING, Progress, Scope, silent
from graph.analysis.table import Table, Value
from graph.base.labels import Labels
from graph.store.base import QueryStore


@dataclass(frozen=True, slots=True)
class Measure:
    """What can be measured; ``needs`` says of what, ``queries`` names those put to a store for it, and
    ``compares`` that it is of several municipalities."""

    name: str
    needs: Literal["graph", "store"]
    labels: Labels
    about: Labels
    queries: tuple[str, ...] = ()
    compares: bool = False


_CASE_DA = (
    "En sag er afgjort, når dens seneste behandling endte med godkendt, ikke godkendt, taget til "
    "efterretning, drøftet eller ingen bemærkninger; åben, når den endte med udsat, genoptages eller sendt "
    "tilbage; lukket, når dens seneste punkter er det, så referatet intet siger; ellers ukendt (sendt "
    "videre, udgået eller i andre ord). En sag under alle de numre, den har haft, er én."
)
_CASE_EN = (
    "A case is decided where its last handling ended in approved, not approved, noted, discussed or no "
    "remarks; open where it ended in postponed, to be taken up again or sent back; closed where its last "
    "items are, so that the minutes do not say; otherwise lost sight of (sent on, taken off, or in other "
    "words). A case under all the numbers it has had is one."
)
_ALL = (
    Measure(
        "degree",
        "graph",
        Labels(da="Grad", en="Degree"),
        Labels(
            da="Hvor mange hver knude er forbundet med, og summen af vægtene; i et netværk med retning også "
            "hver vej.",
            en="How many each node is tied to, and the sum of the weights; in a directed network also each "
            "way.",
        ),
    ),
    Measure(
        "betweenness",
        "graph",
        Labels(da="Betweenness-centralitet", en="Betweenness"),
        Labels(
            da="Andelen af de korteste veje mellem to andre, der går gennem knuden (0 til 1), hver "
            "forbindelse talt som ét skridt. I store netværk et skøn ud fra tilfældigt valgte knuder med "
            "fast startværdi; antallet oplyses.",
            en="The share of the shortest paths between two others that go through the node (0 to 1), each "
            "edge counted as one step. In large networks an estimate from nodes drawn by lot with a "
            "fixed seed; their number is told.",
        ),
    ),
    Measure(
        "pagerank",
        "graph",
        Labels(da="PageRank", en="PageRank"),
        Labels(
            da="Andelen af tiden, som en tilfældig vandring langs forbindelserne efter vægt er ved knuden "
            "(dæmpning 0,85).",
            en="The share of the time that a walk along the edges by weight is at the node (damping 0.85).",
        ),
    ),
    Measure(
        "communities",
        "graph",
        Labels(da="Fællesskaber", en="Communities"),
        Labels(
            da="Grupper, der er tættere forbundet indbyrdes end med andre, fundet på vægtene med Louvains "
            "metode og fast startværdi; modulariteten oplyses.",
            en="Groups tied more closely among themselves than to others, found on the weights by Louvain's "
            "method with a fixed seed; the modularity is told.",
        ),
    ),
    Measure(
        "components",
        "graph",
        Labels(da="Komponenter", en="Components"),
        Labels(
            da="De sammenhængende dele af netværket, uanset forbindelsernes retning, den største først.",
            en="The connected parts of the network, whichever way the edges go, the largest first.",
        ),
    ),
    Measure(
        "path_lengths",
        "graph",
        Labels(da="Vejlængder", en="Path lengths"),
        Labels(
            da="Hvor mange par af knuder der er hvor mange skridt fra hinanden, hvert par talt fra begge "
            "ender, hvor man kan gå begge veje. I store netværk regnet fra tilfældigt valgte knuder med "
            "fast startværdi; antallet oplyses.",
            en="How many pairs of nodes are how many steps apart, each pair counted from both ends where "
            "one can go both ways. In large networks counted from nodes drawn by lot with a fixed seed; "
            "their number is told.",
        ),
    ),
    Measure(
        "case_durations",
        "store",
        Labels(da="Sagernes varighed", en="Duration of cases"),
        Labels(
            da=f"Hver sag med første og seneste behandling, dagene imellem og hvordan den endte. {_CASE_DA}",
            en=f"Each case with its first and last handling, the days between and how it ended. {_CASE_EN}",
        ),
        cases.QUERIES,
    ),
    Measure(
        "case_survival",
        "store",
        Labels(da="Tid til afgørelse (Kaplan-Meier)", en="Time to decision (Kaplan-Meier)"),
        Labels(
            da="Andelen af sager, der endnu ikke er afgjort så mange dage efter første behandling, med 95 % "
            "konfidensinterval (Greenwood, log-log), af de sager, der er behandlet på mere end én dag: "
            "en sag, der er behandlet én gang, har ingen varighed. Sager, der stadig er åbne, er "
            "censureret den sidste dag, de ville være set, før organet er uden referater i "
            f"{cases.GAP} dage; lukkede og ukendte den dag, de sidst blev behandlet. Sådanne sager "
            "kan være afgjort hurtigere eller langsommere end dem, der ses, så skønnet kan være skævt "
            f"(informativ censurering). Færre end {survival.FEWEST} sager er for få. {_CASE_DA}",
            en="The share of cases not yet decided so many days after their first handling, with a 95% "
            "confidence interval (Greenwood, log-log), of the cases handled on more than one day: one "
            "handled once has no duration. Cases still open are censored on the last day on which they "
            f"would have been seen, before the body is without minutes for {cases.GAP} days; closed "
            "ones and those lost sight of on the day they were last handled. Such cases may have been "
            "decided sooner or later than those that are seen, so the estimate may be biased "
            f"(informative censoring). Fewer than {survival.FEWEST} cases are too few. {_CASE_EN}",
        ),
        (*cases.QUERIES, cases.DAYS),
    ),
    Measure(
        "decided_by_year",
        "store",
        Labels(da="Andel afgjort efter år", en="Share decided by year"),
        Labels(
            da="For hvert år, sager først blev behandlet i, hvordan de endte, og andelen afgjort af dem, "
            f"der er afgjort eller åbne. Et år uden referater har ingen tal. {_CASE_DA}",
            en="For each year in which cases were first handled, how they ended, and the share decided of "
            f"those that are decided or open. A year without minutes has no numbers. {_CASE_EN}",
        ),
        (*cases.QUERIES, cases.DAYS),
    ),
    Measure(
        "recommendations_followed",
        "store",
        Labels(da="Fulgte indstillinger", en="Recommendations followed"),
        Labels(
            da="For hvert organ og år, hvor mange beslutninger der fulgte indstillingen, fulgte den med en "
            "tilføjelse, ændrede den eller ikke fulgte den, og andelen fulgt, med en tilføjelse eller "
            "uden, af dem, der kan sammenlignes.",
            en="For each body and year, how many decisions followed the recommendation, followed it with an "
            "addition, altered it or did not follow it, and the share followed, with an addition or "
            "without, of those that can be compared.",
        ),
        (cases.RECOMMENDATIONS,),
    ),
    Measure(
        "treatment_path_length",
        "store",
        Labels(da="Behandlingsvejens længde", en="Length of the treatment path"),
        Labels(
            da="Hvor mange led den længste planlagte vej i hver sag har, og hvor mange sager der kom hele "
            "vejen. Om en sag med led uden for samlingen gjorde, er ukendt, og den tæller ikke med i "
            "andelen. En sag under alle de numre, den har haft, er én.",
            en="How many steps the longest planned path of each case has, and how many cases went the whole "
            "way. Of a case with steps outside the collection that is unknown, and the share is without "
            "it. A case under all the numbers it has had is one.",
        ),
        (cases.PATHS, cases.NUMBERS),
    ),
    Measure(
        "repeated_postponement",
        "store",
        Labels(da="Gentagne udsættelser", en="Repeated postponement"),
        Labels(
            da="Hver sag med punkter, der blev udsat eller skal genoptages: hvor mange gange, hvornår, og "
            f"hvordan sagen endte. {_CASE_DA}",
            en="Each case with items that were postponed or are to be taken up again: how many times, when, "
            f"and how the case ended. {_CASE_EN}",
        ),
        cases.QUERIES,
    ),
    Measure(
        "municipalities",
        "store",
        Labels(da="Kommuner side om side", en="Municipalities side by side"),
        Labels(
            da="Hver kommunes periode, møder, organer, andel læst, lukkede punkter, fulgte indstillinger, "
            "dage mellem behandlinger af samme sag, udfald og KLE-hovedgrupper, hvert tal med det antal, "
            f"det hviler på. Færre end {survival.FEWEST} er for få.",
            en="The period of each municipality, its meetings and bodies, share read, closed items, "
            "recommendations followed, days between handlings of a case, outcomes and main groups of KLE, "
            f"each figure with the number it rests on. Fewer than {survival.FEWEST} are too few.",
        ),
        municipalities.QUERIES,
        compares=True,
    ),
)
MEASURES: Mapping[str, Measure] = {each.name: each for each in _ALL}

_OF_GRAPH: Mapping[str, Callable[["nx.Graph[str]", Progress], Table]] = {
    "degree": network.degree,
    "betweenness": network.betweenness,
    "pagerank": network.pagerank,
    "communities": network.communities,
    "components": network.components,
    "path_lengths": network.path_lengths,
}
_OF_STORE: Mapping[str, Callable[[QueryStore, Scope, Progress], Table]] = {
    "case_durations": cases.durations,
    "case_survival": survival.case_survival,
    "decided_by_year": cases.decided_by_year,
    "recommendations_followed": cases.recommendations_followed,
    "treatment_path_length": cases.treatment_path_length,
    "repeated_postponement": cases.repeated_postponement,
    "municipalities": municipalities.municipalities,
}


FEWEST_TIES = 10
"""Edges of a network in which the place of a node or a group says anything."""
_OF_FEW = frozenset({"degree", "components", "path_lengths"})  # counts, which are what they are


def of_graph(name: str, graph: "nx.Graph[str]", progress: Progress | None = None) -> Table:
    """A measure that needs a graph, of the graph of a projection; :class:`KeyError` for another name."""
    edges = graph.number_of_edges()
    if name not in _OF_FEW and edges < FEWEST_TIES:
        (progress or silent)(name, 0)
        return replace(_OF_GRAPH[name](nx.Graph(), silent), parameters=_size(graph), notes=few(edges))
    table = _OF_GRAPH[name](graph, progress or silent)
    return table if edges else replace(table, notes=few(edges))


def _size(graph: "nx.Graph[str]") -> dict[str, Value]:
    return {"nodes": len(graph), "edges": graph.number_of_edges(), "fewest_edges": FEWEST_TIES}


def few(edges: int) -> dict[str, str]:
    """What is said of a network in which there is little or nothing to measure."""
    if not edges:
        return {
            "da": "Netværket er tomt: intet er forbundet.",
            "en": "The network is empty: nothing is tied.",
        }
    return {
        "da": f"For få: netværket har {edges} forbindelser, og der skal være {FEWEST_TIES}.",
        "en": f"Too few: the network has {edges} edges, and {FEWEST_TIES} are needed.",
    }


def of_store(
    name: str,
    store: QueryStore,
    scope: Scope = EVERYTHING,
    progress: Progress | None = None,
) -> Table:
    """A measure that needs the store; :class:`KeyError` for another name."""
    return _OF_STORE[name](store, scope, progress or silent)
