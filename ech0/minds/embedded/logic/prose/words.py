"""Sentences as words: contractions parted, names and numbered things in one piece, markers of conditions. No grammar.

A name is one word that begins with `@`: `@Mr_Abara`, `@sample_K-9`; all else is in lower case. A condition begins with
one of `IF`, `UNLESS`, `ONLYIF`, `IFF`, whatever words it began with.
"""

import re
from collections.abc import Callable, Sequence

from ech0.minds.embedded.logic import lexis
from ech0.minds.embedded.logic.first_order import verbs
from ech0.minds.embedded.logic.first_order.text import Vocabulary
from ech0.minds.embedded.logic.prose import lexicon as lex
from ech0.minds.embedded.logic.prose import measures

CONDITIONS = ("IF", "UNLESS", "ONLYIF", "IFF")
MARKERS = (*CONDITIONS, "EXCEPT")
_AUX = r"is|are|was|were|does|do|did|has|have|had|must|should|would|could|need|might|ought"
_DAY = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:bank |public )?holiday|weekday|weekend|workday|(?:term|school"
    r"|leap)"
    r" (?:day|time|year)|winter|summer|spring|autumn|january|february|march|april|june|july|august|september|october"
    r"|november|december)"
)
_CAUSES: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (r"[’`´‘]", "'"),
    (r"[“”]", '"'),
    (r"\s+-{1,2}\s+|\s*[–—]\s*", ", "),
    (r"\bcan't\b|\bcannot\b|\bcant\b", "can not"),
    (r"\bwon't\b|\bwont\b", "will not"),
    (r"\bain't\b", "is not"),
    (rf"\b({_AUX})n['’]?t\b", r"\1 not"),
    (r"\b(it|he|she|that|who|there|everyone|everything|someone|something|what|here|where|everybody)'s(?= been| got)",
     r"\1 has"),
    (r"\b(it|he|she|that|who|there|everyone|everything|someone|something|what|here|where|everybody)'s\b", r"\1 is"),
    (r"\b(they|you|we|who)'re\b", r"\1 are"),
    (r"\b(i|they|you|we|who|would|could|should|might|must)'ve\b", r"\1 have"),
    (r"\b(it|he|she|they|we|you|i|there)'d(?= (?:have|be|not)\b)", r"\1 would"),
    (r"\b(?:would|should|will|might) have been\b", "was"),
    (r"\b(?:would|should|will|might) have(?= [a-z]+(?:ed|en|ne|wn)\b)", "has"),
    (r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b", lambda m: m[0].lower()),
    (r"\btoday(?= (?:is|was|will be)\b)|(?<=\bis )today(?= (?:an?|not)\b)", "Today_is"),
    (rf"\bit (is|was|be)( not)?(?: an?)? (?={_DAY}\b(?! that\b))", r"Today_is \1\2 a "),
    (rf"\bis it(?: an?)? (?={_DAY}\b)", "is Today_is a "),
    (rf"(?<=\bToday_is is )(not )?(?!an? )(?={_DAY}\b)", r"\1a "),
    (r"\b(has|have|had|contains?)( (?:both )?[a-z][\w ]{1,30}?) in (?:it|them)\b", r"\1\2"),
    ((r"\ball (day|night|week|weekend|month|year|morning|afternoon|evening|season|summer"
      r"|winter)(?: long)?\b(?! (?:the|[a-z]+s) )"), r"all-\1"),
    ((r"\b(?:at least )?one (?:or both )?of (?=(?:the )?[A-Z][\w-]* and (?:the )?[A-Z][\w-]*)"
      r"([\w ]+?) and (?=[A-Z])"), r"\1 or "),
    (r"\bneither of (?:the|these|those|my|our)(?: two)?(?= [a-z]+s\b)", "no"),
    (r"\b(?:both|all three|all four) of (?:the|these|those)(?= [a-z]+s\b)", "all the"),
    (r"\b(i|it|he|she|they|you|we|that|who)'ll\b", r"\1 will"),
    (r"\bi'm\b", "i am"),
    (r"\bits (?=(?:\w+ing|not|also|a|an|the)\b)", "it is "),
    (r"(?<=s)'(?=\s+[a-z])", "'s"),
    (r"'s\b", " 's"),
)  # fmt: skip
_PLAINER = (
    (r"\bat all\b", ""),
    (r"\(([^()]{0,120})\)", r", \1,"),
    ((r",? \b(?:if and only if|exactly (?:when|if)|precisely (?:when|if)|just in case|when and only when"
     r"|iff)\b"), " IFF "),
    ((r"\b(may|can|is|are|will|must|do|does|has|have|could) only ((?:[\w'-]+ ){1,8}?)(?:if|when|after|once"
     r"|where)\b"), r"\1 \2 ONLYIF "),
    (r"\b(must|can|may|should|will) to (?=[a-z]+)", r"\1 "),
    (r"\b(?:only (?:when|if|after|once|provided(?: that)?|in case|as long as)|not unless)\b", " ONLYIF "),
    (r"\b(?:unless|except (?:when|if)|save (?:when|if))\b", " UNLESS "),
    ((r"\b(?:if and when|if ever|whenever|as soon as|(?:as|so) long as|on (?:the )?condition that|in the event that"
     r"|provid(?:ed|ing) that|(?<!is )(?<!are )(?<!was )(?<!were )(?<!be )provided(?= (?:it|he|she|they|you|we|an?"
     r"|the|his|her|its|their|my|our|your|that|this|both|all"
     r"|no|every|(?-i:[A-Z])[\w-]+)\b)|given that|assuming(?: that)?|suppos(?:e|ing) that|in case(?! of)|the "
     r"moment(?: that)?"
     r"|any ?time(?: that)?|every time(?: that)?|each time(?: that)?|wherever|if)\b"), " IF "),
    (r"(?:^|(?<=[,;] )|(?<=\w ))(?:when|while)\b(?= [\w'@-]+ [\w'-]+)(?! (?:more|again|a |per ))", " IF "),
    ((r"(?:(?:^|(?<=[,;] ))once|(?<=\w )once(?= (?:an?|the|it|he|she|they|you|we|his|her|their|every|all"
      r"|(?-i:[A-Z])[\w-]+)\b))(?= [\w'@-]+ [\w'-]+)(?! (?:more|again|a |per ))"), " IF "),
    ((r"\b(?:no[ -]one|nobody|none|nothing|no \w+) (?:but|except(?: for)?|other than|besides|apart from)\b(?= "
     r"(?:the|an?|[a-z]+s|[A-Z]))"),
     "only"),
    (r"\bit (?:is|was) not ((?-i:[A-Z])\w+|the \w+) (?:who|that|which)\b", r"it-is-not-so \1"),
    (r"\bit (?:is|was) (?:only )?((?-i:[A-Z])\w+|the \w+|\w+s) (?:who|that|which)\b", r"\1"),
    (r"\bmost of (?:the|these|those|our|my|his|her|their)\b", "most"),
    ((r"\b(?:not a single|not one|not any|no single|none of (?:the|these|those|our|my|his|her|their)|not one of "
     r"the)\b"), "no"),
    ((r"(?<=\w )(every|each) (?:single )?(day|night|morning|evening|week|weekend|month|year|summer|winter)\b"
      r"(?! (?:that|when|is|was|has)\b)"), r"\1-\2"),
    (r"\b(\w+) times (?:a|an|per|each|every) (day|week|month|year)\b", r"\1-times-a-\2"),
    (r"\b(once|twice) (?:a|an|per|each|every) (day|week|month|year)\b", r"\1-a-\2"),
    (r"(?-i:\b([A-Z][\w'-]+) (da|de|di|du|del|van|von|der|bin|al|la) (?=[A-Z]))", r"\1_\2_"),
    (r"\bno[ -]one\b", "nobody"),
    (r"\b(any|some|every) one\b(?! of)", r"\1one"),
    ((r"\b(?:every (?:single|last)(?: one of)?|each (?:one )?of|each and every(?: one of)?|every one of|all of"
     r"|any and all|any given|all)(?: (?:the|these|those|our|my))?\b(?! (?:that|who)\b)"), "every"),
    (r"\bnot every\b", "not-every"),
    (r"\bany of (?:the|these|those|our|my)\b", "any"),
    ((r",? \b(?:except(?:ing)?(?: for)?|save for|(?<=everyone )save"
     r"|(?<=everybody )save|(?<=, )save|other than|apart from|aside from|excluding|bar(?:ring)?"
     r"|with the (?:sole |only )?exception of)\b(?! \w+ing\b)"), " EXCEPT "),
    ((r"\b((?:every|all|any)\w*(?: [\w']+){0,4}?) but (?=(?:the |a |an )?[\w']+ (?:is|are|was|were|has|have|can"
     r"|may|must|do|does|will|[a-z]+s|[a-z]+ed)\b)"),
     r"\1 EXCEPT "),
    (r", ((?:the |all )?[\w' -]{2,30}),? except(?:ed|ing)\b", r" EXCEPT \1"),
    (r", (?:which|who|whom) [\w ]{0,30}\b(?:nick)?(?:named?|call(?:s|ed)?|known as) ((?-i:[A-Z])[\w-]+)(?=,)", r", \1"),
    (r"(?<=\w),? (?:(?:even )?though|although|whereas|even if|while at the same time)\b", ", but"),
    (r"(?<=\w),? (?:because|since(?! (?:\d|birth|then|last|childhood|the))|seeing (?:that|as))\b", ", and"),
    (r",? (?:\w+ )?(?:\w+ or not|or both|possibly both|perhaps both|whether or not)(?=[,;.]|$),?", ""),
    (r"\balike\b", ""),
    (r"\b(?:it is|it's) (?:not (?:true|the case|so)|false|untrue|wrong) that\b", "it-is-not-so"),
    (r"\b(?:it is|it's) (?:true|the case|a fact|known|certain|clear|obvious|plain|well known|understood) that\b", ""),
    ((r"\b(?:it turns out|it so happens|it happens|as it happens|as everyone knows|we know|you know|note|we are told"
     r"|i know)(?: that)?\b,?"), ""),
    (r"^(?:note|remember|recall|notice|suppose|assume|imagine)(?: that)?\b,? ", ""),
    ((r"(?<=\w)(?: (?:considered|mentioned|concerned|in question|at issue|discussed|spoken of|we speak of))(?= "
     r"(?:is|are|was|were|has|have|can|do|does|may|must)\b)"), ""),
    (r"(\d) %", r"\1%"),
    (r"(?<=\d),(?=\d{3}\b)", ""),
    (r"\b(is|are|was|were|becomes?|became) (?:also )?(?:one of|among) (?=the|these|those|our|my)", r"\1 a "),
    ((r"\b(?:at least one|one or more|a few|several|a number|a couple|a handful|some|many|one)(?: of)?"
     r" (?:the|these|those|our|my)\b"), "some"),
    (r"\b(?:at least one|one or more|a few|several|a number of|a couple of|many)\b", "some"),
    (r"\b(?:he or she|she or he|he/she|s/he)\b", "they"),
    (r"\b(?:him or her|him/her)\b", "them"),
    (r"\b(?:his or her|his/her|her or his)\b", "their"),
    (r"\b(?:those|the ones|the people|all|people)(?: of (?:them|us|you))? (?=who\b|whose\b|whom\b)", "people "),
    (r"\b(?:everyone|everybody|anyone|he|she|the one|one)(?: of (?:them|us|you))? (?=who\b|whose\b|whom\b)", "anyone "),
    (r", (?:meaning|i\.e\.,?|which means|in other words)(?: that)? (?=\w+ \w+)", ", and "),
    (r", (?:possibly|perhaps|maybe|presumably|probably) (?:with |also )?[^,.;]*", ""),
    ((r"\b(?:those|the ones|that|all|everything|things|anything|whatever)(?: of them)? (?=which\b|that (?!\w+ "
     r"(?:is|are|was)\b))"),
     "anything "),
    (r"\b(?:is|are|am|was|were|be|been)( not)? able to\b", r"can\1"),
    (r"\b(?:is|are|am|was|were|be|been) unable to\b", "can not"),
    (r"\b(?:is|are|am|was|were|be|been)( not)? (?:allowed|permitted|free|entitled|authori[sz]ed|eligible) to\b",
     r"may\1"),
    (r"\b(?:is|are|am|was|were|be) (?:forbidden|prohibited) to\b", "may not"),
    ((r"\b(?:is|are|am|was|were)( not)? (?:required|obliged|obligated|bound|supposed|expected|compelled) "
     r"to\b"), r"must\1"),
    (r"\b(?:has|have|had|needs?|ought) to\b(?! (?:do|be) with)", "must"),
    (r"\b(does|do|did) not (?:have|need) to\b", "need-not"),
    (r"\b(does|do|did) not must\b|\bneed not\b", "need-not"),
    (r"\b(does|do|did|will|would) ((?:[\w'@.-]+ ){1,6}?)must\b", r"must \2"),
    (r"\bmust not\b", "may not"),
    ((r"\b(?:tends?|happens?|turns? out|proves?|goes on|is known|are known|is sure|are sure|is certain|are certain"
     r"|is going|are going|never fails?) to be\b"), "is"),
    ((r"\b(?:tends?|happens?|is known|are known|is sure|are sure|is certain|are certain|is going|are going"
     r"|never fails?) to\b"), "will"),
    (r"\b(?:fails?|refuses?|declines?|failed|refused) to\b", "never"),
    (r"\b(?:is|has) yet to\b|\b(?:are|have) yet to\b", "never"),
    (r"\b(?:no longer|in no way|by no means|on no account|under no circumstances)\b", "not"),
    ((r"\b(?:counts?|qualif(?:ies|y)|is (?:considered|regarded as|classed as|classified as|counted as|deemed|known as))"
     r"(?: as)?\b(?= (?:an?|to be)\b)"), "is"),
    (r"\bto be\b(?<=is to be)", ""),
    (r"\blacks?\b(?: an?| any)?", "has no"),
    (r"\b(?:is|are|was|were) (?:without|missing|in lack of)\b", "has no"),
    (r"\bin need of\b", "needing"),
    (r"\b(?:it follows|this means|that means|it means|which means|in (?:this|that|which) case)(?: that)?\b,?", "then"),
    (r"\b(?:as well as|together with|along with)\b", "and"),
    (r"\bbut not\b(?! (?:if|when))", "and not"),
    (r"\byet\b(?= (?:it|he|she|they|[A-Z])\b)", "and"),
    (r"\bor else\b", "or"),
    (r"\bas well\b|\beither(?= ?[.;,]|$)", "too"),
    (r"\bjust (?=\w)", ""),
)  # fmt: skip
_ASIDES = re.compile(
    r"(?:^|,? ?)\b(?:in fact|of course|without (?:a single )?exception|by definition|obviously|needless to say"
    r"|after all"
    r"|in turn|as a (?:matter of fact|rule)|naturally|in particular|to be sure|no matter what|in (?:every|all) cases?"
    r"|for sure|at all|whatsoever|in other words|clearly|evidently|simply|by the way|in general|generally speaking"
    r"|in addition|moreover|furthermore|besides|however|nevertheless|nonetheless|meanwhile|also|still|now|today(?!_)"
    r"|tonight"
    r"|right now|at present|at the moment|currently|as usual|this (?:morning|afternoon|evening|week|month|year|time"
    r"|season|term)|these days|yesterday|last (?:spring|summer|autumn|fall|winter|week|month|year|night)|so far|already"
    r"|therefore|hence|thus|consequently|accordingly|as a result|indeed|actually|certainly|definitely|surely|always"
    r"|just now|only recently|recently|anyway|though(?= ?[.;]?$)|of some kind|here|in return|as such)\b,?",
    re.IGNORECASE,
)  # fmt: skip
_SETTING = re.compile(
    r"^(?:in|at|on|for|within|under) (?:this|these|our|my|that|those|any|every) [\w' -]{2,40}, |"
    r"^(?:according to|by|per|as for|regarding|under|following) (?:the|these|this|our)? ?[\w' -]{2,40}, |"
    r"^[\w ,']{0,60}\b(?:rules?|facts?|by-laws?|known|know|given|following|says?|reads?|states?|stated|holds?"
    r"|about)\b[^:,.]{0,50}: ",
    re.IGNORECASE,
)
_WORD = re.compile(
    r"(?:Mr|Mrs|Ms|Mx|Dr|Prof|St|Sir|Lady)\b\.?(?= [A-Z])|[A-Z]\.(?=\s+[A-Z])|'s\b"
    r"|[A-Za-z0-9$€£#@][\w%#+&/-]*(?:[.:](?=\w)[\w-]+)*(?:'[a-z]+)?"
    r"|,|;|:|[^\s\w]"
)
_QUOTED = re.compile(r'"([^"]{1,80}?)[,.]?"')
_OPENERS = frozenset(
    "the a an this that these those i we you it he she they there here what who which one whoever".split()
)
_AGAIN = lex.COPULA | lex.MODAL | lex.DO | lex.HAVE
_NUMERALS = frozenset("one two three four five six seven eight nine ten eleven twelve".split())
_LED = lex.PREPOSITION | lexis.ARTICLE
_TITLES = frozenset("mr mrs ms mx dr prof st sir lady miss".split())
_RULES = tuple((re.compile(p, re.IGNORECASE), said) for p, said in _CAUSES)
_PLAIN = tuple((re.compile(p, re.IGNORECASE), said) for p, said in _PLAINER)


