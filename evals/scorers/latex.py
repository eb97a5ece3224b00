"""LaTeX as mathematicians write a short answer, rewritten for `ech0.core.expression`: text in, text out, nothing run.

Knows the notation of one answer, not of a whole text. What it does not know it leaves, and the parser refuses it.
"""

import re

MAX = 400
_BOXED = re.compile(r"\\(?:boxed|fbox)\s*\{")
_GONE = re.compile(
    r"\\(?:left|right|displaystyle|bigl?|bigr?|Bigl?|Bigr?|quad|qquad|ldots)(?![A-Za-z])|\\[,;:! $]|[$~]"
    r"|\\?%|\^\{?\\circ\}?"
)
_TEXT = re.compile(r"\\(?:text|mbox|mathrm|textbf|mathbf|operatorname)\s*\{([^{}]*)\}")
_UNIT = re.compile(r"(?<=\d)\s*\\(?:text|mbox|mathrm)\s*\{[^{}]*\}(?:\^\{?\d\}?)?\s*$")
_COMMA = re.compile(r"(?<=\d)(?:,|\{,\}|\\!,|,\\!)(?=\d{3}(?!\d))")
_NAME = re.compile(r"\\(sqrt|sin|cos|tan|ln|log|exp|pi|sinh|cosh|tanh|arcsin|arccos|arctan|infty)(?![A-Za-z])")
_ARC = {"arcsin": "asin", "arccos": "acos", "arctan": "atan"}
_FUNCTION = "sqrt|sinh|cosh|tanh|asin|acos|atan|sin|cos|tan|ln|log|exp"
_GREEK = re.compile(r"\\(alpha|beta|gamma|delta|epsilon|theta|lambda|mu|nu|rho|sigma|tau|phi|varphi|omega)(?![A-Za-z])")


def boxed(text: str) -> str:
    r"""What stands in the last `\boxed{...}` of a text, or the text itself if there is none."""
    starts = list(_BOXED.finditer(text))
    if not starts:
        return text
    at = starts[-1].end()
    end = _closing(text, at - 1)
    return text[at:end] if end > 0 else text[at:]


def _closing(text: str, opening: int) -> int:
    """The place of the bracket that closes the one at `opening`; -1 if none does."""
    depth = 0
    for i in range(opening, len(text)):
        depth += (text[i] == "{") - (text[i] == "}")
        if not depth:
            return i
    return -1


def plain(text: str) -> str:
    """One answer in the expression language; at most `MAX` characters of it are read."""
    out = _UNIT.sub("", boxed(text)[:MAX].strip().rstrip("."))
    out = _COMMA.sub("", _GONE.sub(" ", out))
    out = _TEXT.sub(r"\1", out)
    out = re.sub(r"\\[dtc]frac", r"\\frac", out)
    out = re.sub(r"\\frac\s*(\d)\s*(\d)", r"\\frac{\1}{\2}", out)
    out = re.sub(r"\\frac\s*(\d)\s*\{", r"\\frac{\1}{", out)
    out = re.sub(r"\\sqrt\s*(\d)", r"\\sqrt{\1}", out)
    out = re.sub(r"(?<=\d)\s*(?=\\frac)", "+", out)  # 3\frac12 is a mixed number
    out = _fractions(_roots(out))
    out = re.sub(r"\\(?:cdot|times)(?![A-Za-z])|[·×]", "*", out)
    out = re.sub(r"\\div(?![A-Za-z])|÷", "/", out).replace("−", "-").replace("π", " pi ")
    out = _NAME.sub(lambda m: f" {_ARC.get(m[1], m[1])} ", _GREEK.sub(r" \1 ", out))
    out = re.sub(r"\^\s*\{([^{}]*)\}", r"^(\1)", out)
    out = re.sub(r"_\s*\{(\w*)\}", r"_\1", out)
    out = out.replace("{", "(").replace("}", ")").replace("[", "[").strip()
    out = re.sub(r"\s+", " ", out)
    out = re.sub(rf"\b({_FUNCTION}) (\w+(?:\.\d+)?)", r"\1(\2)", out)
    out = re.sub(rf"\b({_FUNCTION}) \(", r"\1(", out)
    return _products(out)


def _fractions(text: str) -> str:
    r"""Every `\frac{a}{b}` as `((a)/(b))`, innermost last; one that is not whole stays and will be refused."""
    for _ in range(40):
        at = text.find(r"\frac{")
        if at < 0:
            break
        over = _closing(text, at + 5)
        under = text.find("{", over)
        end = _closing(text, under) if 0 < over < under and not text[over + 1 : under].strip() else -1
        if end < 0:
            break
        text = f"{text[:at]}(({text[at + 6 : over]})/({text[under + 1 : end]})){text[end + 1 :]}"
    return text


def _roots(text: str) -> str:
    r"""Every `\sqrt{a}` as `sqrt(a)` and `\sqrt[n]{a}` as `(a)^(1/n)`."""
    for _ in range(40):
        found = re.search(r"\\sqrt\s*(?:\[([^\[\]]{1,8})\])?\s*\{", text)
        if not found or (end := _closing(text, found.end() - 1)) < 0:
            break
        inner = text[found.end() : end]
        by = f"(({inner})^(1/({found[1]})))" if found[1] else f" sqrt({inner})"
        text = f"{text[: found.start()]}{by}{text[end + 1 :]}"
    return text


def _products(text: str) -> str:
    """The sign of multiplication where it is left out: `2x`, `3 sqrt(2)`, `(a)(b)`, `x y`."""
    text = re.sub(r"(?<![\w.])(\d+\.?\d*)\s*(?=[A-Za-z(])", r"\1*", text)
    text = re.sub(r"\)\s*(?=[\w(])", ")*", text)
    text = re.sub(rf"\b(?!(?:{_FUNCTION})\b)([A-Za-z]\w*)\s+(?=[\w(])", r"\1*", text)
    return re.sub(rf"\b(?!(?:{_FUNCTION})\b)([A-Za-z])\(", r"\1*(", text)
