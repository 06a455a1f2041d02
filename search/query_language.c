#include "search/query_language.h"

#include <string.h>

#include "query_lexemes.h"
#include "schema/buffer.h"
#include "text/normal.h"

/* Bytes of a query once it is clean: each of them may become U+FFFD, and
 * composing may lengthen what is valid as much. */
enum { CLEAN_BYTES_MAX = 16 * QUERY_BYTES_MAX };

struct parser {
    struct lexeme_list *list;
    size_t at;
    enum query_field field;
    bool unwanted;  /* within what a '-' leaves out */
    bool wants_all; /* two things or more are wanted together somewhere */
    struct query
        *wanted; /* each word and phrase that is wanted, for relaxing */
    struct query *barred; /* each thing that is not */
};

static struct query *parse_either(struct parser *parser);

/* Every function that makes a node returns NULL when memory is out, with
 * list->failed set, and takes NULL for an absent one. */
static struct query *node(struct parser *parser, enum query_kind kind) {
    struct query *query = query_create(parser->list->arena, kind);
    if (!query)
        parser->list->failed = true;
    else
        query->field = parser->field;
    return query;
}

static void add_word(struct parser *parser, struct query *query,
                     const char *word) {
    if (query && !query_add_word(parser->list->arena, query, word))
        parser->list->failed = true;
}

static void add_child(struct parser *parser, struct query *parent,
                      struct query *child) {
    if (parent && child && !query_add_child(parser->list->arena, parent, child))
        parser->list->failed = true;
}

/* Add `child`; one of the parent's own kind gives its children instead. */
static void join(struct parser *parser, struct query *parent,
                 struct query *child) {
    if (!parent || !child)
        return;
    if (child->kind != parent->kind)
        add_child(parser, parent, child);
    else
        for (size_t i = 0; i < child->child_count; i++)
            add_child(parser, parent, child->children[i]);
}

/* A node with one child is that child; with none it is nothing. */
static struct query *unwrapped(struct query *query) {
    if (!query || query->child_count == 0)
        return NULL;
    return query->child_count == 1 ? query->children[0] : query;
}

static struct query *subtract(struct parser *parser, struct query *wanted,
                              struct query *barred) {
    if (!barred)
        return wanted;
    struct query *query = node(parser, QUERY_AND_NOT);
    add_child(parser, query, wanted ? wanted : node(parser, QUERY_ALL));
    add_child(parser, query, barred);
    return query;
}

static struct query *leaf(struct parser *parser, enum query_kind kind,
                          const char **words, size_t count) {
    struct query *query = node(parser, kind);
    for (size_t i = 0; i < count; i++)
        add_word(parser, query, words[i]);
    return query;
}

/* A phrase of one word is that word as it is spelt. */
static struct query *phrase_node(struct parser *parser,
                                 const struct lexeme *lexeme) {
    enum query_kind kind = lexeme->word_count > 1 ? QUERY_PHRASE : QUERY_WORD;
    struct query *query = leaf(parser, kind, lexeme->words, lexeme->word_count);
    if (query)
        query->exact = kind == QUERY_WORD;
    return query;
}

/* A name is looked for as it is spelt. */
static bool is_of_names(const struct parser *parser) {
    return parser->field == QUERY_IN_SPEAKER ||
           parser->field == QUERY_IN_ORGANISATION;
}

static struct query *words_node(struct parser *parser,
                                const struct lexeme *lexeme) {
    struct query *all = node(parser, QUERY_AND);
    for (size_t i = 0; i < lexeme->word_count; i++) {
        bool prefix = lexeme->prefix && i + 1 == lexeme->word_count;
        struct query *query = leaf(parser, prefix ? QUERY_PREFIX : QUERY_WORD,
                                   &lexeme->words[i], 1);
        if (query)
            query->exact = (lexeme->exact || is_of_names(parser)) && !prefix;
        if (query && i > 0)
            query->hyphened = lexeme->hyphened && !lexeme->prefix;
        add_child(parser, all, query);
    }
    return unwrapped(all);
}

