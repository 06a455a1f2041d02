/* test_passages.c - which stretch of a text is shown, and what is marked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "passage_text.h"
#include "passages.h"
#include "schema/buffer.h"
#include "text/tokens.h"

static struct arena arena;
static struct stemmer *stemmer;

static int set_up(void **state) {
    (void)state;
    return stemmer_create(&stemmer, NULL) == CONCORD_OK ? 0 : -1;
}

static int tear_down(void **state) {
    (void)state;
    stemmer_destroy(stemmer);
    arena_clear(&arena);
    return 0;
}

static struct query *ask(enum query_kind kind, const char *first,
                         const char *second) {
    struct query *query = query_create(&arena, kind);
    assert_true(query_add_word(&arena, query, first));
    if (second != NULL)
        assert_true(query_add_word(&arena, query, second));
    return query;
}

static size_t find_in(const struct query *query,
                      const struct passage_source *source,
                      const struct passage **passages) {
    struct sought_words sought;
    struct passage_finder *finder = NULL;
    size_t count = 0;
    assert_int_equal(
        sought_words_collect(&sought, &arena, query, stemmer, NULL),
        CONCORD_OK);
    assert_int_equal(passage_finder_create(&finder, &sought, stemmer, NULL),
                     CONCORD_OK);
    assert_int_equal(
        passages_find(passages, &count, &arena, finder, source, NULL),
        CONCORD_OK);
    passage_finder_destroy(finder);
    return count;
}

static size_t find(const struct query *query, const char *text, unsigned wanted,
                   const struct passage **passages) {
    struct passage_source source = {
        .text = text, .size = strlen(text), .wanted = wanted};
    return find_in(query, &source, passages);
}

static const char *marked(const struct passage *passage, size_t index) {
    const struct text_span *mark = &passage->marks[index];
    return arena_copy(&arena, passage->text + mark->start - passage->span.start,
                      mark->end - mark->start);
}

/* Far enough apart that no window holds both. */
static const char filler[] =
    " one two three four five six seven eight nine ten eleven twelve thirteen"
    " fourteen fifteen sixteen seventeen eighteen nineteen twenty again one"
    " two three four five six seven eight nine ten eleven twelve thirteen"
    " fourteen fifteen sixteen seventeen eighteen nineteen twenty and more";

static void the_best_passage_is_not_the_first(void **state) {
    (void)state;
    const char *text = arena_printf(
        &arena, "Grants were made.%s.\n\nThe council cut its grants in May.",
        filler);
    struct query *query = query_create(&arena, QUERY_AND);
    query_add_child(&arena, query, ask(QUERY_WORD, "grants", NULL));
    query_add_child(&arena, query, ask(QUERY_WORD, "cut", NULL));
    const struct passage *passages;
    assert_int_equal(find(query, text, 1, &passages), 1);
    assert_string_equal(passages->text, "The council cut its grants in May.");
    assert_int_equal(passages->mark_count, 2);
    assert_string_equal(marked(passages, 0), "cut");
    assert_string_equal(marked(passages, 1), "grants");
}

static void a_phrase_is_one_mark(void **state) {
    (void)state;
    const struct passage *passages;
    const char *text = "Allow twelve weeks, or twelve more weeks.";
    find(ask(QUERY_PHRASE, "twelve", "weeks"), text, 1, &passages);
    assert_int_equal(passages->mark_count, 1);
    assert_string_equal(marked(passages, 0), "twelve weeks");
}

static void a_phrase_that_begins_within_itself_is_found(void **state) {
    (void)state;
    const struct passage *passages;
    struct query *query = ask(QUERY_PHRASE, "local", "local");
    assert_true(query_add_word(&arena, query, "compact"));
    find(query, "A local, local, local compact.", 1, &passages);
    assert_int_equal(passages->mark_count, 1);
    assert_string_equal(marked(passages, 0), "local, local compact");
}

static void a_phrase_over_two_blocks_is_not_marked(void **state) {
    (void)state;
    const struct passage *passages;
    find(ask(QUERY_PHRASE, "twelve", "weeks"), "Allow twelve\n\nWeeks pass.", 1,
         &passages);
    assert_int_equal(passages->mark_count, 0);
}

