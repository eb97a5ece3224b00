"""The pH of acids, bases and buffers in water at 25 °C, by the balance of charge; no activities.

[H+] + [cations] = Kw/[H+] + [anions of the weak acid]        (Kw = 1e-14; a base is the mirror image of an acid)
"""

import re

from ech0.core import units
from ech0.core.types import Definition, Plan
from ech0.minds.embedded.programs.page import Page, calculation

_TRIGGER = re.compile(r"\bph\b")
_ASK = (
    r"(?:what is|calculate|find|determine|compute) the ph of (?:a |an )?(?:(?:aqueous )?solution (?:of"
    r"|that is|containing) )?"
)
_CONSTANT = (
    r"(?:\(|,|with |whose |that has |which has |having |if |where )*(?:a |an |the |its "
    r")?(?P<kind>p?k_?\s?[ab]|acid dissociation constant|base dissociation constant)(?: value)?(?: of| is"
    r"|\s?=)? ?#(?P<k>\d+)\)?"
)
_WEAK = re.compile(
    rf"{_ASK}#(?P<c>\d+) (?:aqueous )?(?:solution of )?(?:of )?(?:a |an )?(?:weak )?(?:monoprotic "
    rf")?(?P<what>[a-z]+(?: acid| base)?),? ?{_CONSTANT}\s*[.?]?"
)
_BUFFER = re.compile(
    rf"{_ASK}(?:buffer (?:solution )?(?:that (?:is|contains)|containing|made of|of|with) )?(?:in "
    rf")?#(?P<c>\d+) (?:in )?(?:of )?(?:a |the )?(?:weak )?(?P<what>[a-z]+ acid|acid|[a-z]+) and "
    rf"#(?P<s>\d+) (?:in )?(?:of )?"
    rf"(?:its |the )?(?:conjugate base|salt|[a-z]+(?: [a-z]+)?),? ?{_CONSTANT}\s*[.?]?"
)


def recognise(page: Page) -> Plan | None:
    """A plan, if one weak acid or base, or a buffer of one, with its constant, is all that is said."""
    if not _TRIGGER.search(page.raw) or len(page.raw) > 300:
        return None
    found = _BUFFER.fullmatch(page.text) or _WEAK.fullmatch(page.text)
    if found is None:
        return None
    m = found.groupdict()
    base = m["kind"].endswith("b") or m["kind"].startswith("base")
    amounts = [m["c"], *([m["s"]] if m.get("s") else [])]
    if not page.all_used([*amounts, m["k"]]) or page.unit(m["k"]) not in ("", "mol/L", "M"):
        return None
    if any(not units.compatible(page.unit(a) or "gram", "mol/L") for a in amounts) or (base and m.get("s")):
        return None
    constant = f"10**(-n{m['k']})" if m["kind"].startswith("p") else f"n{m['k']}"
    salt = f"n{m['s']}" if m.get("s") else "0"
    ion = "10**(-x)"
    balance = f"{ion} + {salt} - 1e-14/{ion} - (n{m['c']} + {salt})*k/(k + {ion})"
    made = [
        Definition(name="k", expression=constant, meaning="dissociation constant"),
        Definition(name="p", expression=f"root({balance}, x, 0, 14)", meaning="pOH" if base else "pH", text=_WHY),
        Definition(name="value", expression="14 - p" if base else "p"),
    ]
    taken = {int(a): "mol/L" for a in amounts} | {int(m["k"]): page.unit(m["k"])}
    return calculation(page, made, label="pH", path="acids", units=taken)


_WHY = "charges balance; the ionic product of water is that at 25 °C"
