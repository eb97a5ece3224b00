"""What a formula states, on what condition, and of whom. Knows no text and no words."""

from collections.abc import Iterator

from ech0.core.wff import Applied, Joined, Negated, Quantified, Wff


def facts(one: Wff) -> Iterator[Applied]:
    """What is said of individuals, or denied of them, on no condition."""
    match one:
        case Applied(args=args) if args[0][:1] != "?":
            yield one
        case Negated(of=Applied() as a) if a.args[0][:1] != "?":
            yield a
        case Joined(op="and", parts=parts):
            for part in parts:
                yield from facts(part)


def held(one: Wff) -> Iterator[Applied]:
    """What a statement says to be so, its condition aside."""
    match one:
        case Applied():
            yield one
        case Quantified(op="forall"):
            yield from held(one.of)
        case Joined(op="implies", parts=(_, then)):
            yield from held(then)
        case Joined(op="and" | "or", parts=parts):
            for part in parts:
                yield from held(part)


def conditions(one: Wff) -> list[Wff]:
    """The conditions of a general statement."""
    match one:
        case Quantified(op="forall", of=of):
            return conditions(of)
        case Joined(op="implies", parts=(when, then)):
            return [when, *conditions(then)]
    return []
