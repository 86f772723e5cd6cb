"""脱敏 by kinds and contexts: nothing of a person is left, and no code is lost that must survive."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from urllib.parse import quote

import pytest

from zicha.evidence.masking import mask, mask_data, mask_page

ID = "41020219900101123X"
WRONG_ID = "410202199001011234"
SPLIT = 6
PERSONAL = {
    "identity number": ID,
    "small x": ID.lower(),
    "full width": "４１０２０２１９９００１０１１２３Ｘ",
    "in groups": "410202 19900101 123X",
    "with dashes": "410202-19900101-123X",
    "zero width": "410202\u200b19900101\u200b123X",
    "soft hyphen": "410202\u00ad19900101123X",
    "over two lines": "410202\n19900101123X",
    "over lines with blanks": "410202\r\n  19900101123X",
    "fifteen digits": "410202900101123",
    "mobile": "13803780002",
    "mobile 3-4-4": "138-0378-0002",
    "mobile 3 4 4": "138 0378 0002",
    "mobile 4-3-4": "1380 378 0002",
    "mobile 3-3-5": "138 037 80002",
    "mobile with country": "+86 13803780002",
    "mobile full width": "１３８０３７８０００２",
    "mobile zero width": "138\u200b0378\u200b0002",
    "card": "6217001210001234564",
    "card 4-4-4-4-3": "6217 0012 1000 1234 564",
    "card 6+rest": "621700 1210001234564",
    "card over lines": "6217 0012\n1000 1234 564",
    "mail": "zhang.san@example.com",
    "passport": "E12345678",
}
"""Kind → what identifies a person wherever it stands."""
BESIDE = {
    "wrong check digit": ("身份证号", WRONG_ID),
    "wrong check digit of 证件": ("证件号码", WRONG_ID),
    "fifteen digits": ("公民身份号码", "410202900101123"),
    "passport": ("护照号码", "G12345678"),
    "permit": ("港澳居民来往内地通行证号码", "H1234567890"),
    "permit of Taiwan": ("台胞证号", "12345678"),
    "officer": ("军官证号", "南字第1234567号"),
    "licence to drive": ("驾驶证号", "410202123456"),
    "card": ("银行卡号", "6217001210001234567"),
    "home": ("家庭住址", "开封市龙亭区西大街26号3单元402室"),
    "letters": ("通讯地址", "河南省开封市鼓楼区中山路1号"),
    "name": ("姓名", "张三"),
    "applicant": ("申请人", "李卫东"),
    "holder": ("持证主体", "王建业"),
    "contact": ("联系人", "欧阳明月"),
    "head": ("法定代表人", "赵爱民"),
    "minority": ("姓名", "阿依古丽·买买提"),
    "agent": ("代理人", "孙丽"),
}
CODES = {
    "统一社会信用代码": "91410200MA0000007M",
    "实施编码": "11410200005197365E3000119001000",
    "业务办理项编码": "11410200005197365E300011900100001",
    "办件编号": "410821020210525A000002",
    "amount": "13,803,780,002.00元",
    "telephone": "0371-23881001",
    "date": "2026-11-24 10:30:00",
    "law": "《中华人民共和国行政许可法》第十二条",
    "whom it is for": "申请人：自然人、企业法人",
    "who may apply": "申请人：单位或者个人",
    "any": "申请人：任何人",
    "place": "办理地点：开封市政务服务大厅三楼A区12号窗口",
    "paper": "法定代表人：身份证明",
    "address of the hall": "地址：开封市民之家二楼",
    "document": "发改价格〔2004〕2831号",
}

Context = Callable[[str], str]


def _split_by_tags(value: str) -> str:
    return f"<p>号 <b>{value[:SPLIT]}</b><span>{value[SPLIT:]}</span>。</p>"


def _as_entities(value: str) -> str:
    return "<p>" + "".join(f"&#{ord(char)};" if number % 2 else char for number, char in enumerate(value)) + "</p>"


_NO_TAGS = str.maketrans("<>", "  ")
CONTEXTS: dict[str, Context] = {
    "text": lambda value: mask(f"号码：{value}，请核对"),
    "cell": lambda value: mask_page(f"<table><tr><td>{value}</td><td>1</td></tr></table>"),
    "tags": lambda value: mask_page(_split_by_tags(value)),
    "entities": lambda value: mask_page(_as_entities(value)),
    "attribute": lambda value: mask_page(f'<a title="{value}" data-x="{value}">x</a>').translate(_NO_TAGS),
    "json": lambda value: json.dumps(mask_data({"a": [{"b": value}]}), ensure_ascii=False),
    "file name": lambda value: mask(f"申请表（{value}）.docx"),
    "address": lambda value: mask(f"https://portal.example/a?x={quote(value)}&y=1"),
}
BESIDE_CONTEXTS: dict[str, Callable[[str, str], str]] = {
    "text": lambda label, value: mask(f"请核对：{label}：{value}，谢谢"),
    "cells": lambda label, value: mask_page(f"<table><tr><th>{label}</th>\n<td class='a'>{value}</td></tr></table>"),
    "list": lambda label, value: mask_page(f"<dl><dt>{label}：</dt><dd><span>{value}</span></dd></dl>"),
    "json key": lambda label, value: json.dumps(mask_data({label: value}), ensure_ascii=False),
    "json label": lambda label, value: json.dumps(mask_data({"label": label, "value": value}), ensure_ascii=False),
    "json text": lambda label, value: mask(json.dumps({label: value}, ensure_ascii=False)),
    "file name": lambda label, value: mask(f"{label}：{value}.pdf"),
}
UNREADABLE = {("address", "over two lines"), ("address", "over lines with blanks"), ("address", "card over lines")}
"""An address holds no line ends."""


def _plain(text: str) -> str:
    """Only what identifies: letters, digits and Chinese, in half width."""
    folded = text.translate(str.maketrans("０１２３４５６７８９Ｘ", "0123456789X"))
    folded = re.sub(r"&#(\d+);", lambda match: chr(int(match[1])), folded)
    return re.sub(r"<[^<>]*>|[^0-9A-Za-z\u4e00-\u9fff@.]", "", folded).upper()


@pytest.mark.parametrize("context", CONTEXTS)
@pytest.mark.parametrize("kind", PERSONAL)
def test_nothing_that_identifies_is_left(kind: str, context: str) -> None:
    if (context, kind) in UNREADABLE:
        return
    value = PERSONAL[kind]
    assert _plain(value) not in _plain(CONTEXTS[context](value))


@pytest.mark.parametrize("context", BESIDE_CONTEXTS)
@pytest.mark.parametrize("kind", BESIDE)
def test_nothing_beside_a_label_is_left(kind: str, context: str) -> None:
    label, value = BESIDE[kind]
    assert _plain(value) not in _plain(BESIDE_CONTEXTS[context](label, value))


@pytest.mark.parametrize("context", [name for name in CONTEXTS if name not in ("entities", "address")])
@pytest.mark.parametrize("kind", CODES)
def test_no_code_is_lost(kind: str, context: str) -> None:
    value = CODES[kind]
    assert _plain(value) in _plain(CONTEXTS[context](value))
