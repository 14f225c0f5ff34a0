"""What goes to the terminal: widths and colours where a person looks, and nothing raw."""

import io

import pytest
from selaras import terminal


class Screen(io.StringIO):
    """A stream that a person watches."""

    def isatty(self) -> bool:
        return True


def test_colour_and_width_are_for_terminals_only(monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert terminal.look(io.StringIO()) == {}
    assert terminal.look(Screen())["colour"] is True


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_the_environment_may_refuse_colour(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    assert terminal.look(Screen())["colour"] is False


def test_an_option_may_refuse_colour(monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert terminal.look(Screen(), plain=True)["colour"] is False


def test_a_note_is_one_line_without_acting_characters(capsys):
    terminal.note("a\x1b[31m\nb\u202e")
    shown = capsys.readouterr().err
    assert shown.count("\n") == 1
    assert "\x1b" not in shown
    assert "\u202e" not in shown


@pytest.mark.parametrize(("stream", "quiet"), [(io.StringIO(), False), (Screen(), True)])
def test_progress_is_silent_where_nobody_watches(monkeypatch, stream, quiet):
    monkeypatch.setattr("sys.stderr", stream)
    with terminal.Progress(quiet) as progress:
        progress("aligning")
    assert stream.getvalue() == ""


def test_progress_names_the_stage_and_leaves_nothing(monkeypatch):
    screen = Screen()
    monkeypatch.setattr("sys.stderr", screen)
    with terminal.Progress() as progress:
        progress("aligning")
        assert screen.getvalue().endswith("aligning …")
    assert screen.getvalue().endswith("\r\x1b[K")
