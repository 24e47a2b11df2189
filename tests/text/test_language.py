"""The vote on an article's language, and the reading of declared ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.text.language import language_of, language_tag, settled_language

ARTICLES = {
    "en": "The council voted on Tuesday to keep the old library open until the end of the year. The mayor said that"
    " nobody had expected such a clear vote, and that work on the roof would begin in the spring.",
    "de": "Der Stadtrat hat am Dienstag beschlossen, die alte Bücherei bis zum Ende des Jahres offen zu halten. Die"
    " Bürgermeisterin sagte, niemand habe mit einer so klaren Abstimmung gerechnet, und die Arbeiten am Dach sollen im"
    " Frühling beginnen.",
    "fr": "Le conseil municipal a décidé mardi de garder ouverte la vieille bibliothèque jusqu’à la fin de l’année. La"
    " maire a dit que personne ne s’attendait à un vote aussi clair et que les travaux du toit commenceraient au"
    " printemps.",
    "es": "El ayuntamiento decidió el martes mantener abierta la vieja biblioteca hasta el final del año. La alcaldesa"
    " dijo que nadie esperaba una votación tan clara y que las obras del tejado empezarían en la primavera.",
    "pt": "A câmara decidiu na terça-feira manter aberta a velha biblioteca até ao fim do ano. A presidente disse que"
    " ninguém esperava uma votação tão clara e que as obras no telhado vão começar na primavera.",
    "it": "Il consiglio comunale ha deciso martedì di tenere aperta la vecchia biblioteca fino alla fine dell’anno. La"
    " sindaca ha detto che nessuno si aspettava un voto così chiaro e che i lavori al tetto inizieranno in primavera.",
    "nl": "De gemeenteraad heeft dinsdag besloten de oude bibliotheek tot het einde van het jaar open te houden. De"
    " burgemeester zei dat niemand zo'n duidelijke stemming had verwacht en dat het werk aan het dak in de lente begint.",
    "sv": "Kommunfullmäktige beslutade på tisdagen att hålla det gamla biblioteket öppet till slutet av året."
    " Borgmästaren sade att ingen hade väntat sig en så tydlig omröstning och att arbetet med taket ska börja i vår.",
    "da": "Byrådet besluttede tirsdag at holde det gamle bibliotek åbent til slutningen af året. Borgmesteren sagde, at"
    " ingen havde ventet en så klar afstemning, og at arbejdet med taget skal begynde til foråret, hvis der er penge.",
    "no": "Bystyret vedtok tirsdag å holde det gamle biblioteket åpent ut året. Ordføreren sa at ingen hadde ventet en"
    " så tydelig avstemning, og at arbeidet med taket skal begynne til våren, dersom det er penger nok etter jul.",
    "pl": "Rada miasta zdecydowała we wtorek, że stara biblioteka będzie otwarta do końca roku. Burmistrz powiedziała,"
    " że nikt nie spodziewał się tak jasnego głosowania i że prace na dachu zaczną się na wiosnę.",
    "ru": "Городской совет во вторник решил, что старая библиотека будет открыта до конца года. Мэр сказала, что никто"
    " не ждал такого ясного решения и что работы на крыше начнутся весной.",
    "uk": "Міська рада у вівторок вирішила, що стара бібліотека буде відкрита до кінця року. Мерка сказала, що ніхто"
    " не чекав такого ясного рішення і що роботи на даху почнуться навесні.",
    "cs": "Městská rada v úterý rozhodla, že stará knihovna zůstane otevřená do konce roku. Starostka řekla, že nikdo"
    " nečekal tak jasné hlasování a že práce na střeše začnou na jaře.",
    "sk": "Mestská rada v utorok rozhodla, že stará knižnica zostane otvorená do konca roka. Primátorka povedala, že"
    " nikto nečakal také jasné hlasovanie a že práce na streche sa začnú na jar, ak bude dosť peňazí.",
    "ro": "Consiliul local a hotărât marți să țină deschisă vechea bibliotecă până la sfârșitul anului. Primarul a spus"
    " că nimeni nu se aștepta la un vot atât de clar și că lucrările la acoperiș vor începe la primăvară.",
    "hu": "A városi tanács kedden úgy döntött, hogy a régi könyvtár az év végéig nyitva marad. A polgármester azt"
    " mondta, hogy senki sem várt ilyen egyértelmű szavazást, és hogy a tető javítása tavasszal kezdődik.",
    "fi": "Kaupunginvaltuusto päätti tiistaina, että vanha kirjasto on auki vuoden loppuun. Pormestari sanoi, että"
    " kukaan ei ollut odottanut näin selvää tulosta ja että katon korjaus alkaa keväällä, jos rahat riittävät.",
    "tr": "Belediye meclisi salı günü eski kütüphaneyi yıl sonuna kadar açık tutmaya karar verdi. Başkan, kimsenin bu"
    " kadar açık bir sonuç beklemediğini ve çatıdaki işlerin ilkbaharda başlayacağını söyledi.",
    "ca": "L’ajuntament va decidir dimarts mantenir oberta la vella biblioteca fins al final de l’any. L’alcaldessa va"
    " dir que ningú no esperava una votació tan clara i que les obres de la teulada començaran a la primavera.",
    "id": "Dewan kota memutuskan pada hari Selasa bahwa perpustakaan lama akan tetap buka sampai akhir tahun. Wali kota"
    " mengatakan tidak ada yang menduga hasil yang begitu jelas dan perbaikan atap akan dimulai dalam waktu dekat.",
    "vi": "Hội đồng thành phố đã quyết định hôm thứ Ba sẽ giữ thư viện cũ mở cửa đến cuối năm. Thị trưởng nói không ai"
    " ngờ kết quả lại rõ ràng như vậy và việc sửa mái nhà sẽ bắt đầu vào mùa xuân.",
    "bg": "Градският съвет реши във вторник старата библиотека да остане отворена до края на годината. Кметът каза, че"
    " никой не е очаквал толкова ясен вот и че работата по покрива ще започне през пролетта.",
    "sr": "Градско веће је у уторак одлучило да стара библиотека буде отворена до краја године. Градоначелница је рекла"
    " да нико није очекивао тако јасно гласање и да ће радови на крову почети у пролеће.",
    "el": "Το δημοτικό συμβούλιο αποφάσισε την Τρίτη να μείνει ανοιχτή η παλιά βιβλιοθήκη ως το τέλος του χρόνου.",
    "ar": "قرر مجلس المدينة يوم الثلاثاء أن تبقى المكتبة القديمة مفتوحة حتى نهاية العام. وقالت رئيسة البلدية إن أحدا لم"
    " يتوقع هذه النتيجة الواضحة، وإن العمل على السقف سيبدأ في الربيع.",
    "fa": "شورای شهر روز سه‌شنبه تصمیم گرفت که کتابخانه قدیمی تا پایان سال باز بماند. شهردار گفت که هیچ کس انتظار چنین رأی"
    " روشنی را نداشت و کار سقف در بهار آغاز می شود.",
    "ur": "شہر کی کونسل نے منگل کو فیصلہ کیا کہ پرانی لائبریری سال کے آخر تک کھلی رہے گی۔ میئر نے کہا کہ کسی کو اتنے واضح ووٹ"
    " کی امید نہیں تھی اور چھت کا کام بہار میں شروع ہو گا۔",
    "he": "מועצת העיר החליטה ביום שלישי להשאיר את הספרייה הישנה פתוחה עד סוף השנה. ראש העיר אמרה שאיש לא ציפה לתוצאה כזאת.",
    "hi": "नगर परिषद ने मंगलवार को तय किया कि पुराना पुस्तकालय साल के अंत तक खुला रहेगा। महापौर ने कहा कि किसी को इतने साफ"
    " मतदान की उम्मीद नहीं थी और छत का काम वसंत में शुरू होगा।",
    "zh": "市议会星期二决定，旧图书馆将开放到年底。市长说，没有人想到投票结果会这么清楚，屋顶的工程明年春天开始。",
    "ja": "市議会は火曜日、古い図書館を年末まで開けておくことを決めた。市長は、これほどはっきりした結果は誰も予想していなかったと述べた。",
    "ko": "시의회는 화요일에 오래된 도서관을 연말까지 열어 두기로 했다. 시장은 이렇게 분명한 결과를 아무도 예상하지 못했다고 말했다.",
    "th": "สภาเมืองลงมติเมื่อวันอังคารให้เปิดห้องสมุดเก่าต่อไปจนถึงสิ้นปี นายกเทศมนตรีกล่าวว่าไม่มีใครคาดว่าผลจะชัดเจนเช่นนี้",
}


@pytest.mark.parametrize("language", ARTICLES)
def test_articles_of_two_sentences(language):
    assert language_of([ARTICLES[language]]) == language


@pytest.mark.parametrize(
    "texts",
    [
        [],
        [""],
        ["Yes."],
        ["12.5 3,000 2024-05-01"],
        ["Ann Lee", "Otto Weber", "Maria Rossi", "Jean Dupont", "Olga Petrova", "Hans Müller", "Kim Min-jun", "Li Wei"],
        ["\ufffc \ufffc, \ufffc", "\ufffc = \ufffc(\ufffc)", "foo_bar baz.qux(42)", "npm install --save-dev left-pad"],
        [ARTICLES["de"], ARTICLES["en"]],
        [ARTICLES["ru"], ARTICLES["en"][: len(ARTICLES["ru"])]],
        ["😀 😀 😀", "→ ← ↑ ↓"],
    ],
)
def test_undetermined(texts):
    assert language_of(texts) == "und"
    assert settled_language(None, texts) is None


def test_a_passage_in_another_language_does_not_count():
    texts = [
        ARTICLES["en"],
        ARTICLES["en"].replace("library", "school"),
        "Er sagte: „Das ist nicht unser Haus.“",
        "市议会星期二决定",
    ]
    assert language_of(texts) == "en"
    assert language_of([ARTICLES["ja"], "He said: the end of the line, and that is that."]) == "ja"


def test_navigation_does_not_outweigh_prose():
    menu = ["Home", "About us", "Contact", "Terms of use", "Read more of the story", "Follow us on the web"] * 10
    assert language_of([*menu, ARTICLES["fr"], ARTICLES["fr"]]) == "fr"


@given(st.lists(st.sampled_from([*ARTICLES.values(), "Home", "12", "", "Ein Haus"]), max_size=12), st.randoms())
def test_order_does_not_matter(texts, random):
    shuffled = list(texts)
    random.shuffle(shuffled)
    assert language_of(texts) == language_of(shuffled)


@given(st.lists(st.text(max_size=300), max_size=8))
def test_any_text(texts):
    assert language_of(texts)
    settled_language("en", texts)


def test_one_endless_word():
    assert language_of(["a" * 2_000_000]) == "und"
    assert language_of(["é" * 2_000_000]) == "und"


@pytest.mark.parametrize(
    ("value", "tag"),
    [
        ("en", "en"),
        ("EN", "en"),
        ("de_AT", "de-AT"),
        ("en-us", "en-US"),
        ("zh-hans-cn", "zh-Hans-CN"),
        (" pt-BR ", "pt-BR"),
        ("en_US.UTF-8", "en-US"),
        ("ca@valencia", "ca"),
        ("es-419", "es-419"),
        ("sl-rozaj-biske", "sl-rozaj-biske"),
        ("de-DE-u-co-phonebk", "de-DE-u-co-phonebk"),
        ("gsw", "gsw"),
        ("", None),
        ("english", None),
        ("C", None),
        ("en, de", None),
        ("{{ page.lang }}", None),
        ("e2", None),
        ("en-", None),
        ("en-waytoolongsubtag", None),
        ("und", None),
        ("mul", None),
        ("x-klingon", None),
        ("de\nfr", None),
    ],
)
def test_tags(value, tag):
    assert language_tag(value) == tag


@given(st.text(max_size=40))
def test_a_tag_stays_as_it_is_read(value):
    tag = language_tag(value)
    assert tag is None or language_tag(tag) == tag


def test_a_declared_language_holds():
    assert settled_language("en-GB", [ARTICLES["en"]]) == "en-GB"
    assert settled_language("en", ["Ein Haus am See"]) == "en"
    assert settled_language("en", []) == "en"
    assert settled_language("nb", [ARTICLES["no"] * 2]) == "nb"
    assert settled_language("da", [ARTICLES["no"] * 2]) == "da"
    assert settled_language("zh-Hant", [ARTICLES["zh"] * 2]) == "zh-Hant"
    assert settled_language("eo", [ARTICLES["de"] * 2]) == "eo"
    assert settled_language("en", [ARTICLES["en"], ARTICLES["de"]]) == "en"


@pytest.mark.parametrize("language", ["de", "fr", "ru", "ja", "zh", "th", "ar"])
def test_a_text_that_plainly_contradicts_what_it_declares(language):
    assert settled_language("en-US", [ARTICLES[language], ARTICLES[language]]) == language
    assert settled_language(language, [ARTICLES["en"], ARTICLES["en"]]) == "en"
