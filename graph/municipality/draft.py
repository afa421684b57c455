"""A new municipality: a profile of ten lines and the settings that name it, for the operator to go on from.

What is asked for cannot be read from minutes: the name and the authority's code. Bodies, units and posts are
known by their form until the profile has them; ``sagsgraf propose`` lists them.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from graph.base.config import FILE_NAME, OperatorError
from graph.minutes.document import one_line
from graph.municipality.profile import NEUTRAL, read_profile
from graph.ontology.iris import EVERYBODY, slug

_CODE = re.compile(r"\d{3}")
_NAME = re.compile(r"[^\W\d_][\w .'’-]{0,80}")
_MUNICIPALITY = re.compile(r"\s+kommune$", re.IGNORECASE)
_PROFILE = """\
# {name}: the beginning of a profile. Bodies, units and posts are added line by line (sagsgraf propose).
@prefix sg: <https://w3id.org/sagsgraf/ns#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<kommune> a org:FormalOrganization ; skos:prefLabel {named}@da, {english}@en ;
    skos:altLabel {town}@da ; org:identifier "{code}"^^sg:AuthorityCode .
<nummerform/{code}-aaaa-n> a sg:NumberGeneration ; skos:notation "{code}-YYYY-N" ;
    skos:prefLabel "Sagsnummer"@da, "Case number"@en ; sg:pattern "{code}-\\\\d{{4}}-\\\\d{{1,7}}" .
<nummerform/aa-nnnnnn> a sg:NumberGeneration ; skos:notation "YY-NNNNNN" ;
    skos:prefLabel "Sagsnummer"@da, "Case number"@en ; sg:pattern "\\\\d{{2}}-\\\\d{{6}}K?" .
"""
_SETTINGS = """\
# Every setting is listed in README.md. A harvest needs contact_email, and a catalogue licence.
contact_email = ""
licence = ""
"""
_ENTRY = """
[[municipality]]
profile = {profile}
{place} = {where}
"""


@dataclass(frozen=True, slots=True)
class Draft:
    """What was written: the profile, and the settings or, where there are some already, the lines they
    lack."""

    profile: Path
    settings: Path
    entry: str
    settings_written: bool


def draft(folder: Path, name: str, code: str, minutes: str = "", host: str = "") -> Draft:
    """Write the profile and the settings of a municipality into a folder, where nothing is overwritten.

    ``name`` is that of the municipality, with or without the word, ``code`` its three digits, and ``minutes``
    the folder of its minutes, or ``host`` the publication site that they are harvested from. Raises
    :class:`OperatorError` for a name or code that cannot be one, and for a profile that is there already.
    """
    town = _MUNICIPALITY.sub("", one_line(name))
    short = slug(town)
    if not _NAME.fullmatch(town) or short in (EVERYBODY, NEUTRAL.slug):
        raise OperatorError(f"{name!r} is not the name of a municipality")
    if not _CODE.fullmatch(code):
        raise OperatorError(f"{code!r} is not an authority's code; it is of three digits, such as 326")
    if bool(minutes) == bool(host):
        raise OperatorError(
            "give the folder of the minutes, or the host of the site to harvest, and not both"
        )
    profile, settings = folder / f"{short}.ttl", folder / FILE_NAME
    turtle = _PROFILE.format(
        name=f"{town} Kommune",
        named=_quoted(f"{town} Kommune"),
        english=_quoted(f"{town} Municipality"),
        town=_quoted(town),
        code=code,
    )
    read_profile(short, turtle)  # a name may hold what no Turtle can
    entry = _ENTRY.format(
        profile=_quoted(profile.name),
        place="folder" if minutes else "host",
        where=_quoted(minutes or host),
    )
    _write_new(profile, turtle)
    written = not settings.exists()
    if written:
        _write_new(settings, _SETTINGS + entry)
    return Draft(profile, settings, entry.strip(), written)


def _quoted(words: str) -> str:
    """A string as Turtle, TOML and JSON all have it."""
    return json.dumps(words, ensure_ascii=False)


def _write_new(path: Path, text: str) -> None:
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise OperatorError(f"{path} is there already; nothing was written") from None
