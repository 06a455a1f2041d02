/* pages.h - the page for researchers: HTML made of the index, and the few files
 * beside it. Answer fillers of routes.h. */
#ifndef CONCORD_SEARCHD_PAGES_H
#define CONCORD_SEARCHD_PAGES_H

#include "routes.h"

/* Make the answer a page that tells what went wrong; false when no pages are
 * served, or memory is out. */
bool page_tells(struct answer *answer, const struct operations *operations,
                struct concord_error *err);

/* What goes wrong is told as a page too, but for what is the daemon's own
 * fault. CONCORD_NOT_FOUND when pages are not served. */
answer_filler fill_home;
answer_filler fill_search_page;
answer_filler fill_document_page;

/* A style sheet or a script of the folder that --web names. */
answer_filler fill_web_file;

#endif
