/* measures.h - how good an order of papers is, and whether one way of ordering
 * is better than another by more than chance. Pure; any thread. */
#ifndef CONCORD_BENCH_MEASURES_H
#define CONCORD_BENCH_MEASURES_H

#include "collection.h"

enum { RANKING_MAX = 1000, RANKING_TOP = 10 };

enum measure { MEASURE_NDCG, MEASURE_MAP, MEASURE_PRECISION, MEASURES };
extern const char *const measure_names[MEASURES];

struct measured {
    double of[MEASURES];
};

/* The ids of papers, the best first, at most RANKING_MAX. */
struct ranking {
    const char *papers[RANKING_MAX];
    size_t count;
};

/* nDCG and precision of the first RANKING_TOP, and the average precision.
 * Jaervelin and Kekaelaeinen, Cumulated gain-based evaluation of IR techniques
 * (2002), with a paper's grade for its gain and log2(1 + place) for what the
 * place takes from it, as trec_eval has it. */
void ranking_measure(struct measured *out, const struct ranking *ranking,
                     const struct question_asked *question);

double measure_mean(const struct measured *values, size_t count,
                    enum measure measure);

/* The chance of a difference of means as large as this one, either way, if
 * both were the same: the paired randomisation test (Smucker, Allan and
 * Carterette, A comparison of statistical significance tests, 2007), with
 * 20,000 draws, the same in every run. */
double measure_chance(const struct measured *a, const struct measured *b,
                      size_t count, enum measure measure);

#endif
