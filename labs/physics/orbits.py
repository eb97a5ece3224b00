"""Two-body orbits: integrated motion, escape, synchronous orbits, Hohmann transfers, relativistic advance of periapsis.

The motion is integrated (scipy's DOP853) in the orbit's own scales and checked by its energy; the rest follows from
it or from closed forms [Vallado2013]_. The advance integrates the first-order relativistic equation [Einstein1915]_.

References:
    .. [Vallado2013] D. A. Vallado, Fundamentals of Astrodynamics and Applications, 4th ed., Microcosm 2013.
    .. [Einstein1915] A. Einstein, Sitzungsber. Preuss. Akad. Wiss. (1915) 831.
"""

from math import isclose, pi, sin, sqrt
from typing import Any, NamedTuple

from ech0.core.errors import InputError, RunFailed
from ech0.core.types import Plot
from labs import Choice, Cost, Output, Real, Result, lab
from labs._curves import by_ratio, curve, evenly, thinned
from labs.physics._bodies import AU, BODIES, DAY, C

ARCSEC = 180 * 3600 / pi
CENTURY = 36525 * DAY
FAR = 1e16  # m, about a light year: beyond it other stars pull as much
MOTION = {"period", "orbital_speed", "periapsis_speed", "apoapsis_speed", "periapsis_distance", "apoapsis_distance"} | {
    "perihelion_precession",
    "energy_drift",
}
ORBIT = ("body", "altitude", "semi_major_axis", "eccentricity")
TRANSFER = ("body", "altitude", "semi_major_axis", "target_altitude", "target_radius")


