"""Addresses of stores themselves."""

from django.urls import path

from stores import views

app_name = "stores"
urlpatterns = [
    path("", views.store_list, name="list"),
    path("new/", views.new, name="new"),
    path("<slug:store>/settings/", views.settings, name="settings"),
]
