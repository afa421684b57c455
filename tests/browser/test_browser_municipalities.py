"""The pages that a site of several municipalities has beside the others, in a real Chromium."""

from collections.abc import Iterator
from dataclasses import replace
from socket import socket

import pytest
from browsing import PATIENCE, Browser, Judge, Watch
from municipalities import two
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
def looking(browser: Browser, several: Config) -> Iterator[Watch]:
    """A page that may ask no other host, fail in no script and set no cookie."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="da-DK")
    context.set_default_timeout(PATIENCE)
    watch = Watch(context.new_page(), several.base_iri)
    yield watch
    cookies = context.cookies()
    context.close()
    assert (watch.strangers, watch.errors, cookies) == ([], [], [])


def test_each_page_is_accessible_and_fits_its_window(looking: Watch) -> None:
    judge = Judge()
    for name, path in PAGES.items():
        assert looking.open(path) == 200
        for width in (1280, 320):
            looking.page.set_viewport_size({"width": width, "height": 900})
            assert looking.overflow() <= 0, (name, width)
            if width == 1280 or name == "front page":
                assert judge.new_violations(looking) == [], (name, width)


def test_one_chooses_a_municipality_in_the_head_and_gets_its_own(looking: Watch) -> None:
    for width in (1280, 375):
        looking.page.set_viewport_size({"width": width, "height": 800})
        looking.open("/organer")
        looking.page.locator("header details.chooser summary").click()
        looking.page.locator("header details.chooser").get_by_role("link", name="Lyngbakke Kommune").click()
        assert looking.page.url.endswith("/?kommune=lyngbakke")
        assert looking.page.locator("header .chooser summary").inner_text() == "Lyngbakke Kommune"
        looking.page.locator("main").get_by_role("link", name="Alle sager").click()
        assert "kommune=lyngbakke" in looking.page.url
        assert looking.page.locator("main a[href*='/aadalsoe/']").count() == 0
