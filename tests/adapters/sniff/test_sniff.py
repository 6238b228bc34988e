"""A file is what its content is; what a viewer might run or unpack never comes in."""

import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ombud.adapters.sniff import ENDINGS, MOST_SIDE, Found, Kind, sniff
from ombud.core.refusals import No, Refused


def png(width=3, height=2):
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height) + bytes(40)


def gif(width=3, height=2):
    return b"GIF89a" + struct.pack("<HH", width, height) + bytes(40)


def segment(marker, content):
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(content) + 2) + content


def jpeg(width=3, height=2, before=b"", marker=0xC0):
    frame = segment(marker, b"\x08" + struct.pack(">HH", height, width) + bytes(10))
    return b"\xff\xd8" + segment(0xE0, b"JFIF\0" + bytes(9)) + before + frame + b"\xff\xda" + bytes(60)


def riff(form, content):
    return b"RIFF" + struct.pack("<I", len(content) + 4) + form + content


def webp_extended(width=3, height=2):
    sizes = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return riff(b"WEBP", b"VP8X" + struct.pack("<I", 10) + bytes(4) + sizes)


def webp_lossless(width=3, height=2):
    return riff(
        b"WEBP", b"VP8L" + bytes(4) + b"\x2f" + struct.pack("<I", width - 1 | (height - 1) << 14) + bytes(9)
    )


def webp_lossy(width=3, height=2):
    return riff(
        b"WEBP",
        b"VP8 " + bytes(4) + bytes(3) + b"\x9d\x01\x2a" + struct.pack("<HH", width, height) + bytes(9),
    )


def box(brand, compatible=b""):
    return struct.pack(">I", 16 + len(compatible)) + b"ftyp" + brand + bytes(4) + compatible + bytes(40)


def found(content, **claims):
    return sniff(io.BytesIO(content), **claims)


def refused(content, **claims):
    with pytest.raises(Refused) as no:
        found(content, **claims)
    return no.value.code


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        pytest.param(box(b"heic"), Kind.HEIC, id="heic"),
        pytest.param(box(b"mif1", b"mif1heic"), Kind.HEIC, id="heic by a compatible brand"),
        pytest.param(box(b"isom", b"avc1mp41"), Kind.MP4, id="mp4"),
        pytest.param(box(b"qt  "), Kind.MOV, id="mov"),
        pytest.param(box(b"M4A "), Kind.M4A, id="m4a"),
        pytest.param(b"%PDF-1.7\n" + bytes(40), Kind.PDF, id="pdf"),
        pytest.param(b"ID3\x04\0" + bytes(40), Kind.MP3, id="mp3 with a title"),
        pytest.param(b"\xff\xfb\x90\x64" + bytes(40), Kind.MP3, id="mp3 without"),
        pytest.param(riff(b"WAVE", b"fmt " + bytes(40)), Kind.WAV, id="wav"),
        pytest.param(b"OggS\0\x02" + bytes(40), Kind.OGG, id="ogg"),
        pytest.param("有人私信我。\r\n\tHelp, price <3 € & \f 'fine'".encode(), Kind.TEXT, id="plain text"),
        pytest.param("\ufeff记事本".encode(), Kind.TEXT, id="plain text with a mark"),
        pytest.param(("字" * 100_000).encode(), Kind.TEXT, id="characters across blocks"),
        pytest.param(b"a" * 65_500 + b"<3 you", Kind.TEXT, id="a heart at the seam"),
    ],
)
def test_what_may_be_evidence_is_known_by_its_content(content, kind):
    assert found(content) == Found(kind)


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        pytest.param(png, Kind.PNG, id="png"),
        pytest.param(gif, Kind.GIF, id="gif"),
        pytest.param(jpeg, Kind.JPEG, id="jpeg"),
        pytest.param(lambda w, h: jpeg(w, h, marker=0xC2), Kind.JPEG, id="progressive jpeg"),
        pytest.param(
            lambda w, h: jpeg(w, h, before=segment(0xE1, bytes(65_533)) * 200),
            Kind.JPEG,
            id="jpeg behind a 13 MB depth map",
        ),
        pytest.param(
            lambda w, h: jpeg(w, h, before=b"\xff\xff\xff\x01" + segment(0xC4, bytes(9))),
            Kind.JPEG,
            id="jpeg with fill bytes",
        ),
        pytest.param(webp_extended, Kind.WEBP, id="webp extended"),
        pytest.param(webp_lossless, Kind.WEBP, id="webp lossless"),
        pytest.param(webp_lossy, Kind.WEBP, id="webp lossy"),
    ],
)
def test_a_picture_tells_its_size_and_a_bomb_is_refused_without_decoding(make, kind):
    assert found(make(4032, 3024)) == Found(kind, width=4032, height=3024)
    assert found(make(1080, 16_383)) == Found(kind, width=1080, height=16_383)
    assert refused(make(16_383, 16_383)) is No.FILE_TOO_LARGE


def test_too_long_a_side_is_refused_although_its_pixels_are_few():
    assert found(png(1, MOST_SIDE)).height == MOST_SIDE
    assert refused(png(1, MOST_SIDE + 1)) is No.FILE_TOO_LARGE


