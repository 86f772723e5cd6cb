"""What words of Chinese texts say, one subject after the other."""

from __future__ import annotations

from datetime import date

import pytest

from zicha.text.addresses import address_in, is_address, is_home
from zicha.text.clauses import choices, clauses, is_supposed, phrases, sentences
from zicha.text.dates import may_be_date, read_date
from zicha.text.folding import fold, half_width, is_nothing, list_items, place_of_item, plain, solid, word_key
from zicha.text.forms import bare_title, operations, subject_of
from zicha.text.handing_in import Sent, says_not_obtained, sent_by_post
from zicha.text.labels import chinese_characters, person_of_section, plain_label, without_applicant, without_owner
from zicha.text.laws import laws, with_plain_articles
from zicha.text.licences import bare_licence
from zicha.text.lists import breaks_of_list, parts_of_name
from zicha.text.numerals import only_number
from zicha.text.places import refuses_for_papers_only, refuses_for_place
from zicha.text.questions import is_free, is_paid, material_asked_for
from zicha.text.steps import is_parallel, says_not_counted, without_remark
from zicha.text.telephones import area_codes, has_hotline, lines_of_desks, telephones
from zicha.text.visits import counted_visits, is_no_reason, is_visit_of_office
from zicha.text.wording import Wording


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("２０个\u200b工作日", "20个工作日"),
        ("\ufeff自然\u00ad人", "自然人"),
        ("20&nbsp;个工作日", "20 个工作日"),
        ("20&amp;nbsp;个", "20 个"),
        ("一<br/>二</p>", "一 二 "),
        ("国发〔2022〕5号", "国发(2022)5号"),
        ("〈办法〉", "《办法》"),
        ("１<２", "1<2"),
    ],
)
def test_what_nobody_sees_is_no_part_of_a_text(text: str, folded: str) -> None:
    assert half_width(text) == folded


def test_ways_to_fold() -> None:
    assert fold(" ①受理 ") == "(1)受理"
    assert solid(" 甲 \u3000乙\n") == "甲乙"
    assert word_key("即办件。 ") == "即办件"
    assert plain("发改价格〔2004〕2831号") == plain("发改价格[2004]2831号")
    assert list_items("甲、乙；丙/丁 戊") == ["甲", "乙", "丙", "丁", "戊"]
    assert is_nothing("\u200b—\u200b")


@pytest.mark.parametrize(
    ("item", "text", "place"), [("5个", "15个", -1), ("5个", "a5个", 1), ("甲.", "乙甲.", 1), ("丙", "甲", -1)]
)
def test_where_an_item_stands(item: str, text: str, place: int) -> None:
    assert place_of_item(item, text) == place


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026年1月5日", date(2026, 1, 5)),
        ("自２０２６/01/05起", date(2026, 1, 5)),
        ("20260105", date(2026, 1, 5)),
        ("120260105", None),
        ("2026-02-30", None),
        ("长期", None),
    ],
)
def test_days(text: str, day: date | None) -> None:
    assert read_date(text) == day
    assert may_be_date(text) is (text != "长期")


@pytest.mark.parametrize(("text", "number"), [("每日50个", 50), ("10-20个", None), ("不限", None), ("５０", 50)])
def test_the_only_number(text: str, number: int | None) -> None:
    assert only_number(text) == number


def test_telephones() -> None:
    assert telephones("0371-23881001转8，+86 378 23881002") == (("0371", "23881001"), ("0378", "23881002"))
    assert lines_of_desks("0371-2388 1001、13800000000、12345") == {"23881001", "13800000000"}
    assert has_hotline("请拨12345")
    assert not has_hotline("0371-12345678")
    assert area_codes("（0378）23881001、0371－23881002") == ["0378", "0371"]


def test_laws() -> None:
    text = with_plain_articles("《中华人民共和国水法》第七条、第四十八条，《条例》第二、三条")
    assert laws(text) == {"水法": {"第7条", "第48条"}, "条例": {"第2条", "第3条"}}


@pytest.mark.parametrize(
    ("refusal", "place", "papers"),
    [
        ("户籍不在本市", True, False),
        ("请到户籍所在地办理", True, False),
        ("材料不齐", False, True),
        ("材料不齐，应到户籍地开具证明", False, False),
        ("不符合条件", False, False),
    ],
)
def test_refusals(refusal: str, place: bool, papers: bool) -> None:
    assert (refuses_for_place(refusal), refuses_for_papers_only(refusal)) == (place, papers)


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("申请材料可邮寄", {Sent.MATERIALS}),
        ("结果支持寄送；材料可EMS提交", {Sent.RESULT, Sent.MATERIALS}),
        ("支持快递", {Sent.EITHER}),
        ("不支持邮寄", set()),
        ("材料暂未开通邮寄", set()),
        ("窗口领取", set()),
    ],
)
def test_what_is_sent(text: str, sent: set[Sent]) -> None:
    assert sent_by_post(text) == sent


