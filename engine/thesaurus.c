/* thesaurus.c - pairs of terms are gathered, sorted by what is typed, and those
 * of one run of words become its entry. */
#include "engine/thesaurus.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "schema/arena.h"
#include "schema/buffer.h"
#include "schema/synonyms.h"
#include "text/tokens.h"

enum {
    STEMS_BYTES_MAX = 4096,
    SCHEMA_RANK = 0 /* of a pair; the archive's come behind, by their place */
};

struct thesaurus {
    struct arena arena;
    struct thesaurus_entry *entries; /* by stems, bytewise */
    size_t entry_count;
    size_t longest;
};

/* A term as words and as stems. */
struct form {
    const char *text;
    const char **words;
    size_t word_count;
    const char *stems;
};

/* Who types `from` means `to` as well. */
struct pair {
    struct form from;
    struct form to;
    unsigned sources;
    size_t rank;
};

struct gathering {
    struct thesaurus *thesaurus;
    const struct schema *schema;
    struct stemmer *stemmer;
    struct arena arena; /* of the pairs alone */
    struct pair *pairs;
    size_t count;
    size_t rank;
    struct buffer stems;
    struct buffer text;
    bool failed;
};

static void append_word(struct buffer *out, const char *word) {
    if (out->size > 0)
        buffer_append_char(out, ' ');
    buffer_append_string(out, word);
}

/* ---- gathering ---- */

static void add_word(struct gathering *gathering, struct form *form,
                     const struct token *token) {
    struct arena *arena = &gathering->thesaurus->arena;
    const char *copy = arena_copy(arena, token->word, token->length);
    const char **slot =
        copy ? arena_push(arena, &form->words, &form->word_count, sizeof *slot)
             : NULL;
    if (slot)
        *slot = copy;
    else
        gathering->failed = true;
    append_word(&gathering->text, token->word);
    append_word(&gathering->stems,
                stemmer_stem(gathering->stemmer, token->word, token->length));
}

/* A term too long to be kept, or without a word, has no stems. */
static struct form read_form(struct gathering *gathering, const char *text) {
    struct arena *arena = &gathering->thesaurus->arena;
    struct form form = {.stems = NULL};
    struct token_reader reader;
    struct token token;
    buffer_clear(&gathering->stems);
    buffer_clear(&gathering->text);
    token_reader_begin_search(&reader, text, strlen(text));
    while (token_next(&reader, &token) && !gathering->failed)
        add_word(gathering, &form, &token);
    if (form.word_count == 0 || !buffer_ok(&gathering->stems) ||
        !buffer_ok(&gathering->text))
        return form;
    form.text = arena_string(arena, gathering->text.data);
    form.stems = arena_string(arena, gathering->stems.data);
    gathering->failed = gathering->failed || !form.text || !form.stems;
    return form;
}

static void add_pair(struct gathering *gathering, const struct form *from,
                     const struct form *to, unsigned sources) {
    if (gathering->failed || !from->stems || !to->stems ||
        strcmp(from->stems, to->stems) == 0)
        return;
    struct pair *pair = arena_push(&gathering->arena, &gathering->pairs,
                                   &gathering->count, sizeof *pair);
    if (pair)
        *pair = (struct pair){*from, *to, sources, gathering->rank};
    else
        gathering->failed = true;
}

static void add_acronym(struct gathering *gathering, const char *acronym,
                        const char *term) {
    struct form left = read_form(gathering, acronym);
    struct form right = read_form(gathering, term);
    add_pair(gathering, &left, &right, THESAURUS_ACRONYMS);
    add_pair(gathering, &right, &left, THESAURUS_ACRONYMS);
}

static void add_group(struct gathering *gathering,
                      const struct synonym_group *group) {
    for (size_t i = 0; i < group->term_count; i++) {
        if (group->acronym) {
            add_acronym(gathering, group->acronym, group->terms[i]);
            continue;
        }
        struct form from = read_form(gathering, group->terms[i]);
        for (size_t j = 0; j < group->term_count; j++) {
            struct form to = read_form(gathering, group->terms[j]);
            add_pair(gathering, &from, &to, THESAURUS_SYNONYMS);
        }
    }
}

