"""Chances where all outcomes are alike, or of events that do not touch one another: counts as equations.

Balls from a bag, dice, coins, a chance and its opposite, two independent chances. The favourable outcomes and all of
them are numbers in a claim; an option fits if it is their ratio. Knows no solver; what it does not know whole it leaves.
"""

import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import product
from math import prod

from ech0.core.types import Plan, Question
from ech0.minds.embedded.logic import places, sentences
from ech0.minds.embedded.logic.puzzles.planned import planned
from ech0.minds.embedded.logic.puzzles.scene import relation
from ech0.minds.embedded.logic.puzzles.tallies import figures

MAX_OUTCOMES, MAX_TEXT = 100_000, 900
_ASKS = re.compile(
    r"\b(?:what(?:'s| is| are)|find|give|calculate|work out|how likely)\b.*?\b(?:probability|chances?|likelihood|odds|likely)\b(?: is it)?(?: that| of| for)?(?: (?:getting|drawing|picking|rolling|throwing|it being|obtaining|seeing))?(?P<what>.*)$|^how likely is it (?P<how>.*)$"
)
_FORM = re.compile(
    r"(?:^|,? )(?:(?:please )?(?:give|write|express|state)(?: (?:it|this|your answer|the answer))? )?"
    r"(?:(?:as )?an? (?:exact |simplified |simple )?fraction(?:,? in (?:its )?(?:lowest|simplest) (?:terms|form))?"
    r"|(?:in (?:its )?)?(?:lowest|simplest) (?:terms|form))(?:,? please)?$"
)
"""How the answer is to be written, which says nothing of what is drawn."""
_STEMS = {"pulling": "pull", "drawing": "draw", "taking": "take", "picking": "pick", "choosing": "choose",
          "selecting": "select", "rolling": "roll", "throwing": "throw", "tossing": "toss", "flipping": "flip"}  # fmt: skip
_GERUND = re.compile(rf"^(?P<v>{'|'.join(_STEMS)}) (?P<r>[^,]+), (?P<q>(?:what|how|find)\b.*)$")
_DENOMINATORS = {"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5,
                 "sixth": 6, "sixths": 6, "eighth": 8, "eighths": 8, "tenth": 10, "tenths": 10}  # fmt: skip
_HOLDS = re.compile(
    r"^(?:(?:in|on|at) (?:an?|the|my|her|his|one) (?:[a-z]+ ){0,2}?(?P<within>[a-z]+),? there (?:are|is) (?P<list2>\d.*?)|there (?:are|is) (?:exactly )?(?P<lead>\d.*?) in (?:an?|the|my|her|his|our|their) (?:[a-z]+ )?(?P<in>[a-z]+)"
    r"|(?:an?|the|my|her|his|one) (?:[a-z]+ ){0,2}?(?P<of>[a-z]+) (?:contains?|holds?|has|have|with|is filled with|consists of)(?: exactly)? (?P<list>\d.*?))"
    r"(?:,? (?:all )?(?:identical|alike|the same)[a-z ,]*| and nothing else|,? and no others?)?$"
)
_DRAW = re.compile(
    r"^(?:(?:you|i|she|he|we|someone|somebody|an? [a-z]+|(?:the )?[a-z]+) (?:draws?|takes?|picks?|chooses?|selects?|pulls?|grabs?)(?: out)? (?P<k>\d+|an?|one)\b(?P<r>.*)"
    r"|(?P<k2>\d+|an?|one) (?P<noun>[a-z]+)s? (?:is|are) (?:drawn|taken|picked|chosen|selected|pulled)(?: out)?\b(?P<r2>.*))$"
)
_RANDOM = frozenset("at random randomly blindly without looking from it the bag box jar drawer urn out with replacement replacing them first one of ball balls sweet sweets marble marbles sock socks card cards counter counters and is are eyes closed her his your".split())  # fmt: skip
_P = r"(?P<{}>\d+(?:\.\d+)?%|0?\.\d+|1/\d+|\d+/\d+|\d+ (?:in|out of) \d+|\d+(?:\.\d+)? per ?cent)"


