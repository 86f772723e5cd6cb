"""Names of people, their numbers and addresses in the text of a form."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑谢罗梁宋唐许韩冯邓曹彭萧肖田董袁潘蒋蔡余杜叶程魏苏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付"
    "邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔汤方洪庞施柳倪阮柯耿齐葛聂樊鲁岳翟颜殷祝霍乔苗蓝兰牛尤甘焦景温庄柴瞿鲍俞喻裴涂詹辛"
    "翁荣宁冉梅盛刁欧缪靳阎舒褚娄屈卓蒲邢邬臧桂邸郎巩栾佟滕冀苑窦戚柏桑郁隋麻闵荆鞠芦敖寇卞宗祁屠蔺扈尚苟谷符丛伍穆毕伏谈茅童骆凌虞昝宣杭诸左吉嵇荀惠甄曲巫隗宓仲伊厉束郜邰鄂胥逄姬郦雍璩濮"
    "晏慕茹宦艾戈庾匡阙沃饶曾沙竺桓傅安常于"
)
_TWO_CHARACTERS = "欧阳|上官|司马|诸葛|尉迟|皇甫"
_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,10}(?:·[\u4e00-\u9fff]{1,10})+")
_NO_NAMES = (
    "郑重|严格|高度|许可|任何|任意|金额|余额|程序|万一|马上|陆续|范围"
    "|安[全装置]|常[用住务年]|于[今昨近本该]|左[右侧]|诸[如多]|符合|毕业|谈话|宣[传布读告]|曾[经任用于在]|谷物|曲线"
)
_FULL_NAME = rf"(?!{_NO_NAMES})(?:[{_SURNAMES}]|{_TWO_CHARACTERS})[\u4e00-\u9fff]{{1,2}}"
_TITLES = ("老师", "先生", "女士", "小姐", "同志", "主任", "科长", "经理", "局长")
_NAME_IN_PROSE = re.compile(
    rf"(?:本人|我叫|委托|兹证明|兹有|(?:申请|承诺|委托|受托|代理|法定代表)人)[:： \u3000]*({_FULL_NAME})"
    r"(?=[，,。；;（(\s]|郑重|系|自愿|承诺|身份证|代为|办理|$)"
)
_ADDRESS_IN_PROSE = re.compile(
    r"住(?:[址所在于])?[:：]?\s*([\u4e00-\u9fff]{2,12}?[市县区镇乡][\u4e00-\u9fff\dA-Za-z-]{2,30}(?:号院?|室|户|号楼))"
)
_NUMBER = re.compile(
    r"(?<![0-9A-Za-z])(?:\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]"  # 身份证号
    r"|9[1-3]\d{6}[0-9A-HJ-NP-RTUWXY]{10}"  # 统一社会信用代码
    r"|1[3-9]\d{9})(?![0-9A-Za-z])"
)
_BETWEEN_NAMES = re.compile(r"[、，,;；/\s\d_＿.-]+")


def names_beside_label(value: str) -> tuple[str, ...]:
    """Return the words of a value beside a label such as 姓名 that may be names."""
    return tuple(word for word in _BETWEEN_NAMES.split(value) if _NAME.fullmatch(word))


def is_full_name(word: str) -> bool:
    """Whether a word begins with a usual surname and is as short as a name; an office's 刘老师 is none."""
    return re.fullmatch(_FULL_NAME, word) is not None and not word.endswith(_TITLES)


def names_in_prose(text: str) -> Iterator[str]:
    """Yield the names in prose: 本人王建国郑重承诺, 委托李卫东办理."""
    return (match[1] for match in _NAME_IN_PROSE.finditer(text))


def addresses_in_prose(text: str) -> Iterator[str]:
    """Yield the addresses in prose, down to the house: 住址开封市金明区…5号."""
    return (match[1] for match in _ADDRESS_IN_PROSE.finditer(text))


def numbers(text: str) -> Iterator[str]:
    """Yield the numbers that only one person or enterprise has: 身份证号, 统一社会信用代码, mobile telephones."""
    return (match[0] for match in _NUMBER.finditer(text))
