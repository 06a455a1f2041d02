/* made_papers.h - an archive of any size that is the same from the same seed,
 * byte by byte, on any machine (with the same schema).
 *
 * What real text has and independent draws have not is kept: words as often as
 * Zipf's law says; words that come back once they have occurred in a paper
 * (bursts); pairs that stand together oftener than chance; lengths that are
 * log-normal, 200 words on average and 140 in the middle; sentences and
 * paragraphs. What is lost is meaning: no word goes with a topic.
 * One thread at a time. */
#ifndef CONCORD_BENCH_MADE_PAPERS_H
#define CONCORD_BENCH_MADE_PAPERS_H

#include "made_values.h"
#include "paper.h"

#ifdef __cplusplus
extern "C" {
#endif

struct made_papers;

/* `values` must outlive it. The caller owns *out and frees it with
 * made_papers_destroy(). */
enum concord_status made_papers_create(struct made_papers **out, uint64_t seed,
                                       const struct made_values *values,
                                       struct concord_error *err);
void made_papers_destroy(struct made_papers *made);

/* The paper of that number, whatever was made before. It stands until the next
 * call. CONCORD_NO_MEMORY. */
enum concord_status made_papers_make(struct made_papers *made, uint64_t number,
                                     struct paper *out,
                                     struct concord_error *err);

#ifdef __cplusplus
}
#endif

#endif
