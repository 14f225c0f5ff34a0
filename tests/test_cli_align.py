"""The commands align, pair and score: what they print and write, and what they refuse."""

import json

import pytest
from selaras.cli import main
from selaras.project import read_project

VI = [
    "Hội nghị diễn ra tại thành phố Hạ Long vào sáng thứ Hai.",
    "Hơn ba trăm đại biểu tham dự và nghe mười hai tham luận.",
    "Tỉnh sẽ đầu tư vào dữ liệu mở trong năm năm tới.",
    "Buổi chiều trời mưa to trên vịnh.",
]
ID = [
    "Konferensi berlangsung di kota Ha Long pada Senin pagi.",
    "Lebih dari tiga ratus delegasi hadir dan mendengarkan dua belas makalah.",
    "Provinsi akan berinvestasi pada data terbuka dalam lima tahun ke depan.",
    "Pada sore hari hujan deras turun di atas teluk.",
]


@pytest.fixture
def files(tmp_path, monkeypatch):
    """A source and a target in the working folder, one sentence a line."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.vi.txt").write_text("\n".join(VI) + "\n", "utf-8")
    (tmp_path / "a.id.txt").write_text("\n".join(ID[:2] + ID[3:]) + "\n", "utf-8")
    return tmp_path


def align(*options: str) -> int:
    return main(["align", "a.vi.txt", "a.id.txt", *options])


def test_align_prints_tsv(files, capsys):
    assert align() == 0
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert [line[:3] for line in lines[1:]] == [
        ["0", "0", "match"],
        ["1", "1", "match"],
        ["2", "", "omission"],
        ["3", "2", "match"],
    ]
    assert lines[1][4:] == [VI[0], ID[0]]


def test_lines_are_sentences_when_told_so(files, capsys):
    (files / "a.vi.txt").write_text(f"{VI[0]} {VI[1]}\n\n{VI[3]}\n", "utf-8")
    (files / "a.id.txt").write_text(f"{ID[0]}\n{ID[1]}\n{ID[3]}\n", "utf-8")
    assert align("--sentences") == 0
    lines = [line.split("\t")[:3] for line in capsys.readouterr().out.splitlines()[1:]]
    assert lines == [["0", "0,1", "match"], ["1", "2", "match"]]


def test_words_are_pairs_of_places(files, capsys):
    assert align("--words", "--format", "jsonl") == 0
    first = json.loads(capsys.readouterr().out.splitlines()[0])
    texts = [(files / name).read_text("utf-8") for name in ("a.vi.txt", "a.id.txt")]
    found = {
        (texts[0][slice(*pair["source"])], texts[1][slice(*pair["target"])])
        for pair in first["words"]["pairs"]
    }
    assert ("Long", "Long") in found
    assert first["words"]["source_coverage"] > 0.5


def test_show_is_a_table_and_files_are_written_besides(files, capsys):
    assert align("--show", "-o", "out.tmx", "-o", "out.jsonl", "-o", "moses:corpus") == 0
    output = capsys.readouterr()
    assert "== match" in output.out
    assert "-- omission" in output.out
    assert output.err.strip() == "selaras: written: out.tmx, out.jsonl, corpus.vi, corpus.id"
    assert (files / "corpus.vi").read_text("utf-8").splitlines() == [VI[0], VI[1], VI[3]]
    assert (files / "corpus.id").read_text("utf-8").splitlines() == [ID[0], ID[1], ID[3]]
    assert (files / "out.tmx").read_text("utf-8").count("<tu ") == 3
    assert len((files / "out.jsonl").read_text("utf-8").splitlines()) == 4


def test_the_same_input_gives_the_same_bytes(files):
    for name in ("one.jsonl", "two.jsonl"):
        assert align("--words", "-q", "-o", name) == 0
    assert (files / "one.jsonl").read_bytes() == (files / "two.jsonl").read_bytes()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["-o", "out.xyz"], "the ending tells no format"),
        (["-o", "a.id.txt", "--format", "tsv"], "would overwrite an input"),
        (["-o", "tsv:a.vi.txt"], "would overwrite an input"),
        (["-o", "tmx:."], "is a folder"),
        (["--format", "moses"], "two files"),
        (["--words", "-o", "out.tmx"], "tmx cannot hold words"),
        (["--source-lang", "xx"], "no data for the language 'xx'"),
        (["--threads", "-1"], "--threads"),
    ],
)
def test_what_cannot_work_is_one_line(options, said, files, capsys):
    assert align(*options) == 2
    output = capsys.readouterr()
    assert said in output.err
    assert output.err.count("\n") == 1
    assert output.out == ""


def test_missing_and_empty_files_are_told(files, capsys):
    assert main(["align", "nowhere.txt", "a.id.txt"]) == 2
    assert "there is no file nowhere.txt" in capsys.readouterr().err
    (files / "empty.txt").touch()
    assert main(["align", "--sentences", "empty.txt", "a.id.txt"]) == 2
    assert "empty.txt is empty" in capsys.readouterr().err


def test_strangers_are_told(files, capsys):
    (files / "b.id.txt").write_text("Kucing itu tidur nyenyak di atas kursi tua.\n", "utf-8")
    assert main(["align", "a.vi.txt", "b.id.txt"]) == 0
    assert "hardly correspond" in capsys.readouterr().err


@pytest.fixture
def archive(files):
    """A folder of sources and one of targets: one pair, and a stranger on either side."""
    for folder, name, text in (
        ("vi", "1.txt", (files / "a.vi.txt").read_text("utf-8")),
        ("vi", "2.txt", "Con mèo ngủ say trên chiếc ghế cũ trong căn bếp nhỏ.\n"),
        ("id/deep", "x.txt", (files / "a.id.txt").read_text("utf-8")),
        ("id", "y.txt", "Harga beras naik dua persen di pasar tradisional pekan ini.\n"),
        ("id", "z.txt", ""),
        ("id", "image.png", "no text"),
    ):
        (files / folder).mkdir(parents=True, exist_ok=True)
        (files / folder / name).write_text(text, "utf-8")
    return files


def test_pair_finds_the_translation_and_what_is_left_over(archive, capsys):
    assert main(["pair", "vi", "id", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["schema"] == "selaras/pairs/1"
    ((source, target, score),) = [(p["source"], p["target"], p["score"]) for p in found["pairs"]]
    assert (source, target) == ("vi/1.txt", "id/deep/x.txt")
    assert 0.5 < score <= 1
    assert found["lone"] == {"sources": ["vi/2.txt"], "targets": ["id/y.txt"]}
    assert found["skipped"] == ["id/z.txt is empty: it holds no text to audit"]


def test_pair_sorts_one_heap_by_language(archive, capsys):
    assert main(["pair", "**/*.txt", "**/*.txt", "--format", "tsv"]) == 0
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()[1:]]
    translations = {tuple(row[:2]) for row in rows if row[2] == "translation"}
    # The two pairs hold the same texts; the language of most files comes first.
    assert len(translations) == 2
    assert {source for source, _ in translations} == {"a.id.txt", "id/deep/x.txt"}
    assert {target for _, target in translations} == {"a.vi.txt", "vi/1.txt"}


def test_a_toml_manifest_is_a_settings_file(archive, capsys):
    assert main(["pair", "vi", "id", "-o", "pairs.toml", "-q"]) == 0
    assert capsys.readouterr().out == ""
    pairs = [*read_project(archive / "pairs.toml").found_pairs()]
    assert [(pair.source, pair.target) for pair in pairs] == [("vi/1.txt", "id/deep/x.txt")]


def test_the_table_names_relation_and_left_overs(archive, capsys):
    assert main(["pair", "vi/*", "id"]) == 0
    output = capsys.readouterr().out
    assert "translation" in output
    assert "sources without a partner:\n  vi/2.txt" in output
    assert "targets without a partner:\n  id/y.txt" in output
    assert "left out:\n  id/z.txt is empty" in output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere", "id"], "no document found at nowhere"),
        (["vi", "id", "-o", "pairs.xml"], "end it with .toml, .json or .tsv"),
        (["vi", "id", "--source-lang", "id", "--target-lang", "id"], "both Indonesian"),
        (["vi", "id", "--source-lang", "en"], "no document in English to pair at vi"),
        (["vi", "vi"], "all documents are in one language"),
        (["vi", "id", "-o", "vi/pairs.toml"], "files below its own folder"),
    ],
)
def test_what_cannot_be_paired_is_one_line(arguments, said, archive, capsys):
    assert main(["pair", *arguments]) == 2
    output = capsys.readouterr()
    assert said in output.err
    assert output.err.count("\n") == 1
    assert output.out == ""


def test_score_compares_two_files(tmp_path, capsys):
    (tmp_path / "gold").write_text("[0]:[0]\n[1]:[1]\n[2]:[]\n", "utf-8")
    (tmp_path / "predicted").write_text("0\t0\n1,2\t1\n", "utf-8")
    command = ["score", str(tmp_path / "gold"), str(tmp_path / "predicted")]
    assert main(command) == 0
    assert "strict     50.0%        50.0%     50.0%" in capsys.readouterr().out
    assert main([*command, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["strict"] == {"precision": 0.5, "recall": 0.5, "f1": 0.5}
    assert found["lax"]["f1"] == 1
    assert found["gaps"]["recall"] == 0


def test_score_refuses_what_is_no_alignment(tmp_path, capsys):
    (tmp_path / "text").write_text("hello\n", "utf-8")
    assert main(["score", str(tmp_path / "text"), str(tmp_path / "text")]) == 2
    error = capsys.readouterr().err
    assert "line 1" in error
    assert error.count("\n") == 1
