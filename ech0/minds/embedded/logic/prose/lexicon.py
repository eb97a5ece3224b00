"""Words that the reader of prose knows by class: prepositions, adverbs, kinds so broad that they say nothing. No text.

The lists are of common English words, from general knowledge of the language.
"""

from functools import cache

from ech0.minds.embedded.logic import lexis
from ech0.minds.embedded.logic.first_order import verbs
from ech0.minds.embedded.logic.first_order.classes import ADJECTIVE, QUALITIES
from ech0.minds.embedded.logic.first_order.classes import PREPOSITION as _COMMON

PREPOSITION = (_COMMON | frozenset("beneath underneath past amid onto off per toward beside besides worth".split())) - {
    "than", "like", "except"
} | {"than", "like"}  # fmt: skip
COPULA = frozenset("is are am was were be been being 's".split())
HAVE = frozenset("has have had having".split())
DO = frozenset("does do did".split())
MODAL = frozenset("can could may might must will would shall should need-not".split())
PRONOUN = frozenset("it he she they him her them one itself himself herself themselves themself i we you me us".split())
SELF = frozenset("itself himself herself themselves themself oneself".split())
POSSESSIVE = frozenset("his her its their my our your".split())
RELATIVE = frozenset("who which that whom".split())
ANYBODY = frozenset(
    "anyone anybody anything everyone everybody everything someone somebody something whoever whatever".split()
)
NOBODY = frozenset("nobody nothing none".split())
THING = frozenset(
    "thing things person people persons individual individuals one ones those everyone anybody anyone anything "
    "everybody somebody someone something".split()
)
VAGUE = frozenset("most few half nearly almost least exactly fewer more less both either neither".split())
BROAD = frozenset(
    "animal creature being object item place person man woman adult child employee worker guest visitor member player "
    "student pupil participant candidate applicant customer client patient passenger resident tenant citizen device "
    "machine vehicle building room sample specimen product staff colleague volunteer trainee case thing file substance "
    "material rock plant vessel ship server invoice parcel".split()
)
"""Kinds that a reader takes those spoken of to be of, where nobody is said to be or not to be one."""
PERSON = frozenset(
    "man woman boy girl child adult person baby parent mother father son daughter brother sister sibling cousin "
    "uncle aunt "
    "husband wife friend neighbour neighbor colleague boss manager director clerk cook chef baker butcher butler maid "
    "gardener driver pilot captain sailor soldier officer guard teacher tutor pupil student trainee apprentice intern "
    "doctor nurse surgeon dentist patient midwife pharmacist lawyer judge juror witness tenant landlord buyer seller "
    "customer client guest visitor member chairman chair treasurer secretary president minister mayor vicar "
    "priest monk "
    "nun colonel general king queen prince princess knight lord lady duke farmer fisherman hunter shepherd "
    "miller smith "
    "carpenter plumber electrician mechanic engineer architect builder painter sculptor writer author poet "
    "editor actor "
    "actress singer dancer musician violinist pianist drummer composer conductor player goalkeeper referee "
    "coach runner "
    "cyclist swimmer climber rider skater artist scientist chemist biologist physicist mathematician "
    "philosopher historian "
    "librarian archivist curator journalist reporter photographer detective thief burglar spy policeman constable "
    "supervisor inspector auditor accountant banker cashier waiter waitress barber hairdresser tailor shoemaker "
    "volunteer "
    "employee worker technician programmer analyst shareholder pensioner passenger traveller tourist resident citizen "
    "candidate applicant graduate winner loser owner holder keeper".split()
)
ADVERB = frozenset(
    "twice once again together abroad outside inside upstairs downstairs early late home there away back well free "
    "first last up down out off on over often seldom rarely never always sometimes usually too either hard fast "
    "straight frequently occasionally "
    "forever soon alone overnight indoors outdoors online ahead".split()
)
HEDGE = lexis.HEDGE | frozenset(
    "hardly barely scarcely almost nearly supposedly allegedly reportedly apparently formerly presumably".split()
)
"""What is said with one of these is certain of nobody."""
HABIT = frozenset("often frequently occasionally sometimes regularly".split())
"""How often: of somebody in particular, and of each of a kind, it is said for certain; not of a kind at large."""
DROPPED = frozenset(
    "all also once still now already simply perfectly fully always certainly definitely indeed too actually then ever "
    "necessarily invariably thus both very really quite extremely rather fairly truly highly especially just even "
    "currently presently merely there".split()
)
PRIVATIVE = frozenset("fake former toy counterfeit pretend artificial alleged ex mock would-be non future".split())
MEASURED = frozenset("age page only about nearly almost exactly weighs shows reads".split())
OPENER = frozenset("and but or so then yet".split())
VERBS = (
    frozenset(
        verbs.base(v)
        for v in (
            "disclose vaccinate file stamp scan babysit recharge patch reboot catalogue encrypt transfect glow "
            "fizz dissolve "
            "forfeit rewire hibernate refrigerate photograph practise photocopy insure certify laminate "
            "translate sterilise "
            "sterilize quarantine ventilate irradiate excavate hurdle inoculate notarise notarize pollinate "
            "ferment rust "
            "corrode evaporate precipitate crystallise crystallize oxidise oxidize react bark howl nest roost "
            "forage graze "
            "prey sprout wilt ripen rot decay mould shear milk saddle groom brew knead roast chop peel steam fry grill "
            "simmer toast freeze thaw defrost dock anchor row steer pilot ferry tow haul dispatch courier "
            "parcel mail fax "
            "invoice bill refund reimburse waive levy tax fine sue appeal testify indict convict acquit plead enforce "
            "revoke suspend expel enrol enroll matriculate grade mark tutor coach referee umpire captain substitute "
            "tackle dribble sprint hurdle paddle ski skate sled click swipe boot log encode decrypt compile "
            "crash overheat "
            "leak seep drip spill flood drain pump heat cool ignite extinguish explode collapse erode tilt lean "
            "hover land "
            "orbit eclipse shine twinkle flicker blink beep ring chime buzz hum whistle sing chant recite "
            "rehearse perform "
            "act stage direct conduct compose paint sculpt carve engrave frame hang exhibit auction bid donate "
            "bequeath "
            "inherit evict sublet rent lease mortgage insure claim renew expire lapse cancel postpone delay "
            "resume pause "
            "halt brake swerve overtake reverse park clamp impound inspect audit review proofread edit publish reprint "
            "cite quote footnote index archive shelve loan borrow lend return owe repay deposit withdraw transfer swap "
            "trade barter haggle bribe smuggle poach trespass loiter vandalise graffiti litter recycle compost "
            "reuse sort "
            "pack unpack stack pile load unload wrap seal label tag badge clip staple glue tape stitch sew knit "
            "weave spin "
            "dye bleach iron fold crease tear rip mend patch darn polish buff wax varnish sand drill saw hammer "
            "nail screw "
            "bolt weld solder rivet cast forge temper anneal quench plate coat spray prime contain comprise "
            "involve entail "
            "require demand permit allow forbid prohibit ban bar exclude admit accept reject approve deny grant refuse "
            "nominate appoint elect promote demote dismiss resign retire hire recruit train supervise manage audit "
            "orders wears carries belongs starts stays goes gets takes makes comes keeps lies sits stands "
            "happens own owns "
            "qualify attend skip miss catch drop bounce roll slide climb descend ascend dive surface swim float sink "
            "breathe sneeze cough ache bleed bruise faint recover relapse heal infect immunise immunize "
            "diagnose prescribe "
            "inject medicate sedate anaesthetise operate transplant express inhibit activate bind cleave phosphorylate "
            "mutate replicate divide encode secrete absorb excrete digest metabolise metabolize respire moult "
            "shed hatch "
            "lay incubate brood suckle wean graze ruminate burrow tunnel stamp sign countersign witness clear "
            "exist live work sleep eat drink run walk talk play read write teach learn know like love hate fear "
            "need want "
            "trust admire envy respect follow lead chase bite scratch hunt feed guard protect help visit meet "
            "call phone "
            "splash provide support include produce text email see hear smell taste touch feel hold grip push pull "
            "lift throw kick punch hit"
        ).split()
    )
    | verbs.KNOWN
)
ADJECTIVES = QUALITIES | lexis.COMMON | frozenset(
    "faulty late rocky gaseous differentiable circular prime even odd eligible lit tired hungry "
    "overdue valid fragile magnetic punctual confidential isolated sterile".split()
)  # fmt: skip


