"""What to look for on a page: what axe finds, and whether it fits the screen."""

from axe_playwright_python.sync_playwright import Axe

AXE = Axe().axe_script
LOOK = """rules => axe.run(document, rules).then(found =>
    found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html}`)))"""
"""Only what is wrong leaves the page: the whole of what axe tells takes longer than its looking."""

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def follow(one):
    """Press a button or a link that leads to a page; it is there afterwards. Its response.

    A click can return before the page that follows is there, and a look then sees the old one:
    every press in these tests goes through here (`test_tidy.py`).
    """
    with one.page.expect_navigation() as followed:
        one.click()
    return followed.value


def touch(one):
    """Press what stays on its page: something that unfolds, a way to a field."""
    one.click()


def violations(page):
    """What axe finds, with everything unfolded, as short lines."""
    page.wait_for_load_state()
    page.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    rules = {"runOnly": {"type": "tag", "values": STANDARDS}, "resultTypes": ["violations"]}
    return page.evaluate(LOOK, rules)


def overflow(page):
    """By how many pixels the page is wider than the screen."""
    page.wait_for_load_state()
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
