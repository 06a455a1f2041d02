/* test_equals_rebuild.c - after any sequence of adds, edits, moves, removals,
 * words of people and changes of the vocabularies the index has the documents
 * that a rebuild gives, and those of an index made from nothing. */
#include "indexer_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CHANGES_MAX = 8, NAMES = 14, ADDRESSES = 6, SUBJECTS = 20 };

/* The same sequence in every run, unless another is asked for. */
static unsigned given(const char *name, unsigned otherwise) {
    const char *value = getenv(name);
    return value != NULL ? (unsigned)strtoul(value, NULL, 10) : otherwise;
}

static unsigned seed(void) {
    return given("CONCORD_TEST_SEED", 20040331);
}

static unsigned rounds(void) {
    return given("CONCORD_TEST_ROUNDS", 100);
}

static unsigned chance(unsigned below) {
    return (unsigned)random() % below;
}

static void choose_name(char out[64]) {
    static const char *const folders[] = {"papers", "papers/barset.example",
                                          "others"};
    static const char *const endings[] = {"txt", "html"};
    unsigned number = chance(NAMES);
    snprintf(out, 64, "%s/%u.%s", folders[number % 3], number,
             endings[number % 2]);
}

/* Papers that are not alike, of one of a few sites, with its footer or
 * without: what they are depends on which others there are. */
static void write_with_footer(const struct fixture *fixture, const char *name) {
    static const char *const bodies[] = {
        "The parish walked every lane in March and counted the holes that "
        "winter had left between the church and the mill.",
        "Forty older neighbours come to the hall for soup and company, and "
        "the school sends its choir at Christmas.",
        "Nobody could reach the hospital on a Sunday before drivers offered "
        "their own cars and a rota was made.",
        "Children dug six beds behind the gymnasium and sowed beans, marrows "
        "and more sunflowers than anyone could count."};
    static const char *const footers[] = {
        "Share this\n\nForum news, number 12\n\nMade by Tin Roof\n",
        "Share this\n\nForum news, number 7\n\nMade by Tin Roof\n",
        "Barset Voice\n\n3 Mill Lane\n\nOpen on Mondays\n",
        "We will write a code of practice within a year.\n",
        "It met the forumThe group spoke of One East BarsetVoice North.\n",
        "One East Barset and the Loam Compact Group (LCG) met.\n",
        "This compact replaces the Loam Compact of 31 March 2004.\n",
        "# Principles\n\n- We will consult for twelve weeks on all plans that "
        "matter to voluntary groups.\n- The council will pay in advance.\n",
        ""};
    char text[2048];
    snprintf(text, sizeof text, "%s\n\n%s\n\n%s\n\n%s",
             chance(2) == 0 ? "A paper of its own" : "The Loam Compact",
             bodies[chance(4)], bodies[chance(4)],
             footers[chance(sizeof footers / sizeof *footers)]);
    fixture_write(fixture, name, text);
}

static void write_something(const struct fixture *fixture, const char *name) {
    char subject[32];
    char address[64];
    snprintf(subject, sizeof subject, "subject %u", chance(SUBJECTS));
    snprintf(address, sizeof address, "http://example.org/%u",
             chance(ADDRESSES));
    unsigned kind = chance(16);
    if (kind >= 10) {
        write_with_footer(fixture, name);
        return;
    }
    /* Under names of its own: a good paper that becomes garbage is kept as it
     * was last good, which an index from nothing cannot do. */
    if (kind == 0)
        fixture_write_garbage(fixture, chance(2) == 0 ? "papers/garbage.txt"
                                                      : "others/garbage.html");
    else if (kind < 4)
        fixture_write_paper(fixture, name, subject);
    else
        fixture_write_page(fixture, name, subject, kind < 8 ? address : NULL);
}

/* ---- what people say ---- */

/* One to three lines that may do anything to a paper. */
static void say_something(char *out, size_t size, const char *indent) {
    static const char *const words[] = {"title: A title of their own",
                                        "date: 3 May 2009",
                                        "topic: [health, funding]",
                                        "region: South East",
                                        "id: shared-one",
                                        "id: shared-two",
                                        "address: http://example.org/2",
                                        "no-such-key: 1"};
    unsigned first = chance(8);
    snprintf(out, size, "%s%s\n%s%s\n", indent, words[first], indent,
             words[(first + 1 + chance(3)) % 8 == 5 ? 0 : (first + 2) % 4]);
}

static void write_sidecar(const struct fixture *fixture, const char *name) {
    char path[96];
    char text[256];
    snprintf(path, sizeof path, "%s.meta.yaml", name);
    if (access(fixture_path(fixture, path), F_OK) == 0) {
        fixture_remove(fixture, path);
        return;
    }
    say_something(text, sizeof text, "");
    fixture_write(fixture, path, text);
}

static void write_overrides(const struct fixture *fixture) {
    char text[1024] = "";
    for (unsigned i = chance(4); i > 0; i--) {
        char said[256];
        unsigned number = chance(NAMES);
        size_t size = strlen(text);
        if (chance(3) == 0)
            snprintf(said, sizeof said, "  withdraw: true\n");
        else
            say_something(said, sizeof said, "  ");
        snprintf(text + size, sizeof text - size, "%u.%s:\n%s", number,
                 number % 2 == 0 ? "txt" : "html", said);
    }
    fixture_write(fixture, "papers/overrides.yaml", text);
}

/* ---- the vocabularies ---- */

