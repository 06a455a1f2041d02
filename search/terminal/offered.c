/* offered.c - reads the parameters of /v1/search from openapi.json. */
#include "offered.h"

#include <string.h>

#include "search/openapi.h"

/* What a "$ref" beside others points to. */
static const json_t *follow(const json_t *api, const json_t *item) {
    static const char prefix[] = "#/components/parameters/";
    const char *path = json_string_value(json_object_get(item, "$ref"));
    if (path == NULL || strncmp(path, prefix, sizeof prefix - 1) != 0)
        return item;
    const json_t *parameters =
        json_object_get(json_object_get(api, "components"), "parameters");
    return json_object_get(parameters, path + sizeof prefix - 1);
}

/* "topic_all" is "--topic-all", "-topic" is "--not-topic". */
static const char *option_name(struct arena *arena, const char *parameter) {
    char *name = parameter[0] == '-'
                     ? arena_printf(arena, "--not-%s", parameter + 1)
                     : arena_printf(arena, "--%s", parameter);
    for (char *sign = name; sign != NULL && *sign != '\0'; sign++)
        if (*sign == '_')
            *sign = '-';
    return name;
}

/* The words stand without an option; and headers are no parameters. */
static bool is_option(const json_t *item) {
    const char *place = json_string_value(json_object_get(item, "in"));
    const char *name = json_string_value(json_object_get(item, "name"));
    return place != NULL && name != NULL && strcmp(place, "query") == 0 &&
           strcmp(name, "q") != 0;
}

static bool is_integer(const json_t *schema) {
    const char *type = json_string_value(json_object_get(schema, "type"));
    return type != NULL && strcmp(type, "integer") == 0;
}

static enum concord_status add(struct offered *offered, const json_t *item,
                               struct concord_error *err) {
    const json_t *schema = json_object_get(item, "schema");
    const char *description =
        json_string_value(json_object_get(item, "description"));
    struct offered_option *option = arena_push(
        &offered->arena, &offered->options, &offered->count, sizeof *option);
    if (option == NULL)
        return concord_no_memory(err);
    option->parameter = json_string_value(json_object_get(item, "name"));
    option->name = option_name(&offered->arena, option->parameter);
    option->description = description == NULL ? "" : description;
    option->values = json_object_get(schema, "enum");
    option->is_count = is_integer(schema);
    return option->name != NULL ? CONCORD_OK : concord_no_memory(err);
}

enum concord_status offered_read(struct offered *out,
                                 struct concord_error *err) {
    json_error_t fault;
    *out = (struct offered){.count = 0};
    out->api =
        json_loadb((const char *)openapi_json, openapi_json_size, 0, &fault);
    if (out->api == NULL)
        return concord_fail(err, CONCORD_INTERNAL,
                            "the description of the API: %s", fault.text);
    const json_t *search = json_object_get(
        json_object_get(json_object_get(out->api, "paths"), "/v1/search"),
        "get");
    enum concord_status status = CONCORD_OK;
    size_t i = 0;
    const json_t *item = NULL;
    json_array_foreach(json_object_get(search, "parameters"), i, item) {
        const json_t *parameter = follow(out->api, item);
        if (status == CONCORD_OK && is_option(parameter))
            status = add(out, parameter, err);
    }
    return status;
}

void offered_clear(struct offered *offered) {
    json_decref(offered->api);
    arena_clear(&offered->arena);
}

const struct offered_option *offered_find(const struct offered *offered,
                                          const char *name) {
    for (size_t i = 0; i < offered->count; i++)
        if (strcmp(offered->options[i].name, name) == 0)
            return &offered->options[i];
    return NULL;
}
