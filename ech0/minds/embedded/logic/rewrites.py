"""The table of roundabout wordings and the plain ones that they stand for, each rule with its id. Knows no text.

What a rule puts in place may be several sentences, parted by line breaks. Order matters: contractions come first, since
the others are written without them.
"""

import re
from typing import NamedTuple


class Rewrite(NamedTuple):
    """`id` names the rule in notes; one of `cues` (lower case) has to occur for `pattern` to be tried."""

    id: str
    cues: tuple[str, ...]
    pattern: re.Pattern[str]
    said: str


def _rule(name: str, cues: str, pattern: str, said: str) -> Rewrite:
    return Rewrite(name, tuple(cues.split("|")), re.compile(pattern, re.IGNORECASE), said)


_BE = r"(is|are|was|were)"
_ONE = r"(?:you|one|someone|somebody|something|anyone|anybody|anything|a person|it|they|them)"
_NAME = r"(?:(?:(?:his|her|its|my) \w+ )?[A-Z][\w-]*|(?:the|my|his|her|its) \w+)"
_END = r"[.!]?$"

SIGNS = (
    _rule("apostrophe", "’|`|´|‘", r"[’`´‘]", "'"),
    _rule("quotes", "“|”", r"[“”]", '"'),
    _rule("dash", " - |–|—|--", r"\s+-{1,2}\s+|\s*[–—]\s*", ", "),
    _rule("brackets", "(", r"\s*\(((?:an?|who|which) [^()]{1,80})\)", r", \1,"),
)
CONTRACTIONS = (
    _rule("can not", "cannot|can't", r"\bcan't\b|\bcannot\b", "can not"),
    _rule("will not", "won't", r"\bwon't\b", "will not"),
    _rule("is not", "ain't", r"\bain't\b", "is not"),
    _rule("n't", "n't", r"\b(is|are|was|were|does|do|did|has|have|had|must|should|would|could|need)n't\b", r"\1 not"),
    _rule("'s", "'s", r"\b(it|he|she|that|who|there|everyone|everything|someone|something|what|here)'s\b", r"\1 is"),
    _rule("name's", "'s ", r"\b([A-Z]\w+)'s (?=(?:an?|the|not|also|always|never) )", r"\1 is "),
    _rule(
        "name's",
        "'s ",
        r"\b((?:the|that) (?:\w+ )?\w+|(?-i:[A-Z])\w+)'s (?=(?:\w+ed|\w+ing|either|neither|both|out|open|in|at|on|empty"
        r"|full|still|now|already|also|always|never)\b)",
        r"\1 is ",
    ),
    _rule("'re", "'re", r"\b(they|you|we|who)'re\b", r"\1 are"),
    _rule("'ve", "'ve", r"\b(they|you|we|who)'ve\b", r"\1 have"),
    _rule("'ll", "'ll", r"\b(it|he|she|they|you|we|that)'ll\b", r"\1 will"),
)
_SAID_FIRST = (
    _rule(
        "preamble",
        ":",
        r"^[^:]{0,90}\b(?:following|know|known|facts?|rules?|given|told|holds?|true|consider|suppose|remember"
        r"|situation|premises|certain|sure|clear|this|here|thing|things)\b[^:]{0,40}:\s+(?=\S+ \S+)",
        "",
    ),
    _rule(
        "aside",
        "in fact|of course|without exception|without fail|by definition|as it happens|obviously|needless|after all|"
        "in turn|as a matter|naturally|in particular|to be sure|no matter what|in every case|in all cases|for sure|"
        "by nature|at all|whatsoever|in other words|as we know|as everyone knows|clearly|evidently|simply|just|even|"
        "of necessity|by the way|true enough|under all circumstances",
        r"(?:^|,? ?)\b(?:in fact|of course|without (?:a single )?exception|without fail|by definition|as it happens"
        r"|(?:quite )?obviously|needless to say|after all|in turn|as a matter of (?:fact|course)|naturally"
        r"|in particular|to be sure|no matter what|in (?:every case|all cases)|for sure|by nature|by necessity|at all"
        r"|whatsoever|in other words|as we know|as everyone knows|clearly|evidently|simply|of necessity|by the way"
        r"|true enough|under all circumstances|(?<!the )(?<!not )just(?! as)|(?<!not )even(?! if| though|"
        r" numbers?))\b,?",
        "",
    ),
    _rule(
        "now",
        "this year|this week|this month|today|so far|yet|alike|of some kind|this season|as usual",
        r",? (?:this (?:year|week|month|season)|today|so far"
        r"|of some kind|as usual)(?= ?(?:[.,;!?]|$))|\b alike\b| yet(?= ?$)",
        "",
    ),
    _rule(
        "for long",
        "since|until|from birth|from the|for years|for ages|for many|been|ago",
        r",? (?:since (?:\d{4}|birth|childhood)|from (?:birth|childhood|the (?:start|outset|beginning))"
        r"|(?:has been |have been )?for (?:many )?(?:years|months|weeks|ages)|(?:and )?(?:always has been"
        r"|has always been)|until \w+|\w+ (?:years|months|weeks|days) ago)(?= ?(?:[.,;!?]|$))",
        "",
    ),
    _rule("with it", "with it|with them|for it", r"(?<=\w\w) (?:with|for) (?:it|them)(?= ?$)", ""),
    _rule("in return", "in return|in exchange", r",? in (?:return|exchange)(?= ?(?:[.,;!?]|$))", ""),
    _rule(
        "it turns out",
        "it turns out|it so happens|it happens|it follows",
        r"\bit (?:turns out|so happens|happens|follows) that\b",
        "",
    ),
    _rule(
        "setting", "this|these|our|that|those", r"^(?:in|on|at|for) (?:this|these|our|my|that|those) [\w ]{2,30}, ", ""
    ),
    _rule(
        "based on this",
        "based on|given|from|according to",
        r"^(?:based on|given|from|according to) (?:only )?(?:this|that|these|the"
        r" above|all this|what is said)\b[^,]{0,30}, ",
        "",
    ),
    _rule(
        "therefore",
        "therefore|hence|thus|consequently|as a result|accordingly",
        r",? ?\b(?:therefore|hence|thus|consequently|as a result|accordingly)\b,?",
        "",
    ),
)
_GROUPS = (
    _rule("both did", " both ", r"^(both )?((?-i:[A-Z])[\w-]+ and (?-i:[A-Z])[\w-]+) both (?=[a-z])", r"\2 "),
    _rule("members", "member", r"\b(is|are|was|were)( not)? (?:an? |one of the )?members? of (?=the )", r"\1\2 in "),
    _rule("members", "member", r"\b(?:every|each|any) member of (?=the )", "everyone in "),
    _rule("members", "member", r"\bno members? of (?=the )", "nobody in "),
    _rule("members", "member", r"\b(?:all )?members of (?=the )", "people in "),
    _rule("members", "members", r"\b(some|most|several|all|none)(?: of)? (the [a-z]+)'s members\b", r"\1 people in \2"),
    _rule("members", "members", r"\b(the [a-z]+)'s members\b", r"people in \1"),
    _rule(
        "club's hens", "'s ", r"\b(all|every|each|no|some)(?: of)? (the [a-z]+)'s ([a-z]+)(?= [a-z])", r"\1 \3 in \2"
    ),
    _rule(
        "the twins, Ann and Bo",
        "both",
        r"^both(?: of)?(?: the)? [a-z]+, ((?-i:[A-Z])[\w-]+) and ((?-i:[A-Z])[\w-]+),",
        r"both \1 and \2",
    ),
)
_QUANTIFIERS = (
    _rule("not true of any", "that any", r"\bit is (?:not (?:true|the case)|false) that any(?=one|body)", "no"),
    _rule("not true of any", "that any", r"\bit is (?:not (?:true|the case)|false) that any(?=thing|\b)", "no"),
    _rule("nobody", "no one|no-one", r"\bno[ -]one\b(?! of)", "nobody"),
    _rule("anyone", "any one|some one", r"\b(?:any|some) one\b(?! of)", "anyone"),
    _rule("those with", "those", r"\bthose (?=(?:with|without|in|on|at|from|\w+ing) )", "anyone "),
    _rule(
        "those with",
        "those",
        r"\bthose (?=\w+(?:ed|en|ought|ade|own|ept|old) (?:at|in|by|on|with|from|to|for)\b)",
        "anything that is ",
    ),
    _rule(
        "labelled",
        "labelled|called|named|marked|numbered|known as|nicknamed",
        r"^(.*?)\b(?:the|an?) (\w+) (?:is )?"
        r"(?:labelled|called|named|numbered|known as|nicknamed) ((?-i:[A-Z])[\w-]*)(.*)$",
        r"\1\3\4\n\3 is a \2",
    ),
    _rule(
        "those who",
        "those|he who|she who|one who|ones who|those of",
        r"\b(?:(?:all|any|each) (?:of )?(?:those|the ones)|those(?: ones| people| of \w+)?|the ones|he|she|(?:a"
        r"|the|any) one)"
        r" who\b",
        "anyone who",
    ),
    _rule(
        "that which",
        "those|that which|ones|all that|all who|everything which",
        r"\b(?:those|the ones|that which|all that|(?:all|any) (?:of )?(?:those|the ones) that|everything which)\b"
        r"(?= (?:that |which )?(?:is|are|has|have|do|does|\w+s)\b)(?: that| which)?",
        "anything that",
    ),
    _rule("all who", "all who", r"\ball who\b", "everyone who"),
    _rule("whoever", "whoever", r"\bwhoever\b", "anyone who"),
    _rule("whoever", "whatever", r"\bwhatever\b(?= \w+(?:s|ed|en|n|t)\b)(?! (?:is|has) the\b)", "anything that"),
    _rule(
        "whatever", "whatever|whichever", r"\b(?:whatever|whichever) (\w+)(?= (?:is|are|has|does)\b)", r"any \1 that"
    ),
    _rule(
        "not all",
        "not all|not every",
        r"\bnot (?:all|every|each)(?: (?:of )?(?:the|our))?(?: one of the)?\b(?! \w+ not)",
        "not every",
    ),
    _rule(
        "every",
        "every single|every last|each and|each one|each of|all of|all the|all our|any of|any and all|any given|"
        "absolutely|every one",
        r"\bevery (?:single |last )?one of (?:the|our)\b|\bevery (?:single|last)\b|\beach and every\b|\b(?:each"
        r"|every) one of the\b|\ball of (?:the|our)\b"
        r"|\ball (?:the|our)\b|\b(?:any|each) of the\b|\bany and all\b|\bany given\b|\babsolutely (?:every|all)\b",
        "every",
    ),
    _rule(
        "some of the",
        "of the|of our|of these|of those|at least|a few|a number",
        r"\b(some|most|many|several) of (?:the|our|these|those)\b",
        r"\1",
    ),
    _rule(
        "some of the",
        "at least one|a few|a number|there are some",
        r"\b(?:at least one(?: of the| of our)?|a (?:few|number)(?: of)?(?: the)?)\b",
        "some",
    ),
    _rule(
        "not one",
        "not a single|not one|not any|none of|not a one",
        r"\bnot (?:a single|one|any)\b(?= \w+)|\bnone of (?:the|our|these|those)\b|\bno(?:t a)? single\b",
        "no",
    ),
    _rule(
        "there is no",
        "there is not|there are not|there exist|there does not|there do not|such thing",
        r"\bthere (?:is not an?(?: single)?|are not any|exists? no|does not exist an?(?: single)?|do not exist"
        r" any|is no "
        r"such thing as an?|are no such things as)\b",
        "there is no",
    ),
    _rule(
        "there is no",
        "there is no single|there are no|there is no one|there is no",
        r"\bthere (?:is no single|are no)\b",
        "there is no",
    ),
    _rule(
        "none but",
        "none but|nothing but|nobody but|nobody except|nobody other|nothing except|nothing other|none except"
        "|none other",
        r"^(?:none|nothing|nobody) (?:but|except(?: for)?|other than)\b",
        "only",
    ),
    _rule(
        "the only ones",
        "the only",
        r"^the only (?:ones|people|things|animals|creatures|\w+s) (?:who|that|which) (.+?) are (?:the )?(?:ones"
        r" (?:who|that) are )?(.+)$",
        r"only \2 \1",
    ),
    _rule(
        "one of them",
        "one of the|among the|example of|instance of|counted among|case of",
        rf"\b{_BE} (?:(?:counted )?among the|one of the|an? (?:example|instance|case) of(?: an?)?|(?:examples"
        rf"|instances) of)\b",
        r"\1 a",
    ),
    _rule(
        "kind of",
        "kind of|type of|sort of|form of|species of|variety of|breed of|class of",
        rf"\b{_BE} (an?|every|just a|simply a) (?:\w+ )?(?:kinds?|types?|sorts?|forms?|species|varieties|variety"
        rf"|breeds?|class) of( an?)?\b",
        r"\1 \2",
    ),
    _rule(
        "kinds of",
        "kinds of|types of|sorts of|forms of|species of|varieties of|breeds of",
        r"\bare (?:all )?(?:kinds|types|sorts|forms|species|varieties|breeds) of\b",
        "are",
    ),
)
VERBS = (
    _rule("yet to", "yet to", r"\b(?:is|has) yet to\b", "does not"),
    _rule("yet to", "yet to", r"\b(?:are|have) yet to\b", "do not"),
    _rule("has been", "been", r"^had (.{2,60}?) been\b(?! to\b)", r"was \1"),
    _rule("has been", "been", r"^has (.{2,60}?) been\b(?! to\b)", r"is \1"),
    _rule("has been", "been", r"^have (.{2,60}?) been\b(?! to\b)", r"are \1"),
    _rule("has been", "been", r"\bhad( not)? been\b(?! to\b)", r"was\1"),
    _rule("has been", "been", r"\bhas( not)? been\b(?! to\b)", r"is\1"),
    _rule("has been", "been", r"\bhave( not)? been\b(?! to\b)", r"are\1"),
    _rule("gets done", "gets ", r"\bgets (?:to be )?(?=\w{3,}(?:ed|en|own|ade|ept|old|ght)\b)", "is "),
    _rule("gets done", "get ", r"\bget (?:to be )?(?=\w{3,}(?:ed|en|own|ade|ept|old|ght)\b)", "are "),
    _rule(
        "to be",
        "to be",
        r"\b(?:tends|happens|turns out|proves|has|needs|never fails|is (?:known|certain|sure|bound|guaranteed"
        r"|considered|said for certain|always going|obliged|required)) to be\b",
        "is",
    ),
    _rule(
        "to be",
        "to be",
        r"\b(?:tend|happen|turn out|prove|have|need|never fail|are (?:known|certain|sure|bound|guaranteed"
        r"|considered|said for certain|always going|obliged|required)) to be\b",
        "are",
    ),
    _rule(
        "will surely",
        "bound to|sure to|certain to|guaranteed to|happens to|tends to|happen to|tend to|fails to|fail to|has to|"
        "have to",
        r"\b(?:(?:is|are) (?:bound|sure|certain|guaranteed)|happens?|tends?|never fails?|has|have) to (?=[a-z]+)",
        "will ",
    ),
    _rule("fails to", "fails to|refuses to", r"\b(?:fails|refuses) to\b", "does not"),
    _rule("fails to", "fail to|refuse to", r"\b(?:fail|refuse) to\b", "do not"),
    _rule(
        "counts as",
        "as|as an",
        r"\b(?:counts|qualifies|classifies) as\b|\bis (?:considered|regarded as|classified as|classed as"
        r"|deemed|counted as|called|known as|seen as|categori[sz]ed as)\b",
        "is",
    ),
    _rule(
        "count as",
        "as|considered|deemed|called",
        r"\b(?:count|qualify|classify) as\b|\bare (?:all )?(?:considered|regarded as"
        r"|classified as|classed as|deemed|counted as|called|known as|seen as|categori[sz]ed as)\b",
        "are",
    ),
    _rule("allowed to", "allowed to|permitted to", r"\b(?:is|are)( not)? (?:allowed|permitted) to\b(?! be)", r"may\1"),
    _rule("allowed to", "allowed to|permitted to", r"\b(?:is|are)( not)? (?:allowed|permitted) to be\b", r"may\1 be"),
    _rule("must not", "may ", r"\bmust not\b", "may not"),
    _rule("able to", "able to|capable of|unable", r"\b(?:is|are)( not)? able to\b", r"can\1"),
    _rule("unable to", "unable to|incapable", r"\b(?:is|are) unable to\b", r"can not"),
    _rule("lacks", "lacks", r"\blacks(?: any| an?)?\b", "does not have"),
    _rule("lacks", "lack", r"(?<!of )(?<!a )(?<!the )\black(?: any| an?)?\b(?! of)", "do not have"),
    _rule("no longer", "no longer|any longer|any more|anymore", rf"\b{_BE} no longer\b", r"\1 not"),
    _rule("no longer", "no longer", r"\bno longer\b", "never"),
    _rule(
        "no longer",
        "any longer|any more|anymore",
        r"(?<=\bnot\b)(.{1,60}?) (?:any ?more|any longer)\b(?= ?(?:[.,;!?]|$))",
        r"\1",
    ),
    _rule(
        "by no means",
        "anything but|far from|by no means|in no way|under no|on no account",
        rf"\b{_BE} (?:anything but|far from(?: being)?|by no means|in no way|under no circumstances|on no account)\b",
        r"\1 not",
    ),
    _rule(
        "can be",
        "can be|can ever|could be|may be|can possibly",
        r"\b(no|nobody|nothing|none)\b([^,.;]{0,60}?) (?:can|could)(?: ever| possibly)? be\b",
        r"\1\2 is",
    ),
    _rule(
        "being done",
        "being",
        r"\b(is|are|was|were)((?: \w[\w']*){0,4}?) being (?=\w{3,}(?:ed|en|own|ade|ept|old|ght)\b)",
        r"\1\2 ",
    ),
    _rule("ever", " ever", r"\b(is|are|can|will|does|do|not) ever\b", r"\1"),
)
MODAL = _rule("must be", "must be|must not be|will be|will not be", r"\b(?:must|will)( not)? be\b", r"is\1")
_CONNECTIVES = (
    _rule(
        "as well as",
        "as well as|along with|together with|and/or",
        r"\b(?:as well as|along with|together with)\b",
        "and",
    ),
    _rule("and/or", "and/or", r"\band/or\b", "or"),
    _rule(
        "too",
        "as well| too|likewise",
        r",? as well\b(?! as)|,? too(?= ?(?:[.;!?]|$))|,? likewise(?= ?(?:[.;!?]|$))",
        "",
    ),
    _rule("either", "either", r"(?<=\bnot\b)(.{1,80}?),? either$", r"\1"),
    _rule(
        "except",
        "except|save|apart from|other than|exception of",
        r",? (?:except for|save(?: for)?|apart from|other than|with the (?:sole )?exception of|except)\b(?! \w+ing)",
        " except",
    ),
    _rule("not only", "not only", r"\bnot only (.{1,60}?),? but(?: also)?(?: an?)?\b", r"\1 and"),
    _rule(
        "only when",
        "only when|only provided|only in case|only in the case",
        r"\bonly (?:when|provided(?: that)?|in (?:the )?case(?: that)?)\b",
        "only if",
    ),
    _rule(
        "exactly when",
        "exactly if|exactly when|just in case|precisely when|precisely if|iff",
        r",? ?\b(?:exactly|precisely) (?:if|when)\b|,? ?\bjust in case\b|\biff\b",
        " if and only if",
    ),
    _rule("if", "if ever|if and when", r"\bif ever\b|\bif and when\b", "if"),
    _rule(
        "provided that",
        "provided|providing|long as|in case|whenever|when|given that|any time|every time|anytime|assuming"
        "|supposing|on condition|"
        "on the condition|in the event|the moment|as soon as|wherever",
        r"\bprovid(?:ed|ing)(?: that)?\b|\b(?:as|so) long as\b|\bin (?:any )?case(?: that)?\b(?! of)"
        r"|\bwhenever\b|\bwhen\b"
        r"|\bgiven that\b|\b(?:any|every) ?time(?: that)?\b(?= \w+ \w+)|(?:^|(?<=, ))(?:assuming|supposing)(?: that)?\b"
        r"|\bon (?:the )?condition that\b|\bin the event that\b|\bthe moment(?: that)?\b|\bas soon as\b",
        "if",
    ),
    _rule(
        "then",
        "it follows|must follow|this means|that means|you can be sure|we can|it means|it is certain|it must be",
        r"(?<=, )(?:then )?(?:it (?:always |necessarily )?(?:follows|means|must be|is certain)|this means|that"
        r" means|you can be sure"
        r"|we can be sure) that\b",
        "then",
    ),
    _rule("then", "so |also", r"(?<=, )(?:then )?so (?=(?:is|are|does|do) )", "then so "),
    _rule(
        "otherwise",
        "otherwise|if not,",
        r"^if (.+?)(?:,? then |, )(.+?)[,;]? (?:and )?(?:otherwise|if not),? (.+)$",
        r"if \1 then \2\nunless \1 then \3",
    ),
)
_GERUNDS = (
    _rule(
        "to be is to be",
        "to be",
        r"^to be (.+?)(?:,| is| means| you| one| it)+ (?:to be|being|(?:must|has to|have to|needs? to|will) be) (.+)$",
        r"being \1 means being \2",
    ),
    _rule(
        "not without",
        "without",
        rf"^(?:{_ONE} (?:can|could) (?:not|never) be|nobody can be|nobody is|nothing can be|nothing is|it is"
        rf" (?:impossible|not possible) to be)"
        r" (.+?) without (?:also )?being (.+)$",
        r"being \1 means being \2",
    ),
    _rule(
        "enough",
        "enough|suffic|all it takes|all that it takes",
        r"^(?:all (?:that )?it takes to be|(?:in order )?to be) (.+?)(?: is|, it is enough|,? it suffices)"
        r" (?:being|to be) (.+)$",
        r"being \2 means being \1",
    ),
    _rule(
        "enough",
        "enough|suffic",
        r"^being (.+?) (?:is (?:enough|sufficient)|suffices) (?:to (?:be|make \w+)|for (?:being|\w+ to be)) (.+)$",
        r"being \1 means being \2",
    ),
    _rule(
        "makes",
        "makes",
        rf"^being (.+?) (?:automatically |always )?makes {_ONE} (?:into )?(.+)$",
        r"being \1 means being \2",
    ),
    _rule(
        "requires",
        "requires|guarantees|involves|ensures|entails|implies|presupposes|amounts to|calls for",
        r"^being (.+?) (?:requires|guarantees|involves|ensures|entails|implies|presupposes|amounts to)"
        rf"(?: {_ONE})?(?: also)? (?:being|to be) (.+)$",
        r"being \1 means being \2",
    ),
    _rule(
        "rules out",
        "rules out|excludes|incompatible|precludes|prevents",
        rf"^being (.+?) (?:rules out|excludes|is incompatible with|precludes|(?:prevents|keeps|stops)(?:"
        rf" {_ONE})? from) being (.+)$",
        r"being \1 means being not \2",
    ),
)
_PARTS = (
    _rule("colon", ":", r"^(?!.*\bif\b)([^:]{12,}): ((?:it|he|she|they) .+)$", r"\1\n\2"),
    _rule("or both", "or both|possibly both|perhaps both", r",? ?\(?(?:or|possibly|perhaps) both\)?(?=$|,)", ""),
    _rule(
        "then not",
        "if ",
        rf"^if ({_NAME}) is (.+?),? (?:then )?({_NAME}) is( not|)(?: too)?$",
        r"if \1 is \2 then \3 is\4 \2",
    ),
    _rule(
        "then not",
        " does",
        rf"^if ({_NAME}) (?!is |does )(.+?),? (?:then )?({_NAME}) does( not|)(?: too)?$",
        r"if \1 \2 then \3 does\4 \2",
    ),
    _rule(
        "then too",
        "if ",
        rf"^if ({_NAME}) (?!is |does |has )(\w+s) ([^,]+?),? (?:then )?({_NAME}) \2$",
        r"if \1 \2 \3 then \4 \2 \3",
    ),
    _rule(
        "or he is",
        " or ",
        rf"^either ({_NAME}) is (.+?) or ({_NAME}) is(, but not both)?$",
        r"either \1 is \2 or \3 is \2\4",
    ),
    _rule(
        "not both",
        "not both",
        rf"^(?:either )?({_NAME}) is (.+?) or ({_NAME}) is (.+?),? but not both$",
        r"either \1 is \2 or \3 is \4\nif \1 is \2 then \3 is not \4",
    ),
    _rule(
        "not both",
        "not both|never both",
        rf"^({_NAME}) is (?:either )?(.+?) or (.+?),? but (?:not|never) both$",
        r"\1 is \2 or \3\nif \1 is \2 then \1 is not \3",
    ),
    _rule("her cousin Ann", "his |her |my |our |their ", r"\b(?:his|her|my|our|their) [a-z]+ (?=(?-i:[A-Z])\w)", ""),
    _rule("should", "should", r"^should (.+?) be (.+?), (?:then )?(.+)$", r"if \1 is \2 then \3"),
    _rule("in brackets", "(", r"^([^()]+?) ?\((?!or |and |possibly|but )([^()]{4,90})\)([^()]*)$", r"\1\3\n\2"),
    _rule(
        "though",
        "though",
        r",? (?:even |al)?though (?!he |she |it |they |(?-i:[A-Z]))(?:only |not )?(?:\w+ ){0,2}\w+$",
        "",
    ),
    _rule(
        "because",
        "because|since|although|though|whereas|while|as |despite",
        r"^(?!.*\bif\b)(?:because|since|(?:even )?though|although|whereas|while|seeing that)\b (.+?), (?!and |or"
        r" )(.+)$",
        r"\1\n\2",
    ),
    _rule(
        "because",
        "because|since|although|though|whereas|while",
        r"^(?!.*\bif\b)(.+?),? (?:because|since(?! \d| birth| then| last| \w+day)|even though|though|although"
        r"|whereas|while)\b (.+)$",
        r"\1\n\2",
    ),
    _rule(
        "so",
        ", so |; so |and so ",
        rf"^(?!if\b)(.+?)[,;]? (?:and )?(so (?:is|are|does|do|can|has|have) {_NAME}{_END})",
        r"\1\n\2",
    ),
    _rule(
        "nor",
        "nor |neither ",
        rf"^(?!if\b)(?!neither)(.+?)[,;]? (?:and )?(?:nor|neither) ((?:is|are|does|do|can|has|have) {_NAME}{_END})",
        r"\1\nneither \2",
    ),
    _rule(
        "but not",
        "not",
        rf"^((?!if\b){_NAME}) (?!.* not )(.+?),? (?:but|while|whereas|and) ({_NAME}) (?:is|are|does|do|has|can)"
        rf" not{_END}",
        r"\1 \2\nit is not true that \3 \2",
    ),
    _rule(
        "but no hen was",
        "but |and |while |whereas ",
        r"^(?!if\b|unless\b)(.+? (is|are|was|were|can|may|must) (?!not\b)([^,]+?)),? (?:but|and|while|whereas)"
        r" ([^,]{2,50}?) \2( not)?$",
        r"\1\n\4 \2\5 \3",
    ),
    _rule("like", "like ", rf"^({_NAME}), (?:just |much )?like ({_NAME}), (.+)$", r"\1 \3\n\2 \3"),
    _rule("like", "like ", rf"^(?:just )?like ({_NAME}), ({_NAME}) (.+)$", r"\2 \3\n\1 \3"),
    _rule("unlike", "unlike ", rf"^unlike ({_NAME}), ({_NAME}) (.+)$", r"\2 \3\nit is not true that \1 \3"),
    _rule("unlike", "unlike ", rf"^({_NAME}), unlike ({_NAME}), (.+)$", r"\1 \3\nit is not true that \2 \3"),
    _rule(
        "which are",
        ", which|, who",
        r"^(?!if\b)(.+? )((?:the \w+|[a-z]+ \d+|(?-i:[A-Z])[\w-]*)), (?:which|who) ((?:is|are|has|can|does|\w+s) .+)$",
        r"\1\2\n\2 \3",
    ),
    _rule(
        "which are",
        ", which|, who",
        r"^(?!if\b)(.+? (?:is|are) (?:all )?(?:an? )?([a-z]+)), (?:which|who|and (?:these|those|such \w+)) (.+)$",
        r"\1\nevery \2 \3",
    ),
    _rule("so that", ", so ", r"^(?!if\b)(.+?), (?:and )?so (?!is |are |does |do |that )(.+)$", r"\1\n\2"),
)
RULES: tuple[Rewrite, ...] = (
    *SIGNS, *CONTRACTIONS, *_SAID_FIRST, *_GROUPS, *_QUANTIFIERS, *VERBS, *_CONNECTIVES, *_GERUNDS, *_PARTS,
)  # fmt: skip
