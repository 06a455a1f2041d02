#!/bin/sh
# run.sh SOURCE BUILD: bench/run makes a corpus and an index, asks Concord alone,
# and prints its table: the same place in a file when it is run again. No figure
# is looked at.
set -eu
command -v python3 >/dev/null || { echo "no python3 here"; exit 77; }
command -v taskset >/dev/null || { echo "no taskset here"; exit 77; }
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT

for turn in 1 2; do
    "$1/bench/run" search --build "$2" --work "$folder" --size 300 \
        --peers none --warm 0 --rounds 1 --questions 2 \
        --results "$folder/RESULTS.md" >"$folder/printed" 2>"$folder/said"
done
grep -q '^### Search: 300, 300 papers$' "$folder/printed"
grep -q '^| phrase | concord | ' "$folder/printed"
grep -q 'is the same in all engines' "$folder/printed"
[ "$(grep -c '^### ' "$folder/RESULTS.md")" -eq 1 ]

# What cannot be measured is told before anything is made for it.
refuses() {
    named=$1
    shift
    if "$source/bench/run" "$@" --work "$folder/none" 2>"$folder/said"; then
        echo "bench/run took $*"
        exit 1
    fi
    grep -q "bench/run: .*$named" "$folder/said"
    [ ! -e "$folder/none" ]
}
source=$1
refuses '--size 3x' search --size 3x
refuses '--size 300,400' load --size 300,400
refuses '--docs /none.jsonl' search --docs /none.jsonl
refuses '--peers solr' load --peers solr
refuses '--processor 9999' noop --processor 9999
refuses '--rounds' publish --rounds 0
