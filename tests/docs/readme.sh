#!/bin/sh
# Runs every example of README.md and compares what it prints with what README
# shows. An example is a "$ command" in a ```console block and the lines below
# it. Commands that begin with ./script are read by people only: they would
# run this test again.
#
#   readme.sh ROOT BIN            compare
#   readme.sh ROOT BIN --update   write what the commands print into README.md
set -u
root=$1
bin=$2
update=${3-}
cd "$root" || exit 1
export LC_ALL=C.UTF-8
for tool in curl jq; do
    command -v $tool >/dev/null || { echo "no $tool here"; exit 77; }
done

work=$(mktemp -d)
searchd=
finish() {
    [ -z "$searchd" ] || { kill "$searchd" 2>/dev/null; wait "$searchd"; }
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 1' INT TERM

"$bin/concord-indexer" --quiet --index "$work/sample" corpus/sample/papers || exit 1
: >"$work/log" # it is looked into before the daemon has begun
"$bin/concord-searchd" --index "$work/sample" --listen 127.0.0.1:0 \
    2>"$work/log" &
searchd=$!
tries=0
until address=$(sed -n 's,.*http://\(127\.0\.0\.1:[0-9]*\).*,\1,p' "$work/log" |
    grep .); do
    tries=$((tries + 1))
    [ $tries -lt 200 ] || { cat "$work/log"; exit 1; }
    sleep 0.05
done
curl -fsS --retry 50 --retry-delay 0 --retry-all-errors "http://$address/readyz" \
    >/dev/null || exit 1

# NNN.command and NNN.shown for each example.
awk -v work="$work" '
    /^```console$/ { inside = 1; next }
    /^```/ { inside = 0; name = "" }
    inside && /^\$ / {
        name = sprintf("%s/%03d", work, ++count)
        print substr($0, 3) > (name ".command")
        printf "" > (name ".shown")
        more = /\\$/
        next
    }
    inside && more { print > (name ".command"); more = /\\$/; next }
    inside && name { print > (name ".shown") }
' README.md

# What differs from run to run: times, ports and the places of this test.
settle() {
    sed -E -e "s,$work,/tmp,g" -e "s,$address,127.0.0.1:8080,g" \
        -e 's/in [0-9]+\.[0-9]+ s/in 0.1 s/' \
        -e 's/"(took_ms|seconds)": *[0-9.]+/"\1": 0.1/'
}

failed=0
count=0
for command in "$work"/*.command; do
    name=${command%.command}
    case $(cat "$command") in ./script/*) cp "$name.shown" "$name.actual"; continue ;; esac
    count=$((count + 1))
    sed -e "s,/tmp/,$work/,g" -e "s,127\.0\.0\.1:8080,$address,g" \
        -e "s,build/bin/,$bin/,g" "$command" >"$work/now"
    sh "$work/now" >"$work/out" 2>&1
    settle <"$work/out" >"$name.actual"
    settle <"$name.shown" >"$work/shown"
    if [ "$update" != --update ] && ! diff -u "$work/shown" "$name.actual"; then
        echo "README.md shows another answer to: $(cat "$command")"
        failed=1
    fi
done
[ $count -gt 5 ] || { echo "only $count examples in README.md"; failed=1; }
[ "$update" = --update ] || exit $failed

awk -v work="$work" '
    /^```console$/ { inside = 1; print; next }
    /^```/ { inside = 0 }
    inside && /^\$ / {
        print
        name = sprintf("%s/%03d.actual", work, ++count)
        if (!/\\$/) while ((getline line < name) > 0) print line
        more = /\\$/
        next
    }
    inside && more {
        print
        more = /\\$/
        if (!more) while ((getline line < name) > 0) print line
        next
    }
    inside { next }
    { print }
' README.md >"$work/README" && cat "$work/README" >README.md