def test_shared_data_that_did_not_come() -> None:
    assert says_not_obtained("营业执照 获取失败")
    assert not says_not_obtained("如获取失败，请上传")


@pytest.mark.parametrize(
    ("clause", "comes"),
    [
        ("工作人员到现场核验", True),
        ("专家组赴现场踏勘", True),
        ("专家赴现场踏勘", True),
        ("设备经现场核验合格", True),
        ("由本人到机关现场核验", False),
        ("到申请人住所由工作人员上门核查", True),
        ("现场核验", False),
    ],
)
def test_who_comes(clause: str, comes: bool) -> None:
    assert is_visit_of_office(clause) is comes


def test_visits_in_answers() -> None:
    assert (counted_visits("最多跑两次"), counted_visits("一次也不用跑"), counted_visits("要去")) == (2, 0, 0)
    assert is_no_reason("无需到现场，可网上办理")
    assert not is_no_reason("核验原件")


def test_steps() -> None:
    assert says_not_counted("公示时间不计入办结时限", "公示")
    assert not says_not_counted("公示时间不计入办结时限", "审查")
    assert is_parallel("与审查环节同步进行")
    assert not is_parallel("同步告知申请人")
    assert without_remark("专家评审（20个工作日）") == "专家评审"


def test_questions_and_answers() -> None:
    assert is_free("不收费")
    assert is_paid("需缴费")
    assert not is_paid("不需要缴费")
    assert material_asked_for("办理时需要提供营业执照吗？") == "营业执照"
    assert material_asked_for("农民工讨薪要提供合同吗？") == ""


def test_clauses_and_sentences() -> None:
    assert clauses("甲，乙。但丙") == ("甲", "乙", "丙")
    assert choices("本人到场或视频核验，也可委托") == ("本人到场", "视频核验", "也可委托")
    assert sentences("甲。乙！ 丙") == ("甲", "乙", "丙")
    assert phrases("甲（乙） 丙、丁") == ("甲", "乙", "丙", "丁")
    assert [is_supposed(each) for each in ("如失败", "失败的", "失败")] == [True, True, False]


def test_labels() -> None:
    assert plain_label(" *姓名： ") == "姓名"
    assert without_owner("名称（单位）：") == "名称"
    assert without_applicant("申请人姓名") == "姓名"
    assert without_applicant("申请人") == "申请人"
    assert person_of_section("联系人信息") == "联系人"
    assert person_of_section("经营情况说明") == ""
    assert chinese_characters("abc甲乙。") == 2


def test_forms_and_licences() -> None:
    assert operations("变更登记") & operations("变更")
    assert not operations("变更") & operations("注销")
    assert bare_title("《取水 申请表》（样表）") == "取水申请表"
    assert subject_of("河南省开封市取水许可申请表") == "取水"
    assert bare_licence("中华人民共和国残疾人证（正本）") == "残疾人证"


def test_lists() -> None:
    assert breaks_of_list("1.甲地；2.乙地") == 3
    assert parts_of_name("营业执照和身份证") == {"营业执照", "身份证"}
    assert parts_of_name("章程") == frozenset()


def test_addresses() -> None:
    assert is_address("www.example.gov.cn/apply")
    assert is_address("/apply")
    assert not is_address("见首页")
    assert address_in("请打开https://a.gov.cn/x。") == "https://a.gov.cn/x"
    assert address_in("见首页") == ""
    assert is_home("https://a.gov.cn/index.html")
    assert not is_home("https://a.gov.cn/#/apply")


def test_a_wording() -> None:
    words = Wording("甲", "乙+", any_case=True)
    assert (words.is_in("丙乙"), words.begins("丙乙"), words.is_all_of("乙乙"), words.is_all_of("乙丙")) == (
        True, False, True, False,
    )  # fmt: skip
    assert words.all_in("甲丙乙乙") == ("甲", "乙乙")
    assert (words.before("丙甲丁"), words.before("丁")) == ("丙", "丁")
    assert words.removed_from("甲丙乙", "-") == "-丙-"
    assert words.apart("丙甲丁") == ("丙", "丁")
