"""The header rows that shops and marketplaces document, whole."""

from orders.importers import Source
from tests.orders.importers.files import ALIEXPRESS_HEADER, SHOPIFY_HEADER, SUPPLIER_HEADER, columns

WOOCOMMERCE = columns(
    "Date,Order #,N. Revenue (formatted),Status,Customer,Customer type,Product(s),Items sold,Coupon(s),"
    "Net Sales,Attribution"
)
WOOCOMMERCE_EXPORT = columns(
    "Order Number,Order Status,Order Date,Customer Note,First Name (Billing),Last Name (Billing),"
    "Company (Billing),Address 1&2 (Billing),City (Billing),State Code (Billing),Postcode (Billing),"
    "Country Code (Billing),Email (Billing),Phone (Billing),First Name (Shipping),Last Name (Shipping),"
    "Address 1&2 (Shipping),City (Shipping),State Code (Shipping),Postcode (Shipping),"
    "Country Code (Shipping),Item #,SKU,Name,Product Variation,Quantity,Quantity (- Refund),Item Cost,"
    "Order Line (w/o tax),Order Line Tax,Order Line Total,Order Line Total Refunded,"
    "Order Line Total (- Refund),Image URL,Coupon Code,Discount Amount,Discount Amount Tax,"
    "Payment Method Title,Coupons Used,Cart Discount Amount,Order Subtotal Amount,Order Tax Amount,"
    "Order Shipping Amount,Order Refund Amount,Order Total Amount,Order Total Tax Amount,Total items,"
    "Total products"
)
INVENTORY = columns(
    "Order Date,Order ID,Title,Qty,Price,Store,Product ID,SKU ID,Attributes,Price Info,Currency,Status,"
    "Product Url,Product Image Url,Store Url,Tags"
)
EBAY = columns(
    "Sales Record Number,Order Number,Buyer Username,Buyer Name,Buyer Email,Buyer Note,Buyer Address 1,"
    "Buyer Address 2,Buyer City,Buyer State,Buyer Zip,Buyer Country,Buyer Tax Identifier Name,"
    "Buyer Tax Identifier Value,Ship To Name,Ship To Phone,Ship To Address 1,Ship To Address 2,Ship To City,"
    "Ship To State,Ship To Zip,Ship To Country,Item Number,Item Title,Custom Label,Sold Via Promoted Listings,"
    "Quantity,Sold For,Shipping And Handling,Item Location,Item Zip Code,Item Country,"
    "eBay Collect And Remit Tax Rate,eBay Collect And Remit Tax Type,eBay Reference Name,"
    "eBay Reference Value,Tax Status,Seller Collected Tax,eBay Collected Tax,Electronic Waste Recycling Fee,"
    "Mattress Recycling Fee,Battery Recycling Fee,White Goods Disposal Tax,Tire Recycling Fee,Additional Fee,"
    "Lumber Fee,Prepaid Wireless Fee,Road Improvement And Food Delivery Fee,eBay Collected Charges,"
    "Total Price,eBay Collected Tax and Fees Included in Total,Payment Method,Sale Date,Paid On Date,"
    "Ship By Date,Minimum Estimated Delivery Date,Maximum Estimated Delivery Date,Shipped On Date,"
    "Feedback Left,Feedback Received,My Item Note,PayPal Transaction ID,Shipping Service,Tracking Number,"
    "Transaction ID,Variation Details,Global Shipping Program,Global Shipping Reference ID,"
    "Click And Collect,Click And Collect Reference Number,eBay Plus,Authenticity Verification Program,"
    "Authenticity Verification Status,Authenticity Verification Outcome Reason,PSA Vault Program,"
    "Vault Fulfillment Type,eBay Fulfillment Program,Tax City,Tax State,Tax Zip,Tax Country,"
    "eBay International Shipping"
)
ETSY_ITEMS = columns(
    "Sale Date,Item Name,Buyer,Quantity,Price,Coupon Code,Coupon Details,Discount Amount,Shipping Discount,"
    "Order Shipping,Order Sales Tax,Item Total,Currency,Transaction ID,Listing ID,Date Paid,Date Shipped,"
    "Ship Name,Ship Address1,Ship Address2,Ship City,Ship State,Ship Zipcode,Ship Country,Order ID,Variations,"
    "Order Type,Listings Type,Payment Type,InPerson Discount,InPerson Location,VAT Paid by Buyer,SKU"
)
ETSY_ORDERS = columns(
    "Sale Date,Order ID,Buyer User ID,Full Name,First Name,Last Name,Number of Items,Payment Method,"
    "Date Shipped,Street 1,Street 2,Ship City,Ship State,Ship Zipcode,Ship Country,Currency,Order Value,"
    "Coupon Code,Coupon Details,Discount Amount,Shipping Discount,Shipping,Sales Tax,Order Total,Status,"
    "Card Processing Fees,Order Net,Adjusted Order Total,Adjusted Card Processing Fees,"
    "Adjusted Net Order Amount,Buyer,Order Type,Payment Type,InPerson Discount,InPerson Location,SKU"
)
AMAZON_NEW = columns(
    "order-id,order-item-id,purchase-date,payments-date,buyer-email,buyer-name,buyer-phone-number,sku,"
    "product-name,quantity-purchased,currency,item-price,item-tax,shipping-price,shipping-tax,"
    "ship-service-level,recipient-name,ship-address-1,ship-address-2,ship-address-3,ship-city,ship-state,"
    "ship-postal-code,ship-country,ship-phone-number,item-promotion-discount,item-promotion-id,"
    "ship-promotion-discount,ship-promotion-id,delivery-start-date,delivery-end-date,delivery-time-zone,"
    "delivery-Instructions,sales-channel"
)
AMAZON_UNSHIPPED = columns(
    "order-id,order-item-id,purchase-date,payments-date,reporting-date,promise-date,days-past-promise,"
    "buyer-email,buyer-name,buyer-phone-number,sku,product-name,quantity-purchased,quantity-shipped,"
    "quantity-to-ship,ship-service-level,recipient-name,ship-address-1,ship-address-2,ship-address-3,"
    "ship-city,ship-state,ship-postal-code,ship-country,is-business-order,purchase-order-number,"
    "price-designation"
)
AMAZON_ALL = columns(
    "amazon-order-id,merchant-order-id,purchase-date,last-updated-date,order-status,fulfillment-channel,"
    "sales-channel,order-channel,url,ship-service-level,product-name,sku,asin,item-status,quantity,"
    "currency,item-price,item-tax,shipping-price,shipping-tax,gift-wrap-price,gift-wrap-tax,"
    "item-promotion-discount,ship-promotion-discount,ship-city,ship-state,ship-postal-code,ship-country,"
    "promotion-ids,is-business-order,purchase-order-number,price-designation"
)
ZENDROP = columns(
    "Order number,Order id,Store order ID,Order Date,Order Fulfillment Date,Customer name,Customer payment,"
    "Zendrop payment,Shipping,Order status,Supplier names"
)
DSERS = columns(
    "Order number,Date,Country (full name),Product id,SKU,Product count,Order memo,Contact person,Mobile no,"
    "Email,Address,Address2,Province,City,Zip,RUT,Personal Clearance ID,"
    "Passport/Alien registration Card Number,CPF"
)

