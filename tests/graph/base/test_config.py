"""Settings: where they come from, and how a mistake in them is told."""

from pathlib import Path
from typing import Any

import pytest
from each import each

from graph.base.config import Config, OperatorError, load_config, resource


def test_everything_has_a_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_config(environ={}) == Config()


def test_environment_wins_over_file_and_options_over_both(tmp_path: Path) -> None:
    file = tmp_path / "sagsgraf.toml"
    file.write_text(
        'base_iri = "https://a.example"\npublisher = "A"\nlicence = "http://l.example"\nmax_file_bytes = 3\nquery_seconds = 4\n'
    )
    environ = {"SAGSGRAF_BASE_IRI": "https://b.example", "SAGSGRAF_PUBLISHER": "B", "HOME": "/"}
    config = load_config(file, environ, base_iri="https://c.example", profile=None)
    assert config == Config(
        base_iri="https://c.example",
        publisher="B",
        licence="http://l.example",
        max_file_bytes=3,
        query_seconds=4.0,
    )


def test_the_file_of_the_current_folder_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("sagsgraf.toml").write_text("max_file_bytes = 5\n")
    assert load_config(environ={}).max_file_bytes == 5


def test_paths_in_a_file_are_relative_to_it(tmp_path: Path) -> None:
    file = tmp_path / "sagsgraf.toml"
    file.write_text('data_dir = "d"\nprofile = "p.ttl"\nreviewed_links = "r.ttl"\n')
    config = load_config(file, {})
    assert (config.data_dir, config.profile) == (tmp_path / "d", str(tmp_path / "p.ttl"))
    assert config.reviewed_links == str(tmp_path / "r.ttl")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("bse_iri = 1", "unknown setting 'bse_iri'; is base_iri meant?"),
        ("bredde = 1", "unknown setting 'bredde'; known: base_iri, "),
        ("data_dir = ''", "data_dir: must name a file or folder"),
        ("base_iri = 1", "base_iri must be a text in quotes, not 1"),
        ("data_dir = 1", "data_dir must be a text in quotes"),
        ("max_file_bytes = true", "max_file_bytes must be a whole number, not True"),
        ("max_file_bytes = 0", "max_file_bytes: 0 must be greater than 0"),
        ("query_seconds = inf", "query_seconds: inf must be"),
        ("query_seconds = nan", "query_seconds: nan must be"),
        ("query_seconds = '1'", "query_seconds must be a number"),
        ("base_iri =", "not valid TOML"),
        ("# \udcff", "not valid TOML"),
    ],
)
def test_a_mistake_in_the_file_names_file_and_key(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "sagsgraf.toml"
    file.write_bytes(text.encode(errors="surrogateescape"))
    with pytest.raises(OperatorError) as caught:
        load_config(file, {})
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_choice_is_true_or_false(tmp_path: Path) -> None:
    file = tmp_path / "sagsgraf.toml"
    file.write_text("ocr = true")
    assert [load_config(file, environ).ocr for environ in ({}, {"SAGSGRAF_OCR": "False"})] == [True, False]
    file.write_text("ocr = 1")
    with pytest.raises(OperatorError, match="ocr must be true or false, not 1"):
        load_config(file, {})


def test_a_file_asked_for_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match=r"nowhere\.toml: cannot be read: No such file"):
        load_config(tmp_path / "nowhere.toml", {})


@pytest.mark.parametrize(
    ("variable", "text", "said"),
    [
        (
            "SAGSGRAF_BASEIRI",
            "x",
            "unknown environment variable SAGSGRAF_BASEIRI: is SAGSGRAF_BASE_IRI meant?",
        ),
        ("SAGSGRAF_MAX_FILE_BYTES", "10 MB", "SAGSGRAF_MAX_FILE_BYTES must be a whole number, not '10 MB'"),
        ("SAGSGRAF_BASE_IRI", "", "base_iri: ''"),
        ("SAGSGRAF_OCR", "1", "SAGSGRAF_OCR must be true or false, not '1'"),
    ],
)
def test_a_mistake_in_the_environment_names_the_variable(variable: str, text: str, said: str) -> None:
    with pytest.raises(OperatorError) as caught:
        load_config(environ={variable: text})
    assert said in str(caught.value)


