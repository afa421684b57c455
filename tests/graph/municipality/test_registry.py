"""The municipalities of the settings, and in which folders their minutes lie."""

from pathlib import Path

import pytest
from municipalities import LYNGBAKKE

from graph.base.config import Config, OperatorError, RegistryEntry, load_config
from graph.municipality.registry import Registry, load_registry, profile_of


def registry(*entries: tuple[str, Path | None]) -> Registry:
    loaded = load_registry(Config(municipality=tuple(RegistryEntry(*entry) for entry in entries)))
    assert loaded
    return loaded


def test_the_settings_name_them_with_paths_relative_to_the_file(tmp_path: Path) -> None:
    file = tmp_path / "sagsgraf.toml"
    file.write_text(
        '[[municipality]]\nprofile = "aadalsoe"\nfolder = "a"\n[[municipality]]\nprofile = "b.ttl"\n'
    )
    own = RegistryEntry("aadalsoe", tmp_path / "a"), RegistryEntry(str(tmp_path / "b.ttl"))
    assert load_config(file, {}).municipality == own
    chosen = load_config(file, {}, profile="kalundborg")  # the option stands in the place of them all
    assert (chosen.municipality, chosen.profile) == ((), "kalundborg")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("municipality = 1", "must be tables"),
        ("[municipality]\nprofile = 1", "of texts in quotes"),
        ("[[municipality]]\nfolder = 'x'", "without a profile"),
        (
            "[[municipality]]\nprofile = 'x'\nname = 'y'",
            "unknown setting 'name' .*; known: folder, host, profile",
        ),
        ("profile = 'x'\n[[municipality]]\nprofile = 'y'", "profile: it is of no use beside"),
    ],
)
def test_a_mistake_in_the_settings_is_told(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "sagsgraf.toml"
    file.write_text(text)
    with pytest.raises(OperatorError, match=said):
        load_config(file, {})


def test_each_folder_is_of_one_and_a_shared_one_of_those_without(tmp_path: Path) -> None:
    own = registry(("aadalsoe", tmp_path / "a"), ("kalundborg", None), (str(LYNGBAKKE), None))
    found = own.folders(tmp_path / "minutes")
    assert [(one.name, [profile.slug for profile in one.profiles]) for one in found] == [
        ("aadalsoe", ["aadalsoe"]),
        ("+minutes", ["kalundborg", "lyngbakke"]),
    ]
    with pytest.raises(OperatorError, match=r"^kalundborg: no folder"):
        own.folders()


def test_the_folder_given_beside_those_of_all_is_of_any_of_them(tmp_path: Path) -> None:
    found = registry(("aadalsoe", tmp_path / "a"), ("kalundborg", tmp_path / "k")).folders(tmp_path)
    assert [(one.name, len(one.profiles)) for one in found] == [
        ("aadalsoe", 1),
        ("kalundborg", 1),
        (f"+{tmp_path.name}", 2),
    ]


def test_two_shared_folders_of_one_name_are_told_apart(tmp_path: Path) -> None:
    one, other = tmp_path / "1" / "x", tmp_path / "2" / "x"
    third = tmp_path / "third.ttl"
    fourth = tmp_path / "fourth.ttl"
    for file in (third, fourth):
        file.write_text(LYNGBAKKE.read_text().replace("Lyngbakke", file.stem.title()))
    found = registry(
        ("aadalsoe", one), ("kalundborg", one), (str(third), other), (str(fourth), other)
    ).folders()
    assert [folder.name for folder in found] == ["+x", "+x-2"]


def test_the_owner_of_a_file_is_that_of_the_nearest_folder(tmp_path: Path) -> None:
    own = registry(("aadalsoe", tmp_path), ("kalundborg", tmp_path / "k"))
    owners = [own.owner(tmp_path / path) for path in ("a.txt", "k/b.txt", "../c.txt")]
    assert [owner.slug if owner else None for owner in owners] == ["aadalsoe", "kalundborg", None]


def test_municipalities_differ_in_slug_and_name(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match=r"^more than one \[\[municipality\]\] is kalundborg"):
        registry(("kalundborg", tmp_path), ("kalundborg", None))
    again = tmp_path / "igen.ttl"
    again.write_text(LYNGBAKKE.read_text())
    with pytest.raises(OperatorError, match=r"^lyngbakke and igen are both called Lyngbakke Kommune"):
        registry((str(LYNGBAKKE), None), (str(again), None))
    reserved = tmp_path / "alle-kommuner.ttl"
    reserved.write_text(LYNGBAKKE.read_text())
    with pytest.raises(OperatorError, match=r"^alle-kommuner is no municipality's"):
        registry((str(reserved), None))


def test_without_a_table_there_is_no_registry() -> None:
    assert load_registry(Config(profile="aadalsoe")) is None


def test_a_file_is_read_as_its_folders_or_as_the_one_it_tells_of(tmp_path: Path) -> None:
    entries = RegistryEntry("aadalsoe", tmp_path / "a"), RegistryEntry(str(LYNGBAKKE))
    config = Config(municipality=entries)
    said = [
        profile_of(tmp_path / "a" / "x.txt", "Direktionen", config),
        profile_of(tmp_path / "y.txt", "Lyngbakke Kommune", config),
        profile_of(tmp_path / "z.txt", "Kalundborg Kommune", config),  # not in the settings, but supplied
        profile_of(tmp_path / "z.txt", "", config),
    ]
    assert [profile.slug if profile else None for profile in said] == [
        "aadalsoe",
        "lyngbakke",
        "kalundborg",
        None,
    ]
