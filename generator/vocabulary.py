"""The English words that the rules of a first draft know. Nothing here depends on a text."""

from __future__ import annotations

import re
from collections.abc import Iterable


def set_of(words: str) -> frozenset[str]:
    """Words with spaces between them as a set."""
    return frozenset(words.split())


def either(words: Iterable[str]) -> str:
    """A pattern for one of several words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


LEADS = set_of("president premier chancellor king queen emperor pope mayor mayoress taoiseach emir sultan")
SPEAKS = set_of("spokesman spokeswoman spokesperson")
WORKS = set_of("envoy adviser advisor aide secretary lawyer attorney negotiator")
BELONGS = set_of(
    "minister chair chairman chairwoman chairperson director head chief governor ambassador general admiral "
    "colonel commander captain major sergeant inspector constable councillor councilwoman councilman senator "
    "congressman congresswoman representative deputy lawmaker mp leader commissioner treasurer steward judge "
    "justice prosecutor bishop archbishop cardinal rabbi imam professor economist analyst historian engineer "
    "poet novelist author architect teacher doctor farmer biologist geologist scientist "
    "researcher campaigner "
    "activist journalist reporter architect ranger pilot skipper president-elect "
    "harbourmaster coach founder editor manager organiser delegate ceo prince princess duke duchess lord "
    "lady baroness baron goalkeeper pathologist chemist "
    "physicist astronomer librarian curator conductor whip convener headteacher warden surveyor "
    "clerk ombudsman"
)
ABBREVIATED = {
    "gen": "general", "sen": "senator", "gov": "governor", "rep": "representative", "lt": "lieutenant",
    "col": "colonel", "capt": "captain", "sgt": "sergeant", "cllr": "councillor", "prof": "professor",
}  # fmt: skip
"""Titles that are written short."""
HONORIFICS = set_of("mr mrs ms miss mx dr sir dame rev fr") | ABBREVIATED.keys()
TITLES = LEADS | SPEAKS | WORKS | BELONGS
BEFORE_TITLES = set_of(
    "prime foreign vice deputy interior defence defense finance first chief former acting outgoing incoming "
    "special senior junior culture justice health education transport energy environment trade economy "
    "national security press union party lord attorney executive managing associate assistant opposition "
    "long-serving newly elected then interim night labour housing home agriculture science sports "
    "sporting head technical medical artistic musical scientific forestry fisheries water tourism planning "
    "plant regional municipal goalkeeping"
)
AFTER_TITLES = ("of staff", "general", "of state", "executive", "minister", "secretary")
"""What makes one title of two words, behind a title."""

BODY_WORDS = set_of(
    "ministry union unions council board agency committee commission party government court parliament bank "
    "news corporation company inc ltd plc university college police army navy authority association "
    "federation organisation organization office department institute foundation society trust church "
    "assembly senate congress league times post herald gazette journal tribune guild alliance coalition "
    "cooperative co-operative club network group bureau administration institution chamber fund forum "
    "international watch academy observatory museum hospital school consortium directorate secretariat "
    "inspectorate tribunal cabinet duma bundestag knesset command corps guard partnership centre center "
    "friends sons co bros corp "
    "laboratory brigade fleet railways airlines airways waterways shipping ferries broadcasting radio "
    "television courier chronicle rovers wanderers fc afc anzeiger zeitung"
)
SOLE = set_of("Parliament Congress Senate Duma Bundestag Knesset Interpol Europol")
"""Bodies that are named with one word."""
SHORTENED = set_of("Co Inc Ltd Corp Bros")
"""Words of companies that end with a full stop."""
JOINING = set_of("Ministry Department Committee Office Commission Board Agency Institute")
"""Words behind which “and” belongs to a name: the Ministry of Water and Peat."""
SEATS = (
    "Kremlin", "White House", "Downing Street", "Pentagon", "Élysée", "Vatican", "Capitol Hill", "Holy See",
)  # fmt: skip
"""Buildings and places that stand for those who work in them."""
OF_A_STATE = ("government", "parliament", "army", "military", "police", "navy", "embassy", "foreign ministry")
CHANNELS = ("platform", "newspaper", "agency", "channel", "broadcaster", "website", "network", "magazine")
NO_ACRONYM = set_of(
    "US UK TV GMT UTC CEO MP MPs AM PM OK ID II III IV VI VII VIII IX XI A I CET EST AI PR HQ "
    "UAE USA PDF FAQ DIY"
)

SAYING = set_of(
    "said says told tells added adds wrote writes posted tweeted warned warns insisted insists argued argues "
    "stressed stresses noted notes explained explains replied asked announced declared claimed "
    "claims admitted "
    "acknowledged called calls described describes vowed promised urged demanded accused stated remarked "
    "recalled shouted joked complained answered responded concluded emphasised emphasized "
    "continued reiterated "
    "tells agreed conceded maintained countered confirmed denied asserted commented quipped pledged reported "
    "condemned condemns praised praises welcomed welcomes rejected rejects denounced dismissed hailed "
    "criticised criticized "
    "alleged charged lamented observed predicted suggested proposed objected repeated wondered cried"
)
PARTICIPLES = set_of(
    "saying adding calling describing suggesting warning arguing insisting writing telling noting stressing "
    "claiming declaring"
)
INVERTED = SAYING - set_of(
    "condemned praised welcomed rejected told tells called calls described describes urged "
    "accused agreed posted"
)
"""Verbs behind which their subject may stand: “…”, said the mayor."""
BETWEEN = set_of(
    "also later then earlier again often has had have would still further once now today yesterday tomorrow "
    "himself herself both in on late early monday tuesday wednesday thursday friday saturday sunday and but "
    "only even always never firmly last this week month year morning evening night afternoon after before"
)
"""What may stand between a subject and its verb, beside words in -ly."""
PRONOUNS = set_of("he she they it i we you who which that this these one someone nobody everyone")

PARTICLES = set_of(
    "van von de der den del della di da dos du la le bin ibn al el ten ter af av zu bint abu e y st"
)
SUFFIXES = set_of("jr sr ii iii iv")

NOT_NAMES = set_of(
    "a an the and or but in on at by for from of to with as if it its is was are were be been he she they we "
    "you i his her their our my your this that these those there here then than when while "
    "where who what why "
    "how which not no yes so yet after before since until during about above over under between among also "
    "although though because however meanwhile moreover instead still even only just more most many much few "
    "some all both each every another other others such same one two three four five six seven "
    "eight nine ten "
    "first last next later earlier today yesterday tomorrow now again once never always often sometimes "
    "asked speaking earlier separately according despite without within into onto upon against "
    "see read let let's monday tuesday wednesday thursday friday saturday sunday january "
    "february march april "
    "may june july august september october november december experts officials sources residents workers "
    "neither either nor do does did had has have will would could should can might must nobody nothing "
    "perhaps maybe please dear internet god christmas easter english earth thus hence asked per via"
)
EVERY_DAY = set_of(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december"
)
