/* page_title.h - what the format itself calls the paper: "News: Barset signs |
 * Barset Voice". Part of it is the paper's name and part the site's; the text
 * tells which. Letters and figures are compared, whatever stands between them.
 * Pure functions. */
#ifndef CONCORD_CORPUS_DESCRIBE_PAGE_TITLE_H
#define CONCORD_CORPUS_DESCRIBE_PAGE_TITLE_H

#include "describe/reading.h"

/* What programs call a paper that nobody has named, and sites a page of any
 * kind: "Untitled", "Latest news". */
bool title_is_nobodys(const char *title, size_t size);

/* The part of the title that is the page's own name, of *size bytes, within the
 * title: the first one, but the last where the site is named first. NULL and 0
 * when it has none. */
const char *page_title_own(const struct reading *reading, size_t *size);

/* `title`, of *size bytes, less the names of sites that stand before or after
 * it; *size becomes what is left. */
const char *title_without_site(const struct reading *reading, const char *title,
                               size_t *size);

/* The name of a site or of a body, and no page's. */
bool title_is_sites(const struct reading *reading, const char *title,
                    size_t size);

/* Begins with the name of the host that the paper was taken from. */
bool title_is_host(const struct reading *reading, const char *title,
                   size_t size);

/* The title is a site's name, and begins with the block's words. */
bool page_title_begins_with(const struct reading *reading, size_t block);

/* The title is what the block says and a page's kind: "Barset Voice: News". */
bool page_title_is_block_and_kind(const struct reading *reading, size_t block);

/* The title has a border: a site's name stands in it too. */
bool page_title_is_parted(const struct reading *reading);

/* The block says the title, or a part of it between borders. */
bool page_title_is_said_by(const struct reading *reading, size_t block);

/* The title's own part holds the block's words among others. */
bool page_title_holds(const struct reading *reading, size_t block);

/* The block says a part of the title that is not the page's own, or welcomes to
 * a site: it stands at the head of every page. */
bool page_title_has_site(const struct reading *reading, size_t block);

/* What the page's properties call the paper; NULL when they give no title, or
 * only the site's name, or no more than the format's title with that in it. */
const char *page_title_of_properties(const struct reading *reading);

/* The block says what the page's properties call the site. */
bool page_title_block_is_site(const struct reading *reading, size_t block);

/* The block has the letters and figures of `text`. */
bool page_title_block_is(const struct reading *reading, size_t block,
                         const char *text);

/* The property that has the letters of `title`, as its author spelt it; NULL
 * when none has. */
const char *page_title_respelt(const struct reading *reading, const char *title,
                               size_t size);

#endif
