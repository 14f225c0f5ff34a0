"""The review page in a real browser: what an editor does with it, what a hostile text cannot."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from selaras import baseline
from selaras.align.model import Alignment, Kind, Link
from selaras.auditing import Audit
from selaras.checks.model import Finding, Severity
from selaras.checks.parallel import document_of_segments
from selaras.documents.model import Span
from selaras.gate_findings import untranslated
from selaras.languages.interface import REFERENCE, interfaces
from selaras.reports import render
from selaras.settings import Settings

pytestmark = pytest.mark.browser

PHONE = {"width": 375, "height": 740}
DESKTOP = {"width": 1400, "height": 900}


@pytest.fixture
def open_page(chromium, tmp_path):
    """Opens the page of an audit in a fresh context; fails on any error, message or request."""
    contexts, complaints = [], []

    def watch(page):
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: (complaints.append("dialog"), dialog.dismiss()))
        page.on(
            "request",
            lambda request: (
                request.url.startswith(("file:", "data:", "blob:"))
                or complaints.append(request.url)
            ),
        )

    def open(audit: Audit, size=DESKTOP, **options):
        path = tmp_path / "Báo cáo 😀.html"
        path.write_text(render(audit, "html"), encoding="utf-8")
        context = chromium.new_context(viewport=size, **{"locale": "en-GB", **options})
        contexts.append(context)
        page = context.new_page()
        watch(page)
        page.goto(path.as_uri())
        return page

    yield open
    for context in contexts:
        context.close()
    assert complaints == []


def current(page) -> str | None:
    return page.evaluate("document.querySelector('.finding.here')?.id")


def shown(page) -> list[str]:
    return page.eval_on_selector_all(".finding:not([hidden])", "all => all.map(one => one.id)")


def status(page, finding: str) -> str:
    return page.get_attribute(f"#{finding}", "data-status")


def test_keys_walk_through_the_findings_and_show_their_rows(open_page, audit):
    page = open_page(audit)
    page.keyboard.press("j")
    assert current(page) == "F001"
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert current(page) == "F003"
    page.keyboard.press("k")
    assert current(page) == "F002"
    assert page.inner_text("mark.here") == "培养"
    assert page.locator("#link-1.here").is_visible()
    for _ in range(9):
        page.keyboard.press("j")
    assert current(page) == "F005"
    assert page.evaluate("document.activeElement.closest('.finding').id") == "F005"


def test_filters_leave_what_was_asked_for(open_page, audit):
    page = open_page(audit)
    page.uncheck("input[name=severity][value=warning]")
    assert shown(page) == ["F001", "F002", "F004"]
    page.select_option("#filter-check", "number")
    assert shown(page) == ["F001"]
    page.select_option("#filter-check", "")
    page.check("input[name=severity][value=warning]")
    page.select_option("#filter-status", "baseline")
    assert shown(page) == ["F004"]
    page.select_option("#filter-status", "")
    page.keyboard.press("/")
    page.fill("#filter-text", "PHIEN CHIEU")
    assert shown(page) == ["F005"]
    page.fill("#filter-text", "no such words")
    assert shown(page) == []
    assert page.is_visible("#none")
    page.keyboard.press("Escape")
    page.fill("#filter-text", "")
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    assert page.locator(".row:visible").count() == 3


def test_walking_skips_what_a_filter_hides(open_page, audit):
    page = open_page(audit)
    page.uncheck("input[name=severity][value=error]")
    page.keyboard.press("j")
    assert current(page) == "F003"


def test_decisions_are_made_kept_undone_and_exported(open_page, audit, tmp_path):
    page = open_page(audit)
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.keyboard.press("j")
    page.keyboard.press("f")
    page.keyboard.press("j")
    page.keyboard.press("d")
    page.keyboard.type("Nhà báo: “đúng”")
    page.keyboard.press("Enter")
    assert [status(page, f"F00{n}") for n in (1, 2, 3, 4)] == [
        "accepted",
        "fix",
        "dismissed",
        "baseline",
    ]
    assert page.locator("mark.settled").count() == 4
    assert page.locator(".tick.settled").count() == 3
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.keyboard.press("u")
    assert status(page, "F005") == "open"
    page.reload()
    assert [status(page, f"F00{n}") for n in (1, 2, 3, 5)] == [
        "accepted",
        "fix",
        "dismissed",
        "open",
    ]
    assert "“đúng”" in page.text_content("#F003 .reason")
    with page.expect_download() as download:
        page.click("#export")
    assert download.value.suggested_filename == "selaras-decisions.json"
    download.value.save_as(tmp_path / "decisions.json")
    exported = baseline.load(tmp_path / "decisions.json")
    assert [(e.fingerprint, e.check, e.decision, e.reason) for e in exported.entries] == [
        (audit.findings[0].fingerprint, "number", "accepted", ""),
        (audit.findings[1].fingerprint, "foreign-script", "fix", ""),
        (audit.findings[2].fingerprint, "markup-leftover", "dismissed", "Nhà báo: “đúng”"),
    ]
    assert {e.pair for e in exported.entries} == {"- -> -"}


def test_the_baselines_reason_is_shown(open_page, audit):
    accepted = {"by": "baseline", "reason": "House style", "who": "Lan"}
    known = replace(audit.findings[3], evidence={"accepted": accepted})
    page = open_page(replace(audit, findings=(*audit.findings[:3], known)))
    assert page.text_content("#F004 .reason") == "House style · Lan"


def test_dismissing_can_be_cancelled(open_page, audit):
    page = open_page(audit)
    page.keyboard.press("j")
    page.keyboard.press("d")
    page.keyboard.press("Escape")
    assert status(page, "F001") == "open"
    page.keyboard.press("d")
    page.click("#reason-cancel")
    assert status(page, "F001") == "open"
    page.keyboard.press("d")
    page.click("[data-idea=reason_name]")
    page.click("#reason .primary")
    assert status(page, "F001") == "dismissed"


def test_single_key_shortcuts_can_be_switched_off(open_page, audit):
    page = open_page(audit)
    page.keyboard.press("?")
    page.uncheck("#shortcuts")
    page.click("#close-help")
    page.keyboard.press("j")
    assert current(page) is None


def highlighted(page, name: str) -> list[str]:
    return page.evaluate(
        "name => [...(CSS.highlights.get(name) ?? [])].map(range => range.toString())", name
    )


def test_words_show_what_answers_them(open_page, audit):
    page = open_page(audit)
    page.keyboard.press("j")
    assert highlighted(page, "word") == ["120"]
    assert highlighted(page, "answer") == ["210"]
    page.keyboard.press("ArrowRight")
    assert (highlighted(page, "word"), highlighted(page, "answer")) == (["Sáng"], ["pagi"])
    page.keyboard.press("ArrowLeft")
    assert highlighted(page, "answer") == ["peserta"]
    page.mouse.move(
        *page.evaluate(
            """() => {
                const range = document.createRange();
                const node = document.querySelector("#link-1 .target .sentence").firstChild;
                range.setStart(node, node.data.indexOf("pagi"));
                range.setEnd(node, node.data.indexOf("pagi") + 4);
                const box = range.getBoundingClientRect();
                return [box.x + box.width / 2, box.y + box.height / 2];
            }"""
        )
    )
    assert highlighted(page, "word") == ["pagi"]


def test_words_are_found_behind_characters_that_are_shown_as_symbols(open_page):
    source, target = (
        document_of_segments([text], language)
        for text, language in (("\x1b😀 một hai", "vi"), ("\u202esatu 😀 dua", "id"))
    )

    def span(document, word):
        return Span(document.text.index(word), document.text.index(word) + len(word))

    audit = replace(
        small_audit(source, target),
        words={0: ((span(source, "hai"), span(target, "dua")),)},
    )
    page = open_page(audit)
    page.click(".number")
    page.evaluate("document.querySelector('.row').classList.add('here')")
    page.keyboard.press("ArrowRight")
    assert (highlighted(page, "word"), highlighted(page, "answer")) == (["hai"], ["dua"])


def test_the_map_leads_to_rows_and_findings(open_page, audit):
    page = open_page(audit)
    box = page.locator("#map path.omission").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert page.locator("#link-3.here").is_visible()
    page.locator("#map [data-findings=F005]").click(force=True)
    assert current(page) == "F005"


def test_ledgers_are_sorted_by_any_column(open_page, audit):
    def first_column(page):
        return page.eval_on_selector_all("tbody tr", "all => all.map(r => r.cells[0].innerText)")

    page = open_page(audit)
    assert first_column(page) == ["120", "17:00"]
    page.press("th:first-child button", "Enter")
    assert first_column(page) == ["17:00", "120"]
    assert page.get_attribute("th:first-child", "aria-sort") == "ascending"
    page.press("th:first-child button", "Enter")
    assert first_column(page) == ["120", "17:00"]
    assert page.get_attribute("th:first-child", "aria-sort") == "descending"


def test_clicking_a_mark_opens_its_finding(open_page, audit):
    page = open_page(audit)
    page.click("mark[data-findings=F002]")
    assert current(page) == "F002"


def test_the_translation_is_one_key_away(open_page, audit):
    page = open_page(audit)
    assert not page.is_visible(".machine")
    page.keyboard.press("t")
    assert page.is_visible(".machine")
    assert "Workshop on ports" in page.inner_text(".machine")


@pytest.mark.parametrize(
    ("locale", "verdict"),
    [
        ("vi-VN", "Chưa thể xuất bản"),
        ("id-ID", "Belum siap terbit"),
        ("en-US", "Not ready to publish"),
        ("fr-FR", "Not ready to publish"),
    ],
)
def test_the_browser_chooses_the_language_and_the_reader_may_change_it(
    open_page, audit, locale, verdict
):
    page = open_page(audit, locale=locale)
    assert verdict in page.inner_text("h1")
    page.select_option("#language", "vi")
    page.reload()
    assert "Chưa thể xuất bản" in page.inner_text("h1")
    assert page.get_attribute("html", "lang") == "vi"


def colour(page, what: str) -> str:
    return page.evaluate(f"getComputedStyle(document.body).{what}")


def test_light_and_dark_follow_the_system_or_the_reader(open_page, audit):
    light = open_page(audit, color_scheme="light")
    dark = open_page(audit, color_scheme="dark")
    assert colour(light, "backgroundColor") != colour(dark, "backgroundColor")
    dark.select_option("#theme", "light")
    dark.reload()
    assert colour(light, "backgroundColor") == colour(dark, "backgroundColor")


def test_a_phone_shows_everything_without_scrolling_sideways(open_page, audit):
    page = open_page(audit, size=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.click("#sheet-next")
    assert "F001" in page.inner_text("#sheet-message")
    page.click("#sheet [data-decide=accepted]")
    assert status(page, "F001") == "accepted"
    assert not page.is_visible("#findings")
    page.click("#open-list")
    page.click("#F005 .go")
    assert not page.is_visible("#findings")
    assert page.locator("#link-3.here").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_the_page_is_complete_without_its_script_and_in_print(open_page, audit):
    page = open_page(audit, java_script_enabled=False)
    assert page.locator(".finding .message:visible").count() == len(audit.findings)
    printed = open_page(audit, size=PHONE)
    printed.emulate_media(media="print")
    assert printed.is_visible("#F005 .message")
    assert not printed.is_visible("#export")


def small_audit(source, target) -> Audit:
    """An audit of two documents whose sentences correspond one by one, without findings."""
    from selaras.auditing import Scores, Summary, Tool

    pairs = zip(source.sentences, target.sentences, strict=True)
    links = tuple(Link(a.id, (a.id,), (b.id,), Kind.MATCH, 0.8) for a, b in pairs)
    return Audit(
        tool=Tool("selaras", "0.1.0", "none", None, "0" * 64),
        source=source,
        target=target,
        alignment=Alignment(links),
        findings=(),
        scores=Scores(1.0, 1.0),
        summary=Summary(0, 0, 0, "pass", Severity.ERROR),
        signature="selaras|pair:vi-id|",
    )


HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "</script><script>alert(2)</script>",
    "</style><style>body{display:none}</style>",
    "\u202e\u2066dlrow\u2069 \x1b]0;x\x07 \x9b31m",
    "x" * 10_000,
    "{{ 7*7 }} {% raw %} ${7*7} __proto__",
    "עברית العربية 培养 ก\u0e48า \ud800",
    "e" + "\u0301" * 3_000,
)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_hostile_text_is_inert(open_page, size):
    source = document_of_segments(HOSTILE, "vi")
    target = document_of_segments(HOSTILE[::-1], "id")
    findings = tuple(
        Finding(
            text[:300],
            source=(source.sentences[number].span,),
            target=(target.sentences[number].span,),
            suggestion=text,
            evidence={text[:50]: text},
            link=number,
            severity=Severity.ERROR,
            check="number",
            id=f"F{number:03d}",
            fingerprint=f"{number:016x}",
        )
        for number, text in enumerate(HOSTILE)
    )
    audit = replace(small_audit(source, target), findings=findings, notes=HOSTILE)
    page = open_page(replace(audit, source=replace(source, path=HOSTILE[1])), size=size)
    for _ in HOSTILE:
        if size is DESKTOP:
            page.keyboard.press("j")
        else:
            page.click("#sheet-next")
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert page.locator("script").count() == 4
    assert page.locator("img").count() == 0
    text = page.evaluate("document.body.textContent")
    assert "\u202e" not in text
    assert "\x1b" not in text
    assert "<script>alert(1)</script>" in text


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_to_complain_about(open_page, audit, scheme, size):
    pytest.importorskip("axe_playwright_python")
    from axe_playwright_python.sync_playwright import Axe

    page = open_page(audit, size=size, color_scheme=scheme, bypass_csp=True, locale="vi-VN")

    def check():
        found = Axe().run(page).response["violations"]
        assert [(one["id"], [n["html"][:200] for n in one["nodes"]]) for one in found] == []

    check()
    page.keyboard.press("j")
    page.keyboard.press("t")
    page.keyboard.press("a")
    check()
    page.keyboard.press("d")
    check()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    check()


def big_audit(pairs: int, findings: int) -> Audit:
    """A long pair of documents with findings evenly spread."""
    texts = [
        [f"{number} " + " ".join([word] * 22) + "." for number in range(pairs)]
        for word in ("hội nghị", "konferensi")
    ]
    source, target = (
        document_of_segments(text, language)
        for text, language in zip(texts, ("vi", "id"), strict=True)
    )
    audit = small_audit(source, target)

    def flagged(number: int) -> Finding:
        sentence = target.sentences[number * pairs // findings]
        return Finding(
            f"Something is wrong with word {number}.",
            target=(Span(sentence.start + 5, sentence.start + 15),),
            link=sentence.id,
            severity=list(Severity)[number % 3],
            check=f"check-{number % 9}",
            id=f"F{number:03d}",
            fingerprint=f"{number:016x}",
        )

    words = {
        link.id: tuple(
            (Span(a.start + 9 * n, a.start + 9 * n + 8), Span(b.start + 9 * n, b.start + 9 * n + 8))
            for n in range(20)
        )
        for link, a, b in zip(
            audit.alignment.links, source.sentences, target.sentences, strict=True
        )
    }
    return replace(audit, findings=tuple(map(flagged, range(findings))), words=words)


def test_two_thousand_pairs_open_fast_and_scroll_smoothly(open_page):
    """Measured in the time for which the page keeps its processor busy, whoever else is at work."""
    page = open_page(big_audit(2_000, 500))
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def busy() -> float:
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
        metrics = session.send("Performance.getMetrics")["metrics"]
        return next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration")

    page.reload()
    opened = busy()
    assert opened < 1.5
    page.keyboard.press("j")
    for _ in range(40):
        page.evaluate("window.scrollBy(0, 700)")
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
    assert (busy() - opened) / 40 < 0.05
    page.fill("#filter-text", "word 499")
    assert shown(page) == ["F499"]
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.locator("mark.here").is_visible()


def test_a_served_page_writes_its_decisions_into_the_baseline(chromium, audit, tmp_path):
    from threading import Thread

    from selaras.reports.serving import address, open_server

    path = tmp_path / "selaras-baseline.json"
    with open_server(audit, path) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        page = chromium.new_page()
        complaints = []
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(address(server))
        page.keyboard.press("j")
        with page.expect_response("**/decisions"):
            page.keyboard.press("a")
        with page.expect_response("**/decisions"):
            page.keyboard.press("f")
        with page.expect_response("**/decisions"):
            page.keyboard.press("u")
        page.reload()
        assert status(page, "F001") == "accepted"
        page.close()
        server.shutdown()
        thread.join()
    assert [entry.decision for entry in baseline.load(path).entries] == ["accepted"]
    assert complaints == []


def test_every_word_of_the_page_exists_in_every_language():
    from selaras.reports import html

    keys = set(interfaces()[REFERENCE])
    templates = Path(html.__file__).parent / "templates"
    script = (templates / "review.js").read_text("utf-8")
    said = {part.split('"')[0] for part in script.split('say("')[1:]}
    assert {key for key in said if not key.endswith("_")} <= keys


def test_the_exported_shape_is_what_the_page_reads_back(open_page, audit):
    page = open_page(audit)
    page.evaluate(
        "entry => localStorage.setItem('selaras.decisions.- -> -', JSON.stringify([entry]))",
        json.loads(
            json.dumps(
                {
                    "fingerprint": audit.findings[1].fingerprint,
                    "decision": "dismissed",
                    "reason": "r",
                    "who": "w",
                }
            )
        ),
    )
    page.reload()
    assert status(page, "F002") == "dismissed"
    page.evaluate("localStorage.setItem('selaras.decisions.- -> -', '{broken')")
    page.reload()
    assert status(page, "F002") == "open"


def test_escape_leaves_the_search_and_keeps_it(open_page, audit):
    page = open_page(audit)
    page.keyboard.press("/")
    page.keyboard.type("Han letters")
    page.keyboard.press("Escape")
    assert page.input_value("#filter-text") == "Han letters"
    assert shown(page) == ["F002"]
    page.keyboard.press("j")
    assert current(page) == "F002"
    page.keyboard.press("/")
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    assert len(shown(page)) == len(audit.findings)


@pytest.mark.parametrize(
    ("locale", "check", "column"),
    [("id-ID", "Angka", "Nilai"), ("vi-VN", "Con số", "Giá trị"), ("en-GB", "Number", "Value")],
)
def test_checks_and_ledgers_have_names_in_every_language(open_page, audit, locale, check, column):
    ledgers = tuple(replace(one, name="figures") for one in audit.ledgers)
    page = open_page(replace(audit, ledgers=ledgers), locale=locale)
    assert page.inner_text("#F001 .what b") == check
    assert page.inner_text("#filter-check option[value=number]") == f"{check} (1)"
    assert page.inner_text("thead th:first-child") == column


def test_the_page_of_a_missing_translation_says_so(open_page):
    missing = untranslated(Path("a.vi.md"), Path("a.id.md"), Settings(), "a.vi.md -> a.id.md")
    page = open_page(missing)
    page.keyboard.press("j")
    assert current(page) == "F001"
    assert "has no translation a.id.md" in page.inner_text("#F001 .message")
    assert page.inner_text("#F001 .what b") == "Missing translation"


def test_why_the_gate_fails_stands_at_the_top(open_page, audit):
    page = open_page(replace(audit, notes=("gate: chrF is 12; the settings ask for at least 30",)))
    assert page.inner_text(".top .alert") == "chrF is 12; the settings ask for at least 30"
