# lib.sh - what script/run and script/test share. Sourced, never run.

root=$(cd "$(dirname "$0")/.." && pwd)

# Debian packages, each with its reason in CONTRIBUTING.md.
build_packages="gcc g++ make cmake ninja-build pkg-config libc6-dev
  libxapian-dev libstemmer-dev libmicrohttpd-dev libjansson-dev libyaml-dev
  libxml2-dev libmd4c-dev libuchardet-dev libutf8proc-dev nettle-dev libzstd-dev
  zlib1g-dev help2man curl jq"
test_packages="libcmocka-dev libcurl4-openssl-dev libsqlite3-dev clang-format
  clang-tidy"
# Another Node than Debian's brings its own npm, beside which Debian's cannot be.
command -v npm >/dev/null || test_packages="$test_packages nodejs npm"

say() { printf '%s: %s\n' "$(basename "$0")" "$*" >&2; }
die() { say "$*"; exit 1; }

missing_packages() {
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null |
            grep -q '^install ok installed$' || printf '%s ' "$package"
    done
}

# install_packages WHY PACKAGE...: says what and why first; silent when nothing
# is missing.
install_packages() {
    why=$1
    shift
    command -v dpkg-query >/dev/null ||
        die "this needs Debian 12's packages, and there is no dpkg here;" \
            "install these or their like by hand, then build with cmake: $*"
    missing=$(missing_packages "$@")
    [ -n "$missing" ] || return 0
    say "installing Debian packages to $why: $missing"
    as_root=
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null ||
            die "not root and no sudo; ask an administrator for:" \
                "apt-get install $missing"
        as_root=sudo
    fi
    # shellcheck disable=SC2086 # the list is meant to be split
    $as_root apt-get update -qq &&
        $as_root env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -qq --no-install-recommends $missing \
            >/dev/null ||
        die "apt-get failed; see its words above"
}

# build_in DIRECTORY [CMAKE-OPTION...]
build_in() {
    directory=$1
    shift
    cmake -S "$root" -B "$directory" -G Ninja "$@" >/dev/null ||
        die "cmake failed; see its words above"
    cmake --build "$directory" -- -k 0 || die "the build failed"
}

# install_npm_parts DIRECTORY: what its package-lock.json names. Tests that need
# it say so and are skipped where it cannot be had.
install_npm_parts() {
    ! cmp -s "$1/package-lock.json" "$1/node_modules/installed" || return 0
    say "installing npm packages for $1"
    (cd "$1" && npm ci --no-audit --no-fund --loglevel=error >/dev/null &&
        cp package-lock.json node_modules/installed) ||
        say "npm could not install them; the tests that need them are skipped"
}
