"""The portal over HTTP: guides in their skins, login and its end, single sign-on, cases, evaluations, stopping."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from html import unescape
from importlib.resources import files

import pytest
import requests
from selectolax.lexbor import LexborHTMLParser

from tests.support.demo_visits import log_in, numbered
from zicha.model.matter import Matter
from zicha_demo.publication import Publication
from zicha_demo.server import DemoPortal
from zicha_demo.skins.guide_body import GuideBody


def words_of(portal: DemoPortal, publication: Publication) -> str:
    """All text a reader of the guide can get to, blanks dropped."""
    page = requests.get(portal.url + publication.guide_path)
    text = LexborHTMLParser(page.text).text()
    if publication.skin.panes == "tabs":
        for section in GuideBody(publication).sections:
            query = f"serviceUnid={publication.page_id}&pane={section.key}"
            text += LexborHTMLParser(requests.get(f"{portal.url}/portal/guide/fragment?{query}").text).text()
    if publication.skin.panes == "hash":
        answer = requests.get(f"{portal.url}/hnzwfw/matter/service?serviceUnid={publication.page_id}&content=1")
        text += LexborHTMLParser(answer.json()["result"]["content"]).text()
    return re.sub(r"\s|\\t", "", unescape(text))


@pytest.mark.parametrize("index", range(8))
def test_a_guide_shows_every_element_of_its_publication(portal: DemoPortal, index: int) -> None:
    publication = portal.publications[index]
    words = words_of(portal, publication)
    for section in GuideBody(publication).sections:
        columns = section.columns if publication.skin.steps != "list" else section.columns[1:]
        shown = [section.heading, *section.paragraphs, *(column.label for column in columns)]
        shown += [text for row in section.rows for text in row] + [text for pair in section.questions for text in pair]
        shown += [cell.text for line in section.lines for cell in line]
        for text in shown:
            assert re.sub(r"\s", "", unescape(text)) in words


def test_the_presets_are_spread_and_hidden_panes_are_not_in_the_page(portal: DemoPortal) -> None:
    shown = {publication.skin.panes: publication for publication in portal.publications}
    assert shown.keys() == {"page", "folded", "tabs", "hash"}
    tabbed = shown["tabs"]
    page = requests.get(portal.url + tabbed.guide_path).text
    assert tabbed.materials[0].name not in page
    app = shown["hash"]
    moved = requests.get(portal.url + app.guide_path, allow_redirects=False)
    assert moved.headers["Location"].endswith(f"#/guide/{app.page_id}")


def test_every_answer_says_that_it_is_a_demonstration(portal: DemoPortal) -> None:
    for address in ("/", "/static/site.css", "/no-such-page", "/uc/cases", "/portal/guide/X"):
        assert requests.get(portal.url + address).headers["X-Zicha-Demo"] == "1"
    assert requests.get(portal.department_url).headers["X-Zicha-Demo"] == "1"


def test_pages_load_nothing_from_other_hosts(portal: DemoPortal) -> None:
    for address in ("/", portal.publications[0].guide_path, "/tacs-uc/login/index"):
        page = LexborHTMLParser(requests.get(portal.url + address).text)
        for node in page.css("[src], link[href]"):
            assert (node.attributes.get("src") or node.attributes.get("href") or "").startswith("/static/")


def test_matters_are_found_by_name_department_theme_and_audience(portal: DemoPortal) -> None:
    def search(**query: str) -> str:
        return requests.get(f"{portal.url}/portal/search", params=query).text

    assert "取水许可审批" in search(keyword="取水")
    assert "失业登记" not in search(keyword="取水")
    assert "失业登记" in search(department="开封市工业和信息化局")
    assert "失业登记" in search(theme="jyrs")
    assert "失业登记" not in search(audience="法人")
    assert "未找到匹配的信息" in search(keyword="没有")


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ({"username": "geren", "password": "x"}, "用户名或密码错误"),
        ({"username": "", "password": ""}, "请输入用户名和密码"),
        ({"username": "faren", "password": "Zicha-demo-2"}, "切换到“法人登录”"),
    ],
)
def test_a_login_is_refused_with_a_reason(portal: DemoPortal, form: dict[str, str], message: str) -> None:
    answer = requests.post(f"{portal.url}/tacs-uc/login/index", data={"identity": "个人", **form})
    assert message in answer.text


def test_login_leads_back_but_never_to_another_site(portal: DemoPortal) -> None:
    form = {"identity": "个人", "username": "geren", "password": "Zicha-demo-1"}

    def target(refer: str) -> str:
        address = f"{portal.url}/tacs-uc/login/index"
        return requests.post(address, data={**form, "refer": refer}, allow_redirects=False).headers["Location"]

    assert target("/uc/licences") == "/uc/licences"
    assert target("https://evil.example/") == "/"
    assert target("//evil.example/") == "/"


def test_a_session_ends_by_the_clock(portal: DemoPortal) -> None:
    session = log_in(portal, "个人")
    portal.clock.advance(timedelta(minutes=119))
    assert "我的办件" in session.get(f"{portal.url}/uc/cases").text
    portal.clock.advance(timedelta(minutes=121))
    answer = session.get(f"{portal.url}/uc/cases?number=1")
    assert "/tacs-uc/login/index?refer=%2Fuc%2Fcases%3Fnumber%3D1" in answer.url
    assert "用户名" in answer.text


def test_logging_out_ends_the_session(portal: DemoPortal) -> None:
    session = log_in(portal, "法人")
    assert "开封测试科技有限公司" in session.get(portal.url).text
    session.get(f"{portal.url}/tacs-uc/login/logout")
    assert "/tacs-uc/login/index" in session.get(f"{portal.url}/uc/cases").url


def test_single_sign_on_opens_the_department_system_with_a_ticket_that_works_once(portal: DemoPortal) -> None:
    publication = portal.publications[0]
    jump = f"{portal.url}/sso/jump?sxbm={publication.code}"
    assert "/tacs-uc/login/index?refer=" in requests.get(jump).url
    session = log_in(portal, "法人")
    callback = session.get(jump, allow_redirects=False).headers["Location"]
    assert callback.startswith(portal.department_url)
    assert publication.code in callback
    page = session.get(callback)
    assert page.url.startswith(f"{portal.department_url}/bsdt/apply/{publication.code}/")
    assert publication.matter_name in page.text
    assert "ASP.NET_SessionId" in session.cookies
    assert "票据无效" in requests.get(callback).text


def test_an_application_tells_what_is_missing_and_keeps_a_draft(portal: DemoPortal) -> None:
    publication, session = portal.publications[4], log_in(portal, "法人")
    notice = session.get(f"{portal.url}/portal/apply/{publication.page_id}")
    assert "我已阅读并同意”" in session.post(notice.url, data={"action": "next"}).text
    ahead = session.get(notice.url.replace("/notice", "/materials"))
    assert "/notice" in ahead.url
    page = session.post(notice.url, data={"agreed": "1", "action": "next"})
    assert "请选择“本次申请属于下列哪种情形”" in session.post(page.url, data={"action": "next"}).text
    page = session.post(page.url, data={"q0": "内资", "q1": "单位办理", "action": "next"})
    assert "开封测试科技有限公司" in page.text
    wrong = session.post(page.url, data={"nmc": "测试", "zczb": "很多", "lxdh": "12", "action": "next"}).text
    for message in ("请填写“经营范围”", "“注册资本”应填写数字", "“联系电话”应填写11位手机号码"):
        assert message in wrong
    saved = session.post(page.url, data={"nmc": "开封市某某商贸", "action": "save"})
    assert "暂存成功" in saved.text
    assert "继续申报" in session.get(f"{portal.url}/uc/cases").text
    again = session.get(f"{portal.url}/portal/apply/{publication.page_id}")
    assert "开封市某某商贸" in session.get(again.url.replace("/notice", "/form")).text


@pytest.mark.parametrize("name", ["病毒.exe", "脚本.SH"])
def test_programs_are_not_accepted_as_materials(portal: DemoPortal, name: str) -> None:
    publication, session = portal.publications[3], log_in(portal, "个人")
    page = session.get(f"{portal.url}/portal/apply/{publication.page_id}")
    page = session.post(page.url, data={"agreed": "1", "action": "next"})
    values = {field.key: field.options[0] if field.options else "1" for field in publication.application.fields}
    values |= {"lxdh": "13803780001", "byrq": "2025-07-01"}
    page = session.post(page.url, data={**values, "action": "next"})
    assert "上传申报材料" in page.text
    answer = session.post(page.url, data={"action": "next"}, files={"file0": (name, b"x")})
    assert "不允许上传" in answer.text


def test_a_matter_refuses_the_identity_it_does_not_serve(portal: DemoPortal) -> None:
    publication = portal.publications[0]
    page = log_in(portal, "个人").get(f"{portal.url}/portal/apply/{publication.page_id}")
    assert "该事项不支持个人办理" in page.text


def case_of(**more: object) -> dict[str, object]:
    consent = {"方式": "书面", "时间": "2026-03-01", "经办人": "张测试"}
    return {"办件编号": "4102002026030100001", "申请人身份": "法人", "申请人同意": consent, **more}


def test_a_case_goes_its_way_from_acceptance_to_licence_and_evaluation() -> None:
    matter = numbered(0)
    declared = case_of(申请时间="2026-03-01T09:00:00")
    matter = Matter.model_validate({**matter.model_dump(by_alias=True), "办件": [declared]})
    with DemoPortal([matter], published={}) as portal:
        portal.clock.set(datetime(2026, 3, 2, 9, 0))
        number = "4102002026030100001"
        office = f"{portal.url}/backoffice/cases/{number}"
        session = log_in(portal, "法人")
        assert "待预审" in session.get(f"{portal.url}/uc/cases").text
        assert requests.post(office, json={"action": "受理"}).json()["state"] == "已受理"
        assert requests.post(office, json={"action": "办结"}).json()["state"] == "已办结"
        assert requests.post(office, json={"action": "飞"}).status_code == 400
        cases = session.get(f"{portal.url}/uc/cases").text
        assert "已办结" in cases
        assert "待评价" in cases
        assert session.get(f"{portal.url}/uc/cases?number=nothing").text.count("暂无数据") == 1

        requests.post(office, json={"action": "制发纸质证照"})
        assert "暂无数据" in session.get(f"{portal.url}/uc/licences").text
        requests.post(f"{portal.url}/backoffice/clock", json={"advance_seconds": 24 * 3600})
        session = log_in(portal, "法人")
        assert f"{matter.name}证" in session.get(f"{portal.url}/uc/licences").text

        address = unescape(re.findall(r'href="(/ycslypt_web[^"]+projectNo[^"]+)"', cases)[0])
        page = session.get(portal.url + address).text
        for grade in ("非常满意", "满意", "基本满意", "不满意", "非常不满意"):
            assert f'value="{grade}"' in page
        assert "请选择满意度" in session.post(portal.url + address, data={}).text
        assert "不超过150字" in session.post(portal.url + address, data={"grade": "满意", "text": "好" * 151}).text
        assert "评价提交成功" in session.post(portal.url + address, data={"grade": "满意", "tag": "按时办结"}).text
        assert "请勿重复" in session.post(portal.url + address, data={"grade": "满意"}).text
        shown = session.get(f"{portal.url}/uc/evaluations").text
        assert "按时办结" in shown
        assert shown.count("暂无数据") == 1


def test_a_stopped_portal_refuses_connections() -> None:
    portal = DemoPortal([numbered(0)], published={}).start()
    assert requests.get(portal.url).status_code == 200
    portal.stop()
    portal.stop()
    for address in (portal.url, portal.department_url):
        with pytest.raises(requests.ConnectionError):
            requests.get(address)


@pytest.mark.parametrize("script", ["guide_app.js", "apply_app.js"])
def test_a_page_that_draws_itself_leaves_the_functions_of_every_page_alone(script: str) -> None:
    """Scripts of one page share their names: a second `show` would keep every dialog from opening."""
    static = files("zicha_demo") / "static"
    common, own = (
        set(re.findall(r"^(?:async )?function (\w+)", (static / name).read_text(encoding="utf-8"), re.MULTILINE))
        for name in ("site.js", script)
    )
    assert common
    assert own
    assert not common & own
