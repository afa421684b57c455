"""Publishing analyses: a release with the same documents, and the default set of analyses as a named graph.

To make them takes much longer than to publish one document, so it is a step of its own; a later release keeps
them, and each says which release it is of. A withdrawal drops them, for they may count what is withdrawn.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import closing

from graph.analysis.analysis import Analysis, Source, Wanted
from graph.analysis.as_rdf import triples
from graph.analysis.asking import Progress, silent
from graph.analysis.measures import MEASURES, of_graph, of_store
from graph.analysis.projections import PROJECTIONS, project
from graph.analysis.table import Table
from graph.base import files
from graph.base.config import Config, OperatorError
from graph.privacy.ledger import holds
from graph.publishing import leftovers
from graph.publishing.build import FORMAT, Build
from graph.publishing.publish import whole_ledger
from graph.publishing.succession import sweep, switch
from graph.publishing.withdraw import profiles_of_release, sources_of
from graph.release import archive, integrity
from graph.release.archive import Release
from graph.store.base import QueryStore
from graph.store.oxigraph import Store


def publish_analyses(config: Config, progress: Progress = silent) -> Release:
    """Make the default set of analyses of the current release, and publish it with them.

    What ``progress`` raises goes through, and the current release stays as it is. Raises
    :class:`OperatorError` when there is none, or none that this version can build on.
    """
    with files.only_one(archive.lock_file(config)):
        sweep(config)
        leftovers.clear(config)
        old, ledger = Release(archive.current(config)), whole_ledger(config)
        integrity.check(old)
        alike = old.manifest.format == FORMAT and old.manifest.base_iri == config.base_iri
        if not alike or not holds(old.manifest, ledger):
            raise OperatorError(f"{old.id} is of another version or base IRI; publish again, then analyse")
        with Store.open_read_only(old.store) as store:
            made = default_set(store, Source.of(old), progress)
            lines = "".join({f"{triple} .\n": 0 for one in made for triple in triples(one)}).encode()
        aside = archive.folder(config) / f".building-{os.getpid()}"
        try:
            aside.mkdir(parents=True)
            profiles, run = profiles_of_release(old, config), old.manifest.fingerprint
            with closing(Build(aside, profiles, config, run, old, ledger, analyses=lines)) as build:
                for source, _ in sources_of(old):
                    build.add(source, None)
                release = build.finish()
            switch(config, release)
            return release
        finally:
            shutil.rmtree(aside, ignore_errors=True)


def default_set(store: QueryStore, source: Source, progress: Progress = silent) -> Iterator[Analysis]:
    """Each projection over all years with each of its measures, and each measure of the store."""
    for projection in PROJECTIONS:
        graph = project(store, projection, progress=progress)
        yield Analysis(Wanted(projection), source, graph, Table((), ()))
        for measure in MEASURES.values():
            if measure.needs == "graph":
                table = of_graph(measure.name, graph, progress)
                yield Analysis(Wanted(projection, measure.name), source, graph, table)
    for measure in MEASURES.values():
        if measure.needs == "store":
            table = of_store(measure.name, store, progress=progress)
            yield Analysis(Wanted(measure=measure.name), source, None, table)
