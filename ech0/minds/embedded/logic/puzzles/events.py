"""What may be wanted of things drawn: both red, at least one six, a total over nine, the second an ace. Knows no source.

An event is a test of the row of things drawn; words that are not all understood give none.
"""

import re
from collections.abc import Callable
from typing import NamedTuple


class Item(NamedTuple):
    """A thing drawn: its number, or its name, suit and colour; `mark` tells things alike apart."""

    number: int = 0
    name: str = ""
    suit: str = ""
    colour: str = ""
    mark: int = 0
    also: frozenset[str] = frozenset()


Row = tuple[Item, ...]
Test = Callable[[Row], bool]
Kind = Callable[[Item], bool]
_NTH = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "other": 1, "third": 2, "3rd": 2, "last": -1}
_NUM = {"one": 1, "two": 2, "three": 3, "four": 4, "a": 1, "an": 1, "no": 0, "zero": 0, "none": 0}
_THING = r"(?:(?:di(?:e|ce)|coins?|cards?|balls?|marbles?|numbers?|tickets?|counters?|socks?|sweets?|balls drawn|beads?|tosse?s?|flips?|rolls?|throws?|ones?|of them|draws?|pens?|discs?|tiles?|results?|faces?|people|chocolates?|apples?|pieces?|cookies?|bulbs?|pencils?|shirts?|gloves?|candies|fruits?|roses?|flowers?|tulips?|buttons?|pills?|eggs?|letters?|keys?|students?|boys?|girls?)\b)"
_SHOW = r"(?:is|are|was|were|be|being|will be|would be|shows?|showed|showing|lands?|landed|landing|comes?|came|coming|turns?|turned|turning|gets?|got|getting|has|have|having|rolls?|rolled|rolling|draws?|drew|drawing|drawn|picked|chosen|picks?|picking|reads?|turns out to be|turned out to be|come|end up|ends up|out|up|on|to be|as|i|you|we|she|he|they|my|it|spinning|spins|throwing|throws|choosing|selecting|taking|pulling|dealt|obtaining|scoring|finding|seeing|selected|taken|pulled)\b"
_PACK = {"ace", "2", "3", "4", "5", "6", "7", "8", "9", "10", "jack", "queen", "king"}
_SUIT = ("heart", "diamond", "club", "spade")


def _kind(words: str, what: str) -> Kind | None:
    """Which things words name: `an even number`, `red`, `a queen of hearts`, `not blue`."""
    low = re.sub(r"^(?:(?:an?|the|any|of|both|all|either|with|number) )+", "", words.strip(" ,"))
    low = low if re.search(r"\b(?:face|court|picture) cards?$", low) else re.sub(rf"(?<=[a-z0-9]) {_THING}$", "", low).strip()
    for joint, join in ((" or ", any), (" and ", all), (" but ", all)):
        if joint in low and not re.search(r"\d or (?:more|higher|above|less|lower|fewer|below|greater|better|under|over)\b", low):
            parts = [_kind(p, what) for p in re.split(rf",?{joint}|, ", low)]
            return None if any(p is None for p in parts) else lambda x, join=join, parts=parts: join(p(x) for p in parts if p is not None)  # type: ignore[misc]
    if found := re.match(r"^(?:not|anything but|other than|something other than|non-?)(?: |-)?(?P<r>.+)$", low):
        inner = _kind(found["r"], what)
        return None if inner is None else lambda x: not inner(x)
    if what in ("die", "number"):
        return _numeric(low)
    return _named(low, what)


