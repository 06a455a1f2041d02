/* test_schema.c - claims about loading the vocabularies: what the real ones
 * hold, and how each fault is answered. A faulty schema is the small sound
 * one below with one file replaced, in a temporary folder. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "schema/buffer.h"
#include "schema/schema.h"
#include "schema/synonyms.h"
#include "schema/wordings.h"

#define FACETS                                                                 \
    "facets:\n"                                                                \
    "  - name: type\n"                                                         \
    "    label: Type\n"                                                        \
    "    kind: closed\n"                                                       \
    "    values: types.yaml\n"                                                 \
    "    inferred-by: kind\n"                                                  \
    "  - name: region\n"                                                       \
    "    label: Region\n"                                                      \
    "    kind: closed\n"                                                       \
    "    values: regions.yaml\n"                                               \
    "    inferred-by: region\n"                                                \
    "    filter: where\n"                                                      \
    "  - name: place\n"                                                        \
    "    label: Place\n"                                                       \
    "    kind: tree\n"                                                         \
    "    values: places.tsv\n"                                                 \
    "    inferred-by: place\n"                                                 \
    "    filter: where\n"                                                      \
    "  - name: year\n"                                                         \
    "    label: Year\n"                                                        \
    "    kind: year\n"                                                         \
    "    inferred-by: date\n"

#define TYPES                                                                  \
    "values:\n"                                                                \
    "  - value: letter\n"                                                      \
    "    label: Letter\n"                                                      \
    "    cues:\n"                                                              \
    "      - phrase: yours faithfully\n"                                       \
    "        where: opening\n"                                                 \
    "        weight: -3\n"                                                     \
    "        at-least: 2\n"                                                    \
    "      - feature: salutation\n"                                            \
    "        weight: 5\n"                                                      \
    "  - value: other\n"                                                       \
    "    label: Other\n"

#define REGIONS                                                                \
    "values:\n"                                                                \
    "  - value: north-east\n"                                                  \
    "    label: North East\n"                                                  \
    "    definition: >\n"                                                      \
    "      from the Tees\n"                                                    \
    "      to the Tweed\n"                                                     \
    "    triggers:\n"                                                          \
    "      - the north east\n"                                                 \
    "      - \"=GONE\"\n"                                                      \
    "    title-only: true\n"                                                   \
    "  - value: london\n"                                                      \
    "    label: London\n"

#define HEADER "path\tname\tkind\tgss\tfrom\tto\tregion\tnames\tsource\n"
#define COUNTY                                                                 \
    "north-east/durham\tCounty Durham\tcounty\tE06000047\t2009-04-01\t\t"      \
    "north-east\t~Durham|Co. Durham\torder\n"
#define TOWN                                                                   \
    "north-east/durham/seaham\t~Seaham\ttown\t\t\t\tnorth-east\t\torder\n"

#define SHAPES                                                                 \
    "shapes:\n"                                                                \
    "  - rule: share-links\n"                                                  \
    "    whole: share this\n"                                                  \
    "  - rule: copyright-line\n"                                               \
    "    begins: \"\xC2\xA9\"\n"                                               \
    "    max-words: 20\n"

#define SOURCES                                                                \
    "sources:\n"                                                               \
    "  - source: order\n"                                                      \
    "    title: An order\n"

#define SPEECH                                                                 \
    "lists:\n"                                                                 \
    "  - list: speech-verbs\n"                                                 \
    "    phrases: [said, put it]\n"

#define BODIES                                                                 \
    "body\tname\tkind\tfrom\tto\tregion\tplaces\tacronym\tsuccessors\tnames\t" \
    "source\n"

#define WORDS                                                                  \
    "lists:\n"                                                                 \
    "  - list: roles\n"                                                        \
    "    words: [chair, dean]\n"                                               \
    "  - list: given-names\n"                                                  \
    "    words: [ann, dean]\n"

#define KINDS                                                                  \
    "kinds:\n"                                                                 \
    "  - kind: council\n"                                                      \
    "    label: Council\n"                                                     \
    "    ends: [county council, council]\n"                                    \
    "    leads: [city of]\n"                                                   \
    "    acronyms: [CC]\n"                                                     \
    "    names: [Witan]\n"

struct sound_file {
    const char *name;
    const char *content;
};

static const struct sound_file sound_files[] = {
    {"facets.yaml", FACETS},
    {"types.yaml", TYPES},
    {"regions.yaml", REGIONS},
    {"places.tsv", HEADER TOWN COUNTY},
    {"boilerplate.yaml", SHAPES},
    {"sources.yaml", SOURCES},
    {"events.yaml", "events: []"},
    {"office-holders.yaml", "offices: []"},
    {"bodies.tsv", BODIES},
    {"speech.yaml", SPEECH},
    {"clauses.yaml", "lists: []"},
    {"name-words.yaml", WORDS},
    {"body-kinds.yaml", KINDS},
    {"relations.yaml", "relations: []"},
    {"synonyms.yaml", "synonyms: []"},
};

enum { SOUND_FILES = sizeof sound_files / sizeof *sound_files };

struct folder {
    char path[64];
};

static void file_path(char *out, const struct folder *folder,
                      const char *name) {
    snprintf(out, 128, "%s/%s", folder->path, name);
}

static void write_bytes(const struct folder *folder, const char *name,
                        const void *bytes, size_t size) {
    char path[128];
    file_path(path, folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

static void write_text(const struct folder *folder, const char *name,
                       const char *content) {
    write_bytes(folder, name, content, strlen(content));
}

static int create_folder(void **state) {
    static struct folder folder;
    strcpy(folder.path, "/tmp/concord-schema-XXXXXX");
    if (!mkdtemp(folder.path))
        return -1;
    for (size_t i = 0; i < SOUND_FILES; i++)
        write_text(&folder, sound_files[i].name, sound_files[i].content);
    *state = &folder;
    return 0;
}

static int remove_folder(void **state) {
    const struct folder *folder = *state;
    for (size_t i = 0; i < SOUND_FILES; i++) {
        char path[128];
        file_path(path, folder, sound_files[i].name);
        remove(path);
    }
    return rmdir(folder->path);
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

/* The folder as it stands is refused, and the message begins so. */
static void assert_refused(void **state, const char *message) {
    const struct folder *folder = *state;
    struct schema *schema = NULL;
    struct concord_error err = {0};
    enum concord_status status = schema_load(&schema, folder->path, &err);
    assert_null(schema);
    assert_int_equal(status, CONCORD_BAD_SCHEMA);
    assert_int_equal(err.status, CONCORD_BAD_SCHEMA);
    if (strncmp(err.message, message, strlen(message)) != 0)
        fail_msg("'%s' should begin '%s'", err.message, message);
    /* After the fault comes the remedy. */
    if (!strchr(err.message, ';'))
        fail_msg("'%s' names no remedy", err.message);
}

static void assert_file_refused(void **state, const char *name,
                                const char *content, const char *message) {
    write_text(*state, name, content);
    assert_refused(state, message);
}

/* A schema of one closed facet whose file is `content`. */
static void assert_values_refused(void **state, const char *content,
                                  const char *message) {
    assert_file_refused(state, "regions.yaml", content, message);
}

/* types.yaml with one value, whose cue is `cue` from line 5 on. */
static void assert_cue_refused(void **state, const char *cue,
                               const char *message) {
    char content[512];
    snprintf(content, sizeof content,
             "values:\n  - value: letter\n    label: Letter\n    cues:\n%s",
             cue);
    assert_file_refused(state, "types.yaml", content, message);
}

