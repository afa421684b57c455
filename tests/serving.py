"""A real server of a site, on loopback, in a thread of the tests."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from api.app import create_app
from graph.base.config import Config


@contextmanager
def served(config: Config, port: int = 0) -> Iterator[int]:
    """The port at which the site of a configuration is served, with the parts that ``sagsgraf serve`` uses;
    0 is any that is free."""
    settings = uvicorn.Config(
        create_app(config), port=port, log_level="critical", http="httptools", loop="uvloop"
    )
    server = uvicorn.Server(settings)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()
