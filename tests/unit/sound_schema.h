/* sound_schema.h - a small sound schema in a temporary folder, for tests that
 * put one other file into it. */
#ifndef CONCORD_TESTS_SOUND_SCHEMA_H
#define CONCORD_TESTS_SOUND_SCHEMA_H

#include <stddef.h>

#include "schema/schema.h"

enum { SOUND_FILES = 15, SCHEMA_PATH_MAX = 128 };

/* ---- some of its files ---- */

#define SOUND_FACETS                                                           \
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

#define SOUND_REGIONS                                                          \
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

#define PLACES_HEADER "path\tname\tkind\tgss\tfrom\tto\tregion\tnames\tsource\n"

#define PLACES_COUNTY                                                          \
    "north-east/durham\tCounty Durham\tcounty\tE06000047\t2009-04-01\t\t"      \
    "north-east\t~Durham|Co. Durham\torder\n"

#define SOUND_SHAPES                                                           \
    "shapes:\n"                                                                \
    "  - rule: share-links\n"                                                  \
    "    whole: share this\n"                                                  \
    "  - rule: copyright-line\n"                                               \
    "    begins: \"\xC2\xA9\"\n"                                               \
    "    max-words: 20\n"

/* ---- the folder ---- */

struct sound_schema {
    char path[64];
};

/* A test with a folder of its own as its state. */
#define FOLDER_TEST(name)                                                      \
    cmocka_unit_test_setup_teardown(name, sound_schema_create,                 \
                                    sound_schema_remove)

int sound_schema_create(void **state);
int sound_schema_remove(void **state);

/* `out` has room for SCHEMA_PATH_MAX bytes. */
void sound_schema_file(char *out, const struct sound_schema *folder,
                       const char *name);

void sound_schema_write(const struct sound_schema *folder, const char *name,
                        const char *content);
void sound_schema_write_bytes(const struct sound_schema *folder,
                              const char *name, const void *bytes, size_t size);

/* The schema of a folder that must be sound, and that which Concord comes with;
 * the caller destroys it. */
struct schema *schema_loaded(const char *path);
struct schema *schema_loaded_real(void);

/* The folder as it stands is refused, and the message begins so. */
void assert_schema_refused(void **state, const char *message);

/* It is with that file. */
void assert_file_refused(void **state, const char *name, const char *content,
                         const char *message);

/* And with one closed facet whose file is `content`. */
void assert_values_refused(void **state, const char *content,
                           const char *message);

#endif
