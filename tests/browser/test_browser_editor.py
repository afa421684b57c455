"""The editor of /sparql in a real Chromium: it helps, traps nobody, and the page is whole without it."""

import re
from urllib.parse import quote

import pytest
from browsing import Watch, violations
from playwright.sync_api import Browser, Locator, expect

from graph.base.config import Config


def editor(watch: Watch) -> Locator:
    return watch.page.get_by_role("textbox", name="Forespørgsel")


def test_it_stands_in_for_the_text_area_and_says_how_to_leave(watch: Watch) -> None:
    assert watch.open("/sparql?example=counts") == 200
    expect(editor(watch)).to_contain_text("SELECT")
    assert watch.page.locator("textarea").is_hidden()
    assert "Tab går videre" in (editor(watch).get_attribute("aria-description") or "")
    expect(watch.page.get_by_text("Tab går videre til næste felt.")).to_be_visible()
    assert violations(watch) == []


def test_tab_moves_on_and_back(watch: Watch) -> None:
    watch.open("/sparql?example=counts")
    editor(watch).focus()
    before = editor(watch).inner_text()
    watch.page.keyboard.press("Tab")
    expect(watch.page.get_by_role("button", name="Kør forespørgslen")).to_be_focused()
    watch.page.keyboard.press("Shift+Tab")
    expect(editor(watch)).to_be_focused()
    assert editor(watch).inner_text() == before
    watch.page.keyboard.press("Shift+Tab")
    assert watch.page.evaluate("document.activeElement.tagName") == "A"


def test_it_runs_what_is_typed_with_the_keyboard_alone(watch: Watch) -> None:
    watch.open("/sparql")
    editor(watch).focus()
    watch.page.keyboard.type("ASK { }")
    watch.page.keyboard.press("Control+Enter")
    expect(watch.page.get_by_text("Ja (true)")).to_be_visible()
    watch.page.go_back()
    expect(editor(watch)).to_contain_text("ASK")  # what the browser kept in the form


def test_a_suggested_name_brings_its_prefix(watch: Watch) -> None:
    watch.open("/sparql")
    editor(watch).focus()
    watch.page.keyboard.type("SELECT * { ?x sg:caseNu")
    expect(watch.page.get_by_role("option", name="sg:caseNumber", exact=True)).to_be_visible()
    watch.page.wait_for_timeout(
        100
    )  # a list that has just come up takes no Enter, which may be meant for the text
    watch.page.keyboard.press("Enter")
    watch.page.keyboard.type(" ?n } LIMIT 1")
    assert watch.page.locator("textarea").input_value() == (
        "PREFIX sg: <https://w3id.org/sagsgraf/ns#>\nSELECT * { ?x sg:caseNumber ?n } LIMIT 1"
    )
    watch.page.keyboard.press("Control+Enter")
    expect(watch.page.locator("caption")).to_have_text("1 række")


@pytest.mark.parametrize(
    ("query", "line", "marked"),
    [("SELECT * {\n  ?s ?p }", 2, "}"), ("SELECT ?æ {\n  ?s 'ø😀' ?p }", 2, "'"), ("SELECT * {", 1, None)],
)
def test_a_fault_is_marked_where_it_is_until_it_is_mended(
    watch: Watch, query: str, line: int, marked: str | None
) -> None:
    watch.open(f"/sparql?query={quote(query)}")
    fault = watch.page.locator(".cm-fault")
    expect(fault).to_have_text(query.splitlines()[line - 1])
    if marked:
        expect(watch.page.locator(".cm-fault-here")).to_have_text(marked)
    assert editor(watch).get_attribute("aria-invalid") == "true"
    editor(watch).press("Control+End")
    watch.page.keyboard.type(" #")
    expect(fault).to_have_count(0)


def test_without_script_the_page_is_whole(browser: Browser, site: Config) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{site.base_iri}/sparql?example=counts")
        area = page.get_by_label("Forespørgsel")
        assert re.search("SELECT", area.input_value())
        expect(page.get_by_text("Tab går videre")).to_be_hidden()
        area.fill("ASK {}")
        page.get_by_role("button", name="Kør forespørgslen").click()
        expect(page.get_by_text("Ja (true)")).to_be_visible()
