"""Chances of dice, coins, cards, balls and numbered things by listing every outcome: what is drawn, known and asked.

An outcome is the row of things drawn; an event is a test of a row. Every word of the source, of what is known and of
what is asked has to be understood. Knows no solver.
"""

import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import permutations, product
from math import comb
from typing import NamedTuple

from ech0.core.types import Plan, Question
from ech0.minds.embedded.logic import sentences
from ech0.minds.embedded.logic.options import meaning
from ech0.minds.embedded.logic.puzzles.draws import ratio
from ech0.minds.embedded.logic.puzzles.events import Item, Row, Test, event
from ech0.minds.embedded.logic.puzzles.overlaps import written
from ech0.minds.embedded.logic.puzzles.planned import planned
from ech0.minds.embedded.logic.puzzles.scene import relation
from ech0.minds.embedded.logic.puzzles.tallies import figures

MAX_TEXT, MAX_ROWS = 700, 150_000


class Source(NamedTuple):
    """The rows that may be drawn, all alike; what one thing of a row is called; whether the rows have an order."""

    rows: Sequence[Row]
    kind: str


def plan(question: Question, tag: str) -> Plan | None:
    """A plan, if a chance is asked for that listing outcomes gives; else nothing."""
    text, inline = sentences.inline(question.text)
    options = question.options or inline
    if len(text) > MAX_TEXT or len(options) < 2 or not re.search(r"\b(?:probab|chance|likel|odds)", text, re.IGNORECASE):
        return None
    ratios = [ratio(o) for o in options]
    open_ = [n for n, o in enumerate(options) if ratios[n] is None and meaning(o) == "unknown"]
    if sum(r is None for r in ratios) > len(open_) or len(open_) > 1:
        return None
    found = _chance([written(figures(s)).strip(" .?!") for s in sentences.split(text)])
    if found is None:
        return None
    good, every = found.numerator, found.denominator
    made = (relation(f"good == {good}", text), relation(f"every == {every}", text))
    picks = [
        relation(f"good * {r.denominator} == every * {r.numerator}" if r is not None else "every == 0", o)
        for r, o in zip(ratios, options, strict=True)
    ]
    if max(good, every) > 100_000:
        return None
    return planned(text, {"good": (0, 100_000), "every": (1, 100_000)}, made, picks, tag=tag, form="a chance of draws")


_ASK = re.compile(
    r"^(?:(?:so|then|now|and),? )?(?:(?:what is|what are|what was|what would be|find|give|calculate|work out|determine|state|tell me|compute|i want|i need) )?(?:me )?(?:the |my |her |his |our )?(?:exact )?"
    r"(?:probability|chances?|likelihood|odds)(?:,? as a (?:probability|fraction),?)?(?: is there| are there| now| then)?(?: that| of| for)?,? (?P<w>.+)$"
    r"|^(?:(?:so|then|now|and),? )?how (?:likely|probable) (?:is it(?: that| to)|am i to|are you to|is he to|is she to|are we to)? ?(?P<h>.+)$"
    r"|^with what probability (?:will|do|does|is|are) (?P<p>.+)$"
)
_LEAD = re.compile(r"^(?P<c>(?:if|when|suppose|given that|after|you|i) [^,]+), (?P<q>(?:what|find|how|calculate|work out|give|determine)\b.+)$")
_GIVEN = re.compile(r"^(?P<w>.+?),? (?:given(?: that)?|if you know(?: that)?|if we know(?: that)?|if i know(?: that)?|knowing(?: that)?|if it is known that|assuming(?: that)?|provided(?: that)?|if) (?P<g>.+)$")
_KNOWN = re.compile(
    r"^(?:(?:and|but|then|now|so|well|however|suppose|luckily|it turns out|it turned out|as it turns out|you know|we know|i know|it is known|it so happens|given),? (?:that )?)*"
    r"(?:(?:my|a|her|his|your|the|someone|somebody|he|she|you|i|we|they|[a-z]+)? ?(?:[a-z]+ )?(?:and )?(?:peeks?|peeked|looks?|looked|glances?|tells?|told|says?|said|sees?|saw|notices?|noticed|learns?|learned|learnt|hears?|heard|announces?|announced|reveals?|revealed|reports?|informs?|informed|knows?|am told|are told|is told|can see|could see)"
    r"(?: (?:at it|only|you|me|us|her|him|it|them|and|sees?|says?|tells?|told|see|saw|one|out|quickly|truthfully))*(?: that)?[,:]? )?(?P<c>.+)$"
)


