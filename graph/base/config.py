"""What an operator sets: one ``sagsgraf.toml``, then ``SAGSGRAF_*`` in the environment, then options.

Everything has a default, so no file is needed. Whatever is wrong is an :class:`OperatorError`.
"""

import logging
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from graph.base.labels import Labels

logger = logging.getLogger("sagsgraf")

FILE_NAME = "sagsgraf.toml"
PREFIX = "SAGSGRAF_"

_PACKAGE = Path(__file__).parent.parent
_IRI = re.compile(r"https?://[^\x00-\x20<>\"{}|\\^`\x7f]+")
HOURS = re.compile(r"(?:([01]?\d|2[0-4])(?::([0-5]\d))?\s*-\s*([01]?\d|2[0-4])(?::([0-5]\d))?)?")
"""Hours of the day, ``22-06`` or ``23:30-5``; the empty word is all of them."""
EMAIL = re.compile(r"[A-Za-z0-9.!$&'*+=_~-]+@[A-Za-z0-9.-]+")
SECURITIES = ("starttls", "tls", "none")
"""How a connection to a mail server is made safe: after a greeting, from the first byte, or not."""
PUBLISHER_TYPES: Mapping[str, Labels] = {
    "Academia-ScientificOrganisation": Labels(da="Forskning", en="Academia"),
    "Company": Labels(da="Virksomhed", en="Company"),
    "LocalAuthority": Labels(da="Lokal myndighed", en="Local authority"),
    "NationalAuthority": Labels(da="Statslig myndighed", en="National authority"),
    "NonProfitOrganisation": Labels(da="Forening", en="Non-profit organisation"),
    "RegionalAuthority": Labels(da="Regional myndighed", en="Regional authority"),
}
"""What a publisher may be (ADMS, publishertype), by the code, and what that is called."""
LOOPBACK = ("localhost", "127.0.0.1", "::1")
_BASE_IRI = re.compile(r"https?://[A-Za-z0-9.:\[\]-]+(?:/[A-Za-z0-9._~!$&'()*+,;=:@%-]+)*")


class OperatorError(Exception):
    """A mistake of whoever runs the program; the message is one line that says what to do."""


@dataclass(frozen=True, slots=True)
class RegistryEntry:
    """One of several municipalities, as ``[[municipality]]`` in ``sagsgraf.toml`` names it: its ``profile``,
    the ``folder`` in which only its minutes lie (``None``: one it shares with others), and the ``host`` of
    its publication site, from which ``sagsgraf watch`` fetches them into that folder."""

    profile: str
    folder: Path | None = None
    host: str = ""


