"""A member's right used: to have a case settled by the council (kommunestyrelsesloven § 23), or put on its
agenda (§ 11)."""

import re
from collections.abc import Sequence
from itertools import islice

from graph.minutes.model import Referral
from graph.wording.alternatives import has_any
from graph.wording.bodies import RAAD
from graph.wording.passages import Passage
from graph.wording.sides import list_before
from graph.wording.voters import Voters, read_person, read_voters

STOPPED, RAISED = "standsningsret", "initiativret"
_BODY = (
    r"(?P<body>(?:[\w-]{0,40}[,]?\s(?:og|-)\s)?[\w-]{0,60}(?:byråd|kommunalbestyrelse|borgerrepræsentation"
    rf"|regionsråd|udvalg|{RAAD}et|nævn)(?:et|en|n)?)s?(?!\w)"
)
_CASE = r"(?:sagen|punktet|spørgsmålet|beslutningen|afgørelsen|indstillingen|denne\s+sag)"
_STOPS = re.compile(
    r"(?<!\w)(?P<verb>ønsker|ønskede|begærer|begærede|begæret|kræver|krævede|anmoder|anmodede|bad|beder|indbringer|indbragte|har\s+begæret|har\s+ønsket|standsede|standser|stoppede|benyttede|benytter|gjorde|gør|udnyttede)(?!\w)",
    re.IGNORECASE,
)
_BY_LAW = re.compile(r"§\s*23(?!\d)|standsningsret", re.IGNORECASE)
_TO_COUNCIL = re.compile(
    rf"(?<!\w)(?:{_CASE}\s+(?:\w+\s+){{0,3}}?(?:indbragt|indbringes)(?!\w)|(?:indbragt|indbringes|indbringe|indbringer|indbragte)(?!\w)|(?:til\s+afgørelse|afgjort|behandlet)(?!\w)|{_CASE}\s+(?:for(?:elagt)?|i|til)\s)",
    re.IGNORECASE,
)
_CASE_TO = re.compile(rf"(?<!\w){_CASE}\s+(?:i|for)\s+{_BODY}", re.IGNORECASE)
_PASSIVE = re.compile(
    rf"(?<!\w){_CASE}\s+(?:blev|er|begæres|indbringes)\s*(?:af\s+(?=[A-ZÆØÅ(])|begæret|indbragt|herefter)?",
    re.IGNORECASE,
)
_WHERE = re.compile(
    rf"(?:i|for|til|af|forelagt(?:\s+for)?)\s+(?:den\s+|det\s+samlede\s+|et\s+)?{_BODY}", re.IGNORECASE
)
_OF_BODY = re.compile(rf"(?<!\w){_BODY}", re.IGNORECASE)
_TITLED = re.compile(
    r"^\W*(?:forslag\s+til\s+)?(?:initiativret\w*|initiativsag\w*|medlemsforslag\w*|byrådsmedlemsforslag\w*)|initiativretssag|(?<!\w)medlemsforslag(?:et)?(?!\w)|§\s*11[\s-]+sag",
    re.IGNORECASE,
)
_RAISED = re.compile(
    r"(?<!\w)(?:begæret|begærer|begærede|anmodet|anmoder|anmodede|bedt|beder|bad|ønsker|ønsket|ønskede|krævet)(?!\w)[^.]{0,160}?"
    r"(?:på|til)\s+(?:\w+\s+)?dagsorden(?:en)?(?!\w)",
    re.IGNORECASE,
)
_INITIATIVE = re.compile(r"(?<!\w)initiativret(?:ten)?(?!\w)|styrelseslovens?\s+§\s*11(?!\d)", re.IGNORECASE)
_MOVED_BY = re.compile(r"\(?(?<!\w)(?:stillet|rejst|fremsat)\s+af\s+", re.IGNORECASE)
_SENT = re.compile(
    rf"(?<!\w)(?:sendt\w*|sender|sendes|oversend\w*|henvis\w*|overgiv\w*|videresend\w*)(?!\w)[^.\n]{{0,120}}?(?<!\w)(?:til|i)\s+(?:realitetsbehandling\s+i\s+|behandling\s+i\s+|videre\s+behandling\s+i\s+|drøftelse\s+i\s+)?{_BODY}",
    re.IGNORECASE,
)
# § 23 is of the council alone.
_COUNCIL = re.compile(r"byråd|kommunalbestyrelse|borgerrepræsentation|regionsråd|(?<!\w)rådet", re.IGNORECASE)
_NOT_THAT = re.compile(r"(?<!\w)(?:ikke|protokol\w*|dagsorden\w*)(?!\w)", re.IGNORECASE)
_LONGEST = 6000
_LONGEST_CLAUSE = 400
_MOST = 100


def read_referral(passage: Passage | None, title: Passage | None, told: Sequence[Passage]) -> Referral | None:
    """The right that was used: to stop a decision, as the decision tells, or to raise the case, as its title
    or the texts before the decision do."""
    stopped = _stopped(passage) if passage else None
    return stopped or _raised(passage, title, told)