_BOUNDS: tuple[tuple[str, Callable[[int, int], bool]], ...] = (
    (r"(?:greater|more|higher|bigger|larger) than (\d+)|over (\d+)|above (\d+)|exceeds (\d+)|exceeding (\d+)", lambda x, n: x > n),
    (r"(?:less|smaller|lower|fewer) than (\d+)|under (\d+)|below (\d+)", lambda x, n: x < n),
    (r"(?:at least|no less than|not less than|a minimum of) (\d+)|(\d+) or (?:more|higher|above|greater|better|over|bigger|up)", lambda x, n: x >= n),
    (r"(?:at most|no more than|not more than|up to) (\d+)|(\d+) or (?:less|lower|fewer|below|under|smaller)", lambda x, n: x <= n),
    (r"(?:an? )?(?:multiples? of|divisible by) (?:an? )?(\d+)", lambda x, n: x % n == 0),
    (r"(?:an? )?(?:factors?|divisors?) of (\d+)", lambda x, n: n % x == 0),
    (r"(?:exactly |equal to |equals |precisely )?(?:an? )?(\d+)(?:s|es)?", lambda x, n: x == n),
)


def _bounded(low: str) -> Callable[[int], bool] | None:
    low = re.sub(r"^(?:an? )?(?:number |score |result |total )?(?:that is )?(?=[a-z0-9])", "", low).strip()
    if re.fullmatch(r"even(?: numbers?)?", low):
        return lambda x: x % 2 == 0
    if re.fullmatch(r"odd(?: numbers?)?", low):
        return lambda x: x % 2 == 1
    if re.fullmatch(r"(?:an? )?prime(?: numbers?)?", low):
        return lambda x: x > 1 and all(x % d for d in range(2, x))
    if re.fullmatch(r"(?:an? )?(?:perfect )?squares?(?: numbers?)?", low):
        return lambda x: round(x**0.5) ** 2 == x
    if between := re.fullmatch(r"(?:between|from) (\d+) (?:and|to) (\d+),? inclusive", low):
        return lambda x: int(between[1]) <= x <= int(between[2])
    for pattern, test in _BOUNDS:
        if found := re.fullmatch(pattern, low):
            bound = int(next(g for g in found.groups() if g))
            return (lambda x, t=test, b=bound: t(x, b)) if bound else None  # type: ignore[misc]
    return None


def _numeric(low: str) -> Kind | None:
    low = {"sixes": "6", "fives": "5", "fours": "4", "threes": "3", "twos": "2"}.get(low, low)
    test = _bounded(low)
    return None if test is None else lambda x: test(x.number)


_KNOWN_NAMES = re.compile(r"^[a-z]+$")


def _named(low: str, what: str) -> Kind | None:
    if what == "coin":
        word = re.sub(r"s$", "", low)
        return (lambda x: x.name == word) if word in ("head", "tail") else None
    if what == "card":
        found = re.fullmatch(
            rf"(?:(?P<c>red|black) ?)?(?P<t>(?:{'|'.join(sorted(_PACK, key=len, reverse=True))}|{'|'.join(_SUIT)}|(?:face|court|picture) card)s?(?:es)?|number(?:ed)? cards?)?(?: of (?P<s>{'|'.join(_SUIT)})s?)?(?: cards?)?", low
        )
        if not low or not found or not (found["c"] or found["t"]):
            return None
        tell = re.sub(r"(?<!e)s$|(?<=[a-z])s$", "", found["t"] or "")
        if tell.startswith("number") or (found["s"] and tell not in _PACK):
            return None

        def fits(x: Item) -> bool:
            ok = not found["c"] or x.colour == found["c"]
            ok = ok and (not found["s"] or x.suit == found["s"])
            if tell in _SUIT:
                return ok and x.suit == tell
            if tell.endswith("card"):
                return ok and x.name in ("jack", "queen", "king")
            return ok and (not tell or x.name == tell)

        return fits
    if not _KNOWN_NAMES.match(low):
        return None
    one = low.rstrip("s")
    return lambda x: x.colour == low or x.colour.rstrip("s") == one or low in x.also


