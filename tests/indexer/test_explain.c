/* test_explain.c - what --explain prints, and that it is what would be. */
#include "indexer_fixture.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static bool exists(const struct fixture *fixture, const char *name) {
    return access(fixture_path(fixture, name), F_OK) == 0;
}

/* A command of the shell in the fixture's folder, in which $INDEXER is the
 * program; its exit status. */
static int run_shell(const struct fixture *fixture, const char *command) {
    char line[4096];
    setenv("INDEXER", CONCORD_INDEXER, 1);
    snprintf(line, sizeof line, "cd '%s' && %s", fixture->directory, command);
    int status = system(line);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* Every line that was printed: an object of ids. The caller gives it back. */
static json_t *explained(const struct fixture *fixture) {
    json_t *documents = json_object();
    char *text = strdup(fixture->output);
    char *rest = NULL;
    for (char *line = strtok_r(text, "\n", &rest); line != NULL;
         line = strtok_r(NULL, "\n", &rest)) {
        json_t *document = json_loads(line, JSON_REJECT_DUPLICATES, NULL);
        assert_non_null(document);
        const char *id = json_string_value(json_object_get(document, "id"));
        assert_non_null(id);
        assert_null(json_object_get(documents, id));
        json_object_set_new(documents, id, document);
    }
    free(text);
    return documents;
}

/* What the rest of the archive says goes into the card when it is shown. */
static void relate(json_t *card, json_t *record) {
    static const char *const keys[] = {"variants", "editions", "relations",
                                       "in_force"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        json_t *value = json_object_get(record, keys[i]);
        if (value != NULL && !json_is_null(value))
            json_object_set(card, keys[i], value);
    }
}

/* What is indexed has a date of indexing besides. */
static void assert_is_as_indexed(json_t *document, json_t *indexed) {
    json_t *card = json_object_get(indexed, "card");
    relate(card, json_object_get(indexed, "archive"));
    json_t *own = json_object_get(document, "source");
    assert_true(json_is_null(json_object_get(own, "first_indexed")));
    assert_true(json_equal(json_object_get(document, "text"),
                           json_object_get(indexed, "text")));
    json_object_del(document, "text");
    json_object_set(
        own, "first_indexed",
        json_object_get(json_object_get(card, "source"), "first_indexed"));
    if (!json_equal(document, card)) {
        char *left = json_dumps(document, JSON_INDENT(1));
        char *right = json_dumps(card, JSON_INDENT(1));
        print_error("explained %s\nindexed %s\n", left, right);
        free(left);
        free(right);
        fail();
    }
}

static void write_some(const struct fixture *fixture) {
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    fixture_write_paper(fixture, "papers/deep/b.txt", "bridges");
    fixture_write_page(fixture, "papers/c.html", "canals",
                       "https://example.org/canals");
    fixture_write_page(fixture, "papers/d.html", "docks", NULL);
    fixture_write(fixture, "papers/d.html.meta.yaml",
                  "title: On docks and quays\nid: docks\n");
}

static void what_is_explained_is_what_a_new_index_holds(void **state) {
    struct fixture *fixture = *state;
    write_some(fixture);
    assert_int_equal(fixture_index(fixture, NULL), 0);
    json_t *indexed = fixture_documents(fixture, "index");
    assert_int_equal(RUN_INDEX(fixture, "--explain", "papers"), 0);
    json_t *documents = explained(fixture);
    assert_int_equal(json_object_size(documents), json_object_size(indexed));
    const char *id;
    json_t *document;
    json_object_foreach(documents, id, document) {
        assert_non_null(json_object_get(document, "boilerplate"));
        assert_non_null(json_object_get(indexed, id));
        assert_is_as_indexed(document, json_object_get(indexed, id));
    }
    json_decref(documents);
    json_decref(indexed);
}

#define FOOTER "Share this\n\nThe forum's voice\n\nMade by Tin Roof\n"

static void what_recurs_is_explained_as_boilerplate(void **state) {
    struct fixture *fixture = *state;
    fixture_write(fixture, "papers/a.txt",
                  "Mending the lanes\n\nThe parish walked every lane in March "
                  "and counted the holes that winter had left.\n\n" FOOTER);
    fixture_write(fixture, "papers/b.txt",
                  "A bus on Sundays\n\nNobody could reach the hospital on a "
                  "Sunday before drivers offered their cars.\n\n" FOOTER);
    assert_int_equal(RUN_INDEX(fixture, "--explain", "papers"), 0);
    assert_non_null(strstr(fixture->output, "{\"text\":\"Made by Tin Roof\","
                                            "\"rule\":\"recurs-in-archive\"}"));
    assert_int_equal(RUN_INDEX(fixture, "--explain", "papers/a.txt"), 0);
    assert_null(strstr(fixture->output, "recurs-in-archive"));
}

static void two_explanations_are_equal_to_the_byte(void **state) {
    struct fixture *fixture = *state;
    write_some(fixture);
    assert_int_equal(RUN_INDEX(fixture, "--explain", "papers"), 0);
    char *first = strdup(fixture->output);
    assert_int_equal(RUN_INDEX(fixture, "--explain", "papers"), 0);
    assert_string_equal(first, fixture->output);
    free(first);
}

static void explaining_touches_no_index_and_waits_for_no_lock(void **state) {
    struct fixture *fixture = *state;
    write_some(fixture);
    assert_int_equal(mkdir(fixture_path(fixture, "temporary"), 0777), 0);
    setenv("TMPDIR", fixture_path(fixture, "temporary"), 1);
    assert_int_equal(RUN_INDEX(fixture, "--explain", "papers"), 0);
    assert_false(exists(fixture, "index"));
    fixture_write(fixture, "index/lock", "");
    int lock = open(fixture_path(fixture, "index/lock"), O_RDWR | O_CLOEXEC);
    assert_int_equal(flock(lock, LOCK_EX), 0);
    assert_int_equal(RUN_INDEX(fixture, "--explain", "papers"), 0);
    close(lock);
    assert_int_equal(rmdir(fixture_path(fixture, "temporary")), 0);
    unsetenv("TMPDIR");
}

static void one_file_is_explained(void **state) {
    struct fixture *fixture = *state;
    write_some(fixture);
    assert_int_equal(RUN_INDEX(fixture, "--explain", "papers/a.txt"), 0);
    json_t *documents = explained(fixture);
    assert_int_equal(json_object_size(documents), 1);
    json_decref(documents);
}

static void
an_unreadable_file_is_named_with_the_reason_and_is_65(void **state) {
    struct fixture *fixture = *state;
    write_some(fixture);
    fixture_write_garbage(fixture, "papers/bad.bin");
    assert_int_equal(RUN_INDEX(fixture, "--explain", "papers"), 65);
    assert_non_null(strstr(fixture->errors, "rejected  bad.bin: "));
    json_t *documents = explained(fixture);
    assert_int_equal(json_object_size(documents), 4);
    json_decref(documents);
}

static void of_two_with_one_id_the_second_is_named(void **state) {
    struct fixture *fixture = *state;
    const char *address = "https://example.org/canals";
    fixture_write_page(fixture, "papers/a.html", "canals", address);
    fixture_write_page(fixture, "papers/b.html", "locks", address);
    assert_int_equal(RUN_INDEX(fixture, "--explain", "papers"), 65);
    assert_non_null(strstr(fixture->errors, "b.html"));
    assert_non_null(strstr(fixture->errors, "a.html"));
}

/* ---- for people ---- */

/* The bundled archive: papers of every kind. */
static json_t *explain_sample(struct fixture *fixture) {
    assert_int_equal(
        RUN_INDEX(fixture, "--explain", CONCORD_ROOT "/corpus/sample/papers"),
        0);
    return explained(fixture);
}

/* What stands between two headings at the start of a line. */
static char *part_between(const char *text, const char *from, const char *to) {
    const char *start = strstr(text, from);
    assert_non_null(start);
    start += strlen(from);
    const char *end = to == NULL ? NULL : strstr(start, to);
    return strndup(start, end == NULL ? strlen(start) : (size_t)(end - start));
}

/* Every "rule" in the list is named in the text. */
static void assert_rules_are_named(const char *text, json_t *list) {
    size_t index;
    json_t *item;
    json_array_foreach(list, index, item) assert_non_null(
        strstr(text, json_string_value(json_object_get(item, "rule"))));
}

/* The text of one document, as it was made of `document`. */
static void assert_text_tells(const char *text, json_t *document) {
    json_t *evidence = json_object_get(document, "evidence");
    json_t *boilerplate = json_object_get(document, "boilerplate");
    char *card = part_between(text, "\n", "\nWhy\n");
    char *why = part_between(text, "\nWhy\n", "\nLeft out\n");
    assert_non_null(
        strstr(card, json_string_value(json_object_get(document, "id"))));
    assert_non_null(strstr(card, "\n  date          "));
    assert_rules_are_named(why, evidence);
    if (json_array_size(boilerplate) > 0) {
        char *left_out = part_between(text, "\nLeft out\n", NULL);
        assert_rules_are_named(left_out, boilerplate);
        free(left_out);
    }
    free(card);
    free(why);
}

static void
text_for_people_has_values_then_reasons_then_the_rest(void **state) {
    struct fixture *fixture = *state;
    json_t *documents = explain_sample(fixture);
    assert_int_equal(RUN_INDEX(fixture, "--explain", "--format", "text",
                               CONCORD_ROOT "/corpus/sample/papers"),
                     0);
    const char *text = fixture->output;
    size_t told = 0;
    const char *id;
    json_t *document;
    json_object_foreach(documents, id, document) {
        char *own = part_between(text, id, "\n\n\n");
        char *whole = NULL;
        assert_true(asprintf(&whole, "\n%s%s", id, own) > 0);
        assert_text_tells(whole, document);
        free(own);
        free(whole);
        told++;
    }
    assert_true(told > 10);
    json_decref(documents);
}

static void no_line_passes_the_width_unless_a_word_does(void **state) {
    struct fixture *fixture = *state;
    assert_int_equal(RUN_INDEX(fixture, "--explain", "--format", "text",
                               CONCORD_ROOT "/corpus/sample/papers"),
                     0);
    const char *text = fixture->output;
    while (*text != '\0') {
        size_t size = strcspn(text, "\n");
        size_t columns = 0;
        for (size_t i = 0; i < size; i++)
            columns += ((unsigned char)text[i] & 0xC0) != 0x80;
        /* A long word has its line for itself, but for a label. */
        size_t label = size > 16 && text[2] != ' ' ? 16 : 0;
        size_t indent = label + strspn(text + label, " ");
        bool alone = indent + strcspn(text + indent, " ") >= size;
        if (columns > 80 && !alone)
            print_error("too long: %.*s\n", (int)size, text);
        assert_true(columns <= 80 || alone);
        text += size + (text[size] == '\n');
    }
}

static void a_name_cannot_steer_the_terminal(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "papers/\033[31mred.txt", "allotments");
    assert_int_equal(
        RUN_INDEX(fixture, "--explain", "--format", "text", "papers"), 0);
    assert_null(strchr(fixture->output, '\033'));
    assert_non_null(strstr(fixture->output, "?[31mred.txt"));
}

