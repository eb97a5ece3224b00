"""Gravitational parameters, radii, rotation and own orbits of solar-system bodies, each with its source.

References:
    .. [Park2021] R. S. Park et al., The JPL Planetary and Lunar Ephemerides DE440 and DE441, AJ 161 (2021) 105.
    .. [Archinal2018] B. A. Archinal et al., Report of the IAU Working Group on Cartographic Coordinates and Rotational
       Elements: 2015, Celest. Mech. Dyn. Astron. 130 (2018) 22.
    .. [Prsa2016] A. Prsa et al., IAU 2015 Resolution B3 nominal values, Astron. J. 152 (2016) 41.
    .. [Standish] E. M. Standish, J. G. Williams, Approximate Positions of the Major Planets, JPL Solar System Dynamics.
"""

from typing import NamedTuple

AU = 149_597_870_700.0  # m, exact (IAU 2012 Resolution B2)
C = 299_792_458.0  # m/s, exact
DAY = 86_400.0  # s


class Body(NamedTuple):
    """GM in m^3/s^2, radii in m, rotation in degrees per day, own orbit `(a in au, e)` about the Sun.

    `radius` is the equatorial one, from which altitudes count.
    """

    gm: float
    radius: float
    mean_radius: float
    rotation: float
    orbit: tuple[float, float] | None
    words: tuple[str, ...]


def _words(name: str, *others: str) -> tuple[str, ...]:
    return (name, name.lower(), *others) if name in ("Sun", "Earth", "Moon") else (name, *others)


# GM: DE440 [Park2021]_ (the body without its moons for the giants); radii and rotation: [Archinal2018]_, the Sun's
# radius [Prsa2016]_; orbits: mean elements at J2000 [Standish]_, the Earth's those of the Earth-Moon barycentre.
BODIES: dict[str, Body] = {
    "Sun": Body(1.32712440041279e20, 6.957e8, 6.957e8, 14.1844, None, _words("Sun", "the sun", "solar")),
    "Mercury": Body(2.2031868551e13, 2.44053e6, 2.4394e6, 6.1385108, (0.38709927, 0.20563593), _words("Mercury")),
    "Venus": Body(3.24858592e14, 6.0518e6, 6.0518e6, -1.4813688, (0.72333566, 0.00677672), _words("Venus")),
    "Earth": Body(3.986004355e14, 6.3781366e6, 6.3710084e6, 360.9856235, (1.00000261, 0.01671123), _words("Earth")),
    "Moon": Body(4.902800118e12, 1.7374e6, 1.7374e6, 13.17635815, None, _words("Moon", "the moon", "lunar")),
    "Mars": Body(
        4.2828373620e13, 3.39619e6, 3.38950e6, 350.891982443, (1.52371034, 0.09339410), _words("Mars", "Martian")
    ),
    "Jupiter": Body(1.266865319e17, 7.1492e7, 6.9911e7, 870.536, (5.20288700, 0.04838624), _words("Jupiter")),
    "Saturn": Body(3.7931206234e16, 6.0268e7, 5.8232e7, 810.7939024, (9.53667594, 0.05386179), _words("Saturn")),
    "Uranus": Body(5.793951256e15, 2.5559e7, 2.5362e7, -501.1600928, (19.18916464, 0.04725744), _words("Uranus")),
    "Neptune": Body(6.83509997e15, 2.4764e7, 2.4622e7, 541.1397757, (30.06992276, 0.00859048), _words("Neptune")),
    "Pluto": Body(8.696e11, 1.1883e6, 1.1883e6, 56.3625225, (39.48211675, 0.24882730), _words("Pluto")),
}
