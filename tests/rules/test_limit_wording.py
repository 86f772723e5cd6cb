"""A value of a time limit that was not understood whole: a question, whatever number stands in it.

The healthy twins are written as portals write them: with the day from which a limit counts, what is done by its end,
what is not counted, the law, and the limit itself in any of its forms.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.facts import guide_page, shown
from tests.support.matters import make_matter
from tests.support.problems import E, W, question
from tests.support.reading import time_limit_differences
from zicha.model.facts.guide import Element
from zicha.model.finding import Severity
from zicha.model.time_limit import TimeLimit, TimeUnit
from zicha.published.limits import shown_limits
from zicha.text.limit_wording import is_understood

LEGAL, PROMISED = Element.LEGAL_LIMIT, Element.PROMISED_LIMIT
TEN = shown(PROMISED, "10个工作日")
NONE: list[Severity] = []


def judged(
    text: str, approved: str = "20个工作日", label: str = "法定办结时限", kind: str = "行政许可"
) -> list[Severity]:
    """How grave it is that the legal limit reads so, 20 working days being approved."""
    matter = make_matter(法定办结时限=approved, 事项类型=kind)
    return [
        each.severity for each in time_limit_differences(guide_page([shown(LEGAL, text, label), TEN]), matter.guide)
    ]


HEALTHY = [
    "20（工作日）",
    "20(个工作日)",
    "20工作日",
    "20 个 工作日",
    "２０个工作日",
    "二十个工作日",
    "二十（20）个工作日",
    "【20个工作日】",
    "20个工作日（自受理之日起计算）",
    "法定时限：20个工作日",
    "法定时限：20工作日",
    "本事项法定办结时限为20个工作日",
    "法定期限20日",
    "不超过20个工作日",
    "最长不超过20个工作日",
    "不得超过20个工作日",
    "不多于20个工作日",
    "≤20个工作日",
    "最长20个工作日",
    "共20个工作日",
    "20个工作日（含）内",
    "20个工作日内（含）办结",
    "自受理之日起20个工作日",
    "自受理之日起20个工作日内办结",
    "自收件之日起二十个工作日内办结",
    "自收到申请材料之日起20个工作日内",
    "自受理登记申请之日起20个工作日内办结",
    "自受理申请之日起20个工作日内作出准予或者不予行政许可的决定",
    "受理后20个工作日内办结",
    "受理申请后20个工作日内办结（需要核查或调查的时间不计算在内）",
    "材料齐全、符合法定形式的，20个工作日内办结",
    "申请材料齐全的情况下，20个工作日内办结",
    "收到完整材料之日起20个工作日内审批完毕",
    "20个工作日内作出决定并告知申请人",
    "20个工作日内办结，并书面通知申请人",
    "20个工作日（委托评估、专家评审时间除外）",
    "20个工作日，不含现场核查时间",
    "20个工作日（听证、检测等所需时间不计入办结时限）",
    "20个工作日，遇法定节假日顺延",
    "20个工作日（延长10个工作日）",
    "20个工作日，经批准可以延长10个工作日",
    "20个工作日；情况复杂的，经本机关负责人批准，可以延长10日",
    "自受理之日起20日内作出决定，20日内不能作出决定的，经本行政机关负责人批准，可以延长10日",
    "依据《中华人民共和国行政许可法》第四十二条，20个工作日",
    "《中华人民共和国行政许可法》第42条第1款规定，自受理之日起20日内",
    "20个工作日（《取水许可和水资源费征收管理条例》（国务院令第460号）第十四条）",
    "不能当场办结，20个工作日",
    "20个工作日，20个工作日",
    "20个工作日。",
    "限20个工作日",
    "20个工作日（其中初审5个工作日，复审15个工作日）",
    "20个工作日，其中受理1个工作日、审查15个工作日、决定4个工作日",
    "共20个工作日；其中：受理环节为1个工作日，审核阶段需15个工作日和决定时间4个工作日。",
    "20个工作日（法定办结时限）",
    "20工作日（法定）",
    "从受理之日起算20个工作日",
    "自受理之日起20个工作日内审核完毕",
    "自收到申请书之日起20个工作日内予以登记",
    "20日，不含法定节假日",
    "20日（不含法定节假日、公休日）",
    "20个工作日（不含听证、检验、检测、检疫、鉴定、专家评审等环节）",
    "20个工作日\u200b",
    "20个工作日<br>",
    "20&nbsp;个工作日",
    "20 个工 作 日",
    "需要20个工作日",
]
STRANGE = [
    # signs and operators
    "7×20个工作日",
    "7*20个工作日",
    "10+10个工作日",
    "20+个工作日",
    "20个工作日+",
    ">20个工作日",
    "≥20个工作日",
    "<20个工作日",
    "20%个工作日",
    "20个工作日×2",
    "20个工作日=30",
    "±20个工作日",
    "-20个工作日",
    "20~个工作日",
    "￥20个工作日",
    # the least, or nearly
    "不少于20个工作日",
    "至少20个工作日",
    "不低于20个工作日",
    "不小于20个工作日",
    "最少20个工作日",
    "最短20个工作日",
    "起码20个工作日",
    "超过20个工作日",
    "20个工作日以上",
    "20个工作日起",
    "约20个工作日",
    "大约20个工作日",
    "20个工作日左右",
    "20个工作日上下",
    "一般20个工作日",
    "原则上20个工作日",
    "力争20个工作日",
    "近20个工作日",
    "20多个工作日",
    "20余个工作日",
    "大于20个工作日",
    "每20个工作日",
    "20个工作日前",
    "20个工作日后",
    "提前20个工作日",
    "比20个工作日短",
    "非20个工作日",
    "不是20个工作日",
    # a second number
    "20个工作日 30",
    "20个工作日，30",
    "30，20个工作日",
    "20（30）个工作日",
    "20个工作日（30）",
    "3、20个工作日",
    "20个工作日/10",
    "5/20个工作日",
    "20个工作日 第2次",
    "1,020个工作日",
    "20个工作日5",
    "20.个工作日",
    "20个工作日（二）",
    "十、20个工作日",
    "1 20个工作日",
    "20个工作日 20",
    "20个工作日，30，可延长10日",
    # the period of something else
    "20个工作日内回复",
    "20个工作日内答复",
    "20个工作日内送达",
    "20个工作日内补正",
    "20个工作日内一次性告知",
    "公示20个工作日",
    "公示期20个工作日",
    "公告20个工作日",
    "回复时间20个工作日",
    "送达期限：20个工作日",
    "补正20个工作日",
    "20个工作日内受理",
    "20个工作日内作出受理决定",
    "自作出决定之日起20个工作日",
    "自收到补正材料之日起20个工作日",
    "有效期20个工作日",
    "有效期限20日",
    "自公示期满之日起20个工作日",
    "自批准之日起20个工作日",
    "办结后20个工作日",
    "听证20个工作日",
    "检测时间20个工作日",
    "20个工作日内颁发证件",
    "20个工作日内缴费",
    "5个工作日内补正，20个工作日内办结",
    "20个工作日（含公示7日）",
    "审查意见20个工作日",
    "20个工作日完成初审",
    "咨询答复20个工作日",
    "投诉20个工作日内处理",
    # other strange things
    "20个工作日（试行）",
    "20个工作日？",
    "20个工作日#",
    "20个工作日abc",
    "20个法定工作日",
    "20个工作日（另行通知）",
    "20个工作小时",
    "20个工作日以",
    "特殊情况20个工作日",
    "省级20个工作日",
    "20个工作日（县级）",
    "20个工作日，不含节假日以外",
    "承诺时限20个工作日",
]


@pytest.mark.parametrize("text", HEALTHY)
def test_what_leaves_the_amount_as_it_is(text: str) -> None:
    assert judged(text) == NONE
    assert judged(text.replace("20", "30").replace("２０", "３０").replace("二十", "三十")) == [E]


@pytest.mark.parametrize("text", STRANGE)
def test_what_was_not_understood_is_neither_equal_nor_different(text: str) -> None:
    assert shown_limits(shown(LEGAL, text)) == ()
    assert judged(text) == [W]
    assert judged(text, "30个工作日") == [W]
    assert judged(text, "无") == [W]


WORDS = {
    "自{}之日起20个工作日": """
        受理 收到 接到 接收 接件 收件 立案 申请 申报 提交 递交 报送 受理申请 收到申请书 收到申请表 收到申请人申请
        正式受理 窗口受理 收到全部材料 收到完整资料 收到齐全的文件 收到齐备有效材料 收到合格材料
        收到符合法定形式的材料 收到符合规定要求的材料 收到符合条件的申请 受理行政许可申请 接收并受理 收到且受理
        申请和提交 收到及受理 收到、受理
    """,
    "{}20个工作日": """
        自受理之日 受理之日起 从受理之日起 于受理之日起 自受理次日起 自受理之次日起 受理当日起 受理时起 受理之后
        受理以后 受理起 自受理之日起计 自受理之日起计算 自受理之日起开始计算 在受理后 法定时限 法定期限为
        法定办结时限是 法定办理时间： 办结时限 审批时限 工作时限 办理期限： 法定 本事项法定办结时限为
        该事项的办结时限为 本业务办理时限 该项目办理时限 本事项为 该事项： 不超过 不得超过 不多于 不大于 不高于
        不长于 最长 最多 最迟 最晚 最长不超过 最长为 至多 在 需 需要 限时 限 共 共计 总共 合计 总计 为 需要最长 可以
        能 能够 可 材料齐全， 材料齐备的， 资料完备的， 手续完整的， 要件齐全后 文件有效的， 申请材料真实有效的，
        申报资料齐全， 提交的材料齐全， 所需材料齐全的， 有关材料齐全， 相关手续齐全， 全部材料齐全，
        提供的材料齐全， 报送材料齐全， 符合条件的， 符合法定条件的， 符合规定要求的， 符合受理条件的，
        符合形式规定， 对申请材料齐全的， 对于材料齐全的， 在材料齐全的前提下， 材料齐全情况下， 材料齐全之情况下，
        凡材料齐全的， 如材料齐全， 若材料齐全， 申请人提交材料齐全， 材料齐全且符合法定形式的，
        材料齐全并符合要求的， 材料齐全、符合规定、真实有效的， 材料齐全时， 不能当场办结的， 不可即办的，
        无法当日办结的， 非即办件， 不能即时办理的， 不能当天办毕， 依据《水法》 根据《水法》第七条，
        依照《水法》第48条第2款第3项规定， 按照《水法》和《防洪法》的规定， 按《水法》第七条、第八条规定
        《水法》（主席令第74号）第十九条：
    """,
    "20个工作日{}": """
        内 以内 之内 内（含） （含）内 （含本数）以内 内办结 内办毕 内办好 内办理完毕 内办理完结 内办理完成 内审结
        内审批完毕 内审批完结 内审核完成 内完成 内完成审批 内完成办理 内完成登记 内完成备案 内完成确认 内完成许可
        内予以办结 内给予办结 内予以登记 内予以批准 内予以许可 内予以备案 内予以确认 内予以审批 内予以办理 内办理
        内审批 内作出决定 内做出决定 内作出行政许可决定 内作出审批决定 内作出准予许可决定 内作出不予许可决定
        内作出准予或不予行政许可的决定 内作出同意、批准或者核准的决定 内作出是否登记的决定 内作出是否确认备案的决定
        办结 内办结并告知申请人 内办结，并书面通知当事人 内作出决定并送达 内作出决定、颁发证书
        内作出决定并颁发行政许可证件 内作出决定，发放许可证 内办结并发给证件 内办结，送达决定书 内办结并告知结果
        （听证时间除外） ，评审时间除外 （检测不计入） （检测时间不计算在内） （检测时间不计在内）
        （公示时间不计入办结时限） （检测所需时间不包括在内） （检测不包含在内） （不含检测） （不包括检测）
        （不包含检测） （不计检测时间） （不计入检测时间） （扣除检测时间） （其中公示时间除外） ，节假日顺延
        ，遇节假日顺延 ，遇法定节假日、休息日顺延 ，可延长10日 可以延长10日 ，经批准可延长10日
        经本机关批准的可再延长10日 ，依法延长10日 ，最多延长10日 最长延长10日 ，适当延长10日 ，申请延长10日
        （情况复杂的延长10日） ；有特殊情况的，经批准延长10日 。确需延长的，另行告知 内不能办结的，经批准可延长10日
        无法作出决定的，可以延长10日 （自受理之日起） （受理后） （法定） （法定时限） （《水法》第七条）
        ，材料齐全的 ！ 。； 【】 “” 、20个工作日 /20日 ；复杂情况下20个工作日 ，特殊的20个工作日
        ，重大事项20个工作日 ，疑难案件20个工作日 ，其他情形20个工作日 ，其它20个工作日 ，简单的20个工作日
        ，普通事项20个工作日 ，一般情况20个工作日 ，其余20个工作日
    """,
}


@pytest.mark.parametrize(
    "text", [place.format(words) for place, all_words in WORDS.items() for words in all_words.split()]
)
def test_each_word_that_leaves_the_amount_as_it_is(text: str) -> None:
    assert judged(text) == NONE
    assert E in judged(text, "5个工作日")


OTHER_WORDS = {
    "自{}之日起20个工作日": """
        作出决定 批准 公示 公示期满 补正 收到补正材料 听证结束 送达 登报 缴费 办结 检测合格 收到检测报告 不予受理
        收到受理决定 签订合同 开工 有效期届满 未受理 登记 许可 补正后受理
    """,
    "{}20个工作日": """
        公示 公告 补正 听证 送达 回复 答复 检测 评审 整改 有效期 最短 最低 最少 至少 超过 大于 少于 不足 未满 近 约 大概
        不少于 不低于 不短于 不小于 每 提前 推迟 缩短 压缩 减少 增加 再加 另加 第 满 前 后 内 不 非 无 没有 未承诺
        办结后 决定后 不受理 未受理后 材料不齐全的， 不符合条件的， 不材料齐全， 初审 窗口 市级 复杂情况 7× 7* 2+ ≥ >
        < ≈ ~ ± 5、 5， 三、 10/ 第一： A. （1） N
    """,
    "20个工作日{}": """
        前 后 起 以上 以下 左右 上下 多 余 × ×2 +5 -5 /5 %，5 ，5 （5） 5 ？ ~ 内回复 内答复 内送达 内补正 内告知 内受理
        内初审 内公示 内缴费 内领取 内颁发许可证 内提交 内办结率 内不办结 内作出受理决定 内作出补正决定 ，公示 ，送达
        （含公示） （包括送达） （不含） （除外） （20） （十） ，不含节假日另计 ，遇特殊情况
        以上延长10日 ，不少于 ，至少 的一半 内完成初审 内完成现场核查 内办理补正 （暂定） （参考） （预计）
        ，审查5个工作日
    """,
}


@pytest.mark.parametrize(
    "text", [place.format(words) for place, all_words in OTHER_WORDS.items() for words in all_words.split()]
)
def test_each_word_that_may_make_it_another(text: str) -> None:
    assert shown_limits(shown(LEGAL, text)) == ()
    assert judged(text) == judged(text, "30个工作日") == [W]


def test_the_question_about_what_was_not_understood() -> None:
    page = guide_page([shown(LEGAL, "不少于20个工作日"), TEN])
    assert time_limit_differences(page, make_matter().guide) == (
        question("法定办结时限：核准清单为“20个工作日”，办事指南显示“不少于20个工作日”"),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20个工作日", True),
        ("20个工作日，特殊情况30个工作日", True),
        ("20个工作日，特殊情况", False),
        ("及时办理", False),
        ("", False),
        ("20", False),
        (f"20个工作日{'。' * 399}", True),
        (f"20个工作日，{'。' * 500}", True),
        (f"20个工作日，{'，' * 398}自", False),
        (f"（{'，' * 397}20个工作日）", True),
        (f"（{'，' * 398}20个工作日）", False),
    ],
)
def test_whether_a_text_was_understood(text: str, expected: bool) -> None:
    assert is_understood(text) is expected


# ── any amount, anything beside it ───────────────────────────────────────────────────────────────────────────────

LIMITS = st.builds(
    TimeLimit,
    amount=st.integers(1, 99) | st.decimals("0.01", "0.99", places=2) | st.decimals("1.1", "9.9", places=1),
    unit=st.sampled_from(TimeUnit),
)
BEFORE = st.sampled_from(["", "自受理之日起", "不超过", "法定时限：", "材料齐全的，", "最长", "自收到申请之日起"])
AFTER = st.sampled_from(["", "内", "以内", "内办结", "内作出决定", "（听证时间除外）", "，经批准可以延长10日", "。"])


@given(LIMITS, BEFORE, AFTER)
def test_a_limit_in_any_understood_words_is_that_limit(limit: TimeLimit, before: str, after: str) -> None:
    read = shown_limits(shown(LEGAL, f"{before}{limit}{after}"))
    is_date_like = limit.unit is TimeUnit.YEAR and not re.match("内|以内", after)  # 五年 may be how long it is valid
    assert read == (limit,) or (is_date_like and read == ())


@given(LIMITS, st.text(max_size=6), st.text(max_size=6))
def test_anything_beside_a_limit_leaves_it_or_makes_it_unread(limit: TimeLimit, before: str, after: str) -> None:
    written = str(limit)
    if re.search(r"[\d.,，点零〇一二两三四五六七八九十百半()（）]", before + after):
        return  # another number, which may well belong to it
    read = shown_limits(shown(LEGAL, before + written + after))
    assert {each.amount for each in read} <= {limit.amount}
    assert {each.unit for each in read} <= {limit.unit}


@given(
    LIMITS,
    st.text("不少至低超过约近左右以上起前后×+><≥第每公示送达补回复1234567890", min_size=1, max_size=4),
    st.booleans(),
)
def test_words_of_bounds_and_other_numbers_never_give_another_amount(
    limit: TimeLimit, words: str, is_before: bool
) -> None:
    text = f"{words}，{limit}" if is_before else f"{limit}，{words}"
    assert set(shown_limits(shown(LEGAL, text))) <= {limit}
