"""Addresses of orders and of the files they came from."""

from django.urls import path

from orders import views

app_name = "orders"
urlpatterns = [
    path("orders/", views.order_list, name="list"),
    path("orders/assign/", views.assign_orders, name="assign"),
    path("orders/assign/answers/", views.assign_answers, name="assign_answers"),
    path("imports/", views.imports, name="imports"),
    path("imports/<int:import_id>/", views.import_page, name="import"),
    path("imports/<int:import_id>/progress/", views.import_progress, name="import_progress"),
    path("imports/<int:import_id>/currency/", views.import_currency, name="import_currency"),
]