static struct query *plain_node(struct parser *parser,
                                const struct lexeme *lexeme) {
    struct query *query = lexeme->kind == LEXEME_PHRASE
                              ? phrase_node(parser, lexeme)
                              : words_node(parser, lexeme);
    if (!query || parser->unwanted)
        return query;
    if (query->kind == QUERY_AND)
        for (size_t i = 0; i < query->child_count; i++)
            add_child(parser, parser->wanted, query->children[i]);
    else
        add_child(parser, parser->wanted, query);
    return query;
}

static bool is_next(const struct parser *parser, enum lexeme_kind kind) {
    return parser->at < parser->list->count &&
           parser->list->items[parser->at].kind == kind;
}

/* There must be one. */
static const struct lexeme *take(struct parser *parser) {
    return &parser->list->items[parser->at++];
}

static bool accept(struct parser *parser, enum lexeme_kind kind) {
    bool accepted = is_next(parser, kind);
    parser->at += accepted;
    return accepted;
}

/* One pair. The engine knows near between words only, so that all the words of
 * two phrases stand in a window as much wider as they are longer. */
static struct query *near_pair(struct parser *parser, const struct lexeme *left,
                               const struct lexeme *right, unsigned window) {
    size_t wide = window + (left->word_count - 1) + (right->word_count - 1);
    struct query *query =
        leaf(parser, QUERY_NEAR, left->words, left->word_count);
    for (size_t i = 0; i < right->word_count; i++)
        add_word(parser, query, right->words[i]);
    if (query)
        query->window =
            wide < LEXEME_WINDOW_MAX ? (unsigned)wide : LEXEME_WINDOW_MAX;
    return query;
}

/* "a near/5 b near/9 c", from its second sign on: each near binds the two
 * beside it, and has them both. A phrase is wanted as such too, and
 * third-sector is one here. */
static struct query *near_chain(struct parser *parser,
                                const struct lexeme *left) {
    struct query *all = node(parser, QUERY_AND);
    if (left->word_count > 1)
        add_child(parser, all, phrase_node(parser, left));
    while (is_next(parser, LEXEME_NEAR)) {
        const struct lexeme *near = take(parser);
        const struct lexeme *right = take(parser);
        plain_node(parser, right);
        if (right->word_count > 1)
            add_child(parser, all, phrase_node(parser, right));
        add_child(parser, all, near_pair(parser, left, right, near->window));
        left = right;
    }
    parser->wants_all = parser->wants_all || !parser->unwanted;
    return unwrapped(all);
}

static struct query *group(struct parser *parser) {
    struct query *query = parse_either(parser);
    accept(parser, LEXEME_CLOSE);
    if (!query)
        lexemes_note(parser->list,
                     "Brackets with nothing in them were not read.");
    return query;
}

static struct query *parse_thing(struct parser *parser) {
    if (accept(parser, LEXEME_OPEN))
        return group(parser);
    if (!is_next(parser, LEXEME_WORDS) && !is_next(parser, LEXEME_PHRASE))
        return NULL;
    const struct lexeme *lexeme = take(parser);
    struct query *query = plain_node(parser, lexeme);
    return is_next(parser, LEXEME_NEAR) ? near_chain(parser, lexeme) : query;
}

static struct query *parse_each(struct parser *parser) {
    enum query_field outer = parser->field;
    while (is_next(parser, LEXEME_FIELD))
        parser->field = take(parser)->field;
    struct query *query = parse_thing(parser);
    parser->field = outer;
    return query;
}

static struct query *parse_barred(struct parser *parser) {
    bool outer = parser->unwanted;
    parser->unwanted = true;
    struct query *query = parse_each(parser);
    parser->unwanted = outer;
    if (!outer)
        join(parser, parser->barred, query);
    return query;
}

static bool has_thing(const struct parser *parser) {
    return parser->at < parser->list->count && !parser->list->failed &&
           !is_next(parser, LEXEME_CLOSE) && !is_next(parser, LEXEME_OR);
}

