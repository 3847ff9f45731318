"""Concepts: one term for the forms and the near synonyms that news writes for one thing.

Coarser than stems: "killed", "dead" and "fatal" are one concept, as are "took" and "taking". That is right for
asking whether two sentences speak of one thing, and wrong for searching, where a reader means the word.
"""

from __future__ import annotations

from functools import lru_cache

from briefing.reading.stems import stem

_IRREGULAR = """
    arise arose arisen; awake awoke; beat beaten; become became; begin began begun; bend bent; bet; bind
    bound; bite bit bitten; bleed bled; blow blew blown; break broke broken; breed bred; bring brought; build
    built; burn burnt; buy bought; catch caught; choose chose chosen; cling clung; come came; creep crept;
    deal dealt; die died dying; dig dug; draw drew drawn; drink drank drunk; drive drove driven; eat ate
    eaten; fall fell fallen; feed fed; feel felt; fight fought; find found; flee fled; fly flew flown; forbid
    forbade forbidden; forget forgot forgotten; freeze froze frozen; get got gotten; give gave given; go went
    gone; grow grew grown; hang hung; hear heard; hide hid hidden; hold held; keep kept; know knew known; lay
    laid; lead led; leave left; lend lent; lie lied lying; lose lost; make made; mean meant; meet met; pay
    paid; ride rode ridden; ring rang rung; rise rose risen; run ran; see saw seen; seek sought; sell sold;
    send sent; shake shook shaken; shine shone; shoot shot; show shown; shrink shrank shrunk; shut; sing sang
    sung; sink sank sunk; sit sat; sleep slept; slide slid; speak spoke spoken; speed sped; spend spent;
    split; spring sprang sprung; stand stood; steal stole stolen; stick stuck; strike struck stricken; swear
    swore sworn; sweep swept; swim swam swum; take took taken; teach taught; tear tore torn; think thought;
    throw threw thrown; understand understood; wake woke woken; wear wore worn; weep wept; win won; withdraw
    withdrew withdrawn; write wrote written
"""
_SYNONYMS = """
    kill dead die death deadly fatal fatally fatality perish slay slain casualty toll;
    injure injury injured wound wounded wounding hurt;
    missing disappear disappearance vanish unaccounted;
    arrest detain detention custody;
    free freed release released liberate;
    rescue save survive survivor alive;
    flee displace displaced evacuate evacuation homeless;
    arms weapon weaponry armament munition ammunition military defense defence;
    trade exchange swap deal sale transfer barter;
    buy purchase acquire acquisition;
    attack assault raid bombing bombardment shelling offensive;
    protest demonstration rally protester demonstrator;
    meet meeting summit talks;
    launch liftoff;
    crash collide collision;
    explode explosion blast detonate detonation;
    quake earthquake tremor;
    vote election poll ballot;
    win victory triumph; lose defeat loss;
    resign resignation; appoint appointment; announce announcement; agree agreement accord pact treaty;
    decide decision; deny denial; grow growth; invade invasion; destroy destruction; withdraw withdrawal;
    negotiate negotiation; decline fall drop decrease slump; rise increase climb jump surge; cut reduce reduction;
    house home household residence; person people; child children kid; man men; woman women;
    policeman policemen police officer; soldier troop serviceman servicemen; firm company corporation;
    start begin commence; end finish conclude; close shut closure; help assist assistance aid;
    tie relation relationship friendship;
    build building built construct construction; aircraft plane jet airliner; ship vessel boat;
    truck lorry; advertisement ad advert commercial; prison jail; murder homicide;
    money cash fund; storm hurricane typhoon cyclone
"""


def _base(folded: str) -> str:
    """The stem of a word's base form, without the silent e that short stems keep."""
    base = stem(stem(_BASE_FORMS.get(folded, folded)))  # twice for the plurals of what ends in -ing
    return base[:-1] if len(base) > _SHORTEST and base.endswith("e") else base


_SHORTEST = 3
_BASE_FORMS = {form: forms[0] for verb in _IRREGULAR.split(";") for forms in [verb.split()] for form in forms}
_CONCEPTS = {_base(word): _base(group.split()[0]) for group in _SYNONYMS.split(";") for word in group.split()}


def is_verb(folded: str) -> bool:
    """Whether a word is surely a form of a verb in the past, or one that is irregular there."""
    return folded in _BASE_FORMS or (folded.endswith("ed") and len(folded) > _SHORTEST + 1)


@lru_cache(maxsize=65536)
def concept(folded: str) -> str:
    """The term under which a folded word is compared.

    >>> concept("killed"), concept("fatal"), concept("took"), concept("taking"), concept("summit")
    ('kill', 'kill', 'tak', 'tak', 'meet')
    """
    base = _base(folded)
    return _CONCEPTS.get(base, base)