/* places.tsv whose line 3 is `line`. */
static void assert_place_refused(void **state, const char *line,
                                 const char *message) {
    char content[1024];
    snprintf(content, sizeof content, HEADER COUNTY "%s\n", line);
    assert_file_refused(state, "places.tsv", content, message);
}

static void assert_shape_refused(void **state, const char *shape,
                                 const char *message) {
    char content[512];
    snprintf(content, sizeof content, "shapes:\n%s", shape);
    assert_file_refused(state, "boilerplate.yaml", content, message);
}

/* --- the real vocabularies --- */

static void assert_values(const struct schema *schema, const char *name,
                          const char *const *values) {
    int index = schema_find_facet(schema, name);
    assert_int_not_equal(index, SCHEMA_NO_INDEX);
    const struct facet *facet = schema_facet(schema, (size_t)index);
    for (; *values; values++)
        if (facet_find_value(facet, *values) == SCHEMA_NO_INDEX)
            fail_msg("%s has no value %s", name, *values);
}

static void the_real_types_are_those_of_the_contract(void **state) {
    (void)state;
    static const char *const types[] = {"local-compact",
                                        "national-compact",
                                        "code-of-practice",
                                        "ministerial-letter",
                                        "letter",
                                        "case-study",
                                        "blog",
                                        "news",
                                        "committee-paper",
                                        "report",
                                        "annual-review",
                                        "guidance",
                                        "consultation",
                                        "parliamentary",
                                        "event",
                                        "other",
                                        NULL};
    struct schema *schema = load_real();
    assert_values(schema, "type", types);
    schema_destroy(schema);
}

static void the_real_regions_are_those_of_the_contract(void **state) {
    (void)state;
    static const char *const regions[] = {"north-east",
                                          "north-west",
                                          "yorkshire-and-the-humber",
                                          "east-midlands",
                                          "west-midlands",
                                          "east-of-england",
                                          "london",
                                          "south-east",
                                          "south-west",
                                          "england",
                                          "wales",
                                          "scotland",
                                          "northern-ireland",
                                          "uk",
                                          NULL};
    struct schema *schema = load_real();
    assert_values(schema, "region", regions);
    schema_destroy(schema);
}

static void the_real_sectors_are_those_of_the_contract(void **state) {
    (void)state;
    static const char *const sectors[] = {"health",
                                          "social-care",
                                          "local-government",
                                          "central-government",
                                          "voluntary-and-community",
                                          "police-and-justice",
                                          "fire-and-rescue",
                                          "education",
                                          "housing",
                                          "business",
                                          NULL};
    struct schema *schema = load_real();
    assert_values(schema, "sector", sectors);
    schema_destroy(schema);
}

static void the_real_topics_are_those_of_the_contract(void **state) {
    (void)state;
    static const char *const topics[] = {"health",
                                         "social-care",
                                         "commissioning",
                                         "procurement",
                                         "funding",
                                         "full-cost-recovery",
                                         "decommissioning-and-cuts",
                                         "consultation",
                                         "volunteering",
                                         "equality",
                                         "black-and-minority-ethnic",
                                         "faith",
                                         "community-groups",
                                         "infrastructure-bodies",
                                         "children-and-young-people",
                                         "older-people",
                                         "crime-and-safety",
                                         "environment",
                                         "housing",
                                         "employment-and-skills",
                                         "localism",
                                         "social-value",
                                         "public-law",
                                         "independence-and-campaigning",
                                         "breach-and-advocacy",
                                         "codes-of-practice",
                                         "partnership-working",
                                         "local-strategic-partnerships",
                                         "training",
                                         "awards",
                                         "transparency",
                                         "compact-review",
                                         NULL};
    struct schema *schema = load_real();
    assert_values(schema, "topic", topics);
    schema_destroy(schema);
}

static void the_real_region_and_place_are_one_filter(void **state) {
    (void)state;
    struct schema *schema = load_real();
    int region = schema_find_inferred(schema, INFER_REGION);
    int place = schema_find_inferred(schema, INFER_PLACE);
    int year = schema_find_inferred(schema, INFER_DATE);
    assert_int_equal(schema_facet(schema, (size_t)region)->filter,
                     schema_facet(schema, (size_t)place)->filter);
    assert_int_not_equal(schema_facet(schema, (size_t)region)->filter,
                         schema_facet(schema, (size_t)year)->filter);
    schema_destroy(schema);
}

static void the_real_gazetteer_knows_herefordshire(void **state) {
    (void)state;
    struct schema *schema = load_real();
    int index = schema_find_place(schema, "west-midlands/herefordshire");
    assert_int_not_equal(index, SCHEMA_NO_INDEX);
    const struct place *place = schema_place(schema, (size_t)index);
    assert_string_equal(place->name, "Herefordshire");
    assert_string_equal(place->gss, "E06000019");
    assert_int_equal(place->parent, SCHEMA_NO_INDEX);
    schema_destroy(schema);
}

static void every_real_place_is_found_by_its_path(void **state) {
    (void)state;
    struct schema *schema = load_real();
    assert_true(schema_place_count(schema) > 1000);
    for (size_t i = 0; i < schema_place_count(schema); i++) {
        const struct place *place = schema_place(schema, i);
        assert_int_equal(schema_find_place(schema, place->path), i);
        assert_true(place->name_count > 0);
        assert_string_equal(place->names[0].name, place->name);
    }
    schema_destroy(schema);
}

static void every_real_place_is_below_its_parent(void **state) {
    (void)state;
    struct schema *schema = load_real();
    for (size_t i = 0; i < schema_place_count(schema); i++) {
        const struct place *place = schema_place(schema, i);
        if (place->parent == SCHEMA_NO_INDEX)
            continue;
        const char *above = schema_place(schema, (size_t)place->parent)->path;
        assert_memory_equal(place->path, above, strlen(above));
        assert_null(strchr(place->path + strlen(above) + 1, '/'));
    }
    schema_destroy(schema);
}

/* --- a small sound schema --- */

static void facets_keep_their_order_and_their_keys(void **state) {
    const struct folder *folder = *state;
    struct schema *schema = load(folder->path);
    assert_int_equal(schema_facet_count(schema), 4);
    const struct facet *place = schema_facet(schema, 2);
    assert_string_equal(place->name, "place");
    assert_string_equal(place->label, "Place");
    assert_int_equal(place->kind, FACET_TREE);
    assert_int_equal(place->inferred_by, INFER_PLACE);
    assert_int_equal(place->value_count, 0);
    assert_int_equal(schema_find_facet(schema, "year"), 3);
    assert_int_equal(schema_find_facet(schema, "topic"), SCHEMA_NO_INDEX);
    assert_int_equal(schema_find_inferred(schema, INFER_KIND), 0);
    assert_int_equal(schema_find_inferred(schema, INFER_PARTY),
                     SCHEMA_NO_INDEX);
    schema_destroy(schema);
}

static void a_facet_without_a_filter_is_its_own(void **state) {
    const struct folder *folder = *state;
    struct schema *schema = load(folder->path);
    assert_int_equal(schema_facet(schema, 0)->filter, 0);
    assert_int_equal(schema_facet(schema, 1)->filter, 1);
    assert_int_equal(schema_facet(schema, 2)->filter, 1);
    assert_int_equal(schema_facet(schema, 3)->filter, 2);
    schema_destroy(schema);
}

static void a_plain_trigger_counts_one_in_any_block(void **state) {
    const struct folder *folder = *state;
    struct schema *schema = load(folder->path);
    const struct vocabulary_value *value = &schema_facet(schema, 1)->values[0];
    assert_string_equal(value->definition, "from the Tees to the Tweed");
    assert_true(value->title_only);
    assert_int_equal(value->trigger_count, 2);
    const struct trigger *trigger = &value->triggers[0];
    assert_string_equal(trigger->phrase, "the north east");
    assert_null(trigger->feature);
    assert_false(trigger->exact);
    assert_int_equal(trigger->where, CUE_TEXT);
    assert_int_equal(trigger->weight, 1);
    assert_int_equal(trigger->at_least, 1);
    schema_destroy(schema);
}

