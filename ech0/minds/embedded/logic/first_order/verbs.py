"""English verbs: which word forms are verbs, and which verb. Knows no sentence.

The list is of common verbs, from general knowledge of the language;
a text may add its own (`who flibs`).
"""

from functools import cache

from ech0.minds.embedded.logic.lexis import key

_IRREGULAR = """
become became become|begin began begun|bend bent bent|bet bet bet|bite bit bitten|bleed bled bled|blow blew blown
break broke broken|breed bred bred|bring brought brought|build built built|burn burnt burnt|burst burst burst
buy bought bought|catch caught caught|choose chose chosen|come came come|cost cost cost|cut cut cut|deal dealt dealt
dig dug dug|draw drew drawn|dream dreamt dreamt|drink drank drunk|drive drove driven|eat ate eaten|fall fell fallen
feed fed fed|feel felt felt|fight fought fought|find found found|fly flew flown|forget forgot forgotten
forgive forgave forgiven|freeze froze frozen|get got gotten|give gave given|go went gone|grow grew grown
hang hung hung|hear heard heard|hide hid hidden|hit hit hit|hold held held|hurt hurt hurt|keep kept kept
know knew known|lay laid laid|lead led led|learn learnt learnt|leave left left|lend lent lent|let let let
lie lay lain|lose lost lost|make made made|mean meant meant|meet met met|pay paid paid|put put put|quit quit quit
read read read|ride rode ridden|ring rang rung|rise rose risen|run ran run|say said said|see saw seen
seek sought sought|sell sold sold|send sent sent|set set set|shake shook shaken|shine shone shone|shoot shot shot
show showed shown|shut shut shut|sing sang sung|sink sank sunk|sit sat sat|sleep slept slept|speak spoke spoken
spend spent spent|split split split|spread spread spread|stand stood stood|steal stole stolen|stick stuck stuck
sting stung stung|strike struck struck|swear swore sworn|sweep swept swept|swim swam swum|swing swung swung
take took taken|teach taught taught|tear tore torn|tell told told|think thought thought|throw threw thrown
understand understood understood|wake woke woken|wear wore worn|win won won|write wrote written
overcome overcame overcome|undergo underwent undergone|withdraw withdrew withdrawn|arise arose arisen
upset upset upset|bear bore born
sublet sublet sublet|overtake overtook overtaken|foresee foresaw foreseen
rebuild rebuilt rebuilt
"""
_REGULAR = """
accept accompany achieve acquire act add adhere admire admit adopt advance advise afford agree aim air allow amuse
announce annoy answer apologize appear apply appreciate approach approve archive argue arrange arrest arrive ask
assemble assess assign assist associate assume attach attack attain attempt attend attract audit avoid awaken award
bake ban bargain bark base bathe beat beg behave believe belong benefit blame blend bloom blossom boast boil bomb bond
borrow bother bounce bow breathe bribe broadcast browse brush budget bully bump calculate call camp cancel care carry
cater cause cease celebrate challenge change charge chase cheat check cheer chew chirp circulate cite claim clash
clean clear climb close coach code coincide collapse collect collide combine comfort comment commit communicate
commute compare compensate compete compile complain complete comply compose compromise conceal concede conclude
conduct confess confirm confront confuse connect conquer conserve consider consist conspire construct consult consume
contact contain contend contest continue contract contribute control convert convey convict convince cook cooperate
copy correct correspond cough count cover crash crave crawl create credit criticize cross cruise cry cultivate curate
cure dance dare debug debut decide declare decorate decrease defeat defend define deliver demand depend deploy derive
describe deserve design desire destroy detect determine develop die differ direct disagree disappear discover discuss
dislike display distinguish dive divide divorce donate download dress drop earn educate elect email emit employ enable
encourage end endorse engage enjoy enroll ensure enter entertain equal equip erupt escape establish evaluate evolve
exaggerate examine exceed excel exchange exercise exist expand expect experience explain explore export express extend
face fail fear feature file fill film finish fish fit fix float flow fold follow force form found freeze frighten
function gain gallop gamble gather generate govern graduate grant greet guarantee guard guess guide hand handle happen
hatch hate haunt head heal heat help hike hire hop hope host hug hunt hurry identify ignore imagine impact import
impose impress improve include increase indicate influence inform inherit injure insist inspect inspire install intend
interact interest interview introduce invent invest invite involve issue itch jog join joke judge juggle jump kick
kill kiss knit knock labor lack land last laugh launch leap lease lecture lick lift like limit link listen live load
locate lock log look love lower mail maintain major manage manufacture mark market marry master match matter measure
mentor meow merge migrate mind miss mix moderate monitor move mow multiply name need neglect nominate note notice obey
object observe obtain occupy occur offer open operate oppose orbit order organize originate outrank overlap overlook
owe own pack paddle paint park participate pass peak perform permit persuade phone photosynthesize pick place plan
plant play please point pollute portray possess post pour practice praise pray predict prefer prepare present preside
press pretend prevent print proceed process produce program progress promise promote propose prosecute protect protest
prove provide publish pull punish purchase purr pursue push qualify question quote race rain raise rank reach react
realize rebel receive recharge recite recognize recommend record recover recycle reduce refer refuse regret regulate
reject relate relax release relocate rely remain remember remind remove renovate rent repair repeat replace reply
report represent reproduce request require rescue research resemble reside resign resist resort respect respond rest
result retire return reveal review revolve reward roar rob roll rotate row rule rush sail satisfy save scare score
scream search seem select separate serve settle sew share shed ship shock shop shout shrink sign skate skateboard ski
skip smell smile smoke sneak snore snow soar solve sound specialize spell spin spy stain star stare start starve state
stay step stitch stop store stream stretch struggle study stumble stutter subscribe succeed suffer suggest suit
supervise supply support suppose surf surround survive suspect suspend swallow sweat switch talk taste tend test text
thank thrive tickle tire touch tour tout track trade train translate transport travel treat trespass trick trot trust
try tune turn tutor tweet twist type unite unsubscribe upload use utilize value vanish vary venture vibrate visit
volunteer vote wag wait walk wander want warn warrant wash waste watch water weave weigh welcome weld wish wonder work
worry worship wrap wrestle yawn yell yield zoom
"""


