/* preparing.h - from a corpus to what every engine is given of it.
 *
 *   papers.tsv      the papers as they are, see paper.h
 *   stems.tsv       the same with every word of title and text as its stem
 *   questions.tsv   see questions.h
 *
 * The stems are made by Concord's own analysis, so that engines without it find
 * the same papers. Hyphens between words are written as spaces, since engines
 * differ in what they make of them. */
#ifndef CONCORD_BENCH_PREPARING_H
#define CONCORD_BENCH_PREPARING_H

#include <stdint.h>
#include <stdio.h>

#include "made_values.h"

#ifdef __cplusplus
extern "C" {
#endif

struct preparation {
    const char *folder; /* there already */
    uint64_t seed;
    unsigned questions;               /* of each class */
    const struct made_values *values; /* for papers that have none */
};

/* Read objects of JSON, a line each, with "id", "title", "text" and perhaps
 * "date" and lists of values by facet. CONCORD_BAD_INPUT names the line. */
enum concord_status corpus_prepare(const struct preparation *preparation,
                                   FILE *corpus, struct concord_error *err);

#ifdef __cplusplus
}
#endif

#endif
