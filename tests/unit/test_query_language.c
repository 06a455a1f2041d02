/* test_query_language.c - claims about how a query is read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "search/query_language.h"

/* A query and the tree that it is read as. */
struct example {
    const char *typed;
    const char *tree;
};

static char *tree_text(const struct query *query) {
    char *text = query ? query_to_string(query) : strdup("nothing");
    assert_non_null(text);
    return text;
}

/* The notes, each on a line of its own. */
static void print_notes(const struct parsed_query *parsed) {
    for (size_t i = 0; i < parsed->note_count; i++)
        print_message("    note: %s\n", parsed->notes[i]);
}

static void expect(const struct example *example, bool noted) {
    struct arena arena = {0};
    struct parsed_query parsed;
    assert_int_equal(query_parse(&parsed, &arena, example->typed, NULL),
                     CONCORD_OK);
    char *tree = tree_text(parsed.query);
    if (strcmp(tree, example->tree) != 0 || (parsed.note_count > 0) != noted) {
        print_notes(&parsed);
        fail_msg("%s is read as %s with %zu notes", example->typed, tree,
                 parsed.note_count);
    }
    free(tree);
    arena_clear(&arena);
}

static void expect_quiet(const struct example *examples, size_t count) {
    for (size_t i = 0; i < count; i++)
        expect(&examples[i], false);
}

static void expect_noted(const struct example *examples, size_t count) {
    for (size_t i = 0; i < count; i++)
        expect(&examples[i], true);
}

static void plain_words_are_folded_and_all_wanted(void **state) {
    static const struct example examples[] = {
        {"health", "health"},
        {"Health CARE", "(and health care)"},
        {"health care funding", "(and health care funding)"},
        {"café CAFÉ", "(and cafe cafe)"},
        {"ﬁnance", "finance"},
        {"日本 語", "(and 日本 語)"},
        {"don't", "don't"},
        {"don’t", "don't"},
        {"children’s", "children's"},
        {"'quoted'", "quoted"},
        {"5,000", "5000"},
        {"£5,000", "5000"},
        {"2.5", "2.5"},
        {"what is the compact?", "(and what is the compact)"},
        {"Compact: Working Together", "(and compact working together)"},
        {"+a", "a"},
        {"a&b", "(and a and b)"},
        {"a & b", "(and a and b)"},
        {"a~b^c", "(and a b c)"},
        {"{a} [b]", "(and a b)"},
        {"a and b", "(and a and b)"},
        {"a a", "(and a a)"},
        {"near", "near"},
        {"near/far", "(and near far)"},
        {"a near b", "(and a near b)"},
        {"a near/5-b", "(and a near 5 b)"},
        {"and/or", "(and and or)"},
        {"10:30", "(and 10 30)"},
        {"http://example.org/x", "(and http example org x)"},
        {"a…b", "(and a b)"},
    };
    (void)state;
    expect_quiet(examples, sizeof examples / sizeof *examples);
}

static void words_with_no_space_between_are_one_thing(void **state) {
    static const struct example examples[] = {
        {"third-sector", "(and third sector)"},
        {"third-sector funding", "(and third sector funding)"},
        {"a–b", "(and a b)"},
        {"a−b", "(and a b)"},
        {"AT&T", "(and at and t)"},
        {"12/05/2009", "(and 12 05 2009)"},
        {"-third-sector x", "(and-not x (and third sector))"},
        {"third-sector OR voluntary", "(or (and third sector) voluntary)"},
        {"title:third-sector", "(and title:third title:sector)"},
        {"=third-sector", "(phrase \"third sector\")"},
        {"third-sector*", "(and third sector*)"},
        {"re-organis* x", "(and re organis* x)"},
        {"third-sector near/5 funding",
         "(and (phrase \"third sector\") (near/6 third sector funding))"},
        {"a=b", "(and a b)"},
        {"agreement(s)", "(and agreement s)"},
        {"service(s)-based", "(and service s based)"},
    };
    (void)state;
    expect_quiet(examples, sizeof examples / sizeof *examples);
}

