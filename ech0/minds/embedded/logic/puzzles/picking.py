"""Who or what is chosen of several: the setting wherever it is told, and the many ways of saying chosen or left out.

Everything about going, serving, being hung or funded is put as `is chosen`; what else is said stays and has to be read.
"""

import re
from collections.abc import Sequence

from ech0.minds.embedded.logic import places
from ech0.minds.embedded.logic.forms import Unreadable
from ech0.minds.embedded.logic.puzzles import lists, naming
from ech0.minds.embedded.logic.puzzles.scene import Axis, Kind, Scene, counted, relation
from ech0.minds.embedded.logic.puzzles.setting import Setting, named_pattern, words_of

_COUNT = r"one|two|three|four|five|six|seven"
_DONE = (
    r"(?:chosen|selected|picked|taken|included|invited|hired|funded|hung|shown|displayed|used|played|performed|bought|ordered|"
    r"admitted|appointed|elected|sent|served|added|packed|planted|exhibited|approved|promoted|recruited|put on|put in|on display"
    r"|going|coming|playing|serving|attending|travelling|on the (?:team|committee|panel|list|jury|board|crew|squad)|in the (?:team|group|squad|crew|band|side|line-up)"
    r"|part of (?:it|the (?:team|group))|on it|in it|on board|brought|stocked|read|published|taught|offered|visited|nominated|drafted)"
)
_DOES = (
    r"(?:goes|go|comes|come|serves|serve|plays|play|attends|attend|joins|join|travels|travel|takes part|take part|sings|sing"
    r"|speaks|speak|works|work|participates|participate|gets in|gets a place|gets picked|makes it|makes the team|stays in|is in)"
)
_TAKES = r"(?:takes?|picks?|chooses?|selects?|buys?|orders?|uses?|packs?|invites?|hires?|brings?|adds?|includes?|visits?|plays?|plants?|reads?)"
_OUT = (
    r"(?:is (?:injured|ill|sick|away|unavailable|on holiday|on leave|busy|excluded|out|not available|too ill|suspended)(?: and (?:so )?(?:cannot|can't|can not|won't|will not|is not able to) [a-z ]+?)?"
    r"|can(?:no|')t (?:make it|come|go|attend|play|serve)|cannot make it|has (?:already )?(?:been (?:rejected|excluded|ruled out|dropped)|dropped out|declined|resigned|withdrawn)"
    r"|stays? (?:at )?home|stays? behind|is left (?:out|behind|at home)|drops? out|has other plans)"
)
_CUE = re.compile(
    rf"\b(?:(?:{_COUNT}) (?:[a-z]+ )?(?:of (?:the |these |her |his |their |our |my )?)|choos\w+|chosen|pick\w*|select\w*|committee|team|panel|hire|invite|crew|squad|delegation|jury|group of)",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    rf"\b(?P<how>exactly |at least |at most |only |no more than |just )?(?P<k>{_COUNT})(?: (?!of\b)[a-z]+)? (?:of|out of|from|from among) (?:the |these |those |her |his |their |our |my |its |following )*(?:(?:{_COUNT}) )?(?:[a-z]+ ){{0,2}}"
    rf"|\b(?:committee|team|panel|group|crew|delegation|squad|jury|band|trio|side) of (?P<how2>exactly |at least )?(?P<k2>{_COUNT})\b"
    rf"|\b(?:choos\w+|picks?|selects?|takes?|invites?|hires?|packs?|buys?|must take|must pick) (?P<how3>exactly |at least |at most |only )?(?P<k3>{_COUNT})\b"
    rf"|\b(?P<how4>exactly |at least |at most |only )?(?P<k4>{_COUNT})(?: (?:people|members|students|players|of them|persons|[a-z]+s))? (?:is|are|will be|can be|must be|have to be|has to be|is to be|are to be) (?:chosen|picked|selected|invited|sent|hired|funded|taken|hung|elected|shown|included)",
    re.IGNORECASE,
)


