"""What a site lets programs ask for: robots.txt, by RFC 9309, with the Crawl-delay that many add."""

from dataclasses import dataclass

PATH = "/robots.txt"
_LINES = 20_000  # a longer file is read as far as that; RFC 9309, section 2.5 lets us
_ANY = "*"


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules for us. ``rules`` are (allowed, path pattern); ``delay`` is in seconds."""

    rules: tuple[tuple[bool, str], ...] = ()
    delay: float = 0.0

    def allow(self, path: str) -> bool:
        """Whether a path may be asked for: the longest rule that fits decides, of two alike the one that
        allows (section 2.2.2)."""
        fitting = [(len(pattern), allowed) for allowed, pattern in self.rules if _fits(pattern, path)]
        return max(fitting)[1] if fitting else True


NOBODY = Robots(((False, "/"),))
"""The rules of a site whose robots.txt cannot be had now (section 2.3.1.4)."""


def rules_for(text: str, name: str) -> Robots:
    """The rules of a robots.txt for the program of a name, or those for all programs when it has none."""
    groups: dict[str, list[tuple[bool, str]]] = {}
    delays: dict[str, float] = {}
    agents: list[str] = []
    naming = False  # whether the line before named a program too
    for line in text.removeprefix("\ufeff").splitlines()[:_LINES]:
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            agents = [*agents, value.lower()] if naming else [value.lower()]
            groups.setdefault(agents[-1], [])
            naming = True
            continue
        naming = False
        for agent in agents:
            if key in ("allow", "disallow") and value:
                groups[agent].append((key == "allow", value))
            elif key == "crawl-delay" and value.replace(".", "", 1).isascii():
                delays[agent] = _seconds(value)
    mine = name.lower() if name.lower() in groups else _ANY
    return Robots(tuple(groups.get(mine, ())), delays.get(mine, 0.0))


def _seconds(value: str) -> float:
    try:
        return min(max(float(value), 0.0), 3600.0)
    except ValueError:
        return 0.0


def _fits(pattern: str, path: str) -> bool:
    """Whether a path begins as a pattern says, where ``*`` is anything and ``$`` the end."""
    ends = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split(_ANY)
    if not path.startswith(first):
        return False
    at = len(first)
    for count, piece in enumerate(rest, start=1):
        if ends and count == len(rest):
            return path.endswith(piece) and len(path) - len(piece) >= at
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return not ends or at == len(path)