static void what_is_excluded_is_not_marked(void **state) {
    (void)state;
    struct query *query = query_create(&arena, QUERY_AND_NOT);
    query_add_child(&arena, query, ask(QUERY_WORD, "grants", NULL));
    query_add_child(&arena, query, ask(QUERY_WORD, "cut", NULL));
    const struct passage *passages;
    find(query, "Grants, not cut.", 1, &passages);
    assert_int_equal(passages->mark_count, 1);
    assert_string_equal(marked(passages, 0), "Grants");
}

static void several_passages_do_not_overlap(void **state) {
    (void)state;
    const char *text =
        arena_printf(&arena,
                     "First grant.%s.\n\nSecond grant.%s.\n\nThird "
                     "grant here.",
                     filler, filler);
    const struct passage *passages;
    size_t count = find(ask(QUERY_WORD, "grant", NULL), text, 5, &passages);
    assert_int_equal(count, 3);
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < i; j++)
            assert_true(passages[i].span.start >= passages[j].span.end ||
                        passages[j].span.start >= passages[i].span.end);
}

static void without_a_hit_the_first_paragraph_is_shown(void **state) {
    (void)state;
    const struct passage *passages;
    const char *text = "A heading\n\nHere is the first paragraph that has at "
                       "least some words.";
    assert_int_equal(find(NULL, text, 1, &passages), 1);
    assert_int_equal(strncmp(passages->text, "Here is", 7), 0);
    assert_int_equal(passages->mark_count, 0);
    assert_int_equal(find(NULL, "Short", 1, &passages), 1);
    assert_string_equal(passages->text, "Short");
    assert_int_equal(find(NULL, " ", 1, &passages), 0);
}

static void offsets_quote_the_text(void **state) {
    (void)state;
    unsigned seed = 7;
    static const char *const pieces[] = {
        "grant", " ", "é",  "\n\n",   ". ", "cut ", "twelve ", "weeks",
        "-",     "“", " (", "£5,000", "; ", "Mr. ", "& ",      "Grants "};
    for (int round = 0; round < 2000; round++) {
        char text[512] = "";
        for (int i = 0; i < 60; i++) {
            seed = seed * 1103515245u + 12345u;
            strcat(text, pieces[(seed >> 16) % 16]);
        }
        const struct passage *passages;
        struct query *query = query_create(&arena, QUERY_OR);
        query_add_child(&arena, query, ask(QUERY_WORD, "grants", NULL));
        query_add_child(&arena, query, ask(QUERY_PHRASE, "twelve", "weeks"));
        query_add_child(&arena, query, ask(QUERY_PREFIX, "gr", NULL));
        struct query *cuts = ask(QUERY_NEAR, "cut", "grants");
        cuts->window = 3;
        query_add_child(&arena, query, cuts);
        size_t count = find(query, text, 3, &passages);
        for (size_t i = 0; i < count; i++) {
            const struct passage *passage = &passages[i];
            assert_true(passage->span.start < passage->span.end);
            assert_memory_equal(passage->text, text + passage->span.start,
                                passage->span.end - passage->span.start);
            for (size_t j = 0; j < i; j++)
                assert_true(passage->span.start >= passages[j].span.end ||
                            passages[j].span.start >= passage->span.end);
            size_t before = passage->span.start;
            for (size_t j = 0; j < passage->mark_count; j++) {
                assert_true(passage->marks[j].start < passage->marks[j].end);
                assert_true(passage->marks[j].start >= before);
                assert_true(passage->marks[j].end <= passage->span.end);
                before = passage->marks[j].end;
            }
        }
        arena_clear(&arena);
    }
}

/* The one passage of a text that is not shown a title. */
static const struct passage *best(const struct query *query, const char *text) {
    const struct passage *passages = NULL;
    assert_int_equal(find(query, text, 1, &passages), 1);
    return passages;
}

static struct query *both(enum query_kind kind, struct query *one,
                          struct query *other) {
    struct query *query = query_create(&arena, kind);
    assert_true(query_add_child(&arena, query, one));
    assert_true(query_add_child(&arena, query, other));
    return query;
}

static struct query *near(const char *one, const char *other, unsigned window) {
    struct query *query = ask(QUERY_NEAR, one, other);
    query->window = window;
    return query;
}

