"""Statements about all places or all things: how many each place takes, that no two share one. Knows no grammar."""

import re
from collections.abc import Sequence

from ech0.minds.embedded.logic import places
from ech0.minds.embedded.logic.forms import Unreadable
from ech0.minds.embedded.logic.puzzles.scene import Axis, Scene, counted
from ech0.minds.embedded.logic.puzzles.vocabulary import BARRED, MEANINGFUL

_K = r"one|two|three|four|five|six"
_EACH = re.compile(
    rf"^(?P<no>no )?(?P<each>each|every|)\b(?: of the (?:{_K}))? ?(?P<noun>[a-z]+)\b(?P<verb>[^,;]*?)\b"
    rf"(?P<how>at least|at most|exactly|only|no more than|no fewer than|more than|either|)\s*(?P<k>{_K})(?: or (?P<k2>{_K}))?(?: of(?: the)?(?: (?:{_K}))?)?(?P<rest>[^,;]*)$"
)
_PER = re.compile(
    rf"^(?P<how>at least|at most|exactly|no more than|no fewer than|) ?(?P<k>{_K})(?: or (?P<k2>{_K}))? (?P<kind>[a-z]+)\b(?P<verb>[^,;]*?)"
    r"\b(?:on |in |to |for |at )?(?:each|every|any|per) (?:one )?(?:particular )?(?P<noun>[a-z]+)$"
)
_K_EACH = re.compile(rf"\b(?P<k>{_K}) (?:[a-z]+ )?(?:(?:in|on|to|at|per|for) )?(?:each|apiece)\b", re.IGNORECASE)
_ONLY = re.compile(r"^only (?:the |these )?(?:[a-z]+ )?(?P<kind>[a-z]+) [a-z ]+$")
_LEFT_OVER = re.compile(
    r"^the (?:remaining|other|only other|last remaining) [a-z]+ (?:is|was) [A-Z][\w-]*\.?$"
    r"|^(?:the )?[\w-]+ (?:is|was) the (?:only other|remaining|other|last remaining) [a-z]+\.?$",
    re.IGNORECASE,
)
_ROOM = re.compile(
    rf"^there (?:are|is) (?:exactly )?(?:{_K}) (?:[a-z]+ )?(?:positions?|places?|seats?|spots?|openings?|spaces?)\b.*",
    re.IGNORECASE,
)
_ROOM_FOR = re.compile(
    rf"(?P<k>{_K}) (?:[a-z]+ )?(?:positions?|places?|seats?|spots?|openings?|spaces?) (?:on|in|at|for) V:(?P<axis>\w+):(?P<n>\d+)"
)
_ONCE = re.compile(
    r"^(?:each|every|all)\b[^,]*\bonce\b[^,]*$|^no [a-z]+ [a-z ]*\b(?:same time|more than once|simultaneously|at once)\b"
)
_NO_TWO = re.compile(
    r"^no two (?:of (?:the|these|them) )?(?P<kind>[a-z]+)?\b[^,;]*\b(?:same|share[sd]?|together|at once|overlap|tied?|simultaneously)\b"
)
_HARMLESS = re.compile(
    r"^(?:there (?:are|were) no (?:ties|other)|no ties\b|nobody tied|no one tied|none of them tied|they all\b.*\bdifferent"
    r"|all (?:the )?[a-z ]*\b(?:different|differ|distinct)\b|the (?:following|statements)\b[^@]*(?:apply|true|hold|observed|known)?$|(?:the )?following)"
)


_PLAIN = frozenset(
    "of the in on to is are has have contains a people persons person things members member by be assigned at with it "
    "gets holds takes receives includes least will".split()
)


def restrictions(told: Sequence[str], scene: Scene) -> tuple[str, ...]:
    """Parts of the setting that say how many each place takes: `..., with each shelf holding at least one book`."""
    if all(a.apart for a in scene.axes.values()):
        return ()
    nouns = "|".join(sorted({n for a in scene.axes.values() for n in a.nouns} or {"place"}))
    out = []
    for sentence in told:
        for part in re.split(r"\s*(?:[,;:—–()]|\b(?:with|and|but)\b(?= (?:each|every|at|no)\b))\s*", sentence):
            words = re.sub(r"^(?:with|and|but) ", "", part.strip())
            if re.search(
                rf"\b(?:each|every) (?:{nouns})\b|\b(?:at least|at most|no more than|no fewer than|up to)\b",
                words,
                re.IGNORECASE,
            ):
                out.append(re.sub(r"\b(contain|hold|hav|receiv|tak|includ)ing\b", r"\1s", words).replace("havs", "has"))
        if (found := _K_EACH.search(sentence)) and "place" in scene.axes and scene.axes["place"].nouns:
            place = scene.axes["place"]
            if places.NUMBERS[found["k"].lower()] * place.size == len(scene.kinds[0].members):
                out.append(f"each {min(place.nouns)} has exactly {found['k'].lower()} members")
    return tuple(out) if "chosen" not in scene.axes else ()