def plan(question: Question, tag: str) -> Plan | None:
    """A plan, if a chance is asked for that one of the forms here gives; else nothing."""
    text, inline = sentences.inline(question.text)
    options = question.options or inline
    if len(text) > MAX_TEXT or len(options) < 2 or not re.search(r"\b(?:probability|chances?|likelihood|likely|odds)\b", text, re.IGNORECASE):
        return None
    ratios = [ratio(o) for o in options]
    if any(r is None for r in ratios):
        return None
    said = [_FORM.sub("", figures(s).rstrip(" .?!:")) for s in sentences.split(text)]
    said = [s for s in said if s]
    if not said:
        return None
    if gerund := _GERUND.match(said[-1]):
        said[-1:] = [f"you {_STEMS[gerund['v']]} {gerund['r']}", gerund["q"]]
    opened = re.match(r"^(?P<head>(?:if|when|suppose) .+?), (?P<q>(?:what|how|find)\b.*)$", said[-1])
    if opened:
        said[-1:] = [re.sub(r"^(?:if|when|suppose) ", "", opened["head"]), opened["q"]]
    found = _ASKS.search(said[-1])
    if not found or re.search(r"\b(?:given|knowing|know|suppose|if)\b", said[-1][: found.start()]):
        return None
    told = [p for s in said[:-1] for p in re.split(r"(?:,|;) and (?=(?:you|one|a|\d+) )| and (?=(?:you (?:draw|take|pick)|1 [a-z]+ is|then 1 ))", s)]
    what = re.sub(r"(?<=[a-z])n't\b", " not", found["how"] or found["what"] or "")
    what = re.sub(r"^(?: that| of| it| is|,)+ ", " ", f"{what} ").strip(" ,?")
    what = re.sub(r"^(?:it )?to (?:get|show|roll|throw|draw|pick|land on|be|obtain|come up with) ", "", what)
    for form in (_urn, _dice, _coins, _cards, _stated):
        counts = form(told, what)
        if counts is not None:
            good, every, because = counts
            if not 0 <= good <= every or every > MAX_OUTCOMES:
                return None
            constraints = (relation(f"good == {good}", because), relation(f"every == {every}", because))
            picks = [
                relation(f"good * {r.denominator} == every * {r.numerator}", o)
                for r, o in zip(ratios, options, strict=True)
                if r is not None
            ]
            ranges = {"good": (0, MAX_OUTCOMES), "every": (1, MAX_OUTCOMES)}
            return planned(question.text, ranges, constraints, picks, tag=tag, form="a chance")
    return None


def ratio(option: str) -> Fraction | None:
    """`3/8`, `37.5%`, `0.375`, `3 in 8`, `three eighths` as a ratio; nothing if it is no chance."""
    low = re.sub(r"^\s*\(?[a-j][).:]\s+", "", option.strip().lower()).strip(" .")
    low = re.sub(r"^(?:about|exactly|roughly) ", "", low)
    words = re.fullmatch(r"(?:a |one |(?P<n>[a-z]+) )?(?P<d>half|thirds?|quarters?|fifths?|sixths?|eighths?|tenths?)", low)
    if words:
        return Fraction(places.NUMBERS.get(words["n"] or "one", 0) or 1, _DENOMINATORS[words["d"]])
    low = figures(low)
    found = re.fullmatch(r"(?P<a>\d+) ?(?:/| in | out of )(?P<b>\d+)", low) or re.fullmatch(r"(?P<p>\d+(?:\.\d+)?) ?(?:%|per ?cent)", low)
    if found and "p" in found.groupdict():
        return Fraction(found["p"]) / 100
    if found:
        return Fraction(int(found["a"]), int(found["b"])) if int(found["b"]) else None
    return Fraction(low) if re.fullmatch(r"(?:0?\.\d{1,6}|0|1)", low) else None


# --- a bag --------------------------------------------------------------------------------------------------------------


