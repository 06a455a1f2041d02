/* title_lines.h - the lines that stand above a title and are none, and those
 * that go on with it. Pure functions. */
#ifndef CONCORD_CORPUS_DESCRIBE_TITLE_LINES_H
#define CONCORD_CORPUS_DESCRIBE_TITLE_LINES_H

#include "describe/reading.h"

/* How many blocks from this one on are one title, broken over lines; at least
 * one. */
size_t title_line_count(const struct reading *reading, size_t block);

/* The block ends within a word: "ORGANISA-". */
bool line_breaks_word(const struct reading *reading, size_t block);

/* "CAB/107/10", "HC 781": letters and figures of a file. */
bool line_is_reference(const struct reading *reading, size_t block);

/* "EXECUTIVE - 9 JULY 2008": who met, and when. */
bool line_is_sitting(const struct reading *reading, size_t block);

/* "Barset Today, 4 June 2008": a name that makes no paper, and a day. */
bool line_is_dated_name(const struct reading *reading, size_t block);

/* "Thursday 3 May 2007, 2.00pm, Town Hall": when and where. */
bool line_is_timed(const struct reading *reading, size_t block);

/* "Eland House" over a postcode: a line of an address. */
bool line_is_of_address(const struct reading *reading, size_t block);

/* "Minutes of the meeting held at the Pods on 9 July": of whom another line
 * tells. */
bool line_is_nobodys_minutes(const struct reading *reading, size_t block);

/* "Contact us", "FAQs": a way about a site and nothing else. */
bool line_is_way(const struct reading *reading, size_t block);

/* "Home Page What's New Publications Search": several of them in one line. */
bool line_is_of_menus(const struct reading *reading, size_t block);

/* "Westminster Hall", "Written Answers": what a record of Parliament prints
 * over the debate that it has. */
bool line_is_a_house(const struct reading *reading, size_t block);

/* "Present: Councillor Other", "Apologies": what follows who met, and when. */
bool line_opens_minutes(const struct reading *reading, size_t block);

/* The word after "Item 11:" or "Agenda item 7 -", where a title follows; the
 * end of the block when none does. */
size_t after_item_label(const struct reading *reading, size_t block);

#endif
