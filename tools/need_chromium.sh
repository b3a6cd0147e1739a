#!/bin/sh
# The tests drive a real browser: Chromium's headless shell, which costs a third less than the
# whole of it and shows the same pages. Install it where we may; the whole of it is as good.
set -eu
if [ -n "${PORTEFEUILLE_CHROMIUM:-}" ] || command -v chromium-headless-shell >/dev/null; then
    exit 0
fi
as_root=unknown
if [ "$(id -u)" = 0 ]; then
    as_root=
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root=sudo
fi
install() {
    [ "$as_root" != unknown ] && $as_root apt-get update -qq &&
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$1" >/dev/null
}
echo "Installing Chromium's headless shell (once) ..."
if install chromium-headless-shell 2>/dev/null || command -v chromium >/dev/null || install chromium; then
    exit 0
fi
echo "The tests need Chromium: ask an administrator for 'apt-get install chromium-headless-shell'" >&2
echo "(or chromium), or set PORTEFEUILLE_CHROMIUM to one that is there." >&2
exit 1
