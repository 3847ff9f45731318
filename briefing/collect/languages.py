"""Which language a text is in, by its script and its commonest words.

The libraries for this take from two to a hundred megabytes and longer to load than an article to read; news
needs no more than to tell the languages of news apart, in texts of many words. A script that one language
alone writes decides at once; where several share one, the language whose function words make up most of the
first words has to lead clearly. What it can't tell it leaves to what the source says, or open.
"""

from __future__ import annotations

import re
from collections import Counter

_READ_AHEAD = 1500
"""Characters of a text that are looked at."""
_SHARE = 0.12
"""The least share of function words: running text of any of these languages has 20 % or more."""
_LEAD = 1.15
"""How many times as many function words as the next language the first must have."""
_FEWEST_WORDS = 5
_FEWEST_FUNCTION_WORDS = 2

_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7a3\u1100-\u11ff]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("bn", re.compile(r"[\u0980-\u09ff]")),
    ("ta", re.compile(r"[\u0b80-\u0bff]")),
    ("te", re.compile(r"[\u0c00-\u0c7f]")),
    ("ka", re.compile(r"[\u10a0-\u10ff]")),
    ("hy", re.compile(r"[\u0530-\u058f]")),
    ("am", re.compile(r"[\u1200-\u137f]")),
    ("my", re.compile(r"[\u1000-\u109f]")),
    ("km", re.compile(r"[\u1780-\u17ff]")),
    ("lo", re.compile(r"[\u0e80-\u0eff]")),
)
_BEYOND_LATIN = re.compile(r"[\u0370-\u1fff\u3040-\uffef]")
_KANA_SHARE = 0.1
"""Of the Han and kana in a text: Chinese quotes Japanese now and then, Japanese is never without kana."""

_FUNCTION_WORDS = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the of and to in a is that for it was on are as with his they at be this from have or by had not"
        " but what were when we there an which their said if will who has would been he she after its",
        "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden"
        " aus er hat dass sie nach wird bei einer um am sind noch wie einem über so zum war haben nur oder aber",
        "fr": "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec"
        " son cette aux ont mais comme ou sa leur été elle d l qu n s c",
        "es": "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me"
        " si sin sobre este ya entre cuando todo esta son también fue había",
        "pt": "de a o que e do da em um para com não uma os no se na por mais as dos como mas ao ele das à seu sua"
        " ou quando muito nos já eu também só pelo pela até isso ela entre é foi são",
        "it": "di e il la che in a per un è del non i le si da con una dei nel della sono al più come ma lo ha gli"
        " alla anche o se delle suo dal nella l dell all stato questo",
        "nl": "de van het een en in is dat op te zijn met voor niet aan er om hij ook als die maar bij uit door"
        " naar heeft ze nog over dan werd tot wordt was zich hebben deze kan geen",
        "sv": "och i att det som en på är av för med till den har de inte om ett han men var jag sig från vi så"
        " kan när år under också efter eller nu sin där vid mot ska skulle kommer",
        "da": "og i at det er en den til på som de med for der af ikke et han har var men fra om jeg sig vi kan"
        " efter også blev eller hun nu over ved være skal blive mod siden",
        "no": "og i det på som er en til å han av for med at var de ikke den har jeg om et men så seg fra vi kan"
        " hun også ble etter eller ved skal når over bli mot være sier",
        "fi": "ja on ei se että oli hän mutta ovat kun niin myös joka tai ole mukaan sen hänen kuin jo vain vuoden"
        " jos sitä siitä olisi ollut mitä nyt sekä ne jonka kanssa",
        "pl": "w i na z się nie do to że jest o jak po a od za co przez są ale dla tym tego był jego ma już oraz"
        " która który przed tak było ich być lub które",
        "cs": "a v se na je že s z o do to i ve by jako k po za pro jsou od ale si tak které který podle byl také"
        " jeho nebo roku při které bylo před jen už",
        "sk": "a v sa na je že s z o do to aj vo by ako k po za pre sú od ale si tak ktoré ktorý podľa bol tiež"
        " jeho alebo roku pri bolo pred len už",
        "hu": "a az és hogy nem is egy ez meg de volt csak el már még van szerint mint vagy ami aki után azt"
        " lehet kell ki amely pedig most között mert",
        "ro": "de și în a la cu pe nu din care că o un mai pentru este au fost ce sunt se ca prin după sau dar"
        " către fi al ale lui am va cele între",
        "hr": "i je u da se na su za od s a o kako nije koji bi to će iz ali što kao nakon do samo više koja koje"
        " bio te ili već po zbog",
        "tr": "ve bir bu da de için ile çok olarak daha olan gibi kadar sonra ne en ise ya olduğu göre var ki"
        " tarafından ancak diye her o onun değil mi",
        "id": "yang dan di dengan untuk dari pada ini itu tidak dalam akan adalah ke oleh juga karena sebagai"
        " telah bisa ada kepada tersebut atau mereka saat lebih sudah",
        "vi": "và của là có trong cho được với các những một không người đã khi này để từ đến về cũng ra năm"
        " nhưng ở như vào tại trên sẽ theo",
        "sw": "ya na wa kwa ni katika za la kuwa cha hiyo huo hii wake baada kama pia lakini yake watu alisema"
        " hilo hayo mwa kuhusu",
        "ca": "de la i a el que en els les un del per una és amb no es al com més va ha l d s però són dels aquest"
        " seva entre també ser",
        "ru": "и в не на что с как по это из за от для к но его о так же был до бы все у было при также он они"
        " она который году будет после мы сообщил",
        "uk": "і в не на що з як та до за у від для про його це й але він було є із при які також який після"
        " вони року буде під час щоб",
        "bg": "и на да се за в от е не са с че по като до при но си ще които това той след който е беше или има"
        " има също със",
        "sr": "и је у да се на су за од са а о како није који би то ће из али што као након до само више која"
        " рекао био",
        "be": "і ў не на што з як да за у ад для пра яго гэта але ён было ёсць пры якія таксама які пасля яны",
        "kk": "және бұл мен да де үшін бір деп болып осы туралы оның бойынша ол болды жылы қазақстан",
        "ar": "في من على إلى أن التي الذي عن مع هذا هذه كان بعد قال بين ما لا كما وقد ذلك إن أو كل خلال قد"
        " وفي حيث لم قبل",
        "fa": "و در به از که این را با است برای آن یک خود تا بر هم شد می‌شود کرد های شده نیز می ها بود دارد"
        " گفت اما",
        "ur": "کے کی میں ہے اور سے کا کو نے اس کہ پر ہیں یہ بھی ایک کر تھا جو وہ نہیں ہو گیا ان",
    }.items()
}
_LANGUAGES_OF: dict[str, list[str]] = {}
for _language, _words in _FUNCTION_WORDS.items():
    for _one in _words:
        _LANGUAGES_OF.setdefault(_one, []).append(_language)

