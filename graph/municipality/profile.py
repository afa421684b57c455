"""Who meets and who works in a municipality: read from a Turtle profile, never written in code.

A profile (W3C ORG with SKOS labels) holds the municipality, its bodies, units, posts and standing
items, and how its case numbers look. Its IRIs are relative to ``{base}/id/{slug}/``.
"""

import hashlib
import re
import warnings
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal as OneOf

from rdflib import RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.exceptions import ParserError

from graph.base.config import OperatorError
from graph.minutes.document import one_line
from graph.municipality.streets import NO_STREETS, Streets, read_streets
from graph.ontology.iris import Iris, definite
from graph.ontology.terms import ORG, term

PROFILES = Path(__file__).parent
_RELATIVE_TO = "profile:/"

Kind = OneOf["body", "unit", "post", "series"]


@dataclass(frozen=True, slots=True)
class Agent:
    """A body, unit, post or standing series.

    ``path`` is its IRI relative to the municipality's, ``name`` the canonical Danish name;
    ``aliases`` are matched whatever the capitals, ``exact`` only as they are spelled. One that is recognised
    by form in a text, and not of the profile, is ``by_form``; of it only these are matched, and what stands
    ``at`` places of that text, by first character and end.
    """

    kind: Kind
    path: str
    name: str
    aliases: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    by_form: bool = False
    at: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class NumberForm:
    """A generation of case numbers: ``notation`` for people, ``pattern`` for the reader."""

    path: str
    notation: str
    pattern: str

    @cached_property
    def alone(self) -> re.Pattern[str]:
        """The pattern for a number that stands by itself; raises ``re.error`` for a faulty one."""
        return _compiled(*_without_anchors(self.pattern), "{}")

    @cached_property
    def within(self) -> re.Pattern[str]:
        """The pattern for a number among other words: no part of a longer one."""
        return _compiled(*_without_anchors(self.pattern), r"(?<![\w-])(?:{})(?![\w-])")


def _without_anchors(pattern: str) -> tuple[str, str]:
    """The flags that a pattern begins with, and the pattern without `^` and `$` around it: a number in
    running text begins and ends no line."""
    flags = re.match(r"\(\?[aimsux]+\)", pattern)
    rest = re.sub(r"^(?:\^|\\A)", "", pattern[flags.end() if flags else 0 :])
    return flags[0] if flags else "", re.sub(r"(?<!\\)((?:\\\\)*)(?:\$|\\Z)$", r"\1", rest)


@lru_cache(maxsize=64)
def _compiled(flags: str, pattern: str, around: str) -> re.Pattern[str]:
    return re.compile(flags + around.replace("{}", pattern))


_BREAK = re.compile(r"(?<=-)\s(?=\w)")


