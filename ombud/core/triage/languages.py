"""Which language is it written in?

Only three answers are needed (zh, en, something else), so the share of scripts and a handful of function
words decide, in microseconds and without a model. A library would tell ninety languages apart, badly on ten
words, and ten words is what people write.

Something else is it only where letters and words show it: signs, numbers, links, one short Latin word and what a hand
that runs over the keys leaves are in no language, and whoever sent them is read as who they said they are.
"""

import re
from collections.abc import Sequence
from typing import Final

from ombud.core.vocabulary import Lang

_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_KANA_OR_HANGUL: Final = re.compile(r"[\u3040-\u30ff\uac00-\ud7af]")
_LATIN_WORD: Final = re.compile(r"[a-z]+")
_OTHER_LETTER: Final = re.compile(r"[^\W\d_a-z\u3400-\u9fff]")
_ENGLISH: Final = frozenset(
    re.findall(
        r"\w+",
        "the a an and or but if is are was were be been am im i ive my me you your u ur it its this that they "
        "them he she we his her our of to in on at for with from by as not no dont cant wont didnt doesnt "
        "have has had do does did will would should can could so just very all any when why how what who "
        "there their get got please account accounts app video videos report reported banned hacked help "
        "password login comment removed post never one after because out up about still ads ad bad good worst "
        "being than then those these him himself myself someone somebody people person user posts posting "
        "posted channel live stream sex porn porno nude nudes naked spam scam scams scammer fake fraud stolen "
        "stole hate kill threat threats threatened bully bullying harassment abuse racist nazi terrorist "
        "drugs violence illegal copyright child children kid kids girl boy man woman money refund pay paid "
        "delete deleted remove block blocked ban stop now wtf fuck fucking shit bitch idiot stupid asshole "
        "hello hi thanks thank ok okay yes test click link http error bug crash update support service "
        "customer phone email code want need know see said says told cannot into over where which more only ",
    )
)
_FOREIGN: Final = frozenset(
    re.findall(
        r"\w+",
        "que el la los las de del una unos por para con sin se su sus le les lo nos te ti tu tus mi mis yo "
        "ella ellos como esta este esto ese eso estoy muy pero porque cuando voy vas quiero matar mata "
        "matando mato ayuda ayudame socorro familia casa soy eres es fue hay nao não voce você ele ela ao dos "
        "das na num uma com um seu sua meu minha isso esse essa mas quando muito estou ajuda ameaça non il "
        "gli che di della nel sono sei hai mio mia tuo aiuto ammazzo je elle nous vous ils elles un une des "
        "du et est sont suis mon ton ta tes ce cette qui dans avec sur pas mais aussi tres très aidez moi toi "
        "tuer vais ich sie wir ihr ein eine einen einem und oder aber nicht ist sind bin hast habe mein meine "
        "dein deine mit auf fur für von zu wird werde dich mich dir mir wenn hilfe bitte ik jij hij wij het "
        "een niet zijn heb mijn jouw voor naar bir bu ve beni seni benim senin için icin cok çok var yok ama "
        "gibi degil değil yardim yardım tolong saya aku kamu dia kami mereka yang ini itu tidak akan dengan "
        "untuk dari bunuh khong không và là cua của nguoi người giup giúp nie jest się ja ty mnie ciebie moje "
        "pomocy zabije si mea ako ikaw mga hindi mimi wewe kwa msaada ",
    )
)
"""What stands in nearly every sentence of languages that are written in Latin letters, and a cry for help, and is no English word."""
_SHARED: Final = frozenset(
    re.findall(r"\w+", "a an as do has he in me no on so am was be bad im u sex porno")
)
"""English words that other languages have, too."""
_SURELY: Final = _ENGLISH - _SHARED
_LINK: Final = re.compile(r"(?:https?://|www\.)\S+|\S*@\S+|\S*\w\.(?:com|net|org|cn|io|tv|me)\b\S*|#\S+")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_VOWEL: Final = re.compile(r"[aeiouy]|[^a-z]")
_NUMBERED: Final = re.compile(r"\S*\d\S*")
_KEYS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_READ: Final = 4_000  # characters: a language does not change its mind after that
_FOREIGN_SHARE: Final = 0.1
_HAN_SHARE: Final = 0.2
_ENGLISH_SHARE: Final = 0.2
_FEW_WORDS: Final = 3
_LAUGHS: Final = 2  # how few different letters are no word, however long it is


def is_wordless(text: str) -> bool:
    """Say whether nothing in a normalised text shows a language: signs, numbers, links, a short Latin word or two, noise."""
    text = _LINK.sub(" ", text[:_READ])
    if not text.isascii() and (_HAN.search(text) or any(not one.isascii() for one in _WORD.findall(text))):
        return False
    words = {*_LATIN_WORD.findall(_NUMBERED.sub(" ", text))}
    if words & _FOREIGN:
        return False
    return len(words) <= 1 or not (words & _ENGLISH or sum(map(_is_word, words)) >= _FEW_WORDS)


def _is_word(word: str) -> bool:
    """Say whether a Latin word can be spoken, and is no run over the keys of a keyboard."""
    runs = any(word in row or word in row[::-1] for row in _KEYS)
    return len(set(word)) > _LAUGHS and bool(_VOWEL.search(word)) and not runs


def language_of(text: str, *, claimed: Lang | None = None) -> Lang:
    """Return the language of a normalised text; the claim counts only where the text itself says nothing."""
    text = _LINK.sub(" ", text[:_READ])
    words = _LATIN_WORD.findall(text)
    han = 0 if text.isascii() else len(_HAN.findall(text))
    other = 0 if text.isascii() else len(_OTHER_LETTER.findall(text))
    if not words and not han and not other:
        return claimed or Lang.UND
    if other and len(_KANA_OR_HANGUL.findall(text)) > _FOREIGN_SHARE * (han + len(words)):
        return Lang.UND
    if han and han >= _HAN_SHARE * (han + len(words)):
        return Lang.ZH
    if words and other <= sum(map(len, words)) * _FOREIGN_SHARE and _is_english(words):
        return Lang.EN
    return claimed if claimed is Lang.EN and len(words) <= _FEW_WORDS and not other else Lang.UND


def _is_english(words: Sequence[str]) -> bool:
    """Say whether enough words are English, and no fewer than are another language's: of `a`, `no` and `me` both have some."""
    known = sum(word in _SURELY for word in words)
    foreign = sum(word in _FOREIGN for word in words)
    return known >= foreign and sum(word in _ENGLISH for word in words) >= _ENGLISH_SHARE * len(words)
