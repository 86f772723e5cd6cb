"""What every page of the portal has around it."""

from __future__ import annotations

from html import escape

_STYLE = """
body{margin:0;font:14px SimSun,serif} #dh td{padding:4px 14px;background:#4A80C0} #dh a{color:#fff;text-decoration:none}
.c0{width:960px;margin:10px auto} .ct{font-size:22px;padding:10px 0} .ca{padding:8px 0 14px} .c1{border:1px solid #ddd;
margin-bottom:8px} .c2{background:#f3f6fa;padding:8px 12px;font-size:16px;cursor:pointer}
.c2 i{float:right;color:#999}
.c3{padding:8px 14px} .c4{display:inline-block;width:440px;padding:3px 0}
.c5{display:inline-block;width:130px;color:#888}
.c6{display:inline-block;width:290px;vertical-align:top} .c7{border-top:1px dashed #ccc;padding:6px 0}
.cn{font-size:15px}
.cm{font-style:normal;font-size:12px;color:#0a0;margin-left:8px} .c8{display:flex}
.cs{width:220px;padding:6px;margin:4px;border:1px solid #cde} .cq{cursor:pointer}
"""
_SCRIPT = """
function zk(t){var n=t.nextSibling;n.style.display=n.style.display=='none'?'':'none';}
function __doPostBack(t,a){var f=document.forms[0];f.__EVENTTARGET.value=t;f.__EVENTARGUMENT.value=a;f.submit();}
"""
MENU = {
    "大厅首页": "/",
    "须知查询": "/gd/index.aspx",
    "申请记录": "/yh/Default.aspx",
    "我的证件夹": "/yh/Card.aspx",
    "评议记录": "/yh/Score.aspx",
}


def document(title: str, body: str) -> str:
    """Return a bare page."""
    return (
        f'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"><html><head><title>{escape(title)}</title>'
        f'<meta http-equiv="Content-Type" content="text/html; charset=gb2312" /><style>{_STYLE}</style>'
        f"<script>{_SCRIPT}</script></head><body>{body}</body></html>"
    )


def shell(title: str, body: str, user: str = "") -> str:
    """Return a page with the portal's head, menu, search box and foot."""
    menu = "".join(f'<td><a href="{address}">{text}</a></td>' for text, address in MENU.items())
    account = (
        f'{escape(user)}，您好！　<a href="/Exit.aspx">离开大厅</a>' if user else '<a href="/Enter.aspx">登入大厅</a>'
    )
    return document(
        title,
        '<table width="100%" height="70"><tr><td><font size="5">新乡市网上审批大厅</font></td>'
        f'<td align="right">{account}</td></tr></table><table width="100%" cellspacing="0" id="dh"><tr>'
        + menu
        + "</tr></table>"
        '<table width="100%"><tr><td><marquee width="600">公告：每月最后一个周五18:00起系统维护，请提前安排申请时间。'
        '</marquee></td><td align="right"><input type="text" size="18" value="" /><input type="button" value="搜索" />'
        f'</td></tr></table><center>{body}</center><table width="100%" bgcolor="#dddddd"><tr><td align="center">'
        "主办：新乡市行政审批服务中心"
        "　技术支持电话：0373-3020000　建议使用1024×768分辨率浏览</td></tr></table>",
    )


def form(action: str, state: str, body: str, upload: bool = False) -> str:
    """Return a form that is sent back to its own page with what that page must know again."""
    kind = ' enctype="multipart/form-data"' if upload else ""
    return (
        f'<form id="form1" name="form1" method="post" action="{action}"{kind}>'
        f'<input type="hidden" name="__VIEWSTATE" value="{state}" />'
        '<input type="hidden" name="__EVENTTARGET" value="" />'
        f'<input type="hidden" name="__EVENTARGUMENT" value="" />{body}</form>'
    )


def message(text: str) -> str:
    """Return a page that says one sentence."""
    return shell("提示", f'<table width="600" height="200"><tr><td align="center">{escape(text)}</td></tr></table>')
