"""Commands about coins, dice and cards: `probability of 2 heads in 4 tosses`, `chance of a total of 9 with 2 dice`."""

import re

from ech0.core.types import Plan
from ech0.minds.embedded.commands.asking import Asked
from ech0.minds.embedded.programs.page import Page, calculation

_CHANCE = (
    r"(?:what(?: is|'s|s| are) )?(?:find |calculate |compute )?(?:the )?(?:probability"
    r"|chances?|odds|likelihood) (?:of|that|to|for)(?: (?:you|i|we|it|one))?(?: (?:get|gets"
    r"|roll|rolls|throw|toss|flip|draw|pick))? ?"
)
_HOW = r"(?:(?P<how>exactly|at least|at most|more than|fewer than|less than|no more than|only) )?"
_GET = r"(?:getting |obtaining |having |seeing |tossing |flipping |throwing |rolling |there (?:being|are) )?"
_TIMES = r"(?: in| from| with| after| out of| when| if| by)"
_FAIR = r"(?:fair |unbiased |standard |normal |ordinary |six[- ]sided |6-sided )*"
_COINS = re.compile(
    rf"{_CHANCE}{_GET}{_HOW}(?:#(?P<k>\d+)|(?P<one>one|a)) (?:heads?|tails?){_TIMES} (?:"
    rf"(?:tossing|flipping|throwing) (?:a )?{_FAIR}coin )?"
    rf"#(?P<n>\d+) (?:{_FAIR}(?:coins?(?: tosses| flips| throws)?|tosses|flips|throws|times)"
    rf"(?: of a {_FAIR}coin)?)(?: are (?:tossed|flipped|thrown))?"
)
_COIN_TOSSED = re.compile(
    rf"{_CHANCE}{_GET}{_HOW}(?:#(?P<k>\d+)|(?P<one>one|a)) (?:heads?|tails?) (?:when|if) "
    rf"(?:you |i |we )?(?:(?:toss|flip|throw)(?:ing)? )?(?:a )?{_FAIR}coin (?:is )?"
    rf"(?:(?:tossed|flipped|thrown) )?#(?P<n>\d+)(?: times)?"
)
_TOTAL = re.compile(
    rf"{_CHANCE}{_GET}(?:a )?(?:sum|total) (?:of |that is |equal to |is )?{_HOW}#"
    rf"(?P<k>\d+){_TIMES} (?:(?:rolling|throwing|a roll of|one roll of) )?#(?P<n>\d+) {_FAIR}"
    r"(?:dice|die)(?: are (?:rolled|thrown))?"
)
_TOTAL_OF = re.compile(
    rf"{_CHANCE}(?:rolling |throwing )?(?:the )?(?:sum|total) of #(?P<n>\d+) {_FAIR}dice (?:is"
    rf"|being|equals|to be) {_HOW}#(?P<k>\d+)"
)
_FACES = re.compile(
    rf"{_CHANCE}{_GET}{_HOW}#(?P<k>\d+) (?:sixes|fives|fours|threes|twos|ones){_TIMES} (?:"
    rf"(?:rolling|throwing) (?:a )?{_FAIR}(?:die|dice) )?"
    rf"#(?P<n>\d+) (?:{_FAIR}(?:dice|die)(?: rolls| throws)?|rolls|throws|times)(?: of a {_FAIR}(?:die|dice))?"
)
_ROLLED = re.compile(
    rf"{_CHANCE}(?P<not>not )?{_GET}(?P<what>an? #(?P<k>\d+)|a six|a five|a four|a three|a two"
    r"|a one|an even(?: number)?|an odd(?: number)?|a prime(?: number)?)(?: (?:on|with|from"
    r"|using|in|when rolling|by rolling) (?:a |one |the )?(?:single )?(?:roll of a |throw of "
    rf"a )?{_FAIR}(?:die|dice))?"
)
_ROW = re.compile(
    rf"{_CHANCE}{_GET}(?:(?P<n2>#\d+) )?(?:heads?|tails?)(?: (?P<n>twice|#\d+(?: times)?))? in "
    rf"a row(?: (?:with|on|using) a {_FAIR}coin)?"
)
_SIDE = re.compile(
    rf"{_CHANCE}{_GET}(?:a )?(?:heads?|tails?)(?: (?:on|with|from|in|when (?:you )?(?:flip"
    rf"|toss)(?:ing)?) (?:a |one |the )?(?:single )?(?:toss of a |flip of a )?{_FAIR}(?:coin"
    r"(?: toss| flip)?|toss|flip))?"
)
_FACE = {"six": 1, "five": 1, "four": 1, "three": 1, "two": 1, "one": 1, "even": 3, "odd": 3, "prime": 3}
_DRAWN = {
    r"an? (?:ace|king|queen|jack)": "4/52", r"an? (?:heart|spade|club|diamond)": "13/52",
    r"a (?:red|black) card": "26/52", r"a face card|a picture card": "12/52",
    r"the (?:ace|king|queen|jack) of (?:hearts|spades|clubs|diamonds)": "1/52",
    r"a red (?:ace|king|queen|jack)|a black (?:ace|king|queen|jack)": "2/52",
}  # fmt: skip
_CARD = re.compile(
    rf"{_CHANCE}(?:drawing |picking |getting |pulling |choosing )?(?P<what>{'|'.join(_DRAWN)})(?: from| out of| in)?"
    r"(?: (?:a|one|the) (?:standard |full |normal |shuffled |well-shuffled )*(?:deck|pack)(?: "
    r"of (?:#\d+ )?(?:playing )?cards)?)"
)


