/* What the daemon's workers do first. One worker is kept busy until all there
 * is to do waits, so that the order is theirs alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <semaphore.h>
#include <string.h>

#include "log.h"
#include "workers.h"

/* What is logged is not looked at here. */
void log_line(const char *format, ...) {
    (void)format;
}

enum { SEARCHES = 20, QUEUE = 100 };

struct errand {
    struct work work; /* first */
    char name;
};

static sem_t begun;
static sem_t may_end;
static char done[QUEUE]; /* names, in the order in which they ran */
static size_t done_count;

static void wait_until_told(struct work *work, struct index_reader *reader,
                            const struct concord_error *err) {
    (void)work, (void)reader, (void)err;
    sem_post(&begun);
    while (sem_wait(&may_end) != 0)
        ;
}

static void note(struct work *work, struct index_reader *reader,
                 const struct concord_error *err) {
    (void)reader, (void)err;
    done[done_count++] = ((struct errand *)work)->name;
}

/* Add a piece and then `searches` of them while the worker is busy; in `done`
 * is what it did when it has done all. */
static void run_all(size_t searches) {
    struct concord_error err = {0};
    struct serving *serving = NULL;
    struct workers *workers = NULL;
    struct work busy = {.run = wait_until_told};
    struct errand piece = {{.run = note}, 'p'};
    struct errand search[SEARCHES];
    memset(done, 0, sizeof done);
    done_count = 0;
    sem_init(&begun, 0, 0);
    sem_init(&may_end, 0, 0);
    assert_int_equal(serving_create(&serving, "/nowhere", NULL, &err),
                     CONCORD_OK);
    assert_int_equal(workers_create(&workers, serving, 1, QUEUE, &err),
                     CONCORD_OK);
    assert_true(workers_add(workers, &busy));
    while (sem_wait(&begun) != 0)
        ;
    assert_true(workers_add_piece(workers, &piece.work));
    for (size_t i = 0; i < searches; i++) {
        search[i] = (struct errand){{.run = note}, 's'};
        assert_true(workers_add(workers, &search[i].work));
    }
    sem_post(&may_end);
    assert_true(workers_finish(workers, INT64_MAX));
    workers_destroy(workers);
    serving_stop(serving);
    serving_destroy(serving);
}

static void searches_go_before_pieces(void **state) {
    (void)state;
    run_all(3);
    assert_string_equal(done, "sssp");
}

static void a_piece_does_not_wait_for_all_searches(void **state) {
    (void)state;
    run_all(SEARCHES);
    assert_int_equal(done_count, SEARCHES + 1);
    assert_string_not_equal(strchr(done, 'p'), "p");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(searches_go_before_pieces),
        cmocka_unit_test(a_piece_does_not_wait_for_all_searches),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
