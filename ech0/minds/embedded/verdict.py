"""What a solver's verdicts on a statement come to, in words: true or false with its premises, an option, or neither.

Where readings differ, or something was not understood that may matter, nothing is concluded. Knows no number.
"""

import re

from ech0.core.errors import ClaimError
from ech0.core.types import Check, Draft, FiniteClaim, Plan, Reading, Status
from ech0.ledger import render
from ech0.minds.embedded import logic
from ech0.minds.embedded.tellings import telling


def verdict(state: Reading, plan: Plan) -> Draft:
    """What a solver says of a statement: true or false with a proof, an option, or that it cannot be told."""
    wanted = {c.id for s in plan.subproblems for c in s.claims}
    checks = [c for c in state.checks if c.claim in wanted]
    if plan.label == "puzzle":
        return _singled_out(state, plan, checks)
    if (worded := telling(state, plan, checks)) is not None:
        return worded
    if plan.label == "kin":
        return _proved_alone(state, checks)
    if plan.label == "offers":
        return _offered(state, plan, checks)
    said = logic.settled(plan, checks) if checks else None
    if said is None:
        if checks and all(c.verdict == "inconsistent" for c in checks):
            return Draft(text="What is stated contradicts itself.", status="contradicted", reason=checks[0].reason)
        return _not_understood(plan, checks)
    deciding = next(logic.deciding(said, checks))
    picked = logic.picked(plan, said, state.question.options)
    if state.question.options and picked is None:
        text, why = "None of the options is what follows.", f"{deciding.verdict}: {deciding.reason}"
        return Draft(text=text, status="abstained", reason=why)
    rests = logic.rests_on(plan, said, checks)
    if said == "unknown":
        told = f"It cannot be told from what is stated: it may be true or false.{_backwards(deciding)}"
        status: Status = "answered" if picked is not None else "abstained"
        why = f"{deciding.verdict}: {deciding.reason}"
        return Draft(text=told, choice=picked, status=status, reason=why, evidence=rests)
    text = f"It is {'true' if said else 'false'}: {_proof(state, deciding)}"
    return Draft(text=text, choice=picked, reason=deciding.reason, evidence=rests)


def _singled_out(state: Reading, plan: Plan, checks: list[Check]) -> Draft:
    """Which option an order singles out."""
    if plan.unread or not checks or any(c.verdict in ("too_hard", "not_formalised") for c in checks):
        return _not_understood(plan, checks)
    check = checks[0]
    if check.verdict == "inconsistent":
        return _conflict(plan, check)
    picked = logic.choice(check, state.question.options)
    if state.question.options and picked is None:
        text = "None of the options is what follows."
        return Draft(text=text, status="abstained", reason=f"{check.verdict}: {check.reason}")
    if check.verdict in ("proved", "refuted"):
        true = check.truth if check.truth is not None else check.verdict == "proved"
        said = "It is true" if true else "It is false"
        text = f"{said}: that follows from what is stated." if check.choice is None else _picked(plan, check)
        return Draft(text=text, choice=picked, reason=check.reason)
    told = "It cannot be told from what is stated: it may be true or false."
    status: Status = "answered" if picked is not None else "abstained"
    return Draft(text=told, choice=picked, status=status, reason=f"{check.verdict}: {check.reason}")


def _proved_alone(state: Reading, checks: list[Check]) -> Draft:
    """The one option whose claim is proved; the others are neither proved nor needed."""
    proved = [c for c in checks if c.verdict == "proved"]
    at = int(re.sub(r"\D.*", "", proved[0].claim[1:])) if len(proved) == 1 else -1
    if any(c.verdict in ("inconsistent", "too_hard", "not_formalised") for c in checks) or not 0 <= at < len(
        state.question.options
    ):
        why = "; ".join(c.reason for c in checks) or "nothing was decided"
        return Draft(text="None of the options alone is what follows.", status="abstained", reason=why)
    return Draft(text=f"It is true: {_proof(state, proved[0])}", choice=at, reason=proved[0].reason)


