"""A question's text as sentences, and which of them is the statement to be judged. Knows no grammar."""

import re
from typing import NamedTuple

from ech0.minds.embedded.logic.lexis import Rewrite, plain

MAX_TEXT, MAX_SENTENCE = 20_000, 800
"""Longer texts are nobody's puzzle; in longer sentences nothing is looked for, since that costs their square."""
_TRUTH = r"(?:true|false|unknown|uncertain|undetermined|correct|valid|right|wrong|supported|entailed|implied)"
_CHOICE = rf"{_TRUTH}(?:,? (?:or|and) {_TRUTH}|, {_TRUTH},? or {_TRUTH}|/{_TRUTH}(?:/{_TRUTH})?)"
_LED = r"(?:so|then|now|thus|therefore|hence|finally|and|in that case|question|query|q)\b[,:]? *"
_FROM = (
    r"(?:(?:based|going|relying|judging) [^,?]{1,60}|(?:according|given|from|with|using|under|assuming)\b[^,?]{0,60})"
)
_STATEMENT = r"(?:statement|conclusion|claim|sentence|hypothesis|assertion|proposition)s?"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE | re.DOTALL)
    for pattern in (
        rf'[^"“]{{0,200}}?\b{_STATEMENT}\b[^"“]{{0,60}}["“](?P<q>[^"”]+)["”][^"“]*$',
        (
            rf"(?:{_LED})?(?:{_FROM}, ?)?(?:please )?(?:answer|say|state|tell me|decide|determine)?"
            rf"(?: with)? ?{_CHOICE}\s*[?:.\-–—]\s*(?P<q>.*)"
        ),
        (
            rf"(?:{_LED})?(?:{_FROM},? )?is it (?:definitely |necessarily |really )?(?:true|false|the case|correct)"
            rf"(?: or (?:false|not))?(?:,? or unknown)?(?:,? that |: ?)(?P<q>.+)"
        ),
        (
            rf"(?:{_LED})?(?:{_FROM},? )?(?:does it (?:necessarily |logically )?follow"
            rf"|(?:can|could|may|do) (?:we|you|one|i|it be)"
            rf"(?: validly| logically| safely)? (?:conclude|infer|deduce|derive|say|know|tell)d?"
            rf"|must it be(?: true| the case)?"
            rf"|do the (?:facts|rules|premises|statements)[^,?]* (?:imply|entail)) (?:that )?(?P<q>.+)"
        ),
        (
            rf"(?:{_LED})?(?:{_FROM},? )?(?:is|does|would|can|must) (?:the|this) (?:following )?"
            rf"(?:{_STATEMENT})?[^?:]*?"
            rf"(?:{_TRUTH}|follow|hold)\b(?: from[^?:]*)?[^?:\".]{{0,60}}(?:[?:.]|$)\s*(?P<q>.*)"
        ),
        (
            rf"(?:{_LED})?(?:{_FROM},? )?"
            rf"(?:decide|determine|say|tell me|find out|check|judge|assess|evaluate|state|prove)"
            rf" (?:whether|if) (?:it is true that |the (?:following )?{_STATEMENT}[^?:]*?(?:{_TRUTH})[^?:]*[:.]\s*)?"
            rf"(?P<q>.*)"
        ),
        (
            r"(?:the )?(?:conclusion|hypothesis|claim|statement|to prove|goal|to decide)"
            r"(?: to (?:judge|check|evaluate|test))?\s*:\s*(?P<q>.+)"
        ),
        rf"(?P<q>.+?)[\s,;:.–—\-]+(?:is (?:this|that|it)(?: statement| claim| conclusion)? )?{_CHOICE}\s*\??$",
    )
)
_LABELLED = _PATTERNS[6]
_QUOTED_END = re.compile(
    r'[.!](["”])(?=\s+(?:is |necessarily |definitely )?(?:true|false|correct|valid|unknown))', re.IGNORECASE
)
_ASKED = re.compile(
    rf"(?:{_LED})?(?:{_FROM},? )?(?P<q>(?:is|are|was|were|does|do|did|can|must|will|has|have) .+)\?$", re.IGNORECASE
)
_LABEL = re.compile(
    r"^(?:[-*•]|\(?\d{1,2}[.)]|(?:premises?|facts?|rules?|context|givens?|theory|statements?|assumptions?|question|q|query)"
    r"(?: \d{1,2})?\s*[:.)])\s*",
    re.IGNORECASE,
)
_INLINE = re.compile(r"(?:^|\s)\(?([A-H])[).:]\s+(.*?)(?=\s+\(?[A-H][).:]\s|\s*$)", re.DOTALL)
_OPTIONS = re.compile(r"\s*(?:\b(?:answer )?(?:options|choices)\s*:?\s*)?(?=\(?A[).:]\s+\S.*\s\(?B[).:]\s)", re.DOTALL)
_END = re.compile(r"(?<=[.?!;])(?<!\bMr\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bSt\.)(?<!\bMrs\.)[\"')]*\s+|\s*\n\s*")


