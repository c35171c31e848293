"""Addresses of who a supplier is; its page lies with assessments, which see all of it."""

from django.urls import path

from suppliers.views import register

app_name = "suppliers"
urlpatterns = [
    path("suppliers/new/", register.new, name="new"),
    path("suppliers/<int:supplier_id>/edit/", register.edit, name="edit"),
]
