/* test_authorities.c - claims about what the schema knows of the papers' world:
 * sources, offices and their holders, events, bodies. A faulty file stands in a
 * temporary folder with a small sound schema. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "schema/authorities.h"

#define FACETS                                                                 \
    "facets:\n"                                                                \
    "  - name: region\n"                                                       \
    "    label: Region\n"                                                      \
    "    kind: closed\n"                                                       \
    "    values: regions.yaml\n"                                               \
    "    inferred-by: region\n"                                                \
    "  - name: place\n"                                                        \
    "    label: Place\n"                                                       \
    "    kind: tree\n"                                                         \
    "    values: places.tsv\n"                                                 \
    "    inferred-by: place\n"
#define REGIONS                                                                \
    "values:\n"                                                                \
    "  - value: london\n"                                                      \
    "    label: London\n"
#define SOURCES                                                                \
    "sources:\n"                                                               \
    "  - source: order\n"                                                      \
    "    title: An order\n"                                                    \
    "    address: https://example.org/order\n"                                 \
    "  - source: memory\n"                                                     \
    "    title: What we remember\n"                                            \
    "    unread: true\n"
#define PLACES                                                                 \
    "path\tname\tkind\tgss\tfrom\tto\tregion\tnames\tsource\n"                 \
    "london/camden\tCamden\tlondon-borough\t\t\t\tlondon\t\torder\n"           \
    "london/brent\tBrent\tlondon-borough\t\t\t\tlondon\t\torder\n"
#define OFFICES                                                                \
    "offices:\n"                                                               \
    "  - office: bee-minister\n"                                               \
    "    names:\n"                                                             \
    "      - minister for bees\n"                                              \
    "      - \"=MB\"\n"                                                        \
    "    holders:\n"                                                           \
    "      - name: Ann Other\n"                                                \
    "        other-names: [Annie Other]\n"                                     \
    "        from: 2004-05\n"                                                  \
    "        to: 2006-05-05\n"                                                 \
    "        source: order\n"                                                  \
    "      - name: Bob Some\n"                                                 \
    "        from: 2006-05-05\n"                                               \
    "        source: memory\n"
#define EVENTS                                                                 \
    "events:\n"                                                                \
    "  - event: hive-act\n"                                                    \
    "    label: Hive Act 2005\n"                                               \
    "    names: [\"=Hive Act\"]\n"                                             \
    "    date: 2005-07-01\n"                                                   \
    "    named-after: true\n"                                                  \
    "    source: order\n"                                                      \
    "  - event: bee-talk\n"                                                    \
    "    label: The Great Bee Talk\n"                                          \
    "    names: [great bee talk]\n"                                            \
    "    date: 2005-01/2005-02\n"                                              \
    "    source: memory\n"
#define BODY_HEADER                                                            \
    "body\tname\tkind\tfrom\tto\tregion\tplaces\tacronym\tsuccessors\tnames\t" \
    "source\n"
#define BODIES                                                                 \
    BODY_HEADER                                                                \
    "old-trust\tOld Care Trust\tcare-trust\t\t2006-09-30\tlondon\t"            \
    "london/camden|london/brent\t\tnew-pct\tOld CT|~Old\torder\n"              \
    "new-pct\tNew Primary Care Trust\tprimary-care-trust\t2006-10-01\t"        \
    "2013-03-31\tlondon\tlondon/camden\t\t\t\torder\n"                         \
    "bee-office\tBee Office\tgovernment\t\t\t\t\tBO\t\t\tmemory\n"

#define RELATIONS                                                              \
    "relations:\n"                                                             \
    "  - relation: supersedes\n    other: after\n    phrases: [replaces]\n"

struct sound_file {
    const char *name;
    const char *content;
};

static const struct sound_file sound_files[] = {
    {"facets.yaml", FACETS},
    {"regions.yaml", REGIONS},
    {"sources.yaml", SOURCES},
    {"places.tsv", PLACES},
    {"events.yaml", EVENTS},
    {"boilerplate.yaml", "shapes: []\n"},
    {"bodies.tsv", BODIES},
    {"office-holders.yaml", OFFICES},
    {"speech.yaml", "lists: []\n"},
    {"clauses.yaml", "lists: []\n"},
    {"name-words.yaml", "lists: []\n"},
    {"body-kinds.yaml", "kinds: []\n"},
    {"relations.yaml", RELATIONS}};

enum { SOUND_FILES = sizeof sound_files / sizeof *sound_files };

static char directory[64];

static void write_text(const char *name, const char *content) {
    char path[128];
    snprintf(path, sizeof path, "%s/%s", directory, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(content, 1, strlen(content), file),
                     strlen(content));
    assert_int_equal(fclose(file), 0);
}

static int create_folder(void **state) {
    (void)state;
    strcpy(directory, "/tmp/concord-authorities-XXXXXX");
    if (!mkdtemp(directory))
        return -1;
    for (size_t i = 0; i < SOUND_FILES; i++)
        write_text(sound_files[i].name, sound_files[i].content);
    return 0;
}

static int remove_folder(void **state) {
    (void)state;
    for (size_t i = 0; i < SOUND_FILES; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s/%s", directory, sound_files[i].name);
        remove(path);
    }
    return rmdir(directory);
}

static struct schema *load(const char *path) {
    struct schema *schema = NULL;
    struct concord_error err = {0};
    if (schema_load(&schema, path, &err) != CONCORD_OK)
        fail_msg("%s", err.message);
    return schema;
}

static struct schema *load_real(void) {
    return load(CONCORD_ROOT "/schema/data");
}

/* The file with this content is refused, and the message begins so. */
static void assert_refused(const char *name, const char *content,
                           const char *message) {
    struct schema *schema = NULL;
    struct concord_error err = {0};
    write_text(name, content);
    assert_int_equal(schema_load(&schema, directory, &err), CONCORD_BAD_SCHEMA);
    assert_null(schema);
    if (strncmp(err.message, message, strlen(message)) != 0)
        fail_msg("'%s' should begin '%s'", err.message, message);
    if (!strchr(err.message, ';')) /* after the fault comes the remedy */
        fail_msg("'%s' names no remedy", err.message);
}