@dataclass(frozen=True)
class Profile:
    """A municipality as the reader knows it; ``turtle`` is the file it was read from.

    ``rejected`` are names that look like a body's or a unit's and are none; ``recognised`` are those of the
    text that is read, by their form.
    """

    slug: str
    name: str
    aliases: tuple[str, ...]
    authority_code: str
    agents: tuple[Agent, ...]
    number_forms: tuple[NumberForm, ...]
    turtle: str
    # How its minutes print the headings of items and of decisions, where no general form holds.
    item_headings: tuple[str, ...] = ()
    decision_headings: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    # The host of its publication site, and the bodies that themselves publish the decisions of closed items.
    source_host: str = ""
    closed_decisions: tuple[str, ...] = ()
    # The name of the file of its streets, which lies beside the profile, and what it has.
    street_file: str = ""
    streets: Streets = NO_STREETS
    recognised: tuple[Agent, ...] = ()
    # What the municipality is named after, where the text that is read or the profile tells.
    town: str = ""

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        """Worked out once: a profile is asked for what is kept of it at every stretch of a text."""
        return hash((self.slug, self.turtle, self.streets.sha256, self.recognised, self.town))

    def with_recognised(self, agents: Iterable[Agent], town: str) -> "Profile":
        """The profile for one text, with what is recognised in it by form, and the municipality's town."""
        return replace(self, recognised=tuple(agents), town=town)

    def graph(self, base: str) -> Graph:
        """The profile as linked data under the base IRI, its names as ``rdfs:label`` too; read once, and
        not to be changed."""
        return _linked_data(self.turtle, str(Iris(base, self.slug).of("")))

    def publishes_closed(self, body: str) -> bool:
        """Whether the municipality has said that a body itself publishes what it decides of closed items."""
        return any(_same(self, name, body) for name in self.closed_decisions)

    @property
    def sha256(self) -> str:
        """That of all it is read from."""
        return hashlib.sha256((self.turtle + self.streets.sha256).encode()).hexdigest()

    def of_kind(self, *kinds: Kind) -> list[Agent]:
        """The agents of these kinds, those of the file."""
        return [agent for agent in self.agents if agent.kind in kinds]

    @cached_property
    def _by_name(self) -> dict[tuple[Kind, str], Agent]:
        names: dict[tuple[Kind, str], Agent] = {}
        for agent in (*self.agents, *self.recognised):
            for name in (agent.name, *agent.aliases, *agent.exact):
                names.setdefault((agent.kind, folded(name)), agent)
        for (kind, name), agent in list(names.items()):
            if kind == "body" and " " not in name:  # `Direktion` on a path is `Direktionen`
                names.setdefault((kind, without_ending(name)), agent)
                names.setdefault((kind, folded(definite(name))), agent)
        return names

    def find(self, kind: Kind, name: str) -> Agent | None:
        """The agent that a whole name means, in any case, with or without the genitive -s."""
        key = folded(name)
        return self._by_name.get((kind, key)) or self._by_name.get((kind, re.sub(r"['’]?s$", "", key)))

    def case_numbers(self, text: str) -> list[tuple[int, int]]:
        """Where case numbers of any generation stand in a text, perhaps broken over lines after a hyphen."""
        # A number is looked for in the text without its breaks, so no pattern has to know of them.
        broken = [match.start() for match in _BREAK.finditer(text)]
        whole = _BREAK.sub("", text)
        before = [place - removed for removed, place in enumerate(broken)]
        found: list[tuple[int, int]] = []
        for form in self.number_forms:
            for match in form.within.finditer(whole):
                if match.end() > match.start():
                    first, last = match.start(), match.end() - 1
                    found.append((first + bisect_right(before, first), last + bisect_right(before, last) + 1))
        found.sort(key=lambda place: (place[0], -place[1]))
        return [one for at, one in enumerate(found) if all(other[1] <= one[0] for other in found[:at])]

    def number_form(self, number: str) -> NumberForm | None:
        """The generation a normalised number is of."""
        for form in self.number_forms:
            if form.alone.fullmatch(number):
                return form
        return None


@lru_cache(maxsize=8)
def _linked_data(turtle: str, base: str) -> Graph:
    graph = Graph().parse(data=turtle, format="turtle", publicID=base)
    for subject, label in list(graph.subject_objects(SKOS.prefLabel)):
        graph.add((subject, RDFS.label, label))
    return graph


def _same(profile: Profile, name: str, other: str) -> bool:
    """Whether two names are those of one body."""
    one, two = profile.find("body", name), profile.find("body", other)
    return one == two if one and two else folded(name) == folded(other)


NEUTRAL = Profile(
    slug="ukendt",
    name="Ukendt kommune",
    aliases=(),
    authority_code="",
    agents=(),
    number_forms=(NumberForm("nummerform/aa-nnnnnn", "YY-NNNNNN", r"\d{2}-\d{6}K?"),),
    turtle="",
)


_AROUND_HYPHEN = re.compile(r"\s*([-/])\s*")
_DASHES = str.maketrans("–—", "--")


def folded(name: str) -> str:
    """A name for comparison: case folded, one space, any dash a hyphen without spaces around it."""
    return _folded(name) if len(name) < 200 else _fold(name)