/* The marks of the best passage, with bars between. */
static void assert_marks(const struct query *query, const char *text,
                         const char *expected) {
    struct buffer marks = BUFFER_INIT(1024);
    const struct passage *passage = best(query, text);
    for (size_t i = 0; i < passage->mark_count; i++)
        buffer_printf(&marks, i > 0 ? "|%s" : "%s", marked(passage, i));
    assert_string_equal(marks.data, expected);
    buffer_destroy(&marks);
}

static void a_passage_is_whole_sentences(void **state) {
    (void)state;
    const char *text = "It rained on the day. The council cut the grants of "
                       "nine groups without notice, and said so. Nobody came.";
    const struct passage *passage = best(ask(QUERY_WORD, "cut", NULL), text);
    assert_string_equal(passage->text,
                        "The council cut the grants of nine groups without "
                        "notice, and said so. Nobody came.");
    assert_false(passage->cut_before);
    assert_false(passage->cut_after);
}

static void a_sentence_that_does_not_fit_is_left_out(void **state) {
    (void)state;
    const char *text = arena_printf(
        &arena,
        "The council cut the grants of nine groups on that day. This was%s.",
        filler);
    const struct passage *passage = best(ask(QUERY_WORD, "cut", NULL), text);
    assert_string_equal(passage->text, "The council cut the grants of nine "
                                       "groups on that day.");
    assert_false(passage->cut_after);
}

static void a_long_sentence_is_cut_at_its_commas(void **state) {
    (void)state;
    const char *text = arena_printf(
        &arena, "We%s, and the grants were cut in nine towns, so that%s.",
        filler, filler);
    const struct passage *passage = best(ask(QUERY_WORD, "grants", NULL), text);
    assert_int_equal(
        strncmp(passage->text, "and the grants were cut in nine towns, so", 41),
        0);
    assert_true(passage->cut_before);
    assert_true(passage->cut_after);
}

static void a_passage_keeps_to_its_length(void **state) {
    (void)state;
    const char *text = arena_printf(&arena, "Grants%s%s.", filler, filler);
    const struct passage *passage = best(ask(QUERY_WORD, "grants", NULL), text);
    struct token_reader reader;
    struct token token;
    unsigned words = 0;
    token_reader_begin(&reader, passage->text, strlen(passage->text));
    while (token_next(&reader, &token))
        words++;
    assert_true(words <= PASSAGE_WORDS);
    assert_true(passage->cut_after);
}

static void a_full_stop_of_an_abbreviation_ends_no_sentence(void **state) {
    (void)state;
    const char *text = "Yesterday Cllr. A. Lumb cut the grants of all the "
                       "groups in the borough.";
    assert_string_equal(best(ask(QUERY_WORD, "grants", NULL), text)->text,
                        text);
}

static void an_opening_quotation_mark_belongs_to_its_word(void **state) {
    (void)state;
    const char *text = "He rose. “The grants are cut,” he said to all who were "
                       "there (and to some who were not).”";
    assert_string_equal(best(ask(QUERY_WORD, "grants", NULL), text)->text,
                        text + strlen("He rose. "));
}

static void words_close_to_each_other_beat_words_apart(void **state) {
    (void)state;
    const char *text =
        "Grants go to many groups in each of the towns, and none is cut.\n\n"
        "The grants cut in May were those of small groups in four towns.";
    struct query *query = both(QUERY_AND, ask(QUERY_WORD, "grants", NULL),
                               ask(QUERY_WORD, "cut", NULL));
    assert_int_equal(strncmp(best(query, text)->text, "The grants cut", 14), 0);
}

static void different_words_beat_one_word_again_and_again(void **state) {
    (void)state;
    const char *text = arena_printf(
        &arena,
        "Cut, cut, cut, cut, cut, cut and cut once more, they said.%s."
        "\n\nThe grants that all the groups have had will be cut.",
        filler);
    struct query *query = both(QUERY_AND, ask(QUERY_WORD, "grants", NULL),
                               ask(QUERY_WORD, "cut", NULL));
    assert_int_equal(strncmp(best(query, text)->text, "The grants", 10), 0);
}

