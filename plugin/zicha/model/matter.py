"""事项: a matter of a department by its approved list. The portal's page is judged against it.

The aliases are the official element names (GB/T 39046-2020 table 4) and the keys of the inventory's YAML.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, ValidationInfo, field_validator, model_validator

from zicha.model.answer import Answer
from zicha.model.base import Model, Moment, Name, OrJoined, Text, YesNo
from zicha.model.choices import Identity as Identity
from zicha.model.choices import Method as Method
from zicha.model.statement import Statements
from zicha.model.time_limit import TimeLimit


class MatterType(StrEnum):
    """事项类型."""

    LICENCE = "行政许可"
    PENALTY = "行政处罚"
    COERCION = "行政强制"
    LEVY = "行政征收"
    PAYMENT = "行政给付"
    INSPECTION = "行政检查"
    CONFIRMATION = "行政确认"
    REWARD = "行政奖励"
    RULING = "行政裁决"
    OTHER_POWER = "其他行政权力"
    PUBLIC_SERVICE = "公共服务"


class Level(StrEnum):
    """行使层级."""

    NATION = "国家级"
    PROVINCE = "省级"
    CITY = "市级"
    COUNTY = "县级"
    TOWN = "镇级"
    VILLAGE = "村级"
    SHARED = "分级管理"


class OwnerKind(StrEnum):
    """实施主体性质."""

    STATUTORY = "法定机关"
    AUTHORISED = "授权组织"
    ENTRUSTED = "受委托组织"
    OTHER = "其他"


class Audience(StrEnum):
    """服务对象."""

    PERSON = "自然人"
    COMPANY = "企业法人"
    INSTITUTION = "事业法人"
    ASSOCIATION = "社会组织法人"
    UNINCORPORATED = "非法人企业"
    ORGAN = "行政机关"
    OTHER = "其他组织"


class HandlingType(StrEnum):
    """办件类型."""

    INSTANT = "即办件"
    PROMISED = "承诺件"
    OTHER = "其他"


class Channel(StrEnum):
    """办理形式."""

    WINDOW = "窗口办理"
    ONLINE = "网上办理"
    MOBILE = "移动端申请"
    COURIER = "快递申请"
    OTHER = "其他"


class OnlineDepth(StrEnum):
    """网上办理深度."""

    ENQUIRY = "互联网咨询"
    INTAKE = "互联网收件"
    PRE_REVIEW = "互联网预审"
    ACCEPTANCE = "互联网受理"
    HANDLING = "互联网办理"
    RESULT = "互联网办理结果信息反馈"
    LICENCE = "互联网电子证照反馈"
    FULL = "全程网办"
    OTHER = "其他"


class Scope(StrEnum):
    """通办范围, the closed list of the notice (自查的重点 3)."""

    NATION = "全国通办"
    PROVINCE = "全省通办"
    CITY = "全市通办"
    COUNTY = "全县通办"
    OTHER = "其他"


class MaterialKind(StrEnum):
    """材料类型."""

    ORIGINAL = "原件"
    COPY = "复印件"
    EITHER = "原件或复印件"
    BOTH = "原件和复印件"


class Medium(StrEnum):
    """收取方式."""

    PAPER = "纸质"
    ELECTRONIC = "电子"
    BOTH = "纸质和电子"
    EITHER = "纸质或电子"
    AUTOMATIC = "系统自动获取，无需申请者提交"
    AUTOMATIC_ELSE_SUBMIT = "系统自动获取，如数据不全则需申请者提交"


class Necessity(StrEnum):
    """材料必要性."""

    REQUIRED = "必要"
    OPTIONAL = "非必要"
    LATER = "容缺后补"


class Source(StrEnum):
    """来源渠道."""

    APPLICANT = "申请人自备"
    GOVERNMENT = "政府部门核发"
    OTHER = "其他"


class ResultKind(StrEnum):
    """结果类型."""

    LICENCE = "出证办结"
    APPROVAL = "审批办结"
    NONE = "无特定审批结果"


class Delivery(StrEnum):
    """送达方式."""

    NOTICE = "公告"
    COURIER = "物流快递"
    PICK_UP = "窗口领取"
    DIRECT = "直接送达"
    ONLINE = "网上获取"


class Material(Model):
    """申请材料."""

    name: Name = Field(alias="材料名称")
    kind: MaterialKind = Field(MaterialKind.ORIGINAL, alias="材料类型")
    originals: int = Field(1, alias="原件份数", ge=0, le=99)
    copies: int = Field(0, alias="复印件份数", ge=0, le=99)
    medium: Medium = Field(Medium.EITHER, alias="收取方式")
    necessity: Necessity = Field(Necessity.REQUIRED, alias="材料必要性")
    source: Source = Field(Source.APPLICANT, alias="来源渠道")
    shared: YesNo = Field(False, alias="数据共享减免", description="通过数据共享减免，无需提供")
    licence: Text | None = Field(None, alias="电子证照名称", description="减免时由哪一种电子证照代替")
    blank_form: YesNo = Field(False, alias="空白表格")
    sample: YesNo = Field(False, alias="示例样表")
    hint: Text | None = Field(None, alias="填报须知")
    acceptance: Text | None = Field(None, alias="受理标准")


class Step(Model):
    """办理流程的一个环节."""

    name: Name = Field(alias="环节名称")
    limit: TimeLimit | None = Field(None, alias="办理时限")
    handler: Text | None = Field(None, alias="办理人")
    content: Text | None = Field(None, alias="办理内容")
    special: YesNo = Field(False, alias="特殊环节")
    counted: YesNo = Field(True, alias="是否计算在法定办结时限内")
    basis: Text | None = Field(None, alias="法定依据", description="特殊环节的法定依据")


class Fee(Model):
    """收费项目."""

    name: Name = Field(alias="收费项目名称")
    standard: Text = Field(alias="收费标准")
    basis: Text = Field(alias="收费依据")
    relief: Text | None = Field(None, alias="减免情形")


class Result(Model):
    """审批结果."""

    name: Name = Field("无", alias="结果名称")
    kind: ResultKind = Field(ResultKind.NONE, alias="结果类型")
    sample: YesNo | None = Field(None, alias="结果样本", description="是否公布结果样本")
    e_licence: YesNo = Field(False, alias="是否生成电子证照")
    delivery: Annotated[tuple[Delivery, ...], OrJoined] = Field((), alias="送达方式")


class QuestionAndAnswer(Model):
    """常见问题的一问一答."""

    question: Text = Field(alias="问")
    answer: Text = Field(alias="答")


class Guide(Model):
    """办事指南: every element of the matter as it was approved."""

    matter_type: MatterType = Field(alias="事项类型")
    level: Level = Field(Level.CITY, alias="行使层级")
    owner: Name = Field(alias="实施主体")
    owner_kind: OwnerKind = Field(OwnerKind.STATUTORY, alias="实施主体性质")
    audience: Annotated[tuple[Audience, ...], OrJoined] = Field(alias="服务对象", min_length=1)
    handling_type: HandlingType = Field(alias="办件类型")
    channels: Annotated[tuple[Channel, ...], OrJoined] = Field(
        (Channel.WINDOW, Channel.ONLINE), alias="办理形式", min_length=1
    )
    legal_limit: TimeLimit = Field(alias="法定办结时限")
    legal_limit_note: Text | None = Field(None, alias="法定办结时限说明")
    promised_limit: TimeLimit = Field(alias="承诺办结时限")
    promised_limit_note: Text | None = Field(None, alias="承诺办结时限说明")
    visits: int = Field(alias="到办事现场次数", ge=0, le=2)
    visit_reason: Text | None = Field(None, alias="必须现场办理原因说明")
    scope: Scope = Field(Scope.OTHER, alias="通办范围")
    online: YesNo = Field(True, alias="是否网办")
    online_depth: Annotated[tuple[OnlineDepth, ...], OrJoined] = Field((), alias="网上办理深度")
    online_address: Text | None = Field(None, alias="网办地址")
    single_sign_on: YesNo = Field(True, alias="是否对接单点登录")
    jump_address: Text | None = Field(None, alias="跳转地址")
    appointment: YesNo = Field(False, alias="是否支持预约办理")
    appointments_a_day: int | None = Field(None, alias="每日可预约量", ge=0)
    online_payment: YesNo = Field(False, alias="是否支持网上支付")
    courier: YesNo = Field(True, alias="是否支持物流快递")
    material_courier: YesNo | None = Field(None, alias="是否支持申报材料邮寄")
    result_courier: YesNo | None = Field(None, alias="是否支持办件结果邮寄")
    person_topics: tuple[Text, ...] = Field((), alias="面向自然人事项主题分类")
    legal_person_topics: tuple[Text, ...] = Field((), alias="面向法人事项主题分类")
    effective_on: date | None = Field(None, alias="计划生效日期")
    cancelled_on: date | None = Field(None, alias="计划取消日期")
    charged: YesNo = Field(False, alias="是否收费")
    fees: tuple[Fee, ...] = Field((), alias="收费项目")
    conditions: tuple[Text, ...] = Field((), alias="受理条件")
    basis: tuple[Text, ...] = Field((), alias="设定依据")
    materials: tuple[Material, ...] = Field((), alias="申请材料")
    steps: tuple[Step, ...] = Field((), alias="办理流程")
    result: Result = Field(default_factory=Result, alias="审批结果")
    place: Text | None = Field(None, alias="办理地点")
    hours: Text | None = Field(None, alias="办理时间")
    consultation: Text | None = Field(None, alias="咨询方式")
    supervision: Text | None = Field(None, alias="监督投诉方式")
    questions: tuple[QuestionAndAnswer, ...] = Field((), alias="常见问题")


class Consent(Model):
    """申请人同意: a real case is followed only of the applicant's free will (the notice, 四、一要坚持自愿原则)."""

    form: Annotated[str, StringConstraints(pattern=r"^(口头|书面)$")] = Field(alias="方式")
    on: date = Field(alias="时间")
    handler: Name = Field(alias="经办人")


