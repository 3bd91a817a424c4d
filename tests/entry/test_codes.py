import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.entry.codes import ALPHABET, KEY_LENGTH, SIGNATURE_LENGTH, key_of, masked, new_key, token_of

SECRET = "a key that is only for tests"


def test_a_token_gives_its_key_back_in_whatever_case_it_is_typed() -> None:
    key = new_key()
    token = token_of(key, SECRET)
    assert key_of(token, SECRET) == key_of(f" {token.lower()} ", SECRET) == key
    assert len(token) == KEY_LENGTH + SIGNATURE_LENGTH


@given(st.integers(0, KEY_LENGTH + SIGNATURE_LENGTH - 1), st.sampled_from(ALPHABET))
def test_a_token_with_one_changed_character_is_none_of_ours(place: int, other: str) -> None:
    token = token_of("ABCDEFGH234", SECRET)
    changed = token[:place] + other + token[place + 1 :]
    assert (key_of(changed, SECRET) is None) == (changed != token)


@pytest.mark.parametrize("token", ["", "A", "恒泰纺织", "ABCDEFGH234", "ABCDEFGH234" + "二" * 6])
def test_whatever_else_is_typed_is_none_of_ours(token: str) -> None:
    assert key_of(token, SECRET) is None


def test_another_instance_does_not_know_the_token() -> None:
    assert key_of(token_of(new_key(), SECRET), "another key") is None


def test_keys_differ() -> None:
    assert len({new_key() for _ in range(1000)}) == 1000


def test_a_masked_name_shows_neither_its_middle_nor_its_length() -> None:
    assert masked("安澜恒泰纺织有限公司") == "安＊＊＊＊公司"
    assert len(masked("安澜恒泰纺织有限公司")) == len(masked("安澜公司"))
