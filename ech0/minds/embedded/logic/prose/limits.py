"""Names of predicates that hold a number or a bound, and which of two follows from the other."""

NUMERALS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen "
    "nineteen twenty"
).split()
SIZES = frozenset("high tall long wide deep old thick heavy across away".split())
BOUNDS = (
    *((said, ">=") for said in ("at least", "no less than")),
    *((said, "<=") for said in ("at most", "no more than", "up to")),
    *((said, ">") for said in ("more than", "over", "above")),
    *((said, "<") for said in ("less than", "fewer than", "under", "below")),
)


def numbers_follow(long: list[str], short: list[str]) -> bool | None:
    """Whether a bound follows from a number: `weigh 12 kilo`, `weigh over 10 kilo`; `None`: no such pair."""
    a, b = bounded(long), bounded(short)
    if a is None or b is None or a[0] != b[0]:
        return None
    (_, one, n), (_, other, m) = a, b
    if one == "=":
        return {"=": n == m, ">": n > m, ">=": n >= m, "<": n < m, "<=": n <= m}[other]
    if one[0] != other[0]:
        return False
    stricter = n > m if one[0] == ">" else n < m
    return stricter or (n == m and (one == other or len(one) == 1))


def bounded(words: list[str]) -> tuple[tuple[str, ...], str, float] | None:
    """What is bounded, the sign of the bound and its value; `None` unless the words hold one number."""
    text = " ".join(words)
    said, sign = next(((s, g) for s, g in BOUNDS if f" {s} " in f" {text} "), ("", "="))
    rest = f" {text} ".replace(f" {said} ", " ").split() if said else list(words)
    found = [(n, v) for n, w in enumerate(rest) if (v := value_of(w)) is not None]
    if len(found) != 1:
        return None
    at, value = found[0]
    if len(rest) > 2:
        rest = [w for n, w in enumerate(rest) if n <= at or w not in SIZES]
    return tuple(rest[:at] + rest[at + 1 :]), sign, value


def value_of(word: str) -> float | None:
    """The value of a number in digits or in words up to twenty."""
    if word in NUMERALS:
        return float(NUMERALS.index(word))
    plain = word.replace(",", "").removesuffix("%")
    return float(plain) if plain.replace(".", "", 1).isdigit() else None
