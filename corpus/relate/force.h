/* force.h - from when to when an agreement was in force, as far as it can be
 * told: what is not known to have ended is not said to have. */
#ifndef CONCORD_CORPUS_RELATE_FORCE_H
#define CONCORD_CORPUS_RELATE_FORCE_H

#include <stdbool.h>
#include <stddef.h>

#include "relate/papers.h"

struct force {
    struct edtf_date from;  /* or undated */
    struct edtf_date until; /* when another took its place, or its term's last
                             * day; undated when no end is known */
    struct edtf_date term;  /* its last day by its own title, or undated */
    struct edtf_date superseded; /* when the first to take its place came, or
                                  * undated */
    bool stated; /* both from and until, by papers; else only possible */
    const char *why;
};

/* Of an agreement that leads its group. After relate_statements(). */
struct force agreement_force(const struct relator *relator, size_t index);

#endif