@dataclass(frozen=True, slots=True)
class Config:
    """The settings, each under the name it has in ``sagsgraf.toml``.

    ``base_iri`` is what every IRI of the data begins with: http or https, no slash at the end;
    ``former_base_iris`` are those, separated by spaces, that it was before, whose addresses lead on.
    ``data_dir`` holds the releases. ``profile`` is the name of a profile supplied with the program or the
    path of a Turtle file; empty, the texts decide. ``municipality`` are the several municipalities of a
    registry (:mod:`graph.municipality.registry`), each with a profile of its own. ``reviewed_links`` is the
    path of a Turtle file that confirms and rejects links (:mod:`graph.cases.review`),
    ``reviewed_identities`` of one that says what things are elsewhere (:mod:`graph.cases.identities`).
    ``removed_share`` is the share of the documents that a publication may take away without being told to.
    ``max_file_bytes`` is the largest minutes file read, ``max_file_seconds`` the longest that reading one
    may take, ``agendas`` whether agendas are published until their minutes come, ``ocr`` whether the words
    on pages of a PDF that are pictures are recognised, by the program tesseract, ``meaning`` whether items
    can be found by what they mean, if the extra of that name is installed, ``workers`` the number of
    processes that read them (0: one for each core). A SPARQL query of a client may take ``query_seconds``
    and ``query_megabytes`` of memory, and its answer ``query_output_megabytes``. The release served may
    take ``memory_megabytes`` of memory (0: a third of the machine's), or else is read from the disk;
    answers that are kept take ``cache_megabytes``.

    ``harvest_hosts`` are the hosts of publication sites, separated by spaces, that ``sagsgraf watch``
    harvests, each into a folder of its name in ``harvest_dir``. Between two requests to one are
    ``harvest_seconds`` or more, and they are made within ``harvest_hours``, Danish time (empty: at any
    time). ``harvest_agendas`` says whether agendas are published until their minutes come,
    ``harvest_closed`` whether what a site tells of closed items is kept among what was fetched, which is
    never published. ``harvest_gone`` is what becomes of minutes that a site has no more: ``remove`` or
    ``keep``.

    The rest describe the data to those who harvest the catalogue, which is not served before ``licence``,
    the IRI of the licence of the data, is stated. ``publisher`` is the publisher's name (empty: that of the
    municipality), ``publisher_iri`` its IRI and ``publisher_type`` what it is, one of
    :data:`PUBLISHER_TYPES` (empty: a local authority, if it is the municipality); ``contact_name`` and
    ``contact_email`` are who is asked about the data, ``spatial`` the IRI of the area they are about (empty:
    the municipality, in Denmark).

    ``was_url`` is the address of the site's accessibility statement, to which ``/was`` leads.

    ``accent`` is the colour of the site, ``#rrggbb``, and ``logo`` the path of an SVG or PNG file that stands
    beside the publisher's name (what they must be is checked when the site starts).

    ``access_log`` says whether each request is a line of the log, ``log_format`` is ``text`` or ``json``.
    Metrics are told to this machine alone at ``metrics_port`` (0: nowhere). ``trusted_proxies`` are the
    addresses, separated by spaces, of the proxies whose word is taken for who asks. One address may have
    ``requests_per_minute`` answers made, ``dear_requests_per_minute`` of those that cost the most (0: any
    number). A server that is told to stop answers what it has begun, for ``drain_seconds`` at most.

    ``store`` is the address at which a SPARQL 1.1 server is asked, beside the release's own store: publishing
    brings the release there, and queries are answered there (:mod:`graph.remote.store`). It is written to at
    ``store_update``, the address of SPARQL Update (empty: the same), and at ``store_graphs``, that of the
    Graph Store Protocol (empty: by SPARQL Update alone). ``store_login`` is ``user:password``.

    ``smtp_host`` is the mail server by which those who asked are told of what is new (empty: none is), asked
    at ``smtp_port`` with ``smtp_security``: ``starttls``, ``tls`` or ``none``. ``smtp_user`` logs in with
    ``smtp_password``, or with what ``smtp_password_file`` holds. ``smtp_sender`` is the mail address that
    mails come from. ``webhooks`` says whether programs can be told, ``webhooks_private`` whether also those
    at http addresses and on the operator's own network. ``subscriptions`` is the file of those who asked.
    """

    base_iri: str = "http://127.0.0.1:8000"
    former_base_iris: str = ""
    data_dir: Path = Path("data")
    publisher: str = ""
    publisher_iri: str = ""
    publisher_type: str = ""
    contact_name: str = ""
    contact_email: str = ""
    licence: str = ""
    spatial: str = ""
    was_url: str = ""
    accent: str = "#0b5566"
    logo: str = ""
    profile: str = ""
    municipality: tuple[RegistryEntry, ...] = ()
    reviewed_links: str = ""
    reviewed_identities: str = ""
    removed_share: float = 0.1
    max_file_bytes: int = 10_000_000
    max_file_seconds: float = 120.0
    harvest_hosts: str = ""
    harvest_dir: Path = Path("harvest")
    harvest_seconds: float = 1.0
    harvest_hours: str = ""
    harvest_agendas: bool = False
    harvest_closed: bool = False
    harvest_gone: str = "remove"
    ocr: bool = False
    meaning: bool = False
    agendas: bool = False
    workers: int = 0
    query_seconds: float = 30.0
    query_megabytes: int = 2000
    query_output_megabytes: int = 500
    memory_megabytes: int = 0
    cache_megabytes: int = 200
    access_log: bool = False
    log_format: str = "text"
    metrics_port: int = 0
    trusted_proxies: str = "127.0.0.1 ::1"
    requests_per_minute: int = 1200
    dear_requests_per_minute: int = 120
    drain_seconds: int = 30
    store: str = ""
    store_update: str = ""
    store_graphs: str = ""
    store_login: str = field(default="", repr=False)
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_security: str = "starttls"
    smtp_user: str = ""
    smtp_password: str = field(default="", repr=False)
    smtp_password_file: str = ""
    smtp_sender: str = ""
    webhooks: bool = False
    webhooks_private: bool = False
    subscriptions: Path = Path("subscriptions.sqlite")

    def __post_init__(self) -> None:
        for name, one in (
            ("base_iri", self.base_iri),
            *(("former_base_iris", former) for former in self.former_base_iris.split()),
        ):
            if not _is_base_iri(one) or (name == "base_iri" and not _is_normal(one)):
                raise OperatorError(
                    f"{name}: {one!r} must be an http or https address without a slash at the end, "
                    "a query or a fragment, as clients write it, such as https://data.example.dk"
                )
        if self.base_iri in self.former_base_iris.split():
            raise OperatorError(f"former_base_iris: {self.base_iri} is what base_iri is now")
        bounds = ("query_seconds", "query_megabytes", "query_output_megabytes", "cache_megabytes")
        for name in ("max_file_bytes", "max_file_seconds", *bounds):
            if not 0 < getattr(self, name) < float("inf"):
                raise OperatorError(f"{name}: {getattr(self, name)} must be greater than 0")
        self._check_serving()
        if not 0 <= self.removed_share <= 1:
            raise OperatorError(f"removed_share: {self.removed_share} must be from 0 to 1")
        for name, nought in (
            ("workers", "one for each core"),
            ("memory_megabytes", "what the machine has room for"),
        ):
            if getattr(self, name) < 0:
                raise OperatorError(f"{name}: {getattr(self, name)} must be 0 ({nought}) or more")
        self._check_harvest()
        if self.profile and self.municipality:
            raise OperatorError("profile: it is of no use beside [[municipality]], each of which has its own")
        self._check_description()
        self._check_store()
        self._check_mail()

    def folder_of(self, entry: RegistryEntry) -> Path | None:
        """The folder of a municipality's own; one that is harvested always has one."""
        return entry.folder or (self.harvested_into(entry.host) if entry.host else None)

    def harvested_into(self, host: str) -> Path:
        """The folder of what a host has, below ``harvest_dir``."""
        return self.harvest_dir / re.sub(r"[^a-z0-9.-]+", "-", host.lower().rpartition("://")[2].rstrip("/"))

    def _check_serving(self) -> None:
        if self.log_format not in ("text", "json"):
            raise OperatorError(f"log_format: {self.log_format!r} must be text or json")
        if not 0 <= self.metrics_port < 65536:
            raise OperatorError(f"metrics_port: {self.metrics_port} must be a port, or 0 for none")
        for name in ("requests_per_minute", "dear_requests_per_minute", "drain_seconds"):
            if getattr(self, name) < 0:
                raise OperatorError(f"{name}: {getattr(self, name)} must be 0 or more")
        for address in self.trusted_proxies.split():
            try:
                ip_network(address)
            except ValueError:
                raise OperatorError(
                    f"trusted_proxies: {address!r} must be an address or a network, such as 10.0.0.0/8"
                ) from None

    def _check_harvest(self) -> None:
        if not 0 <= self.harvest_seconds < float("inf"):
            raise OperatorError(f"harvest_seconds: {self.harvest_seconds} must be 0 or more")
        if not HOURS.fullmatch(self.harvest_hours):
            raise OperatorError(
                f"harvest_hours: {self.harvest_hours!r} must be hours of the day, such as 22-06"
            )
        if self.harvest_gone not in ("remove", "keep"):
            raise OperatorError(f"harvest_gone: {self.harvest_gone!r} must be remove or keep")

    def _check_description(self) -> None:
        for name, example in (
            ("licence", "https://creativecommons.org/licenses/by/4.0/"),
            ("publisher_iri", "https://www.example.dk/"),
            ("spatial", "http://publications.europa.eu/resource/authority/country/DNK"),
        ):
            if getattr(self, name) and not _IRI.fullmatch(getattr(self, name)):
                raise OperatorError(f"{name}: {getattr(self, name)!r} must be an IRI, such as {example}")
        if self.publisher_type not in ("", *PUBLISHER_TYPES):
            raise OperatorError(
                f"publisher_type: {self.publisher_type!r} must be one of {', '.join(PUBLISHER_TYPES)}"
            )
        if self.contact_email and not EMAIL.fullmatch(self.contact_email):
            raise OperatorError(f"contact_email: {self.contact_email!r} must be an e-mail address")
        if self.was_url and not can_be_asked(self.was_url):
            raise OperatorError(
                f"was_url: {self.was_url!r} must be an http or https address without a fragment, such as "
                "https://www.was.digst.dk/example-dk"
            )

    def _check_mail(self) -> None:
        if self.smtp_security not in SECURITIES:
            raise OperatorError(
                f"smtp_security: {self.smtp_security!r} must be one of {', '.join(SECURITIES)}"
            )
        if not 0 < self.smtp_port < 65536:
            raise OperatorError(f"smtp_port: {self.smtp_port} must be the number of a port, such as 587")
        if self.smtp_host and not EMAIL.fullmatch(self.smtp_sender):
            raise OperatorError(f"smtp_sender: {self.smtp_sender!r} must be the address that mails come from")
        if self.smtp_user and self.smtp_security == "none" and self.smtp_host not in LOOPBACK:
            raise OperatorError("smtp_user: no password is sent without smtp_security starttls or tls")

    def _check_store(self) -> None:
        for name in ("store", "store_update", "store_graphs"):
            address = getattr(self, name)
            if address and not self.store:
                raise OperatorError(f"{name}: it is of no use without store")
            if address and not can_be_asked(address):  # not shown, for it may hold a password
                raise OperatorError(
                    f"{name}: must be an http or https address without a fragment, and without a login, "
                    "which is store_login"
                )
        if self.store_login and not re.fullmatch(r"[^:\x00-\x1f\x7f]+:[^\x00-\x1f\x7f]*", self.store_login):
            raise OperatorError("store_login: must be user:password")


