#!/bin/sh
# A room calls only the rooms that the design lets it call, and each library
# has the one room that may know it.
set -u
cd "$1" || exit 1
failed=0
sources() { find "$1" -name '*.[ch]' -o -name '*.cc' | grep -v '/sample/'; }

# may_call ROOM ALLOWED-ROOM...
may_call() {
    room=$1
    allowed=" $* "
    for file in $(sources "$room"); do
        for called in $(sed -n 's,^#include "\([a-z]*\)/.*,\1,p' "$file"); do
            [ -d "$called/include/$called" ] || continue
            case $allowed in *" $called "*) continue ;; esac
            echo "$file: $room may not call $called"
            failed=1
        done
    done
}
may_call schema
may_call text schema
may_call corpus schema text
may_call engine schema text
may_call search schema text engine
may_call indexer schema text corpus engine
may_call searchd schema search engine
may_call bench schema text corpus engine search

# known_only_to HEADER PLACE...: the header is included below these and
# nowhere else, and there it is.
known_only_to() {
    header=$1
    shift
    found=$(grep -rlE "^#include <$header" --include='*.[ch]' --include='*.cc' \
        schema text corpus engine search indexer searchd)
    [ -n "$found" ] || { echo "nothing includes <$header>"; failed=1; }
    for file in $found; do
        for place in "$@"; do
            case $file in $place*) continue 2 ;; esac
        done
        echo "$file: <$header> belongs to $*"
        failed=1
    done
}
known_only_to 'xapian\.h' engine/
known_only_to 'libstemmer\.h' text/
known_only_to 'utf8proc\.h' text/
known_only_to 'microhttpd\.h' searchd/
known_only_to 'libxml/' corpus/format/
known_only_to 'md4c\.h' corpus/format/
known_only_to 'yaml\.h' schema/

# C++ lives in the engine, and what C reads of it names nothing of Xapian.
for file in $(find schema text corpus search indexer searchd -name '*.cc' \
    -o -name '*.hh'); do
    echo "$file: C++ belongs to engine/"
    failed=1
done
for file in $(grep -rl 'Xapian::' --include='*.h' engine); do
    grep -q 'C++ only' "$file" && continue
    echo "$file: a header that C reads names Xapian"
    failed=1
done
exit $failed
