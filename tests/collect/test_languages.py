"""The language of running text is told, and of little text none is."""

from __future__ import annotations

import pytest

from briefing.collect.languages import detect, tag

SENTENCES = {
    "en": "The leaders met on Monday, and it was said that they would meet again before the end of the year.",
    "de": "Der Präsident sagte am Montag, dass er nicht reisen wird und die Gespräche fortgesetzt werden.",
    "fr": "Le président a déclaré que les négociations se poursuivront dans les prochains jours avec le ministre.",
    "es": "El presidente dijo que no se reunirá con los líderes hasta que las condiciones sean más claras.",
    "pt": "O presidente disse que não se reunirá com os líderes até que as condições sejam mais claras.",
    "it": "Il presidente ha detto che non si incontrerà con i leader e che i colloqui sono stati rinviati.",
    "nl": "De president zei dat hij niet naar de hoofdstad zal reizen en dat het overleg wordt voortgezet.",
    "sv": "Presidenten sade att han inte kommer att resa till huvudstaden och att samtalen fortsätter.",
    "pl": "Prezydent powiedział, że nie pojedzie do stolicy i że rozmowy będą kontynuowane w tym tygodniu.",
    "tr": "Cumhurbaşkanı bu hafta için bir görüşme olmadığını ve daha sonra yeni bir açıklama yapılacağını söyledi.",
    "ru": "Президент заявил, что он не поедет в столицу и что переговоры будут продолжены на этой неделе.",
    "uk": "Президент заявив, що він не поїде до столиці і що переговори будуть продовжені цього тижня.",
    "ar": "قال الرئيس إن المحادثات التي بدأت في العاصمة سوف تستمر هذا الأسبوع بعد أن وصل الوفد إلى هناك.",
    "fa": "رئیس جمهور گفت که این گفتگوها در پایتخت ادامه خواهد داشت و هیئت به تهران آمده است.",
    "he": "הנשיא אמר כי השיחות בבירה יימשכו השבוע.",
    "el": "Ο πρόεδρος δήλωσε ότι οι συνομιλίες θα συνεχιστούν.",
    "zh": "总统说，会谈将在本周继续举行。",
    "ja": "大統領は、会談は今週も続くと述べた。",
    "ko": "대통령은 이번 주에 회담이 계속될 것이라고 말했다.",
    "th": "ประธานาธิบดีกล่าวว่าการเจรจาจะดำเนินต่อไป",
}


@pytest.mark.parametrize(("language", "text"), SENTENCES.items())
def test_a_sentence_is_enough(language: str, text: str) -> None:
    assert detect(text) == language
    assert detect(text, declared="xx") == language


def test_what_cannot_be_told_is_what_was_declared() -> None:
    assert detect("Kim, Putin") is None
    assert detect("Kim, Putin", declared="pt-BR") == "pt"
    assert detect("Kim, Putin", declared="<script>") is None


@pytest.mark.parametrize(
    ("declared", "language"),
    [("en", "en"), ("en-US", "en"), ("zh_Hans_CN", "zh"), ("nb", "no"), ("eng", "en"), ("", None), (7, None)],
)
def test_tags_are_read(declared: object, language: str | None) -> None:
    assert tag(declared) == language
