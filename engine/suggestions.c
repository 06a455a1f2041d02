/* suggestions.c - reads suggestions.bin. */
#include "engine/suggestions.h"

#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "files.h"
#include "generation_files.h"
#include "suggestions_file.h"
#include "suggestions_nearest.h"

struct suggestions {
    struct mapped_file file;
    struct suggestions_part *parts; /* one a kind */
    size_t kind_count;
};

/* ---- opening ---- */

static const void *part_at(const struct suggestions *suggestions, uint64_t at,
                           uint64_t count, size_t width) {
    size_t size = suggestions->file.size;
    if (at % 8 != 0 || at > size || count > (size - at) / width)
        return NULL;
    return (const char *)suggestions->file.bytes + at;
}

static bool is_power_of_two(uint32_t number) {
    return number != 0 && (number & (number - 1)) == 0;
}

static bool take_kind(const struct suggestions *suggestions,
                      const struct suggestions_kind *kind,
                      struct suggestions_part *part) {
    *part = (struct suggestions_part){
        .starts = part_at(suggestions, kind->starts_at, kind->entry_count,
                          sizeof *part->starts),
        .counts = part_at(suggestions, kind->counts_at, kind->entry_count,
                          sizeof *part->counts),
        .weights = part_at(suggestions, kind->weights_at, kind->entry_count,
                           sizeof *part->weights),
        .keys = part_at(suggestions, kind->keys_at, kind->key_count,
                        sizeof *part->keys),
        .tree = part_at(suggestions, kind->tree_at, (uint64_t)2 * kind->leaves,
                        sizeof *part->tree),
        .strings =
            part_at(suggestions, kind->strings_at, kind->strings_size, 1),
        .strings_size = kind->strings_size,
        .entry_count = kind->entry_count,
        .key_count = kind->key_count,
        .leaves = kind->leaves};
    if (part->starts == NULL || part->counts == NULL || part->weights == NULL ||
        part->keys == NULL || part->tree == NULL || part->strings == NULL)
        return false;
    if (kind->key_count == 0)
        return true;
    return is_power_of_two(kind->leaves) &&
           kind->key_count <= (uint64_t)kind->leaves * SUGGESTIONS_LEAF &&
           kind->leaves <= UINT32_MAX / SUGGESTIONS_LEAF / 2 &&
           kind->strings_size > 0 &&
           part->strings[kind->strings_size - 1] == '\0';
}

/* What keys and entries point to is looked at when it is used. */
static bool take_kinds(struct suggestions *suggestions) {
    struct suggestions_header header;
    if (suggestions->file.size < sizeof header)
        return false;
    memcpy(&header, suggestions->file.bytes, sizeof header);
    const struct suggestions_kind *kinds =
        part_at(suggestions, sizeof header, header.kind_count, sizeof *kinds);
    if (memcmp(header.magic, SUGGESTIONS_MAGIC, sizeof header.magic) != 0 ||
        header.byte_order != SUGGESTIONS_BYTE_ORDER ||
        header.format != SUGGESTIONS_FORMAT || kinds == NULL)
        return false;
    suggestions->parts =
        calloc((size_t)header.kind_count + 1, sizeof *suggestions->parts);
    suggestions->kind_count = header.kind_count;
    for (size_t i = 0; suggestions->parts != NULL && i < header.kind_count; i++)
        if (!take_kind(suggestions, &kinds[i], &suggestions->parts[i]))
            return false;
    return suggestions->parts != NULL;
}

static enum concord_status read_file(struct suggestions *suggestions,
                                     const char *path,
                                     struct concord_error *err) {
    enum concord_status status = files_map(&suggestions->file, path, err);
    if (status != CONCORD_OK || suggestions->file.bytes == NULL ||
        take_kinds(suggestions))
        return status;
    return concord_fail(err, CONCORD_CORRUPT,
                        "%s: not whole, or of another format; run "
                        "concord-indexer --rebuild",
                        path);
}

enum concord_status suggestions_open(struct suggestions **out,
                                     const char *directory,
                                     struct concord_error *err) {
    char path[PATH_MAX];
    *out = NULL;
    struct suggestions *suggestions = calloc(1, sizeof *suggestions);
    if (suggestions == NULL)
        return concord_no_memory(err);
    enum concord_status status =
        generation_path(path, err, "%s/" GENERATION_SUGGESTIONS, directory);
    if (status == CONCORD_OK)
        status = read_file(suggestions, path, err);
    if (status != CONCORD_OK) {
        suggestions_close(suggestions);
        return status;
    }
    *out = suggestions;
    return CONCORD_OK;
}

void suggestions_close(struct suggestions *suggestions) {
    if (suggestions == NULL)
        return;
    files_unmap(&suggestions->file);
    free(suggestions->parts);
    free(suggestions);
}

size_t suggestions_kind_count(const struct suggestions *suggestions) {
    return suggestions->kind_count;
}

/* ---- completing ---- */

/* The first key that is not before `begun`, or, with `past`, not before and no
 * longer begins with it. */
