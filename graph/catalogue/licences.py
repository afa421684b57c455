"""The licences that public data have: every IRI that each is known by, and what it is called where.

A portal knows a licence by the IRI of the EU's authority list (data.europa.eu), by that of those who wrote it
(Creative Commons), or by a title of its own register: CKAN's in English, Open Data DK's in Danish.
"""

from dataclasses import dataclass

from graph.base.labels import Labels
from graph.catalogue.codes import ATTRIBUTION, LICENCES_OF_EU, PUBLIC_DOMAIN, SHARE_ALIKE, Code


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence, of a ``kind`` of ADMS's list. ``titles`` are those of the registers of Open Data DK, in
    Danish, and CKAN, in English; ``iris`` those it is known by, ``codes`` those of the EU's list, the present
    one first. Of one that each authority has at an address of its own, ``part`` is what all these have in
    them. ``referred`` is the entry of a register that has not this one, which sends its reader to the
    description of the data."""

    titles: Labels
    kind: Code
    iris: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    part: str = ""
    referred: str = ""

    @property
    def known_by(self) -> tuple[str, ...]:
        """Its IRIs, those of the EU's list first."""
        return (*map(LICENCES_OF_EU.at, self.codes), *self.iris)

    def beside(self, iri: str) -> str:
        """Its IRI of the other kind: that of those who wrote it for one of the EU's list, and the other way
        round; empty where there is none."""
        others = self.iris if LICENCES_OF_EU.has(iri) else self.known_by[: len(self.codes)]
        return next(iter(others), "")

    def is_at(self, iri: str) -> bool:
        """Whether that is an IRI of it, in any of the forms it is written in: with http or https, with or
        without the slash at the end, or leading to the text of it in a language."""
        asked = _bare(iri)
        if self.part and self.part in asked:
            return True
        return any(asked == own or asked.startswith(f"{own}/") for own in map(_bare, self.known_by))


def _bare(iri: str) -> str:
    return iri.partition("://")[2].removeprefix("www.").rstrip("/").lower()


_CC = "https://creativecommons.org/"
_EUPL = Licence(Labels("European Union Public Licence 1.2"), SHARE_ALIKE, codes=("EUPL_1_2",))
EUPL = _EUPL.known_by[0]
LICENCES = (
    Licence(
        Labels(da="Creative Commons CC0 1.0 Universelt (CC0 1.0)", en="Creative Commons CCZero"),
        PUBLIC_DOMAIN,
        (f"{_CC}publicdomain/zero/1.0/",),
        ("CC0",),
    ),
    Licence(
        Labels(
            da="Creative Commons Navngivelse 4.0 International (CC BY 4.0)",
            en="Creative Commons Attribution",
        ),
        ATTRIBUTION,
        (f"{_CC}licenses/by/4.0/",),
        ("CC_BY_4_0", "CC_BY"),
    ),
    Licence(
        Labels(
            da="Creative Commons Navngivelse–DelPåSammeVilkår 4.0 International (CC BY-SA 4.0)",
            en="Creative Commons Attribution Share-Alike",
        ),
        SHARE_ALIKE,
        (f"{_CC}licenses/by-sa/4.0/",),
        ("CC_BYSA_4_0", "CC_BYSA"),
    ),
    Licence(
        Labels(
            da="Vilkår for brug af danske offentlige data", en="Terms of use of Danish public sector data"
        ),
        ATTRIBUTION,
        part="vilkaar-for-brug",
        referred="Se licensen på datasættets beskrivelse | See license terms on dataset description",
    ),
    _EUPL,
)


def licence_of(iri: str) -> Licence | None:
    """The licence of that IRI; ``None`` for one that is none of the usual ones."""
    return next((licence for licence in LICENCES if licence.is_at(iri)), None)


def licence_titles(iri: str) -> Labels:
    """The titles of a licence, or its IRI where it is none of the usual ones."""
    known = licence_of(iri)
    return known.titles if known else Labels(iri)
