#include "search/request.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "question_words.h"
#include "reading.h"
#include "schema/buffer.h"
#include "search/query_language.h"
#include "time_values.h"

enum {
    SIZE_DEFAULT = 10,
    FACET_SIZE_DEFAULT = 10,
    TABLE_SIZE_DEFAULT = 50,  /* rows, and columns */
    FACET_PAGE_DEFAULT = 100, /* values of one facet */
    PREFIX_BYTES_MAX = 200,
    SPEAKER_BYTES_MAX = 200,
    PASSAGES_DEFAULT = 1,
    NUMBER_MAX = 1000000 /* past every limit, far from overflow */
};

/* Digits only: no sign, no space, nothing behind. */
static enum concord_status read_number(const struct parameter *item,
                                       unsigned least, unsigned most,
                                       unsigned *out,
                                       struct concord_error *err) {
    unsigned number = 0;
    const char *digit = item->value;
    for (; *digit >= '0' && *digit <= '9'; digit++) {
        number = number * 10 + (unsigned)(*digit - '0');
        if (number > NUMBER_MAX)
            number = NUMBER_MAX;
    }
    if (*digit || digit == item->value || number < least || number > most)
        return concord_refuse(err, item->name,
                              "%s is \"%.40s\"; it must be a whole number from "
                              "%u to %u",
                              item->name, item->value, least, most);
    *out = number;
    return CONCORD_OK;
}

static enum concord_status read_page(struct reading *reading,
                                     const struct parameter *item,
                                     struct concord_error *err) {
    return read_number(item, 1, SEARCH_WINDOW_MAX, &reading->asked->search.page,
                       err);
}

/* Which page it stands for only the index can tell. */
static enum concord_status read_cursor(struct reading *reading,
                                       const struct parameter *item,
                                       struct concord_error *err) {
    struct asked *asked = reading->asked;
    asked->cursor = arena_string(&asked->arena, item->value);
    return asked->cursor ? CONCORD_OK : concord_no_memory(err);
}

static enum concord_status read_size(struct reading *reading,
                                     const struct parameter *item,
                                     struct concord_error *err) {
    return read_number(item, 1, SEARCH_SIZE_MAX, &reading->asked->search.size,
                       err);
}

static enum concord_status read_facet_size(struct reading *reading,
                                           const struct parameter *item,
                                           struct concord_error *err) {
    return read_number(item, 1, SEARCH_FACET_SIZE_MAX,
                       &reading->asked->search.facet_size, err);
}

static enum concord_status read_passages(struct reading *reading,
                                         const struct parameter *item,
                                         struct concord_error *err) {
    return read_number(item, 1, SEARCH_PASSAGES_MAX,
                       &reading->asked->search.passages, err);
}

/* A list is looked through by words, and knows no language. */
static enum concord_status read_plain_q(struct asked *asked,
                                        const struct parameter *item,
                                        struct concord_error *err) {
    size_t size = strlen(item->value);
    if (size > QUERY_BYTES_MAX)
        return concord_refuse(err, item->name,
                              "q has %zu bytes; %d is the most: shorten it",
                              size, QUERY_BYTES_MAX);
    asked->q = arena_string(&asked->arena, item->value);
    return asked->q ? CONCORD_OK : concord_no_memory(err);
}

static enum concord_status read_q(struct reading *reading,
                                  const struct parameter *item,
                                  struct concord_error *err) {
    struct asked *asked = reading->asked;
    struct parsed_query parsed;
    if (reading->of == ASKED_OF_LIST || reading->of == ASKED_OF_LINEAGE ||
        reading->of == ASKED_OF_SUGGESTIONS)
        return read_plain_q(asked, item, err);
    enum concord_status status =
        query_parse(&parsed, &asked->arena, item->value, err);
    if (status != CONCORD_OK)
        return status;
    asked->q = arena_string(&asked->arena, item->value);
    question_words_weigh(parsed.query, reading->schema);
    question_words_weigh(parsed.relaxed, reading->schema);
    asked->search.query = parsed.query;
    asked->relaxed = parsed.relaxed;
    for (size_t i = 0; i < parsed.note_count && status == CONCORD_OK; i++)
        status = asked_note(asked, parsed.notes[i], err);
    if (status == CONCORD_OK && !asked->q)
        status = concord_no_memory(err);
    return status;
}

static enum concord_status read_prefix(struct reading *reading,
                                       const struct parameter *item,
                                       struct concord_error *err) {
    if (strlen(item->value) > PREFIX_BYTES_MAX)
        return concord_refuse(err, item->name, "prefix has more than %d bytes",
                              PREFIX_BYTES_MAX);
    reading->asked->prefix = arena_string(&reading->asked->arena, item->value);
    return reading->asked->prefix ? CONCORD_OK : concord_no_memory(err);
}

