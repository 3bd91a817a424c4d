"""The category tree: what the file says, brought to the table any number of times."""

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from portal.cases.intake.categories import by_code, groups, leaves, load_categories, read_entries
from portal.cases.models import Category
from portal.vocabulary import CaseKind
from tests.factories import Factory


def test_every_kind_has_groups_and_every_group_two_to_five_leaves() -> None:
    entries = read_entries()
    for kind in CaseKind:
        tops = [entry for entry in entries if entry.kind is kind and not entry.parent]
        assert len(tops) >= 10
        for top in tops:
            assert 2 <= sum(entry.parent == top.code for entry in entries) <= 5


def test_no_code_and_no_name_of_a_kind_is_there_twice_and_every_one_has_a_hint() -> None:
    entries = read_entries()
    assert len({entry.code for entry in entries}) == len(entries)
    assert len({(entry.parent, entry.kind, entry.name) for entry in entries}) == len(entries)
    assert all(entry.hint and bool(entry.department) != entry.confidential for entry in entries)


def test_loading_twice_adds_nothing(session: Session) -> None:
    assert load_categories(session) == len(read_entries())
    assert load_categories(session) == 0
    assert session.scalar(sa.select(sa.func.count()).select_from(Category)) == len(read_entries())


def test_a_changed_name_is_put_right_and_an_old_category_stays(session: Session, make: Factory) -> None:
    old = make.category(name="旧类别")
    load_categories(session)
    wages = by_code(session, "labour-wages")
    assert wages is not None
    wages.name = "薪酬"
    load_categories(session)
    assert wages.full_name == "用工 › 工资支付"
    assert by_code(session, old.code) is old


def test_the_tree_is_asked_for_in_its_order(session: Session) -> None:
    load_categories(session)
    assert [group.name for group in groups(session, CaseKind.DIFFICULTY)][:3] == ["用工", "租赁", "合同"]
    names = [leaf.name for leaf in leaves(session, CaseKind.DIFFICULTY, "labour")]
    assert names == ["工资支付", "返岗用工", "劳动争议", "社会保险"]
    assert leaves(session, CaseKind.LEGAL_QUESTION, "labour") == []


def test_the_countys_own_department_is_entered_where_there_is_exactly_one(session: Session, make: Factory) -> None:
    bureau = make.unit("安澜县人力资源和社会保障局")
    make.unit("安澜县税务局")
    make.unit("安澜高新区税务局")
    load_categories(session)
    wages, deferral = by_code(session, "labour-wages"), by_code(session, "tax-deferral")
    assert wages is not None
    assert deferral is not None
    assert (wages.unit, deferral.unit) == (bureau, None)


def test_a_unit_that_somebody_chose_stays(session: Session, make: Factory) -> None:
    load_categories(session)
    wages = by_code(session, "labour-wages")
    assert wages is not None
    wages.unit = make.unit("安澜县总工会")
    make.unit("安澜县人力资源和社会保障局")
    load_categories(session)
    assert wages.unit.name == "安澜县总工会"


def test_the_command_loads_the_tree(app: Flask, session: Session) -> None:
    result = app.test_cli_runner().invoke(args=["cases", "categories"])
    assert result.output == f"{len(read_entries())} categories added\n"
