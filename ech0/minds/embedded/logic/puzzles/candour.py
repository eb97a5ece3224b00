"""Who tells the truth and who lies: each statement is true or not as its speaker is honest. Knows no solver.

Three regimes are known: speakers of two kinds, of whom one always tells the truth and the other never; a number of the
statements that are true; and, with either, one of the speakers who did it.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from ech0.core.types import Plan, Question, Relation
from ech0.minds.embedded.logic import places, sentences
from ech0.minds.embedded.logic.options import meanings
from ech0.minds.embedded.logic.puzzles.planned import planned
from ech0.minds.embedded.logic.puzzles.scene import counted, relation

MAX_SPEAKERS = 6
_TRUE_KIND = r"(?:knights?|truth-?[ ]?tellers?|truthful(?: ones?| people)?|honest(?: ones?| people| person| man| woman)?|saints?|truthies|veracious)"
_FALSE_KIND = r"(?:knaves?|liars?|fibbers?|dishonest(?: ones?| people| person)?|deceivers?|lying ones?)"
_VERB = r"(?:says?|said|claims?|claimed|states?|stated|declares?|declared|replie[sd]|answer(?:s|ed)|tells? you|told (?:you|us|me|the \w+)|remark(?:s|ed)|insists?|insisted|adds?|added|asserts?|asserted|maintains?|announces?|announced)"
_NAME = r"(?:(?:the|a) )?[\w'-]+(?: (?:guard|door|box|brother|sister|twin|man|woman|boy|girl|witness|speaker))?"
_SPOKEN = re.compile(
    rf"^(?:(?:then|next|and|meanwhile|finally|while|but) )?(?P<who>[A-Z][\w'-]*|[Tt]he [a-z]+ (?:guard|man|woman|boy|girl|witness|one)|[a-z]+ (?:guard|man|woman))(?: then| also| only)?\s*(?:{_VERB}(?: that)?|:)\s*[,:]?\s*(?P<q>[\"“'‘]?)(?P<said>.+?)[\"”'’]?[.!]?$"
)
_SPOKEN_AFTER = re.compile(rf"^[\"“](?P<said>[^\"”]+?)[,.!]?[\"”],? (?:{_VERB} (?P<who>[A-Z][\w'-]*)|(?P<who2>[A-Z][\w'-]*) {_VERB})[.!]?$")
_SORTS = re.compile(
    r"\b(?P<a>[a-z-]+)s?\b[^.]{0,24}?\b(?:always|only ever|only) (?:tells?|speaks?|says?) (?:the truth|true things)\b[^.]*?\b(?:and|while|but|or|;|,)\b[^.]*?\b(?P<b>[a-z-]+)s?\b[^.]{0,24}?\b(?:always|only ever|only) (?:lies?|tells? lies|lie)\b",
    re.IGNORECASE,
)
_SORTS_TURNED = re.compile(
    r"\b(?P<b>[a-z-]+)s?\b[^.]{0,24}?\b(?:always|only ever|only) (?:lies?|tells? lies|lie)\b[^.]*?\b(?P<a>[a-z-]+)s?\b[^.]{0,24}?\b(?:always|only ever|only) (?:tells?|speaks?|says?) (?:the truth|true things)\b",
    re.IGNORECASE,
)
_SOME = r"(?P<how>exactly |only |just |precisely |at least |at most )?(?P<k>one|two|three|four|none|all|neither|both)"
_MANY_TRUE = re.compile(
    rf"^(?:but |and |you know (?:that )?|we know (?:that )?|it is known (?:that )?|it turns out (?:that )?|however,? )?{_SOME}(?: (?:person|boy|girl|suspect|child|man|woman|student))?(?: of(?: (?!is\b|are\b|tell)\w+){{1,4}}| (?:statements?|suspects?|people))? (?:is|are|was|were|tells?|told|speaks?|spoke|lie[sd]?|lying|has|have)\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"^(?:(?:exactly|only|just) )?one (?:of (?:them|these|the [\w ]{1,30})|[a-z]+)(?: [A-Z]\w+(?:, [A-Z]\w+)*,? (?:and|or) [A-Z]\w+)?(?: must have| has| had)? (?P<act>(?!is\b|was\b|are\b|tells?\b|told\b|lie[sd]?\b|always\b|speaks?\b)[a-z]+\b.*)$",
    re.IGNORECASE,
)
_WHOM = re.compile(r"^\w+ [a-z]+, (?:exactly |only |just )?one of whom (?P<act>[a-z]+ .+)$", re.IGNORECASE)
_INTRO = re.compile(
    rf"^(?:you (?:meet|come across|encounter|are talking to|talk to|ask|approach|visit)\b.*|(?:on|in) (?:an?|the|this|that|some) (?:\w+ )?(?:island|village|town|land|country|planet|club)\b.*\b(?:lives?|inhabitants?|everyone|everybody|people|residents?|islanders?|villagers?)\b.*|(?:every|each|all)\b.*\b(?:either|is)\b.*{_TRUE_KIND}\b.*{_FALSE_KIND}.*|.*\b(?:were|are|was|being) (?:asked|questioned|interviewed|suspected|accused)\b.*|(?:here is|this is) what they (?:say|said).*|they (?:say|said|make|made)(?: the following| as follows| these statements?)?.*|(?:two|three|four) \w+, [A-Z]\w+(?:, [A-Z]\w+)*,? and [A-Z]\w+, (?:are|were|stand|stood|live|sit|meet|guard|make|made|have|talk)\b.*|(?:[A-Z]\w+(?:, [A-Z]\w+)*,? and [A-Z]\w+|\w+ people) (?:live on|are (?:inhabitants|islanders|standing|residents|two|three))\b[^.]*)$",
    re.IGNORECASE,
)


_PLAINER = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (rf"^(?P<i>(?:On|In) an? \w+ (?:where|on which|in which) [^,\".]+), (?=[A-Z]\w+ {_VERB}\b)", r"\g<i>. "),
        (r"\b(?P<a>[A-Za-z-]+) never lie,? (?:and |but |while )?(?P<b>[a-z-]+) always (?:do|lie)\b",
         r"\g<a> always tell the truth, \g<b> always lie"),
        (r"\b(?P<n>[A-Z]\w+) (?:says|said) nothing,? but (?:we|you) know (?:that )?(?:he|she) is ", r"It is known that \g<n> is "),
    )
)  # fmt: skip
"""Openings and silences in the words that the reader knows."""
_KNOWN = re.compile(r"^it is known that (?P<c>[a-z]\w* is (?:not )?an? [a-z-]+)$")


class Unheard(Exception):
    """Something said that this reader does not understand."""


class _Talk(NamedTuple):
    speakers: list[str]
    honest: re.Pattern[str]
    lying: re.Pattern[str]
    act: str


def plan(question: Question, tag: str) -> Plan | None:
    """A plan, if the text is a puzzle of truth-tellers and liars that is understood whole; else nothing."""
    text, inline = sentences.inline(question.text)
    options = question.options or inline
    low = text.lower()
    if len(text) > 2500 or len(options) < 2 or not re.search(r"\b(?:lies?|lying|liars?|truth|knaves?|true|lied|false)\b", low):
        return None
    try:
        return _plan(_parts(text), [re.sub(r"^\s*\(?[A-J][).:]\s+", "", o) for o in options], tag)
    except Unheard:
        return None


def _parts(text: str) -> list[str]:
    """Sentences, with a speech as one part however many sentences and whatever marks it holds."""
    text = text.replace("“", '"').replace("”", '"').replace("’", "'").replace("‘", "'")
    text = re.sub(r"(?<=[\s:,])'([^'\"]*(?:\w'\w[^'\"]*)*)'(?=[\s.,;]|$)", r'"\1"', text)
    for pattern, plain in _PLAINER:
        text = pattern.sub(plain, text)
    held: list[str] = []

    def hold(m: re.Match[str]) -> str:
        held.append(m[1])
        ends = "." if m[1].rstrip()[-1:] in ".!?" and re.match(r"\s*(?:[A-Z\n]|$)", text[m.end() :]) else ""
        return f'"<{len(held) - 1}>"{ends}'

    short = re.sub(r'"([^"]+)"', hold, text)
    short = re.sub(r'(?<=>"),? (?:and|while|but) (?=[A-Z]\w+ (?:says?|said|claims?|replie))', ". ", short)
    short = re.sub(r'(?<=>");\s*', ". ", short)
    out = []
    for part in sentences.split(short):
        pieces = re.split(r"(?:,|;) (?:and |but |while )?(?=[A-Z]\w+ (?:says?|said|claims?|claimed) )", part) if '"' not in part else [part]
        out += [re.sub(r"<(\d+)>", lambda m: held[int(m[1])], p) for p in pieces]
    return out


def _plan(parts: Sequence[str], options: Sequence[str], tag: str) -> Plan | None:
    if len(parts) < 2:
        return None
    spoken: list[tuple[str, str, str]] = []
    rest: list[str] = []
    for part in parts[:-1]:
        found = _SPOKEN.match(part) or _SPOKEN_AFTER.match(part)
        groups = found.groupdict() if found else {}
        who = groups.get("who") or groups.get("who2") or ""
        if found and not re.match(r"(?:exactly|only|one|two|each|every|all|both|you|knights?|knaves?|there|it)\b", who, re.IGNORECASE):
            spoken.append((who.lower().removeprefix("the "), found["said"].strip(), part))
        else:
            rest.append(part)
    if not spoken:
        return None
    talk = _talk(spoken, rest, parts[-1], options)
    reader = _Speech(talk)
    constraints: list[Relation] = []
    sorted_, counting, done = _premises(rest, talk, reader, constraints)
    question = parts[-1]
    if not (sorted_ or counting):
        raise Unheard
    single = len({w for w, _, _ in spoken}) == len(spoken)
    if counting and not sorted_ and not single:
        raise Unheard  # whether a person or a statement is counted
    for who, said, part in spoken:
        for one in _said(said):
            constraints.append(relation(_same(f"{reader.at(who)} == 1", reader.claim(one, who)), part))
    picks = reader.asked(question, options)
    asks = bool(re.match(r"(?:so |then )?who\b", question, re.IGNORECASE)) and reader.deed_asked
    ranges = {f"h{n}": (0, 1) for n in range(len(talk.speakers))}
    if reader.culprit_used:
        ranges |= {f"d{n}": (0, 1) for n in range(len(talk.speakers))}
        if done or asks:
            constraints.append(relation(counted([f"d{n} == 1" for n in range(len(talk.speakers))], "==", 1), "one did it"))
    for n in range(reader.facts_count()):
        ranges[f"f{n}"] = (0, 1)
    return planned(question, ranges, constraints, picks, tag=tag, form="who tells the truth")


def _same(a: str, b: str) -> str:
    return f"((({a}) -> ({b})) and (({b}) -> ({a})))"


def _said(said: str) -> list[str]:
    """The sentences of one speech; together they are one claim only if there is one."""
    return [" and ".join(s.rstrip(" .!,") for s in re.split(r"(?<=[.!])\s+", said) if s.strip())]


def _talk(spoken: Sequence[tuple[str, str, str]], rest: Sequence[str], question: str, options: Sequence[str]) -> _Talk:
    speakers = list(dict.fromkeys(w for w, _, _ in spoken))
    whole = " ".join((*rest, question))
    for text in (*(s for _, s, _ in spoken), *options, *rest, question):
        for name in re.findall(r"(?<![.!?\"] )(?<!^)\b[A-Z][a-z]+\b|\b[A-Z](?= is\b| and\b| are\b|\b(?=[.,?\"]|$))|^[A-Z][a-z]+(?= (?:is|did|and|was|lies|lied)\b)", text):
            if name.lower() not in speakers and name.lower() not in _NO_NAMES and not re.fullmatch(_TRUE_KIND + "|" + _FALSE_KIND, name.lower()):
                speakers.append(name.lower())
    if not 0 < len(speakers) <= MAX_SPEAKERS or (len(speakers) == 1 and "guard" not in whole):
        raise Unheard
    honest, lying = _TRUE_KIND, _FALSE_KIND
    if (found := _SORTS.search(whole) or _SORTS_TURNED.search(whole)) is not None:
        a, b = found["a"].lower().rstrip("s"), found["b"].lower().rstrip("s")
        if a not in _NO_SORT and b not in _NO_SORT and a != b:
            honest, lying = rf"(?:{honest}|{re.escape(a)}s?)", rf"(?:{lying}|{re.escape(b)}s?)"
    return _Talk(speakers, re.compile(honest, re.IGNORECASE), re.compile(lying, re.IGNORECASE), _act(question, rest))


_OPEN = re.compile(r"\b(?:cannot|can't|can not|impossible|unknown|undetermined|not enough|no way|insufficient|uncertain|unclear)\b|^nothing|^not (?:clear|sure|known)|^(?:don't know|we can)")
_NO_SORT = frozenset("who that which one other inhabitant person kind and he she it they them people some always guard either i".split())
_NO_NAMES = frozenset("i it we he she they the a an on in you each every exactly only one both neither who what all at there if knights knaves is of he's no if none yes either three two four".split())


def _act(question: str, rest: Sequence[str]) -> str:
    """What one of them did, as the question says it: `broke the window`, `did it`."""
    found = re.match(r"^(?:so |then )?who (?P<act>(?!is\b|are\b|was\b|tells?\b|lie[sd]?\b|always\b|must\b|told\b|speaks\b)[a-z]+ .*?)\??$", question, re.IGNORECASE)
    if found:
        return found["act"].lower()
    if re.match(r"^(?:so |then )?who (?:is|was) (?:the )?(?:guilty|culprit|thief|murderer|killer|winner|responsible)\b", question, re.IGNORECASE):
        told = next((m["act"] for s in rest if (m := _DONE.match(s.rstrip(".")))), "did it")
        return told.lower()
    return ""


class _Speech:
    """Reads claims over the speakers of one puzzle."""

    def __init__(self, talk: _Talk) -> None:
        self.talk, self.culprit_used, self.facts = talk, False, dict[str, int]()
        self.deed_asked = False

    def facts_count(self) -> int:
        return len(self.facts)

    def at(self, who: str) -> str:
        return f"h{self.person(who)}"

    def person(self, who: str) -> int:
        name = who.lower().strip(" ,").removeprefix("the ").removesuffix("'s")
        if name not in self.talk.speakers:
            raise Unheard
        return self.talk.speakers.index(name)

    def _people(self, words: str, speaker: str) -> list[int]:
        """Those whom words name: `we` and `us` are all of them, `I` the speaker."""
        low = words.lower().strip(" ,")
        everyone = list(range(len(self.talk.speakers)))
        if re.fullmatch(r"(?:both|all|each|neither|none)?(?: of)? ?(?:us|we|them|they|the (?:two|three|four)(?: of (?:us|them))?)(?: (?:two|three|four))?(?: all| both)?|we|everyone|everybody|every one of (?:us|them)", low):
            return everyone
        out = []
        for name in re.split(r",? and |,? or |,? nor |, ", re.sub(r"^(?:both|neither|either) ", "", low)):
            if name in ("i", "me", "myself"):
                if not speaker:
                    raise Unheard
                out.append(self.person(speaker))
            elif re.fullmatch(r"(?:the )?other(?: one| guard| man| woman)?|you", name) and len(everyone) == 2 and speaker:
                out.append(1 - self.person(speaker))
            else:
                out.append(self.person(name))
        if not out or len(set(out)) != len(out):
            raise Unheard
        return out

    def claim(self, text: str, speaker: str) -> str:
        """The expression of what is claimed; raises `Unheard`."""
        words = re.sub(r"\s+", " ", text.strip(" .!\"'"))
        words = re.sub(r"\bI'm\b", "I am", words)
        words = re.sub(r"\b([Ww]e)'re\b", r"\1 are", words)
        words = re.sub(r"\b([Hh]e|[Ss]he|[Ii]t|[A-Z]\w+)'s (?=(?:a|an|the|lying|telling|not|innocent|guilty)\b)", r"\1 is ", words)
        words = words.replace("wasn't", "was not").replace("isn't", "is not").replace("didn't", "did not").replace("aren't", "are not").replace("doesn't", "does not").replace("don't", "do not")
        words = re.sub(r"^(?:that|well,|yes,|no,) ", "", words)
        if found := re.match(r"^if (?P<a>.+?),? then (?P<b>.+)$|^if (?P<c>[^,]+), (?P<d>.+)$", words, re.IGNORECASE):
            one, other = found["a"] or found["c"], found["b"] or found["d"]
            return f"(({self.claim(one, speaker)}) -> ({self.claim(other, speaker)}))"
        if found := re.match(r"^(?P<a>.+?) if and only if (?P<b>.+)$", words):
            return _same(self.claim(found["a"], speaker), self.claim(found["b"], speaker))
        simple = self._simple(words, speaker)
        if simple:
            return simple
        for joint in re.finditer(r",? \b(and|or|but)\b ", words):
            left, right = words[: joint.start()], words[joint.end() :]
            try:
                a = self.claim(re.sub(r"^either ", "", left, flags=re.IGNORECASE), speaker)
                b = self.claim(right, speaker)
            except Unheard:
                continue
            if len(re.findall(r"\b(?:and|or|but)\b", words)) > 1 and {"or"} & set(re.findall(r"\b(?:and|or)\b", words)) and {"and"} & set(re.findall(r"\b(?:and|or)\b", words)) and not self._plain(left) :
                raise Unheard
            return f"(({a}) {'or' if joint[1] == 'or' else 'and'} ({b}))"
        raise Unheard

    def _plain(self, words: str) -> bool:
        return not re.search(r"\b(?:and|or)\b", words)

    def _simple(self, words: str, speaker: str) -> str | None:
        low = words.lower()
        quantity = re.match(rf"^(?:there (?:is|are) )?{_SOME}(?: (?P<sorted>[a-z-]+))?(?: of (?P<who>us|them|the (?:two|three|four)(?: of (?:us|them))?|[a-z]+ and [a-z]+)| among (?:us|them))?(?: (?P<is>is|are) (?P<what>.+))?$", low)
        if quantity and (kind := self.sort(quantity["what"] or quantity["sorted"] or "")) is not None:
            people = self._people(quantity["who"] or "us", speaker)
            return self.number(quantity["how"] or "", quantity["k"], people, kind)
        alike = re.match(r"^(?P<who>.+?) (?:is|are|belong to) (?:both )?(?:of )?(?:the )?(?P<how>same|different|opposite)(?: kinds?| types?| sorts?)?(?: (?:as|from) (?P<other>.+))?$", low)
        if alike:
            people = [*self._people(alike["who"], speaker), *(self._people(alike["other"], speaker) if alike["other"] else [])]
            if len(people) != 2:
                raise Unheard
            return f"(h{people[0]} {'==' if alike['how'] == 'same' else '!='} h{people[1]})"
        if found := re.match(r"^(?P<who>.+?) (?:would|could) (?:say|tell you|claim) (?:that )?(?P<what>.+)$", low):
            people = self._people(found["who"], speaker)
            if len(people) == 1 and speaker:
                inner = self.claim(words[found.start("what") :], self.talk.speakers[people[0]])
                return _same(f"h{people[0]} == 1", inner)
        low = re.sub(r"^(?P<who>.+?) both (?=(?:tell|lie|speak))", r"\g<who> ", low)
        if found := re.match(r"^(?P<who>.+?)(?: (?:is|are|was|were|am)| (?=(?:always |never )?(?:lie|tell|speak)))\b(?P<what>.*)$", low):
            what, negated = re.subn(r"^ ?(?:not|never)\b ?", "", found["what"].strip())
            what = re.sub(r"^(?:both|all|each|always) ", "", what.strip())
            kind = self.sort(what)
            if kind is not None:
                people = self._people(found["who"], speaker)
                either = " or " in found["who"]
                neither = low.startswith(("neither", "none")) or " nor " in found["who"]
                wanted = kind != bool(negated) if not neither else not kind
                if neither and negated:
                    raise Unheard
                terms = [f"h{p} == {int(wanted)}" for p in people]
                if negated and len(terms) > 1:
                    raise Unheard
                return f"({(' or ' if either else ' and ').join(f'({t})' for t in terms)})"
        return self._deed(words, speaker)

    def sort(self, what: str) -> bool | None:
        """Whether a predicate says honest or lying; `None` if neither."""
        bare = re.sub(r"^(?:an? |the |both |all |one of the )", "", what.strip(" ."))
        bare = re.sub(r"^(?:one|the one|someone|ones) (?:who|that) ", "", bare)
        bare = re.sub(r"^always ", "", bare)
        if re.fullmatch(r"(?:telling|speaking|tells?|speaks?|told|being) (?:the )?truth(?:ful(?:ly)?)?|truthful|honest|right|true", bare):
            return True
        if re.fullmatch(r"lying|lies?|lied|telling (?:a )?lies?|tells? lies|telling lies|dishonest|not telling the truth|wrong|false", bare):
            return False
        if self.talk.honest.fullmatch(bare):
            return True
        return False if self.talk.lying.fullmatch(bare) else None

    def number(self, how: str, k: str, people: Sequence[int], kind: bool) -> str:
        number = {"none": 0, "neither": 0, "all": len(people), "both": len(people)}.get(k, places.NUMBERS.get(k, 0))
        sign = {"at least ": ">=", "at most ": "<="}.get(how, "==")
        return counted([f"h{p} == {int(kind)}" for p in people], sign, number)

    def _deed(self, words: str, speaker: str) -> str | None:
        """`It was Nils`, `I didn't do it`, `Sue broke the window`: who did what was done; else a plain fact."""
        low = words.lower()
        act = self.talk.act or "did it"
        if act:
            done = rf"(?:did (?:it|this|that|so)|(?:is|was|am) (?:guilty|responsible|the (?:culprit|thief|murderer|killer|winner|one(?: who (?:did it|{re.escape(act)}))?))|{re.escape(act)}|won|stole it|took it|broke it|ate it)"
            undone = rf"(?:did not(?: do (?:it|this|that)| {re.escape(_bare(act))}| (?:steal|take|break|eat|win)(?: it)?)?|(?:is|was|am) (?:not (?:guilty|responsible|the (?:culprit|thief|winner))|innocent))"
            for pattern, wanted in ((rf"^(?P<who>i|he|she|[\w' ]+?) {done}$", True), (r"^it (?:was|is) (?!not)(?P<who>[\w' ]+)$", True),
                                    (rf"^(?P<who>i|he|she|[\w' ]+?) {undone}$", False), (r"^it (?:was|is) not (?P<who>[\w' ]+)$", False)):
                if found := re.match(pattern, low):
                    who = found["who"]
                    who = "i" if who in ("he", "she") and speaker and not _other(speaker, low) else who
                    people = self._people(who, speaker)
                    self.culprit_used = True
                    if " nor " in who or " and " in who:
                        raise Unheard
                    terms = [f"(d{p} == {int(wanted)})" for p in people]
                    return f"({' or '.join(terms)})" if wanted else f"({' and '.join(terms)})"
        return self._fact(low)

    def _fact(self, low: str) -> str | None:
        """Something else that is or is not so: `the treasure is behind the red door`."""
        found = re.match(r"^(?P<what>the [a-z ]+?) (?:is|are|was) (?P<not>not )?(?P<where>(?:behind|in|under|inside|at|on|to) [a-z' ]+)$", low)
        if not found:
            return None
        name = f"{found['what']}|{found['where']}"
        at = self.facts.setdefault(name, len(self.facts))
        return f"(f{at} == {int(not found['not'])})"

    # --- the question -----------------------------------------------------------------------------------------------

    def asked(self, question: str, options: Sequence[str]) -> list[Relation]:
        """A statement for each option; raises `Unheard`."""
        words = re.sub(r"^(?:so|then|now|and),? ", "", question.strip(" ?"), flags=re.IGNORECASE)
        low = words.lower()
        low = re.sub(r"^(?:which|what)(?: one)? of (?:the following|these)(?: statements?)? (?:is|must be|has to be|can be)(?: \w+)? true$", "which", low)
        open_ = [n for n, m in enumerate(meanings(options)) if _OPEN.search(options[n].lower())]
        picks: dict[int, str] = {}
        for n, option in enumerate(options):
            if n in open_:
                continue
            picks[n] = self._answer(low, option.strip(" ."))
        if len(open_) > 1 or not picks:
            raise Unheard
        picks |= dict.fromkeys(open_, "h0 == 2")  # never so: it is what is left if nothing else must be
        return [relation(picks[n], options[n]) for n in range(len(options))]

    def _answer(self, low: str, option: str) -> str:
        bare = option.lower()
        if low == "which" or re.match(r"^what (?:can (?:be|we|you|one) (?:said|say|conclude[d]?|infer(?:red)?|deduced?|know)|follows|do we know|must be true|is true|is certain)(?: (?:of|about|for|regarding) .*)?$", low):
            return self.claim(option, "")
        if found := re.match(r"^(?:what|which)(?: kind| type| sort)? (?:is|are|must|can)(?: be)? (?P<who>[a-z' ]+?)(?: be)?$", low):
            people = self._people(found["who"], "")
            return self._kinds(people, option)
        if re.match(r"^what are (?:they|the two|the three|these two)(?: of them)?$|^who is what$|^what can (?:you|we|be) .*$|^which is which$", low):
            return self._kinds(list(range(len(self.talk.speakers))), option)
        if found := re.match(r"^(?P<v>is|are|was|did|does) (?P<rest>.+)$", low):
            truth = meanings([bare, "x"])[0]
            inner = self.claim(re.sub(r"^(?P<who>the [a-z]+ [a-z]+|[a-z]+(?: and [a-z]+)?) ", r"\g<who> is ", found["rest"]), "") if found["v"] in ("is", "are") else self.claim(found["rest"], "")
            if not isinstance(truth, bool):
                raise Unheard
            return inner if truth else f"(not {inner})"
        if found := re.match(r"^(?:who|which(?: (?:one|of them|of the \w+|person|guard|boy|girl|man|woman|suspect))?(?: of them)?) (?:is|are|was|must be|tells?|told|lie[sd]?|speaks?|always)\b(?P<what>.*)$", low):
            verb = re.search(r"\b(tells?|told|lie[sd]?|speaks?)\b", low)
            what = found["what"].strip() if low.split()[1] in ("is", "are", "was") or " is " in low else (verb[0] if verb else "") + found["what"]
            kind = self.sort(re.sub(r"\b(?:definitely|certainly) ", "", what.strip()))
            if kind is not None:
                return self._exactly(option, kind)
        if self.talk.act and re.match(r"^who\b", low):
            self.culprit_used = self.deed_asked = True
            return f"(d{self.person(bare)} == 1)"
        if found := re.match(r"^where (?:is|are|was) (?P<what>the [a-z ]+)$", low):
            sign = not bare.startswith("not ")
            return self.claim(f"{found['what']} is {'' if sign else 'not '}{bare.removeprefix('not ')}", "")
        raise Unheard

    def _exactly(self, option: str, kind: bool) -> str:
        """Those and no others are of that kind."""
        everyone = range(len(self.talk.speakers))
        bare = option.lower().strip(" .")
        if bare in ("both", "both of them", "all", "all of them", "all three", "everyone"):
            named = list(everyone)
        elif bare in ("neither", "neither of them", "none", "none of them", "nobody", "no one"):
            named = []
        else:
            named = self._people(re.sub(r"^only | only$| and no one else$", "", bare), "")
        return "(" + " and ".join(f"(h{p} == {int(kind if p in named else not kind)})" for p in everyone) + ")"

    def _kinds(self, people: Sequence[int], option: str) -> str:
        bare = option.lower().strip(" .")
        if found := re.fullmatch(r"(?:they are )?(?P<how>both|all|neither(?: is)?(?: a)?|none)(?: of them)?(?: are| is)?(?: three)?(?: an?)? (?P<what>.+)", bare):
            kind = self.sort(found["what"])
            if kind is None:
                raise Unheard
            wanted = kind != found["how"].startswith(("neither", "none"))
            return "(" + " and ".join(f"(h{p} == {int(wanted)})" for p in people) + ")"
        kind = self.sort(bare)
        if kind is not None:
            return "(" + " and ".join(f"(h{p} == {int(kind)})" for p in people) + ")"
        said = re.sub(r",? (?:and|but|while) (?=\w+ (?:is )?an? )", " and ", option)
        said = re.sub(r"\b(?P<n>[A-Za-z]\w*)(?: -|:) (?=an? |\w+$|\w+,)", r"\g<n> is ", said)
        said = re.sub(r", (?=\w+ (?:is )?an? )", " and ", said)
        said = re.sub(r"\b(?P<n>[A-Z]\w*) (?=an? )", r"\g<n> is ", said)
        return self.claim(said, "")


def _bare(act: str) -> str:
    first, _, rest = act.partition(" ")
    base = {"broke": "break", "stole": "steal", "took": "take", "ate": "eat", "did": "do", "won": "win", "hid": "hide", "drank": "drink", "wrote": "write", "left": "leave"}.get(first, first.removesuffix("ed"))
    return f"{base} {rest}".strip()


def _same_deed(told: str, asked: str) -> bool:
    plain = ("did it", "is guilty", "is the culprit", "is responsible", "was responsible", "is the thief", "was guilty")
    return told.rstrip(" .") in (*plain, asked) or told.split()[:1] == asked.split()[:1]


def _other(speaker: str, low: str) -> bool:
    return bool(re.search(rf"\b{re.escape(speaker)}\b", low))


def _premises(rest: Sequence[str], talk: _Talk, reader: _Speech, out: list[Relation]) -> tuple[bool, bool, bool]:
    """What is told beside the speeches: kinds of speakers, how many are honest, that one did it."""
    sorted_ = counting = done = False
    for part in rest:
        words = re.sub(r"^[Oo]f (?:the |these )?\w+ \w+,? (?=(?:only|exactly|just) one)", "", part.strip(" .!;"))
        low = words.lower()
        everyone = list(range(len(talk.speakers)))
        pair = re.match(r"^(?:one of (?:the |these )?(?:two |them)?.*?|of (?:the )?two .*?, one) (?:always )?(?:tells?|speaks?) (?:only )?(?:the )?truth,? and (?:the other|one) (?:one )?(?:always )?(?:lies|tells? (?:only )?lies)$|^(?:one of (?:the |these )?(?:two |them)?.*?|of (?:the )?two .*?, one) (?:always )?(?:lies|tells? (?:only )?lies),? and (?:the other|one) (?:one )?(?:always )?(?:tells?|speaks?) (?:only )?(?:the )?truth$|^(?:one of (?:them|the two)|exactly one of .*?) is an? (?P<a>[a-z-]+),? (?:and )?the other(?: is)?(?: an?)? (?P<b>[a-z-]+)$", low)
        if pair:
            if len(everyone) == 1:
                talk.speakers.append("other")
                everyone = [0, 1]
            if len(everyone) != 2:
                raise Unheard
            out.append(relation("(h0 + h1 == 1)", part))
            sorted_ = True
            continue
        both = re.split(r",? and (?=(?:exactly |only |just )one )", words)
        if len(both) == 2:
            more = _premises(both, talk, reader, out)
            sorted_, counting, done = (a or b for a, b in zip((sorted_, counting, done), more, strict=True))
            continue
        if _SORTS.search(words) or _SORTS_TURNED.search(words) or (sorted_ is False and re.search(r"\balways (?:tells?|speaks?) the truth\b", low) and re.search(r"\balways (?:lies?|tells? lies)\b", low)):
            sorted_ = True
            continue
        if re.match(rf"^(?:every|each|all)\b.*\b{_TRUE_KIND} or (?:an? )?{_FALSE_KIND}$", low):
            continue
        if re.match(rf"^(?:an? |all |every )?(?:{talk.honest.pattern}|{talk.lying.pattern})(?: on this island)? (?:always|only|never) (?:tells?|speaks?|lies?|lying|tell lies)(?: only)?(?: the truth| lies)?$", low):
            sorted_ = True
            continue
        if re.search(r"\beither always (?:lies?|tells? lies) or always (?:tells?|speaks?) the truth$|\beither always (?:tells?|speaks?) the truth or always (?:lies?|tells? lies)$", low):
            sorted_ = True
            continue
        found = _MANY_TRUE.match(words)
        if found and (kind := reader.sort(re.sub(r"^.*?\b(?:is|are|was|were|has|have)\b ?(?:been |being )?", "", low) if re.search(r"\b(?:is|are|was|were|has|have)\b", low) else re.sub(r"^.*?\b(?=tells?|told|lie|speaks?)", "", low))) is not None:
            out.append(relation(reader.number({"exactly ": "", "only ": "", "just ": "", "precisely ": ""}.get(found["how"] or "", found["how"] or ""), found["k"].lower(), everyone, kind), part))
            counting = True
            continue
        if (known := _KNOWN.match(low)) and (sure := reader.claim(known["c"], "")):
            out.append(relation(sure, part))
            continue
        made = _DONE.match(words) or _WHOM.match(words)
        made = made or re.match(r"^(?:exactly|only|just) one (?P<act>[a-z]+ .+)$", words, re.IGNORECASE)
        if made and talk.act and _same_deed(made["act"].lower(), talk.act):
            done = True
            continue
        if _INTRO.match(words):
            continue
        raise Unheard
    return sorted_, counting, done
