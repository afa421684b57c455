"""How a release is cited: a line of text, BibTeX, and CITATION.cff (Citation File Format 1.2.0)."""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from graph.base.config import Config
from graph.catalogue.addresses import Addresses
from graph.catalogue.datasets import Listed, listed
from graph.catalogue.holdings import Holdings
from graph.release.archive import MANIFEST, Release
from graph.release.dumps import WHOLE

_BREAKS = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")  # ends of lines to YAML, but not to JSON
_LATEX = {character: f"\\{character}" for character in "&%$#_{}"} | {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


@dataclass(frozen=True)
class Citation:
    """A release as something to cite; its version is its id, its title Danish as the data are."""

    config: Config
    release: Release
    holdings: Holdings
    site: Addresses

    @cached_property
    def _dataset(self) -> Listed:
        return listed(self.holdings, self.site)[0]

    @property
    def publisher(self) -> str:
        return self.config.publisher or self.holdings.municipality["da"]

    @property
    def title(self) -> str:
        return self._dataset.title["da"]

    @property
    def date(self) -> str:
        """The day it was made: ISO 8601; empty when that is not known."""
        return self.release.created[:10]

    @property
    def address(self) -> str:
        """The page of the site about this release."""
        return self.site.citation(self.release.id)

    @cached_property
    def checksums(self) -> dict[str, str]:
        """SHA-256 in hexadecimal of the manifest, and of the dump of everything if there is one."""
        manifest = hashlib.sha256((self.release.path / MANIFEST).read_bytes()).hexdigest()
        whole = {dump.path: dump.sha256 for dump in self.holdings.dumps if dump.path == WHOLE}
        return {MANIFEST: manifest, **whole}

    def line(self, word: str) -> str:
        """One line of text; ``word`` stands in front of the version: ``udgivelse``."""
        year = f" ({self.date[:4]})" if self.date else ""
        version = ", ".join(part for part in (f"{word} {self.release.id}", self.date) if part)
        return f"{self.publisher}{year}: {self.title}, {version}. {self.address}"

    def bibtex(self) -> str:
        """An entry for BibTeX."""
        fields = {
            "author": f"{{{_latex(self.publisher)}}}",
            "title": f"{{{_latex(self.title)}}}",
            "year": self.date[:4],
            "version": self.release.id,
            "url": self.address,
            "note": f"Udgivelse {self.release.id}" + (f", {self.date}" if self.date else ""),
        }
        lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
        return f"@misc{{sagsgraf-{self.release.id},\n{lines}\n}}\n"

    def cff(self) -> str:
        """A CITATION.cff, of type dataset; each value is written as JSON, which YAML 1.2 includes."""
        lines = (f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in self._cff() if value)
        return "".join(_BREAKS.sub(lambda found: f"\\u{ord(found[0]):04x}", line) for line in lines)

    def _cff(self) -> Iterator[tuple[str, object]]:
        config, totals = self.config, self.release.manifest.totals
        counts = f" {totals.published} referater, {totals.quads or 0} udsagn."
        agent = {"name": self.publisher, "website": config.publisher_iri}
        contact = {"name": config.contact_name or self.publisher, "email": config.contact_email}
        yield "cff-version", "1.2.0"
        yield "type", "dataset"
        yield "message", "Citér data med udgivelsens nummer og dato."
        yield "title", self.title
        yield "abstract", self._dataset.about["da"] + counts
        yield "authors", [{name: value for name, value in agent.items() if value}]
        yield "contact", [contact] if config.contact_email else []
        yield "version", self.release.id
        yield "date-released", self.date
        yield "license-url", config.licence
        yield "url", self.address
        if WHOLE in self.checksums:
            yield "repository-artifact", self.site.dump_of(WHOLE, self.release.id)
        yield "keywords", [word["da"] for word in self._dataset.keywords]
        yield (
            "identifiers",
            [
                {"type": "other", "value": f"sha256:{digest}", "description": f"SHA-256 af {name}"}
                for name, digest in self.checksums.items()
            ],
        )


def _latex(text: str) -> str:
    return "".join(_LATEX.get(character, character) for character in text)
