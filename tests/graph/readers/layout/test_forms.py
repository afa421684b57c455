"""Forms of headings, as templates."""

import pytest

from graph.readers.layout.forms import compiled


@pytest.mark.parametrize("template", ["{title}", "Punkt: {title}", "{n}", "{n} / {title} / {case}"])
def test_a_form_without_number_or_title_is_none(template: str) -> None:
    with pytest.raises(ValueError, match="a heading has"):
        compiled(template)