_FLIPPING = re.compile(
    rf"{_CHANCE}{_GET}{_HOW}(?:#(?P<k>\d+)|(?P<one>one|a)) (?:heads?|tails?) "
    rf"(?:when|if|by|from|in|after|with) (?:you |i |we )?"
    rf"(?:flip|toss|throw|flipping|tossing|throwing|flips? of|toss(?:es)? of) #(?P<n>\d+) {_FAIR}coins?"
)
_FACE_ROLLS = re.compile(
    rf"{_CHANCE}{_GET}at least (?:one|a) #(?P<face>\d+) (?:in|with|from|after) #(?P<n>\d+) "
    rf"(?:rolls?|throws?|{_FAIR}dice)(?: of a {_FAIR}(?:die|dice))?"
)


def read(asked: Asked) -> Plan | None:
    """A plan, if the whole question is one of these."""
    page = asked.page
    text = re.sub(r"[?.!,]+$", "", page.text).strip()
    if not re.search(r"probab|chance|odds|likelihood", text):
        return None
    for shape in (_COINS, _COIN_TOSSED, _FLIPPING):
        if found := shape.fullmatch(text):
            return _many(page, found, "0.5")
    if found := _FACES.fullmatch(text):
        return _many(page, found, "1/6")
    if (found := _FACE_ROLLS.fullmatch(text)) and page.value(found["face"]) in range(1, 7):
        if not page.all_used((found["face"], found["n"])):
            return None
        return calculation(page, [("value", f"1 - (5/6)**n{found['n']}")], label="probability", path="chances")
    if found := _TOTAL.fullmatch(text) or _TOTAL_OF.fullmatch(text):
        return _total(page, found)
    if (found := _ROLLED.fullmatch(text)) and re.search(r"roll|throw|\bdie\b|\bdice\b", text):
        return _rolled(page, found)
    if _SIDE.fullmatch(text) and not page.numbers:
        return _told(page, "1/2")
    if (found := _ROW.fullmatch(text)) and len(page.numbers) <= 1:
        return _row(page, found)
    if (found := _CARD.fullmatch(text)) and all(page.value(k) == 52 for k in range(len(page.numbers))):
        share = next(s for shape, s in _DRAWN.items() if re.fullmatch(shape, found["what"]))
        return _told(page, share)
    return None


def _told(page: Page, share: str) -> Plan:
    """A chance that the words alone tell."""
    statement = page.statement(0, len(page.question.text.rstrip()), 1)
    return calculation(page, [("value", share)], label="probability", path="chances", statements=[statement])


def _rolled(page: Page, found: re.Match[str]) -> Plan | None:
    """A face, or a kind of face, of one die."""
    if found["k"] is not None:
        right = page.all_used([found["k"]]) and 1 <= page.value(found["k"]) <= 6 and page.value(found["k"]).is_integer()
        count = 1 if right else 0
    else:
        count = _FACE[found["what"].split()[1]] if not page.givens else 0
    if not count:
        return None
    return _told(page, f"{6 - count if found['not'] else count}/6")


def _row(page: Page, found: re.Match[str]) -> Plan | None:
    """The same side so many times in a row."""
    if page.numbers and (found["n"] or found["n2"]):
        return calculation(page, [("value", "(1/2)**n0")], label="probability", path="chances")
    return _told(page, "(1/2)**2") if found["n"] == "twice" else None


def _many(page: Page, found: re.Match[str], each: str) -> Plan | None:
    said = found.groupdict()
    if not page.all_used([m for m in (said["k"], said["n"]) if m]) or (said["k"] is None and not said["how"]):
        return None
    k, law = f"n{said['k']}" if said["k"] else "1", f"n{said['n']}, {each}"
    form = {
        "at least": f"binomial_above({k} - 1, {law})", "more than": f"binomial_above({k}, {law})",
        "at most": f"binomial_cdf({k}, {law})", "no more than": f"binomial_cdf({k}, {law})",
        "fewer than": f"binomial_cdf({k} - 1, {law})", "less than": f"binomial_cdf({k} - 1, {law})",
    }.get(found["how"] or "", f"binomial_pmf({k}, {law})")  # fmt: skip
    return calculation(page, [("value", form)], label="probability", path="chances")


def _total(page: Page, found: re.Match[str]) -> Plan | None:
    """The chance of a total of dice, by counting all throws."""
    if not page.all_used((found["k"], found["n"])) or not 1 <= page.value(found["n"]) <= 20:
        return None
    k, n = f"n{found['k']}", f"n{found['n']}"
    low, high = {
        "at least": (k, f"6*{n}"), "more than": (f"{k} + 1", f"6*{n}"), "at most": (n, k), "no more than": (n, k),
        "fewer than": (n, f"{k} - 1"), "less than": (n, f"{k} - 1"),
    }.get(found["how"] or "", (k, k))  # fmt: skip
    form = f"dice_ways({n}, {low}, {high})/6**{n}"
    return calculation(page, [("value", form)], label="probability", path="chances")
