"""A proposed link with its reason in words, and the sentences that carry it."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import chain

from rdflib import SKOS

from graph.cases import titles
from graph.cases.evidence import Evidence, Quotation
from graph.cases.facts import CaseFacts
from graph.cases.likeness import Likeness
from graph.cases.link import CaseLink, Reason
from graph.cases.matter import Matter
from graph.cases.text_words import passages, spelled

_MOST_WORDS, _MOST_SENTENCES = 4, 2
_TWO, _FEW = 2, 12

# Of a text only the words that say most of it are looked up, so what is told is of titles, which are whole.
_WORDS = {
    "da": {
        "two": "{words} står kun i disse to sagers titler",
        "few": "begge titler har {words}, som kun få sager har",
        "some": "begge titler har {words}",
        "text": "{words} står i den ene sags titel og i den andens tekst",
        "texts": "begge sagers tekst har {words}",
        "code": "samme journalnummer ({codes})",
        "file": "de har et bilag til fælles",
        "cited": "den ene henviser til den andens møde",
        "path": "den ene var på vej til det organ, der behandlede den anden",
        "and": " og ",
    },
    "en": {
        "two": "only the titles of these two cases have {words}",
        "few": "both titles have {words}, which those of few cases do",
        "some": "both titles have {words}",
        "text": "{words} of the one's title stands in the other's text",
        "texts": "both texts have {words}",
        "code": "same journal code ({codes})",
        "file": "they share an attachment",
        "cited": "the one refers to the other's meeting",
        "path": "the one was on its way to the body that handled the other",
        "and": " and ",
    },
}


def proposal(like: Likeness, facts: CaseFacts, evidence: Evidence) -> CaseLink:
    """The link from the one to the other, with the titles most alike and the sentences that name the other's
    subject."""
    told = {word: _spelled(word, like, facts) for word in like.cases}
    quotations = [evidence.title(like.mine), evidence.title(like.theirs)]
    quotations += list(_sentences(like, facts, evidence))
    codes = sorted({number for code in like.codes for number in facts.of(code, SKOS.notation)})
    return CaseLink(
        like.kind,
        like.origin.subject,
        like.target.subject,
        Decimal(f"{like.score:.2f}"),
        tuple(dict.fromkeys(quotations)),
        proposed=True,
        words=tuple(sorted({told[word] for word in (*like.in_titles, *like.in_text)})),
        reason=tuple(Reason(language, _reason(like, told, codes, language)) for language in _WORDS),
    )


def _reason(like: Likeness, told: dict[str, str], codes: Sequence[str], language: str) -> str:
    say = _WORDS[language]

    def named(words: Iterable[str]) -> str:
        quoted = [f"»{told[word]}«" for word in list(words)[:_MOST_WORDS]]
        return say["and"].join(filter(None, (", ".join(quoted[:-1]), quoted[-1])))

    parts = []
    for most, least, key in ((_TWO, 0, "two"), (_FEW, _TWO, "few"), (10**9, _FEW, "some")):
        if found := [word for word in like.in_titles if least < like.cases[word] <= most]:
            parts.append(say[key].format(words=named(found)))
    if like.in_text:
        parts.append(say["text"].format(words=named(like.in_text)))
    if like.of_texts:
        parts.append(say["texts"].format(words=named(like.of_texts)))
    if like.files:
        parts.append(say["file"])
    if codes:
        parts.append(say["code"].format(codes=", ".join(codes)))
    parts += [say[key] for key, true in (("cited", like.cited), ("path", like.on_path)) if true]
    return "; ".join(parts)


def _spelled(word: str, like: Likeness, facts: CaseFacts) -> str:
    """A stem as the one or the other has it: the shortest form in their titles, or else in their texts."""
    items = (*like.origin.titled, *like.target.titled)
    forms = {form.casefold() for item in items for form in titles.spelled(item.title, {word})}
    if not forms:
        texts = chain.from_iterable(passages(facts, item) for item in items)
        forms = {form.casefold() for passage in texts for form in spelled(passage.text, word)}
    return min(forms, key=lambda form: (len(form), form), default=word)


def _sentences(like: Likeness, facts: CaseFacts, evidence: Evidence) -> Iterable[Quotation]:
    """The first sentences of each text that has what the other is called."""
    for whose, other in ((like.target, like.origin), (like.origin, like.target)):
        wanted = [word for word in like.in_text if word in other.words and word in whose.text]
        yield from _first(whose, wanted, facts, evidence)


def _first(whose: Matter, wanted: Sequence[str], facts: CaseFacts, evidence: Evidence) -> list[Quotation]:
    found: dict[Quotation, None] = {}
    for word in wanted:
        places = (
            (passage, form)
            for item in whose.titled
            for passage in passages(facts, item)
            for form in spelled(passage.text, word)
        )
        if first := next(places, None):
            passage, form = first
            if quotation := evidence.sentence(passage.node, passage.text, form):
                found[quotation] = None
    return list(found)[:_MOST_SENTENCES]
