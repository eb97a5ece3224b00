"""Conditions on numbers: a labelled set over results of real labs, with the exact set of results for each query.

What is expected is worked out from the plain values that the labs were given and gave, in the units they declare; the
record works in SI and in SQL. Both must come to the same results, on a file and on a server.
"""

import contextlib
import math
import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ech0.core.errors import InputError
from ech0.core.types import Quantity, Run
from labs import LABS, Real
from memory.filters import read
from memory.store import open_store


def plan():
    """Two hundred and more calls of cheap labs: `(lab, inputs)`, a number with its unit or a name."""
    for vmax in (1.0, 2.0):
        for km in (0.5, 1.0):
            for step in range(24):
                yield "enzyme_kinetics", {
                    "substrate": (8.0 * 0.75**step, "mmol/L"), "vmax": (vmax, "umol/L/s"), "km": (km * 1000, "umol/L"),
                }  # fmt: skip
    for bicarbonate in (12, 18, 24, 30, 36):
        for pressure in (20, 30, 40, 50, 60, 80):
            yield "blood_gas", {"bicarbonate": (bicarbonate, "mmol/L"), "carbon_dioxide_pressure": (pressure, "mmHg")}
    for theta in (200.0, 400.0, 428.0):
        for celsius in range(-200, 400, 75):
            yield "debye_solid", {"temperature": (celsius, "degC"), "debye_temperature": (theta, "K")}
    for altitude in range(0, 40, 2):
        yield "atmosphere_1976", {"altitude": (altitude, "km")}
    for elapsed in (1, 2, 5, 10, 20, 50, 100):
        for half in (8.0, 16.0, 64.0):
            yield "nuclear_decay_chain", {
                "parent_half_life": (half, "hour"), "daughter_half_life": (1, "hour"), "elapsed": (elapsed, "hour"),
            }  # fmt: skip
    for gravity in (9.80665, 4.903325, 1.62, 3.71):
        for density in (1.225, 0.6125, 0.02):
            yield "projectile_drag", {
                "speed": (30, "m/s"), "angle": (45, "degree"), "mass": (145, "g"), "diameter": (7.4, "cm"),
                "gravity": (gravity, "m/s^2"), "air_density": (density, "kg/m^3"),
            }  # fmt: skip
    for glucose in (1.0, 0.5, 0.25, 2.0, 0.495, 0.51):
        yield "tumour_metabolism", {"glucose": (glucose, "mmol/g/h")}
    for glucose in (12.0, 6.0, 5.5, 3.0):
        yield "tumour_course", {
            "first_concentration": (1, "umol/L"), "half_life": (2, "hour"), "potency": (1, "umol/L"),
            "blood_glucose": (glucose, "mmol/L"),
        }  # fmt: skip


class Row:
    """A result as plain numbers in the units that its lab declares, and its place in the order of keeping."""

    def __init__(self, run, place):
        self.run, self.place = run, place
        self.given = {n: v.value for n, v in run.inputs.items() if isinstance(v, Quantity)}
        self.got = {n: v.value for n, v in run.outputs.items()}
        self.rest = {n: {m: v for m, v in run.inputs.items() if m != n} for n in self.given}
        inputs = LABS[run.lab].inputs.items()
        self.standard = {n: i.default for n, i in inputs if isinstance(i, Real) and i.default is not None}


@pytest.fixture(scope="module")
def rows():
    """The results, executed once."""
    found = []
    for place, (lab, inputs) in enumerate(plan()):
        made = {n: v if isinstance(v, str) else Quantity(value=v[0], unit=v[1]) for n, v in inputs.items()}
        found.append(Row(LABS[lab].run(made), place))
    return found


@pytest.fixture(scope="module", params=["file", "server"])
def filled(request, rows, tmp_path_factory):
    """A record that holds them."""
    folder = tmp_path_factory.mktemp("filters")
    with contextlib.ExitStack() as stack:
        url = f"sqlite:///{folder / 'record.sqlite'}"
        if request.param == "server":
            import psycopg

            server, name = request.getfixturevalue("postgres_server"), f"filters_{os.getpid()}"
            with psycopg.connect(server, autocommit=True) as made:
                made.execute(f"CREATE DATABASE {name}")
            url = server.replace("/postgres?", f"/{name}?")
        record = stack.enter_context(contextlib.closing(open_store(folder, url)))
        record.standards = lambda lab: {
            n: Quantity(value=i.default, unit=i.unit)
            for n, i in LABS[lab].inputs.items()
            if isinstance(i, Real) and i.default is not None
        }
        for row in rows:
            assert record.keep_run(row.run)
        yield record


def ratios(row, rows, word, base):
    """Ratios of each input whose name holds `word` to its standard (`s`), or to the first of its series (`f`)."""
    for name, value in row.given.items():
        if f"_{word}_" not in f"_{name}_":
            continue
        if "s" in base and row.standard.get(name):
            yield value / row.standard[name]
        if "f" in base:
            same = (r for r in rows if r.run.lab == row.run.lab and r.rest.get(name) == row.rest[name])
            first = next(same)
            if first is not row and first.given[name]:
                yield value / first.given[name]


