"""Short forms of division names: 安化 for 安化县, 湘西 for 湘西土家族苗族自治州."""

import re
from functools import cache

from articles.gazetteer.divisions import PROVINCE

PROVINCES_WITHOUT_SUFFIX = ("内蒙古", "广西", "西藏", "宁夏", "新疆", "香港", "澳门")

# Matches 土家族苗族 in 湘西土家族苗族自治州; not 民族 in 民族乡.
PEOPLES = (
    "(?:蒙古族|回族|藏族|维吾尔族?|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族?|傣族|黎族|傈僳族|佤族"
    "|畲族|高山族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜族?|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族?"
    "|阿昌族|普米族|塔吉克族?|怒族|乌孜别克族?|俄罗斯族|鄂温克族|德昂族|保安族|裕固族|京族|塔塔尔族|独龙族|鄂伦春族|赫哲族"
    "|门巴族|珞巴族|基诺族|蒙古|各族)"
)
# Matches 江华瑶族自治县 (stem 江华), 碑林区 (碑林), 东乡族自治县 (东乡); not 攸县, whose stem is too short.
NAME_WITH_SUFFIX = re.compile(
    rf"(?P<stem>.{{2,}}?)族?{PEOPLES}*(?P<suffix>自治州|自治县|自治旗|联合旗|地区|林区|特区|新区|行政区|盟|市|县|区|旗)"
)


@cache
def short_form(name: str, level: int) -> str | None:
    """The name without its kind and peoples (安化县 → 安化); None where nothing shorter of two characters remains."""
    if level == PROVINCE:
        for province in PROVINCES_WITHOUT_SUFFIX:
            if name.startswith(province):
                return province
        stem = name.removesuffix("省").removesuffix("市")
    else:
        match = NAME_WITH_SUFFIX.fullmatch(name)
        stem = match["stem"] if match else name
    return stem if stem != name and len(stem) >= 2 else None


@cache
def half_forms(name: str) -> tuple[str, ...]:
    """Forms without the peoples but with the kind: 湘西州 and 湘西自治州 for 湘西土家族苗族自治州; else empty."""
    match = NAME_WITH_SUFFIX.fullmatch(name)
    if not match or not match["suffix"].startswith("自治") or len(match["stem"]) < 2:
        return ()
    kind = match["suffix"].removeprefix("自治")
    return (match["stem"] + kind, match["stem"] + match["suffix"])
