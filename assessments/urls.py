"""Addresses of what suppliers offer and what it is worth; pages belong to the app that sees all they show."""

from django.urls import path

from assessments.views import (
    asking,
    assumptions,
    challenges,
    dashboard,
    diligence,
    documents,
    flags,
    merging,
    proposals,
    reports,
    sample,
    settings,
    supplier_list,
    suppliers,
    unknowns,
    versions,
)

app_name = "assessments"
urlpatterns = [
    path("", dashboard.dashboard, name="dashboard"),
    path("suppliers/", supplier_list.supplier_list, name="suppliers"),
    path("suppliers/searches/", supplier_list.filter_save, name="filter_save"),
    path("suppliers/searches/<int:filter_id>/delete/", supplier_list.filter_delete, name="filter_delete"),
    path("suppliers/products/", supplier_list.products, name="products"),
    path("suppliers/duplicates/", merging.duplicate_list, name="duplicates"),
    path("suppliers/duplicates/choose/", merging.merge_choose, name="merge_choose"),
    path("suppliers/duplicates/<int:one_id>/<int:other_id>/", merging.merge_two, name="merge"),
    path("suppliers/merges/<int:merge_id>/undo/", merging.merge_undo, name="merge_undo"),
    path("suppliers/<int:supplier_id>/", suppliers.supplier_page, name="supplier"),
    path("suppliers/<int:supplier_id>/diligence/", diligence.diligence, name="diligence"),
    path("suppliers/<int:supplier_id>/documents/new/", documents.document_new, name="document_new"),
    path("suppliers/<int:supplier_id>/documents/<int:document_id>/", documents.document, name="document"),
    path(
        "suppliers/<int:supplier_id>/documents/<int:document_id>/judge/",
        documents.document_judge,
        name="document_judge",
    ),
    path("suppliers/<int:supplier_id>/ask/new/", asking.ask_new, name="ask_new"),
    path("suppliers/<int:supplier_id>/ask/<int:link_id>/revoke/", asking.ask_revoke, name="ask_revoke"),
    path("suppliers/<int:supplier_id>/flags/new/", flags.flag_new, name="flag_new"),
    path("suppliers/<int:supplier_id>/flags/<int:flag_id>/clear/", flags.flag_clear, name="flag_clear"),
    path("suppliers/<int:supplier_id>/challenges/new/", challenges.challenge_new, name="challenge_new"),
    path(
        "suppliers/<int:supplier_id>/challenges/<int:challenge_id>/", challenges.challenge, name="challenge"
    ),
    path(
        "suppliers/<int:supplier_id>/challenges/<int:challenge_id>/end/",
        challenges.challenge_end,
        name="challenge_end",
    ),
    path("proposals/", proposals.proposal_list, name="proposals"),
    path("proposals/new/", proposals.new, name="proposal_new"),
    path("proposals/<int:proposal_id>/", proposals.edit, name="proposal_edit"),
    path("proposals/<int:proposal_id>/withdraw/", proposals.withdraw, name="withdraw"),
    path("proposals/<int:proposal_id>/versions/", versions.versions, name="versions"),
    path("proposals/<int:proposal_id>/report/", reports.report, name="report"),
    path("proposals/<int:proposal_id>/report/state/", reports.report_state, name="report_state"),
    path("unknowns/", unknowns.unknowns, name="unknowns"),
    path("settings/", settings.store_settings, name="settings"),
    path("assumptions/", assumptions.assumptions, name="assumptions"),
    path("assumptions/ours/", assumptions.assumption_ours, name="assumption_ours"),
    path("sample/renew/", sample.renew, name="renew_sample"),
    path("sample/remove/", sample.remove, name="delete_sample"),
]
