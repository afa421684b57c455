"""The municipality's colour and logo: what can be read is served, and what cannot is the operator's mistake."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hypothesis import assume, given
from hypothesis import strategies as st
from places import ROOT

from api.app import create_app
from api.site.theme import DARKEST_GROUND, LOGO_BYTES, contrast, dark_shades, look_of, shades
from graph.base.config import Config, OperatorError, load_config

STYLE = (ROOT / "api" / "static" / "style.css").read_text(encoding="utf-8")
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9v9z"/></svg>'
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 30
colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#ff0000", "#0000ff", 2.15),
        ("#123456", "#123456", 1),
    ],
)
def test_contrast_is_as_wcag_has_it(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.005)


@given(colours)
def test_every_colour_that_is_taken_can_be_read(accent: str) -> None:
    try:
        look_of(Config(accent=accent))
    except OperatorError as error:
        assume("WCAG" not in str(error))
    made = shades(accent)
    for text, ground in (
        *((made["accent"], ground) for ground in ("#ffffff", "#f6f7f8", DARKEST_GROUND, made["wash"])),
        (made["accent-dark"], made["wash"]),
        (made["accent-dark"], DARKEST_GROUND),
        ("#ffffff", made["accent"]),
        ("#ffffff", made["accent-dark"]),
        (made["pale"], made["accent-dark"]),
    ):
        assert contrast(text, ground) >= 4.5, (text, ground)


def test_the_stylesheet_has_what_the_other_one_names() -> None:
    body = look_of(Config()).stylesheet.body.decode()
    made = shades("#0b5566").keys() | dark_shades("#0b5566").keys()
    assert set(re.findall(r"--([\w-]+):", body)) == made
    defined = set(re.findall(r"^  --([\w-]+):", STYLE, re.MULTILINE)) | made
    assert set(re.findall(r"var\(--([\w-]+)", STYLE)) <= defined
    assert f"--mark: {DARKEST_GROUND};" in STYLE


@pytest.mark.parametrize("accent", ["", "red", "#fff", "#0b556", "#0b5566;}", "#0B556G", "#0b5566\n"])
def test_a_colour_is_written_in_one_way(accent: str) -> None:
    with pytest.raises(OperatorError, match="must be a colour such as"):
        look_of(Config(accent=accent))


def test_a_colour_that_is_too_light_is_refused() -> None:
    with pytest.raises(OperatorError, match=r"too light to be read: a contrast of 1\.\d"):
        look_of(Config(accent="#ffcc00"))


def test_it_is_served(published: Config, tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_bytes(SVG)
    config = replace(published, accent="#1D4F91", logo=str(tmp_path / "logo.svg"))
    with TestClient(create_app(config), base_url=config.base_iri) as client:
        page = client.get("/sager", headers={"Accept": "text/html"}).text
        (sheet,) = re.findall(r'href="(/look\.css\?v=\w{8})"', page)
        answer = client.get(sheet)
        assert answer.headers["content-type"].startswith("text/css")
        assert "max-age=31536000" in answer.headers["cache-control"]
        assert "  --accent: #1D4F91;\n" in answer.text
        (logo,) = re.findall(r'<img src="(/logo\?v=\w{8})" alt=""', page)
        image = client.get(logo)
        assert (image.headers["content-type"], image.content) == ("image/svg+xml", SVG)
        policy = image.headers["content-security-policy"]
        assert policy == "default-src 'none'; style-src 'unsafe-inline'; sandbox"
        assert image.headers["x-content-type-options"] == "nosniff"


def test_without_a_logo_there_is_our_own_sign(client: TestClient) -> None:
    assert client.get("/logo").status_code == 404
    page = client.get("/sager", headers={"Accept": "text/html"}).text
    assert '<svg viewBox="0 0 32 32"' in page


@pytest.mark.parametrize(
    ("content", "kind"),
    [(SVG, "image/svg+xml"), (b"\xef\xbb\xbf" + SVG, "image/svg+xml"), (PNG, "image/png")],
)
def test_a_logo_is_known_by_its_content(tmp_path: Path, content: bytes, kind: str) -> None:
    (tmp_path / "logo").write_bytes(content)
    logo = look_of(Config(logo=str(tmp_path / "logo"))).logo
    assert logo is not None
    assert logo.media_type == kind


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"GIF89a", "must be a PNG file, or an SVG file"),
        (b"", "must be a PNG file"),
        (b"<html><body/></html>", "must be a PNG file"),
        (SVG[:-3], "must be a PNG file"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG[21:], "without a DOCTYPE"),
        (
            b'<?xml version="1.0" encoding="nope"?><svg xmlns="http://www.w3.org/2000/svg"/>',
            "must be a PNG file",
        ),
        (PNG + b"\0" * LOGO_BYTES, "larger than 100000 bytes"),
    ],
)
def test_what_is_no_logo_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "logo").write_bytes(content)
    with pytest.raises(OperatorError, match=words):
        look_of(Config(logo=str(tmp_path / "logo")))


def test_a_logo_is_found_from_the_file_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "sagsgraf.toml").write_text('logo = "pictures/logo.svg"', encoding="utf-8")
    config = load_config(tmp_path / "sagsgraf.toml", {})
    assert config.logo == str(tmp_path / "pictures" / "logo.svg")
    with pytest.raises(OperatorError, match="cannot be read: No such file"):
        create_app(config)
