/* naming.c - name-words.yaml and body-kinds.yaml: the words that names are
 * made of, each with its marks, and the phrases that tell a body's kind.
 *
 * Words and phrases are found by hash: a paper asks for each of its
 * capitalised words. */
#include "schema/naming.h"

#include <ctype.h>
#include <string.h>

#include "schema_parts.h"
#include "yaml_reader.h"

enum { NAMING_WORDS_MAX = 8000, BODY_PHRASES_MAX = 2000 };

static const struct {
    const char *list;
    unsigned mark;
} lists[] = {{"given-names", WORD_GIVEN_NAME},
             {"titles", WORD_TITLE},
             {"peers", WORD_PEER},
             {"letters-after-names", WORD_AFTER_NAME},
             {"roles", WORD_ROLE},
             {"role-words", WORD_OF_ROLE},
             {"not-names", WORD_NOT_NAME},
             {"generic-words", WORD_GENERIC},
             {"surnames-too", WORD_SURNAME},
             {"unit-words", WORD_UNIT}};

/* ---- words ---- */

static enum concord_status mark_word(struct schema *schema,
                                     const struct yaml_reader *yaml,
                                     const char *word, unsigned mark) {
    struct naming *naming = &schema->naming;
    if (naming->word_count == NAMING_WORDS_MAX)
        return concord_fail(yaml->err, CONCORD_BAD_SCHEMA,
                            "%s: more than %d words; shorten the lists",
                            yaml->file, NAMING_WORDS_MAX);
    int found = string_index_put(&naming->words, word, (int)naming->word_count);
    if (found == SCHEMA_NO_INDEX)
        naming->marks[naming->word_count++] = mark;
    else
        naming->marks[found] |= mark;
    return CONCORD_OK;
}

/* Small letters, digits and the marks of a word. */
static enum concord_status check_word(const struct yaml_reader *yaml,
                                      const yaml_node_t *node,
                                      const char *word) {
    for (const char *at = word; *at; at++)
        if (isupper((unsigned char)*at) || *at == ' ')
            return yaml_fail(yaml, node,
                             "'%.*s' is not one word in small letters; write "
                             "it so",
                             SHOWN(word));
    return CONCORD_OK;
}

static enum concord_status read_word_list(struct yaml_reader *yaml,
                                          struct schema *schema,
                                          const yaml_node_t *node) {
    enum { LIST, WORDS, LIST_KEYS };
    struct yaml_field fields[LIST_KEYS] = {
        [LIST] = {"list", true, NULL}, [WORDS] = {"words", true, NULL}};
    enum { LISTS = sizeof lists / sizeof *lists };
    const char *names[LISTS];
    int list = 0;
    struct yaml_items items = {0};
    for (size_t i = 0; i < LISTS; i++)
        names[i] = lists[i].list;
    enum concord_status status =
        yaml_read_fields(yaml, node, fields, LIST_KEYS);
    if (status == CONCORD_OK)
        status = yaml_field_word(yaml, &fields[LIST], names, LISTS, &list);
    if (status == CONCORD_OK)
        status = yaml_field_items(yaml, &fields[WORDS], &items);
    size_t count = status == CONCORD_OK ? yaml_items_count(&items) : 0;
    for (size_t i = 0; i < count && status == CONCORD_OK; i++) {
        const yaml_node_t *item = yaml_next(yaml, &items);
        const char *word = NULL;
        status = yaml_text(yaml, item, "words", &word);
        if (status == CONCORD_OK)
            status = check_word(yaml, item, word);
        if (status == CONCORD_OK)
            status = mark_word(schema, yaml, word, lists[list].mark);
    }
    return status;
}

