/* test_docset.c - sets of documents against an array of who is in them, of
 * every size and form, for limits around whole words of bits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "docset.h"
#include "random_archive.h"

enum { LIMIT_MAX = 700, ROUNDS = 20000 };

/* A set, and what is in it. */
struct twin {
    struct docset set;
    bool has[LIMIT_MAX];
};

static struct randomness randomness = {20100716};
static struct arena arena;

static uint32_t pick(uint32_t below) {
    return random_below(&randomness, below);
}

/* Few, many or all of them; of the cheaper form, or of both. */
static void make(struct twin *twin, uint32_t limit) {
    uint32_t *docids = arena_alloc(&arena, LIMIT_MAX * sizeof *docids);
    uint32_t share = 1u << pick(9);
    uint32_t count = 0;
    assert_non_null(docids);
    memset(twin->has, 0, sizeof twin->has);
    for (uint32_t docid = 1; docid < limit; docid++) {
        twin->has[docid] = share < 256 && pick(share) == 0;
        docids[count] = docid;
        count += twin->has[docid];
    }
    assert_true(docset_of_list(&twin->set, &arena, docids, count, limit));
    if (twin->set.bits != NULL && pick(2) == 0)
        assert_true(docset_of_bits(&twin->set, &arena, twin->set.bits, limit));
}

static void check(const struct docset *set, const bool *has) {
    const uint32_t *docids = docset_list(set, &arena);
    const uint64_t *bits = docset_bitmap(set, &arena);
    uint32_t count = 0;
    assert_true(docids != NULL && bits != NULL);
    for (uint32_t docid = 0; docid < set->limit; docid++) {
        assert_int_equal(docset_has(set, docid), has[docid]);
        assert_int_equal(docset_bit(bits, docid), has[docid]);
        if (has[docid])
            assert_int_equal(docids[count++], docid);
    }
    assert_int_equal(set->count, count);
    assert_false(docset_has(set, set->limit));
    if (docset_is_many(count, set->limit))
        assert_non_null(set->bits);
    else
        assert_true(set->docids != NULL || count == 0);
}

static void join(struct twin *out, const struct twin *a, const struct twin *b) {
    unsigned operation = pick(3);
    struct docset set = a->set; /* may be its own result */
    assert_true(operation == 0   ? docset_and(&set, &arena, &set, &b->set)
                : operation == 1 ? docset_or(&set, &arena, &set, &b->set)
                                 : docset_and_not(&set, &arena, &set, &b->set));
    for (uint32_t docid = 0; docid < LIMIT_MAX; docid++)
        out->has[docid] = operation == 0   ? a->has[docid] && b->has[docid]
                          : operation == 1 ? a->has[docid] || b->has[docid]
                                           : a->has[docid] && !b->has[docid];
    out->set = set;
}

static void sets_are_joined_as_their_documents_are(void **state) {
    static struct twin twins[4];
    (void)state;
    for (unsigned i = 0; i < ROUNDS; i++) {
        uint32_t limit = pick(3) ? 64 * pick(LIMIT_MAX / 64) + pick(3) : 0;
        if (limit == 0)
            limit = 1 + pick(LIMIT_MAX - 1);
        make(&twins[0], limit);
        make(&twins[1], limit);
        join(&twins[2], &twins[0], &twins[1]);
        make(&twins[1], limit);
        join(&twins[3], &twins[2], &twins[1]);
        for (unsigned j = 0; j < 4; j++)
            check(&twins[j].set, twins[j].has);
        arena_reset(&arena);
    }
    arena_clear(&arena);
}

static void seeking_finds_the_next_that_is_no_less(void **state) {
    (void)state;
    for (unsigned i = 0; i < ROUNDS; i++) {
        uint32_t docids[64];
        uint32_t count = pick(64);
        uint32_t docid = 0;
        for (uint32_t j = 0; j < count; j++)
            docids[j] = docid += 1 + pick(1u << pick(8));
        uint32_t sought = pick(docid + 3);
        size_t from = count > 0 ? pick(count + 1) : 0;
        size_t expected = from;
        while (expected < count && docids[expected] < sought)
            expected++;
        assert_int_equal(docset_seek(docids, count, from, sought), expected);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sets_are_joined_as_their_documents_are),
        cmocka_unit_test(seeking_finds_the_next_that_is_no_less),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
