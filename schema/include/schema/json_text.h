/* json_text.h - texts of JSON objects. Pure. */
#ifndef CONCORD_SCHEMA_JSON_TEXT_H
#define CONCORD_SCHEMA_JSON_TEXT_H

#include <jansson.h>

/* The text under a key, the object's own; empty when there is none, or no
 * object. */
const char *json_text(const json_t *object, const char *key);

#endif
