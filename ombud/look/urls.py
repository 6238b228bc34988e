"""Where is the style guide?"""

from django.urls import path

from ombud.look.styleguide import PAGES, styleguide

app_name = "look"
urlpatterns = [
    path("", styleguide, name="styleguide"),
    *(path(f"{page}/", styleguide, {"page": page}, name=page) for page in PAGES[1:]),
]
