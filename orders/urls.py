"""Addresses of orders and of the files they came from."""

from django.urls import path

from orders.views import (
    assigning,
    attesting,
    bulk,
    columns,
    confirming,
    connections,
    deciding,
    imports,
    lists,
    order,
    outcomes,
    spending,
)

app_name = "orders"
urlpatterns = [
    path("orders/", lists.order_list, name="list"),
    path("orders/export/", lists.order_export, name="export"),
    path("orders/bulk/", bulk.bulk, name="bulk"),
    path("orders/outcomes/", outcomes.outcomes, name="outcomes"),
    path("orders/new/", order.order_new, name="order_new"),
    path("orders/confirm/", confirming.confirm, name="confirm"),
    path("orders/confirm/answers/", confirming.confirm_answers, name="confirm_answers"),
    path("orders/<int:order_id>/", order.order_page, name="order"),
    path("orders/<int:order_id>/correct/", order.order_correct, name="order_correct"),
    path("orders/<int:order_id>/take-back/", order.order_take_back, name="order_take_back"),
    path("orders/money/", spending.spending_page, name="spending"),
    path("orders/assign/", assigning.assign_orders, name="assign"),
    path("orders/assign/answers/", assigning.assign_answers, name="assign_answers"),
    path("orders/attestation/", attesting.attestation_page, name="attestation"),
    path("orders/attestation/attest/", attesting.attestation_make, name="attestation_make"),
    path("orders/attestation/withdraw/", attesting.attestation_withdraw, name="attestation_withdraw"),
    path("connections/", connections.connections, name="connections"),
    path("connections/new/", connections.connection_new, name="connection_new"),
    path("connections/<int:connection_id>/", connections.connection_page, name="connection"),
    path(
        "connections/<int:connection_id>/show-secret/",
        connections.connection_show_secret,
        name="connection_show_secret",
    ),
    path("connections/<int:connection_id>/secret/", connections.connection_secret, name="connection_secret"),
    path("connections/<int:connection_id>/switch/", connections.connection_switch, name="connection_switch"),
    path(
        "connections/<int:connection_id>/deliveries/<int:delivery_id>/replay/",
        connections.delivery_replay,
        name="delivery_replay",
    ),
    path("imports/", imports.imports, name="imports"),
    path("imports/<int:import_id>/", imports.import_page, name="import"),
    path("imports/<int:import_id>/progress/", imports.import_progress, name="import_progress"),
    path("imports/<int:import_id>/refused/", imports.import_refused, name="import_refused"),
    path("imports/<int:import_id>/columns/", columns.import_columns, name="import_columns"),
    path("imports/columns/<int:profile_id>/forget/", columns.mapping_forget, name="mapping_forget"),
    path("imports/<int:import_id>/currency/", deciding.import_currency, name="import_currency"),
    path("imports/<int:import_id>/confirm/", deciding.import_confirm, name="import_confirm"),
    path("imports/<int:import_id>/cancel/", deciding.import_cancel, name="import_cancel"),
    path("imports/<int:import_id>/undo/", deciding.import_undo, name="import_undo"),
]
