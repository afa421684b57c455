"""How often one address may have an answer made, told in the headers RateLimit and RateLimit-Policy
(draft-ietf-httpapi-ratelimit-headers)."""

import ipaddress
import math
import time
from collections.abc import Awaitable, Callable

from fastapi import Request
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import RateLimiter, SlidingWindowCounterRateLimiter
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.problems import Problem, answer
from api.operations.exchange import page_of

_IPV6_NETWORK = 64  # bits of an IPv6 address that one subscriber has
_SECONDS = 60
DEAR = frozenset(
    {
        *("sparql", "analyse", "sammenlign", "diff", "search", "q", "mcp", "api", "sagsmappe", "opfoelgning"),
        *("efterproev", "reconcile", "udskrift"),
    }
)
"""The first parts of the paths whose answers cost the most to make."""


def new_limiter() -> RateLimiter:
    """What counts how often somebody asks; an application has one, at ``app.state.limiter``."""
    return SlidingWindowCounterRateLimiter(MemoryStorage())


class RateLimit:
    """Middleware around what makes answers; those that are kept cost nothing and are not counted.

    ``per_minute`` answers may one address have made in a minute, ``dear_per_minute`` of those at
    :data:`DEAR`; 0 is any number. The machine itself may ask at will: behind a proxy whose word is not taken
    for who asks, everybody comes from there.
    """

    def __init__(
        self, app: ASGIApp, limiter: RateLimiter, per_minute: int, dear_per_minute: int, root: str
    ) -> None:
        self.app, self._limiter, self._root = app, limiter, root
        self._all = RateLimitItemPerMinute(per_minute, namespace="all") if per_minute else None
        self._dear = RateLimitItemPerMinute(dear_per_minute, namespace="dear") if dear_per_minute else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        who = network(scope) if scope["type"] == "http" else ""
        dear = self._dear if who and page_of(scope["path"], self._root) in DEAR else None
        limits = [limit for limit in (self._all, dear) if limit and who]
        if not limits:
            await self.app(scope, receive, send)
            return
        allowed = all(self._limiter.hit(limit, who) for limit in limits)
        told = [(limit, self._limiter.get_window_stats(limit, who)) for limit in limits]
        closest, (reset, left) = min(told, key=lambda one: one[1].remaining)
        seconds = max(1, math.ceil(reset - time.time()))
        headers = {
            "RateLimit-Policy": ", ".join(
                f'"{limit.namespace}";q={limit.amount};w={_SECONDS}' for limit in limits
            ),
            "RateLimit": f'"{closest.namespace}";r={left};t={seconds}',
        }

        async def tell(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(headers)
            await send(message)

        app: Callable[[Scope, Receive, Send], Awaitable[None]] = self.app
        if not allowed:
            detail = f"Too many requests from your address; ask again in {seconds} s."
            app = answer(Request(scope), Problem(429, detail, {"Retry-After": str(seconds)}))
        await app(scope, receive, tell)


def network(scope: Scope) -> str:
    """The address that a request comes from, of IPv6 its network; empty for the machine itself, and where
    there is none."""
    try:
        address = ipaddress.ip_address((scope.get("client") or ("", 0))[0])
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if address.is_loopback:
        return ""
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network((address, _IPV6_NETWORK), strict=False).network_address)
