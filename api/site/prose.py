"""Text of minutes as HTML: its paragraphs, lists and tables (:mod:`graph.minutes.blocks`), all escaped.

Entries of lists keep the mark that is printed where it counts; markup that files carry in their text is not
shown.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from graph.minutes.blocks import Entry, ListBlock, ProseBlock, TableBlock, blocks, shown
from graph.minutes.model import Span

_MANY = 4  # columns: more may be wider than a page
# The elements of a list, by whether its marks count.
_OPEN = {True: Markup('<ol class="marked">'), False: Markup("<ul>")}
_CLOSE = {True: Markup("</li></ol>"), False: Markup("</li></ul>")}


@dataclass(frozen=True, slots=True, order=True)
class Highlight:
    """A stretch of a text that is marked, with where it leads and the class of its element."""

    start: int
    end: int
    href: str
    kind: str


def paragraphs(text: str, highlights: Iterable[Highlight] = ()) -> Markup:
    """Text as elements: ``<p>`` with its line ends kept, ``<ul>`` and ``<ol>``, ``<table>`` with a head where
    the first row names the columns. Of highlights that overlap the first counts."""
    words = _Words(text, sorted(highlights))
    return Markup("").join(words.block(block) for block in blocks(text))


class _Words:
    """Writes the words of a text with its highlights."""

    def __init__(self, text: str, highlights: Sequence[Highlight]) -> None:
        self._text, self._highlights, self._next = text, highlights, 0

    def block(self, block: ProseBlock | ListBlock | TableBlock) -> Markup:
        if isinstance(block, TableBlock):
            return self._table(block)
        if isinstance(block, ListBlock):
            return self._list(block.entries)
        return Markup("<p>{}</p>\n").format(self._lines(block.lines))

    def _lines(self, lines: Iterable[Span]) -> Markup:
        return Markup("<br>").join(self._stretch(line) for line in lines)

    def _stretch(self, place: Span) -> Markup:
        """The words of a place; places are asked for in their order."""
        made: list[str | Markup] = []
        at = place.start
        while self._next < len(self._highlights):
            one = self._highlights[self._next]
            if one.start >= place.end:
                break
            start, end = max(one.start, at), min(one.end, place.end)
            if start < end:
                made.append(escape(shown(self._text, at, start)))
                inner = shown(self._text, start, end)
                made.append(Markup('<a class="{}" href="{}">{}</a>').format(one.kind, one.href, inner))
                at = end
            if one.end > place.end:
                break
            self._next += 1
        made.append(escape(shown(self._text, at, place.end)))
        return Markup("").join(made)

    def _list(self, entries: Sequence[Entry]) -> Markup:
        """A list with the lists in its entries."""
        made: list[str | Markup] = []
        open_lists: list[bool] = []
        for entry in entries:
            depth = min(entry.depth, len(open_lists))
            while len(open_lists) > depth + 1:
                made.append(_CLOSE[open_lists.pop()])
            if len(open_lists) > depth and open_lists[-1] != entry.ordered:
                made.append(_CLOSE[open_lists.pop()])
            if len(open_lists) > depth:
                made.append(Markup("</li>"))
            else:
                made.append(_OPEN[entry.ordered])
                open_lists.append(entry.ordered)
            mark = Markup("{} ").format(self._stretch(entry.mark)) if entry.ordered else ""
            made += [Markup("<li>"), mark, self._lines(entry.lines)]
        made += [_CLOSE[ordered] for ordered in reversed(open_lists)]
        return Markup("").join(made) + Markup("\n")

    def _table(self, table: TableBlock) -> Markup:
        rows = [self._row(table, row, header=table.header and at == 0) for at, row in enumerate(table.rows)]
        head = Markup("<thead>{}</thead>").format(rows.pop(0)) if table.header else ""
        made = Markup('<table class="said">{}<tbody>{}</tbody></table>').format(head, Markup("").join(rows))
        if table.columns <= _MANY:
            return made + Markup("\n")
        # It can be scrolled with the keys; the words are Danish, and so is their frame.
        return Markup('<div class="scroll" tabindex="0" role="group" aria-label="Tabel">{}</div>\n').format(
            made
        )

    def _row(self, table: TableBlock, row: Sequence[Span], header: bool) -> Markup:
        if len(row) == 1 and table.columns > 1:
            cell = Markup('<td colspan="{}">{}</td>').format(table.columns, self._stretch(row[0]))
            return Markup("<tr>{}</tr>").format(cell)
        made = Markup("")
        for at in range(table.columns):
            words = self._stretch(row[at]) if at < len(row) else Markup("")
            kind = Markup(' class="number"') if table.numbers[at] else Markup("")
            if header and words:
                made += Markup('<th scope="col"{}>{}</th>').format(kind, words)
            elif at == 0 and words and any(table.numbers[1:]) and not table.numbers[0]:
                made += Markup('<th scope="row">{}</th>').format(words)
            else:
                made += Markup("<td{}>{}</td>").format(kind, words)
        return Markup("<tr>{}</tr>").format(made)
