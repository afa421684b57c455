"""The one process that others are forked from: it does nothing else, and has loaded what they begin with.

A process of ours cannot be forked itself, for its stores have threads that do not live on in a fork; and one
that begins with nothing takes seconds to load what it needs.
"""

from multiprocessing import get_context
from multiprocessing.context import ForkServerContext

_CONTEXT = get_context("forkserver")
_loaded: list[str] = []


def forked_with(module: str) -> ForkServerContext:
    """What makes processes that begin with a module loaded; to be called before the first of them is made."""
    _loaded.append(module)
    _CONTEXT.set_forkserver_preload(_loaded)
    return _CONTEXT
