"""Addresses of who a supplier is; its page lies with assessments, which see all of it."""

from django.urls import path

from suppliers import views

app_name = "suppliers"
urlpatterns = [
    path("suppliers/new/", views.new, name="new"),
    path("suppliers/<int:supplier_id>/edit/", views.edit, name="edit"),
]