@lab(
    title="Two-body orbits in the solar system",
    version="1",
    inputs={
        "body": Choice(
            {name: body.words for name, body in BODIES.items()},
            "the body that is orbited; with neither altitude nor semi-major axis, the planet whose own orbit is meant",
            words=("around", "orbiting", "central body", "planet"),
        ),
        "altitude": Real(
            "m",
            0.0,
            FAR,
            "height above the equatorial radius of a circular orbit, or of the periapsis of an eccentric one",
            concept="altitude",
            words=("altitude", "height", "above the surface", "above", "periapsis altitude", "perigee altitude"),
            optional=True,
        ),
        "semi_major_axis": Real(
            "m",
            1.0,
            FAR,
            "semi-major axis of the orbit, the radius if it is circular",
            concept="semi_major_axis",
            words=(
                "semi-major axis",
                "semimajor axis",
                "orbital radius",
                "radius of the orbit",
                "distance",
                "orbit radius",
                "AU",
                "astronomical units",
            ),
            optional=True,
        ),
        "eccentricity": Real(
            "",
            0.0,
            0.99,
            "eccentricity of the orbit; left out, a given orbit is circular and a planet keeps its own",
            concept="eccentricity",
            words=("eccentricity",),
            phrases={"circular": 0.0, "circular orbit": 0.0},
            optional=True,
        ),
        "target_altitude": Real(
            "m",
            0.0,
            FAR,
            "height above the equatorial radius of the circular orbit to transfer to",
            concept="altitude",
            words=("target altitude", "final altitude", "to an altitude of"),
            optional=True,
        ),
        "target_radius": Real(
            "m",
            1.0,
            FAR,
            "radius of the circular orbit to transfer to",
            concept="radius",
            words=("target radius", "final radius", "to a radius of", "AU", "astronomical units"),
            optional=True,
        ),
    },
    outputs={
        "period": Output(
            "s",
            "time of one revolution",
            concept="period",
            words=(
                "go round",
                "one revolution",
                "orbit once",
                "circle the",
                "one orbit",
                "once around",
                "orbital period",
                "period",
                "revolution time",
                "time per orbit",
                "orbit time",
                "length of the year",
            ),
            needs=ORBIT,
        ),
        "orbital_speed": Output(
            "m/s",
            "mean speed along the orbit, the speed if it is circular",
            concept="speed",
            words=(
                "orbital speed",
                "orbital velocity",
                "mean orbital speed",
                "speed of the satellite",
                "circular velocity",
            ),
            needs=ORBIT,
        ),
        "periapsis_speed": Output(
            "m/s",
            "speed at the periapsis",
            concept="speed",
            words=("periapsis speed", "perihelion speed", "perigee speed", "speed at perihelion", "speed at perigee"),
            needs=ORBIT,
        ),
        "apoapsis_speed": Output(
            "m/s",
            "speed at the apoapsis",
            concept="speed",
            words=("apoapsis speed", "aphelion speed", "apogee speed", "speed at aphelion", "speed at apogee"),
            needs=ORBIT,
        ),
        "periapsis_distance": Output(
            "m",
            "least distance from the centre of the body",
            concept="distance",
            words=(
                "periapsis distance",
                "perihelion distance",
                "perigee distance",
                "periapsis",
                "perihelion",
                "perigee",
            ),
            needs=ORBIT,
        ),
        "apoapsis_distance": Output(
            "m",
            "greatest distance from the centre of the body",
            concept="distance",
            words=("apoapsis distance", "aphelion distance", "apogee distance", "apoapsis", "aphelion", "apogee"),
            needs=ORBIT,
        ),
        "perihelion_precession": Output(
            "arcsec/century",
            "advance of the periapsis by general relativity, per Julian century",
            concept="precession_rate",
            words=(
                "perihelion precession",
                "precession of the perihelion",
                "perihelion advance",
                "advance of the perihelion",
                "periapsis precession",
                "relativistic precession",
                "apsidal precession",
                "precession",
            ),
            needs=ORBIT,
        ),
        "energy_drift": Output(
            "",
            "relative change of the orbital energy over one integrated revolution: the error of the integration",
            words=("energy drift",),
            needs=ORBIT,
        ),
        "escape_velocity": Output(
            "m/s",
            "least speed that leaves the body for good, from its mean radius or from the altitude",
            concept="escape_velocity",
            words=("escape from", "get away from", "escape velocity", "escape speed", "escape"),
            needs=("body", "altitude"),
        ),
        "surface_gravity": Output(
            "m/s^2",
            "gravitational acceleration at the mean radius, or at the altitude; without rotation",
            concept="acceleration",
            words=("surface gravity", "gravitational acceleration", "acceleration of gravity", "gravity"),
            needs=("body", "altitude"),
        ),
        "synchronous_radius": Output(
            "m",
            "radius of the orbit that keeps pace with the rotation of the body",
            concept="radius",
            words=(
                "synchronous orbit radius",
                "synchronous radius",
                "geostationary radius",
                "geosynchronous radius",
                "radius of the geostationary orbit",
                "areostationary radius",
                "stationary orbit radius",
            ),
            needs=("body",),
        ),
        "synchronous_altitude": Output(
            "m",
            "height of that orbit above the equatorial radius",
            concept="altitude",
            words=(
                "stationary satellite",
                "stationary altitude",
                "stationary",
                "synchronous altitude",
                "geostationary altitude",
                "geosynchronous altitude",
                "areostationary altitude",
                "altitude of a geostationary orbit",
                "geostationary orbit",
                "stationary orbit altitude",
            ),
            needs=("body",),
        ),
        "transfer_delta_v": Output(
            "m/s",
            "sum of the two velocity changes of a Hohmann transfer between circular orbits in one plane",
            concept="delta_v",
            words=("delta-v", "delta v", "Hohmann transfer", "transfer delta-v", "velocity change"),
            needs=TRANSFER,
            ways=(("target_altitude",), ("target_radius",)),
        ),
        "transfer_time": Output(
            "s",
            "time on the Hohmann transfer ellipse",
            concept="time",
            words=("transfer time", "time of flight", "duration of the transfer", "travel time"),
            needs=TRANSFER,
            ways=(("target_altitude",), ("target_radius",)),
        ),
    },
    validity="a point mass about a point mass: no oblateness, drag, other bodies or light pressure, so a low "
    "satellite's nodes and a planet's other precession (Mercury: 532 arcsec/century from the planets) are not in it",
    citations=(
        "Park et al., Astron. J. 161 (2021) 105 (DE440)",
        "Archinal et al., Celest. Mech. Dyn. Astron. 130 (2018) 22",
        "Prsa et al., Astron. J. 152 (2016) 41",
        "Vallado, Fundamentals of Astrodynamics and Applications (2013)",
    ),
    libraries=("scipy",),
    words=(
        "delta-v",
        "Hohmann",
        "escape velocity",
        "orbit",
        "orbital",
        "satellite",
        "planet",
        "spacecraft",
        "moon",
        "gravity",
        "celestial",
        "ISS",
        "space station",
        "solar orbits",
    ),
    cost=Cost(seconds=30, memory_mb=1024),
)
def orbits(
    *,
    body: str,
    altitude: float | None = None,
    semi_major_axis: float | None = None,
    eccentricity: float | None = None,
    target_altitude: float | None = None,
    target_radius: float | None = None,
    wants: tuple[str, ...],
    seed: int,
) -> Result:
    """Work out the wanted outputs that the given inputs determine; deterministic, so `seed` changes nothing."""
    known = BODIES[body]
    at = known.mean_radius if altitude is None else known.radius + altitude
    turn = abs(known.rotation) / 360 / DAY * 2 * pi
    stationary = (known.gm / turn**2) ** (1 / 3)
    outputs = {
        "escape_velocity": sqrt(2 * known.gm / at),
        "surface_gravity": known.gm / at**2,
        "synchronous_radius": stationary,
        "synchronous_altitude": stationary - known.radius,
    }
    notes, method = [], "closed forms of the two-body problem"
    plots: tuple[Plot, ...] = ()
    orbit, note = _orbit(body, altitude, semi_major_axis, eccentricity)
    notes += [note] if note and set(wants) & MOTION else []
    if orbit is None and not set(wants) - MOTION:
        raise InputError("orbits.altitude", None, note)
    if orbit is not None and set(wants) & MOTION:
        moved, plots = _motion(orbit)
        outputs |= moved
        method = f"two-body motion integrated over one revolution (DOP853); energy drift {outputs['energy_drift']:.1e}"
        if "perihelion_precession" in wants and orbit.e > 1e-6:
            outputs["perihelion_precession"] = _advance(orbit) * ARCSEC * CENTURY / outputs["period"]
    if target_altitude is not None or target_radius is not None:
        start = known.radius + (altitude or 0.0) if semi_major_axis is None else semi_major_axis
        goal = target_radius if target_altitude is None else known.radius + target_altitude
        outputs |= _hohmann(known.gm, start, goal or 0.0)
        if set(wants) & {"transfer_delta_v", "transfer_time"}:
            plots += _transfer(known.gm, start, goal or 0.0)
    return Result({n: v for n, v in outputs.items() if n in wants}, method, tuple(notes), plots)


