"""docs/galleri.md: the queries of the gallery, each with the answer that a server of the examples gives.

Run as a program (``make gallery``) it writes the page; test_gallery.py holds the page against the server.
"""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import rdflib
from places import ROOT
from serving import served

from graph.base.config import Config
from graph.publishing.publish import publish
from graph.queries.named import LEVELS, NamedQuery, gallery, read

PAGE = ROOT / "docs" / "galleri.md"
FEDERATION = ROOT / "docs" / "foederation"
ADDRESS = "http://127.0.0.1:8000"
"""Where the documentation says the server is, and what the addresses in the data of the examples begin with."""
MOST = 12
"""Rows, or triples, that the page shows of an answer."""
INTRODUCTION = f"""# Galleri / Gallery

27 forespørgsler fra let til svær, hver med det svar, eksempelreferaterne giver. De fleste ligger som eksempler på siden
`/sparql` og kan køres med `sagsgraf query graph/queries/NAVN.rq`. Et svar på mere end {MOST} rækker er kortet af, og `…/` står
for `{ADDRESS}/id/aadalsoe/`. Hvordan man spørger fra Python, R og JavaScript, står i [klienter.md](klienter.md).

*27 queries from easy to hard, each with the answer that the example minutes give. Most are examples on the page
`/sparql` and run with `sagsgraf query graph/queries/NAME.rq`. An answer of more than {MOST} rows is cut, and `…/` stands for
`{ADDRESS}/id/aadalsoe/`. How to ask from Python, R and JavaScript is in [klienter.md](klienter.md).*

Siden skrives af `make gallery`, og en test holder den op mod serveren. / *`make gallery` writes this page, and a
test holds it against the server.*
"""


def federated() -> NamedQuery:
    """The query that the researcher's own engine runs; it stands with the data that it joins."""
    return read("kodning", (FEDERATION / "kodning.rq").read_text(encoding="utf-8"))


def shown() -> list[tuple[int, NamedQuery]]:
    """The queries of the page in order, each with its level."""
    named = [(level, query) for level, queries in gallery().items() for query in queries]
    return [*named, (max(LEVELS), federated())]


def page(port: int) -> str:
    """The whole page, with the answers of a server on loopback."""
    parts = [INTRODUCTION]
    level = 0
    for number, (its_level, query) in enumerate(shown(), start=1):
        if its_level != level:
            level = its_level
            parts.append(f"## {level}. {LEVELS[level]['da']} / {LEVELS[level]['en']}\n")
        parts.append(_entry(number, query, port))
    return "\n".join(parts)


def _entry(number: int, query: NamedQuery, port: int) -> str:
    text = "".join(line for line in query.text.splitlines(keepends=True) if not line.startswith("# "))
    answer = joined(query, port) if query.name == "kodning" else asked(query.text, port)
    where = "foederation" if query.name == "kodning" else "../graph/queries"
    link = f"[`{query.name}`]({where}/{query.name}.rq)"
    return (
        f"### {number}. {query.titles['da']} / {query.titles['en']}\n\n{query.about['da']} ({link})\n\n"
        f"*{query.about['en']}*\n\n```sparql\n{text}```\n\n{answer}"
    )


def asked(text: str, port: int) -> str:
    """The answer of the server at ``/sparql``: a table, a truth, or triples in order."""
    url = f"http://127.0.0.1:{port}/sparql?{urlencode({'query': text})}"
    accept = "application/sparql-results+json, application/n-triples;q=0.9"
    with urlopen(Request(url, headers={"Accept": accept}), timeout=600) as response:
        body = response.read().decode("utf-8")
        if response.headers.get_content_type() == "application/n-triples":
            lines = sorted(body.splitlines(keepends=True))
            triples = "".join(_short(line) for line in lines[:MOST])
            return f"```text\n{triples}```\n{_rest(len(lines), 'udsagn / statements')}"
    told = json.loads(body)
    if "boolean" in told:
        return f"**{'ja / yes' if told['boolean'] else 'nej / no'}**\n"
    names = told["head"]["vars"]
    return table(
        names, [[row.get(name, {}).get("value", "") for name in names] for row in told["results"]["bindings"]]
    )


def joined(query: NamedQuery, port: int) -> str:
    """The answer of rdflib, which has the researcher's data and asks the server for the rest."""
    own = rdflib.Graph().parse(FEDERATION / "kodning.ttl")
    found = own.query(query.text.replace(ADDRESS, f"http://127.0.0.1:{port}"))
    return table([str(name) for name in found.vars], [[str(term) for term in row] for row in found])


def table(names: list[str], rows: list[list[str]]) -> str:
    """The first rows as a table of Markdown, and how many there are when that is not all."""
    lines = [
        names,
        ["---"] * len(names),
        *([_short(cell).replace("|", "\\|") for cell in row] for row in rows[:MOST]),
    ]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines) + _rest(len(rows), "rækker / rows")


def _rest(number: int, what: str) -> str:
    return f"\n… {number} {what}\n" if number > MOST else ""


def _short(text: str) -> str:
    return text.replace(f"{ADDRESS}/id/aadalsoe/", "…/")


def main() -> None:
    with TemporaryDirectory() as folder:
        config = Config(data_dir=Path(folder))
        publish(ROOT / "examples" / "minutes", config)
        with served(config) as port:
            PAGE.write_text(page(port), encoding="utf-8")


if __name__ == "__main__":
    main()