static void a_trigger_with_an_equals_sign_is_exact(void **state) {
    const struct folder *folder = *state;
    struct schema *schema = load(folder->path);
    const struct trigger *trigger =
        &schema_facet(schema, 1)->values[0].triggers[1];
    assert_string_equal(trigger->phrase, "GONE");
    assert_true(trigger->exact);
    schema_destroy(schema);
}

static void a_cue_has_its_place_weight_and_count(void **state) {
    const struct folder *folder = *state;
    struct schema *schema = load(folder->path);
    const struct vocabulary_value *value = &schema_facet(schema, 0)->values[0];
    assert_int_equal(value->trigger_count, 2);
    const struct trigger *phrase = &value->triggers[0];
    assert_string_equal(phrase->phrase, "yours faithfully");
    assert_int_equal(phrase->where, CUE_OPENING);
    assert_int_equal(phrase->weight, -3);
    assert_int_equal(phrase->at_least, 2);
    const struct trigger *feature = &value->triggers[1];
    assert_null(feature->phrase);
    assert_string_equal(feature->feature, "salutation");
    assert_int_equal(feature->weight, 5);
    assert_int_equal(feature->at_least, 1);
    schema_destroy(schema);
}

static void a_parent_may_stand_below_its_child_in_the_file(void **state) {
    const struct folder *folder = *state;
    struct schema *schema = load(folder->path);
    const struct place *town = schema_place(schema, 0);
    assert_string_equal(town->path, "north-east/durham/seaham");
    assert_int_equal(town->parent, 1);
    assert_int_equal(town->region, 0);
    schema_destroy(schema);
}

static void a_tilde_marks_any_name_as_ambiguous(void **state) {
    const struct folder *folder = *state;
    struct schema *schema = load(folder->path);
    const struct place *town = schema_place(schema, 0);
    assert_string_equal(town->name, "Seaham");
    assert_int_equal(town->name_count, 1);
    assert_true(town->names[0].ambiguous);
    const struct place *county = schema_place(schema, 1);
    assert_int_equal(county->name_count, 3);
    assert_string_equal(county->names[0].name, "County Durham");
    assert_false(county->names[0].ambiguous);
    assert_string_equal(county->names[1].name, "Durham");
    assert_true(county->names[1].ambiguous);
    assert_string_equal(county->names[2].name, "Co. Durham");
    assert_false(county->names[2].ambiguous);
    schema_destroy(schema);
}

static void a_place_without_an_end_still_exists(void **state) {
    const struct folder *folder = *state;
    struct schema *schema = load(folder->path);
    const struct place *county = schema_place(schema, 1);
    edtf_day from = 0;
    assert_true(edtf_day_from_civil(&from, 2009, 4, 1));
    assert_int_equal(county->existed.earliest, from);
    assert_int_equal(county->existed.latest, EDTF_OPEN_LATEST);
    assert_true(edtf_is_undated(schema_place(schema, 0)->existed));
    assert_null(schema_place(schema, 0)->gss);
    schema_destroy(schema);
}

static void a_shape_keeps_its_match_and_its_limit(void **state) {
    const struct folder *folder = *state;
    struct schema *schema = load(folder->path);
    assert_int_equal(schema_shape_count(schema), 2);
    const struct boilerplate_shape *whole = schema_shape(schema, 0);
    assert_string_equal(whole->rule, "share-links");
    assert_string_equal(whole->phrase, "share this");
    assert_int_equal(whole->match, SHAPE_WHOLE);
    assert_int_equal(whole->max_words, 0);
    const struct boilerplate_shape *begins = schema_shape(schema, 1);
    assert_string_equal(begins->phrase, "\xC2\xA9");
    assert_int_equal(begins->match, SHAPE_BEGINS);
    assert_int_equal(begins->max_words, 20);
    schema_destroy(schema);
}

static void labels_fall_back_on_the_value(void **state) {
    const struct folder *folder = *state;
    struct schema *schema = load(folder->path);
    assert_string_equal(schema_label(schema, 1, "north-east"), "North East");
    assert_string_equal(schema_label(schema, 1, "mercia"), "mercia");
    assert_string_equal(schema_label(schema, 2, "north-east/durham"),
                        "County Durham");
    assert_string_equal(schema_label(schema, 2, "north-east/x"),
                        "north-east/x");
    assert_string_equal(schema_label(schema, 3, "2007"), "2007");
    schema_destroy(schema);
}

static void lookups_of_what_is_not_there_find_nothing(void **state) {
    const struct folder *folder = *state;
    struct schema *schema = load(folder->path);
    assert_int_equal(schema_find_place(schema, "north-east"), SCHEMA_NO_INDEX);
    assert_int_equal(schema_find_place(schema, ""), SCHEMA_NO_INDEX);
    assert_int_equal(facet_find_value(schema_facet(schema, 3), "2007"),
                     SCHEMA_NO_INDEX);
    schema_destroy(schema);
}

static void the_files_read_are_listed(void **state) {
    const struct folder *folder = *state;
    struct schema *schema = load(folder->path);
    static const char *const expected[] = {
        "facets.yaml",         "types.yaml",      "regions.yaml",
        "sources.yaml",        "places.tsv",      "boilerplate.yaml",
        "office-holders.yaml", "events.yaml",     "bodies.tsv",
        "name-words.yaml",     "body-kinds.yaml", "relations.yaml",
        "speech.yaml",         "clauses.yaml",    "synonyms.yaml"};
    const char *const *files = schema_files(schema);
    for (size_t i = 0; i < SOUND_FILES; i++)
        assert_string_equal(files[i], expected[i]);
    assert_null(files[SOUND_FILES]);
    schema_destroy(schema);
}

static void synonyms_that_are_faulty_are_refused_by_line(void **state) {
    static const char *const faults[][2] = {
        {"synonyms:\n  - terms: [a]\n", "synonyms.yaml:2: one term"},
        {"synonyms:\n  - terms: [a, A b]\n", "synonyms.yaml:2: 'A b' is not"},
        {"synonyms:\n  - terms:\n      - a\n      - a\n",
         "synonyms.yaml:4: 'a' is given twice"},
        {"synonyms:\n  - acronym: x\n", "synonyms.yaml:2: an item has either"},
        {"synonyms:\n  - terms: [a, b]\n    plain: [c]\n",
         "synonyms.yaml:2: an item has either"},
        {"synonyms:\n  - plain: [a]\n  - plain: [b]\n",
         "synonyms.yaml:3: 'plain' is one list"},
        {"synonyms:\n  - words: [a]\n", "synonyms.yaml:2: unknown key"},
        {"synonyms:\n  - terms: [a, 'b  c']\n", "synonyms.yaml:2: 'b  c' is"},
    };
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        assert_file_refused(state, "synonyms.yaml", faults[i][0], faults[i][1]);
}

static void synonyms_are_groups_with_or_without_an_acronym(void **state) {
    const struct folder *folder = *state;
    write_text(folder, "synonyms.yaml",
               "synonyms:\n  - terms: [third sector, vcs]\n"
               "  - acronym: pct\n    terms: [primary care trust]\n"
               "  - plain: [act, it]\n");
    struct schema *schema = load(folder->path);
    assert_int_equal(schema_synonym_count(schema), 2);
    assert_null(schema_synonym(schema, 0)->acronym);
    assert_string_equal(schema_synonym(schema, 0)->terms[1], "vcs");
    assert_string_equal(schema_synonym(schema, 1)->acronym, "pct");
    assert_int_equal(schema_synonym(schema, 1)->term_count, 1);
    assert_true(schema_is_plain_word(schema, "it"));
    assert_false(schema_is_plain_word(schema, "pct"));
    schema_destroy(schema);
}

