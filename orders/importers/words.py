"""The words by which a heading, or how an order ended, is known in several languages, as `guessing.folded` has them."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


# Field of a mapping -> headings: English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Chinese.
HEADINGS: dict[str, tuple[str, ...]] = {
    "order id": _words(
        "order id, order no, order number, order nr, order, po number, purchase order, "
        "bestellnummer, bestellnr, bestell nr, auftragsnummer, numero de commande, n commande, "
        "commande, numero de pedido, pedido, n pedido, numero ordine, n ordine, ordine, "
        "bestelnummer, ordernummer, numer zamowienia, nr zamowienia, zamowienie, 订单号, 订单编号, "
        "单号, external order id, supplier order id, aliexpress order id, platform order id"
    ),
    "supplier": _words(
        "supplier, supplier name, vendor, seller, store, shop, store name, shop name, lieferant, "
        "verkaufer, anbieter, fournisseur, vendeur, boutique, proveedor, vendedor, tienda, "
        "fornitore, venditore, negozio, fornecedor, loja, leverancier, verkoper, winkel, dostawca, "
        "sprzedawca, sklep, 供应商, 卖家, 店铺, 店铺名称"
    ),
    "product": _words(
        "product, product name, item, item name, title, description, artikel, produkt, "
        "artikelname, bezeichnung, produit, article, designation, producto, articulo, prodotto, "
        "articolo, produto, produkt nazwa, nazwa, 商品, 商品名称, 产品, 产品名称, goods"
    ),
    "quantity": _words(
        "quantity, qty, pieces, pcs, units, menge, anzahl, stuck, quantite, qte, cantidad, cant, "
        "quantita, qta, quantidade, qtd, aantal, hoeveelheid, ilosc, sztuk, 数量"
    ),
    "cost": _words(
        "cost, amount, price, total, total cost, order total, order amount, total price, kosten, "
        "betrag, preis, gesamtpreis, summe, cout, prix, montant, coste, precio, importe, costo, "
        "prezzo, importo, custo, preco, valor, prijs, bedrag, totaal, koszt, cena, kwota, 金额, "
        "价格, 总价, 成本"
    ),
    "currency": _words(
        "currency, currency code, wahrung, devise, monnaie, moneda, divisa, valuta, moeda, waluta, 币种, 货币"
    ),
    "marketplace": _words(
        "marketplace, platform, market place, marktplatz, plattform, place de marche, plateforme, "
        "plataforma, piattaforma, mercato, marktplaats, platforma, 平台"
    ),
    "paid by": _words(
        "paid by, payment method, payment, zahlungsart, zahlungsmethode, mode de paiement, "
        "paiement, metodo de pago, forma de pago, metodo di pagamento, metodo de pagamento, "
        "betaalmethode, metoda platnosci, 付款方式, 支付方式"
    ),
    "ordered": _words(
        "ordered, ordered on, order date, date ordered, date, created, created at, placed on, "
        "purchase date, bestelldatum, bestellt, bestellt am, datum, auftragsdatum, "
        "date de commande, date commande, commande le, fecha de pedido, fecha del pedido, "
        "fecha pedido, fecha, data ordine, data dell ordine, data, data do pedido, data pedido, "
        "besteldatum, orderdatum, data zamowienia, 下单时间, 下单日期, 订单日期, 日期"
    ),
    "promised by": _words(
        "promised by, promised, promise date, expected delivery, estimated delivery, eta, "
        "due date, deliver by, lieferung bis, voraussichtliche lieferung, liefertermin, zugesagt, "
        "livraison prevue, date promise, entrega estimada, entrega prevista, consegna prevista, "
        "previsao de entrega, verwachte levering, przewidywana dostawa, termin dostawy, 预计送达, "
        "承诺日期"
    ),
    "shipped": _words(
        "shipped, shipped on, ship date, shipping date, date shipped, dispatched, dispatch date, "
        "sent, versendet, versandt, versanddatum, versendet am, expedie, date d expedition, "
        "expedition, enviado, fecha de envio, spedito, data spedizione, data di spedizione, "
        "data de envio, verzonden, verzenddatum, wyslano, data wysylki, 发货时间, 发货日期"
    ),
    "delivered": _words(
        "delivered, delivered on, delivery date, date delivered, arrived, arrival, received, "
        "received on, geliefert, zugestellt, lieferdatum, zustelldatum, angekommen, livre, "
        "livre le, date de livraison, recu, entregado, fecha de entrega, recibido, consegnato, "
        "data consegna, data di consegna, entregue, data de entrega, geleverd, afgeleverd, "
        "leverdatum, dostarczono, data dostawy, 签收时间, 送达时间, 收货时间"
    ),
    "shipping method": _words(
        "shipping method, carrier, shipping service, courier, logistics, versandart, "
        "versanddienst, versender, mode de livraison, transporteur, metodo de envio, "
        "transportista, metodo di spedizione, corriere, transportadora, verzendmethode, "
        "vervoerder, metoda wysylki, przewoznik, 物流方式, 物流公司, 快递"
    ),
    "tracking number": _words(
        "tracking number, tracking, tracking no, tracking code, tracking id, waybill, "
        "sendungsnummer, sendungsverfolgung, trackingnummer, paketnummer, numero de suivi, suivi, "
        "numero de seguimiento, seguimiento, codigo de rastreo, numero di tracciamento, "
        "codigo de rastreamento, rastreio, trackingcode, numer przesylki, nr przesylki, 运单号, "
        "物流单号, 快递单号, 追踪号"
    ),
    "outcome": _words(
        "outcome, result, status, order status, ergebnis, ausgang, bestellstatus, resultat, "
        "statut, etat, resultado, estado, esito, stato, situacao, uitkomst, wynik, stan, 状态, "
        "订单状态, 结果"
    ),
    "dispute opened": _words(
        "dispute opened, dispute, dispute date, complaint, claim date, reklamation, reklamiert am, "
        "streitfall, litige, date du litige, disputa, reclamo, reclamacion, contestazione, "
        "geschil, klacht, reklamacja, spor, 纠纷, 纠纷时间"
    ),
    "refunded on": _words(
        "refunded on, refund date, refunded, erstattet am, erstattungsdatum, "
        "date de remboursement, rembourse le, fecha de reembolso, data rimborso, "
        "data do reembolso, terugbetaald op, data zwrotu, 退款时间, 退款日期"
    ),
    "refunded amount": _words(
        "refunded amount, refund amount, refund, refunds, erstattung, erstattungsbetrag, "
        "remboursement, montant rembourse, reembolso, importe reembolsado, rimborso, "
        "importo rimborsato, terugbetaling, zwrot, kwota zwrotu, 退款, 退款金额"
    ),
    "sale": _words(
        "sale, customer order, shop order, shopify order, store order id, store order number, "
        "kundenauftrag, kundenbestellung, commande client, pedido cliente, ordine cliente, "
        "klantorder, zamowienie klienta, 客户订单"
    ),
    "note": _words(
        "note, notes, comment, comments, remark, memo, notiz, bemerkung, notas, nota, opmerking, uwagi, 备注"
    ),
    "name": _words("name, order name"),
    "price": _words(
        "price, unit price, item price, preis, einzelpreis, prix, prix unitaire, precio, "
        "precio unitario, prezzo, preco, prijs, cena, 单价, 价格"
    ),
    "sku": _words(
        "sku, item number, artikelnummer, reference, referencia, codice articolo, artikelnr, "
        "kod produktu, 货号"
    ),
    "vendor": _words("vendor, supplier, brand, hersteller, marke, marque, marca, merk, marka, 供应商, 品牌"),
    "subtotal": _words(
        "subtotal, sub total, zwischensumme, sous total, subtotale, subtotaal, suma czesciowa, 小计"
    ),
    "shipping": _words(
        "shipping, shipping cost, postage, versand, versandkosten, frais de port, envio, "
        "gastos de envio, spedizione, frete, verzendkosten, koszt wysylki, 运费"
    ),
    "tax": _words(
        "tax, taxes, vat, steuer, mwst, ust, tva, taxe, iva, impuesto, imposta, imposto, btw, "
        "podatek, vat kwota, 税费"
    ),
    "discount": _words("discount, rabatt, remise, descuento, sconto, desconto, korting, rabat, 折扣, 优惠"),
    "total": _words(
        "total, order total, grand total, amount, gesamt, gesamtbetrag, summe, montant total, "
        "importe total, totale, totaal, suma, razem, 总计, 总额, 合计"
    ),
    "payment status": _words(
        "payment status, financial status, zahlungsstatus, statut du paiement, estado del pago, "
        "stato pagamento, status do pagamento, betaalstatus, status platnosci, 付款状态"
    ),
    "fulfilment status": _words(
        "fulfilment status, fulfillment status, shipping status, order status, status, "
        "versandstatus, bestellstatus, statut, estado, stato, stan, 状态, 发货状态"
    ),
    "fulfilled": _words(
        "fulfilled, fulfilled at, fulfilled on, shipped, shipped on, ship date, versendet, "
        "versendet am, expedie, enviado, spedito, verzonden, wyslano, 发货时间"
    ),
    "cancelled": _words(
        "cancelled, canceled, cancelled at, cancelled on, storniert, storniert am, annule, "
        "annule le, cancelado, annullato, geannuleerd, anulowano, 取消时间"
    ),
    "country": _words(
        "country, country code, shipping country, ship country, land, lieferland, pays, pais, "
        "paese, kraj, 国家"
    ),
    "buyer": _words(
        "email, e mail, buyer email, customer email, mail, buyer, customer, kunde, kaufer, client, "
        "acheteur, cliente, comprador, acquirente, klant, klient, kupujacy, 买家, 客户, 邮箱"
    ),
}
# Headings that only a table of customers' orders has, and such as only one of suppliers' orders has.
SALES_ONLY = _words(
    "email, e mail, customer, kunde, client, cliente, klant, klient, buyer, kaufer, acheteur, "
    "comprador, kupujacy, payment status, financial status, subtotal, zwischensumme, sous total, "
    "billing, discount, rabatt, 买家, 客户"
)
SUPPLIER_ONLY = _words(
    "supplier, lieferant, fournisseur, proveedor, fornitore, fornecedor, leverancier, dostawca, "
    "cost, kosten, cout, promised, dispute, litige, delivered, geliefert, livre, entregado, "
    "consegnato, outcome, seller, 供应商, 卖家, 纠纷"
)
_MEANINGS = {
    "lost": _words(
        "lost, never arrived, not received, verloren, nicht angekommen, perdu, non recu, perdido, "
        "no recibido, perso, smarrito, nunca chegou, kwijt, niet ontvangen, zaginiona, zaginelo, "
        "丢失, 未收到"
    ),
    "late": _words(
        "late, delayed, too late, verspatet, zu spat, en retard, tard, retrasado, tarde, "
        "in ritardo, atrasado, te laat, spoznione, opoznione, 延迟, 迟到"
    ),
    "clean": _words(
        "clean, on time and as described, einwandfrei, in ordnung, sans probleme, sin problemas, "
        "senza problemi, sem problemas, zonder problemen, bez zastrzezen"
    ),
    "in_transit": _words(
        "in transit, on its way, shipped, unterwegs, versendet, en transit, en route, expedie, "
        "en transito, en camino, in transito, spedito, em transito, onderweg, w drodze, wyslano, "
        "运输中, 已发货"
    ),
    "not_as_described": _words(
        "not as described, wrong item, damaged, defective, falsch, beschadigt, defekt, "
        "non conforme, endommage, no conforme, danado, danneggiato, danificado, "
        "niet zoals beschreven, beschadigd, niezgodne z opisem, uszkodzone, 货不对板, 损坏"
    ),
    "counterfeit": _words(
        "counterfeit, fake, falschung, gefalscht, contrefacon, falsificado, falso, contraffatto, "
        "namaak, podrobka, 假货"
    ),
    "not_observed": _words(
        "unknown, not observed, unbekannt, inconnu, desconocido, sconosciuto, desconhecido, "
        "onbekend, nieznane, 未知"
    ),
}
# Only words that leave no doubt; "delivered" says nothing of how the goods were, so its owner has to.
OUTCOMES = {word: outcome for outcome, words in _MEANINGS.items() for word in words}
