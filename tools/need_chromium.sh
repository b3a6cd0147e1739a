#!/bin/sh
# The tests drive a real browser. Install Chromium where we may, else say what is missing.
set -eu
if [ -n "${PORTEFEUILLE_CHROMIUM:-}" ] || command -v chromium >/dev/null; then
    exit 0
fi
if [ "$(id -u)" = 0 ]; then
    as_root=
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root=sudo
else
    echo "The tests need Chromium: ask an administrator for 'apt-get install chromium'," >&2
    echo "or set PORTEFEUILLE_CHROMIUM to one that is there." >&2
    exit 1
fi
echo "Installing Chromium (once) ..."
$as_root apt-get update -qq
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null
