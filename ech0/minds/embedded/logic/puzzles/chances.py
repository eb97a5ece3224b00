"""Chances in any wording, by counting outcomes that are alike: numbers, sums of dice, orders, letters, coins, bags.

What is drawn from and what is wanted must both be understood to the last word. Two chances without a word on how they
hang together leave the chance of both open between Fréchet's bounds [Frechet1935]_. Knows no solver.

References:
    .. [Frechet1935] M. Fréchet, Généralisation du théorème des probabilités totales, Fund. Math. 25 (1935).
"""

# ruff: noqa: ARG005  every test is given a bound, whether it has one or not

import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import permutations, product

from ech0.core.types import Plan, Question
from ech0.minds.embedded.logic import sentences
from ech0.minds.embedded.logic.options import meaning
from ech0.minds.embedded.logic.puzzles.draws import ratio
from ech0.minds.embedded.logic.puzzles.overlaps import written
from ech0.minds.embedded.logic.puzzles.planned import planned
from ech0.minds.embedded.logic.puzzles.scene import relation
from ech0.minds.embedded.logic.puzzles.tallies import figures

MAX_TEXT, MAX_OUTCOMES = 900, 100_000
Counts = tuple[int, int]
Wanted = Callable[[Sequence[str]], bool]
_ASKS = re.compile(
    r"^(?:(?:so|then|now),? )?(?:what is|what are|find|give|calculate|work out|state)? ?(?:the )?(?:exact )?"
    r"(?:probability|chances?|likelihood|odds)(?: is there| are there)?(?: that| of| for)? ?(?P<w>.+)$"
    r"|^(?:(?:so|then|now),? )?how (?:likely|probable) (?:is it that|is it to (?:get|see|roll|draw)|is it for|is|are)? ?(?P<h>.+)$"
    r"|^(?:find|what is|calculate|work out) (?P<p>p\(.+\))$"
)
_FORM = re.compile(
    r",? (?:(?:please )?(?:give|write|express|state)[^,]*? )?(?:as (?:an? )?(?:simplified |simple |exact )?(?:fraction|percentage|decimal)"
    r"|in (?:its )?(?:lowest|simplest) (?:terms|form))[a-z ]*$"
)
_RANDOM = re.compile(
    r"\b(?:at random|randomly|without looking|blindly|with (?:your|her|his|my|their|its) eyes (?:shut|closed)|in the dark|fair(?:ly)?"
    r"|ordinary|unbiased|normal|standard|regular|identical|well-shuffled|shuffled|equally likely|every (?:order|outcome|one)"
    r"|all (?:orders?|outcomes?|sectors?|letters?)|(?:each|with every) \w+ (?:being )?equally likely|being|(?:is|are) equally likely)\b"
)


def plan(question: Question, tag: str) -> Plan | None:
    """A plan, if a chance is asked for that counting gives; else nothing."""
    text, inline = sentences.inline(question.text)
    options = question.options or inline
    if (
        len(text) > MAX_TEXT
        or len(options) < 2
        or not re.search(r"\b(?:probab|chance|likel|odds|P\()", text, re.IGNORECASE)
    ):
        return None
    ratios = [ratio(o) for o in options]
    open_ = [n for n, o in enumerate(options) if ratios[n] is None and meaning(o) == "unknown"]
    if sum(r is None for r in ratios) > len(open_) or len(open_) > 1:
        return None
    whole = [s.rstrip(" .?!:") for s in sentences.split(text)]
    said = [_FORM.sub("", written(figures(s))).strip(" ,") for s in whole]
    asked = _ASKS.search(said[-1]) if len(said) > 1 else None
    if asked is None:
        return None
    what = re.sub(
        r"^(?:getting|rolling|throwing|drawing|picking|obtaining|having|seeing) ",
        "",
        (asked["w"] or asked["h"] or asked["p"]).strip(),
    )
    told = [re.sub(r"\s+", " ", _RANDOM.sub(" ", s)).strip(" ,") for s in said[:-1]]
    told = [t for t in told if t]
    if (bounds := _both(said[:-1], what)) is not None:
        return _bounded(question, bounds, ratios, tag)
    for form in (_contrary, _numbered, _sums, _orders, _letters, _tosses, _bag, _apart):
        source = whole[:-1] if form in (_orders, _letters) else told
        counts = form(source, what)
        if counts is not None and 0 <= counts[0] <= counts[1] <= MAX_OUTCOMES and counts[1]:
            good, every = counts
            made = (relation(f"good == {good}", whole[0]), relation(f"every == {every}", whole[0]))
            picks = [
                relation(f"good * {r.denominator} == every * {r.numerator}" if r is not None else "every == 0", o)
                for r, o in zip(ratios, options, strict=True)
            ]
            ranges = {"good": (0, MAX_OUTCOMES), "every": (1, MAX_OUTCOMES)}
            return planned(question.text, ranges, made, picks, tag=tag, form="a chance by counting")
    return None