def load_config(
    path: Path | None = None, environ: Mapping[str, str] = os.environ, **overrides: Any
) -> Config:
    """The settings of a file, the environment and the given options, the last one named winning.

    Without a ``path``, ``sagsgraf.toml`` of the current folder is read if it is there. Paths in the
    file are relative to the file. An option that is ``None`` was not given; a ``profile`` among them stands
    in the place of the registry.
    """
    file = path or Path(FILE_NAME)
    values = _from_file(file) if path or file.is_file() else {}
    values |= _from_environment(environ)
    given = {name: value for name, value in overrides.items() if value is not None}
    if "profile" in given:
        values.pop("municipality", None)
    return Config(**{**values, **given})


def resource(name: str) -> Path:
    """Where ``ontology.ttl`` or ``shapes`` is: in the wheel beside this module, else in the checkout."""
    packaged = _PACKAGE / "data" / name
    return packaged if packaged.exists() else _PACKAGE.parent / name


def _types() -> dict[str, type]:
    """Setting that is one value -> its type; the annotations are classes, not strings."""
    return {field.name: field.type for field in fields(Config) if isinstance(field.type, type)}


def _from_file(file: Path) -> dict[str, Any]:
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8-sig"))  # Windows' Notepad may write a mark
    except OSError as error:
        raise OperatorError(f"{file}: cannot be read: {error.strerror}") from None
    except ValueError as error:  # not UTF-8, or not TOML
        raise OperatorError(f"{file}: not valid TOML: {' '.join(str(error).split())}") from None
    values: dict[str, Any] = {}
    for key, value in table.items():
        values[key] = _entries(value, file) if key == "municipality" else _checked(key, value, str(file))
    for name in ("data_dir", "harvest_dir", "subscriptions"):
        if name in values:
            values[name] = file.parent / values[name]
    if "profile" in values:
        values["profile"] = _profile(values["profile"], file)
    for name in ("reviewed_links", "reviewed_identities", "logo", "smtp_password_file"):
        if values.get(name):
            values[name] = str(file.parent / values[name])
    return values