def picking(said: Sequence[str], question: str, options: Sequence[str]) -> Setting:
    """The setting of a text in which some of several are chosen; raises `Unreadable` if it is none."""
    text = " ".join(said)
    if not (_CUE.search(text) or _NUMBER.search(text)):
        raise Unreadable("nothing is chosen")
    head, names = _names(said, options)
    at = next((n for n, s in enumerate(said) if _NUMBER.search(s)), -1)
    scene = Scene(names, [Kind(frozenset({"people"}), tuple(range(len(names))))], {"chosen": Axis("chosen", 1, chosen=True, apart=False)})
    words_of(scene)
    pattern = named_pattern(scene)
    scene.choosing = frozenset({"chosen"})
    scene.guided = True
    if at >= 0:
        _how_many(scene, said[at])
    told: list[str] = []
    rest: list[str] = []
    for n, sentence in enumerate(said):
        (told if (n == at and head == n) or (n in (at, head) and not _says(sentence, pattern, scene)) else rest).append(sentence)
    if at >= 0 and at != head and said[at] in rest and not pattern.search(said[at]):
        rest.remove(said[at])
        told.append(said[at])
    scene.carriers = frozenset("other others as well also definitely certainly both person one ones member members".split())
    act = _act(said[at], scene) if at >= 0 else ""
    who = "|".join(f"(?i:{re.escape(x)})" if len(x) > 1 else re.escape(x) for x in sorted(names, key=len, reverse=True))
    parts = [p for t in rest for s in _listed_clauses(t, who) for p in re.split(rf"; |(?:,|;) (?:and|but) (?=(?:he|she|they|we|it) |(?:{who}) (?:is|can|must|will|won't|has|does)\b)", s)]
    plain = tuple(plainly(p, who, act) for p in parts if not _empty(p, pattern))
    words, offered = _asking(question, options, who, pattern, act)
    return Setting(scene, pattern, plain, tuple(told), words, offered)


def _listed_clauses(sentence: str, who: str) -> list[str]:
    """`Ann goes only if Bo does, Cy stays at home, and Di is ill` clause by clause, where each has somebody and a verb."""
    if re.match(r"(?:if|unless|when(?:ever)?|either|neither|both)\b", sentence, re.IGNORECASE):
        return [sentence]
    verb = rf"(?:only |never |always )?(?:{_DOES}|is|are|has|can|cannot|can't|must|will|won't|refuses?|does|doesn't|do|don't)\b"
    clause = rf"(?:the )?(?:{who})(?: and (?:{who}))? {verb}"
    parts = re.split(rf", (?:and |but )?(?={clause})", sentence, flags=re.IGNORECASE)
    return parts if all(re.match(clause, p, re.IGNORECASE) for p in parts) else [sentence]


_POSSIBLE = re.compile(r"\b(?:could|can|may|might|possible|possibly|allowed|acceptable|permitted|permissible|valid|work|works)\b", re.IGNORECASE)
_IMPOSSIBLE = re.compile(r"\b(?:cannot|can't|can not|could not|impossible|must not|not allowed|not possible|not be (?:chosen|picked|selected))\b", re.IGNORECASE)
_YES = re.compile(rf"^(?P<v>is|are|will|must|can|could|may|does|do|has|have) (?P<who>.+?)(?: have to| to)?(?: be)? (?:{_DONE}|{_DOES}|definitely {_DONE})$", re.IGNORECASE)


