/* acronyms.c - what abbreviations stand for, by how many papers say so.
 * Copies are one paper, and "CCGs" of "clinical commissioning groups" is the
 * acronym of "Clinical Commissioning Group". */
#include <stdlib.h>
#include <string.h>

#include "relate/papers.h"
#include "text/tokens.h"

struct defined {
    uint32_t expansion; /* hash of its words, the last in the singular */
    size_t group;       /* the leader of the paper */
    bool copied;        /* by a paper that does not lead its group */
    struct acronym_use use;
};

/* "CCGs" and "CCG": without a small s after a capital. */
static size_t acronym_length(const char *acronym) {
    size_t length = strlen(acronym);
    bool plural = length > 2 && acronym[length - 1] == 's' &&
                  acronym[length - 2] >= 'A' && acronym[length - 2] <= 'Z';
    return plural ? length - 1 : length;
}

static int compare_acronyms(const char *a, const char *b) {
    size_t a_length = acronym_length(a);
    size_t b_length = acronym_length(b);
    int order = memcmp(a, b, a_length < b_length ? a_length : b_length);
    return order != 0 ? order : (a_length > b_length) - (a_length < b_length);
}

static uint32_t expansion_hash(const char *expansion) {
    struct token_reader reader;
    struct token token;
    uint32_t hash = 0;
    token_reader_begin(&reader, expansion, strlen(expansion));
    while (token_next(&reader, &token))
        if (strcmp(token.word, "the") != 0)
            hash =
                hash * 2654435769U + name_word_hash(token.word, token.length);
    return hash;
}

static int compare_numbers(size_t a, size_t b) {
    return (a > b) - (a < b);
}

static int compare_defined(const void *a, const void *b) {
    const struct defined *first = a;
    const struct defined *second = b;
    int order = compare_acronyms(first->use.acronym->acronym,
                                 second->use.acronym->acronym);
    if (order != 0)
        return order;
    if (first->expansion != second->expansion)
        return first->expansion < second->expansion ? -1 : 1;
    if (first->group != second->group)
        return first->group < second->group ? -1 : 1;
    if (first->copied != second->copied)
        return first->copied ? 1 : -1;
    order = compare_numbers(first->use.paper, second->use.paper);
    return order != 0 ? order
                      : compare_numbers(first->use.acronym->start,
                                        second->use.acronym->start);
}

static bool collect(struct relator *relator, struct defined **list,
                    size_t *count) {
    for (size_t i = 0; i < relator->count; i++) {
        const struct claim *claim = &relator->papers[i].claim;
        for (size_t j = 0; j < claim->acronym_count; j++) {
            if (claim->acronyms[j].acronym[0] == '\0')
                continue;
            struct defined *added =
                arena_push(&relator->arena, list, count, sizeof *added);
            if (!added)
                return false;
            *added = (struct defined){
                .expansion = expansion_hash(claim->acronyms[j].expansion),
                .group = relator->papers[i].leader,
                .copied = !paper_leads(relator, i),
                .use = {i, &claim->acronyms[j]}};
        }
    }
    return true;
}

static bool is_same_entry(const struct defined *a, const struct defined *b) {
    return a->expansion == b->expansion &&
           compare_acronyms(a->use.acronym->acronym, b->use.acronym->acronym) ==
               0;
}

/* The spelling that most papers have; then the first by its bytes. */
struct spelling {
    const char *text;
};

static int compare_spellings(const void *a, const void *b) {
    return strcmp(((const struct spelling *)a)->text,
                  ((const struct spelling *)b)->text);
}

static const char *common_spelling(struct spelling *spellings, size_t count) {
    const char *best = NULL;
    size_t best_times = 0;
    qsort(spellings, count, sizeof *spellings, compare_spellings);
    for (size_t i = 0; i < count;) {
        size_t end = i;
        while (end < count &&
               strcmp(spellings[i].text, spellings[end].text) == 0)
            end++;
        if (end - i > best_times) {
            best = spellings[i].text;
            best_times = end - i;
        }
        i = end;
    }
    return best;
}

/* One use a group: items first..end are of one entry. */
static bool make_entry(struct relator *relator, const struct defined *items,
                       size_t count) {
    struct spelling *spellings = malloc(count * sizeof *spellings);
    struct acronym_entry *entry =
        arena_push(&relator->arena, &relator->acronyms, &relator->acronym_count,
                   sizeof *entry);
    if (!spellings || !entry) {
        free(spellings);
        return false;
    }
    const char *acronym = items[0].use.acronym->acronym;
    size_t length = acronym_length(acronym);
    entry->acronym = arena_copy(&relator->arena, acronym, length);
    entry->first = relator->use_count;
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && items[i].group == items[i - 1].group)
            continue;
        spellings[entry->count++].text = items[i].use.acronym->expansion;
        relator->uses[relator->use_count++] = items[i].use;
    }
    entry->expansion = common_spelling(spellings, entry->count);
    free(spellings);
    return entry->acronym != NULL;
}

static int compare_entries(const void *a, const void *b) {
    const struct acronym_entry *first = a;
    const struct acronym_entry *second = b;
    int order = strcmp(first->acronym, second->acronym);
    if (order != 0)
        return order;
    if (first->count != second->count)
        return first->count > second->count ? -1 : 1;
    return strcmp(first->expansion, second->expansion);
}

enum concord_status relate_acronyms(struct relator *relator,
                                    struct concord_error *err) {
    struct defined *list = NULL;
    size_t count = 0;
    if (!collect(relator, &list, &count))
        return concord_no_memory(err);
    relator->uses = arena_alloc(&relator->arena, count * sizeof *relator->uses);
    if (!relator->uses)
        return concord_no_memory(err);
    if (count > 0)
        qsort(list, count, sizeof *list, compare_defined);
    for (size_t i = 0; i < count;) {
        size_t end = i;
        while (end < count && is_same_entry(&list[i], &list[end]))
            end++;
        if (!make_entry(relator, &list[i], end - i))
            return concord_no_memory(err);
        i = end;
    }
    if (relator->acronym_count > 0)
        qsort(relator->acronyms, relator->acronym_count,
              sizeof *relator->acronyms, compare_entries);
    return CONCORD_OK;
}
