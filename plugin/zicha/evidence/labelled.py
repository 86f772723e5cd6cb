"""What stands beside a label that says whose it is: names, numbers of papers, addresses.

A value may stand in the same text (姓名：张三), in the next cell, under the next key, or between tags. It is as long
when it is masked as it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_BETWEEN = r"(?:[\s：:=,，\"'“”‘’　]|&nbsp;|&quot;|\\[nt]|</?[A-Za-z][^<>]{0,200}>|[（(][^）)<>]{0,12}[）)]){1,12}"
"""Between a label and its value: punctuation, tags, a remark in brackets."""
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞"
    "熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣邓郁"
    "杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲封储靳汲松井段富巫乌焦巴牧车侯宓蓬全郗班仰秋仲伊宫宁仇栾甘厉戎祖武符刘景詹"
    "束龙叶幸司韶黎薄印宿白怀蒲从鄂索咸籍赖卓蔺屠蒙池乔阴胥苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍桑桂濮牛寿通边扈燕冀郏浦尚农"
    "温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧沃利蔚越师巩厍聂晁勾敖融冷訾辛阚那简饶"
    "空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公仉督岳帅缑亢况郈琴商佘佴伯赏墨哈谯笪年爱阳佟闫肖覃付邸尉腾苟"
)
_COMPOUND = "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|宇文|长孙|司徒|南宫|夏侯|端木|轩辕|闻人"
_NO_NAME = (
    r"(?!任何|单位|相关|有关|双方|各方|全体|全部|公民|公司|成年|高校|国家|国有|农民|农户|居民|应当|应为|符合|通过|包括|权利|都是|都应|和其|时间"
    r"|查看|计划|经营|管理|商户|广告|年满|向本|水利|文化|东西|后续|平台|明确|连续|别人|从业|解释|成立|金额|方式|越权|那么|空白|空表|须知|和|关于|相应|经办|支付|项目|申请|申报|盖章|申领|常住|居住)"
)
_PERSON = rf"{_NO_NAME}(?:(?:{_COMPOUND})[\u4e00-\u9fff]{{1,2}}|[{_SURNAMES}][\u4e00-\u9fff]{{1,2}})"
_DOT = r" ?[·•・．‧∙⋅●] ?"
_MINORITY = rf"[\u4e00-\u9fff]{{1,10}}(?:{_DOT}[\u4e00-\u9fff]{{1,10}})+"
_WORD_ENDS = r"(?![\u4e00-\u9fff·])"
_SIGNED = r"签\s*(?:名|字|章)"
_WHO = (
    r"申\s*请\s*人|申报人|申领人|办件人|持证主体|持证人|持证者|权利人|所有人|户主|业主|联\s*系\s*人|经办人|代理人|监护人|法定代表人|法人代表"
    r"|负责人|收件人|收货人|寄件人|领取人|领证人|当事人|投诉人|举报人|评价人|委托人|受托人|授权人|被授权人|投资人|出资人|股东|合伙人|经营者"
    r"|纳税人|缴费人|参保人|被保险人|继承人|出租人|承租人|买受人|出卖人|转让人|受让人|担保人|抵押人"
)
"""Whom an application is about, or who signs it; not who works on it (办理人, 审批人), which is an office or a post."""
_KIN = "|".join(rf"{word}\s?(?=[：:\"]|</)" for word in ("配偶", "父亲", "母亲", "子女", "患者", "家长", "本人"))
"""Words of many texts, which are labels before a colon, or where they are all that a cell or a key says."""
_NAMES = re.compile(
    rf"((?:姓\s*名|曾用名|签\s*名|签\s*字|签\s*章|{_KIN}|{_WHO})(?:姓名|名称|{_SIGNED})?{_BETWEEN})"
    rf"({_MINORITY}|{_PERSON}){_WORD_ENDS}"
)
_NAMES_OF_KEYS = re.compile(
    rf"((?:real_?|user_?|applicant_?|contact_?)name(?:姓名|名称)?{_BETWEEN})({_MINORITY}|{_PERSON}){_WORD_ENDS}",
    re.IGNORECASE,
)
_DIGIT = r"[0-9０-９]"
_JOIN = r"(?:[\s \-.－—·\u200b-\u200f\u2060\ufeff\u00ad]|&nbsp;|</?[A-Za-z][^<>]{0,80}>){0,3}"
_IDENTITY = re.compile(
    rf"((?:身份证|居住证|身份号码|证件号|公民身份|社会保障号|社保号|(?i:sfzh|zjhm|id_?(?:card|no|number)))[件号码\s]{{0,4}}{_BETWEEN})"
    rf"((?:{_DIGIT}{_JOIN}){{14}}(?:(?:{_DIGIT}{_JOIN}){{2}}{_DIGIT}{_JOIN}[0-9０-９XxＸｘ]|{_DIGIT}))(?![0-9０-９A-Za-z])"
)
_PAPERS = re.compile(
    rf"((?:护照|通行证|台胞证|回乡证|居留证|居留身份证|军官证|士兵证|警官证|驾驶证|学生证|户口[簿本]|学籍|社会保障卡|社保卡"
    rf"|(?i:passport))(?:号码?|编号|证号|_?no)?{_BETWEEN})"
    r"((?=[A-Za-z]{0,3} ?\d)[A-Za-z]{0,3} ?\d{6,18}(?:[(（]\d[)）])?[Xx]?|[\u4e00-\u9fff]字第?\d{6,9}号?)"
    r"(?![0-9A-Za-z])"
)
_CHATS = re.compile(
    rf"((?:微信|QQ)(?:号码?)?\"?\s?[：:](?:{_BETWEEN})?)([A-Za-z0-9][-_A-Za-z0-9]{{4,19}})(?![0-9A-Za-z])"
)
_HOMES = re.compile(
    rf"((?:家庭住址|家庭地址|户籍地址|户籍所在地|居住地址|现住址|常住地址|住\s*址|通讯地址|联系地址|收件地址|邮寄地址){_BETWEEN})"
    r"([\u4e00-\u9fff][\u4e00-\u9fff0-9０-９A-Za-z\-－—#()（）]{5,60})",
)
_CARDS = re.compile(
    rf"((?:银行卡|银行[账帐]号|银行[账帐]户|开户[账帐]号|卡号|(?i:bank_?card)){_BETWEEN})"
    r"((?:\d[ \-]?){14,24}\d)(?!\d)"
)
_INLINE = r"</?(?:b|em|font|i|span|strong|u)\b[^<>]{0,80}>"
_PLACES = re.compile(
    rf"((?:居住地|现居地|常住地|送达地址|收货地址|寄送地址)(?:址)?{_BETWEEN}|(?:家住|现住|住在|居住[在于])(?:{_BETWEEN})?)"
    rf"((?=(?:{_INLINE}|[^\s<>]){{0,30}}[省市县区镇乡村路街巷](?:{_INLINE}|[^\s<>]){{0,30}}[号村组室])"
    rf"[\u4e00-\u9fff](?:{_INLINE}|[\u4e00-\u9fff0-9０-９A-Za-z\-－—#()（）]){{5,60}})"
)
_BIRTHDAYS = re.compile(
    rf"((?:出生(?:日期|年月日?)|生日|(?i:birth_?(?:day|date))){_BETWEEN})"
    r"((?:19|20)\d{2}[-/.年]?\d{1,2}(?:[-/.月]?\d{1,2})?)(?!\d)"
)
_LANDLINE = r"\(?0\d{2,3}\)?[-—\s]{0,2}\d{3,4}[-\s]?\d{4}"
_TELEPHONES = re.compile(
    rf"((?:家庭|家里|住宅|本人|个人|申请人|家长|监护人|代理人)(?:联系|固定)?电话{_BETWEEN}"
    rf"|(?:姓名|申请人){_BETWEEN}[\u4e00-\u9fff·*]{{2,10}}(?:<[^<>]{{0,200}}>|[\s，,；;、|]){{1,20}}"
    rf"(?:(?:联系|固定|办公)?电话|固话|座机){_BETWEEN})({_LANDLINE})(?!\d)"
)
"""Of a person. One that a guide tells is an office's, and stays."""
_NEEDLES: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (_NAMES, ()),
    (
        _NAMES_OF_KEYS,
        tuple(f"{who}{mark}name" for who in ("real", "user", "applicant", "contact") for mark in ("", "_")),
    ),
    (_IDENTITY, ("证", "身份", "社", "sfzh", "zjhm", "id")),
    (_PAPERS, ("证", "护照", "户口", "学籍", "卡", "passport")),
    (_CHATS, ("微信", "qq")),
    (_HOMES, ("址", "户籍")),
    (_PLACES, ("住", "地址")),
    (_CARDS, ("银行", "开户", "卡号", "bank")),
    (_BIRTHDAYS, ("出生", "生日", "birth")),
    (_TELEPHONES, ("电话", "固话", "座机")),
)
"""What is looked for with care, and of what a text must hold some for that."""


