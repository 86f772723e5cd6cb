"""Whether what a page shows is what was approved: an organ, a telephone, a law, a list, a day."""

from __future__ import annotations

from datetime import date

import pytest

from zicha.rules.guide_accuracy.agreement import (
    has_all,
    is_same_basis,
    is_same_day,
    is_same_list,
    is_same_organ,
    is_same_phone,
)
from zicha.text.telephones import telephones


@pytest.mark.parametrize(
    ("approved", "text", "verdict"),
    [
        (["有场所"], "有场所", True),
        (["有场所"], "有场地", False),
        (["场所", "一个场所"], "一个场所，场所", True),  # the longest is looked for first
        (["场所", "一个场所"], "一个场所", False),
        (["年满十八周岁"], "3年满十八周岁", None),
        (["3年经验"], "13年经验", False),
        (["不少于5", "10米"], "不少于5、10米", True),
        (["有场所", "有设备"], "1.有设备；2.有场所。", True),
        (["有场所"], "有场所；有设备", None),
        (["1.有场所", "2.有设备"], "有场所 有设备", True),
        ([], "", True),
        ([], "有场所", None),
    ],
)
def test_prose_of_several_items(approved: list[str], text: str, verdict: bool | None) -> None:
    assert has_all(text, approved) is verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("开封市水利局", True),
        (" 开封市 水利局", True),
        ("河南省开封市水利局", True),
        ("水利局", True),
        ("利局", False),
        ("市水利局", None),
        ("河南省水利厅", False),
        ("开封市水利局、兰考县水利局", None),
        ("兰考县水利局；开封市水利局", None),
        ("河南省水利厅、兰考县水利局", False),
        ("河南省水利厅 兰考县水利局 水利局", None),
        ("非开封市水利局", None),
    ],
)
def test_an_organ(text: str, verdict: bool | None) -> None:
    assert is_same_organ(text, "开封市水利局") is verdict


@pytest.mark.parametrize(
    ("text", "approved", "verdict"),
    [
        ("0371-23881001", "0371-23881001", True),
        ("0371—23881001", "0371-23881001", True),
        ("0378—23881001", "0371-23881001", False),
        ("+86-371-23881001", "0371-23881001", True),
        ("+86-378-23881001", "0371-23881001", False),
        ("0086 0378 23881001", "0371-23881001", False),
        ("8637123881001", "0371-23881001", True),
        ("86-13800000000", "13800000000", True),
        ("23881001", "0371-23881001", True),
        ("0371-23881001", "23881001", True),
        ("0371-23881001、0371-23881002", "0371-23881001", True),
        ("0371-23881001", "0371-23881001、0371-23881002", False),
        ("0378-23881001、23881001", "0371-23881001", True),
        ("0371-2388****", "0371-23881001", None),
        ("400-123 4567", "400-123-4567", True),
        ("", "0371-23881001", False),
        ("见公告", "见 公告", True),
        ("见网站", "见公告", False),
        ("*", "见公告", False),
    ],
)
def test_a_telephone(text: str, approved: str, verdict: bool | None) -> None:
    assert is_same_phone(text, approved) is verdict


@pytest.mark.parametrize(
    ("text", "expected"), [("电话：12345", True), ("0371-23881001", True), ("窗口咨询", False), ("1234", False)]
)
def test_whether_there_is_a_telephone(text: str, expected: bool) -> None:
    assert bool(telephones(text)) is expected


@pytest.mark.parametrize(
    ("text", "approved", "verdict"),
    [
        ("《水法》第四十八条", ["《水法》第四十八条"], True),
        ("《水法》第 四十八 条", ["《水法》第四十八条"], True),
        ("《中华人民共和国水法》第48条", ["《水法》第四十八条"], True),
        ("《水法》第四十八条", ["《中华人民共和国水法》第48条"], True),
        ("《水法》第二、三条", ["《水法》第二条、第三条"], True),
        ("《水法》第二条第三条", ["《水法》第二、三条"], True),
        ("《水法》第二条至第五条", ["《水法》第二、三、四、五条"], True),
        ("《水法》第2-5条", ["《水法》第二条到第五条"], True),
        ("《水法》第九十条至第九十二条", ["《水法》第九十、九十一、九十二条"], True),
        ("《水法》第二条、第五条", ["《水法》第二条至第五条"], False),
        ("《水法》第二条和第五条", ["《水法》第二条，第五条"], True),
        # so many articles are no range
        ("《水法》第一条至第一百条", ["《水法》第一条、第一百条"], None),
        ("《水法》第一条、第一百条", ["《水法》第一条至第一百条"], False),
        ("《水法》第一条至第一百零一条", ["《水法》第一条、第一百零一条"], True),
        ("《水法》第二条之一", ["《水法》第二条"], False),
        ("《水法》第四十九条", ["《水法》第四十八条"], False),
        ("《行政许可法》第四十八条", ["《水法》第四十八条"], False),
        ("《水法》第四十八条、第四十九条", ["《水法》第四十八条"], None),
        ("《水法》第四十八条，《水法》第二条", ["《水法》第二条第四十八条"], None),
        ("《水法》第四十八条，《行政许可法》", ["《水法》第四十八条"], False),
        ("《水法》第八条，依照《行政许可法》第九条办理", ["《水法》第八条"], False),
        ("《水法》第四十八条", ["《水法》第四十八条", "《行政许可法》第二条"], False),
        ("法律法规名称 中华人民共和国水法\n条款号 第四十八条\n条款内容 应当申请", ["《水法》第四十八条"], None),
        ("法律法规名称：水法 条款号：第四十九条", ["《水法》第四十八条"], False),
        ("依据名称 行政许可法\n条款号 第四十八条", ["《水法》第四十八条"], False),
        ("有关规定", ["《水法》第四十八条"], None),
        ("《水法》第四十八条", ["有关规定"], None),
    ],
)
def test_a_basis(text: str, approved: list[str], verdict: bool | None) -> None:
    assert is_same_basis(text, approved) is verdict


@pytest.mark.parametrize(("more", "verdict"), [(41, False), (42, None)])
@pytest.mark.parametrize("approved", [["《水法》第48条"], ["《水法》", "第48条"]])
def test_how_long_a_text_quotes_the_law_itself(approved: list[str], more: int, verdict: bool | None) -> None:
    """水法第48条 are 6 characters: twice as many and 40 may still be a citation, one more is a quotation."""
    text = f"《水法》第四十八条《民法典法律》{'文' * more}"
    assert is_same_basis(text, approved) is verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("生育收养、户籍办理", True),
        ("户籍办理，生育收养", True),
        ("户籍办理 生育收养；", True),
        ("/生育收养|户籍办理/", True),
        ("生育收养、户籍办理、就业创业", None),
        ("生育收养", False),
        ("就业创业", False),
        ("", False),
    ],
)
def test_a_list(text: str, verdict: bool | None) -> None:
    assert is_same_list(text, ["户籍办理", "生育收养"]) is verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("2026-01-05", True),
        ("2026-1-5", True),
        ("2026年1月5日", True),
        ("２０２６/01/05", True),
        ("20260105", True),
        ("自2026.01.05起", True),
        ("2026-01-06", False),
        ("2026-02-05", False),
        ("2025-01-05", False),
        ("20260501", False),
        ("2026年1月", None),
        ("长期", None),
    ],
)
def test_a_day(text: str, verdict: bool | None) -> None:
    assert is_same_day(text, date(2026, 1, 5)) is verdict
