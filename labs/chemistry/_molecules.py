"""Geometries and ground-state spins of small molecules, each with its source. Knows no quantum chemistry.

References:
    .. [HH1979] K. P. Huber, G. Herzberg, Constants of Diatomic Molecules, Van Nostrand 1979 (r_e of diatomics).
    .. [CCCBDB] NIST Computational Chemistry Comparison and Benchmark Database, SRD 101, experimental geometries.
    .. [Crawford] T. D. Crawford, Programming Projects in Quantum Chemistry, the water molecule in STO-3G.
"""

from typing import NamedTuple

BOHR = 0.529177210903  # angstrom, CODATA 2018


class Molecule(NamedTuple):
    """Atoms as `(symbol, x, y, z)` in angstrom, and the number of unpaired electrons of the ground state."""

    atoms: tuple[tuple[str, float, float, float], ...]
    unpaired: int
    words: tuple[str, ...]
    source: str

    @property
    def diatomic(self) -> bool:
        """Whether it has exactly two atoms, so that one bond length fixes it."""
        return len(self.atoms) == 2

    def stretched(self, length: float) -> "Molecule":
        """The diatomic at another bond length in angstrom."""
        (one, *_), (two, *_) = self.atoms
        return self._replace(atoms=((one, 0.0, 0.0, 0.0), (two, 0.0, 0.0, length)))


ATOMS = {  # unpaired electrons of the ground state (NIST Atomic Spectra Database)
    "H": (1, ("hydrogen atom", "atomic hydrogen", "H atom")),
    "He": (0, ("helium", "helium atom")),
    "Li": (1, ("lithium", "lithium atom")),
    "Be": (0, ("beryllium", "beryllium atom")),
    "B": (1, ("boron", "boron atom")),
    "C": (2, ("carbon atom", "atomic carbon")),
    "N": (3, ("nitrogen atom", "atomic nitrogen")),
    "O": (2, ("oxygen atom", "atomic oxygen")),
    "F": (1, ("fluorine atom", "atomic fluorine")),
    "Ne": (0, ("neon", "neon atom")),
}

_DIATOMICS: dict[str, tuple[str, str, float, int, tuple[str, ...]]] = {
    "H2": ("H", "H", 0.74144, 0, ("hydrogen molecule", "molecular hydrogen", "dihydrogen", "hydrogen", "H2")),
    "LiH": ("Li", "H", 1.5949, 0, ("lithium hydride", "LiH")),
    "BH": ("B", "H", 1.2324, 0, ("boron monohydride", "borane(1)", "BH")),
    "HF": ("H", "F", 0.91680, 0, ("hydrogen fluoride", "hydrofluoric acid", "HF molecule", "HF")),
    "OH": ("O", "H", 0.96966, 1, ("hydroxyl radical", "hydroxyl", "OH")),
    "N2": ("N", "N", 1.09768, 0, ("nitrogen molecule", "molecular nitrogen", "dinitrogen", "nitrogen", "N2")),
    "CO": ("C", "O", 1.128323, 0, ("carbon monoxide", "CO")),
    "NO": ("N", "O", 1.15077, 1, ("nitric oxide", "nitrogen monoxide", "NO molecule")),
    "O2": ("O", "O", 1.20752, 2, ("oxygen molecule", "molecular oxygen", "dioxygen", "oxygen", "O2")),
    "F2": ("F", "F", 1.41193, 0, ("fluorine molecule", "molecular fluorine", "difluorine", "fluorine", "F2")),
    "HCl": ("H", "Cl", 1.27455, 0, ("hydrogen chloride", "HCl")),
}


