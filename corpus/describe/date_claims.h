/* date_claims.h - which dates of a paper claim to be its own, and how.
 *
 * A paper is full of dates: of meetings, of what it cites, of what is to come.
 * Only one that stands where papers put their own date is a claim, and the
 * place decides how much it weighs:
 *
 *   signature   a line of its own beside those who signed
 *   adopted     "Agreed by the Board on ...", "This Code was adopted on ..."
 *   labelled    "Published ...", "Date: ...", a byline
 *   top-line    a line of its own near the top: a letter's, a meeting's
 *   ...
 * A date inside any other sentence is cited, and no claim. */
#ifndef CONCORD_CORPUS_DESCRIBE_DATE_CLAIMS_H
#define CONCORD_CORPUS_DESCRIBE_DATE_CLAIMS_H

#include "describe/date_text.h"

/* A claim of this rank or a lower one falls where the text names a later year:
 * the year may be of what the paper is about. */
enum { RANK_WEAK = 8, RANK_FOLDERS_YEAR = 18 };

/* `rank` is 0 for no claim; the highest wins. */
struct claim {
    int rank;
    const char *rule;
    enum certainty certainty;
    struct edtf_date when;
    size_t start; /* bytes of the text, unless `outside` is given */
    size_t end;
    enum evidence_source source;
    const char *outside; /* the words that claim it, when not in the text */
};

/* What kind of paper makes the claims: a code's adoption dates the code, and
 * is news to a newspaper. */
enum paper_kind { PAPER_AGREEMENT, PAPER_EVENT, PAPER_OTHER };

/* What the date, one of those found in the text, claims: after one that goes
 * on stands the next. */
struct claim claim_of_date(const struct reading *reading,
                           const struct found_date *found,
                           enum paper_kind kind);

/* Worked out from an event of a named year that the writer went to, or from
 * the year that the text calls its present. */
struct claim claim_derived(const struct reading *reading,
                           const struct found_date *dates, size_t count);

#endif
