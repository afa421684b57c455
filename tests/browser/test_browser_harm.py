"""Minutes and pictures that mean harm do none in a real Chromium."""

import pytest
from browsing import HARMFUL, LONG, Watch

from api.http.headers import HEADERS


@pytest.mark.parametrize("width", [1280, 375])
def test_nothing_in_minutes_runs_or_is_too_wide(watch: Watch, width: int) -> None:
    watch.page.set_viewport_size({"width": width, "height": 900})
    meeting = HARMFUL.rpartition("/punkt/")[0]
    for path in (
        f"/doc/{HARMFUL}",
        f"/doc/{meeting}",
        f"/doc/{meeting}/referat",
        "/",
        "/sager",
        f"/en/doc/{HARMFUL}",
    ):
        assert watch.open(path) == 200, path
        assert watch.page.evaluate("window.hit") is None, path
        assert watch.overflow() == 0, path
        # A mark that turns the writing round ends with the words it stands in.
        assert watch.page.locator("footer").evaluate("one => getComputedStyle(one).direction") == "ltr"
    watch.open(f"/doc/{HARMFUL}")
    text = watch.page.locator("main").text_content() or ""
    assert "<script>window.hit='script'</script>" in text
    assert "{{ 7*7 }}" in text
    watch.open(f"/doc/{meeting}/referat")
    assert LONG in (watch.page.locator("main").text_content() or "")
    assert watch.overflow() == 0


def test_a_script_in_the_logo_does_not_run(watch: Watch) -> None:
    watch.open("/")
    assert watch.page.locator("header img").evaluate("one => one.complete && one.naturalWidth > 0")
    assert watch.page.evaluate("window.hit") is None
    address = watch.page.locator("header img").get_attribute("src")
    assert address is not None
    answer = watch.page.request.get(watch.base + address)
    assert answer.headers["content-security-policy"].endswith("sandbox")
    watch.page.goto(watch.base + address)
    assert watch.page.evaluate("window.hit") is None
    watch.errors.clear()  # the browser tells of what it did not run


def test_the_policy_stops_what_would_get_through(watch: Watch) -> None:
    """Were the escaping to fail, the policy would still stop it."""
    assert "'unsafe" not in HEADERS["Content-Security-Policy"]
    watch.open("/")
    watch.page.evaluate(
        """document.querySelector('main').insertAdjacentHTML('beforeend',
           '<img src=x onerror="window.hit=1"><p style="color:red">x</p>')"""
    )
    watch.page.wait_for_timeout(200)
    assert watch.page.evaluate("window.hit") is None
    assert any("inline event handler" in error for error in watch.errors)
    watch.errors.clear()
