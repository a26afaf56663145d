"""Who gets an account: nobody by themselves. An admin makes it, or the team's own sign-on vouches for them."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter


class Accounts(DefaultAccountAdapter):
    def is_open_for_signup(self, request: Any) -> bool:
        return False


def __getattr__(name: str) -> Any:
    """The sign-on's policy, only where a sign-on is set up: its package need not be there otherwise."""
    if name != "SignOn":
        raise AttributeError(name)
    from allauth.socialaccount.adapter import DefaultSocialAccountAdapter

    class SignOn(DefaultSocialAccountAdapter):
        """Who comes through the team's sign-on for the first time becomes a reader; an admin gives more."""

        def is_open_for_signup(self, request: Any, sociallogin: Any) -> bool:
            return True

        def pre_social_login(self, request: Any, sociallogin: Any) -> None:
            request.session["signed_on"] = True  # the sign-on asks for the second factor itself

    return SignOn
