/* test_passages.c - what is shown of each paper, held against the papers: over
 * the bundled archive, with queries made of the papers' own words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client.h"
#include "daemon.h"
#include "schema/buffer.h"
#include "text/stem.h"
#include "text/tokens.h"

enum { QUERY_ROOM = 256, WORDS_ROOM = 256, PAPERS_STEP = 2 };

static json_t *papers; /* by id, as /v1/documents/{id} gives them */
static struct stemmer *stemmer;

/* Returns how many papers the page has. */
static size_t take_page(int page) {
    char path[QUERY_ROOM];
    snprintf(path, sizeof path,
             "/v1/search?size=100&facets=none&duplicates=show&page=%d", page);
    json_t *found = json_get(&sample, path);
    size_t count = json_array_size(json_object_get(found, "results"));
    size_t index;
    json_t *result;
    json_array_foreach(json_object_get(found, "results"), index, result) {
        const char *id = text_at(result, "id");
        snprintf(path, sizeof path, "/v1/documents/%s", id);
        json_object_set_new(papers, id, json_get(&sample, path));
    }
    json_decref(found);
    return count;
}

static int set_up(void **state) {
    if (sample_start(state) != 0 ||
        stemmer_create(&stemmer, NULL) != CONCORD_OK)
        return -1;
    papers = json_object();
    for (int page = 1; take_page(page) > 0; page++)
        ;
    return json_object_size(papers) > 100 ? 0 : -1;
}

static int tear_down(void **state) {
    json_decref(papers);
    stemmer_destroy(stemmer);
    return sample_stop(state);
}

/* ---- what a passage says of itself ---- */

/* A passage's text, and for each byte whether it is marked. */
struct shown {
    struct buffer text;
    struct buffer marked;
    size_t mark_count;
    bool cut_before;
    bool cut_after;
};

static bool take(const char **html, const char *piece) {
    size_t size = strlen(piece);
    if (strncmp(*html, piece, size) != 0)
        return false;
    *html += size;
    return true;
}

/* The character that stands in HTML as something else, or 0. */
static char take_escaped(const char **html) {
    static const struct {
        const char *escape;
        char character;
    } escapes[] = {{"&amp;", '&'},
                   {"&lt;", '<'},
                   {"&gt;", '>'},
                   {"&quot;", '"'},
                   {"&#39;", '\''}};
    for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++)
        if (take(html, escapes[i].escape))
            return escapes[i].character;
    return '\0';
}

static void shown_read(struct shown *shown, const char *html,
                       const char *text) {
    bool marked = false;
    *shown = (struct shown){.text = BUFFER_INIT(1 << 16),
                            .marked = BUFFER_INIT(1 << 16)};
    shown->cut_before = strncmp(text, "… ", 4) != 0 && take(&html, "… ");
    while (*html != '\0') {
        if (!marked && take(&html, "<mark>")) {
            marked = true;
            shown->mark_count++;
        } else if (marked && take(&html, "</mark>")) {
            marked = false;
        } else {
            char character = take_escaped(&html);
            assert_true(character != '\0' || strchr("<>&\"'", *html) == NULL);
            buffer_append_char(&shown->text,
                               character != '\0' ? character : *html++);
            buffer_append_char(&shown->marked, marked ? 'm' : '.');
        }
    }
    assert_false(marked);
    shown->cut_after = shown->text.size == strlen(text) + 4;
    if (shown->cut_after)
        shown->text.data[shown->text.size -= 4] = '\0';
    assert_string_equal(shown->text.data, text);
}

static void shown_clear(struct shown *shown) {
    buffer_destroy(&shown->text);
    buffer_destroy(&shown->marked);
}

/* ---- claims about any passage ---- */

