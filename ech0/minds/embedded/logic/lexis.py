"""The words that carry logic, and when two word forms are one word. Knows no sentence and no subject matter."""

import re
from functools import cache


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


COPULA = _set("is are am was were be")
PLURAL = _set("are were have do am")
NEGATION = _set("not never")
AUXILIARY = _set("does do did")
MODAL = _set("can must will shall")
FINITE = COPULA | AUXILIARY | MODAL | {"has", "have", "had"}
EVERY = _set("every each all")
INDEFINITE = _set("a an any")
ARTICLE = _set("a an any the")
POSSESSIVE = _set("my our")
PRONOUN = _set("it they he she him her them")
RELATIVE = _set("who that which")
JOINT = _set("and or but , nor")
ANYONE = _set("someone somebody something anyone anybody anything whoever whatever one you")
EVERYONE = _set("everyone everybody everything")
NOBODY = _set("nobody nothing none")
ANYTHING_AT_ALL = _set("thing things person people persons individual individuals one ones those somebody someone")
"""Nouns that restrict nothing: `cold things`, `people who like Ned`."""
PERSONS = _set("someone somebody anyone anybody everyone everybody nobody whoever one you person people persons")
THINGS = _set("something anything everything nothing whatever thing things")
PREPOSITION = _set(
    "of to in on at by with for from near behind above below under than into onto about like beside over"
)
INTENSE = _set("very really quite extremely rather fairly truly highly especially")
REPORT = _set("say think believe know claim hope doubt fear assume suppose want report deny guess suspect feel")
WEATHER = _set("rain snow hail thunder freeze drizzle storm")
PAST = _set("was were did had")
FILLER = _set("also always certainly definitely indeed too actually then itself surely necessarily invariably thus")
COMMON = _set(
    "red blue green white black yellow brown gray grey orange purple pink big small large little tall short long old "
    "young new cold hot warm cool kind nice mean cruel smart clever wise quiet loud rough smooth round square furry "
    "hairy happy sad angry calm brave shy bright dark dim dull soft hard heavy light fast slow rich poor strong weak "
    "wet dry clean dirty sweet sour bitter spicy fresh wild tame lazy busy careful healthy sick hungry thirsty tired "
    "friendly honest loyal rare common young gentle noble proud"
)
"""Adjectives: a noun after one of them is a thing of both kinds."""
BARRED = (
    COPULA | NEGATION | AUXILIARY | MODAL | EVERY | PRONOUN | RELATIVE | JOINT | ANYONE | EVERYONE | NOBODY | ARTICLE
) | _set(
    "# no if then unless when whenever only both either neither some most many few several half exactly least "
    "whose whom where while because since although though however except may might could would should usually often "
    "sometimes generally typically normally mostly probably likely possibly perhaps maybe rarely seldom hardly until "
    "before after whether there this these what why how as so than other another else same such its their his hers "
    "two three four five six seven eight nine ten dozen "
    "him them i we me implies imply implied means entails entail us my our your yours been being "
    "has had have does did nor instead rather unlikely almost nearly"
)
"""No predicate is made of these: a sentence that would need one in it is not understood."""

Rewrite = tuple[tuple[str, ...], re.Pattern[str], str]


def _rewrite(cues: str, pattern: str, said: str) -> Rewrite:
    return tuple(cues.split("|")), re.compile(pattern, re.IGNORECASE), said