static void phrases_open_and_close_with_any_double_quotes(void **state) {
    static const struct example examples[] = {
        {"\"twelve weeks\"", "(phrase \"twelve weeks\")"},
        {"“twelve weeks”", "(phrase \"twelve weeks\")"},
        {"\"twelve weeks”", "(phrase \"twelve weeks\")"},
        {"“twelve weeks\"", "(phrase \"twelve weeks\")"},
        {"„twelve weeks“", "(phrase \"twelve weeks\")"},
        {"\"x y\" z", "(and (phrase \"x y\") z)"},
        {"\"Twelve WEEKS\"", "(phrase \"twelve weeks\")"},
        {"\"third-sector compact\"", "(phrase \"third sector compact\")"},
        {"\"a OR b\"", "(phrase \"a or b\")"},
        {"\"-a\"", "=a"},
        {"\"(a b)\"", "(phrase \"a b\")"},
        {"\"a\"b\"c\"", "(and =a b =c)"},
        {"\"funding\"", "=funding"},
        {"“AND”", "=and"},
        {"\"a a\"", "(phrase \"a a\")"},
        {"=\"a b\"", "(phrase \"a b\")"},
    };
    (void)state;
    expect_quiet(examples, sizeof examples / sizeof *examples);
}

static void exact_words_and_prefixes_keep_their_letters(void **state) {
    static const struct example examples[] = {
        {"=commissioning", "=commissioning"},
        {"=Commissioning", "=commissioning"},
        {"commission*", "commission*"},
        {"co*", "co*"},
        {"Ée*", "ee*"},
        {"-=a", "(and-not all =a)"},
        {"=commission*", "commission*"},
        {"=third-sect*", "(and =third sect*)"},
    };
    (void)state;
    expect_quiet(examples, sizeof examples / sizeof *examples);
}

static void or_in_capitals_joins_what_stands_on_both_sides(void **state) {
    static const struct example examples[] = {
        {"a OR b", "(or a b)"},
        {"a or b", "(and a or b)"},
        {"a Or b", "(and a or b)"},
        {"a OR b OR c", "(or a b c)"},
        {"a b OR c d", "(or (and a b) (and c d))"},
        {"a OR b c OR d", "(or a (and b c) d)"},
        {"(a OR b) c", "(and (or a b) c)"},
        {"a (b OR c)", "(and a (or b c))"},
        {"a OR (b c)", "(or a (and b c))"},
        {"\"x y\" OR z", "(or (phrase \"x y\") z)"},
        {"\"x y\"OR\"z w\"", "(or (phrase \"x y\") (phrase \"z w\"))"},
        {"(a)OR(b)", "(or a b)"},
        {"a OR -b", "(or a (and-not all b))"},
        {"-a OR -b", "(or (and-not all a) (and-not all b))"},
        {"a OR title:b", "(or a title:b)"},
        {"a near/5 b OR c", "(or (near/5 a b) c)"},
    };
    (void)state;
    expect_quiet(examples, sizeof examples / sizeof *examples);
}

static void minus_leaves_out_what_follows_at_once(void **state) {
    static const struct example examples[] = {
        {"a -b", "(and-not a b)"},
        {"a -b -c", "(and-not a (or b c))"},
        {"-a", "(and-not all a)"},
        {"-a -b", "(and-not all (or a b))"},
        {"-\"a b\"", "(and-not all (phrase \"a b\"))"},
        {"-\"a b\" c", "(and-not c (phrase \"a b\"))"},
        {"-(a b)", "(and-not all (and a b))"},
        {"-(a OR b) c", "(and-not c (or a b))"},
        {"-(a -b) c", "(and-not c (and-not a b))"},
        {"a -(b -c)", "(and-not a (and-not b c))"},
        {"–a", "(and-not all a)"},
        {"—a b", "(and-not b a)"},
        {"-'quoted'", "(and-not all quoted)"},
        {"-OR", "(and-not all or)"},
        {"-5", "(and-not all 5)"},
        {"a -5,000", "(and-not a 5000)"},
        {"(a -b) (c -d)", "(and (and-not a b) (and-not c d))"},
        {"(a -b) OR c", "(or (and-not a b) c)"},
        {"-a (b OR -c) d", "(and-not (and (or b (and-not all c)) d) a)"},
        {"-title:\"a b\"", "(and-not all title:(phrase \"a b\"))"},
        {"a b -c \"d e\" =f title:g",
         "(and-not (and a b (phrase \"d e\") =f title:g) c)"},
    };
    (void)state;
    expect_quiet(examples, sizeof examples / sizeof *examples);
}

