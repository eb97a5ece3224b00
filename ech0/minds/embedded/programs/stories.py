"""Little stories of who has how many: `Ann has 5 apples. Bo has twice as many apples as Ann. How many do they have?`.

Every clause has to match one of a few shapes in full, and every number has to have its place; otherwise the story is
not understood and is passed on. Amounts are sums and products of one another; which are known decides what follows.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ech0.core.types import Definition, Plan
from ech0.minds.embedded.programs.page import Page, calculation
from ech0.minds.embedded.words import stem

_TRIGGER = re.compile(r"\bhow (?:many|much|old)\b")
_WHO = r"(?:(?:his|her|their|the|my|our) )?(?:(?:older|younger|best|little|big) )?[a-z]+"
_LINK = r"(?!(?:to|of|at|for|from|in|on|with|than|and|away|out|each|per|that|which|if)\b)"
_NOUN = rf"{_LINK}[a-z]+(?: {_LINK}[a-z]+){{0,2}}?"
_N = r"#(?P<n>\d+)"
_HOLD = (
    "has|had|have|owns|owned|bought|buys|got|gets|caught|picked|picks|collected|collects|made|makes"
    "|baked|bakes|read|wrote|"
    "sold|sells|planted|found|finds|scored|scores|earned|earns|won|received|receives|saved|counted|drew"
    "|built|ate|eats|ran"
)
_GAIN = (
    "gets|got|buys|bought|finds|found|receives|received|picks|picked|wins|won|earns|earned|collects"
    "|collected|makes|made|bakes|baked|adds|added|saves|saved"
)
_LOSE = (
    "gives|gave|loses|lost|eats|ate|sells|sold|uses|used|spends|spent|breaks|broke|donates|donated|throws"
    "|threw|drops|dropped|removes|removed"
)
_AWAY = r"(?: away| out| up)?(?: to (?:his|her|their|the|a|some) [a-z]+(?: [a-z]+)?| to [a-z]+| at (?:the )?[a-z]+)?"
_END = r"(?: (?:altogether|in total|in all|total|combined|together))"
_LATER = r"(?: (?:left|now|remaining|remain|in the end|still))"
_STOP = frozenset("there each it every all some none this that who what then and if how many much a an of".split())
_ALL = frozenset(("they", "both", "we"))
_PRONOUNS = frozenset(("he", "she"))

CLAUSES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(shape))
    for kind, shape in (
        (
            "more",
            (
                rf"(?P<who>{_WHO}) (?P<verb>{_HOLD}) {_N} (?P<sign>more|fewer|less) (?P<noun>{_NOUN}) than "
                rf"(?P<other>{_WHO})(?: does| do| did| has| had)?"
            ),
        ),
        (
            "times",
            (
                rf"(?P<who>{_WHO}) (?P<verb>{_HOLD}) {_N} (?:times )?as (?:many|much) (?P<noun>{_NOUN}) as "
                rf"(?P<other>{_WHO})(?: does| do| did| has| had)?"
            ),
        ),
        ("gain", rf"(?P<who>{_WHO}) (?:then |also |later )?(?:{_GAIN}) {_N} more(?: (?P<noun>{_NOUN}))?"),
        (
            "lose",
            (
                rf"(?P<who>{_WHO}) (?:then |later )?(?:{_LOSE})(?: away)? {_N}(?: of (?:them|his|her|their|the"
                rf"|those)(?: (?P<noun2>[a-z]+))?| (?P<noun>{_NOUN}))?{_AWAY}"
            ),
        ),
        ("hold", rf"(?P<who>{_WHO}) (?P<verb>{_HOLD}) {_N} (?P<noun>{_NOUN})"),
        ("older", rf"(?P<who>{_WHO}) is {_N} (?P<sign>older|younger) than (?P<other>{_WHO})"),
        ("aged", rf"(?P<who>{_WHO}) is {_N} (?:times )?(?:as old as|the age of) (?P<other>{_WHO})"),
        ("age", rf"(?P<who>{_WHO}) is (?:now )?{_N}(?: old)?(?: now| today| right now)?"),
        ("then", rf"in #(?P<m>\d+)(?: from now)?,? (?P<who>{_WHO}) will be {_N}(?: old)?"),
        (
            "each",
            (
                rf"each (?:of (?:the|these|those|his|her) )?(?P<box>[a-z]+?)s? (?:has|had|contains|contained"
                rf"|holds|held|costs|cost|is|weighs) {_N}(?: (?P<noun>{_NOUN}))?"
            ),
        ),
        (
            "priced",
            (
                rf"(?P<who>{_WHO}) (?:buys|bought|purchased|orders|ordered|sells|sold) {_N} (?P<noun>{_NOUN}) "
                rf"(?:at|for) #(?P<p>\d+)(?: dollars?)? (?:each|apiece|per [a-z]+|a piece)"
            ),
        ),
    )
)
QUESTIONS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(shape))
    for kind, shape in (
        (
            "all",
            (
                rf"how (?:many|much) (?P<noun>{_NOUN}) (?:do|did|will|does) (?P<whom>they|both|we|[a-z]+ and "
                rf"[a-z]+)(?: all| both)? (?:have|has|[a-z]+){_END}?"
            ),
        ),
        (
            "gap",
            (
                rf"how many (?P<sign>more|fewer|less) (?P<noun>{_NOUN}) (?:does|did|do) (?P<who>{_WHO}) (?:have"
                rf"|[a-z]+) than (?P<other>{_WHO})"
            ),
        ),
        (
            "has",
            (
                rf"how (?:many|much) (?P<noun>{_NOUN}) (?:does|did|do|will) (?P<who>{_WHO}) (?:now |still "
                rf")?(?:have|get|own|[a-z]+)(?P<end>{_END})?{_LATER}?{_END}?"
            ),
        ),
        ("left", r"how (?:many|much) (?P<noun>[a-z]+)? ?(?:are|is) (?:left|remaining)"),
        ("old", rf"how old is (?P<who>{_WHO})(?: now| today| right now)?"),
        (
            "paid",
            (
                rf"how much (?:money )?(?:does|did|will|do) (?P<who>{_WHO}) (?:pay|spend|earn|make|get|receive"
                rf"|have to pay)(?:{_END}| for (?:all )?(?:of )?(?:the|them|these) ?[a-z]*| for them)?"
            ),
        ),
    )
)


@dataclass
class _Story:
    """Amounts by holder and noun, and how they hang together: `(a, op, b, c)` says a = b op c."""

    page: Page
    laws: list[tuple[str, str, str, str]] = field(default_factory=list)
    now: dict[tuple[str, str], str] = field(default_factory=dict)
    holders: list[str] = field(default_factory=list)
    noun: str = ""
    box: dict[str, str] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)
    count: int = 0

    def number(self, mark: str) -> str:
        """The symbol of a mark, which has its place now."""
        self.used.add(int(mark))
        return f"n{mark}"

    def fresh(self) -> str:
        """A new amount."""
        self.count += 1
        return f"v{self.count}"

    def person(self, name: str) -> str | None:
        """Who is meant; a pronoun only where one person has been spoken of."""
        name = re.sub(r"^(?:his|her|their|the|my|our) ", "", name)
        if name in _PRONOUNS or name == "they":
            return self.holders[0] if len(self.holders) == 1 else None
        if name in _STOP or name in ("you", "i", "we", "them"):
            return None
        if name not in self.holders:
            self.holders.append(name)
        return name

    def amount(self, who: str, noun: str) -> str:
        """What someone has of something now."""
        return self.now.setdefault((who, noun), self.fresh())

    def become(self, who: str, noun: str, law: Callable[[str, str], tuple[str, str, str, str]]) -> None:
        """Someone's amount changes: `law` of the old and the new."""
        old = self.now.get((who, noun)) or self.fresh()
        new = self.fresh()
        self.laws.append(law(old, new))
        self.now[who, noun] = new

    def named(self, noun: str | None) -> str | None:
        """A noun without its plural; what was spoken of last if none is named."""
        if not noun:
            return self.noun or None
        noun = re.sub(r"\b(?:more|of them|dollars worth of|in|total|new|other)\b ?", "", noun).strip()
        words = noun.split()
        if (
            not words
            or words[0] in _STOP
            or any(
                w
                in (
                    "and",
                    "than",
                    "as",
                    "that",
                    "which",
                    "for",
                    "to",
                    "at",
                    "with",
                    "from",
                    "if",
                    "is",
                    "are",
                    "per",
                    "each",
                    "every",
                    "but",
                    "times",
                    "on",
                    "in",
                )
                for w in words
            )
        ):
            return None
        self.noun = " ".join([*words[:-1], stem(words[-1])])
        return self.noun


