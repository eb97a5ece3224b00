"""Wordings: frames, ways to state a number and to ask, and noise. Knows no physics.

The last `KEPT` of each list are never used in training: what is asked in them alone measures new wording.
"""

from dataclasses import dataclass
from random import Random

KEPT = 2
STATED = (
    "the {w} is {v}", "{w} = {v}", "a {w} of {v}", "{w}: {v}", "{v} for the {w}", "{w} {v}", "the {w} equals {v}",
    "the {w} was found to be {v}", "{v} of {w}", "with {w} {v}", "{w} is {v}", "the {w} ({v})",
    "we know that the {w} amounts to {v}", "taking {v} as the {w}",
)  # fmt: skip
ASKED = (
    "What is the {t}?", "Find the {t}.", "Calculate the {t}.", "Determine the {t}.", "How large is the {t}?",
    "Work out the {t}.", "What {t} results?", "I need the {t}.", "Give the {t}, please.", "Compute the {t}.",
    "What would the {t} be?", "{t}?",
    "Could you tell me the {t}?", "Which {t} do you get?",
)  # fmt: skip
FRAMES = (
    "{c}: {g}. {q}", "{g}. {q} ({c})", "For {c}, {g}. {q}", "{q} {g}. This is about {c}.", "Consider {c}. {g}. {q}",
    "{c}. {g}. {q}", "In an exercise on {c}, {g}. {q}", "Take {c} with {g}. {q}", "{q} {c}, {g}.",
    "We study {c}. {g}. {q}", "About {c}: {q} Here {g}.", "{c}, {g}: {q}",
    "Homework on {c} says: {g}. {q}", "Regarding {c}: {q} Known: {g}.",
)  # fmt: skip
BARE = ("{g}. {q}", "{q} Given: {g}.", "Given {g}. {q}", "{q} {g}.", "Let {g}. {q}", "Data: {g}. {q}",
        "My notes say {g}. {q}", "{q} All I have: {g}.")  # fmt: skip
JOINS = (", ", " and ", "; ", ", and ", ". ")
FILLERS = (
    "Please show your work.", "This came up in class.", "I am not sure about it.", "Thanks.", "Hello!",
    "Assume ideal conditions.", "Round sensibly.", "It is for a report.",
)  # fmt: skip
ASIDES = (
    "The room is at {v}.", "This was measured {v} ago.", "The notebook weighs {v}.", "The table is {v} long.",
    "Ignore the label, which says {v}.",
)  # fmt: skip
ASIDE_VALUES = (("21 °C", "19 °C", "295 K"), ("15 min", "2 h", "40 s"), ("300 g", "0.25 kg"), ("1.2 m", "80 cm"),
                ("12 kg", "3 m", "45 s"))  # fmt: skip
NOTHING = "as usual"
MARK = "\x01"


@dataclass(frozen=True)
class Wording:
    """One choice of frame, statement and question, by number."""

    frame: int
    stated: int
    asked: int
    bare: bool

    @property
    def name(self) -> str:
        """`f3.s1.a7`; `b` for a frame that says nothing of what the question is about."""
        return f"{'b' if self.bare else 'f'}{self.frame}.s{self.stated}.a{self.asked}"

    @property
    def new(self) -> bool:
        """Whether frame, statement and question are all kept from training."""
        frames = BARE if self.bare else FRAMES
        kept = (self.frame >= len(frames) - KEPT, self.stated >= len(STATED) - KEPT, self.asked >= len(ASKED) - KEPT)
        return all(kept)


def choose(rng: Random, *, bare: bool, new: bool) -> Wording:
    """A wording out of those of training, or out of those kept from it."""
    picked = [
        rng.randrange(len(x) - KEPT, len(x)) if new else rng.randrange(len(x) - KEPT)
        for x in (BARE if bare else FRAMES, STATED, ASKED)
    ]
    return Wording(picked[0], picked[1], picked[2], bare)


def composed(
    wording: Wording, *, cue: str, facts: list[tuple[str, int]], target: str, ask: str, noise: bool, rng: Random
) -> tuple[str, list[str]]:
    """The text with a mark for each value, and the values of asides by their mark.

    `facts`: `(words, number)` in the order in which they are stated. Marks are `MARK number MARK`; asides count on from
    the number of facts. Without `noise` the text is as the templates have it.
    """
    join = rng.choice(JOINS)
    told = join.join(STATED[wording.stated].format(w=w, v=f"{MARK}{n}{MARK}") for w, n in facts)
    asked = ask or ASKED[wording.asked].format(t=target)
    text = (BARE if wording.bare else FRAMES)[wording.frame].format(c=cue, g=told or NOTHING, q=asked)
    asides: list[str] = []
    if noise and rng.random() < 0.2:
        which = rng.randrange(len(ASIDES))
        aside = ASIDES[which].format(v=f"{MARK}{len(facts)}{MARK}")
        asides.append(rng.choice(ASIDE_VALUES[which]))
        text = f"{aside} {text}" if rng.random() < 0.5 else f"{text} {aside}"
    if noise and rng.random() < 0.15:
        filler = rng.choice(FILLERS)
        text = f"{filler} {text}" if rng.random() < 0.3 else f"{text} {filler}"
    text = text[:1].upper() + text[1:]
    if noise and rng.random() < 0.1:
        text = text.lower()
    if noise and rng.random() < 0.2 and (facts or asides):  # without a number an unknown word is a name
        text = slipped(text, rng)
    return text, asides


def slipped(text: str, rng: Random) -> str:
    """One letter of one longer word lost, doubled or exchanged with the next."""
    words = text.split(" ")
    long = [n for n, w in enumerate(words) if len(w) > 5 and w.isalpha()]
    if not long:
        return text
    n = rng.choice(long)
    word, at = words[n], rng.randrange(1, len(words[n]) - 1)
    kind = rng.randrange(3)
    if kind == 0:
        words[n] = word[:at] + word[at + 1 :]
    elif kind == 1:
        words[n] = word[:at] + word[at] + word[at:]
    else:
        words[n] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return " ".join(words)


def filled(text: str, values: list[str]) -> tuple[str, list[int]]:
    """The text with its values, and the numbers of the marks in the order in which they stand."""
    parts = text.split(MARK)
    order = [int(p) for p in parts[1::2]]
    parts[1::2] = [values[n] for n in order]
    return "".join(parts), order
