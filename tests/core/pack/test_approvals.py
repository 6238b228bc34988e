import pytest

from ombud.core.pack.approvals import ApprovalFacts, level, rows, signers


@pytest.mark.parametrize(
    ("category", "measures", "facts", "needed"),
    [
        pytest.param("CV.SEX.ADULT", ["L4"], {}, "A0", id="an item is removed"),
        pytest.param("SV.QUESTION", [], {}, "A0", id="a question is answered"),
        pytest.param("CV.SPAM", ["L6"], {}, "A1", id="features are limited"),
        pytest.param("CV.SPAM", ["L4", "L8"], {}, "A2", id="the highest measure wins"),
        pytest.param("CV.SPAM", ["L9"], {}, "A2", id="an account is closed"),
        pytest.param(
            "CV.SPAM", ["L9"], {"livelihood": True}, "A3", id="an account somebody lives on is closed"
        ),
        pytest.param("CV.SPAM", ["L9"], {"verified_account": True}, "A3", id="a verified account is closed"),
        pytest.param("CV.SPAM", ["L9"], {"account_of_minor": True}, "A3", id="a minor's account is closed"),
        pytest.param("CV.SPAM", ["L4"], {"livelihood": True}, "A0", id="livelihood without closing"),
        pytest.param("CV.SPAM", ["L4"], {"followers": 100_000}, "A0", id="exactly a hundred thousand"),
        pytest.param("CV.SPAM", ["L4"], {"followers": 100_001}, "A2", id="more than a hundred thousand"),
        pytest.param("CV.SPAM", ["L9"], {"followers": 100_001}, "A3", id="a large account is closed"),
        pytest.param("DF.COMPANY", ["L4"], {"complainant_is_company": True}, "A2", id="a company asks"),
        pytest.param("IM.BRAND", [], {}, "A2", id="about a company, whoever asks"),
        pytest.param("DF.COMPANY", [], {"complainant_is_official": True}, "A2", id="an official asks"),
        pytest.param("AS.TAKEOVER", ["R"], {}, "A2", id="an account is given back"),
        pytest.param("AS.TAKEOVER", [], {"control_change": True}, "A2", id="control changes hands"),
        pytest.param("AS.TAKEOVER", ["P5"], {}, "A0", id="an account is locked for its owner"),
        pytest.param(
            "MN.BULLY", [], {"minor_disclosure": True}, "A2", id="something about a minor is disclosed"
        ),
        pytest.param("MN.BULLY", ["P9"], {}, "A2", id="a guardian is contacted"),
        pytest.param("MN.SEX.GROOM", ["L9"], {"no_report": True}, "A4", id="the authority is not told"),
        pytest.param("UF.ACCOUNT", ["R"], {}, "A0", id="restored"),
        pytest.param("UF.ACCOUNT", ["R"], {"first_took_two": True}, "A3", id="restored what took two"),
        pytest.param("PR.RIGHT", [], {"refused": True}, "A3", id="a data right is refused"),
        pytest.param("LV.MINOR.OWN", [], {"refused": True}, "A2", id="a minor's refund is refused"),
        pytest.param("PR.PLATFORM", [], {"concludes": True}, "A4", id="whether the platform leaked"),
        pytest.param("PR.PLATFORM", [], {}, "A0", id="as the incident beside it concluded"),
        pytest.param("CV.SEX.ADULT", [], {"first_took_two": True}, "A2", id="what two decided falls"),
        pytest.param("CV.SEX.ADULT", ["L8"], {"account_was_shut": True}, "A3", id="a closed account appeals"),
        pytest.param("MN.SEX.GROOM", [], {"first_took_two": True}, "A4", id="an offender appeals"),
        pytest.param(
            "CV.SPAM", ["L4"], {"verified_account": True}, "A2", id="a verified account is acted on"
        ),
        pytest.param("AS.BIZ", ["R"], {"business_account": True}, "A3", id="a business gets its account"),
        pytest.param(
            "AS.TAKEOVER", ["R"], {"verified_account": True}, "A3", id="a verified account is given back"
        ),
        pytest.param(
            "AS.TAKEOVER", ["R"], {"no_earlier_channel": True}, "A3", id="nobody can say that it was not them"
        ),
        pytest.param("TE.ORDER", ["L4"], {}, "A3", id="an order to remove terrorism"),
        pytest.param("IM.OFFICIAL", ["L4"], {}, "A2", id="an authority is imitated"),
        pytest.param("GR.DATA", [], {}, "A3", id="an authority asks"),
        pytest.param("CV.SEX.ADULT", ["X.POLICE"], {}, "A1", id="referred to the police"),
        pytest.param("CV.SEX.ADULT", ["Z9"], {}, "A0", id="a measure nobody knows asks for nothing"),
    ],
)
def test_the_highest_row_that_fits_wins(pack, category, measures, facts, needed):  # noqa: PLR0917
    assert level(pack, category=category, measures=measures, facts=ApprovalFacts(**facts)) == needed


def test_the_rows_say_why(pack):
    asked = rows(pack, category="CV.SPAM", measures=["L9"], facts=ApprovalFacts(livelihood=True))
    assert {row.id for row in asked} == {"close", "close_livelihood"}
    assert all(row.why.zh and row.why.en for row in asked)


@pytest.mark.parametrize(
    ("needed", "extra", "roles"),
    [
        ("A0", 0, ()),
        ("A1", 0, ()),
        ("A2", 1, ()),
        ("A3", 1, (("lead", "legal"),)),
        ("A4", 2, (("privacy", "child_safety"), ("legal",))),
    ],
)
def test_a_level_names_its_signers_whom_it_excludes_and_by_when(pack, needed, extra, roles):
    rule = signers(needed, pack=pack)
    assert (rule.extra, rule.groups) == (extra, roles)
    if extra:
        assert set(rule.excludes) == {"signed", "prepared", "earlier"}
        assert rule.within["S0"] < rule.within["S1"] < rule.within["all"]


def test_what_nobody_here_reads_takes_two_whatever_is_answered(pack):
    one, two = (ApprovalFacts(unread_language=unread) for unread in (False, True))
    for code in ("SV.QUESTION", "HA.INSULT"):
        assert level(pack, category=code, measures=[], facts=one) == "A0"
        assert level(pack, category=code, measures=[], facts=two) == "A2"
