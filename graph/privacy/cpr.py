"""CPR numbers (personnumre) in a text, in every dress people and programs give them.

Ten digits: day, month and year of birth, and four more. The day may be 60 higher (erstatningspersonnummer);
modulus 11 has proved nothing since 2007. Where there is doubt it is one: a file with such a number is set
aside, which a person can undo. Numbers of cases, documents, accounts and telephones, amounts, and dates with
a time are none, by their form or the word in front of them.
"""

import re
from collections.abc import Iterator

from graph.wording.folding import visible

# Day and month of birth.
_DAY = "(?:0[1-9]|[12][0-9]|3[01]|6[1-9]|[78][0-9]|9[01])"
_MONTH = "(?:0[1-9]|1[0-2])"
# Between the sixth and the seventh digit: a dash with white space and line ends on both sides, or less.
_BETWEEN = r"(?:[ \t]{0,3}\n?[ \t]{0,3}-{1,3}[ \t]{0,3}(?:\n[ \t]{0,3}){0,3}|[./]|[ \t]{0,2}\n?[ \t]{0,2})"
# 150385-1234, 150385 1234, 1503851234, 15.03.85-1234, 15 03 85 12 34, 1503 85 1234, 15031985-1234
_GROUPED = (
    rf"{_DAY}(?P<first>[\-./ ]?){_MONTH}(?P<second>[\-./ ]{{0,2}})(?P<century>19|20)?\d\d"
    rf"(?P<between>{_BETWEEN})\d\d(?P<last>[\-./ ]?)\d\d"
)
# 1 5 0 3 8 5 - 1 2 3 4
_SPACED = r"[0-36-9][ .](?:\d[ .]){4}\d[ ]?[ \-.]?[ ]?(?:\d[ .]){3}\d"
_NUMBER = re.compile(
    r"(?<![^\W_])(?<!\d[\-.+])(?<![^\W\d_]-)(?<!\+)"
    rf"(?:(?P<grouped>{_GROUPED})|(?P<spaced>{_SPACED}))(?![^\W_])(?![\-.]\d)"
)
_LABEL = r"(?:c[ .\-]?p[ .\-]?r|person(?:ligt?)?[ \-]?(?:nummer|nr|id)|p[ ]e[ ]r[ ]s[ ]o[ ]n[ ]n[ ]r)"
# With a word in front that says what it is, any ten digits are one, and twelve with a whole year of birth.
_APART = r"[\s\-./_:=(,*]{0,3}"
_NAMED = re.compile(
    rf"(?<![^\W_]){_LABEL}[^\d\n]{{0,25}}\n?[^\d\n]{{0,15}}(?P<number>\d(?:{_APART}\d){{9}}"
    rf"(?:{_APART}\d{_APART}\d)?)(?![\d])",
    re.IGNORECASE,
)
# Words in front of other numbers of ten digits, where these lack the dash of a CPR number.
_OTHER = re.compile(
    r"(?:p-?(?:nr|nummer)|produktionsenhed\w*|isbn|ean|gln|cvr|konto\w*|reg\.?\s?nr|registreringsn\w*"
    r"|giro\w*|fi-?kort\w*|faktura\w*|ordre\w*"
    r"|kle|j(?:ournal)?\.?\s?n(?:r|ummer)|emnen\w*|sags?(?:nr|nummer)|dok(?:ument)?\.?\s?(?:nr|nummer)"
    r"|matr\w*\.?(?:\s?nr)?|løbenr|id|kr|dkk)"
    r"[\s.:#]{0,4}$",
    re.IGNORECASE,
)
_TIME = re.compile(r"(?:[01]\d|2[0-3])[.]?[0-5]\d$")
# What stands behind a day before 2000, which no meeting of these minutes was held on.
_YEAR = re.compile(r"(?:19|20)\d\d$")


def cpr_numbers(text: str) -> Iterator[int]:
    """The 1-based line of each CPR number."""
    if sum(map(str.isdecimal, text)) < 10:
        return
    seen = visible(text)
    for start in sorted({match.start("number") for match in _NAMED.finditer(seen)} | set(_unnamed(seen))):
        yield seen.count("\n", 0, start) + 1


def without_cpr_numbers(text: str) -> str:
    """A message, which may quote a text, without such numbers."""
    if not any(cpr_numbers(text)):
        return text
    named = _NAMED.sub(
        lambda match: match[0][: match.start("number") - match.start()] + "xxxxxx-xxxx", visible(text)
    )
    return _NUMBER.sub("xxxxxx-xxxx", named)


def _unnamed(seen: str) -> Iterator[int]:
    for match in _NUMBER.finditer(seen):
        if match["spaced"]:
            digits = re.sub(r"\D", "", match[0])
            if re.match(rf"{_DAY}{_MONTH}", digits) and not _among_digits(seen, match):
                yield match.start()
            continue
        first, second, between, last = match["first"], match["second"], match["between"], match["last"]
        dashed = "-" in between
        if match["century"] and (between != "-" or last or (first and _is_day(match))):
            continue
        if dashed and not match["century"] and first == second == last == "":
            yield match.start()  # the form that all know
            continue
        if _among_digits(seen, match) or _OTHER.search(seen[max(0, match.start() - 30) : match.start()]):
            continue
        # 15.03.22 12.30 is a day with a time; 1503-851234 the number of something else.
        if first and second and not dashed and last in (".", "") and _is_time(match[0], last, between):
            continue
        if between == "" and (first or second or last):
            continue
        yield match.start()


def _is_day(match: re.Match[str]) -> bool:
    """Whether a day with its whole year has a time or another year behind it."""
    return (_TIME if match["century"] == "20" else _YEAR).search(match[0]) is not None


def _is_time(number: str, last: str, between: str) -> bool:
    return last == "." and between.strip() == "" and _TIME.search(number) is not None


def _among_digits(seen: str, match: re.Match[str]) -> bool:
    """Whether other groups of digits stand beside it: a list of numbers, an account, a table."""
    before, after = seen[max(0, match.start() - 3) : match.start()], seen[match.end() : match.end() + 3]
    return bool(re.search(r"\d[ ,/]{1,2}$", before) or re.match(r"[ ,/]{1,2}\d", after))
