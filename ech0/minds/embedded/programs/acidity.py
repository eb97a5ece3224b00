"""The pH of what is dissolved, by name or formula: acids, bases, their salts, buffers, and mixtures of two solutions.

Mass and charge balance at 25 °C with the ionic product of water and the published acid constants; no activities:

    [H+] - Kw/[H+] + charges that stay + charges of the weak acids and bases at this pH = 0

Other temperatures are declined, since the constants are those of 25 °C; so is what does not dissolve.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ech0.core import units
from ech0.core.acids import Acid, acids
from ech0.core.solutes import Solute, precipitate, solute
from ech0.core.types import Definition, Entry, Need, Plan
from ech0.ledger import sayable
from ech0.minds.embedded.programs.page import Page, calculation

PATH = "acidity"
MOST = 8.0
"""mol/L; beyond it a solution is hardly water any more."""
_LEAD = (
    r"(?:(?:please|hi|hey|so|and|what(?:'s| is| will be| would be)|whats|find|calculate|compute|determine"
    r"|work out|estimate|give"
    r"|give me|tell me|i need|how much is) )*(?:the |its |it's |this )?"
)
_WANT = (
    r"(?P<want>ph|poh|\[h\+\]|\[h3o\+\]|\[oh-\]|(?:hydrogen[- ]ion|hydronium(?:[- ]ion)?|proton|h\+|h3o\+) "
    r"concentration"
    r"|concentration of (?:hydrogen ions?|hydronium(?: ions?)?|h\+(?: ions?)?|h3o\+(?: ions?)?)"
    r"|(?:hydroxide(?:[- ]ion)?|oh-) concentration|concentration of (?:hydroxide(?: ions?)?|oh-(?: ions?)?))(?: value)?"
)
_SUBST = (
    r"(?P<s{0}>[A-Za-z(][\w()·.+^-]*(?: ?\([ivx]+\))?(?: (?!solution|and|with|in|at|is|has|to|of|mixed"
    r"|what)[a-z]+){{0,2}})"
)
_NOISE = (
    r"(?:an? |the |its |some |aqueous |dilute |of |in |solution |solutions |containing |contains |pure |strong "
    r"acid |weak acid |that is |which is |with respect to )*"
)
_VOLUME = r"(?:#(?P<v{0}>\d+) (?:of )?)?"
_ONE = _VOLUME + _NOISE + r"#(?P<c{0}>\d+) " + _NOISE + _SUBST + r"(?: \(aq\))?(?: solutions?)?(?: in water)?"
_OTHER = (
    _VOLUME
    + _NOISE
    + _SUBST
    + r"(?: \(aq\))? (?:solution )?(?:at |with |of )*(?:a concentration of )?#(?P<c{0}>\d+)(?: solutions?)?"
)
_FIRST = _ONE.format(1)
_PAIR = (
    rf"{_FIRST}(?:,? (?:is |are |was )?(?:and|with|(?:mixed|combined) with|added to|plus|to which) (?:is added )?"
    rf"|\s?\+\s?){_ONE.format(2)}(?: (?:are|is|was|were) (?:mixed|combined|added(?: together)?))?"
)
_KNOWN = (
    r"(?:[,;.]? ?\(?(?:and |with |if |take |assume |use |given |where |for which )*(?:the |its |a "
    r")?(?P<kind>pk_?a|k_?a|pk_?b|k_?b)(?: (?:value )?(?:of|for) [a-z ]+?)? ?(?:=|is|of|:)? ?#(?P<k>\d+)\)?)?"
)
_WHERE = r"(?:,? (?:at|and) #(?P<t>\d+)(?: and 1 atm)?|,? at room temperature)?"
_END = rf"{_KNOWN}{_WHERE}\s*[.?!]*"
_ENTRY = (
    r"(?:(?:(?:i|we) (?:have|mix|combine|add)|mix|combine|there is|given|take|consider|suppose) )?(?:a |the "
    r")?(?:buffer|solution|mixture|buffer solution)?(?: (?:that |which )?(?:is|has|contains|containing|made of"
    r"|consists of|prepared from|of|with|from))*(?: (?:made )?by (?:mixing|adding|combining))? ?"
)
_TOLD = _KNOWN.replace("kind", "kind_").replace("<k>", "<k_>")
_THERE = _WHERE.replace("<t>", "<t_>")
_ALL = (
    r"(?: of (?:the |this )?(?:solution|mixture|buffer|resulting solution|it))?"
    rf"{_WHERE.replace('<t>', '<t__>')}\s*[.?!]*"
)
_ASKS = tuple(
    re.compile(p, re.IGNORECASE)
    for body in (_PAIR, _FIRST, _OTHER.format(1))
    for p in (
        rf"{_LEAD}{_WANT} (?:of|for|in|when|if|after) (?:mixing )?{_ENTRY}{body}{_END}",
        rf"{_ENTRY}{body}{_TOLD}{_THERE}[.,;:]? {_LEAD}{_WANT}{_ALL}",
    )
)
_WATER = re.compile(
    rf"{_LEAD}(?P<want>ph|poh) (?:of|for) (?:pure |distilled |neutral )+water{_WHERE}\s*[.?!]*", re.IGNORECASE
)
_IONS = re.compile(
    r"(?:a )?(?:(?:strong|monoprotic) )*(?:acid|base)|h\+|h3o\+|oh-?|(?:hydrogen|hydronium|hydroxide)(?: "
    r"ions?)?|protons?|(?:free )?acid"
)
"""What is a concentration of ions by itself, or has no name."""
_WHY = "charges balance, without activities; the ionic product of water is that at 25 °C"


@dataclass(frozen=True)
class _Part:
    """One solution: its solute, the mark of its concentration, and of its volume if that is said."""

    solute: Solute
    concentration: int
    volume: int | None


def recognise(page: Page) -> Plan | None:
    """A plan, if the pH of one or two named substances at stated concentrations is all that is asked."""
    if not re.search(r"\bp(?:h|oh)\b|h\+|oh-|hydron|hydrox|hydrogen.ion", page.raw) or len(page.raw) > 300:
        return None
    text, used = _masked(page)
    if _WATER.fullmatch(text):
        made = [Definition(name="p", expression=f"root({_balance([])}, x, 0, 14)", meaning="pH", text=_WHY)]
        return _plan(page, made, {}) if not used else None
    for ask in _ASKS:
        if (found := ask.fullmatch(text)) and (plan := _understood(page, found.groupdict(), used)):
            return plan
    return None


def _masked(page: Page) -> tuple[str, set[int]]:
    """The text with each number that has a unit, or follows a constant's name, as its mark; formulae as they stand."""
    out, at, used = [], 0, set[int]()
    text = page.question.text
    for k, entry in enumerate(page.numbers):
        if entry.span is None or not _counts(page, entry):
            continue
        out += [text[at : entry.span.start], f" #{k} "]
        at = entry.span.end
        used.add(k)
    plain = " ".join("".join([*out, text[at:]]).replace("’", "'").split())
    return re.sub(r"\s+([.,;:?!)])", r"\1", plain), used