@pytest.mark.parametrize(
    "iri", ["http://127.0.0.1:8000", "https://data.example.dk", "https://example.dk/a/b", "http://[::1]:8080"]
)
def test_base_iris_taken(iri: str) -> None:
    assert Config(base_iri=iri).base_iri == iri


@each(
    "iri",
    [
        "https://example.dk/",
        "https://example.dk?x",
        "https://example.dk#x",
        "https://example.dk/a//b",
        "https://exa mple.dk",
        "https://example.dk\n",
        "https://",
        "https://:80",
        "https://example.dk:x",
        "https://example.dk:99999",
        "https://[::1",
        "ftp://example.dk",
        "example.dk",
        "https://example.dk/<script>",
        "https://example.dk:443",
        "https://Example.dk",
        "https://example.dk/a/../b",
        "https://example.dk/%zz",
    ],
)
def test_base_iris_refused(iri: str) -> None:
    with pytest.raises(OperatorError, match="base_iri"):
        Config(base_iri=iri)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("licence", "CC0"),
        ("licence", "https://example.org/a b"),
        ("publisher_iri", "javascript:alert(1)"),
        ("spatial", 'https://example.org/"'),
        ("contact_email", "data"),
        ("contact_email", "data@example.org?cc=x"),
    ],
)
def test_what_describes_the_data_is_of_its_kind(name: str, value: str) -> None:
    with pytest.raises(OperatorError, match=f"^{name}: "):
        load_config(environ={f"SAGSGRAF_{name.upper()}": value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("harvest_seconds", -1.0),
        ("harvest_hours", "om natten"),
        ("harvest_hours", "25-06"),
        ("harvest_hours", "22:60-06"),
        ("harvest_gone", "forget"),
    ],
)
def test_how_a_site_is_harvested_is_checked(name: str, value: Any) -> None:
    with pytest.raises(OperatorError, match=name):
        Config(**{name: value})


def test_resources_are_found() -> None:
    assert resource("ontology.ttl").is_file()
    assert resource("shapes").is_dir()


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:8890/sparql", "https://data.example.dk/repositories/x?infer=false", "http://[::1]/"],
)
def test_addresses_of_a_server_taken(address: str) -> None:
    config = Config(store=address, store_update=address, store_graphs=address, store_login="bruger:a:b")
    assert config.store == address


@each(
    "address",
    [
        "ftp://example.dk",
        "file:///etc/passwd",
        "example.dk/sparql",
        "http://",
        "http://:80/",
        "http://a:x/",
        "http://a:99999/",
        "http://bruger:hemmelig@example.dk/",
        "http://hemmelig@example.dk/",
        "http://a/#x",
        "http://a/ x",
        "http://a/\r\nX: y",
        "http://a/ø",
    ],
)
@each("name", ["store", "store_update", "store_graphs"])
def test_addresses_of_a_server_refused(name: str, address: str) -> None:
    settings = {"store": "http://127.0.0.1/"} | {name: address}
    with pytest.raises(OperatorError, match=f"^{name}: must be an http or https address") as caught:
        Config(**settings)
    assert "hemmelig" not in str(caught.value)


@pytest.mark.parametrize("login", ["hemmelig", ":hemmelig", "a\nb:hemmelig", "a:hemmelig\r\n"])
def test_a_login_that_is_none_is_not_shown(login: str) -> None:
    with pytest.raises(OperatorError, match=r"^store_login: must be user:password$"):
        Config(store_login=login)


def test_a_login_of_the_wrong_type_is_not_shown(tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text('store_login = ["hemmelig"]')
    with pytest.raises(OperatorError, match="store_login must be a text in quotes, not what is there"):
        load_config(tmp_path / "s.toml", {})
    assert "hemmelig" not in repr(Config(store_login="bruger:hemmelig"))


@pytest.mark.parametrize("name", ["store_update", "store_graphs"])
def test_an_address_to_write_to_needs_one_to_ask(name: str) -> None:
    with pytest.raises(OperatorError, match=f"^{name}: it is of no use without store$"):
        Config(**{name: "http://127.0.0.1/"})


def test_a_byte_order_mark_as_editors_of_windows_write_it_is_no_part_of_the_settings(tmp_path: Path) -> None:
    file = tmp_path / "sagsgraf.toml"
    file.write_bytes(b'\xef\xbb\xbfpublisher = "\xc3\x85by"\n')
    assert load_config(file, environ={}).publisher == "Åby"
