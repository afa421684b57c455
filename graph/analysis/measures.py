"""The measures: of a network, or of the cases and bodies in a store by named queries."""

from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass, replace
from typing import TYPE_CHECKING, Literal

from graph.analysis import cases, municipalities, survival
from graph.analysis.asking import EVERYTHING, Progress, Scope, silent
from graph.analysis.table import Table, Value
from graph.base.labels import Labels
from graph.store.base import QueryStore

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Measure:
    """What can be measured; ``needs`` says of what, ``queries`` names those put to a store for it, and
    ``compares`` that it is of several municipalities. ``limits`` say what not to conclude, ``source`` is
    where the measure is defined, where others have defined it."""

    name: str
    needs: Literal["graph", "store"]
    labels: Labels
    about: Labels
    queries: tuple[str, ...] = ()
    compares: bool = False
    _: KW_ONLY
    limits: Labels
    source: str = ""


FEWEST_TIES = 10
"""Edges of a network in which the place of a node or a group says anything."""
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
        limits=Labels(
            da="Et navn, programmet ikke har genkendt i teksten, giver ingen forbindelse, så graden er "
            "mindst den, der står.",
            en="A name that the program did not recognise in the text gives no edge, so the degree is at "
            "least what is told.",
        ),
        source="L. C. Freeman: Centrality in social networks: conceptual clarification. Social "
        "Networks 1 (1978).",
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
        limits=Labels(
            da="Siger noget om netværkets form, ikke om magt eller indflydelse. Vægten tæller ikke med. "
            f"Under {FEWEST_TIES} forbindelser er for få.",
            en="It tells of the shape of the network, not of power or influence. Weights do not count. "
            f"Fewer than {FEWEST_TIES} edges are too few.",
        ),
        source="U. Brandes: A faster algorithm for betweenness centrality. Journal of Mathematical "
        "Sociology 25 (2001); U. Brandes, C. Pich: Centrality estimation in large networks "
        "(2007).",
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
        limits=Labels(
            da="Følger vægten: den, der ofte er nævnt, får en høj andel. Andelene kan kun sammenlignes "
            f"inden for det samme netværk. Under {FEWEST_TIES} forbindelser er for få.",
            en="It follows the weights: what is often named has a high share. Shares can be compared "
            f"within one network only. Fewer than {FEWEST_TIES} edges are too few.",
        ),
        source="L. Page, S. Brin, R. Motwani, T. Winograd: The PageRank citation ranking. Stanford "
        "InfoLab (1999).",
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
        limits=Labels(
            da="En af flere gode inddelinger; en anden startværdi kan give en anden. Lav modularitet "
            "(under omkring 0,3) betyder, at der næppe er grupper. Under "
            f"{FEWEST_TIES} forbindelser er for få.",
            en="One of several good partitions; another seed may give another. A low modularity (below "
            f"about 0.3) means that there are hardly any groups. Fewer than {FEWEST_TIES} edges are too few.",
        ),
        source="V. D. Blondel, J.-L. Guillaume, R. Lambiotte, E. Lefebvre: Fast unfolding of "
        "communities in large networks. Journal of Statistical Mechanics (2008).",
    ),
    Measure(
        "components",
        "graph",
        Labels(da="Komponenter", en="Components"),
        Labels(
            da="De sammenhængende dele af netværket, uanset forbindelsernes retning, den største først.",
            en="The connected parts of the network, whichever way the edges go, the largest first.",
        ),
        limits=Labels(
            da="To dele kan hænge sammen i virkeligheden gennem referater, der mangler i samlingen.",
            en="Two parts may hang together in fact, through minutes that the collection lacks.",
        ),
        source="M. E. J. Newman: Networks. Oxford University Press (2018), chapter 6.",
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
        limits=Labels(
            da="Tæller skridt, ikke vægt. Par i hver sin del af netværket er ikke med.",
            en="It counts steps, not weights. Pairs in different parts of the network are left out.",
        ),
        source="M. E. J. Newman: Networks. Oxford University Press (2018), chapter 6.",
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
        limits=Labels(
            da="Varigheden er mellem de behandlinger, samlingen har. En sag, der begyndte før det første "
            "referat, ser yngre ud, end den er.",
            en="The duration is between the handlings that the collection has. A case that began before "
            "the first minutes looks younger than it is.",
        ),
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
        limits=Labels(
            da="Censureringen er informativ: sager, der forsvinder af syne eller lukkes, kan ligne dem, "
            "der ses, eller ikke. En sag behandlet på én dag er ikke med.",
            en="The censoring is informative: cases that are lost sight of or closed may or may not be "
            "like those that are seen. A case handled on one day is left out.",
        ),
        source="E. L. Kaplan, P. Meier: Nonparametric estimation from incomplete observations. Journal "
        "of the American Statistical Association 53 (1958).",
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
        limits=Labels(
            da="De seneste års sager har haft kortere tid til at blive afgjort, så deres andel er ikke "
            "færdig.",
            en="Cases of the latest years have had less time to be decided, so their share is not final.",
        ),
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
        limits=Labels(
            da="Kun åbne punkter, hvor både indstilling og beslutning er læst, kan sammenlignes; resten "
            "står for sig. En andel af et lille n siger lidt.",
            en="Only open items of which both recommendation and decision were read can be compared; the "
            "others are told apart. A share of a small n says little.",
        ),
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
        limits=Labels(
            da="Kun sager, hvis referat selv nævner en vej. Et led, hvis møde mangler i samlingen, er "
            "ukendt og ikke udeblevet.",
            en="Only cases whose minutes themselves name a path. A step whose meeting the collection "
            "lacks is unknown, and has not failed to come.",
        ),
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
        limits=Labels(
            da="En udsættelse er talt, når beslutningen siger det. Hvorfor, siger tallet ikke.",
            en="A postponement is counted where the decision says so. The number does not say why.",
        ),
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
        limits=Labels(
            da="Kommuner skriver referater forskelligt og lukker forskellige andele; se n, andelen læst "
            "og perioden, før tal sammenlignes.",
            en="Municipalities write minutes differently and close different shares; look at n, the "
            "share read and the period before figures are compared.",
        ),
    ),
)
MEASURES: Mapping[str, Measure] = {each.name: each for each in _ALL}


def _of_graph() -> Mapping[str, Callable[["nx.Graph[str]", Progress], Table]]:
    from graph.analysis import network  # a server only declares measures, and waits for no networkx

    return {
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


_OF_FEW = frozenset({"degree", "components", "path_lengths"})  # counts, which are what they are


def of_graph(name: str, graph: "nx.Graph[str]", progress: Progress | None = None) -> Table:
    """A measure that needs a graph, of the graph of a projection; :class:`KeyError` for another name."""
    measure, edges = _of_graph()[name], graph.number_of_edges()
    if name not in _OF_FEW and edges < FEWEST_TIES:
        import networkx as nx

        (progress or silent)(name, 0)
        return replace(measure(nx.Graph(), silent), parameters=_size(graph), notes=few(edges))
    table = measure(graph, progress or silent)
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
