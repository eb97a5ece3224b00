"""Puzzles as people put them in the form that the reader of puzzles knows: what is asked last, and in few forms.

Knows no scene. A question is recast only where its form says which kind of answer is wanted: what must be so, what can
be, what cannot.
"""

import re
from collections.abc import Sequence

_STATEMENT = r"(?:statements?|claims?|sentences?|options?|answers?|conclusions?|assertions?|lines?|remarks?|facts?)"
_MATCH = r"(?:pairings?|assignments?|arrangements?|schedules?|matchings?|allocations?|combinations?|seatings?|plans?)"
_SURE = (
    r"(?:has to be|have to be|must be|must|is|are|is certainly|is definitely|is necessarily|is bound to be|is "
    r"sure to be"
    r"|needs to be|can be proved|follows)"
)
_RIGHT = (
    r"(?:right|true|correct|certain|guaranteed|definite|the case|sure|accurate|proved|provable|valid|so|known|implied)"
)
_MUST, _COULD, _CANNOT = (f"Which of the following {m} be true?" for m in ("must", "could", "cannot"))
_QUESTIONS = tuple(
    (re.compile(p, re.IGNORECASE), said)
    for p, said in (
        ((rf"^(?:then |so )?(?:which|what)(?: one)?(?: of (?:these|the following|the|those))?(?: (?:\d|four"
          rf"|three|five|six))?"
         rf"(?: {_STATEMENT}| {_MATCH})?(?: below| here| listed)? (?:is|are|must be|has to be|would be|cannot "
         rf"be|can't be)"
         r" (?:impossible|ruled out|out of the question|excluded|not possible)\b[^?]*\?*$"), _CANNOT),
        ((rf"^(?:which|what)(?: one)? of (?:these|the following|those)(?: {_STATEMENT})? (?:cannot|can't|can "
          rf"not|could not)"
         r" be (?:where|when|how|what|so|right|correct)\b[^?]*\?*$"), _CANNOT),
        ((rf"^(?:please )?(?:pick|choose|select|mark|find|identify|name|point out|give|spot|tick|circle) (?:out "
          rf")?(?:the |an? )?"
         rf"(?:only |one )?(?:{_STATEMENT}|{_MATCH})(?: below| here| listed)?(?: (?:that|which))?"
         rf" (?:cannot be|can't be|is im|must be false|is false|is ruled out)\w*[^?]*$"), _CANNOT),
        ((rf"^(?:please )?(?:pick|choose|select|mark|find|identify|name|point out|give|spot|tick|circle) (?:out "
          rf")?(?:the |an? )?"
         rf"(?:only |one |true |correct |right )*(?:{_STATEMENT}|{_MATCH})(?: below| here| listed)?"
         rf"(?: (?:that|which))?(?: {_SURE} {_RIGHT}| follows| holds)?[^?]*$"), _MUST),
        ((rf"^(?:which|what)(?: one)?(?: else)?(?: of (?:these|the following|the|those))?(?: (?:\d|four|three"
          rf"|five|six))?(?: {_STATEMENT})?(?: below| here| listed)?"
         rf"(?: else)? {_SURE} (?:then |also )?{_RIGHT}(?: then| therefore)?\s*\?*$"), _MUST),
        (rf"^(?:which|what) {_MATCH} (?:is|must be) (?:right|correct|true)\s*\?*$", _MUST),
        ((rf"^(?:which|what) {_MATCH} (?:is|are|could be|can be|would be) (?:possible|allowed"
         rf"|acceptable)[^?]*\?*$"), _COULD),
        ((rf"^(?:only|exactly|just) one of (?:these|the|the following)(?: {_STATEMENT})?(?: below| here)? (?:is"
          rf"|must be|has to be)"
         rf" (?:impossible|false)[^?]*[.:] ?(?:which)?(?: one)?[^?]*\?*$"), _CANNOT),
        ((rf"^(?:only|exactly|just) one of (?:these|the|the following)(?: {_STATEMENT})?(?: below| here)? (?:is"
          rf"|must be|has to be)"
         rf" {_RIGHT}[^?]*[.:] ?(?:which)?(?: one)?[^?]*\?*$"), _MUST),
        ((r"^what (?:can|could|may) (?:be|we) (?:concluded?|infer(?:red)?|deduced?|said?|say|know"
         r"|known)[^?]*\?*$"), _MUST),
        ((r"^which (team|group|pair|committee|selection|line-?up|set|crew|squad|panel|trio)(?: of \w+)? (?:is"
          r"|are|could be|can be|would be)"
         r" (?:possible|allowed|acceptable|permitted|allowable)[^?]*\?*$"), r"Which of the following could be the \1?"),
        ((r"^(?:in (?:what|which) order (?:did|do|does|are|were|will|was|is)\b[^?]*|what (?:is|was) the (?:right "
         r"|correct |full |final )?(?:order|sequence|ranking)\b[^?]*)\?*$"),
         "Which of the following could be the order, from first to last?"),
        (r"^(?:so |then |and )?(?:what|who|which(?: one)?) must be ((?:on|at|in) the [^?]+)\?*$", r"Which is \1?"),
        ((r"^what is the (first|second|third|fourth|fifth|sixth|seventh|last) (\w+)(?: (?:out|in|off"
         r"|up))?\s*\?*$"), r"Which \2 is \1?"),
        (r"^with [^,]{3,40}, (?=(?:how many|who|what|which|where)\b)", ""),
        (r"^(?:so |then |and )(?=(?:who|what|which|where|when)\b)", ""),
        (r"\b(who|what|which|where|when)'s\b", r"\1 is"),
    )
)  # fmt: skip
_ADDS_NOTHING = re.compile(
    r"^(?:[\w ,']{0,40}\b(?:there (?:were|are|was|is) no ties?|no ties? (?:occurred|happened|are allowed)"
    r"|nobody tied)\b[\w ,']{0,30}"
    r"|(?:no two|all)(?: of)?(?: the| these| their)? [\w ]{0,24}\b(?:differ|coincide|tied?|(?:are|were) (?:all "
    r")?(?:different|unequal|distinct|equal|the same|alike))\b[\w ]{0,20}"
    r"|[\w ]{0,40}, all (?:on|at|in) (?:different|separate) \w+"
    r"|[\w ]{0,40} (?:are|were) all (?:different|unequal|distinct)|the (?:list|order) is complete)[.!]?$",
    re.IGNORECASE,
)
_STATEMENTS = tuple(
    (re.compile(p, re.IGNORECASE), said)
    for p, said in (
        (r",? (?:and )?(?:with|and) no (?:ties|draws)\b|,? no ties(?: \w+)?(?=[,.;:)]|$)", ""),
        ((r"\s*\((?:\d+|two|three|four|five|six|seven) [a-z]+, all (?:different|distinct)\)|, all (?:different"
         r"|unequal|distinct)(?=[,.:;]|$)"), ""),
        (r"\boutweigh(?:s|ed)? ", "is heavier than "),
        (r"\b(?:outrank(?:s|ed)?) ", "ranks above "),
        ((r"\b(?:outscored?|outscores|outran|outruns|outpaced?|outpaces|defeat(?:s|ed)|edged out|overtook) "
         r"(?=[A-Z]|the )"), "finished ahead of "),
        (r"\btops? (?:them all|the list|all(?: the)? others?)\b", "is the highest"),
        (r"\bthe (\w+est) but one\b", r"the second \1"),
        (r"\b(?:the )?last but one\b|\b(?:the )?next[- ]to[- ]last\b|\bpenultimate\b", "second from last"),
        (r"\bin turn (?=\w)", ""),
        ((r"^(?:we (?:also )?know|it is known|the chronicle says|we are told|note|also|moreover|finally"
         r"|and)\b[^,]{0,20}(?: that|,|:) "), ""),
        ((r" (?:among|out) of (?:these|the|all) (?:two|three|four|five|six|seven)(?: \w+)?(?=[.,;?]|$)| among "
         r"(?:these|the) (?:three|four|five|six|seven)(?: \w+)?(?=[.,;?]|$)"), ""),
        (r"(?<=\w) of the (?:three|four|five|six|seven)(?=\s*[.,;?]|$)", ""),
    )
)  # fmt: skip
_FINITE = re.compile(
    r"\b(?:is|are|was|were|isn't|wasn't|costs?|weighs?|came|comes|finished|finishes|sits?|sat|stands?|stood|has"
    r"|beat|beats"
    r"|takes|plays|played|gets|lives|works|ranks|ranked|lies|hangs|arrived|arrives|does|did)\b"
)
_HEADED = re.compile(r"^(?P<head>[^:.]{3,90}):\s+(?P<rest>.+)$", re.DOTALL)


