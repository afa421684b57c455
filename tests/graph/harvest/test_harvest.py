"""A harvest against a site on loopback: what is asked, what is kept, and what a bad day does."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Event

import pytest
from firstagenda import (
    CATALOGUE,
    COOKIE,
    LOGIN,
    MEETING,
    ZERO,
    Harvester,
    Site,
    catalogue,
    entry,
    guid,
    item,
    meeting,
    reply,
    served,
    told,
)
from places import SHARED

from graph.base.config import Config, OperatorError
from graph.harvest.address import address
from graph.harvest.harvest import harvest

A, B, C = guid("a"), guid("b"), guid("c")


def three() -> Site:
    """Two sets of minutes of two bodies, and an agenda."""
    council = [entry("a"), entry("c", "2031-03-20T16:00:00+01:00", minutes=False, title="Dagsorden")]
    listed = catalogue(Byråd_2030__2033=council, Teknik=[entry("b", "2030-09-02T16:00:00+02:00")])
    return Site(listed).add("a", "b", "c")


@pytest.fixture
def harvester(tmp_path: Path) -> Iterator[Harvester]:
    """A harvester of such a site."""
    with served(three()) as site:
        yield Harvester(site, tmp_path)


def list_again(site: Site, **bodies: list[dict[str, object]]) -> None:
    site.listed = catalogue(**bodies)


def test_the_catalogue_comes_first_then_what_is_new_the_newest_first(harvester: Harvester) -> None:
    done = harvester.run()
    assert harvester.site.asked == ["/robots.txt", CATALOGUE, MEETING + C, MEETING + A, MEETING + B]
    assert [one.id for one in done.new] == [C, A, B]
    assert not done.problems
    assert not done.stopped
    agents = {headers["User-Agent"] for headers in harvester.site.headers}
    assert len(agents) == 1
    assert "(+drift@example.dk)" in agents.pop()


def test_current_has_minutes_only_with_what_the_catalogue_alone_says(harvester: Harvester) -> None:
    harvester.run()
    assert harvester.current().keys() == {A, B}
    assert harvester.versions() == {A: 1, B: 1, C: 1}
    kept = harvester.current()[A]
    assert kept["Moede"]["MeetingEndUtc"] == "2031-02-03T18:00:00+01:00"
    assert kept["Moede"]["ReleasedDate"] == "2031-02-05T12:00:00.0000000+01:00"
    assert kept["Sagsgraf"] == {"Host": harvester.site.address[7:], "FormerIds": []}
    names = sorted(path.relative_to(harvester.folder) for path in harvester.folder.glob("current/*/*"))
    assert names[0] == Path(f"current/byraad/203102031600-{A}.json")


def test_agendas_are_published_where_they_are_wanted_until_their_minutes_come(harvester: Harvester) -> None:
    harvester.config = replace(harvester.config, harvest_agendas=True)
    harvester.run()
    assert harvester.current().keys() == {A, B, C}
    late = entry("d", "2031-03-20T16:00:00+01:00")
    agenda = entry("c", "2031-03-20T16:00:00+01:00", minutes=False, title="Dagsorden")
    list_again(
        harvester.site.add("d"),
        Byråd_2030__2033=[late, agenda, entry("a")],
        Teknik=[entry("b", "2030-09-02T16:00:00+02:00")],
    )
    harvester.run()
    assert harvester.current().keys() == {A, B, guid("d")}


def test_a_second_harvest_asks_for_nothing_that_has_not_changed(harvester: Harvester) -> None:
    harvester.run()
    harvester.site.fetched()
    done = harvester.run()
    assert harvester.site.asked == ["/robots.txt", CATALOGUE]
    assert (done.files, done.stopped) == (0, "")
    harvester.site.listed["Udvalg"]["Tidligere"][0]["Moeder"][0]["ReleasedDate"] = "2031-03-03T10:00:00+01:00"
    harvester.site.meetings[MEETING + B] = meeting("b", item(1, html="<p>Afvist.</p>"))
    harvester.site.fetched()
    done = harvester.run()
    assert harvester.site.fetched() == [B]
    assert [one.id for one in done.changed] == [B]
    assert harvester.versions()[B] == 2
    assert harvester.current()[B]["Dagsordenpunkter"][0]["Felter"][0]["Html"] == "<p>Afvist.</p>"


def test_minutes_of_the_last_90_days_are_looked_at_again_every_week(harvester: Harvester) -> None:
    harvester.run()
    harvester.site.fetched()
    harvester.days.pass_by(6)
    harvester.run()
    assert harvester.site.fetched() == []
    harvester.days.pass_by(1)
    done = harvester.run()
    assert harvester.site.fetched() == [A]  # b is half a year old, and c no minutes
    assert [one.id for one in done.same] == [A]
    assert harvester.versions()[A] == 1
    harvester.days.pass_by(90)
    harvester.run()
    assert harvester.site.fetched() == []


def test_json_spelled_otherwise_is_the_same_version(harvester: Harvester) -> None:
    harvester.run()
    other = dict(reversed(harvester.site.meetings[MEETING + A].items()))
    harvester.site.answers[MEETING + A] = [
        reply(200, json.dumps(other, indent=2).encode(), "application/json")
    ]
    harvester.days.pass_by(7)
    assert [one.id for one in harvester.run().same] == [A]
    assert harvester.versions()[A] == 1


# Whom we bother, and when.


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("Dagsordener.Example.dk", "https://dagsordener.example.dk"),
        (" https://dagsordener.example.dk/ ", "https://dagsordener.example.dk"),
        ("dagsordener.ærø.dk:8443", "https://dagsordener.xn--r-3fa9c.dk:8443"),
        ("127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("https://localhost", "https://localhost"),
        ("localhost.example.dk", "https://localhost.example.dk"),
    ],
)
def test_a_host_is_asked_over_https_but_for_this_machine(text: str, origin: str) -> None:
    assert address(text).origin == origin


@pytest.mark.parametrize(
    ("host", "settings", "said"),
    [
        ("dagsordener.example.dk", {"contact_email": ""}, "contact_email is not set"),
        ("dagsordener.example.dk", {"harvest_seconds": 0.5}, "a second or more"),
        ("dagsordener.example.dk", {"harvest_hours": "03-04"}, "harvest_hours"),
        ("http://dagsordener.example.dk", {}, "over https"),
        ("https://dagsordener.example.dk/vis", {}, "is not a host"),
        ("https://someone@dagsordener.example.dk", {}, "is not a host"),
        ("ftp://dagsordener.example.dk", {}, "is not a host"),
        ("a host", {}, "is not a host"),
        ("x:port", {}, "is not a host"),
    ],
)
def test_what_is_refused_before_anything_is_asked(
    host: str, settings: dict[str, object], said: str, tmp_path: Path
) -> None:
    config = replace(Config(contact_email="drift@example.dk"), **settings)  # type: ignore[arg-type]
    with pytest.raises(OperatorError, match=said) as caught:
        harvest(host, tmp_path / "new", config, clock=Harvester(Site({}), tmp_path).days.clock)
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "new").exists()


def test_there_is_a_second_between_requests(harvester: Harvester) -> None:
    harvester.config = replace(harvester.config, harvest_seconds=1.0)
    harvester.run()
    assert harvester.days.waited == [1.0] * 4


def test_a_site_may_ask_for_more_time_by_crawl_delay(harvester: Harvester) -> None:
    rules = b"User-agent: *\nCrawl-delay: 7\nDisallow: /vis/"
    harvester.site.answers["/robots.txt"] = [reply(200, rules, "text/plain")]
    harvester.run()
    assert harvester.days.waited == [7.0] * 4


def test_robots_txt_is_honoured(harvester: Harvester) -> None:
    harvester.site.answers["/robots.txt"] = [reply(200, b"User-agent: *\nDisallow: /api/", "text/plain")]
    done = harvester.run()
    assert harvester.site.asked == ["/robots.txt"]
    assert "robots.txt does not let" in done.stopped


def test_a_site_that_cannot_tell_its_rules_is_left(harvester: Harvester) -> None:
    harvester.site.answers["/robots.txt"] = [reply(500)]
    assert "it answers 500 time after time; it is left alone" in harvester.run().stopped
    assert harvester.site.asked == ["/robots.txt"] * 6
    with pytest.raises(OperatorError, match="is left alone"):
        harvester.run()


def test_a_catalogue_that_fails_is_asked_for_again(harvester: Harvester) -> None:
    harvester.site.answers[CATALOGUE] = [reply(500), reply(502), told(harvester.site.listed)]
    harvester.config = replace(harvester.config, harvest_seconds=1.0)
    assert harvester.run().stopped == ""
    assert [wait for wait in harvester.days.waited if wait > 1] == [10, 20]


def test_past_its_hours_a_harvest_stops_and_goes_on_the_next_night(harvester: Harvester) -> None:
    harvester.config = replace(harvester.config, harvest_hours="21:30-22:01", harvest_seconds=16)
    done = harvester.run()  # begun at 22:00, Danish time
    assert "it is past 21:30-22:01" in done.stopped
    assert done.waiting == 1
    assert harvester.site.fetched() == [C, A]
    harvester.days.time = harvester.days.time.replace(day=4, hour=21, minute=0)
    assert harvester.run().stopped == ""
    assert harvester.site.fetched() == [B]


def test_the_cookie_is_taken_once_and_kept_in_memory(harvester: Harvester) -> None:
    harvester.site.cookie = True
    assert not harvester.run().problems
    assert [path for path in harvester.site.asked if path.startswith(LOGIN)] == [
        f"{LOGIN}?callback={harvester.site.address.replace(':', '%3A').replace('/', '%2F')}%2Frobots.txt"
    ]
    assert harvester.site.headers[-1]["Cookie"] == COOKIE
    kept = [path for path in harvester.folder.rglob("*") if path.is_file() and COOKIE in path.read_text()]
    assert kept == []


def test_a_site_that_never_has_enough_cookies_is_no_loop(harvester: Harvester) -> None:
    harvester.site.answers[MEETING + A] = [reply(302, Location=f"{LOGIN}?callback=x")]
    assert [problem for _, problem in harvester.run().problems] == [
        "it sends us elsewhere (status 302), which is not followed"
    ]
    assert harvester.current().keys() == {B}


@pytest.mark.parametrize(
    "target", ["http://192.0.2.1/x", "https://192.0.2.1/Home/AnonymousAuthentication", "/x", "//"]
)
def test_no_other_redirect_is_followed(target: str, harvester: Harvester) -> None:
    harvester.site.answers[MEETING + A] = [reply(302, Location=target)]
    done = harvester.run()
    assert [about for about, _ in done.problems] == [f"Byråd 2030-2033 2031-02-03 ({MEETING}{A})"]
    assert "elsewhere" in done.problems[0][1]
    assert len(harvester.site.asked) == 5


def test_who_is_busy_is_asked_again_after_the_time_it_says(harvester: Harvester) -> None:
    busy = reply(429, Retry_After="12")
    harvester.site.answers[MEETING + A] = [
        busy,
        reply(503, Retry_After="Mon, 03 Mar 2031 21:00:42 GMT"),
        told(meeting("a")),
    ]
    done = harvester.run()
    assert not done.problems
    assert harvester.days.waited == [12.0, 30.0]
    assert harvester.current().keys() == {A, B}


def test_who_is_busy_time_after_time_is_left_for_the_day(harvester: Harvester) -> None:
    harvester.config = replace(harvester.config, harvest_seconds=1.0)
    harvester.site.answers[MEETING + A] = [reply(429)]
    done = harvester.run()
    assert "429 time after time; it is left alone until 2031-03-04" in done.stopped
    assert done.waiting == 2
    assert harvester.site.fetched() == [C, *[A] * 6]
    assert [wait for wait in harvester.days.waited if wait > 1] == [10, 20, 40, 80, 160]
    with pytest.raises(OperatorError, match="is left alone until 2031-03-04"):
        harvester.run()
    assert harvester.site.asked == []
    harvester.site.answers.clear()
    harvester.days.pass_by(1)
    assert not harvester.run().stopped
    assert harvester.site.fetched() == [A, B]


def test_who_wants_hours_is_left_for_as_long(harvester: Harvester) -> None:
    harvester.site.answers[CATALOGUE] = [reply(503, Retry_After="200000")]
    assert "wants 200000 seconds; it is left alone until 2031-03-06" in harvester.run().stopped
    assert harvester.days.waited == []


# Answers that are none.


def test_a_meeting_that_answers_500_hinders_no_other_and_is_asked_for_another_day(
    harvester: Harvester,
) -> None:
    del harvester.site.meetings[MEETING + A]
    done = harvester.run()
    assert done.problems == [(f"Byråd 2030-2033 2031-02-03 ({MEETING}{A})", "it answers 500")]
    assert harvester.current().keys() == {B}
    harvester.site.fetched()
    assert [one.id for one in harvester.run().failing] == [A]
    assert harvester.site.fetched() == []
    harvester.days.pass_by(1)
    assert harvester.run().failing == []
    assert harvester.site.fetched() == [A]
    harvester.days.pass_by(1)
    harvester.run()
    assert harvester.site.fetched() == []  # the second time two days later, then four, at most thirty
    harvester.days.pass_by(1)
    harvester.site.add("a")
    harvester.run()
    assert harvester.site.fetched() == [A]
    assert harvester.current().keys() == {A, B}


def test_a_site_where_nothing_can_be_had_is_left_for_the_day(tmp_path: Path) -> None:
    with served(
        Site(catalogue(Teknik=[entry(str(day), f"2031-01-1{day}T16:00:00+01:00") for day in range(9)]))
    ) as site:
        site.answers["/api/agenda/apiVersion"] = [told(1), reply(500)]
        done = Harvester(site, tmp_path).run()
        assert len(site.fetched()) == 9
        assert not done.stopped  # its version can be had, so these meetings alone cannot
        ill = Harvester(site, tmp_path / "other")
        assert "5 meetings in a row" in ill.run().stopped
        assert len(site.fetched()) == 5


def hang_up(request: BaseHTTPRequestHandler) -> None:
    body = json.dumps(three().listed).encode()
    reply(200, body[: len(body) // 2], "application/json", Content_Length=str(len(body)))(request)
    request.close_connection = True


NO_ANSWERS = {
    "cut": (hang_up, "it ends in the middle"),
    "a page": (reply(200, b"<html>Vedligeholdelse</html>"), "text/html instead of application/json"),
    "a page that says it is JSON": (reply(200, b"<html>", "application/json"), "it is not JSON"),
    "half of it": (reply(200, b'{"Udvalg": {"x": [', "application/json"), "it is not JSON"),
    "another thing": (told({"Message": "fejl"}), "there is no Udvalg in it"),
    "an empty one": (told({"Udvalg": {}}), "the catalogue is empty"),
    "deep": (reply(200, b"[" * 100_000 + b"]" * 100_000, "application/json"), "nested too deep"),
    "deeper than any": (told({"Udvalg": json.loads("[" * 60 + "]" * 60)}), "nested too deep"),
    "NaN": (reply(200, b'{"Udvalg": NaN}', "application/json"), "it is not JSON"),
    "404": (reply(404), "it answers 404"),
}


@pytest.mark.parametrize("name", NO_ANSWERS)
def test_a_catalogue_that_is_none_removes_and_fetches_nothing(name: str, harvester: Harvester) -> None:
    harvester.run()
    harvester.site.fetched()
    answer, said = NO_ANSWERS[name]
    harvester.site.answers[CATALOGUE] = [answer]
    harvester.days.pass_by(7)
    done = harvester.run()
    assert said in done.stopped
    assert harvester.site.fetched() == []
    assert harvester.current().keys() == {A, B}


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (told(meeting("b")), "not the meeting that was asked for"),
        (told({"Id": A, "Dagsordenpunkter": None}), "no list of items"),
        (told({"Id": A, "Dagsordenpunkter": [1]}), "no list of items"),
        (told({"Id": A, "Dagsordenpunkter": [{}] * 10_001}), "more than 10000 items"),
        (told([]), "not the meeting"),
        (reply(200, b"\xff\xfe\x00", "application/json"), "not JSON"),
        (reply(200, b"x" * 5_001, "application/json"), "more than 5000 bytes"),
    ],
)
def test_an_answer_past_the_bounds_is_one_problem(
    answer: object, said: str, harvester: Harvester, monkeypatch: pytest.MonkeyPatch
) -> None:
    if "bytes" in said:
        monkeypatch.setattr("graph.harvest.visitor.LARGEST", 5_000)
    harvester.site.answers[MEETING + A] = [answer]  # type: ignore[list-item]
    done = harvester.run()
    assert len(done.problems) == 1
    assert said in done.problems[0][1]
    assert harvester.current().keys() == {B}
    assert A not in harvester.versions()


# Replaced, gone, withdrawn.


def many(count: int) -> Site:
    """That many sets of minutes of one body, a day each."""
    names = [f"m{day}" for day in range(1, count + 1)]
    listed = [entry(name, f"2031-01-{day:02}T16:00:00+01:00") for day, name in enumerate(names, start=1)]
    return Site(catalogue(Teknik=listed, Kultur=[])).add(*names)


def test_a_new_id_for_the_same_body_and_start_takes_the_place_of_the_old_one(harvester: Harvester) -> None:
    harvester.run()
    again = entry("a2", "2031-02-03T15:00:00+00:00", released="2031-03-01T08:00:00+01:00")
    again["Navn"] = "Dagsorden"
    agenda = entry("c", "2031-03-20T16:00:00+01:00", minutes=False, title="Dagsorden")
    list_again(
        harvester.site, Byråd_2031__2034=[again, agenda], Teknik=[entry("b", "2030-09-02T16:00:00+02:00")]
    )
    done = harvester.run()
    # The body has another period in its name, and the start is told in another offset.
    assert done.replaced[A] == guid("a2")
    assert harvester.current().keys() == {A, B}, "the old version stays until the new one can be had"
    harvester.site.add("a2")
    harvester.days.pass_by(1)
    harvester.run()
    assert harvester.current().keys() == {guid("a2"), B}
    assert harvester.current()[guid("a2")]["Sagsgraf"]["FormerIds"] == [A]
    assert harvester.versions()[A] == 1


def test_minutes_are_not_replaced_by_their_agenda_nor_open_ones_by_closed_ones(tmp_path: Path) -> None:
    start = "2031-02-03T16:00:00+01:00"
    agenda = entry("c", start, minutes=False, title="Dagsorden")
    closed = entry("b", start, title="Lukket referat")
    with served(Site(catalogue(Byråd=[entry("a", start), closed, agenda])).add("a", "b", "c")) as site:
        harvester = Harvester(site, tmp_path)
        harvester.run()
        assert harvester.current().keys() == {A}
        list_again(site, Byråd=[closed, agenda])
        with pytest.raises(OperatorError, match="1 of the 3 meetings held"):
            harvester.run()
        done = harvester.run(accept_gone=True)
        assert done.replaced == {}
        assert [one.id for one in done.missing] == [A]


def test_two_catalogues_a_day_apart_make_a_meeting_gone(tmp_path: Path) -> None:
    with served(many(25)) as site:
        harvester = Harvester(site, tmp_path)
        harvester.run()
        site.listed["Udvalg"]["Udvalg i dag"][0]["Moeder"].pop(4)
        done = harvester.run()
        assert [one.id for one in done.missing] == [guid("m5")]
        harvester.days.pass_by(0.3)
        done = harvester.run()
        assert done.gone == []
        assert guid("m5") in harvester.current()
        harvester.days.pass_by(0.7)
        done = harvester.run()
        assert [one.id for one in done.gone] == [guid("m5")]
        assert len(harvester.current()) == 24
        harvester.config = replace(harvester.config, harvest_gone="keep")
        assert harvester.run().gone == []
        assert harvester.current()[guid("m5")]["Sagsgraf"]["Gone"] == "2031-03-04"


def test_a_meeting_that_is_back_is_not_gone(tmp_path: Path) -> None:
    with served(many(25)) as site:
        harvester = Harvester(site, tmp_path)
        harvester.run()
        meetings = site.listed["Udvalg"]["Udvalg i dag"][0]["Moeder"]
        away = meetings.pop()
        harvester.run()
        meetings.append(away)
        harvester.days.pass_by(1)
        assert harvester.run().missing == []
        meetings.pop()
        harvester.days.pass_by(1)
        assert harvester.run().gone == []  # it counts anew


def test_a_catalogue_with_fewer_bodies_takes_nothing_away(tmp_path: Path) -> None:
    with served(many(25)) as site:
        harvester = Harvester(site, tmp_path)
        harvester.run()
        site.listed["Udvalg"]["Tidligere"] = []
        site.listed["Udvalg"]["Udvalg i dag"][0]["Moeder"].pop()
        done = harvester.run()
        harvester.days.pass_by(2)
        done = harvester.run()
        [(about, problem)] = done.problems
        assert about == CATALOGUE
        assert "1 bodies and had 2; if it is meant so, harvest with --accept-gone; nothing is" in problem
        assert problem in [line.get("problem") for line in harvester.journal()]
        assert done.gone == done.missing == []
        assert len(harvester.current()) == 25


def test_an_entry_that_cannot_be_read_takes_nothing_away(tmp_path: Path) -> None:
    with served(many(25)) as site:
        harvester = Harvester(site, tmp_path)
        harvester.run()
        site.listed["Udvalg"]["Udvalg i dag"][0]["Moeder"][3]["Id"] = "../../etc"
        done = harvester.run()
        assert "1 entries of the catalogue cannot be read" in done.problems[0][1]
        assert done.missing == []


def test_more_than_five_in_a_hundred_stops_and_asks(tmp_path: Path) -> None:
    with served(many(25)) as site:
        harvester = Harvester(site, tmp_path)
        harvester.run()
        site.fetched()
        meetings = site.listed["Udvalg"]["Udvalg i dag"][0]["Moeder"]
        del meetings[:2]
        meetings.append(entry("new"))
        with pytest.raises(
            OperatorError, match=r"2 of the 25 meetings held are in the catalogue no more.*--accept-gone"
        ):
            harvester.run()
        assert site.fetched() == []
        assert len(harvester.run(accept_gone=True).missing) == 2
        harvester.days.pass_by(1)
        assert len(harvester.run().gone) == 2


def test_minutes_that_are_an_agenda_again_are_taken_back(tmp_path: Path) -> None:
    with served(many(25)) as site:
        site.meetings[MEETING + guid("m1")]["Moede"]["Afsluttet"] = True
        harvester = Harvester(site, tmp_path)
        harvester.run()
        site.listed["Udvalg"]["Udvalg i dag"][0]["Moeder"][0]["Afsluttet"] = False
        assert [one.id for one in harvester.run().retracted] == [guid("m1")]
        assert len(harvester.current()) == 24
        harvester.config = replace(harvester.config, harvest_agendas=True)
        harvester.run()  # the answer says of itself that these are minutes, as it did
        assert harvester.current()[guid("m1")]["Moede"]["Afsluttet"] is False


def test_of_two_listed_documents_of_one_name_the_one_released_last_is_current(tmp_path: Path) -> None:
    first, second = entry("a"), entry("b", released="2031-02-09T12:00:00.0000000+01:00")
    with served(Site(catalogue(Byråd=[second, first])).add("a", "b")) as site:
        harvester = Harvester(site, tmp_path)
        harvester.run()
        assert harvester.current().keys() == {B}


# What is not to be known.

SECRET = "<p>Tilbud fra Hemmelig Entreprise.</p>"


def closed(**others: object) -> dict[str, object]:
    return item(
        2,
        html=SECRET,
        Bilag=[{"Navn": "Hemmelig"}],
        ExternalAgendaItemAttendees=[{"Name": "Hemmelig"}],
        **others,
    )


CLOSED = {
    "by its title": (item(1), closed(Caption="Lukket: Køb")),
    "by having no document": (item(1), closed(Felter=[{"Html": SECRET, "Link": "", "DocumentId": ZERO}])),
    "by saying so where others are open": (item(1, IsOpen=True), closed()),
}


@pytest.mark.parametrize("how", CLOSED)
@pytest.mark.parametrize("kept", [False, True])
def test_the_content_of_closed_items_is_not_kept(how: str, kept: bool, harvester: Harvester) -> None:
    harvester.config = replace(harvester.config, harvest_closed=kept)
    harvester.site.meetings[MEETING + A] = meeting("a", *CLOSED[how])
    done = harvester.run()
    raw = "".join(path.read_text() for path in harvester.folder.glob(f"raw/{A}/*.json"))
    assert ("Hemmelig" in raw) == kept
    assert bool(done.left_out) == (not kept)
    shown = harvester.current()[A]["Dagsordenpunkter"]
    assert "Hemmelig" not in json.dumps(shown)
    assert shown[1]["CaseNumber"] == "31-000001"
    assert shown[0]["Felter"][0]["Html"] == "<p>Godkendt.</p>"


def test_an_item_whose_title_begins_with_the_word_is_open(harvester: Harvester) -> None:
    harvester.site.meetings[MEETING + A] = meeting("a", item(1, title="Lukket fritidsklub åbner"))
    assert harvester.run().left_out == 0


def test_minutes_that_are_closed_as_a_whole_hold_titles_only(tmp_path: Path) -> None:
    with served(Site(catalogue(Byråd=[entry("a", title="Lukket referat")]))) as site:
        site.meetings[MEETING + A] = meeting("a", item(1, title="Køb", html=SECRET))
        harvester = Harvester(site, tmp_path)
        harvester.run()
        assert "Hemmelig" not in json.dumps(harvester.current())
        assert harvester.current()[A]["Dagsordenpunkter"][0]["Caption"] == "Køb"


def test_closed_minutes_of_a_meeting_stand_behind_the_open_ones(tmp_path: Path) -> None:
    with served(Site(catalogue(Byråd=[entry("b", title="Lukket referat"), entry("a")]))) as site:
        site.meetings[MEETING + A] = meeting(
            "a", item(1, Sorting=4), item(2, Sorting=5, Caption="Lukket:  Salg")
        )
        again = item(2, html=SECRET, Caption="Lukket: salg", Sorting=1)
        site.meetings[MEETING + B] = meeting("b", item(1, title="Køb", html=SECRET, Sorting=1), again)
        harvester = Harvester(site, tmp_path)
        harvester.run()
        (told,) = harvester.current().values()
    shown = [(one["Number"], one["Caption"], one["Sorting"]) for one in told["Dagsordenpunkter"]]
    assert shown == [("1", "Stier", 4), ("2", "Lukket:  Salg", 5), ("1", "Køb", 6)]
    assert told["Dagsordenpunkter"][2]["Felter"][0]["DocumentId"] == ZERO
    assert told["Sagsgraf"]["ClosedIds"] == [B]
    assert "Hemmelig" not in json.dumps(told)


def test_once_items_say_that_they_are_open_those_fetched_before_are_closed_too(harvester: Harvester) -> None:
    """Where no item ever says so, that none does means nothing."""
    harvester.site.meetings[MEETING + A] = meeting("a", item(1, html=SECRET))
    harvester.site.meetings[MEETING + B] = meeting("b", item(1, IsOpen=True))
    done = harvester.run()
    assert done.left_out == 2  # of a and of the agenda, which were fetched first
    kept = "".join(path.read_text() for path in harvester.folder.rglob("*.json"))
    assert "Hemmelig" not in kept
    assert harvester.run().files == 0


@pytest.mark.parametrize(
    "item",
    [
        item(1, title="Ansøgning fra 150385-1234"),
        item(1, html="<p>Ansøger: 150385-<b>1234</b></p>"),
        item(1, html="<table><tr><td>150385&#45;1234</td></tr></table>"),
        item(1, Bilag=[{"Id": ZERO, "Navn": "Brev 150385-1234", "Order": 0}]),
    ],
)
def test_a_cpr_number_keeps_a_version_from_being_published(
    item: dict[str, object], harvester: Harvester
) -> None:
    harvester.run()
    before = harvester.current()[A]
    harvester.site.meetings[MEETING + A] = meeting("a", item)
    harvester.days.pass_by(7)
    done = harvester.run()
    assert "CPR" in done.problems[0][1]
    assert harvester.current().get(A) in (None, before)


# Stopped, killed, or not alone.

RUN = "from api.cli.main import main; main()"


def test_a_harvest_that_is_killed_goes_on_where_it_was(harvester: Harvester) -> None:
    reached, killed = Event(), Event()

    def wait(request: BaseHTTPRequestHandler) -> None:
        reached.set()
        killed.wait(60)

    harvester.site.answers[MEETING + B] = [wait, told(meeting("b"))]
    harvester.days.time = datetime.now(UTC)
    command = [sys.executable, "-c", RUN, "harvest", harvester.site.address, str(harvester.folder)]
    settings = {"SAGSGRAF_CONTACT_EMAIL": "drift@example.dk", "SAGSGRAF_HARVEST_SECONDS": "0"}
    process = subprocess.Popen(
        command, env={"PYTHONPATH": ":".join(sys.path), **settings}, stderr=subprocess.PIPE
    )
    assert reached.wait(60), process.communicate()
    process.kill()
    process.wait()
    assert process.stderr
    process.stderr.close()
    killed.set()
    assert harvester.site.fetched() == [C, A, B]
    assert harvester.versions() == {A: 1, C: 1}
    with (harvester.folder / "raw" / "journal.jsonl").open("a") as journal:
        journal.write('{"time": "2031-03-03T2')  # the line it was at
    (harvester.folder / "raw" / A / f".{'0' * 64}.json-123").write_text('{"Id"')  # and the file
    harvester.run()
    assert harvester.site.fetched() == [B]
    assert harvester.current().keys() == {A, B}
    assert [path for path in (harvester.folder / "raw" / A).iterdir() if path.name.startswith(".")] == []
    assert all(line["time"] for line in harvester.journal())


def test_a_version_that_somebody_took_away_is_fetched_again(harvester: Harvester) -> None:
    harvester.run()
    for path in harvester.folder.glob(f"raw/{A}/*.json"):
        path.unlink()
    harvester.site.fetched()
    harvester.run()
    assert harvester.site.fetched() == [A]


def test_a_damaged_journal_is_told(harvester: Harvester) -> None:
    harvester.run()
    journal = harvester.folder / "raw" / "journal.jsonl"
    journal.write_text("{\n" + journal.read_text())
    with pytest.raises(OperatorError, match="line 1 is damaged"):
        harvester.run()


def test_a_folder_is_of_one_host(harvester: Harvester) -> None:
    harvester.run()
    with served(three()) as other, pytest.raises(OperatorError, match="a folder of its own"):
        Harvester(other, harvester.folder, days=harvester.days).run()


def test_two_harvests_at_once_are_one(harvester: Harvester) -> None:
    said = []

    def at_once(request: BaseHTTPRequestHandler) -> None:
        with pytest.raises(OperatorError, match="another process is harvesting to") as caught:
            harvester.run()
        said.append(str(caught.value))
        told(harvester.site.listed)(request)

    harvester.site.answers[CATALOGUE] = [at_once, told(harvester.site.listed)]
    assert not harvester.run().stopped
    assert len(said) == 1


# The makers' own examples.

EXPECTED = sorted(SHARED.glob("inputs/dev/firstagenda-*/expected-harvest.json"))


def site_of(folder: Path, later: bool) -> Site:
    name = "udvalgsliste-later.json" if later else "udvalgsliste.json"
    files = [*folder.glob("dagsorden/*.json"), *(folder.glob("dagsorden-later/*.json") if later else ())]
    meetings = {MEETING + path.stem: json.loads(path.read_bytes()) for path in files}
    return Site(json.loads((folder / name).read_bytes()), meetings)


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.parent.name)
def test_what_is_expected_of_the_examples(path: Path, tmp_path: Path) -> None:
    expected = json.loads(path.read_bytes())
    with served(site_of(path.parent, later=False)) as site:
        harvester = Harvester(site, tmp_path)
        done = harvester.run()
        first = expected["first"]
        if "fetch" in first:
            assert sorted(site.fetched()) == sorted(first["fetch"])
            assert [about.partition(MEETING)[2][:36] for about, _ in done.problems] == first["answers_500"]
            assert harvester.current().keys() == set(first["minutes_published"])
        else:
            meetings = first["meetings"].values()
            assert harvester.current().keys() == {told["minutes"] for told in meetings}
            closed = [told["Sagsgraf"].get("ClosedIds") for told in harvester.current().values()]
            assert sorted(filter(None, closed)) == [
                [told["closed_minutes"]] for told in meetings if "closed_minutes" in told
            ]
        if "later" not in expected:
            return
        later, other = expected["later"], site_of(path.parent, later=True)
        site.listed, site.meetings = other.listed, other.meetings
        done = harvester.run()
        assert sorted(site.fetched()) == sorted(later["fetch"])
        assert done.replaced == later["replaced"]
        assert [one.id for one in done.missing] == later["gone"]
        harvester.days.pass_by(1)
        assert [one.id for one in harvester.run().gone] == later["gone"]
        for old, new in later["replaced"].items():
            assert harvester.current()[new]["Sagsgraf"]["FormerIds"] == [old]
