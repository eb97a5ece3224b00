"""Idioms of order in plain words: medals, ends, who comes after all others. Knows no scene and no grammar.

Each rewrite keeps the meaning in every text of an order; where a word may mean something else the whole text decides.
"""

import re
from collections.abc import Sequence

_MEDALS = {"gold": "first", "silver": "second", "bronze": "third"}
_WON = (
    r"(?:won|wins?|took|takes?|got|gets?|claimed|claims|earned|earns|received|receives|secured|collected|bagged|landed)"
)
_MEDAL = r"(?:the |a )?(?P<{}>gold|silver|bronze)(?: medal)?"
_MEDALLED = re.compile(
    rf"\b{_WON} (?P<not>neither |either )?{_MEDAL.format('a')}(?P<or> n?or {_MEDAL.format('b')})?\b", re.IGNORECASE
)
_COLOURS = re.compile(
    r"\bgold, (?:\w+, )*(?:and |or )?(?:silver|bronze)\b|\b(?:ring|watch|coin|crown)s?\b", re.IGNORECASE
)
_NAME = r"(?:the |[A-Z])[\w'-]*(?: [\w-]+)?"
_COUNT = r"(?:two|three|four|five|six|seven|eight|nine|ten)"
_NTH = r"(?:first|second|third|fourth|fifth|sixth|seventh|last)"
_FRAME = r"(?:it is (?:also )?(?:known|given|clear|certain|established)|we (?:also )?know|you (?:also )?know) that "
_RULES = tuple(
    (re.compile(pattern, flags), said)
    for pattern, said, flags in (
        (rf"\b{_WON} (?P<n>{_NTH}) (?:place|prize|spot)\b", r"was \g<n>", re.IGNORECASE),
        (r"\b(?:was )?(?:the )?runner-up\b", "was second", re.IGNORECASE),
        (r"\b(?:did not|didn't|did n't) win\b", "was not first", re.IGNORECASE),
        (r"^whose (?!@)[a-z]+ (?=(?:is|was|has|had|comes?|came|stands?|stood|sits?|sat|finishe[sd]|goes|went|hangs?)\b)",
         "Who ", re.IGNORECASE),
        ((rf"^(?P<a>{_NAME})(?: [a-z]+)? (?:at |on )?one end(?: of [a-z ]+)?,? (?:and|with|while|but) (?P<b>{_NAME}?)"
         r"(?: (?:is|sits|stands|was|sat|stood|hangs|being))? (?:at |on )?the other(?: end)?(?=[,.;]|$)"),
         r"\g<a> and \g<b> are at opposite ends", 0),
        ((r"\b(?P<v>has|have|had|holds?|got|gets?) the (?:top|highest|best)(?: (?:rating|score|mark|grade|result|rank"
         r"|total|place|position|spot))\b"), "is first", re.IGNORECASE),
        ((r"\b(?P<v>has|have|had|holds?|got|gets?) the (?:bottom|lowest|worst)(?: (?:rating|score|mark|grade|result|rank"
         r"|total|place|position|spot))\b"), "is last", re.IGNORECASE),
        ((rf"\b(?P<in>(?:in|of|on|at|along) (?:a|the|this|that) (?:[a-z]+ )?(?:row|line|queue|street|bench|shelf|table|list"
         rf"|race|stack|pile|building|block|ranking|column|rack|field|group|convoy|train|terrace)) of {_COUNT}(?: [a-z]+)?"
         r"\b(?=[,.]|$)"), r"\g<in>", re.IGNORECASE),
        (rf"^{_FRAME}", "", re.IGNORECASE),
        ((r"\b(?P<far>nearer|closer|farther|further) (?:to |from )?(?:the |a |an )?(?!front|back|left|right|top|bottom|start|end"
         r"|beginning|along|up|down|to)[a-z]+ than\b"), r"\g<far> than", re.IGNORECASE),
        ((r"\b(?P<far>nearest|closest|farthest|furthest) (?:to|from) (?:the )?(?!front|back|left|right|top|bottom|start|end"
         r"|beginning)[a-z]+\b"), r"\g<far>", re.IGNORECASE),
        (r"\bground floor\b", "bottom floor", re.IGNORECASE),
        (r"\b(?:earns?|earned|scores?|scored) the most(?=[.,;?]|$)", "is first", re.IGNORECASE),
        (r"\b(?:earns?|earned|scores?|scored) the (?P<n>second|third|fourth)[ -]most(?=[.,;?]|$)", r"is \g<n>", re.IGNORECASE),
        (r"\b(?:earns?|earned|scores?|scored) the (?:least|fewest)(?: points)?(?=[.,;?]|$)", "is last", re.IGNORECASE),
        (r"\bweighs? the (?P<n>(?:second|third|fourth)[ -])?most(?=[.,;?]|$)", r"is the \g<n>heaviest", re.IGNORECASE),
        (r"\bweighs? the (?P<n>(?:second|third|fourth)[ -])?least(?=[.,;?]|$)", r"is the \g<n>lightest", re.IGNORECASE),
        (r"\bcosts? the (?P<n>(?:second|third|fourth)[ -])?most(?=[.,;?]|$)", r"is the \g<n>dearest", re.IGNORECASE),
        (r"\bcosts? the (?P<n>(?:second|third|fourth)[ -])?least(?=[.,;?]|$)", r"is the \g<n>cheapest", re.IGNORECASE),
        ((r"^(?P<l>(?:Of|Among|From|Out of) [^.]*?\b(?:and|or) (?:the )?[A-Z]\w*) (?=(?:exactly|only|just|at least|at most)"
          r" (?:one|two|three|four|five)\b)"), r"\g<l>, ", 0),
        (r"\b(?P<v>is|was|came|stands|finished|ranks|ranked) (?P<e>top|bottom)(?=[,.;]|$)", r"\g<v> at the \g<e>", re.IGNORECASE),
        (r"\b(?:is not|isn't|was not|wasn't) (?P<a>(?:on|in|at) [^,]+?|[^ ,]+),? and (?:(?:it|he|she) )?(?:is not|isn't|was not|wasn't) (?P<b>(?:on|in|at) [^,]+?|[^ ,]+)(?=[.]?$)",
         r"is neither \g<a> nor \g<b>", re.IGNORECASE),
        ((r"\b(?:has|have|had|takes?|took|occupies|is (?:at|on)|sits (?:at|on)|stands (?:at|on)) the (?P<s>left|right)(?:-hand| hand)?"
          r" (?:end|seat)(?=[,.;]|$)"), r"is \g<s>most", re.IGNORECASE),
        (r"\b(?:right|directly) (?:beside|alongside)(?= )", "next to", re.IGNORECASE),
        (r"\bright (?=next to\b)", "", re.IGNORECASE),
        (r"\bthe very (?=(?:first|last)\b)", "", re.IGNORECASE),
        (r"\bstraight (?=(?:after|before|behind|ahead of)\b)", "immediately ", re.IGNORECASE),
        ((r"(?P<c>, (?:and )?)(?P<a>(?:the )?[A-Z][\w-]*) (?P<p>(?:immediately |directly |just )?(?:before|after|behind|ahead of|above|below))"
          r" (?P<b>(?:the )?[A-Z][\w-]*)(?=[,.;]|$)"), r"\g<c>\g<a> is \g<p> \g<b>", 0),
        (rf"^(?P<a>{_NAME}) (?:is not|isn't) (?P<p>[^,.;]+?),? (?:and )?(?:neither|nor) is (?P<b>{_NAME})(?=[.]?$)",
         r"\g<a> is not \g<p> and \g<b> is not \g<p>", 0),
        (r"^(?P<r>(?:[Aa]round|[Rr]ound|[Aa]t) an? (?:\w+ )?table)(?: for (?:two|three|four|five|six|seven|eight))? (?P<v>sit|sat|are sitting) (?P<w>[A-Z].*?)(?:, one (?:to|at|on) each side)?(?=[.]?$)",
         r"\g<w> \g<v> around a table", 0),
        (r"\b(?:is|are|was|sits|sitting) facing (?=[A-Z])", "is opposite ", 0),
        (r"\bwesternmost\b|\bfurthest west\b", "leftmost", re.IGNORECASE),
        (r"\beasternmost\b|\bfurthest east\b", "rightmost", re.IGNORECASE),
        (r"\b(?P<n>immediately |directly |just |somewhere )?(?:to the )?west of\b", r"\g<n>to the left of", re.IGNORECASE),
        (r"\b(?P<n>immediately |directly |just |somewhere )?(?:to the )?east of\b", r"\g<n>to the right of", re.IGNORECASE),
        (r"(?<![\w'])'(?P<w>[A-Za-z][\w-]*)'(?![\w'])", r"\g<w>", 0),
        ((r"\b(?P<nth>first|second|third|fourth|fifth) (?:if|when) (?:they are |they're |you )?(?:listed|ranked|arranged|ordered|lined up"
         r"|sorted|put in order)(?: in order)?(?: from)? (?:the )?(?P<w>[a-z]+est) (?:first|to (?:the )?[a-z]+est)\b"), r"the \g<nth> \g<w>", re.IGNORECASE),
        (r"\bfollowed (?:at once|straight away|immediately|directly) by\b", "immediately followed by", re.IGNORECASE),
        (r"\b(?:wants|asks for|asked for),? and gets,? ", "gets ", re.IGNORECASE),
        (r"\b(?:the )?(?:[a-z]+ )?numbered (?P<k>one|two|three) (?:higher|more|above) than\b", r"exactly \g<k> places after", re.IGNORECASE),
        (r"\b(?:the )?(?:[a-z]+ )?numbered (?P<k>one|two|three) (?:lower|less|below) than\b", r"exactly \g<k> places before", re.IGNORECASE),
        (r"^(?P<a>[A-Z]\w+)(?P<x> .*) (?P<b>[A-Z]\w+), (?:and|but) both (?P<y>.*)$",
         r"\g<a>\g<x> \g<b>, and \g<a> and \g<b> both \g<y>", 0),
        (r"\bthe next (?:[a-z]+ ){1,2}after\b", "immediately after", re.IGNORECASE),
        (r"\bon top of the (?:stack|pile|heap)\b|\batop the (?:stack|pile|heap)\b", "at the top", re.IGNORECASE),
        (r"\b(?:refuse[sd]?|decline[sd]?) to\b", "do not", re.IGNORECASE),
        (r"\b(?:insists?|insisted) (?:on|upon) (?=[a-z]+ing\b)", "", re.IGNORECASE),
        (r"\bsandwiched (?=between)", "immediately ", re.IGNORECASE),
        (r"\b(?:brings?|brought) up the rear\b|\b(?:came|comes|is|was) dead last\b", "is last", re.IGNORECASE),
        ((r"\b(?:crossed|crosses) the (?:finish |finishing )?line (?=first|second|third|fourth|fifth|last|before|after"
         r"|ahead|just|immediately|right)"), "finished ", re.IGNORECASE),
        (r"\bis (?:flanked by|flanked on either side by) ", "is immediately between ", re.IGNORECASE),
        ((r"\b(?P<v>is|was|are|were|finished|came|sits|stands|ranks|stood|sat|works|speaks|arrived) (?P<r>immediately|directly"
         r"|just|right|straight) (?P<s>behind|after|before|ahead of|in front of|above|below) (?=[A-Z])"),
         r"\g<v> immediately \g<s> ", 0),
    )
)  # fmt: skip