/* Indexes of an earlier version have none, and are still served. */
static void a_schema_without_synonyms_is_whole(void **state) {
    const struct folder *folder = *state;
    char path[128];
    file_path(path, folder, "synonyms.yaml");
    assert_int_equal(remove(path), 0);
    struct schema *schema = load(folder->path);
    assert_int_equal(schema_synonym_count(schema), 0);
    assert_false(schema_is_plain_word(schema, "it"));
    schema_destroy(schema);
}

static void
the_version_changes_with_any_byte_and_with_nothing_else(void **state) {
    const struct folder *folder = *state;
    struct schema *first = load(folder->path);
    struct schema *again = load(folder->path);
    assert_int_equal(strlen(schema_version(first)), 64);
    assert_string_equal(schema_version(first), schema_version(again));
    schema_destroy(again);
    write_text(folder, "boilerplate.yaml", SHAPES "# a remark\n");
    again = load(folder->path);
    assert_string_not_equal(schema_version(first), schema_version(again));
    schema_destroy(again);
    schema_destroy(first);
}

static void the_version_changes_with_a_files_name(void **state) {
    const struct folder *folder = *state;
    struct schema *first = load(folder->path);
    char from[128];
    char to[128];
    file_path(from, folder, "regions.yaml");
    file_path(to, folder, "r.yaml");
    assert_int_equal(rename(from, to), 0);
    write_text(folder, "facets.yaml",
               "facets:\n  - name: region\n    label: Region\n    kind: "
               "closed\n    values: r.yaml\n");
    struct schema *renamed = load(folder->path);
    assert_string_not_equal(schema_version(first), schema_version(renamed));
    schema_destroy(renamed);
    schema_destroy(first);
    assert_int_equal(remove(to), 0);
}

static void a_gazetteer_with_carriage_returns_is_read(void **state) {
    const struct folder *folder = *state;
    write_text(folder, "places.tsv",
               "path\tname\tkind\tgss\tfrom\tto\tregion\tnames\tsource\r\n"
               "london/camden\tCamden\tlondon-borough\t\t\t\tlondon\t\t"
               "order\r\n");
    struct schema *schema = load(folder->path);
    assert_int_equal(schema_place_count(schema), 1);
    assert_int_equal(schema_place(schema, 0)->name_count, 1);
    schema_destroy(schema);
}

static void a_gazetteers_last_line_may_lack_its_end(void **state) {
    const struct folder *folder = *state;
    write_text(folder, "places.tsv",
               HEADER "london/camden\tCamden\ttown\t\t\t\tlondon\t\torder");
    struct schema *schema = load(folder->path);
    assert_int_equal(schema_place_count(schema), 1);
    schema_destroy(schema);
}

static void phrases_are_listed_by_what_they_are_for(void **state) {
    const struct folder *folder = *state;
    struct schema *schema = load(folder->path);
    const char *const *verbs = schema_wording(schema, WORDING_SPEECH_VERBS);
    assert_string_equal(verbs[0], "said");
    assert_string_equal(verbs[1], "put it");
    assert_null(verbs[2]);
    assert_null(schema_wording(schema, WORDING_CLAUSE_LABELS)[0]);
    schema_destroy(schema);
}

static void every_list_of_phrases_is_in_the_real_schema(void **state) {
    (void)state;
    struct schema *schema = load(CONCORD_ROOT "/schema/data");
    for (unsigned i = 0; i < WORDINGS; i++)
        assert_non_null(schema_wording(schema, (enum wording)i)[0]);
    schema_destroy(schema);
}

static void a_phrase_that_no_text_can_meet_is_refused(void **state) {
    assert_file_refused(state, "speech.yaml",
                        "lists:\n  - list: speech-verbs\n"
                        "    phrases: [Said]\n",
                        "speech.yaml:3: phrase 'Said' is not in small ");
    assert_file_refused(state, "speech.yaml",
                        "lists:\n  - list: speech-verbs\n"
                        "    phrases: [put  it]\n",
                        "speech.yaml:3: phrase 'put  it' is not in small ");
    assert_file_refused(state, "speech.yaml",
                        "lists:\n  - list: verbs\n    phrases: [a]\n",
                        "speech.yaml:2: unknown list 'verbs'; known are ");
    assert_file_refused(state, "speech.yaml",
                        "lists:\n  - list: speech-verbs\n    phrases: [a]\n"
                        "  - list: speech-verbs\n    phrases: [b]\n",
                        "speech.yaml:4: list 'speech-verbs' is given twice");
}

static void there_may_be_no_shapes(void **state) {
    const struct folder *folder = *state;
    write_text(folder, "boilerplate.yaml", "shapes: []\n");
    struct schema *schema = load(folder->path);
    assert_int_equal(schema_shape_count(schema), 0);
    schema_destroy(schema);
}

/* --- files that cannot be read --- */

static void a_missing_folder_is_named(void **state) {
    (void)state;
    struct schema *schema = NULL;
    struct concord_error err = {0};
    assert_int_equal(schema_load(&schema, "/nonexistent/schema", &err),
                     CONCORD_BAD_SCHEMA);
    assert_null(schema);
    assert_non_null(strstr(err.message, "/nonexistent/schema: "));
}

static void a_missing_values_file_is_named(void **state) {
    const struct folder *folder = *state;
    char path[128];
    file_path(path, folder, "types.yaml");
    assert_int_equal(remove(path), 0);
    assert_refused(state, "facets.yaml:5: file 'types.yaml' is not in /tmp/");
}

static void a_missing_facet_list_is_named(void **state) {
    char path[128];
    file_path(path, *state, "facets.yaml");
    assert_int_equal(remove(path), 0);
    assert_refused(state, "facets.yaml: is not in /tmp/concord-schema-");
}

static void a_folder_in_the_place_of_a_file_is_refused(void **state) {
    const struct folder *folder = *state;
    char path[128];
    file_path(path, folder, "types.yaml");
    assert_int_equal(remove(path), 0);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_refused(state, "types.yaml: is no regular file; ");
}

static void a_pipe_in_the_place_of_a_file_does_not_hang(void **state) {
    const struct folder *folder = *state;
    char path[128];
    file_path(path, folder, "types.yaml");
    assert_int_equal(remove(path), 0);
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_refused(state, "types.yaml: is no regular file; ");
}

static void a_file_past_four_mebibytes_is_refused(void **state) {
    size_t size = 4 * 1024 * 1024 + 1;
    char *bytes = malloc(size);
    assert_non_null(bytes);
    memset(bytes, '#', size);
    write_bytes(*state, "types.yaml", bytes, size);
    free(bytes);
    assert_refused(state, "types.yaml: is larger than 4 MiB; ");
}

static void bytes_that_are_not_utf8_are_refused_with_their_line(void **state) {
    assert_values_refused(state, "values:\n  - value: caf\xE9\n",
                          "regions.yaml:2: byte 0xE9 is not UTF-8; ");
    assert_values_refused(state, "# \xC0\x80\n",
                          "regions.yaml:1: byte 0xC0 is not UTF-8; ");
    assert_values_refused(state, "# \xED\xA0\x80\n",
                          "regions.yaml:1: byte 0xED is not UTF-8; ");
    assert_values_refused(state, "# \xF4\x90\x80\x80\n",
                          "regions.yaml:1: byte 0xF4 is not UTF-8; ");
    assert_values_refused(state, "# \xE2\x80",
                          "regions.yaml:1: byte 0xE2 is not UTF-8; ");
}

