"""Addresses of the pages that readers see."""

from django.urls import path, register_converter

from articles.api.reference import reference
from articles.feeds import BylineFeed, DayFeed, NewspaperFeed, RegionFeed
from articles.views import converters
from articles.views.about import about
from articles.views.advanced import advanced_search
from articles.views.article import article
from articles.views.bylines import byline, bylines
from articles.views.citing import cite_file
from articles.views.complete import complete_query
from articles.views.dates import dates, dates_day, dates_month, dates_undated, dates_year
from articles.views.export import (
    byline_export,
    dates_day_export,
    issue_export,
    newspaper_export,
    region_export,
    search_export,
)
from articles.views.home import home
from articles.views.newspapers import issue, newspaper, newspapers
from articles.views.page import page
from articles.views.regions import region, regions, township
from articles.views.reports import report_article, report_page, thanks_article, thanks_page
from articles.views.search import search
from articles.views.search_feed import SearchFeed
from articles.views.site import help_page, opensearch
from articles.views.source import article_source, page_source

register_converter(converters.CitationStyle, "citation_style")
register_converter(converters.DivisionCode, "division")
register_converter(converters.IsoDate, "date")
register_converter(converters.IsoMonth, "month")
register_converter(converters.CalendarYear, "year")
register_converter(converters.Name, "name")
register_converter(converters.SlashedName, "slashed_name")
register_converter(converters.ExportFormat, "export_format")

EXPORT = "export.<export_format:file_format>"

urlpatterns = [
    path("", home, name="home"),
    path("search/", search, name="search"),
    path("search/advanced/", advanced_search, name="advanced_search"),
    path("search/complete/", complete_query, name="search_complete"),
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
    path("dates/", dates, name="dates"),
    path("dates/undated/", dates_undated, name="dates_undated"),
    path("dates/<year:year>/", dates_year, name="dates_year"),
    path("dates/<month:month>/", dates_month, name="dates_month"),
    path("dates/<date:day>/", dates_day, name="dates_day"),
    path("dates/<date:day>/feed/", DayFeed(), name="dates_day_feed"),
    path(f"dates/<date:day>/{EXPORT}", dates_day_export, name="dates_day_export"),
    path("pages/<slug:public_id>/", page, name="page"),
    path("pages/<slug:public_id>/source/", page_source, name="page_source"),
    path("pages/<slug:public_id>/report/", report_page, name="page_report"),
    path("pages/<slug:public_id>/report/thanks/", thanks_page, name="page_report_thanks"),
    path("articles/<slug:public_id>/", article, name="article"),
    path("articles/<slug:public_id>/source/", article_source, name="article_source"),
    path("articles/<slug:public_id>/cite.<citation_style:style>", cite_file, name="article_citation"),
    path("articles/<slug:public_id>/report/", report_article, name="report"),
    path("articles/<slug:public_id>/report/thanks/", thanks_article, name="report_thanks"),
    path("bylines/", bylines, name="bylines"),
    path("bylines/<slashed_name:name>/feed/", BylineFeed(), name="byline_feed"),
    path(f"bylines/<slashed_name:name>/{EXPORT}", byline_export, name="byline_export"),
    path("bylines/<slashed_name:name>/", byline, name="byline"),
    path("help/", help_page, name="help"),
    path("about/", about, name="about"),
    path("api/", reference, name="api"),
    path("opensearch.xml", opensearch, name="opensearch"),
]
