"""What three kinds of users come for, in a real Chromium, from the front page to the end."""

import csv
import gzip
from pathlib import Path

from browsing import Watch, violations
from playwright.sync_api import expect


def test_an_officer_finds_a_case_and_the_words_it_was_read_from(watch: Watch) -> None:
    page = watch.page
    watch.open("/")
    page.locator("main input[name=q]").fill("havnebad")
    page.keyboard.press("Enter")
    page.locator("main a[href*='/sag/20-004417']").first.click()
    expect(page.locator("h1")).to_contain_text("avnebad")
    page.locator("main a[href$='/moede/kultur-og-fritidsudvalget/2023-09-12/punkt/1']").first.click()
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


def test_an_answer_that_comes_late_takes_no_choice_away(watch: Watch) -> None:
    page, box, asked = watch.page, watch.page.locator("#soeg-overalt"), "**/suggest?*"
    sent: list[str] = []
    option, chosen = page.locator("[role=option]"), page.locator("[role=option][aria-selected=true]")
    page.on("request", lambda request: sent.append(request.url) if "suggest?" in request.url else None)
    watch.open("/sager")
    box.fill("havnebadets")
    expect(option).to_have_count(1)
    page.route(asked, lambda route: None)  # is not answered
    with page.expect_request(asked):
        box.press_sequentially(" f")
    box.press("ArrowDown")
    expect(chosen).to_have_count(1)
    box.press("Escape")
    with page.expect_request(asked):
        box.press("ArrowDown")  # asks, since the list was of other words
    box.press("ArrowUp")  # does not ask again
    expect(option).to_have_count(0)
    box.press("Escape")  # of a list that is not there: the box is emptied, and nothing is asked
    page.unroute(asked)  # answers what is still asked
    box.fill("havnebadets f")
    expect(option).to_have_count(1)
    box.press("Escape")
    box.press("ArrowDown")  # the list of these words is there
    box.press("ArrowUp")
    expect(chosen).to_have_count(1)
    box.press("Enter")
    expect(page.locator("h1")).to_contain_text("Havnebadets første sommer")
    assert [url.partition("=")[2] for url in sent] == ["havnebadets", *["havnebadets%20f"] * 3]


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


def test_what_staff_ask_is_answered_in_three_actions(watch: Watch) -> None:
    """Each list of actions is what one does from the front page: what is written, and what is clicked."""
    page, actions = watch.page, [0]

    def begin() -> None:
        watch.open("/")
        actions[0] = 0

    def click(selector: str) -> None:
        page.locator(selector).first.click()
        actions[0] += 1

    def find(words: str) -> None:
        page.locator("main input[name=q]").fill(words)
        page.keyboard.press("Enter")
        actions[0] += 1

    def answered(*words: str) -> None:
        for one in words:
            expect(page.locator("main")).to_contain_text(one)
        assert actions[0] <= 3

    begin()  # What happened with the harbour bath since 2020?
    find("havnebad")
    click("main a[href*='/emne?']")
    answered("31. august 2020", "Havnebadets første sommer", "24-002265", "20-004417")
    begin()  # Which cases did Havnekontoret touch?
    click("header a[href='/enheder']")
    click("main a[href$='/enhed/havnekontoret']")
    answered("Sager, hvor enheden er nævnt", "20-004417")
    begin()  # What was postponed and not taken up again?
    click("header a[href='/opfoelgning']")
    click("main a[href*='slags=kan-ikke-vides']")
    answered("Udsat. Udvalget ønsker at se hejren i blæst")
    begin()  # Who was absent on 3 October 2022?
    click("header a[href='/moeder']")
    click("main a[href$='/moede/direktionen/2022-10-03']")
    answered("Fravær: Esben Mågehøj")
    begin()  # All decisions on Jobcenter, with their exact words
    click("header a[href='/enheder']")
    click("main a[href$='/enhed/jobcenter-aadalsoe']")
    answered("Nævnt i 11 punkter", "Taget til efterretning. Udvalget ønsker en status på hvert møde")


def test_dark_pages_can_be_read(watch: Watch) -> None:
    """Axe finds nothing where the browser asks for dark pages; nor on a measure's answer in light."""
    found = []
    for scheme, path in (
        ("dark", "/doc/aadalsoe/sag/20-004417"),
        ("dark", "/opfoelgning"),
        ("dark", "/doc/aadalsoe/moede/direktionen/2022-10-03/referat"),
        ("light", "/sagsmappe/aadalsoe/sag/20-004417"),
        ("light", "/analyse?maal=case_durations"),
    ):
        watch.page.emulate_media(color_scheme=scheme)
        assert watch.open(path) == 200
        found += [f"{scheme} {path}: {one}" for one in violations(watch)]
    assert found == []
