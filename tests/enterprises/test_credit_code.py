import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.enterprises.credit_code import checked, fault, is_doubtful, normalised
from portal.errors import RuleBroken
from tests.factories import credit_code

GOOD = credit_code(1)
DOUBTFUL = GOOD[:-1] + ("0" if GOOD[-1] != "0" else "1")


@pytest.mark.parametrize(
    "typed", [GOOD.lower(), f" {GOOD[:8]}-{GOOD[8:]} ", "".join(chr(ord(c) + 0xFEE0) for c in GOOD)]
)
def test_a_code_is_understood_however_it_is_typed(typed: str) -> None:
    assert normalised(typed) == GOOD


@given(st.integers(min_value=0, max_value=9_999_999))
def test_every_code_with_a_right_check_character_passes(number: int) -> None:
    code = credit_code(number)
    assert fault(code) is None
    assert not is_doubtful(code)


@pytest.mark.usefixtures("session")
class TestWithWords:
    def test_a_code_of_seventeen_characters_is_told_its_length(self) -> None:
        with pytest.raises(RuleBroken) as refused:
            checked(GOOD[:17], confirmed=True)
        assert refused.value.message == "统一社会信用代码应为18位，现在是17位。"
        assert refused.value.field == "credit_code"

    @pytest.mark.parametrize("sign", ["I", "O", "S", "V", "Z", "企", "𠮷", "?"])
    def test_a_character_that_no_code_has_is_named_with_its_place(self, sign: str) -> None:
        with pytest.raises(RuleBroken, match=r"第3位"):
            checked(GOOD[:2] + sign + GOOD[3:], confirmed=True)

    def test_a_wrong_check_character_is_doubted_until_confirmed(self) -> None:
        assert is_doubtful(DOUBTFUL)
        with pytest.raises(RuleBroken) as doubted:
            checked(DOUBTFUL, confirmed=False)
        assert doubted.value.field == "credit_code"
        assert checked(DOUBTFUL, confirmed=True) == DOUBTFUL

    @given(st.text(max_size=40).filter(lambda typed: fault(normalised(typed)) is not None))
    def test_anything_else_typed_gets_a_clear_answer(self, typed: str) -> None:
        with pytest.raises(RuleBroken, match="位"):
            checked(typed, confirmed=True)