def recognise(page: Page) -> Plan | None:
    """A plan, if every clause of the story and its question are understood."""
    if not _TRIGGER.search(page.raw) or not 2 <= len(page.numbers) <= 10 or len(page.raw) > 500:
        return None
    text = re.sub(r"\s+", " ", page.text.replace("$", " ").replace("?", " ? ")).strip()
    sentences = [s.strip(" ,.") for s in re.split(r"(?<=[.?!])\s+", text) if s.strip(" ,.?")]
    if not sentences or not sentences[-1].endswith("?") or any("?" in s for s in sentences[:-1]):
        return None
    story = _Story(page)
    asked = sentences.pop().strip(" ?")
    if found := re.fullmatch(r"if (?P<first>.+), (?P<then>how .+)", asked):
        sentences.append(found["first"])
        asked = found["then"]
    if not all(_told(story, re.sub(r"^if ", "", s)) for s in sentences):
        return None
    goal = _question(story, asked)
    return _solved(story, *goal) if goal and page.all_used(story.used) else None


_JOINTS = re.compile(r",? and then |, and |; |, but |, then |, while | and |, ")


def _told(story: _Story, sentence: str) -> bool:
    """Whether a sentence is one clause, or two joined that are each understood."""
    if _clause(story, sentence):
        return True
    for joint in _JOINTS.finditer(sentence):
        left, right = sentence[: joint.start()], sentence[joint.end() :]
        if re.match(rf"(?:then )?(?:{_HOLD}|{_GAIN}|{_LOSE}) ", right) and (subject := re.match(_WHO, left)):
            right = f"{subject[0]} {right}"
        held = (
            list(story.laws),
            dict(story.now),
            list(story.holders),
            story.noun,
            set(story.used),
            story.count,
            dict(story.box),
        )
        if _clause(story, left) and _told(story, right):
            return True
        story.laws, story.now, story.holders, story.noun, story.used, story.count, story.box = held
    return False