def _counts(page: Page, entry: Entry) -> bool:
    quantity = entry.quantity
    if quantity is None or entry.span is None:
        return False
    before = page.question.text[max(0, entry.span.start - 14) : entry.span.start].lower()
    return bool(quantity.unit) or re.search(r"k_?[ab]\W*(?:is|of|=|:)?\s*$", before) is not None


def _understood(page: Page, m: dict[str, str | None], used: set[int]) -> Plan | None:
    parts = []
    for n in ("1", "2"):
        if (name := m.get(f"s{n}")) is None:
            continue
        known = solute(name.removesuffix(" solution").strip())
        mark, volume = m.get(f"c{n}"), m.get(f"v{n}")
        if mark is None or not _is(page, mark, "mol/L") or (volume and not _is(page, volume, "L")):
            return None
        if known is None:
            return _unknown(name.strip(), told=bool(m.get("k") or m.get("k_")))
        parts.append(_Part(known, int(mark), int(volume) if volume else None))
    constant = m.get("k") or m.get("k_")
    kind = (m.get("kind") or m.get("kind_") or "").lower()
    warm = [t for name in ("t", "t_", "t__") if (t := m.get(name))]
    own = {p.concentration for p in parts} | {p.volume for p in parts if p.volume is not None}
    if used != own | {int(t) for t in warm} | ({int(constant)} if constant else set()):
        return None
    if any(not _is(page, t, "K") for t in warm):
        return None
    if any(abs(_in(page, t, "K") - 298.15) > 1.2 for t in warm):
        what = (
            "the ionic product of water and the acid constants at that temperature: the tables have those at "
            "room temperature"
        )
        return Plan(path=PATH, label="pH", missing=(Need(what=what),))
    return _mixed(page, parts, m, (kind, int(constant)) if constant else None)


def _unknown(name: str, *, told: bool) -> Plan | None:
    """What is lacking where a substance is in no table: never is it taken to be a strong acid."""
    if told or _IONS.fullmatch(name.lower()):
        return None
    what = sayable(
        f"the acid or base constant of {name}, which no table here has",
        "the acid constant of that substance",
        names=name,
    )
    return Plan(path=PATH, label="pH", missing=(Need(what=what),))


def _is(page: Page, mark: str, unit: str) -> bool:
    return units.compatible(page.unit(mark) or "gram", unit)


def _in(page: Page, mark: str | int, unit: str) -> float:
    quantity = page.numbers[int(mark)].quantity
    return units.convert(quantity, unit).value if quantity else 0.0