class Grade(StrEnum):
    """满意度 (GB/T 39046-2020 A.8)."""

    VERY_SATISFIED = "非常满意"
    SATISFIED = "满意"
    FAIRLY_SATISFIED = "基本满意"
    DISSATISFIED = "不满意"
    VERY_DISSATISFIED = "非常不满意"


class Suspension(Model):
    """中止: time that counts towards no limit (行政许可法第四十五条)."""

    begun: date = Field(alias="开始日期")
    ended: date | None = Field(None, alias="结束日期")
    reason: Text = Field(alias="原因")

    @field_validator("ended")
    @classmethod
    def _ends_after_it_began(cls, ended: date | None, info: ValidationInfo) -> date | None:
        begun: date | None = info.data.get("begun")
        if ended is not None and begun is not None and ended < begun:
            raise ValueError(f"中止的结束日期早于开始日期{begun}：请写成不早于它的日期")
        return ended


class CollectedMaterial(Model):
    """实际收取的一份材料."""

    name: Name = Field(alias="材料名称")
    kind: MaterialKind | None = Field(None, alias="材料类型")
    medium: Medium | None = Field(None, alias="收取方式")
    count: int | None = Field(None, alias="份数", ge=0, le=99)


class Case(Model):
    """办件: a real case and what is known of how it was handled. No personal data beyond its number."""

    number: Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{8,50}$")] = Field(alias="办件编号")
    identity: Identity = Field(alias="申请人身份")
    consent: Consent = Field(alias="申请人同意")
    applicant_region: Annotated[str, StringConstraints(pattern=r"^\d{6}$")] | None = Field(None, alias="申请人区划代码")
    applied_at: Moment | None = Field(None, alias="申请时间")
    accepted: YesNo | None = Field(None, alias="是否受理")
    refusal: Text | None = Field(None, alias="不予受理原因")
    accepted_at: Moment | None = Field(None, alias="受理时间")
    finished_at: Moment | None = Field(None, alias="办结时间")
    suspensions: tuple[Suspension, ...] = Field((), alias="中止")
    visits: int | None = Field(None, alias="实际到现场次数", ge=0, le=99)
    materials: tuple[CollectedMaterial, ...] | None = Field(None, alias="收取材料")
    paper_at: Moment | None = Field(None, alias="纸质证照制发时间")
    grade: Grade | None = Field(None, alias="评价等级", description="申请人自己提交的评价")

    @field_validator("refusal")
    @classmethod
    def _refused_or_accepted(cls, refusal: str | None, info: ValidationInfo) -> str | None:
        if refusal is not None and info.data.get("accepted"):
            raise ValueError("已受理的办件不应有不予受理原因：请写成 是否受理: 否，或删去这一行")
        return refusal

    @field_validator("accepted_at", "finished_at", "paper_at")
    @classmethod
    def _in_its_order(cls, value: datetime | None, info: ValidationInfo) -> datetime | None:
        if value is None:
            return None
        if info.data.get("accepted") is False and info.field_name != "finished_at":
            raise ValueError("不予受理的办件不应有这个时间：请写成 是否受理: 是，或删去这一行")
        for earlier in ("accepted_at", "applied_at"):
            moment: datetime | None = info.data.get(earlier)
            if moment is not None and value < moment:
                name = cls.model_fields[earlier].alias
                raise ValueError(f"{value:%Y-%m-%d %H:%M}早于{name}：请写成不早于{moment:%Y-%m-%d %H:%M}的时间")
        return value

    @field_validator("suspensions")
    @classmethod
    def _within_the_handling(cls, suspensions: tuple[Suspension, ...], info: ValidationInfo) -> tuple[Suspension, ...]:
        accepted: datetime | None = info.data.get("accepted_at")
        finished: datetime | None = info.data.get("finished_at")
        for suspension in suspensions:
            if accepted is not None and suspension.begun < accepted.date():
                raise ValueError(f"中止开始于受理之前：请写成不早于{accepted.date()}的开始日期")
            if finished is not None and suspension.ended is None:
                raise ValueError("办件已经办结，中止却没有结束日期：请写成 结束日期: 恢复办理的日期")
            if finished is not None and suspension.ended is not None and suspension.ended > finished.date():
                raise ValueError(f"中止结束于办结之后：请写成不晚于{finished.date()}的结束日期")
        return suspensions


