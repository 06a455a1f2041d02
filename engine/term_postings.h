/* term_postings.h - which documents have a term of posting_plan.h, and how
 * often, out of the table of decoded postings or into it. C++ only; throws as
 * Xapian does, deadline_passed, and a struct concord_error when a document's
 * words are not whole.
 *
 * The database has the postings of stems, names and values. Words as they are
 * spelled are not in it: who has one is among those who have its stem, and is
 * found by reading their words, which takes a hundred times as long, once. */
#ifndef CONCORD_ENGINE_TERM_POSTINGS_H
#define CONCORD_ENGINE_TERM_POSTINGS_H

#include <string>
#include <vector>

#include "held_postings.h"
#include "index_reader_parts.h"

// None of a term that no document has.
held_postings term_postings_hold(const struct index_reader *reader,
                                 const std::string &term,
                                 const deadline &limit);

// How many documents have the term, which is not of a word as it is spelled.
size_t term_postings_count(const struct index_reader *reader,
                           const std::string &term);

// How many documents have each of the words that begin so, in all.
double term_postings_count_beginning(const struct index_reader *reader,
                                     const char *beginning);

// The terms of all words that begin so: a stem where all its words do, and
// otherwise the words of that stem.
std::vector<std::string>
term_postings_of_beginning(const struct index_reader *reader, bool in_title,
                           const char *beginning);

#endif
