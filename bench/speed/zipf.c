/* zipf.c - sums of weights, searched from a table of beginnings. */
#include "zipf.h"

#include <stdlib.h>

enum { GUIDES = 1 << 16, WEIGHT_BITS = 40 };

/* A draw is a point below `total`, held against the sums of the weights up to
 * each rank. guide[i] is the first rank that a point in the i-th of the equal
 * parts of 0..total can fall on. */
struct zipf {
    size_t count;
    uint64_t total; /* below 2^46, so that it may be multiplied by GUIDES */
    uint64_t *sums;
    uint32_t guide[GUIDES];
};

static void zipf_sum(struct zipf *zipf, unsigned flat, size_t knee) {
    for (size_t i = 0; i < zipf->count; i++) {
        uint64_t weight = ((uint64_t)1 << WEIGHT_BITS) / (i + 1 + flat);
        zipf->total += knee > 0 && i > knee ? weight * knee / i : weight;
        zipf->sums[i] = zipf->total;
    }
}

static void zipf_guide(struct zipf *zipf) {
    uint32_t rank = 0;
    for (uint64_t i = 0; i < GUIDES; i++) {
        while (zipf->sums[rank] <= i * zipf->total / GUIDES)
            rank++;
        zipf->guide[i] = rank;
    }
}

enum concord_status zipf_create(struct zipf **out, size_t count, unsigned flat,
                                size_t knee, struct concord_error *err) {
    *out = NULL;
    struct zipf *zipf = calloc(1, sizeof *zipf);
    uint64_t *sums = calloc(count, sizeof *sums);
    if (zipf == NULL || sums == NULL) {
        free(zipf);
        free(sums);
        return concord_no_memory(err);
    }
    zipf->count = count;
    zipf->sums = sums;
    zipf_sum(zipf, flat, knee);
    zipf_guide(zipf);
    *out = zipf;
    return CONCORD_OK;
}

void zipf_destroy(struct zipf *zipf) {
    if (zipf == NULL)
        return;
    free(zipf->sums);
    free(zipf);
}

size_t zipf_draw(const struct zipf *zipf, struct random *random) {
    uint64_t point = random_next(random) % zipf->total;
    size_t rank = zipf->guide[point * GUIDES / zipf->total];
    while (zipf->sums[rank] <= point)
        rank++;
    return rank;
}
