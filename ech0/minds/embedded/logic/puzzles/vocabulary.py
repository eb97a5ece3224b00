"""Classes of words in a statement about an order: joints, empty ones, those with a force of their own. Knows no phrase."""

from ech0.minds.embedded.logic import places

KEPT = frozenset("if then unless only nobody and or nor neither either both not but , so each_other vice_versa".split())
GRADED = frozenset(w for w in places.GRADED_WORDS)
MEANINGFUL = KEPT | places.ORDINALS.keys() | places.NUMBERS.keys() | GRADED | frozenset(
    "no none nobody each every all any some most more fewer less least exactly except other another different same than "
    "twice last before after between next immediately directly just right left above below behind front back top bottom "
    "earlier later sooner higher lower adjacent consecutive can could may might would should nor never without instead "
    "until while whereas who whom whose which it they he she him her them his their its this that these those there "
    "what whether first end ends middle beside ahead following preceding follows precedes unlike like rather also "
    "together apart separate alone odd even how many much least once during rest half avoid avoids lacks lack refuses "
    "hates dislikes excludes excluded rejected missing misses absent else nothing something one's nearest farthest "
    "selected chosen included picked".split()
) - {"that", "which", "who"}  # fmt: skip
"""Words with a force of their own: a setting does not make them empty."""
EMPTY = frozenset(
    "the a an of in on at to from by for with into onto is are was were be been being has have had having does do did "
    "will must shall that which who whom also then exactly located standing sitting placed positioned parked seated "
    "ranked perched ended up ends comes come came stands stood stand sits sat sit finished finishes finish ranks rank "
    "arrives arrived arrive lies lay lie lives lived live hangs hung hang parks park goes went go runs ran run scored "
    "scores appears appear one ones person somewhere there necessarily definitely itself during as gets got get takes "
    "took take given gives give owns owned own owner keeps kept keep holds held hold wears wore wear wearing drives "
    "drove drive drinks drank drink eats ate eat plays played play likes liked chose ordered bought brought used uses "
    "works worked work teaches taught teach visits visited studies studied occupies occupied occupy assigned scheduled "
    "placing spot position place seat slot put house person's belongs belong kind type done held performed presented "
    "shown served delivered spoke speaks talked talks left_ started starts met played went won wins win "
    "there moreover furthermore finally however additionally besides meanwhile we know now".split()
)
BARRED = frozenset(
    "friend friends brother sister mother father son daughter wife husband boss twin cousin uncle aunt partner colleague "
    "enemy rival almost nearly hardly barely opposite contrary reverse reversed wrong false true lie lies someone somebody "
    "claims says thinks believes said thought believed claimed maybe perhaps probably possibly likely unlikely former "
    "formerly used moved swapped exchanged replaced removed added changed hates dislikes avoids refuses fails failed lacks "
    "misses yesterday tomorrow originally initially usually often sometimes prefers wants wishes hopes plans tries tied tie "
    "equal equally apart multiple several few many half twice double triple total average sum difference sure unless "
    "unsure impossible possible remaining others copy pair pairs group groups any".split()
)
"""Words that a statement is not understood with, whatever it is about."""
