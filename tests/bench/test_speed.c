/* What is measured is the same archive every time, and Concord's answers are
 * those of whoever reads every paper. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "folder_tree.h"
#include "made_words.h"
#include "paper.h"
#include "peer.h"
#include "schema/arena.h"
#include "text/stem.h"

enum { PAPERS = 300, QUESTIONS_EACH = 2, CLASSES = 11 };

/* ---- the fixture: 300 papers, questions and an index of them ---- */

struct held {
    struct arena arena;
    struct paper papers[PAPERS]; /* as stems */
    size_t count;
};

static char folder[] = "/tmp/test-speed-XXXXXX";
static struct held held;

static void run(const char *format, ...) CONCORD_PRINTF(1, 2);
static void run(const char *format, ...) {
    char command[2048];
    va_list list;
    va_start(list, format);
    vsnprintf(command, sizeof command, format, list);
    va_end(list);
    assert_int_equal(system(command), 0); /* NOLINT(cert-env33-c) */
}

static void read_papers(void) {
    char path[128];
    char *line = NULL;
    size_t capacity = 0;
    snprintf(path, sizeof path, "%s/stems.tsv", folder);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    while (getline(&line, &capacity, file) > 0) {
        line[strcspn(line, "\n")] = '\0';
        char *kept = arena_string(&held.arena, line);
        assert_non_null(kept);
        assert_true(held.count < PAPERS);
        assert_true(paper_read(&held.papers[held.count++], kept));
    }
    free(line);
    fclose(file);
    assert_int_equal(held.count, PAPERS);
}

static int make_everything(void **state) {
    (void)state;
    assert_non_null(mkdtemp(folder));
    run("%s --documents %d > %s/docs.jsonl", BENCH_CORPUS, PAPERS, folder);
    run("%s --prepare %s --questions %d < %s/docs.jsonl", BENCH_CORPUS, folder,
        QUESTIONS_EACH, folder);
    run("%s --load %s/papers.tsv %s/index", BENCH_CONCORD, folder, folder);
    read_papers();
    return 0;
}

static int remove_everything(void **state) {
    (void)state;
    arena_clear(&held.arena);
    return folder_tree_remove(folder);
}

/* ---- whoever reads every paper ---- */

/* One question as questions.tsv has it, cut up. */
struct asked {
    char kind[16];
    char stems[256];
    char filters[512];
};

static bool is_word_at(const char *text, const char *at, size_t size) {
    return (at == text || at[-1] == ' ' || at[-1] == '\n') &&
           (at[size] == '\0' || at[size] == ' ' || at[size] == '\n');
}

/* The words stand in `text`, one space between: so never across blocks. */
static bool stands_in(const char *text, const char *words) {
    size_t size = strlen(words);
    for (const char *at = text; (at = strstr(at, words)) != NULL; at++)
        if (is_word_at(text, at, size))
            return true;
    return false;
}

static bool has_words(const struct paper *paper, const char *words) {
    return stands_in(paper->title, words) || stands_in(paper->text, words);
}

static bool matches_words(const struct paper *paper,
                          const struct asked *asked) {
    char words[256];
    char *rest = NULL;
    size_t count = 0;
    size_t found = 0;
    if (strcmp(asked->kind, "all") == 0)
        return true;
    if (strcmp(asked->kind, "phrase") == 0)
        return has_words(paper, asked->stems);
    snprintf(words, sizeof words, "%s", asked->stems);
    for (char *word = strtok_r(words, " ", &rest); word != NULL;
         word = strtok_r(NULL, " ", &rest), count++)
        found += has_words(paper, word);
    return strcmp(asked->kind, "or") == 0 ? found > 0 : found == count;
}

static bool is_facet(const struct paper_value *value, const char *facet) {
    return strlen(facet) == value->facet_size &&
           memcmp(facet, value->facet, value->facet_size) == 0;
}

