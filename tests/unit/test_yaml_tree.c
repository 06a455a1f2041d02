/* test_yaml_tree.c - claims about YAML that people wrote, as a tree. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "schema/yaml_tree.h"

static const struct yaml_tree *read_tree(struct arena *arena,
                                         const char *text) {
    const struct yaml_tree *tree = NULL;
    struct concord_error err = {0};
    if (yaml_tree_read(&tree, arena, "a.yaml", text, strlen(text), &err) !=
        CONCORD_OK)
        fail_msg("%s", err.message);
    return tree;
}

static void assert_refused(const char *text, size_t size,
                           const char *beginning) {
    struct arena arena = {0};
    const struct yaml_tree *tree = NULL;
    struct concord_error err = {0};
    assert_int_equal(yaml_tree_read(&tree, &arena, "a.yaml", text, size, &err),
                     CONCORD_BAD_INPUT);
    assert_int_equal(err.status, CONCORD_BAD_INPUT);
    assert_null(tree);
    if (strncmp(err.message, beginning, strlen(beginning)) != 0)
        fail_msg("%s", err.message);
    arena_clear(&arena);
}

static void everything_has_its_line(void **state) {
    struct arena arena = {0};
    (void)state;
    const struct yaml_tree *tree =
        read_tree(&arena, "---\ntitle: A\nplace:\n  - B\n  - {c: D}\n");
    assert_int_equal(tree->kind, TREE_MAP);
    assert_int_equal(tree->count, 2);
    assert_string_equal(tree->items[0].key, "title");
    assert_string_equal(tree->items[0].text, "A");
    assert_int_equal(tree->items[0].line, 2);
    assert_int_equal(tree->items[1].kind, TREE_LIST);
    assert_int_equal(tree->items[1].key_line, 3);
    assert_int_equal(tree->items[1].items[0].line, 4);
    assert_int_equal(tree->items[1].items[1].kind, TREE_MAP);
    assert_string_equal(tree->items[1].items[1].items[0].text, "D");
    arena_clear(&arena);
}

static void a_key_without_a_value_has_nothing(void **state) {
    struct arena arena = {0};
    (void)state;
    const struct yaml_tree *tree =
        read_tree(&arena, "a:\nb: null\nc: ~\nd: ''\ne: 'null'\n");
    assert_int_equal(tree->items[0].kind, TREE_NOTHING);
    assert_int_equal(tree->items[1].kind, TREE_NOTHING);
    assert_int_equal(tree->items[2].kind, TREE_NOTHING);
    assert_int_equal(tree->items[3].kind, TREE_TEXT);
    assert_string_equal(tree->items[4].text, "null");
    assert_string_equal(tree->items[0].text, "");
    arena_clear(&arena);
}

static void a_text_of_nothing_is_nothing(void **state) {
    struct arena arena = {0};
    (void)state;
    assert_int_equal(read_tree(&arena, "")->kind, TREE_NOTHING);
    assert_int_equal(read_tree(&arena, "---\n")->kind, TREE_NOTHING);
    assert_int_equal(read_tree(&arena, "# words\n")->kind, TREE_NOTHING);
    arena_clear(&arena);
}

static void what_is_no_yaml_names_file_and_line(void **state) {
    static const char colon[] = "---\nfine: yes\ntitle: Compact: a guide\n";
    static const char alias[] = "a: &x b\nc: *x\n";
    static const char latin[] = "a: b\nc: caf\xE9\n";
    static const char zero[] = "a: b\nc: d\0\n";
    static const char two[] = "a: b\n---\nc: d\n";
    (void)state;
    assert_refused(colon, sizeof colon - 1, "a.yaml:3: ");
    assert_refused(alias, sizeof alias - 1, "a.yaml:1: anchors");
    assert_refused(latin, sizeof latin - 1, "a.yaml:2: a byte there is not");
    assert_refused(zero, sizeof zero - 1, "a.yaml:2: ");
    assert_refused(two, sizeof two - 1, "a.yaml:2: ");
    assert_refused("{a: b}: c\n", 10, "a.yaml:1: a key is not a word");
}

static void no_text_is_too_deep_to_be_refused(void **state) {
    char deep[4000];
    (void)state;
    memset(deep, '[', sizeof deep);
    assert_refused(deep, sizeof deep, "a.yaml:1: ");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_has_its_line),
        cmocka_unit_test(a_key_without_a_value_has_nothing),
        cmocka_unit_test(a_text_of_nothing_is_nothing),
        cmocka_unit_test(what_is_no_yaml_names_file_and_line),
        cmocka_unit_test(no_text_is_too_deep_to_be_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