def _clause(story: _Story, said: str) -> bool:
    for kind, shape in CLAUSES:
        found = shape.fullmatch(said.strip(" ,.").removeprefix("then "))
        if found is not None and _CLAUSE[kind](story, found):
            return True
    return False


def _compared(story: _Story, m: re.Match[str], op: str, noun: str | None) -> bool:
    who, other = story.person(m["who"]), story.person(m["other"])
    if who is None or other is None or noun is None or who == other:
        return False
    story.laws.append((story.amount(who, noun), op, story.amount(other, noun), story.number(m["n"])))
    return True


def _whole(story: _Story, mark: str) -> bool:
    return story.page.unit(mark) == "" and story.page.value(mark).is_integer()


def _more(story: _Story, m: re.Match[str]) -> bool:
    return _whole(story, m["n"]) and _compared(story, m, "+" if m["sign"] == "more" else "-", story.named(m["noun"]))


def _times(story: _Story, m: re.Match[str]) -> bool:
    return story.page.unit(m["n"]) == "" and _compared(story, m, "*", story.named(m["noun"]))


def _older(story: _Story, m: re.Match[str]) -> bool:
    years = story.page.unit(m["n"]) == "year"
    return years and _compared(story, m, "+" if m["sign"] == "older" else "-", "age")


def _aged(story: _Story, m: re.Match[str]) -> bool:
    return story.page.unit(m["n"]) == "" and _compared(story, m, "*", "age")


def _hold(story: _Story, m: re.Match[str]) -> bool:
    who, noun = story.person(m["who"]), story.named(m["noun"])
    if (
        who is None
        or noun is None
        or not _whole(story, m["n"])
        or ((who, noun) in story.now and _is_said(story, who, noun))
    ):
        return False
    story.laws.append((story.amount(who, noun), "+", story.number(m["n"]), "0"))
    return True


def _is_said(story: _Story, who: str, noun: str) -> bool:
    return any(law[0] == story.now[who, noun] and law[3] == "0" for law in story.laws)


def _age(story: _Story, m: re.Match[str]) -> bool:
    who = story.person(m["who"])
    if who is None or story.page.unit(m["n"]) not in ("year", ""):
        return False
    story.laws.append((story.amount(who, "age"), "+", story.number(m["n"]), "0"))
    return True


def _then(story: _Story, m: re.Match[str]) -> bool:
    """`In 5 years Ann will be 20.`."""
    who = story.person(m["who"])
    if who is None or story.page.unit(m["m"]) != "year" or story.page.unit(m["n"]) not in ("year", ""):
        return False
    story.laws.append((story.number(m["n"]), "+", story.amount(who, "age"), story.number(m["m"])))
    return True


def _gain(story: _Story, m: re.Match[str]) -> bool:
    who, noun = story.person(m["who"]), story.named(m["noun"])
    if who is None or noun is None or (who, noun) not in story.now or not _whole(story, m["n"]):
        return False
    number = story.number(m["n"])
    story.become(who, noun, lambda old, new: (new, "+", old, number))
    return True


def _lose(story: _Story, m: re.Match[str]) -> bool:
    part = story.page.unit(m["n"]) == "percent" or 0 < story.page.value(m["n"]) < 1
    who, noun = story.person(m["who"]), story.named(m["noun2"] or m["noun"])
    if who is None or noun is None or (who, noun) not in story.now or not (part or _whole(story, m["n"])):
        return False
    number = story.number(m["n"])
    if part:
        share = story.fresh()
        old_amount = story.now[who, noun]
        story.laws.append((share, "*", old_amount, number))
        story.become(who, noun, lambda old, new: (new, "-", old, share))
    else:
        story.become(who, noun, lambda old, new: (new, "-", old, number))
    return True


