"""Heat capacity, entropy and thermal energy of a solid by Debye's model [Debye1912]_.

One number, the Debye temperature, stands for all vibrations. Knows no electrons, no thermal expansion (so its heat
capacity is that at constant volume) and no magnetism.

References:
    .. [Debye1912] P. Debye, Ann. Phys. 344 (1912) 789-839.
    .. [Kittel2005] C. Kittel, Introduction to Solid State Physics, 8th ed. (2005), table 5.1 (Debye temperatures).
"""

from math import exp, expm1, log, pi

from ech0.core.errors import InputError
from ech0.core.types import Line, Plot
from labs import Choice, Cost, Output, Real, Result, lab

R = 8.314462618  # J/mol/K
SOLIDS = {  # Debye temperature in K at low temperature, and words
    "aluminium": (428, ("aluminium", "aluminum", "Al")),
    "beryllium": (1440, ("beryllium", "Be crystal")),
    "copper": (343, ("copper", "Cu")),
    "diamond": (2230, ("diamond",)),
    "gold": (165, ("gold", "Au")),
    "iron": (470, ("iron", "Fe")),
    "lead": (105, ("lead metal", "solid lead", "Pb")),
    "magnesium": (400, ("magnesium", "Mg")),
    "nickel": (450, ("nickel", "Ni")),
    "platinum": (240, ("platinum", "Pt")),
    "silicon": (645, ("silicon", "Si")),
    "silver": (225, ("silver", "Ag")),
    "tungsten": (400, ("tungsten",)),
    "germanium": (374, ("germanium", "Ge")),
    "titanium": (420, ("titanium", "Ti")),
    "zinc": (327, ("zinc", "Zn")),
    "other": (0, ("another solid",)),
}
INPUTS = ("solid", "debye_temperature", "temperature")


@lab(
    title="Debye model of a solid",
    version="1",
    inputs={
        "temperature": Real("K", 0.1, 5000.0, "temperature", concept="temperature", words=("temperature", "at")),
        "debye_temperature": Real(
            "K",
            20.0,
            3000.0,
            "Debye temperature, instead of the solid's own",
            words=("Debye temperature", "characteristic temperature"),
            optional=True,
        ),
        "solid": Choice(
            {k: w for k, (_, w) in SOLIDS.items()}, "an element whose Debye temperature is known", default="other"
        ),
    },
    outputs={
        "debye_heat_capacity": Output(
            "J/mol/K",
            "heat capacity at constant volume of one mole of atoms",
            words=(
                "heat capacity of",
                "Debye heat capacity",
                "molar heat capacity",
                "lattice heat capacity",
                "heat capacity",
                "Cv",
            ),
            needs=INPUTS,
            ways=(("solid",), ("debye_temperature",)),
        ),
        "debye_entropy": Output(
            "J/mol/K",
            "vibrational entropy of one mole of atoms",
            words=("Debye entropy", "vibrational entropy", "lattice entropy", "molar entropy"),
            needs=INPUTS,
            ways=(("solid",), ("debye_temperature",)),
        ),
        "thermal_energy": Output(
            "kJ/mol",
            "vibrational energy of one mole of atoms above that at absolute zero",
            words=("Debye energy", "vibrational thermal energy", "lattice energy content"),
            needs=INPUTS,
            ways=(("solid",), ("debye_temperature",)),
        ),
    },
    validity="monatomic solids without electrons that matter (T above a few K in metals), below melting; it is Cv, "
    "which measured Cp exceeds by some 3 % at room temperature; Debye temperatures of low temperature miss the "
    "measured curve by up to 8 %, and by more where optical modes count (diamond, silicon)",
    citations=("Debye, Ann. Phys. 344 (1912) 789", "Kittel, Introduction to Solid State Physics, 8th ed. (2005)"),
    libraries=("scipy",),
    words=("Debye", "Debye model", "Debye temperature", "lattice vibrations", "phonon heat capacity"),
    on_request=True,
    cost=Cost(seconds=20, memory_mb=512),
)
def debye_solid(
    *, temperature: float, solid: str, debye_temperature: float | None = None, wants: tuple[str, ...], seed: int
) -> Result:
    """Integrate over the Debye spectrum; deterministic, so `seed` changes nothing."""
    theta = debye_temperature or SOLIDS[solid][0]
    if not theta:
        raise InputError("debye_solid.debye_temperature", None, "give it in K, or name a solid")
    outputs = dict(
        zip(
            ("debye_heat_capacity", "debye_entropy", "thermal_energy"),
            _debye(theta / temperature, temperature),
            strict=True,
        )
    )
    span = tuple(theta * 1.5 * (n + 1) / 120 for n in range(120))
    line = Line(name="Debye", y=tuple(_debye(theta / t, t)[0] for t in span))
    plot = Plot(
        title="Heat capacity", x_name="temperature", x_unit="K", x=span, y_name="Cv", y_unit="J/mol/K", lines=(line,)
    )
    method = f"Debye integral with a Debye temperature of {theta:g} K"
    return Result({n: v for n, v in outputs.items() if n in wants}, method, (), (plot,))


def _debye(x: float, temperature: float) -> tuple[float, float, float]:
    """Cv and entropy in J/mol/K and energy in kJ/mol, at `x = theta/T`.

    With `D = 3/x^3 integral y^3/(e^y - 1)`: energy `3RTD`, entropy `R (4D - 3 ln(1 - e^-x))`, and the heat capacity is
    the derivative of the energy, `3R (4D - 3x/(e^x - 1))`.
    """
    from scipy.integrate import quad

    top = min(x, 60.0)  # beyond, the integrand is nothing
    whole = (
        pi**4 / 15 if x > 60 else quad(lambda y: y**3 / expm1(y) if y else 0.0, 0, top, epsabs=1e-13, epsrel=1e-12)[0]
    )
    mean = 3 / x**3 * whole
    tail = 3 * x * exp(-x) / -expm1(-x)
    return 3 * R * (4 * mean - tail), R * (4 * mean - 3 * log(-expm1(-x))), 3 * R * temperature * mean / 1000
