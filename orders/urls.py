"""Addresses of orders and of the files they came from."""

from django.urls import path

from orders.views import assigning, imports, lists

app_name = "orders"
urlpatterns = [
    path("orders/", lists.order_list, name="list"),
    path("orders/assign/", assigning.assign_orders, name="assign"),
    path("orders/assign/answers/", assigning.assign_answers, name="assign_answers"),
    path("imports/", imports.imports, name="imports"),
    path("imports/<int:import_id>/", imports.import_page, name="import"),
    path("imports/<int:import_id>/progress/", imports.import_progress, name="import_progress"),
    path("imports/<int:import_id>/currency/", imports.import_currency, name="import_currency"),
]
