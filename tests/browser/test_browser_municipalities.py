"""The pages that a site of several municipalities has beside the others, in a real Chromium."""

from collections.abc import Iterator
from dataclasses import replace
from socket import socket

import pytest
from browsing import Judge, Watch, looking
from municipalities import two
from playwright.sync_api import Browser
from serving import served

from graph.base.config import Config
from graph.publishing.publish import publish

PAGES = {
    "front page": "/",
    "front page of one": "/?kommune=lyngbakke",
    "comparison": "/sammenlign",
    "comparison in English": "/en/sammenlign",
    "case with the same subject elsewhere": "/doc/lyngbakke/sag/20-004417",
    "bodies": "/organer",
    "cases of one": "/sager?kommune=lyngbakke",
    "search": "/search?q=havnebad",
    "state": "/status",
    "quality": "/kvalitet",
    "catalogue": "/catalog",
    "catalogue of one": "/catalog/municipality/lyngbakke",
}
LOOKED_AT = {
    *("direktionen-2018-01-22", "direktionen-2022-10-03", "kultur-og-fritidsudvalget-2023-09-12"),
}
"""Those of the examples that the pages are of; the first has the subject that is elsewhere, too."""


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Config]:
    """The settings of a site of two municipalities that is served at the address its data say."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("two")
    config = replace(two(folder), base_iri=f"http://127.0.0.1:{port}")
    for file in (folder / "aadalsoe").iterdir():
        if file.stem not in LOOKED_AT:
            file.unlink()
    publish(None, config)
    with served(config, port):
        yield config


@pytest.fixture
def others(browser: Browser, several: Config) -> Iterator[Watch]:
    """A page that looks at the site."""
    with looking(browser, several.base_iri) as watch:
        yield watch


def test_each_page_is_accessible_and_fits_its_window(others: Watch, judge: Judge) -> None:
    for name, path in PAGES.items():
        assert others.open(path) == 200
        for width in (1280, 320):
            others.page.set_viewport_size({"width": width, "height": 900})
            assert others.overflow() <= 0, (name, width)
            if width == 1280 or name == "front page":
                assert judge.new_violations(others) == [], (name, width)


def test_one_chooses_a_municipality_in_the_head_and_gets_its_own(others: Watch) -> None:
    for width in (1280, 375):
        others.page.set_viewport_size({"width": width, "height": 800})
        others.open("/organer")
        others.page.locator("header details.chooser summary").click()
        others.page.locator("header details.chooser").get_by_role("link", name="Lyngbakke Kommune").click()
        assert others.page.url.endswith("/?kommune=lyngbakke")
        assert others.page.locator("header .chooser summary").inner_text() == "Lyngbakke Kommune"
        others.page.locator("main").get_by_role("link", name="Alle sager").click()
        assert "kommune=lyngbakke" in others.page.url
        assert others.page.locator("main a[href*='/aadalsoe/']").count() == 0
