/* date_said.h - dates that a sentence gives to this very paper. Each function
 * says whether a date that was found is one of that kind; the comment shows
 * what it is read from. */
#ifndef CONCORD_CORPUS_DESCRIBE_DATE_SAID_H
#define CONCORD_CORPUS_DESCRIBE_DATE_SAID_H

#include "describe/date_text.h"

/* How many blocks are a paper's top; what is near a signature. */
enum { TOP_BLOCKS = 12, NEAR_BLOCKS = 4 };

/* A line of its own beside those who signed. */
bool date_is_signature(const struct reading *reading,
                       const struct found_date *date);

/* "THIS AGREEMENT is made on 1 March 2000 between ..." */
bool date_is_made_on(const struct reading *reading,
                     const struct found_date *date);

/* "Adopted July 2011 by ...", a line of its own. */
bool date_is_adoption_line(const struct reading *reading,
                           const struct found_date *date);

/* "The steering group agreed this plan on 22 April 2010" */
bool date_is_agreed_this(const struct reading *reading,
                         const struct found_date *date);

/* "This Code was adopted by the Board on 20 May 2005." */
bool date_is_adopted(const struct reading *reading,
                     const struct found_date *date);

/* "This Compact came into effect on 1 October 2011." */
bool date_is_of_effect(const struct reading *reading,
                       const struct found_date *date);

/* "The Compact was agreed in October 2003", within the Compact itself. */
bool date_is_agreed(const struct reading *reading,
                    const struct found_date *date);

/* "This report was published in June 2009." */
bool date_is_issued(const struct reading *reading,
                    const struct found_date *date);

/* "This answer is sent on 4 January 2011" */
bool date_is_sent(const struct reading *reading, const struct found_date *date);

/* ---- what may take a date away from the paper ---- */

/* The block is among the first or the last. */
bool block_is_at_an_end(const struct reading *reading, size_t block);

/* A word from `first` up to `end` turns the date behind it into that of
 * something else: "replaces", "since", "which". */
bool words_turn_date(const struct reading *reading, size_t first, size_t end);

/* "Launched in May 2005, the scheme has ...": the sentence tells of it. */
bool date_goes_on_to_tell(const struct reading *reading,
                          const struct found_date *date);

#endif
