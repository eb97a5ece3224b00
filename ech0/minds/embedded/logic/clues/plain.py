"""Wordings of clues in plainer ones, on sentences whose names are marks. Knows no world.

Each rewrite keeps the meaning in every puzzle: where a thing is told from, numbers that are lower, ends of a row,
neighbours on a side, who or what a sentence opens with.
"""

import re

from ech0.minds.embedded.logic.clues.ways import ways
from ech0.minds.embedded.logic.clues.words import K

_T = r"@\d+(?: 's)?(?: (?:place|seat|number|house|floor|room|position|score|[a-z]+ number))?"
_RULES = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (rf"(?: 's)?(?: [a-z]+)? number (?:is|was) (?P<h>exactly |just )?(?P<k>{K}) (?:lower|smaller|less) than", r" is \g<h>\g<k> places before"),
        (rf"(?: 's)?(?: [a-z]+)? number (?:is|was) (?P<h>exactly |just )?(?P<k>{K}) (?:higher|greater|larger|bigger|more) than", r" is \g<h>\g<k> places after"),
        (r"(?: 's)?(?: [a-z]+)? number (?P<is>is|was)(?P<n> not)? (?:lower|smaller|less) than", r" \g<is>\g<n> lower-numbered than"),
        (r"(?: 's)?(?: [a-z]+)? number (?P<is>is|was)(?P<n> not)? (?:higher|greater|larger|bigger) than", r" \g<is>\g<n> higher-numbered than"),
        (r"(?: 's)?(?: [a-z]+)? number (?:is|was) (?=(?:exactly )?(?:twice|double|half|three times))", " is "),
        (r"\b(?:has|have|had|in|on|is|takes|took) (?:a|the) (?P<w>lower|higher)(?:-numbered| numbered)? [a-z]+(?: number)? than\b", r"is \g<w>-numbered than"),
        (r"\b(?P<x>earlier|later) (?:in|on) (?:the|that|this) [a-z]+ (?=than)", r"\g<x> "),
        (r"\b(?:a |an )?(?P<x>earlier|later) (?:day|time|slot|month|year|week|date|hour)(?: one)? than\b", r"\g<x> than"),
        (r"\b(?:farther|further) (?:to the )?(?P<s>left|right) than\b", r"to the \g<s> of"),
        (r"\b(?:sits |is |was |sat )?next to (?P<t>@\d+)(?: ,)? on (?:(?P=t) 's|his|her|the|their) (?P<s>left|right)(?: side| hand side)?\b", r"is immediately to the \g<s> of \g<t>"),
        (r"\b(?P<n>immediately |directly |just |right |two places |three places |one place )?(?:to|on) (?P<t>@\d+) 's (?P<i>immediate )?(?P<s>left|right)(?:[ -]?hand)?(?: side)?\b", r"\g<n>\g<i>to the \g<s> of \g<t>"),
        (r"\bto the immediate (?P<s>left|right) of\b", r"immediately to the \g<s> of"),
        (r"\bimmediate to the (?P<s>left|right) of\b", r"immediately to the \g<s> of"),
        (r"\b(?:immediately|directly) (?:anti-?clockwise|counter-?clockwise) (?:of|from)\b", "immediately to the right of"),
        (r"\b(?:immediately|directly) clockwise (?:of|from)\b", "immediately to the left of"),
        (r"(?P<a>@\d+)(?: [a-z]+)? (?:at |on )?(?:one|an|either) end(?: of [a-z ]+)?(?: ,)? (?:and|with|while) (?P<b>@\d+)(?: [a-z]+)? (?:at |on )?the other(?: end)?(?= |$)", r"\g<a> and \g<b> are at opposite ends"),
        (r"\b(?P<r>before|after|above|below|behind|opposite|beside|next to) (?P<t>@\d+) 's$", r"\g<r> \g<t>"),
        (r"^(?:only (?:one )?(?P<t>@\d+) (?P<v>is|was|sits|finished|came|arrived) (?P<r>.+))$", r"exactly one person \g<v> \g<r> , and \g<t> \g<v> \g<r>"),
        (r"\bwas beaten only by (?P<t>@\d+)$", r"was second , and \g<t> was first"),
        (r"\b(?:won|wins|win)(?: the (?:race|event|competition|contest))?(?= |$)", "is first"),
        (r"\b(?:came|finished|arrived|was|is|goes|went|comes)(?: in| home)? (?=(?:first|second|third|fourth|fifth|sixth|seventh|last)\b)", "is "),
        (r"\bat the (?:head|front|start|beginning|top) of the (?:queue|line|row|list)\b", "is first"),
        (r"\b(?:at the (?:back|rear|end|tail)|at the very end) of the (?:queue|line|list)\b", "is last"),
        (r"\b(?P<x>earlier|later) (?P<y>than)\b", r"\g<x> \g<y>"),
        (r"\boutweighs\b", "weighs more than"),
        (r"\b(?:had|has|got|gets|took|takes|have) the (?P<w>highest|lowest|best|worst|most|least|fewest)(?: (?!of\b)[a-z]+)?(?= |$)", r"is the \g<w>"),
        (r"\b(?:earn|earned|scores?|scored|weighs?|weighed|costs?|paid|sold|sells|read) the (?P<w>(?:second |third |fourth )?(?:most|least|fewest|highest|lowest))(?: [a-z]+)?(?= |$)", r"is the \g<w>"),
        (r"\b(?:clockwise|going clockwise|moving clockwise) ,? ?", ""),
        (r"(?P<a>@\d+) (?:is|was) (?:immediately |directly )?followed by (?P<b>@\d+)", r"\g<b> is immediately after \g<a>"),
        (rf"\bthe (?P<n>second|third|fourth|fifth) of (?:the )?{K}(?: [a-z]+)? ,? ?counting from the (?P<w>[a-z]+est)\b", r"the \g<n> \g<w>"),
        (r" only (?P<v>[a-z]+) (?:if|when) ", r" \g<v> only if "),
        (r"\b(?:at|in) (?:the )?(?:very )?start\b", "first"),
        (r"\b(?:at|in) (?:the )?very end\b", "last"),
        (r"^(?:then )?there (?:is|are)(?: also)? @\d+(?: and @\d+)? , and ", ""),
        (r"\b(?:on|in) (?P<o>@\d+) 's (?P<b>bench|side|row|sofa)\b", r"on the same \g<b> as \g<o>"),
        (r"\bis is\b", "is"),
        (r"\bis (?P<n>not )?is\b", r"is \g<n>"),
        (r"\b(?:i|we) (?:will )?(?:be )?(?:doing|do|have|am doing|am having)\b", "is"),
    )
)  # fmt: skip
_CHOSEN = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (r"^(?P<x>@\d+) only if", r"\g<x> is chosen only if"),
        (r"\bthere (?:is|are) (?P<x>@\d+)(?: too| as well)?$", r"\g<x> is chosen"),
        (r"^(?P<x>@\d+) and (?P<y>@\d+) (?:be |are )?the (?:two|pair)\b.*$", r"\g<x> and \g<y> both chosen"),
        (r"^(?:the|a) (?:team|pair|committee|group|selection|panel|crew) (?:be |is |consists? of |are )?(?P<l>@\d+(?: , @\d+)*(?: ,)? and @\d+)$", r"\g<l> are chosen"),
        (r"\bhas to be on it\b|\bmust be on it\b|\bis on it\b", "is chosen"),
        (r"\bis a must\b|\bhas to (?:come|go|be there)\b", "is chosen"),
        (r"\bis not on it\b|\bis (?:out|left out|away|unavailable|not available|left behind|dropped|excluded|ruled out)(?=$| ,)|\bstays (?:at )?(?:home|behind|away)\b|\b(?:can not|does not|will not) make it\b", "is not chosen"),
        (r"(?P<x>@\d+) (?P<n>will not|does not|can not) [a-z]+ without (?P<y>@\d+)", r"if \g<x> is chosen then \g<y> is chosen"),
        (r"(?P<x>@\d+) and (?P<y>@\d+) (?:(?:is|are|do|does|will|can|must|may) not|refuse to|have quarrelled and will not|does not) (?:both )?(?:be )?(?:[a-z]+ )?(?:on the (?:team|panel|jury|committee) )?(?:together|both|with (?:each other|one another)|in combination)(?: [a-z]+)?$", r"\g<x> and \g<y> not both chosen"),
        (r"(?P<x>@\d+) and (?P<y>@\d+) (?:(?:is|are|do|does|will|can|must|may) not) both (?:be )?[a-z]+$", r"\g<x> and \g<y> not both chosen"),
        (r"(?P<x>@\d+) (?:is|do|does|will|can|must|may) not (?:be )?[a-z]+ (?:together )?with (?P<y>@\d+)$", r"\g<x> and \g<y> not both chosen"),
        (r"(?P<x>@\d+) and (?P<y>@\d+) (?:are )?(?:not|does not) together$", r"\g<x> and \g<y> not both chosen"),
        (r"(?P<x>@\d+) and (?P<y>@\d+) (?:go|come|serve|are chosen|are) (?:either )?(?:both or (?:neither|not at all)|both in or both out)$", r"\g<x> is chosen if and only if \g<y> is chosen"),
    )
)  # fmt: skip
"""Wordings of who is chosen, left out, and with whom."""
_LED = re.compile(r"^(?:at|in|on|of|out of|among|from|for|during|along|behind|round|around|counting|counted|seen|viewed|looking|reading|going|lined up|listed|ranked) (?P<w>[^@,]{2,50}) , (?:numbered 1 to \d+ , |with [^@,]{2,30} , )?(?=@|the |both |neither |either |exactly |only )")
_COUNTING = re.compile(r" ,? ?(?:if |when )?(?:counting|counted|numbered|going|reading|seen|looking) from (?:the )?(?:left|front|top|start|first)(?: to (?:the )?[a-z]+)?$")
_TAIL = re.compile(rf" (?:of (?:the |all )?{K}(?: [a-z]+)?|of them|in this story|of all|among (?:them|the [a-z]+)|in the end|over the line|in the (?:race|queue|row|order|line|exam|test|ranking|final))$")
_TELLING = re.compile(r"\b(?:not|never|if|unless|only|each|every|all|before|after|same|different|first|last|second|third|next|between|left and|than)\b")


def plain(said: str, *, chosen: bool = False) -> str:
    """The sentence in plainer words; `chosen`: some of the things are chosen, and nothing else is asked."""
    said = _COUNTING.sub("", said)
    led = _LED.match(said)
    if led and not _TELLING.search(led["w"].replace("first to last", "").replace("from first", "")):
        said = said[led.end() :]
    said = said if chosen else ways(said)
    for pattern, other in (*_RULES, *(_CHOSEN if chosen else ())):
        said = pattern.sub(other, said)
        said = " ".join(said.split())
    return _TAIL.sub("", said)
