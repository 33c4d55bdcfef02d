"""The queries that are measured, in classes, as trees of the archive's query language."""

from articles.search.query import InRegions, Node, PlaceNamed, parse_query, rewrite

_TYPED = {
    "frequent word": "发展 建设 工作 群众 社会 经济 企业 我们",
    "middling word": "防汛 旅游 景区 葡萄 繁殖 尚书",
    "rare word": "拖拉机 国家民委 迎春花 惊蛰 数模转换 陈志强",
    "two words": "发展/经济 乡村/振兴 教育/医疗 旅游/景区 党建/社区 防汛/排查 投资/项目 中国/学校",
    "three words": "基层/党建/群众 产业/发展/集体 医院/学校/社区",
    "phrase": '"乡村振兴" "基层党建" "产业发展" "营商环境" "集体经济" "垃圾分类" "的工作" "党建引"',
    "alternatives": "旅游/或/景区 党建/或/党组织/或/党员 防汛/或/消防 发展/或/经济",
    "exclusion": "发展/-经济 旅游/-景区 乡村/-振兴",
    "person": "作者:王伟 作者:李芳 王小兰 李文秀",
    "headline": "标题:党建 标题:发展 标题:旅游 标题:党建/发展 标题:经济",
    "filter": "发展/日期:2019..2022/地区:430102 党建/日期:2015..2019 旅游/地区:430105 经济/日期:2000..2009 "
    '"营商环境"/日期:2018..2022 防汛/或/消防/日期:2016-06..2016-09',
    "beginning": "党* 乡村* 环境* 生态* 拖拉*",
}


def _by_code(leaf: Node) -> Node:
    return InRegions((leaf.name,)) if isinstance(leaf, PlaceNamed) else leaf


def queries() -> list[tuple[str, str, Node]]:
    """Return each query's class, what a reader would type, and its tree."""
    listed = []
    for name, typed in _TYPED.items():
        for query in typed.split(" "):
            text = query.replace("/", " ")
            tree = parse_query(text).tree
            listed.append((name, text, rewrite(tree, _by_code)))
    return listed
