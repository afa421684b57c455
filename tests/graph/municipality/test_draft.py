"""A municipality begun: a profile that can be read, settings that name it, and nothing overwritten."""

from pathlib import Path

import pytest
from municipalities import MINUTES

from graph.base.config import OperatorError, RegistryEntry, load_config
from graph.municipality.draft import draft
from graph.municipality.profile import load_profile
from graph.publishing.publish import publish


@pytest.mark.parametrize("name", ["Nørre Snede", "Nørre Snede Kommune", "  nørre   snede KOMMUNE ".title()])
def test_the_profile_has_the_name_the_code_and_the_usual_numbers(tmp_path: Path, name: str) -> None:
    done = draft(tmp_path, name, "997", "minutes")
    assert done.profile == tmp_path / "noerre-snede.ttl"
    profile = load_profile(str(done.profile))
    assert (profile.slug, profile.name, profile.aliases) == (
        "noerre-snede",
        "Nørre Snede Kommune",
        ("Nørre Snede",),
    )
    assert profile.authority_code == "997"
    assert [bool(profile.number_form(n)) for n in ("997-2017-12", "23-004417K", "998-2017-12")] == [
        True,
        True,
        False,
    ]
    assert len(done.profile.read_text(encoding="utf-8").splitlines()) == 10


def test_the_settings_are_of_the_folder_or_the_host(tmp_path: Path) -> None:
    done = draft(tmp_path, "Lyngbakke", "997", "minutes")
    config = load_config(done.settings, {})
    assert config.municipality == (RegistryEntry(str(tmp_path / "lyngbakke.ttl"), tmp_path / "minutes"),)
    other = draft(tmp_path, "Ådalsø", "998", host="dagsordener.example.dk")
    assert not other.settings_written
    assert other.entry.splitlines()[1:] == ['profile = "aadalsoe.ttl"', 'host = "dagsordener.example.dk"']
    done.settings.write_text(f"{done.settings.read_text()}\n{other.entry}\n")
    both = load_config(done.settings, {}).municipality
    assert [entry.host for entry in both] == ["", "dagsordener.example.dk"]


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "lyngbakke.ttl").write_text("mine")
    with pytest.raises(OperatorError, match="is there already; nothing was written"):
        draft(tmp_path, "Lyngbakke", "997", "minutes")
    assert [path.name for path in tmp_path.iterdir()] == ["lyngbakke.ttl"]
    assert (tmp_path / "lyngbakke.ttl").read_text() == "mine"


@pytest.mark.parametrize(
    ("name", "code", "minutes", "host", "said"),
    [
        ("", "997", "m", "", "is not the name"),
        ("Kommune", "99", "m", "", "authority's code"),
        ('By" . <a> <b> "c', "997", "m", "", "is not the name"),
        ("By\nto", "x97", "m", "", "authority's code"),
        ("Alle Kommuner", "997", "m", "", "is not the name"),
        ("By", "997", "m", "h.dk", "and not both"),
        ("By", "997", "", "", "give the folder"),
    ],
)
def test_what_cannot_be_is_refused(
    tmp_path: Path, name: str, code: str, minutes: str, host: str, said: str
) -> None:
    with pytest.raises(OperatorError, match=said):
        draft(tmp_path, name, code, minutes, host)
    assert list(tmp_path.iterdir()) == []


def test_the_draft_is_enough_to_publish_with(tmp_path: Path) -> None:
    done = draft(tmp_path, "Lyngbakke Kommune", "997", str(MINUTES))
    config = load_config(done.settings, {}, data_dir=tmp_path / "data")
    release = publish(None, config).release
    assert {one.file: one.status for one in release.manifest.documents} == {
        "lyngbakke/byraadet-2023-10-03.txt": "published",
        "lyngbakke/direktionen-2023-09-12.txt": "published",
    }