static void assert_quotes(json_t *paper, json_t *passage) {
    const char *text = text_at(paper, "text");
    const char *quoted = text_at(passage, "text");
    size_t start = (size_t)json_integer_value(json_at(passage, "start"));
    size_t end = (size_t)json_integer_value(json_at(passage, "end"));
    assert_true(start < end && end <= strlen(text));
    assert_int_equal(end - start, strlen(quoted));
    assert_memory_equal(text + start, quoted, end - start);
}

/* The clause is one of the paper's, and the passage stands in it; none is named
 * only where none holds the passage whole. */
static void assert_clause(json_t *paper, json_t *passage) {
    const char *anchor = json_string_value(json_at(passage, "clause"));
    json_int_t start = json_integer_value(json_at(passage, "start"));
    json_int_t end = json_integer_value(json_at(passage, "end"));
    bool named = false;
    size_t index;
    json_t *clause;
    json_array_foreach(json_object_get(paper, "clauses"), index, clause) {
        json_int_t from = json_integer_value(json_at(clause, "start"));
        json_int_t to = json_integer_value(json_at(clause, "end"));
        bool here = anchor && strcmp(anchor, text_at(clause, "anchor")) == 0;
        named = named || here;
        if (here)
            assert_true(from < end && start < to);
        if (anchor == NULL)
            assert_false(from <= start && end <= to);
    }
    assert_true(anchor == NULL || named);
}

static void assert_apart(json_t *passages) {
    for (size_t i = 0; i < json_array_size(passages); i++)
        for (size_t j = 0; j < i; j++) {
            json_t *one = json_array_get(passages, i);
            json_t *other = json_array_get(passages, j);
            assert_true(json_integer_value(json_at(one, "start")) >=
                            json_integer_value(json_at(other, "end")) ||
                        json_integer_value(json_at(other, "start")) >=
                            json_integer_value(json_at(one, "end")));
            assert_null(strstr(text_at(one, "text"), text_at(other, "text")));
        }
}

typedef void check_marks(const struct shown *shown, const char *const *words);

/* Ask, and hold every passage against its paper. Returns how many there are. */
static size_t check(const char *query, check_marks *check_these,
                    const char *const *words) {
    char path[2 * QUERY_ROOM];
    size_t count = 0;
    size_t index;
    json_t *result;
    snprintf(path, sizeof path,
             "/v1/search?facets=none&duplicates=show&passages=3&expand=none&"
             "relax=none&size=5&q=%s",
             query);
    json_t *found = json_get(&sample, path);
    json_array_foreach(json_object_get(found, "results"), index, result) {
        json_t *paper = json_object_get(papers, text_at(result, "id"));
        json_t *passages = json_object_get(result, "passages");
        size_t place;
        json_t *passage;
        assert_non_null(paper);
        assert_apart(passages);
        json_array_foreach(passages, place, passage) {
            struct shown shown;
            assert_quotes(paper, passage);
            assert_clause(paper, passage);
            shown_read(&shown, text_at(passage, "html"),
                       text_at(passage, "text"));
            assert_true(place == 0 || shown.mark_count > 0);
            if (check_these)
                check_these(&shown, words);
            shown_clear(&shown);
            count++;
        }
    }
    json_decref(found);
    return count;
}

/* ---- words of a paper to ask for ---- */

/* Words in a row, of letters alone, somewhere in a text. */
struct words {
    struct token items[3];
};

static bool is_plain(const struct token *token) {
    return token->length > 3 &&
           strspn(token->word, "abcdefghijklmnopqrstuvwxyz") == token->length;
}

/* From the byte `from` on, within a block; false at the end. */
static bool words_find(struct words *words, const char *text, size_t from) {
    struct token_reader reader;
    struct token token;
    size_t count = 0;
    token_reader_begin_search(&reader, text, strlen(text));
    while (from > 0 && text[from] != ' ' && text[from] != '\0')
        from++;
    reader.at = from;
    while (count < 3 && token_next(&reader, &token)) {
        if (count > 0 && token.start - words->items[count - 1].end > 1)
            count = 0;
        if (is_plain(&token) && !token.joined)
            words->items[count++] = token;
        else
            count = 0;
    }
    return count == 3;
}

