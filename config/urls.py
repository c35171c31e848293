"""The site's addresses: accounts, then everything of one store below that store."""

from django.urls import include, path

from assessments.views import asking, sample
from orders.views import hooks
from stores import views

urlpatterns = [
    path("", views.home, name="home"),
    path("accounts/", include("allauth.urls")),
    path("hooks/<slug:token>/", hooks.hook, name="hook"),
    path("ask/<slug:token>/", asking.ask, name="ask"),
    path("stores/sample/", sample.make, name="make_sample"),
    path("stores/", include("stores.urls")),
    path("stores/<slug:store>/", include("suppliers.urls")),
    path("stores/<slug:store>/", include("orders.urls")),
    path("stores/<slug:store>/", include("assessments.urls")),
]