# --- what numbers are --------------------------------------------------------------------------------------------------

_TESTS: tuple[tuple[str, Callable[[int, int], bool]], ...] = (
    (r"even(?: numbers?)?", lambda x, n: x % 2 == 0),
    (r"odd(?: numbers?)?", lambda x, n: x % 2 == 1),
    (r"prime(?: numbers?)?", lambda x, n: x > 1 and all(x % d for d in range(2, x))),
    (r"(?:perfect )?square(?: numbers?)?", lambda x, n: round(x**0.5) ** 2 == x),
    (r"(?:multiples? of|divisible by) (\d+)", lambda x, n: x % n == 0),
    (r"(?:factors?|divisors?) of (\d+)", lambda x, n: n % x == 0),
    (r"(?:greater|more|higher|bigger|larger) than (\d+)|over (\d+)|above (\d+)|exceeds (\d+)", lambda x, n: x > n),
    (r"(?:less|smaller|lower|fewer) than (\d+)|under (\d+)|below (\d+)", lambda x, n: x < n),
    (r"at least (\d+)|no less than (\d+)|(\d+) or (?:more|higher|above|greater|over)", lambda x, n: x >= n),
    (r"at most (\d+)|no more than (\d+)|(\d+) or (?:less|lower|fewer|below|under)", lambda x, n: x <= n),
    (r"(?:exactly |equal to |precisely )?(\d+)", lambda x, n: x == n),
)
_SHOWN = (
    r"(?:(?:it|they|the|that|a|an|you|she|he|we|i|one|its|their|your|number|total|sum|score|result|spinner|die|dice|card|ticket|ball|roll"
    r"|counter|disc|arrow|pointer|two|numbers|scores|faces|shown|rolled|drawn|picked|chosen|on|of|is|are|be|being|will|which|lands?"
    r"|landing|stops?|stopping|comes?|coming|up|shows?|showing|gets?|rolls?|points?|to|adds?|makes?|throws?|equals?|draws?|picks?|2|both)\b ?)*"
)


def _test(words: str, most: int) -> set[int] | None:
    """The numbers up to `most` that words want: `even or greater than 6`."""
    low = re.sub(r"\(?(?:,? ?or both|or possibly both)\)?", "", words).strip(" ,")
    low = re.sub(rf"^{_SHOWN}", "", low).strip()
    every = set(range(1, most + 1))
    for joint, join in ((" or ", set.union), (" and ", set.intersection), (" but ", set.intersection)):
        at = re.search(
            rf"(?<!\d){joint}|(?<=\d){joint}(?!(?:more|higher|above|greater|over|less|lower|fewer|below|under)\b)", low
        )
        if at:
            a, b = _test(low[: at.start()], most), _test(low[at.end() :], most)
            return join(a, b) if a is not None and b is not None else None
    if denied := re.match(r"^(?:not|neither|anything but)\b ?(?P<r>.+)$", low):
        barred = _test(denied["r"], most)
        return every - barred if barred is not None else None
    if between := re.fullmatch(r"between (\d+) and (\d+),? inclusive", low):
        return {x for x in every if int(between[1]) <= x <= int(between[2])}
    for pattern, test in _TESTS:
        if found := re.fullmatch(pattern, low):
            n = int(next((g for g in found.groups() if g), 1))
            return {x for x in every if test(x, n)} if n else None
    return None