_PART = re.compile(r": |; |,? and (?=(?:i am|we are|you are) told\b|it is known\b)|,? and (?=(?:peek|look|glance|sees?|saw|tells?|told|notices?|finds?|found|learns?|says?|said|announces?|reveals?)\w*\b)|,? and (?=(?:it|they) (?:is|are|was|were|shows?|showed|comes?|came|lands?|landed|turns?|turned)\b)")
_LOOKS = re.compile(r"(?:peeks?|peeked|looks?|looked)(?: at it)?|(?:i|you|she|he) (?:keep|keeps|kept) it")
_TWICE = re.compile(
    r"\b(?P<w>[a-z]+(?: [a-z]+)?) (?P<v>draw|take|pick|pull|choose|select|remove|grab)(?P<s>s|es)?(?: out)? (?:1|an?|one)(?: (?P<n>[a-z]+))?(?: out)?(?: at random)?,? (?:and )?(?:then )?(?P<b>(?:puts? (?:it|that) back|replaces? it|returns? it(?: to the [a-z]+)?)|(?:keeps? it|eats? it|(?:do|does|did) not (?:put it back|replace it)|without (?:putting it back|replacing it)|puts? it (?:aside|to one side|on the table|in (?:my|her|his) pocket)))?,? ?(?:and )?(?:then )?(?:(?:draw|take|pick|pull|choose|select|remove|grab)(?:s|es)? )?(?:out )?(?:another|a second|a 2nd|one more|a further)(?: (?:one|[a-z]+))?(?: at random)?$"
)


def _again(text: str) -> str:
    """One thing drawn, put back or not, and another: two drawn with or without replacement."""

    def both(m: re.Match[str]) -> str:
        back = m["b"] and re.match(r"puts? (?:it|that) back|replaces? it|returns? it", m["b"])
        return f"2 {m['n'] or 'things'} are drawn {'with' if back else 'without'} replacement"

    return _TWICE.sub(both, text)


def _chance(said: list[str]) -> Fraction | None:
    if not said:
        return None
    asking = said[-1]
    told = [p.strip() for t in said[:-1] for p in _PART.split(_again(t)) if p.strip() and not _LOOKS.fullmatch(p.strip())]
    if (cut := asking.rfind(": ")) > 0 and _ASK.match(asking[cut + 2 :]):
        told, asking = [*told, asking[:cut]], asking[cut + 2 :]
    if found := _LEAD.match(asking):
        told, asking = [*told, found["c"]], found["q"]
    asked = _ASK.match(asking)
    if asked is None:
        return None
    what = asked["w"] or asked["h"] or asked["p"]
    known: list[str] = []
    if found := _GIVEN.match(what):
        what, more = found["w"], found["g"]
        known.append(more)
    if not told and (found := re.match(r"^(?P<w>.+?) (?:when|if|in|with|from|on|by|using) (?P<d>(?:2|3|two|three|a|an|one) (?:fair |ordinary |normal )?(?:di(?:e|ce)|coins?)|(?:(?:you|i|we|she|he) )?(?:roll|throw|toss|flip|draw|pick|deal)[a-z]* .+|(?:an?|one|two|three|\d) (?:rolls?|throws?|tosses|flips|draws?) of .+)$", what)):
        told, what = [found["d"]], found["w"]
    source, rest = _source(told, what)
    if source is None:
        return None
    tests: list[Test] = []
    for part in (*rest, *known):
        test = _known(part, source)
        if test is None:
            return None
        tests.append(test)
    wanted = event(what, source.kind, len(source.rows[0]))
    if wanted is None:
        return None
    kept = [r for r in source.rows if all(t(r) for t in tests)]
    good = sum(wanted(r) for r in kept)
    if not 0 < good < len(kept):  # what never or always comes is likelier to be misread than asked
        return None
    return Fraction(good, len(kept))


def _known(part: str, source: Source) -> Test | None:
    found = _KNOWN.match(part)
    for words in dict.fromkeys((part, found["c"] if found else part)):
        for cut in (words, re.sub(r",? (?:and|but|which) (?:it )?(?:is|was|are) (?:not|never) (?:put back|replaced|returned)$|,? and (?:i |you |she |he )?(?:keep|eat|eats|ate|kept|keeps) it$", "", words)):
            if (test := event(cut, source.kind, len(source.rows[0]))) is not None:
                return test
    return None


