"""Whether a sentence was read whole: each word with a meaning of its own stands in what was read. Knows no grammar.

A reader that drops a word (`is village located in`) says more or less than the sentence does.
"""

from collections.abc import Iterable, Mapping, Sequence

from ech0.core.wff import Wff
from ech0.minds.embedded.logic import lexis
from ech0.minds.embedded.logic.first_order import formulas as f
from ech0.minds.embedded.logic.prose import lexicon as lex
from ech0.minds.embedded.logic.prose.linking import terms_of
from ech0.minds.embedded.logic.prose.state import is_name
from ech0.minds.embedded.logic.prose.words import MARKERS

_SILENT = (
    lexis.BARRED
    | lex.PREPOSITION
    | lex.COPULA
    | lex.HAVE
    | lex.DO
    | lex.MODAL
    | lex.PRONOUN
    | lex.POSSESSIVE
    | lex.RELATIVE
    | lex.ANYBODY
    | lex.NOBODY
    | lex.THING
    | lex.DROPPED
    | frozenset(MARKERS)
    | frozenset(
        "a an the this that these those not never no neither either nor or and but both if then so as too yet than "
        "only whose because since although though whereas while there it-is-not-so not-every most some any own "
        "everyone such same goes holds applies means mean get gets got become becomes became need needs must else way "
        "made done named called labelled labeled lacking lacks".split()
    )
)
"""Words that say how a sentence is built, and those that say nothing more."""


def left_out(w: Sequence[str], read: Iterable[Wff], kinds: Mapping[str, Iterable[str]]) -> list[str]:
    """The words of a sentence that what was read of it says nothing of; `kinds`: what those named are known to be."""
    names: set[str] = set()
    for one in read:
        for text in (*(a.name for a in f.atoms(one)), *terms_of(one)):
            names |= {part for word in text.split() for part in (word.strip(":"), word.removesuffix(":ed").strip(":"))}
            names |= {part for word in text.split() for part in word.split("-")}
            names |= {part for kind in kinds.get(text, ()) for part in kind.split()}
    return [x for x in w if _tells(x) and not names & _forms(x)]


def _tells(word: str) -> bool:
    return word not in _SILENT and any(c.isalnum() for c in word) and word[:2] != "@?"


def _forms(word: str) -> set[str]:
    if is_name(word):
        plain = lex.root(word)
        return {plain, *plain.split()}
    roots = (lex.root(word), lex.verb(word), lex.past(word), lex.doing(word), lex.participle(word), lexis.key(word))
    return {x.removesuffix(":ed") for x in (*roots, *word.split("-"), word) if x}
