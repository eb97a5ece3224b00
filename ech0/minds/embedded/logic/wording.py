"""Sentences in plain words by the table of rewrites, and which of its rules a text needs. Knows no grammar."""

from collections.abc import Iterable

from ech0.minds.embedded.logic.rewrites import CONTRACTIONS, MODAL, RULES, SIGNS
from ech0.minds.embedded.logic.rewriting import Rewrite

_SHORT = frozenset(
    ("nobody", "anyone", "every", "there is no", "to be", "counts as", "count as", "able to", "kind of", "kinds of")
) | {"as well as", "too", "provided that"}
SPELLING = (*SIGNS, *CONTRACTIONS, MODAL, *(r for r in RULES if r.id in _SHORT))


def needed(text: str) -> tuple[Rewrite, ...]:
    """The rules that some sentence of this text may need, in order; most texts need few.

    A rule may make the cue of a later one (`isn't` makes `not`): cues are looked for in what the earlier rules leave.
    """
    low, out = text.lower(), []
    for rule in RULES:
        if any(cue in low for cue in rule.cues):
            low = rule.pattern.sub(rule.said, low)
            out.append(rule)
    return tuple(out)


def plain(sentence: str, rules: Iterable[Rewrite]) -> tuple[str, tuple[str, ...]]:
    """A sentence in plain words (its parts on lines of their own), and the ids of the rules that changed it."""
    fired: dict[str, None] = {}
    for rule in rules:
        changed = rule.pattern.sub(rule.said, sentence)
        if changed != sentence:
            fired[rule.id] = None
            sentence = changed
    return sentence, tuple(fired)


def spelled(text: str) -> str:
    """A text with contractions written out and the commonest roundabout wordings made short, nothing rearranged.

    This is what the readers of puzzles and of classical logic need, which have grammars of their own.
    """
    low = text.lower()
    for rule in SPELLING:
        if any(cue in low for cue in rule.cues):
            text = rule.pattern.sub(rule.said, text)
            low = text.lower()
    return text