class Asked(NamedTuple):
    """The statements, the words to be judged, whether a frame says that they are to be judged, options in the text."""

    premises: tuple[str, ...]
    query: str
    framed: bool
    options: tuple[str, ...] = ()


_INITIAL = re.compile(r"(?:^|\s)([A-Z])\.$")


def split(text: str) -> list[str]:
    """Sentences of a text, labels and bullets aside. `J. Smith` is one name unless J stands alone elsewhere."""
    out: list[str] = []
    joined = ""
    for raw in _END.split(text):
        whole = f"{joined} {raw}".strip() if joined else raw.strip()
        initial = _INITIAL.search(whole)
        if initial and not re.search(rf"\b{initial[1]}\b(?!\.)", text):
            joined = whole
            continue
        joined = ""
        if said := _LABEL.sub("", whole).strip():
            out.append(said)
    return [*out, joined] if joined else out


def inline(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without a list of lettered options at its end, and those options."""
    lettered = any(sign in text for sign in ("A)", "A.", "A:"))
    found = _OPTIONS.search(text) if lettered and "B" in text and len(text) < MAX_TEXT // 4 else None
    if found is None:
        return text, ()
    options = tuple(m.group(2).strip() for m in _INLINE.finditer(text, found.end()))
    return text[: found.start()], options


def asked(text: str) -> Asked | None:
    """Premises and query of a text that asks for a truth value; `None` if it does not."""
    body, options = inline(text)
    sentences = split(_QUOTED_END.sub(r"\1", body))
    for n in range(len(sentences) - 1, max(-1, len(sentences) - 4), -1):
        if len(sentences[n]) > MAX_SENTENCE:
            return None
        found = next((m for p in _PATTERNS if (m := p.match(sentences[n]))), None)
        if found is None:
            continue
        query = _quoted(found["q"])
        rest = sentences[n + 1 :]
        if query:
            return Asked(tuple(sentences[:n]), query, True, options) if not rest else None
        if len(rest) == 1:
            return Asked(tuple(sentences[:n]), _quoted(rest[0]), True, options)
        if rest or not n:
            return None
        before = _LABELLED.match(sentences[n - 1])  # `Conclusion: ...`
        query = before["q"] if before else sentences[n - 1]
        return Asked(tuple(sentences[: n - 1]), _quoted(query), True, options)
    last = _ASKED.match(sentences[-1]) if sentences else None
    if last is None:
        return None
    return Asked(tuple(sentences[:-1]), last["q"], False, options)


def _quoted(text: str) -> str:
    return text.strip().strip("\"'“”‘’").strip().rstrip(".?!;").strip()


_WORD = re.compile(r"[A-Za-z]+(?:[-'][A-Za-z]+)*|[,]|\d+|[^\sA-Za-z\d]")


def words(sentence: str, needed: tuple[Rewrite, ...] | None = None) -> list[str]:
    """The words and commas of a sentence, as written, after its (or the `needed`) rewrites; `#`: a sign."""
    found = _WORD.findall(plain(sentence, needed).rstrip(" .?!;:"))
    return [word if word == "," or word[0].isalpha() else "#" for word in found]
