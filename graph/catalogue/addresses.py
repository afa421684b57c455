"""Where a site serves what the catalogue tells of: whoever serves it says so."""

from typing import Protocol

from graph.formats.table import Format


class Addresses(Protocol):
    """The whole addresses of pages and files, none of which this package makes up."""

    terms: str
    """The page of the ontology."""
    sparql: str
    """The SPARQL endpoint."""
    records: str
    """The API that answers with plain JSON."""
    openapi: str
    """The description of all addresses for programs (OpenAPI)."""
    analyses: str
    """The networks and measures that are made when they are asked for."""
    reconciliation: str
    """The service by which names of other tables are matched."""
    void: str
    """The document that VoID describes the data in."""
    tables: str
    """The page of the tables."""
    data_package: str
    """The description of the tables by which tools load them all (Frictionless Data Package)."""

    def front_of(self, municipality: str) -> str:
        """The first page about one of several municipalities, by its slug; about all for the empty word."""

    def changes_of(self, municipality: str) -> str:
        """The feed of the changes of its things; of all for the empty word."""

    def meetings_of(self, municipality: str) -> str:
        """The page of all its meetings."""

    def terms_in(self, form: Format) -> str:
        """The ontology in a format."""

    def document(self, iri: str) -> str:
        """The page about a thing of the data."""

    def dump(self, path: str) -> str:
        """A dump, by its path among the dumps of a release."""

    def table(self, path: str) -> str:
        """A table, by the name of its file."""

    def bytes_of(self, address: str) -> int | None:
        """How long a document is that is made when it is asked for; ``None`` for one that is not known."""

    def citation(self, release: str) -> str:
        """The page about a release, by its id."""

    def dump_of(self, path: str, release: str) -> str:
        """The same dump for as long as the release is kept."""