def _each(story: _Story, m: re.Match[str]) -> bool:
    """`Each box holds 12 pens`: what someone has in boxes, they have in pens."""
    owners = [(w, n) for w, n in story.now if n == m["box"] or n.startswith(f"{m['box']} ")]
    noun = story.named(m["noun"]) if m["noun"] else "money"
    if len(owners) != 1 or noun is None or story.page.unit(m["n"]) != "" or noun == m["box"]:
        return False
    story.laws.append(
        (
            story.amount(owners[0][0], "money" if noun in ("dollar", "cent") else noun),
            "*",
            story.now[owners[0]],
            story.number(m["n"]),
        )
    )
    return True


def _priced(story: _Story, m: re.Match[str]) -> bool:
    who, noun = story.person(m["who"]), story.named(m["noun"])
    if (
        who is None
        or noun is None
        or story.page.unit(m["p"]) != ""
        or not _whole(story, m["n"])
        or (who, noun) in story.now
    ):
        return False
    price = story.fresh()
    story.laws.append((story.amount(who, noun), "+", story.number(m["n"]), "0"))
    story.laws.append((price, "*", story.now[who, noun], story.number(m["p"])))
    bill = story.now.get((who, "money"))
    story.now[who, "money"] = price if bill is None else story.fresh()
    if bill is not None:
        story.laws.append((story.now[who, "money"], "+", bill, price))
    return True


_CLAUSE: dict[str, Callable[[_Story, re.Match[str]], bool]] = {
    "more": _more,
    "times": _times,
    "gain": _gain,
    "lose": _lose,
    "hold": _hold,
    "older": _older,
    "aged": _aged,
    "age": _age,
    "then": _then,
    "each": _each,
    "priced": _priced,
}


def _question(story: _Story, asked: str) -> tuple[str, str] | None:
    """The amount asked for, as an expression, and what it is called."""
    for kind, shape in QUESTIONS:
        found = shape.fullmatch(asked)
        if found is None:
            continue
        if kind == "old":
            who = story.person(found["who"])
            return (story.now[who, "age"], "age") if who and (who, "age") in story.now else None
        goal = _amount(story, kind, found)
        if goal is not None:
            return goal
    return None


def _amount(story: _Story, kind: str, m: re.Match[str]) -> tuple[str, str] | None:
    groups = m.groupdict()
    noun = "money" if kind == "paid" else story.named(groups.get("noun"))
    if noun is None:
        return None
    holders = [w for w, n in story.now if n == noun]
    if kind == "all":
        whom = [] if groups["whom"] in _ALL else groups["whom"].split(" and ")
        if len(holders) < 2 or (whom and sorted(whom) != sorted(holders)):
            return None
        return " + ".join(story.now[w, noun] for w in holders), f"number of {noun}s"
    if kind == "left":
        return (story.now[holders[0], noun], f"number of {noun}s") if len(holders) == 1 else None
    who = story.person(groups["who"])
    if who is None or (who, noun) not in story.now:
        return None
    if kind == "gap":
        other = story.person(groups["other"])
        if other is None or (other, noun) not in story.now:
            return None
        pair = (story.now[who, noun], story.now[other, noun])
        return " - ".join(pair if groups["sign"] == "more" else pair[::-1]), "difference"
    return story.now[who, noun], "total cost" if noun == "money" else f"number of {noun}s"


def _moves(law: tuple[str, str, str, str]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """What a law gives: an amount, the expression for it, and what has to be known."""
    a, op, b, c = law
    back = {"+": "-", "-": "+", "*": "/"}[op]
    yield a, f"{b} {op} {c}" if c != "0" else b, (b, c)
    yield b, f"{a} {back} {c}", (a, c)
    yield c, f"{b} - {a}" if op == "-" else f"{a} {back} {b}", (a, b)


def _solved(story: _Story, goal: str, label: str) -> Plan | None:
    """Definitions in an order in which each follows; nothing if the goal does not, or a law is left over."""
    known = {f"n{k}" for k in story.used} | {"0"}
    laws = list(story.laws)
    made: list[Definition] = []
    while laws:
        for law in laws:
            move = next(((n, e) for n, e, needs in _moves(law) if n not in known and set(needs) <= known), None)
            if move is not None:
                made.append(Definition(name=move[0], expression=move[1]))
                known.add(move[0])
                laws.remove(law)
                break
        else:
            return None
    if not set(re.findall(r"\bv\d+\b", goal)) <= known:
        return None
    years = "year" if label == "age" else ""
    return calculation(
        story.page,
        [*made, Definition(name="answer", expression=goal, unit=years)],
        label=label,
        path="story",
        units={k: "year" for k in story.used if story.page.unit(k) == "year"},
    )