def changed(word, low, high, base="sf"):
    """Results in which an input of that name is `low` to `high` times what it is compared with."""
    return lambda row, rows: any(low <= ratio <= high for ratio in ratios(row, rows, word, base))


def field(lab, name, fits):
    """Results of a lab in which a number fits."""
    def one(row, rows):
        value = {**row.given, **row.got}.get(name)
        return row.run.lab == lab and value is not None and fits(value)

    return one  # fmt: skip


def either(*parts):
    """Results that fit any."""
    return lambda row, rows: any(part(row, rows) for part in parts)


def every(*parts):
    """Results that fit all."""
    return lambda row, rows: all(part(row, rows) for part in parts)


HALF = changed("glucose", 0.495, 0.505)
QUERIES = {
    "Find similar experiments across labs where glucose was reduced 50%": HALF,
    "glucose reduced by 50 %": HALF,
    "glucose was halved": changed("glucose", 0.5 - 5e-7, 0.5 + 5e-7),
    "glucose reduced by at least 50 %": changed("glucose", 0, 0.5),
    "glucose reduced": changed("glucose", 0, 1 - 1e-9),
    "glucose reduced by about 50 %": changed("glucose", 0.45, 0.55),
    "glucose reduced by between 40 and 60 % against its standard": changed("glucose", 0.4, 0.6, "s"),
    "glucose reduced by 50.0 %": changed("glucose", 0.4995, 0.5005),
    "glucose doubled": changed("glucose", 2 - 1e-6, 2 + 1e-6),
    "glucose increased by 100 % of its default": changed("glucose", 1.995, 2.005, "s"),
    "gravity halved or air density halved": either(
        changed("gravity", 0.5 - 5e-7, 0.5 + 5e-7), changed("air_density", 0.5 - 5e-7, 0.5 + 5e-7)
    ),
    "gravity halved and air density halved": every(
        changed("gravity", 0.5 - 5e-7, 0.5 + 5e-7), changed("air_density", 0.5 - 5e-7, 0.5 + 5e-7)
    ),
    "gravity reduced against the standard and not air density reduced": every(
        changed("gravity", 0, 1 - 1e-9, "s"), field("projectile_drag", "air_density", lambda v: v == 1.225)
    ),
    "substrate reduced by 25 % against the first": changed("substrate", 0.745, 0.755, "f"),
    "substrate reduced to 10 % of the first": changed("substrate", 0.095, 0.105, "f"),
    "substrate reduced 10-fold": changed("substrate", 1 / 10.5, 1 / 9.5),
    "elapsed increased by a factor of 10": changed("elapsed", 9.5, 10.5),
    "elapsed changed by 100 %": either(changed("elapsed", 1.995, 2.005), changed("elapsed", 0, 0.005)),
    "substrate < 1 mmol/L": field("enzyme_kinetics", "substrate", lambda v: v < 1),
    "substrate between 500 and 2000 umol/L and vmax = 2 umol/L/s": every(
        field("enzyme_kinetics", "substrate", lambda v: 0.5 <= v <= 2),
        field("enzyme_kinetics", "vmax", lambda v: math.isclose(v, 2e-3)),
    ),
    "temperature above 300 K": either(
        field("debye_solid", "temperature", lambda v: v > 300),
        field("debye_solid", "debye_temperature", lambda v: v > 300),
        field("atmosphere_1976", "temperature", lambda v: v > 300),
    ),
    "input temperature = 100 degC": field("debye_solid", "temperature", lambda v: abs(v - 373.15) < 1e-6),
    "output temperature < -51 degC": field("atmosphere_1976", "temperature", lambda v: v < 222.15),
    "ph < 7.35 and bicarbonate >= 24 mmol/L": every(
        either(
            field("blood_gas", "ph", lambda v: v < 7.35),
            *(field("tumour_course", n, lambda v: v < 7.35) for n in ("final_ph", "highest_ph", "untreated_ph")),
        ),
        either(*(field(lab, "bicarbonate", lambda v: v >= 24) for lab in ("blood_gas", "tumour_course"))),
    ),
    "lab = blood_gas and not (ph < 7.35 or ph > 7.45)": field("blood_gas", "ph", lambda v: 7.35 <= v <= 7.45),
    "pressure at most 0.5 atm": either(
        field("atmosphere_1976", "pressure", lambda v: v <= 50662.5),
        field("blood_gas", "carbon_dioxide_pressure", math.isfinite),
    ),
    "altitude >= 10 km, pressure > 50 hPa": every(
        field("atmosphere_1976", "altitude", lambda v: v >= 10e3),
        field("atmosphere_1976", "pressure", lambda v: v > 5e3),
    ),
    "initial rate 0.5 ± 0.1 umol/L/s": field("enzyme_kinetics", "initial_rate", lambda v: 4e-4 <= v <= 6e-4),
    "parent half life != 16 hours": field("nuclear_decay_chain", "parent_half_life", lambda v: abs(v * 24 - 16) > 1e-6),
    "impact speed > 72 km/h": field("projectile_drag", "impact_speed", lambda v: v > 20),
    "runs where debye heat capacity is between 20 and 24 J/mol/K": field(
        "debye_solid", "debye_heat_capacity", lambda v: 20 <= v <= 24
    ),
    "lab = tumour_course or lab = tumour_metabolism": lambda r, _: r.run.lab.startswith("tumour"),
}  # fmt: skip


