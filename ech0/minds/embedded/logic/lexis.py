"""The words that carry logic, and when two word forms are one word. Knows no sentence and no subject matter."""

from functools import cache


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


COPULA = _set("is are am was were be")
PLURAL = _set("are were have do am")
NEGATION = _set("not never")
AUXILIARY = _set("does do did")
MODAL = _set("can must will shall may should could would")
OPAQUE = _set("can may should could")
"""Modals that make a predicate of their own: who may enter need not enter."""
FINITE = COPULA | AUXILIARY | MODAL | {"has", "have", "had"}
EVERY = _set("every each all")
SOME = _set("some most many several")
HEDGE = _set(
    "might probably perhaps maybe usually often sometimes generally typically normally seldom rarely mostly"
    " likely unlikely "
    "possibly occasionally frequently"
)
"""What is said with one of these is certain of nobody."""
INDEFINITE = _set("a an any")
ARTICLE = _set("a an any the")
POSSESSIVE = _set("my our")
PRONOUN = _set("it they he she him her them")
RELATIVE = _set("who whom that which")
DETERMINED = _set("the this that")
JOINT = _set("and or but , nor")
ANYONE = _set("someone somebody something anyone anybody anything whoever whatever one you")
EVERYONE = _set("everyone everybody everything")
NOBODY = _set("nobody nothing none")
ANYTHING_AT_ALL = _set("thing things person people persons individual individuals one ones those somebody someone")
"""Nouns that restrict nothing: `cold things`, `people who like Ned`."""
PERSONS = _set("someone somebody anyone anybody everyone everybody nobody whoever one you person people persons")
THINGS = _set("something anything everything nothing whatever thing things")
GENERIC = _set(
    "animal creature being object item place room building vehicle vessel machine device guest visitor man woman"
    " adult child"
)
"""Nouns that, where nobody is said to be one, only remind of what is spoken of: `quiet animals sleep well`."""
PREPOSITION = _set(
    "of to in on at by with without for from near behind above below under than into onto about like beside over"
    " aboard "
    "inside outside through via against between among across around along beyond during"
)
INTENSE = _set("very really quite extremely rather fairly truly highly especially")
REPORT = _set("say think believe know claim hope doubt fear assume suppose want report deny guess suspect feel")
WEATHER = _set("rain snow hail thunder freeze drizzle storm")
TIMES = _set(
    "noon midnight dawn dusk sunset sunrise today yesterday monday tuesday wednesday thursday friday saturday sunday"
    " january february march april may june july august september october november december spring summer autumn"
    " winter morning evening afternoon night week month year"
)
"""Last words of phrases that say when."""
PAST = _set("was were did had")
FILLER = _set(
    "all also still now already simply just perfectly fully always certainly definitely indeed too actually then"
    " itself surely necessarily invariably thus"
)
COMMON = _set(
    "red blue green white black yellow brown gray grey orange purple pink big small large little tall short long old "
    "young new cold hot warm cool kind nice mean cruel smart clever wise quiet loud rough smooth round square furry "
    "hairy happy sad angry calm brave shy bright dark dim dull soft hard heavy light fast slow rich poor strong weak "
    "wet dry clean dirty sweet sour bitter spicy fresh wild tame lazy busy careful healthy sick hungry thirsty tired "
    "friendly honest loyal rare common young gentle noble proud"
)
"""Adjectives: a noun after one of them is a thing of both kinds."""
VERBS = _set(
    "apply approve award belong blink boil borrow break charge circle climb contain dissolve donate dock exceed"
    " expire fizz flow "
    "hang inspect install issue launch load mark melt meet order park print publish raise reject rent repair"
    " replace require "
    "rust sail seal sign slip sort store sort stop swear translate treat trip weigh "
    "accept admire agree allow answer appear arrive ask attend avoid bark beat become begin belong bite break bring "
    "build buy call carry catch cause chase choose clean climb close collect come contain cook cost cough cover cry "
    "cut dance dare deserve drink drive earn eat enjoy enter envy fall fear feed feel fight find finish fit fix "
    "float fly follow get give glitter glow go grow guard hate hear help hibernate hide hold hop hunt hurt include "
    "join jump keep kick kill know laugh lay lead learn leave lend like listen live lock look lose love make meet "
    "melt meow miss move need obey open own pass pay pick play possess praise produce protect purr push put reach "
    "read receive remember respect rest ride ring rise roar run see sell send serve shine shout show sing sink sit "
    "sleep smell smile smoke sneeze snore speak spend stand start stay steal stop study suffer swim take talk taste "
    "teach tell thrive travel trust turn understand use visit wait wake walk want wash watch wear weigh win wish "
    "work worry write yawn "
)
"""Verbs where they stand as one; most words of the text are known to be verbs by how the text uses them."""
BARRED = (
    COPULA | NEGATION | AUXILIARY | MODAL | EVERY | PRONOUN | RELATIVE | JOINT | ANYONE | EVERYONE | NOBODY | ARTICLE
) | _set(
    "# no if then unless when whenever only both either neither some most many few several half exactly least "
    "whose whom where while because since although though however except might usually often "
    "sometimes generally typically normally mostly probably likely possibly perhaps maybe rarely seldom hardly until "
    "before after whether there this these what why how as so than other another else same such its their his hers "
    "two three four five six seven eight nine ten dozen "
    "him them i we me implies imply implied means entails entail us my our your yours been being "
    "has had have does did nor instead rather unlikely almost nearly"
)
"""No predicate is made of these: a sentence that would need one in it is not understood."""

