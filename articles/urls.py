"""Addresses of the pages that readers see."""

from django.urls import path, register_converter

from articles.api.reference import reference
from articles.feeds import BylineFeed, NewspaperFeed, RegionFeed
from articles.views import converters
from articles.views.about import about
from articles.views.article import article, byline
from articles.views.export import byline_export, issue_export, newspaper_export, region_export, search_export
from articles.views.home import home
from articles.views.newspapers import issue, newspaper, newspapers
from articles.views.page import page, page_source
from articles.views.regions import region, regions, township
from articles.views.search import search
from articles.views.search_feed import SearchFeed
from articles.views.site import help_page, opensearch

register_converter(converters.DivisionCode, "division")
register_converter(converters.IsoDate, "date")
register_converter(converters.Name, "name")
register_converter(converters.SlashedName, "slashed_name")
register_converter(converters.ExportFormat, "export_format")

EXPORT = "export.<export_format:file_format>"

urlpatterns = [
    path("", home, name="home"),
    path("search/", search, name="search"),
    path(f"search/{EXPORT}", search_export, name="search_export"),
    path("search/feed/", SearchFeed(), name="search_feed"),
    path("regions/", regions, name="regions"),
    path("regions/<division:code>/", region, name="region"),
    path("regions/<division:code>/feed/", RegionFeed(), name="region_feed"),
    path(f"regions/<division:code>/{EXPORT}", region_export, name="region_export"),
    path("regions/<division:county>/<name:name>/", township, name="township"),
    path("regions/<division:code>/<name:township>/feed/", RegionFeed(), name="township_feed"),
    path(f"regions/<division:code>/<name:township>/{EXPORT}", region_export, name="township_export"),
    path("newspapers/", newspapers, name="newspapers"),
    path("newspapers/<name:code>/", newspaper, name="newspaper"),
    path("newspapers/<name:code>/feed/", NewspaperFeed(), name="newspaper_feed"),
    path(f"newspapers/<name:code>/{EXPORT}", newspaper_export, name="newspaper_export"),
    path(f"newspapers/<name:code>/<date:issue_date>/{EXPORT}", issue_export, name="issue_export"),
    path("newspapers/<name:code>/<date:issue_date>/", issue, name="issue"),
    path("pages/<slug:public_id>/", page, name="page"),
    path("pages/<slug:public_id>/source/", page_source, name="page_source"),
    path("articles/<slug:public_id>/", article, name="article"),
    path("bylines/<slashed_name:name>/feed/", BylineFeed(), name="byline_feed"),
    path(f"bylines/<slashed_name:name>/{EXPORT}", byline_export, name="byline_export"),
    path("bylines/<slashed_name:name>/", byline, name="byline"),
    path("help/", help_page, name="help"),
    path("about/", about, name="about"),
    path("api/", reference, name="api"),
    path("opensearch.xml", opensearch, name="opensearch"),
]