/* The meanings of one acronym stand together, the most usual first. */
struct mined {
    char acronym[TOKEN_WORD_MAX + 1];
    json_int_t most;
    size_t meanings;
};

static void add_mined(struct gathering *gathering, struct mined *last,
                      const json_t *record) {
    const char *acronym = json_string_value(json_object_get(record, "acronym"));
    const char *term = json_string_value(json_object_get(record, "expansion"));
    json_int_t count = json_integer_value(json_object_get(record, "count"));
    struct token_reader reader;
    struct token token;
    if (!acronym || !term || strlen(acronym) > TOKEN_WORD_MAX)
        return;
    token_reader_begin_search(&reader, acronym, strlen(acronym));
    if (!token_next(&reader, &token) ||
        schema_is_plain_word(gathering->schema, token.word))
        return;
    if (strcmp(last->acronym, acronym) != 0)
        *last = (struct mined){.most = count};
    snprintf(last->acronym, sizeof last->acronym, "%s", acronym);
    if (count * 5 < last->most || last->meanings == THESAURUS_MEANINGS_MAX)
        return;
    last->meanings++;
    gathering->rank++;
    add_acronym(gathering, acronym, term);
}

static void add_archive(struct gathering *gathering,
                        const struct archive_file *archive) {
    static const char prefix[] = "acronym/";
    size_t count = archive_file_count(archive, prefix);
    struct mined last = {.acronym = ""};
    for (size_t i = 0; i < count && !gathering->failed; i++) {
        const char *key = NULL;
        const char *text = NULL;
        size_t size = 0;
        if (!archive_file_at(archive, prefix, i, &key, &text, &size))
            continue;
        json_t *record = json_loadb(text, size, 0, NULL);
        add_mined(gathering, &last, record);
        json_decref(record);
    }
}

/* ---- entries ---- */

/* By what is typed, then by what it stands for, the best known first. */
static int compare_terms(const void *left, const void *right) {
    const struct pair *a = left;
    const struct pair *b = right;
    int order = strcmp(a->from.stems, b->from.stems);
    if (order == 0)
        order = strcmp(a->to.stems, b->to.stems);
    if (order == 0)
        order = (a->rank > b->rank) - (a->rank < b->rank);
    return order != 0 ? order : strcmp(a->to.text, b->to.text);
}

static int compare_ranks(const void *left, const void *right) {
    const struct pair *a = left;
    const struct pair *b = right;
    int order = strcmp(a->from.stems, b->from.stems);
    if (order == 0)
        order = (a->rank > b->rank) - (a->rank < b->rank);
    return order != 0 ? order : strcmp(a->to.stems, b->to.stems);
}

/* Of the pairs of the same stems the first stays, known from wherever any of
 * them is. */
static void join_pairs(struct gathering *gathering) {
    size_t kept = 0;
    for (size_t i = 0; i < gathering->count; i++) {
        struct pair *pair = &gathering->pairs[i];
        struct pair *last = kept > 0 ? &gathering->pairs[kept - 1] : NULL;
        if (last && strcmp(last->from.stems, pair->from.stems) == 0 &&
            strcmp(last->to.stems, pair->to.stems) == 0)
            last->sources |= pair->sources;
        else
            gathering->pairs[kept++] = *pair;
    }
    gathering->count = kept;
}

static struct thesaurus_entry *add_entry(struct thesaurus *thesaurus,
                                         const struct pair *pair) {
    struct thesaurus_entry *entry =
        arena_push(&thesaurus->arena, &thesaurus->entries,
                   &thesaurus->entry_count, sizeof *entry);
    if (!entry)
        return NULL;
    entry->stems = pair->from.stems;
    if (pair->from.word_count > thesaurus->longest)
        thesaurus->longest = pair->from.word_count;
    return entry;
}