_IRREGULAR = {
    "men": "man", "women": "woman", "children": "child", "mice": "mouse", "geese": "goose", "feet": "foot",
    "teeth": "tooth", "oxen": "ox", "wolves": "wolf", "leaves": "leaf", "knives": "knife", "lives": "live",
    "dormice": "dormouse", "wives": "wife", "thieves": "thief", "has": "have", "does": "do", "goes": "go",
    "is": "is", "this": "this",
    "bacteria": "bacterium", "fungi": "fungus", "larvae": "larva", "nuclei": "nucleus", "criteria": "criterion",
    "cacti": "cactus", "phenomena": "phenomenon", "alumni": "alumnus", "hypotheses": "hypothesis", "crises": "crisis",
    "halves": "half", "elves": "elf", "calves": "calf", "loaves": "loaf", "shelves": "shelf", "people": "person",
}  # fmt: skip


@cache
def key(word: str) -> str:
    """What the forms of a noun or verb share: `boxes` and `box`, `chases` and `chase`."""
    if (known := _IRREGULAR.get(word)) is not None:
        return known if known == word else key(known)
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


_SAME_IN_PLURAL = _set("sheep fish deer salmon aircraft trout")


@cache
def plural(word: str) -> bool:
    """Whether a word looks like a plural noun: `hens`, `wolves`, `people`."""
    if word in _SAME_IN_PLURAL:
        return True
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


_PAST = {
    "came": "come",
    "went": "go",
    "gone": "go",
    "got": "get",
    "sat": "sit",
    "stood": "stand",
    "took": "take",
    "gave": "give",
    "broke": "break",
    "broken": "break",
    "grew": "grow",
    "grown": "grow",
    "won": "win",
    "lost": "lose",
    "paid": "pay",
    "sold": "sell",
    "bought": "buy",
    "brought": "bring",
    "wrote": "write",
    "ran": "run",
    "flew": "fly",
    "flown": "fly",
    "swam": "swim",
    "sang": "sing",
    "rose": "rise",
    "risen": "rise",
    "fell": "fall",
    "fallen": "fall",
    "met": "meet",
    "built": "build",
    "sent": "send",
    "spoke": "speak",
    "spoken": "speak",
    "ate": "eat",
    "drank": "drink",
    "slept": "sleep",
    "drove": "drive",
    "wore": "wear",
    "worn": "wear",
    "saw": "see",
    "knew": "know",
    "chose": "choose",
    "hid": "hide",
    "rang": "ring",
    "began": "begin",
    "stole": "steal",
    "stolen": "steal",
    "lent": "lend",
    "spent": "spend",
    "froze": "freeze",
    "frozen": "freeze",
    "shook": "shake",
    "threw": "throw",
    "thrown": "throw",
    "said": "say",
    "told": "tell",
    "thought": "think",
    "understood": "understand",
    "became": "become",
    "lay": "lie",
} | {past: verb for verb, past in _PARTICIPLES.items()}


@cache
def bases(word: str) -> tuple[str, ...]:
    """What a past or progressive form may be a form of: `approved` of `approve`, `sitting` of `sit`."""
    if (known := _PAST.get(word)) is not None:
        return (key(known), known)
    if word.endswith("ied") and len(word) > 4:
        return (word[:-3] + "y",)
    for ending in ("ed", "ing"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            double = (stem[:-1],) if len(stem) > 2 and stem[-1] == stem[-2] else ()
            return (stem, stem + "e", *double)
    return ()


def participle(verb: str) -> frozenset[str]:
    """The past participles that a verb's key may have."""
    if verb in _PARTICIPLES:
        return frozenset((_PARTICIPLES[verb],))
    forms = {verb + "ed", verb + "d", verb + verb[-1:] + "ed"}
    if verb.endswith("y"):
        forms.add(verb[:-1] + "ied")
    return frozenset(forms)
