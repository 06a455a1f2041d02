#!/bin/sh
# Every public header compiles alone, as C11 and as C++17. So does every private
# one, as C11, but for those that say that they are C++ only.
set -u
cd "$1" || exit 1

includes=
for room in schema text corpus engine search; do
    includes="$includes -I$room/include"
done
libraries=$(pkg-config --cflags jansson libxml-2.0 libmicrohttpd)
warnings="-Wall -Wextra -Wpedantic -Werror"
failed=0
count=0

# alone COMPILER STANDARD LANGUAGE HEADER [OPTION...]
alone() {
    compiler=$1 standard=$2 language=$3 header=$4
    shift 4
    count=$((count + 1))
    # shellcheck disable=SC2086
    printf '#include "%s"\n' "$PWD/$header" |
        $compiler -std="$standard" -D_GNU_SOURCE $warnings $includes \
            $libraries "$@" -fsyntax-only -x "$language" - ||
        { echo "$header does not compile alone as $standard"; failed=1; }
}

for header in */include/*/*.h; do
    alone cc c11 c "$header"
    alone c++ c++17 c++ "$header"
done
for header in $(git ls-files '*.h' 2>/dev/null || find . -name '*.h'); do
    case $header in */include/* | ./build/* | tests/*) continue ;; esac
    grep -q 'C++ only' "$header" && continue
    alone cc c11 c "$header" -iquote "$(dirname "$header")" -iquote "${header%%/*}"
done
[ "$count" -gt 20 ] || { echo "only $count headers were found"; failed=1; }
exit $failed
