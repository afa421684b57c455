"""What is said of a closed item: that its content has not been published, of whom it may be asked, and, of
the council alone, that it was handled behind closed doors.
"""

import re
from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode
from rdflib import RDFS, SKOS

from api.i18n.language import N_, Language
from graph.base.config import Config
from graph.store.oxigraph import Store

_NAMES = re.compile(
    r"(?:[A-ZÆØÅ][\w-]+ ){0,3}(?i:byråd(?:et)?|kommunalbestyrelsen?|borgerrepræsentation(?:en)?)"
    r"(?: i [\w -]{1,60})?"
)
"""What the body to which kommunestyrelsesloven § 10 applies is called: the law's own word, and those that
municipalities use for it. Committees and boards hold no public meetings, so that theirs have no doors to
close."""
_IN_COUNCIL = N_("Behandlet for lukkede døre i %(body)s den %(day)s; indholdet er ikke offentliggjort")
_ELSEWHERE = N_("Behandlet i %(body)s den %(day)s som lukket punkt; indholdet er ikke offentliggjort")


def is_council(names: Iterable[str]) -> bool:
    """Whether a body of these names is the council of a municipality.

    >>> is_council(["Byrådet"]), is_council(["Byrådssekretariatet"]), is_council(["Aarhus Byråd"])
    (True, False, True)
    """
    return any(_NAMES.fullmatch(name.strip()) for name in names)


def behind_doors(store: Store, body: str) -> bool:
    """Whether the body of that IRI is a council, by what the release calls it."""
    about = NamedNode(body)
    names = (
        triple.object.value
        for predicate in (RDFS.label, SKOS.altLabel)
        for triple in store.triples(about, NamedNode(str(predicate)))
        if isinstance(triple.object, Literal)
    )
    return is_council(names)


def handled(store: Store, body: str, label: str, day: str, say: Language) -> str:
    """The beginning of a sentence on a closed handling by a body of that IRI and label."""
    said = _IN_COUNCIL if behind_doors(store, body) else _ELSEWHERE
    return say.say(said, body=say.within(label), day=say.day(day))


def whom_to_ask(config: Config) -> tuple[str, str] | None:
    """The name and the mail address of those who answer, if they are stated."""
    return (
        (config.contact_name or config.contact_email, config.contact_email) if config.contact_email else None
    )