def _urn(told: Sequence[str], what: str) -> tuple[int, int, str] | None:
    if not 1 <= len(told) <= 3:
        return None
    held = _HOLDS.match(told[0])
    if not held:
        return None
    counts = _contents(held["list"] or held["lead"] or held["list2"])
    if counts is None:
        return None
    colours, nouns = counts
    number, back = 1, False
    for part in told[1:]:
        thing = _DRAW.match(part.removeprefix("then ").strip())
        if thing and (called := re.match(r" (?P<n>[a-z]+)\b", thing["r"] or "")):
            nouns |= {called["n"]} - _RANDOM - set(colours)
        drawn = _drawn(part, nouns)
        if drawn is None:
            return None
        number, back = drawn
    if len(told) == 1:
        only = re.match(r"^(?P<what>.+?)(?:,? (?:if|when) .*)$", what)
        drawn = _drawn(re.sub(r"^.*?,? (?:if|when) ", "", what), nouns) if only else None
        if only and drawn:
            what, (number, back) = only["what"], drawn
    total = sum(colours.values())
    if number == 1:
        wanted = _colours(what, colours, nouns)
        return None if wanted is None else (sum(colours[c] for c in wanted), total, told[0])
    return _two(what, colours, nouns, back, told[0]) if number == 2 else None


def _contents(listed: str) -> tuple[dict[str, int], frozenset[str]] | None:
    parts = [p for p in re.split(r",? and |, ", listed) if p]
    colours: dict[str, int] = {}
    nouns: set[str] = set()
    for part in parts:
        found = re.fullmatch(r"(?P<n>\d+) (?P<c>[a-z-]+)(?: (?P<noun>[a-z]+|ones?))?", part.strip())
        if not found or found["c"] in colours:
            return None
        colours[found["c"]] = int(found["n"])
        if found["noun"]:
            nouns |= {found["noun"], found["noun"].rstrip("s")}
    if len(colours) < 2 or (not nouns and len(parts) < 2):
        return None
    return colours, frozenset(nouns | {"one", "ones"})


def _drawn(part: str, nouns: frozenset[str]) -> tuple[int, bool] | None:
    """How many are drawn, and whether each is put back; nothing if more is said."""
    found = _DRAW.match(part.removeprefix("then ").strip())
    if not found:
        return None
    number = {"a": 1, "an": 1, "one": 1}.get(found["k"] or found["k2"], 0) or int(found["k"] or found["k2"])
    rest = set(re.findall(r"[a-z]+", found["r"] or found["r2"] or ""))
    if rest - _RANDOM - nouns - {"after", "another", "other"}:
        return None
    back = "with replacement" in part
    if number > 1 and not back and "without" not in rest and "replacement" in rest:
        return None
    return number, back


def _colours(what: str, colours: dict[str, int], nouns: frozenset[str]) -> set[str] | None:
    """The colours that are wanted of one thing."""
    words = re.sub(r"\b(?:that|it|is|being|will be|be|drawn|picked|taken|an?|the|of|chosen|selected|turns? out to be|either|1)\b", " ", what)
    tokens = [w for w in re.findall(r"[a-z-]+", words) if w not in nouns and w not in ("ball", "you", "draw", "get", "getting")]
    plain = {c: c for c in colours} | {c.rstrip("s"): c for c in colours}
    negated = bool(tokens) and tokens[0] in ("not", "neither", "non")
    tokens = [t for t in tokens if t not in ("not", "neither", "nor", "or", "non")]
    if not tokens or any(t not in plain for t in tokens):
        return None
    named = {plain[t] for t in tokens}
    if " and " in what:
        return None
    return set(colours) - named if negated else named


def _two(what: str, colours: dict[str, int], nouns: frozenset[str], back: bool, text: str) -> tuple[int, int, str] | None:
    total = sum(colours.values())
    every = total * (total if back else total - 1)
    same = {c: n * (n if back else n - 1) for c, n in colours.items()}
    low = re.sub(r"\b(?:that|they|are|the|of|them|balls?|being|will be|be|it)\b", " ", what)
    tokens = [w for w in re.findall(r"[a-z0-9]+", low) if w not in nouns]
    if tokens in (["same", "colour"], ["same", "color"], ["both", "same", "colour"], ["both", "same", "color"], ["same", "kind"]):
        return sum(same.values()), every, text
    if tokens in (["different", "colours"], ["different", "colors"], ["different", "colour"]):
        return every - sum(same.values()), every, text
    if len(tokens) == 2 and tokens[0] in ("both", "2", "neither") and tokens[1] in colours:
        colour, left = tokens[1], total - colours[tokens[1]]
        return (same[colour] if tokens[0] != "neither" else left * (left if back else left - 1)), every, text
    found = re.fullmatch(r"at least (?:1|one) (\w+)", " ".join(tokens))
    if found and found[1] in colours:
        left = total - colours[found[1]]
        return every - left * (left if back else left - 1), every, text
    return None


