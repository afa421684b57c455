"""The municipalities of one release: which there are, and in which folders their minutes lie.

A document is of the municipality whose folder it lies in. Where a folder is of several, what the document
says of itself decides (:mod:`graph.municipality.evidence`); one that names none of them, or speaks for two,
is of nobody.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.base.config import Config, OperatorError
from graph.municipality.evidence import of_several, reading_profile
from graph.municipality.profile import NEUTRAL, Profile, load_profile
from graph.ontology.iris import EVERYBODY


@dataclass(frozen=True)
class MinutesFolder:
    """A folder, and the municipalities whose minutes may lie in it.

    ``name`` stands before the names of its files, so that those of two folders differ; no slug and no other
    folder has the same.
    """

    name: str
    path: Path
    profiles: tuple[Profile, ...]

    @property
    def owner(self) -> Profile | None:
        """The one municipality that all of its minutes are of, unless they say otherwise."""
        return self.profiles[0] if len(self.profiles) == 1 else None


@dataclass(frozen=True)
class Registry:
    """The municipalities of the settings, in their order, each with its own folder or ``None``."""

    entries: tuple[tuple[Profile, Path | None], ...]

    @property
    def profiles(self) -> tuple[Profile, ...]:
        return tuple(profile for profile, _ in self.entries)

    def folders(self, shared: Path | None = None) -> list[MinutesFolder]:
        """Every folder of minutes; ``shared`` is the one of those that have none of their own, or, where all
        have one, of all.

        Raises :class:`OperatorError` for a municipality without a folder when there is no shared one.
        """
        homeless = [profile for profile, folder in self.entries if folder is None]
        if homeless and shared is None:
            raise OperatorError(
                f"{homeless[0].slug}: no folder; give its [[municipality]] one in the settings, or name the "
                "one that it shares with others: sagsgraf publish FOLDER"
            )
        found: dict[Path, list[Profile]] = {}
        for profile, own in self.entries:
            if folder := own or shared:
                found.setdefault(folder.resolve(), []).append(profile)
        if shared and shared.resolve() not in found:
            found[shared.resolve()] = list(self.profiles)
        return list(_named(found))

    def owner(self, file: Path) -> Profile | None:
        """The municipality in whose own folder a file lies; ``None`` for one that lies elsewhere."""
        path = file.resolve()
        own = [one for one in self._with_folders() if path.is_relative_to(one.path)]
        nearest = max(own, key=lambda one: len(one.path.parts), default=None)
        return nearest.owner if nearest else None

    def chosen(self, file: Path, text: str) -> Profile | None:
        """The municipality in whose own folder a file lies, or else the one that its text tells of."""
        told = self.owner(file) or of_several(text, self.profiles)
        return told if isinstance(told, Profile) else None

    def _with_folders(self) -> list[MinutesFolder]:
        return Registry(tuple((profile, folder) for profile, folder in self.entries if folder)).folders()


def profile_of(file: Path, text: str, config: Config) -> Profile | None:
    """The profile to read one file with that is not published: that of the settings, of the municipality in
    whose folder it lies, or else of the one that its text tells of."""
    registry = load_registry(config)
    return (registry.chosen(file, text) if registry else None) or reading_profile(text, config.profile)


def _named(found: dict[Path, list[Profile]]) -> Iterator[MinutesFolder]:
    """The folders with names: the slug of the owner, or ``+`` and what a shared one is called."""
    times = Counter[str]()
    for path, profiles in found.items():
        called = "".join(letter if letter.isprintable() else "\ufffd" for letter in path.name)
        times[called] += len(profiles) > 1
        again = f"-{times[called]}" if times[called] > 1 else ""
        name = profiles[0].slug if len(profiles) == 1 else f"+{called}{again}"
        yield MinutesFolder(name, path, tuple(profiles))


def load_registry(config: Config) -> Registry | None:
    """The municipalities of the settings; ``None`` where these name no several.

    Raises :class:`OperatorError` for a profile that cannot be read, and for two of one municipality.
    """
    if not config.municipality:
        return None
    entries = tuple((load_profile(one.profile), config.folder_of(one)) for one in config.municipality)
    slugs = Counter(profile.slug for profile, _ in entries)
    twice = [slug for slug, times in slugs.items() if times > 1]
    reserved = sorted({EVERYBODY, NEUTRAL.slug} & slugs.keys())
    if twice or reserved:
        wrong = (
            f"more than one [[municipality]] is {twice[0]}"
            if twice
            else f"{reserved[0]} is no municipality's"
        )
        raise OperatorError(f"{wrong}; the file names of profiles tell municipalities apart")
    named: dict[str, Profile] = {}
    for profile, _ in entries:
        for name in (profile.name, *profile.aliases):
            if named.get(name, profile) is not profile:
                raise OperatorError(f"{named[name].slug} and {profile.slug} are both called {name}")
            named[name] = profile
    return Registry(entries)