static void forms_of_one_word_count_once(void **state) {
    (void)state;
    const char *text = arena_printf(
        &arena,
        "The primary care trust (PCT) met on the first of the month.%s."
        "\n\nThe grants of the PCT went to nine of the small groups.",
        filler);
    struct query *synonym = both(QUERY_SYNONYM, ask(QUERY_WORD, "pct", NULL),
                                 ask(QUERY_PHRASE, "primary", "care"));
    synonym->children[0]->weight = 1;
    synonym->children[1]->weight = 0.9;
    struct query *query =
        both(QUERY_AND, synonym, ask(QUERY_WORD, "grants", NULL));
    assert_int_equal(strncmp(best(query, text)->text, "The grants", 10), 0);
}

static void a_heading_comes_with_what_it_leads_up_to(void **state) {
    (void)state;
    const char *text = "Contents\n\nFunding\n\nOf grants and of contracts the "
                       "groups will be told by the end of each March.";
    const struct passage *passage =
        best(ask(QUERY_WORD, "funding", NULL), text);
    assert_string_equal(passage->text, text + strlen("Contents\n\n"));
}

static void
what_a_heading_says_is_shown_rather_than_a_list_of_headings(void **state) {
    (void)state;
    const char *text = arena_printf(
        &arena,
        "Contents\n\nFunding\n\nVolunteering\n\nConsultation\n\nFunding "
        "again\n\nAnnexes%s.\n\nThe groups will be told of all funding "
        "by the end of each March.",
        filler);
    assert_int_equal(strncmp(best(ask(QUERY_WORD, "funding", NULL), text)->text,
                             "The groups", 10),
                     0);
}

static void a_line_of_a_list_does_not_run_into_what_follows(void **state) {
    (void)state;
    const char *text =
        "Job: compact officer for the county (closing date in October)\n\n"
        "Regional plan out for comment\n\nSave the date\n\nYou have had this "
        "because you are a member, and may have it no more if you ask.";
    assert_string_equal(best(ask(QUERY_WORD, "compact", NULL), text)->text,
                        "Job: compact officer for the county (closing date in "
                        "October)");
}

static void the_title_is_not_repeated(void **state) {
    (void)state;
    struct passage_source source = {
        .text =
            "The Borset Compact\n\nOn funding\n\nAll groups that had signed "
            "the Compact of Borset met on the first of May.",
        .title = "The Borset Compact",
        .wanted = 1};
    source.size = strlen(source.text);
    const struct passage *passages = NULL;
    struct query *query = both(QUERY_AND, ask(QUERY_WORD, "borset", NULL),
                               ask(QUERY_WORD, "compact", NULL));
    assert_int_equal(find_in(query, &source, &passages), 1);
    assert_int_equal(strncmp(passages->text, "All groups", 10), 0);
}

static void
what_stands_in_the_title_alone_is_shown_with_what_follows(void **state) {
    (void)state;
    struct passage_source source = {
        .text =
            "The Borset Compact\n\nAll groups that had signed it met in the "
            "hall on the first of May.",
        .title = "The Borset Compact",
        .wanted = 1};
    source.size = strlen(source.text);
    const struct passage *passages = NULL;
    assert_int_equal(
        find_in(ask(QUERY_WORD, "borset", NULL), &source, &passages), 1);
    assert_string_equal(passages->text, source.text);
    assert_int_equal(passages->mark_count, 1);
}

static void nothing_is_said_twice(void **state) {
    (void)state;
    const char *same = "Grants are paid in advance, each quarter, and by bank.";
    const char *text =
        arena_printf(&arena,
                     "%s\n\n%s%s.\n\n%s\n\n%s.\n\nLast of all, the "
                     "grants of the smaller groups are paid at once.",
                     same, same, filler, same, filler);
    const struct passage *passages = NULL;
    size_t count = find(ask(QUERY_WORD, "grants", NULL), text, 5, &passages);
    assert_true(count >= 2);
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < i; j++) {
            assert_null(strstr(passages[i].text, passages[j].text));
            assert_null(strstr(passages[j].text, passages[i].text));
        }
}

static void the_opening_is_no_furniture(void **state) {
    (void)state;
    const char *text =
        "Report to Cabinet\n\nDate and time | Monday 16th November, 10.00 am "
        "in the Council Chamber at County Hall\n\nContact: J Lumb\n\nMembers "
        "are asked to note the work that has been done since the spring.";
    assert_int_equal(strncmp(best(NULL, text)->text, "Members are", 11), 0);
}

