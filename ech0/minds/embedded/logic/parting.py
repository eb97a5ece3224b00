"""Roundabout wordings of whole sentences, most of which stand for several: the last of the rewrites. Knows no text."""

from ech0.minds.embedded.logic.rewriting import END, NAME, ONE, rule

GERUNDS = (
    rule(
        "to be is to be",
        "to be",
        r"^to be (.+?)(?:,| is| means| you| one| it)+ (?:to be|being|(?:must|has to|have to|needs? to|will) be) (.+)$",
        r"being \1 means being \2",
    ),
    rule(
        "not without",
        "without",
        rf"^(?:{ONE} (?:can|could) (?:not|never) be|nobody can be|nobody is|nothing can be|nothing is|it is"
        rf" (?:impossible|not possible) to be)"
        r" (.+?) without (?:also )?being (.+)$",
        r"being \1 means being \2",
    ),
    rule(
        "enough",
        "enough|suffic|all it takes|all that it takes",
        r"^(?:all (?:that )?it takes to be|(?:in order )?to be) (.+?)(?: is|, it is enough|,? it suffices)"
        r" (?:being|to be) (.+)$",
        r"being \2 means being \1",
    ),
    rule(
        "enough",
        "enough|suffic",
        r"^being (.+?) (?:is (?:enough|sufficient)|suffices) (?:to (?:be|make \w+)|for (?:being|\w+ to be)) (.+)$",
        r"being \1 means being \2",
    ),
    rule(
        "makes",
        "makes",
        rf"^being (.+?) (?:automatically |always )?makes {ONE} (?:into )?(.+)$",
        r"being \1 means being \2",
    ),
    rule(
        "requires",
        "requires|guarantees|involves|ensures|entails|implies|presupposes|amounts to|calls for",
        r"^being (.+?) (?:requires|guarantees|involves|ensures|entails|implies|presupposes|amounts to)"
        rf"(?: {ONE})?(?: also)? (?:being|to be) (.+)$",
        r"being \1 means being \2",
    ),
    rule(
        "rules out",
        "rules out|excludes|incompatible|precludes|prevents",
        rf"^being (.+?) (?:rules out|excludes|is incompatible with|precludes|(?:prevents|keeps|stops)(?:"
        rf" {ONE})? from) being (.+)$",
        r"being \1 means being not \2",
    ),
)
PARTS = (
    rule("colon", ":", r"^(?!.*\bif\b)([^:]{12,}): ((?:it|he|she|they) .+)$", r"\1\n\2"),
    rule("or both", "or both|possibly both|perhaps both", r",? ?\(?(?:or|possibly|perhaps) both\)?(?=$|,)", ""),
    rule(
        "then not",
        "if ",
        rf"^if ({NAME}) is (.+?),? (?:then )?({NAME}) is( not|)(?: too)?$",
        r"if \1 is \2 then \3 is\4 \2",
    ),
    rule(
        "then not",
        " does",
        rf"^if ({NAME}) (?!is |does )(.+?),? (?:then )?({NAME}) does( not|)(?: too)?$",
        r"if \1 \2 then \3 does\4 \2",
    ),
    rule(
        "then too",
        "if ",
        rf"^if ({NAME}) (?!is |does |has )(\w+s) ([^,]+?),? (?:then )?({NAME}) \2$",
        r"if \1 \2 \3 then \4 \2 \3",
    ),
    rule(
        "or he is",
        " or ",
        rf"^either ({NAME}) is (.+?) or ({NAME}) is(, but not both)?$",
        r"either \1 is \2 or \3 is \2\4",
    ),
    rule(
        "not both",
        "not both",
        rf"^(?:either )?({NAME}) is (.+?) or ({NAME}) is (.+?),? but not both$",
        r"either \1 is \2 or \3 is \4\nif \1 is \2 then \3 is not \4",
    ),
    rule(
        "not both",
        "not both|never both",
        rf"^({NAME}) is (?:either )?(.+?) or (.+?),? but (?:not|never) both$",
        r"\1 is \2 or \3\nif \1 is \2 then \1 is not \3",
    ),
    rule("her cousin Ann", "his |her |my |our |their ", r"\b(?:his|her|my|our|their) [a-z]+ (?=(?-i:[A-Z])\w)", ""),
    rule("should", "should", r"^should (.+?) be (.+?), (?:then )?(.+)$", r"if \1 is \2 then \3"),
    rule("in brackets", "(", r"^([^()]+?) ?\((?!or |and |possibly|but )([^()]{4,90})\)([^()]*)$", r"\1\3\n\2"),
    rule(
        "though",
        "though",
        r",? (?:even |al)?though (?!he |she |it |they |(?-i:[A-Z]))(?:only |not )?(?:\w+ ){0,2}\w+$",
        "",
    ),
    rule(
        "because",
        "because|since|although|though|whereas|while|as |despite",
        r"^(?!.*\bif\b)(?:because|since|(?:even )?though|although|whereas|while|seeing that)\b (.+?), (?!and |or"
        r" )(.+)$",
        r"\1\n\2",
    ),
    rule(
        "because",
        "because|since|although|though|whereas|while",
        r"^(?!.*\bif\b)(.+?),? (?:because|since(?! \d| birth| then| last| \w+day)|even though|though|although"
        r"|whereas|while)\b (.+)$",
        r"\1\n\2",
    ),
    rule(
        "so",
        ", so |; so |and so ",
        rf"^(?!if\b)(.+?)[,;]? (?:and )?(so (?:is|are|does|do|can|has|have) {NAME}{END})",
        r"\1\n\2",
    ),
    rule(
        "nor",
        "nor |neither ",
        rf"^(?!if\b)(?!neither)(.+?)[,;]? (?:and )?(?:nor|neither) ((?:is|are|does|do|can|has|have) {NAME}{END})",
        r"\1\nneither \2",
    ),
    rule(
        "but not",
        "not",
        rf"^((?!if\b){NAME}) (?!.* not )(.+?),? (?:but|while|whereas|and) ({NAME}) (?:is|are|does|do|has|can)"
        rf" not{END}",
        r"\1 \2\nit is not true that \3 \2",
    ),
    rule(
        "but no hen was",
        "but |and |while |whereas ",
        r"^(?!if\b|unless\b)(.+? (is|are|was|were|can|may|must) (?!not\b)([^,]+?)),? (?:but|and|while|whereas)"
        r" ([^,]{2,50}?) \2( not)?$",
        r"\1\n\4 \2\5 \3",
    ),
    rule("like", "like ", rf"^({NAME}), (?:just |much )?like ({NAME}), (.+)$", r"\1 \3\n\2 \3"),
    rule("like", "like ", rf"^(?:just )?like ({NAME}), ({NAME}) (.+)$", r"\2 \3\n\1 \3"),
    rule("unlike", "unlike ", rf"^unlike ({NAME}), ({NAME}) (.+)$", r"\2 \3\nit is not true that \1 \3"),
    rule("unlike", "unlike ", rf"^({NAME}), unlike ({NAME}), (.+)$", r"\1 \3\nit is not true that \2 \3"),
    rule(
        "which are",
        ", which|, who",
        r"^(?!if\b)(.+? )((?:the \w+|[a-z]+ \d+|(?-i:[A-Z])[\w-]*)), (?:which|who) ((?:is|are|has|can|does|\w+s) .+)$",
        r"\1\2\n\2 \3",
    ),
    rule(
        "which are",
        ", which|, who",
        r"^(?!if\b)(.+? (?:is|are) (?:all )?(?:an? )?([a-z]+)), (?:which|who|and (?:these|those|such \w+)) (.+)$",
        r"\1\nevery \2 \3",
    ),
    rule("so that", ", so ", r"^(?!if\b)(.+?), (?:and )?so (?!is |are |does |do |that )(.+)$", r"\1\n\2"),
)
