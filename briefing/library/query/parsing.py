"""From a query's text to its syntax tree, by recursive descent over the grammar of docs/query-language.md.

One parser reads both finished and unfinished queries. It reports a problem where it meets one; a strict
parser raises it, a lenient one remembers the first and goes on with what is complete.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias, get_args

from briefing.library.query.ast import And, DateRange, Field, Node, Not, Or, Phrase, Prefix, Term, Word
from briefing.library.query.dates import complete_part, first_and_last
from briefing.library.query.error import QueryError
from briefing.library.query.lexing import Kind, Token, tokens
from briefing.reading.words import Word as Found
from briefing.reading.words import words

LONGEST = 1024
"""Characters of the longest query that is read."""
DEEPEST = 32
"""Parentheses and negations inside each other."""

_Scope: TypeAlias = Field | Literal["date"] | None
"""The field that a value, or all of a parenthesis, belongs to."""

_SCOPES: dict[str, _Scope] = {**{name: name for name in get_args(Field)}, "date": "date"}

_ALL_FIELDS = "title:, source:, actor:, place:, name: or date:"
_A_TERM = "a word, a phrase, a field or a parenthesis"
_A_DATE = "a date such as 2023, 2023-11, 2023-11-07 or 2023-11-01..2023-11-30"
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


def parse(text: str) -> Query:
    """Read a finished query. Raises QueryError where it is none; blank text is a query for everything."""
    _check_length(text)
    return Query(text, _Parser(text, strict=True).root())


def parse_unfinished(text: str) -> Query:
    """Read what is complete of a query that is still being typed. Never raises.

    A last word that nothing follows is taken as the start of one.
    """
    try:
        _check_length(text)
    except QueryError as problem:
        return Query(text, None, problem)
    parser = _Parser(text, strict=False)
    return Query(text, parser.root(), parser.problem)


def _check_length(text: str) -> None:
    if len(text) > LONGEST:
        message = f"the query is longer than {LONGEST:,} characters"
        raise QueryError(text, message, LONGEST, "a shorter query")


class _Parser:
    """Reads one query: a method for each rule of the grammar, giving None where nothing of it is complete."""

    def __init__(self, text: str, *, strict: bool) -> None:
        self.problem: QueryError | None = None
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
            self._take()
            part = self._deeper(self._operand, scope)
            if part is None:
                return None
            return part.part if isinstance(part, Not) else Not(part)
        if self._token.kind is Kind.FIELD:
            return self._field()
        return self._value(scope)

    def _field(self) -> Node | None:
        token = self._take()
        name = token.text.lower()
        if scope := _SCOPES.get(name):
            if self._token.kind in _STARTS_VALUES:
                return self._value(scope)
            expected = _A_DATE if scope == "date" else "a word, a phrase or a parenthesis"
            self._complain(f"“{name}:” has no value", self._token.column, expected)
            return None
        expected = f"{_ALL_FIELDS}, or the text in quotation marks"
        self._complain(f"there is no field “{token.text}”", token.column, expected)
        if self._token.kind is Kind.CHUNK and self._token.column == token.end:
            value = self._take()
            return self._term(
                self._text[token.column : value.end], token.column, None, at_end=self._is_last(value)
            )
        return self._term(token.text, token.column, None, at_end=False)

    def _value(self, scope: _Scope) -> Node | None:
        token = self._token
        match token.kind:
            case Kind.OPEN:
                self._take()
                return self._deeper(self._group, scope)
            case Kind.CHUNK | Kind.QUOTE | Kind.OPEN_QUOTE:
                self._take()
                if token.kind is Kind.OPEN_QUOTE:
                    self._complain(
                        "a quotation mark is opened and never closed", token.column, "a second one"
                    )
                if scope == "date":
                    return self._date(token)
                quoted = token.kind is not Kind.CHUNK
                at_end = token.kind is not Kind.QUOTE and self._is_last(token)
                return self._term(token.text, token.column + quoted, scope, at_end=at_end)
            case _:
                place = "the query ends" if token.kind is Kind.END else f"“{token.text}” stands"
                self._complain(f"{place} where something to look for is missing", token.column, _A_TERM)
                # A second operator in a row would otherwise be met again and again.
                if token.kind is Kind.AND:
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

    def _term(self, text: str, column: int, field: Field | None, *, at_end: bool) -> Term | None:
        """The word, prefix or phrase in a chunk or a quotation; `at_end` leaves open a word that ends it."""
        plain = text.rstrip().removesuffix("*")
        found = list(words(plain))
        if (star := plain.find("*")) >= 0:
            self._complain(
                "a star stands inside a term", column + star, "a star only after the start of a word"
            )
        if not found:
            self._complain(f"“{text}” holds no word", column, "letters or digits")
            return None
        is_open = (plain != text.rstrip() or (at_end and found[-1].end == len(text))) and _can_grow(found[-1])
        folded = tuple(word.folded for word in found)
        if len(folded) > 1:
            return Phrase(folded, field, is_open, column)
        return (Prefix if is_open else Word)(folded[0], field, column)

    def _date(self, token: Token) -> DateRange | None:
        if token.kind is not Kind.CHUNK:
            self._complain("a date stands in quotation marks", token.column, _A_DATE)
            return None
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


def _can_grow(word: Found) -> bool:
    """Whether more letters would make a longer word; in scripts without spaces, each letter is a word."""
    return len(list(words(f"{word.folded}a"))) == 1


def _joined(kind: type[And] | type[Or], parts: list[Node | None]) -> Node | None:
    """The complete parts as one node, those of the same kind dissolved in it."""
    flat: list[Node] = []
    for part in parts:
        if isinstance(part, kind):
            flat.extend(part.parts)
        elif part is not None:
            flat.append(part)
    return kind(tuple(flat)) if len(flat) > 1 else flat[0] if flat else None