_SAME = re.compile(r"^(?:they |the (?:two|2|three) [a-z]+ |both |the (?:two|2) |both [a-z]+ |all |i |you |he |she |you both )*(?:(?:are|have|is|show|be|land|come up|come out|draw|get|pick|match|be of|are of|shows?|drawn|of|on|a|the|same|gets|getting|up|both|all|matching|with) )*(?P<how>same(?: (?:colour|color|number|suit|side|face|kind|result|value|score|way up|type|rank|way))?|match|matching(?: pair)?|alike|identical|doubles?|a double|a pair|pair(?: of the same colour)?|equal|matching colours?|pair of matching [a-z]+|one colour|of one colour)$")
_DIFFER = re.compile(r"^(?:they |the (?:two|2|three) [a-z]+ |both |the (?:two|2) |i |you |he |she )*(?:(?:are|have|is|show|be|draw|get|pick|be of|are of|shows?|drawn|of|two|2|the|all|different|do|gets|getting|both) )*(?P<how>different(?: (?:colours?|colors?|numbers?|suits?|sides|faces|kinds|results|values|scores|types))?|not match|do not match|differ)$")
_TOTAL = re.compile(r"^(?:(?:the|their|a|an|my|your|of|get|getting|have|with|it|they|dice|two|2|numbers|rolling|roll|throwing|scoring|score|i|you) )*(?:total(?:s|led|ling)?|sum(?:s)?|add(?:s|ing)? up|add(?:s|ing)?|total score|combined score)(?: (?:of|is|to|be|up|the|shown|on|both|two|2|dice|numbers|scores|rolled|a|an|will|comes?|equals?|was|in|all|exactly 2))*? (?P<t>(?:is |are |be )?(?:to )?(?:not )?(?:[a-z]+ )*?[a-z0-9 ]*)$")
_DIFF = re.compile(r"^the difference (?:between (?:them|the (?:two|2)(?: [a-z]+)?) )?(?:is|of|equals|be) (?P<t>.+)$")


def _value(x: Item, how: str) -> object:
    if "suit" in how:
        return x.suit
    if x.suit:
        return x.colour if re.search(r"colou?r", how) else x.name
    return x.number or x.colour or x.name


def event(words: str, kind: str, n: int) -> Test | None:
    """The test of a row of `n` things that words want; nothing if they are not understood to the last word."""
    low = " ".join(re.sub(r"^(?:that|of|for) ", "", words.strip(" .,!?'\"")).split())
    low = re.sub(r",? (?:as a (?:simplified )?fraction|in (?:its )?(?:lowest|simplest) (?:terms|form)|exactly\?)$", "", low)
    low = re.sub(r"\b(?:(?:that )?(?:i|you|we|she|he|they) (?:draw|pick|take|pull|drew|took|picked|rolled|threw|get|got)|it contains|in (?:2|two|three|3) (?:rolls|throws|tosses|draws|flips))$", "", low).strip()
    return _event(low, kind, n, 0)


def _event(low: str, kind: str, n: int, depth: int) -> Test | None:
    if depth > 4 or not low:
        return None
    for part in (_about_all, _numbered_draws, _counted, _sequence, _single):
        if (test := part(low, kind, n)) is not None:
            return test
    for joint, join in ((r" or ", any), (r",? (?:and|but) ", all)):
        for cut in re.finditer(joint, low):
            a = _event(low[: cut.start()].removeprefix("either "), kind, n, depth + 1)
            b = _event(low[cut.end() :], kind, n, depth + 1) if a is not None else None
            if a is not None and b is not None:
                return lambda r, a=a, b=b, join=join: join((a(r), b(r)))  # type: ignore[misc]
    if found := re.match(r"^(?P<a>.+?) (?:is|are|do|does|will|did|was) not (?P<b>.+)$|^not (?P<c>.+)$", low):
        if found["c"]:
            inner = _event(found["c"], kind, n, depth + 1)
        else:
            verb = re.search(r" (?P<v>is|are|was) not ", low)
            inner = _event(f"{found['a']} {verb['v'] if verb else ''} {found['b']}".replace("  ", " "), kind, n, depth + 1) if not re.match(r"(?:both|all|each|either|at least)\b", found["a"]) else None
        return None if inner is None else lambda r: not inner(r)
    return None


