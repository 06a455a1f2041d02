/* yaml_json.h - a YAML file as a jansson value. Scalars become
 * strings, but for null, true, false and whole numbers. */
#ifndef CONCORD_BENCH_YAML_JSON_H
#define CONCORD_BENCH_YAML_JSON_H

#include <jansson.h>

/* The caller's, or NULL when there is no such file or it is no YAML. A file of
 * comments alone is an empty map. */
json_t *yaml_json_load(const char *path);

#endif