/* bodies.tsv whose line 2 is `line`. */
static void assert_body_refused(const char *line, const char *message) {
    char content[512];
    snprintf(content, sizeof content, BODY_HEADER "%s\n", line);
    assert_refused("bodies.tsv", content, message);
}

static edtf_day day(int year, int month, int day_of_month) {
    edtf_day out = 0;
    assert_true(edtf_day_from_civil(&out, year, month, day_of_month));
    return out;
}

/* --- a small schema --- */

static void a_source_has_a_title_and_may_have_an_address(void **state) {
    (void)state;
    struct schema *schema = load(directory);
    assert_int_equal(schema_source_count(schema), 2);
    assert_int_equal(schema_find_source(schema, "memory"), 1);
    assert_int_equal(schema_find_source(schema, "hearsay"), SCHEMA_NO_INDEX);
    assert_string_equal(schema_source(schema, 0)->title, "An order");
    assert_string_equal(schema_source(schema, 0)->address,
                        "https://example.org/order");
    assert_false(schema_source(schema, 0)->unread);
    assert_null(schema_source(schema, 1)->address);
    assert_true(schema_source(schema, 1)->unread);
    assert_int_equal(schema_place(schema, 0)->source, 0);
    schema_destroy(schema);
}

static void an_office_keeps_its_names_and_its_holders_times(void **state) {
    (void)state;
    struct schema *schema = load(directory);
    assert_int_equal(schema_office_count(schema), 1);
    const struct office *office = schema_office(schema, 0);
    assert_string_equal(office->office, "bee-minister");
    assert_int_equal(office->name_count, 2);
    assert_string_equal(office->names[1].phrase, "MB");
    assert_true(office->names[1].exact);
    assert_int_equal(office->holder_count, 2);
    const struct office_holder *first = &office->holders[0];
    assert_int_equal(first->name_count, 2);
    assert_string_equal(first->names[0], "Ann Other");
    assert_string_equal(first->names[1], "Annie Other");
    assert_int_equal(first->held.earliest, day(2004, 5, 1));
    assert_int_equal(first->held.latest, day(2006, 5, 5));
    assert_int_equal(office->holders[1].held.latest, EDTF_OPEN_LATEST);
    assert_int_equal(office->holders[1].source, 1);
    schema_destroy(schema);
}

