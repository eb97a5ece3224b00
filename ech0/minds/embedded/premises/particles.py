"""Decays and reactions of elementary particles told in words or signs: charge, baryons and leptons before and after.

Counts come from a table of particles; nothing is worked out here.
"""

import re

from ech0.core.types import Relation, Symbol
from ech0.minds.embedded.premises.figures import Page
from ech0.minds.embedded.premises.notes import Notes, cited, denies

_PARTICLES = {
    "proton": (1, 1, 0), "antiproton": (-1, -1, 0), "neutron": (0, 1, 0), "antineutron": (0, -1, 0),
    "electron": (-1, 0, 1), "positron": (1, 0, -1), "electron antineutrino": (0, 0, -1), "electron neutrino": (0, 0, 1),
    "antineutrino": (0, 0, -1), "neutrino": (0, 0, 1), "photon": (0, 0, 0), "gamma ray": (0, 0, 0),
    "positive pion": (1, 0, 0), "negative pion": (-1, 0, 0), "neutral pion": (0, 0, 0),
    "positive muon": (1, 0, -1), "negative muon": (-1, 0, 1),
    "muon neutrino": (0, 0, 1), "muon antineutrino": (0, 0, -1), "lambda": (0, 1, 0),
}  # fmt: skip
"""Charge, baryon number and lepton number; Particle Data Group, Review of Particle Physics (2022)."""
_COUNTS = {"a": 1, "an": 1, "one": 1, "the": 1, "two": 2, "three": 3, "another": 1}
_NAMES = "|".join(sorted(map(re.escape, _PARTICLES), key=len, reverse=True))
_ONE = rf"(?:(?:{'|'.join(_COUNTS)})\s+)?(?:free\s+|single\s+|lone\s+)?(?:{_NAMES})s?"
_LIST = rf"{_ONE}(?:(?:,\s*(?:and\s+)?|\s+and\s+|\s*\+\s*|\s+plus\s+){_ONE})*"
_EVENT = re.compile(
    rf"(?<![\w-])(?P<before>{_ONE}(?:\s+and\s+{_ONE})?)\s+(?:(?:spontaneously|simply|can|may|freely|at rest|then)\s+)*"
    r"(?:decay\w*|turn\w*|transform\w*|annihilat\w*|disintegrat\w*|break\w* up|split\w*|chang\w*|convert\w*)\s+"
    rf"(?:only\s+|just\s+|directly\s+)?(?:in)?to\s+(?:only\s+|just\s+)?(?P<after>{_LIST})(?![\w-])(?!\s*[,+]\s*\w+ino|\s+and\b)"
)
_LAWS = (
    ("charge", "electric charge is conserved", "Faraday, Phil. Mag. 22 (1843) 200"),
    ("baryons", "the baryon number is conserved", "Particle Data Group, Review of Particle Physics (2022)"),
    ("leptons", "the lepton number is conserved", "Particle Data Group, Review of Particle Physics (2022)"),
)


def conserved(page: Page, notes: Notes) -> None:
    """Each event that the text tells."""
    for found in _EVENT.finditer(page.low):
        start, end = page.within(found.start())
        said = page.low[start:end]
        if denies(said) or re.search(
            r"\bnucle(?:us|i)\b|\bwhy\b|\bcapture|\binside\b|\bbound\b|\bif\b|\bwould\b", said
        ):
            continue
        symbols: list[Symbol] = []
        relations: list[Relation] = []
        laws: list[Relation] = []
        for place, (what, law, source) in enumerate(_LAWS):
            if what == "leptons" and re.search(r"\bneutrinos\b|\bmuon", said):
                continue  # `two neutrinos` may be one of each kind
            for side in ("before", "after"):
                symbols.append(Symbol(name=f"{what}_{side}", unit="", meaning=f"{what} {side}"))
                relations.append(
                    Relation(
                        expression=f"{what}_{side} = {_sum(found[side], place)}", text=f"the {what} {side} are counted"
                    )
                )
            text = cited(law, source)
            laws += [Relation(expression=f"{what}_before {op} {what}_after", text=text) for op in ("<=", ">=")]
        notes.quantities("count what particles carry before and after", symbols, laws, relations)


def _sum(side: str, place: int) -> str:
    parts = []
    for m in re.finditer(
        rf"(?<![\w-])(?:(?P<n>{'|'.join(_COUNTS)})\s+)?(?:free\s+|single\s+|lone\s+)?(?P<x>{_NAMES})s?(?![\w-])", side
    ):
        parts.append(f"{_COUNTS.get(m['n'] or 'a', 1)} * ({_PARTICLES[m['x']][place]})")
    return " + ".join(parts) or "0"
