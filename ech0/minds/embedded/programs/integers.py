"""Whole numbers: divisors, multiples, primes, remainders, powers modulo a number, well-known sequences."""

import re

from ech0.core.types import Plan
from ech0.minds.embedded.programs.page import Page, calculation
from ech0.minds.embedded.programs.templates import ASK, Template, first

_TRIGGER = re.compile(
    r"\bgcd\b|\blcm\b|\bhcf\b|multiple|divis|factor|prime|\bmod\b|modul|remainder|totient|fibonacci"
    r"|catalan|bell number|stirling"
)
_OF = r"(of|for) "
_POS = r"(positive |distinct |integer |whole |whole-number |different )*"
TEMPLATES = (
    Template(rf"how many {_POS}(divisors|factors) does <a> have", "divisors(%a)", "number of divisors"),
    Template(rf"{ASK}(the )?number of {_POS}(divisors|factors) of <a>", "divisors(%a)", "number of divisors"),
    Template(rf"how many {_POS}(divisors|factors) (are there )?of <a>", "divisors(%a)", "number of divisors"),
    Template(
        rf"{ASK}(the )?sum of (all )?(the )?{_POS}(divisors|factors) of <a>", "divisor_sum(%a)", "sum of the divisors"
    ),
    Template(
        rf"{ASK}(the )?(largest|greatest) prime (factor|divisor) of <a>", "largest_prime(%a)", "largest prime factor"
    ),
    Template(
        r"how many distinct prime (factors|divisors) does <a> have", "prime_factors(%a)", "number of prime factors"
    ),
    Template(
        rf"{ASK}(the )?number of distinct prime (factors|divisors) of <a>",
        "prime_factors(%a)",
        "number of prime factors",
    ),
    Template(rf"{ASK}(the )?(euler'?s? )?(totient|phi)( function)? (of|at|for) <a>", "totient(%a)", "totient"),
    Template(
        r"how many (prime numbers|primes) (are there )?(less than or equal to|up to|not exceeding) <a>( "
        r"are there)?",
        "primes_up_to(%a)",
        "number of primes",
    ),
    Template(
        r"how many (prime numbers|primes) are (there )?(less than|smaller than|below) <a>",
        "primes_up_to(%a - 1)",
        "number of primes",
    ),
    Template(rf"{ASK}(the )?remainder (when|if) <a> is divided by <n>", "mod(%a, %n)", "remainder"),
    Template(r"what is <a> (mod|modulo) <n>", "mod(%a, %n)", "remainder"),
    Template(
        rf"{ASK}(the )?(modular |multiplicative )*inverse of <a> (mod|modulo) <n>", "power_mod(%a, -1, %n)", "inverse"
    ),
    Template(rf"{ASK}(the )?<n>th fibonacci number", "fibonacci(%n)", "Fibonacci number"),
)
_JOINT = re.compile(
    rf"{ASK}(?:the )?(?P<op>greatest common (?:divisor|factor)|highest common factor|gcd|hcf|gcf|least common multiple|"
    rf"lowest common multiple|smallest common multiple|lcm)\s*(?:\([a-z]+\) )?(?:of|for|between"
    rf"|\()?\s*(?P<list>#\d+(?:(?:,| and|, and)\s*#\d+)+)\s*\)?\s*[.?]?"
)
_POWER = re.compile(
    r"(?:what is |find |compute |calculate |determine )*(?:the )?(?:value of |remainder (?:when|of|if) )?"
    r"(?P<base>\d{1,6})\s*\^\s*\{?\(?(?P<power>\d{1,7})\)?\}?\s*(?:\\p?mod|mod(?:ulo)?|(?:is |when "
    r")?divided by|\(mod|\\pmod)"
    r"\s*[({]?\s*(?P<modulus>\d{1,9})\s*[)}]?\s*[.?]?"
)
_REST = re.compile(r"(?:a )?remainder (?:of )?#(\d+) (?:when|if|on) (?:it is )?(?:divided|division) by #(\d+)")


def recognise(page: Page) -> Plan | None:
    """A plan, if the question is one about whole numbers, in all its words."""
    if not _TRIGGER.search(page.raw) or len(page.raw) > 400:
        return None
    if found := _JOINT.fullmatch(page.text):
        marks = re.findall(r"#(\d+)", found["list"])
        op = "lcm" if "multiple" in found["op"] or found["op"] == "lcm" else "gcd"
        if page.all_used(marks):
            expression = f"{op}({', '.join(f'n{m}' for m in marks)})"
            return calculation(page, [("value", expression)], label=found["op"], path="integers")
    return first(page, TEMPLATES, "integers") or _power(page) or _congruences(page)


def _power(page: Page) -> Plan | None:
    """`3^100 mod 7`: its digits are read from the formula itself, since an exponent is no quantity."""
    said = page.question.text.replace("$", "")
    found = _POWER.fullmatch(re.sub(r"\s+", " ", said.strip().lower()))
    if found is None:
        return None
    whole = page.question.text
    start = len(whole) - len(whole.lstrip())
    statement = page.statement(start, len(whole.rstrip()), 1)
    expression = f"power_mod({found['base']}, {found['power']}, {found['modulus']})"
    return calculation(page, [("value", expression)], label="remainder", path="integers", statements=[statement])


def _congruences(page: Page) -> Plan | None:
    """The smallest positive integer with given remainders."""
    pairs = _REST.findall(page.text)
    head = re.match(
        rf"{ASK}the (?:smallest|least) positive (?:integer|number|whole number) (?:that|which) (?:leaves|has|gives) ",
        page.text,
    )
    if head is None or len(pairs) < 2 or not page.all_used(m for p in pairs for m in p):
        return None
    left = _REST.sub("", page.text[head.end() :])
    if re.sub(r"\b(?:and|leaves|has|gives)\b|[,.?\s]", "", left):
        return None
    expression = f"remainders({', '.join(f'n{m}' for p in pairs for m in p)})"
    return calculation(page, [("value", expression)], label="smallest integer", path="integers")