def _asking(question: str, options: Sequence[str], who: str, pattern: re.Pattern[str], act: str) -> tuple[str, tuple[str, ...]]:
    """The question and its options in words of being chosen; as they stand where they have another form."""
    given, body = "", re.sub(r"^(?:so|then|now|and),? ", "", question.strip(), flags=re.IGNORECASE)
    if found := re.match(r"^(?P<given>(?:if|suppose|given that|assuming|when) .+?), (?:then )?(?P<q>(?:who|which|what|must|is|can|could|does|will)\b.*)$", body, re.IGNORECASE):
        given, body = re.sub(r"^(?:suppose|given that|assuming|when)\b", "If", found["given"], flags=re.IGNORECASE), found["q"]
        given = f"{plainly(given, who, act).rstrip('.')}, "
    mode = "cannot" if _IMPOSSIBLE.search(body) else "could" if _POSSIBLE.search(body) else "must"
    bare = [re.sub(r"^\s*\(?[A-Ja-j][).:]\s+", "", o).strip(" .") for o in options]
    named = re.match(rf"If (?P<x>(?:the )?(?:{who})) is chosen, $", given, re.IGNORECASE)
    if named and re.search(r"\b(?:who|what|which)(?: \w+)? (?:is|are) the other(?:s| one| two| three| four)?\b|\b(?:who|what) else\b", body, re.IGNORECASE):
        bare = [f"{o} and {named['x']}" for o in bare]  # the others with the one who is given
    lists_ = [re.split(r",? and |,? & |, | \+ ", o) for o in bare]
    names = [all(re.fullmatch(rf"(?:the )?(?:{who})", i, re.IGNORECASE) for i in row) for row in lists_]
    nobody = [bool(re.match(r"(?:no one|nobody|none|neither)\b", o, re.IGNORECASE)) for o in bare]
    if options and all(names) and any(len(row) > 1 for row in lists_):
        if mode == "must" and re.search(r"\bmust\b|\bhave to\b|\bcertain|\bsure\b|\bdefinitely\b", body):
            return f"{given}Which of the following must be chosen?", tuple(bare)
        verb = "is" if mode == "must" else f"{mode} be"
        return f"{given}Which of the following {verb} a complete and accurate list of the chosen?", tuple(bare)
    beside = re.search(rf" (?:together )?(?:with|alongside|beside) (?P<x>(?:[Tt]he )?(?:{who}))\b", body)
    if beside:
        given, body = f"{given}If {beside['x']} is chosen, ", body[: beside.start()] + body[beside.end() :]
        if given.count("If ") > 1:
            return "", ()
    if pattern.search(body) and not _YES.match(body.rstrip(" ?")):
        return "", ()
    if re.search(r"\b(?:if|only|least|most|more|fewer|first|last|how many|before|after|\d+)\b", body, re.IGNORECASE):
        return "", ()
    out = re.search(r"\b(?:left out|left behind|stays? (?:at )?home|not (?:be )?(?:chosen|picked|selected|taken|going)|excluded|misses out|is not)\b", body, re.IGNORECASE)
    if options and all(n or m for n, m in zip(names, nobody, strict=True)) and not any(nobody):
        if out:
            return f"{given}Which of the following must not be chosen?" if mode == "could" else f"{given}Which of the following {'must' if mode == 'must' else mode} be not chosen?", tuple(bare)
        return f"{given}Which of the following {mode} be chosen?", tuple(bare)
    found = _YES.match(body.rstrip(" ?"))
    if found and re.fullmatch(rf"(?:the )?(?:{who})(?: and (?:{who}))?", found["who"], re.IGNORECASE):
        verb = "Could" if found["v"].lower() in ("can", "could", "may") else "Is"
        return f"{given}{verb} {found['who']} {'be ' if verb == 'Could' else ''}chosen?", tuple(options)
    if options and all(pattern.search(o) for o in bare) and re.search(r"\b(?:true|false|follows?|case|certain|correct|concluded?|must|sure|know|happen)\b", body):
        return f"{given}Which of the following {mode} be true?", tuple(plainly(o, who, act).rstrip(".") for o in bare)
    return "", ()


def _names(said: Sequence[str], options: Sequence[str]) -> tuple[int, tuple[str, ...]]:
    """The longest list of a text, or its capitalised names, and where they are listed."""
    found = [(n, one) for n, s in enumerate(said[:3]) for one in lists.lists(s) if not re.match(r"(?:if|unless|neither|either|both)\b", s, re.IGNORECASE)]
    if found:
        n, one = max(found, key=lambda f: len(f[1].items))
        capitals = [c for c in naming.capitals([*said, *(f"x {o}" for o in options)]) if c.lower() not in {i.lower() for i in one.items}]
        if len(one.items) > 2 and not (capitals and one.items[0][0].isupper()):
            return n, one.items
    for n, sentence in enumerate(said[:2]):
        if row := re.search(r"\b[A-Z][\w-]*(?:, [A-Z][\w-]*)+,? (?:and|or) [A-Z][\w-]*", sentence):
            items = tuple(re.split(r",? (?:and|or) |, ", row[0].removeprefix("Of ").removeprefix("From ")))
            return n, items
    raise Unreadable("of whom")


def _how_many(scene: Scene, sentence: str) -> None:
    found = _NUMBER.search(sentence)
    if found is None:
        return
    key = next(k for k in ("k", "k2", "k3", "k4") if found[k])
    how = (found[{"k": "how", "k2": "how2", "k3": "how3", "k4": "how4"}[key]] or "").strip().lower()
    number = places.NUMBERS[found[key].lower()]
    if number >= len(scene.things):
        if key == "k" and number == len(scene.things):
            return
        raise Unreadable("how many are chosen")
    terms = [f"{scene.variable(t, 'chosen')} == 1" for t in range(len(scene.things))]
    sign = {"at least": ">=", "at most": "<=", "no more than": "<="}.get(how, "==")
    scene.rules.append(relation(counted(terms, sign, number), "how many are chosen"))


