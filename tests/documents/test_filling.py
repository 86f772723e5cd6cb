"""Which places of a form are for its applicant, and which of them hold a value."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zicha.documents.filling import fill_state
from zicha.model.facts.forms import Filling

PRINTED = st.sampled_from(
    ["", " ", "　　年　　月　　日", "□是 □否", "（盖章）", "请如实填写", "河南省开封市＿＿＿＿县", "____", "男 女"]
)


@pytest.mark.parametrize(
    ("rows", "filling"),
    [
        ([["姓名", "王建国"]], Filling(places=1, filled=1)),
        ([["姓名", ""]], Filling(places=1)),
        ([["姓名", "张三", "性别", "男"]], Filling(places=2, filled=1, placeholders=1)),
        ([["姓名", "", "性别", ""]], Filling(places=2)),
        ([["申请人：王建国　联系电话：0371-23881234"]], Filling(places=2, filled=2)),
        ([["申请人：　联系电话：　申请日期：　年　月　日"]], Filling(places=3)),
        ([["姓名", "职务", "电话"], ["王建国", "经理", "13803781234"]], Filling(places=3, filled=3)),
        ([["姓名", "职务", "电话"], ["", "", ""]], Filling(places=3)),
        ([["联系人", "（如：张三）"]], Filling(places=1)),
        ([["单位名称", "××有限公司"]], Filling(places=1, placeholders=1)),
        ([["经营范围", "☑食品 □药品"]], Filling(places=1, filled=1)),
        ([["申请日期", "2026年"]], Filling(places=1)),
        ([["申请日期", "2026年3月1日"]], Filling(places=1, filled=1)),
        ([["咨询电话", "0371-23881234"], ["受理机关", "开封市水利局"], ["审批意见", "同意"]], Filling()),
        ([["事项名称", "取水许可审批"]], Filling()),
        ([["本人______委托______办理"]], Filling(places=2)),
        ([["申请人：__王建国__"]], Filling(places=1, filled=1)),
        ([["申请人：__李明__"]], Filling(places=1, placeholders=1)),
        ([["住所：河南省开封市____县（区）____"]], Filling(places=2)),
        ([["企业名称：________有限公司________分公司"]], Filling(places=2)),
        ([["姓名", "电话", "住址"], ["", "", ""], ["王建国", "", ""], ["", "13803781234", ""]],
            Filling(places=3, filled=2)),
        ([["序号", "姓名", "电话"], ["1", "", ""], ["2", "", ""]], Filling(places=2)),
        ([["性别", "男/女", "民族", "汉族"], ["注册资本", "人民币", "电话", "0371-"]], Filling(places=4)),
        ([["住址", "河南省开封市"]], Filling(places=1)),
        ([["性别", "■男 ■女"]], Filling(places=1)),
        ([["性别", "○男 ○女"]], Filling(places=1)),
        ([["姓名", "王○○"]], Filling(places=1, placeholders=1)),
        ([["单位名称", "指南针商贸有限公司"]], Filling(places=1, filled=1)),
        ([["申请人", "汽车超市"], ["住址", "汽车超市"]], Filling(places=2, filled=1)),
        ([["填表说明"], ["住址：写到门牌。"], ["申请人：王建国"]], Filling(places=1, filled=1)),
        ([["姓名", "单击或点击此处输入文字。"], ["性别", "选择一项。"]], Filling(places=2)),
        ([["姓名", ""], ["填表说明："], ["1.住址：写到门牌。"], ["2.手机：常用号码。"]], Filling(places=1)),
        ([["填写说明"], ["住址：写到门牌。"], ["取水许可申请表"], ["申请人：王建国"]], Filling(places=1, filled=1)),
        ([["填写须知"], ["住址：写到门牌。"], ["姓名", "王建国"]], Filling(places=1, filled=1)),
        ([["1.姓名：指取水权人的姓名。"], ["2.电话：固定电话或者移动电话均可。"]], Filling(places=2)),
        ([["填 写 说 明"], ["住址：写到门牌。"], ["姓名", "王建国"]], Filling(places=1, filled=1)),
        ([["说明：带*号的为必填项。"], ["申请人：王建国"]], Filling(places=1, filled=1)),
        ([["说明：1.用黑色签字笔。"], ["2.住址：写到门牌。"], ["姓名", "王建国"]], Filling(places=1, filled=1)),
        ([["证件类型", "居民身份证", "证件号码", ""]], Filling(places=2)),
        ([["1", "法定代表人身份证复印件", "1份", "□是 □否"], ["2", "经营场所证明", "1份", "□是 □否"]], Filling()),
        ([["兹有法定代表人：周海涛，占地面积：12，联系电话：0371-23881234。"]], Filling(places=3, filled=3)),
        ([["电话", "13800000000"]], Filling(places=1, placeholders=1)),
        ([["本人____，现住____，由____办理，特此声明。"]], Filling(places=3)),
        ([["本人__某某__，现住__××市××路__，由__李四__办理，特此声明。"]], Filling(places=3, placeholders=3)),
        ([["我单位位于  大梁路西段26号  ，自  2024年3月1日  起营业，特此说明。"]], Filling(places=2, filled=2)),
        ([["建筑面积__759__平方米，租金每年____元。"]], Filling(places=2, filled=1)),
        ([["我单位位于  （例：  大梁路西段26号  ）   平方米，特此说明。"]], Filling(places=1)),
        ([["本人 李四 ，身份证号 ×××××× ，现住 大梁路西段26号 ，说明。"]],
            Filling(places=3, filled=1, placeholders=2)),
        ([["本人 郑重承诺 ，已知晓 有关 规定 。"]], Filling()),
        ([["建筑面积__平方米__由甲方提供，一式  3  份。"]], Filling(places=2)),
    ],
)  # fmt: skip
def test_places_and_values(rows: list[list[str]], filling: Filling) -> None:
    state, _ = fill_state(rows)
    assert (state.places, state.filled, state.placeholders) == (filling.places, filling.filled, filling.placeholders)


UNDER_A_HEAD = [["姓名", "绰号", "花名"], ["", "", ""]]
NAMED = [["姓名", "绰号", "花名"], ["王建国", "老王", "大王"]]


@pytest.mark.parametrize(
    ("rows", "places"),
    [
        # the next label of a row, known or not
        ([["姓名", "", "政治面貌", ""], ["性别", "", "绰号", ""]], 4),
        ([["姓名", "", "政治面貌"]], 2),
        ([["申请人", "姓名", "", "绰号", ""]], 2),
        ([["姓名", "政治面貌"]], 1),
        # the head of a list, with rows below it, empty ones, none
        (UNDER_A_HEAD, 3),
        ([["姓名", "所学专业", "职务", "持证情况"]], 4),
        ([["序号", "姓名", "绰号", "花名"], ["1", "", "", ""], ["2", "", "", ""]], 3),
        ([["姓名", "电话", "住址"], ["1", "2", "3"], ["", "", ""]], 3),
        ([["联系人", "名次", "电话"], ["", "1", ""], ["", "2", ""]], 2),
        # units, numbering, variables
        ([["经营面积", "㎡"], ["注册资本", "万元"], ["从业人数", "名"], ["用途", "　　　　　公顷"]], 4),
        ([["用途", "1."], ["理由", "（1）"], ["住址", "1、2、"]], 3),
        ([["姓名", "${name!''}"], ["住址", "{{ address }}"], ["电话", "<%= phone %>"], ["理由", "«reason»"]], 4),
        ([["姓名", "电话", "面积"], ["", "", "平米"], ["", "", "平米"]], 3),
        ([["用途", "详细说明"], ["理由", "详细说明"]], 2),
        # printed text behind a gap, the end of its sentence, its bracket
        ([["联系人：          ，经核实无误。"]], 1),
        ([["住址：。情况属实"], ["（电话：）的抚养人"]], 2),
        ([["姓名：____1.____"]], 2),
        ([["电话", "0371-________"], ["申请日期", "2026________"]], 2),
        # a label that nobody knows, by its end; one with its number before it; the end of a sentence is none
        ([["项目名称", "", "施工许可证号", ""], ["工程名称", "规划许可证文号"]], 3),
        ([["12所属行业名称", "13从业人员姓名"]], 2),
        ([["持身份证、", "一户通", "（一式三份）"]], 0),
        # what tells how to tick, to fill in, to stick on
        ([["单位名称", "请选择对应项目打“√” □企业 □事业"], ["住所", "在“√”处勾选 □有 □无"]], 2),
        ([["住所", "成员为自然人的，填写“居民身份证”上的地址"], ["姓名", "近期二寸免冠彩色照片"]], 2),
        ([["申请人承诺", "以上所填内容真实有效，愿意承担由此产生的一切法律责任"], ["姓名", ""]], 1),
        ([["户籍地址", "省（自治区） 市（地区/州/盟） 县（旗） 街道（乡镇） 社区（村） 组 号楼 单元 室"]], 1),
        ([["建筑面积", "营业用房  m2   冷库  m3  其他 m2"], ["申请人", "O个人O法人"]], 2),
        ([["姓名", "${a.b?default('XX')}", "住所", "<#if x=='1'>${y}</#if>"]], 2),
        # gaps in a sentence, which no date is, nor letters set apart
        ([["兹证明          （企业名称）在近一年内无违法行为，系          辖区企业。"]], 2),
        ([["申   请   书"], ["     年   月   日"], ["以上情况属实，   年   月   日"]], 0),
        # what has no digit answers no number
        ([["联系电话", "由窗口核对"], ["身份证号", "附后"], ["邮箱", "常用"]], 3),
    ],
)  # fmt: skip
def test_what_is_printed_fills_in_nothing(rows: list[list[str]], places: int) -> None:
    state, personal = fill_state(rows)
    assert (state.places, state.filled, state.placeholders, personal) == (places, 0, 0, frozenset())


@pytest.mark.parametrize(
    ("rows", "filled", "words"),
    [
        ([["姓名", "王建国", "诨名", "老王"]], 1, 0),
        ([["姓名", "王建国", "绰号", "老王"]], 2, 1),
        ([["姓名", "王建国", "绰号", "老王", "政治面貌", "群众"]], 3, 2),
        (NAMED, 3, 2),
        ([["姓名", "仇小明"], ["姓名", "尚文静"]], 2, 1),
        ([["申请人签字", "1"], ["用途", "1"]], 2, 1),
        ([["负责人", "阿不都·热合曼"]], 1, 0),
        ([["性别", "男"], ["性别", "男性"]], 2, 1),
        ([["用途", "养殖"], ["理由", "扩大"]], 2, 2),
        ([["用途", "120"], ["理由", "12.5公顷"], ["经营范围", "1,200吨"]], 3, 0),
        ([["住址", "龙亭区西大街26号"], ["住址", "甲路八号院二号楼三单元"], ["住址", "东头"]], 3, 1),
        ([["申请日期", "二〇二六年三月一日"], ["申请日期", "20260301"]], 2, 0),
        ([["注册资本", "壹佰万元整"], ["邮箱", "a@b.cn"], ["用途", "a@b.cn"]], 3, 0),
        ([["身份证号", "4", "1", "0", "2"]], 1, 0),
        ([["联系人", "", "王建国"]], 1, 0),
        ([["联系人：        王建国        。特此证明"]], 1, 0),
        ([["从业人数：____35____人"]], 1, 0),
        ([["单位名称：____开封宏达商贸有限公司____"]], 1, 0),
    ],
)
def test_a_value_shows_by_its_kind(rows: list[list[str]], filled: int, words: int) -> None:
    state, _ = fill_state(rows)
    assert (state.filled, state.words) == (filled, words)
    assert state.sure == filled - words


@pytest.mark.parametrize(
    ("name", "is_placeholder"),
    [
        *[(name, True) for name in ("张三", "李四", "李明", "张三、李四", "张×", "×路×街×号")],
        *[(name, False) for name in ("李明华", "张三丰")],
    ],
)
def test_names_that_stand_for_anybody_are_whole_words(name: str, is_placeholder: bool) -> None:
    state, personal = fill_state([["姓名", name]])
    assert (state.placeholders, state.filled) == ((1, 0) if is_placeholder else (0, 1))
    assert personal == (frozenset() if is_placeholder else {name})


@pytest.mark.parametrize(
    ("rows", "ticked"),
    [
        ([["性别", "☑男 □女"]], 1),
        ([["性别", "■男 □女"], ["类型", "□新办 √变更"]], 2),
        ([["是否同意", "□是", "☑否"]], 1),
        ([["性别", "□男 □女"]], 0),
        ([["☑", "同意"]], 0),
        ([["■一、基本信息 ■二、其他"]], 0),
        ([["请在□内打√"]], 0),
        ([["（在相应的□中划“√”）"]], 0),
        ([["请在□内打√", "☑是 □否"]], 1),
    ],
)
def test_boxes_ticked_among_others(rows: list[list[str]], ticked: int) -> None:
    assert fill_state(rows)[0].ticked == ticked


@pytest.mark.parametrize(
    ("rows", "places", "filled"),
    [
        # a place behind a label that nobody knows is one where it is empty
        ([["绰号", ""], ["花名", "", "别号", ""]], 3, 0),
        ([["绰号", "老周"]], 0, 0),
        ([["取水许可申请表", ""], ["受理编号", ""]], 0, 0),
        ([["绰号：____"], ["花名：____老周____"], ["别号："]], 3, 1),
        ([["兹有绰号：老周，联系电话：        "]], 2, 1),
        # labels over values, two columns or three, a row that ends early
        ([["姓名", "绰号"], ["周海涛", ""]], 2, 1),
        ([["绰号", "姓名"], ["", "周海涛"]], 2, 1),
        ([["姓名", "职务", "电话", ""], ["周海涛"]], 3, 1),
        ([["序号", "姓名", "职务"], ["1", "周海涛"], ["2"]], 2, 1),
        ([["姓 名", "周海涛", "面 积", ""]], 2, 1),
        ([["项目负责人", "项目名称", "简介"], ["周海涛", "创新训练项目", "无"]], 3, 1),
        # an example in the brackets of a label
        ([["住址（例：新乡市中州路1号）", ""], ["姓名（如：张三）", ""]], 2, 0),
    ],
)
def test_the_places_of_labels_known_or_not(rows: list[list[str]], places: int, filled: int) -> None:
    state, _ = fill_state(rows)
    assert (state.places, state.filled) == (places, filled)


@pytest.mark.parametrize(
    ("rows", "loose"),
    [
        ([["甲", "20160209"], ["乙", "开封宏达商贸有限公司"]], 2),
        ([["甲", "12"], ["1", "2016"], ["咨询电话", "0371-23859638"]], 0),
        ([["第三十条规定：“农民专业合作社", "第七项"]], 0),
        ([["原件", "1 1 1 1"], ["车架识别编号/机动车发动机号", "备案回执的文号"]], 0),
        ([["姓名", "周海涛"], ["申请日期", "2026年3月1日"]], 0),
        ([["2026年3月1日"]], 0),
    ],
)
def test_values_of_which_nobody_knows_what_they_answer(rows: list[list[str]], loose: int) -> None:
    assert fill_state(rows)[0].loose == loose


@pytest.mark.parametrize(
    ("rows", "aside"),
    [
        ([["姓名", "", "电话", ""], ["经济性质", "私营", "处理工艺", "生化"]], 2),
        ([["姓名", ""], ["经济性质", "私营"], ["受理编号", "甲"], ["经济性质", "建筑面积"]], 1),
        ([["姓名", "周海涛"], ["经济性质", "私营"]], 0),
        ([["姓名", "", ""], ["经济性质", "私营"]], 0),
        ([["姓名", ""], ["经济性质", "本栏所称经济性质以营业执照上载明的企业类型为准"]], 0),
    ],
    ids=["pairs", "labels and the office's", "no empty place", "other columns", "prose"],
)
def test_words_that_stand_where_others_hold_values(rows: list[list[str]], aside: int) -> None:
    assert fill_state(rows)[0].aside == aside


@pytest.mark.parametrize(
    ("row", "own"),
    [
        (["本人王建国，身份证号码410202199001011234，联系电话13803781234，郑重承诺"], 3),
        (["申请单位", "开封宏达商贸有限公司", "统一社会信用代码", "91410200MA3XABCD1K"], 2),
        (["法定代表人", "王建国（签字）"], 1),
        (["联系电话", "0371-23859638", "地址", "开封市郑开大道市民之家三楼"], 0),
        (["咨询电话：13803781234"], 0),
        (["联系人：刘老师", "供气单位名称", "开封市燃气有限公司"], 0),
        (["身份证号（例：410202199001011234）", ""], 0),
        (["统一社会信用代码", "91410200MA00000000", "姓名", "张三"], 0),
        (["本人承诺所填内容真实，委托代理人办理"], 0),
        (["本人符合第三十条规定，委托毕业学校：“农民专业合作社", ""], 0),
        (["本人于2026年　月　日申请，联系人", "综合窗口"], 0),
    ],
)
def test_what_only_an_applicant_has(row: list[str], own: int) -> None:
    assert fill_state([row])[0].own == own


@pytest.mark.parametrize(
    ("rows", "personal"),
    [
        (
            [["姓名", "身份证号", "电话"], ["王建国", "1", "2"], ["李卫东", "1", "2"], ["赵大勇", "x", "3"]],
            {"王建国", "李卫东", "赵大勇"},
        ),
        ([["申请人", "周海涛（签字）"]], {"周海涛"}),
        ([["经办人", "王建国 13803781234"]], {"王建国"}),
        ([["申请人：__王建国__"]], {"王建国"}),
        ([["负责人", "阿不都·热合曼"]], {"阿不都·热合曼"}),
        ([["本人孙玉兰郑重承诺"]], {"孙玉兰"}),
        ([["现委托李卫东办理，我叫王建国。"]], {"李卫东", "王建国"}),
        ([["我叫王建国，住开封市龙亭区西大街26号。"]], {"王建国", "开封市龙亭区西大街26号"}),
        ([["家庭住址", "龙亭区西大街26号"]], {"龙亭区西大街26号"}),
        ([["本人郑重承诺，委托他人办理", ""], ["申请人：张某某"]], set()),
    ],
)
def test_who_is_named(rows: list[list[str]], personal: set[str]) -> None:
    assert fill_state(rows)[1] == personal


@pytest.mark.parametrize("text", ["（", "□", "洛阳", "住址甲市", "<%", "{", "_", "A", "委托", "姓名：", " ", "洛阳  "])
def test_a_long_text_costs_no_more_than_its_length(text: str) -> None:
    long = text * (100_000 // len(text))
    start = time.process_time()
    for row in ([long], ["姓名", long], [long, long]):
        fill_state([row])
    assert time.process_time() - start < 10, "by its square it would take minutes"


@settings(deadline=None)  # the processors may be busy
@given(
    st.lists(
        st.tuples(st.sampled_from(["姓名", "联系电话", "住所（地址）", "申请日期", "法定代表人"]), PRINTED), max_size=8
    )
)
def test_what_is_printed_is_never_a_value(pairs: list[tuple[str, str]]) -> None:
    state, personal = fill_state([list(pair) for pair in pairs])
    assert (state.filled, state.placeholders, personal) == (0, 0, frozenset())


@settings(deadline=None)  # the processors may be busy
@given(st.lists(st.lists(st.text(max_size=30) | PRINTED, max_size=6), max_size=6))
def test_any_rows_are_counted(rows: list[list[str]]) -> None:
    state, _ = fill_state(rows)
    assert 0 <= state.filled + state.placeholders <= state.places


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        ([["户主", "赵思迁"]], {"赵思迁"}),
        ([["曾 用 名", "赵思迁"], ["家庭关系", "夫妻"]], {"赵思迁"}),
        ([["户　名", "赵 思迁", "户别", "家庭户"]], {"赵 思迁"}),
        ([["被监护人：赵思迁　　关系：父子"]], {"赵思迁"}),
        ([["清算组成员", "王清兰、李孝民、刘正刚"]], {"王清兰", "李孝民", "刘正刚"}),
        ([["委托代理人 ：　　张化恩"]], {"张化恩"}),
        ([["组成人员", "王清兰、窗口"]], set()),
        ([["户主", "张三"]], set()),
        ([["文化程度", "高中"], ["饲养品种", "黄牛"]], set()),
        ([["办理人员", "窗口"], ["户主", "姓名"]], set()),
    ],
)
def test_the_name_of_somebody_is_personal_beside_any_label_of_a_person(rows: list[list[str]], names: set[str]) -> None:
    assert fill_state(rows)[1] == names