def general(text: str, scene: Scene, names: re.Pattern[str]) -> str | None:
    """The expression of a statement about all; `""` if it adds nothing; `None` if it is no such statement."""
    if found := _ROOM.match(text):
        return _room(
            names.sub(
                lambda m: (
                    scene.names[m["m"] or m["n"]]
                    if (m["m"] or m["n"]) in scene.names
                    else scene.names[(m["m"] or m["n"]).lower()]
                ),
                found[0],
            ),
            scene,
        )
    if names.search(text):
        return "" if _LEFT_OVER.match(text) else None
    text = re.sub(r"^(?:during|in|on|over) [^,]{2,40}, ", "", text, flags=re.IGNORECASE)
    text = re.sub(r",? one (?:[a-z]+ )?(?:per|each|every|on each|to each)\b ?[a-z]*\.?$", "", text)
    parts = re.split(r",? (?:and|but|with) (?=(?:each|every|no two|no [a-z]+)\b)", text)
    said = [_one(part, scene) for part in parts]
    if any(s is None for s in said):
        return None
    return " and ".join(s for s in said if s)


def _one(text: str, scene: Scene) -> str | None:
    words = " ".join(re.sub(r"[^A-Za-z0-9'-]+", " ", text.lower().replace("must ", "").replace("will ", "")).split())
    if (found := _NO_TWO.match(words)) or _HARMLESS.match(words):
        return _no_two(scene) if found else ""
    if _ONCE.match(words) and all(a.apart for a in scene.axes.values()):
        return ""
    if (found := _ONLY.match(words)) and found["kind"] in scene.sorts:
        return ""
    if found := _PER.match(words):
        if found["kind"] not in scene.sorts and found["kind"] not in scene.carriers:
            return None
        return _each_place(found, scene, found["how"])
    if found := _EACH.match(words):
        if found["noun"] in scene.sorts and _noun_axis(found["noun"], scene) is None:
            return _each_thing(found, scene)
        how = found["how"]
        if found["no"]:
            if how != "more than":
                return None
            how = "at most"
        elif not found["each"] or how == "more than":
            return None
        return _each_place(found, scene, how)
    return None


def _room(marked: str, scene: Scene) -> str | None:
    """`there are three places on the first committee and four on the second`: what each takes at most."""
    found = list(_ROOM_FOR.finditer(marked))
    rest = _ROOM_FOR.sub("", marked).lower()
    if (
        not found
        or re.sub(
            r"\b(?:there|are|is|exactly|and|but|not all of (?:them|these)[^.]*filled[^.]*)\b|[,.]", " ", rest
        ).strip()
    ):
        return None
    return " and ".join(
        counted(
            (f"{scene.variable(t, m['axis'])} == {scene.value(m['axis'], int(m['n']))}" for t in scene.kinds[0].members),
            "<=", places.NUMBERS[m["k"].lower()],
        )
        for m in found
    )  # fmt: skip


def _noun_axis(noun: str, scene: Scene) -> Axis | None:
    return next((a for a in scene.axes.values() if noun in a.nouns), None)


def _no_two(scene: Scene) -> str | None:
    axis = scene.axes.get("place")
    if axis is None:
        return None
    axis.apart = True
    return ""


def _each_thing(found: re.Match[str], scene: Scene) -> str | None:
    """`each student is in exactly one group` is what a place means."""
    rest = set(found["rest"].split()) | set(found["verb"].split())
    one = found["k"] == "one" and not found["k2"] and found["how"] in ("", "exactly", "only") and not found["no"]
    known = scene.carriers | {n for a in scene.axes.values() for n in a.nouns} | set(scene.sorts)
    if one and all(a.apart for a in scene.axes.values()):
        return ""
    plain = (
        not rest - known - {"of", "the", "in", "on", "to", "a", "once", "different", "is", "one", "place", "be", "by"}
    )
    return "" if one and plain else None


def _each_place(found: re.Match[str], scene: Scene, how: str) -> str | None:
    axis = _noun_axis(found["noun"], scene)
    if axis is None or axis.chosen:
        return None
    low = places.NUMBERS[found["k"]]
    high = places.NUMBERS[found["k2"]] if found["k2"] else low
    known = scene.carriers | set(scene.sorts) | {n for a in scene.axes.values() for n in a.nouns} | _PLAIN
    groups = found.groupdict()
    verb = [w for w in (groups.get("verb") or "").split() if w not in known]
    if any(w not in known for w in (groups.get("rest") or "").split()) or len(verb) > 1:
        return None
    if verb and (verb[0] in MEANINGFUL | BARRED or not verb[0].endswith(("s", "ed"))):
        return None
    if scene.kinds_on(axis.name) and axis.apart:
        return ""
    members = scene.kinds[0].members
    if axis.apart and axis.values and len(members) == axis.size and low == high == 1:
        return ""
    if found["k2"]:
        signs = [(">=", low), ("<=", high)]
    else:
        sign = {"at least": ">=", "no fewer than": ">=", "at most": "<=", "no more than": "<="}.get(how, "==")
        signs = [(sign, low)]
    if axis.size * len(members) * 20 > 1800:
        raise Unreadable("it says too much at once")
    terms = [
        [f"{scene.variable(t, axis.name)} == {scene.value(axis.name, n + 1)}" for t in members]
        for n in range(axis.size)
    ]
    return "(" + " and ".join(counted(one, sign, number) for one in terms for sign, number in signs) + ")"
