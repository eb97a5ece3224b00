"""Flight of a sphere through still air with quadratic drag, by integration of the equations of motion.

Constant drag coefficient, density and gravity; the launch may be above the ground. Knows no wind, no spin and
no sound barrier.

References:
    .. [Parker1977] G. W. Parker, Am. J. Phys. 45 (1977) 606-610.
"""

from math import cos, hypot, inf, pi, radians, sin, sqrt
from typing import Any

from ech0.core.errors import RunFailed
from ech0.core.types import Plot
from labs import Cost, Output, Real, Result, lab
from labs._curves import curve, evenly

SPHERE = ("mass", "diameter", "drag_coefficient", "air_density", "gravity")


@lab(
    title="Projectile with quadratic air drag",
    version="1",
    inputs={
        "speed": Real(
            "m/s",
            1e-3,
            1000.0,
            "launch speed",
            concept="speed",
            words=("launched at", "thrown", "hit at", "leaves at", "launch speed", "initial speed", "thrown at"),
        ),
        "angle": Real(
            "degree",
            -90.0,
            90.0,
            "launch angle above the horizontal",
            concept="angle",
            words=("elevation", "upward", "launch angle", "above the horizontal", "angle of elevation"),
            phrases={
                **dict.fromkeys(("straight up", "vertically upward", "vertically up", "vertically"), 90.0),
                **dict.fromkeys(("launched horizontally", "horizontally", "aimed level"), 0.0),
                **dict.fromkeys(("straight down", "vertically downward", "vertically down"), -90.0),
            },
        ),
        "mass": Real(
            "kg",
            1e-9,
            1e5,
            "mass of the sphere",
            concept="mass",
            words=(
                "weighs",
                "weighing",
                "mass",
            ),
        ),
        "diameter": Real(
            "m",
            1e-5,
            10.0,
            "diameter of the sphere",
            concept="diameter",
            words=("across", "wide", "diameter", "in diameter", "measures", "measuring", "calibre", "caliber", "bore"),
        ),
        "drag_coefficient": Real(
            "",
            0.0,
            3.0,
            "drag coefficient on the cross section; default: a smooth sphere below the drag crisis",
            default=0.47,
            words=("drag coefficient", "coefficient of drag", "Cd"),
        ),
        "air_density": Real(
            "kg/m^3",
            0.0,
            1500.0,
            "density of the air; default: sea level at 15 degC",
            default=1.225,
            concept="density",
            words=("air density", "density of air", "density of the air"),
        ),
        "launch_height": Real(
            "m",
            0.0,
            1e4,
            "height of the launch above the ground",
            default=0.0,
            concept="height",
            words=(
                *("launch height", "above the ground", "from a height of", "above", "cliff", "tower", "roof"),
                *("balcony", "high", "tall", "up", "off the ground"),
            ),
        ),
        "gravity": Real("m/s^2", 0.1, 100.0, "acceleration of free fall", default=9.80665, words=("gravity",)),
    },
    outputs={
        "range": Output(
            "m",
            "horizontal distance to the ground",
            words=(
                *("range", "how far", "land", "distance"),
                *("range with drag", "range with air drag", "range with quadratic drag"),
            ),
        ),
        "flight_time": Output(
            "s",
            "time to the ground",
            concept="time",
            words=("in the air", "flight time", "flight time with drag", "time of flight with drag"),
        ),
        "maximum_height": Output(
            "m",
            "greatest height above the ground",
            words=(
                *("rise", "maximum height", "maximum height with drag", "apex with drag", "apex", "highest point"),
                *("greatest height", "how high"),
            ),
        ),
        "impact_speed": Output(
            "m/s",
            "speed at the ground",
            concept="speed",
            words=(
                *("hits the ground", "strike", "strikes", "on landing", "at impact", "at the ground", "when it lands"),
                *("impact speed", "hit the ground", "impact speed with drag", "landing speed with drag"),
            ),
        ),
        "terminal_speed": Output(
            "m/s",
            "speed of fall at which drag carries the weight, buoyancy neglected",
            concept="speed",
            words=(
                "terminal velocity",
                "terminal speed",
                "terminal speed of the sphere",
                "terminal velocity with quadratic drag",
            ),
            needs=SPHERE,
        ),
    },
    validity="a smooth sphere without spin in still air, slower than about 200 m/s, at Reynolds numbers of 1e3 to 2e5, "
    "where the drag coefficient hardly changes; level ground",
    citations=("Parker, Am. J. Phys. 45 (1977) 606",),
    libraries=("scipy",),
    words=(
        "air drag",
        "air resistance",
        "incl. drag",
        "barrel",
        "including drag",
        "drag included",
        "taking drag into account",
        "with drag",
        "air resistance included",
        "drag coefficient",
        "quadratic drag",
        "quadratic air drag",
        "quadratic air resistance",
        "with air drag",
    ),
    cost=Cost(seconds=20, memory_mb=512),
)
def projectile_drag(*, wants: tuple[str, ...], seed: int, **given: float) -> Result:
    """Fly until the ground; deterministic, so `seed` changes nothing."""
    area, gravity = pi * given["diameter"] ** 2 / 4, given["gravity"]
    drag = 0.5 * given["air_density"] * given["drag_coefficient"] * area / given["mass"]
    terminal = sqrt(gravity / drag) if drag else inf
    outputs: dict[str, float] = {}
    notes: list[str] = []
    plots: tuple[Plot, ...] = ()
    if drag:
        outputs["terminal_speed"] = terminal
    elif "terminal_speed" in wants:
        notes.append("without drag there is no terminal speed")
    if "speed" in given and "angle" in given:
        launch = given["speed"], radians(given["angle"]), given["launch_height"], gravity
        flown, course = _fly(*launch, drag)
        outputs |= flown
        if course is not None and set(wants) - {"terminal_speed"}:
            free = _fly(*launch, 0.0) if drag else (flown, course)
            plots = _plot((flown, course), free)
        if given["speed"] > 200:
            notes.append("above 200 m/s the drag coefficient rises towards the speed of sound: drag is understated")
    method = "equations of motion by LSODA at a relative tolerance of 1e-11"
    return Result({n: v for n, v in outputs.items() if n in wants}, method, tuple(notes), plots)


