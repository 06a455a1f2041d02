/* yaml_tree.h - a YAML text that people wrote, as a tree of texts, lists and
 * maps in which everything has its line, so that what is wrong with a value can
 * be said of the line that it stands in. Anchors, aliases and directives are
 * refused, and so are texts that are too deep or too large: no text takes more
 * time or memory than its size. Pure, any thread. */
#ifndef CONCORD_SCHEMA_YAML_TREE_H
#define CONCORD_SCHEMA_YAML_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include "schema/arena.h"
#include "schema/status.h"

#ifdef __cplusplus
extern "C" {
#endif

enum yaml_tree_kind { TREE_NOTHING, TREE_TEXT, TREE_LIST, TREE_MAP };

struct yaml_tree {
    enum yaml_tree_kind kind; /* TREE_NOTHING for a key without a value */
    size_t line;              /* from 1 */
    const char *key;          /* of an item of a map, else NULL */
    size_t key_line;
    const char *text; /* of a text; "" for anything else */
    const struct yaml_tree *items;
    size_t count;
};

/* Read `size` bytes of the file called `file`. *out is the arena's, and of kind
 * TREE_NOTHING when there is nothing in the text. CONCORD_BAD_INPUT with a
 * message that begins `file:line: ` when it is no such YAML;
 * CONCORD_NO_MEMORY. */
enum concord_status yaml_tree_read(const struct yaml_tree **out,
                                   struct arena *arena, const char *file,
                                   const char *bytes, size_t size,
                                   struct concord_error *err);

#ifdef __cplusplus
}
#endif

#endif
