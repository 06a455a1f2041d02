/* answering.h - what all answers to a checked request have in common: the
 * check, the clock, the frame around the page. Private to this room. */
#ifndef CONCORD_SEARCH_ANSWERING_H
#define CONCORD_SEARCH_ANSWERING_H

#include "engine/result_page.h"
#include "links.h"
#include "search/answer.h"
#include "search/reply.h"
#include "search/request.h"

/* An answer while it is made. */
struct answering {
    double began; /* milliseconds */
    struct asked *asked;
    struct parameter_list canonical;
    struct reply_frame frame;
};

/* Check what is asked. answering_end() is due whatever comes of it. */
enum concord_status answering_begin(struct answering *answering,
                                    enum asked_of of, const char *path,
                                    const struct question *question,
                                    struct concord_error *err);
void answering_end(struct answering *answering);

/* The engine has done its part: how long it took goes into the frame. */
void answering_found(struct answering *answering);

/* Say in the answer that what has all words was none, and this is what has some
 * of them. */
enum concord_status answering_note_relaxed(struct answering *answering,
                                           struct concord_error *err);

/* Ask the engine, and again for any of the words when all of them find nothing
 * and that is allowed. `search` is what was asked, or as much of it as the
 * answer needs. The caller destroys *page whatever comes of it. */
enum concord_status answering_search(struct answering *answering,
                                     const struct question *question,
                                     const struct search_request *search,
                                     struct result_page **page,
                                     struct concord_error *err);

/* The Link header of a page; without room for all of it there is none. */
void answering_link(struct buffer *links, struct page_place place);

#endif
