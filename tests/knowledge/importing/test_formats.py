import zipfile
from io import BytesIO

import docx
import pytest
from pypdf import PdfReader, PdfWriter
from weasyprint import HTML

from knowledge.importing import Draft, ImportRefusedError, Refusal, read_draft
from knowledge.importing.pages import paragraphs

POINTS = ["关于支持企业的意见", "一、减免租金", "免收三个月租金。", "二、缓缴社保", "最长六个月。"]


def word_file(paragraphs: list[str], *, style: str | None = None) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text, style=style)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def with_member(content: bytes, name: str, data: bytes) -> bytes:
    """The package with one member put in or replaced."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            if member.filename != name:
                new.writestr(member, old.read(member))
        new.writestr(name, data)
    return file.getvalue()


def pdf_file(body: str) -> bytes:
    return bytes(HTML(string=f"<html lang=zh><body>{body}</body></html>").write_pdf())


def check(draft: Draft) -> None:
    assert draft.title == POINTS[0]
    assert [(measure.heading, measure.text) for measure in draft.measures] == [
        ("减免租金", "免收三个月租金。"),
        ("缓缴社保", "最长六个月。"),
    ]


def refusal(name: str, content: bytes) -> Refusal:
    with pytest.raises(ImportRefusedError) as caught:
        read_draft(name, content)
    assert str(caught.value) == caught.value.reason.value
    return caught.value.reason


def test_a_word_file_is_read() -> None:
    check(read_draft("a.docx", word_file(POINTS)))


def test_a_table_of_a_word_file_is_read_row_by_row() -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "一、减免租金", "三个月。"
    table.cell(1, 0).text, table.cell(1, 1).text = "二、缓缴社保", "六个月。"
    file = BytesIO()
    document.save(file)
    assert len(read_draft("a.docx", file.getvalue()).measures) == 2


def test_a_page_is_read_without_its_menu_and_scripts() -> None:
    page = (
        "<!DOCTYPE html><html><head><title>某网</title><script>x()</script></head><body><nav>一、首页</nav>"
        f"<h1>{POINTS[0]}</h1><div><p>{POINTS[1]}</p><p><b>免收</b>三个月租金。</p>{POINTS[3]}<br>{POINTS[4]}</div>"
        "<footer>版权</footer></body></html>"
    )
    check(read_draft("a.html", page.encode()))
    check(read_draft("a.htm", page.encode("gb18030")))


GOVERNMENT_PAGE = """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://example.org/xhtml1.dtd">
<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<meta http-equiv="refresh" content="0;url=http://example.org/"><meta name="ArticleTitle" content="关于支持企业的意见">
<script>document.write("一、坏")</script></head><body><h1>某县人民政府</h1><ul><li>首页</li></ul>
<table><tr><td><table><tr><td>发文字号：</td><td>某政发〔2026〕3号</td></tr></table></td></tr><tr><td>
<div class="view TRS_Editor"><p>关于支持企业的意见</p><p>一、减免租金</p><p>免收三个月租金。</p>
<table><tr><th>档次</th><th>金额</th></tr><tr><td>小型</td><td>1万元</td></tr></table>
<p>二、缓缴社保</p><p>最长六个月。</p><p>某县人民政府</p><p>2026年3月5日</p><p>（此件公开发布）</p></div>
</td></tr></table><div>主办：某县人民政府办公室</div></body></html>"""


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_of_a_page_of_a_government_site_only_the_text_is_read(encoding: str) -> None:
    draft = read_draft("a.html", GOVERNMENT_PAGE.encode(encoding))
    assert (draft.title, draft.number, draft.summary) == ("关于支持企业的意见", "某政发〔2026〕3号", "")
    assert (draft.signature, str(draft.made_on)) == ("某县人民政府", "2026-03-05")
    assert [measure.text for measure in draft.measures] == ["免收三个月租金。\n档次 金额\n小型 1万元", "最长六个月。"]


def test_the_numbers_of_a_list_are_reported() -> None:
    draft = read_draft("a.html", "<h1>题</h1><ol><li>甲</li><li>乙</li></ol>".encode())
    assert sum("自动编号" in notice.message for notice in draft.notices) == 2


def test_markdown_is_read_without_its_marks() -> None:
    first = "**免收**三个月[租金](http://example.org)。"
    text = f"# {POINTS[0]}\n\n## {POINTS[1]}\n\n{first}\n\n## {POINTS[3]}\n{POINTS[4]}\n"
    check(read_draft("a.md", text.encode()))


def test_front_matter_tables_and_fences_of_markdown_are_understood() -> None:
    text = (
        "---\ntitle: 关于支持企业的意见\nnumber: 某政发〔2026〕3号\n---\n# 关于支持企业的意见\n\n一、减免租金\n\n"
        "| 档次 | 金额 |\n|:---|---:|\n| 小型 | 1万元 |\n\n```text\n二、缓缴社保。\n```\n\n---\n"
    )
    draft = read_draft("a.md", text.encode())
    assert (draft.title, draft.number, draft.summary) == ("关于支持企业的意见", "某政发〔2026〕3号", "")
    assert [measure.text for measure in draft.measures] == ["档次 金额\n小型 1万元", "缓缴社保。"]


@pytest.mark.parametrize("head", ["---\n- 甲\n---\n", "---\n: [\n---\n", "---\n没有结尾\n"])
def test_odd_front_matter_does_no_harm(head: str) -> None:
    assert [measure.number for measure in read_draft("a.md", f"{head}一、甲的话。\n".encode()).measures] == ["一、"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_plain_text_is_read_in_the_usual_encodings(encoding: str) -> None:
    check(read_draft("a.txt", "\n".join(POINTS).encode(encoding)))


def test_a_pdf_with_text_is_read() -> None:
    check(read_draft("a.pdf", pdf_file("".join(f"<p>{text}</p>" for text in POINTS))))


def test_running_heads_and_page_numbers_of_a_pdf_are_no_text() -> None:
    style = (
        "@page{size:A5; @top-center{content:'安澜县人民政府公报　2026年第3期'}"
        "@bottom-center{content:'第 ' counter(page) ' 页 共 ' counter(pages) ' 页'}} p{break-after:page}"
    )
    points = "".join(f"<p>{number}、第{number}方面的工作要抓好。</p>" for number in "一二三")
    end = "<div>安澜县人民政府</div><div>2026年3月5日</div>"
    draft = read_draft("a.pdf", pdf_file(f"<style>{style}</style><h1>关于支持企业的意见</h1>{points}{end}"))
    assert draft.title == "关于支持企业的意见"
    assert [measure.text for measure in draft.measures] == [f"第{number}方面的工作要抓好。" for number in "一二三"]
    assert (draft.signature, str(draft.made_on)) == ("安澜县人民政府", "2026-03-05")


def test_lines_of_print_become_paragraphs_and_broken_words_whole() -> None:
    printed = [
        "一、企业可以登录一体化平台 on-",
        "line 办理复工备案，也可以用 Service",
        "Platform 办理。",
        "二、当日办结。",
    ]
    assert paragraphs(printed) == [
        "一、企业可以登录一体化平台 online 办理复工备案，也可以用 Service Platform 办理。",
        "二、当日办结。",
    ]


def test_a_pdf_without_text_is_a_scan() -> None:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    file = BytesIO()
    writer.write(file)
    assert refusal("a.pdf", file.getvalue()) is Refusal.SCANNED


def test_a_locked_pdf_is_refused() -> None:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf_file("<p>一、话</p>"))))
    writer.encrypt("secret", algorithm="AES-256")
    file = BytesIO()
    writer.write(file)
    assert refusal("a.pdf", file.getvalue()) is Refusal.PASSWORD


def test_a_locked_or_old_word_file_is_refused() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    assert refusal("a.doc", ole) is Refusal.OLD_WORD
    assert refusal("a.docx", ole + "EncryptedPackage".encode("utf-16-le")) is Refusal.PASSWORD


def test_a_macro_is_refused() -> None:
    assert refusal("a.docm", with_member(word_file(POINTS), "word/vbaProject.bin", b"x")) is Refusal.MACRO


def test_a_zip_bomb_is_refused() -> None:
    bomb = with_member(word_file(POINTS), "word/media/a.bin", b"\0" * (101 * 2**20))
    assert len(bomb) < 2**20
    assert refusal("a.docx", bomb) is Refusal.ZIP_BOMB


def test_a_package_of_thousands_of_members_is_refused() -> None:
    file = BytesIO(word_file(POINTS))
    with zipfile.ZipFile(file, "a") as package:
        for at in range(2_001):
            package.writestr(f"word/{at}", b"")
    assert refusal("a.docx", file.getvalue()) is Refusal.ZIP_BOMB


@pytest.mark.parametrize("mark", ['<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>', '<!ENTITY e "x">'])
def test_outside_entities_are_refused(mark: str) -> None:
    xml = f'<?xml version="1.0"?>{mark}<a/>'.encode()
    assert refusal("a.docx", with_member(word_file(POINTS), "word/document.xml", xml)) is Refusal.EXTERNAL_ENTITY
    assert refusal("a.html", f"{mark}<p>一、话</p>".encode()) is Refusal.EXTERNAL_ENTITY


def test_an_outside_template_is_refused() -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        'Target="http://example.org/a.dotm" TargetMode="External"/></Relationships>'
    )
    packed = with_member(word_file(POINTS), "word/_rels/settings.xml.rels", relations.encode())
    assert refusal("a.docx", packed) is Refusal.EXTERNAL_ENTITY


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", Refusal.EMPTY),
        ("a.txt", b" \n ", Refusal.EMPTY),
        ("a.html", b"<p></p>", Refusal.EMPTY),
        ("a.txt", b"a\0b", Refusal.UNREADABLE),
        ("a.txt", b"\xff\xff\xff", Refusal.UNREADABLE),
        ("a.pdf", b"%PDF-1.7 broken", Refusal.UNREADABLE),
        ("a.docx", b"PK\x03\x04 broken", Refusal.UNREADABLE),
        ("a.exe", b"MZ", Refusal.UNKNOWN_FORMAT),
        ("a.txt", b"x" * (20 * 2**20 + 1), Refusal.TOO_LARGE),
        ("a.txt", b"x\n" * 50_001, Refusal.TOO_LONG),
    ],
)
def test_a_file_that_yields_nothing_is_refused_with_its_reason(name: str, content: bytes, reason: Refusal) -> None:
    assert refusal(name, content) is reason


def test_a_spreadsheet_is_not_taken_for_a_document() -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("xl/workbook.xml", "<a/>")
    assert refusal("a.docx", file.getvalue()) is Refusal.UNKNOWN_FORMAT


def test_a_broken_member_is_refused() -> None:
    broken = with_member(word_file(POINTS), "word/document.xml", b"<w:document")
    assert refusal("a.docx", broken) is Refusal.UNREADABLE