/* ---- where it goes ---- */

/* More than a pipe holds. */
static void write_long_paper(const struct fixture *fixture) {
    enum { LINES = 20000 };
    static const char line[] = "The forum met again to talk it over.\n\n";
    char *text = malloc(LINES * (sizeof line - 1) + 1);
    assert_non_null(text);
    for (size_t i = 0; i < LINES; i++)
        memcpy(text + i * (sizeof line - 1), line, sizeof line);
    fixture_write(fixture, "papers/long.txt", text);
    free(text);
}

static void a_reader_who_has_enough_is_no_fault_to_speak_of(void **state) {
    struct fixture *fixture = *state;
    write_long_paper(fixture);
    assert_int_equal(run_shell(fixture,
                               "{ \"$INDEXER\" --explain --schema schema "
                               "papers 2>errors; echo $? >status; } | "
                               "head -c 10 >output"),
                     0);
    char *errors = fixture_read(fixture, "errors");
    char *status = fixture_read(fixture, "status");
    assert_string_equal(errors, "");
    assert_string_equal(status, "74\n");
    free(errors);
    free(status);
}

static void a_full_disk_is_74_and_spoken_of(void **state) {
    struct fixture *fixture = *state;
    if (access("/dev/full", W_OK) != 0)
        skip();
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    assert_int_equal(run_shell(fixture, "\"$INDEXER\" --explain --schema "
                                        "schema papers >/dev/full 2>errors"),
                     74);
    char *errors = fixture_read(fixture, "errors");
    assert_non_null(strstr(errors, "standard output"));
    free(errors);
}

