"""What a finding says on a page, by its code and never in its own words: those may quote the text."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from api.language import N_
from api.render import Links
from api.terms import layers, shapes_triples
from api.thing import Description

# The findings of the reader that a published document can have.
READER: Mapping[str, str] = {
    "body-unknown": N_("Organet står ikke i kommunens profil."),
    "case-number-form": N_("Et sagsnummer har en ukendt form."),
    "closed-in-doubt": N_("Et punkt er for en sikkerheds skyld regnet for lukket."),
    "closed-item-text": N_("Der stod tekst under et lukket punkt; den er udeladt."),
    "closing-word-in-title": N_("Et åbent punkts titel begynder med et ord, der kan lukke det."),
    "date-differs": N_("Referatet giver mødet to datoer."),
    "draft": N_("Referatet er et udkast."),
    "encoded-twice": N_("Filen var kodet mere end én gang; bogstaverne er læst, som de var ment."),
    "file-cut": N_("Filen ender midt i et tegn; den er formentlig skåret af."),
    "foreign-bytes": N_("Filen har linjer i et andet tegnsæt end resten."),
    "heading-lost": N_("Et punkt har ingen overskrift; en side mangler formentlig i referatet."),
    "heading-misplaced": N_("Noget ligner en overskrift, men står uden for rækken."),
    "headings-misplaced": N_("Mange linjer ligner overskrifter, men står uden for rækken."),
    "hidden-text": N_("Tekst, der er skjult eller har baggrundens farve, er udeladt."),
    "letters-lost": N_("Nogle tegn i filen kan ikke læses."),
    "letters-unknown": N_("Nogle tegn i PDF-filen kan ikke læses som bogstaver."),
    "not-in-contents": N_("Et punkt står ikke i indholdsfortegnelsen."),
    "not-utf8": N_("Filen er ikke UTF-8; den er læst i et andet tegnsæt."),
    "notes": N_("Fodnoter og slutnoter er ikke læst."),
    "numbers-missing": N_("Et nummer mangler i rækken af punkter."),
    "other-kind": N_("Filen er af en anden slags, end dens navn siger."),
    "page-without-text": N_("En side er uden tekst og formentlig skannet."),
    "person-unresolved": N_("Noget blandt deltagerne er ikke et fuldt navn."),
    "second-decision": N_("Et punkt har to beslutninger fra samme møde; den første er brugt."),
    "struck-out": N_("Tekst, der er streget over, er udeladt."),
    "text-boxes": N_("Tekstbokse er ikke læst."),
    "text-in-doubt": N_("Tekst efter et punkt kan være et manglende punkts; den er ikke brugt."),
    "title-differs": N_("Et punkt hedder noget andet i indholdsfortegnelsen."),
    "tracked-changes": N_("Dokumentet har rettelser, der ikke er godkendt; de er læst som godkendt."),
    "unread": N_("Ingen regel forklarer et stykke af teksten."),
}


@dataclass(frozen=True, slots=True)
class Words:
    """What a code means; ``layer`` is that of its shape, empty for a finding of the reader."""

    message: str
    layer: str = ""


@cache
def _shapes(links: Links) -> Mapping[str, Words]:
    """The shapes by name, in the language of the links."""
    description = Description(shapes_triples(), links)
    found = {}
    for iri, layer in layers().items():
        node = description.node(iri)
        found[node.code] = Words(node.text("sh:message") or node.label, layer)
    return found


def words(code: str, links: Links) -> Words | None:
    """What a code means in the language of some links; ``None`` for a code nobody uses."""
    if code in READER:
        return Words(links.language.say(READER[code]))
    return _shapes(links).get(code)
