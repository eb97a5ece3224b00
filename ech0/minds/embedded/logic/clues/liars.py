"""Truth-tellers, liars and labels that are true or not: each speech is true or not as its speaker is. Knows no solver.

Known regimes: people of whom each always tells the truth or always lies; some of whom may do either; and a number of
the statements that are true. With each of them one thing may be hidden: who did it, or in which box something is.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from ech0.core.expression import evaluate, parse
from ech0.core.types import Plan, Question, Relation
from ech0.minds.embedded.logic import sentences
from ech0.minds.embedded.logic.clues.speeches import Speech, speeches
from ech0.minds.embedded.logic.clues.words import COUNTS, K
from ech0.minds.embedded.logic.clues.world import both, either, negated, number
from ech0.minds.embedded.logic.forms import Unreadable
from ech0.minds.embedded.logic.options import meaning, meanings
from ech0.minds.embedded.logic.puzzles.offered import LETTER, OPEN
from ech0.minds.embedded.logic.puzzles.planned import planned
from ech0.minds.embedded.logic.puzzles.scene import relation

MAX_PEOPLE, MAX_TEXT = 6, 2000
_TRUE = r"(?:truth-?[ ]?tellers?|truthful|honest|knights?|telling the truth|speaking the truth|tells? the truth|speaks? the truth|told the truth|true|right|correct|saints?)"
_FALSE = r"(?:liars?|lying|lies?|lied|knaves?|dishonest|not telling the truth|telling (?:a )?lies?|tells? lies|false|untrue|wrong|fibbers?)"
_KIND = re.compile(rf"^(?:is |are |was |were |am |be |being )?(?:(?P<no>not) )?(?:(?:always|both|all|each|certainly|definitely|really) )*(?:an? |the )?(?:(?P<t>{_TRUE})|(?P<f>{_FALSE}))$")
_HOW = r"(?:(?P<how>exactly|at least|at most|only|just|precisely) )?"
_US = r"(?:us|them|we|the|these|those|of|two|three|four|five|[a-z]+'s)(?: (?:two|three|four|five|2|3|4|5))?(?: of us)?"
_COUNTED = re.compile(
    rf"^(?:there (?:is|are) )?{_HOW}(?P<k>{K}|none|neither|all|both)(?: (?P<kind>{_TRUE}|{_FALSE}))?(?: (?:of|among|amongst|out of) (?P<us>(?P<l>(?!us\b|them\b|these\b|those\b|the (?:two|three|four)\b)[a-z]+(?:, [a-z]+)*,? (?:and|or) [a-z]+)|{_US}(?: following)?(?: (?:following )?(?:statements|labels|signs|people|men|children|boys|girls|inscriptions|brothers|suspects|speakers|islanders|children|students|friends|girls|twins|labels))?))?(?: (?P<what>(?:is|are|was|were|tells?|lies?|lied|told|speaks?)\b.*))?$"
)
_NOISE = re.compile(r"^(?:well|yes|no|look|honestly|listen|oh),? ")


@dataclass
class _Talk:
    """Those who may speak or be spoken of, by name; the hidden thing in words; whether anyone may do either."""

    people: list[str]
    act: str = ""
    thing: str = ""
    hidden: bool = False
    normal: bool = False
    used: dict[str, tuple[int, int]] = field(default_factory=dict)

    def true(self, k: int) -> str:
        self.used[f"h{k}"] = (0, 1)
        return f"h{k} == 1"

    def did(self, k: int) -> str:
        self.hidden = True
        self.used["d"] = (0, len(self.people) - 1)
        return f"d == {k}"


def plan(question: Question, tag: str) -> Plan | None:
    """A plan, if the text is such a puzzle and is understood whole; else nothing."""
    text, inline = sentences.inline(question.text)
    options = [LETTER.sub("", o).strip() for o in (question.options or inline)]
    if len(text) > MAX_TEXT or not 2 <= len(options) <= 6 or not re.search(r"\b(?:lies?|lying|liars?|truth|truth-tellers?|knaves?|true|lied|false)\b", text, re.IGNORECASE):
        return None
    text, options = _ordinal(text), [_ordinal(o) for o in options]
    try:
        return _plan(text, options, tag)
    except Unreadable:
        return None


_NUMBERED = re.compile(r"\b(?:(?P<the>[Tt]he ))?(?P<n>[Dd]oor|[Bb]ox|[Cc]hest|[Jj]ar|[Rr]oom|[Cc]up|[Dd]rawer|[Cc]asket) (?:number |no\. ?)?(?P<k>[1-5A-D])\b")
_ORDINALS = {**dict(zip("12345", ("first", "second", "third", "fourth", "fifth"), strict=True)), **dict(zip("ABCD", ("alpha", "beta", "gamma", "delta"), strict=True))}


def _ordinal(text: str) -> str:
    """`Door 2` as `the second door`."""
    return _NUMBERED.sub(lambda m: f"{'The' if m['n'][0].isupper() or m['the'] == 'The ' else 'the'} {_ORDINALS[m['k']]} {m['n'].lower()}", text)


def _plan(text: str, options: Sequence[str], tag: str) -> Plan | None:
    said, rest = speeches(text)
    if not said or not rest or not rest[-1].endswith("?"):
        return None
    asked, told = rest[-1], rest[:-1]
    if lead := re.match(r"^if (?P<c>[^,?]+), (?P<q>(?:who|which|where|what|how)\b.+)$", asked, re.IGNORECASE):
        told, asked = [*told, f"{lead['c']}."], lead["q"]
    supposed = re.match(r"^(?P<q>.+?),? (?:if|given that|supposing|knowing that) (?P<c>[^?]+)\?$", asked)
    if supposed:
        asked = f"{supposed['q']}?"
    talk = _talk(said, told, asked, options)
    out: list[Relation] = []
    regime = _regime(told, talk, len(said), out)
    for at, speech in enumerate(said):
        claim = _claim(_near(speech), talk.people.index(speech.who), talk)
        true = talk.true(talk.people.index(speech.who)) if regime == "people" else f"s{at} == 1"
        if regime != "people":
            talk.used[f"s{at}"] = (0, 1)
        out.append(relation(f"((({true}) -> ({claim})) and (({claim}) -> ({true})))", f"{speech.who}: {speech.said}"))
    if supposed:
        out.append(relation(_claim(supposed["c"], -1, talk), supposed["c"]))
    picks = _asked(asked, options, talk)
    if regime == "statements":
        for k in range(len(talk.people)):
            own = [f"s{at}" for at, s in enumerate(said) if s.who == talk.people[k]]
            if f"h{k}" in talk.used:
                if len(own) != 1:
                    raise Unreadable("whether one who says several things lies")
                out.append(relation(f"h{k} == {own[0]}", "whoever says it"))
    if any(p.expression != "0 == 1" and meaning(o) == "unknown" for p, o in zip(picks, options, strict=True)) and not _proved(talk.used, out, picks):
        raise Unreadable("`neither` is what is asked, and not that it is open")
    return planned(asked, talk.used, out, picks, tag=tag, form="speeches that are true or not")


def _proved(used: Mapping[str, tuple[int, int]], out: Sequence[Relation], picks: Sequence[Relation]) -> bool:
    """Whether one of the options holds in every case that obeys all that is said."""
    trees, asked = [parse(r.expression) for r in out], [parse(p.expression) for p in picks]
    rows = product(*(range(low, high + 1) for low, high in used.values()))
    cases = [dict(zip(used, map(float, row), strict=True)) for row in rows]
    kept = [c for c in cases if all(bool(evaluate(t, c)) for t in trees)]
    return bool(kept) and any(all(bool(evaluate(a, c)) for c in kept) for a in asked)


def _near(speech: Speech) -> str:
    return re.sub(r"\s+", " ", speech.said.strip(" .!,;"))


def _talk(said: Sequence[Speech], told: Sequence[str], asked: str, options: Sequence[str]) -> _Talk:
    people = list(dict.fromkeys(s.who for s in said))
    for text in (*told, *(s.said for s in said), asked, *options):
        for name in re.findall(r"(?<![.!?] )(?<!^)\b[A-Z][a-z]+\b", text):
            if name.lower() not in people and name.lower() not in _NO_NAME:
                people.append(name.lower())
    noun = next((m[1] for p in people if (m := re.search(r" (box|door|chest|casket|jar|cup|room|drawer)$", p))), "")
    if noun:
        for text in (*(s.said for s in said), *options, *told):
            for name in re.findall(rf"\b([a-z]+ {noun})\b", text.lower()):
                if name not in people and not re.match(r"(?:the|this|that|which|each|every|one|a|other|any|in|three|two) ", name):
                    people.append(name)
    if not 1 < len(people) <= MAX_PEOPLE:
        raise Unreadable("who speaks")
    talk = _Talk(people)
    act = re.match(r"^(?:so |then )?who (?P<a>(?!is\b|are\b|was\b|tells?\b|told\b|lie[sd]?\b|always\b|must\b|speaks?\b)[a-z]+ .+?)\?$", asked, re.IGNORECASE)
    talk.act = act["a"].lower() if act else "did it"
    if thing := re.search(r"\b(?:where is|which (?:box|door|chest|casket|jar|cup|room|drawer) (?:contains|holds|has|hides|is)|(?:in|behind|under) which [a-z]+ is) (?P<t>(?:the |a )?[a-z]+(?: [a-z]+)?)(?: in| behind| hidden| under)?\?$", asked, re.IGNORECASE):
        talk.thing = re.sub(r"^(?:the|a) ", "", thing["t"].lower())
    return talk


_NO_NAME = frozenset("i it we he she they the a an on in you each every exactly only one both neither who what all at there if is of no none yes either three two four just read".split())


# --- what is told beside the speeches --------------------------------------------------------------------------------

_ALWAYS = re.compile(
    r"\b(?:(?:knights?|truth-?tellers?|saints?) ?\(?(?:who )?(?:are )?(?:always|only|all)\b[^.]*\b(?:knaves?|liars?)|always (?:tells?|speaks?|lies?|lie|tell)|either (?:a |an )?(?:truth-?[ ]?tellers?|liars?|knights?|knaves?|always)|(?:truth-?tellers?|knights?)\b(?:.*\b(?:and|or|while|but|whereas)\b|[^.]*[,;]).*\b(?:liars?|knaves?)|never (?:lies?|lie|tells? the truth)|(?:each|every|everyone|all)\b.* (?:knights?|knaves?|liars?))\b"
)
_SOFT = re.compile(r"\b(?:normal|sometimes|spy|spies|may (?:lie|say anything)|can say anything|alternat|random)\b")
_SCENE = re.compile(
    r"^(?:you (?:meet|come across|see|ask|talk to|encounter)\b.*|(?:an?|the|one) [a-z]+ (?:is|has been|was|lies) (?:hidden|placed|put|buried|locked|inside|in|behind|under)\b.*\b(?:or|one of)\b.*|.*\b(?:makes?|made|say|said) (?:the following|these|a|one) (?:statements?|claims?).*|(?:there (?:is|are|'s)|there's)\b.*|each (?:has|bears|carries|makes) (?:a|one) [a-z ]*(?:label|sign|inscription|statement|claim).*|.*\b(?:says nothing|say nothing|remains? silent|stays? silent|keeps? quiet|is silent)\b.*|.*\b(?:were|was|are) (?:questioned|asked|interviewed|suspected|accused)\b[^.]*|(?:read|take) (?:it|that|this) as a plain logical .*|here is what they (?:say|said).*|they (?:say|said|make|made)\b.*)$",
    re.IGNORECASE,
)
_ONE_DID = re.compile(r"\b(?:exactly |only |just )?one (?:of (?:the |these |those |them\b)?(?: ?[a-z]+){0,3}|[a-z]+)? ?(?:did it|did|broke|stole|took|ate|has|had|hid|is guilty|was guilty|is the|contains|holds|left|spilled|wrote|opened|won)\b|\bone of (?:the )?(?:two|three|four|five) [a-z]+s\b", re.IGNORECASE)


def _regime(told: Sequence[str], talk: _Talk, speeches_: int, out: list[Relation]) -> str:
    """How truth goes with the speakers, and what else is told; raises `Unreadable` for what is not understood."""
    regime = ""
    for sentence in told:
        whole = re.sub(r"^\((.*)\)\.?$", r"\1", sentence.strip())
        for part in re.split(r",? and (?=(?:(?:exactly|only|just|precisely|at least|at most) )?(?:one|two|three|none|both) (?:of|is|are|told|lied|tells?|lies?)\b)|;\s*", whole):
            regime = _told(part, talk, speeches_, regime, out)
    if not regime:
        raise Unreadable("which of them are true")
    return regime


_WORD = re.compile(r"\b(?:lies?|liars?|lying|lied|truth|true|false|not|never|if|only|know|knows|guilty|innocent|because|saw|seen|was at|were at|alibi|no one|nobody|none|both|neither)\b|n't\b")


def _told(part: str, talk: _Talk, speeches_: int, regime: str, out: list[Relation]) -> str:
    """What one part of a sentence beside the speeches tells, added to `out`; the regime that it leaves."""
    plain = part.strip(" .!?()")
    low = plain.lower()
    if not low or re.match(r"(?:read|take) (?:it|that|this) as (?:a )?plain logical\b", low):
        return regime
    if _SOFT.search(low):
        raise Unreadable("one who may do either")
    named = [p for p in talk.people if re.search(rf"\b{re.escape(p)}\b", low)]
    if named and len(named) < len(talk.people) and (known := re.match(r"^(?:(?:it is known|we know|you know|it turns out) that )?(?P<c>[a-z]+ (?:is|always|never)\b.*)$", low)):
        out.append(relation(_claim(known["c"], -1, talk), part))
        return regime
    if _ALWAYS.search(low) and (not named or len(named) == len(talk.people)):
        if re.search(r"\b(?:one|the other) (?:type|kind|sort|tribe|group|people)\b|\b(?:type|kind|sort|tribe)s?\b[^.]*\bother\b", low):
            return "people"
        if re.search(r"\bone of (?:them|the two)\b|\bthe other\b|\bexactly one\b", low):
            if len(talk.people) != 2 or not re.search(r"\bone\b.*\b(?:always )?(?:lies|tells|is a)\b.*\bother\b", low):
                raise Unreadable("how many always do")
            out.append(relation("h0 + h1 == 1", part))
            talk.used |= {"h0": (0, 1), "h1": (0, 1)}
        return "people"
    bare = re.sub(r"^(?:but |and |however,? |it (?:is known|turns out) that |we know that |you know that |you are told that |in fact,? )", "", low)
    bare = re.sub(rf"^(?P<h>(?:exactly|at least|at most|only|just|precisely) )?(?P<k>{K}) (?P<n>sign|statement|label|inscription|claim|note|person|boy|girl|suspect|speaker|child|man|woman)s? (?=(?:is|are|was|were|tells?|lies?|lied|told|speaks?)\b)", r"\g<h>\g<k> of the \g<n>s ", bare)
    bare = re.sub(r"(?P<x>\bone|two) (?P<v>is|are)$", r"\g<x> of them \g<v> true", bare)
    if (found := _COUNTED.match(bare)) and not found["l"] and (kind := _kind_of(found)) is not None:
        return _counting(found, kind, bare, talk, speeches_, regime, part, out)
    if _ONE_DID.search(low) and not re.search(r"\b(?:lie|lies|true|truth|false)\b", low):
        return regime
    if _silent(plain, talk) or (_SCENE.match(plain) and not re.search(r"\bknow\b", low) and not re.search(r"\b(?:true|false|lies?|liars?|truth)\b", low.replace("tell the truth or", ""))):
        return regime
    if known := re.match(r"^(?:.* says nothing,? but )?(?:we|you|i) know (?:that )?(?P<c>.+)$", low):
        out.append(relation(_claim(_named(known["c"], low, talk), -1, talk), part))
        return regime
    raise Unreadable(part)


def _counting(found: re.Match[str], kind: bool, bare: str, talk: _Talk, speeches_: int, regime: str, part: str, out: list[Relation]) -> str:
    """How many speakers, or how many statements, are true."""
    labelled = bool(re.search(r"\b(?:statement|label|sign|inscription|claim|note)s?\b", bare))
    if speeches_ != len(talk.people) and (regime == "people") == labelled:
        raise Unreadable("whether a speaker or a statement is counted")
    if regime == "people":
        terms = [f"{talk.true(k)[:-1]}{int(kind)}" for k in range(len(talk.people))]
    else:
        terms = [f"s{k} == {int(kind)}" for k in range(speeches_)]
        talk.used |= {f"s{k}": (0, 1) for k in range(speeches_)}
    out.append(relation(_number(found, terms), part))
    return regime or "statements"


def _silent(plain: str, talk: _Talk) -> bool:
    """Whether a sentence only tells what happened and who there is: no word of truth, and all of the names or none."""
    low = plain.lower()
    named = [p for p in talk.people if re.search(rf"\b{re.escape(p)}\b", low)]
    return not _WORD.search(low) and (not named or len(named) == len(talk.people))


def _named(claim: str, sentence: str, talk: _Talk) -> str:
    """A claim whose `he` or `she` is the one person that the sentence names."""
    named = [p for p in talk.people if re.search(rf"\b{re.escape(p)}\b", sentence)]
    return re.sub(r"^(?:he|she)\b", named[0], claim) if len(named) == 1 else claim


def _kind_of(found: re.Match[str]) -> bool | None:
    """Whether the true or the false ones are counted."""
    words = found["what"] or found["kind"] or ""
    said = _KIND.match(words.strip())
    if said is None or (said["no"] and not words):
        return None
    return bool(said["t"]) != bool(said["no"])


def _number(found: re.Match[str], terms: Sequence[str]) -> str:
    k = {"none": 0, "neither": 0, "all": len(terms), "both": len(terms)}.get(found["k"])
    sign = {"at least": ">=", "at most": "<="}.get(found["how"] or "", "==")
    return number(terms, sign, COUNTS[found["k"]] if k is None else k)


# --- what is claimed -------------------------------------------------------------------------------------------------


def _claim(text: str, me: int, talk: _Talk) -> str:
    """The expression of a claim of speaker `me` (-1: nobody's); raises `Unreadable`."""
    low = text.lower().strip(" .!,;")
    low = re.sub(r"\b(i)'m\b", "i am", low)
    low = re.sub(r"\b(we|they|you)'re\b", r"\1 are", low)
    low = re.sub(r"n't\b", " not", low.replace("can't", "can not").replace("won't", "will not"))
    low = re.sub(r"\b(\w+)'s (?=(?:a|an|the|lying|telling|not|innocent|guilty|honest|in|one)\b)", r"\1 is ", low)
    low = re.sub(r"^(?:and|but|so|also) ", "", _NOISE.sub("", low))
    parts = re.split(r"[.!]\s+|;\s*", low)
    if len(parts) > 1:
        return both(_claim(p, me, talk) for p in parts if p)
    if found := re.match(r"^if (?P<a>.+?),? then (?P<b>.+)$|^if (?P<c>[^,]+), (?P<d>.+)$", low):
        a, b = found["a"] or found["c"], found["b"] or found["d"]
        return f"(({_claim(a, me, talk)}) -> ({_claim(_so(a, b), me, talk)}))"
    if found := re.match(r"^(?P<a>.+?) if and only if (?P<b>.+)$", low):
        a, b = _claim(found["a"], me, talk), _claim(found["b"], me, talk)
        return f"((({a}) -> ({b})) and (({b}) -> ({a})))"
    if found := re.match(r"^(?:it is not true that|it is false that|it is not the case that) (?P<x>.+)$", low):
        return negated(_claim(found["x"], me, talk))
    if (one := _simple(low, me, talk)) is not None:
        return one
    for cut in re.finditer(r",? \b(and|or|but)\b ", low):
        head, tail = re.sub(r"^either ", "", low[: cut.start()]), low[cut.end() :]
        if {"and", "or"} <= set(re.findall(r"\b(?:and|or)\b", low)) and len(re.findall(r"\b(?:and|or)\b", low)) > 1:
            raise Unreadable("and and or in one")
        try:
            a, b = _claim(head, me, talk), _claim(_so(head, tail), me, talk)
        except Unreadable:
            continue
        return either((a, b)) if cut[1] == "or" else both((a, b))
    raise Unreadable(low)


def _so(a: str, b: str) -> str:
    """`so is B`, `B is too`: with what was said before of another."""
    found = re.match(r"^so (?:is|am|are|does|do) (?P<w>.+)$|^(?P<w2>\w+) (?:is|am|does|do)(?: too| as well)?$", b)
    said = re.match(r"^.+? (?P<v>(?:is|am|are|tells?|lies?)\b.*)$", a)
    if found and said:
        return f"{found['w'] or found['w2']} {re.sub(r'^am', 'is', said['v'])}"
    return b


def _simple(low: str, me: int, talk: _Talk) -> str | None:
    if (found := _COUNTED.match(low)) and (kind := _kind_of(found)) is not None and not (found["what"] or "").startswith(("is not", "are not")):
        named = _people(found["l"], me, talk)[0] if found["l"] else range(len(talk.people))
        terms = [f"{talk.true(k)[:-1]}{int(kind)}" for k in named]
        many = re.search(rf"\b({K})\b", found["us"] or "")
        if many and COUNTS[many[1]] != len(terms):
            raise Unreadable("how many they are")
        return _number(found, terms)
    if found := re.match(r"^(?P<a>.+?) and (?P<b>.+?) are (?:both )?(?:of )?(?:the )?(?P<h>same|different|opposite)(?: (?:kinds?|types?|sorts?))?$|^(?P<w>we|we two|the two of us) are (?:both )?(?:of )?(?:the )?(?P<h2>same|different|opposite)(?: (?:kinds?|types?|sorts?))?$", low):
        two = [0, 1] if found["w"] and len(talk.people) == 2 else [_person(found["a"] or "", me, talk), _person(found["b"] or "", me, talk)]
        a, b = (talk.true(k)[:-5] for k in two)
        return f"{a} {'==' if (found['h'] or found['h2']) == 'same' else '!='} {b}"
    if found := re.match(r"^(?P<who>.+?)(?P<what> (?:is|are|was|were|am|tells?|lies?|lied|told|speaks?|always|never)\b.*)$", low):
        said = _KIND.match(re.sub(r"^(?:never (?P<v>lies?|lie))$", "is truthful", found["what"].strip()))
        if said:
            wanted = bool(said["t"]) != bool(said["no"])
            who = re.sub(r"^(?:the (?:statement|label|sign|inscription) (?:of|on|by) |what )|(?:'s (?:statement|label|sign|claim)|says?|claims?|said)$", "", found["who"]).strip()
            people, joint = _people(re.sub(r"'s$", "", who), me, talk)
            if joint == "nor":
                wanted = not wanted
            if said["no"] and len(people) > 1:
                raise Unreadable("not of several")
            terms = [f"{talk.true(k)[:-1]}{int(wanted)}" for k in people]
            return either(terms) if joint == "or" else both(terms)
    return _hidden(low, me, talk)


def _people(words: str, me: int, talk: _Talk) -> tuple[list[int], str]:
    low = words.strip(" ,")
    if re.fullmatch(r"(?:both|all|each)?(?: (?:two|three|four))?(?: of)? ?(?:us|we|them|they)(?: (?:two|three|four))?(?: both| all)?|everyone(?: here)?|everybody|(?:all|both)(?: (?:two|three|four))? of us|we", low):
        return list(range(len(talk.people))), "and"
    if re.fullmatch(r"(?:neither|none) of (?:us|them)(?: (?:two|three))?", low):
        return list(range(len(talk.people))), "nor"
    if re.fullmatch(r"(?:the )?(?:other two|others|other (?:three|ones))", low) and me >= 0:
        return [k for k in range(len(talk.people)) if k != me], "and"
    joint = "nor" if low.startswith("neither ") else "or" if " or " in low else "and"
    low = re.sub(r"^(?:neither|both|either) |(?: both| all)$", "", low)
    return [_person(p, me, talk) for p in re.split(r",? (?:and|or|nor) |, ", low)], joint


def _person(word: str, me: int, talk: _Talk) -> int:
    low = re.sub(r"^the ", "", word.strip(" ,'"))
    if low in ("i", "me", "myself", "here", "this", "this box", "this door", "this one", "me myself", "this chest", "this casket"):
        if me < 0:
            raise Unreadable("who speaks")
        return me
    if low in ("other", "other one", "you", "other box", "other door") and me >= 0 and len(talk.people) == 2:
        return 1 - me
    found = [k for k, p in enumerate(talk.people) if low == p or (low and p.split()[0] == low)]
    if len(found) != 1:
        raise Unreadable(f"who {word!r} is")
    return found[0]


_UNDONE = {"broke": "break", "stole": "steal", "took": "take", "ate": "eat", "hid": "hide", "drank": "drink", "wrote": "write", "left": "leave", "won": "win", "did": "do", "spilt": "spill"}


def _hidden(low: str, me: int, talk: _Talk) -> str | None:
    """Who did it, where it is: `Bea did it`, `I did not take it`, `it was Cal`, `the coin is not in here`."""
    past, _, rest = talk.act.partition(" ")
    base = _UNDONE.get(past, past.removesuffix("d") if past.endswith("ed") else past)
    objects = rf"(?:it|this|that|so|{re.escape(rest)})" if rest else "(?:it|this|that)"
    did = rf"(?:did (?:it|this|that)|{re.escape(past)} {objects}|(?:is|was|am) (?:guilty|the (?:culprit|thief|murderer|killer|one)|to blame|responsible))"
    undid = rf"(?:did not (?:do (?:it|this|that)|{re.escape(base)} {objects}|{re.escape(base.removesuffix('e'))}e? {objects})|(?:is|was|am) (?:innocent|not (?:guilty|the (?:culprit|thief|one)|to blame|responsible))|did not)"
    for pattern, wanted in ((rf"^(?P<w>.+?) {did}$", True), (rf"^(?P<w>.+?) {undid}$", False), (r"^it (?:was|is) not (?P<w>.+)$", False), (r"^it (?:was|is) (?P<w>.+)$", True)):
        if (found := re.match(pattern, low)) and (not talk.thing or not pattern.startswith("^it ")):
            people, joint = _people(found["w"], me, talk)
            so = wanted if joint != "nor" else not wanted
            terms = [talk.did(k) if so else negated(talk.did(k)) for k in people]
            if len(people) > 1 and joint == "and" and so:
                raise Unreadable("several did it")
            return either(terms) if joint == "or" and so else both(terms)
    if talk.thing:
        thing = rf"(?:the |a )?(?:{re.escape(talk.thing)}|{re.escape(talk.thing.split()[-1])}|it)"
        if found := re.match(rf"^{thing} is (?P<no>not )?(?P<p>in|inside|behind|under)? ?(?P<w>.+)$", low):
            people, joint = _people(found["w"], me, talk)
            one = either(talk.did(k) for k in people)
            if joint == "nor" or (len(people) > 1 and joint == "and"):
                raise Unreadable("in several")
            return negated(one) if found["no"] else one
        if found := re.match(rf"^(?P<w>.+?) (?:(?P<no>does not|do not) (?:contain|hold|have|hide)|(?:contains|holds|has|hides)) {thing}$|^(?P<w2>.+?) is (?P<e>empty|not empty)$", low):
            people, _ = _people(found["w"] or found["w2"], me, talk)
            if len(people) != 1:
                raise Unreadable("in several")
            one = talk.did(people[0])
            return negated(one) if found["no"] or found["e"] == "empty" else one
    return None


# --- what is asked ---------------------------------------------------------------------------------------------------


def _asked(asked: str, options: Sequence[str], talk: _Talk) -> list[Relation]:
    """A statement for each option; the one that says it is open is never so."""
    low = re.sub(r"^(?:so|then|now|and),? ", "", asked.strip(" ?").lower())
    low = re.sub(r"^(\w+)'s ", r"\1 is ", low)
    open_ = [n for n, o in enumerate(options) if OPEN.search(o) or re.match(r"nothing\b", o, re.IGNORECASE)]
    if len(open_) > 1:
        raise Unreadable("what is left open")
    found = meanings(options)
    if re.match(r"^(?:is|are|was|did|does|do|must|can)\b", low) and all(m is not None for m in found):
        said = re.sub(r"^(?:is|are|was|did|does|do|must|can) ", "", low)
        inner = _claim(_declared(low, said), -1, talk)
        if len({str(m) for m in found}) != len(found) or low.startswith(("can", "must")):
            raise Unreadable("what is asked")
        picks = [inner if m is True else negated(inner) if m is False else "0 == 1" for m in found]
    else:
        picks = ["0 == 1" if n in open_ else _answer(low, o.lower().strip(" ."), talk) for n, o in enumerate(options)]
    if not any(p != "0 == 1" for p in picks) or len({p for p in picks if p != "0 == 1"}) != len([p for p in picks if p != "0 == 1"]):
        raise Unreadable("two options say the same")
    return [relation(p, o) for p, o in zip(picks, options, strict=True)]


def _declared(low: str, said: str) -> str:
    """`is Bo a liar` as `bo is a liar`, `did Bo do it` as `bo did it`."""
    verb = low.partition(" ")[0]
    found = re.match(r"^(?P<w>(?:the )?[a-z]+(?: (?:box|door|chest))?) (?P<r>.+)$", said)
    if not found:
        raise Unreadable("what is asked")
    if verb in ("is", "are", "was"):
        return f"{found['w']} is {found['r']}"
    return f"{found['w']} did it" if verb == "did" and found["r"] in ("do it", "do this") else f"{found['w']} {found['r']}"


def _answer(low: str, option: str, talk: _Talk) -> str:
    if (found := re.match(r"^what (?:are|can (?:be said|you say|we say) of) (?P<w>.+)$", low)) and (kinds := re.match(rf"^(?:they are )?(?P<h>both|all|neither(?: is)?|none)(?: are)? (?:an? )?(?:(?P<t>{_TRUE})|(?P<f>{_FALSE}))$", option)):
        everyone = found["w"] in ("they", "the two", "the three", "the two of them")
        people = list(range(len(talk.people))) if everyone else _people(found["w"], -1, talk)[0]
        wanted = int(bool(kinds["t"]) == kinds["h"].startswith(("both", "all")))
        return both(f"{talk.true(k)[:-1]}{wanted}" for k in people)
    if re.match(r"^what can (?:be said|you say|we say)\b", low):
        return _claim(option, -1, talk)
    if found := re.match(r"^what (?:kind of person |type )?(?:is|must) (?P<w>(?:the )?[a-z]+)(?: be)?$", low):
        return _claim(f"{found['w']} is {option}", -1, talk)
    if re.match(r"^(?:which|what) (?:of (?:these|the following)|must|can|follows)|^what are they|^which (?:is|statement)", low) and not _KIND.match(re.sub(r"^which (?:one )?", "", low)):
        return _claim(option, -1, talk)
    if re.match(r"^(?:who|which (?:one|of them|of the [a-z]+|person|child|man|woman|boy|girl|statement))\b", low):
        rest = re.sub(r"^(?:who|which (?:one|of them|of the [a-z]+|person|child|man|woman|boy|girl))(?: (?:must|can) be)? ", "", low)
        if said := _KIND.match(rest):
            if said["no"] or rest.startswith("are"):
                raise Unreadable("of several")
            wanted = int(bool(said["t"]))
            whole = re.fullmatch(r"(?:(?P<all>both|all|everyone|all of them|both of them|all three)|neither|nobody|none|no one|none of them|neither of them)", option)
            if re.search(r"\b(?:must|certainly|definitely|for sure)\b", low) and not (whole and whole["all"]):
                return "0 == 1" if whole else both(f"{talk.true(k)[:-1]}{wanted}" for k in _people(re.sub(r"^only | only$", "", option), -1, talk)[0])
            people, joint = (list(range(len(talk.people))) if whole["all"] else [], "and") if whole else _people(re.sub(r"^only | only$", "", option), -1, talk)
            if joint != "and":
                raise Unreadable("one or the other")
            return both(f"{talk.true(k)[:-1]}{wanted if k in people else 1 - wanted}" for k in range(len(talk.people)))
        if rest == talk.act or re.match(r"^(?:did it|is (?:guilty|the (?:culprit|thief|murderer)))", rest):
            return talk.did(_person(option, -1, talk))
    if talk.thing and re.match(r"^(?:where|which|in which|behind which|under which)\b", low):
        return talk.did(_person(re.sub(r"^(?:in|behind|under|inside) ", "", option), -1, talk))
    if re.match(r"^how many\b", low) and (count := re.match(rf"^({K}|none|all)\b", "zero" if option == "0" else option)) and (said := re.search(rf"\b(?:(?P<t>{_TRUE})|(?P<f>{_FALSE}))\b", low)):
        k = {"none": 0, "all": len(talk.people)}.get(count[1])
        return number([f"{talk.true(p)[:-1]}{int(bool(said['t']))}" for p in range(len(talk.people))], "==", COUNTS[count[1]] if k is None else k)
    raise Unreadable("what is asked")
