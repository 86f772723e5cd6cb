"""Which name of a material means which."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zicha.catalogue.material_words import material_words
from zicha.inventory import load
from zicha.published.material_names import (
    Sameness,
    are_opposed,
    compare_names,
    is_one_of,
    normalise,
    pair_materials,
    pair_renamed,
    trailing_mark,
)

NAMES = st.lists(
    st.text(alphabet=st.sampled_from("申请书表变更备案身份证明复印件营业执照（）《》 1.新办"), max_size=10)
    | st.text(max_size=6),
    max_size=6,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("申请书", "《申请书》"),
        ("申请书", " 申 请 书 "),
        ("取水许可申请书", "1.取水许可申请书（加盖公章）"),
        ("取水许可申请书", "“取水许可申请书”（空表）"),
        ("取水许可申请书", "取水许可申请书（原件1份）*"),
        ("身份证", "居民身份证"),
        ("身份证", "有效身份证件"),
        ("申请人身份证", "申请人居民身份证（复印件1份）"),
        ("身份证", "身份证复印件"),
        ("营业执照", "营业执照原件及复印件"),
        ("申请人身份证明", "申请人有效身份证明"),
        ("企业法人营业执照", "营业执照"),
        ("营业执照", "营业执照副本"),
        ("户口簿", "居民户口簿"),
        ("场所平面图", "场所平面布局图"),
        ("身份证或者社会保障卡", "居民身份证"),
        ("身份证/社会保障卡", "社保卡"),
        ("本人社会保障卡或者银行卡", "银行卡复印件"),
        ("申请人身份证", "居民身份证复印件"),
        ("本人银行卡", "申请人银行卡"),
        ("法定代表人（负责人）身份证", "法定代表人身份证"),
        ("取水许可申请书", "取水许可申请表"),
        ("劳动合同", "劳动合同书"),
        ("授权委托书", "授权委托书（加盖公章）"),
        ("近三年财务报表", "三年财务报表"),
        ("无犯罪记录证明", "无犯罪记录证明书"),
        ("无犯罪记录证明", "犯罪记录证明"),
        ("申请表", "（1）申请表"),
        ("申请表", "①申请表"),
        ("申请表", "一、申请表"),
        ("申请表", "1 申请表"),
        ("申请表", "申请表【原件】"),
        ("申请表", "申请表（纸质）"),
        ("营业执照", "营业执照 免提交"),
        ("营业执照", "营业执照（必要）"),
    ],
)
def test_one_material_in_two_wordings(one: str, other: str) -> None:
    assert pair_materials([one], [other]) == {0: 0}
    assert pair_materials([other], [one]) == {0: 0}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("申请书", "变更申请书"),
        ("取水许可申请书", "取水许可变更申请书"),
        ("取水许可延续申请书", "取水许可注销申请书"),
        ("护士执业注册申请表（首次）", "护士执业注册申请表（延续）"),
        ("申请表", "登记表"),
        ("法定代表人身份证", "经办人身份证"),
        ("法定代表人身份证明", "委托代理人身份证明"),
        ("法定代表人证件(身份证)", "法定代表人证件(授权书)"),
        ("营业执照", "身份证"),
        ("章程", ""),
        ("法定代表人身份证", "法定代表人身份证明书"),
        ("法定代表人任职证明", "法定代理人任职证明"),
        ("男方身份证", "女方身份证"),
        ("转让方营业执照", "受让方营业执照"),
        ("建设项目环境影响报告书", "建设项目环境影响报告表"),
        ("建设用地规划许可证", "建设工程规划许可证"),
        ("本科学历证书", "本科学位证书"),
        ("2024年度审计报告", "2025年度审计报告"),
        ("近三年财务报表", "近两年财务报表"),
        ("一寸免冠照片", "二寸免冠照片"),
        ("家庭收入证明", "家庭无收入证明"),
        ("消防设计文件图纸", "消防施工文件图纸"),
        ("房屋租赁合同", "房屋租赁证明"),
        ("原法定代表人身份证", "新法定代表人身份证"),
        ("从业人员名单", "从业人员照片"),
        ("工资表（1月份）", "工资表（12月份）"),
    ],
)
def test_two_materials(one: str, other: str) -> None:
    assert pair_materials([one], [other]) == {}
    assert pair_materials([other], [one]) == {}


def test_no_two_materials_of_a_shipped_matter_are_taken_for_one(pytestconfig: pytest.Config) -> None:
    for matter in load(pytestconfig.rootpath / "matters").matters:
        for one, other in combinations([material.name for material in matter.guide.materials], 2):
            assert pair_materials([one], [other]) == {}


def test_the_nearest_pair_goes_first() -> None:
    listed = ["取水许可申请书（附图）", "取水许可申请书"]
    assert pair_materials(["取水许可申请书", "取水许可申请书附图"], listed) == {0: 1, 1: 0}


def test_notes_are_dropped_but_not_what_the_paper_is() -> None:
    assert normalise("身份证（复印件1份）") == "身份证"
    assert normalise("证件（身份证）") == "证件(身份证)"


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("《申请书》", "申请书"),
        ("“申请 表”*", "申请表"),
        ("'申请表'\"", "申请表"),
        ("2.申请表【原件】", "申请表"),
        ("营业执照 免提交", "营业执照"),
        ("营业执照（容缺受理）", "营业执照"),
        # one paper under several names
        ("有效居民身份证件", "身份证"),
        ("第二代身份证", "身份证"),
        ("身份证明", "身份证明"),
        ("企业法人营业执照", "营业执照"),
        ("居民户口本", "户口簿"),
        ("社保卡", "社会保障卡"),
        # notes
        ("申请表（空表）", "申请表"),
        ("申请表(加盖公章)（一份）", "申请表"),
        ("申请表（电子版）章程（纸质）", "申请表章程"),
        ("照片（近期）", "照片(近期)"),
        ("法定代表人（或主要负责人）证明", "法定代表人证明"),
        ("业主（投资人）名单", "业主名单"),
        ("业主、（经营者）名单", "业主、名单"),
        # what is handed in of it
        ("身份证复印件", "身份证"),
        ("营业执照原件及复印件", "营业执照"),
        ("毕业证原件、复印件", "毕业证"),
        ("复印件", "复印件"),
        ("复印件说明", "复印件说明"),
        # whose it is
        ("申请人的身份证", "身份证"),
        ("本人银行卡", "银行卡"),
        ("申报人照片", "照片"),
        ("本人", "本人"),
        ("受托人身份证", "受托人身份证"),
        ("委托本人办理的证明", "委托本人办理的证明"),
        ("", ""),
    ],
)
def test_the_name_that_is_compared(name: str, plain: str) -> None:
    assert normalise(name) == plain


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("营业执照 免提交", "免提交"),
        ("营业执照（该材料免予提交）", "该材料免予提交"),
        ("【1】营业执照【已关联电子证照】", "已关联电子证照"),
        ("《章程》 非必要 ", "非必要"),
        ("章程[可容缺后补]", "可容缺后补"),
        ("章程必要", ""),
        ("（必要）章程", ""),
        ("必要", ""),
        ("章程", ""),
        ("", ""),
    ],
)
def test_the_mark_behind_a_name(name: str, mark: str) -> None:
    assert trailing_mark(name) == mark


@pytest.mark.parametrize(
    ("wanted", "offered", "pairs"),
    [
        # each is used once, the nearest go first, of equals the first
        (["申请书", "申请书"], ["申请书", "申请书"], {0: 0, 1: 1}),
        (["申请书", "申请书"], ["申请书"], {0: 0}),
        (["申请书"], ["申请书", "申请书"], {0: 0}),
        (["身份证或者社保卡", "身份证"], ["身份证"], {1: 0}),
        (["身份证"], ["身份证或社保卡", "身份证"], {0: 1}),
        (["甲乙丙丁戊己庚辛子丑", "甲乙丙丁戊己庚辛壬丑"], ["甲乙丙丁戊己庚辛壬癸"], {1: 0}),
        (["甲乙丙丁戊己庚辛壬子", "甲乙丙丁戊己庚辛壬丑"], ["甲乙丙丁戊己庚辛壬癸"], {0: 0}),
        (["甲乙丙丁戊己庚辛壬癸"], ["甲乙丙丁戊己庚辛子丑", "甲乙丙丁戊己庚辛壬丑"], {0: 1}),
        (["甲乙丙丁戊己庚辛壬癸"], ["甲乙丙丁戊己庚辛壬子", "甲乙丙丁戊己庚辛壬丑"], {0: 0}),
        (["甲乙丙丁戊", "庚辛壬癸"], ["庚辛壬癸", "甲乙丙丁己"], {0: 1, 1: 0}),
        # 80 of 100 are near enough
        (["甲乙丙丁戊"], ["甲乙丙丁己"], {0: 0}),
        (["甲乙丙丁戊己庚辛壬"], ["甲乙丙丁戊己庚子丑"], {}),
        # a choice of one letter names nothing
        (["甲/乙"], ["甲"], {}),
        (["甲或乙丙"], ["乙丙"], {0: 0}),
        # words that only one of them has are no contrast
        (["股东身份信息登记"], ["身份信息登记"], {0: 0}),
        (["2024年和2025年度审计报告书"], ["2025年和2024年度审计报告书"], {0: 0}),
        (["家庭未成年子女情况说明"], ["家庭子女情况说明"], {0: 0}),
        (["未成年人监护情况说明"], ["未婚成年人监护情况说明"], {}),
        (["企业无违法记录说明"], ["企业违法记录说明"], {0: 0}),
    ],
)
def test_which_is_paired_with_which(wanted: list[str], offered: list[str], pairs: dict[int, int]) -> None:
    assert pair_materials(wanted, offered) == pairs


@given(NAMES)
def test_every_list_matches_itself(names: list[str]) -> None:
    assert pair_materials(names, names) == {index: index for index in range(len(names))}


@given(NAMES, NAMES)
def test_a_match_is_one_to_one(wanted: list[str], offered: list[str]) -> None:
    pairs = pair_materials(wanted, offered)
    assert len(set(pairs.values())) == len(pairs)
    assert all(0 <= i < len(wanted) and 0 <= j < len(offered) for i, j in pairs.items())


@given(NAMES, st.randoms(use_true_random=False))
def test_equal_names_find_each_other_in_any_order(names: list[str], random: Random) -> None:
    plain = {normalise(name) for name in names}
    shuffled = sorted(names, key=lambda _: random.random())
    pairs = pair_materials(names, shuffled)
    assert len(pairs) == len(names)
    assert {normalise(shuffled[j]) for j in pairs.values()} == plain


# ── the one decision ─────────────────────────────────────────────────────────────────────────────────────────────


def sameness(one: str, other: str) -> Sameness:
    decision = compare_names(one, other)
    assert decision is compare_names(other, one)
    return decision


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("食品经营许可证", "《食品经营许可证》正、副本原件"),
        ("食品经营许可证正本", "食品经营许可证副本"),
        ("食品经营许可证", "食品经营许可证（正本及副本）"),
        ("健康证", "健康证原件及复印件"),
        ("护士执业证书", "护士执业证书（原件，交验后退回）"),
        ("房屋租赁合同", "房屋租赁合同（复印件，验原件）"),
        ("房屋租赁合同", "房屋租赁合同复印件加盖公章"),
        ("房屋租赁合同", "房屋租赁合同扫描件"),
        ("法定代表人身份证", "法定代表人身份证正反面复印件（须加盖公章）"),
        ("法定代表人身份证", "法定代表人（负责人）居民身份证"),
        ("授权委托书", "加盖企业公章的授权委托书"),
        ("授权委托书", "经法定代表人签字并加盖公章的授权委托书"),
        ("授权委托书", "法定代表人签字确认的授权委托书"),
        ("授权委托书", "授权委托书（单位公章）"),
        ("股东会决议", "股东会决议（全体股东签署）"),
        ("执业许可证（变更后）", "执业许可证副本（变更后）"),
        ("执业许可证（变更后）", "执业许可证（变更后）副本原件及复印件"),
        ("授权委托书", "授权委托书（委托人签名、盖手印）（双方签字）"),
        ("审计报告", "审计报告2份"),
        ("审计报告", "审计报告（一式三份）"),
        ("审计报告", "审计报告（原件及复印件各一份）"),
        ("申请表", "申请表（网上填写）"),
        ("申请表", "申请表（用A4纸打印，加盖公章）"),
        ("申请表", "申请表（PDF）"),
        ("卫生许可证", "有效期内的卫生许可证"),
        ("卫生许可证", "现行有效的卫生许可证"),
        ("场所的照片", "场所照片"),
        ("章程（草案）", "章程草案"),
    ],
)
def test_the_shape_in_which_a_paper_is_handed_in_makes_no_other_paper(one: str, other: str) -> None:
    assert sameness(one, other) is Sameness.SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # one word is another one
        ("放射性药品使用许可证", "麻醉性药品使用许可证"),
        ("消防设施年度检查记录", "消防设施年度维护记录"),
        ("第十三套图集", "第十四套图集"),
        ("毕业证", "毕业证书"),
        ("特种设备使用登记表", "特种设备使用登记书"),
        # a wider term
        ("有效身份证件", "居民身份证"),
        ("法定代表人身份证件", "法定代表人身份证"),
        ("居住证明材料", "居住证明"),
        ("住房公积金缴存证明", "公积金缴存证明"),
        # a note says more
        ("场所证明", "场所证明（房产证）"),
        ("护照", "护照（首页复印件）"),
        ("体检表（县级以上医院出具）", "体检表"),
        ("申请表", "申请表（企业提供）"),
        ("照片", "照片（现场）"),
        # any of them will do
        ("身份证或者护照", "护照"),
        ("原许可证", "许可证或者原许可证"),
    ],
)
def test_any_other_word_is_a_question(one: str, other: str) -> None:
    assert sameness(one, other) is Sameness.UNCLEAR
    assert not are_opposed(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("营利性医疗机构说明", "非营利性医疗机构说明"),
        ("动产抵押登记情况", "不动产抵押登记情况"),
        ("改造前的房屋现状说明", "改造后房屋现状说明（原件）"),
        ("丙类厂房说明", "丁类厂房说明"),
        ("B2驾驶员考核记录", "C1驾驶员考核记录"),
        ("GSP检查情况说明", "GMP检查情况说明"),
        ("男职工名册", "女职工名册"),
        ("中级职称评审情况", "高级职称评审情况"),
        ("药品批发企业情况说明", "药品零售企业情况说明"),
        ("进口货物情况说明", "出口货物情况说明"),
        ("申请表（个人）", "申请表（单位）"),
        ("首次评估情况说明", "复评情况说明"),
        ("监理单位承诺书", "设计单位承诺书"),
    ],
)
def test_words_that_exclude_each_other_are_two_papers(one: str, other: str) -> None:
    assert sameness(one, other) is Sameness.ANOTHER
    assert are_opposed(one, other)
    assert are_opposed(other, one)


def test_names_that_share_little_are_two_papers_without_excluding_each_other() -> None:
    assert sameness("场地使用证明", "经营场所证明") is Sameness.ANOTHER
    assert not are_opposed("场地使用证明", "经营场所证明")
    assert sameness("房屋安全鉴定", "房屋安全检测") is Sameness.ANOTHER
    assert not are_opposed("证件（身份证）", "证件（护照）")
    assert not are_opposed("护照", "护照（复印件）")


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("证件（）", "证件"),
        ("证件（、）", "证件"),
        ("证件（身份证原件）", "证件(身份证)"),
        ("证件（身份证原件、护照复印件）", "证件(身份证、护照)"),
        ("证件（身份证；复印件）", "证件(身份证)"),
        ("许可证（正、副本）", "许可证"),
        ("许可证（正、副本，下载）", "许可证"),
        ("申请表（企业提供）", "申请表(企业提供)"),
        ("申请表（企业盖章）", "申请表"),
        ("照片（现场）", "照片(现场)"),
        ("照片（现场提交）", "照片"),
        ("图集第二套", "图集第二套"),
        ("图集第十二套", "图集第十二套"),
        ("图集十二套", "图集"),
        ("身份证（业主）", "身份证(业主)"),
        ("法定代表人（或主要负责人）名单", "法定代表人名单"),
        ("身份证件", "身份证件"),
        ("居民身份证件", "身份证"),
        ("二代身份证", "身份证"),
        ("居民身份证明", "居民身份证明"),
        ("有效证件", "证件"),
        ("在有效期内的护照", "护照"),
        ("在有效期限内的护照", "护照"),
        ("合法有效的护照", "护照"),
        ("有效性证明", "有效性证明"),
        ("加盖公章的", "加盖公章的"),
        ("签字并盖章的合同", "合同"),
        ("证件副本（护照）", "证件(护照)"),
        ("申请书或", "申请书或"),
        ("申请书或复印件或", "申请书"),
        ("盖有公司印章的合同", "合同"),
        ("盖章确认的合同", "合同"),
        ("盖章的", "盖章的"),
        ("合同，请盖章", "合同,请"),
    ],
)
def test_what_is_about_handing_in_is_dropped(name: str, plain: str) -> None:
    assert normalise(name) == plain


@pytest.mark.parametrize(
    ("name", "choice", "is_one"),
    [
        ("护照复印件", "身份证或者护照", True),
        ("居民身份证", "身份证/护照", True),
        ("身份证", "身份证或护照（原件）", True),
        ("社保卡", "身份证或者护照", False),
        ("护", "照或护", False),
        ("护照", "护照", True),
    ],
)
def test_a_paper_of_which_any_will_do(name: str, choice: str, is_one: bool) -> None:
    assert is_one_of(name, choice) is is_one


@pytest.mark.parametrize(
    ("wanted", "offered", "pairs", "renamed"),
    [
        (["场地使用证明"], ["经营场所证明"], {}, {0: 0}),
        (["场地使用证明"], ["经营场所证明"], {0: 0}, {}),
        (["章程"], ["会议纪要"], {}, {}),
        # 40 of 100 are enough
        (["甲乙丙丁戊"], ["甲乙己庚辛"], {}, {0: 0}),
        (["甲乙丙丁戊己"], ["甲乙庚辛壬癸"], {}, {}),
        # the nearest go first, each once
        (["甲乙丙丁戊"], ["甲乙己庚辛", "甲乙丙庚辛"], {}, {0: 1}),
        (["甲乙己庚辛", "甲乙丙庚辛"], ["甲乙丙丁戊"], {}, {1: 0}),
        (["甲乙丙丁戊", "章程"], ["章程", "甲乙丙庚辛"], {1: 0}, {0: 1}),
        (["甲乙丙丁戊", "甲乙丙庚辛"], ["甲乙丙庚辛", "子丑"], {0: 0}, {}),
    ],
)
def test_what_is_left_over_is_paired_by_what_the_names_share(
    wanted: list[str], offered: list[str], pairs: dict[int, int], renamed: dict[int, int]
) -> None:
    assert pair_renamed(wanted, offered, pairs) == renamed


# ── whatever the paper is called ─────────────────────────────────────────────────────────────────────────────────

CONTENT = [
    "消防",
    "食品",
    "医疗",
    "船员",
    "道路",
    "排水",
    "驾驶",
    "设施",
    "安全",
    "经营",
    "检测",
    "鉴定",
    "使用",
    "评价",
]
ENDINGS = ["许可证", "合同", "报告", "申请表", "登记证", "证明", "方案", "说明"]
WORDS = st.tuples(st.lists(st.sampled_from(CONTENT), min_size=1, max_size=4), st.sampled_from(ENDINGS)).map(
    lambda drawn: [*drawn[0], drawn[1]]
)
SHAPES = st.sampled_from(material_words().shapes)
ADDITIONS = st.one_of(
    SHAPES,
    SHAPES.map("（{}）".format),
    SHAPES.map("（{}1份）".format),
    SHAPES.map("（{}，加盖公章）".format),
    st.sampled_from(material_words().instructions).map("（{}）".format),
    st.sampled_from(material_words().signers).map("（{}签字）".format),
    st.sampled_from(["2份", "（一式两份）", "原件及复印件", "加盖公章", "（用A4纸双面打印）"]),
)


@given(WORDS, st.lists(ADDITIONS, max_size=3))
def test_an_addition_about_handing_in_keeps_the_paper(words: list[str], additions: list[str]) -> None:
    assert sameness("".join(words), "".join((*words, *additions))) is Sameness.SAME


@given(WORDS, st.data())
def test_another_word_is_never_the_same_paper(words: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(words) - 1))
    other = data.draw(st.sampled_from([word for word in (*CONTENT, *ENDINGS) if word != words[place]]))
    replaced = [*words[:place], other, *words[place + 1 :]]
    assert sameness("".join(words), "".join(replaced) + data.draw(ADDITIONS)) is not Sameness.SAME


@given(WORDS, st.sampled_from(CONTENT), st.integers(0, 4))
def test_a_word_more_is_never_the_same_paper(words: list[str], more: str, place: int) -> None:
    longer = [*words[:place], more, *words[place:]]
    assert sameness("".join(words), "".join(longer)) is not Sameness.SAME


@given(st.data())
def test_each_word_that_excludes_another_is_another_paper(data: st.DataObject) -> None:
    line = data.draw(st.sampled_from(material_words().opposites))
    one, other = data.draw(st.permutations(sorted(line)))[:2]
    before, after = data.draw(st.sampled_from(CONTENT)), data.draw(st.sampled_from(["情况", "状况"]))
    assert sameness(f"{before}{one}{after}", f"{before}{other}{after}") is Sameness.ANOTHER


@given(st.text(max_size=12), st.text(max_size=12))
def test_the_order_of_two_names_changes_nothing(one: str, other: str) -> None:
    assert (sameness(one, other) is Sameness.SAME) >= (one == other)
    assert are_opposed(one, other) is are_opposed(other, one)