def _about_all(low: str, kind: str, n: int) -> Test | None:
    """The same, different, a total, a difference."""
    if n > 1 and (found := _SAME.match(low)):
        if kind == "card" and not re.search(r"suit|colou?r|value|rank|number|pair|kind", low):
            return None
        return lambda r: len({_value(x, low) for x in r}) == 1
    if n > 1 and (found := _DIFFER.match(low)):
        if kind == "card" and not re.search(r"suit|colou?r|value|rank|number", low):
            return None
        if re.search(r"match|differ$", found["how"]) and n > 2:
            return None
        return lambda r: len({_value(x, low) for x in r}) == len(r)
    if kind in ("die", "number") and (found := _TOTAL.match(low)):
        said = re.sub(r"^(?:(?:is|are|be|to|of|an?|exactly|equals?|equal to|will be|comes to|was|up) )+", "", found["t"]).strip()
        if said.startswith("not "):
            inner = _bounded(said.removeprefix("not "))
            return None if inner is None else lambda r: not inner(sum(x.number for x in r))
        options = [_bounded(p) for p in re.split(r",? or (?!more|higher|above|less|lower|fewer|below|greater|over|under)|, ", said)]
        if options and all(o is not None for o in options):
            return lambda r: any(o(sum(x.number for x in r)) for o in options if o is not None)
    if n == 2 and kind in ("die", "number") and (found := _DIFF.match(low)):
        test = _bounded(found["t"]) if found["t"] not in ("0", "zero") else (lambda d: d == 0)
        return None if test is None else lambda r: test(abs(r[0].number - r[1].number))
    return None


_ORD = r"(?P<o>first|second|third|1st|2nd|3rd|last)"


def _numbered_draws(low: str, kind: str, n: int) -> Test | None:
    """`the second is red`, `first a red and then a blue`."""
    found = re.match(rf"^(?:(?:the|my|your|his|her|on the|that the) )*{_ORD}(?: {_THING})?(?: (?:drawn|picked|taken|rolled|tossed|i draw|you draw|thrown|chosen|out))?(?: {_SHOW})* (?P<no>not )?(?:also )?(?P<u>.+)$", low)
    if not found or n < 2:
        return None
    at = _NTH[found["o"]]
    if found["o"] in ("third", "3rd") and n < 3:
        return None
    rest = found["u"]
    joined = re.match(rf"^(?P<u>.+?),? (?:and|but) (?:(?:the|my|your|that|then|a) )*(?P<o>second|third|other|2nd|last)(?: {_THING})?(?: (?:drawn|picked|taken))?(?: {_SHOW})* ?(?P<no>not )?(?:also )?(?P<v>.+)$", rest)
    one = _kind(joined["u"] if joined else rest, kind)
    if one is None:
        return None
    no = bool(found["no"])
    if not joined:
        return lambda r: one(r[at]) != no
    other = _kind(joined["v"], kind)
    if other is None:
        return None
    then = _NTH[joined["o"]]
    if joined["o"] == "other" and n != 2:
        return None
    return lambda r: one(r[at]) != no and other(r[then]) != bool(joined["no"])


_COUNT = re.compile(
    rf"^(?:(?:{_SHOW}|there|exist|that|a total of|the|result|results) )*(?P<how>at least|at most|exactly|only|just|more than|fewer than|no more than|precisely)? ?(?P<k>\d+|one|two|three|no|none|neither|both|all|every|each|either|a|an)\b"
    rf"(?: (?:\d )?{_THING}| (?:\d|two|three)(?= (?:are|is|were|show|land|come|turn)\b)| of (?:the|these|those|them)(?: (?:\d|two|three))?(?: {_THING})?| time)*(?: (?:that|which))?(?: (?:i|you|he|she|we) (?:draw|pick|take|roll|toss)s?)?(?: {_SHOW})* ?(?P<no>not )?(?P<u>[a-z0-9].*)$"
)


