"""授权书: who allows what at which portal, for which matters, on which hosts, in which hours, until when.

It is YAML, written by `zicha authorise` and checked by the person whose name stands in it. Without one nothing leaves
this machine.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import yaml
from pydantic import AfterValidator, Field, ValidationError, field_validator, model_validator

from zicha.model.base import Model, OrJoined, Text, folded
from zicha.model.matter import Matter
from zicha.model.refusals import refusals
from zicha.plain_yaml import Loader, read_file
from zicha.portal.profile_check import keys_written_twice, unknown_keys

ALL = "全部"
_HOURS = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)\s*[-–—至~]\s*([01]?\d|2[0-4]):([0-5]\d)")


class Deed(StrEnum):
    """What may be done at a portal."""

    VIEW = "查看"
    LOG_IN = "登录"
    SUBMIT = "提交"
    EVALUATE = "评价"
    WITHDRAW = "撤回"


class AuthorisationError(Exception):
    """An authorisation that cannot be used; the message is for the reader."""


def _host(host: str) -> str:
    if "/" in host or not host:
        raise ValueError(f"“{host}”应当只写主机名，如 login.example.gov.cn，不写 https:// 和路径")
    return host.lower()


_Host = Annotated[str, AfterValidator(_host)]


class Authorisation(Model):
    """One authorisation."""

    authorised_by: Text = Field(alias="授权人")
    contact: Text = Field(alias="联系方式")
    portal: Text = Field(alias="门户网址")
    matters: Annotated[tuple[Text, ...], OrJoined] = Field(alias="事项", min_length=1)
    """Names or 实施编码; 全部 for all."""
    deeds: Annotated[tuple[Deed, ...], OrJoined] = Field(alias="允许", min_length=1)
    hosts: Annotated[tuple[_Host, ...], OrJoined] = Field(alias="访问主机", min_length=1)
    send_to: Annotated[tuple[_Host, ...], OrJoined] = Field(default=(), alias="发送主机")
    hours: str = Field(default="00:00-24:00", alias="时段")
    until: date = Field(alias="有效期至")
    pages_a_day: int | None = Field(default=None, alias="每日页数", ge=1)
    """Of each host, on this machine."""

    @field_validator("portal")
    @classmethod
    def _is_address(cls, portal: str) -> str:
        parts = urlsplit(portal)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"“{portal}”应当是以 https:// 或者 http:// 开头的网址")
        return portal.rstrip("/")

    @field_validator("hours")
    @classmethod
    def _is_span(cls, hours: str) -> str:
        if (span := _HOURS.fullmatch(hours.strip())) is None or _ends(span)[0] == _ends(span)[1]:
            raise ValueError(f"“{hours}”应当写成 08:30-18:00 这样的时段")
        return hours.strip()

    @model_validator(mode="after")
    def _can_be_taken_back(self) -> Authorisation:
        if Deed.SUBMIT in self.deeds and Deed.WITHDRAW not in self.deeds:
            raise ValueError("允许“提交”的，也要允许“撤回”：没有办结的测试件要由本工具撤回")
        return self

    def refusal(self, deed: Deed, matter: Matter | None, at: datetime) -> str:
        """Return why something may not be done about a matter at a moment; empty where it may."""
        if reason := self.refusal_of_time(at):
            return reason
        if deed not in self.deeds:
            return f"授权书没有允许“{deed}”"
        return "" if matter is None or self._names(matter) else f"授权书没有列出事项“{matter.name}”"

    def refusal_of_time(self, at: datetime) -> str:
        """Return why nothing may be done at a moment; empty where it is within the term and the hours."""
        if at.date() > self.until:
            return f"授权书的有效期到{self.until}为止"
        span = _HOURS.fullmatch(self.hours)
        assert span is not None
        begin, end = _ends(span)
        now = at.hour * 60 + at.minute
        inside = begin <= now < end if begin < end else now >= begin or now < end
        return "" if inside else f"授权的时段是{self.hours}，现在是{time(at.hour, at.minute):%H:%M}"

    def _names(self, matter: Matter) -> bool:
        names = {folded(name) for name in self.matters}
        return not names.isdisjoint({folded(ALL), folded(matter.name), folded(matter.code)})


def _ends(span: re.Match[str]) -> tuple[int, int]:
    """Return the minutes of the day at which a span begins and ends."""
    first, second, third, fourth = map(int, span.groups())
    return first * 60 + second, third * 60 + fourth


def load_authorisation(file: Path) -> Authorisation:
    """Read an authorisation. Raise AuthorisationError with all that is wrong, in the reader's words."""
    try:
        own, text = read_file(file)
    except FileNotFoundError as error:
        raise AuthorisationError(f"找不到授权书 {file}") from error
    except (OSError, yaml.YAMLError) as error:
        raise AuthorisationError(f"授权书 {file} 读不懂：{error}") from error
    if not isinstance(own, dict):
        raise AuthorisationError(f"授权书 {file} 应当是“名称: 值”的形式")
    names = [str(field.alias) for field in Authorisation.model_fields.values()]
    faults = [*keys_written_twice(text, Loader), *unknown_keys(own, {"": names})]
    try:
        authorisation = Authorisation.model_validate({key: own[key] for key in names if key in own})
    except ValidationError as error:
        faults += [f"的{refusal}" for refusal in refusals(error)]
    if faults:
        raise AuthorisationError("\n".join(f"授权书 {file} {fault}" for fault in dict.fromkeys(faults)))
    return authorisation


def written(authorisation: Authorisation) -> str:
    """Return an authorisation as YAML, to be read and checked by whoever gives it."""
    data: dict[str, Any] = authorisation.model_dump(mode="json", by_alias=True, exclude_none=True)
    head = "# 授权书：本工具只在下面写明的范围内访问门户。请授权人逐项核对；要改的直接修改本文件。\n"
    return head + yaml.safe_dump(data, allow_unicode=True, sort_keys=False, default_flow_style=None, width=110)
