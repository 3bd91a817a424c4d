"""Words about questions."""

from portal.pairing.matching.topics import alike, known, missing, words


def test_a_list_is_read_as_people_write_it() -> None:
    assert words(" 劳动用工、社会保险，税务 ") == {"劳动用工", "社会保险", "税务"}
    assert words("") == frozenset()


def test_words_that_share_two_characters_speak_of_one_thing() -> None:
    assert alike("劳动用工", "用工")
    assert alike("房屋租赁", "租赁")
    assert not alike("劳动用工", "建设工程")


def test_a_question_is_known_or_missing() -> None:
    assert known({"房屋租赁"}, {"租赁", "税务"}) == {"租赁"}
    assert missing({"房屋租赁", "知识产权"}, {"租赁", "税务"}) == {"知识产权"}
