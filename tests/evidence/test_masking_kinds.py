"""脱敏 by kinds and contexts: nothing of a person is left, and no code is lost that must survive."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from urllib.parse import quote, unquote

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
    "with slashes": "410202/19900101/123X",
    "with middle dots": "410202·19900101·123X",
    "a birthday in words": "4102021990年01月01日123X",
    "mobile with country in digits": "8613803780002",
    "mobile with 0086": "008613803780002",
    "mobile with country in brackets": "(86)13803780002",
    "mobile with an extension": "13803780002-801",
    "mobile with 转": "13803780002转801",
    "mobile 2-3-3-3": "13 803 780 002",
    "mobile in brackets": "138(0378)0002",
    "mobile with commas": "138,0378,0002",
    "mobile with slashes": "138/0378/0002",
    "mobile with dots": "138.0378.0002",
    "card with dashes": "6217-0012-1000-1234-564",
    "card with hard blanks": "6217\u00a00012\u00a01000\u00a01234\u00a0564",
    "of Hong Kong": "A123456(3)",
    "passport of service": "EA1234567",
    "mail full width": "zhangsan＠163．com",
    "mail of a Chinese name": "张三@example.com",
    "plate": "豫B12345",
    "plate with a dot": "豫B·A1234",
    "plate of an electric car": "豫BD12345",
    "flat": "开封市龙亭区西大街26号3单元402室",
    "where one lives": "家住开封市龙亭区西大街26号院",
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
    "minority, thick dot": ("姓名", "阿卜杜拉•艾合买提"),
    "minority, dot at the line": ("姓名", "买买提．吐尔逊"),
    "minority, Japanese dot": ("姓名", "古丽娜尔・阿不都"),
    "minority, blanks": ("姓名", "阿依努尔 · 玉素甫"),
    "who signs": ("申请人（签名）", "张三丰"),
    "who signs or seals": ("申请人（签字或盖章）", "王建业"),
    "who signs, without brackets": ("申请人签字", "李卫东"),
    "signed by oneself": ("本人签名", "王建业"),
    "who is entrusted": ("受托人姓名", "周国强"),
    "who is entrusted, otherwise": ("被委托人", "周国强"),
    "parent": ("家长姓名", "周国强"),
    "patient": ("患者姓名", "周晓丽"),
    "owner": ("业主", "周晓丽"),
    "shareholder": ("股东姓名", "周晓丽"),
    "head, otherwise": ("法人代表", "周晓丽"),
    "shopkeeper": ("经营者", "周晓丽"),
    "former name": ("曾用名", "周晓丽"),
    "consignee": ("收货人", "周晓丽"),
    "taxpayer": ("纳税人姓名", "周晓丽"),
    "residence of Hong Kong": ("港澳居民居住证号码", "810000199001011238"),
    "permit of eleven digits": ("港澳居民来往内地通行证", "M1234567801"),
    "to Hong Kong": ("往来港澳通行证", "C12345678"),
    "permanent residence": ("外国人永久居留身份证号", "ABC110190010112"),
    "household": ("户口簿编号", "410202123456"),
    "pupil": ("学籍号", "G410202199001011234"),
    "social security": ("社会保障卡号", "A12345678"),
    "account": ("开户账号", "41001501010050201234"),
    "born": ("出生日期", "1990-01-01"),
    "born in": ("出生年月", "1990年1月"),
    "telephone at home": ("家庭电话", "0371-66778899"),
    "where one lives": ("居住地", "开封市龙亭区西大街26号"),
    "where to deliver": ("送达地址", "开封市龙亭区西大街26号3楼东户"),
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
    "address of the hall in a house": "办理地点：开封市黄河路北段1号市民之家3号楼201室",
    "whom to call": "申请人可拨打咨询电话：0371-23881001",
    "whom to call at the office": "联系人：办公室，联系电话：0371-23881001",
    "who works on it": "办理人：许可科",
    "who works on it, too": "经办人：窗口人员",
    "who must": "委托人：应当提交委托书",
    "number of a licence": "编号豫B1-20201234",
    "registered": "豫ICP备12345678号",
    "term": "2026/11/24-2026/12/31",
    "whose paper": "本人：身份证",
    "list": "股东：名单",
    "standard": "GB/T 12345-2026",
    "who applies": "代理人：委托书",
}

Context = Callable[[str], str]


def _split_by_tags(value: str) -> str:
    return f"<p>号 <b>{value[:SPLIT]}</b><span>{value[SPLIT:]}</span>。</p>"


def _as_entities(value: str) -> str:
    return "<p>" + "".join(f"&#{ord(char)};" if number % 2 else char for number, char in enumerate(value)) + "</p>"


def _escaped(value: str) -> str:
    return json.dumps({"a": value})


_NO_TAGS = str.maketrans("<>", "  ")
CONTEXTS: dict[str, Context] = {
    "text": lambda value: mask(f"号码：{value}，请核对"),
    "cell": lambda value: mask_page(f"<table><tr><td>{value}</td><td>1</td></tr></table>"),
    "tags": lambda value: mask_page(_split_by_tags(value)),
    "entities": lambda value: mask_page(_as_entities(value)),
    "attribute": lambda value: mask_page(f'<a title="{value}" data-x="{value}">x</a>').translate(_NO_TAGS),
    "picture's words": lambda value: mask_page(f'<img src="a.png" alt="{value}">').translate(_NO_TAGS),
    "hint": lambda value: mask_page(f'<input placeholder="{value}">').translate(_NO_TAGS),
    "option": lambda value: mask_page(f'<option value="{value}">甲</option>').translate(_NO_TAGS),
    "script": lambda value: mask_page(f"<script>var a = '{value}';</script>").translate(_NO_TAGS),
    "comment": lambda value: mask_page(f"<!-- {value} -->").translate(_NO_TAGS),
    "json escaped": lambda value: mask(_escaped(value)),
    "json escaped in a page": lambda value: mask_page(f"<script>var a = {_escaped(value)}</script>").translate(
        _NO_TAGS
    ),
    "path": lambda value: mask(f"https://portal.example/a/{quote(value)}/b"),
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
    "json escaped": lambda label, value: mask(json.dumps({label: value})),
    "json escaped in a page": lambda label, value: mask_page(f"<script>{json.dumps({label: value})}</script>"),
    "column": lambda label, value: mask_page(
        f"<table><tr><th>序号</th><th>{label}</th></tr><tr><td>1</td><td>{value}</td></tr></table>"
    ),
    "column under a head apart": lambda label, value: mask_page(
        f"<table><tr><th>{label}</th><th>状态</th></tr></table><table><tr><td>{value}</td><td>待办</td></tr></table>"
    ),
    "parts": lambda label, value: mask_page(f"<div><span>{label}</span><div><em>{value}</em></div></div>"),
    "file name": lambda label, value: mask(f"{label}：{value}.pdf"),
}
UNREADABLE = {
    (context, kind)
    for context in ("address", "path", "json escaped", "json escaped in a page")
    for kind in ("over two lines", "over lines with blanks", "card over lines")
}
"""Neither an address nor a text of JSON holds line ends."""


def _plain(text: str) -> str:
    """Only what identifies: letters, digits and Chinese, in half width."""
    text = re.sub(r"\\u([0-9A-Fa-f]{4})", lambda match: chr(int(match[1], 16)), unquote(text))
    folded = text.translate(str.maketrans("０１２３４５６７８９Ｘ", "0123456789X"))
    folded = re.sub(r"&#(\d+);", lambda match: chr(int(match[1])), folded)
    return re.sub(r"<[^<>]*>|[^0-9A-Za-z\u4e00-\u9fff@.]", "", folded).upper()


@pytest.mark.parametrize("kind", PERSONAL)
def test_nothing_that_identifies_is_left(kind: str) -> None:
    value = PERSONAL[kind]
    contexts = {name: context for name, context in CONTEXTS.items() if (name, kind) not in UNREADABLE}
    assert [name for name, context in contexts.items() if _plain(value) in _plain(context(value))] == []


@pytest.mark.parametrize("kind", BESIDE)
def test_nothing_beside_a_label_is_left(kind: str) -> None:
    label, value = BESIDE[kind]
    assert [name for name, context in BESIDE_CONTEXTS.items() if _plain(value) in _plain(context(label, value))] == []


@pytest.mark.parametrize("kind", CODES)
def test_no_code_is_lost(kind: str) -> None:
    value = CODES[kind]
    contexts = {name: context for name, context in CONTEXTS.items() if name not in ("entities", "address", "path")}
    assert [name for name, context in contexts.items() if _plain(value) not in _plain(context(value))] == []


@pytest.mark.parametrize(
    "text",
    [
        "姓名：张三，联系电话：{}",
        "姓名 张三 固定电话 {}",
        "<table><tr><th>姓名</th><td>张三</td><th>联系电话</th><td>{}</td></tr></table>",
        "<p>申请人：<span>张三</span></p><p>座机：{}</p>",
    ],
)
@pytest.mark.parametrize("number", ["0371-66778899", "037166778899", "(0371)66778899", "0371 6677 8899"])
def test_a_telephone_beside_a_name_is_that_persons(text: str, number: str) -> None:
    assert _plain(number) not in _plain(mask_page(text.format(number)))


@pytest.mark.parametrize("mark", ["微信号", "QQ", "QQ号", "微信"])
def test_how_one_chats(mark: str) -> None:
    assert "zhangsan_1990" not in mask(f"{mark}：zhangsan_1990")
    assert mask(f"{mark}公众号：kaifeng") == f"{mark}公众号：kaifeng"
