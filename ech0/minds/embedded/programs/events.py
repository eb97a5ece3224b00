"""Chances of named events: `P(A) = 0.8, P(A or B) = 0.9, A and B are independent; what is P(A and B)?`.

Every number of the question must be the value of one stated chance. Knows no distribution.
"""

import re

from ech0.core.types import Chance, Plan, ProbabilityClaim
from ech0.minds.embedded.programs.page import Page, named, whole

_P = r"(?:p|\\mathbbp|\\pr|pr)"
_FORM = re.compile(rf"(?<![a-z]){_P}\s*[(\[]\s*(?P<inside>[^()\[\]=]*(?:\([^()]*\)[^()\[\]=]*)*)[)\]]")
_STATED = re.compile(rf"{_FORM.pattern}\s*(?:=|is|of|equals)\s*#(?P<value>\d+)")
_SIGNS = (
    (r"\\cup|∪|\\vee|\\lor|\bu\b", " or "),
    (r"\\cap|∩|\\wedge|\\land|,|&", " and "),
    (r"\\mid|\\vert|\|", "|"),
    (r"\^\s*\(?c\b\)?|\^\s*\\prime|\\prime", "'"),
    (r"\\(?:neg|lnot|sim|overline|bar)\s*(?:\(?([a-z])\)?)", r" not \1"),
)
_EVENT = re.compile(
    r"\s*(?:(?P<word>and|or|not)\b|(?P<name>[a-z])(?:_#?\d)?(?P<prime>\s*')?|(?P<bracket>[()])(?P<after>\s*')?)"
)
_ASKS = re.compile(r"\b(?:what is|what's|find|compute|calculate|determine|evaluate|the value of)\b")
_SPOKEN = (
    (
        r"\b(?:both|all)(?: of)?(?: the)?(?: two| three)?(?: events?)?(?: [a-z] and [a-z])? (?:will )?(?:occur|happen)",
        "{and}",
    ),
    (
        (
            r"\bat least one(?: of)?(?: the| these)?(?: two| three)?(?: events?)?(?: [a-z] (?:and|or) "
            r"[a-z])? (?:will )?(?:occurs?|happens?)"
        ),
        "{or}",
    ),
    (
        r"\bn(?:one|either)(?: of)?(?: the| these)?(?: two| three)?(?: events?)? (?:will )?(?:occurs?|happens?)",
        "not ({or})",
    ),
)


def recognise(page: Page) -> Plan | None:
    """A plan, if all that is said is said of events with letters for names."""
    if not re.search(r"\bp(?:r)?\s*[(\[]", page.raw) or len(page.raw) > 1200:
        return None
    text = page.worded
    for pattern, sign in _SIGNS:
        text = re.sub(pattern, sign, text)
    known: list[Chance] = []
    spans: list[tuple[int, int]] = []
    for m in _STATED.finditer(text):
        chance = _chance(m["inside"])
        if chance is None:
            return None
        known.append(chance.model_copy(update={"value": f"n{m['value']}"}))
        spans.append(m.span())
    query = _query(text, spans, known)
    words = {int(m) for m in re.findall(r"#(\d+)", " ".join(k.value.replace("n", "#") for k in known if k.value))}
    counted = {k for k, e in enumerate(page.numbers) if e.id.startswith("w")}
    if query is None or not known or not set(range(len(page.numbers))) <= words | counted:
        return None
    events = sorted({w for c in (*known, query) for w in re.findall(r"\b[A-Z]\b", f"{c.event} {c.given}")})
    if not 1 < len(events) <= 5:
        return None
    independent, exclusive = _related(text, events)
    claim = ProbabilityClaim(
        id="c1",
        text="work out the probability",
        events=tuple(events),
        symbols=named(page, sorted(words)),
        known=tuple(known),
        independent=independent,
        exclusive=exclusive,
        query=query,
    )
    return whole(page, claim, "c1.value", label="probability", path="events")


def _related(text: str, events: list[str]) -> tuple[tuple[tuple[str, ...], ...], tuple[tuple[str, ...], ...]]:
    everyone = (tuple(events),)
    denied = r"(?:not|n't|aren't)\s+(?:mutually |statistically )?"
    independent = re.search(r"\bindependent\b", text) and not re.search(denied + "independent", text)
    exclusive = re.search(r"\b(?:mutually exclusive|disjoint|exclude)\b", text)
    apart = exclusive and not re.search(denied + "(?:exclusive|disjoint)", text)
    return (everyone if independent else (), everyone if apart else ())


def _query(text: str, spans: list[tuple[int, int]], known: list[Chance]) -> Chance | None:
    """The one chance that is asked for: a `P(...)` without a value, or said in words."""
    asked = [m for m in _FORM.finditer(text) if not any(s <= m.start() < e for s, e in spans)]
    if len({m["inside"].replace(" ", "") for m in asked}) == 1:
        return _chance(asked[-1]["inside"]) if _ASKS.search(text) else None
    if asked:
        return None
    names = list(dict.fromkeys(w for c in known for w in re.findall(r"\b[A-Z]\b", c.event)))
    if any(c.given or " " in c.event for c in known):
        return None
    for pattern, form in _SPOKEN:
        if re.search(pattern, text):
            return Chance(event=form.format_map({"and": " and ".join(names), "or": " or ".join(names)}))
    return None


def _chance(inside: str) -> Chance | None:
    """`a or b' | c` as a chance with events in capitals; nothing if it is no such thing."""
    parts = [_event(p) for p in inside.split("|")]
    if not 1 <= len(parts) <= 2 or any(not p for p in parts):
        return None
    return Chance(event=parts[0] or "", given=(parts[1] or "") if len(parts) == 2 else "")


def _event(text: str) -> str | None:
    out: list[str] = []
    at = 0
    text = text.strip()
    while at < len(text):
        found = _EVENT.match(text, at)
        if not found or found.end() == at:
            return None
        at = found.end()
        if found["word"]:
            out.append(found["word"])
            continue
        if found["name"]:
            before = out[-1] if out else "("
            if before not in ("(", "and", "or", "not"):
                out.append("and")  # events written side by side
            out.append(f"not {found['name'].upper()}" if found["prime"] else found["name"].upper())
        elif found["after"]:
            opened = max(k for k, o in enumerate(out) if o == "(") if "(" in out else 0
            out[opened] = "not ("
            out.append(")")
        else:
            out.append(found["bracket"])
    return " ".join(out) if out else None
