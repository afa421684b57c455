"""The server that ``sagsgraf serve`` runs, and what it does when it is told to stop or to begin again."""

import logging
import signal
import socket
from collections.abc import Callable
from contextlib import nullcontext

import click
import uvicorn
from fastapi import FastAPI

from api.app import create_app
from api.operations import logs
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
        held = f"{release.id} ({release.manifest.totals.published} documents, base IRI {config.base_iri})"
        click.echo(f"Serving {held} on {address}; stop with Ctrl-C")
        try:
            while _serve_until_hangup(app, config, listener):
                config, app = _anew(config, again)
        except KeyboardInterrupt:
            click.echo("Stopped")


def _serve_until_hangup(app: FastAPI, config: Config, listener: socket.socket) -> bool:
    """Serve until the process is told to stop, or by SIGHUP to begin again, which is what comes back. Clients
    that come meanwhile wait at the listener."""
    settings = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        http="httptools",
        loop="uvloop",
        forwarded_allow_ips=config.trusted_proxies.split(),
        timeout_graceful_shutdown=config.drain_seconds,
    )
    server, hung_up = uvicorn.Server(settings), False

    def hang_up(number: int, frame: object) -> None:
        nonlocal hung_up
        hung_up = server.should_exit = True

    signal.signal(signal.SIGHUP, hang_up)
    with app.state.metrics.served(config.metrics_port) if config.metrics_port else nullcontext():
        server.run(sockets=[listener.dup()])  # the server closes its own
    return hung_up


def _looked_at(app: FastAPI) -> archive.Release:
    """The release that is served once it has been looked at, as far as that is soon done."""
    releases: Releases = app.state.site.releases
    releases.check_beside(_PATIENCE)
    served = releases.latest()
    assert served
    return served.shelved


def _anew(config: Config, again: Callable[[], Config]) -> tuple[Config, FastAPI]:
    """The settings as they are now, and the application for them; as they were if there is a mistake in
    them."""
    try:
        settings = again()
        app = create_app(settings)
    except OperatorError as error:
        logger.error("the settings stay as they were: %s", error)
        return config, create_app(config)
    _looked_at(app)
    logs.configure(settings.log_format)
    logger.info("the settings are read again")
    return settings, app


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
        raise OperatorError(f"cannot listen on {host}, port {port}: {error.strerror}") from None
    return listener
