/* test_block_store.c - blobs kept from generation to generation. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "engine/block_store.h"
#include "folder_tree.h"

static char directory[] = "/tmp/concord-blocks-XXXXXX";

static int set_up(void **state) {
    (void)state;
    strcpy(directory, "/tmp/concord-blocks-XXXXXX");
    return mkdtemp(directory) == NULL ? -1 : 0;
}

static int tear_down(void **state) {
    (void)state;
    return folder_tree_remove(directory);
}

/* The folder of generation `number`, made if it is not there. */
static const char *folder(unsigned number) {
    static char paths[8][64];
    snprintf(paths[number], sizeof paths[number], "%s/%u", directory, number);
    mkdir(paths[number], 0777);
    return paths[number];
}

static struct block_store *open_store(const char *path) {
    struct block_store *store = NULL;
    assert_int_equal(
        block_store_open(&store, BLOCK_STORE_EXTRACTED, path, NULL),
        CONCORD_OK);
    return store;
}

static struct block_ref put(struct block_store *store, const char *text) {
    struct block_ref ref;
    assert_int_equal(block_store_put(store, text, strlen(text), &ref, NULL),
                     CONCORD_OK);
    return ref;
}

static void assert_holds(struct block_store *store, struct block_ref ref,
                         const char *text) {
    struct buffer out = BUFFER_INIT(64 << 20);
    assert_int_equal(block_store_get(store, ref, &out, NULL), CONCORD_OK);
    assert_int_equal(out.size, strlen(text));
    assert_memory_equal(out.data == NULL ? "" : out.data, text, out.size);
    buffer_destroy(&out);
}

static void a_blob_outlives_its_generation(void **state) {
    (void)state;
    struct block_store *store = open_store(NULL);
    assert_int_equal(block_store_begin(store, folder(1), NULL), CONCORD_OK);
    struct block_ref old = put(store, "an old blob");
    struct block_ref empty = put(store, "");
    block_store_close(store);
    store = open_store(folder(1));
    assert_holds(store, old, "an old blob");
    assert_int_equal(block_store_begin(store, folder(2), NULL), CONCORD_OK);
    struct block_ref new = put(store, "a new blob");
    block_store_close(store);
    assert_int_equal(folder_tree_remove(folder(1)), 0);
    store = open_store(folder(2));
    assert_holds(store, old, "an old blob");
    assert_holds(store, empty, "");
    assert_holds(store, new, "a new blob");
    block_store_close(store);
}

/* Text that zstd cannot make small. */
static char *noise(size_t size, unsigned seed) {
    char *text = malloc(size + 1);
    assert_non_null(text);
    for (size_t i = 0; i < size; i++) {
        seed = seed * 1103515245u + 12345u;
        text[i] = (char)(33 + (seed >> 16) % 90);
    }
    text[size] = '\0';
    return text;
}

static void holes_are_compacted_away(void **state) {
    (void)state;
    char *big = noise((size_t)3 << 20, 1);
    struct block_store *store = open_store(NULL);
    assert_int_equal(block_store_begin(store, folder(1), NULL), CONCORD_OK);
    put(store, big);
    struct block_ref kept = put(store, "kept");
    struct block_ref none = {0, 0, 0};
    struct block_ref *live[] = {&none, &kept};
    assert_int_equal(block_store_finish(store, live, 2, NULL), CONCORD_OK);
    block_store_close(store);
    store = open_store(folder(1));
    assert_holds(store, kept, "kept");
    assert_int_equal(none.segment, 0);
    struct stat facts;
    char path[128];
    snprintf(path, sizeof path, "%s/blocks.%06u", folder(1), kept.segment);
    assert_int_equal(stat(path, &facts), 0);
    assert_true(facts.st_size < 100);
    block_store_close(store);
    free(big);
}

static void a_forced_compaction_leaves_nothing_dead(void **state) {
    (void)state;
    struct block_store *store = open_store(NULL);
    assert_int_equal(block_store_begin(store, folder(1), NULL), CONCORD_OK);
    struct block_ref dead = put(store, "dead");
    struct block_ref kept = put(store, "kept");
    struct block_ref none = {0, 0, 0};
    struct block_ref *live[] = {&none, &kept};
    assert_true(block_store_has_holes(store, live, 2));
    assert_int_equal(block_store_compact(store, live, 2, NULL), CONCORD_OK);
    block_store_close(store);
    store = open_store(folder(1));
    struct buffer out = BUFFER_INIT(100);
    assert_holds(store, kept, "kept");
    assert_int_equal(block_store_get(store, dead, &out, NULL), CONCORD_CORRUPT);
    assert_false(block_store_has_holes(store, live, 2));
    block_store_close(store);
}