static void a_word_is_marked_in_every_form_that_is_found(void **state) {
    (void)state;
    assert_marks(ask(QUERY_WORD, "organisation", NULL),
                 "Organizations and an organisation’s own.",
                 "Organizations|organisation’s");
    assert_marks(ask(QUERY_WORD, "cafe", NULL), "The Café, THE CAFÉS.",
                 "Café|CAFÉS");
    assert_marks(ask(QUERY_PREFIX, "commission", NULL),
                 "Commissioners decommission, commissioning.",
                 "Commissioners|commissioning");
    assert_marks(ask(QUERY_WORD, "cooperation", NULL),
                 "Co-operation is cooperation.", "Co-operation|cooperation");
    assert_marks(ask(QUERY_WORD, "5000", NULL), "It cost £5,000.", "5,000");
}

static void an_exact_word_is_marked_in_its_own_letters_only(void **state) {
    (void)state;
    struct query *query = ask(QUERY_WORD, "fund", NULL);
    query->exact = true;
    assert_marks(query, "Funds fund the funding of a Fund.", "fund|Fund");
}

static void a_phrase_goes_over_hyphens_and_ampersands(void **state) {
    (void)state;
    assert_marks(ask(QUERY_PHRASE, "third", "sector"),
                 "Third-sector bodies of the third sector.",
                 "Third-sector|third sector");
    struct query *query = ask(QUERY_PHRASE, "health", "and");
    assert_true(query_add_word(&arena, query, "care"));
    assert_marks(query, "On health & care.", "health & care");
}

static void phrases_that_share_words_are_one_mark(void **state) {
    (void)state;
    assert_marks(both(QUERY_AND, ask(QUERY_PHRASE, "local", "compact"),
                      ask(QUERY_PHRASE, "compact", "code")),
                 "The local compact code of a local compact.",
                 "local compact code|local compact");
}

static void phrases_side_by_side_are_two_marks(void **state) {
    (void)state;
    assert_marks(ask(QUERY_PHRASE, "twelve", "weeks"),
                 "For twelve weeks, twelve weeks.",
                 "twelve weeks|twelve weeks");
}

static void a_word_in_a_phrase_is_marked_outside_of_it_too(void **state) {
    (void)state;
    assert_marks(both(QUERY_AND, ask(QUERY_PHRASE, "local", "compact"),
                      ask(QUERY_WORD, "compact", NULL)),
                 "A compact, and a local compact.", "compact|local compact");
}

static void words_near_each_other_are_one_mark_only_side_by_side(void **state) {
    (void)state;
    assert_marks(near("funding", "cuts", 5), "Cuts funding; cuts to funding.",
                 "Cuts funding; cuts|funding");
    assert_marks(near("funding", "cuts", 5), "Funding\n\nCuts", "Funding|Cuts");
}

static void the_best_passage_of_near_has_its_words_near(void **state) {
    (void)state;
    const char *text = arena_printf(
        &arena,
        "Funding is what all of the groups asked about when we met, and then "
        "about cuts.%s.\n\nThey feared that cuts in funding were to come.",
        filler);
    assert_int_equal(strncmp(best(near("funding", "cuts", 3), text)->text,
                             "They feared", 11),
                     0);
}

static void
names_are_marked_and_what_is_asked_of_the_title_is_not(void **state) {
    (void)state;
    struct query *speaker = ask(QUERY_WORD, "lumb", NULL);
    struct query *title = ask(QUERY_WORD, "grants", NULL);
    speaker->field = QUERY_IN_SPEAKER;
    speaker->exact = true;
    title->field = QUERY_IN_TITLE;
    assert_marks(both(QUERY_AND, speaker, title), "Ms Lumb spoke of grants.",
                 "Lumb");
}

