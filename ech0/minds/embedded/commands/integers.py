"""Commands about whole numbers: prime or not, factors, divisibility, the next prime, other bases, Roman numerals."""

import re
from collections.abc import Callable

from ech0.core.types import Plan
from ech0.minds.embedded.commands.asking import Asked

_N = r"(?P<n>\d{1,3}(?:,\d{3})+|\d{1,25})"
_BASE = r"binary|hexadecimal|hex|octal|decimal|base[ -](?:2|8|10|16)"
_NAMES = {"hex": "hexadecimal", "2": "binary", "8": "octal", "10": "decimal", "16": "hexadecimal"}
_INTO = r"(?:to|in|into|as)"
_FORM = r"(?: form| notation| number)?"


def read(asked: Asked) -> Plan | None:
    """A plan, if the command is one of these."""
    for shape, make in _SHAPES:
        found = shape.fullmatch(asked.bare)
        if found is not None and (made := make(asked, found)) is not None:
            return made
    return None


def _n(found: re.Match[str]) -> str:
    return found["n"].replace(",", "")


def _prime(asked: Asked, found: re.Match[str]) -> Plan | None:
    return asked.exactly("prime", [_n(found)], label="answer")


def _next(asked: Asked, found: re.Match[str]) -> Plan | None:
    return asked.exactly("next prime", [_n(found)], label="next prime")


def _factorise(asked: Asked, found: re.Match[str]) -> Plan | None:
    return asked.exactly("factorise", [_n(found)], label="prime factorisation")


def _divisors(asked: Asked, found: re.Match[str]) -> Plan | None:
    return asked.exactly("divisors", [_n(found)], label="list of divisors")


def _divides(asked: Asked, found: re.Match[str]) -> Plan | None:
    return asked.exactly("divides", [_n(found), found["by"]], label="answer")


def _based(asked: Asked, found: re.Match[str]) -> Plan | None:
    wanted = _base(found["to"])
    source = _base(found.groupdict().get("source") or "")
    digits = found["digits"]
    if not source and not re.fullmatch(r"0[box][0-9a-f]+|\d+", digits):
        return None
    if not source and wanted == "decimal" and not re.match(r"0[box]", digits):
        return None  # in which base it is, it does not say
    return asked.exactly("base", [digits, source, wanted], label=f"{wanted} form")


def _base(words: str) -> str:
    name = words.removeprefix("base").strip(" -")
    return _NAMES.get(name, name)


def _to_roman(asked: Asked, found: re.Match[str]) -> Plan | None:
    return asked.exactly("roman", [_n(found)], label="Roman numeral")


def _from_roman(asked: Asked, found: re.Match[str]) -> Plan | None:
    return asked.exactly("roman", [found["roman"]], label="number")


_SHAPES: tuple[tuple[re.Pattern[str], Callable[[Asked, re.Match[str]], Plan | None]], ...] = tuple(
    (re.compile(shape), make)
    for shape, make in (
        (
            (
                rf"(?:is|check (?:if|whether)|whether|if) (?:the number )?{_N}(?: is)? (?:a )?prime(?: "
                r"number)?(?: or (?:not|composite))?"
            ),
            _prime,
        ),
        (rf"(?:is )?(?:the number )?{_N} (?:is )?(?:a )?(?:composite|prime)(?: number)?", _prime),
        (
            (
                r"(?:the )?(?:next|first|smallest) prime(?: number)? (?:after|above|greater than|larger "
                rf"than|bigger than) {_N}"
            ),
            _next,
        ),
        (rf"(?:prime )?(?:factorisation|factorization|decomposition) (?:of|for) {_N}(?: into primes)?", _factorise),
        (rf"prime (?:factors|factor|divisors) (?:of|for) {_N}", _factorise),
        (rf"(?:factorise|factorize|factor|decompose) {_N}(?: into (?:its )?primes?(?: factors)?)?", _factorise),
        (rf"(?:write|express) {_N} as a product of (?:its )?prime(?:s| factors| numbers)", _factorise),
        (rf"(?:list )?(?:all )?(?:the )?(?:positive )?(?:factors|divisors) (?:of|for) {_N}", _divisors),
        (rf"(?:is|check (?:if|whether)|whether) {_N}(?: is)? (?:evenly )?divisible by (?P<by>\d+)", _divides),
        (rf"(?:is|check (?:if|whether)) (?P<by>\d+)(?: is)? (?:a )?(?:factor|divisor) of {_N}", _divides),
        (rf"does (?P<by>\d+) divide {_N}", _divides),
        (rf"(?:is|check (?:if|whether)) {_N}(?: is)? (?:a )?multiple of (?P<by>\d+)", _divides),
        (
            (
                rf"(?:convert |write |express |change )?(?:the )?(?P<source>{_BASE}) (?:number |value )?"
                rf"(?P<digits>[0-9a-fx]+) {_INTO} (?P<to>{_BASE}){_FORM}"
            ),
            _based,
        ),
        (
            (
                r"(?:convert |write |express |change )?(?:the number )?(?P<digits>[0-9a-fx]+)(?: (?:in"
                rf"|from) (?P<source>{_BASE}))? {_INTO} (?P<to>{_BASE}){_FORM}"
            ),
            _based,
        ),
        (
            (
                r"(?:convert |write |express |change )?(?:the number )?(?P<digits>[0-9a-fx]+) "
                rf"(?P<source>{_BASE}) {_INTO} (?P<to>{_BASE}){_FORM}"
            ),
            _based,
        ),
        (
            (
                rf"(?:convert |write |express )?(?:the number )?{_N} {_INTO} (?:a )?roman(?: numerals?| "
                r"numbers?)?"
            ),
            _to_roman,
        ),
        (rf"roman numerals? (?:for|of) {_N}", _to_roman),
        (
            (
                r"(?:the )?roman numerals? (?P<roman>[mdclxvi]+)(?: (?:in|as|to) (?:a )?(?:numbers?"
                r"|decimal|arabic(?: numerals?)?|digits))?"
            ),
            _from_roman,
        ),
        (
            (
                r"(?:convert )?(?P<roman>[mdclxvi]{2,}) (?:in|as|to|from roman numerals to) (?:a |an )?"
                r"(?:normal |arabic |ordinary )?(?:numbers?|decimal|arabic(?: numerals?)?|digits"
                r"|numerals?)"
            ),
            _from_roman,
        ),
    )
)
