"""The countries of the world by their names, for the files that write these and no codes."""

import re

from orders.importers.cells import plain

# ISO 3166-1 alpha-2, and the English names that marketplaces use.
_NAMES = """
AD Andorra; AE United Arab Emirates; AF Afghanistan; AG Antigua and Barbuda; AI Anguilla; AL Albania; AM Armenia;
AO Angola; AQ Antarctica; AR Argentina; AS American Samoa; AT Austria; AU Australia; AW Aruba; AX Aland Islands;
AX Åland Islands; AZ Azerbaijan; AZ Azerbaijan Republic; BA Bosnia and Herzegovina; BB Barbados; BD Bangladesh;
BE Belgium; BF Burkina Faso; BG Bulgaria; BH Bahrain; BI Burundi; BJ Benin; BL Saint Barthelemy;
BL Saint Barthélemy; BM Bermuda; BN Brunei; BN Brunei Darussalam; BO Bolivia; BQ Bonaire, Sint Eustatius and Saba;
BR Brazil; BS Bahamas; BS The Bahamas; BT Bhutan; BV Bouvet Island; BW Botswana; BY Belarus; BZ Belize; CA Canada;
CC Cocos (Keeling) Islands; CD Congo, Democratic Republic of the; CD Democratic Republic of the Congo;
CF Central African Republic; CG Congo; CG Congo, Republic of the; CG Republic of the Congo; CH Switzerland;
CI Ivory Coast; CI Cote d'Ivoire; CI Côte d'Ivoire; CI Cote d'Ivoire (Ivory Coast); CK Cook Islands; CL Chile;
CM Cameroon; CN China; CN China, mainland; CN Mainland China; CO Colombia; CR Costa Rica; CU Cuba; CV Cape Verde;
CV Cape Verde Islands; CV Cabo Verde; CW Curacao; CW Curaçao; CX Christmas Island; CY Cyprus; CZ Czech Republic;
CZ Czechia; DE Germany; DJ Djibouti; DK Denmark; DM Dominica; DO Dominican Republic; DZ Algeria; EC Ecuador;
EE Estonia; EG Egypt; EH Western Sahara; ER Eritrea; ES Spain; ET Ethiopia; FI Finland; FJ Fiji;
FK Falkland Islands; FK Falkland Islands (Islas Malvinas); FM Micronesia; FM Micronesia, Federated States of;
FO Faroe Islands; FR France; GA Gabon; GA Gabon Republic; GB United Kingdom; GB Great Britain; GB UK; GB England;
GB Scotland; GB Wales; GB Northern Ireland; GD Grenada; GE Georgia; GF French Guiana; GG Guernsey; GH Ghana;
GI Gibraltar; GL Greenland; GM Gambia; GM The Gambia; GN Guinea; GP Guadeloupe; GQ Equatorial Guinea; GR Greece;
GT Guatemala; GU Guam; GW Guinea-Bissau; GY Guyana; HK Hong Kong; HK Hong Kong SAR China;
HM Heard Island and McDonald Islands; HN Honduras; HR Croatia; HR Croatia, Republic of; HT Haiti; HU Hungary;
ID Indonesia; IE Ireland; IL Israel; IM Isle of Man; IN India; IO British Indian Ocean Territory; IQ Iraq; IR Iran;
IS Iceland; IT Italy; JE Jersey; JM Jamaica; JO Jordan; JP Japan; KE Kenya; KG Kyrgyzstan; KH Cambodia;
KI Kiribati; KM Comoros; KN Saint Kitts and Nevis; KN Saint Kitts-Nevis; KP North Korea; KR South Korea;
KR Korea, South; KR Korea, Republic of; KR Republic of Korea; KW Kuwait; KY Cayman Islands; KZ Kazakhstan; LA Laos;
LB Lebanon; LC Saint Lucia; LI Liechtenstein; LK Sri Lanka; LR Liberia; LS Lesotho; LT Lithuania; LU Luxembourg;
LV Latvia; LY Libya; MA Morocco; MC Monaco; MD Moldova; ME Montenegro; MF Saint Martin; MG Madagascar;
MH Marshall Islands; MK Macedonia; MK North Macedonia; ML Mali; MM Myanmar; MM Burma; MM Myanmar (Burma);
MN Mongolia; MO Macau; MO Macao; MO Macao SAR China; MP Northern Mariana Islands; MQ Martinique; MR Mauritania;
MS Montserrat; MT Malta; MU Mauritius; MV Maldives; MW Malawi; MX Mexico; MY Malaysia; MZ Mozambique; NA Namibia;
NC New Caledonia; NE Niger; NF Norfolk Island; NG Nigeria; NI Nicaragua; NL Netherlands; NL The Netherlands;
NO Norway; NP Nepal; NR Nauru; NU Niue; NZ New Zealand; OM Oman; PA Panama; PE Peru; PF French Polynesia;
PG Papua New Guinea; PH Philippines; PH The Philippines; PK Pakistan; PL Poland; PM Saint Pierre and Miquelon;
PN Pitcairn Islands; PR Puerto Rico; PS Palestine; PS Palestinian Territories; PT Portugal; PW Palau; PY Paraguay;
QA Qatar; RE Reunion; RE Réunion; RO Romania; RS Serbia; RU Russia; RU Russian Federation; RW Rwanda;
SA Saudi Arabia; SB Solomon Islands; SC Seychelles; SD Sudan; SE Sweden; SG Singapore; SH Saint Helena; SI Slovenia;
SJ Svalbard and Jan Mayen; SJ Svalbard; SK Slovakia; SL Sierra Leone; SM San Marino; SN Senegal; SO Somalia;
SR Suriname; SS South Sudan; ST Sao Tome and Principe; SV El Salvador; SX Sint Maarten; SY Syria; SZ Swaziland;
SZ Eswatini; TC Turks and Caicos Islands; TD Chad; TF French Southern Territories; TG Togo; TH Thailand;
TJ Tajikistan; TK Tokelau; TL Timor-Leste; TL East Timor; TM Turkmenistan; TN Tunisia; TO Tonga; TR Turkey;
TR Türkiye; TR Turkiye; TT Trinidad and Tobago; TV Tuvalu; TW Taiwan; TZ Tanzania; UA Ukraine; UG Uganda;
UM United States Minor Outlying Islands; US United States; US United States of America; US USA; UY Uruguay;
UZ Uzbekistan; VA Vatican City; VA Vatican City State; VA Holy See; VC Saint Vincent and the Grenadines;
VE Venezuela; VG British Virgin Islands; VI U.S. Virgin Islands; VI Virgin Islands (U.S.);
VI US Virgin Islands; VN Vietnam; VN Viet Nam; VU Vanuatu; WF Wallis and Futuna; WS Samoa; WS Western Samoa;
XK Kosovo; YE Yemen; YT Mayotte; ZA South Africa; ZM Zambia; ZW Zimbabwe
"""


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name.casefold().replace("&", "and")).strip()


_PAIRS = [entry.split(maxsplit=1) for entry in " ".join(_NAMES.split()).split(";")]
_CODES = {_key(name): code for code, name in _PAIRS}
COUNTRIES = frozenset(_CODES.values())


def to_country(value: str) -> str:
    """Return the two letters of a country written as code or as English name; empty where it is no known one."""
    text = plain(value)
    if len(text) == 2 and text.upper() in COUNTRIES:
        return text.upper()
    return _CODES.get(_key(text), "")