static enum concord_status read_speaker(struct reading *reading,
                                        const struct parameter *item,
                                        struct concord_error *err) {
    struct asked *asked = reading->asked;
    if (strlen(item->value) > SPEAKER_BYTES_MAX)
        return concord_refuse(err, item->name, "speaker has more than %d bytes",
                              SPEAKER_BYTES_MAX);
    if (item->value[0] == '\0')
        return CONCORD_OK;
    asked->speaker = arena_string(&asked->arena, item->value);
    return asked->speaker ? CONCORD_OK : concord_no_memory(err);
}

static uint32_t all_facets(const struct schema *schema) {
    return (UINT32_C(1) << schema_facet_count(schema)) - 1;
}

static enum concord_status read_date(struct reading *reading,
                                     const struct parameter *item,
                                     struct concord_error *err) {
    return time_date_read(reading->asked, &reading->dates, item, err);
}

static enum concord_status read_date_match(struct reading *reading,
                                           const struct parameter *item,
                                           struct concord_error *err) {
    return time_choice_read(&reading->asked->search.time.within, item,
                            "overlaps", "within", err);
}

static enum concord_status read_certainty(struct reading *reading,
                                          const struct parameter *item,
                                          struct concord_error *err) {
    return time_certainty_read(&reading->asked->search.time, item, err);
}

static enum concord_status read_in_force(struct reading *reading,
                                         const struct parameter *item,
                                         struct concord_error *err) {
    return time_in_force_read(reading->asked, item, err);
}

static enum concord_status read_in_force_match(struct reading *reading,
                                               const struct parameter *item,
                                               struct concord_error *err) {
    return time_choice_read(&reading->asked->search.time.force_possible, item,
                            "yes", "possible", err);
}

static parameter_reader *const readers[PARAMETER_KINDS] = {
    [PARAMETER_Q] = read_q,
    [PARAMETER_SPEAKER] = read_speaker,
    [PARAMETER_KIND] = read_kind,
    [PARAMETER_SIDE] = read_side,
    [PARAMETER_FACET] = read_condition,
    [PARAMETER_DATE] = read_date,
    [PARAMETER_DATE_MATCH] = read_date_match,
    [PARAMETER_CERTAINTY] = read_certainty,
    [PARAMETER_IN_FORCE] = read_in_force,
    [PARAMETER_IN_FORCE_MATCH] = read_in_force_match,
    [PARAMETER_SORT] = read_sort,
    [PARAMETER_SIZE] = read_size,
    [PARAMETER_FACETS] = read_facets,
    [PARAMETER_FACET_SIZE] = read_facet_size,
    [PARAMETER_FACET_SORT] = read_facet_sort,
    [PARAMETER_RELAX] = read_relax,
    [PARAMETER_EXPAND] = read_expand,
    [PARAMETER_PASSAGES] = read_passages,
    [PARAMETER_BROADEN] = read_broaden,
    [PARAMETER_EXPLAIN] = read_explain,
    [PARAMETER_DUPLICATES] = read_duplicates,
    [PARAMETER_PREFIX] = read_prefix,
    [PARAMETER_FORMAT] = read_format,
    [PARAMETER_ROWS] = read_rows,
    [PARAMETER_COLUMNS] = read_columns,
    [PARAMETER_PAGE] = read_page,
    [PARAMETER_CURSOR] = read_cursor,
};

static enum concord_status refuse_unknown(const struct reading *reading,
                                          const char *name,
                                          struct concord_error *err) {
    struct buffer names = BUFFER_INIT(NAMES_MAX);
    search_parameter_names(&names, reading->schema, reading->of);
    concord_refuse(err, name, "%.40s is no parameter here; known are %s", name,
                   names.data ? names.data : "");
    buffer_destroy(&names);
    return CONCORD_BAD_REQUEST;
}

static enum concord_status read_parameter(struct reading *reading,
                                          const struct parameter *item,
                                          struct concord_error *err) {
    struct search_parameter known;
    if (!search_parameter_find(&known, reading->schema, item->name) ||
        !search_parameter_belongs(known.kind, reading->of))
        return refuse_unknown(reading, item->name, err);
    if (reading->given[known.kind] && !search_parameter_repeats(known.kind))
        return concord_refuse(err, item->name,
                              "%s is given twice; give it once", item->name);
    reading->given[known.kind] = true;
    return readers[known.kind](reading, item, err);
}

/* Some word that is wanted stands in the tree; what is left out ranks nothing,
 * nor do names, which a document has or has not. */