static bool add_term(struct thesaurus *thesaurus, struct thesaurus_entry *entry,
                     const struct pair *pair) {
    if (entry->term_count == THESAURUS_TERMS_MAX)
        return true;
    struct thesaurus_term *term = arena_push(&thesaurus->arena, &entry->terms,
                                             &entry->term_count, sizeof *term);
    if (term)
        *term = (struct thesaurus_term){pair->to.text, pair->to.words,
                                        pair->to.word_count, pair->sources};
    return term != NULL;
}

static void make_entries(struct gathering *gathering) {
    struct thesaurus *thesaurus = gathering->thesaurus;
    struct thesaurus_entry *entry = NULL;
    if (gathering->count == 0)
        return;
    qsort(gathering->pairs, gathering->count, sizeof *gathering->pairs,
          compare_terms);
    join_pairs(gathering);
    qsort(gathering->pairs, gathering->count, sizeof *gathering->pairs,
          compare_ranks);
    for (size_t i = 0; i < gathering->count && !gathering->failed; i++) {
        const struct pair *pair = &gathering->pairs[i];
        if (!entry || strcmp(entry->stems, pair->from.stems) != 0)
            entry = add_entry(thesaurus, pair);
        gathering->failed = !entry || !add_term(thesaurus, entry, pair);
    }
}

/* ---- the whole ---- */

enum concord_status thesaurus_build(struct thesaurus **out,
                                    const struct schema *schema,
                                    const struct archive_file *archive,
                                    struct concord_error *err) {
    struct gathering gathering = {.schema = schema,
                                  .rank = SCHEMA_RANK,
                                  .stems = BUFFER_INIT(STEMS_BYTES_MAX),
                                  .text = BUFFER_INIT(STEMS_BYTES_MAX)};
    *out = NULL;
    struct thesaurus *thesaurus = calloc(1, sizeof *thesaurus);
    if (!thesaurus)
        return concord_no_memory(err);
    gathering.thesaurus = thesaurus;
    enum concord_status status = stemmer_create(&gathering.stemmer, err);
    if (status == CONCORD_OK) {
        for (size_t i = 0; i < schema_synonym_count(schema); i++)
            add_group(&gathering, schema_synonym(schema, i));
        add_archive(&gathering, archive);
        make_entries(&gathering);
        if (gathering.failed)
            status = concord_no_memory(err);
    }
    stemmer_destroy(gathering.stemmer);
    buffer_destroy(&gathering.stems);
    buffer_destroy(&gathering.text);
    arena_clear(&gathering.arena);
    if (status == CONCORD_OK)
        *out = thesaurus;
    else
        thesaurus_destroy(thesaurus);
    return status;
}

void thesaurus_destroy(struct thesaurus *thesaurus) {
    if (!thesaurus)
        return;
    arena_clear(&thesaurus->arena);
    free(thesaurus);
}

size_t thesaurus_longest(const struct thesaurus *thesaurus) {
    return thesaurus->longest;
}

static int compare_key(const void *key, const void *entry) {
    return strcmp(key, ((const struct thesaurus_entry *)entry)->stems);
}

const struct thesaurus_entry *thesaurus_find(const struct thesaurus *thesaurus,
                                             struct stemmer *stemmer,
                                             const char *const *words,
                                             size_t count) {
    struct buffer stems = BUFFER_INIT(STEMS_BYTES_MAX);
    const struct thesaurus_entry *found = NULL;
    for (size_t i = 0; i < count; i++)
        append_word(&stems, stemmer_stem(stemmer, words[i], strlen(words[i])));
    if (count > 0 && count <= thesaurus->longest && buffer_ok(&stems))
        found = bsearch(stems.data, thesaurus->entries, thesaurus->entry_count,
                        sizeof *thesaurus->entries, compare_key);
    buffer_destroy(&stems);
    return found;
}
