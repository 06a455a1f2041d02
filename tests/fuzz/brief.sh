#!/bin/sh
# brief.sh TARGET FILE...: a short run of a libFuzzer target from the lines of
# the files.
set -eu
target=$1
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/corpus"
cat "$@" | awk -v out="$work/corpus" \
    '{ name = out "/" NR; printf "%s", $0 > name; close(name) }'
"$target" -seed=1 -runs=50000 -max_len=2048 -artifact_prefix="$work/" \
    -print_final_stats=1 "$work/corpus" || {
    status=$?
    for input in "$work"/crash-* "$work"/timeout-* "$work"/oom-*; do
        [ ! -f "$input" ] || od -c "$input"
    done
    exit $status
}
