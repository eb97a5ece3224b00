"""Plain text: a document whose first line is its title if it looks like one. Knows no markup."""

import re
from collections.abc import Iterator, Sequence

from memory.about import About, Read
from memory.readers.reader import decoded, doi, made, sections

_NUMBERED = re.compile(r"(?m)^(?P<n>\d+(?:\.\d+)*)\.?[ \t]+(?P<name>[A-Z][^\n.]{2,80})$")
_KNOWN = re.compile(
    r"(?mi)^(?:\d+(?:\.\d+)*\.?[ \t]+)?(?P<name>abstract|summary|introduction|background"
    r"|(?:(?:materials|patients|data) and )?methods?(?:/design)?|methodology|study design|experimental(?: section)?"
    r"|results(?: and discussion)?|discussion|conclusions?|limitations|acknowledge?ments?|references|bibliography"
    r"|data availability(?: statement)?|availability of (?:supporting )?data(?: and materials)?|code availability"
    r"|supplementary materials?)[ \t]*:?$"
)


class Plain:
    """`.txt`; sections are lines that are headings by their wording or number."""

    name = "text"
    suffixes = (".txt", ".text")

    def read(self, raw: bytes, file: str, /) -> Sequence[Read]:
        """One document."""
        text = decoded(raw, file)
        first = text.lstrip().split("\n", 1)[0].strip()
        title = first if 3 < len(first) <= 200 and not first.endswith((".", ",", ";")) else ""
        about = About(format=self.name, doi=doi(text[:3000]))
        return [made(file, text, about, sections(headings(text)), title=title)]


def headings(text: str) -> Iterator[tuple[int, str]]:
    """`(start, name)` of lines that are headings of a paper by their wording, or are numbered like one."""
    found = {m.start(): m["name"] for kind in (_NUMBERED, _KNOWN) for m in kind.finditer(text)}
    yield from sorted(found.items())
