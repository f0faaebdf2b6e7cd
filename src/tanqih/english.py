"""English word lists and word forms that rules share.

Closed classes are sets of lower-case words. Questions about inflection go to `lemminflect` (its tables, imported on first use).
"""

from __future__ import annotations

import re
from functools import lru_cache

from tanqih import word_forms

DETERMINERS = frozenset("the a an this that these those my your his her its our their each every some any no another".split())
PREPOSITIONS = frozenset(
    "about above across after against along amid among around as at before behind below beneath beside besides between beyond by "
    "concerning despite during except for from in inside into near of off on onto out outside over past regarding since through "
    "throughout till to toward towards under underneath until unto up upon via with within without".split()
)
COORDINATORS = frozenset("and or but nor yet so".split())
SUBORDINATORS = frozenset(
    "after although as because before if once since that though till unless until when whenever where whereas wherever whether "
    "while which who whom whose".split()
)
SUBJECT_PRONOUNS = frozenset("i you he she it we they who there".split())
PRONOUNS = SUBJECT_PRONOUNS | frozenset("me him her us them this that these those one someone everyone nobody".split())
BE = frozenset("am is are was were be been being".split())
FINITE_AUXILIARIES = frozenset(
    "am is are was were has have had do does did can could will would shall should may might must "
    "isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't can't couldn't won't wouldn't shouldn't mustn't "
    "cannot".split()
)
FUNCTION_WORDS = (
    DETERMINERS | PREPOSITIONS | COORDINATORS | SUBORDINATORS | PRONOUNS | FINITE_AUXILIARIES | frozenset("not".split())
)
NEGATIONS = frozenset("no not never neither nor none nobody nothing nowhere without cannot hardly scarcely barely".split())
SAYING_PAST = frozenset(
    "said told added asked replied announced declared stated explained insisted warned wrote noted claimed stressed confirmed "
    "affirmed revealed reported recalled argued promised pledged denied admitted acknowledged vowed urged tweeted commented "
    "concluded continued remarked shouted chanted testified reiterated emphasised emphasized indicated considered".split()
)
SAYING = SAYING_PAST | frozenset(
    "says tells adds asks replies say insists warns writes notes claims stresses argues reports".split()
)
WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
MONTHS = frozenset("january february march april may june july august september october november december".split())
NEVER_FINAL_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen lt col maj capt sgt brig adm cmdr rev hon sen rep gov pres st sr fr eng sheikh messrs vs no nos vol "
    "art fig jan feb mar apr jun jul aug sep sept oct nov dec approx ca cf dept est "
    "sens reps govs gens profs drs sq".split()
)
SOMETIMES_FINAL_ABBREVIATIONS = frozenset(
    "u.s u.n u.k e.u u.a.e u.s.a d.c a.m p.m i.e e.g etc inc ltd co corp jr bros a.d b.c ph.d m.d al".split()
)


_VERB_TAGS = ("VB", "VBD", "VBG", "VBN", "VBP", "VBZ")
_TAGS_OF = {"VERB": _VERB_TAGS, "AUX": _VERB_TAGS, "NOUN": ("NN", "NNS")}


@lru_cache(maxsize=16384)
def tags(word: str) -> frozenset[str]:
    """Penn tags that a lower-case word can have as an inflected form: VB VBD VBG VBN VBZ VBP NN NNS JJ …

    Empty for a word that is not in the tables of lemminflect.
    """
    found: set[str] = set()
    for upos, lemmas in word_forms.lemmas(word).items():
        if upos in ("ADJ", "ADV", "PROPN"):
            found.add({"ADJ": "JJ", "ADV": "RB", "PROPN": "NNP"}[upos])
        for lemma in lemmas if upos in _TAGS_OF else ():
            forms = word_forms.inflections(lemma)
            found.update(tag for tag in _TAGS_OF[upos] if word in forms.get(tag, ()))
    return frozenset(found)


def can_be_finite_verb(word: str) -> bool:
    """True when a lower-case word can be a finite verb: an auxiliary, a past form, a present form with or without -s."""
    return word in FINITE_AUXILIARIES or bool(tags(word) & {"VBD", "VBZ", "VBP", "VB"})


def can_be_verb_only(word: str) -> bool:
    """True for a finite form that is not also a noun or an adjective ("said", "arrived"), or for a finite auxiliary."""
    return word in FINITE_AUXILIARIES or (bool(tags(word) & {"VBD", "VBZ"}) and not tags(word) & {"NN", "NNS", "JJ"})


@lru_cache(maxsize=4096)
def plural(noun: str) -> str:
    """Plural of a lower-case singular noun; the noun itself when there is none."""
    return _inflected(noun, "NNS")


@lru_cache(maxsize=4096)
def singular(noun: str) -> str:
    """Singular of a lower-case plural noun; the noun itself when there is none."""
    return _lemma(noun, "NOUN")


@lru_cache(maxsize=4096)
def verb_form(lemma: str, tag: str) -> str:
    """Form of a verb lemma for a Penn tag (VBD, VBG, VBN, VBZ, VBP, VB); the lemma itself when there is none."""
    return _inflected(lemma, tag)


@lru_cache(maxsize=4096)
def verb_lemma(form: str) -> str:
    """Lemma of a lower-case verb form; the form itself when there is none."""
    return _lemma(form, "VERB")


def _inflected(lemma: str, tag: str) -> str:
    forms = word_forms.inflections(lemma).get(tag)
    if forms is None:
        import lemminflect

        forms = lemminflect.getInflection(lemma, tag=tag)
    return forms[0] if forms else lemma


def _lemma(form: str, upos: str) -> str:
    lemmas = word_forms.lemmas(form).get(upos)
    if lemmas is None:
        import lemminflect

        lemmas = lemminflect.getLemma(form, upos=upos)
    return lemmas[0] if lemmas else form


_SOUNDS_VOWEL = re.compile(r"(?i)(?:hour|honest|honou?r|heir)|(?!uni[^n]|use|usu|eu|one\b|once)[aeiou]")


def article_for(word: str) -> str:
    """Indefinite article ("a" or "an") before a word, by its spelling."""
    return "an" if _SOUNDS_VOWEL.match(word) else "a"


def decapitalise(text: str) -> str:
    """The text with its first letter in lower case, unless its first word is "I", an acronym or has inner capitals."""
    first = text.split(None, 1)[0] if text.split() else ""
    if first.split("'")[0].split("\N{RIGHT SINGLE QUOTATION MARK}")[0] == "I" or any(c.isupper() for c in first[1:]):
        return text
    return text[:1].lower() + text[1:]


def capitalise(text: str) -> str:
    """The text with its first letter in upper case, the rest as it is."""
    for i, c in enumerate(text):
        if c.isalpha():
            return text[:i] + c.upper() + text[i + 1 :]
    return text