# --- what is drawn from -------------------------------------------------------------------------------------------------

_EMPTY = re.compile(
    r"\b(?:fair|ordinary|unbiased|normal|standard|regular|identical|well-shuffled|shuffled|at random|randomly|blindly|without looking|in the dark|one after (?:the other|another)|one by one|with (?:my|your|her|his) eyes (?:shut|closed)|usual|plain"
    r"|full|complete|thoroughly|simultaneously|at the same time|at once|together|same|just|only|exactly|obviously|of course|6-sided|six-sided|cubic|playing|a total of|equally likely|opaque|big|small|large|little|old|black velvet|cloth|otherwise|in all|altogether)\b,?"
)
_N = r"(?:\d+|an?|one|another|the|some|both)"
_WHO = r"(?:i|you|we|she|he|they|someone|somebody|a (?:child|man|woman|player|boy|girl|student|friend|teacher)|my [a-z]+|[a-z]+)"
_ROLL = r"(?:roll(?:s|ed|ing)?|throw(?:s|n|ing)?|threw|toss(?:es|ed|ing)?|cast|flip(?:s|ped|ping)?|spin(?:s|ning)?|spun)\b"
_DRAW = r"(?:draw(?:s|n|ing)?|drew|tak(?:e|es|en|ing)|took|pick(?:s|ed|ing)?|pull(?:s|ed|ing)?|grab(?:s|bed)?|choos(?:e|es)|chosen|chose|select(?:s|ed)?|deal(?:s|t)?|reach(?:es)? in and (?:takes?|draws?|pulls?)|remove[sd]?|eats?|ate|fish(?:es|ed)?|turn(?:s|ed)? over|turned up|buy(?:s)?|bought|opens?|opened|inspect(?:s|ed)?|test(?:s|ed)?)\b"
_TIMES = {"once": 1, "twice": 2, "thrice": 3, "one time": 1}


def _source(told: Sequence[str], what: str) -> tuple[Source | None, list[str]]:
    """The source that the first sentences describe, and the sentences that are left: what is known."""
    plain = [" ".join(_EMPTY.sub(" ", t).replace(" ,", ",").split()).strip(" ,;") for t in told]
    plain = [re.sub(r" (?:are|is|were)(?: shuffled)? and (?=1 )", ". ", p) for p in plain]
    if not any(_DRAWS.search(t) for t in (*plain, what)):
        return None, []
    for upto in range(len(plain), 0, -1):
        text = ". ".join(plain[:upto])
        for form in (_dice, _coins, _pack, _marked, _bag, _numbered):
            if (rows := form(text)) is not None:
                return rows, list(told[upto:])
    return None, []


def _count(word: str) -> int:
    return int(word) if word.isdigit() else 1


_DRAWS = re.compile(rf"\b(?:{_ROLL}|{_DRAW}|dice|die|coins?|one|1|picking|drawing|getting|rolling|random|chosen|spinner)\b")
_DICE = re.compile(rf"^(?:(?:if|when|suppose) )?(?:(?:{_WHO} )?(?:{_ROLL}|have|has) )?(?P<n>{_N}) (?:(?P<s>\d+)-sided )?(?:di(?:e|ce))(?: (?:and (?:another|a second|one more)(?: di(?:e|ce))?|are|is|were|was|{_ROLL}|have been|has been|each|with (?:faces|sides) (?:numbered )?1 to \d+))*(?: (?P<t>once|twice|thrice|\d times))?(?: and (?:peeked|peek|look|looked|the (?:numbers|scores|results) (?:are )?added(?: up| together)?))?(?: in a row)?$")


def _dice(text: str) -> Source | None:
    """So many dice, or one so many times."""
    found = _DICE.match(re.sub(r"^(?:a|one) (?P<c>red|white|first|blue|green) di(?:e|ce) and (?:a|one) (?:[a-z]+ )?di(?:e|ce)", "2 dice", text))
    if not found:
        return None
    sides = int(found["s"] or 6)
    times = _TIMES.get(found["t"] or "once") or int((found["t"] or "1")[0])
    n = (2 if found["n"] == "both" or " another" in text or " a second" in text else _count(found["n"])) * times
    if not 1 <= n <= 4 or sides > 20 or sides**n > MAX_ROWS:
        return None
    return Source(list(product([Item(number=k) for k in range(1, sides + 1)], repeat=n)), "die")


