"""What an entry of a feed says of a change: what was decided, where and when, in the words of the minutes.

All of it is read from the release that is served. What is withdrawn or closed since is told by no entry,
however old the change is.
"""

from dataclasses import replace

from api.feeds.atom import Entry
from api.feeds.ldes import Stream
from api.i18n.language import DANISH, N_
from api.serving.releases import OpenRelease
from api.site.case_status import outcome_words
from api.site.site import Site
from graph.cases.facts import Handling
from graph.cases.trail import HandlingDetails, TrailReader
from graph.ontology.iris import body_and_date, minutes_of, place
from graph.publishing.republished import AGENDA_BECAME_MINUTES
from graph.release.change_log import Noted

_SAID = {"Create": N_("Nyt: %(what)s"), "Update": N_("Ændret: %(what)s"), "Delete": N_("Slettet: %(what)s")}
_TITLE, _WORDS = 150, 600  # characters of a title, and of a decision
_ITEMS = 12  # of a meeting that are listed
_CLOSED = N_("Punktet er lukket: kommunen har ikke offentliggjort indholdet.")
_NOT_HERE = "Mødet er nævnt i andre referater; dets eget referat er ikke i samlingen."
_HELD = N_("Nævnt i referatet af mødet.")
_BECAME = "Referatet er trådt i stedet for dagsordenen. "
_UNDECIDED = N_("Der er ikke læst nogen beslutning i referatet.")


class Entries:
    """Makes entries about changes from what the release says of the things changed. Feeds are in Danish, and
    those who are written to are told in the language they asked in."""

    def __init__(self, site: Site, release: OpenRelease, language: str = DANISH) -> None:
        self._links = site.in_language(language).links
        self._say = self._links.language.say
        self._release = release.shelved
        self._reader = TrailReader(release.shelved, release.store, language)

    def entry(self, noted: Noted) -> Entry:
        """The entry about a change."""
        name = self._links.short(noted.thing)
        title, summary = self._told(noted)
        return Entry(
            iri=Stream(self._links.base).version(noted.segment, noted.page, noted.sequence),
            title=self._say(_SAID[noted.kind], what=title or noted.label or name),
            summary=summary,
            updated=noted.segment.time,
            page=self._page(noted.thing),
            kind=noted.kind,
        )

    def news(self, noted: Noted) -> Entry | None:
        """The entry about a change for those who are written to: of what is there and open alone."""
        handling = self._reader.facts.handling(noted.thing)
        if handling and not handling.closed:
            entry = self.of(noted.thing, noted.segment.time)
            said = entry.title if noted.kind == "Create" else self._say(_SAID["Update"], what=entry.title)
            return replace(entry, title=said)
        if handling or noted.kind == "Delete" or not self._reader.facts.published(noted.thing):
            return None
        where, said = self._meeting(noted.thing), self._say(_HELD)
        return Entry(noted.thing, where, noted.segment.time, self._page(noted.thing), "Meeting", said)

    def of(self, item: str, updated: str) -> Entry:
        """The entry about an agenda item by itself, whatever became of it since."""
        title, summary = self._handled(item)
        return Entry(item, title or self._links.short(item), updated, self._page(item), "AgendaItem", summary)

    def _page(self, thing: str) -> str:
        """The whole address of the page about a thing of ours."""
        return self._links.page_address(self._links.href(thing) or "")

    def _handled(self, item: str) -> tuple[str, str]:
        """A title and a summary of an item; empty for what is none."""
        handling = self._reader.facts.handling(item)
        if not handling:
            return "", ""
        told = self._reader.handling(handling)
        return f"{self._decided(told)} – {_short(handling.title, _TITLE)}", self._words(told)

    def _told(self, noted: Noted) -> tuple[str, str]:
        """A title and a summary; empty where there is nothing to say beside the label."""
        thing, facts = noted.thing, self._reader.facts
        if noted.kind == "Delete":
            return self._gone(thing)
        if facts.handling(thing):
            return self._handled(thing)
        at = place(thing)
        if at and at.is_meeting:
            items = [one.title for one in facts.of_meeting(thing)]
            more = f" … og {len(items) - _ITEMS} flere" if len(items) > _ITEMS else ""
            listed = "; ".join(_short(title, _TITLE) for title in items[:_ITEMS])
            said = f"{self._became(thing)}Dagsorden: {listed}{more}."
            return self._meeting(thing), said if items else _NOT_HERE
        if number := self._reader.number(thing):
            return self._case(thing, number)
        return "", ""

    def _became(self, meeting: str) -> str:
        """That minutes have taken the place of the agenda, if they have."""
        minutes = self._release.published.get(str(minutes_of(meeting)))
        became = minutes is not None and any(
            AGENDA_BECAME_MINUTES in codes for codes in minutes.codes.values()
        )
        return _BECAME if became else ""

    def _case(self, case: str, number: str) -> tuple[str, str]:
        """A case by its last handling; one that is only mentioned has none."""
        handlings: list[Handling] = self._reader.facts.of_case(case)
        if not handlings:
            return (
                f"Sag {number}",
                "Sagen er nævnt i et referat, men ikke behandlet på noget møde i samlingen.",
            )
        told = self._reader.handling(handlings[-1])
        title = f"Sag {number} – {self._decided(told)}"
        return title, f"{_short(told.title, _TITLE)}: {self._words(told)}"

    def _decided(self, told: HandlingDetails) -> str:
        """``Økonomiudvalget 12. juni 2024: Godkendt``; without an outcome only where and when."""
        place = f"{self._release.told_apart(told.body, told.item)} {self._links.language.day(told.date)}"
        codes = told.decision.outcomes if told.decision and not told.closed else ()
        language = self._links.language.code
        said = " / ".join(outcome_words([one for one in codes if one != "ikke-registreret"], language))
        if not said:
            said = self._say("Lukket") if told.closed else self._say("punkt %(number)s", number=told.number)
        return f"{place}: {said}"

    def _words(self, told: HandlingDetails) -> str:
        if told.closed:
            return self._say(_CLOSED)
        words = told.decision.text if told.decision else ""
        return _short(words, _WORDS) if words and words.strip(" -") else self._say(_UNDECIDED)

    def _meeting(self, meeting: str) -> str:
        body, date = body_and_date(meeting)
        where = self._release.told_apart(self._reader.label(body), body)
        return f"{where} {self._links.language.day(date)}"

    def _gone(self, thing: str) -> tuple[str, str]:
        """What is left to say of something deleted: the place it had, as its IRI has it."""
        at = place(thing)
        if at is None or at.below or self._reader.label(at.body) == at.body:
            return "", ""
        where = self._meeting(at.meeting)
        return (f"{where}, punkt {at.number}" if at.item else where), ""


def _short(text: str, most: int) -> str:
    """The text on one line, cut between words."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most].rsplit(' ', 1)[0]} …"
