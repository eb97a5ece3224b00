"""The page of a run."""

import re
from html import unescape
from html.parser import HTMLParser
from typing import get_args

import pytest

from ech0.core.types import (
    Answer,
    Atom,
    ChainStep,
    Check,
    Cost,
    Entry,
    Event,
    Failure,
    FiniteClaim,
    Line,
    LogicClaim,
    Passage,
    Plot,
    Quantity,
    QuantityClaim,
    Question,
    Relation,
    Rule,
    Run,
    Span,
    Status,
    Step,
    Symbol,
    Variable,
)
from ech0.ledger import Ledger, render, shown
from ech0.page import page
from ech0.page.plot import plotted

PLOT = Plot(
    title="Decay",
    x_name="time",
    x_unit="s",
    x=(0.0, 1.0, 2.0),
    y_name="left",
    lines=(Line(name="a", y=(1.0, 0.5, 0.25)),),
)
VOID = {"meta", "br", "hr", "img", "input", "link"}
HOSTILE = "<script>alert('x')</script>\"'><img src=x onerror=alert(1)>&amp;"


def entries(label="speed"):
    """A ledger with each kind of entry."""
    return (
        Entry(
            id="q1",
            kind="given",
            label=label,
            quantity=Quantity(value=2.5, unit="m"),
            text="2.5 m",
            figures=2,
            span=Span(source="question", start=26, end=31),
        ),
        Entry(
            id="k.g_n",
            kind="quoted",
            label="standard gravity",
            quantity=Quantity(value=9.80665, unit="m/s^2"),
            figures=6,
            text="standard gravity = 9.80665 m/s^2",
            span=Span(source="constants", start=0, end=32),
            reason="CODATA",
        ),
        Entry(
            id="a1",
            kind="assumed",
            label="initial speed",
            quantity=Quantity(value=0.0, unit="m/s"),
            reason="it is dropped",
        ),
        Entry(
            id="p1",
            kind="quoted",
            label="Falling",
            statement="Bodies fall.",
            text="Bodies fall.",
            span=Span(source="cards/fall", start=0, end=12),
            reason="a card",
        ),
        Entry(
            id="r1.drag",
            kind="measured",
            label="drag",
            quantity=Quantity(value=0.1, unit="N", sigma=0.01),
            run="ab12",
            field="drag",
            inputs=("q1",),
            figures=5,
        ),
        Entry(
            id="c1.v",
            kind="derived",
            label="final speed",
            quantity=Quantity(value=7.00179, unit="m/s", sigma=0.02),
            claim="c1",
            inputs=("q1", "k.g_n", "a1"),
            text="v = sqrt(2*g*d)",
            figures=3,
        ),
    )


def made(status="answered", **changes):
    """An answer of that status with everything a page shows."""
    ledger = entries()
    template = "The final speed is {c1.v}, or {c1.v:km/h}, from {q1}."
    run = Run(
        key="ab12",
        lab="drag_tunnel",
        version="1.0",
        inputs={"length": ledger[0].quantity, "body": "sphere"},
        outputs={"drag": ledger[4].quantity},
        wants=("drag",),
        seed=7,
        method="finite volumes",
        warnings=("coarse grid",),
        validity="slow flow",
        citations=("Stokes (1851), https://example.org/stokes",),
        libraries={"scipy": "1.14"},
        cost_s=0.5,
    )
    claim = QuantityClaim(
        id="c1",
        text="find the speed",
        symbols=(Symbol(name="d", unit="m", entry="q1"), Symbol(name="v", unit="m/s")),
        relations=(Relation(expression="v**2 = 2*g*d", formula="fall", text="free fall"),),
        laws=(Relation(expression="v <= c"),),
        target="v",
    )
    check = Check(
        claim="c1",
        verdict="proved",
        reason="one value",
        premises=("it falls",),
        core=("this", "that"),
        semantics="reals",
        steps=(
            Step(symbol="v", expression="v = sqrt(2*g*d)", inputs=("d",), value=ledger[5].quantity, formula="fall"),
        ),
        value=ledger[5].quantity,
        truth=True,
        choice=0,
        scenarios=({"v": "7"}, {"v": "-7"}),
        artifact="(check-sat)",
        artifact_kind="smtlib",
    )
    whole = {
        "status": status,
        "reason": "the gate accepted it",
        "text": render(template, Ledger(ledger)),
        "value": 7.00179,
        "unit": "m/s",
        "interval": (6.96259, 7.04099),
        "confidence": 0.9,
        "claims": (claim, logic(), finite()),
        "checks": (check,),
        "chain": (ChainStep(step="read 2.5 m", rule="reader", confidence=0.8, uncertainty="data"),),
        "sources": ("Galilei (1638)",),
        "ledger": ledger,
        "passages": (
            Passage(
                id="x",
                document="cards/fall",
                title="Falling",
                source="a card",
                start=0,
                end=12,
                text="Bodies fall.",
                relevance=0.8,
            ),
        ),
        "runs": (run,),
        "recommendations": ("measure the drag",),
        "target": "c1.v",
        "template": template,
        "cost": Cost(seconds=1.5),
        "failures": (Failure(where="r2", kind="refused", message="too hot"),),
        "run_id": "run7",
        "mind": "embedded",
        "question": Question(
            text="How fast is a body after  2.5 m of fall?", options=("7 m/s", "9 m/s"), context=("It is dropped.",)
        ),
        "choice": "A",
        "choice_text": "7 m/s",
    }
    return Answer.model_validate(whole | changes)


