"""Short names of bodies that a text itself tells."""

import pytest

from graph.municipality.profile import NEUTRAL, Profile, load_profile
from graph.wording.recognition import with_recognised


def short_names(text: str, profile: Profile = NEUTRAL) -> dict[str, str]:
    agents = with_recognised(text, profile).recognised
    return {short: agent.name for agent in agents for short in agent.exact if short.isupper()}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Kultur- og Fritidsudvalget (KFU) mødes. KFU drøfter.", {"KFU": "Kultur- og Fritidsudvalget"}),
        ("Økonomiudvalgets (ØU) møde. ØU drøfter.", {"ØU": "Økonomiudvalget"}),
        ("Center for Børn og Unge (CBU) svarer.", {"CBU": "Center for Børn og Unge"}),
        # Letters that nobody introduces, letters that are another's, a name that is not there.
        ("Økonomiudvalget mødes. ØU drøfter.", {}),
        ("Kultur- og Fritidsudvalget mødes. Sagen går til KFU.", {}),
        ("Kultur- og Fritidsudvalget (DIF) mødes.", {}),
        ("Sagen går til KFU.", {}),
        (
            "Vorup Kommune og Vorup Kommune. Kultur- og Fritidsudvalget mødes. "
            "I Holbæk Kommunes Kultur- og Fritidsudvalget (KFU) mødes man. Sagen går til KFU.",
            {},
        ),
        # A line of bodies alone.
        (
            "Direktionen, Kultur- og Fritidsudvalget\n\nDirektion, KFU\n",
            {"KFU": "Kultur- og Fritidsudvalget"},
        ),
        ("Teknikudvalget, Økonomiudvalget\n\nTU, ØU\n", {}),
        (
            "Kultur- og Fritidsudvalget\n\nKFU.\n",
            {"KFU": "Kultur- og Fritidsudvalget"},
        ),
        (
            "Udvalget for Teknik og Miljø, Byrådet\n\nTMU - Byrådet\n",
            {"TMU": "Udvalget for Teknik og Miljø"},
        ),
        ("Kultur- og Fritidsudvalget, Kyst- og Friluftsudvalget\n\nKFU", {}),
        ("Kultur- og Fritidsudvalget\n\nKFU, NN", {}),
        ("Direktionen og Økonomiudvalget mødes.\n\nDirektion, ØK.\n", {"ØK": "Økonomiudvalget"}),
        ("Økonomiudvalget, Byrådet\n\nØK, BY\n", {}),
        ("Økonomiudvalget, Byrådet\n\nSS-U, ØK, Byrådet\n", {}),
    ],
)
def test_what_a_text_calls_a_body(text: str, told: dict[str, str]) -> None:
    assert short_names(text) == told


def test_one_of_the_profile_has_what_the_text_calls_it_beside_its_own() -> None:
    profile = load_profile("aadalsoe")
    (agent,) = with_recognised("Økonomiudvalget (ØU) mødes. ØU og ØK drøfter.", profile).recognised
    assert (agent.name, agent.exact, agent.by_form) == ("Økonomiudvalget", ("ØU",), False)


def test_what_the_profile_calls_another_is_left_alone() -> None:
    profile = load_profile("aadalsoe")
    assert (
        short_names("Borgmesterens Udvalg for Unge, Kultur- og Friluftsudvalget mødes. KFU.", profile) == {}
    )