def parted(sentence: str) -> str:
    """A sentence with plain signs and its contractions written out."""
    for pattern, said in _RULES:
        sentence = pattern.sub(said, sentence)
    return sentence


class Names(Vocabulary):
    """What the words of a text are; a name that ends in `s` is no plural where a verb in the singular follows."""

    def _name(self, sentence: Sequence[str], at: int) -> bool:
        if super()._name(sentence, at):
            return True
        word = sentence[at]
        low, after = word.lower(), sentence[at + 1].lower() if at + 1 < len(sentence) else ""
        if (
            at
            or not word[0].isupper()
            or low in self.lower | lexis.BARRED | lex.PREPOSITION | lex.POSSESSIVE | _OPENERS
        ):
            return False
        then = sentence[at + 2].lower() if at + 2 < len(sentence) else ""
        if after in lex.HABIT | {"never", "always", "also", "once"}:
            return lexis.third(then) and bool(lex.verb(then))
        if after == "," and then in ("who", "which", "a", "an", "the"):
            verb = next((x.lower() for x in sentence[at + 3 :]), "")
            return then not in ("who", "which") or lexis.third(verb) or verb in ("is", "was", "has", "does", "can")
        single = lexis.third(after) and bool(lex.verb(after))
        return after in ("is", "was", "has", "does", "'s") or single or low in self.names