class Orbit(NamedTuple):
    """Semi-major axis in m, eccentricity, GM in m^3/s^2."""

    a: float
    e: float
    gm: float


def _orbit(body: str, altitude: float | None, a: float | None, e: float | None) -> tuple[Orbit | None, str]:
    """The orbit that is meant and a note on it; no orbit if the inputs do not say one."""
    known = BODIES[body]
    if altitude is not None and a is not None:
        raise InputError("orbits.altitude", altitude, "give the altitude or the semi-major axis, not both")
    if altitude is None and a is None:
        if known.orbit is None:
            return None, f"for an orbit give an altitude above {body} or a semi-major axis around it"
        own_a, own_e = known.orbit
        note = f"the orbit of {body} itself around the Sun, mean elements at J2000"
        return Orbit(own_a * AU, own_e if e is None else e, BODIES["Sun"].gm + known.gm), note
    e = e or 0.0
    size = (known.radius + altitude) / (1 - e) if altitude is not None else a or 0.0
    if size * (1 - e) < known.radius * (1 - 1e-9):
        cure = f"its periapsis lies inside {body}, whose radius is {known.radius:.7g} m; take a wider or rounder orbit"
        raise InputError("orbits.semi_major_axis", f"{size:.7g} m", cure)
    return Orbit(size, e, known.gm), ""


