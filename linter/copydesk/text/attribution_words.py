"""Words that tell who said something, English and German; load this only where a quotation needs it.

Verbs are kept as base forms and inflected here, so that a verb is added in one place. `NOMINAL` verbs share their
base form and their `-s` form with a noun (`the claims`), `LOOSE` ones mostly mean something else (`added 200 jobs`):
these forms count only beside something that can be a subject.
"""

from __future__ import annotations

_PLAIN = """
acknowledge add* admit+ advise affirm agonize agree* allege analogize announce apologize argue articulate ask assert
assure aver+ avow babble banter bellow bemoan berate blurt bluster brag+ caution chide chime* clarify commiserate
complain concede conclude* concur+ confess confide confirm conjecture console contend continue* correct* counter*
crow declaim declare decry deny deplore describe* detail* disclose divulge drawl elaborate emphasise emphasize enthuse
enumerate enunciate exclaim exhort explain expound extol+ fume gloat grumble gush harangue hypothesize implore imply
inform inquire insinuate insist instruct interject interrupt intone inveigh jeer jest lament marvel muse mutter
narrate object* observe* opine philosophize ponder* posit postulate preach* predict proclaim profess prophesy
pontificate quip+ rail* reaffirm reason* reassure recall recite recommend* recount reflect* refute reiterate rejoin
remember* remind reminisce remonstrate repeat* reply reprimand respond retell* retort reveal* rhapsodize sermonize
simper snap+* sneer snicker speculate spill* sputter squeal stammer stipulate stress* stutter summarise summarize
surmise swear* testify theorise theorize thunder underscore urge utter verify vociferate volunteer* wail warble warn
wheeze whine wisecrack wonder* write*
"""
_NOMINAL = """
answer bark boast caveat challenge* charge* chant charm* cheer cite claim command comment complement* counsel cry
demand feature* gasp gripe groan growl grunt guess* hint howl joke lecture* mention moan murmur note pledge plead*
post* praise predict promise protest query question quote rant reason* remark report* request respond retort roar scoff
scream shout shriek sigh snarl sob+ speech* state* stress* taunt tease threaten* tweet vow whisper yell
"""
_STRONG_FORMS = """
says said saying tells told telling wrote writes writing asks spoke speaks speaking speak retweeted retweets shouts
cried cries replied replies denies denied implied implies testified testifies clarified clarifies swore sworn
chimed recalling recounts paraphrased paraphrasing texted emailed e-mailed messaged blogged facebooked instagrammed
quoth saith sayeth quoting quipping insisting
"""
_LOOSE_FORMS = """
say tell write ask went goes going thought thinks thinking believes believed believe felt feels suggests suggested
suggesting suggest offered offers called calls calling call read reads reading found finds put puts putting laughed
laughs chuckled chuckles smiled grinned shrugged nodded joked began begins signed shared sings sang sung penned talked
talks pointed points described describes described indicated indicates hoped hopes feared fears asserted stressed
spelled tells lists listed posed poses concluded opened closed ended repeated urged reads argued-for argues likened
compared compares criticized criticised blasted slammed ripped mocked lambasted decried denounced condemned praised
hailed lauded thanked congratulated greeted introduced explained vented raged fumed lashed hit fired shot fires
dubbed labeled labelled branded characterized characterised summed dismissed rejected accused accuses cautioned
contended expressed expresses expressing voiced echoed addressed stated-that testifying signaled signalled
proposed noted-that decided learned heard recorded translates translated sums captioned inscribed stipulates states
state posts post post-ed blogs tweets texts emails messages comments remarks claims demands answers questions
"""
_GERMAN = """
sagte sagt sagten sagen gesagt erklärte erklärt erklärten erklären meinte meint meinten meinen gemeint betonte betont
betonten betonen äußerte äußert äußerten äußern geäußert berichtete berichtet berichteten berichten schrieb schreibt
schrieben schreiben geschrieben fragte fragt fragten gefragt antwortete antwortet antworteten geantwortet erwiderte
erwidert erwiderten entgegnete entgegnet entgegneten rief riefen gerufen forderte fordert forderten fordern gefordert
kritisierte kritisiert kritisierten kritisieren warnte warnt warnten gewarnt kommentierte kommentiert kommentierten
ergänzte ergänzt ergänzten hinzu bezeichnete bezeichnet bezeichneten behauptete behauptet behaupteten bestätigte
bestätigt bestätigten versicherte versichert versicherten begründete begründet begründeten zitierte zitiert zitierten
sprach spricht sprachen gesprochen lautet lautete lauteten hieß heißt erläuterte erläutert erläuterten verkündete
verkündet kündigte ankündigte angekündigt teilte teilten mitteilte mitgeteilt mitteilten bekräftigte bekräftigt
bemerkte bemerkt bemerkten bedauerte bedauert lobte lobt beklagte beklagt beschrieb beschreibt erzählte erzählt
erzählten urteilte urteilt appellierte appelliert verlautete verlautbarte unterstrich unterstreicht stellte wörtlich
konstatierte konstatiert prophezeite prognostizierte spekulierte scherzte spottete schimpfte schwärmte gestand gestand
räumte einräumte eingeräumt gab zugab zugegeben wandte resümierte resümiert folgerte mahnte mahnt mahnten drohte droht
twitterte postete formulierte formuliert nannte nennt nannten genannt zufolge laut worten aussage angaben
"""
_SUBJECTS = """
he she it they we you i who which that one somebody someone everybody everyone nobody has had have having been be is
was were are will would could can may might must should shall did does do also then later once again even still just
simply first often never always sometimes further soon only reportedly and but to
spokesman spokeswoman spokesperson spokesmen official officials officer officers analyst analysts aide aides adviser
advisers advisor advisors expert experts critic critics reporter reporters journalist journalists lawyer lawyers
attorney attorneys judge prosecutor prosecutors police president minister mayor governor senator congressman
congresswoman lawmaker lawmakers leader leaders director chairman chairwoman chair chief secretary professor author
authors writer editor editors candidate candidates campaign company government agency ministry department committee
commission court study report statement letter email e-mail message memo tweet post posting headline caption sign
banner placard sticker poster article editorial column document documents article ad poll source sources witness
witnesses man woman men women mother father son daughter brother sister wife husband friend friends resident residents
voter voters student students teacher doctor researcher researchers scientist scientists founder owner manager
executive coach player actor actress singer reader readers user users blogger diplomat diplomats general sergeant
colonel captain commander soldier veteran priest bishop pope king queen prince ambassador envoy boss colleague
neighbor neighbour neighbors neighbours team group people person
"""
_NO_SUBJECTS = """
the a an this these those his her its their our my your no some any all in on at of for from with by as after before
during since under over into if when while although though because what where why how not yet now today yesterday
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
october november december mr mrs ms dr united
"""
_SPEECH_NOUNS = """
account address ad announcement answer appeal argument assertion assessment biography blog book briefing broadcast
bulletin caption claim column comment comments communique complaint confession conversation correspondence creed
criticism declaration description diary editorial email e-mail emails essay explanation foreword headline interview
judgment lecture letter letters line lyrics manifesto maxim memo memoir memorandum message messages mantra motto note
notes op-ed opinion order oath petition phrase placard plea poem post posts prayer press proclamation prompt proverb
quote quotation quotations quotes question reaction rebuttal recording remark remarks reply report reprimand
resolution response review ruling saying scripture sentence sermon sign slogan song speech statement statements sticker
summary sermons tagline talk testimony text texts theory thesis tweet tweets verdict verse video view voicemail words
warning
"""
_PHRASES = """
according to|put it|puts it|pointed out|points out|pointing out|went on|goes on|quoted|in the words of|in his words|
in her words|in their words|words of|as told|as quoted|cited|citing|chimed in|weighed in|spoke out|read aloud|
summed up|sums up|in a statement|in an interview|in a tweet|in a post|in an email|in an e-mail|in a letter|
in a speech|was like|nach angaben|so der|so die|mit den worten
"""
_ABBREVIATIONS = """
mr mrs ms dr sen sens rep reps gov govs gen lt col sgt maj capt cmdr adm rev hon prof st jr sr del pres supt dist atty
asst assn bros vs no nos jan feb mar apr jun jul aug sept sep oct nov dec inc corp co ltd cos mt ft ave blvd rd etc al
ed eds fig approx est dept univ calif wash mass conn fla ariz colo ill ind kan ky la md mich minn miss mo mont neb nev
okla ore pa tenn tex va vt wis wyo ala ark ga del wyo hr bzw z ca usw evtl ggf inkl sog vgl nr abs art std dipl ing
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


def _verbs() -> tuple[frozenset[str], frozenset[str]]:
    strong = set(_STRONG_FORMS.split())
    loose = set(_LOOSE_FORMS.split())
    for word in _PLAIN.split():
        base = word.rstrip("+*")
        (loose if "*" in word else strong).update((base, *_inflected(base, doubling="+" in word)))
    for word in _NOMINAL.split():
        base = word.rstrip("+*")
        third, past, participle = _inflected(base, doubling="+" in word)
        loose.update((base, third))
        (loose if "*" in word else strong).update((past, participle))
    strong.update(_GERMAN.split())
    return frozenset(strong - loose), frozenset(loose)


STRONG, LOOSE = _verbs()
"""Forms that mean saying wherever they stand, and forms that do so beside a subject."""

SUBJECTS = frozenset(_SUBJECTS.split())
"""Lower-case words after which a loose form is a verb of saying."""

NO_SUBJECTS = frozenset(_NO_SUBJECTS.split())
"""Lower-case forms of capitalised words after which a loose form is no verb of saying."""

SPEECH_NOUNS = frozenset(_SPEECH_NOUNS.split())
"""What people say or write: `statement`, `tweet`."""

PHRASES = tuple(" ".join(phrase.split()) for phrase in _PHRASES.split("|"))
"""Lower-case turns of phrase that name a source."""

ABBREVIATIONS = frozenset(_ABBREVIATIONS.split())
"""Lower-case words whose full stop ends no sentence."""
