"""Language and theme are chosen by a press and kept."""

from tests.judging import JudgingClient


def test_english_is_chosen_and_kept(client: JudgingClient) -> None:
    answer = client.post("/preferences/language", {"language": "en", "next": "/sign-in?next=/account"})
    assert answer.response.location == "/sign-in?next=/account"
    page = client.get("/sign-in")
    assert page.h1 == "Sign in"
    assert 'lang="en"' in page.text
    client.post("/preferences/language", {"language": "zh_Hans_CN", "next": "/sign-in"})
    assert client.get("/sign-in").h1 == "登录"


def test_the_dark_theme_is_chosen_and_kept(client: JudgingClient) -> None:
    client.post("/preferences/theme", {"theme": "dark", "next": "/sign-in"})
    assert 'data-bs-theme="dark"' in client.get("/sign-in").text
    assert client.cookie("theme") == "dark"


def test_what_is_no_choice_is_refused(client: JudgingClient) -> None:
    client.post("/preferences/theme", {"theme": "pink"}, expect=422)
    client.post("/preferences/language", {"language": "tlh"}, expect=422)


def test_the_way_back_stays_in_the_portal(client: JudgingClient) -> None:
    answer = client.post("/preferences/theme", {"theme": "light", "next": "https://example.com/"})
    assert answer.response.location == "/"
