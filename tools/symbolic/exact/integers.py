"""Whole numbers: prime or not, their prime factors, the next prime, and how they are written in another base.

Factors are multiplied again and each is tested; up to 2**64 that test is proved [Baillie1980]_, so larger ones are
refused.

References:
    .. [Baillie1980] R. Baillie, S. S. Wagstaff, Lucas pseudoprimes, Math. Comp. 35, 1391 (1980); verified to 2**64.
"""

from math import prod

from ech0.core.errors import ClaimError
from tools.symbolic.exact.trees import Found, Problem, Refused, sympied

HIGHEST = 2**64
MOST_DIVIDED = 10**15
_BASES = {"binary": 2, "octal": 8, "decimal": 10, "hexadecimal": 16}
_PREFIXES = {"0b": 2, "0o": 8, "0x": 16}
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def _whole(asked: Problem, low: int = 0) -> int:
    value = sympied(asked.trees[0])
    if not value.is_Integer or not low <= int(value):
        raise Refused("it takes a whole number that is not negative")
    if int(value) >= HIGHEST:
        raise Refused("the number is too large for its factors to be proved prime here")
    return int(value)


def _factors(n: int) -> dict[int, int]:
    import sympy

    found: dict[int, int] = sympy.factorint(n)
    if prod(p**k for p, k in found.items()) != n or not all(sympy.isprime(p) for p in found):
        raise ClaimError("factors", "they do not give back the number")
    return found


def _spelled(found: dict[int, int]) -> str:
    return " * ".join(f"{p}**{k}" if k > 1 else str(p) for p, k in sorted(found.items()))


def factorise(asked: Problem) -> Found:
    """The prime factors."""
    n = _whole(asked, low=1)
    found = _factors(n) if n > 1 else {}
    if not found:
        raise Refused("one has no prime factors")
    how = "multiplied, the factors give back the number, and each is prime"
    if list(found.values()) == [1]:
        return Found(f"{n}, which is prime itself", None, "no smaller prime divides it")
    return Found(_spelled(found), None, how)


def prime(asked: Problem) -> Found:
    """Whether a number is prime; if not, by what it is divided."""
    n = _whole(asked)
    if n < 2:
        return Found(f"no: {n} is below 2, the smallest prime", None, "by the definition of a prime", truth=False)
    found = _factors(n)
    if found == {n: 1}:
        return Found(f"yes: {n} is prime", None, "no smaller prime divides it", truth=True)
    how = "multiplied, the factors give back the number, and each is prime"
    return Found(f"no: {n} = {_spelled(found)}", None, how, truth=False)


def divisors(asked: Problem) -> Found:
    """All divisors in order; there are as many as the exponents of the prime factors say."""
    import sympy

    n = _whole(asked, low=1)
    found = [int(d) for d in sympy.divisors(n)] if n < MOST_DIVIDED else []
    if not 0 < len(found) <= 200:
        raise Refused("it has more divisors than are listed here")
    if any(n % d for d in found) or len(found) != prod(k + 1 for k in (_factors(n) if n > 1 else {}).values()):
        raise ClaimError("divisors", "they are not all")
    return Found(", ".join(map(str, found)), None, "each divides it, and the prime factors say how many there are")


def divides(asked: Problem) -> Found:
    """Whether the first number is divisible by the second."""
    n, by = (sympied(t) for t in asked.trees)
    if not (n.is_Integer and by.is_Integer) or by == 0:
        raise Refused("it takes two whole numbers, the second not zero")
    times, rest = divmod(int(n), int(by))
    if times * int(by) + rest != int(n):
        raise ClaimError("division", "quotient and remainder do not give back the number")
    said = f"yes: {n} = {by} * {times}" if not rest else f"no: {n} = {by} * {times} + {rest}"
    return Found(said, None, "quotient and remainder give back the number", truth=not rest)


