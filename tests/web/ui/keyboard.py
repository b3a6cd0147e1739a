"""Somebody with a keyboard and nothing else, who must see at every stop where they are."""

from playwright.sync_api import Page

MOST_TABS = 60
LOOK = """() => {
    const one = document.activeElement
    const looks = () => [one, one.labels && one.labels[0]].filter(Boolean).flatMap(each =>
        [null, '::before', '::after'].map(part => {
            const style = getComputedStyle(each, part)
            return [style.outline, style.boxShadow, style.backgroundColor].join()
        })).join()
    const focused = looks()
    one.blur()
    const plain = looks()
    one.focus()
    return focused !== plain
}"""


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until something has the focus, which is seen at every stop."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        assert page.evaluate(LOOK), page.locator(":focus").evaluate("one => one.outerHTML")
        if page.locator(f"{selector}:focus").count():
            return
    raise AssertionError(f"{selector} was not reached on {page.url}")


def pick(page: Page, name: str, value: str) -> None:
    """Tab to a group and go down with the arrow until one is chosen."""
    tab_to(page, f"[name={name}]")
    page.keyboard.press("Space")
    for _ in range(MOST_TABS):
        if page.locator(f"[name={name}][value='{value}']:checked").count():
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{name} has no {value}")


def write(page: Page, name: str, text: str) -> None:
    """Tab to a box and type."""
    tab_to(page, f"[name={name}]")
    page.keyboard.type(text)


def press(page: Page, selector: str) -> None:
    """Tab to a button or link and press Enter; the page that follows is there afterwards."""
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")
