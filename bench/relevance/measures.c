/* measures.c - nDCG, average precision, precision, and chance. */
#include "measures.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

const char *const measure_names[MEASURES] = {
    [MEASURE_NDCG] = "nDCG@10",
    [MEASURE_MAP] = "MAP",
    [MEASURE_PRECISION] = "P@10",
};

static unsigned grade_of(const struct question_asked *question,
                         const char *paper) {
    for (size_t i = 0; i < question->judgement_count; i++)
        if (strcmp(question->judgements[i].paper, paper) == 0)
            return question->judgements[i].grade;
    return 0;
}

static double gain_at(unsigned grade, size_t place) {
    return (double)grade / log2((double)place + 2);
}

static int higher_grade(const void *left, const void *right) {
    const struct judgement *a = left;
    const struct judgement *b = right;
    return (a->grade < b->grade) - (a->grade > b->grade);
}

static double best_gain(const struct question_asked *question) {
    size_t count = question->judgement_count;
    struct judgement *sorted = calloc(count, sizeof *sorted);
    double gain = 0;
    if (sorted == NULL)
        abort();
    memcpy(sorted, question->judgements, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, higher_grade);
    for (size_t i = 0; i < count && i < RANKING_TOP; i++)
        gain += gain_at(sorted[i].grade, i);
    free(sorted);
    return gain;
}

void ranking_measure(struct measured *out, const struct ranking *ranking,
                     const struct question_asked *question) {
    double gain = 0;
    double precisions = 0;
    double found = 0;
    double found_on_top = 0;
    for (size_t i = 0; i < ranking->count; i++) {
        unsigned grade = grade_of(question, ranking->papers[i]);
        if (grade == 0)
            continue;
        found++;
        precisions += found / ((double)i + 1);
        if (i < RANKING_TOP) {
            gain += gain_at(grade, i);
            found_on_top++;
        }
    }
    out->of[MEASURE_NDCG] = gain / best_gain(question);
    out->of[MEASURE_MAP] = precisions / (double)question->judgement_count;
    out->of[MEASURE_PRECISION] = found_on_top / RANKING_TOP;
}

double measure_mean(const struct measured *values, size_t count,
                    enum measure measure) {
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += values[i].of[measure];
    return sum / (double)count;
}

/* Marsaglia, Xorshift RNGs (2003). */
static uint64_t draw(uint64_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

double measure_chance(const struct measured *a, const struct measured *b,
                      size_t count, enum measure measure) {
    enum { DRAWS = 20000 };
    uint64_t state = 88172645463325252u;
    double seen = 0;
    unsigned as_large = 0;
    for (size_t i = 0; i < count; i++)
        seen += a[i].of[measure] - b[i].of[measure];
    for (unsigned round = 0; round < DRAWS; round++) {
        double sum = 0;
        for (size_t i = 0; i < count; i++) {
            double difference = a[i].of[measure] - b[i].of[measure];
            sum += draw(&state) >> 63 ? difference : -difference;
        }
        as_large += fabs(sum) >= fabs(seen) - 1e-12;
    }
    return ((double)as_large + 1) / (DRAWS + 1);
}
