"""Quantities in free text: numbers as people write them, with their units and the exact characters they stand in.

Reads LaTeX, `1.2 x 10^3`, `3e-2`, `5.0 ± 0.2`, `5.0(2)`, `30-degree`, `mm Hg`, `J mol^-1 K^-1`, and
`metres per second squared`. Digits inside names (`H2O`, `x_1`, `v^2`, `1st`) are not numbers. Knows nothing of
concepts: what a number *means* is the mind's business.
"""

import re
from functools import cache, lru_cache

from ech0.core import clinical, units
from ech0.core.errors import InputError
from ech0.core.ranges import Found, together
from ech0.core.unitnames import ALONE, BASE, LONG, LONG_ALONE, NAMED, PREFIX

MAX_TEXT = 20_000
"""Longer questions are refused by the callers; nothing here is quadratic in it."""

_CONSTRUCT = re.compile(
    r"""(?P<frac>\\d?frac\{[\d.]+\}\{[\d.]+\})
    |(?P<root>\\sqrt\{?\s*(?:\\(?:mathrm|text|rm)\s*\{?)?\s*~?m\s*\}{0,2}|\bsqrt\s?\(?m(?:et(?:re|er))?\)?(?!\w)|√\s?\(?m\)?(?!\w)|\bm\s?\^\s?\(?\{?(?:0\.5|1/2|½)\}?\)?)
    |(?P<standard>\^\s*\{?\s*(?:\\(?:ominus|bullet|minuso|standardstate)\b|(?<=[A-Za-z]\^)\\circ\b|(?<=[A-Za-z]\^\{)\\circ\b)\s*\}?)
    |(?P<delta>(?:\\Delta(?![A-Za-z])|[Δ∆])\s*(?:_\s*\{?\s*(?:\\(?:mathrm|text|rm)\s*\{)?[\s~]*[a-z]{1,5}\}*)?)
    |(?P<greek>\\(?:alpha|beta|gamma|varepsilon|epsilon|eta|theta|kappa|lambda|nu|rho|sigma|tau|phi|varphi|psi|omega)(?![A-Za-z]))
    |(?P<equals>\\(?:approx|simeq|equiv)\b)
    |(?P<figure>(?<=\d)\s?\.\s?(?=~?\s?(?:\{\s*\}\s*\^|\\(?:mathrm|text|%|mu))))
    |(?P<degree>\^\s*\{?\s*\\(?:circ|degree)\s*\}?|\\(?:degree|textdegree)\b)
    |(?P<drop>\\(?:mathrm|text|textrm|mathit|mathbf|mbox|rm|left|right|operatorname|displaystyle|tilde|widetilde|(?:bar|overline)(?!\s*\{?\s*[xXyY]\b)|hat|vec)\b\s*\{?|[{}])
    |(?P<space>\\[,;:! ]|[~$\u00a0\u2009\u202f\u2002\u2003]|\\(?:quad|qquad)\b)
    |(?P<times>\\times\b|×)|(?P<dot>\\cdot\b|·|⋅)|(?P<pm>\\pm\b|±|\+/-|\+-)
    |(?P<mu>\\mu\b\s*|µ|μ)|(?P<ohm>\\Omega\b|Ω|Ω)|(?P<percent>\\%)|(?P<ang>[Åå]ngstr[öo]ms?\b|\\AA\b|\\(?:mathring|r)\{A\}|Å|Å)
    |(?P<minus>−|–)|(?P<super>[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+)""",
    re.VERBOSE,
)
_REPLACED = {"degree": "°", "drop": "", "space": " ", "times": "×", "dot": "·", "pm": "±", "mu": "µ", "ohm": "Ω"}
_REPLACED |= {"standard": "", "delta": "delta ", "equals": "=", "figure": " "}
_REPLACED |= {"root": " rootm", "percent": "%", "ang": "Å", "minus": "-"}
_SUPER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")


