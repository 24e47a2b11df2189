"""Small words, letters and scripts that tell languages apart; loaded for texts that are not plainly English.

The small words are the commonest ones of news prose. A word that few languages share counts for more than one that
many have.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

WORDS: dict[str, str] = {
    "en": "the of and to in a is that for it on was with as by are at from he his has have this be not they but an"
    " which or their said had who will were been its you we she her more about would there can when one all",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat"
    " dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr"
    " durch wurde seine kann wir ich",
    "fr": "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec ont son"
    " l d qu s n c j cette mais nous été aux leur ou comme elle sa ses même deux fait être vous je était ces après",
    "es": "de la que el en y a los del se las por un para con no una su al lo como más pero sus le ha este sí porque"
    " esta entre cuando muy sin sobre también hasta hay donde quien desde todo nos durante dos son fue es ser año según",
    "pt": "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua"
    " ou ser quando muito há nos já está eu também só pelo pela até isso ela entre era depois sem mesmo aos são disse",
    "it": "di e il la che è per un in una del non sono le della i si con da dei come al lo più nel anche gli ha alla ma"
    " questo questa o dal delle nella l dell se ho ai era su perché cui degli sulla loro stato anni dopo hanno due",
    "nl": "de het een van en in is dat op te zijn met voor niet die aan er om ook als dan maar bij nog uit door over naar"
    " ze hij heeft werd wordt worden was hebben kan deze zo wel zich geen tot meer veel onder ik je we zei",
    "sv": "och i att det som en på är av för med den till inte de ett han om har var jag vi från men så kan när hade"
    " skulle nu där eller efter ska bara också ut blev över alla hon mycket under vid sig upp säger"
    " sade blir något några mer andra själv in ner kommer utan mellan dess enligt år vara",
    "da": "og i at det er en til af på for med den de ikke har der som et om han var jeg vi fra men sig kan så når havde"
    " skulle nu hvor eller efter skal kun også ud blev over alle hun meget under ved op siger være mig hvad blive år"
    " sagde bliver noget nogle mere andre selv ind ned kommer uden mellem efter hvis nye lige siden gør",
    "no": "og i å det er en til av på for med den de ikke har som et om han var jeg vi fra men seg kan så når hadde"
    " skulle nå hvor eller etter skal bare også ut ble over alle hun mye under ved opp sier være meg hva bli at år"
    " sa blir noe noen mer andre selv inn ned kommer uten mellom hvis nye siden gjør dersom ifølge",
    "is": "og í að er á sem til var ekki en við um það hann með af fyrir frá eru hefur hún því þess þegar þá líka eða ég"
    " sagði verið þeir þetta þar",
    "pl": "w i na z do nie się że to jest o jak po co przez od za ale dla tym był jego są już ze oraz który która które"
    " tego także jako tylko przed było jej może pod ich ma być roku czy a przy również gdy",
    "cs": "a se v na je že s z to do o i ve k pro jako za by ale si po jsou od jeho které který která bylo byl podle"
    " být tak nebo až jen už při také ze není před může jejich aby když co má roku kde"
    " nikdo bude budou jestli ještě velmi tento tato dnes mezi během ve řekl",
    "sk": "a sa v na je že s z to do o aj vo k pre ako za by ale si po sú od jeho ktoré ktorý ktorá bolo bol podľa"
    " byť tak alebo až len už pri tiež zo nie pred môže ich aby keď čo má roku kde"
    " roka nikto bude budú ak ešte veľmi tento táto dnes medzi počas vo povedal",
    "sl": "in je v na se da za so z s ki pa ne po bi tudi kot ali še ko od sta bil bila bilo pri do iz če že lahko ni"
    " smo bo bodo med kar samo ta",
    "hr": "i u je na se da za su od s kao koji koja koje ne iz o bi to će što ili ali nije po do bio bila biti već samo"
    " te nakon kada sve pred prema još",
    "ro": "de și în a la cu pe nu din că o un să mai care este pentru au sunt fost prin lor lui sau dar după ca ce al ale"
    " cel cea fi am era îi își fără între",
    "hu": "a az és hogy nem is egy van ez meg volt azt el csak de már még mint ha kell ki le után által lehet nagyon"
    " vagy ezt mert amely szerint között lesz között sem",
    "fi": "ja on ei että se oli hän mutta ovat joka kuin myös tai ole niin mukaan kun jos sen hänen olla ollut vain"
    " sekä jo jotka vuonna siitä ennen sitten nyt mitä mukana kanssa",
    "et": "ja on ei et see oli ta aga kui ka või mis ning ole siis seda oma kes pärast nii veel juba sest olid tema"
    " selle aasta välja üle",
    "lt": "ir yra kad į su iš tai bet buvo kaip ne jis už po ar apie dėl nuo jo taip iki gali tik kuris jau bus prie"
    " metų per",
    "lv": "un ir ka uz no ar bet par kā pie bija tas ne vai tikai viņš arī lai gada tiek ko jau pēc savu kas būs līdz",
    "tr": "bir ve bu da de için ile çok daha olarak olan gibi kadar ne en var mi ama o sonra ise her değil ya dedi ki"
    " olduğunu ancak göre yeni oldu mı etti şey onun tarafından",
    "ca": "de la i a el que en els un una per les del és amb no al es dels va ha més als seu l d seva però com són aquest"
    " aquesta també o hi ser han fer entre després sobre",
    "gl": "de a e o que do da en un unha os no non as se por na ao para con dos das é foi máis como nos seu súa á tamén"
    " pola polo ou pero dun dunha esta este ser ata moi xa",
    "af": "die van en in is het nie dat te op sy met vir om hy aan was wat as ook by sal hulle na deur maar ek uit kan"
    " word moet tot nog ons 'n se",
    "id": "yang dan di dengan ini itu untuk dari dalam tidak pada akan ke juga ada oleh adalah mereka bisa karena sudah"
    " telah kata saya para lebih atau sebagai tersebut kami dia saat",
    "vi": "và của là có được cho các một không trong những người đã với này để khi năm đến tại về ra như ở sẽ nhiều từ"
    " cũng vào trên sau",
    "sw": "ya na wa kwa ni katika la za kuwa cha hiyo huo kama hii lakini pia baada yake alisema watu ili hilo hata hivyo"
    " wakati yao sana",
    "tl": "ang ng sa na mga ay at si ni para hindi ito siya nang kay sila may kung mula ayon bilang niya pa din lang",
    "la": "et in est non ut ad cum sed qui quod ex ac ab aut sit amet dolor eius vel enim quae ipsum sunt nec atque"
    " dolore ea nisi quis pro",
    "ru": "и в не на что с по а это как он к из у за от то его для но о был было были также или при до если так мы году"
    " только она они быть их уже который после чтобы все"
    " во со будет года этот этого сказал может более всех нет даже если раз ещё",
    "uk": "і в не на що з у та до як за це для від про він а але які який був було були також або при його якщо ми році"
    " тільки вона вони бути їх вже після щоб й із є"
    " року буде будуть цього цей сказав може більше всіх немає навіть щодо ще від",
    "be": "і ў не на што з у да як за гэта для ад па пра ён але які якія быў было былі таксама або яго калі мы годзе"
    " толькі яна яны іх ужо пасля каб",
    "bg": "и на в за да се от с не че е като са по това но до които при който след ще или има към само бе беше според му"
    " които той във също",
    "sr": "и у је на се да за су од са као који која које не из о би то ће што или али није по до био била бити већ само"
    " након када све према још",
    "mk": "и на во за да се од со не дека е како ќе ги беше по ова што тоа но до кои при кој или има само според тој сите",
    "ar": "في من على أن إلى التي عن مع هذا الذي هذه ما لا كان بين كما بعد قال وقال قد لم أو ذلك إن كل حيث خلال ولا كانت"
    " و هو هي غير منذ",
    "fa": "و در به از که این را با است برای آن یک بود می خود تا بر هم شد شده ها های کرد اما نیز او پس باید گفت",
    "ur": "کے میں کی ہے اور سے کا کو اس نے پر ہیں کہ یہ نہیں بھی کر تھا ایک تو جو گیا کیا ہو کہا بعد لیے تھے",
    "hi": "के में की है और से का को ने पर कि हैं यह नहीं भी कर था एक तो जो गया किया हो कहा बाद लिए थे इस उस ही अपने वह रहे",
    "mr": "आहे आणि या व हे ते तर होते आहेत नाही म्हणून की हा ही होती करून त्या मात्र झाला झाली केला केली",
    "ne": "छ र को मा ले यो छन् हो पनि गर्न भएको गरेको लागि तर थियो उनले एक भने यस गरेका",
}
"""Words by language code."""

LETTERS: dict[str, str] = {
    "de": "äöüß",
    "fr": "éèêàçœùîôû",
    "es": "ñáéíóú¿¡",
    "pt": "ãõçáéêâóí",
    "it": "àèéìòù",
    "sv": "åäö",
    "da": "æøå",
    "no": "æøå",
    "is": "ðþæáíóúöé",
    "pl": "łąężśćńóź",
    "cs": "ěřůžščýáíé",
    "sk": "ľĺŕôäžščýáíé",
    "sl": "čšž",
    "hr": "čćđšž",
    "ro": "ășțâîşţ",
    "hu": "őűáéíóöúü",
    "fi": "äö",
    "et": "õäöü",
    "lt": "ėįųūčšžąę",
    "lv": "āēīūņļķģčšž",
    "tr": "ışğçöü",
    "ca": "àçèéíòóú·",
    "gl": "ñáéíóú",
    "vi": "ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđơưă",
    "ru": "ыэёъщ",
    "uk": "іїєґ",
    "be": "ўіыё",
    "bg": "ъщ",
    "sr": "јљњђћџ",
    "mk": "јљњѓќѕџ",
    "ar": "ةىأإؤئ",
    "fa": "پچژگیک",
    "ur": "ٹڈڑےںہھ",
}
"""Letters that a language writes and most of its neighbours do not."""

SCRIPTS: tuple[tuple[str, str, str], ...] = (
    ("\u0370", "\u03ff", "el"),
    ("\u0400", "\u052f", "cyrillic"),
    ("\u0531", "\u058f", "hy"),
    ("\u0591", "\u05f4", "he"),
    ("\u0600", "\u06ff", "arabic"),
    ("\u0900", "\u097f", "devanagari"),
    ("\u0980", "\u09ff", "bn"),
    ("\u0a00", "\u0a7f", "pa"),
    ("\u0a80", "\u0aff", "gu"),
    ("\u0b80", "\u0bff", "ta"),
    ("\u0c00", "\u0c7f", "te"),
    ("\u0c80", "\u0cff", "kn"),
    ("\u0d00", "\u0d7f", "ml"),
    ("\u0d80", "\u0dff", "si"),
    ("\u0e00", "\u0e7f", "th"),
    ("\u0e80", "\u0eff", "lo"),
    ("\u1000", "\u109f", "my"),
    ("\u10a0", "\u10ff", "ka"),
    ("\u1780", "\u17ff", "km"),
    ("\u1e00", "\u1eff", "latin"),
    ("\u1f00", "\u1fff", "el"),
    ("\u3041", "\u30ff", "kana"),
    ("\u3400", "\u9fff", "han"),
    ("\uac00", "\ud7a3", "ko"),
)
"""First and last letter of each script, in order, and its language where it is the script of one."""

RELATIVES: tuple[frozenset[str], ...] = (
    frozenset({"no", "nb", "nn", "da"}),
    frozenset({"zh", "yue", "cmn", "wuu"}),
    frozenset({"he", "iw", "yi"}),
    frozenset({"id", "in", "ms"}),
    frozenset({"tl", "fil"}),
    frozenset({"hr", "bs", "sh", "sr", "sl"}),
    frozenset({"cs", "sk"}),
    frozenset({"pt", "gl", "es", "ca"}),
    frozenset({"ru", "uk", "be", "bg", "mk", "sr"}),
    frozenset({"hi", "mr", "ne"}),
    frozenset({"nl", "af"}),
)
"""Languages so near to each other that a vote for one of them never contradicts another."""

_FIRST_MARK = 0x100
_WORD_POINTS = (6, 3, 2)
_LETTER_POINTS = (3, 2, 1)


def language_of_mark(mark: str) -> str:
    """The language whose mark in `points` this is."""
    return list(WORDS)[ord(mark) - _FIRST_MARK]


@cache
def points() -> tuple[dict[str, str], dict[str, str], str]:
    """What each small word says, what each letter says, and the marks of all languages.

    The points of a word are a string that holds the mark of each of its languages as often as the word has points for
    it, so that joining the strings of a text and counting marks adds up all points.
    """
    marks = {language: chr(_FIRST_MARK + number) for number, language in enumerate(WORDS)}
    words = {language: set(text.split()) for language, text in WORDS.items()}
    return _points(words, marks, _WORD_POINTS), _points(LETTERS, marks, _LETTER_POINTS), "".join(marks.values())


def _points(lists: Mapping[str, Iterable[str]], marks: Mapping[str, str], scale: Sequence[int]) -> dict[str, str]:
    holders: dict[str, str] = {}
    for language, entries in lists.items():
        for entry in entries:
            holders[entry] = holders.get(entry, "") + marks[language]
    return {entry: held * (scale[len(held) - 1] if len(held) <= len(scale) else 1) for entry, held in holders.items()}
