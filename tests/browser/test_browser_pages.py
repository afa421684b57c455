"""Every kind of page in a real Chromium: accessible, small, within its window, and asking nobody else."""

import re
from pathlib import Path

import pypdfium2
import pytest
from browsing import SCREENSHOTS, Judge, Watch, kinds, violations
from playwright.sync_api import Browser, expect

from graph.base.config import Config

PAGE_BYTES, ALL_TERMS_BYTES = 70_000, 90_000  # the page of the ontology has them all
SHOWN = (
    "forside",
    "Case",
    "AgendaItem",
    "Meeting",
    "Body",
    "Minutes",
    "sparql-svar",
    "search-fund",
    "catalog",
)
"""The kinds whose pictures are kept."""
BESIDE_FACTS = ("Case", "Unit", "Person", "Body")
"""Those with tables beside the column of facts, for which a window of 1153 pixels has the least room."""
STATUS = {"findes-ikke": 404, "tilbagetrukket": 410, "sparql-fejl": 400}
IN_ENGLISH = (
    "forside",
    "Case",
    "AgendaItem",
    "Meeting",
    "sparql-svar",
    "findes-ikke",
    "tilbagetrukket",
    "sager",
)
JUDGED_IN_ENGLISH = ("forside", "AgendaItem")
"""Those that axe looks at: the others are of the same elements as in Danish."""


AT = (
    "(document.activeElement.dataset.at ?? (document.activeElement.className === 'editor' ? 'editor' : null))"
)
# The ring of what has the focus; of a mark in a picture, the outline of the circle around it.
IS_SHOWN = """() => {
  const one = document.activeElement, editor = one.shadowRoot?.querySelector('.cm-editor');
  const ring = getComputedStyle(editor ?? one), circle = one.querySelector(':scope > svg > .around');
  return one.getBoundingClientRect().width > 0 && (circle ? parseFloat(getComputedStyle(circle).strokeWidth) >= 2
    : ring.outlineStyle !== 'none' && parseFloat(ring.outlineWidth) >= 2);
}"""


@pytest.fixture(scope="module")
def pages(site: Config) -> dict[str, str]:
    found = kinds(site)
    assert found.keys() >= {*IN_ENGLISH, "Body", "Minutes", "lukket", "skadelig", "status", "ns", "catalog"}
    return found


def test_every_kind_of_page_is_accessible_small_and_fits_its_window(
    watch: Watch, pages: dict[str, str], judge: Judge
) -> None:
    """In windows for desks and telephones, which is how a zoom of 200 % is laid out too, and at 320 pixels as
    WCAG 2.1 has it (success criterion 1.4.10)."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    faults = []
    for name, path in pages.items():
        watch.page.set_viewport_size({"width": 1280, "height": 900})
        answer = watch.page.goto(watch.base + path)
        assert answer is not None
        if answer.status != STATUS.get(name, 200):
            faults.append(f"{name}: {answer.status} at {path}")
            continue
        size = len(answer.body())
        if size > (ALL_TERMS_BYTES if name == "ns" else PAGE_BYTES):
            faults.append(f"{name}: {size} bytes")
        for width in (
            1280,
            *([1153] if name in BESIDE_FACTS else []),
            *([375] if name in SHOWN else []),
            320,
        ):  # what fits 320 fits 375: no rule begins between
            watch.page.set_viewport_size({"width": width, "height": 900})
            if over := watch.overflow():
                faults.append(f"{name}: {over} pixels wider than {width}")
            # What is another page on a telephone is so on those that are shown.
            if width not in (1153, 320):
                faults += [f"{name} at {width}: {fault}" for fault in judge.new_violations(watch)]
                if name in SHOWN:
                    watch.page.screenshot(path=SCREENSHOTS / f"{name.lower()}-{width}.png")
            if width == 375:
                watch.page.emulate_media(color_scheme="dark")
                faults += [f"{name} in the dark: {fault}" for fault in violations(watch, "color-contrast")]
                watch.page.emulate_media(color_scheme="light")
    assert not faults, "\n".join(faults)


def test_what_is_new_on_a_page_is_judged(watch: Watch, judge: Judge) -> None:
    watch.open("/sager")
    assert judge.new_violations(watch) == judge.new_violations(watch) == []
    watch.page.evaluate("document.querySelector('main p').append(new Image())")
    (fault,) = judge.new_violations(watch)
    assert fault.startswith("image-alt: <img>")
    watch.page.evaluate("document.querySelector('main').before(document.createElement('main'))")
    assert any(fault.startswith("landmark-no-duplicate-main") for fault in judge.new_violations(watch))


def test_nor_does_one_in_english(watch: Watch, pages: dict[str, str]) -> None:
    faults = []
    for name in IN_ENGLISH:
        watch.open(f"/en{pages[name]}")
        assert watch.page.locator("html").get_attribute("lang") == "en"
        if name in JUDGED_IN_ENGLISH:
            faults += [f"{name}: {fault}" for fault in violations(watch)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("name", ["forside", "Case", "AgendaItem", "sparql-svar"])
def test_the_keyboard_reaches_everything_in_order(watch: Watch, pages: dict[str, str], name: str) -> None:
    watch.open(pages[name])
    stops = watch.page.evaluate(
        """() => [...document.querySelectorAll('a[href], button, textarea, input, select, summary, [tabindex="0"]')]
        .filter(one => one.checkVisibility() && one.type !== 'hidden').map((one, at) => one.dataset.at = at)"""
    )
    seen: list[int] = []
    for _ in range(len(stops) + 2):
        watch.page.keyboard.press("Tab")
        at = watch.page.evaluate(AT)
        if at is None:
            break
        watch.page.wait_for_timeout(20 if at == "editor" else 0)  # it shows its ring in a moment
        element = watch.page.evaluate("document.activeElement.outerHTML.slice(0, 300)")
        assert watch.page.evaluate(IS_SHOWN), f"the focus cannot be seen at {element}"
        if at != "editor":
            seen.append(int(at))
    assert seen == stops
    assert len(stops) > 10


def test_the_menu_of_a_telephone_is_folded_and_unfolds_without_script(browser: Browser, site: Config) -> None:
    context = browser.new_context(viewport={"width": 375, "height": 740}, java_script_enabled=False)
    page = context.new_page()
    page.goto(site.base_iri)
    entry = page.locator("header a[href='/opfoelgning']")
    expect(entry).to_be_hidden()
    head = page.locator("header.site").bounding_box()
    assert head is not None
    assert head["height"] < 130
    page.locator("#menu").focus()
    page.keyboard.press("Space")
    expect(entry).to_be_visible()
    context.close()


def test_the_skip_link_leads_past_the_head(watch: Watch) -> None:
    watch.open("/")
    watch.page.keyboard.press("Tab")
    link = watch.page.locator(":focus")
    assert link.inner_text() == "Gå til indhold"
    box = link.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    watch.page.keyboard.press("Enter")
    watch.page.keyboard.press("Tab")
    assert watch.page.evaluate("document.activeElement.closest('main') !== null")


def test_a_printed_case_is_its_content(watch: Watch, pages: dict[str, str], tmp_path: Path) -> None:
    watch.open(pages["Case"])
    heading = watch.page.locator("h1").inner_text()
    watch.page.pdf(path=tmp_path / "case.pdf", format="A4")
    with pypdfium2.PdfDocument(tmp_path / "case.pdf") as document:
        text = " ".join(page.get_textpage().get_text_range() for page in document)
    plain = re.sub(r"\s+", " ", text)
    assert re.sub(r"\s+", " ", heading) in plain
    assert "Hovedmenu" not in plain
    assert "English" not in plain
