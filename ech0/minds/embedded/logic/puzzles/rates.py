"""A share of cases, and how often something comes with and without it: the whole chance, and Bayes's rule [Bayes1763]_.

`30 % of days are wet. The bus is late on 50 % of wet days and 10 % of dry days.` Three shares are told, or two and two of
as many sources; the asked one is worked out exactly. What is not understood makes it no such question. Knows no solver.

References:
    .. [Bayes1763] T. Bayes, An Essay towards solving a Problem in the Doctrine of Chances, Phil. Trans. 53 (1763).
"""

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from ech0.core.types import Plan, Question
from ech0.minds.embedded.logic import sentences
from ech0.minds.embedded.logic.options import meaning
from ech0.minds.embedded.logic.puzzles.draws import ratio
from ech0.minds.embedded.logic.puzzles.overlaps import written
from ech0.minds.embedded.logic.puzzles.planned import planned
from ech0.minds.embedded.logic.puzzles.scene import relation
from ech0.minds.embedded.logic.puzzles.tallies import figures

MAX_TEXT, MAX_PARTS = 800, 100_000
_SHARE = re.compile(r"(?<![\d.])(?:(?P<p>\d+(?:\.\d+)?) ?(?:%|per ?cent)|(?P<d>0?\.\d+)|(?P<a>\d+)/(?P<b>\d+)|(?P<c>\d+) (?:in|out of)(?: every)? (?P<e>\d+))(?![\d.]*\d)")
_NOT = re.compile(r"\b(?:not|no|without|never|non|neither|otherwise|the (?:rest|others?|remaining)|other (?:[a-z]+)|healthy|dry|else)\b|\b(?:un|in|im)(?=[a-z]{5,})")
_STOP = frozenset(
    "a an the of in on at to for by with and or but is are was were be been being it its they them those these that this who which what when if given then has have had do does did will would can could on of days day time times "
    "cases case people person percent chance probability likelihood there find calculate work out randomly random chosen picked selected one only all any not no without never otherwise rest others other remaining else while "
    "whereas however otherwise each every from i you we he she his her my our their how likely suppose know known turns turned given among as than so also just about comes come gets get".split()
)


_CONTRARY = re.compile(r"health(?:y)?|dry|dr|well|fine|sound|sober|honest|other")
"""Stems of words that say the contrary of what was told, where no other is told."""


class _Part(NamedTuple):
    """A share, and the words of its clause, a hash in its place."""

    share: Fraction
    words: str


def plan(question: Question, tag: str) -> Plan | None:
    """A plan, if a chance follows from one share and two rates; else nothing."""
    text, inline = sentences.inline(question.text)
    options = question.options or inline
    if len(text) > MAX_TEXT or len(options) < 2 or not re.search(r"\b(?:probab|chance|likel|percentage|per ?cent|proportion|fraction)|%", text, re.IGNORECASE):
        return None
    ratios = [ratio(o) for o in options]
    open_ = [n for n, o in enumerate(options) if ratios[n] is None and meaning(o) == "unknown"]
    if sum(r is None for r in ratios) > len(open_) or len(open_) > 1:
        return None
    said = [written(figures(s)).strip(" .?!") for s in sentences.split(text)]
    found = _chance(said) if len(said) > 1 else None
    if found is None or not 0 < found < 1 or found.denominator > MAX_PARTS:
        return None
    made = (relation(f"good == {found.numerator}", text), relation(f"every == {found.denominator}", text))
    picks = [relation(f"good * {r.denominator} == every * {r.numerator}" if r is not None else "every == 0", o) for r, o in zip(ratios, options, strict=True)]
    if not any(r == found for r in ratios):  # rounded options: the one nearest to it, if it is that to the last digit told
        at = [n for n, (r, o) in enumerate(zip(ratios, options, strict=True)) if r is not None and _rounds(found, r, o)]
        if len(at) != 1:
            return None
        picks[at[0]] = relation(f"good == {found.numerator}", options[at[0]])
    return planned(text, {"good": (0, MAX_PARTS), "every": (1, MAX_PARTS)}, made, picks, tag=tag, form="a chance from rates")


