"""A served mind over a scripted server, and the whole loop around it: real solver, real ledger, real gate."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


class Recalls:
    """Memory of nothing but what a test puts in it."""

    def __init__(self, passages=()):
        self.passages = tuple(passages)

    def recall(self, _text, /, *, top=8, **_how):
        return self.passages[:top]

    def keep(self, _documents, /):
        return 0


class Inline:
    """Labs run here and now, so that a busy machine stops none."""

    def run(self, lab, inputs, /, *, wants=(), seed=0):
        from labs import LABS

        return LABS[lab].run(inputs, wants=wants, seed=seed)


@pytest.fixture(scope="session")
def pool():
    """Processes of solvers and labs."""
    from ech0.core.process import Pool

    made = Pool(2)
    yield made
    made.close()


@pytest.fixture(scope="session")
def house():
    """The embedded mind with the base that ships, without search by meaning; sentences are compared by MiniLM."""
    from ech0.core.cures import shipped
    from ech0.minds.embedded import Embedded
    from labs import LABS
    from memory.embedder import MiniLM

    return Embedded(*shipped(), LABS, embed=MiniLM().embed)


@pytest.fixture
def served(house):
    """A served mind at a scripted server; `tag` as in a hybrid."""
    from ech0.minds.served import samples
    from ech0.minds.served.caller import Caller, Manner
    from ech0.minds.served.meter import Limits
    from ech0.minds.served.mind import Served
    from ech0.minds.served.wire import Wire

    wires = []

    def make(url, *, count=1, repairs=1, tag="", writes=True, cache=None, tell=None, tries=1, thinking=0, **limits):
        wire = Wire(url, timeout_s=20.0)
        wires.append(wire)
        caller = Caller(wire, "", Manner(512, thinking, tries), cache, lambda _s: None)
        how = samples.Sampling(count, 0.7, 1, repairs)
        bounds = Limits(**{"tokens": 1_000_000, "seconds": 60.0, "money": 1.0, **limits})
        return Served(house, caller, how, bounds, lambda: tell or (lambda _event: None), writes=writes, tag=tag)

    yield make
    for wire in wires:
        wire.close()


@pytest.fixture
def answered(pool):
    """Put a question to a mind through the whole loop; the finished state's answer."""
    from ech0.core import calibration
    from ech0.core.types import Question
    from ech0.gate import Calibrated
    from ech0.loop import Loop, State
    from tools.symbolic import Symbolic

    def put(mind, text, *, passages=(), **more):
        gate = Calibrated(calibration.load(Path("nowhere")), 0.1)
        loop = Loop(mind, Recalls(passages), Inline(), Symbolic(pool, seconds=60.0), gate)
        question = Question(text=text, **more)
        return loop.graph().compile().invoke(State(question=question))["answer"]

    return put
