/* people.c - reads sidecars and overrides from the store. */
#include "people.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "identities.h"
#include "paper_name.h"

enum { PEOPLE_BYTES_MAX = 64 * 1024 * 1024, FAULT_BYTES = 512 };

/* The overrides of one root. */
struct root_overrides {
    const char *root;
    const char *file; /* for messages; NULL when there is none */
    bool is_news;     /* the run before did not have it so */
    struct metadata_overrides overrides;
};

struct people {
    struct arena arena;
    const struct source_table *table;
    const struct source_table *known;
    const struct next_generation *next;
    const struct schema *schema;
    struct root_overrides *roots;
    size_t root_count;
    bool looked;      /* whether there are sidecars, in: */
    bool has_sidecar; /* most archives have none, and many papers ask */
    struct metadata_warnings warnings;
};

enum concord_status people_create(struct people **out,
                                  const struct source_table *table,
                                  const struct source_table *known,
                                  const struct next_generation *next,
                                  const struct schema *schema,
                                  struct concord_error *err) {
    *out = calloc(1, sizeof **out);
    if (*out == NULL)
        return concord_no_memory(err);
    (*out)->table = table;
    (*out)->known = known;
    (*out)->next = next;
    (*out)->schema = schema;
    return CONCORD_OK;
}

void people_destroy(struct people *people) {
    if (people == NULL)
        return;
    metadata_warnings_clear(&people->warnings);
    arena_clear(&people->arena);
    free(people);
}

const struct metadata_warnings *people_warnings(const struct people *people) {
    return &people->warnings;
}

enum source_kind people_kind_of(const char *path) {
    size_t size = strlen(path);
    size_t ending = strlen(METADATA_SIDECAR_ENDING);
    if (strcmp(path, METADATA_OVERRIDES_NAME) == 0)
        return SOURCE_IS_OVERRIDES;
    if (size > ending &&
        strcmp(path + size - ending, METADATA_SIDECAR_ENDING) == 0)
        return SOURCE_IS_SIDECAR;
    return SOURCE_IS_PAPER;
}

/* ---- noting what a file says of identity ---- */

static enum concord_status note_identity(struct source_record *record,
                                         struct arena *arena,
                                         const struct metadata *metadata,
                                         const char *address,
                                         struct concord_error *err) {
    const char *id = metadata_id(metadata);
    const char *said = metadata_address(metadata);
    const char *place = said != NULL ? said : address;
    record->own_id = id == NULL ? NULL : arena_string(arena, id);
    record->own_address = place == NULL ? NULL : arena_string(arena, place);
    return (id == NULL || record->own_id != NULL) &&
                   (place == NULL || record->own_address != NULL)
               ? CONCORD_OK
               : concord_no_memory(err);
}

/* Warnings wait until the paper is described. */
static enum concord_status
read_identity(struct source_record *record, struct arena *arena,
              enum metadata_source source, const char *bytes, size_t size,
              const char *address, const struct schema *schema,
              struct concord_error *err) {
    struct metadata metadata = {0};
    struct metadata_warnings ignored = {0};
    enum concord_status status =
        metadata_read(&metadata, arena, source, record->path, bytes, size,
                      schema, &ignored, err);
    if (status == CONCORD_OK)
        status = note_identity(record, arena, &metadata, address, err);
    metadata_warnings_clear(&ignored);
    return status;
}

enum concord_status people_note_paper(struct source_record *record,
                                      struct arena *arena,
                                      const struct extract *extract,
                                      const struct schema *schema,
                                      struct concord_error *err) {
    const char *front = extract->front_matter;
    return read_identity(record, arena, METADATA_FRONT_MATTER, front,
                         front == NULL ? 0 : strlen(front), extract->address,
                         schema, err);
}