# --- dice and coins -----------------------------------------------------------------------------------------------------

_DIE = re.compile(
    r"^(?:you (?:roll|throw)|i (?:roll|throw)|(?:she|he) (?:rolls|throws))?(?: ?(?P<k>an?|1|2|3|the|two))?(?: (?:fair|ordinary|standard|normal|unbiased|regular))*(?: (?:6|six)-sided)?(?:,? (?:6|six)-sided)? (?:die|dice|cube)(?: numbered 1 to 6)?(?: (?:is|are))?(?: (?:rolled|thrown|tossed))?(?: (?:once|1 time|one time|at the same time|together|(?P<twice>twice|2 times|3 times)))?(?: each)?$"
)
_COIN = re.compile(
    r"^(?:you (?:toss|flip)|i (?:toss|flip)|(?:she|he) (?:tosses|flips))?(?: ?(?P<k>an?|1|2|3|4|5|the))?(?: (?:fair|ordinary|unbiased|normal|standard))*,? coins?(?: (?:is|are))?(?: (?:tossed|flipped|thrown))?(?: (?P<t>once|twice|(?P<n>\d) times|at the same time|together))?(?: in a row)?$"
)
_TEST = {
    "even": {2, 4, 6}, "odd": {1, 3, 5}, "prime": {2, 3, 5}, "a multiple of 3": {3, 6}, "divisible by 3": {3, 6},
    "a multiple of 2": {2, 4, 6},
}  # fmt: skip


def _dice(told: Sequence[str], what: str) -> tuple[int, int, str] | None:
    if not told and (found := re.match(r"^(?P<w>.+?) (?:when|if|with|on|in|from|by) (?P<d>.*\bdi(?:c?e)\b.*)$", what)):
        told, what = [found["d"]], found["w"]
    if len(told) != 1 or not (thrown := _DIE.match(re.sub(r"^(?:rolling|throwing|one roll of|a roll of|a single roll of|one throw of) ", "", told[0]))):
        return None
    number = {"2": 2, "3": 3, "two": 2}.get(thrown["k"] or "", 1)
    if thrown["twice"]:
        number = 3 if thrown["twice"].startswith("3") else 2
    rows = list(product(range(1, 7), repeat=number))
    low = re.sub(r"^(?:that )?(?:the |it |you |an? )?(?:result|number|score|outcome|face|roll|die|dice|get|getting|throw|shows?|rolling|showing|comes? up|lands? on|is|are|be|will|(?:number )?(?:rolled|shown|that (?:comes|turns) up))\b(?: (?:is|are|be|on|will be|shows?|up))*", "", what).strip()
    low = re.sub(r"^(?:an?|the) (?=(?:number|score|result|\d|prime|even|odd))", "", low)
    low = re.sub(r"^(?:number|score|result|one) (?:that is |which is )?", "", low)
    low = re.sub(r"^(?:an?) (?=even|odd|prime|\d)", "", low).removesuffix(" number")
    if number == 1:
        test = _faces(low)
        return None if test is None else (len(test), 6, told[0])
    summed = re.match(r"^(?:that )?(?:the |their |a )?(?:sum|total)(?: of)?(?: the| both| their)?(?: (?:two|2|3))?(?: (?:numbers|dice|scores|faces|results|points|spots))?(?: (?:shown|rolled|thrown))? ?(?:is|of|equals|being|comes to|will be)? ?(?P<w>.+)$", what)
    if summed:
        test = _range(summed["w"], number * 6)
        return None if test is None else (sum(sum(r) in test for r in rows), len(rows), told[0])
    if re.search(r"\b(?:same number|doubles?|a double|equal|the same)\b", what) and not re.search(r"\bnot\b|\bno\b|n't", what):
        return sum(len(set(r)) == 1 for r in rows), len(rows), told[0]
    if found := re.fullmatch(r"(?:that )?(?:you )?(?:get |getting |there is )?at least (?:1|one) (?P<f>\d|six|even number|odd number)(?: is (?:rolled|thrown))?", what):
        test = _faces(found["f"].removesuffix(" number"))
        return None if test is None else (sum(any(x in test for x in r) for r in rows), len(rows), told[0])
    if found := re.fullmatch(r"(?:that )?(?:both|2|all)(?: of)?(?: the| them)?(?: dice| numbers| rolls| throws)? ?(?:are|show|come up|land on|rolls|is)? ?(?P<f>[a-z0-9 ]+)", what):
        test = _faces(re.sub(r"(?<=\d)s$|es$", "", found["f"].strip()).removesuffix("s"))
        return None if test is None else (sum(all(x in test for x in r) for r in rows), len(rows), told[0])
    return None