_RANGE = re.compile(
    r"^.*?\b(?:numbered|labelled|labeled|marked|numbers?|with (?:the )?numbers?)(?: from)?(?: with)?(?: the)?(?: numbers?)? 1 (?:to|through|-|up to) (?P<n>\d+)(?P<rest>.*)$"
)
_ONE_DRAWN = re.compile(
    r"^(?:(?:,|and|then)? ?(?:(?:1|an?|one) [a-z]+ (?:is|gets) (?:drawn|picked|chosen|selected|taken|pulled)|(?:[a-z]+) (?:draws?|picks?|chooses?|selects?|takes?|pulls?)"
    r" (?:out )?(?:1|an?|one)(?: [a-z]+)?|(?:it|the spinner|the die|the dice) is (?:spun|rolled|thrown)(?: once| one time)?|[a-z]+ (?:spins?|rolls?) (?:it|the [a-z]+|an? [a-z]+)(?: once| one time)?)"
    r"(?: (?:from|out of) (?:it|them|the [a-z]+))?|once)?[ ,.]*$"
)
_DIE = re.compile(
    r"^(?:(?:you|i|she|he|we) (?:rolls?|throws?) )?(?:an?|1|one|the)? ?(?:6-sided )?di(?:e|ce)(?: with 6 (?:sides|faces))?(?: (?:is )?(?:rolled|thrown|tossed))?(?: once)?$"
)


def _numbered(told: Sequence[str], what: str) -> Counts | None:
    """One of the numbers from 1 to n: a spinner, a die, tickets, cards."""
    low = " ".join(told)
    if len(told) == 1 and _DIE.match(re.sub(r"\s+", " ", low)):
        most = 6
    else:
        found = _RANGE.match(told[0]) if told else None
        if found is None or not all(_ONE_DRAWN.match(x) for x in (found["rest"].strip(), *told[1:])):
            return None
        if re.search(r"\b(?:2|3|two|three|twice|both)\b", re.sub(r"^.*?numbered", "", low).replace("1 to", "")):
            return None
        most = int(found["n"])
    wanted = _test(what, most) if 1 < most <= 1000 else None
    return (len(wanted), most) if wanted is not None else None


_TWO_DICE = re.compile(
    r"^(?:(?:you|i|she|he|we) (?:rolls?|throws?) )?(?:2|3|a pair of|the 2) (?:6-sided )?dice(?: are)?(?: (?:rolled|thrown|tossed))?(?: together| once| at the same time)?$"
)


def _sums(told: Sequence[str], what: str) -> Counts | None:
    """The total of two or three dice."""
    if len(told) != 1 or not _TWO_DICE.match(told[0]) or not re.search(r"\b(?:total|sum|add)\w*\b", what):
        return None
    number = 3 if re.search(r"\b3\b", told[0]) else 2
    wanted = _test(what, 6 * number)
    rows = [sum(r) for r in product(range(1, 7), repeat=number)]
    return (sum(x in wanted for x in rows), len(rows)) if wanted is not None else None


# --- orders, letters ---------------------------------------------------------------------------------------------------

_NAMES = re.compile(r"\b[A-Z][a-z]+\b")
_PLACES = {"first": 0, "at the front": 0, "on the left": 0, "leftmost": 0, "at the left end": 0, "second": 1, "third": 2, "last": -1,
           "at the back": -1, "rightmost": -1, "at the right end": -1, "on the right": -1}  # fmt: skip
_ORDER = re.compile(r"\b(?:random(?:ly)?|equally likely|by chance|any order)\b", re.IGNORECASE)
_ROW = re.compile(r"\b(?:order|row|line|line[sd]? up|lined up|queue|bench|seated|sit|stand|photo)\b", re.IGNORECASE)
_ROUND = re.compile(r"\b(?:round|circle|circular|around)\b", re.IGNORECASE)


