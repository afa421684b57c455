"""A real Chromium, a site for it to look at, and the list of all kinds of pages that the site has.

The site serves the examples, minutes that mean harm, something withdrawn, and a look of its own.
"""

import re
import shutil
import subprocess
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from http.client import HTTPConnection
from socket import socket
from urllib.parse import quote, urldefrag, urljoin, urlsplit

import pytest
from npm_packages import installed, unmet
from places import ROOT
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Error,
    Page,
    Playwright,
    Request,
    expect,
    sync_playwright,
)
from samples import sample, write
from serving import served

from api.site import render
from graph.base.config import Config
from graph.publishing.publish import publish
from graph.publishing.withdraw import withdraw
from graph.queries.named import load
from graph.release import archive
from graph.store.oxigraph import Store

PATIENCE = 120_000
"""Milliseconds that a page may take, on whatever machine."""
expect.set_options(timeout=PATIENCE)
SCREENSHOTS = ROOT / "build" / "screenshots"
LOGO = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 60"><script>window.top.hit = 'logo'</script>
<path d="M6 10h48v22c0 12-12 18-24 22C18 50 6 44 6 32z" fill="#1d4f91"/>
<path d="M6 38q8-6 16 0t16 0 16 0" fill="none" stroke="#fff" stroke-width="4"/></svg>"""
LONG = "Kommuneplantillægsbehandling" * 358  # a word of 10,024 letters
HARM = (
    "<script>window.hit='script'</script><img src=x onerror=\"window.hit='onerror'\">"
    "</textarea></title><svg onload=\"window.hit='onload'\"> {{ 7*7 }} \u202ebagvendt \u2067mod\u2069"
)
HARMFUL, GONE = (f"aadalsoe/moede/direktionen/2023-09-{day}/punkt/1" for day in ("28", "29"))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Config]:
    """The configuration of a site that is served, at the very address its data say."""
    _build_editor()
    folder = tmp_path_factory.mktemp("site")
    minutes = folder / "minutes"
    shutil.copytree((ROOT / "examples" / "minutes"), minutes)
    (minutes / "harm.txt").write_text(_harmful_minutes(), encoding="utf-8")
    (folder / "logo.svg").write_text(LOGO, encoding="utf-8")
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = Config(
        base_iri=f"http://127.0.0.1:{port}",
        data_dir=folder / "data",
        profile="aadalsoe",
        licence="https://creativecommons.org/licenses/by/4.0/",
        accent="#1d4f91",
        logo=str(folder / "logo.svg"),
        contact_email="post@aadalsoe.example",
        smtp_host="127.0.0.1",
        smtp_sender="sagsgraf@aadalsoe.example",
        webhooks=True,
        subscriptions=folder / "besked.sqlite",
    )
    gone = write(folder / "gone", gone=sample("29").replace("20-004417", "23-009998"))
    publish(gone, config)
    withdraw(f"{config.base_iri}/id/{GONE}", "persondata", "test", config)
    shutil.copy(gone / "gone.txt", minutes)  # all come to a release of one, for to withdraw makes all anew
    publish(minutes, config, accept_closed_share=True)
    with served(config, port):
        yield config


def _harmful_minutes() -> str:
    text = sample("28", decision=f"{HARM}\n\n{LONG}").replace("20-004417", "23-009999")
    return text.replace("Havnebad ved Sønder Mole", f"Havnebad {HARM} {LONG[:200]}").replace(
        "Projektet er nu", f"{HARM} {LONG} Projektet er nu"
    )


def _build_editor() -> None:
    """Make the editor of /sparql, if it is not there or its sources are newer."""
    installed()  # there is npm
    done = subprocess.run(["make", "editor"], cwd=ROOT, capture_output=True, text=True, timeout=900)
    if done.returncode:
        unmet(f"the editor could not be made: {done.stderr[-500:]}")
    render.static_files.cache_clear()


@pytest.fixture
def browser() -> Browser:
    """A Chromium of the machine's own, which runs until :func:`end_browser`."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        unmet("chromium is not installed")
    if not _running:
        playwright = sync_playwright().start()
        # Where there is no card for graphics, what draws in its place takes a tenth of the time, and is not needed.
        own = ["--no-sandbox", "--disable-gpu", "--disable-software-rasterizer"]
        _running.append((playwright, playwright.chromium.launch(executable_path=program, args=own)))
    return _running[0][1]


_running: list[tuple[Playwright, Browser]] = []
_pages: list[Page] = []


def end_browser() -> None:
    """As long as playwright runs, no test of this process can run an event loop."""
    for playwright, browser in _running:
        browser.close()
        playwright.stop()
    _running.clear()
    _pages.clear()