def _faces(low: str) -> set[int] | None:
    if low in _TEST:
        return _TEST[low]
    return _range(low, 6)


def _range(low: str, most: int) -> set[int] | None:
    low = re.sub(r"^(?:is |a number |an? )+", "", low.strip())
    every = set(range(1, most + 1))
    if low in ("even", "odd"):
        return {x for x in every if x % 2 == (low == "odd")}
    if found := re.fullmatch(r"(?:not |anything but |other than )(?:an? )?(\d+)", low):
        return every - {int(found[1])}
    if found := re.fullmatch(r"(?:exactly )?(\d+)(?: or (\d+))?", low):
        return {int(x) for x in found.groups() if x} & every
    tests: tuple[tuple[str, Callable[[int, int], bool]], ...] = (
        (r"(?:greater|more|higher|bigger|larger) than (\d+)|over (\d+)|above (\d+)", lambda x, n: x > n),
        (r"(?:less|smaller|lower|fewer) than (\d+)|under (\d+)|below (\d+)", lambda x, n: x < n),
        (r"at least (\d+)|(\d+) or (?:more|higher|above|greater)", lambda x, n: x >= n),
        (r"at most (\d+)|(\d+) or (?:less|lower|fewer|below)", lambda x, n: x <= n),
    )
    for pattern, test in tests:
        if found := re.fullmatch(pattern, low):
            bound = int(next(g for g in found.groups() if g))
            return {x for x in every if test(x, bound)}
    return None


def _coins(told: Sequence[str], what: str) -> tuple[int, int, str] | None:
    if not told and (found := re.match(r"^(?P<w>.+?) (?:when|if|in|with|from|on) (?P<d>.*\bcoins?\b.*|\d (?:coin )?(?:tosses|flips).*)$", what)):
        told, what = [found["d"]], found["w"]
    if len(told) != 1 or not (tossed := _COIN.match(told[0])):
        return None
    times = {"once": 1, "twice": 2}.get(tossed["t"] or "once", 0) or int(tossed["n"] or 0) or 1
    number = times * (int(tossed["k"]) if (tossed["k"] or "").isdigit() else 1)
    if not 1 <= number <= 10:
        return None
    low = re.sub(r"^(?:that )?(?:you |it |they |we |there (?:is|are|will be) )?(?:the coins? )?(?:get |gets |getting |obtain |lands? |land |comes? up |come up |shows? |show |are |is |turn up )*(?:on )?", "", what)
    low = re.sub(r"\b(?:time|times|of them|the coins?|coins?|tosses|flips|land|come|up|show|are|in all|out of \d)\b", " ", low)
    low = re.sub(r"\bat least one\b", "at least 1", " ".join(low.split()))
    side = r"(?P<s>heads?|tails?)"
    for pattern, test in (
        (rf"(?:exactly |only )?(?P<k>\d+|a|no|all|both) {side}", None),
        (rf"{side}(?: every| both| each| all)?(?: (?P<k>\d+|all))?", None),
        (rf"at least (?P<k>\d+|a) {side}", ">="),
        (rf"at most (?P<k>\d+) {side}", "<="),
        (rf"(?P<k>exactly) one {side}", "one"),
    ):
        found = re.fullmatch(pattern, low)
        if not found:
            continue
        groups = found.groupdict()
        k = {"a": 1, "no": 0, "all": number, "both": number, "exactly": 1, None: number}.get(groups.get("k"), -1)
        k = int(groups["k"]) if k < 0 else k
        if groups.get("k") is None and number > 1 and not re.search(r"\b(?:every|both|each|all)\b", low):
            return None
        hits = [_choose(number, n) for n in range(number + 1) if (n >= k if test == ">=" else n <= k if test == "<=" else n == k)]
        return sum(hits), 2**number, told[0]
    if re.fullmatch(r"(?:both |all )?(?:the )?same(?: (?:side|face|result))?", low):
        return 2, 2**number, told[0]
    return None


