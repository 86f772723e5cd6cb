"""测试件数据: what a test application is filled in with. Invented, with right check digits, and marked 测试."""

from __future__ import annotations

from playwright.sync_api import FilePayload

from zicha.portal.live.tab import SeenField

_BY_LABEL: tuple[tuple[tuple[str, ...], str], ...] = (
    (("统一社会信用代码", "信用代码"), "91410200MA00000006"),
    (("身份证", "证件号"), "410202199001010016"),
    (("手机", "联系电话", "电话"), "13800000000"),
    (("邮箱", "电子邮件"), "ceshi@example.com"),
    (("邮编", "邮政编码"), "475000"),
    (("地址", "住所", "地点", "场所"), "河南省开封市测试路1号"),
    (("姓名", "联系人", "法定代表人", "负责人", "经办人"), "测试人员"),
    (("企业名称", "单位名称", "名称"), "测试单位（自查测试件）"),
)
_BY_TYPE = {"date": "2026-01-05", "number": "1", "tel": "13800000000", "email": "ceshi@example.com"}

MARK = "测试"
UPLOAD: FilePayload = {
    "name": "ceshi.pdf",
    "mimeType": "application/pdf",
    "buffer": (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    ),
}
"""An empty page as PDF, uploaded where a material must be attached."""


def value_for(field: SeenField) -> str:
    """What to type into an empty field."""
    if field.type in _BY_TYPE:
        return _BY_TYPE[field.type]
    return next((value for words, value in _BY_LABEL if any(word in field.label for word in words)), MARK)