static void an_event_keeps_its_first_and_last_day(void **state) {
    (void)state;
    struct schema *schema = load(directory);
    assert_int_equal(schema_event_count(schema), 2);
    const struct dated_event *talk = schema_event(schema, 1);
    assert_string_equal(talk->label, "The Great Bee Talk");
    assert_int_equal(talk->date.earliest, day(2005, 1, 1));
    assert_int_equal(talk->date.latest, day(2005, 2, 28));
    assert_false(talk->named_after);
    assert_true(schema_event(schema, 0)->named_after);
    schema_destroy(schema);
}

static void a_body_may_stand_above_its_successor(void **state) {
    (void)state;
    struct schema *schema = load(directory);
    assert_int_equal(schema_body_count(schema), 3);
    const struct body *trust = schema_body(schema, 0);
    assert_int_equal(trust->kind, BODY_CARE_TRUST);
    assert_int_equal(trust->successor_count, 1);
    assert_int_equal(trust->successors[0], schema_find_body(schema, "new-pct"));
    assert_int_equal(trust->place_count, 2);
    assert_int_equal(trust->places[1],
                     schema_find_place(schema, "london/brent"));
    assert_int_equal(trust->name_count, 3);
    assert_true(trust->names[2].ambiguous);
    assert_int_equal(trust->existed.earliest, EDTF_OPEN_EARLIEST);
    assert_int_equal(trust->existed.latest, day(2006, 9, 30));
    assert_null(trust->acronym);
    const struct body *office = schema_body(schema, 2);
    assert_int_equal(office->region, SCHEMA_NO_INDEX);
    assert_int_equal(office->place_count, 0);
    assert_string_equal(office->acronym, "BO");
    assert_int_equal(office->kind, BODY_GOVERNMENT);
    assert_int_equal(schema_find_body(schema, "wasp-office"), SCHEMA_NO_INDEX);
    schema_destroy(schema);
}

static void a_successor_has_its_predecessors(void **state) {
    (void)state;
    struct schema *schema = load(directory);
    int trust = schema_find_body(schema, "old-trust");
    const struct body *next =
        schema_body(schema, (size_t)schema_find_body(schema, "new-pct"));
    assert_int_equal(next->predecessor_count, 1);
    assert_int_equal(next->predecessors[0], trust);
    assert_int_equal(schema_body(schema, (size_t)trust)->predecessor_count, 0);
    schema_destroy(schema);
}

static void a_body_is_found_by_any_name_that_is_its_alone(void **state) {
    (void)state;
    write_text("bodies.tsv",
               BODIES "rock\tRock & Bay Trust\tcare-trust\t\t\t\t\t\t\t"
                      "The Trust\torder\n"
                      "tide\tTide Trust\tcare-trust\t\t\t\t\t\t\t"
                      "The Trust\torder\n");
    struct schema *schema = load(directory);
    assert_int_equal(schema_find_body_named(schema, "OLD CARE trust"), 0);
    assert_int_equal(schema_find_body_named(schema, "Old CT"), 0);
    assert_int_equal(schema_find_body_named(schema, "BO"), 2);
    assert_int_equal(schema_find_body_named(schema, "Rock and Bay Trust"), 3);
    assert_int_equal(schema_find_body_named(schema, "bo"), SCHEMA_NO_INDEX);
    assert_int_equal(schema_find_body_named(schema, "Old"), SCHEMA_NO_INDEX);
    assert_int_equal(schema_find_body_named(schema, "The Trust"),
                     SCHEMA_NO_INDEX);
    schema_destroy(schema);
}

