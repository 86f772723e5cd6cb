"""A handful of matters, and how to log in to a portal that serves them."""

from __future__ import annotations

import re
from typing import Any

import requests

from tests.support.matters import make_department, make_matter
from zicha.model.matter import Matter
from zicha_demo.guide_view import entry_address
from zicha_demo.publication import Publication
from zicha_demo.server import DemoPortal

DEPARTMENT = make_department("工业和信息化局", contact="张测试")
STEPS = [
    {"环节名称": "受理", "办理时限": "1个工作日", "办理人": "王受理", "办理内容": "核对申请材料"},
    {"环节名称": "审查", "办理时限": "5个工作日", "办理人": "李审查", "办理内容": "审查申请材料"},
    {"环节名称": "决定", "办理时限": "2个工作日", "办理人": "赵决定", "办理内容": "作出决定"},
    {"环节名称": "送达", "办理时限": "2个工作日", "办理人": "孙送达", "办理内容": "送达结果"},
]
MATERIALS = [
    {"材料名称": "申请表", "空白表格": True, "示例样表": True, "填报须知": "如实填写，不得涂改"},
    {"材料名称": "营业执照", "数据共享减免": True, "来源渠道": "政府部门核发", "电子证照名称": "营业执照"},
    {"材料名称": "安全方案", "收取方式": "纸质", "空白表格": True, "示例样表": True, "复印件份数": 1},
    {"材料名称": "平面布局图", "收取方式": "电子", "材料必要性": "非必要"},
]
NAMES = [
    ("关闭煤矿和报废矿井许可", ["企业法人"]),
    ("公共场所卫生许可（新办）", ["企业法人", "自然人"]),
    ("食品经营许可（新办）", ["企业法人", "自然人"]),
    ("护士执业注册（首次）", ["自然人"]),
    ("内资公司设立登记", ["企业法人"]),
    ("大型户外广告设置审批", ["企业法人", "自然人"]),
    ("失业登记", ["自然人"]),
    ("取水许可审批", ["企业法人", "事业法人"]),
]


def numbered(index: int, **guide: Any) -> Matter:
    """The matter of NAMES[index], its guide changed as asked."""
    name, audience = NAMES[index]
    usual = {
        "法定办结时限说明": "自受理之日起20个工作日内作出决定，材料补正除外。",
        "必须现场办理原因说明": "核验原件",
        "通办范围": "全市通办",
        "受理条件": ["依法设立的企业。具有法人资格"],
        "设定依据": ["《中华人民共和国行政许可法》第十二条"],
        "申请材料": MATERIALS,
        "办理流程": STEPS,
        "审批结果": {"结果名称": f"{name}证", "结果类型": "出证办结", "是否生成电子证照": True},
        "办理地点": "开封市政务服务大厅三楼，A区12号窗口",
        "办理时间": "工作日上午9:00-12:00，下午13:00-17:00",
        "咨询方式": "0371-23881001",
        "监督投诉方式": "0371-23881002",
        "常见问题": [{"问": "多久可以办结？", "答": "承诺办结时限为10个工作日。"}],
    }
    return make_matter(
        audience,
        name=name,
        code=f"11410200005{index:06d}M{index:013d}",
        portal_id=f"{index + 1:032X}",
        department=DEPARTMENT,
        system="水利业务系统" if name == "取水许可审批" else "省政务服务系统",
        method="测试件",
        **{**usual, **guide},
    )


def log_in(portal: DemoPortal, identity: str) -> requests.Session:
    """A session of the identity's account."""
    session = requests.Session()
    user, password = {"个人": ("geren", "Zicha-demo-1"), "法人": ("faren", "Zicha-demo-2")}[identity]
    form = {"identity": identity, "username": user, "password": password, "refer": "/uc/cases"}
    answer = session.post(f"{portal.url}/tacs-uc/login/index", data=form)
    assert "我的办件" in answer.text
    return session


VALUES = {"select": None, "date": "2026-03-01", "number": "12", "tel": "13803780000"}


def apply(portal: DemoPortal, session: requests.Session, publication: Publication, identity: str) -> str:
    """Go through every page as a person would; the text of the last one."""
    page = session.get(portal.url + entry_address(publication))
    assert "办理须知" in page.text
    page = session.post(page.url, data={"agreed": "1", "action": "next"})
    if "/situation?" in page.url:
        questions = re.findall(r'name="(q\d+)" value="([^"]+)"', page.text)
        page = session.post(page.url, data={**dict(questions), "action": "next"})
    assert "填写申报信息" in page.text
    fields = [field for field in publication.application.fields if field.only_for in (None, identity)]
    answers = {field.key: field.options[0] if field.options else VALUES.get(field.kind) or "测试" for field in fields}
    page = session.post(page.url, data={**answers, "action": "next"})
    assert "上传申报材料" in page.text
    for index, demand in enumerate(publication.application.demands):
        if demand.hand_in == "免提交":
            page = session.post(page.url, data={"action": f"fetch-{index}"})
            assert "已关联电子证照" in page.text
    uploads = {
        f"file{index}": (f"材料{index}.pdf", b"%PDF-1.4", "application/pdf")
        for index, demand in enumerate(publication.application.demands)
        if demand.hand_in == "上传"
    }
    page = session.post(page.url, data={"action": "next"}, files=uploads)
    assert "核对信息" in page.text
    return session.post(page.url, data={"action": "next"}).text
