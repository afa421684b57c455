"""Bodies and units that the profile lacks, recognised by the form of their names and by where they stand.

`Børne- og Skoleudvalget`, `Center for Plan og Miljø`, `Team Vej`, `Økonomistaben`, `Jobcenter Nord`, `Kultur
og Fritid`; a budget's heading (`HR:`), the unit behind a chief (`chefen for Plan`). A common noun, the name
of another authority or of a firm, and a subject (`inden for Kultur og Fritid`) are none. In doubt nothing is
recognised.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from graph.minutes.document import one_line
from graph.municipality.profile import Agent, Profile, folded, without_ending
from graph.ontology.iris import recognised_path
from graph.wording.abbreviations import with_abbreviations
from graph.wording.agent_words import is_field, is_field_alone, spelled_words, words_of
from graph.wording.mentions import GAP, MUNICIPALITY, known_agents, municipalities, of_another
from graph.wording.name_forms import (
    FORMS,
    MAYBE,
    Candidate,
    Kind,
    in_mid_sentence,
    of_town,
    parts_of,
)
from graph.wording.recommendations import units_behind_chiefs
from graph.wording.short_names import only_ones


def with_recognised(text: str, profile: Profile) -> Profile:
    """The profile with the bodies and units that a text names and it lacks; names it rejects are left out."""
    found = _Recognition(text, profile)
    agents = with_abbreviations(text, profile, found.agents(), found.town)
    return profile.with_recognised(agents, found.town)


class _Recognition:
    def __init__(self, text: str, profile: Profile) -> None:
        self.text, self.profile = text, profile
        self.rejected = {folded(name) for name in profile.rejected}
        known = known_agents(profile).find(text)
        self.taken = sorted((m.quote.span.start, m.quote.span.end) for m in known)
        self.town = _own_town(text, profile)
        self.other_towns = municipalities(text) - {self.town}

    def agents(self) -> list[Agent]:
        """Each name once, with the other forms of it that the text has."""
        groups: dict[tuple[Kind, str], list[Candidate]] = {}
        for one in self._standing(self._candidates()):
            groups.setdefault((one.kind, folded(one.name)), []).append(one)
        kept = {key: group for key, group in groups.items() if self._is_witnessed(group)}
        return _joined(self.text, self.profile, kept)

    def _candidates(self) -> Iterator[Candidate]:
        for form in FORMS:
            yield from form(self.text)
        yield from of_town(self.text, self.town)
        for start, end in units_behind_chiefs(self.text, self.profile):
            name = one_line(self.text[start:end])
            if all(map(is_field, parts_of(name))):
                yield Candidate("unit", name, start, end, placed=is_field_alone(name), spelled=True)

    def _standing(self, candidates: Iterable[Candidate]) -> list[Candidate]:
        """Those that are no other's and no subject, the longest where two overlap; known names go first,
        unless they are a part of a longer one."""
        kept: list[Candidate] = []
        ends: list[tuple[int, int]] = []
        for one in sorted(candidates, key=lambda c: (c.start, -c.end, not c.sure)):
            if ends and one.start < ends[-1][1]:
                continue
            if not self._is_known(one) and not self._is_excluded(one):
                kept.append(one)
                ends.append((one.start, one.end))
        return kept

    def _is_known(self, one: Candidate) -> bool:
        """Whether the profile has the name, or one that covers it, or one of the same kind within it."""
        known = self.profile.find(one.kind, one.name)
        if known:
            return not one.placed
        overlapping = [(s, e) for s, e in self.taken if s < one.end and one.start < e]
        return any(s <= one.start and one.end <= e for s, e in overlapping) or (
            one.kind == "unit" and bool(overlapping)
        )

    def _is_excluded(self, one: Candidate) -> bool:
        key = folded(one.name)
        if key in self.rejected or key in words_of("almindeligt"):
            return True
        if any(key.endswith(word) for word in words_of("fremmed")):
            return True
        before = self.text[max(0, one.start - 60) : one.start]
        behind = self.text[one.end : one.end + 20]
        if of_another(self.text, one.start, one.end, one.kind, self.town):
            return True
        if not self.other_towns.isdisjoint(one.name.split()):
            return True
        return bool(_OF_FIRM.match(behind)) or bool(_of_others().search(before))

    def _is_witnessed(self, group: Sequence[Candidate]) -> bool:
        """Whether one of the places is enough, or a capital in mid-sentence tells a name from a noun."""
        if any(one.sure for one in group):
            return True
        name = group[0].name
        small = re.findall(rf"(?<![\w-]){re.escape(name[0].lower() + name[1:])}(?!\w)", self.text)
        if any(in_mid_sentence(self.text, one.start) for one in group):
            return len(small) <= len(group)
        return not small and name.endswith(_OF_OFFICES)


# A capital that only begins sentences is enough for what is hardly anything but an office.
_OF_OFFICES = ("afdelingen", "enheden", "kontoret", "teamet")
_OF_FIRM = re.compile(rf"['’]?s?{MAYBE}(?:A/S|ApS|I/S|P/S|K/S|AB|GmbH|Ltd|a\.?m\.?b\.?a)\b")


@cache
def _of_others() -> re.Pattern[str]:
    """Words before a name that say it is not the municipality's."""
    words = "|".join(re.escape(word) for word in spelled_words("fremmed-ved"))
    return re.compile(
        rf"(?<!\w)(?i:{words}){MAYBE}(?:for{GAP}|fra{GAP}|i{GAP}|ved{GAP}|hos{GAP}|[\"”“»]){{0,1}}"
        rf"(?:[\wÆØÅæøå]+{GAP}og{GAP})?$"
    )


