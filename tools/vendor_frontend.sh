#!/bin/sh
# Compiles GOV.UK Frontend into the static files of the site; needed only to upgrade it.
#
# The result is committed: nobody needs Node to run or to test the service. Versions are exact in
# frontend/package.json, and SHA256SUMS beside the result says whether a second run gave the same.
# Needs: Node 20 or later with npm.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
version=$(node -p "require('$here/frontend/package.json').dependencies['govuk-frontend']")
target="$here/../src/portefeuille/web/static/vendor/govuk-frontend-$version"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mkdir -p "$target"
cp "$here/frontend/package.json" "$here/frontend/app.scss" "$work"
cd "$work"
npm install --no-package-lock --ignore-scripts --no-audit --no-fund --silent
npx sass --pkg-importer=node --style=compressed --no-source-map --no-charset app.scss "$target/govuk.css"

# The map file is not shipped, and a line that names it would break the hashed static files.
sed 's|//# sourceMappingURL=.*$||' node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js \
    > "$target/govuk-frontend.min.js"

cd "$target"
test -f LICENSE.txt || { echo "add LICENSE.txt of govuk-frontend $version (not in its package)" >&2; exit 1; }
sha256sum LICENSE.txt govuk-frontend.min.js govuk.css > SHA256SUMS
