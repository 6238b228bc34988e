"""What proves, besides a password, who logs in? The rows are allauth's."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from ombud.store.models import Staff


def forget(username: str) -> bool:
    """Forget every second factor of somebody and end their log-ins; say whether there is such a person."""
    somebody = Staff.objects.filter(username=username).first()
    if somebody is None:
        return False
    Authenticator.objects.filter(user=somebody).delete()
    for session in UserSession.objects.filter(user=somebody):
        session.end()
    return True