def words(sentence: str) -> list[str]:
    """The words of a sentence as written, roundabout wordings made short, markers of conditions in capitals."""
    said = measures.sized(parted(sentence))
    said = _QUOTED.sub(lambda m: " " + "_".join(p[:1].upper() + p[1:] for p in re.findall(r"[\w-]+", m[1])) + " ", said)
    said = _SETTING.sub("", said)
    for pattern, short in _PLAIN:
        said = pattern.sub(short, said)
    said = _ASIDES.sub(_commas, said).strip(" ,")
    found = _WORD.findall(said.rstrip(" .?!;:"))
    return _trim([w for w in found if w not in ('"', "'", "(", ")", "?", "!", ".")])


def _commas(found: re.Match[str]) -> str:
    """What is left of an aside: nothing of a pair of commas, a single comma as it is."""
    return " " if found[0].startswith(",") == found[0].endswith(",") or not found.start() else ", "


def _trim(w: Sequence[str]) -> list[str]:
    out = [x for n, x in enumerate(w) if not (x == "," and n + 1 < len(w) and w[n + 1] in (",", ";"))]
    while (
        out
        and not (out[0].lower() == "so" and out[1:] and out[1] in _AGAIN)
        and out[0] in (",", ";", ":", "and", "but", "or", "so", "then", "And", "But", "So", "Then", "Also")
    ):
        out = out[1:]
    while out and out[-1] in (",", ";", ":"):
        out = out[:-1]
    return out


