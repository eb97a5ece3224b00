"""Which part of a text is to be judged, by how such questions are framed. Knows the frames and no grammar.

A frame is a label (`Claim:`, `So tell me:`), a clause before `that` (`I conclude that`), a quotation, a tail (`- true
or false?`, `isn't it?`) or a question of its own (`Am I right?`); what is left is the statement. Only for questions
whose options are truth values: then there is something to be judged, however it is framed.
"""

import re

from ech0.minds.embedded.logic.sentences import MAX_SENTENCE, Asked, bare, inline, split

_WORDS = (
    r"(?:statements?|conclusions?|claims?|sentences?|hypothes[ie]s|assertions?|propositions?|verdicts?|inferences?"
    r"|evaluate|assess(?:ment)?|judge(?:d|ment)?|consider|decide|determine|check|true|false|unknown|correct"
    r"|questions?|query"
    r"|conclude|right|wrong|tell me|what about|how about|from (?:this|these|the above)|test|prove|rate|thesis"
    r"|goal|answer"
    r"|so|therefore|hence|thus|then|now|follow(?:s|ing)?|valid|classify|label|verify|review|asked|say|think|item|task"
    r"|in other words|put (?:differently|another way)|deduction|to (?:be )?(?:show|prove|decide|judge|check"
    r"|test)\w*|here is|opinion|believes?|wrote|writes|notes?|says?"
    r"|said|remarks?|asserts?|argues?|guess(?:es)?|suggests?|reads?|your turn|finally|which)"
)
_FRAME = re.compile(rf"\b{_WORDS}\b", re.IGNORECASE)
_LABEL = re.compile(r"^(?P<l>[^:\"]{1,90}?)\s*(?::|\s[-–—]+)\s+(?P<q>\S.*)$", re.DOTALL)
_TRUTH = (
    r"(?:true|false|unknown|uncertain|undetermined|undecided|undecidable|correct|incorrect|valid|invalid|right|wrong"
    r"|supported|refuted|open|entailed|contradicted|implied|neutral|neither|yes|no|proved|disproved|unclear|unproved"
    r"|follows|agree|disagree|(?:can(?: ?not|'t)|cannot) (?:be )?\w+|not (?:known|sure|certain|enough information)"
    r"|undeterminable|unknowable|agreed|evaluate|assess|judge|discuss|decide|is (?:it|that|this) (?:so|true"
    r"|right|correct)"
    r"|impossible to (?:say|tell)|what do you (?:say|think)|what say you|which is it)"
)
_TAIL = re.compile(
    rf"[\s,;.]*(?:[-–—:>→(]+|,|\.\.\.|…|->)\s*(?:is (?:this|that|it) |are you |would that be |am i )?"
    rf"{_TRUTH}(?:(?:\s*(?:[,/|]|or\b|and\b))+\s*{_TRUTH})*\s*[)?.!]*\s*$",
    re.IGNORECASE,
)
_TAG = re.compile(
    r",\s*(?:(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|must|should|may)(?:n't| not)?"
    r" (?:it|he|she|they|there|we|you)(?: not)?|right|no|yes|correct|true|or (?:not|is it|does \w+))\s*\?\s*$",
    re.IGNORECASE,
)
_ONLY = re.compile(
    rf"^(?:so[, ]+|now[, ]+|and[, ]+)?(?:(?:is|are|was|does|do|would|can|could|must|should|am|how|what|which|who)\b"
    rf"[^\"]{{0,90}}\b(?:(?<!\b(?:in|on|at) )(?:this|that)|it|i"
    rf"|the (?:following|above|statement|claim|conclusion|sentence|inference|argument)"
    rf"|you(?: rate| say| call| judge)?)\b(?![^?]{{0,90}}\bthat \w+ \w+ \w+)[^\"?]{{0,60}}\?"
    rf"|{_TRUTH}(?:(?:\s*(?:[,/|]|or\b|and\b))+\s*{_TRUTH})*\s*[?.!:]*"
    rf"|(?:evaluate|assess|judge|decide|classify|verdict|answer|discuss|your verdict|choose|pick)\b[^\"]{{0,60}})$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"^(?:(?:so|now|then|and|hence|therefore|thus|finally|given (?:only |just )?(?:this|that|these|all "
    r"this)[^,]{0,40}|from (?:this|these|the"
    r" above)[^,]{0,30}|on this basis|in that case),? )*"
    r"(?:(?:is|are|was|would|does|do|did|can|could|may|must|should|shall|will|has|have)\b[^.\"?]{0,90}?"
    r"|i (?:\w+ )?|we (?:\w+ )?|one (?:\w+ )?|consider |evaluate |assess |judge |decide |determine |check |take "
    r"|it |say |suppose"
    r" |prove |show |verify |test |someone \w+ |somebody \w+ |my (?:friend|colleague|guess|claim)\w* (?:\w+ ){0,2})"
    r"[^.\"?]{0,60}?\b(?P<w>that|whether|if)\b,? (?P<q>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_REPORTED = re.compile(
    r"^(?:\w[\w.'-]* ){1,5}?(?:submits?|argues?|claims?|says?|said|concludes?|asserts?|maintains?|contends?"
    r"|believes?|thinks?|suggests?"
    r"|insists?|infers?|alleges?|holds?|states?|reckons?|wrote|writes?|remarks?|notes?|deduces?|guess(?:es)?) "
    r"that (?P<q>\S+ \S+ .+)$",
    re.IGNORECASE | re.DOTALL,
)
_JUDGING = re.compile(
    r"\b(?:claim|conclu\w+|true|false|follow\w*|shown|consequence|say|said|infer\w*|dedu\w+|derive\w*|case"
    r"|statement|hold\w*"
    r"|certain|correct|right|prove[dn]?|establish\w*|know\w*|assum\w+|assert\w*|entail\w*|impl\w+|guarantee\w*"
    r"|possible|sure"
    r"|fair|safe|fact|idea|hypothesis|proposition|tell|mean|agree|accept|believe|think|decide|judge|determine"
    r"|check|evaluate"
    r"|assess|verify|consider|deny|doubt|clear|evident|warrant\w*|justif\w+|suggest\w*)\b",
    re.IGNORECASE,
)
_LED = re.compile(
    r"^(?:(?:so(?! (?:long|far|is|are|do|does|did|can|was|were|has|have|will|must|that)\b)|then|therefore|hence"
    r"|thus|and|now|finally|consequently|accordingly|it follows(?: that)?|we (?:can )?conclude"
    r"(?: that)?|in that case|as a result|given (?:all )?(?:this|that|these facts))\b[,:]? *)+(?=\S+ \S)",
    re.IGNORECASE,
)
_FOLLOWS = re.compile(
    r"\bfollows?\b|\b(?:conclude|infer|deduce|derive)d?\b|\bentail|\bimpl(?:y|ied)\b|\bconsequence\b", re.IGNORECASE
)
_QUOTE = re.compile(r'["“]([^"”“]{6,400})["”]')
_SINGLE = re.compile(r"(?<=[\s:(])['‘]([^'‘’\n]{3,200}(?:'\w[^'‘’\n]{0,200})?)['’](?=[\s.?!,:)]|$)")
_VERBAL = re.compile(
    r"\b(?:is|are|was|were|has|have|had|do|does|did|can|could|may|might|must|will|would|should|not"
    r"|[a-z]{2,}(?:s|ed|en))\b"
)
_ASIDE = re.compile(r"^\(.*\)[.?!]?$", re.DOTALL)
_LEVELS = 3


def framed(text: str) -> Asked | None:
    """Premises and statement of a text whose options are truth values; `None` if no statement is left over."""
    body = _SINGLE.sub(r'"\1"', inline(text)[0]).strip()
    body = re.sub(r"\s*(?:\.\.\.|…)\s*$", "", body)
    if (quoted := _quoted(body)) is not None:
        return quoted
    said = split(body)
    late: list[str] = []
    while len(said) > 1 and _ASIDE.match(said[-1]) and not _only(said[-1].strip("()")):
        late.insert(0, said.pop().strip("()"))
    frames: list[str] = []
    while len(said) > 1 and len(frames) < _LEVELS and (_only(said[-1]) or _empty_label(said[-1])):
        frames.append(said.pop())
    if not said:
        return None
    if said[-1].endswith(")") and said[-1].count("(") < said[-1].count(")"):
        said[-1] = said[-1].rstrip(")")
    query, words = _stripped(said[-1])
    premises = (*said[:-1], *late)
    if not premises or not query:
        return None
    return Asked(premises, query, True, (), False, _FOLLOWS.search(" ".join((*frames, words))) is not None)


def _only(sentence: str) -> bool:
    """Whether a sentence is a frame and no more: `Is this true?`, `How would you rate it?`."""
    if _ONLY.match(sentence) is None or not (_JUDGING.search(sentence) or _FRAME.search(sentence)):
        return False
    clause, label = _CLAUSE.match(sentence), _LABEL.match(sentence)
    return not (clause and len(clause["q"].split()) > 1) and not (label and len(label["q"].split()) > 1)


def _empty_label(sentence: str) -> bool:
    return sentence.rstrip().endswith(":") and _FRAME.search(sentence) is not None and len(sentence) < 90


def _quoted(body: str) -> Asked | None:
    """A statement in quotation marks near the end, with what frames it."""
    found = [m for m in _QUOTE.finditer(body) if len(m[1].split()) > 2 and _VERBAL.search(m[1])]
    if not found:
        return None
    last = found[-1]
    after = body[last.end() :].strip(" .?!")
    start = max((m.end() for m in re.finditer(r"[.?!;][\"')]*\s+|\n", body[: last.start()])), default=0)
    lead = body[start : last.start()].strip()
    near = len(after.split()) < 16 and not (
        after and after[0].islower() and _VERBAL.match(after) and not _FRAME.search(after)
    )
    if not near or (lead and not (_FRAME.search(lead) or lead.endswith((":", ",")))) or len(lead) > 120:
        return None
    premises = tuple(split(body[:start]))
    if not premises:
        return None
    return Asked(premises, bare(last[1]), True, (), False, _FOLLOWS.search(f"{lead} {after}") is not None)


def _stripped(sentence: str) -> tuple[str, str]:
    """The statement that a last sentence frames, and the words of the frame; nothing is looked for in one too long."""
    frame = ""
    if len(sentence) > MAX_SENTENCE:
        return bare(sentence), frame
    for _ in range(_LEVELS):
        before = sentence
        if (m := _TAIL.search(sentence)) and m.start() > 5:
            frame, sentence = f"{frame} {m[0]}", sentence[: m.start()]
        if (m := _TAG.search(sentence)) and m.start() > 5:
            frame, sentence = f"{frame} {m[0]}", sentence[: m.start()]
        if (m := _LABEL.match(sentence)) and _FRAME.search(m["l"]) and len(m["q"].split()) > 1:
            frame, sentence = f"{frame} {m['l']}", m["q"]
        if (m := _CLAUSE.match(sentence)) and _JUDGING.search(sentence[: m.start("q")]) and len(m["q"].split()) > 1:
            frame, sentence = f"{frame} {sentence[: m.start('q')]}", m["q"]
        if m := _REPORTED.match(sentence):
            frame, sentence = f"{frame} {sentence[: m.start('q')]}", m["q"]
        if m := _LED.match(sentence):
            frame, sentence = f"{frame} {m[0]}", sentence[m.end() :]
        if sentence == before:
            break
    plain = bare(sentence)
    return (f'"{plain}' if plain.count('"') % 2 and sentence.strip()[:1] in '"“' else plain), frame
