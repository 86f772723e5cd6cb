"""脱敏: what must not survive, what must stay, and that masking twice is masking once."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zicha.evidence.masking import HIDDEN, is_identity_number, mask, mask_data, mask_page

ID = "41020219900101123"  # without its check digit
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def with_check_digit(number: str) -> str:
    return number + "10X98765432"[sum(w * int(d) for w, d in zip(WEIGHTS, number, strict=True)) % 11]


VALID_ID = with_check_digit(ID)
INVALID_ID = ID + ("0" if VALID_ID[-1] != "0" else "1")
CARD = "6222021001116245702"
VISA = "4111111111111111"

IDS = st.builds(
    lambda region, day, order: with_check_digit(f"{region:06d}{day:%Y%m%d}{order:03d}"),
    st.integers(110000, 659999),
    st.dates(min_value=date(1900, 1, 1), max_value=date(2025, 12, 31)),
    st.integers(0, 999),
)
PHONES = st.builds("1{}{:09d}".format, st.integers(3, 9), st.integers(0, 999_999_999))
PIECES = st.lists(
    st.one_of(
        IDS,
        PHONES,
        st.sampled_from(
            [CARD, VISA, VALID_ID, INVALID_ID, "6222 0210 0111 6245 702", "139-1234-5678", "+86 13912345678"]
        ),
        st.sampled_from(
            ["您好，", "欢迎您 ", "你好:", "张三丰", "欧阳娜娜", "开封某某有限公司", "先生", "退出", "请登录"]
        ),
        st.text(alphabet="0123456789Xx -+*，。您好a<>\"'", max_size=12),
        st.text(max_size=5),
    ),
    max_size=6,
)
TEXTS = PIECES.map("".join)


@given(TEXTS)
def test_masking_twice_is_masking_once(text: str) -> None:
    assert mask(mask(text)) == mask(text)


@given(TEXTS, st.sets(st.sampled_from(["张三", "张三丰", "三丰", "三丰公司", "41", "**", ""])))
def test_known_values_too(text: str, personal: set[str]) -> None:
    once = mask(text, personal)
    assert mask(once, personal) == once
    assert not any(value in once for value in personal if len(value) >= 2 and "*" not in value)


@given(TEXTS)
def test_any_page_is_masked_once_and_for_all(text: str) -> None:
    page = f'<p>{text}</p><input type="text" value="{text}">'
    assert mask_page(mask_page(page)) == mask_page(page)


@given(st.text(max_size=20), IDS, st.text(max_size=20))
def test_a_right_identity_number_never_survives(before: str, number: str, after: str) -> None:
    text = f"{before}：{number}，{after}"
    assert number not in mask(text)
    assert number not in mask_page(text)
    assert number not in str(mask_data({"a": [text, {"b": text}], "c": 1}))


@given(st.text(max_size=20), PHONES, st.text(max_size=20))
def test_a_mobile_number_never_survives(before: str, number: str, after: str) -> None:
    for written in (number, f"+86 {number}", f"{number[:3]}-{number[3:7]}-{number[7:]}"):
        assert written not in mask(f"{before}：{written}，{after}")


@pytest.mark.parametrize("sign", ["", "身份证号：", "id=", "(", "“"])
def test_an_identity_number_keeps_its_ends(sign: str) -> None:
    assert mask(f"{sign}{VALID_ID}") == f"{sign}410*************{VALID_ID[-2:]}"


def test_the_check_digit_decides() -> None:
    assert is_identity_number(VALID_ID)
    assert not is_identity_number(INVALID_ID)
    assert mask(INVALID_ID) == INVALID_ID


def test_an_x_in_either_case() -> None:
    number = next(n for day in range(10, 29) if (n := with_check_digit(f"410202199001{day}123")).endswith("X"))
    assert mask(number) != number
    assert mask(number.lower()) != number.lower()


@pytest.mark.parametrize(
    "written", [CARD, "6222 0210 0111 6245 702", "6222-0210-0111-6245-702", VISA, "4111 1111 1111 1111"]
)
def test_bank_cards(written: str) -> None:
    masked = mask(f"卡号{written}。")
    assert written not in masked
    assert masked.startswith("卡号" + written[:3])


@pytest.mark.parametrize("written", ["6222021001116245703", "4111111111111112"])
def test_the_luhn_digit_decides(written: str) -> None:
    assert mask(written) == written


@pytest.mark.parametrize(
    "number",
    [
        "11410821005677264N4000117018000",  # 实施编码
        "11410821005677264N400011701800002",  # 业务办理项编码
        "11410200005197365E3000119001000202611230001",  # 办件编号, 43
        "410821020210525A000002",  # 申报号, 22
        "410225000000",  # region
        "5D49160A06CE8CAA747DE9FF16BB7E80",  # page id
        "0371-23881001",
        "2026-11-23T09:00:00.123456Z",
        "20个工作日",
        "第12345678901号",
    ],
)
def test_what_identifies_no_person_stays(number: str) -> None:
    assert mask(number) == number
    assert mask(f"办件编号：{number}，请牢记") == f"办件编号：{number}，请牢记"


@given(
    st.sampled_from(
        ["410202{day:%Y%m%d}{order:04d}", "4102020{day:%Y%m%d}{order:04d}", "410202{day:%y%m%d}{order:04d}"]
    ),
    st.integers(0, 9999),
    st.dates(date(1950, 1, 1), date(2059, 12, 31)),
)
def test_a_known_case_number_stays_whatever_its_digits(form: str, order: int, day: date) -> None:
    """One in eleven numbers of 18 digits passes for an identity number, one in ten of 16 or 19 for a card."""
    number = form.format(day=day, order=order)
    text = f"办件编号：{number}，12 {number}，projectNo={number}"
    assert mask(text, (), {number}) == text
    assert mask_page(text, (), {number}) == text
    assert mask_data({"a": [text]}, (), {number}) == {"a": [text]}


def test_an_identity_number_beside_a_known_case_number_goes() -> None:
    number = with_check_digit("41020219900101124")
    assert mask(f"{number} {VALID_ID}", (), {number}) == f"{number} 410*************{VALID_ID[-2:]}"
    assert VALID_ID not in mask(VALID_ID, (), {"19900101"})


@pytest.mark.parametrize(
    "written",
    [
        f"{VALID_ID[:6]} {VALID_ID[6:14]} {VALID_ID[14:]}",
        f"{VALID_ID[:6]}-{VALID_ID[6:14]}-{VALID_ID[14:]}",
        f"{VALID_ID[:6]}\u00a0{VALID_ID[6:14]}\u00a0{VALID_ID[14:]}",
        f"{VALID_ID[:6]}&nbsp;{VALID_ID[6:14]}&nbsp;{VALID_ID[14:]}",
        "".join(chr(ord(digit) + 0xFEE0) for digit in VALID_ID),
        f"共12 {VALID_ID}",
        f"refer%3Dhttps%3A%2F%2Fa%2Fb%3Fid%3D{VALID_ID}%26x%3D1",
        f"%22idNo%22%3A%22{VALID_ID}%22",
        f"%253D{VALID_ID}",
        f"id\\u003d{VALID_ID}",
        "008613912345678",
        "%2B8613912345678",
        "139.1234.5678",
        "139 123 45678",
        "139\u00a01234\u00a05678",
        "139—1234—5678",
        "tel%3D13912345678%26a",
    ],
)
def test_a_number_however_it_is_written(written: str) -> None:
    """Nothing of it can be read any more but its first three and last two digits."""
    masked = mask(f"（{written}）")
    assert mask(masked) == masked
    digits = re.sub(r"%..|\\\\u003d", "", unicodedata.normalize("NFKC", masked))
    assert "*" in digits
    assert not re.search(r"1990|0101|1234|45678|345678", digits)


@pytest.mark.parametrize(
    "text",
    ["2026-11-23 09:00 18 2026-11-23 0:30", "15 3.5 20 13 1234", "法定20个工作日 410202 2026 12", "1.3.9.1.2.3.4"],
)
def test_numbers_that_only_stand_side_by_side_stay(text: str) -> None:
    assert mask(text) == text


def test_persons_in_addresses_are_hidden() -> None:
    name = "张三"
    address = f"https://a/pingjia.action?userName={quote(name)}&phone=13912345678&proStatus=3"
    assert mask(address) == f"https://a/pingjia.action?userName={HIDDEN}&phone={HIDDEN}&proStatus=3"
    assert quote(name) not in mask(f"https://a/?q=%7B%22n%22%3A%22{quote(name)}%22%7D", {name})
    assert quote(name).lower() not in mask(f"https://a/?q={quote(name).lower()}", {name})


@pytest.mark.parametrize(
    ("greeting", "masked"),
    [
        ("您好，张三", "您好，张*"),
        ("您好，张三丰！", "您好，张**！"),
        ("欢迎您：欧阳娜娜 退出", "欢迎您：欧*** 退出"),
        ("你好, 张三丰先生", "你好, 张**先生"),
        ("您好，张三退出", "您好，张*退出"),
        ("您好，开封某某有限公司", "您好，开*******"),
        ("欢迎 阿卜杜拉·买买提", "欢迎 阿*******"),
        ("张三，您好", "张*，您好"),
        ("张三先生，您好！", "张*先生，您好！"),
        ("尊敬的张三，您好", "尊敬的张*，您好"),
        ("尊敬的欧阳娜娜女士：您好", "尊敬的欧***女士：您好"),
        ("开封某某有限公司，你好", "开*******，你好"),
    ],
)
def test_the_name_in_a_greeting(greeting: str, masked: str) -> None:
    assert mask(greeting) == masked


@pytest.mark.parametrize(
    "message",
    [
        "您好，请登录",
        "您好，该事项暂不支持在线办理",
        "您好，您申请的事项配置异常，请联系河南政务服务网反馈问题",
        "您好，系统异常",
        "你好，当前用户不存在或未登录",
        "您好，登录超时，请重新登录",
        "尊敬的用户，您申请的事项《关闭煤矿和报废矿井许可》配置异常，请联系河南政务服务网反馈问题",
        "欢迎访问河南政务服务网",
        "您好！",
        "尊敬的用户，您好",
        "各位市民，您好！",
        "首页，您好",
    ],
)
def test_a_message_stays_to_be_quoted(message: str) -> None:
    assert mask(message) == message


def test_values_known_to_be_personal() -> None:
    assert mask("张三丰（张三）申请", ["张三", "张三丰", "", "张"]) == "张**（张*）申请"
    assert mask("开封市某某矿业有限公司", ["开封市某某矿业有限公司"]) == "开封市******公司"


def test_the_order_of_known_values_does_not_matter() -> None:
    values = ["ab", "bc", "cd"]
    assert {mask("abcd", order) for order in (values, values[::-1], frozenset(values))} == {mask("abcd", values)}


@pytest.mark.parametrize(
    "tag",
    [
        '<input type="text" value="秘密">',
        "<INPUT value='秘密'>",
        "<input value=秘密 name=a>",
        '<input placeholder="a>b" value="秘密">',
        '<input type="hidden"\n value = "秘密"/>',
        '<input type="password" value="秘密">',
        "<textarea>秘密</textarea>",
        '<textarea name="a" rows="3">\n秘密\n秘密</textarea>',
        '<textarea title="a>b">秘密</textarea>',
    ],
)
def test_what_was_typed_into_a_form_is_hidden(tag: str) -> None:
    masked = mask_page(f"<form>{tag}</form>")
    assert "秘密" not in masked
    assert HIDDEN in masked
    assert masked.startswith("<form><")


@pytest.mark.parametrize(
    "tag",
    [
        '<input type="submit" value="提交申请">',
        '<input type="radio" value="1" checked>',
        '<input value="" type="text">',
        '<input data-value="下一步" type="text">',
        '<option value="1">承诺件</option>',
        "<textarea></textarea>",
        '<p value="x">办理须知</p>',
    ],
)
def test_what_nobody_typed_stays(tag: str) -> None:
    assert mask_page(tag) == tag


@given(st.lists(st.sampled_from(["<input", "<textarea", "</textarea>", " value=", ">", "下一步", " ", "/"])))
def test_a_broken_page_hides_no_less(tokens: list[str]) -> None:
    assert "秘密" not in mask_page("".join(tokens) + '<input value="秘密">')


def test_data_keeps_its_shape() -> None:
    data = {"message": f"用户{VALID_ID}", "n": 13912345678, "none": None, "list": [True, "13912345678"]}
    masked = mask_data(data)
    assert masked["n"] == 13912345678
    assert masked["none"] is None
    assert masked["list"] == [True, "139******78"]
    assert VALID_ID not in masked["message"]
    assert mask_data({VALID_ID: 1}) == {VALID_ID: 1}


def test_keys_in_addresses_are_hidden() -> None:
    address = "http://127.0.0.1/sso/callback?ticket=ST-04e9c135&sxbm=11410821005677264N4000117018000#/a"
    assert mask(address) == f"http://127.0.0.1/sso/callback?ticket={HIDDEN}&sxbm=11410821005677264N4000117018000#/a"
    assert mask(mask(address)) == mask(address)


def test_what_a_field_says_of_itself_stays() -> None:
    field = {"label": "联系地址", "hint": "与证件或营业执照登记的地址一致", "value": "开封市龙亭区某某路1号院2号楼"}
    masked = mask_data(field)
    assert masked["hint"] == field["hint"]
    assert masked["value"] != field["value"]


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("http://a/in?accessToken=SECRET1&sxbm=1", "accessToken"),
        ("http://a/in?x=1&amp;ticket=SECRET1", "ticket"),
        ("http://a/in;jsessionid=SECRET1?sxbm=1", "jsessionid"),
        ("http://a/#access_token=SECRET1", "access_token"),
        ("http://a/#/home?X-Auth-Token=SECRET1", "X-Auth-Token"),
        ("http://a/in?userToken=SECRET1", "userToken"),
        ("http://a/in?goto=http%3A%2F%2Fb%2F%3FgToken%3DSECRET1%26x=1", "gToken"),
        ("http://a/cb?code=SECRET1&state=xyz", "code"),
        ("http://a/in?client_secret=SECRET1", "client_secret"),
        ("http://a/in?x=1&PHPSESSID=SECRET1", "PHPSESSID"),
        ("var t='eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkw.SECRET1-abc'", "var t"),
    ],
)
def test_no_key_to_a_session_stays_in_an_address(address: str, key: str) -> None:
    assert "SECRET1" not in mask(address)
    assert key in mask(address)


@pytest.mark.parametrize("query", ["code=11410821005677264N4", "unid=410821020210525A000001", "state=1&code=4102"])
def test_what_says_which_item_is_meant_stays(query: str) -> None:
    assert mask(f"http://a/guide?{query}") == f"http://a/guide?{query}"
