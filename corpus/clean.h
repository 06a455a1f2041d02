/* clean.h - which of the extracted blocks are the paper.
 *
 * A block is dropped when it has the shape of what pages carry beside their
 * text: the schema's shapes, compared with case folded, quotation marks and
 * dashes straightened and every run of digits masked ("© 2006-2021" and
 * "© 2006-2022" are one), and by structure:
 *   site-header, navigation-list, sidebar, related-links, share-links,
 *   comment, cookie-notice, footer-line, side-list
 *                    what stands in a part of the page that is called so
 *   furniture-line   several of the schema's shapes, one after another
 *   menu-line        short items and nothing else, parted by bars or arrows
 *   navigation-list  a run of short list items above a page's first heading,
 *                    or of short lines that are mostly in any site's menu
 *   boilerplate-list the list items under a dropped heading, and the lines
 *                    under one of links to other pages
 *   pager            arrows to the pages before and after
 *   footer-line      a page's foot, of which a part is furniture
 *   comment          what stands under a line that counts comments, or that
 *                    names a reader and the time of the day
 *   running-head     a paper's first line that comes back page after page
 *   page-number      numbers by themselves that grow by one
 * and by what the archive says of it (archive_facts.h):
 *   recurs-on-host, recurs-in-archive
 * A heading of the paper's own that reads like a menu's is told by the prose
 * under it, and stays.
 * What is dropped is kept beside the document, with the rule. A cleaner
 * belongs to one thread. */
#ifndef CONCORD_CORPUS_CLEAN_H
#define CONCORD_CORPUS_CLEAN_H

#include "corpus/archive_facts.h"
#include "corpus/extract.h"
#include "schema/document.h"
#include "schema/schema.h"
#include "schema/status.h"

struct cleaner;

/* The schema must outlive it. The caller owns *out and frees it with
 * cleaner_destroy(). CONCORD_NO_MEMORY. */
enum concord_status cleaner_create(struct cleaner **out,
                                   const struct schema *schema,
                                   struct concord_error *err);
void cleaner_destroy(struct cleaner *cleaner);

/* Fill the document's text, blocks and dropped blocks, which must be empty.
 * `ruling` is what the archive says of this extract, or NULL. Nothing is
 * dropped when nothing would remain. CONCORD_BAD_INPUT when the extract has no
 * block or too much text; CONCORD_NO_MEMORY. */
enum concord_status cleaner_clean(struct cleaner *cleaner,
                                  struct document *document,
                                  const struct extract *extract,
                                  const struct archive_ruling *ruling,
                                  struct concord_error *err);

/* What the extract leaves to the facts of the archive; its edges are the
 * arena's. CONCORD_NO_MEMORY. */
enum concord_status cleaner_imprint(struct cleaner *cleaner,
                                    struct imprint *out, struct arena *arena,
                                    const struct extract *extract,
                                    struct concord_error *err);

#endif