static void title_asks_for_the_title_only(void **state) {
    static const struct example examples[] = {
        {"title:compact", "title:compact"},
        {"Title:compact", "title:compact"},
        {"title:\"local compact\"", "title:(phrase \"local compact\")"},
        {"title:(local compact)", "(and title:local title:compact)"},
        {"title:=compact", "title:=compact"},
        {"title:compact*", "title:compact*"},
        {"title:(a OR b) c", "(and (or title:a title:b) c)"},
        {"title:a b", "(and title:a b)"},
        {"title:(a -b)", "(and-not title:a title:b)"},
        {"title:title:a", "title:a"},
        {"title:title", "title:title"},
        {"title:OR", "title:or"},
        {"title:a near/5 b", "title:(near/5 a b)"},
        {"title:(a near/5 \"b c\")",
         "(and title:(phrase \"b c\") title:(near/6 a b c))"},
        {"title:(a OR \"b c\") -title:d",
         "(and-not (or title:a title:(phrase \"b c\")) title:d)"},
        {"title:\"funding\"", "title:=funding"},
    };
    (void)state;
    expect_quiet(examples, sizeof examples / sizeof *examples);
}

static void near_binds_the_two_places_beside_it(void **state) {
    static const struct example examples[] = {
        {"a near/5 b", "(near/5 a b)"},
        {"a NEAR/5 b", "(near/5 a b)"},
        {"a near/5 b near/3 c", "(and (near/5 a b) (near/3 b c))"},
        {"\"twelve weeks\" near/5 notice",
         "(and (phrase \"twelve weeks\") (near/6 twelve weeks notice))"},
        {"notice near/5 \"twelve weeks\"",
         "(and (phrase \"twelve weeks\") (near/6 notice twelve weeks))"},
        {"\"a b\" near/2 \"c d\"",
         "(and (phrase \"a b\") (phrase \"c d\") (near/4 a b c d))"},
        {"=a near/5 b", "(near/5 a b)"},
        {"a near/99 b", "(near/99 a b)"},
        {"\"a b c\" near/98 d", "(and (phrase \"a b c\") (near/99 a b c d))"},
        {"-a near/5 b", "(and-not all (near/5 a b))"},
        {"(a near/5 b) -c", "(and-not (near/5 a b) c)"},
        {"a near/5 a", "(near/5 a a)"},
        {"a near/1 \"b\"", "(near/1 a b)"},
        {"\"a b\"near/5 c", "(and (phrase \"a b\") (near/6 a b c))"},
    };
    (void)state;
    expect_quiet(examples, sizeof examples / sizeof *examples);
}

static void brackets_group(void **state) {
    static const struct example examples[] = {
        {"((a))", "a"},
        {"(a b)", "(and a b)"},
        {"((a OR b) c) d", "(and (or a b) c d)"},
        {"((((((((((((((((((((a b))))))))))))))))))))", "(and a b)"},
    };
    (void)state;
    expect_quiet(examples, sizeof examples / sizeof *examples);
}

static void stray_signs_are_plain_words_with_a_note(void **state) {
    static const struct example examples[] = {
        {"--a", "a"},
        {"a --b", "(and a b)"},
        {"- a", "a"},
        {"a - b", "(and a b)"},
        {"a -", "a"},
        {"Compact – Working Together", "(and compact working together)"},
        {"= a", "a"},
        {"a = b", "(and a b)"},
        {"==a", "a"},
        {"=-a", "a"},
        {"=(a b)", "(and a b)"},
        {"*a", "a"},
        {"a *", "a"},
        {"commission**", "commission*"},
        {"a* b", "(and a b)"},
        {"é*", "e"},
        {"a*-b", "(and a b)"},
        {"comm*ion", "(and comm ion)"},
        {"x-*", "x"},
        {"=a*", "=a"},
        {"\"a* b\"", "(phrase \"a b\")"},
    };
    (void)state;
    expect_noted(examples, sizeof examples / sizeof *examples);
}