def test_the_set_is_large_enough(rows):
    """At least two hundred executed results of eight labs, at least twenty queries, each with some results, not all."""
    assert len(rows) >= 200
    assert len({row.run.lab for row in rows}) == 8
    assert len({row.run.key for row in rows}) == len(rows)
    assert len(QUERIES) >= 20
    for query, fits in QUERIES.items():
        assert 0 < sum(fits(row, rows) for row in rows) < len(rows), query


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_finds_exactly_what_fits(filled, rows, query):
    """The results found are those that fit by their plain numbers, all of them and no other, oldest first."""
    hits = filled.matching(query, 1000)
    assert [h.run.key for h in hits] == [row.run.key for row in rows if QUERIES[query](row, rows)]
    assert all(h.run == next(row.run for row in rows if row.run.key == h.run.key) for h in hits)


def test_glucose_is_found_in_two_labs_with_what_it_was_compared_with(filled):
    """The hits lie in two labs that measure glucose in units that do not convert, and each says against what."""
    hits = filled.matching("Find similar experiments across labs where glucose was reduced 50%")
    assert {h.run.lab for h in hits} == {"tumour_metabolism", "tumour_course"}
    whys = {(h.run.lab, w.field): w for h in hits for w in h.why if w.value in (0.5, 6.0)}
    assert whys["tumour_metabolism", "glucose"].base == "standard"
    course = whys["tumour_course", "blood_glucose"]
    assert filled.find_run(course.base).inputs["blood_glucose"].value == 12.0
    assert all(w.ratio == pytest.approx(0.5) for w in whys.values())


def test_an_output_is_compared_with_a_named_result(filled, rows):
    """`against run KEY` takes the start of a key, for inputs and outputs; without it an output has no standard."""
    base = next(row for row in rows if row.run.lab == "projectile_drag")
    hits = filled.matching(f"impact speed increased by at least 20 % against run {base.run.key[:12]}")
    fits = [r for r in rows if r.got.get("impact_speed", 0) >= 1.2 * base.got["impact_speed"]]
    assert [h.run.key for h in hits] == [r.run.key for r in fits]
    assert fits
    assert {w.base for h in hits for w in h.why} == {base.run.key}
    with pytest.raises(InputError, match="against run KEY"):
        filled.matching("impact speed reduced by 20 %")
    with pytest.raises(InputError, match="no such result"):
        filled.matching("impact speed reduced by 20 % against run zzz")


def test_what_is_not_there_is_said_with_what_is(filled):
    """An unknown number names those near it, a wrong dimension names those there are, and a limit bounds the answer."""
    with pytest.raises(InputError, match="substrate"):
        filled.matching("substrat < 1 mmol/L")
    with pytest.raises(InputError, match=r"\[temperature\] was asked for"):
        filled.matching("substrate < 1 K")
    assert len(filled.matching("substrate > 0 mmol/L", 7)) == 7


@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(low=st.floats(0.001, 10), span=st.floats(0, 5), percent=st.integers(1, 99))
def test_any_range_and_any_share_are_exact(filled, rows, low, span, percent):
    """Property: whatever the ends of a range or the share of a reduction, the results are those that fit plainly."""
    found = {h.run.key for h in filled.matching(f"substrate between {low!r} and {low + span!r} mmol/L", 1000)}
    near = 1e-9 * (low + span)
    inside = {r.run.key for r in rows if low + near < r.given.get("substrate", -1) < low + span - near}
    around = {r.run.key for r in rows if low - near < r.given.get("substrate", -1) < low + span + near}
    assert inside <= found <= around
    least = {h.run.key for h in filled.matching(f"substrate reduced by at least {percent} % against the first", 1000)}
    assert least == {r.run.key for r in rows if changed("substrate", 0, 1 - percent / 100 + 1e-12, "f")(r, rows)}


@settings(deadline=None, max_examples=300)
@given(st.text(alphabet="glucose reduced by 50%<>=()!and or not 0123456789.e+-±'\";\\\x00Ω,", max_size=60))
def test_any_text_is_read_or_refused(text):
    """Property: whatever is written, a condition is read or `InputError` says what was not understood; nothing else."""
    with contextlib.suppress(InputError):
        read(text)


def test_numbers_are_kept_in_si_whatever_their_unit(tmp_path):
    """One temperature in three units is one number in the record."""
    record = open_store(tmp_path)
    for number, (value, unit) in enumerate(((25.0, "degC"), (298.15, "K"), (77.0, "degF"))):
        inputs = {"temperature": Quantity(value=value, unit=unit)}
        record.keep_run(Run(key=f"k{number}", lab="x", version="1", inputs=inputs, outputs={}))
    assert len(record.matching("temperature = 298.15 K")) == 3
    record.close()