enum concord_status name_words_read(struct schema *schema,
                                    const struct schema_file *file,
                                    struct concord_error *err) {
    struct naming *naming = &schema->naming;
    struct yaml_reader yaml;
    struct yaml_items items = {0};
    naming->marks =
        arena_alloc(&schema->arena, NAMING_WORDS_MAX * sizeof *naming->marks);
    if (!naming->marks ||
        !string_index_create(&naming->words, &schema->arena, NAMING_WORDS_MAX))
        return concord_no_memory(err);
    enum concord_status status =
        yaml_reader_open(&yaml, file, &schema->arena, err);
    if (status == CONCORD_OK)
        status = yaml_read_root(&yaml, "lists", 0, &items);
    size_t count = status == CONCORD_OK ? yaml_items_count(&items) : 0;
    for (size_t i = 0; i < count && status == CONCORD_OK; i++)
        status = read_word_list(&yaml, schema, yaml_next(&yaml, &items));
    yaml_reader_close(&yaml);
    return status;
}

unsigned schema_word_marks(const struct schema *schema, const char *word) {
    int found = string_index_find(&schema->naming.words, word);
    return found == SCHEMA_NO_INDEX ? 0 : schema->naming.marks[found];
}

/* ---- kinds ---- */

/* One index serves all four uses: the key says which. */
static const char use_marks[] = {[BODY_ENDS] = '$',
                                 [BODY_LEADS] = '^',
                                 [BODY_IS] = '=',
                                 [BODY_CAPITALS] = '!'};

static const unsigned edge_marks[] = {[BODY_ENDS] = WORD_ENDS_BODY,
                                      [BODY_LEADS] = WORD_LEADS_BODY,
                                      [BODY_IS] = WORD_BEGINS_BODY};

/* The marked word of a phrase: its last when it ends names, else its first. */
static enum concord_status mark_edge(struct schema *schema,
                                     const struct yaml_reader *yaml,
                                     enum body_phrase as, const char *phrase) {
    const char *edge = phrase;
    size_t size = strcspn(phrase, " ");
    if (as == BODY_ENDS && strrchr(phrase, ' ')) {
        edge = strrchr(phrase, ' ') + 1;
        size = strlen(edge);
    }
    const char *word = arena_copy(&schema->arena, edge, size);
    if (!word)
        return concord_no_memory(yaml->err);
    return mark_word(schema, yaml, word, edge_marks[as]);
}

static enum concord_status add_phrase(struct schema *schema,
                                      const struct yaml_reader *yaml,
                                      const yaml_node_t *node,
                                      enum body_phrase as, const char *phrase,
                                      int sort) {
    struct naming *naming = &schema->naming;
    if (naming->phrase_count++ == BODY_PHRASES_MAX)
        return yaml_fail(yaml, node, "more than %d phrases; shorten the lists",
                         BODY_PHRASES_MAX);
    char *key = arena_printf(&schema->arena, "%c%s", use_marks[as], phrase);
    if (!key)
        return concord_no_memory(yaml->err);
    for (char *at = key; *at && as == BODY_IS; at++)
        *at = (char)tolower((unsigned char)*at);
    if (string_index_put(&naming->phrases, key, sort) != SCHEMA_NO_INDEX)
        return yaml_fail(yaml, node, "'%.*s' is given twice; remove one",
                         SHOWN(phrase));
    return as == BODY_CAPITALS ? CONCORD_OK
                               : mark_edge(schema, yaml, as, key + 1);
}

/* The phrases of one key; *out are they, when wanted. */
static enum concord_status
read_phrases(struct yaml_reader *yaml, struct schema *schema,
             const struct yaml_field *field, enum body_phrase as, int sort,
             const char *const **out, size_t *count) {
    struct yaml_items items = {0};
    *count = 0;
    if (!field->node)
        return CONCORD_OK;
    enum concord_status status = yaml_field_items(yaml, field, &items);
    if (status != CONCORD_OK)
        return status;
    size_t given = yaml_items_count(&items);
    const char **phrases =
        arena_alloc(&schema->arena, (given + 1) * sizeof *phrases);
    if (!phrases)
        return concord_no_memory(yaml->err);
    for (size_t i = 0; i < given && status == CONCORD_OK; i++) {
        const yaml_node_t *item = yaml_next(yaml, &items);
        status = yaml_text(yaml, item, field->name, &phrases[i]);
        if (status == CONCORD_OK)
            status = add_phrase(schema, yaml, item, as, phrases[i], sort);
    }
    *out = phrases;
    *count = given;
    return status;
}

