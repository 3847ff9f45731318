"""From a query's text to its syntax tree, by recursive descent over the grammar of docs/query-language.md.

One parser reads both finished and unfinished queries. It reports a problem where it meets one; a strict
parser raises it, a lenient one remembers the first and goes on with what is complete.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, TypeAlias, get_args

from briefing.library.query.ast import (
    STATES,
    And,
    Boost,
    DateRange,
    Field,
    Filter,
    FilterKind,
    Node,
    Not,
    Or,
    Sort,
)
from briefing.library.query.dates import complete_part, days_ago, first_and_last
from briefing.library.query.error import QueryError
from briefing.library.query.lexing import Kind, Token, tokens
from briefing.library.query.likeness import nearest
from briefing.library.query.terms import Suffix, Written, read_suffix, read_term

LONGEST = 1024
"""Characters of the longest query that is read."""
DEEPEST = 32
"""Parentheses and negations inside each other."""

_DateKind: TypeAlias = Literal["date", "before", "after", "within"]
_Scope: TypeAlias = Field | FilterKind | _DateKind | Literal["sort"] | None
"""The field that a value, or all of a parenthesis, belongs to."""

_DATES = get_args(_DateKind)
_FILTERS = get_args(FilterKind)
_SCOPES: dict[str, _Scope] = {name: name for name in (*get_args(Field), *_FILTERS, *_DATES, "sort")}
FIELDS = tuple(_SCOPES)
"""What a query can name before a colon."""

_ALL_FIELDS = f"{', '.join(f'{name}:' for name in FIELDS[:-1])} or {FIELDS[-1]}:"
_A_TERM = "a word, a phrase, a field or a parenthesis"
_A_DATE = "a date such as 2023, 2023-11, 2023-11-07 or 2023-11-01..2023-11-30"
_A_STATE = f"{', '.join(STATES[:-1])} or {STATES[-1]}"
_A_SPAN = "such as 7d, 2w, 3m or 1y"
_AN_ORDER = "best, date or oldest"
_EXPECTED: dict[_Scope, str] = {
    **dict.fromkeys(_DATES, _A_DATE),
    "within": _A_SPAN,
    "is": _A_STATE,
    "sort": _AN_ORDER,
}
"""What a field takes that takes no words."""
_ADDRESS = re.compile(r"https?://")
_STARTS_VALUES = frozenset({Kind.CHUNK, Kind.QUOTE, Kind.OPEN_QUOTE, Kind.OPEN})
_ENDS_A_LIST = frozenset({Kind.OR, Kind.CLOSE, Kind.END})


@dataclass(frozen=True, slots=True)
class Query:
    """A query as it was typed, and what it asks for."""

    text: str
    root: Node | None
    """None asks for nothing in particular: every article fits."""
    problem: QueryError | None = None
    """What keeps an unfinished query from being a finished one."""
    sort: Sort = "best"
    """What comes first."""

    @property
    def is_empty(self) -> bool:
        """Whether it asks for nothing at all, not even for an order."""
        return self.root is None and self.sort == "best"


def parse(text: str) -> Query:
    """Read a finished query. Raises QueryError where it is none; blank text is a query for everything."""
    _check_length(text)
    parser = _Parser(text, strict=True)
    return Query(text, parser.root(), sort=parser.sort)


def parse_unfinished(text: str) -> Query:
    """Read what is complete of a query that is still being typed. Never raises.

    A last word that nothing follows is taken as the start of one.
    """
    try:
        _check_length(text)
    except QueryError as problem:
        return Query(text, None, problem)
    parser = _Parser(text, strict=False)
    return Query(text, parser.root(), parser.problem, parser.sort)


def _check_length(text: str) -> None:
    if len(text) > LONGEST:
        message = f"the query is longer than {LONGEST:,} characters"
        raise QueryError(text, message, LONGEST, "a shorter query")


class _Parser:
    """Reads one query: a method for each rule of the grammar, giving None where nothing of it is complete."""

    def __init__(self, text: str, *, strict: bool) -> None:
        self.problem: QueryError | None = None
        self.sort: Sort = "best"
        self._text = text
        self._strict = strict
        self._tokens = tokens(text)
        self._token = next(self._tokens)
        self._depth = 0

    def root(self) -> Node | None:
        """The whole query."""
        if self._token.kind is Kind.END:
            return None
        parts = [self._disjunction(None)]
        while self._token.kind is Kind.CLOSE:
            self._complain(
                "a parenthesis is closed that was never opened", self._token.column, "the end of the query"
            )
            self._take()
            if self._token.kind not in (Kind.CLOSE, Kind.END):
                parts.append(self._disjunction(None))
        return _joined(And, parts)

    def _disjunction(self, scope: _Scope) -> Node | None:
        parts = [self._conjunction(scope)]
        while self._token.kind is Kind.OR:
            self._take()
            parts.append(self._conjunction(scope))
        return _joined(Or, parts)

    def _conjunction(self, scope: _Scope) -> Node | None:
        parts = [self._operand(scope)]
        while self._token.kind not in _ENDS_A_LIST:
            if self._token.kind is Kind.AND:
                self._take()
            parts.append(self._operand(scope))
        return _joined(And, parts)

    def _operand(self, scope: _Scope) -> Node | None:
        if self._token.kind is Kind.NOT:
            return self._negated(self._operand, scope)
        if self._token.kind is Kind.FIELD:
            return self._field()
        return self._value(scope)

    def _negated(self, rule: Callable[[_Scope], Node | None], scope: _Scope) -> Node | None:
        self._take()
        part = self._deeper(rule, scope)
        if part is None:
            return None
        return part.part if isinstance(part, Not) else Not(part)

    def _field(self) -> Node | None:
        token = self._take()
        name = token.text.lower()
        if scope := _SCOPES.get(name):
            if self._token.kind in _STARTS_VALUES:
                return self._value(scope)
            if self._token.kind is Kind.NOT and scope != "sort":
                return self._negated(self._value, scope)
            expected = _EXPECTED.get(scope, "a word, a phrase or a parenthesis")
            self._complain(f"“{name}:” has no value", self._token.column, expected)
            return None
        expected = f"{_ALL_FIELDS}, or the text in quotation marks"
        meant = nearest(name, FIELDS)
        perhaps = f"; perhaps {meant}: was meant" if meant else ""
        self._complain(f"there is no field “{token.text}”{perhaps}", token.column, expected)
        if self._token.kind is Kind.CHUNK and self._token.column == token.end:
            value = self._take()
            column = token.column
            return self._term(
                Written(self._text[column : value.end], column, None, False, self._is_last(value))
            )
        return self._term(Written(token.text, token.column, None, False, False))

    def _value(self, scope: _Scope) -> Node | None:
        token = self._token
        match token.kind:
            case Kind.OPEN:
                self._take()
                node = self._deeper(self._group, scope)
                return self._boosted(node, self._suffix())
            case Kind.CHUNK | Kind.QUOTE | Kind.OPEN_QUOTE:
                self._take()
                if token.kind is Kind.OPEN_QUOTE:
                    self._complain(
                        "a quotation mark is opened and never closed", token.column, "a second one"
                    )
                return self._scoped(token, scope)
            case _:
                place = "the query ends" if token.kind is Kind.END else f"“{token.text}” stands"
                self._complain(f"{place} where something to look for is missing", token.column, _A_TERM)
                # A second operator in a row, or what hangs on a value that takes nothing, would otherwise be
                # met again and again.
                if token.kind in (Kind.AND, Kind.SUFFIX):
                    self._take()
                return None

    def _group(self, scope: _Scope) -> Node | None:
        node = self._disjunction(scope)
        if self._token.kind is Kind.CLOSE:
            self._take()
        else:
            self._complain(
                "a parenthesis is opened and never closed", self._token.column, "a closing parenthesis"
            )
        return node

    def _scoped(self, token: Token, scope: _Scope) -> Node | None:
        """A single value of a field."""
        match scope:
            case "sort":
                self._sort(token)
                return None
            case "is" | "tag" | "story" | "lang":
                return self._filter(token, scope)
            case "date" | "before" | "after" | "within":
                return self._date(token, scope)
        # What is pasted from a browser is meant as it stands.
        is_address = token.kind is Kind.CHUNK and _ADDRESS.match(token.text) is not None
        if is_address and scope is None:
            scope = "url"
        quoted = token.kind is not Kind.CHUNK
        grows = token.kind is not Kind.QUOTE and self._is_last(token)
        return self._term(Written(token.text, token.column + quoted, scope, quoted or is_address, grows))

    def _term(self, written: Written) -> Node | None:
        if written.quoted:
            suffix = self._suffix()
        else:
            suffix = read_suffix(written.text, written.column, self._complain)
            if not written.text[: suffix.start]:
                self._complain(f"“{written.text}” hangs on no word", written.column, _A_TERM)
                return None
            written = written._replace(text=written.text[: suffix.start])
        return self._boosted(read_term(written, suffix, self._complain), suffix)

    def _suffix(self) -> Suffix:
        """What hangs on a quotation or a parenthesis that has just ended."""
        token = self._take() if self._token.kind is Kind.SUFFIX else Token(Kind.SUFFIX, "", 0, 0)
        return read_suffix(token.text, token.column, self._complain)

    def _boosted(self, node: Node | None, suffix: Suffix) -> Node | None:
        return node if node is None or suffix.factor in (None, 1) else Boost(node, suffix.factor or 1)

    def _sort(self, token: Token) -> None:
        """An order is no condition: it holds for the whole query, wherever it stands."""
        value = token.text.lower()
        for order in get_args(Sort):
            if value == order:
                self.sort = order
                return
        self._complain(f"there is no order “{token.text}”", token.column, _AN_ORDER)

    def _filter(self, token: Token, kind: FilterKind) -> Filter | None:
        value = " ".join(token.text.split()).casefold()
        if kind == "is" and value not in STATES:
            meant = nearest(value, STATES)
            perhaps = f"; perhaps is:{meant} was meant" if meant else ""
            self._complain(f"an article can’t be “{token.text}”{perhaps}", token.column, _A_STATE)
            return None
        if not any(map(str.isalnum, value)):
            self._complain(f"“{token.text}” holds no word", token.column, "letters or digits")
            return None
        return Filter(kind, value, token.column)

    def _date(self, token: Token, kind: _DateKind) -> DateRange | None:
        if token.kind is not Kind.CHUNK:
            self._complain(f"the value of {kind}: stands in quotation marks", token.column, _EXPECTED[kind])
            return None
        if kind == "within":
            return self._within(token)
        if kind in ("before", "after"):
            days = self._days(token.text, token.column)
            return self._beyond(days, kind, token.column) if days else None
        start, dots, end = token.text.partition("..")
        if not dots:
            days = self._days(start, token.column)
            return DateRange(*days, token.column) if days else None
        first = self._days(start, token.column) if start else None
        last = self._days(end, token.column + len(start) + len(dots)) if end else None
        if not first and not last:
            self._complain("“..” has neither a start nor an end", token.column, _A_DATE)
            return None
        if first and last and first[0] > last[1]:
            self._complain("a range of dates ends before it starts", token.column, "the earlier date first")
            return None
        return DateRange(first[0] if first else None, last[1] if last else None, token.column)

    def _within(self, token: Token) -> DateRange | None:
        ago = token.text.lower()
        try:
            return DateRange(days_ago(ago, date.today()), None, token.column, ago)
        except ValueError as error:
            self._complain(str(error), token.column, _A_SPAN)
            return None

    def _beyond(self, days: tuple[date, date], kind: str, column: int) -> DateRange | None:
        try:
            if kind == "before":
                return DateRange(None, days[0] - timedelta(days=1), column)
            return DateRange(days[1] + timedelta(days=1), None, column)
        except OverflowError:
            self._complain(f"no day is {kind} that", column, _A_DATE)
            return None

    def _days(self, text: str, column: int) -> tuple[date, date] | None:
        try:
            return first_and_last(text)
        except ValueError as error:
            self._complain(str(error), column, _A_DATE)
        complete = complete_part(text)
        return first_and_last(complete) if complete else None

    def _deeper(self, rule: Callable[[_Scope], Node | None], scope: _Scope) -> Node | None:
        if self._depth == DEEPEST:
            message = f"parentheses and negations stand more than {DEEPEST} deep inside each other"
            self._complain(message, self._token.column, "a simpler query")
            while self._token.kind is not Kind.END:
                self._take()
            return None
        self._depth += 1
        node = rule(scope)
        self._depth -= 1
        return node

    def _take(self) -> Token:
        token = self._token
        if token.kind is not Kind.END:
            self._token = next(self._tokens)
        return token

    def _is_last(self, token: Token) -> bool:
        return not self._strict and token.end == len(self._text)

    def _complain(self, message: str, column: int, expected: str) -> None:
        problem = QueryError(self._text, message, column, expected)
        if self._strict:
            raise problem
        self.problem = self.problem or problem


def _joined(kind: type[And] | type[Or], parts: list[Node | None]) -> Node | None:
    """The complete parts as one node, those of the same kind dissolved in it."""
    flat: list[Node] = []
    for part in parts:
        if isinstance(part, kind):
            flat.extend(part.parts)
        elif part is not None:
            flat.append(part)
    return kind(tuple(flat)) if len(flat) > 1 else flat[0] if flat else None
