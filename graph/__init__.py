"""Minutes become a graph, a graph becomes a release, a release is asked.

The packages are the chapters, in the order of docs/arkitektur.md. What a program of somebody else's needs is
exported here (docs/en/library.md), and imported when it is asked for, so ``import graph`` costs nothing::

    minutes = graph.read(Path("referat.txt"))
    graph.publish(Path("minutes"), graph.Config())
    with graph.open_release(graph.Config()) as release:
        rows = release.query("SELECT * { ?case a <https://w3id.org/sagsgraf/ns#Case> }")

No HTTP, and nothing of the site: that is ``api``.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.base.config import Config as Config
    from graph.base.config import OperatorError as OperatorError
    from graph.library import OpenedRelease as OpenedRelease
    from graph.library import open_release as open_release
    from graph.library import read as read
    from graph.publishing.publish import publish as publish
    from graph.publishing.withdraw import withdraw as withdraw

__version__ = "0.2.0"

_EXPORTED = {
    "Config": "graph.base.config",
    "OperatorError": "graph.base.config",
    "OpenedRelease": "graph.library",
    "open_release": "graph.library",
    "publish": "graph.publishing.publish",
    "read": "graph.library",
    "withdraw": "graph.publishing.withdraw",
}

__all__ = [  # they come by __getattr__ (PEP 562)
    "Config",
    "OpenedRelease",
    "OperatorError",
    "__version__",
    "open_release",
    "publish",
    "read",
    "withdraw",
]


def __getattr__(name: str) -> object:
    if name not in _EXPORTED:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_EXPORTED[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_EXPORTED})
