/* random_question.c - see random_question.h. */
#include "random_question.h"

#include "engine/posting_plan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "schema/buffer.h"

/* What a question is made of, and in. */
struct making {
    struct random_archive *archive;
    struct arena *arena;
};

static uint32_t pick(const struct making *making, uint32_t below) {
    return random_below(&making->archive->randomness, below);
}

static struct query *make(const struct making *making, enum query_kind kind) {
    struct query *query = query_create(making->arena, kind);
    assert_non_null(query);
    return query;
}

static void add_word(const struct making *making, struct query *query,
                     const char *word) {
    assert_true(query_add_word(making->arena, query, word));
}

static void add_child(const struct making *making, struct query *query,
                      struct query *child) {
    assert_true(query_add_child(making->arena, query, child));
}

/* ---- leaves ---- */

static enum query_field any_field(const struct making *making) {
    static const enum query_field fields[] = {QUERY_IN_TITLE, QUERY_IN_SPEAKER,
                                              QUERY_IN_ORGANISATION};
    return pick(making, 4) > 0 ? QUERY_IN_TEXT : fields[pick(making, 3)];
}

static bool is_of_names(enum query_field field) {
    return field == QUERY_IN_SPEAKER || field == QUERY_IN_ORGANISATION;
}

static struct query *make_word(const struct making *making) {
    struct query *query = make(making, QUERY_WORD);
    const struct plain_archive *plain = &making->archive->plain;
    if (pick(making, 60) == 0 && plain->count > 0) {
        query->field = QUERY_IN_ID;
        query->exact = true;
        add_word(
            making, query,
            plain->papers[pick(making, (uint32_t)plain->count)].document->id);
        return query;
    }
    query->field = any_field(making);
    query->exact = is_of_names(query->field) || pick(making, 4) == 0;
    if (pick(making, 6) == 0)
        query->share = (1 + pick(making, 9)) / 10.0;
    add_word(making, query, random_word(making->archive));
    return query;
}

/* The words that follow each other somewhere in a text, whatever stands between
 * them: `apart` - 1 of them are passed over between each two. */
static void add_words_of_a_text(const struct making *making,
                                struct query *query, uint32_t count,
                                uint32_t apart) {
    static const char marks[] = " ,.-\n";
    const struct plain_archive *plain = &making->archive->plain;
    const struct document *document =
        plain->papers[pick(making, (uint32_t)plain->count)].document;
    const char *text =
        query->field == QUERY_IN_TITLE ? document->title : document->text;
    size_t size = strlen(text);
    const char *at = text + (size > 0 ? pick(making, (uint32_t)size) : 0);
    at += strcspn(at, marks);
    for (uint32_t i = 0; i < count * apart; i++) {
        char word[64];
        at += strspn(at, marks);
        size_t end = strcspn(at, marks);
        snprintf(word, sizeof word, "%.*s", (int)end, at);
        at += end;
        if (i % apart == 0)
            add_word(making, query,
                     end > 0 ? word : random_word(making->archive));
    }
}

static struct query *make_phrase(const struct making *making) {
    struct query *query = make(making, QUERY_PHRASE);
    uint32_t count = pick(making, 8) == 0 ? 1 : 2 + pick(making, 3);
    query->field = any_field(making);
    query->exact = true;
    if (!is_of_names(query->field) && pick(making, 3) > 0) {
        add_words_of_a_text(making, query, count, 1);
        return query;
    }
    for (uint32_t i = 0; i < count; i++)
        add_word(making, query, random_word(making->archive));
    return query;
}

/* The language makes them of two words, which may be the same. */
static struct query *make_near(const struct making *making) {
    struct query *query = make(making, QUERY_NEAR);
    query->exact = true;
    query->window =
        1 + pick(making, pick(making, 3) == 0 ? PLAN_BLOCK_GAP - 1 : 8);
    if (pick(making, 2) == 0) {
        add_words_of_a_text(making, query, 2, 1 + pick(making, 6));
        if (pick(making, 2) == 0) {
            const char *first = query->words[0];
            query->words[0] = query->words[1];
            query->words[1] = first;
        }
        return query;
    }
    add_word(making, query, random_word(making->archive));
    add_word(making, query,
             pick(making, 6) == 0 ? query->words[0]
                                  : random_word(making->archive));
    return query;
}