_COIN = re.compile(rf"^(?:(?:if|when|suppose) )?(?:(?:{_WHO} )?(?:{_ROLL}|have|has) )?(?P<n>{_N})(?: (?:different|two-sided|pound|euro))? coins?(?: (?:is|are|was|were|gets|get|has been|have been))?(?: {_ROLL})?(?: (?P<t>once|twice|thrice|\d times))?(?: in a row)?$")


def _coins(text: str) -> Source | None:
    """So many coins, or one so many times."""
    found = _COIN.match(text)
    if not found:
        return None
    times = _TIMES.get(found["t"] or "once") or int((found["t"] or "1").split()[0])
    n = _count(found["n"]) * times
    if not 1 <= n <= 10:
        return None
    return Source(list(product((Item(name="head"), Item(name="tail")), repeat=n)), "coin")


_DECK = r"(?:an?|the|one|my|her|his)? ?(?:52[- ]card )?(?:pack|deck)(?: of (?:52 )?(?:cards?))?(?: of 52)?"
_CARDS = re.compile(
    rf"^(?:(?:if|when|suppose) )?(?:there are 4 aces among the 52 cards,?\. )?(?:(?P<n>{_N}) cards? (?:is|are|was|were) (?:{_DRAW})(?: out)?(?: (?:from|out of|off) (?:the top of )?{_DECK})?|{_WHO} (?:{_DRAW})(?: out)?(?: (?:me|you|her|him))? (?P<n2>{_N}) cards?(?: (?:from|out of|off) (?:the top of )?{_DECK})?|from {_DECK},? (?:{_WHO} (?:{_DRAW}) )?(?P<n3>{_N}) cards?(?: (?:is|are|was|were) (?:{_DRAW}))?)(?P<r>.*)$"
)
_BACK = re.compile(r",? ?\(?(?:with replacement|(?:and )?(?:then )?(?:each )?(?:it is |is |was |it was |i |you |she |he |being |after )?(?:put(?:s|ting)?|replac(?:e|ed|es|ing)|return(?:ed|s|ing)?)(?: (?:it|them|the (?:first|card|ball)))?(?: back)?(?: in(?: the bag)?)?(?: (?:each time|before the (?:second|next)(?: one)?(?: is drawn)?|after each draw))?)\)?$")
_KEPT = re.compile(r",? ?\(?(?:without (?:replacement|replacing(?: it| the first| them)?|putting (?:it|the first(?: one)?|any|them|anything) back|returning (?:it|the first))|(?:and )?(?:it |the first )?(?:is |are )?not (?:replaced|put back|returned))\)?,?")


def _pack(text: str) -> Source | None:
    """One, two or three cards of 52."""
    if not re.search(r"\b(?:pack|deck|52)\b", text):
        return None
    found = _CARDS.match(re.sub(r" and (?:shows?|looks at|keeps) it.*$", "", text))
    if not found:
        return None
    rest = found["r"].strip(" ,")
    n = _count(found["n"] or found["n2"] or found["n3"])
    back = bool(_BACK.fullmatch(rest)) and "not" not in rest
    if rest and not back and not _KEPT.fullmatch(rest):
        return None
    cards = [Item(name=r, suit=s, colour="red" if s in ("heart", "diamond") else "black") for s in ("heart", "diamond", "club", "spade") for r in ("ace", "2", "3", "4", "5", "6", "7", "8", "9", "10", "jack", "queen", "king")]
    return _drawn(cards, n, back, "card")