class FieldReason(Model):
    """申报表单的一个填写项, and why it is asked for (行政许可法第二十九条)."""

    label: Text = Field(alias="填写项")
    reason: Text = Field(alias="填写依据", description="法律依据或者业务需要")


class KnownProblem(Model):
    """已知问题: declared by the department, still shown as it is, but with its state of handling."""

    box: Annotated[str, StringConstraints(pattern=r"^[A-G]\d$")] = Field(alias="选项代码")
    since: date = Field(alias="发现日期")
    expires: date = Field(alias="到期日期", description="应当整改完成的日期，过了这一天重新计为问题")
    owner: Name = Field(alias="责任人")
    reason: Text = Field(alias="原因")
    escalated: YesNo = Field(False, alias="需省级协调")
    identity: Identity | None = Field(None, alias="身份")

    @model_validator(mode="after")
    def _expires_after_it_began(self) -> Self:
        if self.expires < self.since:
            raise ValueError(f"到期日期早于发现日期：请写成“到期日期: ”加上不早于 {self.since} 的日期")
        return self


_NEARLY_32 = re.compile(r"(?=.*[A-Fa-f])(?:[0-9A-Fa-f]{26,31}|[0-9A-Fa-f]{33,38})")


class Department(Model):
    """审批部门: who fills in a ledger."""

    name: Name = Field(alias="审批部门", description="台账“审批部门”栏所写的简称")
    full_name: Name = Field(alias="填报单位")
    contact: Name = Field(alias="联系人")
    region: Text = Field(description="its folder under matters/: 市直 or a county")
    region_code: Annotated[str, StringConstraints(pattern=r"^41\d{4}$")] = Field(alias="区划代码")