static void a_long_text_is_read_to_its_end(void **state) {
    (void)state;
    struct buffer text = BUFFER_INIT(4 << 20);
    for (int i = 0; i < 2000; i++)
        buffer_printf(&text, "Grants of %d.%s.\n\n", i, filler);
    buffer_append_string(&text, "The grants were cut at last, on a wet day.");
    struct query *query = both(QUERY_AND, ask(QUERY_WORD, "grants", NULL),
                               ask(QUERY_WORD, "cut", NULL));
    const struct passage *passages = NULL;
    assert_int_equal(find(query, text.data, 5, &passages), 5);
    assert_string_equal(passages->text,
                        "The grants were cut at last, on a wet day.");
    for (size_t i = 0; i < 5; i++)
        assert_memory_equal(passages[i].text,
                            text.data + passages[i].span.start,
                            strlen(passages[i].text));
    buffer_destroy(&text);
}

/* Neither a word nor what stands between two has a bound. */
static void a_passage_of_endless_words_is_short(void **state) {
    (void)state;
    static const char *const pieces[] = {"é",  "grants ", ".",  "grants\n",
                                         "& ", "a-",      "1,", "“"};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        struct buffer text = BUFFER_INIT(1 << 20);
        buffer_append_string(&text, "Grants ");
        while (text.size < 200000)
            buffer_append_string(&text, pieces[i]);
        buffer_append_string(&text, " grants");
        const struct passage *passages = NULL;
        size_t count =
            find(ask(QUERY_PREFIX, "grant", NULL), text.data, 3, &passages);
        assert_true(count >= 1);
        for (size_t j = 0; j < count; j++) {
            size_t size = passages[j].span.end - passages[j].span.start;
            assert_true(size <= PASSAGE_BYTES + 32);
            assert_int_equal(size, strlen(passages[j].text));
            assert_true((passages[j].text[0] & 0xC0) != 0x80);
            assert_true((text.data[passages[j].span.end] & 0xC0) != 0x80);
        }
        buffer_destroy(&text);
    }
}

/* A text of random words and signs, a title's words at its begin now and then.
 */
static const char *random_text(unsigned seed) {
    static const char *const pieces[] = {"compact",
                                         "Compact",
                                         "co",
                                         "Cllr",
                                         "J",
                                         "ends",
                                         "x",
                                         "B&Q",
                                         "5,000",
                                         "caf\xC3\xA9",
                                         "children\xE2\x80\x99s",
                                         "organisation's",
                                         "NHS",
                                         "the"};
    static const char *const gaps[] = {
        " ",    " ",  " ", " ",  " ",  ", ", ". ", "! ",
        "\n\n", "; ", "-", "\n", "  ", ") ", "'",  " \xE2\x80\x93 "};
    struct buffer text = BUFFER_INIT(1 << 20);
    srand(seed);
    for (int i = 0; i < 400; i++) {
        buffer_append_string(
            &text, pieces[(size_t)rand() % (sizeof pieces / sizeof *pieces)]);
        buffer_append_string(
            &text, gaps[(size_t)rand() % (sizeof gaps / sizeof *gaps)]);
    }
    const char *kept = arena_copy(&arena, text.data, text.size);
    buffer_destroy(&text);
    return kept;
}

static void read_as(struct passage_text *out, const struct query *query,
                    const char *text) {
    static const char *const title[] = {"compact", "co", "the", "ends"};
    struct sought_words *sought = arena_alloc(&arena, sizeof *sought);
    assert_int_equal(sought_words_collect(sought, &arena, query, stemmer, NULL),
                     CONCORD_OK);
    assert_int_equal(passage_text_prepare(out, &arena, sought, stemmer, NULL),
                     CONCORD_OK);
    out->text = text;
    out->size = strlen(text);
    out->title = title;
    out->title_count = sizeof title / sizeof *title;
    assert_int_equal(passage_text_read(out, NULL), CONCORD_OK);
}

/* Words that begin with no letter sought are read by a shorter way. */
static void
a_text_has_the_same_words_and_blocks_whatever_is_sought(void **state) {
    struct query *letters = query_create(&arena, QUERY_OR);
    (void)state;
    for (int letter = 'a'; letter <= 'z'; letter++) {
        const char word[] = {(char)letter, 'q', 'q', '\0'};
        query_add_child(&arena, letters,
                        ask(QUERY_WORD, arena_string(&arena, word), NULL));
    }
    for (unsigned seed = 1; seed <= 200; seed++) {
        struct passage_text some;
        struct passage_text all;
        const char *text = random_text(seed);
        read_as(&some, ask(QUERY_WORD, "zero", NULL), text);
        read_as(&all, letters, text);
        assert_int_equal(some.word_count, all.word_count);
        assert_memory_equal(some.words, all.words,
                            all.word_count * sizeof *all.words);
        assert_int_equal(some.block_count, all.block_count);
        for (uint32_t i = 0; i < all.block_count; i++) {
            assert_int_equal(some.blocks[i].end, all.blocks[i].end);
            assert_int_equal(some.blocks[i].kind, all.blocks[i].kind);
        }
    }
}

