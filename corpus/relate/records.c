/* records.c - giving all records away, in the order of their keys: acronyms,
 * documents, lineage, what is not held. */
#include <stdlib.h>
#include <string.h>

#include "corpus/relate.h"
#include "relate/papers.h"
#include "relate/records_json.h"
#include "schema/buffer.h"

enum { KEY_MAX = 4096 };

struct writing {
    struct relator *relator;
    relate_record *sink;
    void *context;
    struct concord_error *err;
    struct buffer key;
};

/* Takes the record; NULL is memory that is out. */
static enum concord_status give(struct writing *writing, json_t *record) {
    char *json = record ? json_dumps(record, JSON_COMPACT) : NULL;
    json_decref(record);
    if (!json || !buffer_ok(&writing->key)) {
        free(json);
        return concord_no_memory(writing->err);
    }
    enum concord_status status = writing->sink(
        writing->context, writing->key.data, json, strlen(json), writing->err);
    free(json);
    return status;
}

static enum concord_status write_acronyms(struct writing *writing) {
    const struct relator *relator = writing->relator;
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < relator->acronym_count && status == CONCORD_OK;
         i++) {
        buffer_clear(&writing->key);
        buffer_printf(&writing->key, "acronym/%08zu", i);
        status = give(writing, acronym_to_json(relator, &relator->acronyms[i]));
    }
    return status;
}

static enum concord_status write_papers(struct writing *writing) {
    const struct relator *relator = writing->relator;
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < relator->count && status == CONCORD_OK; i++) {
        if (!paper_has_record(relator, i))
            continue;
        buffer_clear(&writing->key);
        buffer_printf(&writing->key, "document/%s",
                      relator->papers[i].claim.id);
        status = give(writing, paper_to_json(relator, i));
    }
    return status;
}

/* Keys of clauses: one document's id may begin as another's does, so that they
 * are not in the order of documents. */

struct keyed_line {
    const char *id;
    const char *anchor;
    const struct line *line;
};

static int key_byte(const struct keyed_line *key, size_t id_length, size_t at) {
    if (at < id_length)
        return (unsigned char)key->id[at];
    return at == id_length ? '.'
                           : (unsigned char)key->anchor[at - id_length - 1];
}

static int compare_keys(const void *a, const void *b) {
    const struct keyed_line *first = a;
    const struct keyed_line *second = b;
    size_t first_length = strlen(first->id);
    size_t second_length = strlen(second->id);
    for (size_t at = 0;; at++) {
        int x = key_byte(first, first_length, at);
        int y = key_byte(second, second_length, at);
        if (x != y)
            return x < y ? -1 : 1;
        if (x == 0)
            return 0;
    }
}

static struct keyed_line *key_lines(const struct relator *relator) {
    const struct lineage *lineage = relator->lineage;
    struct keyed_line *keys = malloc((lineage->line_count + 1) * sizeof *keys);
    for (size_t i = 0; keys && i < lineage->line_count; i++) {
        const struct line *line = &lineage->lines[i];
        const struct claim *claim = &relator->papers[line->paper].claim;
        keys[i] = (struct keyed_line){
            claim->id, claim->clauses[line->number].anchor, line};
    }
    if (keys)
        qsort(keys, lineage->line_count, sizeof *keys, compare_keys);
    return keys;
}

static enum concord_status write_line(struct writing *writing,
                                      const struct keyed_line *key,
                                      struct relatives *relatives,
                                      struct differ *differ) {
    if (!lineage_relatives(relatives, writing->relator, key->line))
        return concord_no_memory(writing->err);
    if (relatives->total == 0)
        return CONCORD_OK;
    buffer_clear(&writing->key);
    buffer_printf(&writing->key, "lineage/%s.%s", key->id, key->anchor);
    return give(writing,
                line_to_json(writing->relator, key->line, relatives, differ));
}

/* Anchors are unique in a document; claims of one that broke that give the
 * first of its clauses only. */
static enum concord_status write_lineage(struct writing *writing) {
    size_t count = writing->relator->lineage->line_count;
    struct keyed_line *keys = key_lines(writing->relator);
    struct differ *differ = malloc(sizeof *differ);
    struct relatives relatives = {0};
    enum concord_status status =
        keys && differ ? CONCORD_OK : concord_no_memory(writing->err);
    for (size_t i = 0; keys && i < count && status == CONCORD_OK; i++)
        if (i == 0 || compare_keys(&keys[i - 1], &keys[i]) != 0)
            status = write_line(writing, &keys[i], &relatives, differ);
    free(relatives.items);
    free(differ);
    free(keys);
    return status;
}

static enum concord_status write_not_held(struct writing *writing) {
    const struct relator *relator = writing->relator;
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < relator->not_held_count && status == CONCORD_OK;
         i++) {
        buffer_clear(&writing->key);
        buffer_printf(&writing->key, "not-held/%08zu", i);
        status =
            give(writing, not_held_to_json(relator, &relator->not_held[i]));
    }
    return status;
}

enum concord_status relator_write(struct relator *relator, relate_record *sink,
                                  void *context, struct concord_error *err) {
    struct writing writing = {.relator = relator,
                              .sink = sink,
                              .context = context,
                              .err = err,
                              .key = BUFFER_INIT(KEY_MAX)};
    if (!relator->lineage)
        return concord_fail(err, CONCORD_INTERNAL,
                            "a relator writes before it has run; report this");
    enum concord_status status = write_acronyms(&writing);
    if (status == CONCORD_OK)
        status = write_papers(&writing);
    if (status == CONCORD_OK)
        status = write_lineage(&writing);
    if (status == CONCORD_OK)
        status = write_not_held(&writing);
    buffer_destroy(&writing.key);
    return status;
}
