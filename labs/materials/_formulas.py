"""Chemical formulas as text: how they look, what they count, and names for common ones. Knows no property."""

import re

FORMULA = r"(?:(?:[A-Z][a-z]?|\((?:[A-Z][a-z]?(?:\d+(?:\.\d+)?)?)+\))(?:\d+(?:\.\d+)?)?)+"
SYMBOLS = frozenset(
    """H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr Nb
    Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au Hg
    Tl
    Pb Bi Po At Rn Fr Ra Ac Th Pa U Np Pu""".split()
)
KNOWN = {
    "Li": ("lithium",),
    "Be": ("beryllium",),
    "Mg": ("magnesium",),
    "Al": ("aluminium", "aluminum"),
    "Si": ("silicon",),
    "Ti": ("titanium",),
    "V": ("vanadium",),
    "Cr": ("chromium",),
    "Mn": ("manganese",),
    "Fe": ("iron",),
    "Co": ("cobalt",),
    "Ni": ("nickel",),
    "Cu": ("copper",),
    "Zn": ("zinc",),
    "Ga": ("gallium",),
    "Ge": ("germanium",),
    "Y": ("yttrium",),
    "Zr": ("zirconium",),
    "Nb": ("niobium",),
    "Mo": ("molybdenum",),
    "Ru": ("ruthenium",),
    "Rh": ("rhodium",),
    "Pd": ("palladium",),
    "Ag": ("silver",),
    "Cd": ("cadmium",),
    "In": ("indium",),
    "Sn": ("tin",),
    "Sb": ("antimony",),
    "Te": ("tellurium",),
    "La": ("lanthanum",),
    "Ce": ("cerium",),
    "Nd": ("neodymium",),
    "Dy": ("dysprosium",),
    "Hf": ("hafnium",),
    "Ta": ("tantalum",),
    "W": ("tungsten",),
    "Re": ("rhenium",),
    "Ir": ("iridium",),
    "Pt": ("platinum",),
    "Au": ("gold",),
    "Hg": ("mercury",),
    "Pb": ("lead",),
    "Bi": ("bismuth",),
    "LiCoO2": ("lithium cobalt oxide",),
    "LiFePO4": ("lithium iron phosphate",),
    "GaAs": ("gallium arsenide",),
    "Al2O3": ("alumina", "aluminium oxide", "aluminum oxide"),
    "Fe2O3": ("hematite", "ferric oxide"),
    "TiO2": ("titania", "titanium dioxide"),
    "Nd2Fe14B": ("neodymium magnet", "neodymium iron boron"),
    "CdTe": ("cadmium telluride",),
}
_PART = re.compile(r"([A-Z][a-z]?|\([^()]*\))(\d+(?:\.\d+)?)?")


def counts(formula: str) -> dict[str, float]:
    """Atoms of each element; raises `ValueError` naming what is no element."""
    found: dict[str, float] = {}
    for m in _PART.finditer(formula):
        many = float(m[2] or 1)
        if not 0 < many <= 1000:
            raise ValueError(f"{m[0]}: a count of atoms lies between 0 and 1000")
        inner = counts(m[1][1:-1]) if m[1].startswith("(") else {m[1]: 1.0}
        for symbol, n in inner.items():
            if symbol not in SYMBOLS:
                raise ValueError(f"{symbol} is no element; write a formula such as LiCoO2")
            found[symbol] = found.get(symbol, 0.0) + many * n
    return found


def checked(formula: str) -> str:
    """The formula, if every symbol in it is an element."""
    counts(formula)
    return formula
