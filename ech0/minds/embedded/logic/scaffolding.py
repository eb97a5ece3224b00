"""What stands around statements and states nothing: openings, instructions, who said it. Knows wordings, no grammar.

`Going by the rule, may she enter?` asks whether she may enter; `Answer from what is given.` states nothing; `A sign
says: "No dogs."` says that no dogs are allowed.
"""

import re

from ech0.minds.embedded.logic.sentences import split

_AUX = (
    r"(?:is|are|was|were|does|do|did|has|have|had|can|could|may|might|must|will|would|should"
    r"|isn't|aren't|doesn't|can't)"
)
_SOURCE = (
    r"(?:rules?|facts?|statements?|premises?|information|sentences?|text|passage|notice|sign|policy|policies|clues?"
    r"|above|given|told|said|stated|alone|know|known|logic|logical|logically|strict|strictly|sense|speaking|conditions?"
    r"|these|those|this|that|it|both|terms|regulations?|by-?laws?|letter|assumptions?|so far|literally)"
)
_LED = re.compile(
    rf"^(?:(?:so|then|now|well|and|but|ok|okay|right|hence|therefore),? +)*"
    rf"(?:just |only |strictly |purely |simply )?"
    rf"(?:going|judging|treating|taking|reading|reasoning|based|relying|applying|using|following|considering|according|given"
    rf"|from|on|under|by|with|strictly|logically|if (?:we|you|i) (?:go|take|stick|rely|apply|read|follow)|as far as"
    rf"|in)\b"
    rf"[^,?]{{0,70}}?\b{_SOURCE}\b[^,?]{{0,40}}, (?={_AUX}\b|who|which|what|how|where|when)"
    r"(?![^?]{0,40}\b(?:true|false|correct|valid|unknown)\b)",
    re.IGNORECASE,
)
_TRAILED = re.compile(
    r",? (?:(?:going|judging) by|according to|based on|on the basis of|under|from|given|by|in light of) "
    r"(?:just |only )?(?:the|these|those|this|that|what)\b[^,?]{0,12}\b"
    r"(?:rules?|facts?|statements?|premises|information|notice|sign|policy|given|said|stated|told|above|alone)"
    r"(?: alone| above| here)?(?=\?$)",
    re.IGNORECASE,
)
_GUARANTEES = re.compile(
    r"^(?:(?:so|then|now),? )?(?:does|do|would|is|are) (?:that|this|these|those|the|it)(?: (?:one|two|three|above"
    r"|single))?"
    r"(?: (?:rules?|facts?|sentences?|statements?|premises|information|notice|clues?))?"
    r"(?: (?:by itself|by themselves|alone|on its own|together|really|necessarily|logically|then))*"
    r" (?:guarantee|imply|entail|establish|show|prove|ensure|tell us|mean|enough to (?:conclude|show|say|know|prove))"
    r"(?: us)?(?: for (?:certain|sure))?(?: that)? (?P<q>\S+ \S.*)\?$",
    re.IGNORECASE,
)
_INSTRUCTS = re.compile(
    r"^(?:please )?(?:(?:do not|don't) (?:use|assume|rely|bring|add|guess|read|go|consider|make)"
    r"|(?:use|rely|stick|keep|go|answer|reply|respond|assume|ignore|base|consider|choose|pick|reason|judge|think)"
    r" (?:only|just|nothing|no |strictly|from|with|to|by|your|the (?:information|facts|rules|text)|as|any"
    r"|that (?:all|nothing)"
    r"|carefully))\b[^?\"]{0,120}$",
    re.IGNORECASE,
)
_NOTHING_MORE = re.compile(
    r"^(?:(?:and|but) )?(?:nothing (?:else|more|further) is (?:known|said|given|stated)\b.{0,30}"
    r"|(?:that|this)(?:'s| is) (?:all|everything|the only thing|as much as)\b.{0,60}"
    r"|(?:we|i|you) (?:know|have|are told) (?:nothing|no) (?:else|more|further|other)\b.{0,40}"
    r"|(?:suppose|assume|say|imagine|let's say|take it that|grant) (?:that )?(?:(?:he|she|it|they|this|that|all this"
    r"|all of"
    r" this|these|both|everything|all)(?:'s| is| are|'re) (?:right|true|correct|so|the case)"
    r"|(?:this|that|the|all|these|both)(?: of)?(?: the| these)? (?:rules?|statements?|facts?|sentences?"
    r"|claims?) (?:is|are|holds?)"
    r" ?(?:right|true|correct|accurate)?))[.!]?$",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^(?:(?:well|ok|okay|right|anyway|now then|so|look|listen|hmm|oh|yes|no|alas|as it happens|as it turned out"
    r"|to recap|in short|in brief|to be clear|for the record|here's the thing|fun fact|mind you|of course"
    r"|remember)[,:!] +)+",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"^(?!(?:if|when|unless|every|all|no|either|only)\b)(?:[A-Za-z][\w'-]*ing (?:an?|the|my|our|for|up)\b[^:,.]{0,40}"
    r"|(?:here|this|these|the following|my|our|the|house|school|office|some) [^:,.]{0,40}"
    r"(?:rules?|facts?|is how|situation|set-?up|deal|policy|plan)[^:,.]{0,20}): +(?=\S)",
    re.IGNORECASE,
)
_VERB = re.compile(r"\b(?:is|are|was|were|has|have|had|does|do|did|can|may|must|will|no|not|only|[a-z]{3,}(?:s|ed))\b")
_SAID = re.compile(
    r"(?:^|(?<=[.!?] ))[^.!?\"]{0,80}\b(?:told|tells?|says?|said|reads?|states?|stated|rules?|sign|notice|sentence"
    r"|announced"
    r"|wrote|writes|noted|reports?|reported|poster|label|note|warns?|voting|clause"
    r"|policy)\b[^.!?\"]{0,50}[:,] \"(?P<q>[^\"]+?)[.!]?\"[.]?"
    r"(?=\s|$)",
    re.IGNORECASE,
)
_ARGUED = re.compile(
    r"(?:^|(?<=[.!?] ))[^.!?\"]{0,90}\b(?:argu\w+|reason\w*|insists?|claims?|inference|says?|said|concludes?"
    r"|syllogism)\b"
    r"[^.!?\"]{0,40}[:,] \"(?P<p>[^\"]+?)[,;.]? (?:and )?(?:therefore|so|hence|thus"
    r"|it follows that),? (?P<c>[^\"]+?)[.]?\"[.]?"
    r"\s+(?P<r>[^?]{0,80}\b(?:valid|sound|follow|follows|correct|right|work|works|hold|holds)\b[^?]{0,40}\?)",
    re.IGNORECASE,
)
_UNTOLD = re.compile(
    r"(?:,|;)?(?: and| but| though| although)? (?:i|we|you|nobody|no one|no-one|it|they|he|she)\b(?:'s| is| are| has"
    r"| have|'ve)?"
    r"[^.,;]{0,30}?\b(?:clue|idea|unclear|unknown|not (?:known|clear|sure|say|know|said|told|recorded|mentioned)"
    r"|n't (?:know|say|said|told|clear|sure"
    r"|known)|knows|knew|recorded|mentioned|remembers)\b(?: to us| of| about)? (?:whether|if|who|what|how|when|which"
    r"|where)\b[^.;?]*(?=[.;]?$)",
    re.IGNORECASE,
)
"""The end of a sentence that only says that something is not known."""
_HELD = re.compile(
    r"^(?:i|we|you|here)(?:'m| am|'ve| have|'re| are|'s| is)? ?(?:just )?(?:(?:holding|picked(?: up)?|found|caught"
    r"|spotted|looking at|drew|"
    r"drawn|picking|handed|got|have|saw|see) )?(?:an?|this) (?P<n>[a-z]+)(?: here| now| in (?:my|our|your|the) [a-z]+)?"
    r"(?: (?:that|which|who) (?P<r>[^,]+))?[.]?$",
    re.IGNORECASE,
)
"""Somebody has one thing before them, of which the rest then speaks as `it`."""

_OR_NOT = re.compile(r"^(?:is (?:that|this|it) )?(valid|sound|correct|right) or not\?$", re.IGNORECASE)


def bared(text: str) -> str:
    """The text without what states nothing; the same text where nothing of the kind is found."""
    text = text.replace("“", '"').replace("”", '"').replace("’", "'")
    text = _ARGUED.sub(lambda m: f"{m['p']}. Does it follow that {m['c']}?", text)
    text = _SAID.sub(lambda m: f"{m['q']}.", text)
    said = split(text)
    if len(said) < 2:
        return text
    asked = max((n for n, s in enumerate(said) if s.endswith("?")), default=len(said))
    out: list[str] = []
    for n, one in enumerate(said):
        if (n > asked and _INSTRUCTS.match(one)) or _NOTHING_MORE.match(one) or _empty(one):
            continue
        if n != asked and _INSTRUCTS.match(one) and n > 0:
            continue
        if n == asked:
            out.append(_question(one))
            continue
        plain = _UNTOLD.sub("", _HEADING.sub("", _OPENING.sub("", one)))
        after = said[min(n + 1, len(said) - 1)]
        held = _HELD.match(plain) if re.search(r"\b(?:it|this)\b", after, re.IGNORECASE) else None
        out.append(f"The {held['n']} {held['r'] or 'is here'}." if held else plain)
    return " ".join(_upper(s) for s in out) if out != said else text


def _empty(sentence: str) -> bool:
    """A cry and no statement: `Bake sale sorting!`."""
    return sentence.endswith("!") and len(sentence.split()) < 6 and not _VERB.search(sentence)


def _question(sentence: str) -> str:
    sentence = _TRAILED.sub("", _LED.sub("", _OPENING.sub("", sentence)))
    sentence = _OR_NOT.sub(r"Is this \1?", sentence)
    if found := _GUARANTEES.match(sentence):
        return f"Does it follow that {found['q']}?"
    return sentence


def _upper(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