/* `ask` is given words of three places of every paper. */
static void for_each_words(void (*ask)(const struct words *words)) {
    const char *id;
    json_t *paper;
    size_t number = 0;
    json_object_foreach(papers, id, paper) {
        const char *text = text_at(paper, "text");
        struct words words;
        for (size_t part = 0; part < 3; part++)
            if (number % PAPERS_STEP == 0 &&
                words_find(&words, text, strlen(text) * part / 4))
                ask(&words);
        number++;
    }
    assert_true(number > 100);
}

/* ---- claims about marks ---- */

/* The passage's words; `whole` is where one is marked from its first byte to
 * its last. */
struct read_word {
    struct token token;
    bool marked;
};

static size_t read_words(const struct shown *shown, struct read_word *words) {
    struct token_reader reader;
    size_t count = 0;
    token_reader_begin_search(&reader, shown->text.data, shown->text.size);
    while (count < WORDS_ROOM && token_next(&reader, &words[count].token)) {
        const struct token *token = &words[count].token;
        const char *marked = shown->marked.data + token->start;
        size_t size = token->end - token->start;
        words[count].marked = marked[0] == 'm';
        for (size_t i = 0; i < size; i++)
            assert_int_equal(marked[i], marked[0]);
        count++;
    }
    assert_true(count < WORDS_ROOM);
    return count;
}

static bool has_stem(const struct token *token, const char *const *words) {
    char stem[TOKEN_WORD_MAX + 1];
    snprintf(stem, sizeof stem, "%s",
             stemmer_stem(stemmer, token->word, token->length));
    for (; *words != NULL; words++)
        if (strcmp(stem, stemmer_stem(stemmer, *words, strlen(*words))) == 0)
            return true;
    return false;
}

/* Words are marked, all of them and no others; a word with hyphens may be. */
static void stems_are_marked(const struct shown *shown,
                             const char *const *words) {
    struct read_word read[WORDS_ROOM];
    size_t count = read_words(shown, read);
    for (size_t i = 0; i < count; i++) {
        bool hyphened =
            read[i].token.joined || (i + 1 < count && read[i + 1].token.joined);
        bool sought = has_stem(&read[i].token, words);
        if (sought || !hyphened)
            assert_int_equal(read[i].marked, sought);
    }
}

static void beginnings_are_marked(const struct shown *shown,
                                  const char *const *words) {
    struct read_word read[WORDS_ROOM];
    size_t count = read_words(shown, read);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(read[i].marked, strncmp(read[i].token.word, words[0],
                                                 strlen(words[0])) == 0);
}

/* Three words in a row are one mark, and words that are not are none. */
static void phrases_are_marked(const struct shown *shown,
                               const char *const *words) {
    struct read_word read[WORDS_ROOM];
    size_t count = read_words(shown, read);
    size_t in_phrases = 0;
    for (size_t i = 0; i + 3 <= count; i++) {
        size_t start = read[i].token.start;
        size_t end = read[i + 2].token.end;
        bool here =
            memmem(shown->text.data + start, end - start, "\n\n", 2) == NULL;
        for (size_t j = 0; j < 3; j++)
            here = here && strcmp(read[i + j].token.word, words[j]) == 0;
        if (!here)
            continue;
        for (size_t at = start; at < end; at++)
            assert_int_equal(shown->marked.data[at], 'm');
        in_phrases++;
    }
    assert_true(shown->mark_count <= in_phrases);
    assert_true(in_phrases == 0 || shown->mark_count > 0);
}

static size_t asked;
static size_t shown_in_all;

static void ask_words(const struct words *words) {
    char query[QUERY_ROOM];
    const char *const two[] = {words->items[0].word, words->items[2].word,
                               NULL};
    snprintf(query, sizeof query, "%s+%s", two[0], two[1]);
    shown_in_all += check(query, stems_are_marked, two);
    asked++;
}

