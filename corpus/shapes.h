/* shapes.h - the schema's shapes of boilerplate, ready to be compared.
 *
 * Compared with case folded, quotation marks and dashes straightened and every
 * run of digits masked ("© 2006-2021" and "© 2006-2022" are one). A set
 * belongs to one thread. */
#ifndef CONCORD_CORPUS_SHAPES_H
#define CONCORD_CORPUS_SHAPES_H

#include <stdbool.h>

#include "schema/buffer.h"
#include "schema/schema.h"
#include "schema/status.h"

struct shape_set;

/* What becomes of an extracted block. `rule` is NULL for one that stays; the
 * first `cut` bytes of a block may be dropped and the rest stay. */
struct verdict {
    const char *rule;
    size_t cut;
    bool item; /* what stands in menus, and stays where it is alone */
};

/* The schema must outlive it. The caller owns *out and frees it with
 * shape_set_destroy(). CONCORD_NO_MEMORY. */
enum concord_status shape_set_create(struct shape_set **out,
                                     const struct schema *schema,
                                     struct concord_error *err);
void shape_set_destroy(struct shape_set *set);

/* Judge a block's text: it is of one shape, or a line of several of them
 * (furniture-line), or begins with one that scraping glued to what follows.
 * CONCORD_NO_MEMORY. */
enum concord_status shape_set_judge(struct shape_set *set, const char *text,
                                    struct verdict *verdict,
                                    struct concord_error *err);

/* The text is of a shape that comes back and stays. CONCORD_NO_MEMORY. */
enum concord_status shape_set_stays(struct shape_set *set, const char *text,
                                    bool *stays, struct concord_error *err);

/* The shape whose part is called so, or NULL: `name` in small letters. */
const struct boilerplate_shape *shape_set_part(const struct shape_set *set,
                                               const char *name, size_t size);

/* Append `text` in the form in which blocks are compared. A day with its month
 * is no counter: the digits of a text that names a month stay. */
void shape_fold(struct buffer *out, const char *text, size_t size);

/* How many words; signs alone are none. */
size_t shape_count_words(const char *text, size_t size);

/* Whether it has no more than so many words: a long text is not read whole to
 * say no. */
bool shape_words_at_most(const char *text, size_t size, size_t most);

#endif
