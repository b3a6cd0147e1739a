#!/bin/sh
# Writes the lock files anew: every package with its hashes, and no address of any registry.
set -eu
cd "$(dirname "$0")/.."
options="--quiet --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --universal --python-version 3.11"
uv pip compile $options --upgrade --extra embedded --group build pyproject.toml -o requirements/base.txt
uv pip compile $options --upgrade --extra embedded --group build --group dev pyproject.toml -o requirements/dev.txt
