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
    r"|查看|计划|经营|管理|商户|广告|年满|向本|水利|文化|东西|后续|平台|明确|连续|别人|从业|解释|成立|金额|方式|越权|那么|空白|空表|须知|和|关于|相应|经办|支付|项目)"
)
_PERSON = rf"{_NO_NAME}(?:(?:{_COMPOUND})[\u4e00-\u9fff]{{1,2}}|[{_SURNAMES}][\u4e00-\u9fff]{{1,2}})"
_MINORITY = r"[\u4e00-\u9fff]{1,10}(?:·[\u4e00-\u9fff]{1,10})+"
_WORD_ENDS = r"(?![\u4e00-\u9fff·])"
_NAMES = re.compile(
    rf"((?:姓\s*名|申\s*请\s*人|申报人|办件人|持证主体|持证人|持证者|权利人|户主|联\s*系\s*人|经办人|代理人|监护人|法定代表人|负责人|收件人"
    rf"|当事人|投诉人|评价人|(?:real_?|user_?|applicant_?|contact_?)name)(?:姓名|名称)?{_BETWEEN})({_MINORITY}|{_PERSON}){_WORD_ENDS}",
    re.IGNORECASE,
)
_DIGIT = r"[0-9０-９]"
_JOIN = r"(?:[\s \-.－—·\u200b-\u200f\u2060\ufeff\u00ad]|&nbsp;|</?[A-Za-z][^<>]{0,80}>){0,3}"
_IDENTITY = re.compile(
    rf"((?:身份证|身份号码|证件号|公民身份|社会保障号|社保号|sfzh|zjhm|id_?(?:card|no|number))[件号码\s]{{0,4}}{_BETWEEN})"
    rf"((?:{_DIGIT}{_JOIN}){{14}}(?:(?:{_DIGIT}{_JOIN}){{2}}{_DIGIT}{_JOIN}[0-9０-９XxＸｘ]|{_DIGIT}))(?![0-9０-９A-Za-z])",
    re.IGNORECASE,
)
_PAPERS = re.compile(
    rf"((?:护照|通行证|台胞证|回乡证|居留证|军官证|士兵证|警官证|驾驶证|学生证|passport)(?:号码?|编号|证号|_?no)?{_BETWEEN})"
    r"((?=[A-Za-z]{0,3}\d)[A-Za-z]{0,3}\d{6,12}(?:\(\d\))?|[\u4e00-\u9fff]字第?\d{6,9}号?)(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_HOMES = re.compile(
    rf"((?:家庭住址|家庭地址|户籍地址|户籍所在地|居住地址|现住址|常住地址|住\s*址|通讯地址|联系地址|收件地址|邮寄地址){_BETWEEN})"
    r"([\u4e00-\u9fff][\u4e00-\u9fff0-9０-９A-Za-z\-－—#()（）]{5,60})",
)
_CARDS = re.compile(
    rf"((?:银行卡|银行账号|银行账户|卡号|bank_?card){_BETWEEN})((?:\d[ \-]?){{14,18}}\d)(?!\d)", re.IGNORECASE
)
LABELLED = (_NAMES, _IDENTITY, _PAPERS, _HOMES, _CARDS)


_LONGEST_LABEL = 20
_ANY = re.compile(
    r"[姓申持权户联经代监法负收当投评]\s*(?:名|请|报|证|利|主|系|办|理|护|定|责|件|事|诉|价)|[身证公社]|护照|卡号|银行|[住地]\s*址|户籍|[军士警驾学居]"
    r"|name|sfzh|zjhm|id|passport|bank",
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
    for pattern in LABELLED:
        text = pattern.sub(lambda match: match[1] + shorten(match[2]), text)
    return text