def _mixed(page: Page, parts: Sequence[_Part], m: dict[str, str | None], told: tuple[str, int] | None) -> Plan | None:
    """The claim of a solution, or of two that are mixed."""
    volumes = [p.volume for p in parts]
    if any(v is not None for v in volumes) and not all(v is not None for v in volumes):
        return None
    concentrations = [_in(page, p.concentration, "mol/L") for p in parts]
    if any(not 0 < c <= MOST for c in concentrations) or precipitate([p.solute for p in parts]):
        return None
    if any(p.solute.most is not None and c > p.solute.most for p, c in zip(parts, concentrations, strict=True)):
        why = "so much of it does not dissolve in water at room temperature"
        return Plan(path=PATH, label="pH", declined=why)
    if len(parts) == 2 and volumes[0] is None and any(p.solute.fixed and not p.solute.systems for p in parts):
        return None  # without volumes a strong acid and a base are two solutions, and not one
    made: list[Definition] = []
    units_of: dict[int, str] = {p.concentration: "mol/L" for p in parts}
    names = []
    for n, part in enumerate(parts, start=1):
        if part.volume is not None and len(parts) > 1:
            units_of |= {v: "L" for v in volumes if v is not None}
            whole = " + ".join(f"n{v}" for v in volumes)
            made.append(
                Definition(
                    name=f"c{n}",
                    expression=f"n{part.concentration}*n{part.volume}/({whole})",
                    unit="mol/L",
                    meaning=f"concentration of {part.solute.name} in the mixture",
                )
            )
            names.append(f"c{n}")
        else:
            names.append(f"n{part.concentration}")
    systems = list(dict.fromkeys(s for p in parts for s, _ in p.solute.systems))
    tables: dict[str, tuple[str, str]] = {}
    if told is not None:
        kind, mark = told
        if len(systems) != 1 or len(acids()[systems[0]].pka) != 1:
            return None
        made.insert(0, _constant(kind, mark, acids()[systems[0]]))
        units_of[mark] = page.unit(mark)
    else:
        tables = {f"p{step}_{s}": (f"pka{step}_{s}", "") for s in systems for step in range(1, len(acids()[s].pka) + 1)}
        made += [
            Definition(
                name=f"k{n[1:]}", expression=f"10**(-{n})", meaning=f"acid constant of {acids()[n[3:]].words[0]}"
            )
            for n in tables
        ]
    terms = [t for part, c in zip(parts, names, strict=True) for t in _charges(part.solute, c)]
    made.append(Definition(name="p", expression=f"root({_balance(terms)}, x, -1.5, 15.5)", meaning="pH", text=_WHY))
    return _plan(page, [*made, *_wanted((m.get("want") or "ph").lower())], units_of, tables)


def _constant(kind: str, mark: int, acid: Acid) -> Definition:
    """The acid constant that the question itself gives, as Ka or pKa of the acid or Kb or pKb of the base."""
    plain = kind.replace("_", "")
    value = f"10**(-n{mark})" if plain.startswith("p") else f"n{mark}"
    return Definition(
        name=f"k1_{acid.id}", expression=f"1e-14/({value})" if plain.endswith("b") else value, meaning="acid constant"
    )


def _charges(solute_: Solute, c: str) -> Iterator[str]:
    """The charges that a solute brings at `c`, `h` being the concentration of hydrogen ions."""
    if solute_.fixed:
        yield f"({solute_.fixed})*({c})"
    for name, count in solute_.systems:
        acid = acids()[name]
        if acid.base:
            yield f"{count}*({c})*H/(k1_{name} + H)"
            continue
        steps = [f"k{step}_{name}" for step in range(1, len(acid.pka) + 1)]
        forms = ["*".join([*steps[:n], *(["H"] * (len(steps) - n))]) for n in range(len(steps) + 1)]
        lost = " + ".join(f"{n}*{form}" for n, form in enumerate(forms) if n)
        yield f"-{count}*({c})*({lost})/({' + '.join(forms)})"


def _balance(terms: Sequence[str]) -> str:
    ion = "10**(-x)"
    return " + ".join(["H - 1e-14/H", *terms]).replace("H", ion)


def _wanted(want: str) -> tuple[Definition, ...]:
    """What follows the pH, if something else is asked."""
    if want.startswith("ph"):
        return ()
    if want.startswith("poh"):
        return (Definition(name="value", expression="14 - p", meaning="pOH"),)
    basic = "hydroxide" in want or "oh" in want.replace("h3o", "")
    meaning = f"concentration of {'hydroxide' if basic else 'hydrogen'} ions"
    return (
        Definition(name="value", expression="1e-14/10**(-p)" if basic else "10**(-p)", unit="mol/L", meaning=meaning),
    )


def _plan(
    page: Page, made: Sequence[Definition], units_of: dict[int, str], tables: dict[str, tuple[str, str]] | None = None
) -> Plan:
    last = made[-1]
    return calculation(page, made, label=last.meaning, path=PATH, units=units_of, tables=tables, unit=last.unit)
