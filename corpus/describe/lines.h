/* lines.h - what a short block is, beside the text that it says: a date, a
 * label, a line of name and role, a greeting. Papers are full of such lines,
 * and each describer reads them as something else. Pure functions. */
#ifndef CONCORD_CORPUS_DESCRIBE_LINES_H
#define CONCORD_CORPUS_DESCRIBE_LINES_H

#include "describe/reading.h"

/* "13 December 2007", "Thursday 9 November 2000, 2.30pm", "April 2008 to
 * March 2009": dates and nothing else. */
bool line_is_date(const struct reading *reading, size_t block);

/* "Dear colleague" */
bool line_is_salutation(const struct reading *reading, size_t block);

/* "Yours sincerely," */
bool line_is_valediction(const struct reading *reading, size_t block);

/* "By Ann Other", "Posted on 3 May by Ann", "3 May 2011 by Ann Other" */
bool line_is_byline(const struct reading *reading, size_t block);

/* "Sharon Smith, Director of Housing, Barset Council" */
bool line_is_name_and_role(const struct reading *reading, size_t block);

/* "Signed", "Signed by", "Signatories", alone or with a place and a date. */
bool line_is_signing(const struct reading *reading, size_t block);

/* "For Barset Council: Ann Other, Leader" */
bool line_is_signed_for(const struct reading *reading, size_t block);

/* "Barset County Council", alone or beside other bodies, and nothing else. */
bool line_is_body(const struct reading *reading, size_t block);

/* What a series or a record prints over its pages: "Occasional paper no. 7",
 * "24 Feb 2004 : Column 254WH". */
bool line_is_running_head(const struct reading *reading, size_t block);

/* "Wards affected: all", "To: leaders of councils": a label that is never the
 * title, and what it labels. */
bool line_is_labelled(const struct reading *reading, size_t block);

/* Where in first..end the next label begins, of several that were run into one
 * line: "Ref: 7" in "Title: Halls Ref: 7". `end` when none does. */
size_t next_label(const struct reading *reading, size_t first, size_t end);

/* "Case study", "Press release", "Agenda item 7": a label and nothing else. */
bool line_is_bare_label(const struct reading *reading, size_t block);
bool words_are_label(const struct reading *reading, size_t first, size_t end);

/* Ends with a postcode, or is a number and a street. */
bool line_is_postal(const struct reading *reading, size_t block);

/* "We will ...", "The Council will ...": opens with a party that promises. */
bool line_is_undertaking(const struct reading *reading, size_t block);

#endif
