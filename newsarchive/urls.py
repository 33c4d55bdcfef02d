"""Addresses of the site: Chinese at the root, English under /en/; what machines ask for has one address."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps import views as sitemap_views
from django.urls import include, path

from articles.api.application import api
from articles.sitemaps import SITEMAPS
from articles.views.site import healthz, robots_txt

INDEXED = {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap"}

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("robots.txt", robots_txt, name="robots_txt"),
    path("sitemap.xml", sitemap_views.index, INDEXED, name="sitemap_index"),
    path("sitemap-<section>.xml", sitemap_views.sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("api/v1/", api.urls),
    *i18n_patterns(
        path("admin/", admin.site.urls),
        path("", include("articles.urls")),
        prefix_default_language=False,
    ),
]