static void a_store_without_holes_keeps_its_segments(void **state) {
    (void)state;
    struct block_store *store = open_store(NULL);
    assert_int_equal(block_store_begin(store, folder(1), NULL), CONCORD_OK);
    struct block_ref kept = put(store, "kept");
    struct block_ref *live[] = {&kept};
    uint32_t segment = kept.segment;
    block_store_close(store);
    store = open_store(folder(1));
    assert_int_equal(block_store_begin(store, folder(2), NULL), CONCORD_OK);
    assert_int_equal(block_store_compact(store, live, 1, NULL), CONCORD_OK);
    assert_int_equal(kept.segment, segment);
    block_store_close(store);
    store = open_store(folder(2));
    assert_holds(store, kept, "kept");
    block_store_close(store);
}

static void many_runs_leave_few_segments(void **state) {
    (void)state;
    struct block_ref kept[2 * BLOCK_SEGMENTS_MOST];
    struct block_ref *live[2 * BLOCK_SEGMENTS_MOST];
    for (unsigned run = 0; run < 2 * BLOCK_SEGMENTS_MOST; run++) {
        const char *to = folder(run % 2);
        struct block_store *store =
            open_store(run == 0 ? NULL : folder(!(run % 2)));
        folder_tree_remove(to);
        assert_int_equal(block_store_begin(store, folder(run % 2), NULL),
                         CONCORD_OK);
        kept[run] = put(store, "kept");
        live[run] = &kept[run];
        assert_int_equal(block_store_finish(store, live, run + 1, NULL),
                         CONCORD_OK);
        block_store_close(store);
    }
    struct block_store *store = open_store(folder(1));
    uint32_t last = kept[2 * BLOCK_SEGMENTS_MOST - 1].segment;
    for (unsigned run = 0; run < 2 * BLOCK_SEGMENTS_MOST; run++) {
        assert_holds(store, kept[run], "kept");
        assert_true(kept[run].segment + BLOCK_SEGMENTS_MOST > last);
    }
    block_store_close(store);
}

static void with_nothing_alive_no_segment_is_left(void **state) {
    (void)state;
    struct block_store *store = open_store(NULL);
    assert_int_equal(block_store_begin(store, folder(1), NULL), CONCORD_OK);
    put(store, "dead");
    assert_int_equal(block_store_compact(store, NULL, 0, NULL), CONCORD_OK);
    block_store_close(store);
    assert_int_equal(rmdir(folder(1)), 0);
}

static void what_is_kept_as_it_is_is_read_so(void **state) {
    (void)state;
    struct block_store *store = open_store(NULL);
    struct block_ref ref;
    struct buffer out = BUFFER_INIT(100);
    assert_int_equal(block_store_begin(store, folder(1), NULL), CONCORD_OK);
    assert_int_equal(block_store_append(store, "as it is", 8, &ref, NULL),
                     CONCORD_OK);
    assert_int_equal(ref.size, 8);
    assert_int_equal(block_store_read(store, ref, &out, NULL), CONCORD_OK);
    assert_string_equal(out.data, "as it is");
    ref.offset++;
    assert_int_equal(block_store_read(store, ref, &out, NULL), CONCORD_CORRUPT);
    buffer_destroy(&out);
    block_store_close(store);
}

static void a_changed_byte_is_noticed(void **state) {
    (void)state;
    struct block_store *store = open_store(NULL);
    assert_int_equal(block_store_begin(store, folder(1), NULL), CONCORD_OK);
    struct block_ref ref = put(store, "twelve weeks are allowed for answers");
    block_store_close(store);
    char path[128];
    snprintf(path, sizeof path, "%s/blocks.%06u", folder(1), ref.segment);
    for (long at = 0; at < (long)ref.size; at++) {
        FILE *file = fopen(path, "r+b");
        assert_non_null(file);
        fseek(file, at, SEEK_SET);
        int byte = fgetc(file);
        fseek(file, at, SEEK_SET);
        fputc(byte ^ 0x20, file);
        fclose(file);
        struct buffer out = BUFFER_INIT(64 << 20);
        store = open_store(folder(1));
        enum concord_status status = block_store_get(store, ref, &out, NULL);
        /* Some bits of the frame's header mean nothing; then all is well. */
        assert_true(status == CONCORD_CORRUPT ||
                    memcmp(out.data, "twelve weeks", 12) == 0);
        block_store_close(store);
        buffer_destroy(&out);
        file = fopen(path, "r+b");
        assert_non_null(file);
        fseek(file, at, SEEK_SET);
        fputc(byte, file);
        fclose(file);
    }
}

static void a_reference_to_nowhere_is_corrupt(void **state) {
    (void)state;
    struct block_store *store = open_store(NULL);
    struct buffer out = BUFFER_INIT(100);
    struct block_ref ref = {0, 7, 10};
    assert_int_equal(block_store_get(store, ref, &out, NULL), CONCORD_CORRUPT);
    block_store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_blob_outlives_its_generation, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(holes_are_compacted_away, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_forced_compaction_leaves_nothing_dead,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            a_store_without_holes_keeps_its_segments, set_up, tear_down),
        cmocka_unit_test_setup_teardown(many_runs_leave_few_segments, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(with_nothing_alive_no_segment_is_left,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_kept_as_it_is_is_read_so,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_changed_byte_is_noticed, set_up,
                                        tear_down),
        cmocka_unit_test(a_reference_to_nowhere_is_corrupt),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
