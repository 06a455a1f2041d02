/* offices.c - office-holders.yaml: who held which office, and when. */
#include "schema_parts.h"
#include "yaml_reader.h"

/* The usual name, then the others. */
static enum concord_status read_names(struct yaml_reader *yaml,
                                      const struct yaml_field *name,
                                      const struct yaml_field *others,
                                      struct office_holder *holder) {
    struct yaml_items items = {0};
    enum concord_status status = CONCORD_OK;
    if (others->node)
        status = yaml_field_items(yaml, others, &items);
    if (status != CONCORD_OK)
        return status;
    size_t count = 1 + (others->node ? yaml_items_count(&items) : 0);
    const char **names = arena_alloc(yaml->arena, count * sizeof *names);
    if (!names)
        return concord_no_memory(yaml->err);
    status = yaml_field_text(yaml, name, &names[0]);
    for (size_t i = 1; i < count && status == CONCORD_OK; i++)
        status =
            yaml_text(yaml, yaml_next(yaml, &items), others->name, &names[i]);
    holder->names = names;
    holder->name_count = count;
    return status;
}

static enum concord_status read_held(struct yaml_reader *yaml,
                                     const struct yaml_field *from,
                                     const struct yaml_field *to,
                                     struct edtf_date *held) {
    struct edtf_date first = edtf_undated();
    struct edtf_date last = edtf_undated();
    enum concord_status status = yaml_field_date(yaml, from, &first);
    if (status == CONCORD_OK)
        status = yaml_field_date(yaml, to, &last);
    if (status != CONCORD_OK)
        return status;
    *held = (struct edtf_date){first.earliest, last.latest};
    if (held->earliest > held->latest)
        return yaml_fail(yaml, to->node,
                         "'to' is before 'from'; mend one of them");
    return CONCORD_OK;
}

static enum concord_status read_holder(struct yaml_reader *yaml,
                                       const struct schema *schema,
                                       const yaml_node_t *node,
                                       struct office_holder *holder) {
    enum { NAME, OTHERS, FROM, TO, SOURCE, HOLDER_KEYS };
    struct yaml_field fields[HOLDER_KEYS] = {
        [NAME] = {"name", true, NULL},
        [OTHERS] = {"other-names", false, NULL},
        [FROM] = {"from", true, NULL},
        [TO] = {"to", false, NULL},
        [SOURCE] = {"source", true, NULL}};
    enum concord_status status =
        yaml_read_fields(yaml, node, fields, HOLDER_KEYS);
    if (status == CONCORD_OK)
        status = read_names(yaml, &fields[NAME], &fields[OTHERS], holder);
    if (status == CONCORD_OK)
        status = read_held(yaml, &fields[FROM], &fields[TO], &holder->held);
    if (status == CONCORD_OK)
        status =
            source_field_read(yaml, schema, &fields[SOURCE], &holder->source);
    return status;
}

static enum concord_status read_holders(struct yaml_reader *yaml,
                                        const struct schema *schema,
                                        const struct yaml_field *field,
                                        struct office *office) {
    struct yaml_items items = {0};
    enum concord_status status = yaml_field_items(yaml, field, &items);
    if (status != CONCORD_OK)
        return status;
    size_t count = yaml_items_count(&items);
    struct office_holder *holders =
        arena_alloc(yaml->arena, count * sizeof *holders);
    if (!holders)
        return concord_no_memory(yaml->err);
    for (size_t i = 0; i < count && status == CONCORD_OK; i++)
        status =
            read_holder(yaml, schema, yaml_next(yaml, &items), &holders[i]);
    office->holders = holders;
    office->holder_count = count;
    return status;
}

static enum concord_status read_office(struct yaml_reader *yaml,
                                       const struct schema *schema,
                                       const yaml_node_t *node,
                                       struct office *office) {
    enum { OFFICE, NAMES, HOLDERS, OFFICE_KEYS };
    struct yaml_field fields[OFFICE_KEYS] = {
        [OFFICE] = {"office", true, NULL},
        [NAMES] = {"names", true, NULL},
        [HOLDERS] = {"holders", true, NULL}};
    enum concord_status status =
        yaml_read_fields(yaml, node, fields, OFFICE_KEYS);
    if (status == CONCORD_OK)
        status = yaml_field_slug(yaml, &fields[OFFICE], &office->office);
    if (status == CONCORD_OK)
        status = trigger_list_read(yaml, &fields[NAMES], &office->names,
                                   &office->name_count);
    if (status == CONCORD_OK)
        status = read_holders(yaml, schema, &fields[HOLDERS], office);
    return status;
}

static enum concord_status read_offices(struct yaml_reader *yaml,
                                        struct schema *schema,
                                        struct yaml_items *items) {
    size_t count = yaml_items_count(items);
    struct string_index known = {0};
    schema->offices = arena_alloc(yaml->arena, count * sizeof *schema->offices);
    if (!schema->offices || !string_index_create(&known, yaml->arena, count))
        return concord_no_memory(yaml->err);
    for (size_t i = 0; i < count; i++) {
        const yaml_node_t *node = yaml_next(yaml, items);
        struct office *office = &schema->offices[i];
        enum concord_status status = read_office(yaml, schema, node, office);
        if (status != CONCORD_OK)
            return status;
        if (string_index_put(&known, office->office, (int)i) != SCHEMA_NO_INDEX)
            return yaml_fail(yaml, node,
                             "office '%s' is listed twice; remove one",
                             office->office);
    }
    schema->office_count = count;
    return CONCORD_OK;
}

enum concord_status office_list_read(struct schema *schema,
                                     const struct schema_file *file,
                                     struct concord_error *err) {
    return schema_read_list(schema, file, "offices", read_offices, err);
}

size_t schema_office_count(const struct schema *schema) {
    return schema->office_count;
}

const struct office *schema_office(const struct schema *schema, size_t index) {
    return &schema->offices[index];
}