def logic():
    """A claim of facts and rules."""
    rule = Rule(
        head=Atom(predicate="mortal", args=("?x",)), body=(Atom(predicate="man", args=("?x",), positive=False),)
    )
    return LogicClaim(id="l1", text="of men", rules=(rule,), query=Atom(predicate="mortal", args=("Socrates",)))


def finite():
    """A claim over finite domains."""
    one = Relation(expression="a == 1")
    return FiniteClaim(
        id="f1", text="seats", variables=(Variable(name="a", low=0, high=2),), constraints=(one,), options=(one,)
    )


EVENTS = (
    Event(kind="node", node="decompose", message="reading the question", elapsed_s=0.01),
    Event(kind="done", node="conclude", message="answered", elapsed_s=1.5),
)


class Balance(HTMLParser):
    """Reads a page and complains of a tag that closes what is not open."""

    def __init__(self):
        super().__init__()
        self.open, self.ids, self.links, self.tags, self.attributes, self.text = [], [], [], [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        self.ids += [v for k, v in attrs if k == "id"]
        self.links += [v for k, v in attrs if k == "href"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


def parsed(text):
    """A page read, and balanced."""
    reader = Balance()
    reader.feed(text)
    reader.close()
    assert not reader.open
    return reader


@pytest.mark.parametrize("status", get_args(Status))
def test_each_status_renders_as_word_and_colour(status):
    """A page of any status is balanced HTML that names the status, in a colour that the style sheet knows."""
    text = page(made(status), EVENTS)
    parsed(text)
    assert f'<header class="banner {status}"><strong>{status}</strong>' in text
    assert f".{status} {{ color" in text


def test_each_entry_is_an_anchor_and_each_link_has_one():
    """Each ledger id is an anchor exactly once, no anchor comes twice, and no link leads nowhere."""
    read = parsed(page(made(), EVENTS))
    assert {e.id for e in entries()} <= set(read.ids)
    assert len(set(read.ids)) == len(read.ids)
    assert {link.removeprefix("#") for link in read.links} <= set(read.ids)
    assert all(link.startswith("#") for link in read.links)


def test_a_page_loads_nothing():
    """No script, image, font, style sheet or address is referred to: the page reads the same with no network."""
    text = page(made(), EVENTS)
    read = parsed(text)
    assert not {"script", "img", "link", "iframe", "object", "base", "form"} & set(read.tags)
    assert not {"src", "srcset", "action", "xlink:href"} & {name for name, _ in read.attributes}
    assert not re.search(r"@import|@font-face|url\((?!#)|href=\"(?!#)", text)


def test_the_numbers_of_the_text_lead_to_the_ledger():
    """Each number of the answer's text is a link to its row, in whatever unit it is said."""
    text = page(made(), EVENTS)
    speed = entries()[-1]
    assert f'<a href="#c1.v">{shown(speed)}</a>, or <a href="#c1.v">{shown(speed, "km/h")}</a>' in text
    assert 'from <a href="#q1">2.5 m</a>.' in text


def test_a_text_that_its_template_does_not_give_has_no_links():
    """If the text was changed, it is shown as it is, and borrows no credit from the ledger."""
    text = page(made(text="The final speed is 8 m/s."), EVENTS)
    assert '<p class="said">The final speed is 8 m/s.</p>' in text


def test_the_givens_are_marked_in_the_question():
    """The words that a given was read from are marked where they stand, and lead to its row."""
    assert '<mark><a href="#q1">2.5 m</a></mark>' in page(made(), EVENTS)


@pytest.mark.parametrize(("n", "said"), [(0, "(there is no answer)"), (120, "(fitted on 120 questions)")])
def test_a_confidence_says_what_it_was_fitted_on(n, said):
    """Beside each confidence stands how many questions it was fitted on, or that it is not fitted."""
    assert said in page(made(confidence_n=n), EVENTS)


def test_the_value_carries_its_interval():
    """The value is shown with half its interval, and with what that is."""
    half = shown(entries()[-1].model_copy(update={"quantity": Quantity(value=7.00179, unit="m/s", sigma=0.0392)}))
    assert f'<p class="value">{half}<small> (about 95 %)</small></p>' in page(made(interval=(6.96259, 7.04099)), EVENTS)
    assert '<p class="value">5.09 × 10^14 Hz</p>' in page(made(value=5.091, unit="10^14 Hz", interval=None), EVENTS)


def test_the_evidence_is_all_there():
    """Passages, runs, checks, claims, failures and events are shown in full."""
    text = unescape("".join(parsed(page(made(), EVENTS)).text))
    for said in (
        "Bodies fall.",
        "relevance 0.80",
        "drag_tunnel 1.0",
        "sphere",
        "finite volumes",
        "coarse grid",
        "slow flow",
        "Stokes (1851)",
        "scipy 1.14",
        "ab12",
        "0.5 s",
        "proved",
        "it falls",
        "v = sqrt(2*g*d)",
        "this",
        "(check-sat)",
        "v**2 = 2*g*d  (free fall, fall)",
        "law: v <= c",
        "mortal(?x) if not man(?x)",
        "must: a == 1",
        "too hot",
        "1.50 s",
        "reading the question",
        "Galilei (1638)",
        "measure the drag",
        "it is dropped",
        "A. 7 m/s (chosen)",
        "run7",
    ):
        assert said in text, said


def test_the_drawing_shows_what_the_target_rests_on():
    """The drawing has a box for the target and each of its causes and for nothing else, with an arrow for each use."""
    drawn = re.search(r"<svg.*</svg>", page(made(), EVENTS), re.DOTALL).group()
    assert re.findall(r'<a href="#([^"]+)"', drawn) == ["q1", "k.g_n", "a1", "c1.v"]
    assert drawn.count('class="edge"') == 3
    assert "<svg" not in page(made(target=None), EVENTS)


def test_a_ledger_that_goes_in_a_circle_is_still_drawn():
    """A tampered ledger whose entries rest on each other makes a page, not a hang."""
    first, second = (
        e.model_copy(update={"inputs": (o,)}) for e, o in zip(entries()[-2:], ("c1.v", "r1.drag"), strict=True)
    )
    parsed(page(made(ledger=(*entries()[:4], first, second)), EVENTS))


def hostile(value, key=""):
    """The same data with a hostile text wherever any text may stand."""
    pinned = {
        "id",
        "kind",
        "status",
        "verdict",
        "artifact_kind",
        "entry",
        "inputs",
        "target",
        "semantics",
        "name",
        "claim",
        "mode",
        "choice",
    }
    match value:
        case dict():
            free = key in ("inputs", "outputs", "libraries", "scenarios")
            return {(k + HOSTILE if free else k): hostile(v, "" if free else k) for k, v in value.items()}
        case list() | tuple():
            return [hostile(v, key) for v in value]
        case str() if key not in pinned:
            return HOSTILE + value
    return value


def test_nothing_that_comes_from_outside_is_markup():
    """A script in any string field, of the answer or of an event, is shown as the characters that it is."""
    answer = made()
    bad = Answer.model_validate(hostile(answer.model_dump(mode="json")))
    events = [Event.model_validate(hostile(e.model_dump(mode="json"))) for e in EVENTS]
    good, read = parsed(page(answer, EVENTS)), parsed(page(bad, events))
    assert not {"script", "img"} & set(read.tags)
    assert not [name for name, _ in read.attributes if name.startswith("on")]
    assert set(read.tags) <= set(good.tags)
    assert "".join(read.text).count("<script>alert('x')</script>") > 60


def test_a_page_of_a_hundred_entries_shows_each():
    """A ledger of a hundred entries, each from the one before, is rendered whole."""
    last = entries()[-1]
    chain = [
        last.model_copy(update={"id": f"c{n}.v", "inputs": (f"c{n - 1}.v",) if n > 1 else ("q1",)})
        for n in range(1, 96)
    ]
    answer = made(ledger=(*entries()[:5], *chain), target="c95.v")
    assert len(answer.ledger) == 100
    shown = page(answer, EVENTS)
    assert all(f"c{n}.v" in shown for n in range(1, 96))


def test_a_plot_puts_each_value_where_its_axis_says():
    """Equal steps of x are equal distances; on a logarithmic axis equal ratios of y are; the names are text."""
    plain = re.findall(r"[ML]([\d.]+),([\d.]+)", re.search(r'd="(M[^"]+)" class="line0', plotted(PLOT))[1])
    assert float(plain[1][0]) - float(plain[0][0]) == pytest.approx(float(plain[2][0]) - float(plain[1][0]), abs=0.2)
    log = plotted(PLOT.model_copy(update={"log_y": True, "title": HOSTILE}))
    high = [float(y) for _, y in re.findall(r"[ML]([\d.]+),([\d.]+)", re.search(r'd="(M[^"]+)" class="line0', log)[1])]
    assert high[1] - high[0] == pytest.approx(high[2] - high[1], abs=0.2)
    assert "<script>" not in log


def test_a_plot_with_nothing_to_show_on_its_axis_is_left_out():
    """A logarithmic axis without a positive value gives no drawing, not a broken one."""
    assert plotted(PLOT.model_copy(update={"log_y": True, "lines": (Line(name="a", y=(0.0, -1.0, 0.0)),)})) == ""


def test_a_plot_with_uneven_lines_is_refused():
    """A line with another number of values than the axis names itself."""
    with pytest.raises(ValueError, match="line b"):
        Plot(title="t", x_name="x", x=(0.0, 1.0), y_name="y", lines=(Line(name="b", y=(1.0, 2.0, 3.0)),))
