"""sample.yaml: which rows are inspected anew, of which ledgers, and how they were drawn.

A row is drawn by a hash of the seed, all ledgers and its 实施编码, so anybody can draw it again, with any program.
The commitment is a hash of the seed and the ledgers, and is written before a row is drawn: see drawing.py.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Self

import yaml
from pydantic import Field, StringConstraints, ValidationError, model_validator

from zicha.model.base import Model, Moment, YesNo
from zicha.model.matter import Method
from zicha.model.refusals import first_refusal
from zicha.plain_yaml import read_file

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
_CHECKSUM = "校验"
CLEAN, PROBLEM, OPEN = "无问题", "有问题", "未查完"
"""What a row of a ledger says of its matter as a whole."""


class SampleError(ValueError):
    """A sample cannot be drawn, or its file cannot be read; the text says why."""


class DrawnFrom(Model):
    """A ledger that rows were drawn from. `report` is the report it stood in, where its evidence is at hand."""

    body: str = Field(alias="填报单位")
    file: str = Field(alias="台账")
    seal_number: str = Field(alias="封存号")
    digest: Digest = Field(alias="SHA-256")
    report: Path | None = Field(None, alias="报告")
    is_demo: YesNo = Field(alias="演示")


class Stratum(Model):
    """The rows of one 填报单位 that have one 自查方式 and say the same; of `size` rows `drawn` were drawn."""

    body: str = Field(alias="填报单位")
    method: Method = Field(alias="自查方式")
    conclusion: str = Field(alias="台账结论")
    size: int = Field(alias="行数", ge=1)
    drawn: int = Field(alias="抽取", ge=0)


class DrawnRow(Model):
    """A row as the ledger has it, to be inspected anew."""

    code: str = Field(alias="实施编码")
    name: str = Field(alias="事项名称")
    body: str = Field(alias="填报单位")
    method: Method = Field(alias="自查方式")
    conclusion: str = Field(alias="台账结论")
    is_complete: YesNo = Field(alias="已查完")
    boxes: tuple[str, ...] = Field((), alias="勾选")
    states: tuple[str, ...] = Field((), alias="处理情况")
    remark: str = Field("", alias="备注")


def commitment_of(seed: str, ledgers: Iterable[DrawnFrom]) -> str:
    """Return the hash of a seed and the ledgers: SHA-256 of a line for the seed and one for each ledger, sorted."""
    lines = sorted(f"{origin.seal_number} {origin.digest}" for origin in ledgers)
    return hashlib.sha256("\n".join([seed, *lines]).encode()).hexdigest()


class Sample(Model):
    """What was drawn, and from what.

    `outside` are rows whose matter is not on the list of the bureau, `absent` its matters without a row in the ledgers.
    """

    seed: str = Field(alias="种子")
    rate: float = Field(alias="比例", gt=0, le=1)
    commitment: Digest = Field(alias="承诺")
    drawn_at: Moment = Field(alias="抽取时间")
    ledgers: tuple[DrawnFrom, ...] = Field(alias="台账")
    strata: tuple[Stratum, ...] = Field(alias="分层")
    rows: tuple[DrawnRow, ...] = Field(alias="抽中")
    outside: tuple[str, ...] = Field((), alias="清单中没有的行")
    absent: tuple[str, ...] = Field((), alias="台账中没有的事项")

    @model_validator(mode="after")
    def _is_as_committed(self) -> Self:
        if commitment_of(self.seed, self.ledgers) != self.commitment:
            raise ValueError("种子、台账与承诺不一致，样本被改动过")
        return self

    @property
    def codes(self) -> frozenset[str]:
        """Return the matters to inspect."""
        return frozenset(row.code for row in self.rows)


def write_sample(file: Path, sample: Sample) -> None:
    """Write the file. Raise FileExistsError if it is there: a sample is drawn once."""
    data = _data(sample)
    with file.open("x", encoding="utf-8", newline="\n") as target:
        target.write("# 抽检样本，由 zicha sample 抽取。请勿改动：pytest --spot-check 要核对它与承诺是否一致\n")
        yaml.safe_dump(data | {_CHECKSUM: _digest(data)}, target, allow_unicode=True, sort_keys=False, width=1000)


def read_sample(file: Path) -> Sample:
    """Return the sample. Raise SampleError."""
    try:
        content = read_file(file)[0]
        checksum = content.pop(_CHECKSUM, None) if isinstance(content, dict) else None
        sample = Sample.model_validate(content)
    except OSError as error:
        raise SampleError(f"{file}：读不出抽检样本（{error.strerror}）") from error
    except ValidationError as error:
        raise SampleError(f"{file}：不是 zicha sample 写的抽检样本：{first_refusal(error)}") from error
    except yaml.YAMLError as error:
        raise SampleError(f"{file}：不是 zicha sample 写的抽检样本，请重新取得") from error
    if checksum != _digest(_data(sample)):
        raise SampleError(f"{file}：样本被改动过（与其中的“{_CHECKSUM}”不符），请重新抽取")
    return sample


def _data(sample: Sample) -> dict[str, object]:
    return sample.model_dump(mode="json", by_alias=True, exclude_none=True)


def _digest(data: dict[str, object]) -> str:
    """Return the hash of what a sample says, however its file is laid out."""
    return hashlib.sha256(json.dumps(data, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
