"""Addresses of what suppliers offer and what it is worth; pages belong to the app that sees all they show."""

from django.urls import path

from assessments.views import (
    assumptions,
    dashboard,
    proposals,
    reports,
    sample,
    settings,
    suppliers,
    unknowns,
)

app_name = "assessments"
urlpatterns = [
    path("", dashboard.dashboard, name="dashboard"),
    path("suppliers/", suppliers.supplier_list, name="suppliers"),
    path("suppliers/<int:supplier_id>/", suppliers.supplier_page, name="supplier"),
    path("suppliers/<int:supplier_id>/diligence/", suppliers.diligence, name="diligence"),
    path("proposals/", proposals.proposal_list, name="proposals"),
    path("proposals/new/", proposals.new, name="proposal_new"),
    path("proposals/<int:proposal_id>/", proposals.edit, name="proposal_edit"),
    path("proposals/<int:proposal_id>/withdraw/", proposals.withdraw, name="withdraw"),
    path("proposals/<int:proposal_id>/report/", reports.report, name="report"),
    path("proposals/<int:proposal_id>/report/state/", reports.report_state, name="report_state"),
    path("unknowns/", unknowns.unknowns, name="unknowns"),
    path("settings/", settings.store_settings, name="settings"),
    path("assumptions/", assumptions.assumptions, name="assumptions"),
    path("assumptions/ours/", assumptions.assumption_ours, name="assumption_ours"),
    path("sample/renew/", sample.renew, name="renew_sample"),
    path("sample/remove/", sample.remove, name="delete_sample"),
]