_CONTAINS = re.compile(
    r"^(?:(?:in|inside) (?P<in>(?:an?|the|my|her|his|our) [a-z]+(?: [a-z]+)?),? (?:there are|are|i have|you have|we have|she has|he has) |(?:there (?:are|is) |[a-z]+(?: [a-z]+){0,2} (?:contains?|holds?|has|have|is filled with|is made up of|consists of|includes|keeps) (?:(?P<all>\d+) (?:[a-z]+(?::|,? of which(?: there are)?|,? made up of|,? namely)|(?:balls|marbles|counters|sweets|socks|cards|beads|pens|discs|tiles|apples|chocolates|buttons|pencils|bulbs),) (?=\d))?|(?:from )?(?:an?|the) [a-z]+(?: [a-z]+)?(?: (?:with|of|containing|holding))? ))?"
    r"(?P<l>\d+ [a-z]+(?: [a-z]+){0,2}?(?:(?:,| and|, and) (?:the other )?\d+ [a-z]+(?: [a-z]+){0,2}?)+)(?: (?:in|inside) (?:an?|the|my|her|his|our) [a-z]+(?: [a-z]+)?)?(?P<r>(?:[.,;]| and then| from (?:which|it)).*)?$"
)
_HELD = re.compile(r"^(?P<n>\d+) (?P<c>[a-z]+)(?: (?P<noun>[a-z]+(?: [a-z]+)?))?$")
_TAKEN = re.compile(
    rf"^(?:from (?:it|which|the [a-z]+),? )?(?:(?:then|and|if|when|suppose),? )*(?:{_WHO} (?:{_DRAW})(?: out)? (?P<n>{_N})(?: of (?:them|these|the [a-z]+)|(?: (?!from\b|out\b|without\b|with\b|and\b|then\b|at\b|of\b)[a-z]+){1,2})?(?: (?:and )?then (?P<more>another|a second|one more)(?: one)?)?|(?P<n2>{_N})(?: of (?:them|the [a-z]+))?(?: [a-z]+)? (?:is|are|was|were) (?:{_DRAW})(?: out)?)(?: (?:from|out of) (?:it|the [a-z]+|them|there|this [a-z]+))?(?P<r>.*)$"
)


def _bag(text: str) -> Source | None:
    """Things of several colours or kinds in a bag, of which some are drawn."""
    found = _CONTAINS.match(text)
    if not found or re.search(r"\b(?:some|more|others)\b", text):
        return None
    counts: dict[str, int] = {}
    noun = ""
    for part in re.split(r",? and (?:the other )?|, ", found["l"]):
        held = _HELD.match(part.strip())
        if not held or held["c"] in counts or held["c"] in ("of", "or", "more"):
            return None
        if held["noun"]:
            if noun and held["noun"].rstrip("s") != noun:
                return None
            noun = held["noun"].rstrip("s")
        counts[held["c"]] = int(held["n"])
    rest = re.sub(r"(?:,|,? (?:which|they) are) (?:chosen|picked|drawn|selected)$", "", (found["r"] or "").strip(" .,;"))
    n, back = 1, False
    if rest:
        taken = _TAKEN.match(rest)
        if not taken:
            return None
        n = _count(taken["n"] or taken["n2"]) + bool(taken["more"])
        tail = taken["r"].strip(" ,.;")
        back = bool(_BACK.fullmatch(tail)) and "not" not in tail
        if tail and not back and not _KEPT.fullmatch(tail):
            return None
        if back and n == 1:
            return None
    if found["all"] and int(found["all"]) != sum(counts.values()):
        return None
    things = [Item(name=c, colour=c, mark=k) for c, m in counts.items() for k in range(m)]
    if not 1 < len(things) <= 60:
        return None
    return _drawn(things, n, back, "thing")


_SOME_OF = re.compile(
    r"^(?:(?:out of|of|in|among) (?:an? |the |these |my |our )?(?:[a-z]+ of )?|there (?:are|were) |(?:an?|the|my|our|his|her) [a-z]+ (?:of|has|contains|holds|with) |(?:i|we|you|she|he|they) (?:have|has|own|bought) )(?P<n>\d+) (?P<noun>[a-z]+(?: [a-z]+)?)(?: in (?:an?|the|my|our) [a-z]+)?,?(?: (?:and )?(?P<k>\d+)(?: of (?:them|these|those|which|whom|the [a-z]+))?| of which (?P<k2>\d+)) (?:(?:are|is|were|have|has|contain|contains|carry) (?:an? )?(?P<a>[a-z]+)|(?P<a2>wins?|works?|loses?))(?:[.,;] (?P<r>.*))?$"
)
_CONTRARY = ({"faulty", "defective", "broken", "bad", "rotten", "damaged", "cracked", "dead"}, {"works", "work", "working", "good", "fine", "sound", "ok", "intact", "undamaged"}), ({"win", "winning", "wins", "prize", "prizes", "winners", "winner"}, {"lose", "losing", "loses", "blank", "blanks"})


