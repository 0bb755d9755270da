# Sourced by the other scripts: the checkout's own Python environment in .venv, made and kept up to date.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
python=$root/.venv/bin/python
unset VIRTUAL_ENV PYTHONHOME # another environment's settings would leak into ours

say() { printf '%s\n' "$*" >&2; }

# need WHAT PACKAGE...: install system packages when root on a Debian system, else name the line to copy.
need() {
    local why=$1
    shift
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        say "Installing $* ($why is missing)"
        { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$@"; } >&2 && return
    fi
    say "$why is missing. Install it and start again; on Debian and Ubuntu: sudo apt-get install -y $*"
    exit 1
}

# Python 3.11 or newer, 3.11 first: it is the one that is tested most.
find_python() {
    local candidate
    for candidate in python3.11 python3.12 python3.13 python3.14 python3; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    return 1
}

make_venv() {
    local base
    base=$(find_python) || need "Python 3.11 or newer" python3 python3-venv
    base=$(find_python) || {
        say "No Python 3.11 or newer was found, not even after installing python3: install one and start again."
        exit 1
    }
    if ! "$base" -c 'import venv, ensurepip' 2>/dev/null; then
        need "The venv module of $base" "python$("$base" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
    fi
    say "Making the environment $root/.venv with $base"
    "$base" -m venv --clear "$root/.venv"
}

# ensure_environment [dev]: installs only when pyproject.toml, the checkout's place or the Python changed.
ensure_environment() {
    local extra=${1:-} stamp wanted
    if ! "$python" -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        make_venv
    fi
    wanted="$root $("$python" --version) $(cksum <"$root/pyproject.toml")"
    stamp=$root/.venv/installed${extra:+-$extra}
    if [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
        return
    fi
    # llama.cpp is compiled during the installation, which takes some minutes the first time.
    if ! "$python" -c 'import llama_cpp' 2>/dev/null && ! { command -v cc && command -v c++; } >/dev/null; then
        need "A C and C++ compiler" build-essential
    fi
    say "Installing the engine and what it needs into $root/.venv"
    (cd "$root" && "$python" -m pip install --quiet --disable-pip-version-check -e ".${extra:+[$extra]}") >&2
    printf '%s\n' "$wanted" >"$root/.venv/installed"
    printf '%s\n' "$wanted" >"$stamp"
}
