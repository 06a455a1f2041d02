/* wordings.c - speech.yaml, clauses.yaml, lines.yaml and
 * question-words.yaml: lists of phrases. */
#include "schema/wordings.h"

#include <string.h>

#include "schema_parts.h"
#include "yaml_reader.h"

static const char *const wording_names[WORDINGS] = {
    [WORDING_SPEECH_VERBS] = "speech-verbs",
    [WORDING_SPEECH_SOURCES] = "speech-sources",
    [WORDING_SPEECH_NOUNS] = "speech-nouns",
    [WORDING_NAMING_WORDS] = "naming-words",
    [WORDING_MEANING_WORDS] = "meaning-words",
    [WORDING_SPEAKER_ROLES] = "speaker-roles",
    [WORDING_SPEAKER_TITLES] = "speaker-titles",
    [WORDING_WOMENS_TITLES] = "womens-titles",
    [WORDING_MENS_TITLES] = "mens-titles",
    [WORDING_WOMENS_NAMES] = "womens-names",
    [WORDING_MENS_NAMES] = "mens-names",
    [WORDING_PRINCIPLE_HEADINGS] = "principle-headings",
    [WORDING_COMMITMENT_HEADINGS] = "commitment-headings",
    [WORDING_RECOMMENDATION_HEADINGS] = "recommendation-headings",
    [WORDING_CONSIDERATION_HEADINGS] = "consideration-headings",
    [WORDING_DEFINITION_HEADINGS] = "definition-headings",
    [WORDING_NO_CLAUSE_HEADINGS] = "no-clause-headings",
    [WORDING_UPKEEP_HEADINGS] = "upkeep-headings",
    [WORDING_PARTY_HEADINGS] = "party-headings",
    [WORDING_SIGNATORY_HEADINGS] = "signatory-headings",
    [WORDING_CLAUSE_LABELS] = "clause-labels",
    [WORDING_PRINCIPLE_VERBS] = "principle-verbs",
    [WORDING_COMMITMENT_VERBS] = "commitment-verbs",
    [WORDING_RECOMMENDATION_OPENERS] = "recommendation-openers",
    [WORDING_DEFINITION_VERBS] = "definition-verbs",
    [WORDING_PUBLIC_PARTIES] = "public-parties",
    [WORDING_VOLUNTARY_PARTIES] = "voluntary-parties",
    [WORDING_BOTH_PARTIES] = "both-parties",
    [WORDING_PAPER_LABELS] = "paper-labels",
    [WORDING_RECORD_LABELS] = "record-labels",
    [WORDING_SITE_WAYS] = "site-ways",
    [WORDING_DATE_LABELS] = "date-labels",
    [WORDING_MEETING_LABELS] = "meeting-labels",
    [WORDING_FUNCTION_WORDS] = "function-words",
    [WORDING_ASKING_WORDS] = "asking-words",
};

bool is_folded_phrase(const char *phrase) {
    char last = ' ';
    for (; *phrase; last = *phrase++) {
        bool blank = *phrase == ' ' && last != ' ';
        bool letter = (*phrase >= 'a' && *phrase <= 'z') ||
                      (*phrase >= '0' && *phrase <= '9') || *phrase == '\'';
        if (!blank && !letter)
            return false;
    }
    return last != ' ';
}

static enum concord_status read_phrase(struct yaml_reader *yaml,
                                       const yaml_node_t *node,
                                       const char **out) {
    enum concord_status status = yaml_text(yaml, node, "phrases", out);
    if (status == CONCORD_OK && !is_folded_phrase(*out))
        return yaml_fail(yaml, node,
                         "phrase '%.*s' is not in small letters and single "
                         "blanks; write it so",
                         SHOWN(*out));
    return status;
}

static enum concord_status read_wording(struct yaml_reader *yaml,
                                        struct schema *schema,
                                        const yaml_node_t *node) {
    enum { LIST, PHRASES, LIST_KEYS };
    struct yaml_field fields[LIST_KEYS] = {
        [LIST] = {"list", true, NULL}, [PHRASES] = {"phrases", true, NULL}};
    struct yaml_items items = {0};
    int wording = 0;
    enum concord_status status =
        yaml_read_fields(yaml, node, fields, LIST_KEYS);
    if (status == CONCORD_OK)
        status = yaml_field_word(yaml, &fields[LIST], wording_names, WORDINGS,
                                 &wording);
    if (status == CONCORD_OK)
        status = yaml_field_items(yaml, &fields[PHRASES], &items);
    if (status != CONCORD_OK)
        return status;
    if (schema->wordings[wording])
        return yaml_fail(yaml, node, "list '%s' is given twice; remove one",
                         wording_names[wording]);
    size_t count = yaml_items_count(&items);
    const char **phrases =
        arena_alloc(yaml->arena, (count + 1) * sizeof *phrases);
    if (!phrases)
        return concord_no_memory(yaml->err);
    for (size_t i = 0; i < count && status == CONCORD_OK; i++)
        status = read_phrase(yaml, yaml_next(yaml, &items), &phrases[i]);
    schema->wordings[wording] = phrases;
    return status;
}

enum concord_status wording_list_read(struct schema *schema,
                                      const struct schema_file *file,
                                      struct concord_error *err) {
    struct yaml_reader yaml;
    struct yaml_items items = {0};
    enum concord_status status =
        yaml_reader_open(&yaml, file, &schema->arena, err);
    if (status == CONCORD_OK)
        status = yaml_read_root(&yaml, "lists", 0, &items);
    size_t count = status == CONCORD_OK ? yaml_items_count(&items) : 0;
    for (size_t i = 0; i < count && status == CONCORD_OK; i++)
        status = read_wording(&yaml, schema, yaml_next(&yaml, &items));
    yaml_reader_close(&yaml);
    return status;
}

const char *const *schema_wording(const struct schema *schema,
                                  enum wording wording) {
    static const char *const none[] = {NULL};
    const char *const *phrases = schema->wordings[wording];
    return phrases ? phrases : none;
}
