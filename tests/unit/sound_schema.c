/* sound_schema.c - its files, and what is held of it. */
#include "sound_schema.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

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

#define TOWN                                                                   \
    "north-east/durham/seaham\t~Seaham\ttown\t\t\t\tnorth-east\t\torder\n"

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
    {"facets.yaml", SOUND_FACETS},
    {"types.yaml", TYPES},
    {"regions.yaml", SOUND_REGIONS},
    {"places.tsv", PLACES_HEADER TOWN PLACES_COUNTY},
    {"boilerplate.yaml", SOUND_SHAPES},
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

_Static_assert(sizeof sound_files / sizeof *sound_files == SOUND_FILES,
               "the header knows how many there are");

void sound_schema_file(char *out, const struct sound_schema *folder,
                       const char *name) {
    snprintf(out, SCHEMA_PATH_MAX, "%s/%s", folder->path, name);
}

void sound_schema_write_bytes(const struct sound_schema *folder,
                              const char *name, const void *bytes,
                              size_t size) {
    char path[SCHEMA_PATH_MAX];
    sound_schema_file(path, folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

void sound_schema_write(const struct sound_schema *folder, const char *name,
                        const char *content) {
    sound_schema_write_bytes(folder, name, content, strlen(content));
}

int sound_schema_create(void **state) {
    static struct sound_schema folder;
    strcpy(folder.path, "/tmp/concord-schema-XXXXXX");
    if (!mkdtemp(folder.path))
        return -1;
    for (size_t i = 0; i < SOUND_FILES; i++)
        sound_schema_write(&folder, sound_files[i].name,
                           sound_files[i].content);
    *state = &folder;
    return 0;
}

int sound_schema_remove(void **state) {
    const struct sound_schema *folder = *state;
    for (size_t i = 0; i < SOUND_FILES; i++) {
        char path[SCHEMA_PATH_MAX];
        sound_schema_file(path, folder, sound_files[i].name);
        remove(path);
    }
    return rmdir(folder->path);
}

struct schema *schema_loaded(const char *path) {
    struct schema *schema = NULL;
    struct concord_error err = {0};
    if (schema_load(&schema, path, &err) != CONCORD_OK)
        fail_msg("%s", err.message);
    return schema;
}

struct schema *schema_loaded_real(void) {
    return schema_loaded(CONCORD_ROOT "/schema/data");
}

void assert_schema_refused(void **state, const char *message) {
    const struct sound_schema *folder = *state;
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

void assert_file_refused(void **state, const char *name, const char *content,
                         const char *message) {
    sound_schema_write(*state, name, content);
    assert_schema_refused(state, message);
}

void assert_values_refused(void **state, const char *content,
                           const char *message) {
    assert_file_refused(state, "regions.yaml", content, message);
}