def _orders(told: Sequence[str], what: str) -> Counts | None:
    """Named people in a random order: who is where, who is beside whom, who is before whom."""
    text = " ".join(told)
    if not _ORDER.search(text) or not _ROW.search(text) or _ROUND.search(text) or len(told) > 2:
        return None
    listed = re.search(r"[A-Z][a-z]+(?:, [A-Z][a-z]+)*,? and [A-Z][a-z]+", text)
    who = [n.lower() for n in _NAMES.findall(listed[0])] if listed else []
    if (
        not 2 < len(who) < 8
        or len(set(who)) != len(who)
        or (
            re.search(r"\d", figures(text.replace(listed[0], "") if listed else ""))
            and not re.search(rf"\b(?:{len(who)})\b", figures(text))
        )
    ):
        return None
    rows = list(permutations(who))
    low = " ".join(_STANDING.sub(" ", what).split())
    name, place = f"({'|'.join(who)})", f"({'|'.join(_PLACES)})"
    for pattern, test in _WHERE:
        found = re.fullmatch(pattern.replace("NAME", name).replace("PLACE", place), low)
        if found is None or ("middle" in pattern and len(who) % 2 == 0):
            continue
        if pattern.count("NAME") < 2 or found[1] != found[2]:
            return sum(test(r, found) for r in rows), len(rows)
    return None


