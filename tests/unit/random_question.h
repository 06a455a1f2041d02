/* random_question.h - requests made at random of what an archive has: every
 * kind of query, condition, order and page. */
#ifndef CONCORD_TESTS_RANDOM_QUESTION_H
#define CONCORD_TESTS_RANDOM_QUESTION_H

#include "random_archive.h"

enum { QUESTION_CONDITIONS_MAX = 6, QUESTION_DATES_MAX = 3 };

struct random_question {
    struct arena arena;
    struct facet_condition conditions[QUESTION_CONDITIONS_MAX];
    struct date_condition dates[QUESTION_DATES_MAX];
    struct search_request request; /* points to all of the above */
};

/* The next question; random_question_clear() frees what it holds. */
void random_question_make(struct random_question *question,
                          struct random_archive *archive);
void random_question_clear(struct random_question *question);

/* The request on one line, for the caller to free. */
char *random_question_print(const struct random_question *question);

#endif
