"""Sentences in plain words, each with what it borrows from the one before: `so is Ann`. Knows no grammar.

| rule id | wording |
|---|---|
| so is | `so is Ann`, `Ann does too`, `neither is Ann`, `nor does Ann`, `Ann is not either` |
| the same goes | `the same goes for Ann`, `this is true of Ann as well` |
| there | `Ned lives there`, where one place was spoken of |
| otherwise | `if Ned is red then ... . Otherwise, ...` |
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ech0.minds.embedded.logic import lexis, wording
from ech0.minds.embedded.logic.rewriting import Rewrite

_BE = r"(?:is|are|does|do|has|have|can|will|was|were|did|may|must|should|could)"
_ALSO = tuple(
    (name, re.compile(pattern + r"[.!]?$", re.IGNORECASE), sign)
    for name, pattern, sign in (
        ("so is", rf"(?:and )?so {_BE} (?P<who>.{{1,60}}?)", True),
        ("so is", rf"(?:and )?(?:neither|nor) {_BE} (?P<who>.{{1,60}}?)", False),
        ("so is", rf"(?P<who>[\w' -]{{1,40}}?) {_BE} not(?: either)?", False),
        ("so is", rf"(?P<who>[\w' -]{{1,40}}?) {_BE}(?: too| as well| likewise)?", True),
        ("the same goes", (r"(?:and )?(?:the same|this|that|it) (?:also )?(?:goes|holds|applies|is true|is the"
                          r" case|can be said)"
         r"(?: true| good)?(?: also| as well| too)? (?:for|of|to|with) (?P<who>.{1,60}?)(?: also)?"), True),
        ("the same goes", r"(?:and )?likewise(?: for)? (?P<who>[A-Z]\w+|the \w+)", True),
    )
)  # fmt: skip
_OTHERWISE = re.compile(r"(?:otherwise|if not),? (?P<then>.+)$", re.IGNORECASE)
_IF = re.compile(r"if (?P<when>.+?)(?:,? then |, )", re.IGNORECASE)
_PLACE = re.compile(
    r"\b((?:in|at|on) (?:(?:the|this) [a-z]+(?: [a-z]+)?|[A-Z]\w+(?: [A-Z]\w+)*))"
    r"(?=,| (?:is|are|was|were|has|have|\w+s?)\b|$)"
)
_WORD = re.compile(r"[^\W\d_]+(?:[-'.&][^\W_]+)*|,|\d[\d,.]*\d|\d|[^\s\w]")
_LABELLED = re.compile(
    r"\b(?:((?!(?:If|Is|Are|Does|Do|Then|Can|And|Or|When|That|So|Has|Will|Must|Both|Neither|Either"
    r"|But)\b)[A-Z][a-z]+) |((?i:room|lab|sample|bed|gate|table|box|drug|unit|platform|rack|bus|number|team"
    r"|group|batch|box|vial|line"
    r"|floor|locker|door|tank|plot|bay)) )(\d{1,4}[a-z]?|[A-Z])(?![\w-])"
)
_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof)\.? (?=[A-Z])|\b(?:Sir|Lady|Professor|Doctor|Miss) (?=[A-Z])")


class Told(NamedTuple):
    """One thing said: the sentence as the user wrote it, its plain words, and the rules that made it plain."""

    text: str
    words: list[str]
    rules: tuple[str, ...] = ()


def told(sentences: Iterable[str], rules: Sequence[Rewrite]) -> list[Told]:
    """What sentences say, in plain words; one that borrows its predicate is completed from the one before."""
    out: list[Told] = []
    before = ""
    for text in sentences:
        said, fired = wording.plain(text.rstrip(" .!;:"), rules)
        for part in said.split("\n"):
            whole, more = _completed(part.strip(), before) if before else (part.strip(), ())
            before = whole
            if w := words(whole):
                out.append(Told(text, w, (*fired, *more)))
    return out


def _completed(part: str, before: str) -> tuple[str, tuple[str, ...]]:
    """A sentence with the predicate that it leaves out, and the rule by which."""
    low = part.lower()
    if low.startswith(("otherwise", "if not")) and (rest := _OTHERWISE.match(part)) and (when := _IF.match(before)):
        return f"unless {when['when']} then {rest['then']}", ("otherwise",)
    if low.endswith(" there") and len(places := _PLACE.findall(before)) == 1:
        return f"{part[: -len('there')]}{places[0]}", ("there",)
    if len(part) > 100 or low.startswith(("if ", "unless ")) or before.lower().startswith(("if ", "unless ")):
        return part, ()
    for name, pattern, sign in _ALSO:
        found = pattern.match(part)
        if found is None:
            continue
        predicate = _predicate(before)
        who = found["who"].strip()
        if not predicate or not who or lexis.key(who.split()[-1].lower()) in ("so", "this", "that", "it"):
            return part, ()
        negative = re.search(r"\b(?:not|never|no)\b", predicate) is not None
        if sign and negative and name == "so is" and not low.startswith("so "):
            return part, ()
        if not sign and not negative:
            return f"{who} {_denied(predicate, lexis.plural(who.split()[-1].lower()))}", (name,)
        if lexis.plural(who.split()[-1].lower()) and re.match(r"is\b", predicate) and who[0].islower():
            predicate = "are" + predicate[2:]
        return f"{who} {predicate}", (name,)
    return part, ()


def _denied(predicate: str, several: bool) -> str:
    first, _, rest = predicate.partition(" ")
    return f"{first} not {rest}" if first.lower() in lexis.FINITE else f"{'do' if several else 'does'} not {predicate}"


def _predicate(sentence: str) -> str:
    """What a plain sentence says of its subject: from its first finite verb on, or what follows its first name."""
    w = sentence.rstrip(" .!;").split()
    for at, word in enumerate(w):
        if at and word.lower() in lexis.FINITE:
            return " ".join(w[at:])
    lead = 2 if w and w[0].lower() in ("the", "my", "our", "every", "no", "all") else 1
    return " ".join(w[lead:]) if len(w) > lead and "," not in sentence else ""


def _numbered(found: re.Match[str]) -> str:
    """`crate 8` as one name; `scored 71`, `over 50` and `may 3` as they are."""
    word = found[1]
    verbal = any(x in lexis.VERBS for x in (word, *lexis.bases(word)))
    if verbal or word.endswith(("s", "ed")) or word in lexis.BARRED | lexis.PREPOSITION | lexis.TIMES | _COUNTED:
        return found[0]
    return f"{word.capitalize()}-{found[2]}"


_NUMBERED = re.compile(
    r"\b([a-z]{3,}) (\d{1,4})(?![\w:.,-]*\d)(?! [a-z]+s\b(?<!\bis)(?<!\bhas)(?<!\bwas)(?<!\bdoes))\b"
)
_COUNTED = frozenset("exactly least most about above nearly almost only aged under over plus minus times than".split())


def words(sentence: str) -> list[str]:
    """The words, numbers and commas of a plain sentence, as written; `#`: a sign."""
    sentence = _TITLE.sub("", _NUMBERED.sub(_numbered, _LABELLED.sub(r"\1\2-\3", sentence)))
    found = _WORD.findall(sentence.rstrip(" .?!;:"))
    return [word if word == "," or word[0].isalnum() else "#" for word in found]
