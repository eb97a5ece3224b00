"""Whether a text can be English in the order in which its words stand. Knows a few pairs that never do.

Numbers and content words survive any shuffling, and a formula found by them would answer noise. Function words do not:
an article stands before a noun, and a preposition does not end a sentence that states something.
"""

import re

_WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?|\d[\d.,]*|[?.!;:,()$=\\+*/^{}\[\]-]")
_ARTICLES = frozenset(("the", "an"))
"""These tell order nearly always."""
_AFTER_ARTICLES = (
    "the an a of is in to from with and or at on by for into are was were be has have had does do did what which when"
    " how if that than it its ? . ! ,"
)
_NEVER = {
    first: frozenset(after.split())
    for first, after in {
        "the": _AFTER_ARTICLES,
        "an": _AFTER_ARTICLES,
        "a": "the a what how it does its",
        "of": "of is and to does has ? .",
        "is": "of is has",
        "in": "is does to",
        "at": "in of is and to",
        "to": "is of to",
        "with": "of and is",
        "and": "of",
        "what": "of a the and at",
        "how": "of a at and",
        "has": "of is",
        "its": "a the is",
    }.items()
}
"""What a word is never followed by in a sentence that was meant as one, or next to never."""
_NOT_LAST = frozenset("the an a of from with and or into if than its their".split())
"""What no sentence ends with."""
_STOPS = frozenset(".?!")


_OPENS = frozenset("What Which How When Where Who Why Find Calculate Determine Estimate Compute".split())
"""Written with a capital, these begin a sentence."""


def disorder(text: str) -> float:
    """Twice the share of the places telling of order that are wrong, at most 1: half of them wrong is noise."""
    raw: list[str] = _WORD.findall(text)
    words = [w.lower() for w in raw]
    telling = [n for n, w in enumerate(words[:-1]) if w in _NEVER and words[n + 1] not in "=$\\"]
    ends = [n for n, w in enumerate(words) if n and w in _STOPS] + [len(words)]
    opens = [n for n, w in enumerate(raw) if w in _OPENS]
    wrong = sum(words[n + 1] in _NEVER[words[n]] for n in telling)
    wrong += sum(raw[n - 1] in _NOT_LAST for n in ends if n)
    wrong += sum(words[n] == "?" and raw[n + 1][0].islower() for n in ends if n + 1 < len(words))
    wrong += sum(n > 0 and words[n - 1].isalpha() for n in opens)
    articles = sum(words[n] in _ARTICLES for n in telling)
    return min(1.0, 2 * wrong / max(1, articles + len(ends) + len(opens)))