static bool has_wanted_words(const struct query *query) {
    size_t children = query->kind == QUERY_AND_NOT ? 1 : query->child_count;
    bool found = query->word_count > 0 && query->field != QUERY_IN_SPEAKER &&
                 query->field != QUERY_IN_ORGANISATION;
    for (size_t i = 0; i < children && !found; i++)
        found = has_wanted_words(query->children[i]);
    return found;
}

/* What has no value of its own when it is not said. */
static enum concord_status need_all(const struct reading *reading,
                                    struct concord_error *err) {
    const bool *given = reading->given;
    if (reading->of == ASKED_OF_EXPORT && !given[PARAMETER_FORMAT])
        return refuse_format("", err);
    if (reading->of != ASKED_OF_CROSSTAB ||
        (given[PARAMETER_ROWS] && given[PARAMETER_COLUMNS]))
        return CONCORD_OK;
    return concord_refuse(err, given[PARAMETER_ROWS] ? "columns" : "rows",
                          "rows and columns name the two facets that are "
                          "counted against each other");
}

/* What depends on several parameters together. */
static enum concord_status finish(struct reading *reading,
                                  struct concord_error *err) {
    struct search_request *search = &reading->asked->search;
    bool ranked = search->query && has_wanted_words(search->query);
    if (!ranked && search->sort == SORT_RELEVANCE)
        search->sort = SORT_NEWEST;
    if (!ranked)
        reading->asked->broaden = false;
    search->conditions = reading->conditions;
    search->time.dates = reading->dates;
    if (reading->asked->cursor && reading->given[PARAMETER_PAGE])
        return concord_refuse(err, "cursor",
                              "cursor and page are both there; a cursor stands "
                              "in the place of a page");
    bool windowed =
        reading->of == ASKED_OF_SEARCH || reading->of == ASKED_OF_FEED ||
        reading->of == ASKED_OF_QUOTATIONS || reading->of == ASKED_OF_CLAUSES;
    if (windowed && (uint64_t)search->page * search->size > SEARCH_WINDOW_MAX)
        return concord_refuse(err, "page",
                              "page %u of %u results each is past the first "
                              "%d; begin with cursor=* and go on with "
                              "links.next, or narrow the search",
                              search->page, search->size, SEARCH_WINDOW_MAX);
    return CONCORD_OK;
}

static void set_defaults(struct asked *asked, enum asked_of of,
                         const struct schema *schema) {
    asked->q = "";
    asked->prefix = "";
    asked->may_relax = true;
    asked->expand = THESAURUS_ACRONYMS | THESAURUS_SYNONYMS;
    asked->search.sort = of == ASKED_OF_FEED ? SORT_INDEXED : SORT_RELEVANCE;
    asked->search.page = 1;
    asked->search.size =
        of == ASKED_OF_FACET ? FACET_PAGE_DEFAULT : SIZE_DEFAULT;
    asked->search.facets = all_facets(schema);
    asked->search.facet_size = of == ASKED_OF_SEARCH     ? FACET_SIZE_DEFAULT
                               : of == ASKED_OF_CROSSTAB ? TABLE_SIZE_DEFAULT
                                                         : UINT_MAX;
    asked->search.passages = PASSAGES_DEFAULT;
}

enum concord_status asked_from_parameters(struct asked **out, enum asked_of of,
                                          const struct parameter_list *list,
                                          const struct schema *schema,
                                          struct concord_error *err) {
    *out = NULL;
    struct asked *asked = calloc(1, sizeof *asked);
    if (!asked)
        return concord_no_memory(err);
    struct reading reading = {.asked = asked, .of = of, .schema = schema};
    set_defaults(asked, of, schema);
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < list->count && status == CONCORD_OK; i++)
        status = read_parameter(&reading, &list->items[i], err);
    if (status == CONCORD_OK)
        status = need_all(&reading, err);
    if (status == CONCORD_OK)
        status = finish(&reading, err);
    if (status == CONCORD_OK)
        *out = asked;
    else
        asked_destroy(asked);
    return status;
}

void asked_destroy(struct asked *asked) {
    if (!asked)
        return;
    arena_clear(&asked->arena);
    free(asked);
}

enum concord_status asked_note(struct asked *asked, const char *note,
                               struct concord_error *err) {
    const char *copy = arena_string(&asked->arena, note);
    const char **slot = copy ? arena_push(&asked->arena, &asked->notes,
                                          &asked->note_count, sizeof *slot)
                             : NULL;
    if (!slot)
        return concord_no_memory(err);
    *slot = copy;
    return CONCORD_OK;
}
