"""Who is what to whom in a family: facts from the text, the rules of kinship, one query for each option.

Conventions, as everybody has them who sets such a puzzle: different names are different people; siblings share their
parents, and so do the children of a couple, unless the text speaks of steps, halves or former marriages.
"""

import re
from collections.abc import Sequence

from ech0.core.types import Atom, LogicClaim, Plan, Question, Rule, Subproblem
from ech0.minds.embedded.logic import sentences
from ech0.minds.embedded.logic.options import meaning

MAX_PEOPLE, MAX_TEXT = 12, 1500
_MALE = {
    "father": "parent", "son": "child", "brother": "sibling", "husband": "spouse", "grandfather": "grandparent",
    "grandson": "grandchild", "uncle": "pibling", "nephew": "nibling", "father-in-law": "parent-in-law",
    "son-in-law": "child-in-law", "brother-in-law": "sibling-in-law", "great-grandfather": "great-grandparent",
    "great-grandson": "great-grandchild", "great-uncle": "great-pibling", "great-nephew": "great-nibling",
}  # fmt: skip
_FEMALE = {
    "mother": "parent", "daughter": "child", "sister": "sibling", "wife": "spouse", "grandmother": "grandparent",
    "granddaughter": "grandchild", "aunt": "pibling", "niece": "nibling", "mother-in-law": "parent-in-law",
    "daughter-in-law": "child-in-law", "sister-in-law": "sibling-in-law", "great-grandmother": "great-grandparent",
    "great-granddaughter": "great-grandchild", "great-aunt": "great-pibling", "great-niece": "great-nibling",
}  # fmt: skip
_NEUTRAL = ("parent child sibling spouse grandparent grandchild cousin parent-in-law child-in-law sibling-in-law "
            "great-grandparent great-grandchild").split()  # fmt: skip
_SYNONYMS = {
    "dad": "father", "mum": "mother", "mom": "mother", "mama": "mother", "papa": "father", "granny": "grandmother",
    "grandma": "grandmother", "gran": "grandmother", "grandpa": "grandfather", "granddad": "grandfather",
    "grandad": "grandfather", "first cousin": "cousin", "partner": "spouse", "twin brother": "brother",
    "twin sister": "sister", "twin": "sibling", "auntie": "aunt", "kid": "child", "grand-daughter": "granddaughter",
    "great-grandson": "great-grandson", "elder brother": "brother", "older brother": "brother",
    "younger brother": "brother", "elder sister": "sister", "older sister": "sister", "younger sister": "sister",
    "only brother": "brother", "only sister": "sister", "only son": "son", "only daughter": "daughter",
    "only child": "child", "eldest son": "son", "eldest daughter": "daughter", "youngest daughter": "daughter",
    "youngest son": "son", "great aunt": "great-aunt", "great uncle": "great-uncle", "maternal grandmother": "grandmother",
    "mother in law": "mother-in-law", "father in law": "father-in-law", "sister in law": "sister-in-law",
    "brother in law": "brother-in-law", "son in law": "son-in-law", "daughter in law": "daughter-in-law",
    "baby sister": "sister", "baby brother": "brother", "little sister": "sister", "little brother": "brother",
    "big sister": "sister", "big brother": "brother",
}  # fmt: skip
_PLURALS = {"brothers": "brother", "sisters": "sister", "siblings": "sibling", "cousins": "cousin", "twins": "sibling",
            "parents": "parent", "children": "child", "sons": "son", "daughters": "daughter", "grandparents": "grandparent",
            "grandchildren": "grandchild", "spouses": "spouse", "kids": "child", "first cousins": "cousin",
            "twin brothers": "brother", "twin sisters": "sister"}  # fmt: skip
_WORDS = (*_MALE, *_FEMALE, *_NEUTRAL, *_SYNONYMS)
_R = rf"(?:{'|'.join(sorted(map(re.escape, _WORDS), key=len, reverse=True))})"
_RS = rf"(?:{'|'.join(sorted(map(re.escape, _PLURALS), key=len, reverse=True))})"
_NAME = r"(?:(?:Mr|Mrs|Ms|Dr|Aunt|Uncle)\.? )?[A-Z][\w-]*"
_BROKEN = re.compile(
    r"\b(?:step|half|ex-|former|divorce|remarri|second (?:wife|husband)|first (?:wife|husband)|adopt|foster)", re.IGNORECASE
)
_SAID = re.compile(r"^(?:[A-Z]\w+ )(?:says?|said|remarked|tells \w+|told \w+)(?: that)?[,:]? [\"“'](?P<said>.+?)[.!]?[\"”']$")
_SYMMETRIC = ("sibling", "spouse", "cousin", "sibling-in-law")


