"""Addresses of who a supplier is; its page lies with assessments, which see all of it."""

from django.urls import path

from suppliers.views import contacts, documents, payees, products, register, shops

app_name = "suppliers"
urlpatterns = [
    path("suppliers/new/", register.new, name="new"),
    path("suppliers/<int:supplier_id>/edit/", register.edit, name="edit"),
    path(
        "suppliers/<int:supplier_id>/documents/<int:document_id>/file/", documents.file, name="document_file"
    ),
    path(
        "suppliers/<int:supplier_id>/documents/<int:document_id>/remove/",
        documents.remove,
        name="document_remove",
    ),
    path("suppliers/<int:supplier_id>/shop/", shops.shop, name="shop"),
    path("suppliers/<int:supplier_id>/shop/<int:reading_id>/remove/", shops.remove, name="shop_remove"),
    path("suppliers/<int:supplier_id>/products/add/", products.add, name="product_add"),
    path("suppliers/<int:supplier_id>/products/<int:product_id>/", products.change, name="product_change"),
    path("suppliers/<int:supplier_id>/payees/new/", payees.payee_new, name="payee_new"),
    path("payees/<int:payee_id>/", payees.payee, name="payee"),
    path("payees/<int:payee_id>/change/", payees.payee_change, name="payee_change"),
    path("payees/<int:payee_id>/confirm/", payees.payee_confirm, name="payee_confirm"),
    path("payees/<int:payee_id>/reject/", payees.payee_reject, name="payee_reject"),
    path("payees/<int:payee_id>/name/", payees.payee_name, name="payee_name"),
    path("payees/<int:payee_id>/reveal/", payees.payee_reveal, name="payee_reveal"),
    path("suppliers/<int:supplier_id>/contacts/new/", contacts.contact_new, name="contact_new"),
    path("contacts/<int:contact_id>/end/", contacts.contact_end, name="contact_end"),
]