def _stopped(passage: Passage) -> Referral | None:
    words = passage.words
    for verb in islice(_STOPS.finditer(words), _MOST):
        start, end = passage.around(verb.start())
        rest = words[verb.start() : min(end, verb.start() + _LONGEST_CLAUSE)]
        by_law = _BY_LAW.search(rest)
        where = _WHERE.search(rest) or (by_law and _OF_BODY.search(rest))
        asks = re.match(r"(?:har\s+)?(?:begær|kræv|indbr)", verb["verb"], re.IGNORECASE)
        asks = asks or _CASE_TO.search(rest) or re.search(r"indbr|afgørelse|afgjort|behandlet\si\s", rest)
        council = where is not None and _COUNCIL.search(where["body"]) is not None
        if not (by_law or (council and asks and _TO_COUNCIL.search(rest))) or _NOT_THAT.search(rest):
            continue
        by = list_before(words, start, verb.start()) or read_voters(words, verb.end() + 1, end, subject=True)
        if by and by.named:
            to = _name(where["body"]) if where else None
            return _referral(passage, STOPPED, (by.start, end), by, to)
    raised = has_any(words, "begær", "indbragt", "indbringes")
    for match in islice(_PASSIVE.finditer(words), _MOST) if raised else ():
        start, end = passage.around(match.start())
        rest = words[match.start() : min(end, match.start() + _LONGEST_CLAUSE)]
        where = _WHERE.search(rest)
        told = re.search(r"(?<!\w)(?:begær\w+|indbragt|indbringes)(?!\w)", rest, re.IGNORECASE)
        if not told or not (where or _BY_LAW.search(rest)) or _NOT_THAT.search(rest):
            continue
        lead = re.compile(r"(?<!\w)af\s+(?=[A-ZÆØÅ(]|[Gg]ruppe)").search(words, match.start(), end)
        by = read_voters(words, lead.end(), end, subject=True) if lead else None
        if by is not None or _BY_LAW.search(rest) or "begær" in rest:
            return _referral(passage, STOPPED, (start, end), by, _name(where["body"]) if where else None)
    return None


def _raised(passage: Passage | None, title: Passage | None, told: Sequence[Passage]) -> Referral | None:
    to = _sent_to(passage)
    for one in told:
        words = one.words[:_LONGEST]
        raised = _RAISED.finditer(words) if has_any(words, "dagsorden") else ()
        own = _INITIATIVE.finditer(words) if has_any(words, "initiativret", "styrelseslov") else ()
        for match in islice((*raised, *own), _MOST):
            start, end = one.around(match.start())
            by = list_before(words, start, match.start()) or _first_named(words, start, match.start())
            if by is not None and by.named and not re.search(r"(?<!\w)ikke(?!\w)", words[start:end]):
                return _referral(one, RAISED, (start, end), by, to)
    if title is None or not _TITLED.search(title.words):
        return None
    for one in told:
        moved = _MOVED_BY.search(one.words[:_LONGEST])
        by = read_voters(one.words, moved.end()) if moved else None
        if moved and by and by.named:
            return _referral(one, RAISED, (moved.start(), by.end), by, to)
    return _referral(title, RAISED, (0, len(title.words)), _in_title(title.words), to)


def _first_named(words: str, start: int, end: int) -> Voters | None:
    person = next(
        (
            found
            for match in re.finditer(r"(?<![\w-])[A-ZÆØÅ]", words[start:end])
            if (found := read_person(words, start + match.start(), end))
        ),
        None,
    )
    return Voters(person.start, person.end, persons=[person]) if person else None


def _in_title(words: str) -> Voters | None:
    """Who is named at the end of a title (`Gratis bus for unge (Ø)`) or behind `fra` there."""
    behind = re.compile(r"(?<!\w)(?:fra|af)\s+(?=[A-ZÆØÅ(]|[Gg]ruppe|[Ll]iste)").search(words)
    by = read_voters(words, behind.end()) if behind else None
    if by and by.named:
        return by
    opened = words.rstrip().rfind("(")
    return read_voters(words, opened) if opened >= 0 and words.rstrip().endswith(")") else None


def _sent_to(passage: Passage | None) -> str | None:
    """The body that the decision sends the case to."""
    sent = (
        _SENT.search(passage.words)
        if passage and has_any(passage.words, "send", "henvis", "overgiv")
        else None
    )
    return _name(sent["body"]) if sent else None


def _name(body: str) -> str:
    name = " ".join(body.split())
    return name[:1].upper() + name[1:]


def _referral(
    passage: Passage, kind: str, span: tuple[int, int], by: Voters | None, to: str | None
) -> Referral:
    parties, persons = by.quotes(passage.document, passage.span.start) if by else ((), ())
    return Referral(kind, passage.quote(*span), to, parties, persons)
