/* paper_name.c - compares the names of files. */
#include "paper_name.h"

#include <string.h>

static bool is_root(const char *folder) {
    return strcmp(folder, "/") == 0;
}

/* What follows `start` in `text`, and the slash between: NULL unless `text` is
 * `start` or goes on below it. */
static const char *rest_below(const char *text, const char *start) {
    size_t size = is_root(start) ? 0 : strlen(start);
    if (strncmp(text, start, size) != 0)
        return NULL;
    if (text[size] == '\0')
        return text + size;
    return text[size] == '/' ? text + size + 1 : NULL;
}

bool paper_name_is_below(const char *root, const char *path,
                         const char *place) {
    if (rest_below(root, place) != NULL)
        return true;
    const char *rest = rest_below(place, root);
    return rest != NULL && rest_below(path, rest) != NULL;
}

char *paper_name_whole(struct arena *arena, const char *root,
                       const char *path) {
    return arena_printf(arena, "%s/%s", is_root(root) ? "" : root, path);
}

int paper_name_compare(const char *root_a, const char *path_a,
                       const char *root_b, const char *path_b) {
    int order = root_a == root_b ? 0 : strcmp(root_a, root_b);
    return order != 0 ? order : strcmp(path_a, path_b);
}

/* Try every folder on the way to the file as its root. */
static const struct source_record *
find_under_any_root(const struct source_table *table, char *whole) {
    const struct source_record *found =
        source_table_find(table, "/", whole + 1);
    for (char *slash = strchr(whole + 1, '/'); found == NULL && slash != NULL;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        found = source_table_find(table, whole, slash + 1);
        *slash = '/';
    }
    return found;
}

enum concord_status paper_name_find(const struct source_table *table,
                                    const char *root, const char *path,
                                    const struct source_record **found,
                                    struct concord_error *err) {
    *found = source_table_find(table, root, path);
    if (*found != NULL || source_table_count(table) == 0)
        return CONCORD_OK;
    struct arena arena = {0};
    char *whole = paper_name_whole(&arena, root, path);
    if (whole != NULL)
        *found = find_under_any_root(table, whole);
    arena_clear(&arena);
    return whole != NULL ? CONCORD_OK : concord_no_memory(err);
}
