"""What goes wrong when a server is asked; apart from who asks, for others only tell of it."""

from graph.base.config import OperatorError


class RemoteError(OperatorError):
    """The server gave no answer, or none that can be used; the message names it and says why."""


class UnreachableError(RemoteError):
    """The server cannot be reached, or says that it is too busy."""


class TooLateError(RemoteError):
    """The server did not answer in the time it had."""


class TLSError(UnreachableError):
    """The server cannot be spoken to in confidence: its certificate is not its own, or there is none."""


class TooLargeError(RemoteError):
    """The server answers with more than there is room for."""
