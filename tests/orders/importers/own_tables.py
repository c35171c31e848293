"""Tables of no known kind, one of each kind of order, and what is guessed of their columns."""

import io

from orders.importers import Mapping, guess_mapping, outline

GERMAN = (
    "Bestellnummer;Lieferant;Artikel;Anzahl;Gesamtpreis;Bestelldatum;Versendet am;Zugestellt;Sendungsnummer;Status\n"
    "A1;Bright;LED;2;1.234,50 €;31.03.2026;02.04.2026;20.04.2026;LP1;angekommen\n"
    "A2;Bright;LED;1;12,00 €;01.04.2026;;;;verloren\n"
)
SALES = (
    "Order,Email,Date,Item,Qty,Price,Total\n"
    "1,Ada@Example.invalid,03/14/2026 2:05 PM,Lamp,2,$1.50,$5.00\n"
    "1,,,Strip,1,$2.00,\n"
    "2,bob@example.invalid,03/02/2026,Lamp,1,$1.50,$1.50\n"
)


def stream(text: str, encoding: str = "utf-8") -> io.BytesIO:
    return io.BytesIO(text.encode(encoding))


def guess(text: str) -> Mapping:
    seen = outline(stream(text))
    return guess_mapping(seen.header, seen.sample)
