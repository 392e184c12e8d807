#!/bin/sh
# Brings a machine from "git clone" to a working .venv: a Python, Tesseract, the locked packages.
# Needs Python 3.11+ with pip; takes apt and sudo where they are there and does without elsewhere.
# Run again, it finds that nothing changed and ends at once. Touches only .venv, .tools and .state.
#
#   PYTHON=/path/to/python   use this Python
#   RISALAH_SETUP_APT=no     install no system programs, only say which are missing
#   RISALAH_SETUP_TESTS=yes  install Chromium too, in which the tests look at the site
set -eu
cd "$(dirname "$0")/.."

OCR_PACKAGES='tesseract-ocr tesseract-ocr-ind'
WORD_PACKAGE=antiword
VENV_PYTHON=.venv/bin/python
STAMP=.venv/risalah-setup.stamp
APT_TRIED=.state/apt-tried
BROWSER_TRIED=.state/chromium-tried
CERTIFICATES=/etc/ssl/certs/ca-certificates.crt
LOG=.state/setup.log

say() { printf 'setup: %s\n' "$*"; }
fail() {
    printf 'setup: %s\n' "$@" >&2
    exit 1
}

main() {
    mkdir -p .state
    ensure_ocr
    ensure_browser
    if is_current; then
        say "nothing changed (delete .venv to start afresh)"
        return
    fi
    find_python
    find_uv
    make_venv
    install_packages
    stamp > "$STAMP"
    say "done"
}

# --- system programs -----------------------------------------------------------------------------

has_ocr() {
    # The language list goes to stderr in old Tesseracts.
    command -v tesseract > /dev/null 2>&1 && tesseract --list-langs 2>&1 | grep -qx ind
}

ensure_ocr() {
    command -v "$WORD_PACKAGE" > /dev/null 2>&1 ||
        say "old Word files (.doc) stay unread until: sudo apt-get install $WORD_PACKAGE"
    if has_ocr; then return; fi
    # shellcheck disable=SC2086  # a list of packages
    if may_try_apt && install_with_apt $WORD_PACKAGE $OCR_PACKAGES && has_ocr; then return; fi
    say "Tesseract with Indonesian is missing: scans and photos stay unread until it is installed by"
    say "    sudo apt-get install $OCR_PACKAGES"
}

ensure_browser() {
    if [ "${RISALAH_SETUP_TESTS:-no}" != yes ] || command -v chromium > /dev/null 2>&1; then return; fi
    if [ "${RISALAH_SETUP_APT:-yes}" != no ] && command -v apt-get > /dev/null 2>&1 &&
        [ -z "$(find "$BROWSER_TRIED" -mtime -1 2> /dev/null)" ] && : > "$BROWSER_TRIED" &&
        install_with_apt chromium && command -v chromium > /dev/null 2>&1; then return; fi
    say "Chromium is missing: the tests of the site in a browser are skipped until it is installed by"
    say "    sudo apt-get install chromium"
}

may_try_apt() {
    [ "${RISALAH_SETUP_APT:-yes}" != no ] || return 1
    command -v apt-get > /dev/null 2>&1 || return 1
    # What was tried within the last day is not tried again, so that a machine without network, or a
    # person who has no password to give, is not held up by every `make run`.
    [ -z "$(find "$APT_TRIED" -mtime -1 2> /dev/null)" ]
}

install_with_apt() {
    if [ "$(id -u)" = 0 ]; then
        as_root=
    elif command -v sudo > /dev/null 2>&1 && sudo -n true 2> /dev/null; then
        as_root='sudo -n'
    elif command -v sudo > /dev/null 2>&1 && [ -t 0 ] && [ -t 1 ]; then
        as_root=sudo
        say "sudo may ask for your password, to install $*"
    else
        return 1
    fi
    say "installing $* by apt"
    : > "$APT_TRIED"
    # shellcheck disable=SC2086,SC2016  # as_root is empty or sudo with its option; sh -c expands
    if $as_root env DEBIAN_FRONTEND=noninteractive sh -c '
            options="-q -o DPkg::Lock::Timeout=120 -o Acquire::Retries=1 -o Acquire::http::Timeout=30"
            apt-get $options update
            exec apt-get $options install -y --no-install-recommends "$@"' apt "$@" \
            > "$LOG" 2>&1 < /dev/null; then
        return
    fi
    tail -n 3 "$LOG"
    return 1
}