def test_a_bombs_refusal_says_its_size():
    with pytest.raises(Refused) as no:
        found(png(2_000_000_000, 2))
    assert (no.value.facts["width"], no.value.facts["height"]) == (2_000_000_000, 2)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(png()[:20], id="png cut in its header"),
        pytest.param(png().replace(b"IHDR", b"IDAT"), id="png without a header"),
        pytest.param(png(0, 5), id="png of no width"),
        pytest.param(gif(5, 0), id="gif of no height"),
        pytest.param(gif()[:8], id="gif cut"),
        pytest.param(jpeg()[:40].replace(b"\xff\xc0", b"\xff\xe9"), id="jpeg without a frame"),
        pytest.param(b"\xff\xd8\xff\xda" + bytes(40), id="jpeg that starts with its scan"),
        pytest.param(b"\xff\xd8\xff\xe0\x00\x04abNOT A MARKER", id="jpeg that loses its way"),
        pytest.param(b"\xff\xd8" + b"\xff" * 5_000, id="jpeg of fill bytes only"),
        pytest.param(b"\xff\xd8" + b"\xff\xe0\x00\x00" * 9, id="jpeg whose segment has no length"),
        pytest.param(riff(b"WEBP", b"WHAT" + bytes(40)), id="webp of an unknown chunk"),
        pytest.param(webp_lossy().replace(b"\x9d\x01\x2a", b"\0\0\0"), id="webp without its start code"),
    ],
)
def test_a_broken_file_is_refused(content):
    assert refused(content) is No.FILE_BROKEN


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"<!DOCTYPE html><p>hi", id="html"),
        pytest.param(b"\xef\xbb\xbf \n<HTML>", id="html behind a mark and spaces"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", id="svg"),
        pytest.param(b"<?xml version='1.0'?><svg/>", id="xml"),
        pytest.param(b"<!-- a --><svg onload=alert(1)>", id="svg behind a comment"),
        pytest.param(b"hello <script>alert(1)</script>", id="a script in a text"),
        pytest.param(b"a" * 65_530 + b"<script >", id="a script across two blocks"),
        pytest.param(b"a" * 200_000 + b"<IFRAME src=x>", id="a frame far behind"),
        pytest.param(b"PK\x03\x04" + bytes(40), id="zip, docx, jar, apk"),
        pytest.param(b"MZ\x90\0" + bytes(40), id="a Windows program"),
        pytest.param(b"\x7fELF" + bytes(40), id="a Linux program"),
        pytest.param(b"#!/bin/sh\nrm -rf /", id="a script for a shell"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40), id="doc, xls, msi"),
        pytest.param(rb"{\rtf1 hi}", id="rtf"),
        pytest.param(b"%!PS-Adobe", id="postscript"),
        pytest.param(b"Rar!\x1a\x07\0", id="rar"),
        pytest.param(b"\x1f\x8b\x08" + bytes(9), id="gzip"),
        pytest.param(riff(b"AVI ", bytes(40)), id="avi"),
        pytest.param(box(b"avif"), id="avif"),
        pytest.param(box(b"mif1", b"mif1avif"), id="avif by a compatible brand"),
        pytest.param("文字".encode("gb18030"), id="text in another encoding"),
        pytest.param("text".encode("utf-16"), id="text in utf-16"),
        pytest.param("文字".encode()[:-1], id="text cut in a character"),
        pytest.param(b"hi \x1b[2J", id="text that drives a terminal"),
        pytest.param(b"text with \0 in it", id="text with a zero"),
    ],
)
def test_everything_else_is_refused_whatever_it_is_called(content):
    assert refused(content) is No.FILE_TYPE
    assert refused(content, declared="image/png", named="photo.png") is No.FILE_TYPE


@pytest.mark.parametrize(
    ("claims", "mismatch"),
    [
        pytest.param({}, False, id="no claim"),
        pytest.param({"declared": "image/jpeg", "named": "IMG_1.JPG"}, False, id="both right"),
        pytest.param({"declared": "image/jpg; x=1", "named": "a.b.jpeg"}, False, id="an alias"),
        pytest.param({"declared": "application/octet-stream", "named": "photo"}, False, id="a shrug"),
        pytest.param({"declared": "image/png"}, True, id="another type"),
        pytest.param({"named": "invoice.pdf"}, True, id="another ending"),
        pytest.param({"declared": "image/jpeg", "named": "photo.jpg.exe"}, True, id="a double ending"),
    ],
)
def test_a_claim_that_differs_is_told_but_the_content_decides(claims, mismatch):
    seen = found(jpeg(), **claims)
    assert (seen.kind, seen.mismatch) == (Kind.JPEG, mismatch)


def test_the_source_is_rewound_for_keeping():
    for content in (jpeg(), b"text", box(b"qt  ")):
        source = io.BytesIO(content)
        source.read(2)
        sniff(source)
        assert source.read() == content


def test_every_kind_has_an_ending_of_its_own():
    endings = [ending for kind in Kind for ending in ENDINGS[kind]]
    assert len(endings) == len(set(endings))


@given(
    st.binary(max_size=200)
    | st.sampled_from([png(), gif(), jpeg(), webp_lossy()]).flatmap(
        lambda whole: st.integers(0, 60).map(lambda cut: whole[:cut])
    )
)
def test_no_content_breaks_the_reader(content):
    try:
        seen = found(content)
    except Refused as no:
        assert no.code in {No.FILE_TYPE, No.FILE_BROKEN, No.FILE_TOO_LARGE}  # noqa: PT017 - either end is fine, a crash is not
    else:
        assert seen.kind in Kind
