"""Subtitles: the words of each cue, nothing of its apparatus."""

import pytest
from selaras.documents.reading import read_text

SRT = """1
00:00:01,000 --> 00:00:03,000
Halo semuanya, hari ini
cuacanya cerah. 30 orang hadir.

2
00:00:04,000 --> 00:00:06,500
2025

3
00:00:07,000 --> 00:00:09,000
Saya senang.
"""
VTT = """WEBVTT - rapat

pembuka
00:01.000 --> 00:03.000 align:start
Halo semuanya, hari ini
cuacanya cerah. 30 orang hadir.

00:04.000 --> 00:06.500
2025

00:07.000 --> 00:09.000
Saya senang.
"""


@pytest.mark.parametrize(("path", "text"), [("a.srt", SRT), ("a.vtt", VTT)])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_each_cue_is_a_paragraph(path, text, ends):
    document = read_text(text.replace("\n", ends), path, "id")
    assert [(s.paragraph, s.text.replace(ends, " ")) for s in document.sentences] == [
        (0, "Halo semuanya, hari ini cuacanya cerah."),
        (0, "30 orang hadir."),
        (1, "2025"),
        (2, "Saya senang."),
    ]
