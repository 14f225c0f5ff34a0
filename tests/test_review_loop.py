"""From a failing gate through the review page, by keyboard alone, back to a gate that passes."""

import json
from pathlib import Path

import pytest
from selaras import cli

pytestmark = pytest.mark.browser

SOURCE = """Cảng mới mở cửa

Sáng 3/5, 120 đại biểu dự lễ mở cửa cảng mới ở thành phố.

Bà Trần Thị Hoa phát biểu rằng cảng sẽ tạo thêm nhiều việc làm.

Buổi lễ kết thúc lúc 17 giờ chiều cùng ngày.
"""
TARGET = """Pelabuhan baru dibuka

Pada 3 Mei pagi, 210 peserta menghadiri pembukaan pelabuhan baru di kota itu.

Ibu Tran Thi Hoa mengatakan bahwa pelabuhan akan memb培养 banyak lapangan kerja.

Acara itu berakhir pada pukul 17.00 di hari yang sama .
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A folder with settings and one pair that has two errors and a warning."""
    monkeypatch.chdir(tmp_path)
    Path("news").mkdir()
    Path("news/port.vi.txt").write_text(SOURCE, encoding="utf-8")
    Path("news/port.id.txt").write_text(TARGET, encoding="utf-8")
    Path("selaras.toml").write_text(
        'fail-on = "warning"\n[[pairs]]\nsource = "news/{n}.vi.txt"\ntarget = "news/{n}.id.txt"\n'
    )
    return tmp_path


def press(page, keys: str) -> None:
    for key in keys.split():
        page.keyboard.press(key)


def here(page) -> str:
    """The check of the finding at which one is."""
    return page.inner_text(".finding.here .what b")


def decide_on_everything(page) -> None:
    """Dismiss the first finding with a reason, mark the second and think again, accept the rest."""
    count = page.locator(".finding").count()
    assert count >= 3
    press(page, "d")
    page.keyboard.type("checked with the desk")
    press(page, "Enter j f")
    assert page.locator(".finding.here").get_attribute("data-status") == "fix"
    press(page, "u")
    assert page.locator(".finding.here").get_attribute("data-status") == "open"
    press(page, "k k j a")
    for _ in range(count - 2):
        press(page, "j a")
    assert page.locator(".finding[data-status=open]").count() == 0


def exported(page, path: Path) -> Path:
    """The decisions that the page's own button writes, reached by Tab."""
    page.evaluate("document.activeElement.blur(); window.getSelection().removeAllRanges()")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "export":
            break
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    download.value.save_as(path)
    assert download.value.suggested_filename == "selaras-decisions.json"
    return path


def test_decisions_made_by_keyboard_let_the_gate_pass(project, chromium, capsys):
    gate = ["gate", "--reports", "reports", "-o", "all.sarif", "-o", "all.xml", "-q"]
    assert cli.main(gate) == 1
    page = chromium.new_page(locale="id-ID", accept_downloads=True)
    page.goto((project / "reports/news/port.id.txt.html").as_uri())
    press(page, "/")
    page.keyboard.type("培养")
    press(page, "Escape j")
    assert here(page) == "Aksara asing"
    press(page, "/ Control+a Delete Escape k k k k")
    decide_on_everything(page)
    page.reload()
    assert page.locator(".finding[data-status=open]").count() == 0
    decisions = exported(page, project / "selaras-decisions.json")
    page.close()

    entries = json.loads(decisions.read_text("utf-8"))["entries"]
    assert {entry["decision"] for entry in entries} == {"accepted", "dismissed"}
    assert [e["reason"] for e in entries if e["reason"]] == ["checked with the desk"]
    assert cli.main(["baseline", "import", str(decisions)]) == 0
    assert cli.main([*gate, "--strict-baseline"]) == 0
    (log,) = json.loads(Path("all.sarif").read_text("utf-8"))["runs"]
    assert {result["baselineState"] for result in log["results"]} == {"unchanged"}
    assert 'failures="0"' in Path("all.xml").read_text("utf-8")

    Path("news/port.id.txt").write_text(TARGET.replace("17.00", "19.00"), encoding="utf-8")
    assert cli.main(gate) == 1
    assert "19.00" in capsys.readouterr().out
