"""HTML as people see it: the text of its blocks, without scripts, styles and navigation. Runs and fetches nothing."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from memory.about import About, Read
from memory.readers.reader import MAX_TEXT, checked, doi, made, refused, sections

if TYPE_CHECKING:
    from lxml.etree import _Element

_HIDDEN = frozenset("script style noscript template head nav footer aside form svg math iframe object select".split())
_BLOCKS = frozenset(
    "address article blockquote body br caption center dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 header"
    " hr html li main ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_AUTHORS = ("citation_author", "author", "dc.creator")
_DATES = ("citation_publication_date", "citation_date", "dc.date", "date", "article:published_time")
_DOIS = ("citation_doi", "dc.identifier")
_HEADS = frozenset("h1 h2 h3 h4 h5 h6".split())


class Html:
    """`.html`; the title is the page's; `<meta>` names authors and date, as Highwire or Dublin Core spell them."""

    name = "html"
    suffixes = (".html", ".htm", ".xhtml")

    def read(self, raw: bytes, file: str, /) -> Sequence[Read]:
        """One document."""
        root = _parsed(raw, file)
        blocks, heads = _blocks(root, file)
        text = checked("\n\n".join(blocks), file)
        starts = [0]
        for block in blocks:
            starts.append(starts[-1] + len(block) + 2)
        said = list(_meta(root))
        about = About(
            format=self.name,
            authors=tuple(v for n, v in said if n in _AUTHORS)[:1000],
            date=next((v for n, v in said if n in _DATES), ""),
            doi=next((d for n, v in said if n in _DOIS and (d := doi(v))), doi(text[:3000])),
        )
        marks = sections((starts[at], blocks[at]) for at in heads)
        title = next((v for n, v in said if n in ("citation_title", "dc.title")), "")
        title = title or " ".join("".join(root.xpath("string(//title)")).split())
        return [made(file, text, about, marks, title=title)]


def _parsed(raw: bytes, file: str) -> "_Element":
    from lxml import etree

    if b"\0" in raw and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refused(file, f"it has a null byte at {raw.index(0)}", "it is no HTML: give the page itself")
    parser = etree.HTMLParser(no_network=True, recover=True, huge_tree=False, remove_comments=True, remove_pis=True)
    if _utf8(raw):  # a page that does not name its encoding is mostly UTF-8 today
        parser = etree.HTMLParser(
            no_network=True, recover=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8"
        )
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise refused(file, f"it is not HTML ({str(error)[:100]})", "save the page again") from error
    deep = [e for e in parser.error_log if e.level_name == "FATAL" and "xcessive depth" in e.message]
    if root is None:
        raise refused(file, "it has no text", "give a file with at least one word")
    if deep:
        raise refused(file, f"its elements are nested too deeply ({deep[0].message[:80]})", "save the page as text")
    return root


def _utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _blocks(root: "_Element", file: str) -> tuple[list[str], list[int]]:
    """Paragraphs in order, each on one line, and the numbers of those that are headings."""
    from lxml import etree

    blocks: list[str] = []
    heads: list[int] = []
    words: list[str] = []
    size = 0

    def closed(tag: str) -> None:
        if line := " ".join("".join(words).split()):
            if tag in _HEADS:
                heads.append(len(blocks))
            blocks.append(line)
        words.clear()

    walk: Iterator[tuple[str, _Element]] = etree.iterwalk(root, events=("start", "end"))
    hidden: _Element | None = None
    for event, node in walk:
        tag = node.tag if isinstance(node.tag, str) else ""
        tag = tag.rpartition("}")[2].lower()
        if event == "start":
            if hidden is None and (tag in _HIDDEN or node.get("hidden") is not None):
                closed("")
                hidden = node
            elif hidden is None:
                if tag in _BLOCKS:
                    closed("")
                words.append(node.text or "")
                size += len(node.text or "")
        else:
            if hidden is node:
                hidden = None
            elif hidden is None and tag in _BLOCKS:
                closed(tag)
            if hidden is None:
                words.append(node.tail or "")
                size += len(node.tail or "")
        if size > MAX_TEXT:
            raise refused(file, f"its text has more than {MAX_TEXT:,} characters", "split it into several files")
    closed("")
    return blocks, heads


def _meta(root: "_Element") -> Iterator[tuple[str, str]]:
    for node in root.iter("meta"):
        name, value = node.get("name") or node.get("property") or "", node.get("content") or ""
        if name and value.strip():
            yield name.lower(), " ".join(value.split())[:500]
