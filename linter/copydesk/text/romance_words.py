"""Words that tell who said something, French and Spanish; loaded only for articles in these languages.

Verbs are kept as stems and inflected here. Forms that are nouns more often (`la note`, `la cuenta`) are left out.
"""

from __future__ import annotations

_FRENCH_ER = """
affirm ajout argu argument assur avou annonc clam comment confi confirm confess critiqu constat déclar dénonc déplor détaill
estim évoqu exclam expliqu expos félicit formul gliss hurl indiqu indign insist interrog ironis jur lanc martel martèl
murmur nuanc observ parl pens plaid plaisant précis proclam racont rappel raill regrett relat remarqu répliqu résum
révèl révél réclam sign soulign souffl suggér suggèr témoign tweet twitt tempêt vitupér analys préconis considèr considér
cri écri s'écri rétorqu pest soupir propos commenc grinc alarm
assèn partag lâch enchaîn embray tranch badin rigol relativis temporis
"""
_FRENCH = """
dit dits dite disait disaient disent disant dire dira déclarait écrit écrivait écrivent écrivit répond répondu répondait
répondent répondre répondit poursuit poursuivi poursuivait poursuivent conclut conclu conclus concluait soutient soutenu
soutenait prétend prétendu promet promis admet admis admettait reconnaît reconnait reconnu prévient prévenu avertit averti
réagit réagi réjouit réjoui enthousiasme soupire renchérit renchéri lit lisait lu titre titrait intitulé peut-on
raconte-t-elle demandait demandé noté jugé juge-t-il notait cité citant citent ajoutant précisant expliquant affirmant
assurant déclarant estimant rappelant soulignant indiquant s'inquiète inquiète inquiétait inquiété résumant appelle appelait
qualifie qualifié qualifiait surnomme
"""
_FRENCH_PHRASES = "selon|d'après|d’après|aux dires de|dans les mots de|aux yeux de|de l'avis de|pour reprendre les mots"

_SPANISH_AR = """
afirm aclar acus admir agreg alert anunci apunt apostill argument asegur asever calific coment compar confes confirm
contest critic declar denunci destac detall dud exclam explic expres gritar grit inform indic insinu insist lament llam
manifest matiz mencion murmur narr opin pronostic preguntab proclam puntualiz plante precis public rat recalc rechaz
recomend reclam reflexion reiter relat remarc replic resalt reproch resum revel señal subray sentenci sospech
susurr tuite ufan valor vaticin zanj añor celebr consider critic ironiz bromeab brome espet
"""
_SPANISH = """
dijo dice dijeron dicen dicho decía decían decir diciendo añadió añade añaden añadido añadieron añadía sostuvo sostiene
sostienen sostenía respondió responde respondieron respondía repuso replicó admitió admite admiten admitido reconoció reconoce
reconocen reconocido advirtió advierte advierten advertido recordó recuerda recuerdan recordaba contó cuentan contaba contado
escribió escribe escriben escrito escribía concluyó concluye concluyen concluido prosiguió prosigue continuó expuso expone
exponen propuso pidió pide piden exigió exige exigen prometió promete repitió repite mantiene mantuvo refirió leyó
citó citando preguntó preguntaron cree creen creía piensa pensó defendió defiende defienden incidió incide arguyó
aseguró reza rezaba titulaba titula describió describe definió define rememora rememoró dicha
"""
_SPANISH_PHRASES = "según|de acuerdo con|de acuerdo a|en palabras de|a juicio de|en opinión de|en sus palabras"


def _french() -> frozenset[str]:
    forms = set(_FRENCH.split())
    for stem in _FRENCH_ER.split():
        soft = f"{stem}e" if stem.endswith("g") else f"{stem[:-1]}ç" if stem.endswith("c") else stem
        forms.update(f"{stem}{ending}" for ending in ("e", "ent", "é", "èrent", "er", "era"))
        forms.update(f"{soft}{ending}" for ending in ("ait", "aient", "a", "ant"))
    return frozenset(forms)


def _spanish() -> frozenset[str]:
    forms = set(_SPANISH.split())
    for stem in _SPANISH_AR.split():
        forms.update(f"{stem}{ending}" for ending in ("a", "an", "ó", "aron", "ado", "aba", "aban", "ando", "ar"))
    return frozenset(forms)


VERBS = {"fr": _french(), "es": _spanish()}
"""Forms of verbs of saying by language."""

PHRASES = {"fr": tuple(_FRENCH_PHRASES.split("|")), "es": tuple(_SPANISH_PHRASES.split("|"))}
"""Lower-case turns of phrase that name a source."""
