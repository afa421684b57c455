"""The table of formats, and that the engines know what it says."""

import pyoxigraph as ox
import pytest

from api.cli import console
from api.http import formats as served
from graph.formats import table
from graph.formats.table import Format


@pytest.mark.parametrize("form", table.RDF, ids=lambda form: form.suffix)
def test_the_engine_knows_each_format_of_rdf_by_the_same_names(form: Format) -> None:
    engine = ox.RdfFormat.from_media_type(form.media_type)
    assert engine is not None
    assert engine == ox.RdfFormat.from_extension(form.suffix)
    assert engine.supports_datasets == (form.holds == "graphs" or form is table.JSONLD)
    assert form.file_type
    assert form.w3c


def test_no_two_of_a_kind_share_a_suffix_or_a_media_type() -> None:
    for forms in (table.RDF, table.RESULTS, table.DOCUMENT):
        assert len({form.suffix for form in forms}) == len({form.media_type for form in forms}) == len(forms)


def test_what_is_dumped() -> None:
    assert table.suffixes(table.DUMPED) == ("nq", "ttl", "jsonld", "jsonl")
    assert table.packed_name("direktionen/2023", table.TURTLE) == "direktionen/2023.ttl.gz"
    assert table.packed_form("direktionen/2023.jsonld.gz") is table.JSONLD
    assert table.packed_form("direktionen/2023.nt.gz") is None
    assert table.packed_form("direktionen/2023.ttl") is None


def test_what_is_served_is_the_table_s_with_a_writer() -> None:
    for form in (*served.GRAPH_FORMATS, *served.RESULTS_FORMATS, *served.EVENTS):
        assert Format(**form.as_arguments()) in (*table.RDF, *table.RESULTS)


def test_the_command_writes_formats_of_the_table() -> None:
    assert set(console._GRAPHS) == {"table", "ttl", "nt"}
    assert set(console._TABULAR) == {"json", "xml", "tsv"}
