"""Forms drawn by chance: of every type and layout, in every state, each choice on its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from random import Random
from typing import NamedTuple

from tests.support.form_layouts import LAYOUTS, LISTS, Item, Rows
from tests.support.form_writers import WRITERS


class State(StrEnum):
    """How far a form is filled in, and by what."""

    BLANK = "空白"
    UNITS = "印有单位"
    VARIABLES = "模板变量"
    NUMBERED = "编号"
    TICKED = "预先勾选"
    ONE = "只填一处"
    HALF = "填一半"
    PLACEHOLDERS = "某某"
    FILLED = "已填写"


EMPTY = (State.BLANK, State.UNITS, State.VARIABLES, State.NUMBERED)
"""In these nobody has written anything."""
TOO_LITTLE = (*EMPTY, State.TICKED, State.ONE)
"""In these nobody has filled in a sample."""


class Owner(StrEnum):
    """Whose organ a form names, or what only looks like one."""

    NOBODY = "未写机关"
    CITY = "本市"
    DISTRICT = "本市区县"
    ABOLISHED = "已撤并的区县"
    PROVINCE = "本省"
    NATION = "国家"
    OTHER = "外地"
    LAW = "外地法规"
    EXAMPLE = "印出的地址示例"
    PAST = "申请人的经历"


class Kinship(StrEnum):
    """Which matter a form is for."""

    OWN = "本事项"
    SUBJECT = "其他事项"
    OPERATION = "其他办理类型"
    DECLARED = "表内写其他事项"


class Calling(StrEnum):
    """What a form calls itself in its title."""

    NOTHING = ""
    SAMPLE = "（样表）"
    BLANK = "（空表）"


ITEMS = (
    Item("姓名", "", "周海涛", "张三"),
    Item("法定代表人", "", "李明华", "李某某"),
    Item("联系电话", "", "13803781234", "138××××1234"),
    Item("身份证号", "", "410202199001011234", "4102021990XXXXXXXX"),
    Item("单位名称", "", "开封宏达商贸有限公司", "某某有限公司"),
    Item("注册地址", "", "开封市龙亭区西大街26号", "××市××区××路"),
    Item("占地面积", "公顷", "12", "××"),
    Item("从业人数", "名", "35", "××"),
    Item("注册资本", "万元", "500", "×××"),
    Item("申请日期", "", "2026年3月1日", "××××年××月××日"),
    Item("政治面貌", "", "群众", "×××"),
    Item("所学专业", "", "会计", "×××专业"),
    Item("设计规模", "吨", "1200吨", "×××"),
    Item("绰号", "", "老周", "×××"),
    Item("饲养品种", "", "白羽鸡", "某某品种"),
    Item("健康状况", "", "良好", "×××"),
)
SURE = 10
"""So many of them are answered by what nobody prints."""
OWN = frozenset(item.value for item in ITEMS[:5])
"""What only an applicant has."""
PEOPLE = frozenset({"周海涛", "李明华"})
CHOICES = (("性别", "男", "女"), ("申请类型", "新办", "变更", "延续"), ("是否同意公开", "是", "否"))
VARIABLES = ("${{a{}}}", "{{{{a{}}}}}", "#{{a{}}}", "<%=a{}%>", "${{a{}!''}}")


class DrawnMatter(NamedTuple):
    """A matter, the titles of its forms, those of others, and those of the same licence for another operation."""

    name: str
    own: tuple[str, ...]
    others: tuple[str, ...]
    operations: tuple[str, ...] = ()


MATTERS = (
    DrawnMatter(
        "取水许可审批",
        ("取水许可申请表", "取水许可申请书", "取水许可登记表"),
        ("食品经营许可申请表", "道路货物运输经营许可申请表", "排水许可申请表"),
    ),
    DrawnMatter(
        "食品经营许可（新办）",
        ("食品经营许可申请书", "食品经营许可新办申请表", "食品经营许可首次申请书"),
        ("取水许可申请表", "药品经营许可申请表", "烟花爆竹经营许可申请书"),
        ("食品经营许可变更申请书", "食品经营许可注销申请书", "食品经营许可延续申请书"),
    ),
    DrawnMatter(
        "出版物零售单位变更登记",
        ("出版物零售单位变更登记申请表", "变更登记申请书", "申请表"),
        ("印刷企业变更登记申请表", "医疗机构变更登记申请书"),
        ("出版物零售单位设立登记申请表", "出版物零售单位注销登记申请表"),
    ),
    DrawnMatter(
        "道路货物运输经营许可（新办）",
        ("道路货物运输经营许可申请表", "道路货物运输经营许可证申请书", "道路货运经营许可申请表"),
        ("道路旅客运输经营许可申请表", "高龄津贴申请表", "内河航运经营许可申请表"),
        ("道路货物运输经营许可证换发申请表", "道路货物运输经营停业申请表", "道路货物运输经营许可补领申请表"),
    ),
    DrawnMatter(
        "护士执业注册（延续）",
        ("护士延续注册申请审核表", "护士执业注册延续申请表", "护士注册申请表"),
        ("医师执业注册申请表", "最低生活保障申请表", "药师注册申请表"),
        ("护士变更注册申请审核表", "护士首次注册申请审核表", "护士注销注册申请表"),
    ),
)
DECLARED = ("道路货物运输经营许可", "烟花爆竹（零售）经营许可", "医疗机构执业登记")
CITIES = ("洛阳市", "新乡市", "郑州市", "西安市", "合肥市", "商丘市", "中牟县", "民权县", "新郑市")
DISTRICTS = ("龙亭区", "开封市龙亭区", "兰考县", "祥符区", "开封市尉氏县", "杞县")
ABOLISHED = ("金明区", "开封县", "开封市金明区")
ORGANS = ("水利局", "行政审批局", "市场监督管理局", "人民政府", "行政审批和政务信息管理局")
NATIONAL = ("水利部", "市场监督管理总局", "林业和草原局", "税务总局", "卫生健康委员会")
NOTES = (
    ["填 表 说 明", "一、姓名：应与身份证一致，例如“张三”。", "二、联系电话：如13800000000。"],
    ["填表说明：", "1.姓名：应与身份证一致。", "2.联系电话：填写手机号码，共11位。", "3.本表一式两份。"],
    ["注：本表由申请人如实填写，涂改无效。"],
    ["备注：1.用黑色签字笔填写。2.所附材料为A4纸。"],
    ["本单位承诺所填内容真实，愿承担相应法律责任。", "申请人（签字）：", "　　年　　月　　日"],
)
OFFICE = (
    [["受理意见", ""]],
    [["审批机关意见", "经办人：　　　年　月　日"]],
    [["以下由受理窗口填写"], ["受理编号", ""]],
    [
        ["证件类型", "居民身份证", "国籍", "中国"],
        ["序号", "材料名称", "份数"],
        ["1", "营业执照复印件", "1份"],
        ["2", "身份证复印件", "1 份"],
    ],
)


@dataclass(frozen=True, slots=True)
class DrawnForm:
    """A form: what was drawn for it, the values in it, and its content.

    `counterpart` is the same form without any values.
    """

    kind: str
    layout: str
    state: State
    owner: Owner
    kinship: Kinship
    calling: Calling
    matter: str
    values: frozenset[str]
    content: bytes
    counterpart: bytes


def draw(seed: int) -> DrawnForm:
    """Return the form of a seed."""
    random = Random(seed)
    kind, state, layout = random.choice(list(WRITERS)), random.choice(list(State)), random.choice(LAYOUTS)
    owner = random.choice([Owner.NOBODY, *Owner])
    matter = random.choice(MATTERS)
    kinships = [kinship for kinship in Kinship if kinship is not Kinship.OPERATION or matter.operations]
    kinship = random.choice([Kinship.OWN, Kinship.OWN, Kinship.OWN, *kinships])
    calling = random.choice([Calling.NOTHING, Calling.NOTHING, *Calling])
    title = random.choice(_titles(matter, kinship))
    before, after = _around(random, owner, title, calling)
    if kinship is Kinship.DECLARED:
        after.insert(0, ["事项名称", random.choice([name for name in DECLARED if name not in matter.name])])
    hidden = [[f"{random.choice(CITIES)}行政审批局"], ["姓名", "王建国"]] if random.random() < 0.3 else []
    items = _items(random, layout in LISTS, state)
    answers = [_answer(item, state, number, random) for number, item in enumerate(items)]
    nothing = [_answer(item, State.BLANK, number, random) for number, item in enumerate(items)]
    choices = random.sample(CHOICES, random.randint(1 if state is State.TICKED else 0, 2))
    rest = random.sample(OFFICE, 1)[0] if random.random() < 0.4 else []
    notes = [[line] for line in random.choice(NOTES)] if random.random() < 0.5 else []

    def written(values: Sequence[str], is_ticked: bool) -> bytes:
        ticks = [[label, _boxes(options, is_ticked)] for label, *options in choices]
        return WRITERS[kind]([*before, *layout(items, values), *ticks, *rest, *after, *notes], hidden)

    return DrawnForm(
        kind,
        layout.__name__,
        state,
        owner,
        kinship,
        calling,
        matter.name,
        frozenset(answer for item, answer in zip(items, answers, strict=True) if answer == item.value),
        written(answers, state in (State.TICKED, State.HALF, State.PLACEHOLDERS, State.FILLED)),
        written(nothing, False),
    )


def _titles(matter: DrawnMatter, kinship: Kinship) -> Sequence[str]:
    if kinship is Kinship.SUBJECT:
        return matter.others
    return matter.operations if kinship is Kinship.OPERATION else matter.own


def _items(random: Random, is_list: bool, state: State) -> list[Item]:
    """Return the items of a form: some of them surely answered, those first that are when few are."""
    most = 5 if is_list else 9
    match state:
        case State.ONE:
            least, others = (3, 1) if is_list else (7, 3)
        case State.TICKED:
            least, others = (3, 2) if is_list else (3, random.randint(3, 6))
        case State.HALF:
            least, others = (3, 2) if is_list else (random.randint(3, 5), random.randint(2, 4))
        case _:
            least = random.randint(3, most - 1)
            others = random.randint(1, max(1, min(6, most - least)))
    sure, rest = random.sample(ITEMS[:SURE], least), random.sample(ITEMS[SURE:], others)
    if state is State.HALF:
        rest = [*sure[3:], *rest]
        return [*chain.from_iterable(zip(sure, rest, strict=False)), *sure[len(rest) : 3], *rest[3:]]
    if state is State.ONE:
        return [*sure, *rest]
    return random.sample([*sure, *rest], least + others)


def _answer(item: Item, state: State, number: int, random: Random) -> str:
    match state:
        case State.FILLED:
            return item.value
        case State.PLACEHOLDERS:
            return item.placeholder
        case State.UNITS:
            return " " * random.choice((0, 8)) + item.unit
        case State.VARIABLES:
            return random.choice(VARIABLES).format(number)
        case State.NUMBERED:
            return random.choice(("", "1.", "1、"))
        case State.ONE:
            return item.value if number == 0 else ""
        case State.HALF:
            return item.value if number % 2 == 0 else ""
    return ""


def _boxes(options: Sequence[str], is_ticked: bool) -> str:
    return " ".join(f"{'☑' if is_ticked and number == 0 else '□'}{option}" for number, option in enumerate(options))


def _around(random: Random, owner: Owner, title: str, calling: Calling) -> tuple[Rows, Rows]:
    """Return the rows above and below the places: title, and the organ somewhere around it."""
    heading = f"{title}{calling}"
    match owner:
        case Owner.NOBODY:
            return [[heading]], []
        case Owner.LAW:
            laws = ("依据《{}城市供水管理条例》制定。", "按照{}人民政府令第123号执行。", "（{}人民政府令第5号附件）")
            return [[heading]], [[random.choice(laws).format(random.choice(CITIES))]]
        case Owner.EXAMPLE:
            examples = ("住址（例：{}中州路1号）", "通讯地址（如：{}涧西区中州路1号）", "现住址，例如：{}中州路1号")
            return [[heading]], [[random.choice(examples).format(random.choice(CITIES)), ""]]
        case Owner.PAST:
            pasts = (["籍贯", "{}"], ["户籍地址：{}涧西区"], ["毕业院校", "{}第一中学"], ["生产厂家：{}机械厂"])
            return [[heading]], [[cell.format(random.choice(CITIES)) for cell in random.choice(pasts)]]
    places = {
        Owner.CITY: ("开封市",),
        Owner.DISTRICT: DISTRICTS,
        Owner.ABOLISHED: ABOLISHED,
        Owner.PROVINCE: ("河南省",),
        Owner.NATION: ("中华人民共和国", "国家"),
        Owner.OTHER: CITIES,
    }
    place = random.choice(places[owner])
    organ = f"{place}{random.choice(NATIONAL if owner is Owner.NATION else ORGANS)}"
    ways: tuple[tuple[Rows, Rows], ...] = (
        ([[organ], [heading]], []),
        ([[f"{place}{heading}"]], []),
        ([[heading], [f"{organ}："]], []),
        ([[heading], [f"致：{organ}"]], []),
        ([[heading]], [[f"（{organ}盖章）"]]),
        ([[heading]], [["此致"], [organ]]),
        ([[heading]], [[f"受理机关：{organ}"]]),
        ([[heading]], [["受理机关", organ]]),
        ([[heading]], [[f"{organ}制"]]),
        ([[heading]], [[f"{organ}监制"]]),
    )
    return random.choice(ways)
