"""States by the names and adjectives that English texts use for them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from babel import Locale

SHORT = {
    "US": "United States", "U.S.": "United States", "USA": "United States", "UK": "United Kingdom",
    "U.K.": "United Kingdom", "Britain": "United Kingdom", "Great Britain": "United Kingdom",
    "UAE": "United Arab Emirates", "Czech Republic": "Czechia", "Turkey": "Türkiye",
    "Burma": "Myanmar (Burma)",
    "Myanmar": "Myanmar (Burma)", "Ivory Coast": "Côte d’Ivoire", "Bosnia": "Bosnia & Herzegovina",
    "Macedonia": "North Macedonia", "DR Congo": "Congo - Kinshasa", "Palestine": "Palestinian Territories",
}  # fmt: skip
"""Names that are not the first ones in CLDR."""

NO_STATES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "AQ"})
"""Codes of CLDR that are no state: unions, pseudo-locales, the unknown, and a continent."""

ADJECTIVES = """\
Afghanistan Afghan|Albania Albanian|Algeria Algerian|Angola Angolan|Argentina Argentine|Armenia Armenian
Australia Australian|Austria Austrian|Azerbaijan Azerbaijani|Bahrain Bahraini|Bangladesh Bangladeshi
Belarus Belarusian|Belgium Belgian|Bolivia Bolivian|Brazil Brazilian|Bulgaria Bulgarian|Cambodia Cambodian
Cameroon Cameroonian|Canada Canadian|Chile Chilean|China Chinese|Colombia Colombian|Costa Rica Costa Rican
Croatia Croatian|Cuba Cuban|Cyprus Cypriot|Czechia Czech|Denmark Danish|Ecuador Ecuadorian|Egypt Egyptian
Eritrea Eritrean|Estonia Estonian|Ethiopia Ethiopian|Finland Finnish|France French|Georgia Georgian
Germany German|Ghana Ghanaian|Greece Greek|Guatemala Guatemalan|Haiti Haitian|Honduras Honduran
Hungary Hungarian|Iceland Icelandic|India Indian|Indonesia Indonesian|Iran Iranian|Iraq Iraqi|Ireland Irish
Israel Israeli|Italy Italian|Jamaica Jamaican|Japan Japanese|Jordan Jordanian|Kazakhstan Kazakh|Kenya Kenyan
Kosovo Kosovar|Kuwait Kuwaiti|Kyrgyzstan Kyrgyz|Laos Laotian|Latvia Latvian|Lebanon Lebanese|Liberia Liberian
Libya Libyan|Lithuania Lithuanian|Luxembourg Luxembourgish|Malaysia Malaysian|Mali Malian|Malta Maltese
Mexico Mexican|Moldova Moldovan|Mongolia Mongolian|Montenegro Montenegrin|Morocco Moroccan|Nepal Nepalese
Netherlands Dutch|Nicaragua Nicaraguan|Nigeria Nigerian|North Korea North Korean|North Macedonia Macedonian
Norway Norwegian|Oman Omani|Pakistan Pakistani|Panama Panamanian|Paraguay Paraguayan|Peru Peruvian
Philippines Philippine|Poland Polish|Portugal Portuguese|Qatar Qatari|Romania Romanian|Russia Russian
Rwanda Rwandan|Saudi Arabia Saudi|Senegal Senegalese|Serbia Serbian|Singapore Singaporean|Slovakia Slovak
Slovenia Slovenian|Somalia Somali|South Africa South African|South Korea South Korean|Spain Spanish
Sri Lanka Sri Lankan|Sudan Sudanese|Sweden Swedish|Switzerland Swiss|Syria Syrian|Taiwan Taiwanese
Tajikistan Tajik|Tanzania Tanzanian|Thailand Thai|Tunisia Tunisian|Türkiye Turkish|Turkmenistan Turkmen
Uganda Ugandan|Ukraine Ukrainian|United Arab Emirates Emirati|United Kingdom British|United States American
Uruguay Uruguayan|Uzbekistan Uzbek|Venezuela Venezuelan|Vietnam Vietnamese|Yemen Yemeni|Zambia Zambian
Zimbabwe Zimbabwean|Palestinian Territories Palestinian"""


@cache
def states() -> Mapping[str, str]:
    """The name of a state as readers know it, by each of its names; the names are those of CLDR."""
    territories: Mapping[str, str] = Locale("en").territories
    codes = (code for code in territories if len(code) == 2 and code not in NO_STATES)
    names = {territories[code]: territories[code] for code in codes}
    return {**{name: name for name in names}, **SHORT}


@cache
def state_of_adjective() -> Mapping[str, str]:
    """The state that an adjective belongs to: `French` is of `France`."""
    found: dict[str, str] = {}
    for pair in ADJECTIVES.replace("\n", "|").split("|"):
        state = max((name for name in states() if pair.startswith(f"{name} ")), key=len)
        found[pair.removeprefix(f"{state} ")] = states()[state]
    return found
