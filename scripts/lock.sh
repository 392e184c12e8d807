#!/bin/sh
# Resolves the locks anew: every package with its hashes, for all platforms, no index named.
set -eu
cd "$(dirname "$0")/.."
mkdir -p .tools

UV=uv
"$UV" --version > /dev/null 2>&1 || UV=.tools/uv/bin/uv

compile() {
    "$UV" pip compile -q --upgrade --generate-hashes --universal --python-version 3.11 \
        --no-emit-index-url --no-header --no-annotate "$@"
}

compile --extra dev pyproject.toml -o requirements.lock
echo 'uv' | compile - | {
    echo '# The installer that setup.sh fetches where none is on the PATH; rewritten by "make lock".'
    cat
} > .tools/uv.txt.new
mv .tools/uv.txt.new scripts/uv.txt
