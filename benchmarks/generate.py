"""Generated minutes of an invented municipality over twenty years, with what a reader should find in them.

``python -m benchmarks.generate FOLDER --documents 8000`` writes ``FOLDER/minutes/*.txt`` in both layouts and
``FOLDER/truth/*.json`` in the keys of examples/gold. The same number and seed give the same bytes.
"""

import argparse
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from benchmarks.minutes import Truth, Writer
from benchmarks.world import Meeting, World
from graph.municipality.profile import load_profile

PROFILE = "aadalsoe"


def generate(documents: int, seed: int = 1) -> Iterator[tuple[str, Truth]]:
    """So many texts with their truth, in order of date, one at a time."""
    for _, text, truth in meetings(documents, seed):
        yield text, truth


def meetings(documents: int, seed: int = 1) -> Iterator[tuple[Meeting, str, Truth]]:
    """As :func:`generate`, with the meeting itself, whose cases go where its decisions send them."""
    return written(World(load_profile(PROFILE), seed), documents)


def written(world: World, documents: int) -> Iterator[tuple[Meeting, str, Truth]]:
    """So many meetings of a world with their texts and truth, in order of date, one at a time."""
    profile = load_profile(PROFILE)
    writer = Writer(world, profile)
    for meeting in world.meetings(documents):
        text, truth = writer.write(meeting)
        for planned, item in zip(meeting.agenda, truth["items"], strict=True):
            if planned.case:
                promise = next(
                    ((one["body"], _first_day(one["when"][0])) for one in item["follow_ups"]), None
                )
                world.decide(planned.case, meeting.body, meeting.day, item["decision_outcome"], promise)
        yield meeting, text, truth


def _first_day(when: str) -> date:
    return date.fromisoformat(f"{when[:7]}-01")


def write(folder: Path, documents: int, seed: int = 1) -> int:
    """Write texts and truth below a folder; returns the bytes of text."""
    minutes, known = folder / "minutes", folder / "truth"
    for made in (minutes, known):
        made.mkdir(parents=True, exist_ok=True)
    total = 0
    for text, truth in generate(documents, seed):
        total += (minutes / truth["file"]).write_bytes(text.encode())
        name = Path(truth["file"]).with_suffix(".json")
        (known / name).write_text(json.dumps(truth, ensure_ascii=False, indent=1), encoding="utf-8")
    return total


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generate", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    total = write(given.folder, given.documents, given.seed)
    print(
        f"{given.documents} documents, {total / given.documents / 1000:.1f} kB on average, in {given.folder}"
    )


if __name__ == "__main__":
    main()
