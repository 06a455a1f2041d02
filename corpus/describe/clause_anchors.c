#include "describe/clause_anchors.h"

#include <stdlib.h>
#include <string.h>

enum { SLUG_BYTES = 60 };

/* Anchors: the heading's words, and the number under it. A heading that comes
 * again gets its own heading's words before it, and the sections that are still
 * of one name are numbered. "--" stands nowhere else. */

static void append_slug(char *slug, const struct reading *reading,
                        size_t block) {
    size_t used = strlen(slug);
    size_t end = reading_block_end(reading, block);
    for (size_t word = reading->blocks[block].first_word; word < end; word++) {
        size_t before = used;
        if (used > 0 && used < SLUG_BYTES)
            slug[used++] = '-';
        size_t start = used;
        for (const char *byte = reading->words[word].folded; *byte; byte++)
            if (used < SLUG_BYTES && ((*byte >= 'a' && *byte <= 'z') ||
                                      (*byte >= '0' && *byte <= '9')))
                slug[used++] = *byte;
        bool cut = used >= SLUG_BYTES;
        if (used == start || (cut && before > 0))
            used = before;
        slug[used] = '\0';
        if (cut)
            return;
    }
}

/* The heading's words without its number. */
static const char *slug_for(struct reading *reading,
                            const struct clause_draft *draft,
                            bool with_parent) {
    char slug[SLUG_BYTES * 2 + 2] = "";
    size_t blocks[] = {with_parent ? draft->parent : READING_NOWHERE,
                       draft->heading};
    for (size_t i = 0; i < 2; i++) {
        if (blocks[i] == READING_NOWHERE || reading->blocks[blocks[i]].title)
            continue;
        char part[SLUG_BYTES + 1] = "";
        append_slug(part, reading, blocks[i]);
        const char *from = part + strspn(part, "0123456789-");
        size_t used = strlen(slug);
        if (*from) {
            if (used > 0)
                slug[used++] = '-';
            memcpy(slug + used, from, strlen(from) + 1);
        }
    }
    return arena_string(&reading->arena,
                        slug[0] ? slug : clause_kind_name(draft->kind));
}

/* Sections by their slug, then by their place. */
struct named {
    const char *slug;
    size_t first; /* draft */
    size_t end;
};

static int compare_names(const void *left, const void *right) {
    const struct named *a = left;
    const struct named *b = right;
    int order = strcmp(a->slug, b->slug);
    if (order != 0)
        return order;
    return a->first < b->first ? -1 : a->first > b->first;
}

static bool same_section(const struct clause_draft *left,
                         const struct clause_draft *right) {
    return left->heading == right->heading &&
           (left->heading != READING_NOWHERE || left->kind == right->kind);
}

/* The sections that have drafts, in the order of their slugs. */
static struct named *name_sections(struct reading *reading,
                                   struct clause_draft *drafts, size_t total,
                                   size_t *count) {
    struct named *names = NULL;
    for (size_t i = 0; i < total; i++) {
        if (i > 0 && same_section(&drafts[i], &drafts[i - 1])) {
            names[*count - 1].end = i + 1;
            continue;
        }
        struct named *added =
            arena_push(&reading->arena, &names, count, sizeof *names);
        if (!added)
            return NULL;
        *added = (struct named){drafts[i].slug, i, i + 1};
    }
    if (names)
        qsort(names, *count, sizeof *names, compare_names);
    return names;
}

/* Sections of one slug: given their parents' words, or else numbered. */
static bool settle_sections(struct reading *reading,
                            struct clause_draft *drafts, size_t total,
                            bool with_parents) {
    size_t count = 0;
    struct named *names = name_sections(reading, drafts, total, &count);
    unsigned occurrence = 0;
    unsigned number = 0;
    for (size_t i = 0; names && i < count; i++) {
        bool before = i > 0 && strcmp(names[i - 1].slug, names[i].slug) == 0;
        bool after =
            i + 1 < count && strcmp(names[i + 1].slug, names[i].slug) == 0;
        const struct clause_draft *first = &drafts[names[i].first];
        bool headed = first->heading != READING_NOWHERE;
        occurrence = before && headed ? occurrence + 1 : 1;
        if (!before || headed)
            number = 0;
        const char *slug = names[i].slug;
        if (with_parents && (before || after) && headed)
            slug = slug_for(reading, first, true);
        if (!slug)
            return false;
        for (size_t j = names[i].first; j < names[i].end; j++) {
            drafts[j].slug = slug;
            drafts[j].number = ++number;
            drafts[j].occurrence = occurrence;
        }
    }
    return names != NULL;
}

bool clause_anchors_settle(struct reading *reading, struct clause_draft *drafts,
                           size_t count) {
    for (size_t i = 0; i < count; i++) {
        struct clause_draft *draft = &drafts[i];
        draft->slug = i > 0 && same_section(draft, draft - 1)
                          ? draft[-1].slug
                          : slug_for(reading, draft, false);
        if (!draft->slug)
            return false;
    }
    return settle_sections(reading, drafts, count, true) &&
           settle_sections(reading, drafts, count, false);
}

const char *clause_anchor(struct reading *reading,
                          const struct clause_draft *draft) {
    if (draft->occurrence > 1)
        return arena_printf(&reading->arena, "%s--%u-%u", draft->slug,
                            draft->occurrence, draft->number);
    return arena_printf(&reading->arena, "%s-%u", draft->slug, draft->number);
}
