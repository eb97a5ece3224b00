"""Classes of words, and phrases as lists of words: joints, ends, stems. Knows no sentence.

The lists are of common English words, from general knowledge of the language.
"""

from collections.abc import Iterator, Sequence

from ech0.minds.embedded.logic import lexis
from ech0.minds.embedded.logic.first_order.text import plainly

Words = Sequence[str]
COPULA = frozenset("is are was were be am been being".split())
DO, HAVE = frozenset(("do", "does", "did")), frozenset(("has", "have", "had"))
MODAL = frozenset("can could may might must will would shall should".split())
SILENT = frozenset("must will would shall should".split())
PREPOSITION = lexis.PREPOSITION | frozenset(
    "during without within through across against between among around along as via per upon toward towards inside "
    "outside until after before throughout despite off out up down except beyond".split()
)
DROPPED = frozenset("a an the any some all their his her its our my your".split())
FILLER = lexis.FILLER | frozenset("once currently already now ever therefore thus hence".split())
OFTEN = frozenset("often always usually regularly frequently sometimes rarely never seldom again together".split())
PLAINLY_VERBS = frozenset(
    "enjoy own eat read want need prefer know hate love like wear buy sell write speak learn teach believe belong "
    "become get make take give keep bring choose understand remember".split()
)
"""Verbs in the plural that begin a predicate even where a noun could stand."""
LETTERED = frozenset("place person thing number object item point".split())
"""Nouns that restrict a letter to nothing: `if place A is in place B`."""
RELATIVE = frozenset(("who", "that", "which", "whom"))
ANYBODY = lexis.ANYTHING_AT_ALL | lexis.EVERYONE | lexis.ANYONE | {"nobody", "nothing", "none", "whoever", "anyone"}
CLOSED = (
    (COPULA - {"being", "be", "been"})
    | DO
    | MODAL
    | frozenset("if then unless either neither nor both every each there he she not never they whose only".split())
    | frozenset("because although while whether ; : ? no #".split())
)
"""No predicate is made of these: a phrase that has one of them is not understood."""
QUALITIES = frozenset(
    "able absent abstract accurate active actual adult afraid aged alive allergic alone ancient angry anxious "
    "ashamed asleep automatic available average awake aware bad basic beautiful best better bored brilliant "
    "broken busy capable careful central certain cheap clear clever close comfortable competent complete complex "
    "confident conscious consistent constant content correct crazy crucial cute dangerous dead deaf decent deep "
    "delicious democratic dense dependent different difficult diligent direct distant domestic dominant dry due "
    "eager early easy economic efficient electric elegant elite empty equal evident evil exact excellent "
    "expensive expert extinct extra fair false familiar famous fat fatal female fertile final fine fit fixed flat "
    "fluent fond foreign formal free frequent fresh friendly full fun funny general genuine giant global golden "
    "good grateful great guilty harmful harmless high honest huge human humid hybrid ideal ignorant ill illegal "
    "important impossible independent individual inferior innocent insane intelligent interested internal "
    "international invisible jealous joint junior keen large late latent lawful least legal less likely linear "
    "liquid local lonely long loose lost low loyal lucky mad magic main major male massive mature mean mechanical "
    "medical mental mild minor missing mobile modern modest moral more mortal most mutual narrow national native "
    "natural near neat necessary negative nervous neutral next normal notable obedient odd official old online "
    "open optimal optional oral ordinary organic original other outdoor overt own pale particular past patient "
    "perfect permanent persistent personal physical plain pleasant polite poor popular positive possible "
    "practical precise pregnant present pretty private probable professional prominent proper proud public pure "
    "quick quiet ready real recent regular relevant reliable religious reluctant resilient resistant responsible "
    "rich right risky royal rural sacred safe same secret senior sensible separate serious severe sharp short shy "
    "sick significant silent silly similar simple single skilled skinny slim small smart social solar solid sour "
    "special specific stable steady still straight strange strict strong stubborn stupid subject successful "
    "sudden sufficient suitable super superior sure suspicious talented tall thick thin tight tiny total tough "
    "toxic transparent true ugly unable unaware unique universal unusual upset urban urgent useful usual vacant "
    "vague valid various vast vegan vegetarian vertical violent viral virtual visible vital warm weak weird well "
    "western white whole wide wild willing wise wonderful wooden worse worth wrong young".split()
)
"""Adjectives."""
ADJECTIVE = ("ful", "ous", "able", "ible", "less", "ical", "ive", "ic", "ish", "ary", "ient", "iant", "ual", "ial")
"""Endings of adjectives."""


def trimmed(w: Words) -> list[str]:
    """Without commas and joints at either end."""
    start, end = 0, len(w)
    while start < end and w[start] in (",", "and", "but", "also", "too"):
        start += 1
    while end > start and w[end - 1] in (",", "and", "but", "or", "also", "too"):
        end -= 1
    return list(w[start:end])


def joints(w: Words) -> Iterator[tuple[int, str]]:
    """Places of `and`, `or`, `but`: after a comma first, then `or`, then `and`."""
    found = [(at, x) for at, x in enumerate(w) if x in ("and", "or", "but") and 0 < at < len(w) - 1]
    for at, x in sorted(found, key=lambda one: (w[one[0] - 1] != ",", one[1] != "or", one[0])):
        yield at, "or" if x == "or" else "and"


_LIKE = {"life": "live"}


def balanced(w: Words) -> bool:
    """Whether every `both`, `either` and `neither` has met its `and`, `or`, `nor`."""
    pairs = (("both", ("and",)), ("either", ("or",)), ("neither", ("nor", "or")))
    return all(opening not in w or any(x in w[w.index(opening) :] for x in closing) for opening, closing in pairs)


def _stem(word: str) -> str:
    if word.endswith("men") and len(word) > 4:
        return word[:-2] + "an"
    return _LIKE.get(word) or lexis.key(word)


def stems(w: Words) -> list[str]:
    """What the forms of a phrase share: no articles, no possessives, singular, adverbs last."""
    out: list[str] = []
    late: list[str] = []
    for x in w:
        if x in DROPPED or x == ",":
            continue
        parts = [_stem(p.removesuffix("'s")) for p in (plainly(x) if x[0] == "@" else (x,))]
        (late if x in OFTEN or x.startswith("every-") or (x.endswith("ly") and len(x) > 4) else out).extend(parts)
    return [*out, *sorted(late)]


def stem_of(left: Words, right: Words = (), verbal: bool = False) -> list[str]:
    """What a second object shares with the first: all up to its last preposition, or the verb."""
    if right and right[0] in PREPOSITION | {"to"}:
        return [] if right[0] not in left else list(left[: list(left).index(right[0])])
    at = max((i for i, x in enumerate(left) if x in PREPOSITION), default=-1)
    return list(left[: at + 1 or int(verbal)])


def listed(w: Words, op: str) -> list[list[str]]:
    """The items of a list: `a, b and c`."""
    parts: list[list[str]] = [[]]
    for x in w:
        if x in (",", op):
            parts.append([])
        else:
            parts[-1].append(x)
    return [p for p in parts if p]