enum concord_status people_note_file(struct source_record *record,
                                     struct arena *arena, const char *bytes,
                                     size_t size, const struct schema *schema,
                                     struct concord_error *err) {
    if (record->kind == SOURCE_IS_SIDECAR)
        return read_identity(record, arena, METADATA_SIDECAR, bytes, size, NULL,
                             schema, err);
    struct metadata_overrides overrides = {0};
    struct metadata_warnings ignored = {0};
    enum concord_status status = metadata_overrides_read(
        &overrides, arena, record->path, bytes, size, schema, &ignored, err);
    metadata_warnings_clear(&ignored);
    return status;
}

/* ---- overrides ---- */

static enum concord_status load(struct people *people,
                                const struct source_record *record,
                                struct buffer *out, struct concord_error *err) {
    return block_store_get(people->next->store, record->blob, out, err);
}

static bool is_as_before(const struct people *people,
                         const struct source_record *record) {
    const struct source_record *before =
        source_table_find(people->known, record->root, record->path);
    return before != NULL && memcmp(before->blob_sha256, record->blob_sha256,
                                    SOURCE_HASH_SIZE) == 0;
}

static enum concord_status read_overrides(struct people *people,
                                          struct root_overrides *root,
                                          const struct source_record *record,
                                          struct concord_error *err) {
    struct buffer bytes = BUFFER_INIT(PEOPLE_BYTES_MAX);
    struct metadata_warnings ignored = {0};
    root->file = paper_name_whole(&people->arena, record->root, record->path);
    root->is_news = !is_as_before(people, record);
    enum concord_status status = root->file != NULL
                                     ? load(people, record, &bytes, err)
                                     : concord_no_memory(err);
    if (status == CONCORD_OK)
        status = metadata_overrides_read(
            &root->overrides, &people->arena, root->file, bytes.data,
            bytes.size, people->schema,
            root->is_news ? &people->warnings : &ignored, err);
    metadata_warnings_clear(&ignored);
    buffer_destroy(&bytes);
    return status;
}

static enum concord_status find_overrides(struct people *people,
                                          const char *name,
                                          const struct metadata_overrides **out,
                                          struct concord_error *err) {
    for (size_t i = 0; i < people->root_count; i++) {
        *out = &people->roots[i].overrides;
        if (strcmp(people->roots[i].root, name) == 0)
            return CONCORD_OK;
    }
    struct root_overrides *root = arena_push(&people->arena, &people->roots,
                                             &people->root_count, sizeof *root);
    if (root == NULL)
        return concord_no_memory(err);
    root->root = arena_string(&people->arena, name);
    *out = &root->overrides;
    const struct source_record *record =
        source_table_find(people->table, name, METADATA_OVERRIDES_NAME);
    if (root->root == NULL)
        return concord_no_memory(err);
    return record == NULL || record->blob.segment == 0
               ? CONCORD_OK
               : read_overrides(people, root, record, err);
}

static const struct metadata *
words_under(const struct metadata_overrides *overrides, const char *name) {
    const struct metadata_override *entry =
        metadata_overrides_find(overrides, name);
    return entry == NULL ? NULL : &entry->metadata;
}

/* What they say of a paper by its path, and by its id when it has one. */
static enum concord_status find_words(struct people *people,
                                      const struct source_record *record,
                                      const char *id,
                                      const struct metadata *words[2],
                                      struct concord_error *err) {
    const struct metadata_overrides *overrides = NULL;
    words[0] = words[1] = NULL;
    enum concord_status status =
        find_overrides(people, record->root, &overrides, err);
    if (status != CONCORD_OK)
        return status;
    words[0] = words_under(overrides, record->path);
    if (id != NULL && strcmp(id, record->path) != 0)
        words[1] = words_under(overrides, id);
    return CONCORD_OK;
}

/* ---- overrides of no paper ---- */

static void mark(const struct metadata_overrides *overrides, bool *met,
                 const char *name) {
    const struct metadata_override *entry =
        name == NULL ? NULL : metadata_overrides_find(overrides, name);
    if (entry != NULL)
        met[entry - overrides->entries] = true;
}

