"""Where a case stands in a line: ``Godkendt af Byrådet den 4. maj 2023 efter 4 behandlinger over 2 år.``"""

from collections.abc import Sequence
from datetime import date

from api.i18n.language import N_, Language
from api.site import closed_items
from graph.cases.planned_steps import Ahead
from graph.cases.trail import HandlingDetails, Trail, TrailReader
from graph.ontology.terms import concept, vocabulary

_BY = N_("%(outcome)s af %(body)s den %(day)s")
_IN = N_("%(outcome)s i %(body)s den %(day)s")
_FREE = N_("Behandlet i %(body)s den %(day)s med en beslutning i egne ord")
_UNKNOWN = N_("Behandlet i %(body)s den %(day)s; der er ikke læst nogen beslutning i referatet")
_YEAR, _MONTH = 365.25, 30.44  # days


def status(
    reader: TrailReader, trail: Trail, latest: HandlingDetails | None, ahead: Sequence[Ahead], say: Language
) -> str:
    """One line on a case; ``latest`` is its last handling as told, ``ahead`` what never came."""
    if latest is None:
        return say.say("Nævnt i referaterne, men ikke behandlet på noget møde i samlingen.")
    days = {"first": say.day(trail.handlings[0].date), "last": say.day(latest.date)}
    if latest.standing:
        count = len(trail.handlings)
        if count == 1:
            return say.say("Fast punkt på dagsordenen: på ét møde, %(last)s.", last=days["last"])
        return say.say(
            "Fast punkt på dagsordenen: på %(count)s møder fra %(first)s til %(last)s.", count=count, **days
        )
    if latest.topic:
        topics = {reader.topic(item) for item in trail.handlings}
        return say.say(
            "Nummeret dækker %(count)s emner, der ikke er samme sag; hvert har sit forløb.", count=len(topics)
        )
    sentences = [f"{_latest(reader, latest, say)}{_length(trail, say)}.", *_onward(reader, trail, ahead, say)]
    return " ".join(sentences)


def outcome_words(codes: Sequence[str], language: str) -> list[str]:
    """The labels of outcomes, given as codes."""
    return [vocabulary().label(concept("beslutningsudfald", code), language) or code for code in codes]


def _latest(reader: TrailReader, latest: HandlingDetails, say: Language) -> str:
    values = {"body": say.within(latest.body), "day": say.day(latest.date)}
    codes = latest.decision.outcomes if latest.decision else ()
    if latest.closed and not codes:
        return closed_items.handled(reader.store, latest.body_iri, latest.body, latest.date, say)
    if not codes or codes == ("ikke-registreret",):
        return say.say(_UNKNOWN, **values)
    if codes == ("fritekst",):
        return say.say(_FREE, **values)
    told = [code for code in codes if code not in ("fritekst", "ikke-registreret")]
    words = " / ".join(outcome_words(told, say.code))
    # Told as something a body did; of the others a body is only where it came about.
    by = vocabulary().meanings[told[-1]].act_of_body
    return say.say(_BY if by else _IN, outcome=words, **values)


def _length(trail: Trail, say: Language) -> str:
    """How many handlings it took, and how long; nothing for a single one."""
    count = len(trail.handlings)
    if count == 1:
        return ""
    first, last = (date.fromisoformat(item.date) for item in (trail.handlings[0], trail.handlings[-1]))
    days = (last - first).days
    if not days:
        return say.say(" efter %(count)s behandlinger", count=count)
    return say.say(" efter %(count)s behandlinger over %(time)s", count=count, time=duration(days, say))


def duration(days: int, say: Language) -> str:
    """``2 år``, ``5 måneder`` or ``12 dage``: a stretch of time in the largest unit there are two of, or one
    year."""
    if days >= _YEAR - 1:
        count = round(days / _YEAR)
        return say.words.ngettext("%(count)s år", "%(count)s år", count) % {"count": count}
    if days >= 2 * _MONTH:
        return say.say("%(count)s måneder", count=round(days / _MONTH))
    return say.words.ngettext("%(count)s dag", "%(count)s dage", days) % {"count": days}


def _onward(reader: TrailReader, trail: Trail, ahead: Sequence[Ahead], say: Language) -> list[str]:
    """What the last handling says comes next, by what became of it."""
    latest = trail.handlings[-1]
    told = [one for one in ahead if one.told == latest]

    def bodies(code: str) -> str:
        return say.together([say.within(reader.label(one.body)) for one in told if one.status == code])

    sentences = []
    if planned := bodies("planlagt"):
        sentences.append(
            say.say("Skulle videre til %(bodies)s; det er ikke set i samlingens referater.", bodies=planned)
        )
    if stopped := bodies("stoppet"):
        sentences.append(
            say.say(
                "Stoppet i %(body)s; skulle være gået videre til %(bodies)s.",
                body=say.within(reader.label(latest.body)),
                bodies=stopped,
            )
        )
    if outside := bodies("uden-for-korpus"):
        sentences.append(
            say.say(
                "Skulle videre til %(bodies)s; senere referater derfra er ikke i samlingen.",
                bodies=outside,
            )
        )
    return sentences
