"""Function words: they hold sentences together and say nothing about what a text tells."""

# ruff: noqa: SIM905 - lists of words read best as prose

from __future__ import annotations

STOPWORDS = frozenset(
    # articles, pronouns, determiners
    "a an the this that these those i me my mine myself we us our ours ourselves you your yours yourself "
    "yourselves he him his himself she her hers herself it its itself they them their theirs themselves who "
    "whom whose which what one another other others each either neither both all any some few many much more "
    "most several such same own every none nothing something anything everything someone anyone everyone "
    # auxiliaries
    "am is are was were be been being isnt arent wasnt werent have has had having hasnt havent hadnt do does "
    "did doing dont doesnt didnt will would shall should can could may might must ought cannot cant couldnt "
    "wont wouldnt shouldnt mustnt im ive youre hes shes theyre weve its thats theres lets "
    # prepositions and conjunctions
    "of to in on at by for with from as into onto about above across after against along amid among around "
    "before behind below beneath beside besides between beyond despite down during except inside like near "
    "off out outside over past per since than through throughout toward towards under until up upon versus "
    "via within without according regarding and or but nor so yet if unless because although though while "
    "whereas whether when where why how "
    # adverbs that link or grade
    "not no yes also too very just only even still already again ever never here there then now thus hence "
    "therefore however moreover furthermore further additionally meanwhile instead otherwise overall indeed "
    "rather quite almost perhaps maybe often sometimes always usually soon later earlier ago once twice "
    "recently currently likely well less least back away together "
    # the reporting of news
    "say says said saying tell tells told mr mrs ms dr first second new two three today yesterday tomorrow "
    "t s".split()
)
"""In the folded form of `briefing.reading.words.fold`."""