static void mark_papers(const struct people *people,
                        const struct root_overrides *root, bool *met) {
    for (size_t i = 0; i < source_table_count(people->table); i++) {
        const struct source_record *record = source_table_at(people->table, i);
        if (record->kind != SOURCE_IS_PAPER ||
            strcmp(record->root, root->root) != 0)
            continue;
        mark(&root->overrides, met, record->path);
        mark(&root->overrides, met, record->id);
        mark(&root->overrides, met, record->withdrawn);
    }
}

static enum concord_status warn_of_unmet(struct people *people,
                                         const struct root_overrides *root,
                                         const bool *met,
                                         struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < root->overrides.count && status == CONCORD_OK; i++) {
        const struct metadata_override *entry = &root->overrides.entries[i];
        if (met[i])
            continue;
        char fault[FAULT_BYTES];
        snprintf(fault, sizeof fault,
                 "no paper has the id or path '%.200s'%s; write the path from "
                 "the SOURCE's root, or the id",
                 entry->name,
                 entry->metadata.withdrawn ? ", so nothing is withdrawn by it"
                                           : "");
        status = metadata_warnings_add(&people->warnings, root->file,
                                       entry->line, fault, err);
    }
    return status;
}

enum concord_status people_warn_of_strangers(struct people *people,
                                             struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < people->root_count && status == CONCORD_OK; i++) {
        const struct root_overrides *root = &people->roots[i];
        if (!root->is_news || root->overrides.count == 0)
            continue;
        bool *met = calloc(root->overrides.count, sizeof *met);
        if (met == NULL)
            return concord_no_memory(err);
        mark_papers(people, root, met);
        status = warn_of_unmet(people, root, met, err);
        free(met);
    }
    return status;
}

/* ---- asking ---- */

static bool has_sidecars(struct people *people) {
    const struct source_table *table = people->table;
    for (size_t i = 0; !people->looked && !people->has_sidecar &&
                       i < source_table_count(table);
         i++)
        people->has_sidecar =
            source_table_at(table, i)->kind == SOURCE_IS_SIDECAR;
    people->looked = true;
    return people->has_sidecar;
}

static const struct source_record *
find_sidecar(struct people *people, struct arena *arena,
             const struct source_record *record) {
    if (!has_sidecars(people))
        return NULL;
    char *path =
        arena_printf(arena, "%s" METADATA_SIDECAR_ENDING, record->path);
    const struct source_record *sidecar =
        path == NULL ? NULL
                     : source_table_find(people->table, record->root, path);
    return sidecar != NULL && sidecar->blob.segment != 0 ? sidecar : NULL;
}

/* The first of them that is something. */
static const char *first_of(const char *a, const char *b, const char *c) {
    if (a != NULL)
        return a;
    return b != NULL ? b : c;
}

enum concord_status people_claim(struct people *people, struct arena *arena,
                                 const struct source_record *record,
                                 const char **id, struct concord_error *err) {
    const struct metadata none = {0};
    const struct metadata *words[2];
    *id = NULL;
    enum concord_status status = find_words(people, record, NULL, words, err);
    if (status != CONCORD_OK)
        return status;
    const struct metadata *override = words[0] != NULL ? words[0] : &none;
    const struct source_record *sidecar = find_sidecar(people, arena, record);
    *id = first_of(metadata_id(override),
                   sidecar == NULL ? NULL : sidecar->own_id, record->own_id);
    if (*id != NULL)
        return CONCORD_OK;
    const char *address = first_of(
        metadata_address(override),
        sidecar == NULL ? NULL : sidecar->own_address, record->own_address);
    if (address == NULL)
        return CONCORD_OK;
    *id = identity_of(arena, address);
    return *id != NULL ? CONCORD_OK : concord_no_memory(err);
}

enum concord_status people_withdraw(struct people *people,
                                    const struct source_record *record,
                                    const char *id, bool *withdrawn,
                                    struct concord_error *err) {
    const struct metadata *words[2];
    enum concord_status status = find_words(people, record, id, words, err);
    *withdrawn =
        status == CONCORD_OK && ((words[0] != NULL && words[0]->withdrawn) ||
                                 (words[1] != NULL && words[1]->withdrawn));
    return status;
}

