"""What most tests with the whole product start from."""

from tests.acceptance.conftest import browser, product

__all__ = ["browser", "product"]
