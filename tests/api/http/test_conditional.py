"""Conditional requests: RFC 9110, section 13."""

from each import each

from api.http.conditional import etag, http_date, not_modified

ANSWER = {"etag": '"a"', "last-modified": "Sun, 22 Nov 2026 10:00:00 GMT"}


@each(
    ("request_headers", "expected"),
    [
        ({}, False),
        ({"if-none-match": '"a"'}, True),
        ({"if-none-match": 'W/"a"'}, True),
        ({"if-none-match": '"b", "a"'}, True),
        ({"if-none-match": "*"}, True),
        ({"if-none-match": '"b"'}, False),
        ({"if-none-match": ""}, False),
        ({"if-modified-since": "Sun, 22 Nov 2026 10:00:00 GMT"}, True),
        ({"if-none-match": '"a-gzip"'}, True),
        ({"if-modified-since": "Sun, 22 Nov 2026 10:00:01 GMT"}, False),  # of a release that was taken back
        ({"if-modified-since": "Mon, 01 Jan 99999999999999999999 00:00:00 GMT"}, False),
        ({"if-modified-since": "Sun, 22 Nov 2026 10:00:00 +99999999999999999"}, False),
        ({"if-modified-since": "Sun, 22 Nov 2026 09:59:59 GMT"}, False),
        ({"if-modified-since": "i går"}, False),
        ({"if-modified-since": "Sun, 22 Nov 2026 10:00:00"}, False),
        # the tag decides where both are sent (section 13.2.2)
        ({"if-none-match": '"b"', "if-modified-since": "Sun, 22 Nov 2026 10:00:00 GMT"}, False),
    ],
)
def test_whether_the_client_has_it(request_headers: dict[str, str], expected: bool) -> None:
    assert not_modified(request_headers, ANSWER) is expected


def test_without_a_date_nothing_is_older() -> None:
    assert not not_modified({"if-modified-since": ANSWER["last-modified"]}, {"etag": '"a"'})


def test_a_tag_is_of_the_bytes() -> None:
    assert etag(b"a") == etag(b"a") != etag(b"b")


def test_times_as_http_writes_them() -> None:
    assert http_date("2026-11-22T11:00:00+01:00") == ANSWER["last-modified"]
    assert http_date("") is None