class Matter(Model):
    """事项."""

    department: Department
    name: Name = Field(alias="事项名称")
    code: Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{12,36}$")] = Field(alias="实施编码")
    page_id: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z_-]{1,64}$")] = Field(alias="门户编号")
    system: Name = Field(alias="业务系统名称")
    method: Method = Field(alias="自查方式")
    guide: Guide = Field(alias="办事指南")
    form_reasons: tuple[FieldReason, ...] = Field((), alias="申报表单", description="各填写项的依据，可不写")
    cases: tuple[Case, ...] = Field((), alias="办件")
    known_problems: tuple[KnownProblem, ...] = Field((), alias="已知问题")
    answers: tuple[Answer, ...] = Field((), exclude=True)
    """The answers of people about it, from the answers files beside the department's own file."""
    statements: Statements = Field(default_factory=Statements, exclude=True)
    """What people put into its row of the ledger, from the same files."""

    @field_validator("page_id")
    @classmethod
    def _is_whole(cls, value: str) -> str:
        """Many portals number their guides by 32 hexadecimal digits; nearly as many have lost some on the way."""
        if _NEARLY_32.fullmatch(value):
            raise ValueError(f"“{value}”有 {len(value)} 位，像是 32 位编号漏抄或多抄了：请写成办事指南网址中的完整编号")
        return value

    @property
    def basic_code(self) -> str:
        """Return 基本编码: the last 12 of the 31 characters of a 实施编码; empty where the code has no such form."""
        return self.code[19:31] if len(self.code) in (31, 33) else ""

    @property
    def identities(self) -> tuple[Identity, ...]:
        """Return the accounts that may apply for it: 个人 if it serves 自然人, 法人 if it serves anyone else."""
        person = Audience.PERSON in self.guide.audience
        others = any(audience is not Audience.PERSON for audience in self.guide.audience)
        return (*((Identity.PERSON,) if person else ()), *((Identity.LEGAL_PERSON,) if others else ()))