class Unrelated(Exception):
    """Something that this reader does not understand."""


class _Family:
    """People by name, and what is said of them."""

    def __init__(self) -> None:
        self.people: dict[str, str] = {}
        self.named: set[str] = set()
        self.rules: list[Rule] = []
        self.found: dict[tuple[str, str], str] = {}
        self.last: list[str] = []
        self.sex: dict[str, str] = {}

    def person(self, name: str) -> str:
        key = re.sub(r"\W+", "_", name.strip().lower()).strip("_")
        if key not in self.people:
            if len(self.people) >= MAX_PEOPLE:
                raise Unrelated
            self.people[key] = name.strip()
            self.named.add(key)
        return key

    def unnamed(self, relation: str, of: str) -> str:
        """The one whom a description names: `Ann's mother`."""
        if (relation, of) in self.found:
            return self.found[relation, of]
        if len(self.people) >= MAX_PEOPLE:
            raise Unrelated
        key = f"{relation.replace('-', '_')}_of_{of}"
        self.people[key] = f"the {relation} of {self.people[of]}"
        return key

    def tell(self, relation: str, who: str, of: str, text: str) -> None:
        """`who` is the `relation` of `of`."""
        if who == of:
            raise Unrelated
        plain = _SYNONYMS.get(relation, relation)
        kind = _MALE.get(plain) or _FEMALE.get(plain) or plain
        self.found.setdefault((plain, of), who)
        self.rules.append(Rule(head=Atom(predicate=kind, args=(who, of)), text=text))
        sex = "male" if plain in _MALE else "female" if plain in _FEMALE else ""
        if sex:
            self.put(who, sex, text)

    def put(self, who: str, sex: str, text: str) -> None:
        if self.sex.setdefault(who, sex) != sex:
            raise Unrelated
        self.rules.append(Rule(head=Atom(predicate=sex, args=(who,)), text=text))


def plan(question: Question, tag: str) -> Plan | None:
    """A plan, if the text tells of a family, is understood whole, and asks who is what to whom; else nothing."""
    text, inline = sentences.inline(question.text)
    options = question.options or inline
    if len(text) > MAX_TEXT or len(options) < 2 or _BROKEN.search(text) or not re.search(rf"\b(?:{_R}|{_RS}|married)\b", text, re.IGNORECASE):
        return None
    family = _Family()
    try:
        said = sentences.split(_pictured(re.sub(r"[’‘]", "'", text)))
        if len(said) < 2:
            return None
        for sentence in said[:-1]:
            _told(family, sentence)
        queries, more = _asked(family, said[-1], [re.sub(r"^\s*\(?[A-J][).:]\s+", "", o) for o in options])
    except Unrelated:
        return None
    rules = (*family.rules, *_different(family), *_kinship(), *more)
    claims = tuple(
        LogicClaim(id=f"o{n}{tag}", text=options[n], rules=rules, query=query) for n, query in queries.items()
    )
    if len(rules) > 400 or not claims:
        return None
    part = Subproblem.model_construct(id=f"s1{tag}", goal=said[-1], queries=(), calls=(), claims=claims)
    return Plan(subproblems=(part,), label="kin", path="logic", judged=True, fit=1.0, notes=("read as a family",))


_PICTURE = re.compile(
    rf"^(?:Pointing (?:to|at)|Looking at|Showing|Holding(?: up)?) [^,.]*\b(?:photo(?:graph)?|picture|portrait)\b[^,.]*, (?P<who>{_NAME}) (?:says?|said|remarks?|remarked)[,:]? "
    rf"[\"“'](?P<of>[Hh]er|[Hh]is) (?:only )?(?P<r>{_R}) (?:is|was) my (?P<mine>{_R})[.!]?[\"”']\.?\s+(?P<q>.+)$"
)
_SHOWN = re.compile(r"\bthe (?:person|woman|man|girl|boy|lady) (?:in|on|of) the (?:photo(?:graph)?|picture|portrait)\b")


def _pictured(text: str) -> str:
    """A picture that somebody speaks of, `Her brother is my father`, with a name for whom it shows."""
    found = _PICTURE.match(text)
    if not found or not _SHOWN.search(found["q"]) or re.search(r"\bPictured\b", text):
        return text
    sex = "woman" if found["of"].lower() == "her" else "man"
    asked = _SHOWN.sub("Pictured", found["q"])
    return f"Pictured is a {sex}. Pictured's {found['r']} is {found['who']}'s {found['mine']}. {asked}"