HEADERS: dict[str, tuple[Source, list[str]]] = {
    "shopify": (Source.SHOPIFY, SHOPIFY_HEADER),
    "older shopify": (Source.SHOPIFY, SHOPIFY_HEADER[:70]),
    "woocommerce": (Source.WOOCOMMERCE, WOOCOMMERCE),
    "woocommerce export": (Source.WOOCOMMERCE_EXPORT, WOOCOMMERCE_EXPORT),
    "aliexpress": (Source.ALIEXPRESS, ALIEXPRESS_HEADER),
    "inventory": (Source.ALIEXPRESS_INVENTORY, INVENTORY),
    "ebay": (Source.EBAY, EBAY),
    "etsy items": (Source.ETSY_ITEMS, ETSY_ITEMS),
    "etsy orders": (Source.ETSY_ORDERS, ETSY_ORDERS),
    "amazon new": (Source.AMAZON_NEW, AMAZON_NEW),
    "amazon unshipped": (Source.AMAZON_NEW, AMAZON_UNSHIPPED),
    "amazon all": (Source.AMAZON_ALL, AMAZON_ALL),
    "zendrop": (Source.ZENDROP, ZENDROP),
    "dsers": (Source.DSERS, DSERS),
    "our own": (Source.SUPPLIER_ORDERS, SUPPLIER_HEADER),
}
