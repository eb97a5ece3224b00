"""More wordings of clues in plainer ones, on sentences whose names are marks: either side, fragments, comparisons.

Each rewrite keeps the meaning in every puzzle. Knows no world.
"""

import re

_SEAT = r"(?:seat|place|chair|position|spot|end|desk|window seat|aisle seat)"
_WAYS = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (r"(?P<a>@\d+) and (?P<b>@\d+) (?:are|were|sit|sat|stand|stood|is|was|have seats|took seats|seated|are seated|are sitting|are standing)?(?: placed| seated)? ?(?:one )?(?:on |at |to )?(?:either|each|opposite|both) sides? of (?P<c>@\d+)", r"\g<c> is immediately between \g<a> and \g<b>"),
        (r"(?P<c>@\d+) (?:has|had|with) (?P<a>@\d+) (?:on|to|at) (?:one|his|her) (?:side|left|right)(?: of (?:him|her|them|it))?(?: ,)? and (?P<b>@\d+) (?:on|to|at) (?:the other|his right|her right|his left|her left)(?: side)?$", r"\g<c> is immediately between \g<a> and \g<b>"),
        (r"(?P<c>@\d+) (?:is|was|sits|sat|stands|stood) (?:in )?(?:between|amid) (?:the two of them|them|those two)$", r"\g<c> is between them"),
        (rf"\b(?:takes?|took|gets?|got|has|had|have|wants?|is in|sits in|is on|chose|occupies) the (?:far |extreme )?(?P<s>left|right)[ -]hand {_SEAT}(?: seat)?\b", r"is at the \g<s> end"),
        (r"\b(?:takes?|took|gets?|got|has|had|have|sits in|is in|chose|occupies) (?:the |an |one )?(?P<s>end|middle|centre|center) (?:seat|place|chair|position|spot)\b", lambda m: "is at one end" if m["s"] == "end" else "is in the middle"),
        (r"\b(?P<v>(?:sits?|sat|stands?|stood|lives?|is|are|was|be|parks?|finish(?:es|ed)?|came|comes|arrives?|arrived)) (?P<n>one|two|three|four|five) (?P<p>behind|ahead of|in front of|before|after|above|below) (?=@)", r"\g<v> \g<n> places \g<p> "),
        (r"\bcame in (?P<n>one|two|three|four|five) (?:places?|positions?|spots?) (?P<p>behind|ahead of|before|after)\b", r"is \g<n> places \g<p>"),
        (r"\b(?:wants?|needs?|takes?|gets?|got|took|chose|prefers|has|had) an? (?P<x>higher|lower|later|earlier)(?: numbered|-numbered)?(?: [a-z]+)?(?: number)? than\b", r"is \g<x>-numbered than"),
        (r"-numbered than (?P<t>@\d+) (?:does|is|has|was|did)$", r"-numbered than \g<t>"),
        (r"\bcame (?:home |in )?(?P<p>before|after|ahead of|behind)\b", r"is \g<p>"),
        (r"\b(?:was|were|got) beaten by (?P<t>@\d+)", r"is behind \g<t>"),
        (r"\b(?:was|were|is|got) (?:out)?(?:paced|run|overtaken|outrun|outscored) by (?P<t>@\d+)", r"is behind \g<t>"),
        (r"\b(?:defeated|overtook|outran|outpaced|outscored|outranked|outranks|outperformed) (?=@)", "beat "),
        (r"\b(?P<v>left|departed|came|spoke|sang|played|performed|presented|went|was served|was seen|was scanned|was read|opened|started|began|landed|docked|arrived|turned up) (?P<o>first|second|third|fourth|fifth|sixth|last)\b", r"is \g<o>"),
        (r"\bthe (?P<o>first|second|third|fourth|fifth|last) to (?:leave|depart|come|speak|sing|play|perform|present|go|be [a-z]+|open|start|begin|land|dock|arrive|finish|turn up|cross the line|get (?:home|there)|reach [a-z ]{3,12})(?= |$)", r"\g<o>"),
        (r"\b(?:is|was|comes?|came|are) the (?P<u>day|week|month|year|hour) (?P<p>before|after|following) (?P<t>@\d+)", r"is the \g<u> \g<p> \g<t>"),
        (r"\b(?P<v>is|are|was|were|sits?|sat|stands?|stood) (?:right |directly |immediately )?(?:up )?against (?=@)", r"\g<v> next to "),
        (r"\b(?:have|has|took|take|got|use|uses|occupy) [a-z]+s? (?=(?:next to each other|next to one another|side by side|opposite each other)\b)", "are "),
        (r" , both (?=(?:to the|before|after|behind|in front|ahead|above|below|left|right|next|at|in|on)\b)", " , and are "),
        (r"(?P<w>^.*?(?P<a>@\d+)\b.*?) ,? ?with (?P<b>@\d+) (?P<p>next to|beside|opposite|behind|in front of|immediately to the (?:left|right) of|immediately (?:behind|after|before)|right (?:behind|beside|after)|(?:to the |on the )?(?:left|right) of) (?:it|him|her)$", r"\g<w> , and \g<b> is \g<p> \g<a>"),
        (r" ,? ?with (?P<a>@\d+) and (?P<b>@\d+) (?:sitting |standing )?(?:at|on|in) (?:the |either |opposite |both )?(?:two )?ends?(?: seats| places)?(?= |$)", r" , and \g<a> and \g<b> are at opposite ends"),
        (r"^(?:(?:the |all )?[a-z]+ (?:of (?:them|us|these) )?)?(?:are|they are|we are|stand|sit) (?:sitting |standing )?in a (?:row|line|queue) , and ", ""),
        (r"(?P<a>@\d+) (?:sitting|standing|living|being|placed|seated) (?=next|beside|opposite|in|on|at|to|immediately|between|behind)", r"\g<a> is "),
        (r"(?P<w>^.*)(?P<p>@\d+)(?P<x> ,? ?(?:and|but) @\d+ (?:(?:does|do|did|is|was) not )?[a-z]+) there$", r"\g<w>\g<p>\g<x> in \g<p>"),
        (r"(?P<w>^@\d+ (?:hates|dislikes|can not stand|is allergic to) )(?P<p>@\d+) (?:and|so|,) (?:so )?(?:he |she )?(?P<n>(?:does|did|do) not) (?P<v>[a-z]+) it$", lambda m: f"{m['w'].split()[0]} {m['n']} {m['v']} {m['p']}"),
        (r"\b(?:isn 't|is not) anywhere near\b", "is not next to"),
        (r"(?P<a>@\d+) (?:and|&) (?P<b>@\d+) (?P<m>(?:does|do|can|must|will|are|were|is) not )?(?:(?:have|has|want|wants|like|insist|insists|need|needs) to |(?:must|can|will|always|only) )?(?:be )?(?:sit|sat|stand|stood|be|are|seated|placed|sitting|standing|put|kept|parked|side)? ?(?:next to one another|next to each other|side by side|beside each other|beside one another|adjacent|as neighbours)$", r"\g<a> and \g<b> are \g<m>next to each other"),
        (r"\bthere (?:is|was) no (?P<t>@\d+)(?: today| at all)?$", r"\g<t> is not"),
        (r"^(?P<a>@\d+) (?P<m>not )?(?P<p>next to|beside|opposite|in front of|behind|before|after|between|(?:somewhere |immediately |directly |just )?(?:to the )?(?:left|right) of|above|below|in|on|at|first|last) ", r"\g<a> is \g<m>\g<p> "),
    )
)  # fmt: skip


def ways(said: str) -> str:
    """The sentence in plainer words."""
    for pattern, other in _WAYS:
        said = " ".join(pattern.sub(other, said).split())
    return said
