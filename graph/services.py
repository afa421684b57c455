"""The ways to ask for data that the catalogue lists beside the files: SPARQL, and the feed of changes."""

from dataclasses import dataclass

from graph.holdings import Text


@dataclass(frozen=True, slots=True)
class Service:
    """A data service; ``address`` and ``description`` are relative to the base IRI, ``standard`` is the
    IRI and the title of what it conforms to."""

    path: str
    title: Text
    about: Text
    address: str
    description: str
    standard: tuple[str, str]


SPARQL = Service(
    "sparql",
    Text("SPARQL-endpoint", "SPARQL endpoint"),
    Text(
        "Svar på forespørgsler i SPARQL 1.1 på tværs af hele grafen.",
        "Answers to queries in SPARQL 1.1 across the whole graph.",
    ),
    "sparql",
    "sparql",
    ("https://www.w3.org/TR/sparql11-protocol/", "SPARQL 1.1 Protocol"),
)
CHANGES = Service(
    "aendringer",
    Text("Ændringer", "Changes"),
    Text(
        "Hvad der er kommet til, ændret og slettet, i den rækkefølge det skete (LDES).",
        "What was created, updated and deleted, in the order it happened (LDES).",
    ),
    "changes",
    "changes",
    ("https://w3id.org/ldes/specification", "Linked Data Event Streams"),
)
SERVICES = (SPARQL, CHANGES)
