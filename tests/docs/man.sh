#!/bin/sh
# man.sh BIN MAN: every option that a program's --help names is on its man page.
bin=$1
man=$2
[ -d "$man" ] || { echo "skipped: there is no help2man here"; exit 77; }
failed=0
for page in "$man"/concord-*.[18]; do
    program=$(basename "$page" | sed 's/\.[18]$//')
    count=0
    for option in $("$bin/$program" --help |
        sed -n 's/^ .*\(--[a-z][a-z-]*\).*/\1/p' | sort -u); do
        count=$((count + 1))
        sed 's/\\-/-/g' "$page" | grep -qF -e "$option" && continue
        echo "$page: nothing about $option"
        failed=1
    done
    [ $count -gt 2 ] || { echo "$program --help names $count options"; failed=1; }
done
exit $failed
