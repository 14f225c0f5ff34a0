"""Settings are validated, and the later layer wins value by value."""

from dataclasses import replace
from pathlib import Path

import pytest
from selaras.checks import registry
from selaras.checks.model import Severity
from selaras.errors import SettingsError
from selaras.settings import Layer, Settings, build, effective, read_layer

HERE = Path()
CHECK = registry.all_checks()[0].name


def test_nothing_given_means_the_defaults():
    assert build([]) == Settings()


def test_every_kind_of_value_is_read(tmp_path):
    (tmp_path / "terms.csv").write_text("source,target\n")
    layer = read_layer(
        {
            "source-language": "vi",
            "fail-on": "warning",
            "select": ["artifacts"],
            "max-warnings": 3,
            "threads": 2,
            "severity": {CHECK: "info", "missing-translation": "warning"},
            "thresholds": {"coverage-source": 0.9, "chrf": 40},
            "glossaries": ["terms.csv"],
        },
        "selaras.toml",
        tmp_path,
    )
    assert build([layer]) == Settings(
        source_language="vi",
        fail_on=Severity.WARNING,
        select=("artifacts",),
        max_warnings=3,
        threads=2,
        severity={CHECK: Severity.INFO, "missing-translation": Severity.WARNING},
        thresholds={"coverage-source": 0.9, "chrf": 40.0},
        options={"glossaries": (str(tmp_path / "terms.csv"),)},
    )


def test_a_check_s_own_options_are_read_if_it_declares_them(monkeypatch):
    module = registry.modules()[CHECK]
    monkeypatch.setattr(module, "CHECK", replace(module.CHECK, options=frozenset({"limit"})))
    layer = read_layer({"checks": {CHECK: {"limit": 3}}}, "selaras.toml", HERE)
    assert build([layer]).options == {CHECK: {"limit": 3}}
    with pytest.raises(SettingsError, match="has no option 'limits'; did you mean 'limit'"):
        read_layer({"checks": {CHECK: {"limits": 3}}}, "selaras.toml", HERE)


def test_the_later_layer_wins_and_its_origin_is_kept():
    file = Layer("selaras.toml", {"fail-on": Severity.INFO, "severity.number": Severity.INFO})
    line = Layer("the command line", {"fail-on": Severity.WARNING})
    values = effective([file, line])
    assert values["fail-on"].value is Severity.WARNING
    assert values["fail-on"].origin == "the command line"
    assert values["severity.number"].origin == "selaras.toml"
    assert values["threads"].origin == "default"


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ({"fail_on": "error"}, "there is no setting 'fail_on'; did you mean 'fail-on'?"),
        ({"pairz": []}, "did you mean 'pairs'?"),
        ({"fail-on": "eror"}, "fail-on is 'eror'; it must be one of: info, warning, error"),
        ({"fail-on": 3}, "it must be one of"),
        ({"fail-on": ["error"]}, "it must be one of"),
        ({"source-language": ""}, "source-language is ''; it must be a text"),
        ({"select": "number"}, "select is 'number'; it must be a list of texts"),
        ({"select": [1]}, "select is 1; it must be a text"),
        ({"ignore": ["no-such-check"]}, "ignore: there is no check named 'no-such-check'"),
        ({"threads": -1}, "threads is -1; it must be a whole number, 0 or more"),
        ({"max-warnings": True}, "it must be a whole number"),
        ({"severity": "error"}, "severity is 'error'; it must be a table"),
        ({"severity": {CHECK: "bad"}}, f"severity.{CHECK} is 'bad'"),
        ({"severity": {"x": "error"}}, "there is no check named 'x'"),
        ({"thresholds": {"chrf": 101}}, "thresholds.chrf is 101; it must be a number from 0 to"),
        ({"thresholds": {"chrff": 10}}, "there is no threshold 'chrff'; did you mean 'chrf'?"),
        ({"thresholds": {"chrf": float("nan")}}, "thresholds.chrf is nan"),
        ({"checks": {CHECK: {"x": 1}}}, f"the check {CHECK!r} has no option 'x'; it has none"),
        ({"checks": {CHECK: 1}}, f"checks.{CHECK} is 1; it must be a table"),
        ({"glossaries": ["gone.csv"]}, "there is no file gone.csv"),
    ],
)
def test_a_wrong_value_is_one_clear_error(table, says):
    with pytest.raises(SettingsError) as error:
        read_layer(table, "selaras.toml", HERE, ("pairs",))
    assert str(error.value).startswith("selaras.toml: ")
    assert says in str(error.value)
    assert "\n" not in str(error.value)


def test_the_checksum_tells_what_can_change_a_result(tmp_path):
    glossary = tmp_path / "terms.csv"
    glossary.write_text("a,b\n")
    settings = Settings(options={"glossaries": (str(glossary),)})
    before = settings.sha256()
    assert Settings(threads=1).sha256() == Settings(threads=2).sha256()
    assert Settings(max_warnings=1).sha256() != Settings().sha256()
    glossary.write_text("a,c\n")
    assert settings.sha256() != before