static bool has_value(const struct paper *paper,
                      const struct paper_value *wanted) {
    const char *at = paper->values;
    struct paper_value value;
    while (paper_next_value(&at, &value))
        if (value.value_size == wanted->value_size &&
            value.facet_size == wanted->facet_size &&
            memcmp(value.facet, wanted->facet, value.facet_size) == 0 &&
            memcmp(value.value, wanted->value, value.value_size) == 0)
            return true;
    return false;
}

static bool passes_facet(const struct paper *paper, const char *filters,
                         const char *facet) {
    const char *at = filters;
    struct paper_value value;
    bool asked = false;
    bool passes = false;
    while (paper_next_value(&at, &value))
        if (is_facet(&value, facet)) {
            asked = true;
            passes = passes || has_value(paper, &value);
        }
    return !asked || passes;
}

/* Under every filter but that of facet `but`; NULL for all. */
static bool passes(const struct paper *paper, const struct asked *asked,
                   const char *but) {
    for (size_t i = 0; i < PEER_FACETS; i++)
        if ((but == NULL || strcmp(peer_facets[i], but) != 0) &&
            !passes_facet(paper, asked->filters, peer_facets[i]))
            return false;
    return matches_words(paper, asked);
}

static uint64_t count_value(const struct asked *asked, const char *facet,
                            const char *value) {
    const struct paper_value wanted = {facet, strlen(facet), value,
                                       strlen(value)};
    uint64_t count = 0;
    for (size_t i = 0; i < held.count; i++)
        count += passes(&held.papers[i], asked, facet) &&
                 has_value(&held.papers[i], &wanted);
    return count;
}

static uint64_t count_papers(const struct asked *asked) {
    uint64_t count = 0;
    for (size_t i = 0; i < held.count; i++)
        count += passes(&held.papers[i], asked, NULL);
    return count;
}

/* How many values of the facet stand before one with that count: those with
 * more, and those with as many that come before it. */
static size_t place_of(const struct asked *asked, const char *facet,
                       const char *value, uint64_t count) {
    struct buffer seen = BUFFER_INIT(1024 * 1024);
    size_t place = 0;
    buffer_append_string(&seen, "|");
    for (size_t i = 0; i < held.count; i++) {
        const char *at = held.papers[i].values;
        struct paper_value each;
        char text[256];
        char key[260];
        while (paper_next_value(&at, &each)) {
            snprintf(text, sizeof text, "%.*s", (int)each.value_size,
                     each.value);
            snprintf(key, sizeof key, "|%s|", text);
            if (!is_facet(&each, facet) || strstr(seen.data, key) != NULL)
                continue;
            buffer_printf(&seen, "%s|", text);
            uint64_t other = count_value(asked, facet, text);
            place +=
                other > count || (other == count && strcmp(text, value) < 0);
        }
    }
    buffer_destroy(&seen);
    return place;
}

/* ---- Concord's answers ---- */

/* `shown` is "value=count;value=count;" of one facet. */
static void check_facet(const struct asked *asked, const char *facet,
                        char *shown) {
    char *rest = NULL;
    size_t place = 0;
    for (char *each = strtok_r(shown, ";", &rest); each != NULL;
         each = strtok_r(NULL, ";", &rest)) {
        char *equals = strrchr(each, '=');
        assert_non_null(equals);
        *equals = '\0';
        uint64_t count = strtoull(equals + 1, NULL, 10);
        assert_int_equal(count, count_value(asked, facet, each));
        assert_int_equal(place++, place_of(asked, facet, each, count));
    }
}

/* `shown` has every facet: its name, a colon and its values. */
static void check_counts(const struct asked *asked, char *shown) {
    for (size_t i = 0; i < PEER_FACETS; i++) {
        size_t size = strlen(peer_facets[i]);
        assert_memory_equal(shown, peer_facets[i], size);
        assert_int_equal(shown[size], ':');
        char *values = shown + size + 1;
        char *next = i + 1 < PEER_FACETS ? strstr(values, peer_facets[i + 1])
                                         : values + strlen(values);
        assert_non_null(next);
        char *copy = strndup(values, (size_t)(next - values));
        assert_non_null(copy);
        check_facet(asked, peer_facets[i], copy);
        free(copy);
        shown = next;
    }
}

