"""What a lead writes down about somebody who works here."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ombud.adapters import here
from ombud.store.models import Certificate, Staff
from tests.cast import MEI, ZHOU
from tests.workbench.scene import Floor, at

LANE = "minors.zh.general"
THERE = f"/office/staff/{MEI}/"


@pytest.fixture
def zhou(app_link, mint):
    """周 Zhou leads, 梅 Mei has no certificate yet."""
    from tests.usecases.sorting.scene import furnish

    floor = Floor(house=furnish(app_link, now=here.now(), mint=mint), now=here.now(), mint=mint)
    floor.hire(MEI, lanes=())
    floor.hire(ZHOU, "lead")
    return at(ZHOU)


def test_a_certificate_is_good_through_the_day_that_is_named_and_a_day_that_is_past_ends_it(zhou):
    zhou.post(f"{THERE}train/", {"lane": LANE, "until": "2199-03-31"})
    until = timezone.localtime(Certificate.objects.get(agent=MEI, lane=LANE).until)
    assert (until.date().isoformat(), until.hour) == ("2199-03-31", 23)
    zhou.post(f"{THERE}train/", {"lane": LANE, "until": "someday"})
    assert timezone.localtime(Certificate.objects.get(agent=MEI).until) == until
    zhou.post(f"{THERE}train/", {"lane": LANE, "until": "2020-01-01"})
    assert Certificate.objects.get(agent=MEI).until - here.now() < timedelta(seconds=1)


def test_in_which_team_somebody_is_shows_and_one_of_the_same_name_is_the_same_team(zhou):
    assert "In no team" in zhou.get(THERE).text
    zhou.post(f"{THERE}team/", {"team": " 一组  First "})
    for page in (THERE, "/office/staff/"):
        assert "一组 First" in zhou.get(page).text
    refused = zhou.post(f"/office/staff/{ZHOU}/team/", {"team": "一组 First"}, follow=True)
    assert "not allowed" in refused.text.lower() or "may not" in refused.text.lower()


def test_how_somebody_is_reached_and_which_languages_they_work_in_show_on_their_page(zhou):
    Staff.objects.filter(id=MEI).update(duty="deputy")
    warns = "On duty without e-mail or phone"
    assert warns in zhou.get(THERE).text
    zhou.post(f"{THERE}reach/", {"email": "mei@example.org", "phone": "138 0000 0000"})
    zhou.post(f"{THERE}speak/", {"language": ["en"]})
    seen = zhou.get(THERE).text
    assert warns not in seen
    assert 'value="mei@example.org"' in seen
    assert 'value="13800000000"' in seen
    assert Staff.objects.get(id=MEI).languages == ["en"]
    refused = zhou.post(f"{THERE}reach/", {"email": "nowhere", "phone": ""}, follow=True)
    assert "cannot be read" in refused.text
    assert Staff.objects.get(id=MEI).email == "mei@example.org"
