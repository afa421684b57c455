"""What the SPARQL endpoint says of itself: SPARQL 1.1 Service Description."""

from pyoxigraph import Literal, NamedNode, Triple

from api.http.formats import SPARQL_GRAPH, SPARQL_RESULTS
from api.http.headers import MAX_ADDRESS
from api.workers.worker import Limits
from graph.catalogue.executables import SPACES, executables
from graph.store.query_guard import MAX_BARE, MAX_LENGTH

_SD = "http://www.w3.org/ns/sparql-service-description#"
_DCT = "http://purl.org/dc/terms/"
_FORMAT = "http://www.w3.org/ns/formats/"
_FORMATS = tuple(form.w3c for form in (*SPARQL_RESULTS, *SPARQL_GRAPH) if form.w3c)
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
PREFIXES = {"sd": _SD, **SPACES}


def service_description(endpoint: str, limits: Limits) -> list[Triple]:
    """The triples about the endpoint at that address (sections 3.2 to 3.4); no node of them is blank."""
    service, dataset, default = (NamedNode(endpoint + part) for part in ("", "#dataset", "#default"))

    def sd(name: str) -> NamedNode:
        return NamedNode(_SD + name)

    def dct(name: str) -> NamedNode:
        return NamedNode(_DCT + name)

    triples = [
        Triple(service, _TYPE, sd("Service")),
        Triple(service, sd("endpoint"), service),
        Triple(service, sd("supportedLanguage"), sd("SPARQL11Query")),
        # The default graph is the merge of the named ones.
        Triple(service, sd("feature"), sd("UnionDefaultGraph")),
        Triple(service, sd("defaultDataset"), dataset),
        Triple(dataset, _TYPE, sd("Dataset")),
        Triple(dataset, sd("defaultGraph"), default),
        Triple(default, _TYPE, sd("Graph")),
        *(Triple(service, sd("resultFormat"), NamedNode(_FORMAT + name)) for name in _FORMATS),
    ]
    said = {
        "da": "Forespørgsler besvares; data kan ikke ændres. En forespørgsel får {:g} sekunder og {} MB "
        "hukommelse, og et svar må fylde {} MB. En forespørgsel kan være {} tegn lang, heraf {} uden for "
        "data i VALUES; en længere besvares med status 413. Med GET kan adressen fylde {} byte; en længere "
        "besvares med status 414, og forespørgslen sendes med POST.",
        "en": "Queries are answered; data cannot be changed. A query gets {:g} seconds and {} MB of memory, "
        "and an answer may be {} MB long. A query can have {} characters, {} of them outside the data of "
        "VALUES; a longer one is answered with status 413. With GET the address can have {} bytes; a longer "
        "one is answered with status 414, and the query is sent with POST.",
    }
    bounds = (limits.seconds, limits.megabytes, limits.output_megabytes, MAX_LENGTH, MAX_BARE, MAX_ADDRESS)
    for language, words in said.items():
        triples.append(Triple(service, dct("description"), Literal(words.format(*bounds), language=language)))
    return [*triples, *executables(endpoint)]