static struct query *make_prefix(const struct making *making) {
    struct query *query = make(making, QUERY_PREFIX);
    char beginning[8];
    snprintf(beginning, sizeof beginning, "%.*s", 1 + (int)pick(making, 4),
             random_word(making->archive));
    query->field = any_field(making);
    add_word(making, query, beginning);
    return query;
}

/* ---- trees ---- */

/* The word itself counts once, and what stands for it less; said again and
 * again it counts for more words than a short paper has. */
static struct query *make_synonym(const struct making *making) {
    struct query *query = make(making, QUERY_SYNONYM);
    uint32_t count = 1 + pick(making, 4);
    uint32_t again = pick(making, 6) == 0 ? pick(making, 6) : 0;
    for (uint32_t i = 0; i < count; i++) {
        struct query *child =
            pick(making, 2) ? make_word(making) : make_phrase(making);
        child->share = 0;
        child->weight = i == 0 ? 1 : (1 + pick(making, 10)) / 10.0;
        add_child(making, query, child);
    }
    for (uint32_t i = 0; i < again; i++)
        add_child(making, query, query->children[0]);
    return query;
}

static struct query *make_leaf(const struct making *making) {
    switch (pick(making, 16)) {
    case 0:
        return make(making, QUERY_ALL);
    case 1:
    case 2:
        return make_phrase(making);
    case 3:
    case 4:
        return make_near(making);
    case 5:
    case 6:
        return make_prefix(making);
    case 7:
    case 8:
        return make_synonym(making);
    default:
        return make_word(making);
    }
}

static struct query *make_tree(const struct making *making, uint32_t depth) {
    static const enum query_kind kinds[] = {QUERY_AND, QUERY_OR, QUERY_OR,
                                            QUERY_AND_NOT};
    if (depth == 0)
        return make_leaf(making);
    struct query *query = make(making, kinds[pick(making, 4)]);
    uint32_t count = query->kind == QUERY_AND_NOT ? 2
                     : query->kind == QUERY_AND   ? 1 + pick(making, 3)
                                                  : 1 + pick(making, 5);
    for (uint32_t i = 0; i < count; i++) {
        struct query *child = make_tree(making, pick(making, depth));
        add_child(making, query, child);
        if (i > 0 && pick(making, 12) == 0 && query->kind != QUERY_AND_NOT)
            add_child(making, query, query->children[0]);
    }
    return query;
}

/* ---- filters ---- */

static struct facet_condition make_condition(const struct making *making) {
    const struct schema *schema = making->archive->fixture.schema;
    struct facet_condition condition = {.missing = pick(making, 6) == 0};
    uint32_t kind = pick(making, 6);
    if (pick(making, 5) == 0) {
        condition.facet = (unsigned)schema_find_inferred(schema, INFER_DATE);
        condition.first_year = 1997 + (int)pick(making, 10);
        condition.last_year = condition.first_year + (int)pick(making, 4);
        return condition;
    }
    const char *value = random_value(making->archive);
    char name[16];
    snprintf(name, sizeof name, "%.*s", (int)strcspn(value, "="), value);
    condition.facet = (unsigned)schema_find_facet(schema, name);
    condition.kind = kind == 0   ? CONDITION_NONE
                     : kind == 1 ? CONDITION_ALL
                                 : CONDITION_ANY;
    if (!condition.missing)
        condition.value = strchr(value, '=') + 1;
    return condition;
}

static struct edtf_date make_date(const struct making *making) {
    char text[EDTF_TEXT_MAX];
    struct edtf_date date;
    random_date(&making->archive->randomness, text);
    edtf_parse(&date, text);
    return date;
}

static void make_time(const struct making *making,
                      struct random_question *question) {
    struct time_conditions *time = &question->request.time;
    time->dates = question->dates;
    if (pick(making, 4) > 0)
        return;
    time->date_count = pick(making, QUESTION_DATES_MAX + 1);
    time->within = pick(making, 3) == 0;
    for (size_t i = 0; i < time->date_count; i++)
        question->dates[i] =
            (struct date_condition){make_date(making), pick(making, 6) == 0};
    if (pick(making, 3) == 0)
        time->certainty = (enum certainty)pick(making, 4);
    time->asks_force = pick(making, 3) == 0;
    time->force_possible = pick(making, 2) == 0;
    time->in_force = make_date(making);
}