def _rounds(value: Fraction, told: Fraction, option: str) -> bool:
    """Whether an option is the value rounded to as many digits as it shows."""
    found = re.search(r"\d+(?:\.(?P<d>\d+))?", option)
    if not found or "/" in option:
        return False
    digits = len(found["d"] or "") + (2 if "%" in option or "cent" in option else 0)
    return digits > 1 and abs(value - told) * 2 * 10**digits <= 1


def _chance(said: Sequence[str]) -> Fraction | None:
    said = [re.sub(r"\bhalf (?=(?:of )?(?:the|all|those|its|our)\b)", "50% ", re.sub(r"\b(?:a|one|1) quarter (?=of\b)", "25% ", s)) for s in said]
    said = [_NAMED.sub(lambda m: f"{m['k']} source{m['n']}", s) for s in said]
    if any("source" in s for s in said):
        said = [re.sub(r"\b(?P<p>from|by|of|on|at|in) (?P<n>[a-d])\b(?:'s)?", r"\g<p> source\g<n>", s) for s in said]
        said = [re.sub(r"(?<![a-z0-9'] )\b(?P<n>[b-d])(?= (?:makes?|produces?|has|handles|supplies))", r"source\g<n>", s) for s in said]
    *told, asking = said
    known = ""
    parts: list[_Part] = []
    for sentence in told:
        clauses = _split(sentence)
        for clause in clauses:
            shares = list(_SHARE.finditer(clause))
            if len(shares) > 1:
                return None
            if not shares:
                if re.search(r"\d", re.sub(r"\b2 [a-z]+s\b", "", clause)):
                    return None
                if parts and len(parts) > 2:
                    known = f"{known} {clause}".strip()
                continue
            parts.append(_part(shares[0], clause))
    if len(parts) == 4 and (mixed := _mixed(parts, known, asking)) is not None:
        return mixed
    if len(parts) != 3 or re.search(r"\d", re.sub(r"\b1\b", "", asking)) or any(not 0 < p.share < 1 for p in parts):
        return None
    base, one, other = parts
    population = re.search(r"# of (?:the |all |all the |our |its )?(?P<n>[a-z]+)", base.words)
    some = _stems(population["n"]) if population else frozenset[str]()
    a = _stems(base.words) - some
    b = _stems(one.words) - a - some
    left = _stems(other.words) - a - b - some
    if not a or not b or _NOT.search(base.words) or _NOT.search(one.words) or not _stems(one.words) & a:
        return None
    if not _NOT.search(other.words) or any(not _CONTRARY.fullmatch(w) for w in left):
        return None
    if len(re.findall(r"\b(?:not|without|never|no)\b", other.words)) > 1 or not (_stems(other.words) & b or not _stems(other.words) - a - some):
        return None
    return _asked(asking, known, a, b, base.share, one.share, other.share)


_NAMED = re.compile(r"\b(?P<k>machine|factory|box|bag|team|group|supplier|line|plant|route|class|school|type|urn|jar|shop|site|clinic|hospital|store|airline|baker)s? (?P<n>[a-d])\b(?:'s)?")
_OF_ALL = re.compile(r"\b(?:probability|chances?|likelihood|likely|percentage|proportion|fraction)\b")


