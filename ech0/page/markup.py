"""HTML by construction: what is not `Markup` is text, and is escaped where it is put in. Knows no noun and no page."""

from collections.abc import Iterable
from html import escape


class Markup(str):
    """HTML that was made here. A plain `str` is text, whatever it holds."""

    __slots__ = ()


def tag(name: str, *inside: object, **attributes: object) -> Markup:
    """An element; `class_` and `marker_end` are spelled as Python can, and empty attributes are left out."""
    given = "".join(f' {k.rstrip("_").replace("_", "-")}="{escape(str(v))}"' for k, v in attributes.items() if v != "")
    return Markup(f"<{name}{given}>{join(inside)}</{name}>")


def join(parts: Iterable[object], between: str = "") -> Markup:
    """Parts in a row, those that are text escaped; `between` is markup."""
    return Markup(between.join(p if isinstance(p, Markup) else escape(str(p)) for p in parts))


def link(anchor: str, inside: object) -> Markup:
    """A link to a place on the same page: there is no other kind."""
    return tag("a", inside, href=f"#{anchor}")


def cut(text: str, length: int) -> str:
    """At most `length` characters, the last an ellipsis if something is left out."""
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"