def fresh_page(browser: Browser) -> Page:
    """A page of 1280 by 900 pixels, the same for one test after the other: to open one takes longer than most."""
    if not _pages:
        context = browser.new_context(locale="da-DK")
        context.set_default_timeout(PATIENCE)
        _pages.append(context.new_page())
    (page,) = _pages
    page.goto("about:blank")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light")
    return page


@contextmanager
def looking(browser: Browser, base: str) -> Iterator["Watch"]:
    """A page that looks at a site; nothing it does may ask another host, fail in its console, set a cookie or keep
    anything."""
    watch = Watch(fresh_page(browser), base)
    yield watch
    watch.page.unroute_all()
    kept = watch.page.evaluate("self.origin === 'null' ? 0 : localStorage.length")
    watch.end()
    assert (watch.strangers, watch.errors, watch.page.context.cookies(), kept) == ([], [], [], 0)


@dataclass
class Watch:
    """A page, and what must not happen in it."""

    page: Page
    base: str
    strangers: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._seen = {"request": self._asked, "console": self._said, "pageerror": self._failed}
        for event, seen in self._seen.items():
            self.page.on(event, seen)  # type: ignore[call-overload]

    def end(self) -> None:
        """Look no longer."""
        for event, seen in self._seen.items():
            self.page.remove_listener(event, seen)

    def _failed(self, error: Error) -> None:
        self.errors.append(str(error))

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((f"{self.base}/", "blob:")):
            self.strangers.append(f"{self.page.url}: {request.url}")

    def _said(self, message: ConsoleMessage) -> None:
        # That a page itself is a 404 is told on the console, too.
        if message.type == "error" and message.location.get("url") != self.page.url:
            self.errors.append(f"{self.page.url}: {message.text}")

    def open(self, path: str) -> int:
        """Go to a page; its status."""
        answer = self.page.goto(self.base + path)
        assert answer is not None
        return answer.status

    def overflow(self) -> int:
        """How many pixels the page is wider than its window, or what is in a card than the card."""
        wide = """Math.max(...[document.scrollingElement, ...document.querySelectorAll('.story > section')]
          .map(one => one.scrollWidth - one.clientWidth))"""
        return int(self.page.evaluate(wide))


@pytest.fixture
def watch(browser: Browser, site: Config) -> Iterator[Watch]:
    """A page of 1280 by 900 pixels that looks at :func:`site`."""
    with looking(browser, site.base_iri) as watch:
        yield watch