def _profile(name: str, file: Path) -> str:
    """The name of a profile, or the path of a Turtle file that the settings name."""
    return str(file.parent / name) if name.endswith(".ttl") else name


def _entries(value: object, file: Path) -> tuple[RegistryEntry, ...]:
    """The tables ``[[municipality]]`` of a file."""
    tables = value if isinstance(value, list) else [value]
    known = {one.name for one in fields(RegistryEntry)}
    entries = []
    for table in tables:
        if not isinstance(table, dict) or not all(isinstance(words, str) for words in table.values()):
            raise OperatorError(f"{file}: municipality must be tables [[municipality]] of texts in quotes")
        if unknown := sorted(table.keys() - known):
            raise OperatorError(
                f"{file}: unknown setting {unknown[0]!r} of [[municipality]]; known: "
                f"{', '.join(sorted(known))}"
            )
        if not table.get("profile"):
            raise OperatorError(f"{file}: a [[municipality]] without a profile")
        folder = file.parent / table["folder"] if table.get("folder") else None
        entries.append(RegistryEntry(_profile(table["profile"], file), folder, table.get("host", "")))
    return tuple(entries)


def _checked(key: str, value: object, where: str) -> Any:
    """The value of a TOML key as its setting's type."""
    wanted = _types().get(key)
    if wanted is None:
        meant = get_close_matches(key, _types(), n=1, cutoff=0.8)
        told = f"is {meant[0]} meant?" if meant else f"known: {', '.join(_types())}"
        raise OperatorError(f"{where}: unknown setting {key!r}; {told}")
    if wanted is Path and isinstance(value, str):
        return _path(key, value)
    if wanted is float and type(value) is int:
        return float(value)
    if type(value) is not wanted:
        name = "str" if wanted is Path else wanted.__name__
        shown = "what is there" if key in ("store_login", "smtp_password") else repr(value)
        raise OperatorError(f"{where}: {key} must be {_SAID[name]}, not {shown}")
    return value