/* With and without one more trigger. */
static void change_schema(const struct fixture *fixture) {
    static const char more[] = "      - subject 7\n";
    char *topics = fixture_read(fixture, "schema/topics.yaml");
    char *at = strstr(topics, "    triggers:\n");
    assert_non_null(at);
    at += strlen("    triggers:\n");
    bool has = strncmp(at, more, strlen(more)) == 0;
    size_t room = strlen(topics) + sizeof more;
    char *changed = calloc(1, room);
    assert_non_null(changed);
    snprintf(changed, room, "%.*s%s%s", (int)(at - topics), topics,
             has ? "" : more, has ? at + strlen(more) : at);
    fixture_write(fixture, "schema/topics.yaml", changed);
    free(changed);
    free(topics);
}

/* ---- sequences ---- */

static void change_something(const struct fixture *fixture) {
    char name[64];
    char other[64];
    choose_name(name);
    choose_name(other);
    bool there = access(fixture_path(fixture, name), F_OK) == 0;
    unsigned kind = chance(14);
    if (kind == 13)
        write_overrides(fixture);
    else if (kind == 12 && chance(4) == 0)
        change_schema(fixture);
    else if (!there || kind < 4)
        write_something(fixture, name);
    else if (kind < 6)
        fixture_remove(fixture, name);
    else if (kind < 9)
        fixture_move(fixture, name, other);
    else
        write_sidecar(fixture, name);
}

static int index_into(struct fixture *fixture, const char *index,
                      const char *option) {
    return RUN(fixture, "--json", "--schema", "schema", "-i", index, "papers",
               "others", "--prune", "--force", option);
}

static void copy_index(const struct fixture *fixture) {
    char command[256];
    snprintf(command, sizeof command,
             "cd '%s' && rm -rf copy fresh && cp -a index copy",
             fixture->directory);
    assert_int_equal(system(command), 0);
}

static void assert_done(const struct fixture *fixture, unsigned round,
                        int status) {
    if (status != 0 && status != 65)
        print_error("round %u, seed %u: %s\n", round, seed(), fixture->errors);
    assert_true(status == 0 || status == 65);
}

/* Of a card's relations, and of its clauses, whose ids begin with the card's.
 */
static void forget_ids(json_t *card) {
    size_t index;
    json_t *item;
    json_array_foreach(json_object_get(card, "relations"), index, item) {
        json_object_del(json_object_get(item, "subject"), "id");
        json_object_del(json_object_get(item, "object"), "id");
    }
    json_array_foreach(json_object_get(card, "clauses"), index, item)
        json_object_del(item, "id");
}

/* What does not depend on when a paper came: no id, which moved papers keep,
 * and no first day. By root and path, which the sum of the bytes stands for. */
static json_t *without_history(json_t *documents) {
    json_t *result = json_array();
    const char *id;
    json_t *document;
    json_object_foreach(documents, id, document) {
        json_t *card = json_deep_copy(json_object_get(document, "card"));
        json_object_del(card, "id");
        forget_ids(card);
        json_object_del(json_object_get(card, "source"), "first_indexed");
        char *text = json_dumps(card, JSON_COMPACT | JSON_SORT_KEYS);
        json_array_append_new(result, json_string(text));
        free(text);
        json_decref(card);
    }
    return result;
}

static int by_text(const void *left, const void *right) {
    const json_t *a = *(json_t *const *)left;
    const json_t *b = *(json_t *const *)right;
    return strcmp(json_string_value(a), json_string_value(b));
}

static void assert_same_values(json_t *expected, json_t *found) {
    json_t *a = without_history(expected);
    json_t *b = without_history(found);
    size_t count = json_array_size(a);
    assert_int_equal(json_array_size(b), count);
    json_t *left[256];
    json_t *right[256];
    assert_true(count < 256);
    for (size_t i = 0; i < count; i++) {
        left[i] = json_array_get(a, i);
        right[i] = json_array_get(b, i);
    }
    qsort(left, count, sizeof *left, by_text);
    qsort(right, count, sizeof *right, by_text);
    for (size_t i = 0; i < count; i++)
        assert_string_equal(json_string_value(left[i]),
                            json_string_value(right[i]));
    json_decref(a);
    json_decref(b);
}

static void assert_same_archive(const struct fixture *fixture) {
    json_t *expected = fixture_archive(fixture, "copy");
    json_t *found = fixture_archive(fixture, "index");
    if (!json_equal(expected, found)) {
        char *left = json_dumps(expected, JSON_INDENT(1));
        char *right = json_dumps(found, JSON_INDENT(1));
        print_error("expected %s\nfound %s\n", left, right);
        free(left);
        free(right);
        fail();
    }
    json_decref(expected);
    json_decref(found);
}

static void check_against_rebuild(struct fixture *fixture, unsigned round) {
    json_t *found = fixture_documents(fixture, "index");
    copy_index(fixture);
    assert_int_equal(index_into(fixture, "copy", "--rebuild"), 0);
    json_t *rebuilt = fixture_documents(fixture, "copy");
    assert_same_documents(rebuilt, found);
    assert_same_archive(fixture);
    assert_done(fixture, round, index_into(fixture, "fresh", NULL));
    json_t *fresh = fixture_documents(fixture, "fresh");
    assert_same_values(fresh, found);
    json_decref(fresh);
    json_decref(rebuilt);
    json_decref(found);
}

static void any_sequence_of_runs_equals_a_rebuild(void **state) {
    struct fixture *fixture = *state;
    srandom(seed());
    fixture_write_paper(fixture, "others/first.txt", "first");
    for (unsigned round = 0; round < rounds(); round++) {
        for (unsigned i = chance(CHANGES_MAX) + 1; i > 0; i--)
            change_something(fixture);
        assert_done(fixture, round, index_into(fixture, "index", NULL));
        check_against_rebuild(fixture, round);
        assert_int_equal(index_into(fixture, "index", NULL), 0);
        assert_false(fixture_published(fixture));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(any_sequence_of_runs_equals_a_rebuild,
                                        fixture_create, fixture_destroy)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
