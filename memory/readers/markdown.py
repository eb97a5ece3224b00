"""Markdown, kept as it is written: headings are sections, front matter says who wrote it and when. Renders nothing."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from memory.about import About, Read
from memory.readers.reader import decoded, doi, made, people, refused, sections

MAX_LINES = 200_000
"""markdown-it takes about 20 us a line."""


class Markdown:
    """`.md`; the first heading is the title unless front matter names one."""

    name = "markdown"
    suffixes = (".md", ".markdown")

    def read(self, raw: bytes, file: str, /) -> Sequence[Read]:
        """One document."""
        text = decoded(raw, file)
        if text.count("\n") > MAX_LINES:
            raise refused(file, f"it has more than {MAX_LINES:,} lines", "split it into several files")
        front, rest = _front(text, file)
        found = list(_headings(text, rest))
        about = About(
            format=self.name,
            authors=_names(front.get("authors", front.get("author", ""))),
            date=str(front.get("date", "")),
            doi=doi(str(front.get("doi", ""))) or doi(text[:3000]),
        )
        title = str(front.get("title", "")) or (found[0][1] if found else "")
        return [made(file, text, about, sections(found), title=title)]


def _front(text: str, file: str) -> tuple[Mapping[str, Any], int]:
    """Front matter between two lines of `---`, and where the text after it begins."""
    end = text.find("\n---\n", 3)
    if not text.startswith("---\n") or end < 0:
        return {}, 0
    import yaml

    class Flat(yaml.SafeLoader):  # an alias can stand for a thousand others
        def compose_node(self, parent: Any, index: Any) -> Any:
            if self.check_event(yaml.events.AliasEvent):
                raise yaml.YAMLError("it has an alias")
            return super().compose_node(parent, index)

    try:
        said = yaml.load(text[4:end], Loader=Flat)  # noqa: S506  Flat is a SafeLoader
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise refused(file, f"its front matter is not plain YAML ({str(error)[:100]})", "mend or remove it") from error
    return (said if isinstance(said, dict) else {}), end + 5


def _headings(text: str, start: int) -> Iterator[tuple[int, str]]:
    from markdown_it import MarkdownIt

    at = [0]
    for line in text.split("\n"):
        at.append(at[-1] + len(line) + 1)
    offset = text.count("\n", 0, start)
    tokens = MarkdownIt("commonmark").disable("inline").parse(text[start:])
    for n, token in enumerate(tokens):
        if token.type == "heading_open" and token.map:
            yield at[token.map[0] + offset], tokens[n + 1].content


def _names(said: object) -> tuple[str, ...]:
    if isinstance(said, list):
        return tuple(str(s.get("name", s) if isinstance(s, dict) else s)[:200] for s in said[:1000])
    return people(str(said)) if said else ()
