"""Damaged copies of whole minutes: no traceback, no hang, and every value still what stands in the text."""

import os
import random
from collections import defaultdict
from pathlib import Path

import pytest
from places import ROOT
from support import check_spans

from graph.base.config import Config
from graph.municipality.evidence import reading_profile
from graph.municipality.profile import load_profile
from graph.publishing.intake import take_in
from graph.readers.files import read_document
from graph.readers.layout.parse import parse

SHARED = ROOT.parent / "shared"
FILES = sorted([*(ROOT / "examples" / "minutes").glob("*.txt"), *(SHARED / "minutes").glob("*.txt")])
SPLINTERS = (
    b"\n\n", b"\nBilag\n\n", b"\n\nBeslutning\n\n", b"\n\nPunkt 3: Lukket: x\n\n", b"\t", b".....\t3\n", b"\nSagsnr.: ",
    "Direktionens møde den 25. september 2017:\n".encode(), b"indstiller ", b"\n\nLukket\n\n", b"- 1) ", b"(",
    "\nMødedeltagere ".encode(), b"\nIndholdsfortegnelse\n", b"\x00", b"\xff\xfe", b"\r", "\u202e\u0301".encode(),
)  # fmt: skip


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The bytes with a few stretches cut, doubled, moved or overwritten."""
    for _ in range(chance.randint(1, 12)):
        start = chance.randrange(len(data) + 1)
        end = min(len(data), start + chance.randint(1, 400))
        there = chance.randrange(len(data) + 1)
        data = chance.choice(
            [
                data[:start] + data[end:],
                data[:there] + data[start:end] + data[there:],
                data[:start] + chance.choice(SPLINTERS) + data[start:],
                data[:start] + chance.randbytes(3) + data[end:],
                data.replace(b"\n\n", b"\n", chance.randint(1, 5)),
            ]
        )
    return data if chance.random() > 0.05 else data[: chance.randrange(len(data) + 1)]


def test_real_minutes_are_among_them() -> None:
    if not SHARED.is_dir() and "CI" not in os.environ:
        pytest.skip("the folder of real minutes is not on this machine")
    assert len(FILES) == 20


@pytest.mark.parametrize("seed", range(20))
def test_damaged_minutes_are_published_or_turned_away(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    path = tmp_path / "damaged.txt"
    path.write_bytes(damaged(chance.choice(FILES).read_bytes(), chance))
    document = read_document(path, 10**7)
    profile = reading_profile(document.text) or load_profile("aadalsoe")
    check_spans(parse(document, profile))
    intake = take_in(path, profile, Config(), defaultdict(lambda: "ab" * 32))
    told = [finding["severity"] for finding in intake.findings]
    assert intake.status == "published" or "violation" in told
    assert bool(intake.triples) == (intake.status == "published")
