"""What is known of a matter by one number, as far as it helps to find it again under another."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.cases import titles
from graph.cases.facts import CaseFacts, Handling
from graph.cases.text_words import attachment_titles, decided_words, text_words
from graph.ontology.iris import municipality_of, slug
from graph.ontology.terms import term

_FIRST, _LAST = 2, 8  # items of a case that are looked at: of a long one its beginning and its end
_TELLING = 12  # letters of the words of an attachment's title that is not any note or form
_CUT = 2  # letters by which a stem may be shorter than the name


def title_words(item: Handling) -> frozenset[str]:
    """The words of its title that an item is found by; none for a standing item, and never the name of the
    municipality. Of a closed item the title is public, and there is nothing else."""
    if not item.single:
        return frozenset()
    municipality = municipality_of(item.meeting).municipality
    return frozenset(word for word in titles.words(item.title) if not _is_name(word, municipality))


def subject_words(facts: CaseFacts, item: Handling) -> frozenset[str]:
    """The other words that an item is found by: the compounds that its title has taken apart and, of an open
    one, the parts of those in it and words of its text."""
    if not item.single:
        return frozenset()
    municipality = municipality_of(item.meeting).municipality
    own = title_words(item)
    found = titles.compounds(item.title)
    if not item.closed:
        found |= titles.subject_parts(own) | text_words(facts, item)
    return frozenset(word for word in found if not _is_name(word, municipality)) - own


def _is_name(word: str, municipality: str) -> bool:
    return municipality.startswith(slug(word)) and len(slug(word)) >= len(municipality) - _CUT


@dataclass(frozen=True, slots=True)
class Matter:
    """A case, or an item without a number of its own: ``subject`` is its IRI, ``titled`` its items in order
    of time. ``words``, ``parts`` and ``text`` are the stems of its titles, of the parts of compounds in them
    and of its texts, ``compounds`` those of :func:`titles.compounds`, ``decided`` all those of its decisions
    and recommendations, ``names`` those of its titles that are names. ``codes``, ``documents``, ``bodies``
    and ``planned`` (the bodies on its path) are IRIs, ``files`` the titles of attachments."""

    subject: str
    titled: tuple[Handling, ...]
    words: frozenset[str]
    parts: frozenset[str]
    compounds: frozenset[str]
    text: frozenset[str]
    decided: frozenset[str]
    names: frozenset[str]
    codes: frozenset[str]
    documents: frozenset[str]
    files: frozenset[str]
    bodies: frozenset[str]
    planned: frozenset[str]

    @property
    def first(self) -> str:
        return self.titled[0].date

    @property
    def last(self) -> str:
        return self.titled[-1].date

    @property
    def keys(self) -> frozenset[str]:
        """All words it is found by."""
        return self.words | self.parts | self.compounds | self.text


def read_matter(facts: CaseFacts, subject: str) -> Matter | None:
    """The matter of a case or item; ``None`` where no item of it has a title that says anything."""
    items = facts.of_case(subject) or facts.handlings((subject,))
    titled = [item for item in items if title_words(item)]
    if not titled:
        return None
    items = _bounded(titled)
    words = frozenset(word for item in items for word in title_words(item))
    said = frozenset(word for item in items for word in facts.of(item.item, term("subjectWord"))) - words
    compounds = frozenset(found for item in items for found in titles.compounds(item.title)) & said
    parts = titles.subject_parts(words) & said
    listed = [pair for item in items if not item.closed for pair in attachment_titles(facts, item)]
    return Matter(
        subject=subject,
        titled=tuple(items),
        words=words,
        parts=parts,
        compounds=compounds,
        text=said - parts - compounds,
        decided=frozenset(word for item in items for word in decided_words(facts, item)),
        names=frozenset(name for item in items for name in titles.names(item.title)) & words,
        codes=frozenset(code for item in items for code in facts.of(item.item, term("journalCode"))),
        documents=frozenset(document for document, _ in listed),
        files=frozenset(title.casefold() for _, title in listed if _tells(title)),
        bodies=frozenset(item.body for item in items),
        planned=frozenset(step.body for item in items for step in facts.steps(item.item)),
    )


def _bounded(items: Sequence[Handling]) -> list[Handling]:
    return list(items) if len(items) <= _FIRST + _LAST else [*items[:_FIRST], *items[-_LAST:]]


def _tells(title: str) -> bool:
    """Whether a title of an attachment could not be that of any other's."""
    said = [word for word in titles.words(title) if titles.says_much(word)]
    return len(said) > 1 and sum(map(len, said)) >= _TELLING