static void stray_or_is_a_plain_word_with_a_note(void **state) {
    static const struct example examples[] = {
        {"OR", "or"},
        {"OR a", "(and or a)"},
        {"a OR", "(and a or)"},
        {"a OR OR b", "(or (and a or) b)"},
        {"OR OR", "(and or or)"},
        {"a OR )", "(and a or)"},
        {"(a OR", "(and a or)"},
        {"(OR a)", "(and or a)"},
        {"a near/5 OR b", "(or (and a near 5) b)"},
        {"a OR near/5 b", "(or a (and near 5 b))"},
    };
    (void)state;
    expect_noted(examples, sizeof examples / sizeof *examples);
}

static void stray_near_is_plain_words_with_a_note(void **state) {
    static const struct example examples[] = {
        {"a near/5", "(and a near 5)"},
        {"near/5 b", "(and near 5 b)"},
        {"near/5", "(and near 5)"},
        {"a near/0 b", "(and a near 0 b)"},
        {"commission* near/5 b", "(and commission* near 5 b)"},
        {"a near/5 commission*", "(and a near 5 commission*)"},
        {"(a) near/5 b", "(and a near 5 b)"},
        {"a near/5 (b)", "(and a near 5 b)"},
        {"a near/5 -b", "(and-not (and a near 5) b)"},
        {"a near/5 title:b", "(and a near 5 title:b)"},
        {"a near/5 near/5 b", "(and a (phrase \"near 5\") (near/6 near 5 b))"},
        {"a title:(near/5) b", "(and a title:near title:5 b)"},
        {"-near/5 a", "(and-not a (and near 5))"},
        {"title:near/5 b", "(and title:near title:5 b)"},
    };
    (void)state;
    expect_noted(examples, sizeof examples / sizeof *examples);
}

static void far_near_is_brought_in_with_a_note(void **state) {
    static const struct example examples[] = {
        {"a near/100 b", "(near/99 a b)"},
        {"a near/99999999999999999999 b", "(near/99 a b)"},
    };
    (void)state;
    expect_noted(examples, sizeof examples / sizeof *examples);
}

static void unbalanced_brackets_are_not_read_with_a_note(void **state) {
    static const struct example examples[] = {
        {"(a", "a"},
        {"a)", "a"},
        {"(a (b OR c)", "(and a (or b c))"},
        {"a) b (c", "(and a b c)"},
        {"-(a b", "(and a b)"},
        {"title:(a b", "(and a b)"},
        {"a OR (b", "(or a b)"},
        {"a ()", "a"},
        {"a -() b", "(and a b)"},
        {"title:() a", "a"},
        {"(((((((((((((((((((((a OR b) c))))))))))))))))))))",
         "(or a (and b c))"},
    };
    (void)state;
    expect_noted(examples, sizeof examples / sizeof *examples);
}

static void unbalanced_quotes_are_not_read_with_a_note(void **state) {
    static const struct example examples[] = {
        {"\"a b", "(and a b)"},   {"a \"b", "(and a b)"},
        {"-\"a b", "(and a b)"},  {"-\" a", "a"},
        {"title:\"a", "a"},       {"\"a\" b\"", "(and =a b)"},
        {"\"a”b“", "(and =a b)"}, {"\"\" a", "a"},
        {"-\"\" a", "a"},         {"\\\"a", "a"},
    };
    (void)state;
    expect_noted(examples, sizeof examples / sizeof *examples);
}

static void names_are_looked_for_as_they_are_spelt(void **state) {
    static const struct example examples[] = {
        {"speaker:Blears", "speaker:=blears"},
        {"speaker:\"Hazel Blears\"", "speaker:(phrase \"hazel blears\")"},
        {"speaker:(a OR b) c", "(and (or speaker:=a speaker:=b) c)"},
        {"-speaker:minister funding", "(and-not funding speaker:=minister)"},
        {"organisation:barset-cvs",
         "(and organisation:=barset organisation:=cvs)"},
        {"Organisation:barset*", "organisation:barset*"},
        {"organisation:trust speaker:jane title:code",
         "(and organisation:=trust speaker:=jane title:code)"},
        {"title:(code speaker:jane) x", "(and title:code speaker:=jane x)"},
    };
    (void)state;
    expect_quiet(examples, sizeof examples / sizeof *examples);
}