def _choose(n: int, k: int) -> int:
    return prod(range(n - k + 1, n + 1)) // prod(range(1, k + 1))


# --- a pack of cards ----------------------------------------------------------------------------------------------------

_PACK = r"(?:an?|the)(?: (?:fair|ordinary|normal|standard|regular|full|complete|shuffled|well-shuffled|52-card))* (?:pack|deck)(?: of (?:52(?: (?:playing )?cards)?|playing cards|cards))?"
_CARD = re.compile(
    rf"^(?:[a-z]+ (?:draws?|takes?|picks?|chooses?|selects?|pulls?)(?: out)? (?:1|an?) card|(?:1|an?) card is (?:drawn|taken|picked|chosen|selected))(?: at random)? (?:from|out of) {_PACK}(?: at random)?$"
)
_SUITS = ("heart", "diamond", "club", "spade")
_RANKS = ("ace", "2", "3", "4", "5", "6", "7", "8", "9", "10", "jack", "queen", "king")
_COURT = ("jack", "queen", "king")
_COLOUR = {"red": _SUITS[:2], "black": _SUITS[2:]}


def _cards(told: Sequence[str], what: str) -> tuple[int, int, str] | None:
    """One card out of 52: so many of them are of a suit, a rank, a colour, or of one or another of these."""
    if len(told) != 1 or not _CARD.match(told[0]):
        return None
    low = re.sub(r"^(?:that )?(?:the card|she|he|it|you|they)?(?:'s| is| will be| draws?| gets?)? ?(?:drawn )?(?:either )?", "", what)
    denied = low.startswith("not ")
    good: set[tuple[str, str]] = set()
    for part in re.split(r",? or |, ", low.removeprefix("not ")):
        cards = _held(re.sub(r"^(?:being |drawing |getting )?(?:an? |the )?", "", part.strip()))
        if cards is None:
            return None
        good |= cards
    return 52 - len(good) if denied else len(good), 52, told[0]


def _held(words: str) -> set[tuple[str, str]] | None:
    """The cards of a pack that words name: `heart`, `red king`, `ace of spades`, `court card`."""
    every = {(r, s) for r in _RANKS for s in _SUITS}
    found = re.fullmatch(
        rf"(?:(?P<c>red|black) ?)?(?P<t>{'|'.join((*_RANKS, *_SUITS))}|(?:face|court|picture) card|card)?(?: of (?P<s>{'|'.join(_SUITS)})s)?",
        words,
    )
    if not words or not found or (found["t"] == "card" and not found["c"]):
        return None
    what = found["t"] or ""
    if found["s"] and what not in _RANKS:
        return None
    suits = {found["s"]} if found["s"] else set(_COLOUR.get(found["c"] or "", _SUITS))
    suits &= {what} if what in _SUITS else set(_SUITS)
    ranks = {what} if what in _RANKS else set(_COURT) if what.split()[:1] in (["face"], ["court"], ["picture"]) else set(_RANKS)
    return {c for c in every if c[0] in ranks and c[1] in suits}