def parity(asked: Problem) -> Found:
    """Whether a number is odd or even."""
    n = _whole(asked)
    half, rest = divmod(n, 2)
    if 2 * half + rest != n:
        raise ClaimError("division", "quotient and remainder do not give back the number")
    said = f"odd: {n} = 2 * {half} + 1" if rest else f"even: {n} = 2 * {half}"
    return Found(said, None, "quotient and remainder give back the number")


def power(asked: Problem) -> Found:
    """Whether a number is a perfect square, or a perfect cube: `points` hold the exponent."""
    import sympy

    n, k = _whole(asked), int(sympied(asked.points[0]))
    root, exact = sympy.integer_nthroot(n, k)
    root = int(root)
    if exact != (root**k == n) or not root**k <= n < (root + 1) ** k:
        raise ClaimError("root", "it does not give back the number")
    said = (
        f"yes: {n} = {root}**{k}" if exact else f"no: {root}**{k} = {root**k} and {root + 1}**{k} = {(root + 1) ** k}"
    )
    return Found(said, None, "the neighbouring powers were worked out", truth=bool(exact))


def nth_prime(asked: Problem) -> Found:
    """The prime of a given number, counted from 2."""
    import sympy

    n = _whole(asked, low=1)
    if n > 10**5:
        raise Refused("the primes are not counted so far here")
    found = int(sympy.prime(n))
    if not sympy.isprime(found) or int(sympy.primepi(found)) != n:
        raise ClaimError("prime", "it is not the one of that number")
    return Found(str(found), float(found), "it is prime, and as many primes are not above it")


def next_prime(asked: Problem) -> Found:
    """The smallest prime above a number."""
    import sympy

    n = _whole(asked)
    found = int(sympy.nextprime(n))
    if found - n > 2000 or any(sympy.isprime(k) for k in range(n + 1, found)) or not sympy.isprime(found):
        raise ClaimError("prime", "it is not the next one")
    return Found(str(found), float(found), "it is prime, and no number between them is")


def based(asked: Problem) -> Found:
    """A whole number written in another base: the digits, the base they are in, and the one that is wanted."""
    digits, source, wanted = asked.words
    text = digits.lower().replace(" ", "")
    base = _BASES.get(source) or _PREFIXES.get(text[:2], 10)
    text = text[2:] if _PREFIXES.get(text[:2]) == base else text
    try:
        value = int(text, base)
    except ValueError:
        raise Refused("a digit in it does not exist in that base") from None
    if not 0 <= value < 10**40:
        raise Refused("it takes a whole number that is not negative and not too large")
    goal = _BASES[wanted]
    made = {2: f"{value:b}", 8: f"{value:o}", 10: str(value), 16: f"{value:X}"}[goal]
    if int(made, goal) != value:
        raise ClaimError("base", "the digits do not give back the number")
    return Found(made, float(value) if goal == 10 else None, "read again in that base, the digits give back the number")


def roman(asked: Problem) -> Found:
    """A number in Roman numerals, or the number that they say."""
    text = asked.words[0].upper()
    value = int(text) if text.isdigit() and len(text) < 6 else _from_roman(text)
    if not 1 <= value <= 3999:
        raise Refused("Roman numerals are written from one to three thousand nine hundred ninety-nine")
    made = to_roman(value)
    if not text.isdigit() and made != text:
        raise Refused("these letters are no Roman numeral in the usual form")
    said, number = (made, None) if text.isdigit() else (str(value), float(value))
    if _from_roman(made) != value:
        raise ClaimError("roman", "the numeral does not give back the number")
    return Found(said, number, "read again, the numeral gives back the number")


def to_roman(value: int) -> str:
    """The numeral of a number from 1 to 3999."""
    out = ""
    for size, letters in _ROMAN:
        while value >= size:
            out, value = out + letters, value - size
    return out


def _from_roman(text: str) -> int:
    sizes = {letters: size for size, letters in _ROMAN if len(letters) == 1}
    if not text or any(c not in sizes for c in text):
        raise Refused("these letters are no Roman numeral")
    values = [sizes[c] for c in text]
    return sum(-v if any(w > v for w in values[k + 1 : k + 2]) else v for k, v in enumerate(values))