Flight = tuple[dict[str, float], Any]
"""What is found of a flight, and its course: place and velocity as a function of time, None if it stays put."""


def _fly(speed: float, angle: float, height: float, gravity: float, drag: float) -> Flight:
    """Events stop the flight at the ground and read the apex."""
    from scipy.integrate import solve_ivp

    def pull(_t: float, s: list[float]) -> list[float]:
        slowed = drag * hypot(s[2], s[3])
        return [s[2], s[3], -slowed * s[2], -gravity - slowed * s[3]]

    def lands(_t: float, s: list[float]) -> float:
        return s[1]

    def turns(_t: float, s: list[float]) -> float:
        return s[3]

    lands.terminal, lands.direction = True, -1.0  # type: ignore[attr-defined]
    up = speed * sin(angle)
    across = 0.0 if abs(angle) == pi / 2 else speed * cos(angle)
    if height == 0 and up <= 0:
        return {"range": 0.0, "flight_time": 0.0, "maximum_height": 0.0, "impact_speed": speed}, None
    # fall at a tenth of the terminal speed, or freely: no flight lasts longer
    still = sqrt(gravity / drag) if drag else inf
    reach = height + up * up / (2 * gravity)
    longest = 10 * (abs(up) / gravity + sqrt(2 * reach / gravity) + reach / still)
    start, events = [0.0, height, across, up], (lands, turns)
    run = solve_ivp(pull, (0.0, longest), start, "LSODA", events=events, rtol=1e-11, atol=1e-12, dense_output=True)
    if run.status != 1:
        raise RunFailed("lab projectile_drag", "the flight did not reach the ground")
    end = run.y_events[0][0]
    apex = float(run.y_events[1][0][1]) if len(run.t_events[1]) else height
    found = {
        "range": float(end[0]),
        "flight_time": float(run.t_events[0][0]),
        "maximum_height": max(apex, height),
        "impact_speed": float(hypot(end[2], end[3])),
    }
    return found, run.sol


def _plot(flown: Flight, free: Flight) -> tuple[Plot, ...]:
    """Height over distance, or over time if the flight is vertical; what has landed lies on the ground."""
    (found, course), (first, ideal) = flown, free
    times = evenly(0.0, found["flight_time"])
    path = course(times)
    steps = [n for n in range(1, len(times)) if path[0][n] > path[0][n - 1] + 1e-9 * found["range"]]
    if len(steps) < len(times) - 1:  # no way across, or none after the drag has used it up
        grid = evenly(0.0, max(found["flight_time"], first["flight_time"]), found["flight_time"])
        x, across = ("time", "s"), 1.0
        dragged = [max(0.0, float(course(t)[1])) if t <= found["flight_time"] else 0.0 for t in grid]
    else:
        beyond = evenly(found["range"], max(first["range"], found["range"] * (1 + 1e-9)), points=40)[1:]
        grid = (*(float(v) for v in path[0]), *beyond)
        x, across = ("distance", "m"), first["range"] / first["flight_time"]
        dragged = [*(max(0.0, float(v)) for v in path[1]), *(0.0 for _ in beyond)]
    lines = {"with drag": dragged}
    if course is not ideal:
        ended = first["flight_time"]
        lines["without drag"] = [max(0.0, float(ideal(v / across)[1])) if v / across <= ended else 0.0 for v in grid]
    else:
        lines = {"without drag": dragged}
    return curve("Flight", x, ("height", "m"), grid, lines)
