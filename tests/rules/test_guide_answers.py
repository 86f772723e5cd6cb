"""B1: the answers of 常见问题 against the fields of the same page, and what only sounds different."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pytest

from tests.support.facts import group, guide_page, material, shown
from tests.support.problems import NOTHING, E, W, problem, question, severities
from zicha.model.facts.guide import Element, ShownGroup
from zicha.model.finding import Problem, Severity
from zicha.published.guide import PublishedGuide
from zicha.rules.guide_accuracy.answers import answer_contradictions

Values = Mapping[Element, str]


def answered(values: Values, answers: Sequence[tuple[str, str]], materials: Sequence[ShownGroup] = ()) -> list[Problem]:
    """What is found of a page with these fields and questions with their answers."""
    page = guide_page([shown(element, text) for element, text in values.items()], materials)
    questions = tuple(group({Element.QUESTION: question, Element.ANSWER: answer}) for question, answer in answers)
    return list(answer_contradictions(PublishedGuide(page.model_copy(update={"questions": questions}))))


@pytest.mark.parametrize(
    ("visits", "charged", "question", "answer", "expected"),
    [
        ("0次", "否", "要跑几次？", "一次也不用跑。", NOTHING),
        ("1次", "否", "要跑几次？", "一次也不用跑。", [E]),
        ("1次", "否", "要跑几次？", "只需要到窗口一次。", NOTHING),
        ("1次", "否", "要跑几次？", "申请和取证各一次，共跑两次。", [E]),
        ("0次", "否", "需要到窗口吗？", "需要本人到窗口核验。", [E]),
        ("0次", "否", "怎么申请？", "请携带材料到政务大厅窗口办理。", [W]),
        ("0次", "否", "需要到窗口吗？", "可以网上办，也可以到窗口办理。", NOTHING),
        ("0次", "否", "需要到窗口吗？", "不需要，全程网上办理。", NOTHING),
        ("0次", "否", "需要到窗口吗？", "如需领取纸质证照，应当到窗口领取。", NOTHING),
        ("1次", "否", "怎么申请？", "全程网办。", [W]),
        ("", "否", "要跑几次？", "一次也不用跑。", NOTHING),
        ("0次", "否", "收费吗？", "不收费。", NOTHING),
        ("0次", "是", "收费吗？", "不收费。", [E]),
        ("0次", "否", "收费吗？", "收取工本费10元。", [E]),
        ("0次", "否", "要花钱吗？", "无需缴纳任何费用。", NOTHING),
        *(("0次", "是", "收费吗？", f"{free}。", [E]) for free in ("不", "否", "不用", "不需要")),
        *(("0次", "否", "收费吗？", f"{free}。", NOTHING) for free in ("不", "否", "不用", "不需要")),
        *(("0次", "否", "收费吗？", f"{paid}。", [E]) for paid in ("收", "是", "要", "需要")),
        *(("0次", "是", "收费吗？", f"{paid}。", NOTHING) for paid in ("收", "是", "要", "需要")),
        *(("0次", "是", "收费吗？", f"否{end}欢迎办理", [E]) for end in "。；;！!"),
        ("0次", "是", "收费吗？", "小微企业免费。", [W]),
        ("0次", "否", "丢了怎么办？", "补办收费10元。", NOTHING),
        ("0次", "否", "需要提供房产证吗？", "需要。", [W]),
        ("0次", "否", "需要提供营业执照吗？", "不需要。", [W]),
        ("0次", "否", "需要提供营业执照吗？", "需要。", NOTHING),
        ("0次", "否", "农民工讨薪要提供营业执照吗？", "不需要。", NOTHING),
    ],
)
def test_answers_against_the_fields(
    visits: str, charged: str, question: str, answer: str, expected: list[Severity]
) -> None:
    values = {Element.VISITS: visits, Element.CHARGED: charged}
    problems = answered(values, [(question, answer)], [material("营业执照", NECESSITY="必要")])
    assert severities(problems) == expected
    assert all(re.split("[。；;！!]", answer)[0] in problem.text for problem in problems)


def visit_text(field: str, sentence: str) -> str:
    return f"办事指南的到办事现场次数为“{field}”，常见问题却答“{sentence}”"


def of_visits(field: str, sentence: str) -> Problem:
    return problem(visit_text(field, sentence), field, sentence)


def maybe_of_visits(field: str, sentence: str) -> Problem:
    return question(visit_text(field, sentence), field, sentence)


HOW_OFTEN, HOW = "要跑几次？", "怎么申请？"


@pytest.mark.parametrize(
    ("field", "question_text", "answer", "expected"),
    [
        ("1次", HOW_OFTEN, "您好。一次也不用跑。", [of_visits("1次", "一次也不用跑")]),
        ("2", HOW_OFTEN, "零跑腿", [of_visits("2", "零跑腿")]),
        ("1次", HOW, "零跑腿", [maybe_of_visits("1次", "零跑腿")]),
        ("1次", HOW, "可以零跑腿", []),
        ("1次", HOW_OFTEN, "可以零跑腿", []),
        ("0次", HOW_OFTEN, "零跑腿", []),
        ("0次", HOW_OFTEN, "请到政务大厅办理", [of_visits("0次", "请到政务大厅办理")]),
        ("0次", HOW, "请到政务大厅办理", [maybe_of_visits("0次", "请到政务大厅办理")]),
        ("0次", HOW, "可以到政务大厅办理；应到窗口领证", [maybe_of_visits("0次", "应到窗口领证")]),
        ("1次", HOW_OFTEN, "请到政务大厅办理", []),
        ("0次", HOW_OFTEN, "一次", [of_visits("0次", "一次")]),
        ("0次", HOW, "一次", []),
        ("0次", HOW_OFTEN, "不多", []),
        ("1次", HOW_OFTEN, "一次", []),
        ("1次", HOW_OFTEN, "2趟", [of_visits("1次", "2趟")]),
        ("1次", HOW_OFTEN, "先去一次，再去三次，又去一次", [of_visits("1次", "先去一次，再去三次，又去一次")]),
        ("2次", HOW_OFTEN, "先去一次，再去两次", []),
        ("0次", HOW_OFTEN, "零跑腿，过去要跑三次", []),
        ("视情况", HOW_OFTEN, "三次", []),
        (
            "1次",
            HOW_OFTEN,
            "零跑腿！共三次",
            [of_visits("1次", "零跑腿"), of_visits("1次", "共三次")],
        ),
    ],
)
def test_an_answer_about_visits(field: str, question_text: str, answer: str, expected: list[Problem]) -> None:
    assert answered({Element.VISITS: field}, [(question_text, answer)]) == expected


@pytest.mark.parametrize(
    ("texts", "is_known"), [(("1次", "--", "最多跑一次"), True), (("1次", "视情况"), False), (("1次", "0次"), False)]
)
def test_answers_contradict_the_one_number_of_visits_only(texts: tuple[str, ...], is_known: bool) -> None:
    page = guide_page([shown(Element.VISITS, text) for text in texts], answers=["零跑腿"])
    expected = [maybe_of_visits("1次", "零跑腿")] if is_known else []
    assert list(answer_contradictions(PublishedGuide(page))) == expected


def fee_text(field: str, sentence: str) -> str:
    return f"办事指南的是否收费为“{field}”，常见问题却答“{sentence}”"


def of_fees(field: str, sentence: str) -> Problem:
    return problem(fee_text(field, sentence), field, sentence)


def maybe_of_fees(field: str, sentence: str) -> Problem:
    return question(fee_text(field, sentence), field, sentence)


@pytest.mark.parametrize(
    ("field", "answer", "expected"),
    [
        *(("是", word, [of_fees("是", word)]) for word in ("不", "否", "不用", "不需要", "免费", "零收费")),
        *(("否", word, []) for word in ("不", "否", "不用", "不需要", "免费", "不收费，以前收10元")),
        *(("否", word, [of_fees("否", word)]) for word in ("收", "是", "要", "需要", "收费", "每证10元")),
        *(("是", word, []) for word in ("收", "是", "要", "需要", "收费", "每证10元", "看情况")),
        ("否", "看情况", []),
        ("否", "您好！收费；每证10元", [of_fees("否", "收费"), of_fees("否", "每证10元")]),
        ("否", "其他证件收费", [maybe_of_fees("否", "其他证件收费")]),
        ("是", "其他证件免费", [maybe_of_fees("是", "其他证件免费")]),
        ("是", "小微企业免费", [maybe_of_fees("是", "小微企业免费")]),
        ("是", "符合规定就免费", [maybe_of_fees("是", "符合规定就免费")]),
        ("否", "企业收费", [of_fees("否", "企业收费")]),
        ("详见目录", "收费", []),
    ],
)
def test_an_answer_about_fees(field: str, answer: str, expected: list[Problem]) -> None:
    assert answered({Element.CHARGED: field}, [("收费吗？", answer)]) == expected
    assert answered({Element.CHARGED: field}, [("怎么办？", answer)]) == []


@pytest.mark.parametrize(
    ("texts", "is_known"), [(("否", "不收费"), True), (("否", "详见目录"), False), (("否", "是"), False)]
)
def test_answers_contradict_the_one_mark_of_fees_only(texts: tuple[str, ...], is_known: bool) -> None:
    about_fees = group({Element.QUESTION: "收费吗？", Element.ANSWER: "收费"})
    page = guide_page([shown(Element.CHARGED, text) for text in texts]).model_copy(update={"questions": (about_fees,)})
    expected = [of_fees("否", "收费")] if is_known else []
    assert list(answer_contradictions(PublishedGuide(page))) == expected


def unlisted(name: str, answer: str) -> Problem:
    text = f"常见问题说需要提供“{name}”（“{answer}”），申请材料却没有列出"
    return question(text, "申请书、居民身份证", answer)


def unneeded(answer: str) -> Problem:
    return question(f"申请材料列出必要的“居民身份证”，常见问题却答“{answer}”", "居民身份证", answer)


@pytest.mark.parametrize(
    ("question_text", "answer", "necessity", "expected"),
    [
        ("需要提供房产证吗？", "需要。", "必要", [unlisted("房产证", "需要。")]),
        ("申请时还要带房产证么", "是的", "必要", [unlisted("房产证", "是的")]),
        ("需要提供房产证吗？", "不需要。", "必要", []),
        ("需要提供房产证吗？", "看情况，需要时通知。", "必要", []),
        ("需要提供身份证吗？", "需要。", "必要", []),
        *(("需要提供身份证吗？", "不需要。", word, [unneeded("不需要。")]) for word in ("必要", "必需", "必须", "是")),
        ("需要提供身份证吗？", "无需提供", "必要", [unneeded("无需提供")]),
        ("需要提供身份证吗？", "不需要。", "非必要", []),
        ("需要提供身份证吗？", "看情况，不需要时不收。", "必要", []),
        ("身份证需要提供吗？", "不需要。", "必要", []),
        ("需要提供身份证？", "不需要。", "必要", []),
    ],
)
def test_an_answer_about_a_material(question_text: str, answer: str, necessity: str, expected: list[Problem]) -> None:
    listed = [material("申请书", NECESSITY="必要"), material("居民身份证", NECESSITY=necessity)]
    assert answered({}, [(question_text, answer)], listed) == expected
    assert answered({}, [(question_text, answer)]) == []


def test_every_answer_is_held_against_every_field() -> None:
    answers = [("要跑几次？", "两次。"), ("收费吗？", "收费。"), ("需要提供房产证吗？", "需要。")]
    listed = [material("申请书"), material("居民身份证")]
    assert answered({Element.CHARGED: "否", Element.VISITS: "0次"}, answers, listed) == [
        of_visits("0次", "两次"),
        of_fees("否", "收费"),
        unlisted("房产证", "需要。"),
    ]