# --- what is told -------------------------------------------------------------------------------------------------------


def _told(family: _Family, sentence: str) -> None:
    text = sentence.strip(" .!")
    said = _SAID.match(sentence)
    if said:
        raise Unrelated
    words = re.sub(r"\b([A-Z][\w-]*)s' (?=[a-z])", r"\1s's ", text)
    words = re.sub(r"^(?:and|also|moreover|now),? ", "", words, flags=re.IGNORECASE)
    before = list(family.last)
    family.last = []
    for part in re.split(r"; |,? (?:and|while|but|whereas) (?=(?:[A-Z][\w-]*(?:'s)?|he|she|his|her) (?:[a-z-]+ ){0,3}?(?:is|was|has)\b)|,? who (?=is\b|has\b)", words):
        piece = part.strip(" ,")
        if re.match(r"^(?:is|has)\b", piece):
            if not family.last:
                raise Unrelated
            piece = f"{family.people[family.last[-1]]} {piece}"
        _fact(family, _unpronouned(family, piece, family.last or before), sentence)


def _unpronouned(family: _Family, words: str, before: Sequence[str]) -> str:
    """The words with a pronoun as the one person of that sex who was spoken of just before."""
    found = re.match(r"^(?P<p>he|she|his|her|their|they)\b", words, re.IGNORECASE)
    if not found:
        if spoken := re.search(r"\b(?:he|she|his|her|him|they|their|them|whose)\b", words):
            named = [family.person(n) for n in re.findall(_NAME, words[: spoken.start()])]
            pronoun = re.search(r"\b(?:his|her)\b", words)
            if len(named) == 1 and pronoun and not re.search(r"\b(?:he|she|him|they|their|them|whose)\b", words):
                family.put(named[0], "male" if pronoun[0] == "his" else "female", words)
                return re.sub(r"\b(?:his|her)\b", f"{family.people[named[0]]}'s", words)
            raise Unrelated
        return words
    led = found["p"].lower()
    if led in ("they", "their"):
        raise Unrelated
    sex = "male" if led in ("he", "his") else "female"
    fitting = [p for p in dict.fromkeys(before) if family.sex.get(p, sex) == sex and p in family.named]
    known = [p for p in fitting if family.sex.get(p) == sex]
    who = known[0] if len(known) == 1 and len(fitting) == 1 else fitting[0] if len(fitting) == 1 else ""
    if not who:
        raise Unrelated
    if who not in family.sex:
        family.put(who, sex, words)
    name = family.people[who]
    return f"{name}'s{words[found.end() :]}" if led in ("his", "her") else f"{name}{words[found.end() :]}"


def _term(family: _Family, words: str, text: str) -> str:
    """The person whom a phrase names: a name, or what somebody is to one."""
    words = words.strip(" ,")
    if re.fullmatch(_NAME, words):
        return _noted(family, family.person(words))
    relation, of = _description(family, words, text)
    who = family.unnamed(_SYNONYMS.get(relation, relation), of)
    family.tell(relation, who, of, text)
    return who


def _noted(family: _Family, who: str) -> str:
    family.last.append(who)
    return who


def _description(family: _Family, words: str, text: str) -> tuple[str, str]:
    """`Ann's mother`, `the mother of Ann`: the relation and of whom."""
    for pattern in (rf"(?:the |an? |one of the )?(?P<r>{_R}) (?:of|to) (?P<of>.+)", rf"(?P<of>.+)'s (?P<r>{_R})"):
        if found := re.fullmatch(pattern, words):
            return found["r"], _term(family, found["of"], text)
    raise Unrelated


def _people(family: _Family, words: str) -> list[str]:
    names = re.split(r",? and |, ", words.strip())
    if not all(re.fullmatch(_NAME, n) for n in names):
        raise Unrelated
    return [_noted(family, family.person(n)) for n in names]


_LIST = rf"{_NAME}(?:, {_NAME})*,? and {_NAME}"


def _fact(family: _Family, words: str, text: str) -> None:
    """One statement of kinship; raises `Unrelated` for any other."""
    if not any(read(family, words, text) for read in (_of_several, _married, _has, _counts, _apposed, _is)):
        raise Unrelated


