/* events.c - events.yaml: what happened to the whole country, and when. */
#include "schema_parts.h"
#include "yaml_reader.h"

static enum concord_status read_event(struct yaml_reader *yaml,
                                      const struct schema *schema,
                                      const yaml_node_t *node,
                                      struct dated_event *event) {
    enum { EVENT, LABEL, NAMES, DATE, NAMED_AFTER, SOURCE, EVENT_KEYS };
    struct yaml_field fields[EVENT_KEYS] = {
        [EVENT] = {"event", true, NULL},
        [LABEL] = {"label", true, NULL},
        [NAMES] = {"names", true, NULL},
        [DATE] = {"date", true, NULL},
        [NAMED_AFTER] = {"named-after", false, NULL},
        [SOURCE] = {"source", true, NULL}};
    enum concord_status status =
        yaml_read_fields(yaml, node, fields, EVENT_KEYS);
    if (status == CONCORD_OK)
        status = yaml_field_slug(yaml, &fields[EVENT], &event->event);
    if (status == CONCORD_OK)
        status = yaml_field_text(yaml, &fields[LABEL], &event->label);
    if (status == CONCORD_OK)
        status = trigger_list_read(yaml, &fields[NAMES], &event->names,
                                   &event->name_count);
    if (status == CONCORD_OK)
        status = yaml_field_date(yaml, &fields[DATE], &event->date);
    if (status == CONCORD_OK)
        status =
            yaml_field_flag(yaml, &fields[NAMED_AFTER], &event->named_after);
    if (status == CONCORD_OK)
        status =
            source_field_read(yaml, schema, &fields[SOURCE], &event->source);
    return status;
}

static enum concord_status read_events(struct yaml_reader *yaml,
                                       struct schema *schema,
                                       struct yaml_items *items) {
    size_t count = yaml_items_count(items);
    struct string_index known = {0};
    schema->events = arena_alloc(yaml->arena, count * sizeof *schema->events);
    if (!schema->events || !string_index_create(&known, yaml->arena, count))
        return concord_no_memory(yaml->err);
    for (size_t i = 0; i < count; i++) {
        const yaml_node_t *node = yaml_next(yaml, items);
        struct dated_event *event = &schema->events[i];
        enum concord_status status = read_event(yaml, schema, node, event);
        if (status != CONCORD_OK)
            return status;
        if (string_index_put(&known, event->event, (int)i) != SCHEMA_NO_INDEX)
            return yaml_fail(yaml, node,
                             "event '%s' is listed twice; remove one",
                             event->event);
    }
    schema->event_count = count;
    return CONCORD_OK;
}

enum concord_status event_list_read(struct schema *schema,
                                    const struct schema_file *file,
                                    struct concord_error *err) {
    return schema_read_list(schema, file, "events", read_events, err);
}

size_t schema_event_count(const struct schema *schema) {
    return schema->event_count;
}

const struct dated_event *schema_event(const struct schema *schema,
                                       size_t index) {
    return &schema->events[index];
}
