"""Addresses of stores themselves; a store's settings lie with assessments, which they change."""

from django.urls import path

from stores import views

app_name = "stores"
urlpatterns = [
    path("", views.store_list, name="list"),
    path("new/", views.new, name="new"),
    path("<slug:store>/people/", views.people, name="people"),
    path("<slug:store>/people/<int:membership_id>/remove/", views.remove_person, name="remove_person"),
]
