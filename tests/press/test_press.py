"""WeasyPrint in a process of its own, as it reads its fonts when it is imported."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run(code: str, fonts: Path) -> subprocess.CompletedProcess[str]:
    preface = f"from pathlib import Path; from portal.press import fonts; fonts.use(Path({str(fonts)!r}));"
    command = [sys.executable, "-c", preface + code]
    return subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)


def test_nothing_is_fetched_but_the_letters_own_images(fonts: Path) -> None:
    code = """
from portal.press.weasy import press
from weasyprint.urls import FatalURLFetchingError
for url in 'file:///etc/passwd', 'http://127.0.0.1:9/', 'data:text/css,p{}', 'data:image/svg+xml,<svg/>', 'ftp://x/':
    for html in f'<img src="{url}">', f'<link rel=attachment href="{url}">', f'<link rel=stylesheet href="{url}">':
        try:
            press().print(html)
        except FatalURLFetchingError as error:
            assert url in str(error)
        else:
            raise SystemExit(f'{html} was fetched')
"""
    done = run(code, fonts)
    assert done.returncode == 0, done.stdout + done.stderr


def test_another_weasyprint_is_refused(fonts: Path) -> None:
    code = "import weasyprint; weasyprint.__version__ = '71.0'; from portal.press import justification as j; j.apply()"
    assert "WeasyPrint 70.0, not 71.0" in run(code, fonts).stderr


def test_the_fonts_are_chosen_before_weasyprint_is_imported(fonts: Path) -> None:
    code = "import os, sys; import weasyprint; os.environ['FONTCONFIG_FILE'] = ''; fonts.use(Path(sys.argv[1]))"
    command = [sys.executable, "-c", f"from pathlib import Path; from portal.press import fonts; {code}", str(fonts)]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert "imported before its fonts" in done.stderr


def test_only_the_portals_faces_are_known(fonts: Path) -> None:
    code = """
from weasyprint.text.fonts import FontConfiguration
from weasyprint.text.ffi import ffi, fontconfig
known = fontconfig.FcConfigGetFonts(FontConfiguration()._config, fontconfig.FcSetSystem)
print(known.nfont)
"""
    done = run(code, fonts)
    assert done.stdout.strip() == str(len(list((fonts / "faces").iterdir())))
