"""What three kinds of users come for, in a real Chromium, from the front page to the end."""

import csv
import gzip
from pathlib import Path

from browsing import Watch
from playwright.sync_api import expect


def test_an_officer_finds_a_case_and_the_words_it_was_read_from(watch: Watch) -> None:
    page = watch.page
    watch.open("/")
    page.locator("main input[name=q]").fill("havnebad")
    page.keyboard.press("Enter")
    page.locator("main a[href*='/sag/20-004417']").first.click()
    expect(page.locator("h1")).to_contain_text("avnebad")
    page.locator("main a[href*='/moede/kultur-og-fritidsudvalget/2023-09-12/punkt/']").first.click()
    expect(page.locator("h1")).to_contain_text("avnebad")
    words = page.locator(".decision .prose p").first.inner_text()
    page.locator(".decision a.source").first.click()
    marked = page.locator("main :target").first
    expect(marked).to_be_in_viewport()
    expect(marked).to_contain_text(words)


def test_a_case_is_reached_from_the_box_of_any_page_without_a_mouse(watch: Watch) -> None:
    page, box = watch.page, watch.page.locator("#soeg-overalt")
    watch.open("/sager")
    page.keyboard.press("/")
    expect(box).to_be_focused()
    box.press_sequentially("havnebadets f")
    expect(page.locator("[role=option]")).to_have_count(1)
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    active = box.get_attribute("aria-activedescendant")
    expect(page.locator(f"#{active}")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(page.locator("[role=listbox]")).to_be_hidden()
    page.keyboard.press("ArrowDown")
    expect(page.locator("[role=option]")).to_have_count(1)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Havnebadets første sommer")


def test_a_researcher_changes_an_example_and_fetches_the_answer(watch: Watch, tmp_path: Path) -> None:
    page = watch.page
    watch.open("/")
    page.locator("main a[href='/sparql']").first.click()
    page.locator("a[href='/sparql?example=outcomes_by_body']").click()
    editor = page.get_by_role("textbox", name="Forespørgsel")
    expect(editor).to_contain_text("SELECT")
    editor.press("Control+End")
    editor.type("\nLIMIT 2")
    page.get_by_role("button", name="Kør forespørgslen").click()
    expect(page.locator("caption")).to_have_text("2 rækker")
    expect(page.locator(".results tbody tr")).to_have_count(2)
    with page.expect_download() as waiting:
        page.locator("main").get_by_role("link", name="CSV").click()
    waiting.value.save_as(tmp_path / "answer.csv")
    rows = list(csv.reader((tmp_path / "answer.csv").read_text(encoding="utf-8").splitlines()))
    shown = page.locator(".results thead th").all_inner_texts()
    assert rows[0] == shown
    assert len(rows) == 3


def test_a_portal_manager_finds_the_catalogue_and_a_dump(watch: Watch, tmp_path: Path) -> None:
    page = watch.page
    watch.open("/")
    page.get_by_role("link", name="Datakatalog").first.click()
    expect(page.locator("h1")).to_contain_text("Ådalsø")
    with page.expect_download() as waiting:
        page.locator(
            "main a[type='application/n-quads'], main a[type='application/gzip'], main a[href$='.nq.gz']"
        ).first.click()
    waiting.value.save_as(tmp_path / "dump.nq.gz")
    lines = gzip.decompress((tmp_path / "dump.nq.gz").read_bytes()).decode().splitlines()
    assert len(lines) > 100
    assert all(line.startswith("<") and line.endswith(" .") for line in lines)