def recast(said: Sequence[str]) -> list[str]:
    """The sentences of a puzzle, the question last and in a known form."""
    out = [s for s in said if s.strip()]
    asking = [n for n, s in enumerate(out) if s.rstrip(" \"')").endswith("?")]
    if asking and asking[-1] != len(out) - 1 and (asking[-1] == 0 or all(_aside(s) for s in out[asking[-1] + 1 :])):
        out.append(out.pop(asking[-1]))
    if len(out) > 2 and re.fullmatch(r"(?:which|what)(?: one)?(?: is (?:it|that))?\s*\?", out[-1], re.IGNORECASE):
        out[-2:] = [f"{out[-2].rstrip('.')}: {out[-1]}"]
    question = _question(out[-1]) if out else ""
    body: list[str] = []
    for sentence in out[:-1]:
        plain = sentence[1:-1] if sentence.startswith("(") and sentence.rstrip(".").endswith(")") else sentence
        for pattern, put in _STATEMENTS:
            plain = pattern.sub(put, plain)
        if plain.strip(" .") and not _ADDS_NOTHING.match(plain.strip()):
            body += _parted(plain)
    return [*body, question] if question else body


def _aside(sentence: str) -> bool:
    """Whether a sentence after the question still tells something: `(The fourth is Dee.)`."""
    return not sentence.rstrip().endswith("?") and len(sentence.split()) < 14


def _question(sentence: str) -> str:
    for pattern, put in _QUESTIONS:
        sentence = pattern.sub(put, sentence)
    return sentence


def _parted(sentence: str) -> list[str]:
    """`Prices: the lamp costs more than the clock, the clock ...` as one statement each."""
    found = _HEADED.match(sentence)
    if found is None or _FINITE.search(found["head"]):
        return [sentence]
    pieces = [p.strip() for p in re.split(r",\s+(?:and\s+)?|;\s+", found["rest"].rstrip(".")) if p.strip()]
    if len(pieces) > 1 and all(_FINITE.search(p) for p in pieces):
        return [f"{p[0].upper()}{p[1:]}." for p in pieces]
    return [sentence]