static void unknown_fields_are_plain_words_with_a_note(void **state) {
    static const struct example examples[] = {
        {"foo:bar", "(and foo bar)"},
        {"foo:\"a b\"", "(and foo (phrase \"a b\"))"},
        {"foo:(a b)", "(and foo a b)"},
        {"-foo:bar", "(and-not all (and foo bar))"},
        {"subtitle:word", "(and subtitle word)"},
        {"speakers:smith", "(and speakers smith)"},
        {"speaker: smith", "(and speaker smith)"},
        {"title: compact", "(and title compact)"},
        {"title:", "title"},
        {"title:-a", "(and title a)"},
    };
    (void)state;
    expect_noted(examples, sizeof examples / sizeof *examples);
}

static void operators_of_other_engines_are_read_with_a_note(void **state) {
    static const struct example examples[] = {
        {"a AND b", "(and a b)"},
        {"a NOT b", "(and-not a b)"},
        {"a AND NOT b", "(and-not a b)"},
        {"NOT a", "(and-not all a)"},
        {"NOT", "not"},
    };
    (void)state;
    expect_noted(examples, sizeof examples / sizeof *examples);
}

static void what_has_no_word_is_everything_with_a_note(void **state) {
    static const struct example examples[] = {
        {"-", "nothing"},       {"*", "nothing"},    {"=", "nothing"},
        {"!!! ???", "nothing"}, {".", "nothing"},    {"\"", "nothing"},
        {"\"\"", "nothing"},    {"“”", "nothing"},   {"\"!!\"", "nothing"},
        {"()", "nothing"},      {"(())", "nothing"}, {"-()", "nothing"},
        {")(", "nothing"},      {"…", "nothing"},
    };
    (void)state;
    expect_noted(examples, sizeof examples / sizeof *examples);
}

static void empty_is_everything_without_a_note(void **state) {
    static const struct example examples[] = {
        {"", "nothing"}, {" ", "nothing"}, {"\t\n \xC2\xA0", "nothing"}};
    (void)state;
    expect_quiet(examples, sizeof examples / sizeof *examples);
}