static void relations_have_phrases_and_a_side(void **state) {
    (void)state;
    struct schema *schema = load(directory);
    assert_int_equal(schema_relation_cue_count(schema), 1);
    const struct relation_cue *cue = schema_relation_cue(schema, 0);
    assert_string_equal(cue->relation, "supersedes");
    assert_int_equal(cue->other, CITED_AFTER);
    assert_int_equal(cue->phrase_count, 1);
    assert_string_equal(cue->phrases[0].phrase, "replaces");
    schema_destroy(schema);
}

static void all_lists_may_be_empty(void **state) {
    (void)state;
    write_text("office-holders.yaml", "offices: []\n");
    write_text("events.yaml", "events: []\n");
    write_text("bodies.tsv", BODY_HEADER);
    struct schema *schema = load(directory);
    assert_int_equal(schema_office_count(schema), 0);
    assert_int_equal(schema_event_count(schema), 0);
    assert_int_equal(schema_body_count(schema), 0);
    assert_int_equal(schema_find_body(schema, "new-pct"), SCHEMA_NO_INDEX);
    schema_destroy(schema);
}

static void the_version_changes_with_what_is_known(void **state) {
    (void)state;
    struct schema *first = load(directory);
    write_text("events.yaml", EVENTS "# a remark\n");
    struct schema *second = load(directory);
    assert_string_not_equal(schema_version(first), schema_version(second));
    schema_destroy(first);
    schema_destroy(second);
}

/* --- faults --- */

static void faults_of_sources_are_answered(void **state) {
    (void)state;
    assert_refused("sources.yaml", SOURCES "  - source: order\n    title: A\n",
                   "sources.yaml:8: source 'order' is listed twice; ");
    assert_refused("sources.yaml", "sources:\n  - source: order\n",
                   "sources.yaml:2: key 'title' is missing; ");
    assert_refused("sources.yaml",
                   "sources:\n  - source: An order\n"
                   "    title: A\n",
                   "sources.yaml:2: source 'An order' is no identifier; ");
    assert_refused("sources.yaml", "sources: []\n",
                   "places.tsv:2: source 'order' is not in sources.yaml; ");
}

static void a_missing_file_is_named(void **state) {
    (void)state;
    static const char *const names[] = {
        "sources.yaml", "events.yaml",     "office-holders.yaml",
        "bodies.tsv",   "name-words.yaml", "body-kinds.yaml"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[128];
        struct schema *schema = NULL;
        struct concord_error err = {0};
        snprintf(path, sizeof path, "%s/%s", directory, names[i]);
        assert_int_equal(remove(path), 0);
        assert_int_equal(schema_load(&schema, directory, &err),
                         CONCORD_BAD_SCHEMA);
        assert_int_equal(strncmp(err.message, names[i], strlen(names[i])), 0);
        for (size_t j = 0; j < SOUND_FILES; j++)
            write_text(sound_files[j].name, sound_files[j].content);
    }
}

#define OFFICE "offices:\n  - office: a\n    names: [a b]\n    holders:\n"

static void faults_of_offices_are_answered(void **state) {
    (void)state;
    assert_refused("office-holders.yaml", "offices:\n  - office: a\n",
                   "office-holders.yaml:2: key 'names' is missing; ");
    assert_refused("office-holders.yaml",
                   OFFICE "      - {name: A, from: 2004, source: hearsay}\n",
                   "office-holders.yaml:5: source 'hearsay' is not in ");
    assert_refused("office-holders.yaml",
                   OFFICE "      - {name: A, from: May, source: order}\n",
                   "office-holders.yaml:5: from 'May' is no EDTF date; ");
    assert_refused("office-holders.yaml",
                   OFFICE
                   "      - {name: A, from: 2004, to: 2003, source: order}\n",
                   "office-holders.yaml:5: 'to' is before 'from'; ");
    assert_refused("office-holders.yaml",
                   OFFICE "      - {name: A, source: order}\n",
                   "office-holders.yaml:5: key 'from' is missing; ");
    assert_refused("office-holders.yaml",
                   OFFICE "      - {name: A, from: 2004, source: order, "
                          "other-names: B}\n",
                   "office-holders.yaml:5: 'other-names' holds text; ");
    assert_refused("office-holders.yaml",
                   OFFICE "      []\n  - office: a\n    names: []\n"
                          "    holders: []\n",
                   "office-holders.yaml:6: office 'a' is listed twice; ");
}

