"""One good department file, and the writing of files."""

from collections.abc import Callable
from pathlib import Path

from zicha.inventory import SourceError

GOOD = """\
填报单位: 开封市水利局
审批部门: 水利局
联系人: 业务网办自查联络员
区划代码: 410200

默认:
  业务系统名称: 省政务服务系统
  自查方式: 测试件
  办事指南:
    实施主体: 开封市水利局
    审批结果:
      结果类型: 审批办结
      送达方式: [窗口领取]

事项:
  - 事项名称: 取水许可审批
    实施编码: 11410200005197365E3000119001000
    门户编号: 5D49160A06CE8CAA747DE9FF16BB7E80
    办事指南:
      事项类型: 行政许可
      服务对象: [企业法人]
      办件类型: 承诺件
      法定办结时限: 45个工作日
      承诺办结时限: 15个工作日
      到办事现场次数: 1
      必须现场办理原因说明: 须提交纸质报告
      是否收费: 否
      申请材料:
        - 材料名称: 取水许可申请书
          收取方式: 纸质
          原件份数: 3
      审批结果:
        结果名称: 取水许可决定书
"""


def write(root: Path, path: str, content: str | bytes) -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)


ErrorsOf = Callable[[str | bytes], tuple[SourceError, ...]]
Spoil = Callable[[str, str], tuple[SourceError, ...]]