/* ---- requests ---- */

static void make_page(const struct making *making,
                      struct search_request *request) {
    request->sort = pick(making, 3) > 0 ? SORT_RELEVANCE
                                        : (enum search_sort)pick(making, 5);
    request->size = pick(making, 20) == 0 ? 0 : 1 + pick(making, 10);
    if (pick(making, 10) == 0)
        request->size = SEARCH_SIZE_MAX;
    request->page = pick(making, 2) ? 1 : 1 + pick(making, 12);
    request->facet_size =
        pick(making, 4) == 0 ? SEARCH_FACET_SIZE_MAX : pick(making, 20);
    request->facet_sort = (enum facet_sort)pick(making, 2);
    request->show_duplicates = pick(making, 3) == 0;
    request->passages = 0;
    if (pick(making, 4) == 0)
        request->facets &= pick(making, UINT32_MAX);
}

/* Any of a few words, of all papers: what finds the most of a large archive. */
static void make_wide(const struct making *making,
                      struct search_request *request) {
    struct query *query = make(making, QUERY_OR);
    for (uint32_t i = 2 + pick(making, 4); i > 0; i--)
        add_child(making, query, make_word(making));
    request->query = query;
    request->show_duplicates = pick(making, 2) == 0;
    request->passages = 0;
}

static void make_any(const struct making *making,
                     struct random_question *question) {
    struct search_request *request = &question->request;
    request->conditions = question->conditions;
    request->condition_count =
        pick(making, 3) ? 0 : pick(making, QUESTION_CONDITIONS_MAX + 1);
    for (size_t i = 0; i < request->condition_count; i++)
        question->conditions[i] = make_condition(making);
    make_time(making, question);
    make_page(making, request);
    if (pick(making, 12) > 0)
        request->query = make_tree(making, pick(making, 5));
}

void random_question_make(struct random_question *question,
                          struct random_archive *archive) {
    memset(question, 0, sizeof *question);
    struct making making = {archive, &question->arena};
    question->request = fixture_request(&archive->fixture);
    if (archive->plain.count > 1000 && pick(&making, 2) == 0)
        make_wide(&making, &question->request);
    else
        make_any(&making, question);
}

void random_question_clear(struct random_question *question) {
    arena_clear(&question->arena);
}

/* ---- printing ---- */

static void print_condition(struct buffer *out,
                            const struct facet_condition *condition) {
    static const char signs[] = {
        [CONDITION_ANY] = '=', [CONDITION_NONE] = '-', [CONDITION_ALL] = '&'};
    buffer_printf(out, " facet %u %c ", condition->facet,
                  signs[condition->kind]);
    if (condition->missing)
        buffer_append_string(out, "missing");
    else if (condition->value != NULL)
        buffer_append_string(out, condition->value);
    else
        buffer_printf(out, "%d..%d", condition->first_year,
                      condition->last_year);
}

static void print_time(struct buffer *out, const struct time_conditions *time) {
    for (size_t i = 0; i < time->date_count; i++)
        buffer_printf(out, " date %d..%d%s%s", time->dates[i].when.earliest,
                      time->dates[i].when.latest, time->within ? " within" : "",
                      time->dates[i].missing ? " missing" : "");
    if (time->certainty > 0)
        buffer_printf(out, " certainty %d", (int)time->certainty);
    if (time->asks_force)
        buffer_printf(out, " force %d..%d%s", time->in_force.earliest,
                      time->in_force.latest,
                      time->force_possible ? " possible" : "");
}

char *random_question_print(const struct random_question *question) {
    const struct search_request *request = &question->request;
    struct buffer out = BUFFER_INIT(1024 * 1024);
    char *tree =
        request->query == NULL ? NULL : query_to_string(request->query);
    buffer_printf(&out, "%s sort %d page %u of %u facets %x of %u%s",
                  tree == NULL ? "none" : tree, (int)request->sort,
                  request->page, request->size, request->facets,
                  request->facet_size,
                  request->show_duplicates ? " with copies" : "");
    for (size_t i = 0; i < request->condition_count; i++)
        print_condition(&out, &request->conditions[i]);
    print_time(&out, &request->time);
    free(tree);
    assert_true(buffer_ok(&out));
    return buffer_take(&out);
}