@cache
def axe() -> str:
    """The script of axe-core."""
    return (installed() / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def violations(watch: Watch, rule: str = "", new: Collection[str] = ()) -> list[str]:
    """What axe-core finds on the page by its rules, or by one of them alone: rule and element; or in the elements
    alone that are ``new`` as :data:`_ELEMENTS` tells of them."""
    if not watch.page.evaluate("'axe' in window"):
        watch.page.evaluate(axe())
    found = watch.page.evaluate(
        "([rule, found]) => axe.run(found.length ? {include: found.map(one => window.described.get(one)).flat()} : "
        "document, {resultTypes: ['violations'], preload: false, runOnly: rule ? {type: 'rule', values: [rule]} : "
        "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], "
        "rules: rule ? {} : {'target-size': {enabled: true}}})",
        [rule, [*new]],
    )
    return [
        f"{rule['id']}: {node['html'][:160]} ({node['failureSummary'].splitlines()[-1].strip()})"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


# What axe judges an element by: where it stands, what it has, how it looks, and whether it says anything; and, of what
# is no part of the main part, what it judges the page by.
_ELEMENTS = """() => {
  const plain = one => [one.localName, ...one.classList, ...[...one.attributes].map(each => each.name).sort()].join(' ');
  const looks = one => {
    const style = getComputedStyle(one), box = one.getBoundingClientRect();
    return style.color + style.backgroundColor + (box.width < 24 || box.height < 24);
  };
  const ids = [...document.querySelectorAll('[id]')].map(one => one.id), main = document.querySelector('main');
  const headings = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(one => one.localName);
  window.described = new Map();
  for (const one of document.body.querySelectorAll('*')) {
    const told = [plain(one.parentElement), plain(one), looks(one), Boolean(one.textContent.trim())].join(' | ');
    window.described.set(told, [...window.described.get(told) ?? [], one]);
  }
  const within = [...window.described].filter(([, ones]) => ones.every(one => one !== main && main.contains(one)));
  return [within.map(([told]) => told), [
    ...[...window.described.keys()].filter(told => !within.some(([one]) => one === told)),
    headings.filter((one, at) => one !== headings[at - 1]).join(), String(ids.length === new Set(ids).size),
  ]];
}"""


@dataclass
class Judge:
    """Judges pages as :func:`violations` does, which takes seconds, but for those all of whose elements are like
    some that it has judged on others; where only elements within the main part are not, it judges them alone."""

    known: dict[bool, set[str]] = field(default_factory=lambda: {True: set(), False: set()})
    """The elements that it has judged, in windows as wide as of a desk and others."""

    def new_violations(self, watch: Watch) -> list[str]:
        within, around = (set(told) for told in watch.page.evaluate(_ELEMENTS))
        known = self.known[watch.page.viewport_size is not None and watch.page.viewport_size["width"] > 1024]
        new, whole = within - known, not around <= known
        known |= within | around
        if whole:
            return violations(watch)
        return violations(watch, new=new) if new else []


@pytest.fixture(scope="session")
def judge() -> Judge:
    """One for all tests: sites of one program are of the same elements."""
    return Judge()


# --- all kinds of pages ---------------------------------------------------------------------------

_RICHEST = """PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT ?class ?thing (COUNT(*) AS ?n) {{
  ?thing a ?class ; ?property ?value . FILTER (STRSTARTS(STR(?thing), "{base}/id/") && !CONTAINS(STR(?thing), "#"))
  FILTER NOT EXISTS {{ ?thing prov:wasInvalidatedBy ?event }}
}} GROUP BY ?class ?thing ORDER BY ?class DESC(?n) STR(?thing)"""
_CLOSED = """PREFIX sg: <https://w3id.org/sagsgraf/ns#>
SELECT ?item { ?item sg:openness <https://w3id.org/sagsgraf/concept/aabenhed/lukket> } ORDER BY ?item LIMIT 1"""


def _asked(config: Config, query: str) -> list[tuple[str, ...]]:
    with Store.open_read_only(archive.current(config) / "store") as store:
        return [tuple(term.value for term in row) for row in store.query(query)]  # type: ignore[union-attr]


def kinds(config: Config) -> dict[str, str]:
    """A page of every kind by its name: of each class of things the one of which most is said, each page
    that links lead to from the front page, with and without parameters, and pages that say what is not there."""
    pages: dict[str, str] = {}
    for thing_class, thing, _ in _asked(config, _RICHEST.format(base=config.base_iri)):
        name = re.split("[#/]", thing_class)[-1]
        pages.setdefault(name, thing.replace(f"{config.base_iri}/id/", "/doc/"))
    (closed,) = next(iter(_asked(config, _CLOSED)))
    pages["lukket"] = closed.replace(f"{config.base_iri}/id/", "/doc/")
    pages["tilbagetrukket"] = f"/doc/{GONE}"
    pages["findes-ikke"] = "/doc/aadalsoe/sag/findes-ikke"
    pages["skadelig"] = f"/doc/{HARMFUL}"
    pages["sparql-svar"] = f"/sparql?query={quote(load('outcomes_by_body').text)}"
    pages["sparql-fejl"] = f"/sparql?query={quote('SELECT * {')}"
    pages["search-intet"] = "/search?q=zzzzzzzz"
    pages["search-fund"] = "/search?q=havnebad"
    pages["udskrift"] = "/udskrift/aadalsoe/moede/direktionen/2022-10-03"
    pages["soegning-udskrift"] = "/search/udskrift?q=havnebad"
    pages["besked"] = "/besked?om=doc/aadalsoe/organ/direktionen"
    pages["besked-afmeld"] = "/besked/afmeld?kode=ingen"
    return pages | _linked(config)


class _Links(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a" and (href := dict(attrs).get("href")):
            self.found.append(href)


def _linked(config: Config) -> dict[str, str]:
    """The pages that are not about one thing, by the first two parts of their path, numbers aside."""
    pages: dict[str, str] = {}
    waiting, seen = ["/"], {_name("/")}
    with closing(HTTPConnection(urlsplit(config.base_iri).netloc)) as connection:
        while waiting:
            address = waiting.pop(0)
            connection.request("GET", address, headers={"Accept": "text/html"})
            answer = connection.getresponse()
            body = answer.read()
            if answer.status != 200 or not (answer.getheader("Content-Type") or "").startswith("text/html"):
                continue
            pages[_name(address)] = address
            for href in _Links(body.decode()).found:
                target = urldefrag(urljoin(config.base_iri + address, href)).url
                path = target.removeprefix(config.base_iri)
                elsewhere = path == target or path.startswith(("/doc/", "/id/", "/en/", "/en?"))
                if not elsewhere and _name(path) not in seen:
                    seen.add(_name(path))
                    waiting.append(path)
    return pages


def _name(path: str) -> str:
    plain, _, query = path.partition("?")
    first, *rest = plain.strip("/").split("/")
    name = re.sub(r"\d+", "0", "-".join([first, *rest[: first != "concept"]])) or "forside"
    return f"{name}-valgt" if query else name