def _says(sentence: str, pattern: re.Pattern[str], scene: Scene) -> bool:
    """Whether a sentence with the list says more than that some of these are chosen."""
    hits = [m["m"] or m["n"] for m in pattern.finditer(sentence)]
    return len(hits) != len(scene.things) or bool(re.search(r"\b(?:if|unless|not|never|neither|both)\b", sentence, re.IGNORECASE))


def _empty(sentence: str, pattern: re.Pattern[str]) -> bool:
    return not pattern.search(sentence) and not re.search(rf"\b(?:not|never|if|unless|only|no|more|fewer|{_COUNT})\b", sentence, re.IGNORECASE)


def _act(sentence: str, scene: Scene) -> str:
    """What the chosen do, as the sentence says it that tells how many: `will get a prize`."""
    last = max((sentence.lower().rfind(t.lower()) + len(t) for t in scene.things), default=0)
    found = re.match(r"\W{0,3}(?:will|must|can|may|are to|is to|are going to|should|have to) (?P<verb>(?!be\b)[a-z]+)(?P<rest>(?: [a-z]+){0,4})\.?$", sentence[last:])
    if not found:
        return ""
    verb, rest = found["verb"], re.escape(found["rest"])
    forms = rf"(?:{verb}|{verb}s|{verb}es|{verb.removesuffix('y')}ies|{verb.removesuffix('e')}ing)"
    short = re.escape(" ".join(found["rest"].split()[:1]))
    return rf"{forms}(?:{rest}{f'| {short}' if len(found['rest'].split()) > 2 else ''})"