static void utf8_is_asked_of_the_gazetteer_too(void **state) {
    assert_file_refused(state, "places.tsv", HEADER "a\xFF\n",
                        "places.tsv:2: byte 0xFF is not UTF-8; ");
}

static void a_nul_is_refused_with_its_line(void **state) {
    static const char content[] = "values:\n  - value: a\0b\n";
    write_bytes(*state, "regions.yaml", content, sizeof content - 1);
    assert_refused(state, "regions.yaml:2: control character 0x00; ");
    static const char row[] = HEADER "london/camden\tCam\0den\n";
    write_text(*state, "regions.yaml", REGIONS);
    write_bytes(*state, "places.tsv", row, sizeof row - 1);
    assert_refused(state, "places.tsv:2: control character 0x00; ");
}

static void a_nul_escaped_in_yaml_is_refused(void **state) {
    assert_values_refused(state,
                          "values:\n  - value: a\n    label: \"a\\0b\"\n",
                          "regions.yaml:3: 'label' holds a line break or "
                          "control character; ");
}

static void a_byte_order_mark_is_refused(void **state) {
    assert_values_refused(state, "\xEF\xBB\xBFvalues:\n",
                          "regions.yaml:1: begins with a byte order mark; ");
}

/* --- YAML --- */

static void broken_yaml_is_refused_with_its_line(void **state) {
    assert_values_refused(state, "values:\n  - value: \"a\n",
                          "regions.yaml:3: ");
    assert_values_refused(state, "values:\n\t- value: a\n", "regions.yaml:2: ");
    assert_values_refused(state, "values: [a, b\n", "regions.yaml:2: ");
}

static void an_empty_file_is_refused(void **state) {
    assert_values_refused(state, "", "regions.yaml:1: the file is empty; ");
    assert_values_refused(state, "# only a remark\n",
                          "regions.yaml:1: the file is empty; ");
}

static void a_second_document_is_refused(void **state) {
    assert_values_refused(state, REGIONS "---\nvalues: []\n",
                          "regions.yaml:13: a second document begins; ");
}

static void anchors_and_aliases_are_refused(void **state) {
    assert_values_refused(state, "values:\n  - value: a\n    label: &l A\n",
                          "regions.yaml:3: anchors and aliases ");
    assert_values_refused(state, "a: &a [x,x]\nb: &b [*a,*a]\nvalues: *b\n",
                          "regions.yaml:1: anchors and aliases ");
    assert_values_refused(state, "values:\n  - *nowhere\n",
                          "regions.yaml:2: anchors and aliases ");
}

/* `count` times `piece` after `head` in regions.yaml. */
static void write_repeated(void **state, const char *head, const char *piece,
                           size_t count) {
    struct buffer content = BUFFER_INIT(4 * 1024 * 1024);
    buffer_append_string(&content, head);
    for (size_t i = 0; i < count; i++)
        buffer_append_string(&content, piece);
    assert_true(buffer_ok(&content));
    write_bytes(*state, "regions.yaml", content.data, content.size);
    buffer_destroy(&content);
}

static void more_nodes_than_fit_are_refused(void **state) {
    write_repeated(state, "values:\n", "- a\n", 300000);
    assert_refused(state, "regions.yaml:199997: more than 200000 keys and "
                          "values; ");
}

static void deep_nesting_is_refused(void **state) {
    static const char *const pieces[] = {"[", "{a: ", "- ", "? "};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        write_repeated(state, "values:\n ", pieces[i], 1000000);
        assert_refused(state, "regions.yaml:2: more than 16 lists and maps ");
    }
}

static void directives_are_refused(void **state) {
    assert_values_refused(state, "%YAML 1.1\n---\n" REGIONS,
                          "regions.yaml:1: directives (%) are not read; ");
    assert_values_refused(state, "# a\n%TAG ! x\n",
                          "regions.yaml:2: directives (%) are not read; ");
}

static void an_unknown_key_is_answered_with_the_known_ones(void **state) {
    assert_values_refused(
        state, "values:\n  - value: a\n    label: A\n    trigers:\n      - b\n",
        "regions.yaml:4: unknown key 'trigers'; known keys are value, label, "
        "definition, triggers, title-only, signs, false-friends");
    assert_file_refused(state, "facets.yaml", "facet:\n",
                        "facets.yaml:1: unknown key 'facet'; known keys are "
                        "facets");
}

static void pairs_are_for_subjects(void **state) {
    assert_values_refused(
        state, "values:\n  - value: a\n    label: A\n    pairs:\n      - b\n",
        "regions.yaml:4: unknown key 'pairs'; known keys are value, label, ");
}

static void cues_and_triggers_keep_to_their_facets(void **state) {
    assert_file_refused(state, "types.yaml",
                        "values:\n  - value: a\n    label: A\n    triggers:\n"
                        "      - b\n",
                        "types.yaml:4: unknown key 'triggers'; known keys are "
                        "value, label, definition, cues");
}

static void a_long_unknown_key_is_cut_between_characters(void **state) {
    struct buffer content = BUFFER_INIT(4096);
    buffer_append_string(&content, "values:\n  - x");
    for (int i = 0; i < 300; i++)
        buffer_append_string(&content, "\xE2\x80\x99");
    buffer_append_string(&content, ": 1\n");
    struct buffer message = BUFFER_INIT(4096);
    buffer_append_string(&message, "regions.yaml:2: unknown key 'x");
    for (int i = 0; i < 19; i++)
        buffer_append_string(&message, "\xE2\x80\x99");
    buffer_append_string(&message, "'; known keys are value,");
    assert_values_refused(state, content.data, message.data);
    buffer_destroy(&content);
    buffer_destroy(&message);
}

static void a_key_given_twice_is_refused(void **state) {
    assert_values_refused(state,
                          "values:\n  - value: a\n    label: A\n    label: B\n",
                          "regions.yaml:4: key 'label' is given twice; ");
}

static void a_key_that_is_a_list_is_refused(void **state) {
    assert_values_refused(state, "values:\n  - [a]: b\n",
                          "regions.yaml:2: a key is a list; ");
}

static void a_missing_key_is_named(void **state) {
    assert_values_refused(state, "values:\n  - value: a\n",
                          "regions.yaml:2: key 'label' is missing; ");
    assert_values_refused(state, "values:\n  - label: A\n",
                          "regions.yaml:2: key 'value' is missing; ");
    assert_values_refused(state, "{}\n",
                          "regions.yaml:1: key 'values' is missing; ");
}

static void wrong_types_are_refused(void **state) {
    assert_values_refused(state, "values: a\n",
                          "regions.yaml:1: 'values' holds text; ");
    assert_values_refused(state, "values:\n",
                          "regions.yaml:1: 'values' holds nothing; ");
    assert_values_refused(state, "- a\n",
                          "regions.yaml:1: here stands a list; ");
    assert_values_refused(state, "values:\n  - a\n",
                          "regions.yaml:2: here stands text; ");
    assert_values_refused(state, "values:\n  - value: [a]\n    label: A\n",
                          "regions.yaml:2: 'value' holds a list; ");
    assert_values_refused(state, "values:\n  - value: a\n    label: {a: b}\n",
                          "regions.yaml:3: 'label' holds a map; ");
    assert_values_refused(
        state, "values:\n  - value: a\n    label: A\n    triggers: b\n",
        "regions.yaml:4: 'triggers' holds text; ");
    assert_values_refused(
        state, "values:\n  - value: a\n    label: A\n    title-only: maybe\n",
        "regions.yaml:4: 'title-only' is neither true nor false; ");
}