def _own_town(text: str, profile: Profile) -> str:
    """The municipality's town: by the profile, or the one named most as a municipality."""
    if profile.name.endswith(" Kommune") and profile.turtle:
        return profile.name.removesuffix(" Kommune")
    named = Counter(match["town"] for match in MUNICIPALITY.finditer(text)).most_common(1)
    return named[0][0] if named else ""


# Names that are one: the definite and the bare form of the only unit of its kind, a team by its short name.


def _joined(text: str, profile: Profile, groups: dict[tuple[Kind, str], list[Candidate]]) -> list[Agent]:
    names: dict[tuple[Kind, str], set[str]] = {
        key: {one_line(text[one.start : one.end]) for one in group} for key, group in groups.items()
    }
    listed = {(_kind(one), folded(one.name)): one for one in profile.of_kind("body", "unit")}
    weights = {key: len(group) for key, group in groups.items()}
    heads = only_ones(dict.fromkeys(listed, 0) | weights, listed.keys())
    agents = []
    for key in list(groups):
        other = heads.get(key)
        if other in groups:
            names[other] |= names.pop(key) | {groups[key][0].name}
            groups[other] += groups.pop(key)
        elif other:
            agents.append(_short_for(listed[other], groups.pop(key), names.pop(key)))
    for (kind, _), group in groups.items():
        first = group[0]
        agents.append(_agent(kind, first, group, names[kind, folded(first.name)], profile, text))
    return agents


def _kind(agent: Agent) -> Kind:
    return "body" if agent.kind == "body" else "unit"


def _at_places(known: Agent, group: Sequence[Candidate]) -> Agent:
    """A body or unit of the profile at the places that mean it, though their words alone do not tell."""
    return Agent(known.kind, known.path, known.name, at=tuple((one.start, one.end) for one in group))


def _short_for(known: Agent, group: Sequence[Candidate], printed: set[str]) -> Agent:
    """One of the profile by another name of it, which it has in this text."""
    names = tuple(sorted({group[0].name, *printed}))
    spelled = all(one.spelled for one in group)
    aliases, exact = ((), names) if spelled else (names, ())
    return Agent(known.kind, known.path, known.name, aliases, exact)


def _agent(
    kind: Kind, first: Candidate, group: Sequence[Candidate], names: set[str], profile: Profile, text: str
) -> Agent:
    known = profile.find(kind, first.name)
    if known:  # its word alone does not tell, but these places do
        return _at_places(known, group)
    placed = all(one.placed for one in group)
    spelled = all(one.spelled for one in group)
    names = set() if placed else {first.name, *names}
    return Agent(
        kind,
        recognised_path(kind, first.name),
        first.name,
        aliases=() if spelled else tuple(sorted(names | _bare(kind, first.name))),
        exact=tuple(sorted(names)) if spelled else (),
        by_form=True,
        at=tuple((one.start, one.end) for one in group) if placed else (),
    )


def _bare(kind: Kind, name: str) -> set[str]:
    """A body's name without its definite ending, as paths of treatment print it."""
    return {without_ending(name)} if kind == "body" and " " not in name else set()