static void relaxing_wants_any_and_still_leaves_out(void **state) {
    static const struct example examples[] = {
        {"", "nothing"},
        {"a", "nothing"},
        {"-a -b", "nothing"},
        {"a -b", "nothing"},
        {"\"a b\"", "nothing"},
        {"a OR b", "nothing"},
        {"(a OR b) -c", "nothing"},
        {"-(a b)", "nothing"},
        {"a b", "(or a b)"},
        {"a \"b c\"", "(or a (phrase \"b c\"))"},
        {"a b -c", "(and-not (or a b) c)"},
        {"a b -c -\"d e\"", "(and-not (or a b) (or c (phrase \"d e\")))"},
        {"a (b OR c)", "(or a b c)"},
        {"a b OR c", "(or a b c)"},
        {"(a -b) (c -d)", "(and-not (or a c) (or b d))"},
        {"a b -(c -d)", "(and-not (or a b) (and-not c d))"},
        {"third-sector", "(or third sector)"},
        {"a near/5 b", "(or a b)"},
        {"\"a b\" near/5 c", "(or (phrase \"a b\") c)"},
        {"title:(a b)", "(or title:a title:b)"},
        {"=a commission*", "(or =a commission*)"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct arena arena = {0};
        struct parsed_query parsed;
        assert_int_equal(query_parse(&parsed, &arena, examples[i].typed, NULL),
                         CONCORD_OK);
        char *tree = tree_text(parsed.relaxed);
        assert_string_equal(tree, examples[i].tree);
        free(tree);
        arena_clear(&arena);
    }
}

static void a_note_says_what_was_typed_and_only_once(void **state) {
    struct arena arena = {0};
    struct parsed_query parsed;
    (void)state;
    assert_int_equal(
        query_parse(&parsed, &arena, "foo:a foo:b - c - d bar:e", NULL),
        CONCORD_OK);
    assert_int_equal(parsed.note_count, 3);
    assert_non_null(strstr(parsed.notes[0], "\"foo:\""));
    assert_non_null(strstr(parsed.notes[1], "\"-\""));
    assert_non_null(strstr(parsed.notes[2], "\"bar:\""));
    arena_clear(&arena);
}

/* `count` times `piece`, for the caller to free. */
static char *repeated(const char *piece, size_t count) {
    size_t size = strlen(piece);
    char *text = malloc(size * count + 1);
    assert_non_null(text);
    for (size_t i = 0; i < count; i++)
        memcpy(text + i * size, piece, size);
    text[size * count] = '\0';
    return text;
}

static enum concord_status parse_repeated(const char *before, const char *piece,
                                          size_t count, const char *after,
                                          struct concord_error *err) {
    struct arena arena = {0};
    struct parsed_query parsed;
    char text[4 * QUERY_BYTES_MAX];
    char *middle = repeated(piece, count);
    snprintf(text, sizeof text, "%s%s%s", before, middle, after);
    enum concord_status status = query_parse(&parsed, &arena, text, err);
    if (status != CONCORD_OK) {
        assert_null(parsed.query);
        assert_null(parsed.relaxed);
        assert_int_equal(parsed.note_count, 0);
    }
    free(middle);
    arena_clear(&arena);
    return status;
}

static void words_past_the_limit_are_refused(void **state) {
    struct concord_error err = {0};
    (void)state;
    assert_int_equal(parse_repeated("", "a ", QUERY_WORDS_MAX, "", &err),
                     CONCORD_OK);
    assert_int_equal(parse_repeated("", "a ", QUERY_WORDS_MAX + 1, "", &err),
                     CONCORD_BAD_REQUEST);
    assert_string_equal(err.parameter, "q");
    assert_non_null(strstr(err.message, "65 words"));
    assert_int_equal(parse_repeated("", "a-", QUERY_WORDS_MAX + 1, "", &err),
                     CONCORD_BAD_REQUEST);
}

static void signs_are_no_words_to_the_limit(void **state) {
    (void)state;
    assert_int_equal(
        parse_repeated("a", " OR a", QUERY_WORDS_MAX - 1, "", NULL),
        CONCORD_OK);
    assert_int_equal(
        parse_repeated("a", " near/5 a", QUERY_WORDS_MAX - 1, "", NULL),
        CONCORD_OK);
    assert_int_equal(parse_repeated("", "title:a ", QUERY_WORDS_MAX, "", NULL),
                     CONCORD_OK);
}

static void phrases_past_the_limit_are_refused(void **state) {
    struct concord_error err = {0};
    (void)state;
    assert_int_equal(parse_repeated("\"", "a ", QUERY_PHRASE_MAX, "\"", &err),
                     CONCORD_OK);
    assert_int_equal(
        parse_repeated("\"", "a ", QUERY_PHRASE_MAX + 1, "\"", &err),
        CONCORD_BAD_REQUEST);
    assert_string_equal(err.parameter, "q");
    assert_non_null(strstr(err.message, "33 words"));
}

static void bytes_past_the_limit_are_refused(void **state) {
    struct concord_error err = {0};
    (void)state;
    assert_int_equal(parse_repeated("", "a", QUERY_BYTES_MAX, "", &err),
                     CONCORD_OK);
    assert_int_equal(parse_repeated("", "a", QUERY_BYTES_MAX + 1, "", &err),
                     CONCORD_BAD_REQUEST);
    assert_string_equal(err.parameter, "q");
}

static void long_runs_of_one_sign_are_harmless(void **state) {
    static const char *const pieces[] = {
        "(",  ")",    "\"",   "-",   "=",       "*",        "()",
        "-(", "(-",   "\"\"", "OR ", "near/5 ", "title:",   "title:(",
        ":",  "foo:", "a*",   "-a",  "\xFF",    "\xCC\x81", "\xEF\xB7\xBA"};
    (void)state;
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        size_t count = QUERY_BYTES_MAX / strlen(pieces[i]);
        enum concord_status status =
            parse_repeated("", pieces[i], count, "", NULL);
        assert_true(status == CONCORD_OK || status == CONCORD_BAD_REQUEST);
    }
}

/* xorshift64*: the same queries on every run. */
static uint32_t next_random(uint64_t *state) {
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return (uint32_t)((*state * UINT64_C(2685821657736338717)) >> 32);
}