static void text_that_is_nothing_is_refused(void **state) {
    assert_values_refused(state, "values:\n  - value: a\n    label:\n",
                          "regions.yaml:3: 'label' holds nothing; ");
    assert_values_refused(state, "values:\n  - value: a\n    label: null\n",
                          "regions.yaml:3: 'label' holds nothing; ");
    assert_values_refused(state, "values:\n  - value: a\n    label: \" \"\n",
                          "regions.yaml:3: 'label' is blank; ");
}

static void an_empty_list_of_values_is_refused(void **state) {
    assert_values_refused(state, "values: []\n",
                          "regions.yaml:1: the list 'values' is empty; ");
    assert_file_refused(state, "facets.yaml", "facets: []\n",
                        "facets.yaml:1: the list 'facets' is empty; ");
}

static void a_value_listed_twice_is_refused(void **state) {
    assert_values_refused(state,
                          "values:\n  - value: a\n    label: A\n"
                          "  - value: a\n    label: B\n",
                          "regions.yaml:4: value 'a' is listed twice; ");
}

static void a_value_of_other_characters_is_refused(void **state) {
    static const char *const values[] = {"North", "a_b",         "a/b",
                                         "a b",   "caf\xC3\xA9", "'a.'"};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        char content[128];
        snprintf(content, sizeof content,
                 "values:\n  - value: %s\n    label: A\n", values[i]);
        assert_values_refused(state, content, "regions.yaml:2: value '");
    }
}

static void a_value_past_64_bytes_is_refused(void **state) {
    char content[256];
    snprintf(content, sizeof content, "values:\n  - value: %065d\n    label: A",
             0);
    assert_values_refused(state, content, "regions.yaml:2: value '000");
}

static void an_equals_sign_alone_is_no_trigger(void **state) {
    assert_values_refused(
        state,
        "values:\n  - value: a\n    label: A\n    triggers:\n      - \"=\"\n",
        "regions.yaml:5: nothing follows the =; ");
}

/* --- facets --- */

static void a_facet_listed_twice_is_refused(void **state) {
    assert_file_refused(state, "facets.yaml",
                        FACETS "  - name: type\n    label: T\n"
                               "    kind: closed\n    values: types.yaml\n",
                        "facets.yaml:23: facet 'type' is listed twice; ");
}

static void a_seventeenth_facet_is_refused(void **state) {
    struct buffer content = BUFFER_INIT(8192);
    buffer_append_string(&content, "facets:\n");
    for (int i = 0; i < 17; i++)
        buffer_printf(&content,
                      "  - {name: f%d, label: F, kind: closed, values: "
                      "regions.yaml}\n",
                      i);
    assert_file_refused(state, "facets.yaml", content.data,
                        "facets.yaml:18: there are more than 16 facets; ");
    buffer_destroy(&content);
}

static void a_facet_may_not_take_the_name_of_a_parameter(void **state) {
    assert_file_refused(state, "facets.yaml",
                        "facets:\n  - name: page\n    label: Page\n"
                        "    kind: closed\n    values: types.yaml\n",
                        "facets.yaml:2: facet 'page' has the name of another "
                        "key or parameter; ");
}

static void unknown_kinds_and_inferences_are_refused(void **state) {
    assert_file_refused(state, "facets.yaml",
                        "facets:\n  - name: a\n    label: A\n    kind: wild\n",
                        "facets.yaml:4: unknown kind 'wild'; known are "
                        "closed, tree, year, open");
    assert_file_refused(state, "facets.yaml",
                        "facets:\n  - name: a\n    label: A\n    kind: year\n"
                        "    inferred-by: magic\n",
                        "facets.yaml:5: unknown inferred-by 'magic'; known "
                        "are none, kind, subject, party, place, region, date, "
                        "people, organisations, creators");
}

static void an_open_facet_takes_no_values(void **state) {
    assert_file_refused(state, "facets.yaml",
                        "facets:\n  - name: person\n    label: P\n"
                        "    kind: open\n    values: types.yaml\n",
                        "facets.yaml:5: facet 'person' of kind open takes no "
                        "values; ");
}

static void names_are_values_of_open_facets_alone(void **state) {
    assert_file_refused(state, "facets.yaml",
                        "facets:\n  - name: person\n    label: P\n"
                        "    kind: year\n    inferred-by: people\n",
                        "facets.yaml:5: a facet of kind year cannot be "
                        "inferred by people; ");
}

/* A document's creators are a key of their own, with more than names. */
static void only_an_open_facet_may_be_called_creator(void **state) {
    assert_file_refused(state, "facets.yaml",
                        "facets:\n  - name: creator\n    label: C\n"
                        "    kind: closed\n    values: types.yaml\n",
                        "facets.yaml:2: facet 'creator' has the name of "
                        "another ");
    assert_file_refused(state, "facets.yaml",
                        "facets:\n  - name: speaker\n    label: S\n"
                        "    kind: open\n",
                        "facets.yaml:2: facet 'speaker' has the name of "
                        "another ");
    struct schema *schema = load_real();
    int creator = schema_find_facet(schema, "creator");
    assert_int_not_equal(creator, SCHEMA_NO_INDEX);
    assert_int_equal(schema_facet(schema, (size_t)creator)->kind, FACET_OPEN);
    assert_string_equal(schema_label(schema, (size_t)creator, "Jane Doe"),
                        "Jane Doe");
    schema_destroy(schema);
}

static void a_year_takes_no_values(void **state) {
    assert_file_refused(state, "facets.yaml",
                        "facets:\n  - name: year\n    label: Y\n"
                        "    kind: year\n    values: types.yaml\n",
                        "facets.yaml:5: facet 'year' of kind year takes no "
                        "values; ");
}

static void a_closed_facet_needs_values(void **state) {
    assert_file_refused(state, "facets.yaml",
                        "facets:\n  - name: a\n    label: A\n"
                        "    kind: closed\n",
                        "facets.yaml:2: key 'values' is missing; ");
}

static void values_from_another_folder_are_refused(void **state) {
    assert_file_refused(state, "facets.yaml",
                        "facets:\n  - name: a\n    label: A\n"
                        "    kind: closed\n    values: ../types.yaml\n",
                        "facets.yaml:5: values '../types.yaml' is no file "
                        "beside this one; ");
}

static void an_inference_that_does_not_fit_the_kind_is_refused(void **state) {
    assert_file_refused(state, "facets.yaml",
                        "facets:\n  - name: a\n    label: A\n"
                        "    kind: closed\n    values: regions.yaml\n"
                        "    inferred-by: date\n",
                        "facets.yaml:6: a facet of kind closed cannot be "
                        "inferred by date; ");
}

static void a_second_tree_is_refused(void **state) {
    assert_file_refused(state, "facets.yaml",
                        FACETS "  - name: other\n    label: T\n"
                               "    kind: tree\n    values: places.tsv\n",
                        "facets.yaml:25: facet 'other' is the second of kind "
                        "tree; ");
}

static void a_tree_without_regions_is_refused(void **state) {
    assert_file_refused(state, "facets.yaml",
                        "facets:\n  - name: place\n    label: P\n"
                        "    kind: tree\n    values: places.tsv\n",
                        "facets.yaml:1: facet 'place' of kind tree stands on "
                        "regions; ");
}

/* --- cues --- */

