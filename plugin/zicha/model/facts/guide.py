"""What a guide on the portal publishes: its elements, as they stand there, and where its 好差评 entry leads."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import AwareDatetime, Field

from zicha.model.base import Model


class Element(StrEnum):
    """要素: the elements of a guide page, under their official names (GB/T 39046-2020 table 4)."""

    NAME = "事项名称"
    CODE = "实施编码"
    BASIC_CODE = "基本编码"
    MATTER_TYPE = "事项类型"
    LEVEL = "行使层级"
    OWNER = "实施主体"
    OWNER_KIND = "实施主体性质"
    AUDIENCE = "服务对象"
    HANDLING_TYPE = "办件类型"
    CHANNELS = "办理形式"
    LEGAL_LIMIT = "法定办结时限"
    LEGAL_LIMIT_NOTE = "法定办结时限说明"
    PROMISED_LIMIT = "承诺办结时限"
    PROMISED_LIMIT_NOTE = "承诺办结时限说明"
    VISITS = "到办事现场次数"
    VISIT_REASON = "必须现场办理原因说明"
    SCOPE = "通办范围"
    ONLINE = "是否网办"
    ONLINE_DEPTH = "网上办理深度"
    ONLINE_ADDRESS = "网办地址"
    SINGLE_SIGN_ON = "是否对接单点登录"
    JUMP_ADDRESS = "跳转地址"
    APPOINTMENT = "是否支持预约办理"
    APPOINTMENTS_A_DAY = "每日可预约量"
    ONLINE_PAYMENT = "是否支持网上支付"
    COURIER = "是否支持物流快递"
    MATERIAL_COURIER = "是否支持申报材料邮寄"
    RESULT_COURIER = "是否支持办件结果邮寄"
    PERSON_TOPICS = "面向自然人事项主题分类"
    LEGAL_PERSON_TOPICS = "面向法人事项主题分类"
    EFFECTIVE_ON = "计划生效日期"
    CANCELLED_ON = "计划取消日期"
    CHARGED = "是否收费"
    CONDITIONS = "受理条件"
    BASIS = "设定依据"
    RESULT_NAME = "结果名称"
    RESULT_KIND = "结果类型"
    RESULT_SAMPLE = "结果样本"
    E_LICENCE = "是否生成电子证照"
    DELIVERY = "送达方式"
    PLACE = "办理地点"
    HOURS = "办理时间"
    CONSULTATION = "咨询方式"
    SUPERVISION = "监督投诉方式"
    FLOW_PICTURE = "流程图"
    NOTE = "备注"
    # of one material
    MATERIAL_NAME = "材料名称"
    MATERIAL_KIND = "材料类型"
    MEDIUM = "收取方式"
    COPIES = "份数"
    ORIGINAL_COUNT = "原件份数"
    COPY_COUNT = "复印件份数"
    NECESSITY = "材料必要性"
    SOURCE = "来源渠道"
    SHARED = "免提交"
    BLANK_FORM = "空白表格"
    SAMPLE = "示例样表"
    HINT = "填报须知"
    ACCEPTANCE = "受理标准"
    MATERIAL_NOTE = "材料备注"
    # of one step
    STEP_NAME = "环节名称"
    STEP_LIMIT = "办理环节时限"
    STEP_HANDLER = "办理人"
    STEP_CONTENT = "办理内容"
    STEP_SPECIAL = "特殊环节"
    STEP_COUNTED = "是否计算在法定办结时限内"
    STEP_BASIS = "环节法定依据"
    SPECIAL_STEP = "特殊环节名称"
    SPECIAL_BASIS = "特殊环节法定依据"
    # of one fee
    FEE_NAME = "收费项目名称"
    FEE_STANDARD = "收费标准"
    FEE_BASIS = "收费依据"
    FEE_RELIEF = "减免情形"
    # of the questions
    QUESTION = "问"
    ANSWER = "答"


class Link(Model):
    """Where words of a page lead."""

    text: str
    address: str


class ShownValue(Model):
    """One value as the page shows it: under which label, in which section, where its (first) link leads."""

    element: Element
    label: str
    text: str
    section: str = ""
    link: str = ""
    links: tuple[Link, ...] = ()


class ShownGroup(Model):
    """Values that belong together: the cells of one material, step or fee, or one question with its answer."""

    values: tuple[ShownValue, ...]

    def text(self, element: Element) -> str:
        """Return the text shown for an element, empty when the page shows none."""
        return next((value.text for value in self.values if value.element is element), "")


class GuideData(Model):
    """What the portal's data service answers of the matter; a label is the name of a field.

    `note` says why it answers nothing of use.
    """

    url: str
    values: tuple[ShownValue, ...] = ()
    materials: tuple[ShownGroup, ...] = ()
    note: str = ""


class GuidePage(Model):
    """办事指南 as the portal publishes it. `special_steps` are records of 特殊环节 of their own, beside the steps.

    `asides` are what its notes say under the label of an element that has its value at a place of its own. `data` are
    those behind it, where the profile of the portal says where to ask for them.
    """

    kind: Literal["guide"] = "guide"
    url: str
    at: AwareDatetime
    title: str
    values: tuple[ShownValue, ...]
    materials: tuple[ShownGroup, ...] = ()
    steps: tuple[ShownGroup, ...] = ()
    fees: tuple[ShownGroup, ...] = ()
    questions: tuple[ShownGroup, ...] = ()
    special_steps: tuple[ShownGroup, ...] = ()
    asides: tuple[ShownValue, ...] = Field(default=(), exclude_if=lambda asides: not asides)
    data: GuideData | None = Field(default=None, exclude_if=lambda data: data is None)

    @property
    def silence(self) -> str:
        return ""

    def shown(self, element: Element) -> tuple[ShownValue, ...]:
        """Return every place of the page that shows an element."""
        return tuple(value for value in self.values if value.element is element)

    def shows(self, *elements: Element) -> bool:
        """Return whether any place of the page shows one of the elements, be it for one material, step or fee only."""
        groups = (*self.materials, *self.steps, *self.fees, *self.questions, *self.special_steps)
        values = (*self.values, *(value for group in groups for value in group.values))
        return any(value.element in elements for value in values)


class EvaluationPage(Model):
    """Where the guide's 好差评 entry led."""

    kind: Literal["evaluation"] = "evaluation"
    url: str
    at: AwareDatetime
    entry: str
    opened: bool
    status: int | None = None
    grades: tuple[str, ...] = ()
    message: str = ""

    @property
    def silence(self) -> str:
        return "" if self.grades else "没有出现评价页面"