#define EVENT "events:\n  - event: a\n    label: A\n    source: order\n"

static void faults_of_events_are_answered(void **state) {
    (void)state;
    assert_refused("events.yaml", EVENT "    names: [a]\n",
                   "events.yaml:2: key 'date' is missing; ");
    assert_refused("events.yaml", EVENT "    names: [a]\n    date: 2005-13\n",
                   "events.yaml:6: date '2005-13' is no EDTF date; ");
    assert_refused("events.yaml", EVENT "    names: a\n    date: 2005\n",
                   "events.yaml:5: 'names' holds text; ");
    assert_refused("events.yaml", EVENT "    names: [\"=\"]\n    date: 2005\n",
                   "events.yaml:5: nothing follows the =; ");
    assert_refused("events.yaml",
                   EVENT "    names: []\n    date: 2005\n    begun: true\n",
                   "events.yaml:7: unknown key 'begun'; known keys are event, "
                   "label, names, date, named-after, source");
    assert_refused("events.yaml",
                   EVENTS "  - event: bee-talk\n    label: A\n    names: []\n"
                          "    date: 2005\n    source: order\n",
                   "events.yaml:13: event 'bee-talk' is listed twice; ");
}

static void faults_of_bodies_are_answered(void **state) {
    (void)state;
    assert_refused("bodies.tsv", "body\tname\n",
                   "bodies.tsv:1: the header is not the columns' names; ");
    assert_body_refused("a\tA\tpublic",
                        "bodies.tsv:2: there are fewer than 11 columns; ");
    assert_body_refused("A b\tA\tpublic\t\t\t\t\t\t\t\torder",
                        "bodies.tsv:2: body 'A b' is no identifier; ");
    assert_body_refused("a\tA\tclub\t\t\t\t\t\t\t\torder",
                        "bodies.tsv:2: unknown kind 'club'; known are ");
    assert_body_refused("a\tA\tpublic\t2005\t2004\t\t\t\t\t\torder",
                        "bodies.tsv:2: 'to' 2004 is before 'from' 2005; ");
    assert_body_refused("a\tA\tpublic\t\t\tmercia\t\t\t\t\torder",
                        "bodies.tsv:2: region 'mercia' is no value of facet ");
    assert_body_refused("a\tA\tpublic\t\t\t\tlondon/ham\t\t\t\torder",
                        "bodies.tsv:2: 'london/ham' is no path of the ");
    assert_body_refused("a\tA\tpublic\t\t\t\t\t\tb\t\torder",
                        "bodies.tsv:2: 'b' is no body of this file; ");
    assert_body_refused("a\tA\tpublic\t\t\t\t\t\t\tA\torder",
                        "bodies.tsv:2: name 'A' is given twice; ");
    assert_body_refused("a\tA\tpublic\t\t\t\t\t\t\t\t",
                        "bodies.tsv:2: source '' is not in sources.yaml; ");
    assert_body_refused("a\tA\tpublic\t\t\t\t\t\t\t\torder\n"
                        "a\tB\tpublic\t\t\t\t\t\t\t\torder",
                        "bodies.tsv:3: body 'a' stands in line 2 already; ");
}

/* --- what is really known --- */

static struct edtf_date when_held(const struct schema *schema,
                                  const char *office, const char *name) {
    for (size_t i = 0; i < schema_office_count(schema); i++) {
        const struct office *held = schema_office(schema, i);
        for (size_t j = 0; j < held->holder_count; j++)
            if (strcmp(held->office, office) == 0 &&
                strcmp(held->holders[j].names[0], name) == 0)
                return held->holders[j].held;
    }
    fail_msg("%s never was %s", name, office);
    return edtf_undated();
}

static void assert_real_event(const struct schema *schema, const char *event,
                              edtf_day first) {
    for (size_t i = 0; i < schema_event_count(schema); i++)
        if (strcmp(schema_event(schema, i)->event, event) == 0) {
            assert_int_equal(schema_event(schema, i)->date.earliest, first);
            return;
        }
    fail_msg("there is no event %s", event);
}

