"""A question's text as sentences, and which of them is the statement to be judged. Knows no grammar."""

import re
from typing import NamedTuple

MAX_TEXT, MAX_SENTENCE = 20_000, 800
"""Longer texts are nobody's puzzle; in longer sentences nothing is looked for, since that costs their square."""
_TRUTH = (
    r"(?:true|false|unknown|uncertain|undetermined|undecided|undecidable|correct|incorrect|valid|invalid|right"
    r"|wrong|supported"
    r"|entailed|contradicted|implied|neutral|not known|neither|yes|no|(?:can ?not|can't) (?:be )?(?:tell|say"
    r"|told|said|determined"
    r"|known|decided)|not enough information|unclear|impossible to (?:say|tell))"
)
_CHOICE = rf"{_TRUTH}(?:(?:\s*[,/]\s*(?:or |and )?|,? or |,? and ){_TRUTH})+"
_LED = r"(?:so|then|now|thus|therefore|hence|finally|and|in that case|question|query|q)\b[,:]? *"
_FROM = (
    r"(?:(?:based|going|relying|judging) [^,?]{1,60}|(?:according|given|from|with|using|under|assuming)\b[^,?]{0,60})"
)
_STATEMENT = r"(?:statement|conclusion|claim|sentence|hypothesis|assertion|proposition|verdict|inference)s?"
_JUDGE = (
    r"(?:decide|determine|say|tell me|find out|check|judge|assess|evaluate|state|prove|consider|verify|test|settle)"
)
_RIGHT = r"(?:true|false|correct|right|fair|safe|accurate|wrong|justified|valid|legitimate|reasonable)"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE | re.DOTALL)
    for pattern in (
        rf'[^"“]{{0,200}}?\b(?:{_STATEMENT}|about|of|to check|decide)\b[^"“]{{0,60}}["“](?P<q>[^"”]+)["”][^"“]*$',
        rf'["“](?P<q>[^"”]+)["”][\s:;,.–—\-]*(?:(?:what|is|would|does|can|should|{_TRUTH})\b[^"“]{{0,80}})\??$',
        (
            rf"(?:{_LED})?(?:is|would) (?:that|this|it)(?: statement| claim| conclusion)?,? (?:be )?(?:{_CHOICE}"
            rf"|true|correct|right)\s*\?$(?P<q>)"
        ),
        (
            rf"(?:{_LED})?(?:{_FROM}, ?)?(?:please )?(?:answer|say|state|tell me|decide|determine)?"
            rf"(?: with)? ?{_CHOICE}\s*[?:.\-–—]\s*(?P<q>.*)"
        ),
        (
            rf"(?:{_LED})?(?:{_FROM},? )?is it (?:definitely |necessarily |really |then )?(?:true|false|the case"
            rf"|correct|so)"
            rf"(?: or (?:false|not))?(?:,? or unknown)?(?:,? that |: ?)(?P<q>.+)"
        ),
        (
            rf"(?:{_LED})?(?:{_FROM},? )?(?:does it (?:then )?(?:necessarily |logically )?follow"
            rf"|(?:can|could|may|do|should) (?:we|you|one|i|it be)"
            rf"(?: then)?(?: validly| logically| safely)? (?:conclude|infer|deduce|derive|say|know|tell|be sure)d?"
            rf"|must it be(?: true| the case)?|(?:would|is) it (?:be )?{_RIGHT} to (?:say|conclude|claim|assume"
            rf"|infer|state)"
            rf"|do the (?:facts|rules|premises|statements)[^,?]* (?:imply|entail)) (?:that )?(?P<q>.+)"
        ),
        (
            rf"(?:{_LED})?(?:{_FROM},? )?(?:is|does|would|can|must) (?:the|this) (?:following )?"
            rf"(?:{_STATEMENT})?[^?:]*?"
            rf"(?:{_TRUTH}|follow|hold)\b(?: from[^?:]*)?[^?:\".]{{0,60}}(?:[?:.]|$)\s*(?P<q>.*)"
        ),
        (
            rf"(?:{_LED})?(?:{_FROM},? )?{_JUDGE}"
            rf" (?:whether|if) (?:it is true that |the (?:following|next)"
            rf" {_STATEMENT}?[^?:]*?(?:{_TRUTH})[^?:]*[:.]?\s*)?"
            rf"(?P<q>.*)"
        ),
        (
            rf"(?:{_LED})?(?:now )?{_JUDGE}(?: (?:the|this)(?: following| next)? {_STATEMENT}| this| the"
            rf" following)?\s*[:,]\s*(?P<q>.+)"
        ),
        rf"(?:{_LED})?(?:now )?{_JUDGE} (?:the|this) {_STATEMENT}(?: that)? (?P<q>.+)",
        (
            rf"(?:{_LED})?(?:the |my |a |your )?(?:{_STATEMENT}|to prove|goal|to (?:decide|check|judge)|thesis)"
            r"(?: to (?:be )?(?:judged?|check(?:ed)?|evaluate[d]?|test(?:ed)?|decide[d]?))?\s*(?::|[-–—])\s*(?P<q>.+)"
        ),
        r"(?:true|correct|right|agreed)\s*\?$(?P<q>)",
        (
            r"(?:so |and |then )?(?:what|how) about(?: this(?: one)?| the following)?(?: statement|"
            r" claim)?\s*[:,]?\s+(?P<q>.+)"
        ),
        r"(?:so|then|therefore|hence|thus|query|question)\s*[:,]\s*(?P<q>.+)",
        rf"(?P<q>.+?)[\s,;:.–—\->→]+(?:is (?:this|that|it)(?: statement| claim| conclusion)? )?{_CHOICE}\s*\??$",
        r"(?P<q>.+?)[\s,;:.–—\->→]+(?:is (?:this|that|it) )?(?:true|correct|right)\s*\?$",
    )
)
_LABELLED = _PATTERNS[10]
_FOLLOWS = re.compile(
    r"\bfollows?\b|\b(?:conclude|infer|deduce|derive)d?\b|\bentail|\bimpl(?:y|ied)\b|\bconclusion\b[^.:]*\bvalid",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"\b(?:above|these|given|following|stated|the)\b[^,?]{0,20}\b(?:information|facts|rules|theory|context"
    r"|knowledge)\b",
    re.IGNORECASE,
)
_QUOTED_END = re.compile(
    r'[.!](["”])(?=\s+(?:is |necessarily |definitely )?(?:true|false|correct|valid|unknown))', re.IGNORECASE
)
_SINGLE = re.compile(r"(?<=[\s:(])['‘]([^'‘’\n]{3,200})['’](?=[\s.?!,:)]|$)")
_ASKED = re.compile(
    rf"(?:{_LED})?(?:{_FROM},? )?(?P<q>(?:is|are|was|were|does|do|did|can|must|will|has|have|had|may|should"
    rf"|would|could) .+)\?$",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(
    r"(?:given|if|assuming|supposing|knowing|suppose)(?: that)? (?P<p>.+?),? (?P<q>(?:is|are|does|do|can|must"
    r"|will|has) [^,]+)\?$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?:[-*•]|\(?\d{1,2}[.)]|(?:premises?|facts?|rules?|context|givens?|theory|statements?|assumptions?"
    r"|question|q|query)"
    r"(?: \d{1,2})?\s*[:.)])\s*",
    re.IGNORECASE,
)
_INLINE = re.compile(r"(?:^|\s)\(?([A-H])[).:]\s+(.*?)(?=\s+\(?[A-H][).:]\s|\s*$)", re.DOTALL)
_OPTIONS = re.compile(r"\s*(?:\b(?:answer )?(?:options|choices)\s*:?\s*)?(?=\(?A[).:]\s+\S.*\s\(?B[).:]\s)", re.DOTALL)
_END = re.compile(
    r"(?<=[.?!;])(?<!\bMr\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bSt\.)(?<!\bMrs\.)(?<!\bMx\.)(?<!\bProf\.)(?<!\bvs\.)"
    r"[\"')]*\s+|\s*\n\s*"
)


class Asked(NamedTuple):
    """The statements, the words to be judged, whether a frame says that they are to be judged, options in the text.

    `listed`: it is asked what the facts and rules give; `follows`: whether something follows at all.
    """

    premises: tuple[str, ...]
    query: str
    framed: bool
    options: tuple[str, ...] = ()
    listed: bool = False
    follows: bool = False


_INITIAL = re.compile(r"(?:^|\s)([A-Z])\.$")


_LETTERED = re.compile(r"\b(?!(?:by|and|of|with|is|to|or|for|from|like|likes)\b)[a-z]+ [A-Z]\.$")


def split(text: str) -> list[str]:
    """Sentences of a text, labels and bullets aside. `J. Smith` is one name unless J stands alone elsewhere."""
    out: list[str] = []
    joined = ""
    for raw in _END.split(text):
        whole = f"{joined} {raw}".strip() if joined else raw.strip()
        initial = _INITIAL.search(whole)
        if initial and not re.search(rf"\b{initial[1]}\b(?!\.)", text) and not _LETTERED.search(whole):
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
        return re.sub(r"\s*(?:->|→|=>|:)\s*$", "", text), ()
    options = tuple(m.group(2).strip() for m in _INLINE.finditer(text, found.end()))
    return text[: found.start()], options


def asked(text: str) -> Asked | None:
    """Premises and query of a text that asks for a truth value; `None` if it does not."""
    body, options = inline(text)
    sentences = split(_QUOTED_END.sub(r"\1", _SINGLE.sub(r'"\1"', body)))
    for n in range(len(sentences) - 1, max(-1, len(sentences) - 4), -1):
        frame = sentences[n]
        if len(frame) > MAX_SENTENCE:
            return None
        found = next((m for p in _PATTERNS if (m := p.match(frame))), None)
        if found is None:
            continue
        more = (options, _LISTED.search(frame) is not None, _FOLLOWS.search(frame) is not None)
        query = bare(found["q"])
        rest = sentences[n + 1 :]
        if query:
            return Asked(tuple(sentences[:n]), query, True, *more) if not rest else None
        if len(rest) == 1:
            return Asked(tuple(sentences[:n]), bare(rest[0]), True, *more)
        if rest or not n:
            return None
        before = _LABELLED.match(sentences[n - 1])  # `Conclusion: ...`
        query = before["q"] if before else sentences[n - 1]
        return Asked(tuple(sentences[: n - 1]), bare(query), True, *more)
    return _question(sentences, options)


def _question(sentences: list[str], options: tuple[str, ...]) -> Asked | None:
    """A question without a frame: `Is Ned red?`, `Given that Ned is a hen, is he red?`."""
    if not sentences or len(sentences[-1]) > MAX_SENTENCE:
        return None
    supposed = _SUPPOSED.match(sentences[-1])
    if supposed:
        given = re.split(r",? and that |; ", supposed["p"])
        return Asked((*sentences[:-1], *given), supposed["q"], False, options)
    last = _ASKED.match(sentences[-1])
    return Asked(tuple(sentences[:-1]), last["q"], False, options) if last else None


def bare(text: str) -> str:
    """A statement without the quotation marks around it and the stop after it."""
    return text.strip().strip("\"'“”‘’").strip().rstrip(".?!;").strip()
