"""How is a text brought into the one form that phrases are written in?"""

import re
import unicodedata
from types import MappingProxyType
from typing import Final

_INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_APOSTROPHES: Final = "'\u2019\u02bc\u0060\u00b4"
_HAN_GAPS: Final = re.compile(
    r"(?<=[\u4e00-\u9fff])[ \t.·•*_\-|/]{1,3}(?=[\u4e00-\u9fff][ \t.·•*_\-|/]{1,3}[\u4e00-\u9fff]|[\u4e00-\u9fff]\b)"
)
_SPELLED_OUT: Final = re.compile(r"(?<![a-z0-9])[a-z](?:[ .\-_*][a-z]){2,20}(?![a-z0-9])")
_SINGLE_LETTERS: Final = re.compile(r"[ .\-_*][a-z][ .\-_*][a-z](?![a-z0-9])")  # cheap: asked first
_SINGLE_HAN: Final = re.compile(r"[ \t.·•*_\-|/][\u4e00-\u9fff]")
_BETWEEN_LETTERS: Final = re.compile(r"[ .\-_*]")

_PAIRS: Final = (
    "号號杀殺乐樂伤傷儿兒岁歲个個们們钱錢转轉骗騙诈詐举舉报報规規视視频頻评評论論删刪帐帳账賬户戶码碼盗盜开開关關闭閉"
    "丢丟机機电電话話联聯系係隐隱权權泄洩露洩证證实實让讓会會这這么麼为為没沒无無错錯误誤处處罚罰禁禁解解诉訴服務务務"
    "页頁图圖侵侵学學龄齡龄齢裸裸亲親约約见見发發给給问問题題质質发髮传傳谣謠假假侮侮骂罵辱辱胁脅恐恐吓嚇赌賭毒毒枪槍"
    "炸炸弹彈绑綁药藥楼樓遗遺书書结結束束烧燒现現场場经經说說请請帮幫买買卖賣货貨单單进進过過还還够夠应應该該总總贴貼"
    "时時间間线線网網络絡级級纪紀练練统統绝絕续續维維绑綁编編缩縮继繼继繼终終红紅约約纯純细細组組织織检檢测測调調设設"
    "访訪诽誹谤謗诱誘语語误誤读讀课課谁誰谈談谢謝谓謂贷貸费費资資赔賠赚賺贿賄违違连連远遠选選逼逼邮郵里裡针針锁鎖险險"
    "随隨难難静靜韩韓页頁顶頂须須预預领領颜顏风風饭飯马馬驱驅验驗骚騷鱼魚鸡雞黄黃龙龍伪偽体體债債倾傾储儲众眾优優传傳"
    "产產亿億仅僅从從仓倉价價冻凍净淨减減凭憑击擊划劃则則刚剛别別动動励勵劳勞势勢区區医醫华華协協卖賣占佔厂廠历歷压壓"
    "双雙变變员員响響团團园園围圍国國圣聖坏壞块塊声聲头頭夹夾奖獎妈媽妇婦婴嬰孙孫宝寶审審对對导導将將尔爾尝嘗层層属屬"
    "币幣师師带帶归歸当當录錄彻徹忆憶忧憂态態怀懷恶惡恼惱悬懸惊驚惨慘惩懲愤憤战戰户戶扑撲执執扩擴扫掃扰擾抢搶护護担擔"
    "拥擁择擇挂掛挡擋换換据據损損摄攝断斷旧舊显顯晓曉暂暫术術条條来來构構标標样樣档檔桥橋梦夢检檢欢歡欺欺歧歧残殘毁毀"
    "气氣汉漢沟溝泪淚洁潔洗洗浏瀏涨漲渎瀆滥濫满滿滞滯灭滅灵靈点點热熱爱愛牵牽犯犯状狀独獨狱獄猎獵玛瑪环環珑瓏疗療疯瘋"
    "脱脫强強奸姦亵褻袭襲备備农農栏欄诊診陆陸饿餓锅鍋弃棄厌厭惧懼饮飲伙夥缠纏扬揚杂雜尸屍墙牆坠墜颈頸纵縱溃潰邻鄰荐薦艺藝顾顧写寫确確东東车車门門宾賓馆館晒曬寝寢队隊罗羅绪緒愿願义義炼煉铜銅"
)
TRADITIONAL: Final = MappingProxyType(
    {plain: other for plain, other in zip(_PAIRS[::2], _PAIRS[1::2], strict=True) if plain != other}
)
"""Common character to its traditional form: phrases are written once and compiled to match both."""


_PLAIN: Final = MappingProxyType({ord(other): plain for plain, other in TRADITIONAL.items()})


def folded(text: str) -> str:
    """Return a text as it is compared word for word: normal, in common characters, with single spaces."""
    return " ".join(normal(text).translate(_PLAIN).split())


def normal(text: str) -> str:
    """Return the text folded: NFKC, lower case, no invisible characters or apostrophes, no letter-by-letter spacing."""
    if not text.isascii():
        text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
        text = _HAN_GAPS.sub("", text) if _SINGLE_HAN.search(text) else text
    elif not text.isprintable():
        text = _INVISIBLE.sub("", text)
    text = text.lower()
    for mark in _APOSTROPHES:
        text = text.replace(mark, "")
    return _SPELLED_OUT.sub(_joined, text) if _SINGLE_LETTERS.search(text) else text


def _joined(spelled: re.Match[str]) -> str:
    return _BETWEEN_LETTERS.sub("", spelled[0])
