from tests.letters.conftest import office

__all__ = ["office"]
