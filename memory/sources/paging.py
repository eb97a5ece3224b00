"""Ways of going through a long answer that several sources share. Knows no source by name."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from urllib.parse import urljoin, urlsplit

from ech0.core.errors import InputError
from memory.sources.web import Page, Web


def days(since: str | None, today: str, *, back: int = 30) -> Iterator[str]:
    """Each day from that of `since`, included since it may not have been over, to today; `back` days without one."""
    last = date.fromisoformat(today)
    day = date.fromisoformat(since[:10]) if since else last - timedelta(days=back)
    while day <= last:
        yield day.isoformat()
        day += timedelta(days=1)


def parts(things: Sequence[str], size: int) -> list[list[str]]:
    """The things in order, at most `size` together."""
    return [list(things[i : i + size]) for i in range(0, len(things), size)]


def before(day: str, days_: int) -> str:
    """The day so many days earlier."""
    return (date.fromisoformat(day[:10]) - timedelta(days=days_)).isoformat()


def asked(query: str, what: str, *, most: int = 200) -> list[str]:
    """The parts of a query that is a list with commas; raises `InputError` for none or too many."""
    parts = list(dict.fromkeys(p for part in query.split(",") if (p := part.strip())))
    if not parts or len(parts) > most:
        raise InputError("query", query, f"give 1 to {most} {what}, with commas between")
    return parts


def follow(web: Web, page: Page, link: str | None, *, pages: int) -> Page | None:
    """The next page, if there is one and it is on the host of this one; `pages`: how many may still come."""
    if not link:
        return None
    here, url = page.answer.url, urljoin(page.answer.url, link)
    parts = urlsplit(url)
    if parts.hostname != urlsplit(here).hostname:
        raise page.bad(f"its next page is on another host, {parts.hostname}")
    if pages <= 0:
        raise page.bad("it has more pages than are read at once; narrow the query")
    return web.get(parts._replace(scheme="https").geturl())


def next_link(page: Page) -> str | None:
    """The address that a `Link` header calls next."""
    found = re.search(r"<([^<>]+)>\s*;[^,]*\brel=\"?next\"?", page.answer.headers.get("link", ""))
    return found[1] if found else None