static void misuse_is_64(void **state) {
    struct fixture *fixture = *state;
    fixture_write_paper(fixture, "papers/a.txt", "allotments");
    assert_int_equal(RUN_INDEX(fixture, "--format", "text", "papers"), 64);
    assert_int_equal(
        RUN_INDEX(fixture, "--explain", "--format", "xml", "papers"), 64);
    assert_non_null(strstr(fixture->errors, "xml"));
    assert_int_equal(RUN_INDEX(fixture, "--explain", "--json", "papers"), 64);
    assert_int_equal(RUN_INDEX(fixture, "--explain", "--dry-run", "papers"),
                     64);
    assert_int_equal(RUN_INDEX(fixture, "--explain"), 64);
    assert_int_equal(RUN_INDEX(fixture, "--explain", "nowhere"), 66);
}

int main(void) {
#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, fixture_create, fixture_destroy)
    const struct CMUnitTest tests[] = {
        TEST(what_is_explained_is_what_a_new_index_holds),
        TEST(what_recurs_is_explained_as_boilerplate),
        TEST(two_explanations_are_equal_to_the_byte),
        TEST(explaining_touches_no_index_and_waits_for_no_lock),
        TEST(one_file_is_explained),
        TEST(an_unreadable_file_is_named_with_the_reason_and_is_65),
        TEST(of_two_with_one_id_the_second_is_named),
        TEST(text_for_people_has_values_then_reasons_then_the_rest),
        TEST(no_line_passes_the_width_unless_a_word_does),
        TEST(a_name_cannot_steer_the_terminal),
        TEST(a_reader_who_has_enough_is_no_fault_to_speak_of),
        TEST(a_full_disk_is_74_and_spoken_of),
        TEST(misuse_is_64),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
