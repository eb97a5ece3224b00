"""Parts of a set under two or three properties, told in any order: counts or percentages with both, neither, only one.

Every part that the properties cut the set into is a number of its own; a clause is a number and words, and its words say
which parts it counts. A word that belongs to no property makes it no such question. Knows no solver.
"""

import re
from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

from ech0.core.types import Plan, Question
from ech0.minds.embedded.logic import sentences
from ech0.minds.embedded.logic.puzzles.lists import singular
from ech0.minds.embedded.logic.puzzles.offered import LETTER, OPEN
from ech0.minds.embedded.logic.puzzles.overlaps import written
from ech0.minds.embedded.logic.puzzles.planned import planned
from ech0.minds.embedded.logic.puzzles.scene import relation
from ech0.minds.embedded.logic.puzzles.tallies import figures

MAX_TEXT, MAX_TOTAL, MAX_TRIED = 900, 5000, 300_000
Bits = tuple[bool, ...]
_FILL = frozenset(
    "a an the of them they these those also in at on to for and do does did done doing have has had having be is are was were can could must might may would will who that which "
    "altogether each any all some with own owns said say says been being get gets both or nor either as well too given taken go goes there their his her its not no ones my our your "
    "we i you he she it but only just exactly precisely people persons person members member asked surveyed questioned interviewed polled about whether kinds kind types type things thing "
    "activities subjects sports languages drinks foods courses classes clubs options items games pets toppings books papers films fruits instruments instrument topics exams tests hobbies total sign signed take takes took like likes "
    "liked still now today case so then if one two 1 2 3 at least most more than exactly neither none nothing nobody without".split()
)
_TOTALS = tuple(
    re.compile(p)
    for p in (
        r"^(?P<k>\d+) (?:out )?of (?:the |our |my |these |her |his |their )?(?P<n>\d+) (?P<noun>[a-z]+)(?P<r>.*)$",
        r"^(?:the |our |my |these |a group of |a total of |all )?(?P<n>\d+) (?P<noun>[a-z]+)(?: [a-z ]+?)? (?:were|was|have been|are) (?:asked|surveyed|questioned|interviewed|polled|tested|examined|checked)\b[^\d]*?(?P<r>[.:;,].*)?$",
        r"^(?:i|we|they|[a-z]+) (?:asked|surveyed|questioned|interviewed|polled|tested|checked|looked at) (?P<n>\d+) (?P<noun>[a-z]+)\b(?: (?:about|on|whether|which|what|how)[^\d.:;]*)?(?P<r>[.:;,].*)?$",
        r"^(?:an?|the|our|my) (?!(?:of|only)\b)[a-z]+ (?:saw|treated|met|found|has|had|have|visited|invited|hired|sold|bought|runs|owns|taught|teaches|looked after|looks after) (?P<n>\d+) (?P<noun>[a-z]+)(?P<r>[.:;,].*)?$",
        r"^(?P<n>\d+) (?P<noun>[a-z]+)(?P<r>: .*)$",
        r"^(?:an?|the|our|my|this) (?:[a-z]+ ){0,3}?(?:of|with|has|have|had|contains|holds|employs|stocks|keeps|sells|asked|covered|surveyed|polled|questioned|interviewed) (?P<n>\d+) (?P<noun>[a-z]+)(?: [a-z]+)*?(?: (?:found|showed|shows|reports|reported|says|revealed)(?: that)?)?(?P<r>[.:;,].*| that .*)?$",
        r"^(?:there (?:are|were) |i have |we have |she has |he has |you have |they have )(?:a total of )?(?P<n>\d+) (?P<noun>[a-z]+)(?: (?:in|on|at|of) (?:the|my|our|a|an|this) [a-z]+(?: [a-z]+)?)?(?P<r>[.:;,].*| and .*)?$",
        r"^(?:of|in|out of|from|among|at|on) (?:an? |the |our |my |this |these |those )?(?:[a-z]+ ){0,3}?(?:of |with )?(?P<n>\d+)(?: (?P<noun>[a-z]+))?(?: [a-z]+){0,4}?(?P<r>,.*|:.*)$",
        r"^(?:all |every one of |each of |all of )?(?:the |our |my |these )?(?P<n>\d+) (?P<noun>[a-z]+) (?P<any>[^.:;]*\bor\b[^.:;]*?)(?P<r>[.:;,].*)?$",
    )
)
_VERBS = frozenset("saw see came come went visit visited bought buy chose choose used use ate eat drank drink study studied learn learned did made make brought bring read watch watched want wanted own owned own speak spoke play played".split())
_AVERSE = re.compile(r"hates?|hated|dislikes?|disliked|avoids?|avoided|lacks?|lacked|refuse[sd]?|miss(?:es|ed)?|skip(?:s|ped)?|fail(?:s|ed)?|detests?|rejects?|rejected")
_START = r"(?:only |just |exactly |another |a further |the other |about )?(?:\d+\b|none\b|nobody\b|no one\b|everyone\b|everybody\b|all\b|each\b|every\b|half\b|the rest\b|the others\b)"
_CUT = re.compile(rf"(?:[,;:.]|\b(?:and|but|while|whereas|though|with|of whom|of which|of these)\b)+\s*(?:(?:and|but|while|that|of (?:them|these|those|whom|which)),? )*(?={_START})")
_CLAUSE = re.compile(
    r"^(?:only |just |exactly |another |a further |about )?(?P<q>\d+|none|nobody|no one|everyone|everybody|all(?: of them)?|each|every [a-z]+|half|the rest|the others)(?: of the (?P<noun2>[a-z]+)| (?:out )?of (?:them|these|those|all|the \d+))?(?P<w> .*|)$"
)
_ASK = re.compile(
    r"^(?:so |then |now |and )?(?P<how>at (?:the )?(?:very )?(?:most|least),? )?(?:how many|what number|find the number|find how many|work out how many|what is the number|what percentage|what per cent|what proportion|how large a percentage)(?P<w>\b.*)$"
    r"|^(?:so |then |now )?(?:what is|find|give) the (?P<ext>smallest|least|minimum|fewest|lowest|largest|greatest|maximum|most|highest|biggest)(?: possible)? (?:number|percentage)(?: possible)?(?P<w2>\b.*)$"
)


