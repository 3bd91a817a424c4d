"""Passwords are hashed with today's parameters, and weak ones are refused."""

import pytest
from argon2 import PasswordHasher

from portal.accounts import passwords
from portal.accounts.usernames import is_proper, normalised


def test_a_password_matches_its_hash_only() -> None:
    stored = passwords.hashed("三个 不相干的 词语")
    assert passwords.matches(stored, "三个 不相干的 词语")
    assert not passwords.matches(stored, "三个 不相干的 词语 ")


def test_the_parameters_are_those_of_the_stack(weak_hashes: PasswordHasher) -> None:
    assert "argon2id$v=19$m=19456,t=2,p=1$" in weak_hashes.hash("correct horse battery")


@pytest.mark.parametrize("stored", ["", "no hash", "$argon2id$broken"])
def test_without_a_proper_hash_nothing_matches(stored: str) -> None:
    assert not passwords.matches(stored, "correct horse battery")
    assert not passwords.matches(stored, "")


@pytest.mark.parametrize(
    "password",
    [
        "短",
        "123456789",
        "1111111111",
        "0123456789",
        "abcdefghij",
        "Password2026!",
        "qwertyuiop1",
        "a" * 129,
        "13900007788a",
    ],
)
def test_a_weak_password_is_refused_with_a_reason(password: str) -> None:
    assert passwords.weakness(password, "13900007788")


@pytest.mark.parametrize("password", ["correct horse battery", "窗前明月光疑是地上霜", "x7#kQ9!vLm2p"])
def test_a_long_password_of_any_signs_is_good(password: str) -> None:
    assert passwords.weakness(password, "13900007788") is None


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        (" Wang.Fang ", "wang.fang"),
        ("１３９ ００００ ７７８８", "13900007788"),
        ("139-0000-7788", "13900007788"),
        ("a-b", "a-b"),
    ],
)
def test_a_name_is_found_however_it_is_written(typed: str, name: str) -> None:
    assert normalised(typed) == name
    assert is_proper(name)


@pytest.mark.parametrize("name", ["", "ab", "-ab", "王芳", "a b c", "a" * 61, "a/b"])
def test_other_names_cannot_be_taken(name: str) -> None:
    assert not is_proper(name)
