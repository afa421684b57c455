"""Items as minutes print them, and what a reader sees in them."""

from graph.minutes.document import Document
from graph.minutes.model import Minutes
from graph.municipality.profile import NEUTRAL
from graph.readers.files import decode, read
from graph.readers.layout.layout import lay_out

HEAD = "Referat\nTeknisk Udvalg\nTirsdag den 3. marts 2020 kl. 16:00\n\n"


def item(heading: str, below: str = "Sagsnr.: 17/1\n\nBeslutning\nGodkendt.") -> str:
    return f"{heading}\n{below}\n\n"


def laid(text: str) -> list[tuple[int, str]]:
    return [(block.number, block.title.text) for block in lay_out(Document("x.txt", text)).blocks]


def minutes_of(text: str) -> Minutes:
    return read(decode("a.txt", f"{HEAD}{text}".encode()), NEUTRAL).minutes
