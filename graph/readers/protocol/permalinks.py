"""Where people see a meeting or an item of it at its source, by the kind of system."""

from collections.abc import Mapping

_FORMS: Mapping[str, tuple[str, str]] = {
    "firstagenda": ("https://{host}/vis?id={meeting}", "https://{host}/vis?id={meeting}&punktid={item}"),
}
"""The address of a meeting and that of an item."""
WITH_PERMALINKS = frozenset(_FORMS)
"""The kinds of systems that have such addresses."""


def permalink(system: str, host: str, meeting: str, item: str | None = None) -> str | None:
    """The address of a meeting, or of the item given; ``None`` where anything it is made of is not known. A
    fragment would break one of FirstAgenda, so none is added."""
    forms = _FORMS.get(system)
    if forms is None or not host or not meeting or item == "":
        return None
    return forms[item is not None].format(host=host, meeting=meeting, item=item)
