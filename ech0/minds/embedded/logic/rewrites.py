"""The table of roundabout wordings and the plain ones that they stand for, each rule with its id. Knows no text.

What a rule puts in place may be several sentences, parted by line breaks. Order matters: contractions come first, since
the others are written without them.
"""

from ech0.minds.embedded.logic.parting import GERUNDS, PARTS
from ech0.minds.embedded.logic.rewriting import BE, Rewrite, rule

SIGNS = (
    rule("apostrophe", "’|`|´|‘", r"[’`´‘]", "'"),
    rule("quotes", "“|”", r"[“”]", '"'),
    rule("dash", " - |–|—|--", r"\s+-{1,2}\s+|\s*[–—]\s*", ", "),
    rule("brackets", "(", r"\s*\(((?:an?|who|which) [^()]{1,80})\)", r", \1,"),
)
CONTRACTIONS = (
    rule("can not", "cannot|can't", r"\bcan't\b|\bcannot\b", "can not"),
    rule("will not", "won't", r"\bwon't\b", "will not"),
    rule("is not", "ain't", r"\bain't\b", "is not"),
    rule("n't", "n't", r"\b(is|are|was|were|does|do|did|has|have|had|must|should|would|could|need)n't\b", r"\1 not"),
    rule("'s", "'s", r"\b(it|he|she|that|who|there|everyone|everything|someone|something|what|here)'s\b", r"\1 is"),
    rule("name's", "'s ", r"\b([A-Z]\w+)'s (?=(?:an?|the|not|also|always|never) )", r"\1 is "),
    rule(
        "name's",
        "'s ",
        r"\b((?:the|that) (?:\w+ )?\w+|(?-i:[A-Z])\w+)'s (?=(?:\w+ed|\w+ing|either|neither|both|out|open|in|at|on|empty"
        r"|full|still|now|already|also|always|never)\b)",
        r"\1 is ",
    ),
    rule("'re", "'re", r"\b(they|you|we|who)'re\b", r"\1 are"),
    rule("'ve", "'ve", r"\b(they|you|we|who)'ve\b", r"\1 have"),
    rule("'ll", "'ll", r"\b(it|he|she|they|you|we|that)'ll\b", r"\1 will"),
)
_SAID_FIRST = (
    rule(
        "preamble",
        ":",
        r"^[^:]{0,90}\b(?:following|know|known|facts?|rules?|given|told|holds?|true|consider|suppose|remember"
        r"|situation|premises|certain|sure|clear|this|here|thing|things)\b[^:]{0,40}:\s+(?=\S+ \S+)",
        "",
    ),
    rule(
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
    rule(
        "now",
        "this year|this week|this month|today|so far|yet|alike|of some kind|this season|as usual",
        r",? (?:this (?:year|week|month|season)|today|so far"
        r"|of some kind|as usual)(?= ?(?:[.,;!?]|$))|\b alike\b| yet(?= ?$)",
        "",
    ),
    rule(
        "for long",
        "since|until|from birth|from the|for years|for ages|for many|been|ago",
        r",? (?:since (?:\d{4}|birth|childhood)|from (?:birth|childhood|the (?:start|outset|beginning))"
        r"|(?:has been |have been )?for (?:many )?(?:years|months|weeks|ages)|(?:and )?(?:always has been"
        r"|has always been)|until \w+|\w+ (?:years|months|weeks|days) ago)(?= ?(?:[.,;!?]|$))",
        "",
    ),
    rule("with it", "with it|with them|for it", r"(?<=\w\w) (?:with|for) (?:it|them)(?= ?$)", ""),
    rule("in return", "in return|in exchange", r",? in (?:return|exchange)(?= ?(?:[.,;!?]|$))", ""),
    rule(
        "it turns out",
        "it turns out|it so happens|it happens|it follows",
        r"\bit (?:turns out|so happens|happens|follows) that\b",
        "",
    ),
    rule(
        "setting", "this|these|our|that|those", r"^(?:in|on|at|for) (?:this|these|our|my|that|those) [\w ]{2,30}, ", ""
    ),
    rule(
        "based on this",
        "based on|given|from|according to",
        r"^(?:based on|given|from|according to) (?:only )?(?:this|that|these|the"
        r" above|all this|what is said)\b[^,]{0,30}, ",
        "",
    ),
    rule(
        "therefore",
        "therefore|hence|thus|consequently|as a result|accordingly",
        r",? ?\b(?:therefore|hence|thus|consequently|as a result|accordingly)\b,?",
        "",
    ),
)
_GROUPS = (
    rule("both did", " both ", r"^(both )?((?-i:[A-Z])[\w-]+ and (?-i:[A-Z])[\w-]+) both (?=[a-z])", r"\2 "),
    rule("members", "member", r"\b(is|are|was|were)( not)? (?:an? |one of the )?members? of (?=the )", r"\1\2 in "),
    rule("members", "member", r"\b(?:every|each|any) member of (?=the )", "everyone in "),
    rule("members", "member", r"\bno members? of (?=the )", "nobody in "),
    rule("members", "member", r"\b(?:all )?members of (?=the )", "people in "),
    rule("members", "members", r"\b(some|most|several|all|none)(?: of)? (the [a-z]+)'s members\b", r"\1 people in \2"),
    rule("members", "members", r"\b(the [a-z]+)'s members\b", r"people in \1"),
    rule("club's hens", "'s ", r"\b(all|every|each|no|some)(?: of)? (the [a-z]+)'s ([a-z]+)(?= [a-z])", r"\1 \3 in \2"),
    rule(
        "the twins, Ann and Bo",
        "both",
        r"^both(?: of)?(?: the)? [a-z]+, ((?-i:[A-Z])[\w-]+) and ((?-i:[A-Z])[\w-]+),",
        r"both \1 and \2",
    ),
)
_QUANTIFIERS = (
    rule(
        "the files on",
        "the ",
        r"^the ([a-z]+(?<!s)s)(?= (?:on|in|at|from|with|without|under|behind|by) [^,]+"
        r" (?:are|were|have|do|can|must|may) )",
        r"all \1",
    ),
    rule("not true of any", "that any", r"\bit is (?:not (?:true|the case)|false) that any(?=one|body)", "no"),
    rule("not true of any", "that any", r"\bit is (?:not (?:true|the case)|false) that any(?=thing|\b)", "no"),
    rule("nobody", "no one|no-one", r"\bno[ -]one\b(?! of)", "nobody"),
    rule("anyone", "any one|some one", r"\b(?:any|some) one\b(?! of)", "anyone"),
    rule("those with", "those", r"\bthose (?=(?:with|without|in|on|at|from|\w+ing) )", "anyone "),
    rule(
        "those with",
        "those",
        r"\bthose (?=\w+(?:ed|en|ought|ade|own|ept|old) (?:at|in|by|on|with|from|to|for)\b)",
        "anything that is ",
    ),
    rule(
        "labelled",
        "labelled|called|named|marked|numbered|known as|nicknamed",
        r"^(.*?)\b(?:the|an?) (\w+) (?:is )?"
        r"(?:labelled|called|named|numbered|known as|nicknamed) ((?-i:[A-Z])[\w-]*)(.*)$",
        r"\1\3\4\n\3 is a \2",
    ),
    rule(
        "those who",
        "those|he who|she who|one who|ones who|those of",
        r"\b(?:(?:all|any|each) (?:of )?(?:those|the ones)|those(?: ones| people| of \w+)?|the ones|he|she|(?:a"
        r"|the|any) one)"
        r" who\b",
        "anyone who",
    ),
    rule(
        "that which",
        "those|that which|ones|all that|all who|everything which",
        r"\b(?:those|the ones|that which|all that|(?:all|any) (?:of )?(?:those|the ones) that|everything which)\b"
        r"(?= (?:that |which )?(?:is|are|has|have|do|does|\w+s)\b)(?: that| which)?",
        "anything that",
    ),
    rule("all who", "all who", r"\ball who\b", "everyone who"),
    rule("whoever", "whoever", r"\bwhoever\b", "anyone who"),
    rule("whoever", "whatever", r"\bwhatever\b(?= \w+(?:s|ed|en|n|t)\b)(?! (?:is|has) the\b)", "anything that"),
    rule("whatever", "whatever|whichever", r"\b(?:whatever|whichever) (\w+)(?= (?:is|are|has|does)\b)", r"any \1 that"),
    rule(
        "not all",
        "not all|not every",
        r"\bnot (?:all|every|each)(?: (?:of )?(?:the|our))?(?: one of the)?\b(?! \w+ not)",
        "not every",
    ),
    rule(
        "every",
        "every single|every last|each and|each one|each of|all of|all the|all our|any of|any and all|any given|"
        "absolutely|every one",
        r"\bevery (?:single |last )?one of (?:the|our)\b|\bevery (?:single|last)\b|\beach and every\b|\b(?:each"
        r"|every) one of the\b|\ball of (?:the|our)\b"
        r"|\ball (?:the|our)\b|\b(?:any|each) of the\b|\bany and all\b|\bany given\b|\babsolutely (?:every|all)\b",
        "every",
    ),
    rule(
        "some of the",
        "of the|of our|of these|of those|at least|a few|a number",
        r"\b(some|most|many|several) of (?:the|our|these|those)\b",
        r"\1",
    ),
    rule(
        "some of the",
        "at least one|a few|a number|there are some",
        r"\b(?:at least one(?: of the| of our)?|a (?:few|number)(?: of)?(?: the)?)\b",
        "some",
    ),
    rule(
        "not one",
        "not a single|not one|not any|none of|not a one",
        r"\bnot (?:a single|one|any)\b(?= \w+)|\bnone of (?:the|our|these|those)\b|\bno(?:t a)? single\b",
        "no",
    ),
    rule(
        "there is no",
        "there is not|there are not|there exist|there does not|there do not|such thing",
        r"\bthere (?:is not an?(?: single)?|are not any|exists? no|does not exist an?(?: single)?|do not exist"
        r" any|is no "
        r"such thing as an?|are no such things as)\b",
        "there is no",
    ),
    rule(
        "there is no",
        "there is no single|there are no|there is no one|there is no",
        r"\bthere (?:is no single|are no)\b",
        "there is no",
    ),
    rule(
        "none but",
        "none but|nothing but|nobody but|nobody except|nobody other|nothing except|nothing other|none except"
        "|none other",
        r"^(?:none|nothing|nobody) (?:but|except(?: for)?|other than)\b",
        "only",
    ),
    rule(
        "the only ones",
        "the only",
        r"^the only (?:ones|people|things|animals|creatures|\w+s) (?:who|that|which) (.+?) are (?:the )?(?:ones"
        r" (?:who|that) are )?(.+)$",
        r"only \2 \1",
    ),
    rule(
        "one of them",
        "one of the|among the|example of|instance of|counted among|case of",
        rf"\b{BE} (?:(?:counted )?among the|one of the|an? (?:example|instance|case) of(?: an?)?|(?:examples"
        rf"|instances) of)\b",
        r"\1 a",
    ),
    rule(
        "kind of",
        "kind of|type of|sort of|form of|species of|variety of|breed of|class of",
        rf"\b{BE} (an?|every|just a|simply a) (?:\w+ )?(?:kinds?|types?|sorts?|forms?|species|varieties|variety"
        rf"|breeds?|class) of( an?)?\b",
        r"\1 \2",
    ),
    rule(
        "kinds of",
        "kinds of|types of|sorts of|forms of|species of|varieties of|breeds of",
        r"\bare (?:all )?(?:kinds|types|sorts|forms|species|varieties|breeds) of\b",
        "are",
    ),
)
VERBS = (
    rule("has got", "got", r"\b(has|have)( not)? got\b(?= (?:an?|the|any|no) )", r"\1\2"),
    rule("yet to", "yet to", r"\b(?:is|has) yet to\b", "does not"),
    rule("yet to", "yet to", r"\b(?:are|have) yet to\b", "do not"),
    rule("has been", "been", r"^had (.{2,60}?) been\b(?! to\b)", r"was \1"),
    rule("has been", "been", r"^has (.{2,60}?) been\b(?! to\b)", r"is \1"),
    rule("has been", "been", r"^have (.{2,60}?) been\b(?! to\b)", r"are \1"),
    rule("has been", "been", r"\bhad( not)? been\b(?! to\b)", r"was\1"),
    rule("has been", "been", r"\bhas( not)? been\b(?! to\b)", r"is\1"),
    rule("has been", "been", r"\bhave( not)? been\b(?! to\b)", r"are\1"),
    rule("gets done", "gets ", r"\bgets (?:to be )?(?=\w{3,}(?:ed|en|own|ade|ept|old|ght)\b)", "is "),
    rule("gets done", "get ", r"\bget (?:to be )?(?=\w{3,}(?:ed|en|own|ade|ept|old|ght)\b)", "are "),
    rule(
        "to be",
        "to be",
        r"\b(?:tends|happens|turns out|proves|has|needs|never fails|is (?:known|certain|sure|bound|guaranteed"
        r"|considered|said for certain|always going|obliged|required)) to be\b",
        "is",
    ),
    rule(
        "to be",
        "to be",
        r"\b(?:tend|happen|turn out|prove|have|need|never fail|are (?:known|certain|sure|bound|guaranteed"
        r"|considered|said for certain|always going|obliged|required)) to be\b",
        "are",
    ),
    rule(
        "will surely",
        "bound to|sure to|certain to|guaranteed to|happens to|tends to|happen to|tend to|fails to|fail to|has to|"
        "have to",
        r"\b(?:(?:is|are) (?:bound|sure|certain|guaranteed)|happens?|tends?|never fails?|has|have) to (?=[a-z]+)",
        "will ",
    ),
    rule("fails to", "fails to|refuses to", r"\b(?:fails|refuses) to\b", "does not"),
    rule("fails to", "fail to|refuse to", r"\b(?:fail|refuse) to\b", "do not"),
    rule(
        "counts as",
        "as|as an",
        r"\b(?:counts|qualifies|classifies) as\b|\bis (?:considered|regarded as|classified as|classed as"
        r"|deemed|counted as|called|known as|seen as|categori[sz]ed as)\b",
        "is",
    ),
    rule(
        "count as",
        "as|considered|deemed|called",
        r"\b(?:count|qualify|classify) as\b|\bare (?:all )?(?:considered|regarded as"
        r"|classified as|classed as|deemed|counted as|called|known as|seen as|categori[sz]ed as)\b",
        "are",
    ),
    rule("allowed to", "allowed to|permitted to", r"\b(?:is|are)( not)? (?:allowed|permitted) to\b(?! be)", r"may\1"),
    rule("allowed to", "allowed to|permitted to", r"\b(?:is|are)( not)? (?:allowed|permitted) to be\b", r"may\1 be"),
    rule("must not", "may ", r"\bmust not\b", "may not"),
    rule("able to", "able to|capable of|unable", r"\b(?:is|are)( not)? able to\b", r"can\1"),
    rule("unable to", "unable to|incapable", r"\b(?:is|are) unable to\b", r"can not"),
    rule("lacks", "lacks", r"\blacks(?: any| an?)?\b", "does not have"),
    rule("lacks", "lack", r"(?<!of )(?<!a )(?<!the )\black(?: any| an?)?\b(?! of)", "do not have"),
    rule("no longer", "no longer|any longer|any more|anymore", rf"\b{BE} no longer\b", r"\1 not"),
    rule("no longer", "no longer", r"\bno longer\b", "never"),
    rule(
        "no longer",
        "any longer|any more|anymore",
        r"(?<=\bnot\b)(.{1,60}?) (?:any ?more|any longer)\b(?= ?(?:[.,;!?]|$))",
        r"\1",
    ),
    rule(
        "by no means",
        "anything but|far from|by no means|in no way|under no|on no account",
        rf"\b{BE} (?:anything but|far from(?: being)?|by no means|in no way|under no circumstances|on no account)\b",
        r"\1 not",
    ),
    rule(
        "can be",
        "can be|can ever|could be|may be|can possibly",
        r"\b(no|nobody|nothing|none)\b([^,.;]{0,60}?) (?:can|could)(?: ever| possibly)? be\b",
        r"\1\2 is",
    ),
    rule(
        "being done",
        "being",
        r"\b(is|are|was|were)((?: \w[\w']*){0,4}?) being (?=\w{3,}(?:ed|en|own|ade|ept|old|ght)\b)",
        r"\1\2 ",
    ),
    rule("ever", " ever", r"\b(is|are|can|will|does|do|not) ever\b", r"\1"),
)
MODAL = rule("must be", "must be|must not be|will be|will not be", r"\b(?:must|will)( not)? be\b", r"is\1")
_CONNECTIVES = (
    rule(
        "as well as",
        "as well as|along with|together with|and/or",
        r"\b(?:as well as|along with|together with)\b",
        "and",
    ),
    rule("and/or", "and/or", r"\band/or\b", "or"),
    rule(
        "too",
        "as well| too|likewise",
        r",? as well\b(?! as)|,? too(?= ?(?:[.;!?]|$))|,? likewise(?= ?(?:[.;!?]|$))",
        "",
    ),
    rule("either", "either", r"(?<=\bnot\b)(.{1,80}?),? either$", r"\1"),
    rule(
        "except",
        "except|save|apart from|other than|exception of",
        r",? (?:except for|save(?: for)?|apart from|other than|with the (?:sole )?exception of|except)\b(?! \w+ing)",
        " except",
    ),
    rule("not only", "not only", r"\bnot only (.{1,60}?),? but(?: also)?(?: an?)?\b", r"\1 and"),
    rule(
        "only when",
        "only when|only provided|only in case|only in the case",
        r"\bonly (?:when|provided(?: that)?|in (?:the )?case(?: that)?)\b",
        "only if",
    ),
    rule(
        "exactly when",
        "exactly if|exactly when|just in case|precisely when|precisely if|iff",
        r",? ?\b(?:exactly|precisely) (?:if|when)\b|,? ?\bjust in case\b|\biff\b",
        " if and only if",
    ),
    rule("if", "if ever|if and when", r"\bif ever\b|\bif and when\b", "if"),
    rule(
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
    rule(
        "then",
        "it follows|must follow|this means|that means|you can be sure|we can|it means|it is certain|it must be",
        r"(?<=, )(?:then )?(?:it (?:always |necessarily )?(?:follows|means|must be|is certain)|this means|that"
        r" means|you can be sure"
        r"|we can be sure) that\b",
        "then",
    ),
    rule("then", "so |also", r"(?<=, )(?:then )?so (?=(?:is|are|does|do) )", "then so "),
    rule(
        "otherwise",
        "otherwise|if not,",
        r"^if (.+?)(?:,? then |, )(.+?)[,;]? (?:and )?(?:otherwise|if not),? (.+)$",
        r"if \1 then \2\nunless \1 then \3",
    ),
)
RULES: tuple[Rewrite, ...] = (
    *SIGNS, *CONTRACTIONS, *_SAID_FIRST, *_GROUPS, *_QUANTIFIERS, *VERBS, *_CONNECTIVES, *GERUNDS, *PARTS,
)  # fmt: skip
