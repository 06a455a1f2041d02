/* test_arena.c - claims about memory that is given back all at once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "schema/arena.h"

static void every_piece_is_aligned_for_any_type(void **state) {
    (void)state;
    struct arena arena = {0};
    for (size_t size = 0; size < 100; size++) {
        uintptr_t address = (uintptr_t)arena_alloc(&arena, size);
        assert_int_not_equal(address, 0);
        assert_int_equal(address % _Alignof(max_align_t), 0);
    }
    arena_clear(&arena);
}

static void every_piece_is_zeroed(void **state) {
    (void)state;
    struct arena arena = {0};
    for (size_t size = 1; size < 40000; size = size * 3 + 1) {
        unsigned char *piece = arena_alloc(&arena, size);
        assert_non_null(piece);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(piece[i], 0);
        memset(piece, 0xFF, size);
    }
    arena_clear(&arena);
}

/* Also after a reset, which keeps a chunk. */
static void raw_pieces_leave_the_others_zeroed(void **state) {
    (void)state;
    struct arena arena = {0};
    for (size_t round = 0; round < 3; round++) {
        for (size_t size = 1; size < 400000; size = size * 3 + 1) {
            unsigned char *raw = arena_alloc_raw(&arena, size);
            unsigned char *piece = arena_alloc(&arena, size);
            assert_non_null(raw);
            assert_non_null(piece);
            memset(raw, 0xFF, size);
            for (size_t i = 0; i < size; i++)
                assert_int_equal(piece[i], 0);
            memset(piece, 0xFF, size);
        }
        arena_reset(&arena);
    }
    arena_clear(&arena);
}

static void pieces_do_not_overlap(void **state) {
    (void)state;
    enum { PIECES = 2000 };
    struct arena arena = {0};
    unsigned char *pieces[PIECES];
    for (size_t i = 0; i < PIECES; i++) {
        pieces[i] = arena_alloc(&arena, i + 1);
        assert_non_null(pieces[i]);
        memset(pieces[i], (int)(i & 0xFF), i + 1);
    }
    for (size_t i = 0; i < PIECES; i++)
        for (size_t at = 0; at <= i; at++)
            assert_int_equal(pieces[i][at], i & 0xFF);
    arena_clear(&arena);
}

static void an_empty_piece_has_an_address_of_its_own(void **state) {
    (void)state;
    struct arena arena = {0};
    assert_ptr_not_equal(arena_alloc(&arena, 0), arena_alloc(&arena, 0));
    arena_clear(&arena);
}

static void a_piece_larger_than_memory_is_null(void **state) {
    (void)state;
    struct arena arena = {0};
    /* Kept from the compiler, which would warn of sizes past PTRDIFF_MAX. */
    volatile size_t size = SIZE_MAX;
    assert_null(arena_alloc(&arena, size));
    assert_null(arena_alloc(&arena, size - 16));
    assert_null(arena_copy(&arena, "x", size));
    arena_clear(&arena);
}

static void a_copy_ends_in_nul_and_is_apart_from_its_original(void **state) {
    (void)state;
    struct arena arena = {0};
    char original[] = "compact";
    char *copy = arena_copy(&arena, original, 4);
    original[0] = 'x';
    assert_string_equal(copy, "comp");
    assert_string_equal(arena_copy(&arena, NULL, 0), "");
    assert_string_equal(arena_string(&arena, "code"), "code");
    arena_clear(&arena);
}

static void printf_writes_text_longer_than_a_chunk(void **state) {
    (void)state;
    struct arena arena = {0};
    char *text = arena_printf(&arena, "%0100000d", 7);
    assert_non_null(text);
    assert_int_equal(strlen(text), 100000);
    assert_string_equal(arena_printf(&arena, "%s-%d", "clause", 2), "clause-2");
    arena_clear(&arena);
}

static void pushed_items_keep_their_order_and_values(void **state) {
    (void)state;
    struct arena arena = {0};
    size_t *items = NULL;
    size_t count = 0;
    for (size_t i = 0; i < 5000; i++) {
        size_t *item = arena_push(&arena, &items, &count, sizeof *item);
        assert_non_null(item);
        assert_int_equal(*item, 0);
        *item = i;
    }
    assert_int_equal(count, 5000);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(items[i], i);
    arena_clear(&arena);
}

static void a_push_that_fails_changes_nothing(void **state) {
    (void)state;
    struct arena arena = {0};
    char *items = NULL;
    size_t count = 0;
    assert_non_null(arena_push(&arena, &items, &count, 1));
    char *before = items;
    volatile size_t size = SIZE_MAX;
    assert_null(arena_push(&arena, &items, &count, size));
    assert_int_equal(count, 1);
    assert_ptr_equal(items, before);
    arena_clear(&arena);
}

static void a_cleared_arena_can_be_used_again(void **state) {
    (void)state;
    struct arena arena = {0};
    arena_clear(&arena);
    assert_non_null(arena_alloc(&arena, 10));
    arena_clear(&arena);
    arena_clear(&arena);
    assert_non_null(arena_alloc(&arena, 10));
    arena_clear(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_piece_is_aligned_for_any_type),
        cmocka_unit_test(every_piece_is_zeroed),
        cmocka_unit_test(raw_pieces_leave_the_others_zeroed),
        cmocka_unit_test(pieces_do_not_overlap),
        cmocka_unit_test(an_empty_piece_has_an_address_of_its_own),
        cmocka_unit_test(a_piece_larger_than_memory_is_null),
        cmocka_unit_test(a_copy_ends_in_nul_and_is_apart_from_its_original),
        cmocka_unit_test(printf_writes_text_longer_than_a_chunk),
        cmocka_unit_test(pushed_items_keep_their_order_and_values),
        cmocka_unit_test(a_push_that_fails_changes_nothing),
        cmocka_unit_test(a_cleared_arena_can_be_used_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
