"""Which name of a material means which."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zicha.inventory import load
from zicha.rules.material_names import normalise, pair_materials, trailing_mark

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
