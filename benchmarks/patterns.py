"""Which regular expressions go back: what the time of each does when a hostile text is twice as long.

``python -m benchmarks.patterns`` collects every expression of ``graph``, those in tables and those that
functions write out, and searches with it in texts made to make it go back: runs of one character, and of
what its own repeats are made of, behind what its own beginning demands. One that takes four times as long
in twice the text is quadratic in it, and some line of minutes stalls the reader. Processor time is
measured, in the same process for both lengths, so a busy machine does not matter.
"""

import argparse
import ast
import gc
import importlib
import inspect
import pkgutil
import re
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, islice
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from types import FunctionType, MappingProxyType, ModuleType
from typing import Any

import graph
from graph.minutes.characters import normalised

SIZE = 4_000
"""Characters of the shorter text; the longer one has twice as many."""
_NOTHING = 0.004  # seconds: less is the noise of the clock, and no quadratic expression is that quick
_LONG = 0.05  # and more than this in a short text is looked at there: a longer one would take too long
_GROWTH = 3.0  # between what is linear, 2, and what is quadratic, 4
MOST_TEXTS = 90
_FEW_TEXTS = 4
_UNBOUNDED = 200  # a repeat that may go on for longer is as good as one without an end
_RUNS = (
    *" \t\n.aA0-,_:;(§",
    "\x00",
    " \n",
    "a ",
    "A ",
    "Aa ",
    "a. ",
    "1. ",
    "a, ",
    "- ",
    "a-",
    "A.",
    "\n\n",
    "\n ",
)
_TAIL = "\x01"
_OF_READ_TEXT = (
    *("graph.wording.", "graph.readers.layout.", "graph.minutes.document", "graph.minutes.dates"),
    *("graph.cases.", "graph.privacy.", "graph.municipality.", "graph.mapping.", "graph.search."),
)
"""Modules that see no text but what :mod:`graph.minutes.characters` has made of it."""
_OF_BOUNDED_LINES = (
    "graph.readers.protocol.history:",
    "graph.readers.protocol.path:",
    "graph.readers.text_pages:_NUMBERED",
)
"""Modules whose expressions get no line of more than 300 characters."""
_OF_OUR_OWN = (
    *(
        "graph.base.alphabet",
        "graph.base.config",
        "graph.validation.",
        "graph.queries.",
        "graph.ontology.iris",
    ),
    *("graph.publishing.propose", "graph.municipality.draft"),
)
"""Modules whose expressions see what is written for the program: queries, shapes, settings, addresses,
names."""
_CALL = re.compile(r"(?<![\w.])re\.\w+\(")
_WITHIN = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
)  # what a module holds besides is held by a name
_SEARCHES = frozenset(("search", "finditer", "findall", "sub", "subn", "split"))


_CONTAINERS = (dict, list, tuple, set, frozenset, MappingProxyType, type(lru_cache(int)))


@dataclass(frozen=True)
class Expression:
    """A pattern, the place that has it, and whether it is searched for anywhere in a text (or only matched
    where a text begins)."""

    place: str
    pattern: re.Pattern[str]
    searched: bool = True


@dataclass(frozen=True)
class Verdict:
    """The worst text for an expression: ``seconds`` for :data:`SIZE` characters, and how it grows when the
    text is doubled."""

    expression: Expression
    text: str
    seconds: float
    growth: float

    @property
    def quadratic(self) -> bool:
        return self.seconds > _NOTHING and self.growth > _GROWTH


def expressions(package: ModuleType) -> list[Expression]:
    """Each pattern of text that the modules of a package hold or write out, once."""
    found: dict[tuple[str, int], Expression] = {}
    seen: set[int] = set()
    for module in _modules(package):
        source = inspect.getsource(module)
        for name, pattern in [*_held(module, seen), *_written(module, source)]:
            if isinstance(pattern.pattern, str) and not module.__name__.startswith(_OF_OUR_OWN):
                only = _only_matched(name, source)
                found.setdefault(
                    (pattern.pattern, pattern.flags),
                    Expression(f"{module.__name__}:{name}", pattern, not only),
                )
    return list(found.values())


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    yield package
    for one in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        yield importlib.import_module(one.name)