_COUPLED = r"married(?: to each other)?|husband and wife|brother and sister|a (?:married )?couple"
_SEVERAL = re.compile(
    rf"(?P<a>{_LIST}) (?:are|were) (?:the )?(?:two |three |four |only )*(?P<r>{_RS}|{_COUPLED})(?: (?:of|to) (?P<of>.+))?"
)


def _of_several(family: _Family, words: str, text: str) -> bool:
    """`Ann and Bob are siblings`, `Ann and Bob are the parents of Cid`."""
    found = _SEVERAL.fullmatch(words)
    if not found:
        return False
    people = _people(family, found["a"])
    relation = _PLURALS.get(found["r"], "sibling" if found["r"] == "brother and sister" else "spouse")
    if found["of"]:
        if found["r"] not in _PLURALS:
            raise Unrelated
        listed = re.fullmatch(_LIST, found["of"])
        for target in _people(family, found["of"]) if listed else [_term(family, found["of"], text)]:
            for who in people:
                family.tell(relation, who, target, text)
        if relation == "parent" and len(people) == 2:
            family.tell("spouse", people[0], people[1], text)
        return True
    one_way = ("parent", "child", "son", "daughter", "grandparent", "grandchild")
    if relation in one_way or (found["r"] not in _PLURALS and len(people) != 2):
        raise Unrelated
    for n, one in enumerate(people):
        for other in people[n + 1 :]:
            family.tell(relation, one, other, text)
            if relation in ("brother", "sister"):
                family.tell(relation, other, one, text)
    return True


def _married(family: _Family, words: str, text: str) -> bool:
    found = re.fullmatch(r"(?P<a>.+?) (?:is|was|got|has been)? ?married(?: to)? (?P<b>.+)", words)
    if found:
        family.tell("spouse", _term(family, found["a"], text), _term(family, found["b"], text), text)
    return bool(found)


_HAS = re.compile(
    rf"(?P<a>{_NAME}(?: and {_NAME})?|.+?'s {_R}) (?:has|have|had) (?:an?|one|two|three|four|exactly two|exactly one|just one"
    rf"|only one|exactly three)? ?(?P<r>{_R}|{_RS})(?:,? (?:called|named|by the name of|whose names? (?:is|are))|,|:| -)? (?P<b>{_NAME}|{_LIST})"
)


def _has(family: _Family, words: str, text: str) -> bool:
    """`Ann has two sons, Bob and Cid`."""
    found = _HAS.fullmatch(words)
    if not found:
        return False
    plain = re.fullmatch(rf"{_NAME}(?: and {_NAME})?", found["a"])
    owners = _people(family, found["a"]) if plain else [_term(family, found["a"], text)]
    relation = _PLURALS.get(found["r"], found["r"])
    for who in _people(family, found["b"]):
        for owner in owners:
            family.tell(relation, who, owner, text)
    if len(owners) == 2 and relation in ("son", "daughter", "child"):
        family.tell("spouse", owners[0], owners[1], text)
    return True


def _counts(family: _Family, words: str, text: str) -> bool:
    """`Ann has two brothers`: how many there are adds nothing that these rules use."""
    found = re.fullmatch(
        rf"(?P<a>.+?) (?:has|have) (?:exactly |only |just )?(?:one|two|three|four|no|an?) (?:{_R}|{_RS})"
        rf"(?: and no (?:other )?(?:{_R}|{_RS}))?",
        words,
    )
    if found:
        _term(family, found["a"], text)
    return bool(found)


def _apposed(family: _Family, words: str, text: str) -> bool:
    """`Ann, Bob's sister, is the mother of Cid`."""
    found = re.fullmatch(rf"(?P<a>{_NAME}),? (?P<d>.+?'s {_R}|the {_R} of .+?),? (?:is|was) (?P<b>.+)", words)
    if not found:
        return False
    who = _term(family, found["a"], text)
    for described in (found["d"], found["b"]):
        relation, of = _description(family, described.strip(" ,"), text)
        family.tell(relation, who, of, text)
    return True


def _is(family: _Family, words: str, text: str) -> bool:
    """`Ann is Bob's mother`, `Bob's mother is Ann`, `Ann's mother is Bob's sister`."""
    if found := re.fullmatch(rf"(?P<a>{_NAME}) is an? (?P<s>man|woman|boy|girl)", words):
        family.put(family.person(found["a"]), "male" if found["s"] in ("man", "boy") else "female", text)
        return True
    for joint in re.finditer(r" (?:is|was)(?: called| named)? ", words):
        left, right = words[: joint.start()].strip(), words[joint.end() :].strip()
        if not re.search(rf"(?:{_NAME}|{_R})$", left) or not re.match(rf"(?:{_NAME}|the |an? |one )", right):
            continue
        try:
            if re.fullmatch(_NAME, right):
                relation, of = _description(family, left, text)
                family.tell(relation, _noted(family, family.person(right)), of, text)
            else:
                who = _term(family, left, text)
                relation, of = _description(family, right, text)
                family.tell(relation, who, of, text)
        except Unrelated:
            continue
        return True
    return False


