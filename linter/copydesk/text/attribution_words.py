"""Words that tell who said something, English and German; load this only where a quotation needs it.

English verbs are kept as base forms and inflected here, so that a verb is added in one place. A form is strong where
it means saying almost wherever it stands (`said`), loose where it means it beside a subject only (`she called`, but
`so-called`), and a noun's twin where even a name before it does not make it a verb (`the Smith report`).
"""

from __future__ import annotations

_STRONG = """
acknowledge admit+ allege announce apologize apologise argue assert aver+ babble bellow bemoan bluster boast brag+
chide claim clarify commiserate complain concede concur+ confess confide contend declaim declare decry deny deplore
disclose divulge drawl elaborate emphasise emphasize enthuse enunciate exclaim exhort explain explicate expound fume
gripe grouse grumble gush harangue hypothesize implore inquire enquire insinuate insist interject intone inveigh jest
joke lament moan murmur muse mutter opine philosophize pontificate posit postulate proclaim profess prophesy quip+
rant reaffirm reassure recount reiterate rejoin remark remonstrate reply retort rhapsodize sermonize snarl speculate
splutter sputter squeal stammer stipulate stutter suggest surmise theorise theorize thunder tweet utter verbalize
vociferate vow wail warn whine whisper wisecrack
"""
_LOOSE = """
accuse add advise affirm agree agonize answer ask assure attest bark banter bawl beg+ believe berate blast blog+ blurt
call caution challenge chant charge chime chuckle comment compare complement conclude condemn confirm continue counsel
counter criticise criticize cry declare demand denounce deride describe deadpan+ detail dictate dismiss echo estimate
expect fear find gasp gloat groan growl grunt guess hail hint hope howl imply indicate inform instruct interrupt jeer
lambast lambaste laud laugh lash lecture liken mention mock mourn narrate note object observe offer order paraphrase
phrase plead pledge point pose post praise pray preach predict press proffer promise propose protest query question
quote rage rail rap+ rave reason rebut+ recall recite recommend reflect refute reject relate remember remind reminisce
repeat report reprimand request respond reveal ridicule roar sob+ scoff scold scream shout shriek sigh signal sneer
snap+ sniff snicker stress slam+ smile sum+ summarise summarize swear taunt tease text thank threaten
underline underscore urge verify voice volunteer warble wonder yell yelp
"""
_NOUNS = """
account advice answer appeal argument ask assertion boast call cause challenge charge cheer claim comment complaint
complement counsel cry demand detail dismissal echo estimate fear find guess hint hope howl joke lament laugh lecture
mention note object offer order phrase plea pledge point pose post praise press promise protest query question quote
rage rant rap reason recall remark reply report request respond retort roar say scream shout sigh signal smile speech
state stress sum tease text thank thought tweet voice vow whisper yell read blog email
"""
_IRREGULAR = """
say says said saying tell tells told telling write writes wrote writing ask asks asked recalled
replied replies denied denies testify testifies testified testifying texted emailed e-mailed messaged retweeted
retweets quoth saith chimed concluded explained noting noted quoting asking attributed
"""
_LOOSE_IRREGULAR = """
speak speaks spoke think thinks thought feel feels felt read reads reading say write written sing sings sang swears
swore sworn state states stated stating begins puts talk talks talked foresee foresees foresaw go goes
"""
_GERMAN = """
sagte sagt sagten sagen gesagt erklärte erklärt erklärten erklären meinte meint meinten meinen gemeint betonte betont
betonten betonen äußerte äußert äußerten äußern geäußert berichtete berichtet berichteten berichten schrieb schreibt
schrieben schreiben geschrieben fragte fragt fragten gefragt antwortete antwortet antworteten geantwortet erwiderte
erwidert erwiderten entgegnete entgegnet entgegneten rief riefen gerufen forderte fordert forderten fordern gefordert
kritisierte kritisiert kritisierten kritisieren verurteilte verurteilt verurteilten warnte warnt warnten gewarnt mahnte
mahnt mahnten kommentierte kommentiert kommentierten ergänzte ergänzt ergänzten hinzu bezeichnete bezeichnet
bezeichneten behauptete behauptet behaupteten bestätigte bestätigt bestätigten versicherte versichert versicherten
begründete begründet begründeten zitierte zitiert zitierten sprach spricht sprachen gesprochen lautet lautete lauteten
hieß heißt erläuterte erläutert erläuterten verkündete verkündet ankündigte angekündigt kündigte mitteilte mitgeteilt
mitteilten teilte teilten bekräftigte bekräftigt bemerkte bemerkt bedauerte bedauert lobte lobt beklagte beklagt
beschrieb beschreibt erzählte erzählt erzählten urteilte urteilt appellierte appelliert verlautete verlautbarte
unterstrich unterstreicht wörtlich konstatierte konstatiert prophezeite prognostizierte spekulierte scherzte spottete
schimpfte schwärmte gestand einräumte einräumen eingeräumt räumte zugab zugegeben resümierte resümiert folgerte drohte
droht twitterte postete formulierte formuliert nannte nennt nannten genannt zufolge laut worten aussage angaben
zugeschrieben zugeschriebene zugeschriebenen wiederholte beteuerte beteuert unterstellte vermutete vermutet fand
"""
_SUBJECTS = """
he she it they we you i who one somebody someone everybody everyone nobody
has had have having would will could can may might must should shall did does do also then later once again even still
just simply first often never always sometimes further soon only reportedly
spokesman spokeswoman spokesperson spokesmen official officials officer officers analyst analysts aide aides adviser
advisers advisor advisors expert experts critic critics reporter reporters journalist journalists lawyer lawyers
attorney attorneys judge prosecutor prosecutors police president minister mayor governor senator congressman
congresswoman lawmaker lawmakers leader leaders director chairman chairwoman chief secretary professor author authors
writer editor editors candidate candidates company government agency ministry department committee commission court
study report statement letter email e-mail message memo tweet posting headline caption sign banner placard sticker
poster article editorial column document documents poll source sources witness witnesses man woman men women mother
father son daughter brother sister wife husband friend friends resident residents voter voters student students teacher
doctor researcher researchers scientist scientists founder owner manager executive coach player actor actress singer
reader readers user users blogger diplomat diplomats general sergeant colonel captain commander soldier veteran priest
bishop pope king queen prince ambassador envoy boss colleague colleagues neighbor neighbour neighbors neighbours
"""
_NO_SUBJECTS = """
the a an this these those his her its their our my your no some any all in on at of for from with by as after before
during since under over into if when while although though because what where why how not yet now today yesterday
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
october november december mr mrs ms dr united and but or so both many most several few two three to western eastern
northern southern
"""
_REFERRING = """
that this those these so such with das dies diese dieser dieses so mit solche damit
"""
_SPEECH_NOUNS = """
words word quote quotation statement remark remarks comment comments sentence message response reply answer verdict
motto slogan opinion view warning promise advice line lines question headline tweet post verse prayer phrase
aussage worte worten satz spruch motto zitat weisheit frage antwort meinung urteil fazit botschaft appell forderung
"""
_PHRASES = """
according to|put it|puts it|went on|in the words of|in his words|in her words|in their words|had this to say|summed up
|summed it up|quote by|quote from|fired back|shot back|hit back|nach angaben
"""
_ABBREVIATIONS = """
mr mrs ms dr sen sens rep reps gov govs gen lt col sgt maj capt cmdr adm rev hon prof st jr sr del pres supt dist atty
asst assn bros vs no nos jan feb mar apr jun jul aug sept sep oct nov dec inc corp co ltd cos mt ft ave blvd rd etc al
ed eds fig approx est dept univ calif wash mass conn fla ariz colo ill ind kan ky la md mich minn miss mo mont neb nev
okla ore pa tenn tex va vt wis wyo ala ark ga hr bzw z ca usw evtl ggf inkl sog vgl nr abs art std dipl ing
"""
_VOWELS = "aeiou"


