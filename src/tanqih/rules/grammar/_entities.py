"""Words for bodies and for persons, with their gender where English shows it."""

from __future__ import annotations

import re

from tanqih.lazy import regex

BODIES = frozenset(
    "ministry directorate authority agency army government commission committee council court municipality company corporation "
    "bank university party movement union syndicate association organisation organization foundation federation institution "
    "department office bureau administration presidency embassy consulate parliament assembly cabinet force brigade coalition "
    "league network channel newspaper magazine site website station service board body club team hospital prosecution centre "
    "center institute firm airline operator regulator watchdog command chamber secretariat inspectorate corps delegation "
    "mission front alliance bloc faction militia group refinery factory school municipality governorate province campaign "
    "police statement report study tribunal ngo charity fund society trust faculty college conglomerate bureau leadership fleet "
    "navy brigade battalion division garrison customs observatory monitor".split()
)
ACRONYMS = frozenset("UN EU WHO UNICEF UNRWA IMF NATO OPEC FIFA UEFA CAF IAEA OIC GCC".split())
STATES = frozenset(
    "egypt iraq syria lebanon libya tunisia algeria morocco sudan yemen kuwait bahrain qatar oman palestine somalia mauritania "
    "turkey iran israel russia ukraine germany france italy spain britain china india pakistan afghanistan ethiopia eritrea "
    "greece cyprus japan".split()
)
FEMALE = frozenset(
    "actress spokeswoman businesswoman policewoman congresswoman chairwoman woman lady girl mother wife widow sister daughter "
    "grandmother aunt niece queen princess sheikha duchess empress baroness bride fiancee housewife schoolgirl heroine waitress "
    "hostess stewardess nun mrs ms miss madam ballerina sportswoman horsewoman midwife stepmother granddaughter schoolmistress "
    "saleswoman anchorwoman".split()
)
MALE = frozenset(
    "actor spokesman businessman policeman congressman chairman man gentleman boy father husband widower brother son "
    "grandfather uncle nephew king prince sheikh duke emperor baron bridegroom groom hero waiter imam bishop pope mr sir gunman "
    "fisherman salesman schoolboy stepfather grandson horseman footballer serviceman frenchman englishman cameraman patriarch "
    "mufti monk".split()
)
PERSONS = (
    FEMALE
    | MALE
    | frozenset(
        "minister president governor mayor ambassador director general colonel captain major judge lawyer doctor professor "
        "coach manager player striker singer writer poet journalist reporter activist official officer suspect accused "
        "defendant victim deputy leader commander secretary premier teacher farmer worker engineer nurse driver resident "
        "witness source spokesperson analyst expert researcher economist patient prisoner detainee student pupil child teenager "
        "person artist presenter broadcaster author novelist lawmaker mp politician candidate adviser advisor envoy neighbour "
        "pilot sailor soldier passenger pensioner teller clerk employee survivor applicant plaintiff star athlete swimmer "
        "runner champion boxer chief head chair migrant refugee baby infant toddler owner shopkeeper pharmacist surgeon who his "
        "her he she him hers himself herself someone".split()
    )
)
FEMALE_NAMES = frozenset(
    "fatima fatma aisha aicha mariam maryam miriam khadija zainab zaynab layla leila laila hala huda hoda salma samira samar "
    "sara sarah amina asma nadia nada noura nora rania reem rima rana ruba hanan hanaa hind iman jamila karima latifa lina "
    "lubna lujain maha mai mona muna nahla najla nawal nermin nesrine rasha rawan sabah safiya sahar sana sawsan shaima sherine "
    "soad suad suha sumaya tahani wafaa warda yara yasmin yasmine yousra zahra dalia dina doaa ghada heba hiba inas mervat "
    "nagwa raghda amal elissa nancy haifa ahlam mary anna maria elena julia emma emily elizabeth margaret angela christine "
    "claire laura susan linda barbara helen kate catherine".split()
)
MALE_NAMES = frozenset(
    "mohammed mohamed muhammad ahmed ahmad mahmoud mustafa hassan hussein hossam hamza khalid khaled omar umar ali abdullah "
    "abdallah abdulrahman ibrahim ismail yousef youssef yusuf saleh salim salem samir sami tarek tariq walid waleed karim "
    "kareem faisal fahd fahad saad saeed said sultan nasser majid majed mansour marwan maher hisham haitham hatem hamid hameed "
    "bashir bassam bilal adel adnan akram anwar ashraf ayman aziz emad essam fadi faris fouad ghassan george john michael david "
    "robert james peter paul thomas richard joseph mark steven william charles vladimir emmanuel donald joe antony benjamin "
    "recep".split()
)
CAPITALISED_PAIR = regex(
    r"\b[A-Z][a-z'\N{RIGHT SINGLE QUOTATION MARK}-]+ (?:(?:al|el|bin|ben|abu)[- ])?[A-Z][a-z'\N{RIGHT SINGLE QUOTATION MARK}-]+\b"
)
_PLACE_WORDS = frozenset(
    "strip street river bridge city province governorate district region desert mountain mountains valley camp square road east "
    "west north south bank sea gulf states nations emirates kingdom republic arabia union zone port airport hospital university "
    "school council ministry forces force army police house court authority agency company directorate department office "
    "committee commission bureau movement party league organization organisation centre center institute front guard news times "
    "today post journal york angeles francisco delhi monday tuesday wednesday thursday friday saturday sunday january february "
    "march april may june july august september october november december mosque church stadium tower dam island islands".split()
)


_NOT_PERSONS = regex(
    r"official (?:statement|website|page|account|figures|data|news|visit)s?|(?<!the )(?:accused|chief|head|star|major|general)\b"
)
_LONE_NAME = regex(
    r"(?<!^)(?<![.!?\"] )(?<!\bin )(?<!\bon )(?<!\bat )(?<!\bto )(?<!\bfrom )(?<!\bnear )(?<!\bof )(?<!\bthe )\b[A-Z][a-z]{2,}\b"
)


def names_person(text: str, *, lone: bool = False) -> bool:
    """True when the text may speak of a person: a word for one, a pronoun, or two capitalised words that are no place or body.

    Args:
        text: any text.
        lone: take a single capitalised word for a person, too, unless a preposition or "the" stands before it.
    """
    words = set(re.findall(r"[a-z]+", _NOT_PERSONS.sub(" ", text.lower())))
    if words & PERSONS or any(word[:-1] in PERSONS for word in words if word.endswith("s")):
        return True
    if lone and any(m.group().lower() not in _PLACE_WORDS | BODIES | STATES for m in _LONE_NAME.finditer(text)):
        return True
    for m in CAPITALISED_PAIR.finditer(text):
        parts = m.group().lower().split()
        if not set(parts) & (_PLACE_WORDS | BODIES | STATES) and parts[0] not in {
            "the",
            "a",
            "in",
            "on",
            "at",
            "new",
            "saudi",
            "south",
            "north",
            "west",
            "east",
        }:
            return True
    return False
