"""How many ways: orders, choices, groups, boxes, letters of a word. Whole sentences only."""

import re

from ech0.core.types import Plan
from ech0.minds.embedded.programs.page import Page, calculation
from ech0.minds.embedded.programs.templates import Template, first

_TRIGGER = re.compile(r"\bways\b|arrangements|permutations|combinations|\bhow many (?:different |distinct )?\w+ can\b")
_WAYS = (
    r"(how many (different |distinct |possible )?ways (are there )?(can |to |we |you |i )*|in how many "
    r"(different |distinct |possible )?ways can (you |we |one )?)"
)
_THINGS = r"[a-z]+( [a-z]+)?"
_SEPARATE = r"(different |distinct |distinguishable |labeled |labelled )"
_SAME = r"(identical |indistinguishable |unlabeled |unlabelled )"
_CAN = r"( be)?"
TEMPLATES = (
    Template(
        rf"{_WAYS}(choose|select|pick|form) (a )?([a-z]+ of )?<k> ({_THINGS} )?(from|out of|among) (a "
        rf")?(set|group|class|team|total|pool|committee)?( of )?<n>( {_THINGS})?",
        "choose(%n, %k)",
        "number of ways",
    ),
    Template(
        rf"{_WAYS}<k> {_THINGS}{_CAN} (chosen|selected|picked) (from|out of|among) (a (set|group|class|team"
        rf"|pool) of )?<n>( {_THINGS})?",
        "choose(%n, %k)",
        "number of ways",
    ),
    Template(
        rf"{_WAYS}(a )?(committee|team|group|subset) of <k>( {_THINGS})?{_CAN} (chosen|selected|formed|made"
        rf"|picked) (from|out of|among) (a (set|group|class) of )?<n>( {_THINGS})?",
        "choose(%n, %k)",
        "number of ways",
    ),
    Template(
        rf"how many (different |distinct )?(committees|teams|groups|subsets) of <k>( {_THINGS})? can be "
        rf"(chosen|selected|formed|made) (from|out of) (a (set|group|class) of )?<n>( {_THINGS})?",
        "choose(%n, %k)",
        "number of ways",
    ),
    Template(
        rf"{_WAYS}<n> ({_SEPARATE})?{_THINGS}{_CAN} (arranged|lined up|ordered|seated|placed|stand|sit"
        rf"|line up|arrange)( up)?( in| on| at)?( a| one)?( single)?( row| line| shelf| straight line| "
        rf"order)?",
        "arrangements(%n, %n)",
        "number of ways",
    ),
    Template(
        rf"{_WAYS}(arrange|order|line up|seat) <n> ({_SEPARATE})?{_THINGS}( in| on)?( a| one)?( single)?( "
        rf"row| line| shelf| straight line)?",
        "arrangements(%n, %n)",
        "number of ways",
    ),
    Template(
        rf"{_WAYS}<n> {_THINGS}{_CAN} (seated|arranged|sit) (around|at|in) a (round|circular) (table|circle)",
        "arrangements(%n - 1, %n - 1)",
        "number of ways",
    ),
    Template(
        rf"{_WAYS}(arrange|seat|order) <n> {_THINGS} (around|at|in) a (round|circular) (table|circle)",
        "arrangements(%n - 1, %n - 1)",
        "number of ways",
    ),
    Template(
        rf"{_WAYS}(put|place|distribute|divide|partition) <n> {_SEPARATE}{_THINGS} (into|in|among) "
        rf"<k> {_SAME}{_THINGS}( (such that|so that|if|with) no ([a-z]+ )*(is |are |be |left )*empty| if "
        rf"each [a-z]+ must have at least <one> {_THINGS})",
        "stirling(%n, %k)",
        "number of ways",
    ),
    Template(
        rf"{_WAYS}<n> {_SEPARATE}{_THINGS}{_CAN} (put|placed|distributed|divided|partitioned) (into|in"
        rf"|among) <k> {_SAME}{_THINGS}( (such that|so that|if|with) no ([a-z]+ )*(is |are |be |left "
        rf")*empty| if each [a-z]+ must have at least <one> {_THINGS})",
        "stirling(%n, %k)",
        "number of ways",
    ),
    Template(
        rf"{_WAYS}(divide|partition|split) (a )?(set of )?<n> ({_SEPARATE})?{_THINGS} into <k> (non-?empty"
        rf"|nonempty) (unordered )?(subsets|groups|sets|parts)",
        "stirling(%n, %k)",
        "number of ways",
    ),
    Template(
        rf"{_WAYS}(divide|partition|split) (a )?(set of )?<n> ({_SEPARATE})?{_THINGS} into <k> (non-?empty"
        rf"|nonempty) ordered (subsets|groups|sets|lists)",
        "choose(%n - 1, %k - 1)*arrangements(%n, %n)/arrangements(%k, %k)",
        "number of ways",
    ),
    Template(
        rf"{_WAYS}(distribute|put|place|divide) <n> {_SAME}{_THINGS} (into|in|among|to) <k> "
        rf"({_SEPARATE})?{_THINGS}",
        "choose(%n + %k - 1, %k - 1)",
        "number of ways",
    ),
    Template(
        rf"{_WAYS}<n> {_SAME}{_THINGS}{_CAN} (distributed|put|placed|divided) (into|in|among|to) <k> "
        rf"({_SEPARATE})?{_THINGS}",
        "choose(%n + %k - 1, %k - 1)",
        "number of ways",
    ),
    Template(
        rf"{_WAYS}(distribute|put|place|divide) <n> {_SAME}{_THINGS} (into|in|among|to) <k> "
        rf"({_SEPARATE})?{_THINGS} (such that|so that|if|where|with)( the)?( [a-z]+ are distinguishable "
        rf"and)? no [a-z]+ (is|are|can be|be)( left)? empty",
        "choose(%n - 1, %k - 1)",
        "number of ways",
    ),
    Template(
        rf"{_WAYS}(arrange|seat|line up|order) <n> {_THINGS} (in a (line|row) )?(such that|so that) (no one"
        rf"|none|no [a-z]+|nobody) (is |are |of them )*(standing |sitting |placed )?in (their|its|his) "
        rf"(correct|original|own|right) (position|place|seat|positions)",
        "derangements(%n)",
        "number of derangements",
    ),
)
_LETTERS = re.compile(
    r"(?:in )?how many (?:different |distinct )?(?:ways can |ways are there (?:to|of) (?:arrange"
    r"|rearrange|order|arranging) |arrangements (?:are there )?(?:of |for )?|permutations (?:are there "
    r")?of |words can be (?:formed|made) (?:by arranging|from|using|with) )?"
    r"(?:all )?(?:of )?(?:the )?letters (?:of|in) (?:the word "
    r")?[\"'“‘`]*(?P<word>[a-z]{2,15})[\"'”’`]*(?: be (?:arranged|rearranged|permuted))?\s*[.?]?"
)
_SPLIT = re.compile(
    r"a (?:group|set|class) of #(?P<n>\d+) [a-z]+ is (?:split|divided) into #(?P<k>\d+) (?:different "
    r"|distinct |named )(?:committees|groups|teams) of (?P<list>#\d+(?:(?:,| and|, and) #\d+)+)(?: "
    r"[a-z]+)?(?:, respectively)?\. "
    r"in how many ways can (?:this|it) be done\s*[.?]?"
)


def recognise(page: Page) -> Plan | None:
    """A plan, if the whole question is one of counting."""
    if not _TRIGGER.search(page.raw) or len(page.raw) > 400:
        return None
    if found := _LETTERS.fullmatch(page.text):
        return _letters(page, found["word"])
    if found := _SPLIT.fullmatch(page.text):
        parts = re.findall(r"#(\d+)", found["list"])
        if page.all_used((found["n"], found["k"], *parts)) and page.value(found["k"]) == len(parts):
            below = "*".join(f"arrangements(n{m}, n{m})" for m in parts)
            whole = f"arrangements(n{found['n']}, n{found['n']})/({below})"
            return calculation(page, [("value", whole)], label="number of ways", path="counting")
    return first(page, TEMPLATES, "counting")


def _letters(page: Page, word: str) -> Plan:
    """Orders of the letters of a word, equal ones alike."""
    below = "*".join(f"gamma({word.count(c)} + 1)" for c in dict.fromkeys(word))
    start = page.raw.index(word)
    statement = page.statement(start, start + len(word), 1)
    expression = f"gamma({len(word)} + 1)/({below})"
    return calculation(
        page, [("value", expression)], label="number of arrangements", path="counting", statements=[statement]
    )