static enum concord_status read_sort(struct yaml_reader *yaml,
                                     struct schema *schema,
                                     const yaml_node_t *node, int index) {
    enum { KIND, LABEL, UNIT, ENDS, LEADS, NAMES, ACRONYMS, KIND_KEYS };
    struct yaml_field fields[KIND_KEYS] = {
        [KIND] = {"kind", true, NULL},         [LABEL] = {"label", true, NULL},
        [UNIT] = {"unit", false, NULL},        [ENDS] = {"ends", false, NULL},
        [LEADS] = {"leads", false, NULL},      [NAMES] = {"names", false, NULL},
        [ACRONYMS] = {"acronyms", false, NULL}};
    struct body_sort *sort = &schema->naming.sorts[index];
    const char *const *list = NULL;
    size_t count = 0;
    enum concord_status status =
        yaml_read_fields(yaml, node, fields, KIND_KEYS);
    if (status == CONCORD_OK)
        status = yaml_field_slug(yaml, &fields[KIND], &sort->kind);
    if (status == CONCORD_OK)
        status = yaml_field_text(yaml, &fields[LABEL], &sort->label);
    if (status == CONCORD_OK)
        status = yaml_field_flag(yaml, &fields[UNIT], &sort->unit);
    if (status == CONCORD_OK)
        status = read_phrases(yaml, schema, &fields[ENDS], BODY_ENDS, index,
                              &list, &count);
    if (status == CONCORD_OK && count > 0)
        sort->full = list[0];
    if (status == CONCORD_OK)
        status = read_phrases(yaml, schema, &fields[LEADS], BODY_LEADS, index,
                              &list, &count);
    if (status == CONCORD_OK)
        status = read_phrases(yaml, schema, &fields[ACRONYMS], BODY_CAPITALS,
                              index, &list, &count);
    if (status == CONCORD_OK)
        status = read_phrases(yaml, schema, &fields[NAMES], BODY_IS, index,
                              &sort->names, &sort->name_count);
    return status;
}

enum concord_status body_kinds_read(struct schema *schema,
                                    const struct schema_file *file,
                                    struct concord_error *err) {
    struct naming *naming = &schema->naming;
    struct yaml_reader yaml;
    struct yaml_items items = {0};
    if (!string_index_create(&naming->phrases, &schema->arena,
                             BODY_PHRASES_MAX))
        return concord_no_memory(err);
    enum concord_status status =
        yaml_reader_open(&yaml, file, &schema->arena, err);
    if (status == CONCORD_OK)
        status = yaml_read_root(&yaml, "kinds", 0, &items);
    size_t count = status == CONCORD_OK ? yaml_items_count(&items) : 0;
    naming->sorts =
        arena_alloc(&schema->arena, (count + 1) * sizeof *naming->sorts);
    if (status == CONCORD_OK && !naming->sorts)
        status = concord_no_memory(err);
    for (size_t i = 0; naming->sorts && i < count && status == CONCORD_OK; i++)
        status = read_sort(&yaml, schema, yaml_next(&yaml, &items), (int)i);
    naming->sort_count = count;
    yaml_reader_close(&yaml);
    return status;
}

const struct body_sort *schema_body_sort(const struct schema *schema,
                                         size_t index) {
    return &schema->naming.sorts[index];
}

int schema_find_body_sort(const struct schema *schema, enum body_phrase as,
                          const char *phrase) {
    enum { PHRASE_MAX = 120 };
    char key[PHRASE_MAX + 2];
    size_t size = strlen(phrase);
    if (size > PHRASE_MAX)
        return SCHEMA_NO_INDEX;
    key[0] = use_marks[as];
    memcpy(key + 1, phrase, size + 1);
    return string_index_find(&schema->naming.phrases, key);
}
