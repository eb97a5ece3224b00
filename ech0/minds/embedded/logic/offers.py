"""Options that are statements, or that complete the question to one: which of them follows. Knows no solver.

`Which must be true?` takes the options as they are; `Who sings?` makes `Ann sings` of `Ann`. The option that is proved
is the answer; `cannot be determined` is, where all was read and none of the others is settled.
"""

import re

from ech0.core.types import Plan, Question, Subproblem
from ech0.minds.embedded.logic import prose, scaffolding, sentences
from ech0.minds.embedded.logic.judgement import taking_back
from ech0.minds.embedded.logic.options import meaning, truths

MAX_OPTIONS = 6
_MUST = re.compile(
    r"\b(?:which|what)\b[^?]{0,60}?\b(?:must(?: also)? be (?:true|so|the case)|(?:has|have) to be (?:true|so)"
    r"|(?:definitely |certainly |necessarily |"
    r"logically )?follows?|can (?:be|we|you|safely be) (?:safely |validly |logically )?(?:concluded?|inferr?(?:ed)?"
    r"|deduced?)"
    r"|is (?:certainly|definitely|necessarily|guaranteed(?: to be)?) true|(?:is|are) (?:true|correct|guaranteed"
    r"|entailed|implied)"
    r"|do (?:we|you) know(?: for (?:certain|sure))?)\b",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(
    r"\b(?:not|n't|false|could|might|may|possibl[ey]|except|cannot|least|most likely)\b", re.IGNORECASE
)
_ABOUT = re.compile(
    r"^(?:so |then |and )?what (?:about|happened|can (?:be|we|you) (?:said?|say|conclude))\b", re.IGNORECASE
)
_AUX = r"(?:is|are|was|were|do|does|did|can|will|must|may|should|has|have|would)"
_SUBJECT = re.compile(
    r"^(?:so |then |and |now )?(?:who|which(?: one)?(?: of (?:them|these|the [a-z]+))?|which [a-z]+"
    r"|what) (?P<vp>(?!(?:do|does|did|can|will|must|may|should|would) (?:the|they|he|she|it|we|you|[A-Z]))[a-z].*)\?$",
    re.IGNORECASE,
)
_OBJECT = re.compile(
    rf"^(?:so |then |and |now )?(?:which (?P<noun>[a-z]+(?: [a-z]+)?)|what|how|where|when|whom?) (?P<aux>{_AUX}) "
    rf"(?P<s>(?:the |my |his |her |this |that "
    rf"|our )?[\w'-]+(?: [\w'-]+){{0,3}}?) (?P<vp>[a-z]+(?: .*?)?)(?P<p> (?:on|in|at|to|by|with|from|for))?\?$",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|does|do|did|can|may|must|will|would|should|isn't|aren't|didn't|doesn't|hasn't|won't|can't|cannot"
    r"|[a-z]{3,}(?:s|ed))\b",
    re.IGNORECASE,
)


def plan(question: Question, tag: str) -> Plan | None:
    """A plan with one claim per option; nothing if the options are no statements, or the text is not understood."""
    options = question.options
    if not 2 <= len(options) <= MAX_OPTIONS or truths(options) or len(question.text) > sentences.MAX_TEXT // 4:
        return None
    said = sentences.split(scaffolding.bared(question.text))
    if (
        len(said) < 2
        or not said[-1].endswith("?")
        or re.search(r"\bhow (?:many|much|long|often|old|far)\b", said[-1], re.IGNORECASE)
    ):
        return None
    open_ = [n for n, o in enumerate(options) if meaning(o) == "unknown" or _none(o)]
    stated = {n: s for n, o in enumerate(options) if n not in open_ and (s := _stated(said[-1], o))}
    if len(open_) > 1 or len(stated) + len(open_) < len(options):
        return None
    claims, unread, doubts, fit = [], dict[str, None](), 0, 1.0
    for n, statement in stated.items():
        part = prose.plan(said[:-1], statement, tag)
        if part is None:
            doubts += 1
            continue
        main = part.subproblems[0].claims[0]
        claims.append(main.model_copy(update={"id": f"c{n}{tag}", "text": statement}))
        unread |= dict.fromkeys(part.unread)
        fit = min(fit, part.fit)
    if not claims or (doubts and not _MUST.search(said[-1])):
        return None
    taking = taking_back(u for u in unread if not u.endswith(prose.DOUBTFUL))
    made = Subproblem.model_construct(id=f"s1{tag}", goal=said[-1], queries=(), calls=(), claims=tuple(claims))
    return Plan(
        subproblems=(made,), label="offers", path="logic", judged=True, missing=taking,
        unread=(*unread, *(["an option"] if doubts else [])), fit=fit, notes=("read as options that are statements",),
    )  # fmt: skip


def _none(option: str) -> bool:
    return re.match(r"^(?:none|neither) of (?:these|them|the above)\b", option.strip(), re.IGNORECASE) is not None


def _stated(question: str, option: str) -> str:
    """The statement that an option makes of a question, or `""`."""
    option = option.strip().rstrip(".")
    whole = len(option.split()) > 1 and _VERB.search(option) is not None
    if _MUST.search(question):
        return option if whole and not _OTHERWISE.search(question) else ""
    if _ABOUT.match(question):
        return option if whole else ""
    if whole and len(option.split()) > 3:
        return ""
    if found := _SUBJECT.match(question):
        return f"{option} {found['vp']}"
    found = _OBJECT.match(question)
    if found is None or whole:
        return ""
    aux = found["aux"].lower()
    said = f"{found['s']} {aux} {found['vp']}{found['p'] or ''}"
    noun = found["noun"]
    return (
        f"{said} the {option.lower()} {noun}"
        if noun and noun not in option.lower() and found["p"]
        else f"{said} {option}"
    )
