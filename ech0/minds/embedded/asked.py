"""Whether a question can be answered with a quantity at all: by the form in which it asks, and by what it speaks of.

Knows question words and a few nouns, no formula. It says no only where the form or the noun leaves no doubt.
"""

from collections.abc import Sequence

from ech0.core import units
from ech0.minds.embedded.givens import Scene
from ech0.minds.embedded.target import ASKING, asking
from ech0.minds.embedded.words import Hit, Text, Token, stem

AUXILIARIES = frozenset(
    "is are was were am be will would shall should can could may might must do does did has have had 's".split()
)
CLOSES = AUXILIARIES | frozenset(
    "of at in for under with on from to if that who which when by as about into than or and but the a an".split()
)
"""Words before which the noun that `what` or `which` goes with has ended."""
SIZES = frozenset(
    "value size number amount fraction percentage percent proportion share ratio factor quantity level rate order "
    "multiple total sum result difference distance time date year month day hour dose score index grade".split()
)
"""Nouns that ask for a number without being a kind of quantity in the base."""
PERSONS = frozenset("who whom whose where why".split())
BODILESS = frozenset(
    stem(word)
    for word in """
    rumour rumor thought idea promise opinion belief wish dream hope fear sorrow grief joy anger rage envy jealousy love
    hatred guilt shame pride happiness sadness boredom loneliness nostalgia mood feeling emotion friendship freedom
    justice wisdom patience courage curiosity conscience gossip joke excuse apology compliment insult melody tune song
    poem silence philosophy democracy hypothesis theorem secret
    """.split()
)
"""Nouns of what is thought, felt or said: it has neither mass nor speed, whoever speaks of it as if it had."""
DETERMINERS = frozenset("a an the my your his her its our their this that one some".split())
NEAR = 6
"""So many words after such a noun a number is still its own."""


def bodiless(scene: Scene) -> str:
    """The noun of a thing without a body that the question gives a mass or a speed; empty if there is none."""
    text = scene.text
    for n, token in enumerate(text.tokens):
        mine = token.stem in BODILESS and text.original[token.start].islower()
        if mine and n and text.tokens[n - 1].text in DETERMINERS:
            near = (g for g in scene.givens if g.text is text and g.concept is None and 0 < g.first - n <= NEAR)
            if any(g.unit and (units.compatible(g.unit, "kg") or units.compatible(g.unit, "m/s")) for g in near):
                return token.text
    return ""


def no_quantity(text: Text, named: Sequence[Hit]) -> bool:
    """Whether a question that states no number asks for a thing, a person, a reason, a manner, or yes or no.

    `named` are the places of all phrases by which a quantity can be asked for.
    """
    sentence, trigger = asking(text)
    own = [t for t in text.tokens if t.sentence == sentence]
    if sentence is None or not own or own[-1].text != "?":
        return False
    if text.tokens[trigger].text not in ASKING:  # `Dover lies on which coast?`
        inside = (n for n, t in enumerate(text.tokens) if t.sentence == sentence and t.text in ("what", "which"))
        trigger = next(inside, trigger)
    word, after = text.tokens[trigger].text, [t.text for t in text.tokens[trigger + 1 : trigger + 4]]
    if word in PERSONS:
        return word != "where" or not named  # `where does the first line show up`
    if word == "how":
        return bool(after) and after[0] in ("do", "does", "did", "can", "could", "should", "come", "to")
    if word in ("what", "which"):
        passive = len(after) > 2 and after[0] in ("can", "could", "may", "might") and after[1] == "be"
        if after[:1] == ["if"] or (passive and after[2].endswith("ed")):
            return True
        end = next((n for n in range(trigger + 1, len(text.tokens)) if _closes(text.tokens[n])), len(text.tokens))
        noun = range(trigger + 1, end)
        sized = any(text.tokens[n].stem in SIZES for n in noun)
        return len(noun) > 0 and not sized and not any(h.first < end <= h.last + 1 for h in named)
    return word not in ASKING and _inverted(own)


def _closes(token: Token) -> bool:
    return token.text in CLOSES or not token.text[0].isalpha()


def _inverted(sentence: Sequence[Token]) -> bool:
    """Whether a sentence, or its clause after a comma, begins with its verb: it wants yes or no."""
    starts = [0, *(n + 1 for n, t in enumerate(sentence) if t.text == ",")]
    asks = any(t.text in ASKING for t in sentence)
    return not asks and any(n < len(sentence) and sentence[n].text in AUXILIARIES for n in starts)
