"""Whether a text can be English in the order in which its words stand. Knows a few pairs that never do.

Numbers and content words survive any shuffling, and a formula found by them would answer noise. Function words do not:
an article stands before a noun, and a preposition does not end a sentence that states something.
"""

import re

_WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?|\d[\d.,]*|[?.!;:,()$=\\+*/^{}\[\]-]")
_ARTICLES = frozenset(("the", "an"))
_NOT_AFTER = frozenset(
    "the an of in to from with and or at on by for into is are was were be has have had does do did what which when "
    "how if that than it its ? . ! ,".split()
)
"""What an article is never followed by."""
_NOT_LAST = frozenset("the an a of from with and or into if than its their".split())
"""What no sentence ends with."""
_STOPS = frozenset(".?!")


_OPENS = frozenset("What Which How When Where Who Why Find Calculate Determine Estimate Compute".split())
"""Written with a capital, these begin a sentence."""


def disorder(text: str) -> float:
    """The share of the places where English tells order that are wrong, from 0 to 1."""
    raw: list[str] = _WORD.findall(text)
    words = [w.lower() for w in raw]
    articles = [n for n, w in enumerate(words[:-1]) if w in _ARTICLES and words[n + 1] not in "=$\\"]
    ends = [n for n, w in enumerate(words) if n and w in _STOPS] + [len(words)]
    opens = [n for n, w in enumerate(raw) if w in _OPENS]
    wrong = sum(words[n + 1] in _NOT_AFTER for n in articles)
    wrong += sum(raw[n - 1] in _NOT_LAST for n in ends if n)
    wrong += sum(words[n] == "?" and raw[n + 1][0].islower() for n in ends if n + 1 < len(words))
    wrong += sum(n > 0 and words[n - 1].isalpha() for n in opens)
    return min(1.0, wrong / max(1, len(articles) + len(ends) + len(opens)))
