"""Bodies of requests, within bounds, and the parameters in them (application/x-www-form-urlencoded)."""

from urllib.parse import parse_qsl

from fastapi import Request

from api.http.problems import Problem


async def body_of(request: Request, most: int) -> bytes:
    """The body, of at most so many bytes; a problem 413 for a longer one."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > most:
            raise Problem(413, f"The request is larger than {most} bytes.")
    return bytes(body)


def parameters_of(encoded: bytes, most: int) -> list[tuple[str, str]]:
    """Names and values, at most so many, each decoded exactly once, as UTF-8; a problem 400 for others."""
    try:
        return parse_qsl(
            encoded.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=most
        )
    except ValueError as error:
        raise Problem(400, f"The parameters cannot be read as UTF-8: {error}") from error
