"""The characters of a text as its readers see them: what is invisible off, what looks alike one.

The text that comes out is the one that is read and served, so nothing behind this knows another. It is in
normalization form C; lines end with U+000A, words are apart by U+0020 or a tab, and no character is left that
XML 1.0 (section 2.2) cannot carry. No run of white space or of signs is longer than any clerk's: a leader
of ten thousand dots says no more than one of a hundred, and what looks for words would go through it again
from each of its dots.
"""

import re
import unicodedata

_DEFAULT_IGNORABLE = (
    "\u00ad\u034f\u061c\u115f-\u1160\u17b4-\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""Default_Ignorable_Code_Point, as a character class (Unicode, DerivedCoreProperties.txt)."""
# Word keeps an optional hyphen as U+001F and a no-break hyphen as U+001E; the anchors of interlinear
# annotation, U+FFF9 to U+FFFB, are not to be shown either.
_INVISIBLE = re.compile(f"[{_DEFAULT_IGNORABLE}\x1f\ufff9-\ufffb]+")
_LINE_END = re.compile("\r\n|[\r\x0b\x85\u2028\u2029]")
# A page break ends a line, too, but leaves no blank line where it stands beside a line end.
_PAGE_BREAK = re.compile(r"(?<!\n)\f(?!\n)")
_NO_BREAK_HYPHEN = re.compile(r"(?<=\w)\x1e(?=\w)")
# What is left of the control characters, and what is no character at all.
_NO_CHARACTER = re.compile("[\x00-\x08\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u1680\u202f\u205f\u2800\u3000", " "),
        **dict.fromkeys(map(chr, range(0x2000, 0x200B)), " "),
        **dict.fromkeys("\u2010\u2011\u2043\ufe63\uff0d", "-"),
        **dict.fromkeys("\u02d7\u2012\u2015\u2212\ufe58", "\u2212"),
        # What stands before the entries of a list, and the letters of Symbol and Wingdings there.
        **dict.fromkeys("\u2023\u25a0\u25aa\u25cb\u25cf\u25e6\uf0a7\uf0b7\uf0d8\uf0fc", "•"),
    }
)
# A middle dot is a mark of a list where it stands before an entry, and between words it is none.
_DOT_OF_LIST = re.compile(r"^([^\S\n]*+)·(?=[^\S\n])", re.MULTILINE)
# One letter set in another form: full width, a ligature, bold and the like of mathematics.
_FORMS = re.compile("[\uff01-\uff5e\ufb00-\ufb06\U0001d400-\U0001d7ff]")
# Letters with a stroke are no composition to Unicode: o with an overlay beside it looks like them.
_STROKES = (("o\u0337", "ø"), ("o\u0338", "ø"), ("O\u0337", "Ø"), ("O\u0338", "Ø"))

_DASH = "\u2212–—"
_ANY_DASH = re.compile(f"[{_DASH}]")
_RUN = re.compile(
    rf"(?<![\w./])[\w./]++(?:[-{_DASH}][\w./]++)++[-{_DASH}]?|(?<![\w./])\d++[{_DASH}](?=\s*\n)"
)
# A number of two short groups may be a span (`10–1000`), but not behind its label or alone on a line.
_SHORT_NUMBER = re.compile(
    r"(?:(?<=nr)|(?<=nr\.)|(?<=nr:)|(?<=nr\.:)|(?<=nummer)|(?<=nummer:))"
    rf"[ \t]*+\d{{2,4}}[{_DASH}]\d{{3,}}(?!\w)"
    rf"|^[ \t]*+\d{{2}}[{_DASH}]\d{{3,6}}[A-Z]?(?=[ \t]*+$)"
    rf"|(?<![\w.,])\d{{3}} ?[{_DASH}] ?\d{{4}} ?[{_DASH}] ?\d{{1,7}}(?!\w)",  # one that is spread out
    re.IGNORECASE | re.MULTILINE,
)
_LONG_GROUP = re.compile(r"\d{5}")
_KLE = re.compile(r"\d\d\.\d\d\.\d\d[A-ZÆØÅ]\d\d")
_MINUS_IN_WORDS = re.compile(r"(?<=[^\W\d_])\u2212(?=[^\W\d_]|\s+(?:og|eller|samt)\b|,)|(?<!\w)\u2212(?=\d)")

