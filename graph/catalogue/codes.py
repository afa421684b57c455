"""The code lists that a description in DCAT takes codes from, and the codes that ours has."""

from dataclasses import dataclass

from graph.base.config import PUBLISHER_TYPES
from graph.base.labels import Labels

_EU = "http://publications.europa.eu/resource/authority/"
_ADMS = "http://purl.org/adms/"


@dataclass(frozen=True, slots=True)
class CodeList:
    """A list that a profile takes codes from: what its codes begin with, and its own IRI."""

    space: str
    iri: str
    titles: Labels

    def at(self, code: str) -> str:
        """The IRI of a code of it."""
        return self.space + code

    def has(self, iri: str) -> bool:
        """Whether that is the IRI of a code of it."""
        return iri.startswith(self.space)


def authority(name: str, titles: Labels) -> CodeList:
    """A list of the EU's Publications Office, by its name."""
    return CodeList(f"{_EU}{name}/", _EU + name, titles)


FILE_TYPES = authority("file-type", Labels(da="Filtyper", en="File types"))
_LANGUAGES = authority("language", Labels(da="Sprog", en="Languages"))
LICENCES_OF_EU = authority("licence", Labels(da="Licenser", en="Licences"))
THEMES = authority("data-theme", Labels(da="Datatemaer", en="Data themes"))
_LICENCE_TYPES = CodeList(
    f"{_ADMS}licencetype/", f"{_ADMS}licencetype/1.0", Labels(da="Licenstyper", en="Licence types")
)
_PUBLISHER_TYPES = CodeList(
    f"{_ADMS}publishertype/", f"{_ADMS}publishertype/1.0", Labels(da="Udgivertyper", en="Publisher types")
)


@dataclass(frozen=True, slots=True)
class Code:
    """A code of a list, and what it is called."""

    of: CodeList
    code: str
    labels: Labels

    @property
    def iri(self) -> str:
        return self.of.at(self.code)


DENMARK = Code(
    authority("country", Labels(da="Lande", en="Countries")), "DNK", Labels(da="Danmark", en="Denmark")
)
PUBLIC = Code(
    authority("access-right", Labels(da="Adgangsrettigheder", en="Access rights")),
    "PUBLIC",
    Labels(da="offentlig", en="public"),
)
IRREGULAR = Code(
    authority("frequency", Labels(da="Hyppigheder", en="Frequencies")),
    "IRREG",
    Labels(da="uregelmæssig", en="irregular"),
)
DANISH = Code(_LANGUAGES, "DAN", Labels(da="dansk", en="Danish"))
ENGLISH = Code(_LANGUAGES, "ENG", Labels(da="engelsk", en="English"))
GOVERNMENT = Code(
    THEMES, "GOVE", Labels(da="Regeringen og den offentlige sektor", en="Government and public sector")
)
ATTRIBUTION = Code(_LICENCE_TYPES, "Attribution", Labels(da="Kreditering", en="Attribution"))
SHARE_ALIKE = Code(
    _LICENCE_TYPES, "ViralEffect-ShareAlike", Labels(da="Deling på samme vilkår", en="Share alike")
)
PUBLIC_DOMAIN = Code(_LICENCE_TYPES, "PublicDomain", Labels(da="Fri af ophavsret", en="Public domain"))
PUBLISHERS = {code: Code(_PUBLISHER_TYPES, code, labels) for code, labels in PUBLISHER_TYPES.items()}
"""What a publisher may be (ADMS), by the last part of the IRI."""