static void the_real_holders_of_an_office_follow_each_other(void **state) {
    (void)state;
    struct schema *schema = load_real();
    for (size_t i = 0; i < schema_office_count(schema); i++) {
        const struct office *office = schema_office(schema, i);
        assert_true(office->name_count > 0);
        for (size_t j = 1; j < office->holder_count; j++)
            if (office->holders[j].held.earliest <
                office->holders[j - 1].held.earliest)
                fail_msg("%s: %s stands before %s", office->office,
                         office->holders[j - 1].names[0],
                         office->holders[j].names[0]);
    }
    assert_int_equal(
        when_held(schema, "health-secretary", "Andrew Lansley").latest,
        day(2012, 9, 4));
    schema_destroy(schema);
}

static void the_real_events_stand_on_their_days(void **state) {
    (void)state;
    struct schema *schema = load_real();
    assert_real_event(schema, "compact-1998", day(1998, 11, 1));
    assert_real_event(schema, "compact-refreshed", day(2009, 12, 16));
    assert_real_event(schema, "compact-renewed", day(2010, 12, 1));
    assert_real_event(schema, "nhs-listening-exercise", day(2011, 4, 6));
    assert_real_event(schema, "pcts-abolished", day(2013, 4, 1));
    for (size_t i = 0; i < schema_event_count(schema); i++)
        assert_true(schema_event(schema, i)->name_count > 0);
    schema_destroy(schema);
}

static size_t count_bodies(const struct schema *schema, enum body_kind kind,
                           edtf_day when) {
    size_t count = 0;
    for (size_t i = 0; i < schema_body_count(schema); i++) {
        const struct body *body = schema_body(schema, i);
        count += body->kind == kind && body->existed.earliest <= when &&
                 body->existed.latest >= when;
    }
    return count;
}

static void the_real_health_bodies_are_as_many_as_there_were(void **state) {
    (void)state;
    struct schema *schema = load_real();
    edtf_day then = day(2007, 1, 1);
    assert_int_equal(count_bodies(schema, BODY_PRIMARY_CARE_TRUST, then) +
                         count_bodies(schema, BODY_CARE_TRUST, then),
                     152);
    then = day(2012, 1, 1); /* Hertfordshire's two were one by then */
    assert_int_equal(count_bodies(schema, BODY_PRIMARY_CARE_TRUST, then) +
                         count_bodies(schema, BODY_CARE_TRUST, then),
                     151);
    assert_int_equal(
        count_bodies(schema, BODY_STRATEGIC_HEALTH_AUTHORITY, then), 10);
    assert_int_equal(
        count_bodies(schema, BODY_STRATEGIC_HEALTH_AUTHORITY, day(2004, 1, 1)),
        28);
    schema_destroy(schema);
}

static void a_real_body_ends_before_its_successor_does(void **state) {
    (void)state;
    struct schema *schema = load_real();
    for (size_t i = 0; i < schema_body_count(schema); i++) {
        const struct body *body = schema_body(schema, i);
        for (size_t j = 0; j < body->successor_count; j++) {
            const struct body *next =
                schema_body(schema, (size_t)body->successors[j]);
            if (next == body || next->existed.latest < body->existed.latest)
                fail_msg("%s does not succeed %s", next->body, body->body);
        }
    }
    schema_destroy(schema);
}

static const struct body *real_body(const struct schema *schema,
                                    const char *name) {
    int index = schema_find_body_named(schema, name);
    if (index == SCHEMA_NO_INDEX)
        fail_msg("no body is called %s", name);
    return schema_body(schema, (size_t)index);
}

static void a_real_trust_is_followed_by_a_group_of_its_own_area(void **state) {
    (void)state;
    struct schema *schema = load_real();
    const struct body *trust = real_body(schema, "Rotherham PCT");
    assert_int_equal(trust->successor_count, 1);
    const struct body *group =
        schema_body(schema, (size_t)trust->successors[0]);
    assert_ptr_equal(group, real_body(schema, "NHS Rotherham CCG"));
    assert_int_equal(group->successor_count, 1);
    assert_string_equal(
        schema_body(schema, (size_t)group->successors[0])->names[0].name,
        "South Yorkshire Integrated Care Board");
    assert_int_equal(real_body(schema, "Devon PCT")->successor_count, 0);
    assert_int_equal(real_body(schema, "West Kent PCT")->successor_count, 0);
    schema_destroy(schema);
}

