"""The streets of a municipality, from a file beside its profile, with points where it has them.

A CSV file (RFC 4180, commas or semicolons) with a head: ``vejnavn``, and where there are any ``husnr``,
``bredde`` and ``længde`` (WGS 84), or the names that Danmarks Adresser gives these columns; or just a name on
each line.
"""

import csv
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from graph.base.config import OperatorError
from graph.minutes.document import one_line

_COLUMNS = {
    "street": ("vejnavn", "vej", "street"),
    "number": ("husnr", "husnummer", "number"),
    "latitude": ("bredde", "breddegrad", "latitude", "wgs84koordinat_bredde"),
    "longitude": ("længde", "længdegrad", "longitude", "wgs84koordinat_længde"),
}
_LONGEST = 80
_LATITUDES, _LONGITUDES = 90.0, 180.0

Point = tuple[float, float]
"""Latitude and longitude in degrees (WGS 84)."""


@dataclass(frozen=True, slots=True)
class Streets:
    """Streets by name, each with points by house number; the number ``""`` is the street's own. Two are the
    same when the ``sha256`` of their files is."""

    sha256: str = ""
    points: Mapping[str, Mapping[str, Point]] = field(default_factory=dict, compare=False)

    def point(self, street: str, number: str) -> Point | None:
        """The point of an address, of the number without its letter, or of the street."""
        known = self.points.get(street, {})
        tried = (number.upper(), number.rstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"), "")
        return next((known[one] for one in tried if one in known), None)


NO_STREETS = Streets()


def read_streets(path: Path) -> Streets:
    """The streets of a file; raises :class:`OperatorError` for one that cannot be read."""
    try:
        data = path.read_bytes()
        lines = data.decode("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise OperatorError(f"streets {path}: cannot be read ({error})") from None
    rows = list(csv.reader(lines, delimiter=";" if lines and ";" in lines[0] else ","))
    head = [cell.strip().casefold() for cell in rows[0]] if rows else []
    at = {key: head.index(name) for key, names in _COLUMNS.items() for name in names if name in head}
    if "street" not in at and len(head) > 1:
        raise OperatorError(f"streets {path}: the head names no column vejnavn")
    found: dict[str, dict[str, Point]] = {}
    for row in rows[1:] if "street" in at else rows:
        cells = {
            key: one_line(row[place]) for key, place in (at or {"street": 0}).items() if place < len(row)
        }
        street = cells.get("street", "")
        if not street[:1].isalnum() or len(street) > _LONGEST:
            continue
        points = found.setdefault(street, {})
        if point := _point(cells, path):
            points[cells.get("number", "").replace(" ", "").upper()] = point
    return Streets(hashlib.sha256(data).hexdigest(), found)


def _point(cells: Mapping[str, str], path: Path) -> Point | None:
    latitude, longitude = cells.get("latitude", ""), cells.get("longitude", "")
    if not latitude or not longitude:
        return None
    try:
        point = float(latitude.replace(",", ".")), float(longitude.replace(",", "."))
    except ValueError:
        point = _LATITUDES + 1, 0.0
    if not (abs(point[0]) <= _LATITUDES and abs(point[1]) <= _LONGITUDES):
        raise OperatorError(f"streets {path}: »{latitude}«, »{longitude}« is no latitude and longitude")
    return point