def _motion(orbit: Orbit) -> tuple[dict[str, float], tuple[Plot, ...]]:
    """One revolution from the periapsis, in units of `a` and of `sqrt(a^3/GM)`; the fifth variable is the path."""
    from numpy import array, hypot
    from scipy.integrate import solve_ivp

    def pull(_t: float, s: Any) -> Any:
        x, y, u, v, _ = s
        r3 = hypot(x, y) ** 3
        return array([u, v, -x / r3, -y / r3, hypot(u, v)])

    def back(t: float, s: Any) -> float:
        return float(s[1]) if t > 1 else 1.0  # the start lies on the line that it must cross again, upwards

    back.direction = 1.0  # type: ignore[attr-defined]
    back.terminal = True  # type: ignore[attr-defined]
    fast = sqrt((1 + orbit.e) / (1 - orbit.e))
    start = [1 - orbit.e, 0.0, 0.0, fast, 0.0]
    run = solve_ivp(pull, (0.0, 7.0), start, "DOP853", events=back, rtol=1e-12, atol=1e-14)
    if run.status != 1:
        raise RunFailed("lab orbits", "the integrated orbit did not close")
    turn, end = float(run.t_events[0][0]), run.y_events[0][0]
    drift = abs((hypot(end[2], end[3]) ** 2 / 2 - 1 / hypot(end[0], end[1])) / -0.5 - 1)
    speed, time = sqrt(orbit.gm / orbit.a), sqrt(orbit.a**3 / orbit.gm)
    if not isclose(turn, 2 * pi, rel_tol=1e-9):
        off = turn / (2 * pi) - 1
        raise RunFailed("lab orbits", f"the integrated period departs from Kepler's third law by {off:.1e}")
    found = {
        "period": turn * time,
        "orbital_speed": float(end[4]) / turn * speed,
        "periapsis_speed": fast * speed,
        "apoapsis_speed": speed / fast,
        "periapsis_distance": orbit.a * (1 - orbit.e),
        "apoapsis_distance": orbit.a * (1 + orbit.e),
        "energy_drift": float(drift),
    }
    return found, _distance(orbit, run, time) if orbit.e > 0.001 else ()


def _distance(orbit: Orbit, run: Any, time: float) -> tuple[Plot, ...]:
    """The distance at the steps of the integration."""
    from numpy import hypot

    chosen = thinned(run.t)
    x, y = ("time", "day"), ("distance from the centre", "m")
    lines = {"distance": orbit.a * hypot(run.y[0], run.y[1])[chosen]}
    return curve("One revolution", x, y, run.t[chosen] * time / DAY, lines)


def _advance(orbit: Orbit) -> float:
    """Radians per revolution. `u = p/r` obeys `u'' + u = 1 + eps u^2`; only what relativity adds to the ellipse is
    integrated, so that its tiny size costs no digits."""
    from numpy import array, cos
    from scipy.integrate import solve_ivp
    from scipy.optimize import brentq

    e, eps = orbit.e, 3 * orbit.gm / (C**2 * orbit.a * (1 - orbit.e**2))
    run = solve_ivp(
        lambda f, w: array([w[1], eps * (1 + e * cos(f) + w[0]) ** 2 - w[0]]),
        (0.0, 2 * pi + 0.5),
        [0.0, 0.0],
        "DOP853",
        rtol=1e-12,
        atol=1e-14 * eps,
        dense_output=True,
    )
    slope = lambda d: -e * sin(d) + float(run.sol(2 * pi + d)[1])  # noqa: E731  zero where the radius is least again
    return float(brentq(slope, 0.0, 0.5, xtol=1e-20, rtol=1e-13))


def _hohmann(gm: float, start: float, goal: float) -> dict[str, float]:
    half = (start + goal) / 2
    first = abs(_speed(gm, start, half) - _speed(gm, start, start))
    second = abs(_speed(gm, goal, goal) - _speed(gm, goal, half))
    return {"transfer_delta_v": first + second, "transfer_time": pi * sqrt(half**3 / gm)}


def _speed(gm: float, r: float, a: float) -> float:
    """At the distance `r` on an orbit of semi-major axis `a`, by the conservation of energy."""
    return sqrt(gm / a) if r == a else sqrt(gm * (2 / r - 1 / a))


def _transfer(gm: float, start: float, goal: float) -> tuple[Plot, ...]:
    """Speed over radius: the gaps at both ends are the changes of speed that the transfer takes."""
    low, high = sorted((start, goal))
    wide = high > 5 * low
    grid = by_ratio(low, high) if wide else evenly(low, high)
    lines = {
        "circular orbit": lambda r: _speed(gm, r, r),
        "transfer": lambda r: _speed(gm, r, (start + goal) / 2),
    }
    return curve("Hohmann transfer", ("radius", "m"), ("speed", "m/s"), grid, lines, log_x=wide)
