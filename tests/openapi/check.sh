#!/bin/sh
# check.sh PROGRAMS PAPERS: runs check.mjs, where there is what it needs.
set -u
cd "$(dirname "$0")" || exit 1
command -v node >/dev/null || { echo "no node here"; exit 77; }
[ -d node_modules/ajv ] || {
    echo "its parts are not installed; run npm ci in tests/openapi"
    exit 77
}
exec node check.mjs "$@"