# --- Python --------------------------------------------------------------------------------------

is_python() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' > /dev/null 2>&1
}

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        is_python "$PYTHON" || fail "PYTHON=$PYTHON is no Python 3.11 or newer"
        return
    fi
    # The machine's own python3 first: it is the one that pip came with.
    for PYTHON in python3 python3.13 python3.12 python3.11 python3.14 python; do
        if is_python "$PYTHON"; then return; fi
    done
    fail "no Python 3.11 or newer was found; on Debian 12, Ubuntu 24.04 and later it comes by" \
        "    sudo apt-get install python3 python3-pip" \
        "elsewhere install one and name it: make setup PYTHON=/path/to/python3.11"
}

# --- the packages --------------------------------------------------------------------------------

stamp() {
    # The folder belongs to it: a venv that was moved has scripts that point to the old place.
    { pwd && cat requirements.lock pyproject.toml; } | cksum
}

is_current() {
    [ -f "$STAMP" ] && [ "$(cat "$STAMP")" = "$(stamp)" ] && is_python "$VENV_PYTHON" &&
        "$VENV_PYTHON" -c 'import importlib.metadata as m; m.version("risalah")' > /dev/null 2>&1
}

# Sets UV to a working uv, or to nothing where none can be had; pip then does the same, slower.
find_uv() {
    # uv brings certificates of its own; an office's proxy is known to the machine's only.
    if [ -f "$CERTIFICATES" ]; then export SSL_CERT_FILE="${SSL_CERT_FILE:-$CERTIFICATES}"; fi
    for UV in uv .tools/uv/bin/uv; do
        if "$UV" --version > /dev/null 2>&1; then return; fi
    done
    say "fetching uv, which installs the packages"
    rm -rf .tools/uv
    # --target keeps out of the machine's own packages, which Debian does not let pip touch.
    if pip install --target .tools/uv --require-hashes -r scripts/uv.txt \
            > "$LOG" 2>&1 && "$UV" --version > /dev/null 2>&1; then
        return
    fi
    say "uv cannot be had here, going on with pip"
    UV=
}

pip() {
    PIP_USER=0 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore "$PYTHON" -m pip "$@"
}

make_venv() {
    if is_python "$VENV_PYTHON"; then return; fi
    say "making .venv with $("$PYTHON" --version)"
    rm -rf .venv
    if [ -n "$UV" ] && "$UV" venv -q --no-config --python "$(command -v "$PYTHON")" .venv; then
        return
    fi
    # Without pip: Debian keeps that half of venv in a package of its own.
    "$PYTHON" -m venv --without-pip .venv ||
        fail "Python makes no virtual environment here; install what it needs by" \
            "    sudo apt-get install python3-venv"
}

install_packages() {
    say "installing $(grep -c '^[a-z].*==' requirements.lock) locked packages (some minutes the first time)"
    if [ -n "$UV" ] && install_by_uv; then return; fi
    # uv does not read pip's settings, so where those name a mirror or a certificate pip still works.
    "$PYTHON" -m pip --version > /dev/null 2>&1 ||
        fail "neither uv nor pip is there; install pip by" "    sudo apt-get install python3-pip"
    say "installing by pip"
    install_by_pip || fail "the packages could not be installed; with a network, try again by" \
        "    make setup"
}

install_by_uv() {
    # On a terminal uv draws its progress; in a log that would be a line for every package.
    quiet=-q
    if [ -t 2 ]; then quiet=; fi
    "$UV" pip install ${quiet:+"$quiet"} --python "$VENV_PYTHON" --require-hashes --compile-bytecode \
        -r requirements.lock &&
        "$UV" pip install -q --python "$VENV_PYTHON" --no-deps --no-build-isolation -e .
}

install_by_pip() {
    # The lock is whole, so nothing is left to resolve; Debian 12's pip would try, and stumble over
    # pins that stand without their extras.
    pip --python "$VENV_PYTHON" install -q --progress-bar off --no-deps --require-hashes \
        -r requirements.lock &&
        pip --python "$VENV_PYTHON" install -q --no-deps --no-build-isolation -e .
}

main
