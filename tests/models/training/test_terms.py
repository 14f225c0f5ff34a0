"""Names from the gazetteers as rows to learn from."""

from click.testing import CliRunner
from selaras.models.training import terms


def test_each_accepted_form_is_told_with_the_preferred_one(tmp_path):
    found = list(terms.terms("vi", "id"))
    assert ("UBND", "Komite Rakyat") in found
    assert ("Ủy ban nhân dân", "Komite Rakyat") in found
    assert ("Komite Rakyat", "Ủy ban nhân dân") in list(terms.terms("id", "vi"))
    assert all(one and other for one, other in found)

    done = CliRunner().invoke(terms.main, ["vi", "id", "--output", str(tmp_path / "terms.tsv")])
    assert done.exit_code == 0, done.output
    lines = (tmp_path / "terms.tsv").read_text("utf-8").splitlines()
    assert len(lines) == len(found)
    assert {line.count("\t") for line in lines} == {2}