def _counted(low: str, kind: str, n: int) -> Test | None:
    """`both are red`, `neither is a six`, `at least one head`, `exactly two of them are blue`."""
    found = _COUNT.match(low)
    if not found:
        after = re.match(rf"^(?:(?:they|the (?:two |three |\d )?{_THING}|{_SHOW}) )*(?P<h>both|all|neither|none)(?: (?:of them|\d))?(?: {_SHOW})* (?P<u>.+)$", low)
        if after is None or n < 2:
            return None
        found = after
        how, k, no = "", after["h"], False
    else:
        how, k, no = found["how"] or "", found["k"], bool(found["no"])
    words = re.sub(rf"(?: on (?:both|either|each|all)(?: of them| {_THING})?| in (?:total|all)| (?:each|every) time| (?:twice|both times)$)", "", found["u"])
    words = re.sub(r"^(?:(?:an?|in) )+", "", words)
    if k in ("either", "every", "each") and (how or k == "either"):
        return None
    if how == "" and k in ("a", "an", "one", "1"):
        return None
    unit = _kind(words, kind)
    if unit is None:
        return None
    if k in ("both", "all", "every", "each"):
        if k == "both" and n != 2:
            return None
        if no:
            return None
        return lambda r: all(unit(x) for x in r)
    if k in ("no", "none", "neither"):
        if how or no or (k == "neither" and n != 2):
            return None
        return lambda r: not any(unit(x) for x in r)
    number = int(k) if k.isdigit() else _NUM[k]
    if number > n:
        return None
    compare: dict[str, Callable[[int], bool]] = {
        "at least": lambda c: c >= number, "at most": lambda c: c <= number, "no more than": lambda c: c <= number, "more than": lambda c: c > number, "fewer than": lambda c: c < number,
    }  # fmt: skip
    test: Callable[[int], bool] = compare.get(how) or (lambda c: c == number)
    if how == "" and number < n and kind not in ("coin", "thing", "card"):
        return None
    return lambda r: test(sum(unit(x) != no for x in r))


_THEN = re.compile(rf"^(?:(?:{_SHOW}|first) )*(?P<a>.+?),? (?P<j>(?:and )?then|followed by) (?:{_SHOW} )*(?P<b>.+)$")
_EACH = re.compile(rf"^(?:(?:{_SHOW}) )*(?P<k>one|1|a|an|\d) (?P<a>[a-z ]+?)(?: {_THING})? and (?P<m>one|1|a|an|\d) (?P<b>[a-z ]+?)(?: {_THING})?(?: in (?:any|either) order)?$")
_ONE_EACH = re.compile(rf"^(?:{_SHOW} )*(?:one|1) of each(?: (?:colou?r|kind|type|sort))?$")


def _sequence(low: str, kind: str, n: int) -> Test | None:
    """`a red and then a blue`, `one red and one blue`, `one of each`."""
    if n > 1 and (found := _THEN.match(low)):
        one, other = _kind(found["a"], kind), _kind(found["b"], kind)
        if n != 2 or one is None or other is None:
            return None
        return lambda r, one=one, other=other: one(r[0]) and other(r[1])  # type: ignore[misc]
    if n > 1 and _ONE_EACH.match(low):
        return lambda r: len({_value(x, "") for x in r}) == len(r)
    if n > 1 and (found := _EACH.match(low)):
        k, m = (int(w) if w.isdigit() else 1 for w in (found["k"], found["m"]))
        one, other = _kind(found["a"], kind), _kind(found["b"], kind)
        if k + m == n and one is not None and other is not None:
            return lambda r: sum(one(x) for x in r) == k and sum(other(x) for x in r) == m
    return None


_LEADS = re.compile(
    rf"(?:that|it|this|he|she|i|you|we|they|one|my|your|his|her|its|the|their|a|an|{_THING}|number|colour|outcome|to|with|drawn|picked|chosen|taken|rolled|shown|top|upper|on|selected|pulled|thrown|{_SHOW})"
)


def _single(low: str, kind: str, n: int) -> Test | None:
    """`it is a six`, `you get a red one`: of one thing drawn."""
    if n != 1:
        return None
    words = re.sub(r" (?:number|one)$", "", low).split()
    for at in range(min(len(words), 9)):
        if at and not _LEADS.fullmatch(words[at - 1]):
            return None
        no = words[at] == "not"
        unit = _kind(" ".join(words[at + no :]), kind)
        if unit is not None:
            return lambda r: unit(r[0]) != no
    return None