static void a_cue_has_a_phrase_or_a_feature(void **state) {
    assert_cue_refused(state, "      - weight: 3\n",
                       "types.yaml:5: a cue has one of phrase and feature; "
                       "give one, not neither");
    assert_cue_refused(state,
                       "      - phrase: a\n        feature: byline\n"
                       "        weight: 3\n",
                       "types.yaml:5: a cue has one of phrase and feature; "
                       "give one, not both");
}

static void an_unknown_feature_is_refused(void **state) {
    assert_cue_refused(state, "      - feature: smell\n        weight: 1\n",
                       "types.yaml:5: unknown feature 'smell'; known are "
                       "signatories, undertakings, salutation, valediction, "
                       "first-person, quotation, byline, meeting-date, "
                       "timetable, from-minister");
}

static void an_unknown_where_is_refused(void **state) {
    assert_cue_refused(state,
                       "      - phrase: a\n        weight: 1\n"
                       "        where: footer\n",
                       "types.yaml:7: unknown where 'footer'; known are text, "
                       "title, heading, opening, address");
}

static void a_weight_that_is_no_number_is_refused(void **state) {
    static const char *const weights[] = {"much", "1.5",   "\"3\"", "3x",
                                          "0x3",  "[3]",   "",      "1e2",
                                          "- 3",  "three", "{a: 1}"};
    for (size_t i = 0; i < sizeof weights / sizeof *weights; i++) {
        char cue[128];
        snprintf(cue, sizeof cue, "      - phrase: a\n        weight: %s\n",
                 weights[i]);
        assert_cue_refused(state, cue, "types.yaml:6: ");
    }
    assert_cue_refused(state, "      - phrase: a\n        weight: much\n",
                       "types.yaml:6: weight 'much' is no whole number; ");
}

static void a_weight_out_of_range_is_refused(void **state) {
    assert_cue_refused(state, "      - phrase: a\n        weight: 101\n",
                       "types.yaml:6: weight 101 is out of range; ");
    assert_cue_refused(state,
                       "      - phrase: a\n        weight: "
                       "99999999999999999999\n",
                       "types.yaml:6: weight '99999999999999999999' is no ");
    assert_cue_refused(state,
                       "      - phrase: a\n        weight: 1\n"
                       "        at-least: 0\n",
                       "types.yaml:7: at-least 0 is out of range; ");
}

/* --- places --- */

static void another_header_is_refused(void **state) {
    assert_file_refused(state, "places.tsv", "path,name\n",
                        "places.tsv:1: the header is not the columns' names; ");
    assert_file_refused(state, "places.tsv", "", "places.tsv:1: the header ");
}

static void a_row_of_too_few_or_many_columns_is_refused(void **state) {
    assert_place_refused(state, "london/camden\tCamden\ttown",
                         "places.tsv:3: there are fewer than 9 columns; ");
    assert_place_refused(state, "a\tb\tc\td\te\tf\tg\th\ti\tj",
                         "places.tsv:3: there are more than 9 columns; ");
    assert_place_refused(state, "", "places.tsv:3: the line is empty; ");
}

static void a_path_of_other_characters_is_refused(void **state) {
    static const char *const paths[] = {"",
                                        "london",
                                        "london/",
                                        "/camden",
                                        "London/camden",
                                        "london//camden",
                                        "london/cam den",
                                        "london/camden/"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        char line[128];
        snprintf(line, sizeof line, "%s\tCamden\ttown\t\t\t\tlondon\t\torder",
                 paths[i]);
        assert_place_refused(state, line, "places.tsv:3: path '");
    }
}

static void a_path_given_twice_names_the_line_before(void **state) {
    assert_place_refused(
        state, "north-east/durham\tDurham\tcounty\t\t\t\tnorth-east\t\torder",
        "places.tsv:3: path 'north-east/durham' stands in "
        "line 2 already; ");
}

static void a_region_that_is_no_region_is_refused(void **state) {
    assert_place_refused(state,
                         "mercia/camden\tCamden\ttown\t\t\t\tmercia\t\torder",
                         "places.tsv:3: region 'mercia' is no value of facet "
                         "'region'; ");
}

static void a_path_outside_its_region_is_refused(void **state) {
    assert_place_refused(
        state, "london/camden\tCamden\ttown\t\t\t\tnorth-east\t\torder",
        "places.tsv:3: path 'london/camden' does not begin "
        "with its region 'north-east/'; ");
}

static void a_place_without_its_parent_is_refused(void **state) {
    assert_place_refused(
        state, "london/camden/kings-cross\tK\ttown\t\t\t\tlondon\t\torder",
        "places.tsv:3: no line has the path 'london/camden' above this place; "
        "add one");
}

static void an_unknown_kind_of_place_is_refused(void **state) {
    assert_place_refused(state,
                         "london/camden\tCamden\tcity\t\t\t\tlondon\t\torder",
                         "places.tsv:3: unknown kind 'city'; known are ");
}

static void a_code_of_another_shape_is_refused(void **state) {
    static const char *const codes[] = {"E0600001", "E060000199", "e06000019",
                                        "06000019", "E0600001X"};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        char line[128];
        snprintf(line, sizeof line,
                 "london/camden\tC\ttown\t%s\t\t\tlondon\t\torder", codes[i]);
        assert_place_refused(state, line, "places.tsv:3: gss '");
    }
}

static void a_place_with_a_date_of_no_calendar_is_refused(void **state) {
    assert_place_refused(
        state, "london/camden\tC\ttown\t\t1998-02-30\t\tlondon\t\torder",
        "places.tsv:3: from '1998-02-30' is no EDTF date; ");
    assert_place_refused(state,
                         "london/camden\tC\ttown\t\t\tsoon\tlondon\t\torder",
                         "places.tsv:3: to 'soon' is no EDTF date; ");
    assert_place_refused(
        state, "london/camden\tC\ttown\t\t1998\t1997\tlondon\t\torder",
        "places.tsv:3: 'to' 1997 is before 'from' 1998; ");
}

static void a_place_without_a_known_source_is_refused(void **state) {
    assert_place_refused(state, "london/camden\tC\ttown\t\t\t\tlondon\t\t",
                         "places.tsv:3: source '' is not in sources.yaml; ");
    assert_place_refused(state,
                         "london/camden\tC\ttown\t\t\t\tlondon\t\thearsay",
                         "places.tsv:3: source 'hearsay' is not in "
                         "sources.yaml; ");
}

static void empty_and_repeated_names_are_refused(void **state) {
    static const char *const names[] = {"A||B", "A|", "~", " A", "A ", "|A"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char line[128];
        snprintf(line, sizeof line,
                 "london/camden\tC\ttown\t\t\t\tlondon\t%s\torder", names[i]);
        assert_place_refused(state, line, "places.tsv:3: name '");
    }
    assert_place_refused(state,
                         "london/camden\tC\ttown\t\t\t\tlondon\t~C\torder",
                         "places.tsv:3: name 'C' is given twice; ");
    assert_place_refused(state, "london/camden\t\ttown\t\t\t\tlondon\tC\torder",
                         "places.tsv:3: name '' is empty ");
}

static void a_sixty_fifth_name_is_refused(void **state) {
    struct buffer row = BUFFER_INIT(1024);
    buffer_append_string(&row, "london/camden\tC\ttown\t\t\t\tlondon\tn");
    for (int i = 0; i < 63; i++)
        buffer_printf(&row, "|n%d", i);
    buffer_append_string(&row, "\torder");
    assert_place_refused(state, row.data,
                         "places.tsv:3: there are more than 64 names; ");
    buffer_destroy(&row);
}

/* --- shapes --- */

