/* query_language.h - the query language: words, "phrases", OR, -word, (...),
 * near/5, commission*, =word, title:, speaker:, organisation:.
 *
 *   query   = any { "OR" any }
 *   any     = each { [ "AND" ] each }             all wanted
 *   each    = [ "-" | "NOT" ] [ field ":" ] thing
 *   thing   = near | words "*" | "(" query ")"
 *   near    = place { "near/" digits place }
 *   place   = words | "=" words | phrase
 *   words   = word { mark word }                  no space between
 *
 * The rules, by which tests/unit/queries.txt argues what each query means:
 *
 *  1. Words are folded (text/tokens.h): case, accents and the kinds of
 *     apostrophe make no difference. Every mark that is no sign here only
 *     parts words. Curly quotes are straight, every dash is a hyphen.
 *  2. All words are wanted. OR binds less than standing side by side.
 *  3. Operators are OR, AND and NOT in capitals with nothing beside them but
 *     spaces, brackets and quotes. AND between two things says what rule 2
 *     says; NOT before a thing is a "-". Both are noted, for they are words of
 *     other languages.
 *  4. A sign ("-", "=", title:) stands right before what it governs, and begins
 *     what it stands in: behind a space, a bracket or another sign.
 *  5. Words with no space between, as in third-sector, are one thing to a sign
 *     and are all wanted, in any place.
 *  6. "A phrase" is of words side by side, as they are spelt; so is =a-b. A
 *     phrase of one word is that word as it is spelt.
 *  7. "=" asks for the word as it is spelt. "*" behind two letters or more asks
 *     for every word that begins so, and "=" adds nothing to it.
 *  8. near/5 binds the two places beside it, in any order, from 1 to 99 words
 *     apart; in a chain each binds its own two. Places are words and phrases,
 *     no brackets and no prefixes. Words with no space between are a phrase
 *     there, and a phrase widens the window by its own words.
 *  9. A field holds for the thing right behind its colon: a word, a phrase, a
 *     near, brackets. The innermost holds. Words behind speaker: and
 *     organisation: (or organization:) are of names, and not stemmed.
 * 10. "-" leaves out of all that stands beside it, at its own level of brackets
 *     and between its own ORs. Nothing but "-" is everything without those.
 * 11. Brackets are 20 deep at most. Those without a pair, or with nothing in
 *     them, are not read, nor are quotes, with the signs that govern them.
 * 12. Whatever has no meaning by these is read as plain words with a note, or
 *     not at all when it has no word; words in a query that has none are
 *     everything, with a note.
 * 13. When all find nothing, any of the wanted words and phrases will do, still
 *     without what is left out.
 *
 * Nothing that is typed is an error: only the limits of engine/query.h refuse.
 * Pure; takes time in proportion to the text, whatever its bytes. */
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