def without_ending(name: str) -> str:
    """A name without its definite ending: `Økonomiudvalg`, `Direktion`, `Kommunalbestyrelse`."""
    return re.sub(r"(?:(?<=lse)n|(?<!ls)en|et)$", "", name)


def _fold(name: str) -> str:
    return _AROUND_HYPHEN.sub(r"\1", one_line(name.translate(_DASHES))).casefold()


# The same headings and names come again in every document.
_folded = lru_cache(maxsize=8192)(_fold)


def load_profile(name: str) -> Profile:
    """The profile of that name among the ones supplied, or of that path.

    Raises :class:`OperatorError` when there is none, or when it is not Turtle or lacks its name.
    """
    path = PROFILES / f"{name}.ttl" if re.fullmatch(r"[a-z0-9-]+", name) else Path(name)
    try:
        turtle = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise OperatorError(
            f"profile {name}: cannot be read ({error}); known: {', '.join(names())}"
        ) from None
    profile = read_profile(path.stem, turtle)
    if not profile.street_file:
        return profile
    return replace(profile, streets=_streets(path.parent / profile.street_file))


# One that was read is read again only when the file has changed.
def _streets(path: Path) -> Streets:
    try:
        known = path.stat()
    except OSError as error:
        raise OperatorError(f"streets {path}: cannot be read ({error})") from None
    return _streets_of(path, known.st_mtime_ns, known.st_size)


@lru_cache(maxsize=8)
def _streets_of(path: Path, changed: int, size: int) -> Streets:
    return read_streets(path)


def names() -> list[str]:
    """The profiles supplied with the program."""
    return sorted(path.stem for path in PROFILES.glob("*.ttl"))


@lru_cache(maxsize=64)
def read_profile(slug: str, turtle: str) -> Profile:
    """The profile that a Turtle text holds, read once as long as it is the same; raises
    :class:`OperatorError` for a faulty one."""
    if not re.fullmatch(r"[a-z0-9-]+", slug):
        raise OperatorError(f"profile {slug}: the file name must be of a-z, 0-9 and hyphens")
    try:
        graph = Graph().parse(data=turtle, format="turtle", publicID=_RELATIVE_TO)
    except (SyntaxError, ParserError, ValueError) as error:
        raise OperatorError(f"profile {slug}: not valid Turtle: {one_line(str(error))[:200]}") from None
    municipality = URIRef(_RELATIVE_TO + "kommune")
    labels = _labels(graph, municipality, SKOS.prefLabel)
    if not labels:
        raise OperatorError(f"profile {slug}: <kommune> has no skos:prefLabel in Danish")
    codes = [o for o in graph.objects(municipality, ORG.identifier) if isinstance(o, Literal)]
    authority = [str(code) for code in codes if code.datatype == term("AuthorityCode")]
    return Profile(
        slug=slug,
        name=labels[0],
        aliases=tuple(_labels(graph, municipality, SKOS.altLabel)),
        authority_code=authority[0] if authority else "",
        agents=tuple(_agents(graph, slug)),
        number_forms=tuple(_number_forms(graph, slug)),
        item_headings=tuple(_templates(graph, slug, municipality, "itemHeading", ("{n}", "{title}"))),
        decision_headings=tuple(
            _templates(graph, slug, municipality, "decisionHeading", ("{body}",), "{date}")
        ),
        turtle=turtle,
        rejected=tuple(_labels(graph, municipality, term("notAnAgent"))),
        source_host=_host(graph, slug, municipality),
        closed_decisions=tuple(_labels(graph, municipality, term("closedDecisionsOf"))),
        street_file=_street_file(graph, slug, municipality),
    )


def _host(graph: Graph, slug: str, municipality: URIRef) -> str:
    """The one host of the municipality's publication site, or none."""
    hosts = sorted(str(value).lower() for value in graph.objects(municipality, term("sourceHost")))
    if len(hosts) > 1 or not all(_HOST.fullmatch(host) for host in hosts):
        raise OperatorError(f"profile {slug}: sg:sourceHost: one name of a host, such as dagsordener.by.dk")
    return hosts[0] if hosts else ""