static uint32_t find_bound(const struct suggestions_part *part,
                           const char *begun, bool past) {
    size_t size = strlen(begun);
    uint32_t low = 0;
    uint32_t high = part->key_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const char *words = suggestions_part_words(part, middle);
        bool before =
            past ? strncmp(words, begun, size) <= 0 : strcmp(words, begun) < 0;
        if (before)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Nodes of the tree, and keys, that are still to be looked into, the best of
 * them last: the greatest weight, then the one furthest left. Below each node
 * is a key of its own weight: while there are as many as what is asked for has
 * keys, the worst can have no part in it and may be forgotten. Key k counts as
 * node 2 * leaves + k. */
enum { NODES_MAX = 1024, MOST_MAX = NODES_MAX / SUGGESTIONS_KEYS_MAX };

struct open_nodes {
    const struct suggestions_part *part;
    uint32_t nodes[NODES_MAX];
    size_t count;
};

static bool is_key(const struct suggestions_part *part, uint32_t node) {
    return node >= 2 * part->leaves;
}

static uint32_t weight_of(const struct suggestions_part *part, uint32_t node) {
    return is_key(part, node)
               ? suggestions_part_weight(part, node - 2 * part->leaves)
               : part->tree[node];
}

/* The first key below a node. */
static uint32_t first_key(const struct suggestions_part *part, uint32_t node) {
    if (is_key(part, node))
        return node - 2 * part->leaves;
    while (node < part->leaves)
        node *= 2;
    return (node - part->leaves) * SUGGESTIONS_LEAF;
}

static bool comes_before(const struct suggestions_part *part, uint32_t a,
                         uint32_t b) {
    uint32_t weight_a = weight_of(part, a);
    uint32_t weight_b = weight_of(part, b);
    return weight_a != weight_b ? weight_a > weight_b
                                : first_key(part, a) < first_key(part, b);
}

/* How many of the nodes come after `node`. */
static size_t count_worse(const struct open_nodes *open, uint32_t node) {
    size_t low = 0;
    size_t high = open->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (comes_before(open->part, node, open->nodes[middle]))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void open_node(struct open_nodes *open, uint32_t node) {
    uint32_t *nodes = open->nodes;
    if (weight_of(open->part, node) == 0)
        return;
    size_t worse = count_worse(open, node);
    if (open->count < NODES_MAX) {
        memmove(nodes + worse + 1, nodes + worse,
                (open->count - worse) * sizeof *nodes);
        open->count++;
        nodes[worse] = node;
    } else if (worse > 0) {
        memmove(nodes, nodes + 1, (worse - 1) * sizeof *nodes);
        nodes[worse - 1] = node;
    }
}

static void open_keys(struct open_nodes *open, uint32_t first, uint32_t end) {
    for (uint32_t key = first; key < end; key++)
        open_node(open, 2 * open->part->leaves + key);
}

/* The nodes that together cover keys first..end, and the keys of leaves that
 * are not wholly there. */
static void open_range(struct open_nodes *open, uint32_t first, uint32_t end) {
    uint32_t low = (first + SUGGESTIONS_LEAF - 1) / SUGGESTIONS_LEAF;
    uint32_t high = end / SUGGESTIONS_LEAF;
    if (low >= high) {
        open_keys(open, first, end);
        return;
    }
    open_keys(open, first, low * SUGGESTIONS_LEAF);
    open_keys(open, high * SUGGESTIONS_LEAF, end);
    low += open->part->leaves;
    high += open->part->leaves;
    for (; low < high; low /= 2, high /= 2) {
        if (low % 2 == 1)
            open_node(open, low++);
        if (high % 2 == 1)
            open_node(open, --high);
    }
}

/* What is directly below a node. */
static void open_below(struct open_nodes *open, uint32_t node) {
    const struct suggestions_part *part = open->part;
    if (node < part->leaves) {
        open_node(open, 2 * node);
        open_node(open, 2 * node + 1);
        return;
    }
    uint32_t first = first_key(part, node);
    uint32_t rest = first < part->key_count ? part->key_count - first : 0;
    open_keys(open, first,
              first + (rest < SUGGESTIONS_LEAF ? rest : SUGGESTIONS_LEAF));
}

/* False when it is there already, by another of its words. */
static bool add_suggestion(const struct suggestions_part *part, uint32_t key,
                           struct suggestion *out, size_t *count) {
    struct suggestion found = suggestions_part_entry(part, key);
    for (size_t i = 0; i < *count; i++)
        if (out[i].text == found.text)
            return false;
    out[(*count)++] = found;
    return true;
}

size_t suggestions_complete(const struct suggestions *suggestions, size_t kind,
                            const char *begun, struct suggestion *out,
                            size_t most) {
    if (kind >= suggestions->kind_count)
        return 0;
    const struct suggestions_part *part = &suggestions->parts[kind];
    struct open_nodes open = {.part = part, .count = 0};
    size_t count = 0;
    most = most < MOST_MAX ? most : MOST_MAX;
    open_range(&open, find_bound(part, begun, false),
               find_bound(part, begun, true));
    while (open.count > 0 && count < most) {
        uint32_t node = open.nodes[--open.count];
        if (is_key(part, node))
            add_suggestion(part, first_key(part, node), out, &count);
        else
            open_below(&open, node);
    }
    return count;
}

size_t suggestions_nearest(const struct suggestions *suggestions,
                           const char *word, struct suggestion *out,
                           size_t most) {
    if (suggestions->kind_count == 0)
        return 0;
    return suggestions_part_nearest(&suggestions->parts[SUGGESTION_WORD], word,
                                    out, most);
}