static struct query *parse_all(struct parser *parser) {
    struct query *wanted = node(parser, QUERY_AND);
    struct query *barred = node(parser, QUERY_OR);
    while (has_thing(parser)) {
        if (accept(parser, LEXEME_MINUS))
            join(parser, barred, parse_barred(parser));
        else
            join(parser, wanted, parse_each(parser));
    }
    if (wanted && wanted->child_count > 1 && !parser->unwanted)
        parser->wants_all = true;
    return subtract(parser, unwrapped(wanted), unwrapped(barred));
}

static struct query *parse_either(struct parser *parser) {
    struct query *any = node(parser, QUERY_OR);
    do
        join(parser, any, parse_all(parser));
    while (accept(parser, LEXEME_OR));
    return unwrapped(any);
}

/* Any of what is wanted, without all of what is not. Only where things are
 * wanted together is there anything to relax. */
static struct query *relax(struct parser *parser) {
    if (!parser->wanted || !parser->wants_all ||
        parser->wanted->child_count < 2)
        return NULL;
    return subtract(parser, parser->wanted, unwrapped(parser->barred));
}

static enum concord_status check_limits(const struct lexeme_list *list,
                                        struct concord_error *err) {
    size_t total = 0;
    for (size_t i = 0; i < list->count; i++) {
        const struct lexeme *lexeme = &list->items[i];
        bool counts =
            lexeme->kind == LEXEME_WORDS || lexeme->kind == LEXEME_PHRASE;
        total += counts ? lexeme->word_count : 0;
        if (lexeme->kind == LEXEME_PHRASE &&
            lexeme->word_count > QUERY_PHRASE_MAX)
            return concord_refuse(err, "q",
                                  "q has a phrase of %zu words; %d is the "
                                  "most: shorten it",
                                  lexeme->word_count, QUERY_PHRASE_MAX);
    }
    if (total > QUERY_WORDS_MAX)
        return concord_refuse(err, "q",
                              "q has %zu words; %d is the most: ask with "
                              "fewer",
                              total, QUERY_WORDS_MAX);
    return CONCORD_OK;
}

static enum concord_status parse_clean(struct parsed_query *out,
                                       struct lexeme_list *list,
                                       const struct buffer *text,
                                       struct concord_error *err) {
    if (text->size == 0)
        return CONCORD_OK;
    lexemes_read(list, text->data, text->size);
    if (!list->failed)
        lexemes_settle(list);
    enum concord_status status =
        list->failed ? concord_no_memory(err) : check_limits(list, err);
    if (status != CONCORD_OK)
        return status;
    struct parser parser = {.list = list};
    parser.wanted = node(&parser, QUERY_OR);
    parser.barred = node(&parser, QUERY_OR);
    out->query = parse_either(&parser);
    out->relaxed = relax(&parser);
    if (!out->query)
        lexemes_note(list, "There is no word to look for in this; everything "
                           "is shown.");
    out->notes = list->notes;
    out->note_count = list->note_count;
    return list->failed ? concord_no_memory(err) : CONCORD_OK;
}

enum concord_status query_parse(struct parsed_query *out, struct arena *arena,
                                const char *text, struct concord_error *err) {
    struct lexeme_list list = {.arena = arena};
    struct buffer clean = BUFFER_INIT(CLEAN_BYTES_MAX);
    struct buffer straight = BUFFER_INIT(CLEAN_BYTES_MAX);
    size_t size = strlen(text);
    memset(out, 0, sizeof *out);
    if (size > QUERY_BYTES_MAX)
        return concord_refuse(err, "q",
                              "q has %zu bytes; %d is the most: shorten it",
                              size, QUERY_BYTES_MAX);
    enum concord_status status = text_clean(&clean, text, size, err);
    if (status == CONCORD_OK && clean.size > 0)
        text_straighten(&straight, clean.data, clean.size);
    if (status == CONCORD_OK && !buffer_ok(&straight))
        status = concord_no_memory(err);
    if (status == CONCORD_OK)
        status = parse_clean(out, &list, &straight, err);
    if (status != CONCORD_OK)
        memset(out, 0, sizeof *out);
    buffer_destroy(&clean);
    buffer_destroy(&straight);
    return status;
}
