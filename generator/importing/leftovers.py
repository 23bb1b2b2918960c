"""What is left over in a text that was copied from a web page, known by its words alone.

Of the languages of news sites this knows some words of English, German, French and Spanish. What it does not
know stays in the article: a line too many can be seen and deleted, a line that went cannot.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from generator.catalogue import locale_of

LONGEST_TITLE = 200
LONGEST_NOTICE = 300
LONGEST_LEFTOVER = 160
LONGEST_HEADING = 80
MONTHS_IN = ("en", "de", "fr", "es")

ENDS_A_SENTENCE = re.compile(r"[.!?…:;][\"'”’»“)\]]*$")
SEE_ALSO = re.compile(
    r"(?:see also|read also|read more|related|more on this|siehe auch|lesen sie auch|mehr zum thema"
    r"|(?:à )?lire aussi|lea también|lee también)\s*:\s*(?=\S)",
    re.IGNORECASE,
)
RELATED = re.compile(
    r"(?:related|more)(?: (?:stories|articles|content|coverage|topics|news|on this(?: story| topic)?))?"
    r"|read (?:more|next)|recommended(?: for you)?|you (?:may|might) also like|mehr zum thema"
    r"|lesen sie auch|auch interessant|(?:à )?lire aussi|sur le même sujet|lea también|te puede interesar",
    re.IGNORECASE,
)
"""A line below which the titles of articles on the same subject stand."""
POPULAR = re.compile(
    r"most (?:read|popular|viewed|shared|commented)(?: .{1,30})?|popular(?: now)?|trending(?: now)?"
    r"|top stories|latest (?:news|stories)|editors?['’]?s? picks?|meistgelesen|les plus lus|lo más leído",
    re.IGNORECASE,
)
"""A line below which the titles of any articles stand."""
CREDIT = re.compile(
    r"(?:with (?:additional )?(?:reporting|contributions?|material) (?:by|from)|additional reporting by"
    r"|reporting by|written by|edited by|interview(?:ed)? by|text by|words by|based on reporting by"
    r"|with files from)\b",
    re.IGNORECASE,
)
BYLINE = re.compile(
    r"(?i:by|von|par|por) ((?:[^\W\d_a-zß-ÿ][\w.'’-]+[ ,]*(?:(?:and|und|et|y|de|van|von) )?){1,8})"
    r"(?:\s*[|·•].{1,60})?$"
)
PLAYER = re.compile(
    r"your browser does(?:n.t| not) support|no media source|the code has been copied|embed\s+share"
    r"|this video is not available|video player|play(?: the)? video$|listen to this article|auto\s+\d{3,4}p"
    r"|\d{1,2}:\d\d(?::\d\d)?(?:\s*/\s*\d{1,2}:\d\d(?::\d\d)?)?$|loading the player",
    re.IGNORECASE,
)
BUTTON = re.compile(
    r"(?:advert(?:isement)?|sponsored|(?:article|story) continues (?:below|after).{0,40}"
    r"|share(?: this)?(?: article| story| page)?|tweet|pin(?: it)?|print|save|bookmark|gift this article"
    r"|copy link|link copied|(?:view |leave a |\d+ )?comments?(?: ?\(\d+\))?|report an? (?:typo|error)"
    r"|subscribe(?: now)?|subscribers? only|sign up.{0,60}|sign in|log ?in|register|follow us.{0,40}"
    r"|follow .{1,40} on .{1,20}|read more|continue reading|show more|load more|click here.{0,40}"
    r"|skip to (?:main )?content|back to top|accept(?: all)? cookies|e-?mail(?: this)?|facebook|twitter|x"
    r"|whatsapp|telegram|linkedin|reddit|bluesky|mastodon|share on .{1,20}|view on .{1,20}"
    r"|\d+ min(?:ute)?s?(?: read)?"
    r"|anzeige|werbung|(?:artikel )?teilen|drucken|merken|vorlesen|kommentare?(?: ?\(\d+\))?|jetzt anmelden"
    r"|weiterlesen|mehr anzeigen|zum inhalt springen|nach oben|lesezeit ?:? .{1,20}"
    r"|publicité|partager|imprimer|enregistrer|commentaires?(?: ?\(\d+\))?|s[’']abonner|tout accepter"
    r"|temps de lecture ?:? .{1,20}|article réservé aux abonnés|publicidad|compartir|imprimir"
    r"|comentarios?(?: ?\(\d+\))?|tiempo de lectura ?:? .{1,20}"
    r"|(?:(?:home|news|world|local|politics|sports?|weather|business|culture|opinion|video|live|menu|search"
    r"|start(?:seite)?|politik|wirtschaft|kultur|accueil|météo|portada)(?:[\s|·•>›/]+|$)){2,})[.!]?",
    re.IGNORECASE,
)
NOTICE = re.compile(
    r"(?:we|this (?:web)?site) uses? cookies|wir (?:verwenden|nutzen) cookies|nous utilisons des cookies"
    r"|(?:utilizamos|usamos) cookies|by (?:continuing|clicking) (?:to|on|you|here|“|\")"
    r"|(?:sign up|subscribe|register) (?:for|to) .{0,100}(?:newsletter|briefing|inbox|email)"
    r"|get .{0,80}(?:newsletter|in(?:to)? your inbox)|newsletter\s*:|enter your e-?mail"
    r"|©|copyright (?:©|\d{4}|by)|\(c\) \d{4}|all rights reserved|alle rechte vorbehalten"
    r"|tous droits réservés|todos los derechos reservados"
    r"|(?:tags?|filed under|keywords|schlagw(?:orte|örter)|mots[- ]clés|etiquetas)\s*:"
    r"|got a (?:news )?tip\?|our standards:",
    re.IGNORECASE,
)
"""How a notice of the page begins."""
PICTURE = re.compile(
    r"(?:(?:photo(?:graph|graphie)?s?|picture|image|foto|bild|illustration|crédits?|credits?)"
    r"(?: credit| by)?\s*:\s*[^.!?:]{1,80}|[(\[][^()\[\]]{2,40}/[^()\[\]]{2,40})[)\]]?$",
    re.IGNORECASE,
)
"""How a caption ends that names who took the picture."""
HANDLE = re.compile(r"@\w{2,30}$")
POST = re.compile(
    r"@\w{2,30}$|\d{1,2}:\d\d(?: ?[AP]M)? · .{4,30}$"
    r"|[\d.,]+ ?[KM]? (?:retweets?|reposts?|likes?|quotes?|views|bookmarks|replies)\b.{0,60}$",
    re.IGNORECASE,
)
"""What stands around the words of a post that is shown in a page."""
BEFORE_DAY = re.compile(
    r"(?:(?:first |last )?(?:published|updated|posted)|veröffentlicht|aktualisiert|stand|publié|mis à jour"
    r"|publicado|actualizado)?\s*:?\s*(?:(?:on|am|le|el)\s+)?(?:[^\W\d_]{2,10}\.?,\s+)?",
    re.IGNORECASE,
)
DAY = re.compile(
    r"(?:(?P<iso>\d{4}-\d\d-\d\d)|(?P<us>(?P<month>[^\W\d_]{3,12})\.? (?P<day>\d{1,2}),? (?P<year>\d{4}))"
    r"|(?P<day_2>\d{1,2})(?:\.|er|st|nd|rd|th)? (?:de )?(?P<month_2>[^\W\d_]{3,12})\.? (?:de )?"
    r"(?P<year_2>\d{4})"
    r"|(?P<day_3>\d{1,2})\.(?P<month_3>\d{1,2})\.(?P<year_3>\d{4}))\b(?P<rest>.{0,60})$"
)


def is_small(text: str) -> bool:
    """Whether a line is a button, a player's message, a date or a name, and so neither title nor text."""
    return is_furniture(text) or bool(BYLINE.match(text) or CREDIT.match(text) or day_in(text))