REWRITES: tuple[Rewrite, ...] = (
    _rewrite("’|`|´", r"[’`´]", "'"),
    _rewrite("“|”", r"[“”]", '"'),
    _rewrite("cannot|can't", r"\bcan't\b|\bcannot\b", "can not"),
    _rewrite("won't", r"\bwon't\b", "will not"),
    _rewrite("n't", r"\b(is|are|was|were|does|do|did|has|have|had|must)n't\b", r"\1 not"),
    _rewrite("'s", r"\b(it|he|she|that|who|there|everyone|everything|someone|something|what)'s\b", r"\1 is"),
    _rewrite("'re", r"\b(they|you|we)'re\b", r"\1 are"),
    _rewrite("no one|no-one", r"\bno[ -]one\b", "nobody"),
    _rewrite("any one|some one", r"\b(?:any|some) one\b(?! of)", "anyone"),
    _rewrite(
        "every single|each and|each one|each of|all of|all the|any of",
        r"\bevery single\b|\beach and every\b|\beach one of the\b"
        r"|\ball of the\b|\ball the\b|\bany of the\b|\beach of the\b",
        "every",
    ),
    _rewrite("there is not a|there are not any", r"\bthere (?:is not a(?: single)?|are not any)\b", "there is no"),
    _rewrite("to be", r"\b(?:tends?|happens?|turns? out|proves?|ha(?:s|ve)|(?:is|are) (?:known|certain|sure|bound))"
             r" to be\b", "is"),
    _rewrite("count", r"\bcounts? as\b", "is"),
    _rewrite("must be|must not be|will be|will not be", r"\b(?:must|will)( not)? be\b", r"is\1"),
    _rewrite("able to", r"\b(?:is|are)( not)? able to\b", r"can\1"),
    _rewrite(" of ", r"\b(is|are) (an?|every) (?:kinds?|types?|sorts?|forms?) of( an?)?\b", r"\1 \2"),
    _rewrite(" of ", r"\bare (?:kinds|types|sorts|forms) of\b", "are"),
    _rewrite("as well as", r"\bas well as\b", "and"),
    _rewrite("as well", r"\bas well\b", ""),
    _rewrite("in fact|of course", r"\bin fact\b,?|\bof course\b,?", ""),
    _rewrite(
        "provided|long as|in case|whenever|when|given that|any time|every time",
        r"\bprovided(?: that)?\b|\b(?:as|so) long as\b|\bin case\b|\bwhenever\b|\bwhen\b|\bgiven that\b"
        r"|\b(?:any|every) ?time\b",
        "if",
    ),
)  # fmt: skip
"""Cues, one of which must occur for a pattern to be tried; the pattern; what it is replaced by."""


def rewrites(text: str) -> tuple[Rewrite, ...]:
    """The rewrites that this text needs, in order; most texts need none."""
    low, out = text.lower(), []
    for rewrite in REWRITES:
        if any(cue in low for cue in rewrite[0]):
            text = rewrite[1].sub(rewrite[2], text)
            low = text.lower()
            out.append(rewrite)
    return tuple(out)


def plain(text: str, needed: tuple[Rewrite, ...] | None = None) -> str:
    """A text without contractions and with the commonest roundabout wordings made short."""
    for _, pattern, said in rewrites(text) if needed is None else needed:
        text = pattern.sub(said, text)
    return text


_IRREGULAR = {
    "men": "man", "women": "woman", "children": "child", "mice": "mouse", "geese": "goose", "feet": "foot",
    "teeth": "tooth", "oxen": "ox", "wolves": "wolf", "leaves": "leaf", "knives": "knife", "lives": "live",
    "wives": "wife", "thieves": "thief", "has": "have", "does": "do", "goes": "go", "is": "is", "this": "this",
    "elves": "elf", "calves": "calf", "loaves": "loaf", "shelves": "shelf", "people": "person",
}  # fmt: skip


@cache
def key(word: str) -> str:
    """What the forms of a noun or verb share: `boxes` and `box`, `chases` and `chase`."""
    if (known := _IRREGULAR.get(word)) is not None:
        return known
    if len(word) < 3:
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith("ie"):
        return word[:-2] + "y"
    for ending in ("ses", "zes", "xes", "ches", "shes", "oes"):
        if word.endswith(ending):
            return word[:-2]
    for ending in ("se", "ze", "xe", "che", "she", "oe"):
        if word.endswith(ending):
            return word[:-1]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


@cache
def plural(word: str) -> bool:
    """Whether a word looks like a plural noun: `hens`, `wolves`, `people`."""
    if word in _IRREGULAR:
        return word not in ("has", "does", "goes", "is", "this")
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s"))


@cache
def third(word: str) -> bool:
    """Whether a word looks like a verb in the third person singular: `chases`."""
    return len(word) > 2 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s"))


_PARTICIPLES = {
    "see": "seen", "eat": "eaten", "know": "known", "take": "taken", "give": "given", "bite": "bitten",
    "feed": "fed", "hold": "held", "teach": "taught", "catch": "caught", "find": "found", "beat": "beaten",
    "hear": "heard", "leave": "left", "love": "loved", "fight": "fought", "choose": "chosen", "hide": "hidden",
    "own": "owned", "keep": "kept", "lead": "led", "make": "made", "drive": "driven", "write": "written",
}  # fmt: skip


def participle(verb: str) -> frozenset[str]:
    """The past participles that a verb's key may have."""
    if verb in _PARTICIPLES:
        return frozenset((_PARTICIPLES[verb],))
    forms = {verb + "ed", verb + "d", verb + verb[-1:] + "ed"}
    if verb.endswith("y"):
        forms.add(verb[:-1] + "ied")
    return frozenset(forms)
