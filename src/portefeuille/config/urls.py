"""Every address of the site. Each view behind one names its permission (`people.perms`)."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    path("api/", include("portefeuille.api.urls")),
    *i18n_patterns(
        path("", include("portefeuille.web.public.urls")),
        path("", include("portefeuille.web.signin.urls")),
        path("o/", include("portefeuille.web.enterprise.urls")),
        path("dv/", include("portefeuille.web.provider.urls")),
        path("kantoor/", include("portefeuille.web.office.urls")),
        path("", include("portefeuille.web.mailbox.urls")),
        prefix_default_language=False,
    ),
]

handler403 = "portefeuille.web.signin.views.refused"
handler404 = "portefeuille.web.public.views.not_found"
handler500 = "portefeuille.web.public.views.server_error"
