"""Texts of puzzles as people write them: the question in the middle, who is there in passing. Knows no names.

Each rewrite keeps the meaning in every puzzle; it works on the sentences before anything is known of the world.
"""

import re
from collections.abc import Sequence

_NO_TIES = re.compile(r"(?:,|;| -)? ?\(?\b(?:and |but )?(?:with|there (?:were|was|are|is)|assum(?:e|ing)|having) (?:there (?:were|are) )?no (?:ties|draws|dead heats?|tied places|two [a-z]+ (?:tied|tying|the same|alike))(?: at all)?\)?(?=[.,;!]|$)", re.IGNORECASE)
_RULES = tuple(
    (re.compile(pattern, flags), said)
    for pattern, said, flags in (
        (r"\b(?:[Mm]y|[Oo]ur|[Hh]is|[Hh]er|[Tt]heir) (?:(?:big|little|older|younger|elder|best|good|old|next-door|twin) )?(?:sister|brother|friend|colleague|neighbour|neighbor|cousin|uncle|aunt|flatmate|roommate|boss|teammate|classmate|nephew|niece|mate|pal|dog|cat|son|daughter) (?=[A-Z][a-z]+\b)", "", 0),
        (r"^(?:[Hh]i|[Hh]ello|[Hh]ey|[Oo]k|[Oo]kay|[Ss]o|[Ww]ell|[Rr]ight|[Aa]lright)(?: all| there| everyone| team| folks| guys)?,? (?=[A-Za-z])", "", 0),
        (r"\b(?:was |is |came |finished )?dead last\b", "was last", re.IGNORECASE),
        (r"\bfurthest (?:to the )?(?P<s>left|right)\b", r"at the far \g<s>", re.IGNORECASE),
        (r"\bas far (?:to the )?(?P<s>left|right) as possible\b", r"at the far \g<s>", re.IGNORECASE),
        (r"\b(?:mustn't|must not|may not|is not allowed to|isn't allowed to|are not allowed to|aren't allowed to|are forbidden to|will never|would never|would not|wouldn't|won't ever|refuses? to|is never to|should not|shouldn't|had better not)\b", "cannot", re.IGNORECASE),
        (r"\b(?:is|are) (?:due|going|scheduled|supposed|meant|about|set|required|obliged|certain|sure|bound|known) to (?=[a-z])", "will ", re.IGNORECASE),
        (r"\b(?:ended|ends|end|finished|wound) up (?=(?:in|on|at|with|first|second|third|fourth|fifth|last|next|beside|between|directly|immediately|just|behind|ahead|before|after)\b)", "is ", re.IGNORECASE),
        (r"(?<![\w'])(?P<n>[A-Z][a-z]+)(?:: | = | - | – )(?=(?:seat|room|house|place|number|floor|bed|desk|table|locker|lane|bay) \d|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)", r"\g<n> is in ", 0),
        (r"\ba (?P<k>pair|duo|couple) (?:of [a-z]+ )?(?=(?:from|out of|chosen from|picked from|selected from)\b)", "a team of two ", re.IGNORECASE),
        (r"\ba trio (?:of [a-z]+ )?(?=(?:from|out of|chosen from|picked from|selected from)\b)", "a team of three ", re.IGNORECASE),
        (r",? because (?:of )?[^,.;?]+(?=[.,;]|$)", "", re.IGNORECASE),
        (r",? (?:as usual|as always|of course|obviously|by the way|it seems|it turns out|I think not|for once|sadly|luckily|this time|this year|this week|this evening|tonight)(?=[.,;?]|$)", "", re.IGNORECASE),
    )
)  # fmt: skip


def ordered(said: Sequence[str]) -> list[str]:
    """The sentences with the one question among them last."""
    asks = [n for n, s in enumerate(said) if s.rstrip(" \"'").endswith("?")]
    if len(asks) != 1 or asks[0] == len(said) - 1:
        return list(said)
    return [s for n, s in enumerate(said) if n != asks[0]] + [said[asks[0]]]


def everyday(sentence: str) -> str:
    """A sentence without what is said in passing, in the words of clues."""
    sentence = _NO_TIES.sub("", sentence)
    for pattern, plain in _RULES:
        sentence = pattern.sub(plain, sentence)
    return sentence