# --- stated chances -----------------------------------------------------------------------------------------------------


def _chance(words: str) -> Fraction | None:
    return ratio(words.replace(" out of ", "/").replace(" in ", "/"))


_INDEPENDENT = re.compile(r"\bindependent(?:ly)?\b")
_CHANCE = re.compile(r"(?<![\d.])(?:\d+(?:\.\d+)?(?:%| per ?cent)|0?\.\d+|\d+/\d+|\d+ in \d+)(?![\d.]*\d)")


def _stated(told: Sequence[str], what: str) -> tuple[int, int, str] | None:
    """One chance and its opposite; two independent ones and how many of them come true; one of several alike."""
    text = re.sub(r"\b(?:the|these) [23] (?=[a-z]+ are independent\b)", "the ", ". ".join(t.strip(" ;") for t in told))
    found = [f for m in _CHANCE.finditer(text) if (f := _chance(m[0])) is not None]
    rest = re.sub(_CHANCE, " ", text)
    if not found or re.search(r"\d", re.sub(r"\b[23] times\b", "", rest)) or any(not 0 <= f <= 1 for f in found) or re.search(r"\bgiven\b|\bif\b|\bof those\b", text):
        return None
    independent = bool(_INDEPENDENT.search(text) or _INDEPENDENT.search(what))
    low = re.sub(r"\b(?:independent(?:ly)?|exactly 1)\b", lambda m: "exactly one" if m[0].startswith("ex") else "", what)
    low = re.sub(r"\bat least 1\b", "at least one", low)
    how = next((n for n, p in _HOW if re.search(p, low)), "")
    if len(found) == 1 and not independent:
        if how or len(told) != 1 or not re.search(r"\bnot\b|n't|\bfails?\b|\bmiss(?:es)?\b", what):
            return None
        return _over(1 - found[0], text) if _about(text, what) else None
    times = {"twice": 2, "2 times": 2, "both times": 2, "3 times": 3, "all 3 times": 3}
    if len(found) == 1 and independent and (often := [n for w, n in times.items() if re.search(rf"\b{w}\b", f"{rest}. {low}")]):
        found = found * max(often)
        low = re.sub(r"\b(?:all )?[23] times\b", "all times", low)
    if len(found) == 1 and (several := re.search(r"\b(?P<n>2|3|4)\b", low)) and not re.search(r"\d", low.replace(several[0], "", 1)):
        found = found * int(several["n"])
    if not independent or len(found) < 2 or not how:
        return None
    if re.search(r"\d", re.sub(r"\b[234]\b", "", low, count=1)):
        return None
    chances = found if how == "all" else [1 - f for f in found]
    if how in ("all", "none"):
        return _over(_product(chances), text)
    if how == "some":
        return _over(1 - _product(chances), text)
    one = Fraction(0)
    for n, chance in enumerate(found):
        one += chance * _product([1 - f for m, f in enumerate(found) if m != n])
    return _over(one, text)


def _product(chances: Sequence[Fraction]) -> Fraction:
    out = Fraction(1)
    for chance in chances:
        out *= chance
    return out


_HOW = (
    ("none", r"\bneither\b|\bnone\b|\bno (?:one|\w+) (?:of|will|is)\b|\bboth (?:fail|miss)|\bon neither\b"),
    ("some", r"\bat least one\b"),
    ("one", r"\b(?:exactly|only|just) one\b"),
    ("all", r"\bboth\b|\ball\b"),
)


def _about(text: str, what: str) -> bool:
    """Whether what is asked denies what the chance was told of, in the same words."""
    common = re.compile(r"\b(?:the|an?|is|are|be|that|it|will|not|does|do|did|won't|isn't|doesn't|chance|probability|of|there|in|on|to|has|have)\b")
    asked = {w[:4] for w in re.findall(r"[a-z]+", common.sub(" ", what.replace("n't", " not")))}
    return bool(asked) and asked <= {w[:4] for w in re.findall(r"[a-z]+", common.sub(" ", text))}


def _over(chance: Fraction, text: str) -> tuple[int, int, str]:
    return chance.numerator, chance.denominator, text
