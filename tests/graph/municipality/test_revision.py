"""A profile revised in words."""

import pytest
from each import each
from hypothesis import given
from hypothesis import strategies as st

from graph.base.config import OperatorError
from graph.municipality import revision
from graph.municipality.profile import Profile, read_profile

TURTLE = '''# The profile of Nowhere; a # in a comment, a . and a " too
@prefix sg: <https://w3id.org/sagsgraf/ns#> .
PREFIX org: <http://www.w3.org/ns/org#>
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<kommune> a org:FormalOrganization ; skos:prefLabel "Ingenby Kommune"@da ; skos:altLabel "Ingenby"@da .

# Units
<enhed/plan> a sg:Unit ; # it plans ; and . builds
    skos:prefLabel "Center for \\"Plan\\""@da, "Centre for Planning"@en ;
    skos:altLabel "Plancentret"@da ; org:unitOf <kommune>.
<enhed/team-plan> a sg:Unit ; skos:prefLabel """Team Plan"""@da ; skos:hiddenLabel "TP"@da ;
    org:unitOf <enhed/plan> .
<stilling/planchef> a org:Post ; skos:prefLabel "Planchef"@da ; org:postIn <enhed/team-plan> .
'''
PROFILE = read_profile("ingenby", TURTLE)
LINE = '<enhed/vej> a sg:Unit ; skos:prefLabel "Vej"@da ; org:unitOf <kommune> .'


def changed(after: Profile) -> tuple[list[str], list[str]]:
    """The lines that went and that came."""
    before, now = TURTLE.splitlines(), after.turtle.splitlines()
    return [line for line in before if line not in now], [line for line in now if line not in before]


def test_a_name_is_accepted_at_the_end() -> None:
    after = revision.accept(PROFILE, "Vej", LINE)
    assert after.turtle == TURTLE + LINE + "\n"
    assert after.find("unit", "Vej")


def test_a_new_name_keeps_the_old_one_and_the_address() -> None:
    after = revision.rename(PROFILE, 'Center for "Plan"', "Center for Plan og Miljø")
    went, came = changed(after)
    assert went == [
        '    skos:prefLabel "Center for \\"Plan\\""@da, "Centre for Planning"@en ;',
        '    skos:altLabel "Plancentret"@da ; org:unitOf <kommune>.',
    ]
    assert came == [
        '    skos:prefLabel "Center for Plan og Miljø"@da, "Centre for Planning"@en ;',
        '    skos:altLabel "Plancentret"@da ; org:unitOf <kommune> ;',
        '    skos:altLabel "Center for \\"Plan\\""@da.',
    ]
    agent = revision.find(after, "Center for Plan og Miljø")
    assert agent
    assert (agent.path, agent.aliases) == ("enhed/plan", ('Center for "Plan"', "Plancentret"))


def test_an_alias_becomes_the_name_and_is_it_no_longer() -> None:
    after = revision.rename(PROFILE, "Plancentret", "Plancentret")
    agent = revision.find(after, "Plancentret")
    assert agent
    assert (agent.name, agent.aliases) == ("Plancentret", ('Center for "Plan"',))
    back = revision.find(revision.rename(after, 'Center for "Plan"', 'Center for "Plan"'), "Plancentret")
    assert back
    assert (back.name, back.aliases) == ('Center for "Plan"', ("Plancentret",))


def test_what_is_joined_goes_and_what_pointed_there_points_to_the_other() -> None:
    after = revision.join(PROFILE, "Team Plan", "Plancentret")
    agent = revision.find(after, "Team Plan")
    assert agent
    assert (agent.path, agent.exact) == ("enhed/plan", ("TP",))
    assert "<enhed/team-plan>" not in after.turtle
    assert "org:postIn <enhed/plan> ." in after.turtle
    assert "# it plans ; and . builds" in after.turtle
    assert after.turtle.startswith(TURTLE[:200])
    named = revision.join(PROFILE, "Byplan", "Team Plan")
    assert 'skos:altLabel "Byplan"@da .' in named.turtle


def test_what_is_rejected_is_none() -> None:
    after = revision.reject(PROFILE, 'Plan og "Byg"')
    assert after.turtle == TURTLE + '<kommune> sg:notAnAgent "Plan og \\"Byg\\""@da .\n'
    gone = revision.reject(PROFILE, "Planchef")
    assert not gone.find("post", "Planchef")
    assert gone.rejected == ("Planchef",)


@each(
    ("name", "kept"),
    [
        ("Plancentret", " a sg:Unit ; # it plans ; and . builds"),
        ("TP", 'skos:prefLabel """Team Plan"""@da ;'),
    ],
)
def test_another_name_that_is_rejected_takes_nothing_with_it(name: str, kept: str) -> None:
    after = revision.reject(PROFILE, name)
    assert revision.find(after, name) is None
    assert after.rejected == (name,)
    assert kept in after.turtle
    assert len(after.agents) == len(PROFILE.agents)
    again = revision.accept(after, name, LINE.replace("Vej", name))
    assert again.rejected == ()  # for it was accepted after all
    assert revision.reject(revision.join(PROFILE, "Byplan", "Team Plan"), "Byplan").find("unit", "Team Plan")


@each(
    ("change", "said"),
    [
        (lambda: revision.accept(PROFILE, "Plancentret", LINE), "already"),
        (lambda: revision.accept(PROFILE, "Vej", LINE.replace("vej", "plan")), "under another name"),
        (lambda: revision.rename(PROFILE, "Vej", "Veje"), "is called 'Vej'"),
        (lambda: revision.rename(PROFILE, "Team Plan", "Plancentret"), "already"),
        (lambda: revision.join(PROFILE, "Plancentret", 'Center for "Plan"'), "the same already"),
        (lambda: revision.join(PROFILE, "Planchef", "Plancentret"), "is a post"),
        (lambda: revision.reject(PROFILE, "Team Plan"), "other lines speak of"),
        (lambda: revision.accept(PROFILE, "x", "<enhed/x a b"), "not valid Turtle"),
        (lambda: revision.reject(PROFILE, " .. "), "is no name"),
        (lambda: revision.reject(PROFILE, "PLANCHEF"), "finds Planchef"),
        (lambda: revision.rename(PROFILE, "Team Plan", ""), "is no name"),
    ],
)
def test_what_cannot_be_done_is_said(change: object, said: str) -> None:
    assert callable(change)
    with pytest.raises(OperatorError, match=said):
        change()


@given(st.text(min_size=1, max_size=20).map(lambda text: f"Æ{text}"))
def test_any_name_can_be_given(name: str) -> None:
    after = revision.rename(PROFILE, "Team Plan", name)
    assert revision.find(after, "Team Plan") == revision.find(after, name)
    assert "".join(token.text for token in revision._tokens(name)) == name
    assert len(revision.reject(PROFILE, name).rejected) == 1


def test_a_unit_that_is_written_in_another_way_is_left_to_people() -> None:
    odd = TURTLE.replace("<stilling/planchef>", "<stilling/plan\\u0063hef>")
    with pytest.raises(OperatorError, match="no line begins with"):
        revision.rename(read_profile("ingenby", odd), "Planchef", "Chef")
