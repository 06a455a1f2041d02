/* vocabulary.c - the values of a closed facet, and what speaks for each. */
#include <string.h>

#include "schema_parts.h"
#include "yaml_reader.h"

enum { WEIGHT_MOST = 100, BLOCKS_MOST = 1000 };

static const char *const cue_places[] = {[CUE_TEXT] = "text",
                                         [CUE_TITLE] = "title",
                                         [CUE_HEADING] = "heading",
                                         [CUE_OPENING] = "opening",
                                         [CUE_ADDRESS] = "address"};

/* What code can find in a paper; data/README.md says what each one is. */
static const char *const features[] = {
    "signatories",  "undertakings", "salutation", "valediction",
    "first-person", "quotation",    "byline",     "meeting-date",
    "timetable",    "from-minister"};

/* A leading = asks for the phrase to the letter. */
static enum concord_status read_phrase(struct yaml_reader *yaml,
                                       const yaml_node_t *node,
                                       const char *name,
                                       struct trigger *trigger) {
    enum concord_status status = yaml_text(yaml, node, name, &trigger->phrase);
    if (status != CONCORD_OK)
        return status;
    trigger->exact = trigger->phrase[0] == '=';
    if (trigger->exact)
        trigger->phrase++;
    if (trigger->phrase[0] == '\0' || trigger->phrase[0] == ' ')
        return yaml_fail(yaml, node, "nothing follows the =; write a word");
    return CONCORD_OK;
}

static enum concord_status read_trigger(struct yaml_reader *yaml,
                                        const yaml_node_t *node,
                                        struct trigger *trigger) {
    *trigger = (struct trigger){.where = CUE_TEXT, .weight = 1, .at_least = 1};
    return read_phrase(yaml, node, "triggers", trigger);
}

/* Either the phrase or the feature of a cue. */
static enum concord_status read_sign(struct yaml_reader *yaml,
                                     const yaml_node_t *node,
                                     const struct yaml_field *phrase,
                                     const struct yaml_field *feature,
                                     struct trigger *cue) {
    if (!phrase->node == !feature->node)
        return yaml_fail(yaml, node,
                         "a cue has one of phrase and feature; give one, not "
                         "%s",
                         phrase->node ? "both" : "neither");
    if (phrase->node)
        return read_phrase(yaml, phrase->node, "phrase", cue);
    int index = 0;
    enum concord_status status = yaml_field_word(
        yaml, feature, features, sizeof features / sizeof *features, &index);
    cue->feature = features[index];
    return status;
}

static enum concord_status read_cue(struct yaml_reader *yaml,
                                    const yaml_node_t *node,
                                    struct trigger *cue) {
    enum { PHRASE, FEATURE, WHERE, WEIGHT, AT_LEAST, CUE_KEYS };
    struct yaml_field fields[CUE_KEYS] = {
        [PHRASE] = {"phrase", false, NULL},
        [FEATURE] = {"feature", false, NULL},
        [WHERE] = {"where", false, NULL},
        [WEIGHT] = {"weight", true, NULL},
        [AT_LEAST] = {"at-least", false, NULL}};
    *cue = (struct trigger){0};
    int where = CUE_TEXT;
    int at_least = 1;
    enum concord_status status = yaml_read_fields(yaml, node, fields, CUE_KEYS);
    if (status == CONCORD_OK)
        status = read_sign(yaml, node, &fields[PHRASE], &fields[FEATURE], cue);
    if (status == CONCORD_OK)
        status =
            yaml_field_word(yaml, &fields[WHERE], cue_places,
                            sizeof cue_places / sizeof *cue_places, &where);
    if (status == CONCORD_OK)
        status = yaml_field_number(yaml, &fields[WEIGHT], -WEIGHT_MOST,
                                   WEIGHT_MOST, &cue->weight);
    if (status == CONCORD_OK)
        status = yaml_field_number(yaml, &fields[AT_LEAST], 1, BLOCKS_MOST,
                                   &at_least);
    cue->where = (enum cue_place)where;
    cue->at_least = (unsigned)at_least;
    return status;
}

typedef enum concord_status
trigger_reader(struct yaml_reader *, const yaml_node_t *, struct trigger *);

static enum concord_status
read_list(struct yaml_reader *yaml, const struct yaml_field *field,
          trigger_reader *read_one, const struct trigger **out, size_t *count) {
    if (!field->node)
        return CONCORD_OK;
    struct yaml_items items = {0};
    enum concord_status status = yaml_field_items(yaml, field, &items);
    if (status != CONCORD_OK)
        return status;
    *count = yaml_items_count(&items);
    struct trigger *triggers =
        arena_alloc(yaml->arena, *count * sizeof *triggers);
    if (!triggers)
        return concord_no_memory(yaml->err);
    for (size_t i = 0; i < *count && status == CONCORD_OK; i++)
        status = read_one(yaml, yaml_next(yaml, &items), &triggers[i]);
    *out = triggers;
    return status;
}

enum concord_status trigger_list_read(struct yaml_reader *yaml,
                                      const struct yaml_field *field,
                                      const struct trigger **out,
                                      size_t *count) {
    return read_list(yaml, field, read_trigger, out, count);
}

/* What a subject has beside its triggers. */