_WORD = re.compile(r"[^\W\d_]+(?:\u200c[^\W\d_]+)*")
_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_].*)?", re.DOTALL)
_NAMES = {
    "nb": "no", "nn": "no", "iw": "he", "in": "id",
    "eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "spa": "es", "rus": "ru", "zho": "zh",
    "chi": "zh", "ara": "ar", "jpn": "ja", "kor": "ko",
}  # fmt: skip


def detect(text: str, declared: object = None) -> str | None:
    """The language of a text as ISO 639-1 has it; None where neither it nor what is declared says.

    What the text itself shows clearly counts for more than what was declared: templates are often wrong.

    >>> detect("The leaders met on Monday, and it was said that they would meet again.")
    'en'
    """
    sample = text[:_READ_AHEAD]
    return _by_script(sample) or _by_words(sample) or tag(declared)


def tag(declared: object) -> str | None:
    """The language that a tag such as `en-GB` names; None for what is no such tag."""
    match = _TAG.fullmatch(declared.strip()) if isinstance(declared, str) else None
    if match is None:
        return None
    code = match[1].lower()
    code = _NAMES.get(code, code)
    return code if len(code) == 2 else None


def _by_script(sample: str) -> str | None:
    if not _BEYOND_LATIN.search(sample):
        return None
    letters = sum(map(str.isalpha, sample))
    counts = {language: len(script.findall(sample)) for language, script in _SCRIPTS}
    han_and_kana = counts["zh"] + counts["ja"]
    if han_and_kana > letters // 2:
        return "ja" if counts["ja"] > han_and_kana * _KANA_SHARE else "zh"
    language, most = max(counts.items(), key=lambda counted: counted[1])
    return language if most > letters // 2 else None


def _by_words(sample: str) -> str | None:
    words = _WORD.findall(sample.lower())
    if len(words) < _FEWEST_WORDS:
        return None
    found: Counter[str] = Counter()
    for word, count in Counter(words).items():
        for language in _LANGUAGES_OF.get(word, ()):
            found[language] += count
    ranked = [*found.most_common(2), ("", 0), ("", 0)]
    (first, most), (_, next_most) = ranked[:2]
    enough = most >= max(_FEWEST_FUNCTION_WORDS, len(words) * _SHARE)
    return first if enough and most >= next_most * _LEAD else None
