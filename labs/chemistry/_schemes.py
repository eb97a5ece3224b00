"""Which scheme of a reaction a text tells, by arrows or by what is said of its steps, and which species it asks for.

Knows three schemes: A -> B -> C, A <=> B and 2 A -> P; computes nothing.
"""

import re

_NAME = r"[A-Z][\w*•'()\[\]+-]{0,14}"
_ONE_WAY = r"\s*(?:-{1,2}>|→|⟶|=>)\s*(?:\([^)]{0,12}\)\s*)?"
_TWO_WAYS = r"\s*(?:⇌|⇄|<-{1,2}>|<=>|↔|⇋)\s*"
_CHAIN = re.compile(rf"(?P<A>{_NAME}){_ONE_WAY}(?P<B>{_NAME}){_ONE_WAY}(?P<C>{_NAME})")
_BACK = re.compile(rf"(?P<A>{_NAME}){_TWO_WAYS}(?P<B>{_NAME})")
_PAIR = re.compile(rf"(?<![\w.])2\s?(?P<A>[A-Z][\w*•()]{{0,12}})(?:\s?[•*])?{_ONE_WAY}(?P<C>{_NAME})")
_NOUN = r"[A-Za-z][\w-]*(?: [a-z][\w-]*)?"
_TURNED = (
    r"(?:is|are|gets?)?\s?(?:[a-z]+ly\s)?(?:hydroly[sz]e[sd]|converted|degrade[sd]|decays?|turns?|turned|transforms?|transformed"
    r"|metaboli[sz]e[sd]|oxidi[sz]e[sd]|reduced|rearranges?|rearranged|reacts?|isomeri[sz]e[sd]|goes) (?:in)?to"
)
_PROSE = re.compile(
    rf"\b(?:[Aa]n?|[Tt]he|[Ss]ubstance|[Cc]ompound|[Dd]rug|[Rr]eactant)\s(?:pure\s)?(?P<A>{_NOUN}?)\s{_TURNED}"
    rf"\s(?:an?\s|the\s|its\s)?(?P<B>{_NOUN}?)(?=\s*[,(.;:]|\s(?:which|that|with|and|at|by))"
)
_LETTERS = re.compile(
    r"\b(?P<A>[A-Z])\s(?:[a-z]+\s){0,3}?(?:in)?to\s(?P<B>[A-Z])\b.{0,100}?\b(?:(?P=B)|which|that|it)\s(?:[a-z]+\s){0,4}?"
    r"(?:in)?to\s(?P<C>[A-Z])\b"
)
_RATES = re.compile(r"\bk\b|\bk_?\d|\brates?\b|first[ -]order|/\s?(?:s|min|h)\b|per (?:second|minute|hour|day)")
_REVERSIBLE = re.compile(
    r"\b(?:interconver\w+|back[ -]reactions?|revert\w*|reversibl[ey]|epimeri[sz]\w*|racemi[sz]\w*|mutarotat\w*"
    r"|isomeri[sz]\w*[^.;?]{0,80}\b(?:and back|equilibri\w*|revers\w*|backwards?)"
    r"|k_?f\b[^;?]{0,60}\bk_?[rb]\b|k_?forward|k_?reverse|k_?back"
    r"|(?:forwards?|there)\b[^;?]{0,60}\b(?:backwards?|reverse|back)\b)"
)
_DIMERISING = re.compile(
    rf"\b([A-Z][\w*•]{{0,9}})\s*\+\s*\1{_ONE_WAY}"
    r"|\b(?:dimeri[sz]\w*|recombin\w*|self-?(?:reacti\w+|terminat\w+|recombin\w+)|pairs? up|with itself"
    r"|with themselves|with each other|bimolecular termination)\b"
)
_CONSECUTIVE = re.compile(
    r"\b(?:consecutive|in series|in sequence|sequential\w*|successive(?:ly)? (?:first|steps?|reactions?)|stepwise"
    r"|two[ -]steps?|two (?:first-order )?steps|intermediates?|in turn"
    r"|(?:which|that|it) (?:is |are )?(?:(?:then|in turn|itself|subsequently|later) )+"
    r"(?:[a-z]+(?:s|ed)\b|decays?|reacts?|goes|is|falls)"
    r"|and (?:then|on|onward|further)\b[^.;?]{0,20} (?:to|into) [A-Z]\b|(?:further|onwards?|on) (?:to|into))\b"
)
_WHOLE = re.compile(
    r"\b(?:start(?:ing|ed)?|initial|original|compared (?:to|with)|relative to|of (?:the|all) (?:the )?)\b[^,.;?]{0,24}$"
)
_ENDS = re.compile(r"(?<=[.?!;])\s|\n")
_ASKING = re.compile(r"\?|\b(?:what|how|which|find|calculate|give|compute)\b", re.IGNORECASE)


def scheme(text: str) -> str | None:
    """`consecutive`, `reversible` or `dimerisation`, if the text tells just one of them, or its arrows do."""
    if re.search(r"\bRobertson", text):
        return "robertson"
    arrows = {"consecutive": _CHAIN, "reversible": _BACK, "dimerisation": _PAIR}
    drawn = [name for name, shape in arrows.items() if shape.search(text)]
    if len(drawn) == 1:
        return drawn[0]
    said = {"reversible": _REVERSIBLE, "dimerisation": _DIMERISING, "consecutive": _CONSECUTIVE}
    if not drawn and _LETTERS.search(text):
        return "consecutive"
    told = [name for name, shape in said.items() if shape.search(text)]
    return told[0] if len(told) == 1 else None


def told(text: str) -> bool:
    """Whether a text tells one of the schemes and how fast its steps are."""
    return scheme(text) is not None and _RATES.search(text) is not None


def asked(text: str) -> str | None:
    """`A`, `B` or `C`, whichever species of a scheme that is drawn the question asks for by its name."""
    drawn = next((m for shape in (_CHAIN, _BACK, _PAIR, _LETTERS, _PROSE) if (m := shape.search(text))), None)
    if drawn is None:
        return None
    rest = text[: drawn.start()] + " " * (drawn.end() - drawn.start()) + text[drawn.end() :]
    questions = [said for said in _ENDS.split(rest) if _ASKING.search(said)]
    names = {role: name.strip() for role, name in drawn.groupdict().items() if name}
    found: list[tuple[int, str]] = []
    for role, name in names.items():
        for m in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", questions[-1] if questions else ""):
            share = role == "A" and _WHOLE.search(questions[-1][: m.start()])
            found += [] if share else [(m.start(), role)]
    roles = {role for _, role in found}
    others = roles - {"A"}
    if len(others) == 1:
        return next(iter(others))
    return "A" if roles == {"A"} else None
