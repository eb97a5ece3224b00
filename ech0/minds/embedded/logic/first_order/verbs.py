"""English verbs: which word forms are verbs, and which verb. Knows no sentence.

The list is of common verbs, from general knowledge of the language; a text may add its own (`who flibs`, `does not flib`).
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
know knew known|lay laid laid|lead led led|learn learnt learnt|leave left left|lend lent lent|let let let|lie lay lain
lose lost lost|make made made|mean meant meant|meet met met|pay paid paid|put put put|quit quit quit|read read read
ride rode ridden|ring rang rung|rise rose risen|run ran run|say said said|see saw seen|seek sought sought
sell sold sold|send sent sent|set set set|shake shook shaken|shine shone shone|shoot shot shot|show showed shown
shut shut shut|sing sang sung|sink sank sunk|sit sat sat|sleep slept slept|speak spoke spoken|spend spent spent
split split split|spread spread spread|stand stood stood|steal stole stolen|stick stuck stuck|sting stung stung
strike struck struck|swear swore sworn|sweep swept swept|swim swam swum|swing swung swung|take took taken
teach taught taught|tear tore torn|tell told told|think thought thought|throw threw thrown
understand understood understood|wake woke woken|wear wore worn|win won won|write wrote written|overcome overcame overcome
undergo underwent undergone|withdraw withdrew withdrawn|arise arose arisen|upset upset upset|bear bore born
"""
_REGULAR = """
accept accompany achieve acquire act add admire admit adopt advance advise afford agree aim allow amuse announce annoy
answer apologize appear apply appreciate approach approve argue arrange arrest arrive ask assign assist assume attach
attack attain attempt attend attract audit avoid award bake ban bark base bathe beat beg behave believe belong benefit
blame boil borrow bother bounce bow breathe broadcast browse brush bully calculate call camp cancel care carry cause
celebrate challenge change charge chase cheat check cheer chew claim clean clear climb close coach collapse collect
combine commit communicate commute compare compete complain complete compose conclude conduct confirm confuse connect
consider consist construct consult consume contact contain continue contract contribute control cook cooperate copy
correspond cough count cover crash crawl create criticize cross cry cure dance dare debut decide declare decorate
decrease defeat defend define deliver demand depend derive describe deserve design desire destroy detect determine
develop die differ direct disagree disappear discover discuss dislike display distinguish dive divide divorce donate
dress drop earn educate elect email emit employ enable encourage end endorse engage enjoy enroll ensure enter entertain
equip erupt escape establish evaluate evolve exaggerate examine excel exceed exchange exercise exist expand expect
experience explain explore export express extend face fail fear feature file fill film finish fish fit fix float flow
fold follow force form found freeze frighten function gain gamble gather generate govern graduate grant greet guarantee
guard guess guide hand handle happen hate haunt head heal heat help hike hire hop hope host hug hunt hurry identify
ignore imagine impact import impose impress improve include increase indicate influence inform inherit injure insist
inspect inspire install intend interact interest interview introduce invent invest invite involve issue itch jog join
joke judge juggle jump kick kill kiss knit knock labor lack land last laugh launch leap lease lecture lick lift like
limit link listen live load locate lock log look love lower maintain major manage manufacture mark market marry master
match matter measure meow merge migrate mind miss mix monitor move mow multiply name need neglect nominate note notice
obey object observe obtain occupy occur offer open operate oppose order organize originate outrank overlap overlook
owe own pack paint park participate pass perform permit persuade photosynthesize pick place plan plant play please
point pollute portray possess post pour practice praise pray predict prefer prepare present press pretend prevent
print proceed process produce program progress promise promote propose prosecute protect protest prove provide publish
pull punish purchase purr pursue push qualify question quote race rain raise rank reach react realize rebel receive
recite recognize recommend record recover recycle reduce refer refuse regret regulate reject relate relax release rely
remain remember remind remove renovate rent repair repeat replace reply report represent reproduce request require
rescue research resemble resign resist respect respond rest result retire return reveal review reward rob roll rotate
row rule rush sail satisfy save scare score scream search seem select separate serve settle share shed ship shock shop
shout sign skate skateboard ski skip smell smile smoke snore snow solve sound specialize spell spin spy stain star
stare start starve state stay step stop store stretch struggle study subscribe succeed suffer suggest suit supply
support suppose surf surround survive suspect suspend sweat switch talk taste tend test thank thrive tickle tire touch
tour tout track trade train translate transport travel treat trick trust try tune turn type use value vary visit
volunteer vote wag wait walk wander want warn wash waste watch water weigh welcome wish wonder work worry worship yell
yield
air peak utilize preside reside relocate equal stretch bloom bark hatch roar chirp hop jog sneak gallop trot paddle row weld sew stitch
mentor tutor supervise moderate curate archive code debug compile deploy stream subscribe unsubscribe upload download
post tweet text mail phone email reach rest rely resort result revolve orbit rotate shrink soar stumble stutter swallow
trespass trust twist unite vanish venture vibrate warrant weave wrap wrestle yawn zoom recharge operate adhere assemble
assess associate awaken ban bargain blend blossom boast bond bomb bounce bribe budget bump cater cease circulate cite
clash coincide collide comfort comment compensate comply compromise conceal concede confess confront conquer conserve
conspire contend contest convert convey convict convince correct crave credit cruise cultivate
"""


def base(word: str) -> str:
    """What the present forms of a verb share: `drives` and `drive`."""
    said = key(word)
    return said[:-1] if said.endswith("e") and len(said) > 3 else said


_ROWS = [row.split() for line in _IRREGULAR.split("\n") for row in line.split("|") if row.strip()]
KNOWN = frozenset(base(w) for w in (*_REGULAR.split(), *(row[0] for row in _ROWS), "have", "do"))
_PAST = {row[1]: base(row[0]) for row in _ROWS}
_PARTICIPLE = {row[2]: base(row[0]) for row in _ROWS}
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
    return word in _PARTICIPLE or (word.endswith("ed") and len(word) > 4)


def perfect(word: str) -> str:
    """The verb after `has` whose participle this is, or nothing."""
    return _PARTICIPLE.get(word, "") or _past(word, frozenset())


def running(word: str, more: frozenset[str] = frozenset()) -> str:
    """The verb of a form in `-ing`, or nothing if it is an adjective or a noun."""
    return _ing(word, more)