def plainly(sentence: str, who: str, act: str = "") -> str:
    """A statement with every way of being chosen as `is chosen`; `who`: the names, `act`: what the chosen do."""
    text = re.sub(r"\balways ", "", sentence.strip(" ."))
    if act:
        text = re.sub(rf"\b(?:does not|doesn't|do not|don't|will not|won't|cannot|can't) {act}\b", "is not chosen", text)
        text = re.sub(rf"(?:\b(?:will|must|has to|have to) )?\b{act}\b", "is chosen", text)
    text = re.sub(r"^(?:however|also|moreover|but|and|in addition),? ", "", text, flags=re.IGNORECASE)
    text = re.sub(r",? (?:because|since|as) (?:he|she|it|they|of)\b[^,]*$", "", text)
    some = rf"(?:[Tt]he )?(?:{who})"
    two = rf"(?P<a>{some}) (?:and|or|with) (?P<b>{some})"
    text = re.sub(rf"^(?P<a>{some} and {some}) have [a-z]+(?: [a-z]+)? and (?=(?:won't|will not|can't|cannot|refuse))", r"\g<a> ", text)
    for pattern, said in (
        (rf"^(?:(?:he|she|they|we|you) )?(?:won't|will not|can't|cannot|can not|may not|does not|doesn't|must not|never|do not|don't) (?:combine|take|use|pick|choose|invite|mix|put|have|play|do|read|visit|buy|plant|show|hang|order|send|wear|sing) (?:both )?{two}(?: together)?$", r"\g<a> and \g<b> are not both chosen"),
        (rf"^(?P<a>{some}) and (?P<b>{some}) (?:won't|will not|can't|cannot|can not|may not|refuse to|do not|don't|never|must not) (?:both )?(?:be )?(?:{_DOES}|{_DONE}|sit|appear|get on)?(?: ?together| with each other| at the same time| both| with one another)$", r"\g<a> and \g<b> are not both chosen"),
        (rf"^(?P<a>{some}) and (?P<b>{some}) (?:cannot|can't|can not|may not|must not|will not|won't|are not(?: to)?|do not|don't) both (?:be )?(?:{_DOES}|{_DONE})$", r"\g<a> and \g<b> are not both chosen"),
        (rf"^(?P<a>{some}) (?:refuses to|won't|will not|can't|cannot|does not|doesn't|may not|(?:is |are )?never|must not) (?:be )?(?:{_DOES}|{_DONE}|put)?(?: ?together)? ?(?:with|alongside|if|beside) (?P<b>{some})(?: (?:does|is|{_DOES}))?$", r"\g<a> and \g<b> are not both chosen"),
        (rf"^(?P<a>{some}) (?:refuses to|won't|will not|can't|cannot|does not|doesn't|may not|never|must not|only) (?:be )?(?:{_DOES}|{_DONE})? ?(?:without|together with|with|alongside) (?P<b>{some})$", None),
    ):
        found = re.match(pattern, text, re.IGNORECASE)
        if not found:
            continue
        if said:
            return f"{found.expand(said)}."
        return f"If {found['a']} is chosen, {found['b']} is chosen."
    text = re.sub(rf"^(?:anyone|whoever|everyone|someone)(?: who)? {_TAKES} (?P<a>{some}) (?:must|has to|needs to|will) (?:also )?[a-z]+ (?P<b>{some})(?: as well| too)?$", r"If \g<a> is chosen, \g<b> is chosen", text, flags=re.IGNORECASE)
    text = re.sub(rf"^(?P<a>{some}) and (?P<b>{some}) [^,]*, (?:so|which means) (?:that )?(?:he|she|they|we|you|it|nobody|no one) (?:can't|cannot|can not|can|could not) [a-z ]*?both(?: be [a-z]+)?$", r"\g<a> and \g<b> are not both chosen", text)
    text = re.sub(rf"^(?P<a>{some}) only (?P<v>{_DOES}) (?P<i>if|when)\b", r"\g<a> \g<v> only if", text)
    text = re.sub(rf"^not both {two}\b.*$", r"\g<a> and \g<b> are not both chosen", text, flags=re.IGNORECASE)
    text = re.sub(rf"(?P<a>{some}) {_OUT}(?=$|,| and )", r"\g<a> is not chosen", text)
    text = re.sub(rf"\b(?:he|she|they|we|you|it|I|the [a-z]+|[A-Z][a-z]+) (?P<n>(?:must |will |has to |have to |does |do |would )?(?:not |never )?|won't |doesn't |can't |cannot )(?:also )?{_TAKES} (?P<a>(?:either |both |neither )?{some}(?:,? (?:and|or|nor) {some})?)", lambda m: f"{m['a']} {'are' if ' and ' in m['a'] else 'is'} {'not ' if re.search('not|never|n.t', m['n']) else ''}chosen", text)
    text = re.sub(rf"\bhas (?:already )?decided (?:against|to leave out) (?P<a>{some})", r"\g<a> is not chosen", text)
    text = re.sub(rf"(?:(?:he|she|they|we|it|[A-Z]\w+) )(?=(?:{who}) is not chosen)", "", text)
    text = re.sub(rf"\b(?:must|has to|have to|needs to|need to|should|will|is to|are to|can only|may only|may|can|is|are)(?P<no> not| never)?(?: both)?(?P<also> also)?(?: be)? {_DONE}(?! (?:and|or) )", lambda m: f"{'are' if m[0].startswith('are') else 'is'}{' not' if m['no'] else ''} {'both ' if ' both' in m[0] else ''}chosen", text)
    text = re.sub(rf"\b(?:cannot|can't|won't|will not|must not|isn't|aren't|is not|are not)(?P<both> both)?(?: be)? (?:{_DONE}|{_DOES})\b", r"is not\g<both> chosen" , text)
    text = re.sub(rf"\b(?:does not|doesn't|do not|don't|never) {_DOES}\b", "is not chosen", text)
    text = re.sub(rf"(?P<w>{some}) (?:must |will |has to )?(?:also )?{_DOES}(?= |,|$)", r"\g<w> is chosen", text)
    text = re.sub(rf"\b(?:so (?:does|is|must|will)) (?P<a>{some})(?: be)?$", r"\g<a> is chosen", text)
    text = re.sub(rf"(?P<a>{some}) (?:is|does|will|must|can|may)(?P<n>n't| not)?$", lambda m: f"{m['a']} is{' not' if m['n'] else ''} chosen", text)
    text = re.sub(rf"(?P<a>{some}) (?:isn't|doesn't|won't|can't|cannot|must not)$", r"\g<a> is not chosen", text)
    text = re.sub(rf"(?P<x>chosen,? (?:only )?(?:if|unless|when)(?: and only if)?) (?P<a>{some}) (?:is|does|will)(?=$|,)", r"\g<x> \g<a> is chosen", text)
    text = re.sub(rf"\bchosen only (?:together )?with (?P<a>{some})", r"chosen only if \g<a> is chosen", text)
    text = re.sub(r"\bis not both chosen\b", "are not both chosen", text)
    text = re.sub(r"\bwhen(?:ever)? (?=\w+ is)", "if ", text)
    text = re.sub(r"^(?:anyone|whoever|if (?:he|she|they|anyone|you)) who (?:takes|chooses|picks) ", "if ", text, flags=re.IGNORECASE)
    text = re.sub(rf"^(?P<c>if (?:{some}) is (?:not )?chosen) (?={some} )", r"\g<c>, ", text, flags=re.IGNORECASE)
    return f"{text[:1].upper()}{text[1:]}."
