"""Any RDF file as a release, so that it can be served as it stands: no minutes, no checks, no texts."""

from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox

from graph.base.config import Config, OperatorError
from graph.formats.table import NQUADS, NTRIPLES, TRIG, TURTLE
from graph.release.archive import MANIFEST, Release, folder, make_current
from graph.release.manifest import Manifest, Totals
from graph.store.oxigraph import Store

_FORMATS = {
    f".{form.suffix}": ox.RdfFormat.from_media_type(form.media_type)
    for form in (NQUADS, NTRIPLES, TRIG, TURTLE)
}


def adopt(file: Path, config: Config, data_dir: Path) -> Config:
    """Load a file into a release of its own in ``data_dir`` and give the configuration that serves it.

    Its default graph and its named graphs are served as they are in the file. Raises
    :class:`OperatorError` for a file of another kind or one that is not what its suffix says.
    """
    form = _FORMATS.get(file.suffix.lower())
    if form is None:
        raise OperatorError(f"{file}: the suffix must be one of {', '.join(_FORMATS)}")
    adopted = replace(config, data_dir=data_dir, store="", store_update="", store_graphs="", store_login="")
    release = Release(folder(adopted) / f"0001-{'0' * 12}")
    release.path.mkdir(parents=True)
    with Store.create(release.store) as store:
        try:
            store.load(file, form)
        except (SyntaxError, ValueError) as error:
            raise OperatorError(f"{file}: {error}") from None
        store.optimize()
    manifest = Manifest(fingerprint="", base_iri=config.base_iri, documents=(), others=(), totals=Totals())
    (release.path / MANIFEST).write_bytes(manifest.serialize())
    (release.path / "findings.json").write_text("{}", encoding="utf-8")
    (release.path / "release.json").write_text('{"created": ""}', encoding="utf-8")
    make_current(adopted, release)
    return adopted
