"""Who says what in a puzzle of truth and lies: speeches with their speakers, and what is told beside them. Knows no claim.

A speech stands in quotes, after a colon, after `says that`, or in capitals on a box or a door.
"""

import re
from typing import NamedTuple

from ech0.minds.embedded.logic.forms import Unreadable

_VERB = (
    r"(?:says?|said|claims?|claimed|states?|stated|declares?|declared|replie[sd]|answer(?:s|ed)|adds?|added|remark(?:s|ed)|insists?|insisted|asserts?|asserted"
    r"|maintains?|announces?|announced|tells? (?:you|us|me)|told (?:you|us|me|the [a-z]+)|reads?|shouts?|whispers?|mutters?|swears?|protests?|goes|is (?:labelled|marked)|bears the words)"
)
_WHO = r"(?P<who>(?:[Tt]he )?(?:(?:sign|label|note|inscription|plaque) on )?(?:[Tt]he )?[A-Za-z][\w-]*(?: [a-z]+){0,2}?|[A-Z][\w-]*)(?:'s (?:label|sign|note|inscription))?"
_HELD = re.compile(r"<(\d+)>")
_BEFORE = re.compile(rf"(?:^|[.;,]\s*|\b(?:and|but|while|then|whereas|[Ff]inally|[Nn]ext)\s+){_WHO}(?:\s+(?:then|also|only|simply|just|calmly|firmly))?\s*(?:{_VERB}(?: that)?)?\s*[,:]?\s*$")
_AFTER = re.compile(rf"^\s*,?\s*(?:{_VERB} (?P<who>[A-Z][\w-]*|the [a-z]+(?: [a-z]+)?)|(?P<who2>[A-Z][\w-]*|the [a-z]+(?: [a-z]+)?) {_VERB})\s*(?=[.,;]|$)")
_PLAIN = re.compile(
    rf"^(?:(?:[Aa]nd|[Bb]ut|while|then|[Ff]inally|[Nn]ext),? )?(?P<who>[A-Z][\w-]*|[Tt]he [a-z]+(?: [a-z]+)?) (?:then |also )?{_VERB}(?: that)?:? (?P<said>(?!nothing\b)[^\"]{{6,}})$|^(?P<who2>[A-Z][\w-]*): (?P<said2>[^\"]+)$"
)
_CAPITALS = re.compile(rf"^(?:and |while |but )?{_WHO} {_VERB},?:? (?P<said>[A-Z][A-Z' ,]{{8,}})$")


class Speech(NamedTuple):
    """Who speaks, in lower case and without article, and what is said."""

    who: str
    said: str


def speeches(text: str) -> tuple[list[Speech], list[str]]:
    """The speeches of a text in order, and the sentences beside them."""
    text = text.replace("“", '"').replace("”", '"').replace("’", "'").replace("‘", "'")
    if '"' not in text:
        text = re.sub(r"(?<=[\s:,(])'((?:[^'\"]|(?<=\w)'(?=\w))+)'(?=[\s.,;)]|$)", r'"\1"', text)
    held: list[str] = []

    def hold(m: re.Match[str]) -> str:
        held.append(m[1])
        return f"<{len(held) - 1}>" + ("." if m[1].rstrip()[-1:] in ".!?" and re.match(r"\s+[A-Z]|\s*$", m.string[m.end() :]) else "")

    short = re.sub(r'"([^"]+)"', hold, text)
    said: list[Speech] = []
    rest: list[str] = []
    for raw in re.split(r"(?<=[.?!;])\s+|(?<=[.?!]\))\s+|\n+", short):
        sentence = raw.strip()
        if not sentence:
            continue
        if _HELD.search(sentence):
            _quoted(sentence, held, said, rest)
            continue
        plain = sentence.rstrip(" .;!")
        if found := _CAPITALS.match(plain):
            said.append(Speech(_bare(found["who"]), found["said"].lower()))
        elif (found := _PLAIN.match(plain)) and not re.match(r"(?:you|it|he|she|which|what|we|who|each|everyone|one|nobody|nothing|they)$", _bare(found["who"] or found["who2"])):
            said.append(Speech(_bare(found["who"] or found["who2"]), _own(found["said"]) if found["said"] else found["said2"]))
        else:
            rest.append(sentence)
    return said, rest


def _quoted(sentence: str, held: list[str], said: list[Speech], rest: list[str]) -> None:
    """The speeches of one sentence; what is left of it beside them has to be nothing but their speakers."""
    last = 0
    who = ""
    for found in _HELD.finditer(sentence):
        before, after = sentence[last : found.start()], sentence[found.end() :]
        if told := _AFTER.match(after):
            who, last = _bare(told["who"] or told["who2"]), found.end() + told.end()
            left = before
        elif told := _BEFORE.search(before):
            who, last = _bare(told["who"]), found.end()
            left = before[: told.start()]
        elif who and re.fullmatch(r"\s*[.,;]?\s*(?:and|then)?\s*", before):
            left, last = "", found.end()
        else:
            raise Unreadable("who says it")
        if left.strip(" .,;") and re.sub(r"\b(?:and|but|while|then|whereas)\b", "", left).strip(" .,;"):
            rest.append(left.strip())
        said.append(Speech(who, held[int(found[1])]))
    if sentence[last:].strip(" .,;!"):
        rest.append(sentence[last:].strip(" ,;"))


def _own(said: str) -> str:
    """Reported words as they were spoken: whoever is `he` or `she` there speaks of himself."""
    if not re.match(r"(?:he|she)\b", said, re.IGNORECASE) or len(re.findall(r"\b(?:he|she|him|her)\b", said, re.IGNORECASE)) != 1:
        return said
    return re.sub(r"^(?:he|she) (?:is|was)\b", "I am", re.sub(r"^(?:he|she) (?!is|was)", "I ", said, flags=re.IGNORECASE), flags=re.IGNORECASE)


def _bare(who: str) -> str:
    low = re.sub(r"^(?:and|but|while|then|finally|next) ", "", who.lower().strip())
    low = re.sub(r"^the ", "", low)
    return re.sub(r"^(?:sign|label|note|inscription|plaque) on (?:the )?", "", low)
