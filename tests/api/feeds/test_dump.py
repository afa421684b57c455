"""/dump/...: whole, in ranges and on conditions, and nothing but what is listed."""

import gzip
import hashlib
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from graph.base.config import Config
from graph.release import archive

NAME = "direktionen/2018.ttl.gz"
URL = f"/dump/{NAME}"


@pytest.fixture
def data(published: Config) -> bytes:
    return (archive.current(published) / "dumps" / NAME).read_bytes()


def test_a_dump_is_the_file_under_a_name_of_its_release(
    client: TestClient, published: Config, data: bytes
) -> None:
    answer = client.get(URL, headers={"Accept-Encoding": "identity"})
    assert (answer.status_code, answer.content) == (200, data)
    assert b"Havnebad" in gzip.decompress(data) or len(gzip.decompress(data)) > 10_000
    headers = answer.headers
    assert headers["content-type"] == "application/gzip"
    assert "content-encoding" not in headers
    assert headers["content-length"] == str(len(data))
    assert headers["etag"] == f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    assert headers["accept-ranges"] == "bytes"
    assert headers["last-modified"].endswith("GMT")
    release = archive.current(published).name
    assert headers["content-disposition"] == f'attachment; filename="direktionen-2018-{release}.ttl.gz"'


def test_head_says_the_same_without_the_file(client: TestClient) -> None:
    got, head = client.get(URL), client.head(URL)
    assert (head.status_code, head.content) == (200, b"")
    of_its_own = {"date", "x-request-id"}
    assert {k: v for k, v in head.headers.items() if k not in of_its_own} == {
        k: v for k, v in got.headers.items() if k not in of_its_own
    }


@pytest.mark.parametrize(
    ("wanted", "start", "stop"),
    [("bytes=0-9", 0, 10), ("bytes=10-", 10, None), ("bytes=-5", -5, None), ("BYTES=5-999999999", 5, None)],
)
def test_one_range(client: TestClient, data: bytes, wanted: str, start: int, stop: int | None) -> None:
    answer = client.get(URL, headers={"Range": wanted})
    assert (answer.status_code, answer.content) == (206, data[start:stop])
    first = start % len(data) if start < 0 else start
    last = first + len(answer.content) - 1
    assert answer.headers["content-range"] == f"bytes {first}-{last}/{len(data)}"
    assert answer.headers["content-length"] == str(len(answer.content))


@pytest.mark.parametrize("wanted", ["bytes=999999999-", "bytes=-0"])
def test_a_range_beyond_the_end(client: TestClient, data: bytes, wanted: str) -> None:
    answer = client.get(URL, headers={"Range": wanted})
    assert answer.status_code == 416
    assert answer.headers["content-range"] == f"bytes */{len(data)}"
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "wanted", ["bytes=0-1,3-4", "bytes=-", "bytes=9-3", "lines=1-2", "bytes=a-b", "nonsense"]
)
def test_what_is_no_single_range_means_the_whole(client: TestClient, data: bytes, wanted: str) -> None:
    answer = client.get(URL, headers={"Range": wanted})
    assert (answer.status_code, answer.content) == (200, data)


def test_a_range_on_condition_that_the_file_is_the_same(client: TestClient, data: bytes) -> None:
    headers = client.get(URL).headers
    for same in (headers["etag"], headers["last-modified"]):
        assert client.get(URL, headers={"Range": "bytes=0-9", "If-Range": same}).status_code == 206
    for other in ('"0"', f"W/{headers['etag']}", "Mon, 01 Jan 2024 00:00:00 GMT"):
        answer = client.get(URL, headers={"Range": "bytes=0-9", "If-Range": other})
        assert (answer.status_code, answer.content) == (200, data)


def test_who_has_it_does_not_get_it_again(client: TestClient) -> None:
    headers = client.get(URL).headers
    for condition in (
        {"If-None-Match": headers["etag"]},
        {"If-Modified-Since": headers["last-modified"]},
        {"If-None-Match": headers["etag"], "Range": "bytes=0-9"},
    ):
        answer = client.get(URL, headers=condition)
        assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", headers["etag"])


@pytest.mark.parametrize(
    "name",
    [
        "index.json",
        "direktionen/2018.json",
        "faelles.nq.gz",
        "../manifest.json",
        "%2e%2e/manifest.json",
        "..%2fmanifest.json",
        "/etc/passwd",
        "direktionen/2018.ttl",
    ],
)
def test_only_what_is_listed_is_served(client: TestClient, name: str) -> None:
    assert client.get(f"/dump/{name}", follow_redirects=True).status_code == 404


def test_the_whole_comes_in_pieces(client: TestClient, published: Config) -> None:
    file = Path(archive.current(published)) / "dumps" / "sagsgraf.nq.gz"
    with client.stream("GET", "/dump/sagsgraf.nq.gz") as answer:
        assert b"".join(answer.iter_raw()) == file.read_bytes()