static void a_shape_has_one_phrase(void **state) {
    assert_shape_refused(
        state, "  - rule: a\n",
        "boilerplate.yaml:2: a shape has one of whole, begins, "
        "contains, item and part; give one, not 0");
    assert_shape_refused(
        state, "  - rule: a\n    whole: b\n    begins: c\n",
        "boilerplate.yaml:2: a shape has one of whole, begins, "
        "contains, item and part; give one, not 2");
    assert_shape_refused(
        state, "  - rule: a\n    matches: b\n",
        "boilerplate.yaml:3: unknown key 'matches'; known "
        "keys are rule, whole, begins, contains, item, part, max-words");
    assert_shape_refused(state, "  - rule: a\n    whole: b\n    max-words: x\n",
                         "boilerplate.yaml:4: max-words 'x' is no whole ");
}

#define FOLDER_TEST(name)                                                      \
    cmocka_unit_test_setup_teardown(name, create_folder, remove_folder)

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_real_types_are_those_of_the_contract),
        cmocka_unit_test(the_real_regions_are_those_of_the_contract),
        cmocka_unit_test(the_real_sectors_are_those_of_the_contract),
        cmocka_unit_test(the_real_topics_are_those_of_the_contract),
        cmocka_unit_test(the_real_region_and_place_are_one_filter),
        cmocka_unit_test(the_real_gazetteer_knows_herefordshire),
        cmocka_unit_test(every_real_place_is_found_by_its_path),
        cmocka_unit_test(every_real_place_is_below_its_parent),
        FOLDER_TEST(facets_keep_their_order_and_their_keys),
        FOLDER_TEST(a_facet_without_a_filter_is_its_own),
        FOLDER_TEST(a_plain_trigger_counts_one_in_any_block),
        FOLDER_TEST(a_trigger_with_an_equals_sign_is_exact),
        FOLDER_TEST(a_cue_has_its_place_weight_and_count),
        FOLDER_TEST(a_parent_may_stand_below_its_child_in_the_file),
        FOLDER_TEST(a_tilde_marks_any_name_as_ambiguous),
        FOLDER_TEST(a_place_without_an_end_still_exists),
        FOLDER_TEST(a_shape_keeps_its_match_and_its_limit),
        FOLDER_TEST(labels_fall_back_on_the_value),
        FOLDER_TEST(lookups_of_what_is_not_there_find_nothing),
        FOLDER_TEST(the_files_read_are_listed),
        FOLDER_TEST(synonyms_that_are_faulty_are_refused_by_line),
        FOLDER_TEST(synonyms_are_groups_with_or_without_an_acronym),
        FOLDER_TEST(a_schema_without_synonyms_is_whole),
        FOLDER_TEST(the_version_changes_with_any_byte_and_with_nothing_else),
        FOLDER_TEST(the_version_changes_with_a_files_name),
        FOLDER_TEST(a_gazetteer_with_carriage_returns_is_read),
        FOLDER_TEST(a_gazetteers_last_line_may_lack_its_end),
        FOLDER_TEST(phrases_are_listed_by_what_they_are_for),
        cmocka_unit_test(every_list_of_phrases_is_in_the_real_schema),
        FOLDER_TEST(a_phrase_that_no_text_can_meet_is_refused),
        FOLDER_TEST(there_may_be_no_shapes),
        cmocka_unit_test(a_missing_folder_is_named),
        FOLDER_TEST(a_missing_values_file_is_named),
        FOLDER_TEST(a_missing_facet_list_is_named),
        FOLDER_TEST(a_folder_in_the_place_of_a_file_is_refused),
        FOLDER_TEST(a_pipe_in_the_place_of_a_file_does_not_hang),
        FOLDER_TEST(a_file_past_four_mebibytes_is_refused),
        FOLDER_TEST(bytes_that_are_not_utf8_are_refused_with_their_line),
        FOLDER_TEST(utf8_is_asked_of_the_gazetteer_too),
        FOLDER_TEST(a_nul_is_refused_with_its_line),
        FOLDER_TEST(a_nul_escaped_in_yaml_is_refused),
        FOLDER_TEST(a_byte_order_mark_is_refused),
        FOLDER_TEST(broken_yaml_is_refused_with_its_line),
        FOLDER_TEST(an_empty_file_is_refused),
        FOLDER_TEST(a_second_document_is_refused),
        FOLDER_TEST(anchors_and_aliases_are_refused),
        FOLDER_TEST(more_nodes_than_fit_are_refused),
        FOLDER_TEST(deep_nesting_is_refused),
        FOLDER_TEST(directives_are_refused),
        FOLDER_TEST(an_unknown_key_is_answered_with_the_known_ones),
        FOLDER_TEST(pairs_are_for_subjects),
        FOLDER_TEST(cues_and_triggers_keep_to_their_facets),
        FOLDER_TEST(a_long_unknown_key_is_cut_between_characters),
        FOLDER_TEST(a_key_given_twice_is_refused),
        FOLDER_TEST(a_key_that_is_a_list_is_refused),
        FOLDER_TEST(a_missing_key_is_named),
        FOLDER_TEST(wrong_types_are_refused),
        FOLDER_TEST(text_that_is_nothing_is_refused),
        FOLDER_TEST(an_empty_list_of_values_is_refused),
        FOLDER_TEST(a_value_listed_twice_is_refused),
        FOLDER_TEST(a_value_of_other_characters_is_refused),
        FOLDER_TEST(a_value_past_64_bytes_is_refused),
        FOLDER_TEST(an_equals_sign_alone_is_no_trigger),
        FOLDER_TEST(a_facet_listed_twice_is_refused),
        FOLDER_TEST(a_seventeenth_facet_is_refused),
        FOLDER_TEST(a_facet_may_not_take_the_name_of_a_parameter),
        FOLDER_TEST(unknown_kinds_and_inferences_are_refused),
        FOLDER_TEST(an_open_facet_takes_no_values),
        FOLDER_TEST(names_are_values_of_open_facets_alone),
        FOLDER_TEST(only_an_open_facet_may_be_called_creator),
        FOLDER_TEST(a_year_takes_no_values),
        FOLDER_TEST(a_closed_facet_needs_values),
        FOLDER_TEST(values_from_another_folder_are_refused),
        FOLDER_TEST(an_inference_that_does_not_fit_the_kind_is_refused),
        FOLDER_TEST(a_second_tree_is_refused),
        FOLDER_TEST(a_tree_without_regions_is_refused),
        FOLDER_TEST(a_cue_has_a_phrase_or_a_feature),
        FOLDER_TEST(an_unknown_feature_is_refused),
        FOLDER_TEST(an_unknown_where_is_refused),
        FOLDER_TEST(a_weight_that_is_no_number_is_refused),
        FOLDER_TEST(a_weight_out_of_range_is_refused),
        FOLDER_TEST(another_header_is_refused),
        FOLDER_TEST(a_row_of_too_few_or_many_columns_is_refused),
        FOLDER_TEST(a_path_of_other_characters_is_refused),
        FOLDER_TEST(a_path_given_twice_names_the_line_before),
        FOLDER_TEST(a_region_that_is_no_region_is_refused),
        FOLDER_TEST(a_path_outside_its_region_is_refused),
        FOLDER_TEST(a_place_without_its_parent_is_refused),
        FOLDER_TEST(an_unknown_kind_of_place_is_refused),
        FOLDER_TEST(a_code_of_another_shape_is_refused),
        FOLDER_TEST(a_place_with_a_date_of_no_calendar_is_refused),
        FOLDER_TEST(a_place_without_a_known_source_is_refused),
        FOLDER_TEST(empty_and_repeated_names_are_refused),
        FOLDER_TEST(a_sixty_fifth_name_is_refused),
        FOLDER_TEST(a_shape_has_one_phrase),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
