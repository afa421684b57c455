"""Of how many decisions the minutes tell how votes were cast, for /kvalitet."""

from dataclasses import dataclass

from api.serving.releases import OpenRelease
from api.site.site import Site
from graph.base import alphabet


@dataclass(frozen=True, slots=True)
class VotesTold:
    """Items with a decision, of a body or of all for the empty IRI: how many, of how many it is told how
    votes were cast, and of how many also by which parties or persons. ``whose`` is the municipality, where
    there are several."""

    body: str
    label: str
    whose: str
    decided: int
    told: int
    named: int

    @property
    def share(self) -> float:
        """The share of which it is told."""
        return self.told / self.decided if self.decided else 0.0


def votes_told(site: Site, release: OpenRelease) -> list[VotesTold]:
    """That of all first, and then of each body; nothing where there are no decisions."""
    rows = release.whole_rows("votes_told", site.language)
    bodies = [
        VotesTold(
            row["body"],
            row["bodyLabel"],
            release.shelved.whose(row["body"]),
            *(int(row[name]) for name in ("decided", "told", "named")),
        )
        for row in rows
    ]
    bodies.sort(key=lambda one: (alphabet.key(one.whose), alphabet.key(one.label)))
    numbers = (sum(getattr(one, name) for one in bodies) for name in ("decided", "told", "named"))
    return [VotesTold("", "", "", *numbers), *bodies] if bodies else []
