"""Where two checks see one defect, the more specific one speaks, and speaks once."""

import pytest
from selaras.auditing import examine
from selaras.checks import registry
from selaras.checks.parallel import context_of_segments
from selaras.settings import Settings

ARTIFACTS = registry.chosen(["artifacts"])
SOURCE = "Tỉnh Quảng Ninh hỗ trợ các hộ nông dân trồng lúa."
CASES = [
    ("Provinsi membantu p\u0430ra petani padi.", ["homoglyph"]),
    ("Provinsi membantu memb培养 petani padi.", ["foreign-script"]),
    ("Provinsi membantu petani â€“ padi.", ["mojibake"]),
    ("Provinsi membantu&nbsp;petani padi.", ["markup-leftover"]),
    ("Provinsi quang ninh membantu petani padi.", ["casing"]),
    ("Provinsi membantu các hộ nông dân padi.", ["untranslated"]),
    ("Provinsi membantu para petani para petani para petani padi.", ["repeated-phrase"]),
    (
        "Provinsi membantu para petani padi. Provinsi membantu para petani padi.",
        ["duplicate-sentence"],
    ),
    ("Provinsi membantu {nama},petani padi.", ["placeholder"]),
    ("Provinsi membantu kon\u200bferensi petani padi.", ["invisible-character"]),
]


@pytest.mark.parametrize(("target", "speaking"), CASES)
def test_one_check_speaks(target, speaking):
    context = context_of_segments([SOURCE], [target], "vi", "id")
    findings = examine(context, ARTIFACTS, Settings())
    assert [finding.check for finding in findings if finding.target] == speaking
