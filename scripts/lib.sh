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
    say "      $base, in $root/.venv"
    "$base" -m venv --clear "$root/.venv"
}

# pip_install ARGUMENT...: the versions of constraints.txt, for what packages are built with too: pip before 25.3 looks
# at the first variable for that, a newer one at the second. With pip's own progress on a terminal; elsewhere with a
# sign of life every half minute, and all that pip said where it fails. What came must be the files of hashes.txt.
pip_install() {
    local -x PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt
    local pip=("$python" -m pip install --disable-pip-version-check --report .venv/report.json "$@")
    local began=$SECONDS log ticker status=0
    if [ -t 2 ]; then
        "${pip[@]}" >&2 && "$python" -I -S scripts/check-hashes .venv/report.json
        return
    fi
    log=$(mktemp)
    while sleep 30 </dev/null &>/dev/null && kill -0 $$ 2>/dev/null; do # until the script is gone, at the latest
        say "      at work for $((SECONDS - began)) s"
    done &
    ticker=$!
    "${pip[@]}" --progress-bar off &>"$log" || status=$?
    kill "$ticker"
    wait "$ticker" 2>/dev/null || true
    [ "$status" = 0 ] || cat "$log" >&2
    rm -f "$log"
    [ "$status" = 0 ] && "$python" -I -S scripts/check-hashes .venv/report.json
}

# step N WHAT COMMAND...: say what begins, do it in the checkout, say how long it took.
step() {
    local began=$SECONDS
    say "[$1/3] $2"
    (cd "$root" && "${@:3}")
    say "      done after $((SECONDS - began)) s"
}

ensure_venv() {
    if ! "$python" -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        step 1 "The environment" make_venv
    fi
}

# ensure_environment [EXTRA]: installs only when the packages asked for, the checkout's place or the Python changed.
ensure_environment() {
    local extra=${1:-} stamp wanted
    ensure_venv
    wanted="$root $("$python" --version) $(cat "$root/pyproject.toml" "$root/constraints.txt" "$root/hashes.txt" | cksum)"
    stamp=$root/.venv/installed${extra:+-$extra}
    if [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
        return
    fi
    if ! "$python" -c 'import llama_cpp' 2>/dev/null && ! { command -v cc && command -v c++; } >/dev/null; then
        need "A C and C++ compiler" build-essential
    fi
    step 2 "llama.cpp, compiled unless that was done before: about 5 minutes on two cores" pip_install llama-cpp-python
    step 3 "The other packages (about 470 MB; several GB where torch comes with CUDA) and the engine" \
        pip_install -e ".${extra:+[$extra]}"
    printf '%s\n' "$wanted" >"$root/.venv/installed"
    printf '%s\n' "$wanted" >"$stamp"
}