class _Clause(NamedTuple):
    number: int | None
    words: str
    text: str


def plan(question: Question, tag: str) -> Plan | None:
    """A plan, if parts of a set are counted and another is asked for; else nothing."""
    text, inline = sentences.inline(question.text)
    options = [LETTER.sub("", o).strip() for o in (question.options or inline)]
    if len(text) > MAX_TEXT or len(options) < 2 or len(re.findall(r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|\w+teen|\w+ty)\b", text)) < 2:
        return None
    share = bool(re.search(r"\d ?(?:%|per ?cent)", text))
    open_ = [n for n, o in enumerate(options) if OPEN.search(o)]
    offered = [_offer(o) for o in options]
    if len(open_) > 1 or any(k is None and n not in open_ for n, k in enumerate(offered)) or (share and len(re.findall(r"\d+(?:\.\d+)? ?(?:%|per ?cent)", text)) < len(re.findall(r"\d+", text))):
        return None
    said = [re.sub(r"(?<=\d) ?(?:%|per ?cent)", "", written(figures(s))).strip(" .?!") for s in sentences.split(text)]
    found = _read(said, share)
    if found is None:
        return None
    ranges, made, asked = found
    picks = [relation("0 == 1" if k is None else f"({asked}) == {k}", o) for k, o in zip(offered, options, strict=True)]
    return planned(said[-1], ranges, [relation(c, t) for c, t in made], picks, tag=tag, form="parts of a set")


def _offer(option: str) -> int | None:
    low = figures(option).strip(" .").replace("%", "").strip()
    found = re.match(r"^(?:exactly )?(\d+)(?: (?!or\b|to\b|and\b)[a-z]+){0,2}$", low)
    return 0 if low in ("none", "zero", "nobody", "no one") else int(found[1]) if found else None


Read = tuple[dict[str, tuple[int, int]], list[tuple[str, str]], str]


def _read(said: Sequence[str], share: bool) -> Read | None:
    told, asking = list(said[:-1]), said[-1]
    if not told and (first := re.match(r"^how many of (?:the |these |our )?(?P<n>\d+) (?P<noun>[a-z]+) (?P<q>.+?),? (?:if|given that|when) (?P<a>.*\d.*)$", asking)):
        told, asking = [f"of {first['n']} {first['noun']}, {first['a']}"], f"how many {first['q']}"
    if not told and (group := re.match(r"^how many (?P<noun>[a-z]+) (?:in|of|from|on|at) (?:an?|the|our|my) (?:[a-z]+ )?(?:of )?(?P<n>\d+)(?: [a-z]+s)? (?P<q>.+?),? (?:if|given that|when) (?P<a>.*\d.*)$", asking)):
        told, asking = [f"of {group['n']} {group['noun']}, {group['a']}"], f"how many {group['q']}"
    if not told and (cut := re.match(r"^(?P<a>.+), (?P<q>(?:how many|what percentage|what number)\b.+)$", asking)):
        told, asking = [cut["a"]], cut["q"]
    if lead := re.match(r"^(?:if|given that) (?P<a>[^?]*\d[^?]*), (?P<q>(?:how many|what percentage|what number|what is the|at least|at most)\b.+)$", asking):
        told, asking = [*told, lead["a"]], lead["q"]
    if (tail := re.match(r"^(?P<q>.+?),? (?:if|given that) (?P<a>[^?]*\d[^?]*)$", asking)) and not re.search(r"\d", tail["q"]):
        told, asking = [*told, tail["a"]], tail["q"]
    asked = _ASK.match(asking)
    if asked is None or not told:
        return None
    opened = _total(told, share)
    if opened is None:
        return None
    total, nouns, rest = opened
    clauses: list[_Clause] = []
    for sentence in rest:
        if not _clauses(sentence, total, clauses):
            return None
    parts = _properties(clauses, nouns)
    if parts is None:
        return None
    return _related(total, clauses, parts, nouns, asked)


def _total(told: Sequence[str], share: bool) -> tuple[int, frozenset[str], list[str]] | None:
    """The number of the set, the words for its members, and what is left to be read."""
    for at, sentence in enumerate(told):
        for pattern in _TOTALS:
            found = pattern.match(sentence)
            if found is None or re.search(r"\b(?:not|only|except)\b", sentence[: found.start("n")]):
                continue
            groups = found.groupdict()
            more = (groups.get("r") or "").strip(" .,:;")
            if groups.get("k"):
                more = f"{groups['k']} {more}"
            if groups.get("any"):
                more = f"everyone {groups['any']}. {more}"
            lead = [w for w in re.findall(r"[a-z]+", sentence[: found.start("n")]) if w not in _FILL]
            words = [*([groups["noun"]] if groups.get("noun") else []), *lead]
            nouns = frozenset(x for w in words for x in singular(w))
            rest = [s for n, s in enumerate(told) if n != at]
            return int(found["n"]), nouns, [*rest[:at], *([more] if more else []), *rest[at:]]
    if share:
        first = re.match(r"^(?:in|at|among|of) (?P<w>[^\d,]{3,40}), (?P<r>\d.*)$", told[0])
        rest = [first["r"], *told[1:]] if first else list(told)
        nouns = frozenset(x for m in re.finditer(r"\d+ of (?:the |all |our |my )?([a-z]+)", " ".join(told)) for x in singular(m[1]))
        cleaned = [re.sub(r"(?<=\d) of (?:the |all |our |my )?(?:[a-z]+)(?: (?:in|at|on) (?:an?|the|our|my|this) [a-z]+)?", "", s) for s in rest]
        return 100, nouns, cleaned
    return None


def _clauses(sentence: str, total: int, out: list[_Clause]) -> bool:
    verb = ""
    for raw in _CUT.split(sentence):
        part = raw.strip(" ,;:.")
        part = re.sub(r"^(?:of (?:them|these|those|whom|which),? |and |but |also |those numbers include (?:the )?|this includes (?:the )?|including (?:the )?)+", "", part)
        if not part:
            continue
        found = _CLAUSE.match(part)
        if found is None:
            return False
        q, words = found["q"], found["w"].strip()
        if found["noun2"] and found["noun2"] not in ("rest", "others"):
            words = f"{words} {found['noun2']}"
        if q in ("the rest", "the others"):
            if not re.search(r"\b(?:neither|none|nothing|not)\b", words):
                return False
            continue
        if q == "half":
            if total % 2:
                return False
            q = str(total // 2)
        first = re.match(r"^(?P<v>(?:can |do |have |has )?[a-z]+) ", f"{words} ")
        if q.isdigit() and verb and words and (len(words.split()) < 4 or words.startswith("the ")) and words.split()[0] != verb and words != verb and not re.match(r"^(?:have|has|had|do|does|are|is|were|like|own|play|both|neither|no|not|take|took|can|said|who)\b", words) and not words.split()[0].endswith("ed"):
            words = f"{verb} {words}"
        elif first and q.isdigit() and words.split()[0] not in ("both", "neither", "none", "nothing", "only"):
            verb = first["v"] if len(words.split()) > 1 else ""
        if q.isdigit():
            out.append(_Clause(int(q), words, sentence))
        elif q in ("none", "nobody", "no one"):
            out.append(_Clause(0, words, sentence))
        elif re.search(r"\bor\b|\bat least (?:one|1)\b", words):
            out.append(_Clause(None, words if "but not both" in words else f"{words} or both", sentence))
        else:
            return False
    return True


def _content(words: str, nouns: frozenset[str]) -> frozenset[str]:
    return frozenset(_stem(w) for w in re.findall(r"[a-z][a-z'-]*", words) if w not in _FILL and w not in nouns)


def _stem(word: str) -> str:
    word = word.removesuffix("'s")
    return re.sub(r"(?:ies|ing|ed|es|s|e|y)$", "", word) if len(word) > 4 else word.rstrip("s") if len(word) > 3 else word


_SPECIAL = re.compile(r"\b(?:both|neither|none|nothing|only|just|not|no|without|exactly|at least|or|all 3|either|nor|and|1|one|2|two)\b")


def _properties(clauses: Sequence[_Clause], nouns: frozenset[str]) -> list[frozenset[str]] | None:
    """The words of each property: what plain clauses say, without what all of them say."""
    plain = [_content(c.words, nouns) for c in clauses if c.number is not None and not _SPECIAL.search(c.words)]
    for c in clauses:
        if pair := re.search(r"\bboth (?P<a>[a-z ]+?) and (?P<b>[a-z ]+)$", c.words):
            plain += [_content(pair[k], nouns) for k in "ab" if not any(_content(pair[k], nouns) & p for p in plain)]
    plain = [p for p in dict.fromkeys(plain) if p]
    plain = [p for p in plain if sum(q < p for q in plain) < 2]
    for one in [p for p in plain if sum(q < p for q in plain) == 1]:  # `25 dance, and 10 of those who dance also sing`
        plain = [(p - next(q for q in plain if q < p)) if p == one else p for p in plain]
    if not 1 < len(plain) < 4:
        return None
    common = frozenset.intersection(*plain)
    out = [p - common for p in plain]
    if any(not p for p in out) or any(a & b for n, a in enumerate(out) for b in out[n + 1 :]):
        return None
    return [*out, common]


def _chosen(words: str, parts: Sequence[frozenset[str]], nouns: frozenset[str]) -> set[Bits] | None:
    """The parts of the set of which words are true; nothing if they are not understood."""
    *props, common = parts
    every: list[Bits] = list(product((False, True), repeat=len(props)))
    low = words.strip()
    left = _content(low, nouns) - common - frozenset().union(*props)
    if kind := re.search(r"\b(?:neither|both|either)(?: of)?(?: the| these)?(?: (?:two|2))? (?P<w>[a-z]+)$|\bno (?P<w2>[a-z]+)(?: at all)?$", low):
        left -= {_stem(kind["w"] or kind["w2"])}
        low = re.sub(r"\bno [a-z]+ at all$", "neither", low)
    first = re.match(r"^(?:can |do |does |did |have |has |had |who )?(?P<v>[a-z]+)\b", low)
    loose = {_stem(w) for w in (*_VERBS, *([first["v"]] if first and not _AVERSE.fullmatch(first["v"]) else []))}
    if left - loose or len(left) > 1:
        return None

    def named(text: str) -> list[int]:
        said = _content(text, nouns)
        return [n for n, p in enumerate(props) if p & said]

    mentioned = named(low)
    none = re.search(r"\b(?:neither|none|nothing|no [a-z]+ at all)\b|\bnot\b.*\b(?:either|any|at all)\b|\bnot\b.*\bor\b", low)
    if none:
        before = named(low[: none.start()])
        if before:
            return None
        gone = mentioned or list(range(len(props)))
        if len(gone) == 1 and len(props) > 1:
            return None
        return {b for b in every if not any(b[n] for n in gone)}
    if (several := _several(low, mentioned, every)) is not None:
        return several or None
    if cut := re.search(r"\b(?:but (?:[a-z]+ )?(?:not|no)|and (?:[a-z]+ )?not|without|not|no)\b", low):
        yes, no = named(low[: cut.start()]), named(low[cut.end() :])
        if not no or set(yes) & set(no) or len(no) > 1 or re.search(r"\bor\b|\bonly\b|\bboth\b", low):
            return None
        return {b for b in every if all(b[n] for n in yes) and not b[no[0]]}
    if re.search(r"\b(?:only|just)\b", low):
        return {b for b in every if all(b[n] == (n in mentioned) for n in range(len(props)))} if mentioned and not re.search(r"\bor\b", low) else None
    if re.search(r"\bor\b", low) and not re.search(r"\band\b", low):
        return {b for b in every if any(b[n] for n in (mentioned or range(len(props))))} if len(mentioned) != 1 and (mentioned or "both" in low) else None
    if re.search(r"\bboth\b", low):
        wanted = mentioned or (list(range(len(props))) if len(props) == 2 else [])
        return {b for b in every if all(b[n] for n in wanted)} if len(wanted) == 2 else None
    return {b for b in every if all(b[n] for n in mentioned)} if mentioned else None


def _several(low: str, mentioned: Sequence[int], every: Sequence[Bits]) -> set[Bits] | None:
    """`exactly one`, `at least one`, `all three`; an empty set where that is said of some of them only, nothing if it is not said."""
    n = len(every[0])
    if found := re.search(r"\b(?:exactly|only|just|precisely) (?P<k>one|1|two|2)\b|\b(?P<x>one|1) (?:of (?:the|them)[a-z ]*)?but not both\b|\bnot both\b", low):
        k = 2 if found["k"] in ("two", "2") else 1
        return {b for b in every if sum(b) == k} if len(mentioned) in (0, n) else set()
    if found := re.search(r"\bat least (?P<k>one|1|two|2)\b|\bone or both\b|\bone or (?:the other|more)\b", low):
        k = 2 if found["k"] in ("two", "2") else 1
        return {b for b in every if sum(b) >= k} if len(mentioned) in (0, n) else set()
    if re.search(r"\b(?:all (?:3|three)|all of them)\b", low):
        return {b for b in every if all(b)} if not mentioned and n == 3 else set()
    return None


def _related(total: int, clauses: Sequence[_Clause], parts: Sequence[frozenset[str]], nouns: frozenset[str], asked: re.Match[str]) -> Read | None:
    names = {b: "n" + "".join(str(int(x)) for x in b) for b in product((False, True), repeat=len(parts) - 1)}
    if not 0 < total <= MAX_TOTAL:
        return None
    rows: list[tuple[set[Bits], int, str]] = []
    for c in clauses:
        chosen = _chosen(c.words, parts, nouns)
        if not chosen or (c.number is not None and c.number > total):
            return None
        rows.append((chosen, total if c.number is None else c.number, c.text))
    if len({frozenset(r[0]) for r in rows}) < len({(frozenset(r[0]), r[1]) for r in rows}):
        return None
    words = re.sub(r"^(?:(?: of (?:the |these |those )?(?:\d+ )?[a-z]+| (?:people|of them))(?= ))", " ", asked["w"] or asked["w2"] or "")
    wanted = _chosen(words, parts, nouns)
    if not wanted:
        return None
    ranges = dict.fromkeys(names.values(), (0, total))
    made = [("(" + " + ".join(names.values()) + f" == {total})", "all of them")]
    made += [("(" + " + ".join(names[b] for b in names if b in chosen) + f" == {k})", text) for chosen, k, text in rows]
    extreme = (asked["how"] or asked["ext"] or "").strip(" ,")
    if not extreme:
        return ranges, made, " + ".join(names[b] for b in names if b in wanted)
    values = _values(total, rows, wanted)
    if not values:
        return None
    least = bool(re.search(r"least|smallest|minimum|fewest|lowest", extreme))
    return {"extreme": (0, total)}, [(f"(extreme == {min(values) if least else max(values)})", "; ".join(c.text for c in clauses))], "extreme"


def _values(total: int, rows: Sequence[tuple[set[Bits], int, str]], wanted: set[Bits]) -> set[int]:
    """What the wanted count may be, for two properties; nothing if there are too many cases."""
    every = list(product((False, True), repeat=2))
    if any(len(b) != 2 for b in wanted) or (total + 1) ** 2 > MAX_TRIED:
        return set()
    out: set[int] = set()
    plain = {frozenset(chosen): k for chosen, k, _ in rows}
    x, y = plain.get(frozenset({(True, False), (True, True)})), plain.get(frozenset({(False, True), (True, True)}))
    if x is None or y is None:
        return set()
    for both in range(max(0, x + y - total), min(x, y) + 1):
        case = dict(zip(every, (total - x - y + both, y - both, x - both, both), strict=True))
        if all(sum(case[b] for b in chosen) == k for chosen, k, _ in rows):
            out.add(sum(case[b] for b in wanted))
    return out