def tokens(vocabulary: Vocabulary, sentence: Sequence[str]) -> list[str]:
    """A sentence with names in one piece, numbered things too: `sample K-9`, `invoice 8814`."""
    plain = [w if w not in MARKERS else w.lower() for w in sentence]
    marks = [w for w in sentence if w in MARKERS]
    found = vocabulary.tokens([w if w not in MARKERS else "if" for w in sentence]) if plain else []
    found = [f"@{w}" if "_" in w[1:] and w[0].isalpha() else w for w in found]  # `save_all`
    out: list[str] = []
    for word in found:
        one = marks.pop(0) if word == "if" and marks else word
        before, led = out[-1] if out else "", out[-2] if len(out) > 1 else ""
        if before.rstrip(".") in _TITLES and one[:1] == "@":
            out[-1] = f"@{before.rstrip('.')}_{one[1:]}"
        elif (_label(one) or (one in _NUMERALS and led in _LED)) and _numbered(before, led):
            out[-1] = f"@{before.lstrip('@')}_{one.lstrip('@')}"
        else:
            out.append(one)
    return _called(out)


def _called(w: Sequence[str]) -> list[str]:
    """`the server named kestrel` as a name."""
    out = list(w)
    for i in range(len(out) - 2, 0, -1):
        if i + 1 >= len(out):  # what was joined behind has made it shorter
            continue
        noun = out[i - 1].isalpha() and out[i - 1] not in lexis.BARRED | lex.PREPOSITION
        if (
            out[i] in ("named", "called", "nicknamed", "labelled", "labeled")
            and noun
            and out[i + 1].lstrip("@").isalnum()
        ):
            out[i - 1 : i + 2] = [f"@{out[i - 1]}_{out[i + 1].lstrip('@')}"]
            if i > 1 and out[i - 2] in lexis.ARTICLE:
                del out[i - 2]
    return out


def _label(word: str) -> bool:
    bare = word.lstrip("@")
    coded = any(c.isdigit() for c in bare) and not re.search(r"[.%$€£]", bare) and len(bare) < 8
    return "_" not in bare and (coded or (word[:1] == "@" and len(bare) == 1))


def _numbered(noun: str, before: str) -> bool:
    """Whether a noun is one of those that a number or letter after it names: `drawer 4`, not `scored 71`."""
    if not noun.isalpha() or noun in lexis.BARRED | lex.PREPOSITION | lex.ADVERB or noun in lex.MEASURED:
        return noun[:1] == "@" and "_" not in noun and noun[1:].isalpha()
    verbal = verbs.past(noun) or verbs.running(noun) or (lexis.third(noun) and verbs.base(noun) in verbs.KNOWN)
    return not verbal and not lexis.plural(noun) and not (before in lexis.MODAL | {"to"} and lex.verb(noun))
