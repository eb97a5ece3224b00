"""What a text leaves out: of what kind somebody is, whose thing is meant, the rest of what is asked. Knows no text."""

from collections.abc import Sequence

from ech0.core.wff import Applied, Joined, Premise, Quantified, Wff
from ech0.minds.embedded.logic.first_order import formulas as f
from ech0.minds.embedded.logic.gist import bags
from ech0.minds.embedded.logic.gist.anatomy import conditions, facts, held

ANYTHING = frozenset(
    f"{bags.stem(w)}:n"
    for w in (
        "person item object thing place case individual being animal creature machine device vehicle room "
        "building sample specimen product file substance material rock vessel ship server invoice parcel participant "
        "applicant passenger player customer candidate"
    ).split()
)
"""Kinds that whatever is spoken of may be taken to be of."""
STATUS = frozenset(
    f"{bags.stem(w)}:n"
    for w in "member resident pensioner employee citizen subscriber parent tenant staff volunteer veteran guest owner "
    "teacher doctor nurse manager director senior junior trainee apprentice intern freelancer contractor".split()
)
"""Kinds that nobody is taken to be of where it is not said."""


def there_are(made: Sequence[Wff], goal: Wff) -> list[tuple[str, Wff]]:
    """Of the kinds that are asked about and spoken of there are some, where it is asked about all of a kind."""
    out = []
    for one in (goal, *made) if isinstance(goal, Quantified) and goal.op == "forall" else ():
        match one:
            case Quantified(op="forall", variable=x, of=Joined(op="implies", parts=(when, _))):
                out.append(("there are", f.some(x, when)))
    return out


def thing_of(made: Sequence[Wff], goal: Wff) -> Wff:
    """`Will Ann be charged extra` asks about Ann's bag, where it is bags that are, and only her bag is spoken of."""
    told = {a.args[0] for one in made for a in facts(one) if ":n" in a.name.split()[0]}
    who = {t for a in f.atoms(goal) for t in a.args if t[:1] != "?"}
    names = {a.name for a in f.atoms(goal)}
    for t in who - told:
        for one in made:
            kinds = {a.name for w in conditions(one) for a in f.atoms(w) if ":n" in a.name.split()[0]}
            mine = [x for x in told if x.startswith(f"{t} 's ") and f"{x.split(chr(32))[-1]}:n" in kinds]
            if len(mine) == 1 and names & {a.name for a in held(one)}:
                return f.renamed(goal, {t: mine[0]})
    return goal


def completed(made: Sequence[Wff], goal: Wff) -> Wff:
    """What is asked, with what it leaves out of the only thing that is said with its words: `may he go through`."""
    names = {a.name for one in made for a in f.atoms(one)}

    def whole(a: Applied) -> Wff:
        more = [n for n in names if bags.more(n, a.name)]
        alone = (
            a.name not in names
            and ":n" not in a.name
            and len(more) == 1
            and not any(bags.more(a.name, n) for n in names)
        )
        return f.holds(more[0], *a.args) if alone and "#" not in more[0] else a

    return f.changed(goal, whole)


def supposed(made: Sequence[Wff], goal: Wff) -> tuple[list[Premise], list[Premise]]:
    """That those who are asked about are of the kinds that rules speak of, where no kind is told of them."""
    who = {t for a in f.atoms(goal) for t in a.args if t[:1] != "?"}
    told = {(a.name, a.args[0]) for one in made for a in facts(one) if a.name.split()[0].endswith(":n")}
    kinds = {a.name for one in made for a in f.atoms(one) if a.args[0][:1] == "?" and ":n" in a.name.split()[0]}
    kinds -= {a.name for a in f.atoms(goal)}
    broad: list[Premise] = []
    other: list[Premise] = []
    for t in sorted(who):
        unknown = not any(t == x for _, x in told)
        for k in sorted(kinds):
            if (k, t) in told:
                continue
            one = Premise.model_construct(formula=f.holds(k, t), text="", rules=("supposed",))
            plain = k in ANYTHING or (unknown and k not in STATUS and _met(made, k, t))
            (broad if plain else other).append(one)
    return broad, other


def _met(made: Sequence[Wff], kind: str, term: str) -> bool:
    """Whether a rule asks for a kind and for something else that a fact tells of somebody."""
    told = {a.name for one in made for a in facts(one) if a.args[0] == term and ":n" not in a.name}
    for one in made:
        asked = conditions(one)
        names = {a.name for w in (*asked, *_either(one)) for a in f.atoms(w)}
        if kind in names and any(n == m or bags.more(n, m) for n in told for m in names - {kind}):
            return True
    return False


def _either(one: Wff) -> list[Wff]:
    """What a rule leaves to choose from."""
    match one:
        case Quantified(op="forall", of=of) | Joined(op="implies", parts=(_, of)):
            return _either(of)
        case Joined(op="or"):
            return [one]
    return []