static void every_real_source_is_used(void **state) {
    (void)state;
    struct schema *schema = load_real();
    size_t count = schema_source_count(schema);
    bool used[256] = {false};
    assert_true(count < 256);
    for (size_t i = 0; i < schema_place_count(schema); i++)
        used[schema_place(schema, i)->source] = true;
    for (size_t i = 0; i < schema_event_count(schema); i++)
        used[schema_event(schema, i)->source] = true;
    for (size_t i = 0; i < schema_body_count(schema); i++)
        used[schema_body(schema, i)->source] = true;
    for (size_t i = 0; i < schema_office_count(schema); i++)
        for (size_t j = 0; j < schema_office(schema, i)->holder_count; j++)
            used[schema_office(schema, i)->holders[j].source] = true;
    for (size_t i = 0; i < count; i++)
        if (!used[i])
            fail_msg("nothing is from %s", schema_source(schema, i)->key);
    schema_destroy(schema);
}

static void the_real_gazetteer_knows_what_ended_in_2009(void **state) {
    (void)state;
    static const char *const ended[] = {
        "east-of-england/bedfordshire",
        "east-of-england/bedfordshire/mid-bedfordshire",
        "north-west/cheshire/crewe-and-nantwich",
        "south-west/cornwall/penwith",
        "north-east/county-durham/derwentside",
        "north-east/northumberland/wansbeck",
        "west-midlands/shropshire/oswestry",
        "south-west/wiltshire/kennet"};
    struct schema *schema = load_real();
    size_t districts = 0;
    for (size_t i = 0; i < schema_place_count(schema); i++)
        districts +=
            schema_place(schema, i)->existed.latest == day(2009, 3, 31);
    assert_int_equal(districts, 38);
    for (size_t i = 0; i < sizeof ended / sizeof *ended; i++) {
        int index = schema_find_place(schema, ended[i]);
        assert_int_not_equal(index, SCHEMA_NO_INDEX);
        assert_non_null(schema_place(schema, (size_t)index)->gss);
    }
    schema_destroy(schema);
}

#define FOLDER_TEST(name)                                                      \
    cmocka_unit_test_setup_teardown(name, create_folder, remove_folder)

int main(void) {
    const struct CMUnitTest tests[] = {
        FOLDER_TEST(a_source_has_a_title_and_may_have_an_address),
        FOLDER_TEST(an_office_keeps_its_names_and_its_holders_times),
        FOLDER_TEST(an_event_keeps_its_first_and_last_day),
        FOLDER_TEST(a_body_may_stand_above_its_successor),
        FOLDER_TEST(a_successor_has_its_predecessors),
        FOLDER_TEST(a_body_is_found_by_any_name_that_is_its_alone),
        FOLDER_TEST(relations_have_phrases_and_a_side),
        FOLDER_TEST(all_lists_may_be_empty),
        FOLDER_TEST(the_version_changes_with_what_is_known),
        FOLDER_TEST(faults_of_sources_are_answered),
        FOLDER_TEST(a_missing_file_is_named),
        FOLDER_TEST(faults_of_offices_are_answered),
        FOLDER_TEST(faults_of_events_are_answered),
        FOLDER_TEST(faults_of_bodies_are_answered),
        cmocka_unit_test(the_real_holders_of_an_office_follow_each_other),
        cmocka_unit_test(the_real_events_stand_on_their_days),
        cmocka_unit_test(the_real_health_bodies_are_as_many_as_there_were),
        cmocka_unit_test(a_real_body_ends_before_its_successor_does),
        cmocka_unit_test(a_real_trust_is_followed_by_a_group_of_its_own_area),
        cmocka_unit_test(every_real_source_is_used),
        cmocka_unit_test(the_real_gazetteer_knows_what_ended_in_2009),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
