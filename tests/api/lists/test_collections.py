"""Where cases stand, as their list says it."""

import pyoxigraph as ox

from api.lists.collections import states
from graph.ontology.iris import Iris, decision_of, item
from graph.ontology.terms import DCT, concept, term
from graph.store.oxigraph import Store

HERE = Iris("http://x", "her")


def test_of_two_items_of_a_meeting_the_last_on_the_agenda_tells_where_a_case_stands() -> None:
    store, case = ox.Store(), str(HERE.case("23-000001"))
    for number, outcome in (("9", "godkendt"), ("10", "udsat")):
        one = item(str(HERE.meeting("raadet", "2023-01-02")), number)
        said: list[tuple[str, str, ox.NamedNode | ox.Literal]] = [
            (one, DCT.title, ox.Literal("Skole")),
            (one, term("itemNumber"), ox.Literal(number)),
            (one, term("order"), ox.Literal(int(number))),
            (one, term("openness"), ox.NamedNode(concept("aabenhed", "aabent"))),
            (one, term("concernsCase"), ox.NamedNode(case)),
            (one, term("hasDecision"), ox.NamedNode(decision_of(one))),
            (decision_of(one), term("outcome"), ox.NamedNode(concept("beslutningsudfald", outcome))),
        ]
        for subject, predicate, value in said:
            store.add(ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), value))
    assert states(Store(store), [case])[case].outcomes == (str(concept("beslutningsudfald", "udsat")),)