@cache
def verb(word: str) -> str:
    """The root of a verb in the present tense or as it is, or nothing if no list has it."""
    found = verbs.base(word)
    return found if found in VERBS and word not in lexis.BARRED and word != "saw" else ""


@cache
def past(word: str) -> str:
    """The root of a verb whose past tense or participle this is, or nothing."""
    if word in ("proven", "saw"):
        return "prov" if word == "proven" else verbs.base("see")
    if word in verbs.PARTICIPLES:
        return verbs.PARTICIPLES[word]
    return verbs.past(word, VERBS)


@cache
def doing(word: str) -> str:
    """The root of a verb whose form in `-ing` this is, or nothing."""
    if word in ("living", "going", "doing"):
        return verbs.base("live") if word == "living" else word[:2]
    if (found := verbs.running(word, VERBS)) or word in verbs.FEELING:
        return found
    return (
        "" if not word.endswith("ing") or len(word) < 6 else next(iter(sorted(verbs.stripped(word, "ing") & VERBS)), "")
    )


@cache
def participle(word: str) -> str:
    """The root of a verb of which this is a participle; of a verb that no list has too: `florped`."""
    if found := past(word):
        return found
    if word == "used":  # `used to` do is another word, and no participle
        return verbs.base("use")
    return min(verbs.stripped(word, "ed"), key=len) if word.endswith("ed") and len(word) > 4 else ""


@cache
def adjective(word: str) -> bool:
    """Whether a word is known for, or looks like, an adjective."""
    return word in ADJECTIVES or (len(word) > 4 and word.endswith(ADJECTIVE)) or word[:4] == "#is-"


@cache
def adverb(word: str) -> bool:
    """Whether a word is an adverb by its ending, `loudly`, not `friendly`; or says how often: `every-day`."""
    if word.startswith(("every-", "each-", "all-")) or "-a-" in word:
        return True
    return len(word) > 4 and word.endswith("ly") and "-" not in word and not (adjective(word) or verb(word))


def preposition(word: str) -> bool:
    """Whether a phrase may begin with this word."""
    return word in PREPOSITION


@cache
def root(word: str) -> str:
    """What the forms of a noun, adjective or participle share; participles end in `:ed`."""
    if word[:4] == "#is-":
        return word
    if word[:1] == "@":
        name = word[1:].replace("_", " ").lower()
        return lexis.key(name) if name.endswith(("ians", "eans", "cans")) else name
    plain = adjective(word) or lexis.plural(word) or word in lexis.COMMON or word.endswith("eed")
    if not plain and (found := participle(word)):
        return f"{found}:ed"
    if word.endswith("men") and len(word) > 4:
        word = word[:-2] + "an"
    return lexis.key(word)