def _mixed(parts: Sequence[_Part], known: str, asking: str) -> Fraction | None:
    """Two sources of which each has a share, and how often something comes of each."""
    one, other, hit, miss = parts
    if one.share + other.share != 1 or any(_NOT.search(p.words) for p in parts) or not _OF_ALL.search(asking):
        return None
    a, b = _stems(one.words) - _stems(other.words), _stems(other.words) - _stems(one.words)
    names = [frozenset(w for w in side if w.startswith("source")) or side for side in (a, b)]
    if not all(names) or not _stems(hit.words) & names[0] or not _stems(miss.words) & names[1] or _stems(hit.words) & names[1] or _stems(miss.words) & names[0]:
        return None
    thing = _stems(hit.words) - _stems(one.words) - _stems(other.words)
    said = re.sub(r"^.*?\b(?:probability|chances?|likelihood|likely|percentage|proportion|fraction)\b", "", asking)
    cut = re.match(r"^(?P<w>.+?),? (?:given(?: that)?|if|when|knowing(?: that)?) (?P<c>.+)$", said)
    wanted, condition = (cut["w"], f"{known} {cut['c']}") if cut else (said, known)
    if not thing or _NOT.search(f"{wanted} {condition}"):
        return None
    whole = one.share * hit.share + other.share * miss.share
    if _stems(wanted) & thing and not _stems(wanted) & (names[0] | names[1]) and not _stems(condition) & thing:
        return whole
    if _stems(condition) & thing and not _stems(wanted) & thing:
        if _stems(wanted) & names[0] and not _stems(wanted) & names[1]:
            return one.share * hit.share / whole
        if _stems(wanted) & names[1] and not _stems(wanted) & names[0]:
            return other.share * miss.share / whole
    return None


def _asked(asking: str, known: str, a: frozenset[str], b: frozenset[str], p: Fraction, hit: Fraction, miss: Fraction) -> Fraction | None:
    whole = p * hit + (1 - p) * miss
    body = re.sub(r"^.*?\b(?:probability|chances?|likelihood|likely|percentage|proportion|fraction)\b(?: is it| is there)?(?: that| of)?", "", asking)
    lead = re.match(r"^(?:if|given that|when) (?P<c>[^,]+), (?P<q>.+)$", asking)
    cut = re.match(r"^(?P<w>.+?),? (?:given(?: that)?|if|when|knowing(?: that)?|who|which|that) (?P<c>.+)$", body)
    wanted, condition = body, known
    if lead:
        condition = f"{known} {lead['c']}"
    elif cut and (_stems(cut["w"]) & (a | b)):
        wanted, condition = cut["w"], f"{known} {cut['c']}"
    said = _stems(wanted)
    no = bool(_NOT.search(wanted))
    on_a, on_b = bool(said & a), bool(said & b)
    under_a, under_b = bool(_stems(condition) & (a - b)), bool(_stems(condition) & b)
    denied = bool(_NOT.search(condition)) or bool(re.search(r"\bnegative\b", condition))
    if said - a - b - _stems(condition) and not (on_a or on_b):
        return None
    if on_b and not on_a and not under_a and not under_b:
        return 1 - whole if no else whole
    if on_a and not on_b and under_b:
        both, of = (p * (1 - hit), 1 - whole) if denied else (p * hit, whole)
        return 1 - both / of if no else both / of
    if on_a and on_b and not under_b and not under_a and not no and re.search(r"\band\b|\bboth\b", wanted):
        return p * hit
    return None


def _split(sentence: str) -> list[str]:
    """The clauses of a sentence, one share in each."""
    parts = [c.strip(" ,;:") for c in re.split(r"[;:]|, (?:and |but |while |whereas )?(?=[^,;]*\d)|\b(?:and|but|while|whereas)\b(?= [^,;]*\d)", sentence) if c and c.strip(" ,;:")]
    out: list[str] = []
    for part in parts:
        if out and not re.search(r"\d", out[-1]) and re.match(r"^(?:when|if|among|for|of|on|in|given|otherwise)\b", out[-1]):
            out[-1] = f"{out[-1]}, {part}"
        else:
            out.append(part)
    return out


def _part(m: re.Match[str], clause: str) -> _Part:
    share = Fraction(m["p"]) / 100 if m["p"] else Fraction(m["d"]) if m["d"] else Fraction(int(m["a"] or m["c"]), int(m["b"] or m["e"]))
    return _Part(share, f"{clause[: m.start()]}#{clause[m.end() :]}")


def _stems(words: str) -> frozenset[str]:
    return frozenset(_stem(w) for w in re.findall(r"[a-z][a-z'-]+", words) if w not in _STOP)


def _stem(word: str) -> str:
    word = word.removesuffix("'s")
    return re.sub(r"(?:ing|ed|es|s|e|y)$", "", word) if len(word) > 4 else word.rstrip("s")