def _offered(state: Reading, plan: Plan, checks: list[Check]) -> Draft:
    """The one option that is proved; that it cannot be told, where all was read and nothing is settled."""
    sound = all(c.verdict not in ("inconsistent", "too_hard", "not_formalised") for c in checks)
    if sound and any(c.verdict == "proved" for c in checks):
        return _proved_alone(state, checks)
    tried = {re.sub(r"x.*", "", c.claim) for c in checks}
    left = [n for n in range(len(state.question.options)) if f"c{n}" not in tried]
    if sound and checks and not plan.unread and len(left) == 1 and all(c.verdict == "underdetermined" for c in checks):
        told = "It cannot be told from what is stated."
        return Draft(text=told, choice=left[0], reason=f"{checks[0].verdict}: {checks[0].reason}")
    return _not_understood(plan, checks)


def _not_understood(plan: Plan, checks: list[Check]) -> Draft:
    """Why nothing is concluded: sentences that were not understood, readings that differ, or what the solver said."""
    why = [f"not understood: {u!r}" for u in plan.unread]
    if not why and len({c.verdict for c in checks}) > 1:
        why = ["what is stated can be read in ways that come to different answers"]
    why += [c.reason for c in checks if c.verdict != "proved"]
    left = next((u for u in plan.unread if " " in u and _sayable(u)), "")
    which = f" What I could not place: “{left.strip()}”" if left else ""
    return Draft(
        text=f"I do not know: not all that is stated was understood.{which}",
        status="abstained",
        reason="; ".join(why) or "the claim was not decided",
    )


def _proof(state: Reading, check: Check) -> str:
    """The premises in the user's words, and what was concluded from them one by one."""
    if check.semantics.startswith("closed") and not check.proof:
        return f"{check.reason}." if _sayable(check.reason, state.question.text) else "what cannot be derived is false."
    premises = [f"“{p.rstrip(' .!;')}”" for p in check.premises if _sayable(p, state.question.text)]
    text = f"that follows from {_list(premises)}." if premises else "that follows from what is stated."
    steps = [step for step in check.proof if _sayable(step, state.question.text)]
    return f"{text} Step by step: {'; '.join(steps)}." if steps and len(steps) == len(check.proof) else text


def _backwards(check: Check) -> str:
    """That an argument from the contrary would settle what rules run forward leave open."""
    return (
        " Argued from the contrary it would be settled; ask for classical semantics."
        if "would contradict" in check.reason
        else ""
    )


def _list(items: list[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def _conflict(plan: Plan, check: Check) -> Draft:
    """A contradiction is reported where plain comparisons make it; elsewhere it is the sign of a misreading."""
    claims = [c for s in plan.subproblems for c in s.claims if isinstance(c, FiniteClaim)]
    if claims and logic.conflict(claims[0], check.core):
        return Draft(text="What is stated contradicts itself.", status="contradicted", reason=check.reason)
    text = "I do not know: as I read it, what is stated cannot all hold, so I have probably misread some of it."
    return Draft(text=text, status="abstained", reason=f"{check.reason}: {'; '.join(check.core[:4])}")


def _sayable(text: str, names: str = "") -> bool:
    """Whether a text of the user's can be repeated: a number in it would need an entry of its own."""
    try:
        render(text, {}, names=names)
    except ClaimError:
        return False
    return True


def _picked(plan: Plan, check: Check) -> str:
    """The option that was found by its name, unless it holds a number, which a text never has of its own."""
    claim = next(c for s in plan.subproblems for c in s.claims if c.id == check.claim)
    name = claim.options[check.choice or 0].text if isinstance(claim, FiniteClaim) else ""
    plain = name and _sayable(name)
    return f"{name.rstrip('.')}: that follows from what is stated." if plain else "One option fits what is stated."
