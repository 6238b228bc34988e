"""Which fingerprints are in an answer, and by which algorithm was each reckoned?"""

import pytest

from ombud.core import fingerprints
from ombud.core.answers import faults
from tests.cast import packs

PACK = next(pack for pack in packs() if pack.jurisdiction == "CN")


@pytest.mark.parametrize(
    ("answer", "named"),
    [
        pytest.param("", (), id="none"),
        pytest.param("AB" * 32, ("pdq:" + "ab" * 32,), id="64 digits without a name are PDQ"),
        pytest.param("c1" * 16, ("md5:" + "c1" * 16,), id="32 are MD5"),
        pytest.param("SHA256:" + "0f" * 32, ("sha256:" + "0f" * 32,), id="a name counts"),
        pytest.param("aa" * 16 + "\n" + "AA" * 16, ("md5:" + "aa" * 16,), id="each once"),
    ],
)
def test_a_fingerprint_names_its_algorithm(answer, named):
    assert fingerprints.read(answer) == named
    assert list(faults({"image_hashes": answer}, pack=PACK)) == []


@pytest.mark.parametrize("answer", ["md5:" + "a" * 64, "pdq:" + "a" * 32, "phash:" + "a" * 64, "sha256:"])
def test_a_name_that_does_not_fit_is_no_answer(answer):
    assert [fault.facts["field"] for fault in faults({"image_hashes": answer}, pack=PACK)] == [
        "answers.image_hashes"
    ]


def test_of_several_complaints_each_counts_once_and_never_more_than_a_person_answers_for():
    several = [f"{number:064x}" for number in range(120)]
    assert fingerprints.gather(["a" * 64, "A" * 64, ""]) == ("pdq:" + "a" * 64,)
    assert len(fingerprints.gather(several)) == fingerprints.MOST