CAPITALS = "A-ZÆØÅÉÖÄÜ"
"""What names in Danish minutes begin with, as part of a character class: the letters of the alphabet and
those of the neighbours. Parties, bodies and numbers have letters of the alphabet alone (``A-ZÆØÅ``)."""

LONGEST_SPACE, LONGEST_SIGNS = 80, 160
"""So many blanks, and so many blanks and signs, stand side by side on a line at most; of those that go
over the lines twice and three times as many."""
_LONG_RUNS = tuple(
    re.compile(rf"(?<!{kind}){kind}{{{most + 1}}}{kind}*+")
    for kind, most in (
        (r"[^\w\n]", LONGEST_SIGNS),
        (r"[^\S\n]", LONGEST_SPACE),
        (r"\W", 3 * LONGEST_SIGNS),
        (r"\s", 2 * LONGEST_SPACE),
    )
)
_MAY_BE_LONG = re.compile(rf"\W{{{LONGEST_SPACE + 1}}}")


def normalised(text: str) -> str:
    """The text as described above.

    Takes time linear in its length. What is normalised stays as it is:
    ``normalised(normalised(text)) == normalised(text)``.
    """
    text = _LINE_END.sub("\n", text)
    text = _INVISIBLE.sub("", text)
    text = _PAGE_BREAK.sub("\n", _NO_BREAK_HYPHEN.sub("-", text))
    text = _NO_CHARACTER.sub(" ", text)
    if not _ALIKE.keys().isdisjoint(map(ord, set(text))):  # most texts have none of them
        text = text.translate(_ALIKE)
    text = _FORMS.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    for overlaid, letter in _STROKES:
        text = text.replace(overlaid, letter)
    text = unicodedata.normalize("NFC", text)
    if "·" in text:
        text = _DOT_OF_LIST.sub(r"\1•", text)
    return _short_runs(_dashes(text))


def _short_runs(text: str) -> str:
    """The text with what is too long of runs without a letter or a digit left off. The order is such that
    none gets longer by what is left off another, so what is cut is cut once and for all."""
    if not _MAY_BE_LONG.search(text):
        return text
    for run in _LONG_RUNS:
        text = run.sub(_cut, text)
    return text


def _cut(run: re.Match[str]) -> str:
    """The first half of a run and how it ends: in a line end, or two, where some were cut off."""
    head = run[0][: LONGEST_SIGNS - 1] if not run[0].isspace() else run[0][: LONGEST_SPACE - 1]
    ends = min(2, run[0].count("\n", len(head)))
    return head + ("\n" * ends or run[0][-1])


def _dashes(text: str) -> str:
    """A hyphen for each dash within a number or a word, where no other belongs.

    Between words, and between numbers that make a span (`2018–2021`), a dash is a dash.
    """
    if not _ANY_DASH.search(text):
        return text
    lines = re.split(r"(?<=\n)", text)
    text = "".join(_dashes_of_line(line) if _ANY_DASH.search(line) else line for line in lines)
    return _MINUS_IN_WORDS.sub("-", text).replace("\u2212", "–") if "\u2212" in text else text


def _dashes_of_line(line: str) -> str:
    """A line, with its end, with hyphens in its numbers."""
    line = _RUN.sub(lambda run: _hyphens(run[0]) if _is_number(run[0]) else run[0], line)
    return _SHORT_NUMBER.sub(lambda number: _hyphens(number[0]), line)


def _hyphens(words: str) -> str:
    return _ANY_DASH.sub("-", words)


def _is_number(run: str) -> bool:
    """Whether groups with dashes between them are one number, as of a case, a document or a day."""
    groups = [group for group in re.split(f"[-{_DASH}]", run) if group]
    with_digits = sum(any(c.isdigit() for c in group) for group in groups)
    if with_digits < len(groups) - 1 or not with_digits:
        return False
    if len(groups) > 2 or _KLE.match(run):
        return True
    return any(_LONG_GROUP.match(group) for group in groups) or run[-1] in _DASH