def base(word: str) -> str:
    """What the present forms of a verb share: `drives` and `drive`."""
    said = key(word)
    return said[:-1] if said.endswith("e") and len(said) > 3 else said


_ROWS = [row.split() for line in _IRREGULAR.split("\n") for row in line.split("|") if row.strip()]
KNOWN = frozenset(base(w) for w in (*_REGULAR.split(), *(row[0] for row in _ROWS), "have", "do"))
_PAST = {row[1]: base(row[0]) for row in _ROWS}
PARTICIPLES = {row[2]: base(row[0]) for row in _ROWS}
FEELING = frozenset(
    "interesting exciting boring tiring amazing annoying surprising amusing entertaining charming outstanding missing "
    "confusing fascinating challenging demanding promising loving caring willing outgoing hardworking hard-working "
    "disappointing embarrassing frightening shocking disgusting relaxing satisfying pleasing living existing trending "
    "appealing rewarding inspiring thriving encouraging misleading daring".split()
)
"""Forms in `-ing` that are adjectives."""


def stripped(word: str, ending: str) -> frozenset[str]:
    """The verbs that a form in `-ed` or `-ing` may be of."""
    stem = word[: -len(ending)]
    found = {base(stem), base(stem + "e")}
    if len(stem) > 2 and stem[-1] == stem[-2]:
        found.add(base(stem[:-1]))
    if stem.endswith("i"):
        found.add(base(stem[:-1] + "y"))
    return frozenset(found)


@cache
def _past(word: str, more: frozenset[str]) -> str:
    if word in _PAST:
        return _PAST[word]
    if word.endswith("ed") and len(word) > 4:
        return next(iter(sorted(stripped(word, "ed") & (KNOWN | more))), "")
    return ""


@cache
def _ing(word: str, more: frozenset[str]) -> str:
    if word.endswith("ing") and len(word) > 5 and word not in FEELING:
        return next(iter(sorted(stripped(word, "ing") & (KNOWN | more))), "")
    return ""


def past(word: str, more: frozenset[str] = frozenset()) -> str:
    """The verb of which this is the past tense, or nothing."""
    return _past(word, more)


def participle(word: str) -> bool:
    """Whether this may be a past participle: `written`, `produced`."""
    return word in PARTICIPLES or (word.endswith("ed") and len(word) > 4)


def perfect(word: str) -> str:
    """The verb after `has` whose participle this is, or nothing."""
    return PARTICIPLES.get(word, "") or _past(word, frozenset())


def running(word: str, more: frozenset[str] = frozenset()) -> str:
    """The verb of a form in `-ing`, or nothing if it is an adjective or a noun."""
    return _ing(word, more)