/* ---- what a description depends on ---- */

static void depend_on_text(struct buffer *out, const char *text) {
    buffer_append_string(out, text == NULL ? "\1" : text);
    buffer_append_char(out, '\0');
}

static void depend_on_words(struct buffer *out, const struct metadata *words) {
    for (size_t i = 0; words != NULL && i < words->count; i++) {
        const struct metadata_entry *entry = &words->entries[i];
        depend_on_text(out, entry->key);
        for (size_t j = 0; j < entry->value_count; j++) {
            const struct metadata_value *value = &entry->values[j];
            depend_on_text(out, value->value);
            depend_on_text(out, value->quote);
            depend_on_text(out, value->role);
            depend_on_text(out, value->organisation);
            depend_on_text(out, value->acronym);
            depend_on_text(out, value->kind);
        }
        buffer_append_char(out, '\2');
    }
    buffer_append_char(out, '\3');
}

enum concord_status people_depend(struct people *people,
                                  const struct source_record *record,
                                  const char *id, struct buffer *out,
                                  struct concord_error *err) {
    struct arena arena = {0};
    const struct metadata *words[2];
    enum concord_status status = find_words(people, record, id, words, err);
    const struct source_record *sidecar = find_sidecar(people, &arena, record);
    if (status == CONCORD_OK) {
        if (sidecar != NULL)
            buffer_append(out, sidecar->blob_sha256, SOURCE_HASH_SIZE);
        depend_on_words(out, words[0]);
        depend_on_words(out, words[1]);
    }
    arena_clear(&arena);
    return status;
}

/* ---- saying ---- */

static enum concord_status read_sidecar(struct people *people,
                                        struct arena *arena,
                                        const struct source_record *record,
                                        struct metadata *out,
                                        struct concord_error *err) {
    const struct source_record *sidecar = find_sidecar(people, arena, record);
    if (sidecar == NULL)
        return CONCORD_OK;
    struct buffer bytes = BUFFER_INIT(PEOPLE_BYTES_MAX);
    char *whole = paper_name_whole(arena, sidecar->root, sidecar->path);
    enum concord_status status = whole != NULL
                                     ? load(people, sidecar, &bytes, err)
                                     : concord_no_memory(err);
    if (status == CONCORD_OK)
        status =
            metadata_read(out, arena, METADATA_SIDECAR, whole, bytes.data,
                          bytes.size, people->schema, &people->warnings, err);
    buffer_destroy(&bytes);
    return status;
}

static enum concord_status
read_front(struct people *people, struct arena *arena,
           const struct source_record *record, const struct extract *extract,
           struct metadata *out, struct concord_error *err) {
    const char *front = extract->front_matter;
    if (front == NULL)
        return CONCORD_OK;
    char *whole = paper_name_whole(arena, record->root, record->path);
    if (whole == NULL)
        return concord_no_memory(err);
    return metadata_read(out, arena, METADATA_FRONT_MATTER, whole, front,
                         strlen(front), people->schema, &people->warnings, err);
}

enum concord_status people_say(struct people *people, struct arena *arena,
                               const struct source_record *record,
                               const char *id, const struct extract *extract,
                               struct metadata *out,
                               struct concord_error *err) {
    struct metadata front = {0};
    struct metadata sidecar = {0};
    const struct metadata *words[2];
    *out = (struct metadata){0};
    enum concord_status status = find_words(people, record, id, words, err);
    if (status == CONCORD_OK)
        status = read_front(people, arena, record, extract, &front, err);
    if (status == CONCORD_OK)
        status = read_sidecar(people, arena, record, &sidecar, err);
    if (status != CONCORD_OK)
        return status;
    const struct metadata *layers[] = {&front, &sidecar, words[0], words[1]};
    return metadata_merge(out, arena, layers, sizeof layers / sizeof *layers,
                          err);
}