static void ask_phrase(const struct words *words) {
    char query[QUERY_ROOM];
    const char *const three[] = {words->items[0].word, words->items[1].word,
                                 words->items[2].word, NULL};
    snprintf(query, sizeof query, "%%22%s+%s+%s%%22", three[0], three[1],
             three[2]);
    shown_in_all += check(query, phrases_are_marked, three);
    asked++;
}

static void ask_prefix(const struct words *words) {
    char query[QUERY_ROOM];
    char beginning[5] = "";
    const char *const one[] = {beginning, NULL};
    memcpy(beginning, words->items[1].word, 4);
    snprintf(query, sizeof query, "%s*", beginning);
    shown_in_all += check(query, beginnings_are_marked, one);
    asked++;
}

static void ask_all(void (*ask)(const struct words *words)) {
    asked = 0;
    shown_in_all = 0;
    for_each_words(ask);
    assert_true(asked > 100);
    assert_true(shown_in_all > asked);
}

static void every_form_of_a_word_is_marked_and_nothing_else(void **state) {
    (void)state;
    ask_all(ask_words);
}

static void every_phrase_is_one_mark(void **state) {
    (void)state;
    ask_all(ask_phrase);
}

static void every_word_that_begins_so_is_marked(void **state) {
    (void)state;
    ask_all(ask_prefix);
}

/* ---- other claims ---- */

static void passages_of_any_query_quote_their_papers(void **state) {
    static const char *const queries[] = {
        "",
        "caf%C3%A9",
        "children%27s",
        "health+%26+social+care",
        "third-sector",
        "co-operation+OR+cooperation",
        "voluntary+near/5+sector",
        "consultation+-weeks",
        "%3Dorganisation",
        "title%3Acompact",
        "title%3Acompact+compact",
        "speaker%3Aminister+OR+organisation%3Acouncil",
        "the+of+and",
        "%22code+of+practice%22+OR+%22of+practice%22",
        "c*+OR+co*+OR+com*+OR+commission*",
        "2004+OR+12+OR+5,000"};
    (void)state;
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++)
        assert_true(check(queries[i], NULL, NULL) > 0);
}

static void more_passages_begin_with_the_best(void **state) {
    (void)state;
    json_t *one = json_get(&sample, "/v1/search?q=funding&facets=none");
    json_t *five =
        json_get(&sample, "/v1/search?q=funding&facets=none&passages=5");
    size_t most = 0;
    for (size_t i = 0; i < json_array_size(json_at(one, "results")); i++) {
        json_t *few =
            json_at(json_array_get(json_at(one, "results"), i), "passages");
        json_t *many =
            json_at(json_array_get(json_at(five, "results"), i), "passages");
        assert_int_equal(json_array_size(few), 1);
        assert_true(
            json_equal(json_array_get(few, 0), json_array_get(many, 0)));
        most = json_array_size(many) > most ? json_array_size(many) : most;
    }
    assert_int_equal(most, 5);
    json_decref(five);
    json_decref(one);
}

static void what_is_asked_of_the_title_is_not_marked(void **state) {
    (void)state;
    json_t *found =
        json_get(&sample, "/v1/search?q=title%3Afunding&facets=none");
    size_t index;
    json_t *result;
    assert_true(json_array_size(json_at(found, "results")) > 0);
    json_array_foreach(json_at(found, "results"), index, result) {
        const char *html = text_at(result, "passages/0/html");
        assert_null(strstr(html, "<mark>"));
    }
    json_decref(found);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_form_of_a_word_is_marked_and_nothing_else),
        cmocka_unit_test(every_phrase_is_one_mark),
        cmocka_unit_test(every_word_that_begins_so_is_marked),
        cmocka_unit_test(passages_of_any_query_quote_their_papers),
        cmocka_unit_test(more_passages_begin_with_the_best),
        cmocka_unit_test(what_is_asked_of_the_title_is_not_marked),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
