/* schema_parts.h - what the files of the schema room share: the schema itself
 * and the readers of its parts.
 *
 *   facets.yaml      -> facet_list_read()  -> facets
 *   <values>.yaml    -> vocabulary_read()  -> a closed facet's values
 *   <values>.tsv     -> gazetteer_read()   -> places
 *   boilerplate.yaml -> boilerplate_read() -> shapes
 *   sources.yaml     -> source_list_read() -> sources, which the gazetteer and
 *                                             the lists below give by key
 *   office-holders.yaml -> office_list_read() -> offices
 *   events.yaml         -> event_list_read()  -> events
 *   bodies.tsv          -> body_list_read()   -> bodies
 *   speech.yaml         -> wording_list_read() -> wordings
 *   clauses.yaml        -> wording_list_read() -> wordings
 *   name-words.yaml     -> name_words_read()  -> what a word of a name may be
 *   body-kinds.yaml     -> body_kinds_read()  -> what makes a body of a kind
 *   relations.yaml      -> relation_cues_read() -> relation cues
 *
 * Each reader fails with CONCORD_BAD_SCHEMA and a message that begins
 * `file:line: `, or with CONCORD_NO_MEMORY. */
#ifndef CONCORD_SCHEMA_PARTS_PRIVATE_H
#define CONCORD_SCHEMA_PARTS_PRIVATE_H

#include "schema/arena.h"
#include "schema/authorities.h"
#include "schema/naming.h"
#include "schema/schema.h"
#include "schema/synonyms.h"
#include "schema/wordings.h"
#include "schema_folder.h"
#include "string_index.h"
#include "utf8.h"

/* The arguments of "%.*s" for a file's text in a message: 60 bytes of it. */
#define SHOWN(text) (int)utf8_cut((text), 60), (text)

enum {
    SLUG_MAX = 64,        /* bytes of a facet's name or of a value */
    PLACE_PATH_MAX = 200, /* bytes; a term of the index must hold it */
    VERSION_SIZE = 65     /* 64 hex digits and a NUL */
};

/* The words and phrases of names; naming.c says how they are kept. */
struct naming {
    struct string_index words;
    unsigned *marks; /* by the words' numbers */
    size_t word_count;
    struct string_index phrases;
    size_t phrase_count;
    struct body_sort *sorts;
    size_t sort_count;
};

struct schema {
    struct arena arena; /* owns every string and array below */
    struct facet facets[SCHEMA_FACETS_MAX];
    const char *values_files[SCHEMA_FACETS_MAX];  /* NULL for a year */
    const char *values_askers[SCHEMA_FACETS_MAX]; /* file:line naming them */
    size_t facet_count;
    struct place *places;
    size_t place_count;
    struct string_index place_paths;
    struct boilerplate_shape *shapes;
    size_t shape_count;
    struct authority_source *sources;
    size_t source_count;
    struct string_index source_keys;
    struct office *offices;
    size_t office_count;
    struct dated_event *events;
    size_t event_count;
    struct body *bodies;
    size_t body_count;
    struct string_index body_keys;
    struct string_index body_names;        /* folded; acronyms as they are */
    const char *const *wordings[WORDINGS]; /* NULL for a list not given */
    struct naming naming;
    struct relation_cue *relation_cues;
    size_t relation_cue_count;
    struct synonym_group *synonym_groups;
    size_t synonym_group_count;
    const char *const *plain_words;
    size_t plain_word_count;
    const char *const *files;
    char version[VERSION_SIZE];
};

/* What an identifier is made of: 1 to SLUG_MAX of a-z, 0-9 and hyphen. */
bool is_slug(const char *text, size_t size);

enum concord_status facet_list_read(struct schema *schema,
                                    const struct schema_file *file,
                                    struct concord_error *err);

enum concord_status vocabulary_read(struct arena *arena, struct facet *facet,
                                    const struct schema_file *file,
                                    struct concord_error *err);

/* The triggers of a list of them: phrases, to the letter after a =. */
struct yaml_reader;
struct yaml_field;
enum concord_status trigger_list_read(struct yaml_reader *yaml,
                                      const struct yaml_field *field,
                                      const struct trigger **out,
                                      size_t *count);

enum concord_status synonyms_read(struct schema *schema,
                                  const struct schema_file *file,
                                  struct concord_error *err);

enum concord_status relation_cues_read(struct schema *schema,
                                       const struct schema_file *file,
                                       struct concord_error *err);

/* Before whatever names a source. */
enum concord_status source_list_read(struct schema *schema,
                                     const struct schema_file *file,
                                     struct concord_error *err);

/* The source whose key the field holds. */
enum concord_status source_field_read(struct yaml_reader *yaml,
                                      const struct schema *schema,
                                      const struct yaml_field *field, int *out);

/* After the region facet's values are read. */
enum concord_status gazetteer_read(struct schema *schema,
                                   const struct schema_file *file,
                                   struct concord_error *err);

enum concord_status boilerplate_read(struct schema *schema,
                                     const struct schema_file *file,
                                     struct concord_error *err);

enum concord_status office_list_read(struct schema *schema,
                                     const struct schema_file *file,
                                     struct concord_error *err);

enum concord_status event_list_read(struct schema *schema,
                                    const struct schema_file *file,
                                    struct concord_error *err);

/* After the gazetteer. */
enum concord_status body_list_read(struct schema *schema,
                                   const struct schema_file *file,
                                   struct concord_error *err);

/* Words as the text's are folded, with single spaces: else they would never be
 * met. */
bool is_folded_phrase(const char *phrase);

enum concord_status wording_list_read(struct schema *schema,
                                      const struct schema_file *file,
                                      struct concord_error *err);

enum concord_status name_words_read(struct schema *schema,
                                    const struct schema_file *file,
                                    struct concord_error *err);

/* After the words, which it marks further. */
enum concord_status body_kinds_read(struct schema *schema,
                                    const struct schema_file *file,
                                    struct concord_error *err);

struct yaml_reader;
struct yaml_items;

/* Hand the items of the one list of `file`, whose name is `name`, to `read`. */
typedef enum concord_status list_items_read(struct yaml_reader *yaml,
                                            struct schema *schema,
                                            struct yaml_items *items);
enum concord_status schema_read_list(struct schema *schema,
                                     const struct schema_file *file,
                                     const char *name, list_items_read *read,
                                     struct concord_error *err);

#endif
