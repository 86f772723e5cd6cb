"""门户配置: found, completed and checked; every mistake is told in the reader's language."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.support.matters import make_matter
from zicha.model.facts.guide import Element
from zicha.model.matter import Identity
from zicha.portal.profile import (
    ProfileError,
    is_loopback,
    load_profile,
    normalise_label,
    shipped_profiles,
    words_of_its_own,
)
from zicha.portal.profile_check import words_without_use

ADDRESS = "http://127.0.0.1:8000"
OWN = {
    "extends": "base",
    "title": "测试门户",
    "address": "https://portal.example/",
    "pages": {"home": "/", "guide": "/g/{page_id}/{code}?region={region}", "login": "/login", "cases": "/cases"},
}


def write(folder: Path, content: object, name: str = "city.yaml") -> str:
    file = folder / name
    text = content if isinstance(content, str) else yaml.safe_dump(content, allow_unicode=True)
    file.write_text(text, encoding="utf-8")
    return str(file)


def refusal(name: str) -> str:
    with pytest.raises(ProfileError) as caught:
        load_profile(name)
    assert any("\u4e00" <= char <= "\u9fff" for char in str(caught.value))
    return str(caught.value)


@pytest.mark.parametrize("name", shipped_profiles())
def test_every_shipped_profile_loads(name: str) -> None:
    profile = load_profile(name, ADDRESS)
    assert profile.name == name
    assert set(profile.accounts) <= set(Identity)


@pytest.mark.parametrize("name", ["base", *shipped_profiles()])
def test_no_key_is_written_twice(name: str) -> None:
    """YAML would keep the last one and say nothing."""
    text = (files("zicha.portal") / "profiles" / f"{name}.yaml").read_text(encoding="utf-8")
    nodes = [yaml.compose(text)]
    while nodes:
        node = nodes.pop()
        if isinstance(node, yaml.MappingNode):
            keys = [key.value for key, _ in node.value]
            assert len(set(keys)) == len(keys), keys
            nodes += [value for _, value in node.value]


def test_the_base_is_no_portal() -> None:
    assert "base" not in shipped_profiles()
    assert "demo" in shipped_profiles()


def test_every_line_about_the_real_portal_says_how_it_is_known() -> None:
    text = (files("zicha.portal") / "profiles" / "henan.yaml").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not re.match(r"\s*#|\w+:( #.*)?$", line)]
    assert len(lines) >= 17
    assert [line for line in lines if not re.search(r" # (?:有据|推测|未知)(?:：|$)", line)] == []


def test_the_address_of_the_embedded_portal_is_given() -> None:
    profile = load_profile("demo", ADDRESS + "/")
    assert profile.address == ADDRESS
    assert profile.on_loopback


def test_a_profile_completes_another(tmp_path: Path) -> None:
    base = load_profile("demo", ADDRESS)
    profile = load_profile(write(tmp_path, OWN | {"thresholds": {"login": 5}, "entries": {"apply": ["马上办"]}}))
    assert (profile.name, profile.title, profile.address) == ("city", "测试门户", "https://portal.example")
    assert profile.labels == base.labels
    assert profile.thresholds == {"login": 5}
    assert profile.entries["apply"] == ("马上办",)
    assert profile.entries["next"] == base.entries["next"]
    assert not profile.on_loopback


def test_the_address_of_a_guide(tmp_path: Path) -> None:
    profile = load_profile(write(tmp_path, OWN))
    assert profile.guide_address(make_matter(region_code="410225")) == (
        "https://portal.example/g/5D49160A06CE8CAA747DE9FF16BB7E80/11410200005197365E3000119001000?region=410225000000"
    )


def test_an_unknown_name() -> None:
    text = refusal("henan-city")
    assert "没有名为“henan-city”的门户配置" in text
    assert "demo" in text


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert "找不到门户配置文件" in refusal(str(tmp_path / "missing.yaml"))
    (tmp_path / "folder.yaml").mkdir()
    assert "找不到门户配置文件" in refusal(str(tmp_path / "folder.yaml"))


@pytest.mark.parametrize("content", ["a: [1, 2", "a:\n\t- b", "'"])
def test_what_is_no_yaml(tmp_path: Path, content: str) -> None:
    assert "不是合法的 YAML" in refusal(write(tmp_path, content))


@pytest.mark.parametrize("content", ["", "- a\n- b", "只是一句话", "42"])
def test_what_is_no_map(tmp_path: Path, content: str) -> None:
    assert "应当是“键: 值”的形式" in refusal(write(tmp_path, content))


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"pages": "首页"}, "pages"),
        ({"limits": {"page": "很久"}}, "limits.page"),
        ({"titel": "测试"}, "titel"),
        ({"labels": {"承诺时限": ["承诺时限"]}}, "labels.承诺时限"),
        ({"grades": "满意"}, "grades"),
        ({"title": None}, "title"),
        ({"accounts": {"个人": {"user": "a"}}}, "accounts.个人.tab"),
    ],
)
def test_a_wrong_value_is_named_by_its_place(tmp_path: Path, change: dict[str, object], place: str) -> None:
    text = refusal(write(tmp_path, OWN | change))
    assert f"的“{place}" in text
    assert "city.yaml" in text


def test_a_missing_key_is_named(tmp_path: Path) -> None:
    own = {key: value for key, value in OWN.items() if key != "title"}
    assert "的“title”" in refusal(write(tmp_path, own))


def test_extending_what_is_not_there(tmp_path: Path) -> None:
    assert "没有名为“province”的门户配置" in refusal(write(tmp_path, OWN | {"extends": "province"}))


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    file = tmp_path / "city.yaml"
    file.write_bytes("title: 测试门户".encode("gbk"))
    assert "UTF-8" in refusal(str(file))


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:8000", "http://127.1.2.3", "http://localhost/x", "http://[::1]:80", "http://LOCALHOST:1"],
)
def test_this_machine(address: str) -> None:
    assert is_loopback(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://www.hnzwfw.gov.cn",
        "http://10.0.0.1",
        "http://127.0.0.1.example.com",
        "http://localhost.example",
        "http://user:127.0.0.1@example.com",
        "http://0.0.0.0",
        "127.0.0.1",
        "",
    ],
)
def test_other_machines(address: str) -> None:
    assert not is_loopback(address)


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("承诺时限（工作日）：", "承诺时限"),
        ("承诺时限(工作日) :", "承诺时限"),
        ("* 材 料 名 称", "材料名称"),
        ("【必填】材料名称", "材料名称"),
        ("原件／复印件", "原件/复印件"),
        ("申请材料﹀", "申请材料"),
        ("▎一、办理流程 ▼", "办理流程"),
        ("〖办理流程〗 +", "办理流程"),
        ("常见问题 Q/A", "常见问题Q/A"),
        ("▲", ""),
        ("", ""),
        ("（）", ""),
    ],
)
def test_labels_are_compared_without_their_dress(written: str, label: str) -> None:
    assert normalise_label(written) == label


@given(st.text(alphabet=st.sampled_from("承诺时限（）()[]【】：: *·•▼\u3000A／")))
def test_undressing_a_label_is_done_once(text: str) -> None:
    assert normalise_label(normalise_label(text)) == normalise_label(text)


def test_every_element_has_its_official_label_first() -> None:
    profile = load_profile("demo", ADDRESS)
    for element in Element:
        assert profile.labels[element][0] == element.value
        assert element in profile.element_of_label[normalise_label(element.value)]


def test_the_same_label_may_stand_for_two_elements() -> None:
    known = load_profile("demo", ADDRESS).element_of_label
    assert set(known["办理时限"]) == {Element.PROMISED_LIMIT, Element.STEP_LIMIT}


@pytest.mark.parametrize(
    ("text", "kinds", "phrase"),
    [
        ("您好，该事项暂不支持在线办理。", ("refused", "unavailable"), "该事项暂不支持在线办理"),
        ("事项配置异常，请联系", ("refused",), "配置异常"),
        ("事项配置异常，请联系", ("logged_out",), ""),
        ("", ("refused",), ""),
        ("如遇系统异常，请联系技术支持", ("refused",), ""),
        ("办理中系统异常时请截图保存", ("refused",), ""),
        ("若提示登录超时，请刷新", ("logged_out",), ""),
        ("当前用户不存在或未登录", ("logged_out",), "当前用户不存在或未登录"),
        ("如有疑问请来电。系统异常，请稍后再试", ("refused",), "系统异常"),
        ("如遇系统异常请刷新。系统异常，请返回", ("refused",), "系统异常"),
        ("您申请的事项《失业保险待遇核定》配置异常，请联系河南政务服务网反馈问题", ("refused",), "配置异常"),
        ("《典当行设立审批》该事项不支持个人办理", ("refused",), "不支持个人办理"),
        ("当事人没有权限办理该事项", ("refused",), "没有权限"),
        ("系统异常暂时无法申报", ("refused",), "系统异常"),
        ("系统维护中暂时无法访问", ("maintenance",), "系统维护中"),
        ("如需继续访问请完成安全验证", ("captcha",), "请完成安全验证"),
        ("系统繁忙,请稍后重试", ("throttled",), "系统繁忙,请稍后重试"),
        ("“失业登记”如下：配置异常", ("refused",), "配置异常"),
        ("请选择《配置异常处理办法》", ("refused",), ""),
        ("办理中如遇系统异常请刷新页面", ("refused",), ""),
        ("涉密项目如不支持在线办理，请到窗口办理", ("unavailable",), ""),
        ("出现系统异常等情况时，请联系客服", ("refused",), ""),
        ("不支持在线办理的，请到窗口办理", ("unavailable",), ""),
        ("当页面提示无权限时，请确认登录账号", ("refused",), ""),
    ],
)
def test_what_a_message_means(text: str, kinds: tuple[str, ...], phrase: str) -> None:
    assert load_profile("demo", ADDRESS).meaning(text, *kinds) == phrase


def test_a_profile_holds_its_overrides_of_the_rules_as_they_are_written(tmp_path: Path) -> None:
    own = {"L05": {"severity": "I"}, "K2": {"parameters": {"days": 0}}}
    assert load_profile(write(tmp_path, OWN | {"rules": own})).rules == own
    assert load_profile("demo", ADDRESS).rules == {}, "the rules themselves are none of a portal's"


@pytest.mark.parametrize("part", ["rules", "thresholds"])
def test_overrides_are_a_map(tmp_path: Path, part: str) -> None:
    assert f"的“{part}”不对" in refusal(write(tmp_path, OWN | {part: ["L05"]}))


@pytest.mark.parametrize(
    ("url", "own", "login"),
    [
        ("https://www.portal.example/guide/1", True, False),
        ("https://login.portal.example/tacs-uc/login/index?refer=x", True, True),
        ("https://www.portal.example/tacs-uc/login/index", True, True),
        ("https://was.portal.example/ycslypt_web/pingjia.action", True, False),
        ("https://login.portal.example/help", True, False),
        ("http://10.0.0.8:8080/tacs-uc/login/index", False, False),
        ("https://portal.example.evil.example/", False, False),
        ("about:blank", False, False),
    ],
)
def test_whose_page_an_address_is(url: str, own: bool, login: bool) -> None:
    """统一身份认证 has a host of its own; a department's login is not the portal's."""
    demo = load_profile("demo", "https://www.portal.example")
    pages = demo.pages.model_copy(update={"login": "https://login.portal.example/tacs-uc/login/index"})
    profile = demo.model_copy(update={"pages": pages, "hosts": ("was.portal.example",)})
    assert (profile.is_own(url), profile.is_login(url)) == (own, login)


def test_a_whole_domain_may_be_the_portals() -> None:
    profile = load_profile("demo", ADDRESS).model_copy(update={"hosts": (".portal.example",)})
    assert profile.is_own("https://i2.portal.example/app/#/x")
    assert not profile.is_own("https://notportal.example/")


# ── as it is written ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("change", "place", "meant"),
    [
        ({"titel": "测试"}, "titel", "title"),
        ({"entries": {"aply": ["办理"]}}, "entries.aply", "apply"),
        ({"labels": {"承诺办结期限": ["时限"]}}, "labels.承诺办结期限", "承诺办结时限"),
        ({"columns": {"nummber": ["流水号"]}}, "columns.nummber", "number"),
        ({"phrases": {"maintenence": ["维护"]}}, "phrases.maintenence", "maintenance"),
        ({"states": {"办结": ["完结"]}}, "states.办结", "已办结"),
        ({"pages": OWN["pages"] | {"licence": "/l"}}, "pages.licence", "licences"),  # type: ignore[operator]
    ],
)
def test_an_unknown_key_is_told_with_the_one_that_was_meant(
    tmp_path: Path, change: dict[str, object], place: str, meant: str
) -> None:
    text = refusal(write(tmp_path, OWN | change))
    assert f"的“{place}”不对" in text
    assert f"您是否想写“{meant}”？" in text


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"labels": {"承诺办结时限": ["（工作日）"]}}, "什么也不剩"),
        ({"labels": {"承诺办结时限": [""]}}, "与任何文字相符"),
        ({"phrases": {"refused": [" "]}}, "与任何文字相符"),
        ({"entries": {"apply": ["我要 办理"]}}, "中有空格"),
        ({"entries": {"apply": []}}, "空的列表"),
        ({"states": {"已办结": ["办结（已出证）"]}}, "只取括号"),
        ({"phrases": {"refused": ["《事项》不能办"]}}, "《》中的文字是事项名称"),
        ({"hosts": ["https://login.example"]}, "只写主机名"),
        ({"pages": OWN["pages"] | {"guide": "/g/{pageid}"}}, "您是否想写“{page_id}”"),  # type: ignore[operator]
        ({"pages": OWN["pages"] | {"guide": "/g/{page_id"}}, "花括号不成对"),  # type: ignore[operator]
        ({"pages": OWN["pages"] | {"guide": "/guide"}}, "所有事项会打开同一个页面"),  # type: ignore[operator]
    ],
)
def test_what_can_match_nothing_or_anything_is_refused(tmp_path: Path, change: dict[str, object], reason: str) -> None:
    assert reason in refusal(write(tmp_path, OWN | change))


def test_a_key_that_is_written_twice_is_told_by_its_line(tmp_path: Path) -> None:
    text = yaml.safe_dump(OWN, allow_unicode=True) + "entries: {apply: [甲]}\nentries: {evaluate: [乙]}\n"
    assert "的“entries”写了不止一次" in refusal(write(tmp_path, text))


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    own = OWN | {"entries": {"aply": ["办理"]}, "columns": {"nummber": ["流水号"]}}
    assert len(refusal(write(tmp_path, own)).splitlines()) == 2


@pytest.mark.parametrize("name", ["base", *shipped_profiles()])
def test_no_word_of_a_shipped_profile_is_without_use(name: str) -> None:
    own = yaml.safe_load((files("zicha.portal") / "profiles" / f"{name}.yaml").read_text(encoding="utf-8"))
    plain = dict.fromkeys(("labels", "sections", "columns"), normalise_label)
    assert list(words_without_use(own, plain)) == []


def test_the_words_of_a_portals_own(tmp_path: Path) -> None:
    own = OWN | {"labels": {"承诺办结时限": ["承诺办结时限", "承诺天数"]}, "entries": {"apply": ["我要申报"]}}
    profile = load_profile(write(tmp_path, own))
    assert words_of_its_own(profile) == (("labels", "承诺办结时限", "承诺天数"), ("entries", "apply", "我要申报"))
    assert words_of_its_own(load_profile("demo", ADDRESS)) == ()


def test_a_password_shows_in_no_traceback() -> None:
    """pytest -l prints what the names of a failing function stand for."""
    assert "Zicha-demo" not in repr(load_profile("demo"))
