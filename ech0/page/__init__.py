"""One run as one static HTML page: the answer, what it rests on, and the way there. Needs no network and no script.

Whatever comes from outside is text: `ech0.page.markup` escapes all that is not markup made here. Knows the nouns and
the ledger, not how a run came about nor where the page is kept.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from html import escape

from ech0.core.data import home
from ech0.core.types import (
    Answer,
    Atom,
    CalculationClaim,
    Chance,
    Check,
    Claim,
    Entry,
    Event,
    ExactClaim,
    FiniteClaim,
    FirstOrderClaim,
    LogicClaim,
    Passage,
    ProbabilityClaim,
    Quantity,
    QuantityClaim,
    Relation,
    Run,
)
from ech0.core.wff import spelled
from ech0.ledger import REFERENCE, Ledger
from ech0.page.drawing import drawing, said
from ech0.page.markup import Markup, cut, join, link, tag
from ech0.page.plot import plotted

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""Even if something got through, a browser would neither load nor run it."""


def page(answer: Answer, events: Sequence[Event]) -> str:
    """The page of a run, the text of one UTF-8 file. Shows what the answer says without judging it."""
    ledger = Ledger(answer.ledger)
    drawn = drawing(answer.target, ledger)
    failures = (_flagged(f.kind, "failed", f"{f.where}: {f.message}") for f in answer.failures)
    body = join(
        (
            _header(answer, ledger),
            _section("What the answer rests on", tag("figure", drawn, class_="scroll") if drawn else drawn),
            _section("How it was reached", _plan(answer)),
            _section("Passages", *map(_passage, answer.passages)),
            _section("Lab runs", *map(_run, answer.runs)),
            _section("Checks", *map(_check, answer.checks)),
            _section("Ledger: every number and where it came from", _table(answer.ledger)),
            _section("Sources", _list(answer.sources)),
            _section("What went wrong", *failures),
            _section("Timeline", _timeline(events)),
            _footer(answer),
        ),
        "\n",
    )
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(cut(answer.question.text, 80))} · ECH0</title>\n<style>\n{style()}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


@cache
def style() -> str:
    """The style sheet of every page."""
    return (home() / "configs" / "page.css").read_text(encoding="utf-8")


# --- the parts, from the top ------------------------------------------------------------------------------------------


def _header(answer: Answer, ledger: Ledger) -> Markup:
    fitted = f"fitted on {answer.confidence_n} questions" if answer.confidence_n else "there is no answer"
    confidence = tag("span", f"confidence {answer.confidence:.2f} ", tag("small", f"({fitted})"))
    turns = ((text, f"context{n}") for n, text in enumerate(answer.question.context, 1))
    parts = [
        tag("header", tag("strong", answer.status), confidence, class_=f"banner {answer.status}"),
        *(tag("p", tag("small", "said before: "), _marked(text, source, ledger)) for text, source in turns),
        tag("h1", _marked(answer.question.text, "question", ledger)),
        _options(answer),
        _value(answer, ledger),
        tag("p", _linked(answer, ledger), class_="said"),
        tag("p", f"Why {answer.status}: {answer.reason}", class_="soft"),
        _headed("Next", answer.recommendations),
    ]
    return join(parts, "\n")


def _marked(text: str, source: str, ledger: Ledger) -> Markup:
    """A text with the givens that were read from it marked and linked to their rows."""
    out: list[object] = []
    position = 0
    read = ((e.span, e.id) for e in ledger.values() if e.kind == "given" and e.span and e.span.source == source)
    for start, end, name in sorted((span.start, span.end, name) for span, name in read):
        if position <= start < end <= len(text):
            out += [text[position:start], tag("mark", link(name, text[start:end]))]
            position = end
    return join([*out, text[position:]])


def _options(answer: Answer) -> Markup:
    letters = [chr(ord("A") + n) for n in range(len(answer.question.options))]
    rows = zip(letters, answer.question.options, strict=True)
    return _list(tag("b", f"{k}. {o} (chosen)") if k == answer.choice else f"{k}. {o}" for k, o in rows)


def _value(answer: Answer, ledger: Ledger) -> Markup:
    if answer.value is None:
        return Markup()
    low, high = answer.interval or (answer.value, answer.value)
    quantity = Quantity(value=answer.value, unit=answer.unit or "", sigma=abs(high - low) / 2)
    target = ledger.get(answer.target or "")
    number = _number(quantity, figures=target.figures if target else 0)
    return tag("p", number, tag("small", " (about 95 %)") if answer.interval else "", class_="value")


