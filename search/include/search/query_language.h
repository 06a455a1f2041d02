/* query_language.h - the query language: words, "phrases", OR, -word, (...),
 * near/5, commission*, =word, title:, speaker:, organisation:.
 *
 *   query   = any { "OR" any }
 *   any     = each { each }                       all wanted
 *   each    = [ "-" ] [ field ":" ] thing
 *   thing   = near | words "*" | "(" query ")"
 *   near    = place { "near/" digits place }
 *   place   = words | "=" words | phrase
 *   words   = word { mark word }                  no space between
 *
 * Words behind speaker: and organisation: are of names, and not stemmed.
 *
 * A sign stands right before what it governs, and begins what it stands in.
 * Words with no space between, as in third-sector, are one thing to a sign and
 * are all wanted, in any place; exact ones, and those beside near, stand side
 * by side. Each near binds the two places beside it. A query of nothing but
 * "-" is everything without those.
 *
 * Nothing that is typed is an error: what does not parse is read as plain
 * words, with a note. Only the limits of engine/query.h refuse. Pure; takes
 * time in proportion to the text, whatever its bytes. */
#ifndef CONCORD_SEARCH_QUERY_LANGUAGE_H
#define CONCORD_SEARCH_QUERY_LANGUAGE_H

#include <stddef.h>

#include "engine/query.h"
#include "schema/arena.h"
#include "schema/status.h"

#ifdef __cplusplus
extern "C" {
#endif

struct parsed_query {
    struct query *query;   /* NULL when nothing is asked: everything */
    struct query *relaxed; /* any of the words and phrases that are wanted,
                            * still without those that are not; NULL when no two
                            * are wanted together */
    const char **notes;    /* for people, no two alike */
    size_t note_count;
};

/* Everything in *out lives in `arena`. CONCORD_BAD_REQUEST over the limits,
 * CONCORD_NO_MEMORY. */
enum concord_status query_parse(struct parsed_query *out, struct arena *arena,
                                const char *text, struct concord_error *err);

#ifdef __cplusplus
}
#endif

#endif