_LETTERS = re.compile(
    r"\b(?P<how>labelled|labeled|lettered|called|named|marked|tagged|known as|designated) (?P<a>[A-Z]) (?:through|to|–|-) (?P<b>[A-Z])\b"
)


def _lettered(m: re.Match[str]) -> str:
    """`labelled U through Z` letter by letter."""
    row = [chr(c) for c in range(ord(m["a"]), ord(m["b"]) + 1)]
    return f"{m['how']} {', '.join(row[:-1])} and {row[-1]}" if 2 < len(row) < 12 else m[0]


def plainer(said: Sequence[str]) -> list[str]:
    """The sentences of a text without idioms."""
    said = [_LETTERS.sub(_lettered, s) for s in said]
    text = " ".join(said)
    medals = _MEDALLED.search(text) and not _COLOURS.search(text)
    out = []
    for sentence in said:
        words = _MEDALLED.sub(_placed, sentence) if medals else sentence
        for pattern, plain in _RULES:
            words = pattern.sub(plain, words)
        out.append(words)
    return out


def _placed(m: re.Match[str]) -> str:
    other = f"{'nor' if 'nor' in m['or'] else 'or'} {_MEDALS[m['b'].lower()]}" if m["or"] else ""
    return f"was {m['not'] or ''}{_MEDALS[m['a'].lower()]} {other}".rstrip()