def _marked(text: str) -> Source | None:
    """So many things of which some are marked out: faulty, winning, ripe."""
    text = re.sub(r"^(?P<k>\d+) of the (?P<n>\d+) (?P<noun>[a-z]+)(?: (?:in|on) (?:an?|the|my|our) [a-z]+)? (?=(?:are|have|contain|win|work)\b)", r"of \g<n> \g<noun>, \g<k> ", text)
    found = _SOME_OF.match(text)
    if not found:
        return None
    total, some, word = int(found["n"]), int(found["k"] or found["k2"]), found["a"] or found["a2"]
    if not 0 < some < total <= 60 or word in ("of", "and", "are", "more", "left"):
        return None
    other = next((o for names, o in _CONTRARY if word in names), {f"not-{word}"})
    same = next((names for names, _ in _CONTRARY if word in names), {word})
    things = [Item(name=word, colour=word, also=frozenset(same), mark=k) for k in range(some)]
    things += [Item(name="other", colour="other", also=frozenset(other), mark=k) for k in range(total - some)]
    rest = re.sub(r"(?:,|,? (?:which|they) are) (?:chosen|picked|drawn|selected)$", "", (found["r"] or "").strip(" .,;"))
    n, back = 1, False
    if rest:
        taken = _TAKEN.match(rest)
        if not taken:
            return None
        n = _count(taken["n"] or taken["n2"]) + bool(taken["more"])
        tail = taken["r"].strip(" ,.;")
        back = bool(_BACK.fullmatch(tail)) and "not" not in tail
        if tail and not back and not _KEPT.fullmatch(tail):
            return None
    return _drawn(things, n, back, "thing")


_LABELLED = re.compile(
    rf"^(?:(?:there are|{_WHO} (?:have|has)|(?:an?|the) [a-z]+ (?:contains|holds|has)|the) )?(?:(?P<m>\d+) )?(?P<noun>[a-z]+s)?(?:,)?(?: in (?:an?|the) [a-z]+)?(?: (?:are|is))? ?(?:numbered|labelled|marked)(?: from)? 1 (?:to|through|up to|-) (?P<n>\d+)(?: (?:are|is) (?:placed|put|in) (?:in )?(?:an?|the) [a-z]+)?(?P<r>.*)$"
    r"|^(?:i|you|she|he|someone|a computer|the computer) (?:picks?|chooses?|thinks? of|selects?|generates?) (?P<k>a|one|\d+)(?: different| whole)* (?:numbers?|integers?) (?:from|between) 1 (?:to|and|through) (?P<n2>\d+)(?:,? inclusive)?$"
    r"|^(?:an?|the) spinner (?:has|with|is divided into) (?P<n3>\d+) equal (?:sectors|sections|parts),? (?:numbered|labelled) 1 to (?P<n4>\d+)(?:\. (?:it is|the spinner is|i|you) (?:spun|spin it)(?: once)?)?$"
)


def _numbered(text: str) -> Source | None:
    """Things numbered from one, of which some are drawn."""
    found = _LABELLED.match(text)
    if not found:
        return None
    most = int(found["n"] or found["n2"] or found["n4"])
    if (found["m"] and int(found["m"]) != most) or (found["n3"] and found["n3"] != found["n4"]) or not 1 < most <= 100:
        return None
    n, back = _count(found["k"] or "1"), False
    rest = (found["r"] or "").strip(" .,;")
    rest = re.sub(r"^and ", "", rest)
    if rest:
        taken = _TAKEN.match(rest)
        if not taken:
            return None
        n = _count(taken["n"] or taken["n2"]) + bool(taken["more"])
        tail = taken["r"].strip(" ,.;")
        back = bool(_BACK.fullmatch(tail)) and "not" not in tail
        if tail and not back and not _KEPT.fullmatch(tail):
            return None
    return _drawn([Item(number=k) for k in range(1, most + 1)], n, back, "number")


def _drawn(things: Sequence[Item], n: int, back: bool, kind: str) -> Source | None:
    many = len(things) ** n if back else comb(len(things), n) * (1 if n < 2 else 6 if n == 3 else 2)
    if not 1 <= n <= 3 or many > MAX_ROWS or n > len(things):
        return None
    rows: Callable[[], list[Row]] = (lambda: list(product(things, repeat=n))) if back else (lambda: list(permutations(things, n)))
    return Source(rows(), kind)