static void check_answer(const struct asked *asked, char *line) {
    char *total = strsep(&line, "\t");
    char *shown = strsep(&line, "\t");
    assert_non_null(shown);
    assert_int_equal(strtoull(total, NULL, 10), count_papers(asked));
    check_counts(asked, shown);
}

static void read_question(struct asked *asked, char *line) {
    line[strcspn(line, "\n")] = '\0';
    strsep(&line, "\t"); /* the class */
    snprintf(asked->kind, sizeof asked->kind, "%s", strsep(&line, "\t"));
    strsep(&line, "\t"); /* the words as they are written */
    snprintf(asked->stems, sizeof asked->stems, "%s", strsep(&line, "\t"));
    snprintf(asked->filters, sizeof asked->filters, "%s", line);
}

static void totals_and_counts_are_those_of_reading_every_paper(void **state) {
    char path[128];
    char *question = NULL;
    char *answer = NULL;
    size_t sizes[2] = {0, 0};
    unsigned checked = 0;
    (void)state;
    run("(cut -f 2,3,5 %s/questions.tsv; echo) | %s --show %s/index > "
        "%s/answers",
        folder, BENCH_CONCORD, folder, folder);
    snprintf(path, sizeof path, "%s/questions.tsv", folder);
    FILE *questions = fopen(path, "r");
    snprintf(path, sizeof path, "%s/answers", folder);
    FILE *answers = fopen(path, "r");
    assert_non_null(questions);
    assert_non_null(answers);
    assert_true(getline(&answer, &sizes[1], answers) > 0); /* ready */
    while (getline(&question, &sizes[0], questions) > 0) {
        struct asked asked;
        read_question(&asked, question);
        assert_true(getline(&answer, &sizes[1], answers) > 0);
        check_answer(&asked, answer);
        checked++;
    }
    assert_int_equal(checked, CLASSES * QUESTIONS_EACH);
    free(question);
    free(answer);
    fclose(questions);
    fclose(answers);
}

static void the_same_seed_gives_the_same_bytes(void **state) {
    (void)state;
    run("%s --documents %d | cmp - %s/docs.jsonl", BENCH_CORPUS, PAPERS,
        folder);
    run("mkdir %s/again && %s --prepare %s/again --questions %d < "
        "%s/docs.jsonl",
        folder, BENCH_CORPUS, folder, QUESTIONS_EACH, folder);
    for (size_t i = 0; i < 3; i++) {
        static const char *const names[] = {"papers", "stems", "questions"};
        run("cmp %s/%s.tsv %s/again/%s.tsv", folder, names[i], folder,
            names[i]);
    }
}

static void more_papers_begin_with_the_same_ones(void **state) {
    (void)state;
    run("%s --documents %d | head -n %d | cmp - %s/docs.jsonl", BENCH_CORPUS,
        PAPERS + 50, PAPERS, folder);
}

static void another_seed_gives_other_papers(void **state) {
    (void)state;
    run("! %s --documents %d --seed 2 | cmp -s - %s/docs.jsonl", BENCH_CORPUS,
        PAPERS, folder);
}

static void every_made_word_is_its_own_stem(void **state) {
    struct stemmer *stemmer = NULL;
    char word[MADE_WORD_MAX];
    (void)state;
    assert_int_equal(stemmer_create(&stemmer, NULL), CONCORD_OK);
    for (size_t rank = 0; rank < made_words_count(); rank += 1 + rank / 1000) {
        size_t length = made_word(word, rank);
        assert_string_equal(stemmer_stem(stemmer, word, length), word);
    }
    stemmer_destroy(stemmer);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(totals_and_counts_are_those_of_reading_every_paper),
        cmocka_unit_test(the_same_seed_gives_the_same_bytes),
        cmocka_unit_test(more_papers_begin_with_the_same_ones),
        cmocka_unit_test(another_seed_gives_other_papers),
        cmocka_unit_test(every_made_word_is_its_own_stem),
    };
    return cmocka_run_group_tests(tests, make_everything, remove_everything);
}