def _path(key: str, text: str) -> Path:
    if not text.strip():  # it would be the folder that one stands in
        raise OperatorError(f"{key}: must name a file or folder")
    return Path(text)


_SAID = {"str": "a text in quotes", "int": "a whole number", "float": "a number", "bool": "true or false"}
_TRUTH = {"true": True, "false": False}


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for variable, text in sorted(environ.items()):
        if not variable.startswith(PREFIX):
            continue
        key = variable.removeprefix(PREFIX).lower()
        wanted = _types().get(key)
        if wanted is None:
            if meant := get_close_matches(key, _types(), n=1, cutoff=0.85):
                raise OperatorError(
                    f"unknown environment variable {variable}: is {PREFIX}{meant[0].upper()} meant?"
                )
            # a platform may set such variables of its own (Kubernetes: SAGSGRAF_SERVICE_HOST)
            logger.warning("unknown environment variable %s is not heeded", variable)
            continue
        try:
            if wanted is bool:
                values[key] = _TRUTH[text.strip().lower()]
            else:
                values[key] = _path(variable, text) if wanted is Path else wanted(text)
        except (ValueError, KeyError):
            raise OperatorError(f"{variable} must be {_SAID[wanted.__name__]}, not {text!r}") from None
    return values


def _is_base_iri(text: str) -> bool:
    if not _BASE_IRI.fullmatch(text):
        return False
    try:
        parts = urlsplit(text)
        return bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:  # a port that is no number, or a broken IPv6 address
        return False


def _is_normal(text: str) -> bool:
    """Whether no client writes the base of addresses otherwise before it asks (RFC 3986, 6.2)."""
    if re.search(r"%(?![0-9A-F]{2})|/\.{1,2}(?:/|$)", text):
        return False
    parts = urlsplit(text)
    usual = 443 if parts.scheme == "https" else 80
    return parts.netloc == parts.netloc.lower() and parts.port != usual


def can_be_asked(text: str) -> bool:
    """Whether it is an address that can be asked: what it names, no login, nothing that is no URL."""
    if not re.fullmatch(r"https?://[!-;=?-~]+", text) or "#" in text or "\\" in text:
        return False
    try:
        parts = urlsplit(text)
        return bool(parts.hostname) and "@" not in parts.netloc and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
