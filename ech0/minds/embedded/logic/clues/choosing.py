"""Who is in and who is out, in any verb: comes, plays, is on the team, sits it out; and what two of them do together.

Works on sentences whose names are marks, in worlds in which some are chosen; leaves `is chosen` and `is not chosen`.
"""

import re
from collections.abc import Callable

_BARRED = r"(?!(?:not|if|unless|without|only|both|either|neither|together|or|and|but|who|when|then|nor|provided|with|than|before|after|because)\b)"
_W = rf"(?:{_BARRED}[a-z'-]+ )"
_W_ = rf"(?: {_BARRED}[a-z'-]+)"
_NEG = r"(?:(?:is|are|was|do|does|did|will|can|may|must|could|would|has|have|should) )?not"
_NOT_BOTH, _IFF = r"\g<x> and \g<y> not both chosen", r"\g<x> is chosen if and only if \g<y> is chosen"
_NEEDS = r"if \g<x> is chosen then \g<y> is chosen"
_X, _Y = r"(?P<x>@\d+)", r"(?P<y>@\d+)"
_PAIRS = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (rf"^{_X} and {_Y} {_NEG} {_W}{{0,4}}(?:both|together|with (?:each other|one another)|at the same time|on the same [a-z]+)(?: be)?{_W_}{{0,4}}$", _NOT_BOTH),
        (rf"^{_X} and {_Y} {_NEG} (?:be )?(?:ever )?(?:combined|mixed|paired|matched|teamed up|paired up)$", _NOT_BOTH),
        (rf"^{_X} and {_Y} (?:clash|are rivals|hate each other|are not on speaking terms|exclude each other|are incompatible|do not mix|do not get on|can not stand each other)$", _NOT_BOTH),
        (rf"^(?:you |we |they |he |she |i |it )?{_W}{{0,3}}{_NEG} {_W}{{0,3}}both {_X} and {_Y}{_W_}{{0,4}}$", _NOT_BOTH),
        (rf"^(?:you|we|they|he|she|i|it|one) {_NEG} {_W}{{0,3}}{_X} (?:together )?(?:with|and) {_Y}(?: together)?{_W_}{{0,4}}$", _NOT_BOTH),
        (rf"^{_X} and {_Y} (?:[a-z]+ ){{1,4}}, (?:so|and) (?:not both|not together)$", _NOT_BOTH),
        (rf"^(?P<p>.*){_X} has (?:a cold|the flu|a fever|broken [a-z]+ [a-z]+|another [a-z]+)(?: and (?=is not|stays|can not|will not)|$)", r"\g<p>\g<x> is away and "),
        (rf"^not both (?:of )?{_X} and {_Y}{_W_}{{0,4}}$", _NOT_BOTH),
        (rf"^{_X} {_NEG} {_W}{{0,4}}(?:(?:together |along )?with|if|when|alongside|(?:in|on|at) the same [a-z]+ as) {_Y}(?: too| as well| also)?{_W_}{{0,4}}$", _NOT_BOTH),
        (rf"^{_X} {_W}{{0,4}}only {_W}{{0,3}}(?:together with|with|if|when|provided(?: that)?|alongside) {_Y}(?: too| as well| also)?{_W_}{{0,4}}$", _NEEDS),
        (rf"^{_X} {_NEG} {_W}{{0,4}}(?:without|unless(?: together with| with)?) {_Y}(?: too| as well| also)?{_W_}{{0,4}}$", _NEEDS),
        (rf"^{_X} (?:needs|requires|depends on|relies on) {_Y}(?: to (?:be there|come|play|go))?$", _NEEDS),
        (rf"^{_X} and {_Y} {_W}{{0,5}}(?:either )?(?:as a pair|both or (?:neither|not at all|none)|both in or both out|both {_W}{{0,3}}or (?:both {_W}{{0,3}}(?:not )?[a-z]+(?: out| off| behind| at home)?|neither(?: of them)?(?: is| does)?|not at all)|together or not at all|inseparable)$", _IFF),
        (rf"^{_X} and {_Y} (?:(?:must|have to|only|always|will only|insist on|will always) ){_W}{{0,3}}together$", _IFF),
        (rf"^either both {_X} and {_Y} {_W}{{1,4}}or neither(?: of them)?(?: is| does| are| do)?$", _IFF),
        (rf"^(?:there (?:is|are) )?{_X}(?: is)? (?:is )?(?:a must|a certainty|certain|guaranteed)$", r"\g<x> is chosen"),
        (rf"^not {_X}$", r"\g<x> is not chosen"),
        (rf"^there is no {_X}(?: today| this time| on it)?$", r"\g<x> is not chosen"),
    )
)  # fmt: skip
_JOINT = frozenset(", if unless then only when provided and or but so with without who nor while whenever both either neither of one exactly than because".split())
_MODAL = re.compile(r"^(?:(?:has to|have to|had to|needs to|need to|is to|are to|must|will|would|shall|should|definitely|also|already|both|always|certainly|then|does|do|did|gets to|agreed to|be|is|are|was|were|been|gets|get|being|certain to|sure to|guaranteed to|bound to) )+")
_IN = re.compile(
    r"^(?:com(?:e|es|ing)|go(?:es|ing)?|play(?:s|ing|ed)?|serv(?:e|es|ing|ed)|sits?|sitting|join(?:s|ing)?|attend(?:s|ing)?|travel(?:s|ling)?|sing(?:s|ing)?|run(?:s|ning)?|takes? part|participates?|tak(?:en|ing part)"
    r"|picked|chosen|selected|included|invited|in|present|there|hired|packed|planted|served|used|bought|sent|promoted|funded|hung|shown|on|part|makes? (?:it|the [a-z]+)|turn(?:s|ing)? up|show(?:s|ing)? up|among|a member)(?= |$)"
)
_OUT = re.compile(
    r"^(?:(?:stay(?:s|ing)?|remain(?:s|ing)?) (?:(?:at )?home|behind|away|out)|out|ill|sick|away|injured|unavailable|absent|busy|suspended|excluded|dropped|omitted|barred|on holiday|on leave|at work|otherwise engaged|has other (?:plans|commitments|things to do)|has to (?:work|study|stay at home)|unwell|abroad|left (?:out|off|behind|at home)"
    r"|sit(?:s|ting)? (?:(?:it|this one) )?out|drop(?:s|ping)? out|pull(?:s|ing)? out|miss(?:es|ing)?(?: out| it)?|declin(?:es|ing|ed)|skip(?:s|ping)?(?: it)?)(?= |$)"
)