static void random_text(char *text, size_t most, uint64_t *seed) {
    static const char *const pieces[] = {
        "a",        "compact", " ",    " ", "(",   ")",        "\"",
        "-",        "=",       "*",    ":", "OR",  " OR ",     "near/5",
        " near/5 ", "title:",  "foo:", "“", "”",   "’",        "–",
        "é",        "\xFF",    "5",    ",", "AND", "\xE2\x80", "/"};
    size_t size = 0;
    size_t wanted = next_random(seed) % most;
    bool bytes = next_random(seed) % 4 == 0;
    while (size + 16 < wanted) {
        uint32_t random = next_random(seed);
        const char *piece = pieces[random % (sizeof pieces / sizeof *pieces)];
        if (bytes) {
            text[size++] = (char)(random % 255 + 1);
        } else {
            memcpy(text + size, piece, strlen(piece));
            size += strlen(piece);
        }
    }
    text[size] = '\0';
}

/* A phrase beside near is wanted as a phrase too, and every place between two
 * nears stands in both. */
enum { TREE_WORDS_MAX = 3 * QUERY_WORDS_MAX };

static void any_bytes_are_read_the_same_each_time(void **state) {
    uint64_t seed = 20041119;
    char text[QUERY_BYTES_MAX + 1];
    (void)state;
    for (int round = 0; round < 20000; round++) {
        struct arena arena = {0};
        struct parsed_query once;
        struct parsed_query again;
        random_text(text, round % 8 == 0 ? QUERY_BYTES_MAX : 100, &seed);
        enum concord_status status = query_parse(&once, &arena, text, NULL);
        assert_int_equal(query_parse(&again, &arena, text, NULL), status);
        assert_true(status == CONCORD_OK || status == CONCORD_BAD_REQUEST);
        char *first = tree_text(once.query);
        char *second = tree_text(again.query);
        assert_string_equal(first, second);
        assert_int_equal(once.note_count, again.note_count);
        if (once.query)
            assert_in_range(query_word_count(once.query), 0, TREE_WORDS_MAX);
        if (once.relaxed)
            assert_in_range(query_word_count(once.relaxed), 2, TREE_WORDS_MAX);
        free(first);
        free(second);
        arena_clear(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_words_are_folded_and_all_wanted),
        cmocka_unit_test(words_with_no_space_between_are_one_thing),
        cmocka_unit_test(phrases_open_and_close_with_any_double_quotes),
        cmocka_unit_test(exact_words_and_prefixes_keep_their_letters),
        cmocka_unit_test(or_in_capitals_joins_what_stands_on_both_sides),
        cmocka_unit_test(minus_leaves_out_what_follows_at_once),
        cmocka_unit_test(title_asks_for_the_title_only),
        cmocka_unit_test(near_binds_the_two_places_beside_it),
        cmocka_unit_test(brackets_group),
        cmocka_unit_test(stray_signs_are_plain_words_with_a_note),
        cmocka_unit_test(stray_or_is_a_plain_word_with_a_note),
        cmocka_unit_test(stray_near_is_plain_words_with_a_note),
        cmocka_unit_test(far_near_is_brought_in_with_a_note),
        cmocka_unit_test(unbalanced_brackets_are_not_read_with_a_note),
        cmocka_unit_test(unbalanced_quotes_are_not_read_with_a_note),
        cmocka_unit_test(names_are_looked_for_as_they_are_spelt),
        cmocka_unit_test(unknown_fields_are_plain_words_with_a_note),
        cmocka_unit_test(operators_of_other_engines_are_read_with_a_note),
        cmocka_unit_test(what_has_no_word_is_everything_with_a_note),
        cmocka_unit_test(empty_is_everything_without_a_note),
        cmocka_unit_test(relaxing_wants_any_and_still_leaves_out),
        cmocka_unit_test(a_note_says_what_was_typed_and_only_once),
        cmocka_unit_test(words_past_the_limit_are_refused),
        cmocka_unit_test(signs_are_no_words_to_the_limit),
        cmocka_unit_test(phrases_past_the_limit_are_refused),
        cmocka_unit_test(bytes_past_the_limit_are_refused),
        cmocka_unit_test(long_runs_of_one_sign_are_harmless),
        cmocka_unit_test(any_bytes_are_read_the_same_each_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
