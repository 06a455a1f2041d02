/* Facets and their values over HTTP, and the ways to ask for them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client.h"
#include "daemon.h"

enum { PATH_AND_QUERY_MAX = 1024 };

/* The bucket of that value in a list of them, or NULL. */
static json_t *find_bucket(json_t *values, const char *value) {
    size_t index;
    json_t *bucket;
    json_array_foreach(values, index, bucket) {
        if (strcmp(text_at(bucket, "value"), value) == 0)
            return bucket;
    }
    return NULL;
}

static json_int_t total_of(const char *search, const char *value) {
    char path[PATH_AND_QUERY_MAX];
    snprintf(path, sizeof path, "/v1/search?%s%s", search, value);
    json_t *page = json_get(&sample, path);
    json_int_t total = json_integer_value(json_object_get(page, "total"));
    json_decref(page);
    return total;
}

/* What a count promises is what choosing the value finds. */
static void a_count_is_what_choosing_the_value_finds(void **state) {
    (void)state;
    json_t *facets = json_get(&sample, "/v1/facets?q=funding");
    json_t *topics = json_at(facets, "facets/topic/values");
    size_t index;
    json_t *bucket;
    assert_true(json_array_size(topics) > 3);
    json_array_foreach(topics, index, bucket) {
        assert_int_equal(total_of("size=1&facets=none&q=funding&topic=",
                                  text_at(bucket, "value")),
                         json_integer_value(json_object_get(bucket, "count")));
    }
    json_decref(facets);
}

static void facets_are_those_of_the_search(void **state) {
    (void)state;
    json_t *search = json_get(
        &sample, "/v1/search?q=compact&type=local-compact&facet_size=200");
    json_t *facets =
        json_get(&sample, "/v1/facets?q=compact&type=local-compact");
    assert_true(json_equal(json_object_get(search, "facets"),
                           json_object_get(facets, "facets")));
    json_decref(search);
    json_decref(facets);
}

/* Walk the pages by their links and put all values together. */
static json_t *all_places(unsigned size) {
    json_t *gathered = json_array();
    char path[PATH_AND_QUERY_MAX];
    snprintf(path, sizeof path, "/v1/facets/place?facet_sort=value&size=%u",
             size);
    bool more = true;
    while (more) {
        json_t *page = json_get(&sample, path);
        json_t *next = json_at(page, "links/next");
        json_array_extend(gathered, json_object_get(page, "values"));
        more = json_is_string(next);
        if (more)
            snprintf(path, sizeof path, "%s", json_string_value(next));
        json_decref(page);
    }
    return gathered;
}

static void pages_have_every_value_once(void **state) {
    (void)state;
    json_t *in_pairs = all_places(2);
    json_t *in_hundreds = all_places(100);
    assert_true(json_array_size(in_pairs) > 2);
    assert_true(json_equal(in_pairs, in_hundreds));
    json_decref(in_pairs);
    json_decref(in_hundreds);
}

static void a_prefix_narrows_the_values(void **state) {
    (void)state;
    json_t *all = json_get(&sample, "/v1/facets/region");
    json_t *some = json_get(&sample, "/v1/facets/region?prefix=NORTH");
    json_t *values = json_object_get(some, "values");
    assert_true(json_array_size(values) > 0);
    assert_true(json_array_size(values) <
                json_array_size(json_object_get(all, "values")));
    size_t index;
    json_t *bucket;
    json_array_foreach(values, index, bucket) {
        assert_int_equal(strncmp(text_at(bucket, "value"), "north", 5), 0);
        assert_true(
            json_equal(bucket, find_bucket(json_object_get(all, "values"),
                                           text_at(bucket, "value"))));
    }
    json_decref(some);
    json_decref(all);
}

static void what_is_excluded_is_not_found_but_listed(void **state) {
    (void)state;
    static const char path[] =
        "/v1/search?size=100&-topic=funding&facets=topic&facet_size=1";
    json_t *page = json_get(&sample, path);
    json_t *bucket =
        find_bucket(json_at(page, "facets/topic/values"), "funding");
    size_t index;
    json_t *result;
    assert_non_null(bucket);
    assert_true(json_is_true(json_object_get(bucket, "excluded")));
    json_array_foreach(json_object_get(page, "results"), index, result) {
        char *topics = json_dumps(json_object_get(result, "topic"), 0);
        assert_null(strstr(topics, "\"funding\""));
        free(topics);
    }
    assert_int_equal(total_of("", "") - total_of("topic=", "funding"),
                     json_integer_value(json_object_get(page, "total")));
    json_decref(page);
}

/* Inclusion and exclusion of two values add up. */
static void all_of_two_values_is_what_either_is_short_of(void **state) {
    (void)state;
    json_int_t funding = total_of("topic=", "funding");
    json_int_t health = total_of("topic=", "health");
    json_int_t either = total_of("topic=funding&topic=", "health");
    json_int_t both = total_of("topic_all=funding&topic_all=", "health");
    assert_int_equal(funding + health, either + both);
}

static void values_can_be_sorted_by_value(void **state) {
    (void)state;
    json_t *page =
        json_get(&sample, "/v1/search?facets=topic&facet_sort=value");
    json_t *values = json_at(page, "facets/topic/values");
    assert_true(json_array_size(values) > 2);
    for (size_t i = 1; i < json_array_size(values); i++)
        assert_true(strcmp(text_at(json_array_get(values, i - 1), "value"),
                           text_at(json_array_get(values, i), "value")) < 0);
    json_decref(page);
}

static void an_unknown_facet_is_not_found(void **state) {
    static const char *const paths[] = {
        "/v1/facets/colour", "/v1/facets/", "/v1/facets/topic/",
        "/v1/facets/topic/x", "/v1/facets/%3Ctopic%3E"};
    (void)state;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        json_decref(problem_get(&sample, paths[i], 404));
}

static void wrong_parameters_are_refused_by_name(void **state) {
    (void)state;
    assert_refused(&sample, "/v1/facets?prefix=a", "prefix");
    assert_refused(&sample, "/v1/search?prefix=a", "prefix");
    assert_refused(&sample, "/v1/facets?colour=red", "colour");
    assert_refused(&sample, "/v1/facets/topic?size=101", "size");
    assert_refused(&sample, "/v1/facets/topic?page=0", "page");
    assert_refused(&sample, "/v1/facets/topic?topic=frob", "topic");
    assert_refused(&sample, "/v1/search?facet_sort=label", "facet_sort");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_count_is_what_choosing_the_value_finds),
        cmocka_unit_test(facets_are_those_of_the_search),
        cmocka_unit_test(pages_have_every_value_once),
        cmocka_unit_test(a_prefix_narrows_the_values),
        cmocka_unit_test(what_is_excluded_is_not_found_but_listed),
        cmocka_unit_test(all_of_two_values_is_what_either_is_short_of),
        cmocka_unit_test(values_can_be_sorted_by_value),
        cmocka_unit_test(an_unknown_facet_is_not_found),
        cmocka_unit_test(wrong_parameters_are_refused_by_name),
    };
    return cmocka_run_group_tests(tests, sample_start, sample_stop);
}