@lru_cache(maxsize=32)
def normalise(text: str) -> tuple[str, list[int]]:
    """Text without LaTeX and special signs, and for each of its characters (and its end) the place in `text`."""
    out: list[str] = []
    at: list[int] = []
    position = 0
    for found in _CONSTRUCT.finditer(text):
        for i in range(position, found.start()):
            out.append(text[i])
            at.append(i)
        mixed = found.start() > 0 and text[found.start() - 1].isdigit()  # `2\\frac{3}{4}` is two and three quarters
        for char in _replacement(found, mixed=mixed):
            out.append(char)
            at.append(found.start())
        position = found.end()
    for i in range(position, len(text)):
        out.append(text[i])
        at.append(i)
    return "".join(out), [*at, len(text)]


def _replacement(found: re.Match[str], *, mixed: bool) -> str:
    match found.lastgroup:
        case "frac":
            return (" " if mixed else "") + "/".join(re.findall(r"[\d.]+", found["frac"]))
        case "greek":
            return found["greek"].removeprefix("\\").replace("var", "")
        case "super":
            return "^" + found["super"].translate(_SUPER)
        case kind:
            return _REPLACED[kind or "space"]


_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?|\.\d+"
_GROUPED = r"(?<!\d )(?:[1-9]\d{1,2}(?: \d{3})+|[1-9](?: \d{3})* 000)(?![\d.,])(?= ?[A-Za-zµΩ°%])"
"""Thousands set apart by spaces, as in `310 000 km/s`; `2 500 mL flasks` are two of them."""
_NUMBER = re.compile(
    rf"(?<![\w.^_\\])(?P<sign>[-+])?(?P<mantissa>{_GROUPED}|{_DIGITS})"
    r"(?:\s?(?P<power>[x×*·]\s{0,3}10(?:\s?\^\s?\(?[-+]?|[-+])\d{1,3}\)?)|(?P<e>[eE][-+]?\d{1,3}(?!\w|\.\d))|\^(?P<ten>\(?[-+]?\d{1,3}\)?))?"
    rf"(?:\s?±\s?(?P<spread>{_DIGITS})|\((?P<concise>\d{{1,2}})\)(?=\s|[A-Za-z]))?"
)
_WORDS = {
    w: float(i) for i, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
}
_WORDS |= {
    w: float(i) for i, w in enumerate("thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(), 13)
}
_WORDS |= {w: 10.0 * i for i, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_PARTS = r"(?:a|three) quarters? of an?|half an?"
_WORD_NUMBER = re.compile(rf"(?<![\w-])({_PARTS}|{'|'.join(_WORDS)}|a)[ -](?=[A-Za-z])", re.IGNORECASE)


def read(text: str) -> list[Found]:
    """All quantities in `text`, in order."""
    norm, at = normalise(text)
    electric = bool(re.search(r"charge|coulomb|electr|capacit|farad|current|volt|lightning", norm, re.IGNORECASE))
    found = [f for m in _ONE_IN.finditer(norm) if (f := _share(norm, at, m, electric))]
    shares = [(f.start, f.end) for f in found]
    for m in _NUMBER.finditer(norm):
        if any(s <= at[m.start("mantissa")] < e for s, e in shares):
            continue
        if years := clinical.aged(norm, m.start()):
            found.append(Found(float(m["mantissa"]), "year", 0.0, 0, at[m.start()], at[years]))
        elif not (found and found[-1].start <= at[m.start("mantissa")] < found[-1].end) and (
            f := _one(norm, at, m, electric)
        ):
            found.append(f)
    taken = [(f.start, f.end) for f in found]
    for m in _WORD_NUMBER.finditer(norm):
        if (f := _in_words(norm, at, m, electric)) and not any(s < f.end and f.start < e for s, e in taken):
            found.append(f)
    return together(text, sorted(found, key=lambda f: f.start))


def _share(norm: str, at: list[int], m: re.Match[str], electric: bool) -> Found | None:
    """The share that `one in 500` states; `1 in 5 mL` states none."""
    told = m["many"].lower().replace(",", "").replace("10^", "1e")
    many = 1.0 if told == "a" else _WORDS[told] if told in _WORDS else float(told)
    many *= _MANY.get((m["times"] or "").lower(), 1.0)
    if many <= 1 or _unit(norm, m.end(), electric)[0]:
        return None
    return Found(1.0 / many, "", 0.0, 0, at[m.start()], at[m.end()])


def _minus(norm: str, start: int) -> str:  # `at minus 40 °C`
    return "-" if _MINUS.search(norm[max(0, start - 24) : start]) else ""


def _one(norm: str, at: list[int], m: re.Match[str], electric: bool) -> Found | None:
    start = m.start()
    sign = m["sign"] or ""
    before = norm[:start].rstrip()[-1:]
    glued = norm[start - 1 : start] == before
    qualified = _QUALIFIED.search(norm[max(0, start - 12) : start])
    hyphened = re.search(r"[A-Za-z]-$", norm[max(0, start - 2) : start]) or (sign and glued and before.isalpha())
    if hyphened and not qualified:
        return None  # a hyphenated name or an exponent: COVID-19, s-1
    if sign and (before.isdigit() or (glued and before == ")")):
        sign, start = "", start + 1  # the dash of a range
    after = norm[m.end() : m.end() + 3]
    if re.match(r"(?:st|nd|rd|th)\b", after) or _inside_name(norm, m):
        return None
    mantissa = m["mantissa"].replace(",", "").replace(" ", "")
    exponent = _exponent(m)
    if m["ten"] is not None:
        if mantissa != "10":
            return None
        mantissa = "1"
    sign = sign or _minus(norm, start)
    value = float(f"{sign}{mantissa}e{exponent}")
    sigma, figures, stop = _sigma(m, mantissa, exponent), _figures(mantissa), m.end()
    if mantissa.isdigit() and not (m["power"] or m["e"] or m["ten"]) and (part := _MIXED.match(norm, stop)):
        value += (-1 if value < 0 else 1) * float(part[1]) / float(part[2])
        figures, stop = 0, part.end()
    elif (part := _FRACTION.match(norm, stop)) and _PRESSURES.search(norm[max(0, start - 30) : part.end() + 6]):
        stop = part.end()  # 138/82 is a systolic and a diastolic pressure, and no share
    elif part:
        value, figures, stop = value / float(part[1]), 0, part.end()
    if many := _MULTIPLE.match(norm, stop):
        value, sigma, stop = value * _MANY[many[1]], sigma * _MANY[many[1]], many.end()
    if not abs(value) < 1e300:
        return None
    unit, end = _unit(norm, stop, electric)
    if unit == "pound" and _PULL.match(norm, end):
        unit = "pound_force"
    if not unit and (times := _CONSTANT.match(norm, stop)) and (times[1] != "R" or _HEATED.search(norm[: m.start()])):
        unit, end = ("molar_gas_constant", times.end()) if times[1] == "R" else ("electron_mass", times.end())
    if unit == "g" and _GRAVITIES.search(norm[max(0, start - 60) : start]):
        unit = "standard_gravity"
    if unit in _SCALES and _DIFFERENCE.search(norm[max(0, start - 48) : start]) and not _STREAM.match(norm, end):
        unit = _SCALES[unit]
    return Found(value, unit, sigma, figures, at[start], at[end or stop])


def _inside_name(norm: str, m: re.Match[str]) -> bool:
    """`R134a`-like tails and `v1.2.3`-like chains; `5x`, `3D` and `2p` are names too, but `5m` and `3kg` are not."""
    if re.match(r"-\d+\+*G", norm[m.end() :]) or (
        re.match(r"G", norm[m.end() :]) and norm[m.start() - 1 : m.start()] == "-"
    ):
        return True  # basis sets: 6-31G, STO-3G
    tail = re.match(r"[A-Za-zα-ωΑ-ΨθφλΔ]+", norm[m.end() :])
    if re.match(r"\.\d|[A-Z][a-z]?\d+[A-Z]", norm[m.end() :]):
        return True  # the last of them is a molecule of named isotopes: 12C16O
    if not tail or m["e"]:
        return False
    return _symbol(tail.group()) is None and _long(tail.group()) is None and tail.group() not in ("x", "degrees")


def _exponent(m: re.Match[str]) -> int:
    raw = m["power"] or m["e"] or m["ten"]
    if not raw:
        return 0
    digits = re.search(r"[-+]?\d+\)?$", raw)
    return int(digits.group().rstrip(")")) if digits else 0


def _sigma(m: re.Match[str], mantissa: str, exponent: int) -> float:
    if m["spread"]:
        return float(m["spread"].replace(",", "")) * 10.0**exponent
    if m["concise"]:
        decimals = len(mantissa.partition(".")[2])
        return float(m["concise"]) * 10.0 ** (exponent - decimals)
    return 0.0


def _figures(mantissa: str) -> int:
    digits = mantissa.replace(".", "").lstrip("0")
    return max(1, len(digits))


def _in_words(norm: str, at: list[int], m: re.Match[str], electric: bool) -> Found | None:
    word = m.group(1).lower()
    quarters = 0.75 if word.startswith("three") else 0.25
    value = _WORDS.get(word, quarters if "quarter" in word else 0.5 if word.startswith("half") else 1.0)
    unit, end = _unit(norm, m.end() - 1, electric)
    if not unit or not end or word == "a":
        return None
    return Found(value, unit, 0.0, 0, at[m.start()], at[end])


# --- units after a number ---------------------------------------------------------------------------------------------

PREFIX |= {"k": "kilo", "M": "mega", "G": "giga", "T": "tera", "h": "hecto"}
_PHRASE = re.compile(
    r"\s*-?\s*(?P<phrase>deg(?:rees?)?\s*(?:C\b|[Cc]elsius|[Cc]entigrade|F\b|[Ff]ahrenheit|K\b|[Kk]elvin)|°\s*[CFK]\b|°|per\s?cent\b|%"
    r"|times the speed of light|times the (?:radius|mass|luminosity) of the (?:[Ss]un|[Ee]arth)"
    r"|times the (?:[Ss]un|[Ee]arth)'s (?:radius|mass|luminosity)"
    r"|(?:solar|[Ee]arth) (?:mass(?:es)?|radi(?:us|i)|luminosit(?:y|ies))|mm\s?Hg\b"
    r"|mL/(?:min/1\.73\s?m\^?2|\(min\s?[·*/ ]\s?1\.73\s?m\^?2\))"
    r"|electron[ -]volts?|light[ -]years?|astronomical units?|years?[ -]old\b|inches of mercury)"
)
_ONE_IN = re.compile(
    rf"(?<![\w.,-])(?:one|1)(?: [a-z]+)? (?:in|out of) (?:every )?"
    rf"(?P<many>10\^\d{{1,2}}|\d+[eE]\d{{1,2}}|{_DIGITS}|a(?= [tmb])|{'|'.join(_WORDS)})"
    r"(?: (?P<times>thousand|million|billion))?(?![\w^%]|\.\d)(?! ?[x×*·/])",
    re.IGNORECASE,
)
"""`one in 100000`: a share."""
_MULTIPLE = re.compile(r"\s(thousand|million|billion|trillion)\b")
_MANY = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_QUALIFIED = re.compile(r"\b(?:distance|depth|order|dimension|size|level)-$", re.IGNORECASE)
_MINUS = re.compile(r"(?:^|[(:,]|\b(?:at|to|of|is|was|from|than|below|above|about|and|or|by|=))\s*minus\s$")
"""`a distance-7 code`: the number of a property; other names with a number are names."""
_PRESSURES = re.compile(r"\b(?:BP|RR|[Bb]lood pressure)\b[^.;,\d]{0,20}\d+\s?/\s?\d+|\d+\s?/\s?\d+ ?mm ?Hg")
_FRACTION = re.compile(r"\s?/\s?([1-9]\d{0,3})(?!\d|\.\d|\^)")
_MIXED = re.compile(r"\s([1-9]\d?)/([1-9]\d?)(?![\d/^]|\.\d)")
_POWER = re.compile(r"\s{0,3}\^\s?\(?([-+]?\d{1,2})\)?|([-+]\d)(?!\d)|([23])(?!\d|\.\d)")
_WORD_POWER = re.compile(r"\s+(squared|cubed)\b")
_FIRST = re.compile(r"[\s-]*(?:(?P<dim>square|cubic|sq\.?)\s+)?(?P<word>[A-Za-zµΩÅ]+)")
_NEXT = re.compile(
    r"(?P<sep>(?=°)|\s*/\s*|\s+per\s+|\s+of\s+[a-z]+\s+per\s+|(?<=mol)\s+[a-z]{3,}\s+per\s+|\s+(?:of\s+)?(?:(?:dry|cell|dry\scell)\s+(?:weight|wt|mass|cells|biomass|matter)|D?CW|C?DW|dw|biomass|cells)(?:\s+(?:and|per|an?)\s+|\s*/\s*)(?=(?:hour|hr|h|day|minute|min)\b)|\s+and\s+(?=(?:hour|h|day|minute|min)\b)|\s?[·*]\s?(?=[A-Za-zµΩÅ(])|\.(?=[A-Za-zµΩÅ(])|\s+|-)(?P<open>\()?(?:(?P<dim>square|cubic)\s+)?(?P<word>°\s?[CF]\b|[A-Za-zµΩÅ]+)"
)
_SUBSCRIPT = re.compile(r"_|(?<=[A-Z])\d+[A-Z(]|(?<=[CFHKN])\d(?!\d*\s*[/·*^])")
_SCALES = {"degC": "kelvin", "degF": "degR"}
_DIFFERENCE = re.compile(
    r"\b(?:by|(?:rise|drop|increase|decrease|change|difference|fall)s?(?: in temperature)? (?:of|is|was))"
    r"(?: about| approximately| only| exactly)? ?$"
)
_STREAM = re.compile(r"\s+(?:[a-z]+ )?(?:air|water|gas|steam|oil|brine)\b")
"""What is as hot as it says: dough heated by 180 °C oven air is not heated by 180 degrees."""
_PULL = re.compile(r"\s+(?:force|tension|pull|push|thrust)\b")
"""Words after which pounds are a force: `a 30-lb force`."""
_CONSTANT = re.compile(r"\s{0,4}(R|m_\s?e)(?![\w(]|\s?[/*_])")
"""A constant of nature as a unit: a heat capacity of `5/2 R`, a mass of `207 m_e`."""
_HEATED = re.compile(r"\bC_?[A-Za-z_, ]{0,6}\s*(?:=|is)\s*$|\bcapacit(?:y|ies)\b[^.;]{0,30}$")
"""Before a multiple of the gas constant stands a heat capacity; elsewhere `R` may be a radius."""
_GRAVITIES = re.compile(r"\b(?:acceleration|deceleration|PGA|g-force|accelerates|decelerates)\b[^.;?!]*$")
_OVER = re.compile(
    r"(?:\s1\s?/\s?|\s?/\s?|(?:\s+(?P<counted>[a-z]{3,}))?\s+per\s+"
    r"|\s+(?P<times>times|breaths|beats|cycles|turns|strokes|pulses|counts|doses)\s+(?:an?|each|every)\s+(?=(?:second|minute|hour|day|week|month|year)\b))"
    r"(?P<word>[A-Za-zµ]+)"
)
"""What stands before the unit of a rate: `/`, `breaths per`, `times a`."""
_FURTHER = re.compile(r"\s+[A-Za-zµΩÅ]{1,4}\s?\^\s?\(?-\d")
"""A unit after which a unit to a negative power follows is part of a product: `L atm mol^-1`."""
_GLUED = re.compile(r"\s?/\s?(kg|mol|m(?:\^?[23])?)\s?[-·*]?\s?K(?![\w/^(])")
"""`W/m²K`, `J/kg K`, `W/mK`: what stands over is over the kelvin too."""
_BRACKETED = re.compile(r"\(\d[\d.,]*$")
"""What stands before a `y` that is a year: `Cs-137 (30.08 y)`."""
_SPACED = frozenset("rootm m s kg K mol N J W V Pa g cm mm km Hz".split())


def _unit(norm: str, at: int, electric: bool) -> tuple[str, int]:
    """The unit that starts at `at` (after spaces or a hyphen), and where it ends; `("", 0)` if there is none."""
    if (count := clinical.cells(norm, at))[0]:
        return count
    over = _OVER.match(norm, at)
    counted = over["counted"] or over["times"] if over else None
    if counted and (_long(counted) or _symbol(counted)):
        over = None  # `joules per second` has a unit on top; `cells per second` has none
    if over and (name := _factor(over["word"], electric) or _long(over["word"])):
        end, power = _power(norm, over.end(), None)
        return _more(norm, end, [_raised(name, -power)], electric)
    if found := _PHRASE.match(norm, at):
        unit = _phrase(found["phrase"])
        return _more(norm, found.end(), [unit], electric) if unit else ("", 0)
    first = _FIRST.match(norm, at)
    if not first or (norm[at : at + 1].isalpha() and first.start() != at):
        return "", 0
    if _SUBSCRIPT.match(norm, first.end()):
        return "", 0  # a formula: `2 H_2O` is no inductance
    name = _symbol(first["word"]) or _long(first["word"])
    if first["word"] == "in" and re.match(r"\s*(?:[.,;:)?]|$|of\b)", norm[first.end() :]):
        name = "inch"
    if first["word"] == "y" and norm[first.end() : first.end() + 1] == ")" and _BRACKETED.search(norm[:at][-16:]):
        name = "year"
    if name is None:
        return "", 0
    if name in ("coulomb", "C") and not electric:
        name = "degC"
    if name == "F" and not electric:
        name = "degF"
    end, power = _power(norm, first.end("word"), first["dim"])
    said, after = clinical.noun(norm, end)
    end = after if said and not (_symbol(said) or _long(said)) else end
    return _more(norm, end, [_raised(name, power)], electric)


def _phrase(text: str) -> str:
    text = text.lower().strip()
    if text.startswith("ml/"):
        return "mL/min"
    if "speed of light" in text:
        return "speed_of_light"
    if body := re.search(r"sun|solar|earth", text):
        kind = next(k for k in ("mass", "radi", "luminos") if k in text)
        star = "earth" if body.group() == "earth" else "solar"
        return star + {"mass": "_mass", "radi": "_radius", "luminos": "_luminosity"}[kind]
    for start, unit in (("per", "percent"), ("%", "percent"), ("mm", "mmHg"), ("electron", "electron_volt")):
        if text.startswith(start):
            return unit
    for start, unit in (
        ("light", "light_year"),
        ("astro", "astronomical_unit"),
        ("year", "year"),
        ("inches of", "inHg"),
    ):
        if text.startswith(start):
            return unit
    letter = text.replace("degrees", "").replace("degree", "").replace("deg", "").replace("°", "").strip()[:1]
    return {"c": "degC", "f": "degF", "k": "kelvin"}.get(letter, "degree")


def _more(norm: str, end: int, parts: list[str], electric: bool) -> tuple[str, int]:
    """Further factors: `/ s`, `per second squared`, `mol^-1`, `(kg K)`."""
    text = parts[0]
    while found := _NEXT.match(norm, end):
        if (glued := _GLUED.match(norm, found.start())) and (glued[1] != "m" or text.endswith("W")):
            text, end = f"{text} / {re.sub(r'm(?=[23])', 'm^', glued[1])} / K", glued.end()
            break
        sep = found["sep"].strip()
        if text == "degree" and not sep and found["word"] in ("N", "S", "E", "W"):
            break  # a latitude: the letter is a point of the compass
        if (text == "percent" and not sep) or (sep == "and" and "/" not in text):
            break  # `0.3 % V` is a share of vanadium, `3 kg and an hour` are two quantities
        over = sep.endswith(("/", "and", "per", " a", " an")) or (found["word"][0] == "°" and "/" in text)
        name = _factor(found["word"], electric) or (_long(found["word"]) if sep else None)
        if name is None or (found["open"] and not over):
            break
        after, power = _power(norm, found.end("word"), found["dim"])
        product = power < 0 or (found["word"] in _SPACED and norm[after : after + 1] != "_")
        if not sep and not (product or _FURTHER.match(norm, after)):
            break
        if sep == "-" and found["word"] not in _SPACED:
            break
        text += f" / {_raised(name, power)}" if over else f" {_raised(name, power)}"
        end = after
        if found["open"]:
            inside = re.compile(r"[^()]{0,40}\)").match(norm, end)
            if not inside:
                break
            for word in re.finditer(r"°\s?[CF]|[A-Za-zµΩÅ]+", inside.group()):
                if inner := _factor(word.group(), electric) or _long(word.group()):
                    text += f" / {_raised(inner, _power(inside.group(), word.end(), None)[1])}"
            end = inside.end()
    if not units.exists(text):
        return parts[0], end
    return text, end


def _factor(word: str, electric: bool) -> str | None:
    """A symbol inside a compound unit, where a degree is a difference."""
    if word[0] == "°" or (word == "C" and not electric):
        return "degR" if word.endswith("F") else "kelvin"
    return _symbol(word)


def _power(norm: str, at: int, dim: str | None) -> tuple[int, int]:
    if dim:
        return at, 3 if dim == "cubic" else 2
    if found := _POWER.match(norm, at):
        return found.end(), int(found.group(1) or found.group(2) or found.group(3))
    if found := _WORD_POWER.match(norm, at):
        return found.end(), 2 if found.group(1) == "squared" else 3
    return at, 1


def _raised(name: str, power: int) -> str:
    if power == 1:
        return name
    inner, _, old = name.partition("^")
    return f"{inner}^{power * int(old or 1)}" if power * int(old or 1) != 1 else inner


@cache
def _symbol(word: str) -> str | None:
    if word in ALONE:
        return ALONE[word]
    for base in BASE:
        if word == base:
            return base.replace("Ω", "ohm")
        if word.endswith(base) and word[: -len(base)] in PREFIX:
            if word in ("cd", "Pa", "min", "Th", "cA", "dA", "fs", "as", "ms") and word not in ("ms", "fs"):
                return None
            return f"{word[: -len(base)]}{base}".replace("Ω", "ohm").replace("µ", "u")
    return None


@cache
def _long(word: str) -> str | None:
    low = word.lower()
    for form in (low, low.removesuffix("s")):
        if form in NAMED:
            return NAMED[form]
        if form in LONG_ALONE:
            return form
        if form.endswith("mol") and form.removesuffix("mol") in PREFIX.values():
            return f"{form}e"
        for base in LONG:
            prefix = form.removesuffix(base)
            if form == base or (prefix != form and prefix in PREFIX.values()):
                return prefix + NAMED.get(base, base) if form != base else NAMED.get(base, base)
    return None


def quantity_text(text: str) -> Found:
    """The one quantity that `text` is (`"300 K"`); raises `InputError` if it is none or more."""
    found = read(text)
    if len(found) != 1:
        raise InputError("quantity", text, "write one number with its unit, such as '300 K'")
    return found[0]
