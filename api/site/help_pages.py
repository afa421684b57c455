"""The help pages, declared once: menu, sitemap and the tests of pages in a browser all follow.

A page is its template ``help_<name>.html``, and what is said of it here.
"""

from api.i18n.language import N_

HELP_PAGES = {
    "": N_("Hvad Sagsgraf er"),
    "indhold": N_("Hvad der er med, og hvad der ikke er"),
    "koblinger": N_("Hvordan sager kobles"),
    "privatliv": N_("Privatliv og lukkede punkter"),
    "fejl": N_("Meld en fejl"),
    "henvis": N_("Henvis til en oplysning"),
    "assistent": N_("Spørg med din egen assistent"),
    "match": N_("Genkend navne i dine egne lister"),
    "tilgaengelighed": N_("Tilgængelighed"),
}
"""Path below ``/om``, empty for its own -> the heading."""