# --- what is asked ------------------------------------------------------------------------------------------------------


def _asked(family: _Family, question: str, options: Sequence[str]) -> tuple[dict[int, Atom], tuple[Rule, ...]]:
    words = re.sub(r"^(?:so|then|now|and),? ", "", question.strip(" ?."), flags=re.IGNORECASE)
    words = re.sub(r"\b([A-Z][\w-]*)s' (?=[a-z])", r"\1s's ", words)
    told = len(family.rules)
    pairs = (
        r"(?:what|who|which relation|which relative) (?:is|was|would be) (?P<x>.+?) to (?P<y>.+)",
        r"how (?:is|are|was) (?P<x>.+?) (?:related|connected) to (?P<y>.+)",
        r"what (?:relation|relative|kin) (?:is|of) (?P<x>.+?)(?:'s)? (?:is )?to (?P<y>.+)",
        r"what is (?P<x>.+?)'s (?:family )?(?:relationship|relation) (?:to|with) (?P<y>.+)",
        r"what (?:is|was) the relation(?:ship)? of (?P<x>.+?) (?:to|with) (?P<y>.+)",
        r"what relation(?:ship)? (?:does|has) (?P<x>.+?) (?:have|bear)? ?to (?P<y>.+)",
        r"(?P<x>.+?) is (?P<y>.+?)'s(?: what| \.{3}|:|…)?",
    )
    for pattern in pairs:
        if found := re.fullmatch(pattern, words, re.IGNORECASE):
            x, y = _known(family, found["x"], told), _known(family, found["y"], told)
            return _matched(family, x, y, options), ()
    if found := re.fullmatch(rf"(?:how|what) (?:are|were) (?P<x>{_NAME}) and (?P<y>{_NAME}) (?:related(?: to (?:each other|one another))?|to (?:each other|one another))", words, re.IGNORECASE):
        return _matched(family, _known(family, found["x"], told), _known(family, found["y"], told), options), ()
    if found := re.fullmatch(r"(?:who|which of (?:them|these|the following)) (?:is|was) (?P<d>.+)", words, re.IGNORECASE):
        if re.search(r"\btrue\b", words):
            raise Unrelated
        relation, of = _description(family, found["d"], question)
        _known(family, family.people[of], told)
        name = _SYNONYMS.get(relation, relation)
        out = {n: Atom(predicate=name, args=(family.person(o.strip(" .")), of)) for n, o in enumerate(options) if meaning(o) != "unknown"}
        return out, ()
    if re.fullmatch(r"(?:which|what)(?: one)?(?: of (?:the following|these))?(?: statements?)? (?:is|must be|has to be)(?: \w+)? (?:true|correct)", words, re.IGNORECASE):
        out = {}
        for n, option in enumerate(options):
            found = re.fullmatch(r"(?P<x>.+?) is (?P<d>.+)", option.strip(" ."))
            if not found:
                raise Unrelated
            relation, of = _description(family, found["d"], question)
            out[n] = Atom(predicate=_SYNONYMS.get(relation, relation), args=(_known(family, found["x"], told), of))
        return out, ()
    found = re.fullmatch(rf"(?:is|was) (?:it true that )?(?P<x>{_NAME}) (?:is )?(?P<d>.+)", words, re.IGNORECASE)
    if found:
        relation, of = _description(family, found["d"], question)
        who, name = _known(family, found["x"], told), _SYNONYMS.get(relation, relation)
        truths = [meaning(o) for o in options]
        if truths.count(True) != 1 or truths.count(False) != 1:
            raise Unrelated
        general = _MALE.get(name) or _FEMALE.get(name) or name
        others = [k for k in _NEUTRAL if k != general and k not in ("spouse", "sibling-in-law", "child-in-law", "parent-in-law")]
        rules = [Rule(head=Atom(predicate="otherwise related", args=("?x", "?y")), body=(Atom(predicate=k, args=("?x", "?y")),)) for k in others]
        if name in _MALE or name in _FEMALE:
            wrong = "female" if name in _MALE else "male"
            rules.append(Rule(head=Atom(predicate="otherwise related", args=("?x", "?y")), body=(Atom(predicate=wrong, args=("?x",)), Atom(predicate=general, args=("?x", "?y")))))
        return {truths.index(True): Atom(predicate=name, args=(who, of)), truths.index(False): Atom(predicate="otherwise related", args=(who, of))}, tuple(rules)
    raise Unrelated


