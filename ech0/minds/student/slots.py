"""A question with slots: `#k` for its k-th number, `@k` for its k-th unknown word. Knows no model and no plan.

A slot of a number shows the kind of its unit in the formula base's spelling, so that `9 km/h` and `2.5 m/s` read alike.
Capitalised words are written small: where a sentence begins says nothing. Names get slots only where no number stands:
a question of logic or order. So a model never copies a digit or a name. Where numbers stand, a slip of the pen is
mended: a longer word that is one letter off just one known word is read as that word.

References:
    .. [Damerau1964] F. J. Damerau, Commun. ACM 7 (1964) 171: four in five misspellings are one such slip.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import ascii_lowercase
from types import MappingProxyType

from ech0.core import units
from ech0.core.base import concepts
from ech0.core.errors import InputError
from ech0.core.types import Entry, EntryId

LONGEST = 600
"""Characters of a slotted question that the student is shown; it was trained on shorter ones."""
SLIP = 5
"""Letters of the shortest word that is mended: shorter ones are one letter off too many."""
_CAPITAL = re.compile(r"\b[A-Z][a-z]+\b")
_WORD = re.compile(r"[A-Za-z][A-Za-z'-]*")


@dataclass(frozen=True)
class Slotted:
    """The prompt, and what its slots stand for: `numbers[k]` the ledger id of `#k`, `names[k]` the words of `@k`.

    `strange`: words beside numbers that the student never met: what is asked of them it can only guess.
    """

    prompt: str
    numbers: tuple[EntryId, ...]
    names: tuple[str, ...]
    strange: tuple[str, ...] = ()


def slotted(text: str, entries: Sequence[Entry], known: Collection[str]) -> Slotted:
    """`text` with its given quantities as `#0 unit`, ... and, if it has none, its words outside `known` as `@0`, ...

    `entries`: the ledger; its given entries with a place in the question count, in the order of their places.
    `known`: words in lower case that the student was trained on.
    """
    placed = sorted(
        (e for e in entries if e.kind == "given" and e.span and e.span.source == "question" and e.quantity),
        key=lambda e: e.span.start if e.span else 0,
    )
    parts: list[str] = []
    at = 0
    for n, entry in enumerate(placed):
        if entry.span is None or entry.quantity is None:
            continue
        parts += [spelt(text[at : entry.span.start], known), f"#{n} {kind(entry.quantity.unit)}".rstrip()]
        at = entry.span.end
    parts.append(spelt(text[at:], known) if placed else text)
    odd = [w for part in parts[::2] for w in _WORD.findall(part) if placed and _odd(w.casefold(), known)]
    prompt = "".join(parts)
    names: list[str] = []
    if not placed:
        prompt = _WORD.sub(lambda m: _name(m.group(), names, known), prompt)
    prompt = _CAPITAL.sub(lambda m: m.group().lower(), " ".join(prompt.split()))[:LONGEST]
    return Slotted(prompt, tuple(e.id for e in placed), tuple(names), tuple(dict.fromkeys(odd)))


def _odd(word: str, known: Collection[str]) -> bool:
    return len(word) > 2 and word not in known and singular(word) not in known and word.removesuffix("'s") not in known


def spelt(text: str, known: Collection[str]) -> str:
    """`text` with each longer unknown word that is one slip away from just one known word written as that word."""
    return _WORD.sub(lambda m: _meant(m.group(), known), text)


def _meant(word: str, known: Collection[str]) -> str:
    plain = word.casefold()
    if len(plain) < SLIP or plain in known:
        return word
    near = {w for w in _slips(plain) if w in known}
    return near.pop() if len(near) == 1 else word


def _slips(word: str) -> Iterator[str]:
    """All words that are one letter lost, added, changed or exchanged with the next away [Damerau1964]_."""
    for n in range(len(word) + 1):
        head, tail = word[:n], word[n:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in ascii_lowercase:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]


def _name(word: str, names: list[str], known: Collection[str]) -> str:
    plain = word.casefold()
    if plain in known:
        return word
    stem = singular(plain)
    for n, name in enumerate(names):
        if singular(name.casefold()) == stem:
            return f"@{n}"
    names.append(word if word[:1].isupper() else stem)
    return f"@{len(names) - 1}"


def words_of(folder: Path) -> frozenset[str]:
    """The words that the student in `folder` was trained on; raises `InputError` where its list is missing."""
    file = folder / "words.txt"
    if not file.is_file():
        raise InputError("student", str(folder), "there is no words.txt in it; train one with `ech0 train student`")
    return frozenset(file.read_text(encoding="utf-8").split())


def singular(word: str) -> str:
    """A noun without its plural ending: one name for `cats` and `cat`."""
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes", "uses")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def kind(unit: str) -> str:
    """The formula base's unit of the same dimension (`m/s` for `km/h`); empty if there is none or no unit."""
    return _kinds().get(units.dimension(unit), "") if unit else ""


@cache
def _kinds() -> Mapping[str, str]:
    table: dict[str, str] = {}
    for concept in concepts().values():
        if concept.unit:
            table.setdefault(units.dimension(concept.unit), concept.unit)
    return MappingProxyType(table)