def _linked(answer: Answer, ledger: Ledger) -> Markup:
    """The text with its numbers linked to their rows, if filling in the template does give this text."""
    parts, plain, position = list[object](), list[str](), 0
    for found in REFERENCE.finditer(answer.template):
        entry = ledger.get(found["id"])
        number = "" if entry is None else found["literal"] or said(entry, found["unit"])
        parts += [answer.template[position : found.start()], link(found["id"], number)]
        plain += [answer.template[position : found.start()], number]
        position = found.end()
    rest = answer.template[position:]
    return join([*parts, rest]) if "".join([*plain, rest]) == answer.text else join([answer.text])


def _plan(answer: Answer) -> Markup:
    steps = []
    for step in answer.chain:
        sure = "" if step.confidence is None else f"confidence {step.confidence:.2f}"
        notes = " · ".join(x for x in (step.rule, sure, step.uncertainty) if x)
        steps.append(join((step.step, " ", tag("small", notes))))
    return join((_list(steps, "ol"), *map(_claim, answer.claims)))


def _claim(claim: Claim) -> Markup:
    lines = _list(tag("code", line) for line in _spelled(claim))
    return _card(f"Claim {claim.id}", tag("p", claim.text), lines, id=f"claim-{claim.id}")


def _spelled(claim: Claim) -> list[str]:
    """What a claim says, line by line."""
    match claim:
        case QuantityClaim():
            known = [f"{s.name} = {{{s.entry}}} in {s.unit or 'plain numbers'}" for s in claim.symbols if s.entry]
            return [*known, *map(_relation, claim.relations), *(f"law: {_relation(r)}" for r in claim.laws)]
        case LogicClaim():
            rules = ((r.text, _atom(r.head), " and ".join(map(_atom, r.body))) for r in claim.rules)
            lines = (text or (f"{head} if {body}" if body else head) for text, head, body in rules)
            return [*lines, f"is it so that {_atom(claim.query)}? ({claim.semantics} world)"]
        case CalculationClaim():
            known = [f"{s.name} = {{{s.entry}}} in {s.unit or 'plain numbers'}" for s in claim.symbols if s.entry]
            return [*known, *(f"{d.name} = {d.expression}  ({d.text})" for d in claim.definitions)]
        case ExactClaim():
            said = [f"{claim.operation}: {e}" for e in claim.expressions]
            return [*said, *(f"by {v}" for v in claim.variables), *(f"at {p}" for p in claim.parameters)]
        case ProbabilityClaim():
            chances = [f"{_chance(c)} = {c.value}" for c in claim.known]
            alone = [f"{', '.join(g)} are independent" for g in claim.independent]
            apart = [f"{', '.join(g)} exclude one another" for g in claim.exclusive]
            return [*chances, *alone, *apart, f"what is {_chance(claim.query)}?"]
        case FiniteClaim():
            return [*map(_relation, claim.constraints), *(f"{claim.mode}: {_relation(r)}" for r in claim.options)]
        case FirstOrderClaim():
            read = [f"{spelled(p.formula)}  ({p.text or 'what the words mean'})" for p in claim.premises]
            unread = [f"not read: {sentence}" for sentence in claim.unparsed]
            return [*read, *unread, f"does it follow that {spelled(claim.conclusion)}?"]


def _chance(chance: Chance) -> str:
    return f"P({chance.event}{f' given {chance.given}' if chance.given else ''})"


def _relation(relation: Relation) -> str:
    notes = ", ".join(x for x in (relation.text, relation.formula) if x)
    return f"{relation.expression}  ({notes})" if notes else relation.expression


def _atom(atom: Atom) -> str:
    return f"{'' if atom.positive else 'not '}{atom.predicate}({', '.join(atom.args)})"


def _passage(passage: Passage) -> Markup:
    where = f"{passage.document}, characters {passage.start} to {passage.end}, relevance {passage.relevance:.2f}"
    return _card(passage.title, tag("blockquote", passage.text), tag("small", f"{passage.source} · {where}"))


def _run(run: Run) -> Markup:
    facts = {
        "method": run.method,
        "valid for": run.validity,
        "cited": _list(run.citations),
        "libraries": ", ".join(f"{n} {v}" for n, v in run.libraries.items()),
        "seed": run.seed,
        "key": tag("code", run.key),
        "took": f"{run.cost_s:.3g} s",
    }
    return _card(
        f"{run.lab} {run.version}",
        *(_flagged("warning", "warning", w) for w in run.warnings),
        _rows(("input", "value"), ((n, _number(q)) for n, q in run.inputs.items())),
        _rows(("output", "value"), ((n, _number(q, figures=5)) for n, q in run.outputs.items())),
        *(tag("figure", plotted(p), class_="scroll") for p in run.plots),
        _facts(facts),
        id=f"run-{run.key}",
    )