def choosing(said: str, filler: Callable[[str], bool]) -> str:
    """The sentence with every verb of being in or out as `is chosen` or `is not chosen`; `filler`: words that say nothing."""
    for pattern, other in _PAIRS:
        said = pattern.sub(other, said)
    out: list[str] = []
    words, at = said.split(), 0
    while at < len(words):
        out.append(words[at])
        at += 1
        if not re.fullmatch(r"@\d+|he|she|they|it", out[-1]):
            continue
        end = at
        while end < len(words) and words[end] not in _JOINT and words[end][0] != "@":
            end += 1
        sense = _sense(" ".join(words[at:end]), filler)
        if sense is not None and end > at:
            out.append("is chosen" if sense else "is not chosen")
            at = end
    return " ".join(out)


def _sense(words: str, filler: Callable[[str], bool]) -> bool | None:
    """Whether a predicate says in (true) or out (false); nothing if it says something else."""
    if found := re.match(rf"^{_NEG} (?P<r>.+)$", words):
        inner = _sense(found["r"], filler)
        return None if inner is None else not inner
    rest = words if words.startswith(("has other", "has to work", "has to stay", "has to study")) else _MODAL.sub("", f"{words} ").strip()
    if rest != words and rest.startswith("not "):
        inner = _sense(rest.removeprefix("not "), filler)
        return None if inner is None else not inner
    for pattern, sense in ((_OUT, False), (_IN, True)):
        found = pattern.match(rest)
        if found and all(filler(w) or w in ("it", "along", "too", "as", "well", "also", "up", "for", "sure", "certain", "definitely", "certainly") for w in rest[found.end() :].split()):
            return sense
    return None