static void a_search_out_of_time_is_given_up(void **state) {
    (void)state;
    struct sought_words sought;
    struct passage_finder *finder = NULL;
    struct passage_source source = {
        .text = "Grants.", .size = 7, .wanted = 1, .deadline = 1};
    const struct passage *passages = NULL;
    struct concord_error err = {0};
    size_t count = 0;
    assert_int_equal(sought_words_collect(&sought, &arena, NULL, stemmer, NULL),
                     CONCORD_OK);
    assert_int_equal(passage_finder_create(&finder, &sought, stemmer, NULL),
                     CONCORD_OK);
    assert_int_equal(
        passages_find(&passages, &count, &arena, finder, &source, &err),
        CONCORD_DEADLINE);
    assert_null(passages);
    passage_finder_destroy(finder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_best_passage_is_not_the_first),
        cmocka_unit_test(a_phrase_is_one_mark),
        cmocka_unit_test(a_phrase_that_begins_within_itself_is_found),
        cmocka_unit_test(a_phrase_over_two_blocks_is_not_marked),
        cmocka_unit_test(what_is_excluded_is_not_marked),
        cmocka_unit_test(several_passages_do_not_overlap),
        cmocka_unit_test(without_a_hit_the_first_paragraph_is_shown),
        cmocka_unit_test(offsets_quote_the_text),
        cmocka_unit_test(a_passage_is_whole_sentences),
        cmocka_unit_test(a_sentence_that_does_not_fit_is_left_out),
        cmocka_unit_test(a_long_sentence_is_cut_at_its_commas),
        cmocka_unit_test(a_passage_keeps_to_its_length),
        cmocka_unit_test(a_full_stop_of_an_abbreviation_ends_no_sentence),
        cmocka_unit_test(an_opening_quotation_mark_belongs_to_its_word),
        cmocka_unit_test(words_close_to_each_other_beat_words_apart),
        cmocka_unit_test(different_words_beat_one_word_again_and_again),
        cmocka_unit_test(forms_of_one_word_count_once),
        cmocka_unit_test(a_heading_comes_with_what_it_leads_up_to),
        cmocka_unit_test(
            what_a_heading_says_is_shown_rather_than_a_list_of_headings),
        cmocka_unit_test(a_line_of_a_list_does_not_run_into_what_follows),
        cmocka_unit_test(the_title_is_not_repeated),
        cmocka_unit_test(
            what_stands_in_the_title_alone_is_shown_with_what_follows),
        cmocka_unit_test(nothing_is_said_twice),
        cmocka_unit_test(the_opening_is_no_furniture),
        cmocka_unit_test(a_word_is_marked_in_every_form_that_is_found),
        cmocka_unit_test(an_exact_word_is_marked_in_its_own_letters_only),
        cmocka_unit_test(a_phrase_goes_over_hyphens_and_ampersands),
        cmocka_unit_test(phrases_that_share_words_are_one_mark),
        cmocka_unit_test(phrases_side_by_side_are_two_marks),
        cmocka_unit_test(a_word_in_a_phrase_is_marked_outside_of_it_too),
        cmocka_unit_test(words_near_each_other_are_one_mark_only_side_by_side),
        cmocka_unit_test(the_best_passage_of_near_has_its_words_near),
        cmocka_unit_test(
            names_are_marked_and_what_is_asked_of_the_title_is_not),
        cmocka_unit_test(a_long_text_is_read_to_its_end),
        cmocka_unit_test(a_passage_of_endless_words_is_short),
        cmocka_unit_test(
            a_text_has_the_same_words_and_blocks_whatever_is_sought),
        cmocka_unit_test(a_search_out_of_time_is_given_up),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