_LONGEST_LABEL = 20
_ANY = re.compile(
    r"[姓申持权户联经代监法负收当投评]\s*(?:名|请|报|证|利|主|系|办|理|护|定|责|件|事|诉|价)|[身证公社]|护照|卡号|银行|[住地]\s*址|户籍|[军士警驾学居]"
    r"|签\s*[名字章]|[托权资险保承税货领取买卖租让押有报]人|曾用名|代表|股东|业主|经营者|配偶|父亲|母亲|子女|患者|家长|本人|家住|现住|住在|居住|户口|微信"
    r"|出生|生日|电话|固话|座机|开户|name|sfzh|zjhm|id|passport|bank|QQ|birth",
    re.IGNORECASE,
)
"""What some label holds: most texts hold none, and are not searched with care."""


def is_label(text: str) -> bool:
    """Return whether a text may be such a label."""
    return len(text) <= _LONGEST_LABEL and _ANY.search(text) is not None


def hide_labelled(text: str, shorten: Callable[[str], str]) -> str:
    """Return a text with what stands beside such labels masked."""
    if _ANY.search(text) is None:
        return text
    folded = text.lower()
    for pattern, needles in _NEEDLES:
        if needles and not any(needle in folded for needle in needles):
            continue
        text = pattern.sub(lambda match: match[1] + shorten(match[2]), text)
    return text
