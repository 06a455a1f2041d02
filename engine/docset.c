/* docset.c - sets, each operation by the forms of the sets that it is given. */
#include "docset.h"

#include "wide_loops.h"

/* ---- forms ---- */

/* Room for that many, and for one that is written but not counted. */
static uint32_t *make_list(struct arena *arena, size_t count) {
    return arena_alloc_raw(arena, (count + 1) * sizeof(uint32_t));
}

/* How many bits a word has is what no processor foresees: two are always
 * written, whether they are there or not, which nearly always are enough. */
static void unpack(uint32_t *out, const uint64_t *bits, size_t words) {
    const uint64_t top = UINT64_C(1) << 63;
    size_t count = 0;
    for (size_t i = 0; i < words; i++) {
        uint64_t word = bits[i];
        do {
            for (unsigned j = 0; j < 2; j++) {
                out[count] =
                    (uint32_t)(64 * i) + (uint32_t)__builtin_ctzll(word | top);
                count += word != 0;
                word &= word - 1;
            }
        } while (word != 0);
    }
}

bool docset_of_bits(struct docset *out, struct arena *arena,
                    const uint64_t *bits, uint32_t limit) {
    size_t words = docset_words(limit);
    size_t count = wide_count(bits, words);
    *out = (struct docset){.count = (uint32_t)count, .limit = limit};
    if (docset_is_many(count, limit)) {
        out->bits = bits;
        return true;
    }
    uint32_t *docids = make_list(arena, count);
    if (docids == NULL)
        return false;
    unpack(docids, bits, words);
    out->docids = docids;
    return true;
}

static void add_list(uint64_t *bits, const uint32_t *docids, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        bits[docids[i] / 64] |= UINT64_C(1) << (docids[i] % 64);
}

bool docset_of_list(struct docset *out, struct arena *arena,
                    const uint32_t *docids, uint32_t count, uint32_t limit) {
    *out = (struct docset){.docids = docids, .count = count, .limit = limit};
    if (!docset_is_many(count, limit))
        return true;
    out->bits = docset_bitmap(out, arena);
    return out->bits != NULL;
}

const uint32_t *docset_list(const struct docset *set, struct arena *arena) {
    if (set->docids != NULL)
        return set->docids;
    uint32_t *docids = make_list(arena, set->count);
    if (docids != NULL && set->bits != NULL)
        unpack(docids, set->bits, docset_words(set->limit));
    return docids;
}

const uint64_t *docset_bitmap(const struct docset *set, struct arena *arena) {
    if (set->bits != NULL)
        return set->bits;
    size_t words = docset_words(set->limit);
    uint64_t *bits = arena_alloc(arena, words * sizeof *bits);
    if (bits != NULL)
        add_list(bits, set->docids, set->count);
    return bits;
}

/* ---- finding ---- */

static size_t seek_between(const uint32_t *docids, size_t low, size_t high,
                           uint32_t docid) {
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (docids[middle] < docid)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t docset_seek(const uint32_t *docids, size_t count, size_t at,
                   uint32_t docid) {
    size_t step = 1;
    if (at >= count || docids[at] >= docid)
        return at;
    while (at + step < count && docids[at + step] < docid)
        step *= 2;
    size_t high = at + step < count ? at + step : count;
    return seek_between(docids, at + step / 2 + 1, high, docid);
}

bool docset_has(const struct docset *set, uint32_t docid) {
    if (docid >= set->limit || set->count == 0)
        return false;
    if (set->bits != NULL)
        return docset_bit(set->bits, docid);
    size_t at = seek_between(set->docids, 0, set->count, docid);
    return at < set->count && set->docids[at] == docid;
}

/* ---- few ---- */

/* Of the list of `few`, those that are in `other`, or that are not. */
static bool choose(struct docset *out, struct arena *arena,
                   const struct docset *few, const struct docset *other,
                   bool in) {
    uint32_t *docids = make_list(arena, few->count);
    uint32_t count = 0;
    size_t at = 0;
    if (docids == NULL)
        return false;
    for (uint32_t i = 0; i < few->count; i++) {
        uint32_t docid = few->docids[i];
        bool has;
        if (other->bits != NULL) {
            has = docset_bit(other->bits, docid);
        } else {
            at = docset_seek(other->docids, other->count, at, docid);
            has = at < other->count && other->docids[at] == docid;
        }
        docids[count] = docid;
        count += has == in;
    }
    *out =
        (struct docset){.docids = docids, .count = count, .limit = few->limit};
    return true;
}

static bool merge(struct docset *out, struct arena *arena,
                  const struct docset *a, const struct docset *b) {
    uint32_t *docids = make_list(arena, (size_t)a->count + b->count);
    uint32_t count = 0;
    uint32_t i = 0;
    uint32_t j = 0;
    if (docids == NULL)
        return false;
    while (i < a->count || j < b->count) {
        uint32_t first = i < a->count ? a->docids[i] : UINT32_MAX;
        uint32_t second = j < b->count ? b->docids[j] : UINT32_MAX;
        docids[count++] = first < second ? first : second;
        i += first <= second;
        j += second <= first;
    }
    *out = (struct docset){.docids = docids, .count = count, .limit = a->limit};
    return true;
}

/* ---- many ---- */

typedef void combine_words(uint64_t *out, const uint64_t *a, const uint64_t *b,
                           size_t count);

static bool combine(struct docset *out, struct arena *arena,
                    const struct docset *a, const struct docset *b,
                    combine_words *words) {
    size_t count = docset_words(a->limit);
    uint64_t *bits = arena_alloc_raw(arena, count * sizeof *bits);
    const uint64_t *left = docset_bitmap(a, arena);
    const uint64_t *right = docset_bitmap(b, arena);
    if (bits == NULL || left == NULL || right == NULL)
        return false;
    words(bits, left, right, count);
    return docset_of_bits(out, arena, bits, a->limit);
}

/* ---- the operations ---- */

bool docset_and(struct docset *out, struct arena *arena, const struct docset *a,
                const struct docset *b) {
    if (a->count == 0 || b->count == 0) {
        *out = (struct docset){.limit = a->limit};
        return true;
    }
    if (a->bits != NULL && b->bits != NULL)
        return combine(out, arena, a, b, wide_and);
    const struct docset *few = a->bits != NULL ? b : a;
    const struct docset *other = few == a ? b : a;
    if (few->bits == NULL && other->bits == NULL && other->count < few->count)
        return choose(out, arena, other, few, true);
    return choose(out, arena, few, other, true);
}

bool docset_or(struct docset *out, struct arena *arena, const struct docset *a,
               const struct docset *b) {
    if (a->count == 0 || b->count == 0) {
        *out = a->count == 0 ? *b : *a;
        return true;
    }
    if (a->bits == NULL && b->bits == NULL &&
        !docset_is_many((size_t)a->count + b->count, a->limit))
        return merge(out, arena, a, b);
    return combine(out, arena, a, b, wide_or);
}

bool docset_and_not(struct docset *out, struct arena *arena,
                    const struct docset *a, const struct docset *b) {
    if (a->count == 0 || b->count == 0) {
        *out = *a;
        return true;
    }
    if (a->bits == NULL)
        return choose(out, arena, a, b, false);
    return combine(out, arena, a, b, wide_and_not);
}
