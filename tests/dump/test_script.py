"""Traditional characters."""

from articles.dump.page import parse_page
from articles.dump.script import is_traditional, simplify


def test_a_text_is_simplified_character_for_character():
    text = "本報記者 張小明：縣裡開會，3人ＡＢ乾杯"
    assert simplify(text) == "本报记者 张小明：县里开会，3人ＡＢ干杯"
    assert len(simplify(text)) == len(text)


def test_a_page_is_traditional_if_many_of_its_characters_are():
    assert is_traditional(["縣裡開會討論農業", "記者報導"]) is True
    assert is_traditional(["县里开会讨论农业生产和水利建设", "乾隆年间修的水渠还在用"]) is False
    assert is_traditional([]) is False


def test_names_and_text_stay_as_printed():
    raw = (
        "青溪縣開通農村客運\n\n本報記者 張小鳳 李長樂\n\n本報訊 青溪縣日前開通三條農村客運線路，方便群眾出門。".encode()
    )
    (article,) = parse_page(raw).articles
    assert article.headline == "青溪縣開通農村客運"
    assert [byline.name for byline in article.bylines] == ["張小鳳", "李長樂"]
    assert article.dateline == "本報訊"
    assert article.paragraphs == ("本報訊 青溪縣日前開通三條農村客運線路，方便群眾出門。",)
