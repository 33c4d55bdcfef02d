"""One invented archive, small enough to be read through by the oracle and varied enough for every feature."""

from datetime import date

from articles.models import Article
from tests.search.factories import Written, make_article, make_dump, make_newspaper, make_region


def build_archive() -> list[Article]:
    """Store some fifteen articles of two newspapers, several years and nested regions; return them."""
    hunan = make_region("430000", "湖南省", aliases=["湖南"])
    yiyang = make_region("430900", "益阳市", hunan, aliases=["益阳"])
    anhua = make_region("430923", "安化县", yiyang, aliases=["安化"])
    taojiang = make_region("430922", "桃江县", yiyang, aliases=["桃江"])
    pingkou = make_region("", "平口镇", anhua)
    changde = make_region("430700", "常德市", hunan, aliases=["常德"])
    fujian = make_region("350000", "福建省", aliases=["福建"])
    longyan = make_region("350800", "龙岩市", fujian)

    daily, weekly = make_newspaper("csrb", "测试日报"), make_newspaper("cszb", "测试周报")
    front = make_dump(daily, date(2022, 10, 11), page_no=1, page_name="要闻")
    second = make_dump(daily, date(2022, 10, 11), page_no=2, page_name="教育")
    month_only = make_dump(daily, date(2022, 10, 1), precision="month", page_no=None)
    year_only = make_dump(weekly, date(2021, 1, 1), precision="year")
    undated = make_dump(weekly, None)
    later = make_dump(weekly, date(2023, 3, 5), page_no=4, page_name="要闻")

    return [
        make_article(Written(
            "湘商回归签约活动举行", ("本报讯 青年企业家沙龙昨日举行，现场签约３．３亿元。", "一批５００千伏工程同时开工。"),
            kicker="大湖之畔", deck="——二十家企业落户", names=("林一禾", "周小满"), regions=(anhua, changde),
        ), front),
        make_article(Written("禁毒宣传进校园", ("民警来到安化县一所中学，讲解禁毒知识。",), names=("林一禾",),
                             regions=(pingkou,), form="brief"), front),
        make_article(Written("禁毒知识竞赛", ("比赛在常德举行，来自各校的队伍参加。",), names=("江晚舟",),
                             regions=(changde,)), second),
        make_article(Written("乡村图书馆开放", ("平口镇的图书馆藏书5000册。", "ＧＤＰ增長不是唯一目標，GDP 之外还有生活。"),
                             crosshead="书香满屋", regions=(pingkou, taojiang)), second),
        make_article(Written("回归田园的湘商", ("湘商们说，经济发展要靠实干。",), regions=(taojiang,)), month_only),
        make_article(Written("經濟發展新氣象", ("沒有關係，我們繼續努力。党建引领，真抓实干。",)), month_only),
        make_article(Written("", ("一则没有标题的简讯：5G网络通到山村。",), captions=("村民田 鹏在打电话",),
                             form="photo"), year_only),
        make_article(Written("龙舟赛", ("二〇二一年，龙岩来的队伍得了第5名。",), regions=(longyan,)), year_only),
        make_article(Written("没有日期的旧闻", ("湘江涨水，500人转移；5,000名群众平安。",), regions=(hunan,)), undated),
        make_article(Written("红茶与黑茶", ("安化黑茶出口到 New York 和 new jersey。<b>热销</b>", "covid-19 期间也没有停。"),
                             names=("New Writer",), regions=(anhua, fujian)), later),
        make_article(Written("党建引领乡村振兴", ("经济、发展，两个词分开写。党建，引领。",), names=("周小满",),
                             byline_raw="通讯员 周小满"), later),
        make_article(Written("书香", ("满屋的书。", "香气四溢。"), dateline="本报常德3月5日讯"), later),
    ]  # fmt: skip