def _polyatomics() -> dict[str, Molecule]:
    cccbdb = "CCCBDB, "
    t = 1.087 / 3**0.5
    return {
        "H2O": Molecule(
            (("O", 0, 0, 0), ("H", 0.0, 0.757222, 0.586500), ("H", 0.0, -0.757222, 0.586500)),
            0,
            ("water", "water molecule", "H2O"),
            cccbdb + "r_e(OH) 0.9578, HOH 104.4776 degrees, Hoy & Bunker, J. Mol. Spectrosc. 74 (1979) 1",
        ),
        "H2O_crawford": Molecule(
            (
                ("O", 0.0, -0.143225816552 * BOHR, 0.0),
                ("H", 1.638036840407 * BOHR, 1.136548822547 * BOHR, 0.0),
                ("H", -1.638036840407 * BOHR, 1.136548822547 * BOHR, 0.0),
            ),
            0,
            ("Crawford water", "water in the Crawford geometry", "Crawford geometry", "Crawford's water"),
            "Crawford, Programming Projects in Quantum Chemistry (a test geometry, not experiment's)",
        ),
        "NH3": Molecule(
            (
                ("N", 0.0, 0.0, 0.0),
                ("H", 0.937527, 0.0, -0.381032),
                ("H", -0.468763, 0.811922, -0.381032),
                ("H", -0.468763, -0.811922, -0.381032),
            ),
            0,
            ("ammonia", "NH3"),
            cccbdb + "r(NH) 1.012, HNH 106.7 degrees, Herzberg 1966",
        ),
        "CH4": Molecule(
            (("C", 0, 0, 0), ("H", t, t, t), ("H", -t, -t, t), ("H", -t, t, -t), ("H", t, -t, -t)),
            0,
            ("methane", "CH4"),
            cccbdb + "r(CH) 1.087, tetrahedral, Hirota 1979",
        ),
        "CO2": Molecule(
            (("C", 0, 0, 0), ("O", 0.0, 0.0, 1.1600), ("O", 0.0, 0.0, -1.1600)),
            0,
            ("carbon dioxide", "CO2"),
            "r_e(CO) 1.1600, linear, Graner, Rossetti & Bailly, Mol. Phys. 58 (1986) 627",
        ),
        "HCN": Molecule(
            (("C", 0, 0, 0), ("H", 0.0, 0.0, -1.0655), ("N", 0.0, 0.0, 1.1532)),
            0,
            ("hydrogen cyanide", "hydrocyanic acid", "prussic acid", "HCN"),
            "r_e(CH) 1.0655, r_e(CN) 1.1532, linear, Winnewisser, Maki & Johnson, J. Mol. Spectrosc. 39 (1971) 149",
        ),
        "C2H2": Molecule(
            (("C", 0, 0, 0.6015), ("C", 0, 0, -0.6015), ("H", 0.0, 0.0, 1.6645), ("H", 0.0, 0.0, -1.6645)),
            0,
            ("acetylene", "ethyne", "C2H2"),
            cccbdb + "r(CC) 1.203, r(CH) 1.063, linear, Herzberg 1966",
        ),
        "H2CO": Molecule(
            (("O", 0, 0, 1.205), ("C", 0, 0, 0), ("H", 0.0, 0.942869, -0.587599), ("H", 0.0, -0.942869, -0.587599)),
            0,
            ("formaldehyde", "methanal", "H2CO", "CH2O"),
            cccbdb + "r(CO) 1.205, r(CH) 1.111, HCH 116.133 degrees, Gurvich",
        ),
        "C2H4": Molecule(
            (
                ("C", 0, 0, 0.6695),
                ("C", 0, 0, -0.6695),
                ("H", 0.0, 0.928926, 1.232081),
                ("H", 0.0, -0.928926, 1.232081),
                ("H", 0.0, 0.928926, -1.232081),
                ("H", 0.0, -0.928926, -1.232081),
            ),
            0,
            ("ethylene", "ethene", "C2H4"),
            cccbdb + "r(CC) 1.339, r(CH) 1.086, HCH 117.6 degrees, Herzberg 1966",
        ),
    }


MOLECULES: dict[str, Molecule] = {
    **{s: Molecule(((s, 0.0, 0.0, 0.0),), n, words, "one atom") for s, (n, words) in ATOMS.items()},
    **{
        name: Molecule(((a, 0.0, 0.0, 0.0), (b, 0.0, 0.0, r)), n, words, f"r_e {r} angstrom, Huber & Herzberg 1979")
        for name, (a, b, r, n, words) in _DIATOMICS.items()
    },
    **_polyatomics(),
}
