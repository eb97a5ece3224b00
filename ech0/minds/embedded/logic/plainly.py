"""What a question asks in other forms than `does it follow that`, in that form. Knows wordings and no grammar.

A question whether something is forced, certain or meant asks whether it follows; `any` in a question is `some`; whoever
is a smoker smokes, where a text has both words.
"""

import re

from ech0.minds.embedded.logic.sentences import split

_OPEN = r"(?:(?:so|then|now|and|therefore|hence)\b,? *)*"
_NAMED = r"(?:the |this |that |his |her |their )"
_CONCLUDED = re.compile(
    rf"^{_OPEN}(?:[a-z]+|[A-Z]\w+|a friend|an? \w+) (?:then |therefore |thus )?"
    r"(?:concludes?|infers?|deduces?|argues?)(?: from (?:this|that|these))? that (?P<q>.+?)[.]$",
    re.IGNORECASE,
)
_FORCED = re.compile(
    rf"^{_OPEN}(?:is|was) {_NAMED}(?:conclusion|inference|deduction) "
    r"(?:really |logically |actually )?(?:forced|guaranteed|compelled|justified|warranted|valid|sound)"
    r"(?: (?:by|from|on|given) (?:the|these|those|what)[^?]{0,40})?\?$"
    rf"|^{_OPEN}(?:does|do) (?:that|this|the conclusion|his conclusion|her conclusion) "
    rf"(?:really |logically )?follow(?: from[^?]{{0,40}})?\?$",
    re.IGNORECASE,
)
_MEANT = re.compile(
    rf"^{_OPEN}(?:does (?:that|this|it)(?: then| really| necessarily)? mean(?: that)?"
    rf"|is it (?:therefore |then )?(?:certain|sure|guaranteed|inevitable|bound to be true)(?: that)?)"
    r" (?P<q>\S+ \S.*)\?$",
    re.IGNORECASE,
)
_THERE = re.compile(rf"^{_OPEN}must there (?:then )?be (?P<q>(?:an?|some) .+)\?$", re.IGNORECASE)
_ANY = re.compile(
    rf"^(?P<h>{_OPEN}(?:is|are|was|were|does|do|did|has|have)) any (?!more\b|longer\b|one\b)(?P<r>.+\?)$", re.IGNORECASE
)
_PLACED = re.compile(
    r"^(?P<s>[a-z]+ (?:in|on|at|of|from) (?:this|that|the|my|our|his|her|their) [a-z]+) (?P<p>(?:not )?[a-z]+)\?$"
)
_AGENT = re.compile(
    r"\b(?P<be>is|are)(?P<no>n't| not)?(?: an?)? (?P<noun>(?P<root>[a-z]{2,}?)ers?)(?=[.,;?!]|$| and\b| or\b)"
)


_TO = re.compile(r"\b(?:came|comes?) (to the [a-z]+)(?=[.,;?]|$)")
_CAME = re.compile(r"\b(?:came|comes?)\b(?=[.,;?]|$| (?:only )?if\b)")
_ALONE = re.compile(
    r"(?:^|[.,;:?!] |\b(?:an?|the|no|every|each|all|some|any|are|is|not|many|most|few|only) )([a-z]{3,}ers?)\b"
)


def plainly(text: str) -> str:
    """The text with its question in the plain form; the same text if it has none of these forms."""
    said = split(text)
    if len(said) < 2:
        return text
    last = said[-1]
    if len(said) > 2 and _FORCED.match(last) and (told := _CONCLUDED.match(said[-2])):
        said[-2:] = [_follows(told["q"])]
    elif (found := _MEANT.match(last)) or (found := _THERE.match(last)):
        there = "there is " if found.re is _THERE else ""
        said[-1] = _follows(f"{there}{found['q']}")
    elif found := _ANY.match(last):
        said[-1] = f"{found['h']} some {found['r']}"
        if placed := _PLACED.match(found["r"]):
            said[-1] = _follows(f"some {placed['s']} {found['h'].split()[-1].lower()} {placed['p']}", sure=False)
    else:
        return _habits(text)
    return _habits(" ".join(said))


def _follows(statement: str, *, sure: bool = True) -> str:
    return f"{'Does it follow' if sure else 'Is it true'} that {re.sub(r'^(?:then |therefore )', '', statement)}?"


def _habits(text: str) -> str:
    """`Is a smoker` as `smokes`, where the text has the verb too; whoever came, came where the others did."""
    if len(where := set(_TO.findall(text))) == 1:
        text = _CAME.sub(rf"\g<0> {where.pop()}", text)
    words = set(re.findall(r"[a-z]+", text.lower()))

    def habit(m: re.Match[str]) -> str:
        verb = _verb(m["root"], words)
        if not verb:
            return m[0]
        if m["no"]:
            return f"{'does' if m['be'] == 'is' else 'do'} not {verb}"
        return f"{verb}s" if m["be"] == "is" else verb

    return _AGENT.sub(habit, text)


def habitual(text: str) -> str:
    """A noun for whoever does something that the text has a verb for as well; `""` if there is none."""
    words = set(re.findall(r"[a-z]+", text.lower()))
    nouns = sorted({m[1] for m in _ALONE.finditer(text.lower())})
    return next((n for n in nouns if _verb(re.sub(r"ers?$", "", n), words)), "")


def _verb(root: str, words: set[str]) -> str:
    """The verb that a noun in `-er` is made from, if the text has it: `smok` from `smoke`, `swimm` from `swim`."""
    forms = (root, f"{root}e", root[:-1] if len(root) > 3 and root[-1] == root[-2] else "")
    return next((f for f in forms if f and {f, f"{f}s"} & words and len(f) > 2), "")
