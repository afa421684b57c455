"""Telling of a fault on a page: a mail that is begun with what whoever mends it has to know."""

from urllib.parse import quote

from api.i18n.language import N_, Language
from api.site.closed_items import whom_to_ask
from graph.base.config import Config

_SUBJECT = N_("Fejl i Sagsgraf")
_ADDRESS, _RELEASE, _PLACE = N_("Adresse:"), N_("Udgivelse:"), N_("Sted:")
_WRONG = N_("Hvad står der, og hvad burde der stå?")


def fault_mail(config: Config, spoken: Language, address: str, release: str, place: str) -> str:
    """``mailto:`` (RFC 6068) about the page at a whole address, as it is in a release; ``place`` is where in
    the minutes its words were read. Empty where the settings name nobody to write to."""
    who = whom_to_ask(config)
    if not who:
        return ""
    known = ((_ADDRESS, address), (_RELEASE, release), (_PLACE, place))
    lines = [f"{spoken.say(name)} {value}" for name, value in known if value]
    body = "\r\n".join([spoken.say(_WRONG), "", "", *lines])  # fault.js adds a line
    return f"mailto:{quote(who[1], safe='@')}?subject={quote(spoken.say(_SUBJECT))}&body={quote(body)}"
