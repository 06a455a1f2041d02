#!/bin/sh
# clang-format has nothing to change.
set -u
cd "$1" || exit 1
command -v clang-format >/dev/null || { echo "no clang-format here"; exit 77; }
find schema text corpus engine search indexer searchd tests bench \
    \( -name '*.[ch]' -o -name '*.cc' \) -print0 |
    xargs -0 clang-format --dry-run --Werror
