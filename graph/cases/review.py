"""The reviewed file: a small Turtle file in which people confirm or reject links by their IRIs.

<http://127.0.0.1:8000/id/kalundborg/kobling/0123456789ab>
    sg:reviewStatus <https://w3id.org/sagsgraf/concept/koblingsstatus/afvist> .
"""

from codecs import BOM_UTF8
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, get_args

import pyoxigraph as ox

from graph.base.config import OperatorError
from graph.minutes.document import one_line
from graph.ontology.terms import concept, term

Verdict = Literal["bekraeftet", "afvist"]
Review = Mapping[str, Verdict]
"""The IRI of a link -> what people say of it."""


def read_review(path: Path, base: str) -> Review:
    """What a reviewed file says; IRIs in it may be relative to ``base``.

    Raises :class:`OperatorError` for a file that cannot be read or is not Turtle, for a status other
    than confirmed and rejected, and for a link that has both.
    """
    verdicts = {str(concept("koblingsstatus", code)): code for code in get_args(Verdict)}
    try:
        quads = list(
            ox.parse(
                path.read_bytes().removeprefix(BOM_UTF8), format=ox.RdfFormat.TURTLE, base_iri=f"{base}/"
            )
        )
    except OSError as error:
        raise OperatorError(f"{path}: cannot be read ({error})") from None
    except (SyntaxError, ValueError) as error:
        raise OperatorError(f"{path}: not valid Turtle: {one_line(str(error))[:200]}") from None
    review: dict[str, Verdict] = {}
    for quad in quads:
        link, status = str(getattr(quad.subject, "value", "")), str(getattr(quad.object, "value", ""))
        if quad.predicate.value != str(term("reviewStatus")):
            continue
        if status not in verdicts:
            known = " or ".join(f"<{iri}>" for iri in verdicts)
            raise OperatorError(f"{path}: sg:reviewStatus of <{link}> must be {known}")
        if review.setdefault(link, verdicts[status]) != verdicts[status]:
            raise OperatorError(f"{path}: <{link}> is both confirmed and rejected")
    return review