_STANDING = re.compile(
    r"\b(?:ends? up|will be|are|is|be|sits?|stands?|come|comes|finish(?:es)?|being|seated|standing|sitting|directly|immediately|placed|that)\b"
)
_NEAR = r"(?:next to (?:each other|one another)|together|side by side|adjacent|beside each other|neighbours)"
_WHERE: tuple[tuple[str, Callable[[Sequence[str], re.Match[str]], bool]], ...] = (
    (f"NAME and NAME {_NEAR}", lambda r, m: abs(r.index(m[1]) - r.index(m[2])) == 1),
    (f"NAME and NAME not {_NEAR}", lambda r, m: abs(r.index(m[1]) - r.index(m[2])) != 1),
    (r"NAME (?:next to|beside|adjacent to) NAME", lambda r, m: abs(r.index(m[1]) - r.index(m[2])) == 1),
    (r"NAME (?:somewhere )?(?:before|ahead of|in front of|to the left of) NAME", lambda r, m: r.index(m[1]) < r.index(m[2])),
    (r"NAME (?:somewhere )?(?:after|behind|to the right of) NAME", lambda r, m: r.index(m[1]) > r.index(m[2])),
    (
        r"NAME (?:in |at )?(?:the )?PLACE(?: in (?:the )?(?:line|queue|row)| of all| place| seat)?",
        lambda r, m: r[_PLACES[m[2]]] == m[1],
    ),
    (r"NAME (?:in |at )?the (?:middle|centre)(?: seat| place)?", lambda r, m: r[len(r) // 2] == m[1]),
    (r"NAME (?:at|on) (?:an|one|either) end", lambda r, m: m[1] in (r[0], r[-1])),
)


_WORD = re.compile(
    r"^(?:an?|1|one) letter is (?:chosen|picked|drawn|selected)(?: at random)? from (?:the letters (?:of|in) )?the word \"?'?([a-z]+)'?\"?(?: at random)?$"
)


def _letters(told: Sequence[str], what: str) -> Counts | None:
    """A letter of a word."""
    found = _WORD.match(told[0].lower().replace("randomly ", "")) if len(told) == 1 else None
    if found is None:
        return None
    low = re.sub(r"^(?:it|the letter|you)?(?: is|picked|chosen| get| getting)* ?(?:the letter |an? )?", "", what).strip(
        " '\""
    )
    letters = found[1]
    if low in ("vowel", "consonant"):
        vowels = sum(x in "aeiou" for x in letters)
        return (vowels if low == "vowel" else len(letters) - vowels), len(letters)
    return (letters.count(low), len(letters)) if len(low) == 1 and low.isalpha() else None


# --- coins, bags -------------------------------------------------------------------------------------------------------

_COIN = re.compile(
    r"^(?:(?:you|i|she|he|we) (?:toss(?:es)?|flips?) )?(?:(?P<k>\d+|an?|the)) coins? ?(?:(?:is|are) )?(?:tossed|flipped|thrown)?"
    r"(?: (?P<t>once|twice|\d+ times))?(?: in a row)?$"
)


def _tosses(told: Sequence[str], what: str) -> Counts | None:
    """Tosses of coins: so many heads or tails."""
    found = _COIN.match(told[0]) if len(told) == 1 else None
    if found is None:
        return None
    times = {"once": 1, "twice": 2}.get(found["t"] or "once") or int(re.sub(r"\D", "", found["t"] or "1"))
    number = times * (int(found["k"]) if found["k"].isdigit() else 1)
    if not 1 <= number <= 12:
        return None
    low = re.sub(
        r"\b(?:it|they|there|you|we|the|coins?|flips?|tosses|of|them|come|comes|land|lands|up|on|are|is|be|show|get|getting|time|times|throws?|results?)\b",
        " ",
        what,
    )
    low = re.sub(rf"\b(?:all|both|every|each)(?: {number})?\b", "all", low)
    low = re.sub(r"heads?|tails?", lambda m: m[0].rstrip("s") + "s", " ".join(low.split()))
    m = re.fullmatch(
        r"(?P<how>all|at least|at most|exactly|no|more than|fewer than)? ?(?P<n>\d+)? ?(?P<s>heads|tails)(?: (?P<after>all))?",
        low,
    )
    if m is None or (m["how"] in ("at least", "at most", "exactly", "more than", "fewer than")) != bool(
        m["n"] and m["how"]
    ):
        return None
    if not m["how"] and not m["n"] and not m["after"] and number > 1:
        return None
    n = (
        number
        if m["how"] == "all" or m["after"] or (number == 1 and not m["n"])
        else 0
        if m["how"] == "no"
        else int(m["n"] or 0)
    )
    tests: dict[str, Callable[[int], bool]] = {
        "at least": lambda k: k >= n, "at most": lambda k: k <= n, "more than": lambda k: k > n, "fewer than": lambda k: k < n
    }  # fmt: skip
    test = tests.get(m["how"] or "")
    hits = (sum(r) for r in product((0, 1), repeat=number))
    return sum(test(k) if test is not None else k == n for k in hits), 2**number


_HELD = re.compile(r"(?P<n>\d+) (?P<c>[a-z]+)(?: (?P<noun>[a-z]+))?")
_CONTENTS = re.compile(
    r"^(?:.*?\b(?:there (?:are|is)|contains?|holds?|has|have|with|of|containing|holding)) (?P<list>\d+ [a-z]+(?: [a-z]+)?(?:, \d+ [a-z]+(?: [a-z]+)?)*,? and \d+ [a-z]+(?: [a-z]+)?)(?P<rest>.*)$"
)
_PULLED = re.compile(
    r"\b(?:draw|take|pick|pull|grab|choos|select|drawn|taken|picked|pulled|chosen|selected|draws|takes|picks|pulls|grabs|chooses|selects|chose)\w*\b"
)
_BACK = re.compile(
    r"\b(?:with replacement|put(?:s|ting)? (?:it|the first|them|the first one) back|replac(?:e|ed|es|ing) it|(?:is|are|being|was|gets|get|having been) (?:put back|replaced|returned)|the first(?: [a-z]+)? put back)\b"
)
_KEPT = re.compile(
    r"\b(?:without (?:replacement|putting|replacing|returning)|not (?:put|replaced|returned)|together|at once|at the same time|keeps?)\b"
)
_NUMERAL = {"1": 1, "a": 1, "an": 1, "one": 1, "another": 1, "2": 2, "two": 2, "3": 3}


def _bag(told: Sequence[str], what: str) -> Counts | None:
    """One, two or three things from a bag, put back or not."""
    held = _CONTENTS.match(told[0]) if told else None
    if held is None or len(told) > 4 or re.search(r"\b(?:some|more|others)\b", told[0]):
        return None
    colours: dict[str, int] = {}
    for m in _HELD.finditer(held["list"]):
        if m["c"] in colours:
            return None
        colours[m["c"]] = int(m["n"])
    rest = " ".join((told[0][: held.start("list")], held["rest"], *told[1:]))
    drawn = re.findall(
        rf"{_PULLED.pattern}(?: out)? (\d+|an?|another)\b|\b(\d+|an?) (?:[a-z]+ )?(?:is|are) {_PULLED.pattern}",
        f"{rest} {what}",
    )
    number = sum(_NUMERAL.get(a or b, 9) for a, b in drawn)
    if number not in (1, 2, 3) or re.search(r"\b(?:if|until|first|given)\b", what) or sum(colours.values()) > 40:
        return None
    back = bool(_BACK.search(rest)) and not _KEPT.search(rest)
    if number > 1 and not back and not _KEPT.search(rest) and len(drawn) > 1:
        return None
    things = [c for c, n in colours.items() for _ in range(n)]
    rows = list(product(range(len(things)), repeat=number)) if back else list(permutations(range(len(things)), number))
    if len(rows) > MAX_OUTCOMES:
        return None
    test = _wanted(what, colours, number)
    return None if test is None else (sum(test([things[i] for i in r]) for r in rows), len(rows))


def _wanted(what: str, colours: dict[str, int], number: int) -> Wanted | None:
    names = "|".join(colours)
    low = re.sub(
        r"\b(?:that|it|is|are|they|you|the|of|them|be|being|will|an?|balls?|ones?|marbles?|counters?|socks?|pens?|beads?|sweets?|cards?|get|comes?|out|drawn|picked|have|turns?)\b",
        " ",
        what,
    )
    low = (
        re.sub(r"\b(?:one|1)(?= (?:of )?each\b)", "1", " ".join(low.split()))
        .replace("colors", "colours")
        .replace("color", "colour")
    )
    low = re.sub(rf"\b({names})s\b", r"\1", low)
    if m := re.fullmatch(rf"(?P<no>not )?(?:either )?(?P<l>(?:{names})(?:(?:,? or |, )(?:{names}))*)", low):
        listed, denied = set(re.findall(names, m["l"])), bool(m["no"])
        return (lambda r: (r[0] in listed) is not denied) if number == 1 else None
    if number == 1:
        pair = re.fullmatch(rf"neither ({names}) nor ({names})", low)
        return _none_of(set(pair.groups())) if pair else None
    for pattern, made in (
        (rf"(?:both|all|all {number}|{number}) ({names})", _all_of),
        (rf"(?:neither|none) ({names})", _without),
        (rf"at least (?:1|one) ({names})", _with),
        (rf"exactly (?:1|one) ({names})", lambda c: lambda r: list(r).count(c) == 1),
    ):
        if m := re.fullmatch(pattern, low):
            test: Wanted = made(m[1])
            return test
    if re.fullmatch(r"(?:both |all )?(?:same|alike|match)(?: colour| kind)?|match", low):
        return lambda r: len(set(r)) == 1
    if re.fullmatch(r"(?:both )?different(?: colours?| kinds?)?|1 each(?: colour)?", low) and number == 2:
        return lambda r: len(set(r)) == 2
    if (m := re.fullmatch(rf"(?:1 |one )?({names}) and (?:1 |one )?({names})", low)) and m[1] != m[2] and number == 2:
        return _just(set(m.groups()))
    return None


def _all_of(colour: str) -> Wanted:
    return lambda r: all(x == colour for x in r)


def _none_of(colours: set[str]) -> Wanted:
    return colours.isdisjoint


def _with(colour: str) -> Wanted:
    return lambda r: colour in r


def _without(colour: str) -> Wanted:
    return _none_of({colour})


def _just(colours: set[str]) -> Wanted:
    return lambda r: set(r) == colours


# --- chances that are stated -------------------------------------------------------------------------------------------

_EVENTS = re.compile(r"\bp\((?P<e>[a-z](?: (?:and|or) [a-z])?)\) ?(?:=|is) ?(?P<v>\d?\.\d+|\d+/\d+|[01])")


def _apart(told: Sequence[str], what: str) -> Counts | None:
    """`P(A) = ..., P(B) = ..., P(A and B) = ...`: the one that is left."""
    low = re.sub(r"∪", " or ", re.sub(r"∩", " and ", f"{' '.join(told)}"))
    given = {m["e"]: Fraction(m["v"]) for m in _EVENTS.finditer(low)}
    asked = re.fullmatch(r"(?:is )?p\((a (?:or|and) b)\)", what)
    if not asked or len(given) != 3 or not {"a", "b"} <= set(given):
        return None
    third = given.get("a and b", given.get("a or b"))
    if third is None or asked[1] in given:
        return None
    found = given["a"] + given["b"] - third
    return (found.numerator, found.denominator) if 0 <= found <= 1 else None


def _contrary(told: Sequence[str], what: str) -> Counts | None:
    """The chance that something does not happen, of which the chance that it does is stated."""
    found = _CHANCE_OF.match(told[0]) if len(told) == 1 else None
    value = ratio((found["v"] or found["v2"]).rstrip(".")) if found else None
    if found is None or value is None or len(_NOT.findall(what)) != 1 or _NOT.search(told[0]):
        return None
    said = {w[:4] for w in re.findall(r"[a-z]+", found["e"] or found["e2"])}
    asked = {w[:4] for w in re.findall(r"[a-z]+", _NOT.sub(" ", what)) if w not in _PLAIN}
    left = 1 - value
    return (left.numerator, left.denominator) if asked and asked <= said and 0 <= left <= 1 else None


_SHARE = re.compile(
    r"(?P<v>\d+(?:\.\d+)?) ?(?:%|per ?cent)(?: of (?:(?:all|the|our|its|these|those|them) )*(?P<g>[a-z]+))? (?P<w>.+?)"
    r"(?=(?:,|;| and|, and|, while| while| but)+ \d+(?:\.\d+)? ?(?:%|per ?cent)|$)"
)
_CHANCE_OF = re.compile(
    r"^(?:the|there is an?) (?:probability|chance|likelihood) (?:that|of) (?P<e>.+?) (?:is|=) (?P<v>\S+)$|^there is an? (?P<v2>\S+) (?:chance|probability) (?:that|of) (?P<e2>.+)$"
)
_NOT = re.compile(r"\b(?:not|no|never|fails? to)\b")
_PLAIN = frozenset("the a an is are be it that will does do of he she they in on there to have has".split())
_TIED = re.compile(
    r"\bindependen|\bboth\b|\bof (?:those|these|them)\b|\bgiven\b|\bif\b|\bwhen\b|\bnone\b|\bneither\b|\bno \w+ (?:who|that)\b|\bonly\b|\ball\b|\bevery\b"
)


def _both(told: Sequence[str], what: str) -> tuple[Fraction, Fraction] | None:
    """Bounds on the chance of both, where two shares of one group are stated and nothing ties them together."""
    low = " ".join(told)
    shares = list(_SHARE.finditer(low))
    if (
        len(shares) != 2
        or (shares[1]["g"] and shares[0]["g"] != shares[1]["g"])
        or not shares[0]["g"]
        or len(re.findall(r"\d+(?:\.\d+)? ?(?:%|per ?cent)", low)) != 2
    ):
        return None
    if _TIED.search(re.sub(r"\bthat is all\b", "", low)) or re.search(r"\bor\b|\bnot\b|n't|\bat least\b", what):
        return None
    words = [
        {w[:4] for w in re.findall(r"[a-z0-9]+", s["w"]) if len(w) > 2} - {"have", "with", "that", "the", "own"}
        for s in shares
    ]
    asked = {w[:4] for w in re.findall(r"[a-z0-9]+", what)}
    if not all(w & asked for w in words):
        return None
    a, b = (Fraction(s["v"]) / 100 for s in shares)
    return max(Fraction(0), a + b - 1), min(a, b)


def _bounded(
    question: Question, bounds: tuple[Fraction, Fraction], ratios: Sequence[Fraction | None], tag: str
) -> Plan | None:
    scale = 10_000
    low, high = (int(x * scale) for x in bounds)
    made = (relation(f"least == {low}", question.text[:200]), relation(f"most == {high}", question.text[:200]))
    picks = [
        relation(
            "least < most" if r is None else f"(least == most) and (least * {r.denominator} == {scale * r.numerator})",
            o,
        )
        for r, o in zip(ratios, question.options, strict=True)
    ]
    if not question.options or None not in ratios:
        return None
    return planned(
        question.text, {"least": (0, scale), "most": (0, scale)}, made, picks, tag=tag, form="bounds on a chance"
    )