def _check(check: Check) -> Markup:
    facts = {
        "holds": "" if check.truth is None else "yes" if check.truth else "no",
        "option": "" if check.choice is None else str(check.choice + 1),
        "value": "" if check.value is None else _number(check.value),
        "semantics": check.semantics,
        "took": f"{check.cost_ms:.3g} ms",
    }
    steps = (
        (tag("code", s.expression), s.symbol, _number(s.value) if s.value else s.statement, s.formula or "")
        for s in check.steps
    )
    summary = tag("summary", f"The {check.artifact_kind or 'file'}, which runs again")
    return _card(
        f"Claim {check.claim}",
        _flagged(check.verdict.replace("_", " "), check.verdict, check.reason),
        _facts(facts),
        _headed("It used", check.premises),
        _rows(("equation", "symbol", "value", "from"), steps),
        _headed("These conflict", check.core),
        *(join((tag("p", f"Scenario {n}:"), _facts(s))) for n, s in enumerate(check.scenarios, 1)),
        tag("details", summary, tag("pre", check.artifact)) if check.artifact else "",
    )


def _table(entries: Sequence[Entry]) -> Markup:
    cells = (
        (tag("span", e.id, class_="id"), _badge(e.kind, e.kind), cut(e.label, 120), cut(said(e), 200), _origin(e))
        for e in entries
    )
    return _rows(("id", "kind", "what", "value", "where it came from"), cells, [e.id for e in entries])


def _origin(entry: Entry) -> Markup:
    parts: list[object] = []
    if entry.span:
        where = f"{entry.span.source}, characters {entry.span.start} to {entry.span.end}"
        parts.append(f"{where}: “{cut(entry.text, 120)}”")
    if entry.run:
        parts.append(join((link(f"run-{entry.run}", f"run {entry.run[:8]}"), f", output {entry.field}")))
    if entry.claim:
        parts.append(join((link(f"claim-{entry.claim}", f"claim {entry.claim}"), ": ", tag("code", entry.text))))
    if entry.inputs:
        parts.append(join(("from ", join((link(i, i) for i in entry.inputs), ", "))))
    return join([*parts, *filter(None, [entry.reason])], "; ")


def _timeline(events: Sequence[Event]) -> Markup:
    whole = max((e.elapsed_s for e in events), default=0.0) or 1.0
    rows = []
    for event in events:
        cells = tag("span", f"{event.elapsed_s:.2f} s"), tag("b", event.node or event.kind), tag("span", event.message)
        rows.append(tag("li", *cells, style=f"--at:{100 * event.elapsed_s / whole:.1f}%"))
    return tag("ol", *rows, class_="time") if rows else Markup()


def _footer(answer: Answer) -> Markup:
    cost = answer.cost
    labs = f"{cost.labs} lab runs ({cost.labs_cached} remembered)"
    spent = f"{cost.seconds:.2f} s, {cost.rounds} rounds, {labs}, {cost.checks} checks, {cost.tokens} tokens"
    return tag("footer", " · ".join(x for x in ("ECH0", answer.run_id, answer.mind, spent) if x))


# --- small pieces -----------------------------------------------------------------------------------------------------


def _section(title: str, *inside: Markup) -> Markup:
    body = join(inside, "\n")
    return tag("section", tag("h2", title), "\n", body) if body else Markup()


def _card(title: str, *inside: object, **attributes: object) -> Markup:
    return tag("article", tag("h3", title), *inside, class_="card", **attributes)


def _badge(word: str, look: str) -> Markup:
    return tag("span", word, class_=f"badge {look}")


def _flagged(word: str, look: str, text: str) -> Markup:
    return tag("p", _badge(word, look), f" {text}")


def _headed(head: str, lines: Sequence[str]) -> Markup:
    return join((tag("p", f"{head}:"), _list(lines))) if lines else Markup()


def _list(lines: Iterable[object], kind: str = "ul") -> Markup:
    items = [tag("li", line) for line in lines]
    return tag(kind, *items) if items else Markup()


def _rows(head: Sequence[str], rows: Iterable[Sequence[object]], anchors: Sequence[str] = ()) -> Markup:
    body = [[tag("td", cell) for cell in row] for row in rows]
    names = anchors or [""] * len(body)
    lines = [tag("tr", *cells, id=name) for cells, name in zip(body, names, strict=True)]
    table = tag("table", tag("thead", tag("tr", *(tag("th", h) for h in head))), tag("tbody", *lines))
    return tag("div", table, class_="scroll") if lines else Markup()


def _facts(facts: Mapping[str, object]) -> Markup:
    pairs = [join((tag("dt", name), tag("dd", fact))) for name, fact in facts.items() if fact != ""]
    return tag("dl", *pairs) if pairs else Markup()


def _number(value: Quantity | str, *, figures: int = 0) -> str:
    if isinstance(value, str):
        return value
    return said(Entry(id="x", kind="derived", label="", quantity=value, figures=figures))