def _known(family: _Family, words: str, _told_before: int) -> str:
    """A person who was spoken of before."""
    name = re.sub(r"\W+", "_", words.strip().lower()).strip("_")
    if re.fullmatch(_NAME, words.strip()) and name in family.people:
        return name
    raise Unrelated


def _matched(family: _Family, x: str, y: str, options: Sequence[str]) -> dict[int, Atom]:
    """For each option that `x` is to `y` so; where the sex of `x` is not told, the option that fits either stands."""
    named = {n: _query(o) for n, o in enumerate(options) if not _OPEN.search(o)}
    general = {n: _MALE.get(r) or _FEMALE.get(r) or r for n, r in named.items()}
    out = {}
    for n, relation in named.items():
        alone = list(general.values()).count(general[n]) == 1
        out[n] = Atom(predicate=general[n] if alone and x not in family.sex else relation, args=(x, y))
    return out


_OPEN = re.compile(r"\b(?:cannot|can't|unknown|not (?:related|known|clear|determined)|impossible|unrelated|no relation)\b", re.IGNORECASE)


def _query(option: str) -> str:
    """The relation that an option names: `aunt`, `His aunt`, `Tina's aunt`."""
    low = option.strip(" .").lower()
    low = re.sub(r"^(?:(?:she|he|they) (?:is|are) )?(?:(?:his|her|their|the|an?|[a-z]+'s) )?", "", low)
    low = re.sub(r"^(?P<a>[a-z-]+) and [a-z-]+$", r"\g<a>", low)
    low = _PLURALS.get(low, _SYNONYMS.get(low, low))
    if low not in (*_MALE, *_FEMALE, *_NEUTRAL):
        raise Unrelated
    return low


# --- the rules of kinship -----------------------------------------------------------------------------------------------


def _rule(head: str, *body: str) -> Rule:
    def atom(words: str) -> Atom:
        name, *args = words.split()
        return Atom(predicate=name, args=tuple(f"?{a}" for a in args))

    return Rule(head=atom(head), body=tuple(map(atom, body)))


def _different(family: _Family) -> list[Rule]:
    named = sorted(family.named)
    return [Rule(head=Atom(predicate="differs", args=(a, b))) for a in named for b in named if a != b]


def _kinship() -> tuple[Rule, ...]:
    rules = [
        _rule("parent x y", "child y x"), _rule("child x y", "parent y x"),
        _rule("sibling x y", "parent z x", "parent z y", "differs x y"),
        _rule("parent x y", "parent x z", "sibling z y"),
        _rule("parent x y", "spouse x z", "parent z y"),
        _rule("sibling x y", "sibling x z", "sibling z y", "differs x y"),
        _rule("grandparent x y", "parent x z", "parent z y"), _rule("grandchild x y", "grandparent y x"),
        _rule("grandparent x y", "grandchild y x"),
        _rule("great-grandparent x y", "parent x z", "grandparent z y"),
        _rule("great-grandchild x y", "great-grandparent y x"),
        _rule("pibling x y", "sibling x z", "parent z y"), _rule("pibling x y", "spouse x z", "pibling z y"),
        _rule("nibling x y", "pibling y x"), _rule("pibling x y", "nibling y x"),
        _rule("great-pibling x y", "sibling x z", "grandparent z y"), _rule("great-nibling x y", "great-pibling y x"),
        _rule("cousin x y", "parent z x", "pibling z y", "sibling z w", "parent w y"),
        _rule("parent-in-law x y", "parent x z", "spouse z y"), _rule("child-in-law x y", "parent-in-law y x"),
        _rule("parent-in-law x y", "child-in-law y x"),
        _rule("sibling-in-law x y", "sibling x z", "spouse z y"),
        _rule("sibling-in-law x y", "spouse x z", "sibling z y"),
    ]  # fmt: skip
    rules += [_rule(f"{name} x y", f"{name} y x") for name in _SYMMETRIC]
    for table, sex in ((_MALE, "male"), (_FEMALE, "female")):
        rules += [_rule(f"{name} x y", f"{kind} x y", f"{sex} x") for name, kind in table.items()]
    return tuple(rules)
