"""The catalogue of a release: DCAT-AP 3.0.1 or, where that contradicts it, DCAT-AP-DK 2.0.2.

The descriptions are rdflib graphs and never pass the store, which writes literals in another form than
the profiles ask for (``007`` as ``7``, xsd:nonNegativeInteger as xsd:integer). Each stands by itself: what
it points to in the catalogue is there with its type and title.
"""

from functools import cached_property

from rdflib import Graph, Literal, URIRef

from graph.base.config import Config
from graph.catalogue.addresses import Addresses
from graph.catalogue.datasets import MERGED, SERVICES, WHOLE, File, Listed, changes_of, listed
from graph.catalogue.dcat import DCAT, HYDRA, Application, Sketch
from graph.catalogue.describe import ENDPOINT, MUNICIPALITY, Describer
from graph.catalogue.holdings import Holdings
from graph.ontology import iris

PAGE = 50
"""Datasets on a page."""


class Catalogue:
    """The catalogue of what a release holds, as settings that state a licence describe it; ``site`` says
    where it is to be had."""

    def __init__(self, config: Config, holdings: Holdings, site: Addresses) -> None:
        self._config = config
        self._holdings = holdings
        self._site = site
        self.listed = listed(holdings, site)
        self.iri = str(iris.catalogue(config.base_iri))
        self._by_path = {one.path: one for one in self.listed}

    @property
    def pages(self) -> int:
        """How many pages there are; at least one, for the whole graph is always listed."""
        return -(-len(self.listed) // PAGE)

    def page(self, number: int, application: Application, address: str) -> Graph:
        """A page, from 1: the catalogue, and :data:`PAGE` of its datasets with all they have.

        ``address`` is that of the page with ``{}`` for its number. The services are on the first page, beside
        the whole graph that they serve.
        """
        sketch = self._describer(application)
        shown = self.listed[(number - 1) * PAGE : number * PAGE]
        catalogue = sketch.catalogue(self.listed[0])
        sketch.typed(catalogue, HYDRA.Collection)
        of = {one.municipality for one in shown}
        for part in self._wholes:
            # Each is told of where its first datasets are, or on the page of any others of its own.
            if part.municipality in of:
                sketch.say(catalogue, DCAT.catalog, sketch.catalogue(part))
            if part in shown:
                sketch.say(sketch.catalogue_of(part.municipality), DCAT.service, self._feed(sketch, part))
        for one in shown:
            # Each in the catalogue of all too, for harvesters that know no catalogue in another.
            dataset = sketch.dataset(one)
            for listing in {catalogue, sketch.catalogue_of(one.municipality)}:
                sketch.say(listing, DCAT.dataset, dataset)
        for service in SERVICES if number == 1 else ():
            sketch.say(catalogue, DCAT.service, sketch.service(service))
        self._view(sketch, catalogue, number, address)
        return sketch.graph

    def _view(self, sketch: Sketch, catalogue: URIRef, number: int, address: str) -> None:
        """Where a page is among the pages (hydra:PartialCollectionView)."""
        view = sketch.typed(address.format(number), HYDRA.PartialCollectionView)
        sketch.say(catalogue, HYDRA.view, view)
        sketch.say(catalogue, HYDRA.totalItems, Literal(len(self.listed)))
        places = {"first": 1, "previous": number - 1, "next": number + 1, "last": self.pages}
        for name, place in places.items():
            if 1 <= place <= self.pages:
                sketch.say(view, HYDRA[name], URIRef(address.format(place)))

    @property
    def _wholes(self) -> list[Listed]:
        """The whole graph of each of several municipalities."""
        return [one for one in self.listed if one.municipality and one.path.endswith(f"/{WHOLE}")]

    def now_part_of(self, path: str) -> str:
        """The path of the dataset that one of a path, which there is no more, is part of now; empty for none.
        There was one for each year, and for each year of a body."""
        now = MERGED.get(path) or path.rpartition("/")[0]
        return now if now in self._by_path else ""

    def entry(self, kind: str, path: str, application: Application) -> tuple[URIRef, Graph] | None:
        """The IRI and the description of a ``dataset``, ``distribution`` or ``service`` by the last part
        of its IRI, or of the catalogue of a ``municipality`` by its slug; ``None`` where there is no such
        thing."""
        sketch = self._describer(application)
        whole = next((one for one in self._wholes if one.municipality == path), None)
        if kind == MUNICIPALITY and whole:
            return self._of_municipality(sketch, whole), sketch.graph
        if kind == "dataset" and path in self._by_path:
            return self._dataset(sketch, self._by_path[path]), sketch.graph
        if kind == "distribution" and (path in self._files or path == ENDPOINT):
            return self._distribution(sketch, path), sketch.graph
        if kind != "service":
            return None
        if of := next((one for one in self._wholes if changes_of(self._of(one)).path == path), None):
            sketch.dataset(of)
            return self._feed(sketch, of), sketch.graph
        service = next((service for service in SERVICES if service.path == path), None)
        if service is None:
            return None
        sketch.dataset(self.listed[0])
        if service is not SERVICES[0]:
            sketch.service(SERVICES[0])  # which the whole graph leads to
        return sketch.service(service), sketch.graph

    def _of_municipality(self, sketch: Describer, whole: Listed) -> URIRef:
        """The catalogue of a municipality with all it lists."""
        catalogue = sketch.catalogue(whole)
        for one in self.listed:
            if one.municipality == whole.municipality:
                sketch.say(catalogue, DCAT.dataset, sketch.dataset(one))
        sketch.say(catalogue, DCAT.service, self._feed(sketch, whole))
        return catalogue

    def _of(self, whole: Listed) -> Holdings:
        """What is held of the municipality whose whole graph that is."""
        return self._holdings.of(whole.municipality)

    def _feed(self, sketch: Describer, whole: Listed) -> URIRef:
        """The feed of a municipality's changes."""
        return sketch.service(changes_of(self._of(whole)))

    def _dataset(self, sketch: Describer, one: Listed) -> URIRef:
        dataset = sketch.dataset(one)
        sketch.say(sketch.catalogue_of(one.municipality), DCAT.dataset, dataset)
        if one.path == WHOLE:
            sketch.service(SERVICES[0])
        return dataset

    def _distribution(self, sketch: Describer, path: str) -> URIRef:
        if path == ENDPOINT:
            one, node = self.listed[0], sketch.endpoint(self.listed[0])
            sketch.dataset(one)
            sketch.service(SERVICES[0])
        else:
            one, file = self._files[path]
            node = sketch.distribution(one, file)
        sketch.say(sketch.iri("dataset", one.path), DCAT.distribution, node)
        return node

    @cached_property
    def _files(self) -> dict[str, tuple[Listed, File]]:
        """The last part of a distribution's IRI -> its dataset and file."""
        return {f"{one.path}/{file.last_part}": (one, file) for one in self.listed for file in one.files}

    def _describer(self, application: Application) -> Describer:
        return Describer(self._config, self._holdings, application, self._site)