def is_furniture(text: str) -> bool:
    """Whether a line belongs to the page and not to the article, wherever it stands."""
    return bool(BUTTON.fullmatch(text) or PLAYER.match(text) or POST.match(text) or is_notice(text))


def is_notice(text: str) -> bool:
    """Whether a line is a notice of the page, or only signs."""
    signs = not any(sign.isalnum() for sign in text)
    return signs or bool(len(text) <= LONGEST_NOTICE and NOTICE.match(text))


def is_picture(text: str) -> bool:
    """Whether a line is a caption that names who took the picture."""
    return len(text) <= LONGEST_NOTICE and PICTURE.search(text) is not None


def is_headline(text: str) -> bool:
    """Whether a block reads as a headline: short, and no sentence."""
    return len(text) <= LONGEST_LEFTOVER and not ENDS_A_SENTENCE.search(text)


def is_kicker(text: str, named: bool) -> bool:
    """Whether a line may stand above a title: a few capitals; a word or two where name or day stand below."""
    count = len(text.split())
    return (text.isupper() and count <= 3) or (named and count <= 2)


@cache
def months() -> dict[str, int]:
    """The numbers of the months by their names, long and short, in the languages known."""
    found: dict[str, int] = {}
    for language in MONTHS_IN:
        locale = locale_of(language)
        names = locale.months["format"] if locale else {}
        for width in ("wide", "abbreviated"):
            found |= {name.casefold().rstrip("."): number for number, name in names.get(width, {}).items()}
    return found


def day_in(text: str) -> date | None:
    """The day that a line is about, when it is a line with a date and no sentence."""
    begun = BEFORE_DAY.match(text)
    match = DAY.match(text, begun.end() if begun else 0)
    if not match or len(text) > LONGEST_LEFTOVER:
        return None
    if ENDS_A_SENTENCE.search(match["rest"]) and not re.search(r"[ap]\.m\.$", text):
        return None
    try:
        if match["iso"]:
            return date.fromisoformat(match["iso"])
        if match["day_3"]:
            return date(int(match["year_3"]), int(match["month_3"]), int(match["day_3"]))
        name, day, year = (
            (match["month"], match["day"], match["year"])
            if match["us"]
            else (match["month_2"], match["day_2"], match["year_2"])
        )
        return date(int(year), months()[name.casefold()], int(day))
    except (KeyError, ValueError):
        return None
