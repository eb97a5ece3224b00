"""Many labs at once on a small machine: all end, few processes live, each within its memory."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ech0.core.process import Pool
from labs import LABS
from labs.validation import cases
from tools.laboratory import Bounded

pytestmark = pytest.mark.slow
CROWD = 40


def children() -> list[int]:
    """The processes that this one has started and that live."""
    me = os.getpid()
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                state = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(state[1]) == me and state[0] != "Z":
                found.append(int(entry.name))
    return found


def test_forty_labs_in_flight_all_end_and_none_crowds_the_machine():
    """Forty runs asked for at once over every lab end with a record; no more than the pool's size of them work at a
    time, and afterwards no more than that many idle processes are left, whatever memory their labs may take."""
    jobs = [(lab.id, case) for lab in LABS.values() for case in cases(lab)[:1]]
    jobs += [(lab.id, case) for lab in LABS.values() for case in cases(lab)[1:2]]
    before, pool = set(children()), Pool(2)
    runner, seen = Bounded(pool), []

    def run(job):
        lab, case = job
        done = runner.run(lab, case.inputs, wants=(case.output,))
        seen.append(len(set(children()) - before))
        return done

    try:
        with ThreadPoolExecutor(CROWD) as crowd:
            runs = list(crowd.map(run, jobs[:CROWD]))
        assert [r.lab for r in runs] == [lab for lab, _ in jobs[:CROWD]]
        assert all(r.outputs for r in runs)
        assert max(seen) <= 2 * pool.size
        assert len(set(children()) - before) <= pool.size
    finally:
        pool.close()
    assert not set(children()) - before
