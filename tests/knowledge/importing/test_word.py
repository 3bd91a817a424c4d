from typing import Any

from docx.oxml import parse_xml

from knowledge.importing import Draft, read_draft
from tests.knowledge.importing.word_files import NAMES, empty, footnotes, numbered, point, raw, saved

THREE_LEVELS = [("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")]


def read(document: Any) -> Draft:
    return read_draft("a.docx", saved(document))


def test_every_point_of_twenty_pages_with_three_automatic_levels_is_read() -> None:
    document = empty()
    document.add_paragraph("关于支持企业复工复产的若干意见")
    items = numbered(document, THREE_LEVELS)
    for first in range(12):
        point(document, f"第{first}方面", items, 0)
        for second in range(4):
            point(document, f"办法{first}.{second}", items, 1)
            for third in range(3):
                point(document, f"措施{first}.{second}.{third}：各部门按职责落实，每月报告进展。" * 3, items, 2)
    draft = read(document)
    assert draft.notices == ()
    assert len(draft.measures) == 12 * 4 * 3
    last = draft.measures[-1]
    assert (last.anchor, last.number) == ("12-4-3", "3.")
    assert [caption.number for caption in last.parents] == ["十二、", "（四）"]


def test_articles_and_chapters_that_word_numbers_are_read_as_printed() -> None:
    document = empty()
    document.add_paragraph("某市优化服务办法")
    chapters = numbered(document, [("chineseCountingThousand", "第%1章")])
    articles = numbered(document, [("chineseCountingThousand", "第%1条")])
    for chapter in range(2):
        point(document, "总则" if chapter == 0 else "措施", chapters, 0)
        for _ in range(6):
            point(document, "企业可以申请延期。", articles, 0)
    draft = read(document)
    assert draft.notices == ()
    assert [measure.number for measure in draft.measures][-2:] == ["第十一条", "第十二条"]
    assert draft.measures[-1].parents[0] == ("第二章", "措施")


def test_numbers_of_a_style_and_of_one_that_it_is_based_on_are_read() -> None:
    document = empty()
    document.add_paragraph("意见")
    items = numbered(document, THREE_LEVELS)
    properties = document.styles["List Number"].element.get_or_add_pPr()
    properties.get_or_add_numPr().get_or_add_numId().val = items
    document.styles["List Number 2"].base_style = document.styles["List Number"]
    below = document.styles["List Number 2"].element.get_or_add_pPr()
    below.remove(below.numPr)
    below.get_or_add_numPr().get_or_add_ilvl().val = 1
    for text, style in (("减负", "List Number"), ("减免租金。", "List Number 2"), ("缓缴社保。", "List Number 2")):
        document.add_paragraph(text, style=style)
    assert [measure.anchor for measure in read(document).measures] == ["1-1", "1-2"]


def test_typed_and_automatic_numbers_stand_side_by_side() -> None:
    document = empty()
    document.add_paragraph("意见")
    items = numbered(document, [("chineseCounting", "（%1）")])
    document.add_paragraph("一、减轻负担")
    point(document, "减免租金。", items, 0)
    point(document, "缓缴社保。", items, 0)
    document.add_paragraph("二、加强服务")
    point(document, "设立热线。", items, 0)
    draft = read(document)
    assert [measure.anchor for measure in draft.measures] == ["1-1", "1-2", "2-3"]
    assert draft.notices == ()


def test_an_automatic_number_that_begins_no_point_is_reported() -> None:
    document = empty()
    document.add_paragraph("一、减免租金。")
    items = numbered(document, [("decimalEnclosedCircle", "%1"), ("bullet", "•")])
    point(document, "国有房屋；", items, 0)
    point(document, "其他房屋。", items, 1)
    draft = read(document)
    assert draft.measures[0].text == "减免租金。\n① 国有房屋；\n其他房屋。"
    assert [notice.message for notice in draft.notices] == ["自动编号没有当作条目：① 国有房屋；"]


def test_insertions_are_read_and_deletions_are_not() -> None:
    document = empty()
    document.add_paragraph("意见")
    raw(
        document,
        "<w:r><w:t>一、免收</w:t></w:r><w:del><w:r><w:delText>两个月</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>三个月</w:t></w:r></w:ins><w:r><w:t>租金。</w:t></w:r>",
    )
    draft = read(document)
    assert draft.measures[0].text == "免收三个月租金。"
    assert [notice.message for notice in draft.notices] == [
        "这一段有修订，按接受修订后的文字导入：一、免收三个月租金。"
    ]


def test_a_note_is_reported_and_a_box_is_read() -> None:
    document = empty()
    document.add_paragraph("意见")
    box = "<w:txbxContent><w:p><w:r><w:t>二、缓缴社保。</w:t></w:r></w:p></w:txbxContent>"
    raw(document, '<w:r><w:t>一、减免租金。</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>')
    raw(document, f"<w:r><w:pict>{box}</w:pict></w:r>")
    draft = read(document)
    assert [measure.text for measure in draft.measures] == ["减免租金。", "缓缴社保。"]
    assert [notice.message.partition("：")[0] for notice in draft.notices] == [
        "这一段有脚注或尾注，注文没有导入",
        "文本框里的文字，放在它所在的段落之后",
    ]


def test_notes_stand_after_their_paragraph_and_begin_no_point() -> None:
    document = empty()
    footnotes(document, "一、国务院常务会议通过。", "不含滞纳金。", "指中型、小型、微型企业。")
    raw(document, '<w:r><w:t>关于支持企业的意见</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r>')
    call = '<w:r><w:footnoteReference w:id="{}"/></w:r>'.format
    raw(
        document,
        f"<w:r><w:t>一、中小微企业</w:t></w:r>{call(3)}<w:r><w:t>可以缓缴</w:t></w:r>{call(2)}<w:r><w:t>。</w:t></w:r>",
    )
    raw(document, "<w:r><w:t>二、减免租金。</w:t></w:r>")
    draft = read(document)
    assert (draft.title, draft.summary) == ("关于支持企业的意见", "［注1］一、国务院常务会议通过。")
    assert [measure.text for measure in draft.measures] == [
        "中小微企业［注2］可以缓缴［注3］。\n［注2］指中型、小型、微型企业。\n［注3］不含滞纳金。",
        "减免租金。",
    ]
    assert [notice.message.partition("：")[0] for notice in draft.notices] == ["这一段有脚注或尾注，注文放在段后"] * 2


def test_a_note_in_a_table_follows_its_row() -> None:
    document = empty()
    footnotes(document, "按季度。")
    document.add_paragraph("一、补贴标准")
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text, cells[1].text = "小型企业", "每人五百元"
    cells[1].paragraphs[0]._p.append(parse_xml(f'<w:r {NAMES}><w:footnoteReference w:id="1"/></w:r>'))
    assert read(document).measures[0].text == "小型企业 每人五百元［注1］\n［注1］按季度。"


def test_points_within_a_cell_and_in_a_content_control_are_read() -> None:
    document = empty()
    document.add_paragraph("意见")
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "一、减免租金。"
    cell.add_paragraph("二、缓缴社保。")
    raw(document, "<w:sdt><w:sdtContent><w:r><w:t>三、贷款贴息。</w:t></w:r></w:sdtContent></w:sdt>")
    assert [measure.number for measure in read(document).measures] == ["一、", "二、", "三、"]
