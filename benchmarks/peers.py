"""The servers compared, each in its best set-up for a corpus that does not change, on loopback.

All load the same N-Quads file, whose default graph is the merge of the named ones. Sagsgraf and the oxigraph
server keep it as it is; the latter loads in bulk, packs its files and serves them read-only. Virtuoso takes
the default graph as one of its graphs, and each request names it: its indexes are then asked for a constant
graph, and nothing is counted twice. Its buffers have room for the whole corpus, up to half the memory, and
its bounds on rows and times are lifted.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar
from urllib.parse import urlencode

from benchmarks.corpus import Corpus
from benchmarks.processes import NotStartedError, Server, free_port, megabytes_on_disk, run

ROOT = Path(__file__).parent.parent
_PATIENCE = 1800.0
_EASY = "ASK { ?s ?p ?o }"
_MERGED = "urn:x-sagsgraf:merged"


@dataclass
class Peer(ABC):
    """A server of the corpus in a folder of its own."""

    folder: Path
    port: int = field(default_factory=free_port)
    server: Server | None = None
    load_seconds: float = 0.0
    disk_megabytes: float = 0.0

    name: ClassVar[str]
    path: ClassVar[str] = "/sparql"

    @classmethod
    @abstractmethod
    def program(cls) -> str | None:
        """The program, where it is installed."""

    @classmethod
    @abstractmethod
    def version(cls) -> str:
        """What the program says it is."""

    def target(self, query: str) -> str:
        """What a GET asks for to have a query answered."""
        return f"{self.path}?{urlencode({'query': query})}"

    def start(self, corpus: Corpus) -> None:
        """Load the corpus and serve it; raises :class:`NotStartedError`."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        began = time.perf_counter()
        self._start(corpus)
        assert self.server
        self.server.wait(self.port, self.target(_EASY), _PATIENCE)
        self.load_seconds = time.perf_counter() - began
        self.disk_megabytes = megabytes_on_disk(self.folder)

    @abstractmethod
    def _start(self, corpus: Corpus) -> None: ...

    def _serve(self, *command: str | Path, tree: Path = ROOT, **environment: str) -> Server:
        self.server = Server.start(command, self.folder / "log.txt", environment, tree)
        return self.server

    def stop(self) -> None:
        """End the server and remove what it stored."""
        if self.server:
            self.server.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


class Oxigraph(Peer):
    """The oxigraph server, from PyPI or elsewhere."""

    name, path = "oxigraph", "/query"

    @classmethod
    def program(cls) -> str | None:
        beside = Path(sys.executable).with_name("oxigraph")
        return str(beside) if beside.is_file() else shutil.which("oxigraph")

    @classmethod
    def version(cls) -> str:
        return _said(cls.program(), "--version")

    def _start(self, corpus: Corpus) -> None:
        program, log = self.program() or "", self.folder / "log.txt"
        store = self.folder / "store"
        run([program, "load", "--location", store, "--file", corpus.file], log)
        run([program, "optimize", "--location", store], log)
        self._serve(program, "serve-read-only", "--location", store, "--bind", f"127.0.0.1:{self.port}")


class Sagsgraf(Peer):
    """This checkout or another, by its command; queries may take as long as with the others."""

    name = "sagsgraf"
    settings: ClassVar[Mapping[str, str]] = {"SAGSGRAF_QUERY_SECONDS": "600"}
    tree: ClassVar[Path] = ROOT
    _command: ClassVar = (sys.executable, "-c", "from api.cli.main import main; main()")

    @classmethod
    def program(cls) -> str | None:
        return sys.executable

    @classmethod
    def version(cls) -> str:
        return _said(*cls._command, "--version").replace(", version", "")

    def _start(self, corpus: Corpus) -> None:
        self._serve(
            *(*self._command, "serve", "--data", corpus.file.resolve(), "--port", str(self.port)),
            tree=self.tree,
            TMPDIR=str(self.folder.resolve()),
            **self.settings,
        )


class Virtuoso(Peer):
    """Virtuoso 7, open source edition, as Debian has it."""

    name = "virtuoso"

    @classmethod
    def program(cls) -> str | None:
        return shutil.which("virtuoso-t") if shutil.which("isql-vt") else None

    @classmethod
    def version(cls) -> str:
        said = _said(cls.program(), "--help")
        found = re.search(r"Version (\S+)", said)
        return f"virtuoso {found[1].partition('-')[0]}" if found else said

    def target(self, query: str) -> str:
        """A description is to be of a thing's own triples, and a graph can be asked only if none is named."""
        if "DESCRIBE <" in query:
            query = f'DEFINE sql:describe-mode "SPO"\n{query}'
        graph = {} if "GRAPH <" in query else {"default-graph-uri": _MERGED}
        return f"{self.path}?{urlencode({**graph, 'query': query})}"

    def _start(self, corpus: Corpus) -> None:
        folder = self.folder.resolve()
        sql = free_port()
        (folder / "virtuoso.ini").write_text(self._settings(folder, sql, corpus), "utf-8")
        command = (self.program() or "", "+foreground", "+configfile", folder / "virtuoso.ini")
        server = self._serve(*command)
        server.wait(self.port, self.target("ASK {}"), 120)
        steps = (
            f"ld_dir('{corpus.file.parent.resolve()}', '{corpus.file.name}', '{_MERGED}')",
            "rdf_loader_run()",
            "checkpoint",
        )
        log = self.folder / "log.txt"
        for step in steps:
            run(["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", f"EXEC={step};"], log)
        if "ERROR" in (said := self._load_list(sql)):
            raise NotStartedError(f"virtuoso did not load the file: {said}")

    def _load_list(self, port: int) -> str:
        failed = "SELECT 'ERROR', ll_error FROM DB.DBA.LOAD_LIST WHERE ll_error IS NOT NULL"
        # Neither banner nor statement are to be printed, or the word would always be there.
        quiet = ("VERBOSE=OFF", "PROMPT=OFF", "BANNER=OFF", "ECHO=OFF")
        return _said("isql-vt", f"127.0.0.1:{port}", "dba", "dba", *quiet, f"EXEC={failed};")

    def _settings(self, folder: Path, sql: int, corpus: Corpus) -> str:
        half = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2
        pages = max(20_000, min(half, 3 * corpus.file.stat().st_size) // 8700)  # 8 kB and its head
        return f"""[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
MaxCheckpointRemap = {pages // 4}
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {corpus.file.parent.resolve()}
NumberOfBuffers = {pages}
MaxDirtyBuffers = {pages * 3 // 4}
MaxSortedTopRows = 10000000
ThreadsPerQuery = {os.cpu_count()}
ServerThreads = 100
[HTTPServer]
ServerPort = 127.0.0.1:{self.port}
ServerThreads = 32
MaxKeepAlives = 32
KeepAliveTimeout = 60
EnabledGzipContent = 0
[SPARQL]
ResultSetMaxRows = 100000000
"""


PEERS: tuple[type[Peer], ...] = (Oxigraph, Virtuoso, Sagsgraf)


def _said(*command: str | None) -> str:
    done = subprocess.run([part or "" for part in command], capture_output=True, text=True, check=False)
    return " ".join((done.stdout + done.stderr).split())
