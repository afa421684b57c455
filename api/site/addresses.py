"""The addresses that the catalogue of the data tells of this site."""

from collections.abc import Mapping

from api.site.render import Links
from graph.formats.table import Format
from graph.ontology.iris import endpoint, void_at


class SiteAddresses:
    """Those of the site with that base IRI (:class:`graph.catalogue.addresses.Addresses`); ``sizes`` are
    those of documents by their addresses."""

    def __init__(self, base: str, sizes: Mapping[str, int] | None = None) -> None:
        links = self._links = Links(base)
        self._sizes = sizes or {}
        self.terms = links.iri("ns")
        self.sparql, self.void = str(endpoint(base)), str(void_at(base))
        self.records, self.openapi = links.iri("api/v1"), links.iri("openapi.json")
        self.analyses, self.reconciliation = links.iri("analyse"), links.iri("reconcile")
        self.tables = links.iri("tabeller")
        self.data_package = f"{self.tables}/datapackage.json"

    def front_of(self, municipality: str) -> str:
        return self._links.iri("") + _of(municipality)

    def changes_of(self, municipality: str) -> str:
        return self._links.iri(f"changes/{municipality}".rstrip("/"))

    def meetings_of(self, municipality: str) -> str:
        return self._links.iri("moeder") + _of(municipality)

    def terms_in(self, form: Format) -> str:
        return f"{self.terms}.{form.suffix}"

    def document(self, iri: str) -> str:
        return self._links.document(iri)

    def dump(self, path: str) -> str:
        return self._links.iri(f"dump/{path}")

    def table(self, path: str) -> str:
        return f"{self.tables}/{path}"

    def bytes_of(self, address: str) -> int | None:
        return self._sizes.get(address)

    def citation(self, release: str) -> str:
        return self._links.iri(f"citer?release={release}")

    def dump_of(self, path: str, release: str) -> str:
        return f"{self.dump(path)}?release={release}"


def _of(municipality: str) -> str:
    return f"?kommune={municipality}" if municipality else ""