def _street_file(graph: Graph, slug: str, municipality: URIRef) -> str:
    """The name of the one file of its streets, or none; it lies beside the profile."""
    files = sorted(str(value) for value in graph.objects(municipality, term("streetFile")))
    if len(files) > 1 or not all(_FILE.fullmatch(name) for name in files):
        raise OperatorError(
            f"profile {slug}: sg:streetFile: the name of one file beside it, such as veje.csv"
        )
    return files[0] if files else ""


def _labels(graph: Graph, subject: URIRef, prop: URIRef) -> list[str]:
    values = (o for o in graph.objects(subject, prop) if isinstance(o, Literal))
    return sorted(str(value) for value in values if value.language in (None, "da"))


def _agents(graph: Graph, slug: str) -> Iterable[Agent]:
    kinds: list[tuple[Kind, URIRef]] = [
        ("body", term("Body")),
        ("unit", term("Unit")),
        ("post", ORG.Post),
        ("series", term("StandingItemSeries")),
    ]
    for kind, cls in kinds:
        for subject in sorted(s for s in graph.subjects(RDF.type, cls) if isinstance(s, URIRef)):
            preferred = _labels(graph, subject, SKOS.prefLabel)
            if not preferred:
                raise OperatorError(f"profile {slug}: <{_path(subject)}> has no skos:prefLabel in Danish")
            alternative = tuple(_labels(graph, subject, SKOS.altLabel))
            exact = tuple(_labels(graph, subject, SKOS.hiddenLabel))
            yield Agent(kind, _path(subject), preferred[0], alternative, exact)


def _templates(
    graph: Graph, slug: str, municipality: URIRef, name: str, parts: tuple[str, ...], optional: str = ""
) -> Iterable[str]:
    """The forms of headings that a profile has; each part is in them once, but one that may be left out."""
    for template in sorted(str(value) for value in graph.objects(municipality, term(name))):
        if (
            any(template.count(part) != 1 for part in parts)
            or (optional and template.count(optional) > 1)
            or template.count(" / ") > 1
            or len(template) > 200
        ):
            raise OperatorError(
                f"profile {slug}: sg:{name} {template!r}: {' and '.join(parts)} once, on a line or two"
            )
        yield template


def _number_forms(graph: Graph, slug: str) -> Iterable[NumberForm]:
    for subject in sorted(
        s for s in graph.subjects(RDF.type, term("NumberGeneration")) if isinstance(s, URIRef)
    ):
        pattern = str(graph.value(subject, term("pattern")) or "")
        form = NumberForm(_path(subject), str(graph.value(subject, SKOS.notation) or ""), pattern)
        wrong = _fault(form)
        if wrong:
            raise OperatorError(f"profile {slug}: sg:pattern of <{form.path}>: {wrong}")
        if pattern:
            yield form


def _fault(form: NumberForm) -> str:
    """What is wrong with a pattern, in a few words, or nothing."""
    if len(form.pattern) > _LONGEST_PATTERN:
        return f"longer than {_LONGEST_PATTERN} characters"
    if _REPEATED_REPETITION.search(form.pattern):
        return "a repetition of a repetition can take for ever"
    try:
        # What Python only warns of is no pattern that anybody meant.
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            empty = form.pattern and (form.alone.fullmatch("") or form.within.fullmatch(""))
    except (re.error, OverflowError, RecursionError, Warning) as error:
        return one_line(str(error)) or type(error).__name__
    return "it is true of no number at all" if empty else ""


_HOST = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}\.)+[a-z0-9-]{2,62}(?::\d{1,5})?")
_FILE = re.compile(r"[\w-][\w.-]{0,99}")
_LONGEST_PATTERN = 200
_REPEATED_REPETITION = re.compile(r"[+*}]\)(?:[+*]|\{\d*,)")


def _path(iri: URIRef) -> str:
    return str(iri).removeprefix(_RELATIVE_TO)
