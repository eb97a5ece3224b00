"""Orders to the machine that stand inside a question: they are passed over. Knows their wording, and no science."""

import re

_STARTS = (
    r"(?:please\s+|now\s+|then\s+|just\s+)*(?:ignore|disregard|forget|override|skip)\s+(?:all\s+|any\s+|everything\s+)?"
    r"(?:of\s+)?(?:the\s+|this\s+|that\s+|these\s+|your\s+|my\s+)*(?:above|previous|prior|preceding|earlier|question|rest|instructions?"
    r"|text|task|rules?|system|everything|calculation|numbers?|data)\b"
    r"|(?:please\s+)?(?:always\s+|simply\s+|just\s+)?(?:say|answer|reply|respond|output|print|write|report|return|claim|state)\s+"
    r"(?:only\s+|simply\s+|just\s+)?(?:that\s+the\s+(?:\w+\s+)?(?:answer|result|value|speed)\s+is|with\s+(?:the\s+)?(?:number\s+)?[-\d]|[-\d\"'“])"
    r"|set\s+(?:the\s+)?(?:status|value|answer|confidence|result|choice|unit)\b"
    r"|(?:system|assistant|developer|admin)\s*(?:note|message|prompt|override)?\s*:"
    r"|you\s+(?:must|should|shall|are\s+now|will)\s+(?:now\s+)?(?:answer|say|reply|output|report|return|a\s|an\s|ignore|in)"
    r"|the\s+(?:correct|right|true|expected|only\s+acceptable)\s+answer\s+(?:is|was|should\s+be|must\s+be)\s"
)
_ORDER = re.compile(
    rf"(?:(?<=[.!?;:\n)}}\]>\"”])|^)\s*[\"“'(\[]*(?:{_STARTS})[^?!\n]*?(?:[!?\n]|\.(?!\d)|$)", re.IGNORECASE
)
_MARKUP = re.compile(
    r"<\s*(?P<tag>answer|system|assistant|tool|result|output|script|instructions?)\b[^<>]{0,80}>[^<]{0,300}"
    r"(?:<\s*/\s*(?P=tag)\s*>|$)|<\s*/?\s*(?:question|answer|system|assistant|user|tool|result|output|prompt)\b[^<>]{0,80}>"
    r"|\{\{[^{}]{0,80}\}\}|\[\s*/?\s*(?:INST|SYSTEM|SYS)\s*\]",
    re.IGNORECASE,
)
LONGEST = 20_000


def passed_over(text: str) -> str:
    """The text with every order blanked out, places unchanged; the text itself if nothing else would be left."""
    if len(text) > LONGEST:
        return text
    heard = _ORDER.sub(_blank, _MARKUP.sub(_blank, text))
    return heard if re.search(r"\w", heard) else text


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"\S", " ", found.group())
