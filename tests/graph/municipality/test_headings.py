"""The forms of headings that a profile has beside the general ones."""

import pytest

from graph.base.config import OperatorError
from graph.minutes.document import Document
from graph.municipality.profile import Profile, read_profile
from graph.readers.layout.layout import lay_out


def profile(own: str) -> Profile:
    prefixes = "@prefix sg: <https://w3id.org/sagsgraf/ns#> .\n@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    return read_profile("nyby", f'{prefixes}<kommune> skos:prefLabel "Nyby Kommune"@da ; {own} .')


def test_a_municipality_has_headings_of_its_own() -> None:
    text = "Emne nr. 4 | Ny vej\nSagsnr.: 17/1\n\nEmne nr. 5 | Budget\nSagsnr.: 17/2\n"
    own = profile('sg:itemHeading "Emne nr. {n} | {title}"')
    assert [(one.number, one.title.text) for one in lay_out(Document("x.txt", text), own).blocks] == [
        (4, "Ny vej"),
        (5, "Budget"),
    ]


@pytest.mark.parametrize("own", ['sg:itemHeading "Emne {n}"', 'sg:decisionHeading "{body} og {body} {date}"'])
def test_a_form_without_its_parts_is_refused(own: str) -> None:
    with pytest.raises(OperatorError, match="once"):
        profile(own)
