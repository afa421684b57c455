"""The manifest of a release: what is written is read, and what is damaged or of an earlier version is told."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.base.config import OperatorError
from graph.release.archive import Release
from graph.release.manifest import (
    DocumentEntry,
    Manifest,
    PassedOver,
    ProfileUsed,
    Tombstone,
    Totals,
    count_documents,
    parse_manifest,
)

GRAPH = "http://x/id/by/moede/raadet/2023-01-02/referat"
PUBLISHED = DocumentEntry("a.txt", "aa", "published", GRAPH, 3, 2, 1, 40, 0.5, {"warning": 1}, run="r")
TURNED_AWAY = DocumentEntry("b.txt", "", "quarantined", items=7, closed=7, run="r")
WHOLE = Manifest(
    fingerprint="f",
    base_iri="http://x",
    documents=(PUBLISHED, TURNED_AWAY),
    others=(PassedOver("c.doc", "not-minutes"),),
    totals=Totals(documents=2, published=1, quarantined=1, others=1, items=2, closed=1, quads=9),
    profiles=(ProfileUsed("by", "By Kommune", "pp"),),
    withdrawn=(Tombstone("http://x/id/by/person/1", "dublet", "2026-01-01T00:00:00Z"),),
    format=4,
)


def damaged(**other: Any) -> bytes:
    return json.dumps(json.loads(WHOLE.serialize()) | other).encode()


def test_the_file_has_a_line_for_each_document_and_is_read_as_it_was() -> None:
    lines = WHOLE.serialize().decode().splitlines()
    assert lines[0] == "{"
    assert lines[3:6] == [
        '{"closed": 1, "codes": {}, "day": "", "file": "a.txt", "findings": {"warning": 1}, "graph": "'
        + GRAPH
        + '", '
        '"issued": "", "items": 2, "kind": "", "left_out": 40, "reader": "", "run": "r", "sha256": "aa", '
        '"share_read": 0.5, "start": "", "status": "published", '
        '"triples": 3},',
        '{"closed": 7, "codes": {}, "day": "", "file": "b.txt", "findings": {}, "graph": null, "issued": "", '
        '"items": 7, "kind": "", "left_out": 0, "reader": "", "run": "r", "sha256": "", "share_read": 0.0, '
        '"start": "", "status": "quarantined", "triples": 0}',
        "],",
    ]
    assert parse_manifest(WHOLE.serialize()) == WHOLE


def test_numbers_are_those_of_what_is_published() -> None:
    totals = count_documents(WHOLE.documents, WHOLE.others, {"warning": 1}, 9)
    assert totals.describe() == WHOLE.totals.describe() | {
        "findings": {"info": 0, "warning": 1, "violation": 0}
    }


def test_what_an_earlier_version_did_not_write_is_not_known() -> None:
    document = {"file": "a.txt", "sha256": "aa", "status": "published", "graph": GRAPH}
    totals = {"published": 1}
    needed = {"fingerprint": "f", "base_iri": "http://x", "documents": [document], "others": []}
    manifest = parse_manifest(json.dumps(needed | {"totals": totals}).encode())
    assert (manifest.format, manifest.withdrawn, manifest.profiles) == (None, (), ())
    assert (manifest.documents[0].closed, manifest.totals.quads) == (None, None)
    assert manifest.documents[0].as_read == "f aa"  # as all of its release was
    assert replace(manifest.documents[0], beside="bb").as_read == "f aa bb"
    assert b"closed" not in manifest.serialize().partition(b"totals")[0]
    assert "quads" not in manifest.totals.describe()


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"[]", b"{}", b'"fingerprint"', b"\xff", WHOLE.serialize()[:-9]),
        damaged(documents={}),
        damaged(documents=[7]),
        damaged(documents=[{"file": "a.txt", "sha256": "aa", "status": "lost"}]),
        damaged(documents=[{"file": "a.txt", "sha256": "aa", "status": "published", "graph": None}]),
        damaged(documents=[{"file": "a.txt", "sha256": "aa", "status": "withdrawn", "items": "2"}]),
        damaged(withdrawn=[{"iri": "http://x/"}]),
        damaged(totals={"quads": True}),
        damaged(base_iri=None),
    ],
)
def test_what_is_none_is_damaged(tmp_path: Path, data: bytes) -> None:
    release = Release(tmp_path / "0001-000000000000")
    release.path.mkdir()
    (release.path / "manifest.json").write_bytes(data)
    with pytest.raises(OperatorError, match=r"is damaged \(manifest\.json\); publish again$"):
        _ = release.manifest
    assert not release.readable


@settings(deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=3),
        lambda inner: (
            st.lists(inner, max_size=2)
            | st.dictionaries(st.sampled_from(["file", "status", "graph", "codes"]), inner, max_size=2)
        ),
        max_leaves=4,
    )
)
def test_no_json_is_a_traceback(other: Any) -> None:
    for name in ("documents", "others", "totals", "profile", "withdrawn", "format"):
        for value in (other, [other], {name: other}):
            try:
                parse_manifest(damaged(**{name: value}))
            except ValueError:
                continue
