"""Real SPARQL servers for the tests: Virtuoso from Debian's package, and the oxigraph binary from PyPI.

One that is not installed skips its tests, and fails them where everything has to be there (CI).
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from places import ROOT

from graph.base.config import Config

GUIDE = (ROOT / "docs" / "fjernlager.md").read_text(encoding="utf-8")
SETUP_OF_VIRTUOSO = re.search(r"```sql\n(.*?)```", GUIDE, re.DOTALL)
SETTINGS = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
SECONDS_TO_START = 600
INI = """
[Database]
DatabaseFile = virtuoso.db
TransactionFile = virtuoso.trx
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
CheckpointInterval = 0
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = {rows}
"""
VIRTUOSO_ROWS = 20_000


@dataclass(frozen=True)
class Server:
    """A server that runs, and the settings by which it is used."""

    name: str
    store: str
    store_update: str
    store_graphs: str
    store_login: str = ""

    @property
    def is_virtuoso(self) -> bool:
        return self.name.startswith("virtuoso")

    def settings(self) -> dict[str, Any]:
        """The settings that name it."""
        return {
            "store": self.store,
            "store_update": self.store_update,
            "store_graphs": self.store_graphs,
            "store_login": self.store_login,
        }

    def config(self, tmp_path: Path, **settings: Any) -> Config:
        """Settings for a test of its own, which shares no graph with another."""
        base = f"http://127.0.0.1:8000/{re.sub('[^a-z0-9]', '-', tmp_path.name.lower())}/{self.name}"
        return Config(base_iri=base, data_dir=tmp_path / "data", workers=1, **self.settings() | settings)


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def missing(program: str, where: str) -> None:
    message = f"{program} is not installed ({where})"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


@contextmanager
def running(command: list[str], folder: Path, address: str) -> Iterator[None]:
    with (folder / "output").open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=subprocess.STDOUT)
        try:
            end = time.monotonic() + SECONDS_TO_START
            while True:
                try:
                    urlopen(f"{address}/", timeout=60).close()
                    break
                except ConnectionError:
                    pass
                except OSError as error:
                    if not isinstance(getattr(error, "reason", None), ConnectionError):
                        break  # it answers, if only that there is nothing here
                if process.poll() is not None or time.monotonic() > end:
                    pytest.fail(f"{command[0]} did not start: {(folder / 'output').read_text()}")
                time.sleep(0.1)
            yield
        finally:
            process.kill()
            process.wait()


@contextmanager
def virtuoso(folder: Path) -> Iterator[Server]:
    program, client = shutil.which("virtuoso-t"), shutil.which("isql-vt")
    if not program or not client:
        missing("virtuoso-t", "apt-get install virtuoso-opensource-7-bin")
    assert program
    assert client
    sql, http = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(INI.format(sql=sql, http=http, rows=VIRTUOSO_ROWS))
    address = f"http://127.0.0.1:{http}"
    with running([program, "+foreground", "+configfile", "virtuoso.ini"], folder, address):
        assert SETUP_OF_VIRTUOSO
        done = subprocess.run(
            [client, str(sql), "dba", "dba"],
            input=SETUP_OF_VIRTUOSO[1],
            capture_output=True,
            text=True,
            check=True,
        )
        assert "Error" not in done.stdout + done.stderr, done.stdout + done.stderr
        yield of_the_guide("virtuoso", 8890, http)


@contextmanager
def oxigraph(folder: Path) -> Iterator[Server]:
    program = Path(sys.executable).with_name("oxigraph")
    if not program.exists():
        missing("oxigraph", "pip install oxigraph")
    port = free_port()
    command = [str(program), "serve", "--location", "store", "--bind", f"127.0.0.1:{port}"]
    with running(command, folder, f"http://127.0.0.1:{port}"):
        yield of_the_guide("oxigraph", 7878, port)


def of_the_guide(name: str, its_port: int, port: int) -> Server:
    """The server, by the settings that the guide gives, but for the port."""
    (block,) = (block for block in SETTINGS if f":{its_port}/" in block)
    return Server(name, **tomllib.loads(block.replace(f"localhost:{its_port}/", f"127.0.0.1:{port}/")))


@pytest.fixture(scope="session")
def virtuoso_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as server:
        yield server


@pytest.fixture(scope="session")
def oxigraph_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with oxigraph(tmp_path_factory.mktemp("oxigraph")) as server:
        yield server


@pytest.fixture(scope="session", params=["virtuoso", "oxigraph"])
def server(request: pytest.FixtureRequest) -> Server:
    """Each of the servers, written to by Graph Store Protocol."""
    found = request.getfixturevalue(f"{request.param}_server")
    assert isinstance(found, Server)
    return found


@pytest.fixture(scope="session", params=["graph store", "update"])
def written(request: pytest.FixtureRequest, server: Server) -> Server:
    """Each of the servers, written to in both ways."""
    if request.param == "update":
        return replace(server, name=f"{server.name}-update", store_graphs="")
    return server
