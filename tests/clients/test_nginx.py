"""The proxy of docs/drift/nginx.conf before a real server: a path prefix, the name of a request, who asks."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from places import DOCS
from samples import put
from servers import free_port, missing, running
from serving import served

from graph.base.config import Config

CONFIG = (DOCS / "drift" / "nginx.conf").read_text(encoding="utf-8")
AROUND = """
master_process off;
daemon off;
pid {folder}/pid;
error_log {folder}/log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {server}
}}
"""


def below_a_path(port: int, site: int, folder: Path) -> str:
    """The server of the file, without TLS, for which there is no certificate here, and below /sager/."""
    (server,) = re.findall(r"^server \{\n    listen 443.*?^\}", CONFIG, re.MULTILINE | re.DOTALL)
    server = re.sub(r"listen 443 .*;", f"listen 127.0.0.1:{port};", server)
    server = re.sub(r"\n    (?:listen \[::\]|ssl_)[^\n]*", "", server)
    server = server.replace("/var/log/nginx/", f"{folder}/")
    (log_format,) = re.findall(r"^log_format [^;]+;", CONFIG, re.MULTILINE)
    assert server.count("location / {") == server.count("http://127.0.0.1:8000;") == 1
    server = server.replace("location / {", "location /sager/ {").replace(":8000;", f":{site};")
    return f"{log_format}\n{server}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("nginx")


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    program = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    if not program:
        missing("nginx", "apt-get install nginx-light")
    assert program
    port = free_port()
    config = Config(base_iri="https://data.example.dk/sager", data_dir=folder / "data")
    put(config, a="12")
    with served(config) as site:
        text = AROUND.format(folder=folder, server=below_a_path(port, site, folder))
        (folder / "nginx.conf").write_text(text, encoding="utf-8")
        command = [program, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "log")]
        with running(command, folder, f"http://127.0.0.1:{port}"):
            yield f"http://127.0.0.1:{port}/sager"


def test_the_site_is_served_below_the_path(address: str) -> None:
    with urlopen(f"{address}/doc/aadalsoe/sag/20-004417.ttl") as answer:
        assert b"<https://data.example.dk/sager/id/aadalsoe/sag/20-004417>" in answer.read()
        assert answer.headers["strict-transport-security"] == "max-age=31536000"


def test_what_a_client_says_of_itself_is_not_passed_on(address: str) -> None:
    said = {"X-Request-Id": "mine", "X-Forwarded-For": "203.0.113.7"}
    with urlopen(Request(f"{address}/om", headers=said)) as answer:
        assert re.fullmatch("[0-9a-f]{32}", answer.headers["x-request-id"])
        assert "ratelimit" not in answer.headers  # it comes from this machine, whatever it says


def test_the_log_has_no_query_and_no_referer(address: str, folder: Path) -> None:
    asked = f"{address}/besked/afmeld?kode=hemmelig"
    for headers in ({"Referer": asked}, {}):  # the first is in the log when the second is answered
        with urlopen(Request(asked, headers=headers)):
            pass
    log = (folder / "sagsgraf.log").read_text(encoding="utf-8")
    assert '"GET /sager/besked/afmeld" 200' in log
    assert "hemmelig" not in log
