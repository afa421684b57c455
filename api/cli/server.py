"""The server that ``sagsgraf serve`` runs, and what it does when it is told to stop or to begin again."""

import json
import logging
import signal
import socket
from collections.abc import Callable
from contextlib import ExitStack

import click
import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from api.app import create_app
from api.cli.options import counted
from api.http.formats import PROBLEM
from api.http.headers import MAX_ADDRESS
from api.operations import logs
from api.operations.metrics import Metrics
from api.serving.releases import Releases
from graph.base.config import Config, OperatorError
from graph.release import archive

logger = logging.getLogger("sagsgraf")

_PATIENCE = 2.0  # seconds that serving waits for what is found out about the release


def serve(config: Config, host: str, port: int, again: Callable[[], Config]) -> None:
    """Serve until stopped; on SIGHUP anew, with the settings that ``again`` gives.

    Raises :class:`OperatorError` when there is nothing to serve or the address cannot be had.
    """
    archive.current(config)  # there is one
    with _listener(host, port) as listener:
        logs.configure(config.log_format)
        app = create_app(config)
        release = _looked_at(app)
        address = f"http://{host}:{listener.getsockname()[1]}"
        documents = counted(release.manifest.totals.published, "document")
        held = f"{release.id} ({documents}, base IRI {config.base_iri})"
        hang_up = _HangUp()
        try:
            with _counting(app, config):
                click.echo(f"Serving {held} on {address}; stop with Ctrl-C")
                told_again = _serve_until_hangup(app, config, listener, hang_up)
            while told_again:
                config, app = _anew(config, app, again)
                with _counting_if_it_can(app, config):
                    told_again = _serve_until_hangup(app, config, listener, hang_up)
        except KeyboardInterrupt:
            click.echo("Stopped")


class _Protocol(HttpToolsProtocol):
    """HTTP as httptools reads it. What it cannot read is answered with a problem (RFC 9457). It takes no
    address apart that is longer than :data:`MAX_ADDRESS`: who sends one is told so (RFC 9110, section
    15.5.15), and not that it is no HTTP."""

    def send_400_response(self, msg: str) -> None:
        status, title, detail = 400, "Bad Request", msg
        if len(getattr(self, "url", b"")) > MAX_ADDRESS:
            status, title = 414, "URI Too Long"
            detail = f"The address is longer than {MAX_ADDRESS} bytes. Send a long query by POST."
        problem = {"type": "about:blank", "title": title, "status": status, "detail": detail}
        body = json.dumps(problem).encode()
        fields = (
            f"HTTP/1.1 {status} {title}\r\nContent-Type: {PROBLEM.media_type}\r\n"
            f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        )
        self.transport.write(fields.encode() + body)
        self.transport.close()


class _HangUp:
    """SIGHUP, which may come at any time: while another is being answered, too."""

    def __init__(self) -> None:
        self.heard = False
        self._server: uvicorn.Server | None = None
        signal.signal(signal.SIGHUP, self._hear)

    def ends(self, server: uvicorn.Server) -> None:
        """Have it end a server; at once if it came since the last was ended."""
        self._server = server
        server.should_exit = self.heard

    def taken(self) -> bool:
        """Whether it has come; it may come again."""
        heard, self.heard = self.heard, False
        return heard

    def _hear(self, number: int, frame: object) -> None:
        self.heard = True
        if self._server:
            self._server.should_exit = True


def _serve_until_hangup(app: FastAPI, config: Config, listener: socket.socket, hang_up: _HangUp) -> bool:
    """Serve until the process is told to stop, or by SIGHUP to begin again, which is what comes back. Clients
    that come meanwhile wait at the listener."""
    settings = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        http=_Protocol,
        loop="uvloop",
        forwarded_allow_ips=config.trusted_proxies.split(),
        timeout_graceful_shutdown=config.drain_seconds,
    )
    server = uvicorn.Server(settings)
    hang_up.ends(server)
    server.run(sockets=[listener.dup()])  # the server closes its own
    return hang_up.taken()


def _counting(app: FastAPI, config: Config) -> ExitStack:
    """Its counters told at the port of the settings, if they name one."""
    metrics: Metrics = app.state.metrics
    told = ExitStack()
    if config.metrics_port:
        told.enter_context(metrics.served(config.metrics_port))
    return told


def _counting_if_it_can(app: FastAPI, config: Config) -> ExitStack:
    """The same of a server that visitors have already: a port that somebody has taken meanwhile does not end
    it."""
    try:
        return _counting(app, config)
    except OperatorError as error:
        logger.error("no metrics are told: %s", error)
        return ExitStack()


def _looked_at(app: FastAPI) -> archive.Release:
    """The release that is served once it has been looked at, as far as that is soon done; raises
    :class:`OperatorError` for none."""
    releases: Releases = app.state.site.releases
    releases.check_beside(_PATIENCE)
    served = releases.latest()
    if served is None:
        raise OperatorError("there is no release that may be served")
    return served.shelved


def _anew(config: Config, app: FastAPI, again: Callable[[], Config]) -> tuple[Config, FastAPI]:
    """The settings as they are now, and an application for them; both as they were if nothing can be served
    by them."""
    try:
        settings = again()
        archive.current(settings)  # there is one
        fresh = create_app(settings)
        _looked_at(fresh)
        with _counting(fresh, settings):
            pass  # the port can be had
    except (OperatorError, OSError) as error:
        logger.error("the settings stay as they were: %s", error)
        return config, app
    logs.configure(settings.log_format)
    logger.info("the settings are read again")
    return settings, fresh


def _listener(host: str, port: int) -> socket.socket:
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(address)
            listener.listen()  # from here on a client waits instead of being refused
        except OSError:
            listener.close()
            raise
    except OSError as error:
        raise OperatorError(
            f"cannot listen on {host}, port {port}: {error.strerror}; choose another with --port"
        ) from None
    return listener