def _held(module: ModuleType, seen: set[int]) -> Iterator[tuple[str, re.Pattern[Any]]]:
    """The patterns that the names of a module lead to, through tables, records and what functions
    remember."""
    for name, value in list(vars(module).items()):
        own = isinstance(value, (re.Pattern, tuple, list, dict, frozenset)) or (
            getattr(value, "__module__", module.__name__) == module.__name__
        )
        if not own or isinstance(value, ModuleType):
            continue
        waiting = [value]
        while waiting:
            one = waiting.pop()
            if id(one) in seen or isinstance(one, (str, bytes, int, ModuleType)):
                continue
            seen.add(id(one))
            if isinstance(one, re.Pattern):
                yield name, one
            elif isinstance(one, FunctionType):
                waiting += [cell.cell_contents for cell in one.__closure__ or ()]
            elif isinstance(one, _CONTAINERS) or type(one).__module__.startswith("graph."):
                waiting += gc.get_referents(one)


def _written(module: ModuleType, source: str) -> Iterator[tuple[str, re.Pattern[Any]]]:
    """The patterns that functions give to :mod:`re` as they stand, made of the module's names."""
    if not _CALL.search(source):
        return
    within = (node for node in ast.parse(source).body if isinstance(node, _WITHIN))
    for node in chain.from_iterable(map(ast.walk, within)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        if not (isinstance(node.func.value, ast.Name) and node.func.value.id == "re"):
            continue
        flags = next((word.value for word in node.keywords if word.arg == "flags"), None)
        flags = flags or next((one for one in node.args[1:] if "re." in ast.unparse(one)), ast.Constant(0))
        try:
            text, marks = (_value(one, module) for one in (node.args[0], flags))
            yield f"{node.lineno}.{node.func.attr}", re.compile(text, marks)
        except (NameError, TypeError, AttributeError):
            continue  # made of what the function is given


def _value(written: ast.expr, module: ModuleType) -> Any:
    return eval(ast.unparse(written), vars(module))  # noqa: S307  # our own source


def _only_matched(name: str, source: str) -> bool:
    """Whether an expression is asked only where a text begins."""
    kind = name.rpartition(".")[2]
    if kind in ("match", "fullmatch"):
        return True
    used = re.findall(rf"(?<![\w.]){re.escape(name)}\.(\w+)", source)
    return bool(used) and not _SEARCHES.intersection(used)


def hostile(pattern: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """What to begin a text with, and what to repeat in it, so that the pattern has to go back."""
    yield from (("", run) for run in _RUNS)
    yield from _of_own(pattern)


def _of_own(pattern: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Such texts of what the pattern's own repeats are made of."""
    told: dict[tuple[str, str], None] = {}
    for before, body in _repeats(parser.parse(pattern.pattern, pattern.flags & ~re.TEMPLATE), ""):
        for more in dict.fromkeys((body, before + body)):
            if more.strip("\x01"):
                told[("", more)] = None
                told[(before, more)] = None
    yield from told


def _repeats(tree: Iterable[Any], before: str) -> Iterator[tuple[str, str]]:
    """For each repeat without an end: a text that leads to it, and one that it repeats."""
    for operator, argument in tree:
        if operator in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            _, most, body = argument
            yield from _repeats(body, before)
            if most > _UNBOUNDED:
                yield from ((before, one) for one in _samples(body))
        elif operator is sre.BRANCH:
            for branch in argument[1]:
                yield from _repeats(branch, before)
        elif operator is sre.SUBPATTERN:
            yield from _repeats(argument[-1], before)
        elif operator is sre.ATOMIC_GROUP:
            yield from _repeats(argument, before)
        elif operator in (sre.ASSERT, sre.ASSERT_NOT) and argument[0] > 0:
            yield from _repeats(argument[1], before)
        before += _sample([(operator, argument)], 0)


def _samples(body: Iterable[Any]) -> list[str]:
    body = list(body)
    return list(dict.fromkeys(_sample(body, turn) for turn in range(4)))


def _sample(tree: Iterable[Any], turn: int) -> str:
    """A text that a pattern matches, nearly: what it looks at before and behind is not looked at."""
    made = ""
    for operator, argument in tree:
        if operator is sre.LITERAL:
            made += chr(argument)
        elif operator in (sre.ANY, sre.NOT_LITERAL):
            made += "a .-"[turn % 4]
        elif operator is sre.IN:
            fitting = _fitting(tuple(argument))
            made += fitting[turn % len(fitting)] if fitting else _of_set(argument)
        elif operator in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            made += _sample(argument[2], turn) * max(argument[0], min(turn % 2, argument[1]))
        elif operator is sre.BRANCH:
            made += _sample(argument[1][turn % len(argument[1])], turn)
        elif operator is sre.SUBPATTERN:
            made += _sample(argument[-1], turn)
        elif operator is sre.ATOMIC_GROUP:
            made += _sample(argument, turn)
    return made


_ALPHABET = " a.A0-,\n_:;(/\tå"


@cache
def _fitting(members: tuple[Any, ...]) -> str:
    """The letters of the alphabet that a set has."""
    return "".join(one for one in _ALPHABET if _in_set(ord(one), members))


def _in_set(code: int, members: Iterable[Any]) -> bool:
    negated, held = False, False
    for operator, argument in members:
        if operator is sre.NEGATE:
            negated = True
        elif operator is sre.LITERAL:
            held |= code == argument
        elif operator is sre.RANGE:
            held |= argument[0] <= code <= argument[1]
        elif operator is sre.CATEGORY:
            held |= _in_category(code, str(argument))
    return held is not negated


@cache
def _in_category(code: int, name: str) -> bool:
    return re.match(_CATEGORIES[name], chr(code)) is not None


_CATEGORIES = {
    "CATEGORY_SPACE": r"\s",
    "CATEGORY_NOT_SPACE": r"\S",
    "CATEGORY_WORD": r"\w",
    "CATEGORY_NOT_WORD": r"\W",
    "CATEGORY_DIGIT": r"\d",
    "CATEGORY_NOT_DIGIT": r"\D",
}


def _of_set(members: Iterable[Any]) -> str:
    for operator, argument in members:
        if operator is sre.LITERAL:
            return chr(argument)
        if operator is sre.RANGE:
            return chr(argument[0])
    return ""


def judge(expression: Expression, size: int = SIZE) -> Verdict:
    """The worst of the first :data:`MOST_TEXTS` that are hostile to an expression."""
    return _worst(expression, islice(hostile(expression.pattern), MOST_TEXTS), size)


def glance(expression: Expression) -> Verdict:
    """As :func:`judge`, of a few short texts of what the expression itself repeats: cheap, for a test."""
    return _worst(expression, islice(_of_own(expression.pattern), _FEW_TEXTS), SIZE // 2)


def _worst(expression: Expression, texts: Iterable[tuple[str, str]], size: int) -> Verdict:
    worst = Verdict(expression, "", 0.0, 0.0)
    ask = _asked(expression)
    for before, body in texts:
        for length in (size // 8, size):
            text = _text(expression, before, body, length)
            seconds = _seconds(ask, text)
            if seconds > (_NOTHING if length == size else _LONG):
                break
        else:
            continue
        once = min(seconds, *(_seconds(ask, text) for _ in range(2)))
        double = _text(expression, before, body, 2 * length)
        twice = min(_seconds(ask, double) for _ in range(2))
        verdict = Verdict(expression, f"{before!r} {body!r} * {length}", once, twice / once)
        if verdict.quadratic:
            return verdict
        worst = max(worst, verdict, key=lambda one: one.seconds)
    return worst


def _asked(expression: Expression) -> Callable[[str], object]:
    if expression.searched:
        return lambda text: deque(expression.pattern.finditer(text), 0)
    return expression.pattern.match


def _text(expression: Expression, before: str, body: str, size: int) -> str:
    """A hostile text as the module of the expression is given it."""
    text = (before + body * (size // len(body) + 1))[:size] + _TAIL
    if expression.place.startswith(_OF_BOUNDED_LINES):
        return text[:300]
    return normalised(text) if expression.place.startswith(_OF_READ_TEXT) else text


def _seconds(ask: Callable[[str], object], text: str) -> float:
    began = time.thread_time()
    ask(text)
    return time.thread_time() - began


def main() -> int:
    """Print the expressions that go back; the exit status is 1 when there are any."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.patterns", description=__doc__)
    options.add_argument("--within", default="graph", help="only modules whose names begin so")
    options.add_argument("--size", type=int, default=SIZE)
    options.add_argument("--slow", action="store_true", help="those too that are linear, but slow")
    given = options.parse_args()
    found = [one for one in expressions(graph) if one.place.startswith(given.within)]
    bad = 0
    for expression in found:
        one = judge(expression, given.size)
        bad += one.quadratic
        if one.quadratic or (given.slow and one.seconds > _NOTHING):
            sys.stdout.write(
                f"{one.seconds * 1000:8.1f} ms  x{one.growth:.1f}  {expression.place}  {one.text[:90]}\n"
            )
            sys.stdout.flush()
    sys.stdout.write(f"{len(found)} expressions, {bad} that go back\n")
    return int(bad > 0)


if __name__ == "__main__":
    raise SystemExit(main())
