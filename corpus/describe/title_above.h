/* title_above.h - lines that stand above a title and are none: labels, whom a
 * paper is from and to, names of who issued it. Pure functions. */
#ifndef CONCORD_CORPUS_DESCRIBE_TITLE_ABOVE_H
#define CONCORD_CORPUS_DESCRIBE_TITLE_ABOVE_H

#include "describe/reading.h"

/* The block ends with a point, a comma or the like. */
bool line_ends_like_prose(const struct reading *reading, size_t block);

/* "From the Minister of State", "Tel: 01642 000000", "Embargoed until ...": no
 * line of this kind is a title. */
bool line_is_no_title(const struct reading *reading, size_t block);

/* The site's name, or the name that its dropped foot has beside "©". */
bool line_is_publishers(const struct reading *reading, size_t block);

/* The name of who issued the paper, and nothing else: "Barset Voluntary
 * Action", "NHS Barset". */
bool line_is_letterhead(const struct reading *reading, size_t block);

/* A person's name and nothing else: "Ann Other". */
bool line_is_person(const struct reading *reading, size_t block);

/* What a paper's publisher prints over all of its papers: "Welcome to Barset
 * Voices", "The magazine of Barset Action", "Barset Today, 4 June 2008", or one
 * word at the very top. */
bool line_is_masthead(const struct reading *reading, size_t block);

/* Ends with what sits within a body: "Health and Housing Scrutiny Panel". */
bool line_names_a_committee(const struct reading *reading, size_t block);

/* "Jane's blog": what several posts stand under. */
bool line_names_a_blog(const struct reading *reading, size_t block);

/* "The Barset Forum Newsletter": a body's name that makes a paper's. */
bool line_names_a_series(const struct reading *reading, size_t block);

#endif
