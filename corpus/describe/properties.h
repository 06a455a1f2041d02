/* properties.h - what a page's own properties say of the paper, as
 * format/page_properties.h names them. They are the page's maker's word: more
 * than what is inferred, less than what people say of the paper here. */
#ifndef CONCORD_CORPUS_DESCRIBE_PROPERTIES_H
#define CONCORD_CORPUS_DESCRIBE_PROPERTIES_H

#include "describe/date_claims.h"
#include "describe/reading.h"

/* The next title that a property gives, from *at on, which moves past it; NULL
 * at the end. It may be the site's: whether it is the paper's the caller has to
 * find out. */
const char *property_next_title(const struct extract *extract, size_t *at);

/* The name of the site that the page stands on, or NULL. */
const char *property_site_name(const struct extract *extract);

/* When the paper was issued or the page published: for an agreement the page's
 * date counts less than what its text says. No claim has rank 0.
 * CONCORD_NO_MEMORY. */
enum concord_status claim_of_properties(const struct reading *reading,
                                        enum paper_kind kind, struct claim *out,
                                        struct concord_error *err);

/* When the page was last changed: for want of any other date. */
enum concord_status claim_of_modified(const struct reading *reading,
                                      struct claim *out,
                                      struct concord_error *err);

#endif