def _inflected(base: str, *, doubling: bool) -> tuple[str, str, str]:
    """Third person, past and present participle of a regular English verb."""
    if base[-1] == "y" and base[-2] not in _VOWELS:
        return base[:-1] + "ies", base[:-1] + "ied", base + "ing"
    if base[-1] == "e":
        return base + "s", base + "d", base[:-1] + "ing"
    stem = base + base[-1] if doubling else base
    return base + ("es" if base.endswith(("s", "sh", "ch", "x", "z")) else "s"), stem + "ed", stem + "ing"


def _forms(bases: str) -> set[str]:
    """All forms of regular verbs; a `+` behind a base doubles its last letter (`beg+`: begged)."""
    forms: set[str] = set()
    for word in bases.split():
        base = word.rstrip("+")
        forms.update((base, *_inflected(base, doubling="+" in word)))
    return forms


def _lexicon() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    nouns = set(_NOUNS.split())
    strong, loose = _forms(_STRONG), _forms(_LOOSE)
    twins = strong & (nouns | {noun + "s" for noun in nouns})
    loose |= twins | set(_LOOSE_IRREGULAR.split())
    strong = (strong - loose) | set(_IRREGULAR.split()) | set(_GERMAN.split())
    return frozenset(strong), frozenset(loose - strong), frozenset(nouns)


STRONG, LOOSE, NOUNS = _lexicon()
"""Forms that mean saying wherever they stand, forms that do so beside a subject, and base forms that are nouns too."""

SUBJECTS = frozenset(_SUBJECTS.split())
"""Lower-case words after which a loose form is a verb of saying."""

NO_SUBJECTS = frozenset(_NO_SUBJECTS.split())
"""Lower-case forms of capitalised words after which a loose form is none."""

REFERRING = frozenset(_REFERRING.split())
"""First words of a sentence that speaks of the quotation before it."""

SPEECH_NOUNS = frozenset(_SPEECH_NOUNS.split())
"""What such a sentence may call the quotation."""

PHRASES = tuple(" ".join(phrase.split()) for phrase in _PHRASES.split("|"))
"""Lower-case turns of phrase that name a source."""

ABBREVIATIONS = frozenset(_ABBREVIATIONS.split())
"""Lower-case words whose full stop ends no sentence."""
