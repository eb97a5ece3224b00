"""Coins, bags and hands of cards: the chance of how many of a kind. Whole sentences of known shapes only."""

import re

from ech0.core.types import Plan
from ech0.minds.embedded.programs.page import Page, calculation

_TRIGGER = re.compile(r"\bcoins?\b|\bcards?\b|\bdice\b|\bdie\b|\bdrawn\b|\bdraws?\b|\bselected\b|\bchosen\b|\bpicked\b")
_COIN = re.compile(
    r"(?:suppose |if )?(?:you )?(?:a|an?) (?:fair |unbiased )?coin is (?:tossed|flipped) "
    r"#(?P<n>\d+)(?: times)?(?:\.|,) (?:what is|find|calculate) the probability (?:of getting|of|that "
    r"you get|to get|of obtaining) "
    r"(?P<how>exactly|at least|at most|more than|fewer than|less than)? ?#(?P<k>\d+) (?:heads?|tails?)\s*[.?]?"
)
_BAG = re.compile(
    r"(?:a|an) (?:bag|box|urn|jar|bowl|container) (?:contains|has|holds|with) (?P<kinds>#\d+ [a-z]+(?: "
    r"[a-z]+)?(?:(?:,| and|, and) #\d+ [a-z]+(?: [a-z]+)?)+)\. "
    r"(?P<rest>.+)"
)
_DRAWN = re.compile(
    r"(?:if )?#(?P<n>\d+) (?:of the )?(?:balls?|marbles?|chips?|items?|[a-z]+) (?:are|is) (?:drawn"
    r"|selected|chosen|picked|taken)(?: out)?(?: at random| randomly)?(?P<again> with(?:out)? "
    r"replacement)?(?: from (?:the|it) ?[a-z]*)?(?:\.|,) "
    r"(?:what is|find|calculate) the probability (?:that|of (?:getting|drawing)) (?P<event>.+?)\s*[.?]?"
)
_EVENT = re.compile(
    r"(?:(?P<all>both|all|all of them|all #\d+)(?: of them)?(?: [a-z]+)? are (?P<kind>[a-z]+)"
    r"|(?P<how>exactly|at least|at most)? ?#(?P<k>\d+)(?: of them)?(?: [a-z]+)? (?:is|are) (?P<kind2>[a-z]+)"
    r"|(?P<none>none)(?: of them)? (?:is|are) (?P<kind3>[a-z]+))"
)

_HANDS = {
    r"a royal flush": "4",
    r"a straight flush": "36",
    r"four of a kind": "13*48",
    r"a full house": "13*choose(4, 3)*12*choose(4, 2)",
    r"a flush": "4*choose(13, 5) - 40",
    r"three of a kind": "13*choose(4, 3)*choose(12, 2)*16",
    r"two pairs?": "choose(13, 2)*choose(4, 2)**2*44",
    r"(?:exactly )?one pair|a pair": "13*choose(4, 2)*choose(12, 3)*64",
}
"""How many hands of five cards are of a kind and of no better one; a straight flush is not royal."""
_DEALT = re.compile(
    r"\bprobability (?:of (?:getting |being dealt |drawing |obtaining )?|that (?:the|a) (?:hand|draw"
    r"|cards?) (?:is|are|contains?) )"
    r"(?:a hand (?:of|with) )?(?P<hand>[a-z ]+?)(?: in (?:a )?(?:#\d+|five)[- ]card (?:poker )?hands?| "
    r"in poker| \([^)]*\))?\s*[.?]"
)


def _hand(page: Page) -> Plan | None:
    """A named hand of five cards from a whole deck."""
    text = page.worded
    five = re.search(r"\bfive[- ]cards?\b|\bfive cards\b|#\d+[- ]cards?\b", text)
    found = _DEALT.search(text)
    values = sorted(page.value(k) for k, e in enumerate(page.numbers) if e.id.startswith("q"))
    if not five or found is None or not re.search(r"\bdeck\b|\bpoker\b", text) or not set(values) <= {5, 52}:
        return None
    kind = next((count for shape, count in _HANDS.items() if re.fullmatch(shape, found["hand"].strip())), None)
    if kind is None:
        return None
    start = page.raw.find(found["hand"].strip())
    statement = page.statement(max(start, 0), max(start, 0) + len(found["hand"].strip()), 1)
    return calculation(
        page, [("value", f"({kind})/choose(52, 5)")], label="probability", path="games", statements=[statement]
    )


def recognise(page: Page) -> Plan | None:
    """A plan, if the whole question is one of these games."""
    if not _TRIGGER.search(page.raw) or len(page.raw) > 400:
        return None
    if found := _COIN.fullmatch(page.text):
        n, k = f"n{found['n']}", f"n{found['k']}"
        if not page.all_used((found["n"], found["k"])):
            return None
        return calculation(
            page, [("value", _many("binomial", k, f"{n}, 0.5", found["how"]))], label="probability", path="games"
        )
    if "card" in page.raw and (hand := _hand(page)) is not None:
        return hand
    bag = _BAG.fullmatch(page.text)
    drawn = _DRAWN.fullmatch(bag["rest"]) if bag else None
    return _bag(page, bag["kinds"], drawn) if bag and drawn else None


def _bag(page: Page, kinds: str, drawn: re.Match[str]) -> Plan | None:
    """Draws of marked things from all things; with replacement they are independent of one another."""
    many = {m[2].split()[0]: m[1] for m in re.finditer(r"#(\d+) ([a-z]+(?: [a-z]+)?)", kinds)}
    event = _EVENT.fullmatch(drawn["event"])
    if event is None:
        return None
    kind = event["kind"] or event["kind2"] or event["kind3"]
    used = [*many.values(), drawn["n"], *([event["k"]] if event["k"] else [])]
    if kind not in many or not page.all_used(used):
        return None
    total = " + ".join(f"n{m}" for m in many.values())
    n, marked = f"n{drawn['n']}", f"n{many[kind]}"
    wanted = "0" if event["none"] else n if event["all"] else f"n{event['k']}"
    if (drawn["again"] or "").strip() == "with replacement":
        return calculation(
            page,
            [("value", _many("binomial", wanted, f"{n}, {marked}/({total})", event["how"]))],
            label="probability",
            path="games",
        )
    law = f"{total}, {marked}, {n}"
    return calculation(
        page, [("value", _many("hypergeometric", wanted, law, event["how"]))], label="probability", path="games"
    )


def _many(law: str, k: str, parameters: str, how: str | None) -> str:
    """The chance of `how` many as a call of the library."""
    match how:
        case "at least":
            return f"{law}_above({k} - 1, {parameters})"
        case "more than":
            return f"{law}_above({k}, {parameters})"
        case "at most":
            return f"{law}_cdf({k}, {parameters})"
        case "fewer than" | "less than":
            return f"{law}_cdf({k} - 1, {parameters})"
        case _:
            return f"{law}_pmf({k}, {parameters})"