/* Put the phrases of a field behind those that the value has. */
static enum concord_status add_phrases(struct yaml_reader *yaml,
                                       const struct yaml_field *field,
                                       enum trigger_use use, unsigned pair,
                                       struct vocabulary_value *value) {
    const struct trigger *added = NULL;
    size_t count = 0;
    enum concord_status status = trigger_list_read(yaml, field, &added, &count);
    if (status != CONCORD_OK || !added || count == 0)
        return status;
    struct trigger *all =
        arena_alloc(yaml->arena, (value->trigger_count + count) * sizeof *all);
    if (!all)
        return concord_no_memory(yaml->err);
    for (size_t i = 0; i < value->trigger_count; i++)
        all[i] = value->triggers[i];
    for (size_t i = 0; i < count; i++) {
        struct trigger *trigger = &all[value->trigger_count + i];
        *trigger = added[i];
        trigger->use = use;
        trigger->pair = pair;
    }
    value->triggers = all;
    value->trigger_count += count;
    return CONCORD_OK;
}

static enum concord_status read_pairs(struct yaml_reader *yaml,
                                      const struct yaml_field *field,
                                      struct vocabulary_value *value) {
    enum { ONE, OTHER, PAIR_KEYS };
    struct yaml_items items = {0};
    enum concord_status status =
        field->node ? yaml_field_items(yaml, field, &items) : CONCORD_OK;
    size_t count = field->node ? yaml_items_count(&items) : 0;
    for (unsigned i = 0; i < count && status == CONCORD_OK; i++) {
        struct yaml_field halves[PAIR_KEYS] = {
            [ONE] = {"one", true, NULL}, [OTHER] = {"other", true, NULL}};
        status =
            yaml_read_fields(yaml, yaml_next(yaml, &items), halves, PAIR_KEYS);
        if (status == CONCORD_OK)
            status = add_phrases(yaml, &halves[ONE], TRIGGER_HALF, i, value);
        if (status == CONCORD_OK)
            status =
                add_phrases(yaml, &halves[OTHER], TRIGGER_OTHER_HALF, i, value);
    }
    return status;
}

/* A facet inferred by kind is told by weighed cues, any other by triggers. */
static enum concord_status read_value(struct yaml_reader *yaml,
                                      enum facet_inference inferred_by,
                                      const yaml_node_t *node,
                                      struct vocabulary_value *value) {
    enum {
        VALUE,
        LABEL,
        DEFINITION,
        TRIGGERS,
        TITLE_ONLY,
        SIGNS,
        FALSE_FRIENDS,
        PAIRS,
        VALUE_KEYS
    };
    bool has_cues = inferred_by == INFER_KIND;
    struct yaml_field fields[VALUE_KEYS] = {
        [VALUE] = {"value", true, NULL},
        [LABEL] = {"label", true, NULL},
        [DEFINITION] = {"definition", false, NULL},
        [TRIGGERS] = {has_cues ? "cues" : "triggers", false, NULL},
        [TITLE_ONLY] = {"title-only", false, NULL},
        [SIGNS] = {"signs", false, NULL},
        [FALSE_FRIENDS] = {"false-friends", false, NULL},
        [PAIRS] = {"pairs", false, NULL}};
    size_t keys = has_cues                       ? TITLE_ONLY
                  : inferred_by == INFER_SUBJECT ? VALUE_KEYS
                  : inferred_by == INFER_REGION  ? PAIRS
                                                 : SIGNS;
    enum concord_status status = yaml_read_fields(yaml, node, fields, keys);
    if (status == CONCORD_OK)
        status = yaml_field_slug(yaml, &fields[VALUE], &value->value);
    if (status == CONCORD_OK)
        status = yaml_field_text(yaml, &fields[LABEL], &value->label);
    if (status == CONCORD_OK)
        status = yaml_field_text(yaml, &fields[DEFINITION], &value->definition);
    if (status == CONCORD_OK)
        status = yaml_field_flag(yaml, &fields[TITLE_ONLY], &value->title_only);
    if (status == CONCORD_OK)
        status = read_list(yaml, &fields[TRIGGERS],
                           has_cues ? read_cue : read_trigger, &value->triggers,
                           &value->trigger_count);
    if (status == CONCORD_OK)
        status = add_phrases(yaml, &fields[SIGNS], TRIGGER_SIGN, 0, value);
    if (status == CONCORD_OK)
        status =
            add_phrases(yaml, &fields[FALSE_FRIENDS], TRIGGER_FALSE, 0, value);
    return status == CONCORD_OK ? read_pairs(yaml, &fields[PAIRS], value)
                                : status;
}

static enum concord_status read_values(struct yaml_reader *yaml,
                                       struct facet *facet,
                                       struct yaml_items *items) {
    size_t count = yaml_items_count(items);
    struct string_index known = {0};
    struct vocabulary_value *values =
        arena_alloc(yaml->arena, count * sizeof *values);
    if (!values || !string_index_create(&known, yaml->arena, count))
        return concord_no_memory(yaml->err);
    for (size_t i = 0; i < count; i++) {
        const yaml_node_t *node = yaml_next(yaml, items);
        enum concord_status status =
            read_value(yaml, facet->inferred_by, node, &values[i]);
        if (status != CONCORD_OK)
            return status;
        if (string_index_put(&known, values[i].value, (int)i) !=
            SCHEMA_NO_INDEX)
            return yaml_fail(yaml, node,
                             "value '%s' is listed twice; remove one",
                             values[i].value);
    }
    facet->values = values;
    facet->value_count = count;
    return CONCORD_OK;
}

enum concord_status vocabulary_read(struct arena *arena, struct facet *facet,
                                    const struct schema_file *file,
                                    struct concord_error *err) {
    struct yaml_reader yaml;
    struct yaml_items items = {0};
    enum concord_status status = yaml_reader_open(&yaml, file, arena, err);
    if (status == CONCORD_OK)
        status = yaml_read_root(&yaml, "values", 1, &items);
    if (status == CONCORD_OK)
        status = read_values(&yaml, facet, &items);
    yaml_reader_close(&yaml);
    return status;
}
