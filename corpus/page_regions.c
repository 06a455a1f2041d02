/* page_regions.c - what stands in a part of the page that its own name shows
 * to be none of the paper: its header, its footer, a sidebar, the readers'
 * comments.
 *
 * Names are words of a template's author, so they are believed only as far as
 * the text bears them out: a part that holds most of the page's prose is the
 * paper whatever it is called ("sidebar-right" may be the whole page with a
 * sidebar on its right), and a heading in the page's header is the paper's
 * when nothing else says what the paper is called. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "layout.h"

/* What is known of a part. */
struct region {
    const char *rule; /* NULL when it is the paper's */
    uint32_t root;    /* the outermost part that has the rule, from 1; or 0 */
    bool content;     /* it stands in what the page calls its content */
    bool distrusted;  /* its own name says nothing */
    size_t prose;     /* words of prose that hang on this root */
    size_t blocks;    /* that do */
};

static bool is_rule(const char *rule, const char *name) {
    return rule && strcmp(rule, name) == 0;
}

/* What the names of an element say. */
struct said {
    const char *rule;
    size_t size; /* of the name that says so: a longer one says more */
    bool content;
    bool layout;
};

static void take_shape(struct said *said, const struct boilerplate_shape *shape,
                       size_t size) {
    if (!shape)
        return;
    if (!shape->stays && size > said->size) {
        said->rule = shape->rule;
        said->size = size;
    }
    bool content = shape->stays && strcmp(shape->rule, "content") == 0;
    said->content = said->content || content;
    said->layout = said->layout || (shape->stays && !content);
}

static bool is_edge_rule(const char *rule) {
    return is_rule(rule, "site-header") || is_rule(rule, "footer-line");
}

/* Of "block-views-popular" every run of its words may be a name. The header
 * and the footer of an entry are the paper's. */
static void read_word(struct shape_set *set, const char *word, size_t size,
                      struct said *said) {
    struct said own = {NULL, 0, false, false};
    for (size_t start = 0; start < size;) {
        for (size_t end = start; end < size; end++) {
            const char *hyphen = memchr(word + end, '-', size - end);
            end = hyphen ? (size_t)(hyphen - word) : size;
            take_shape(&own, shape_set_part(set, word + start, end - start),
                       end - start);
        }
        const char *next = memchr(word + start, '-', size - start);
        start = next ? (size_t)(next - word) + 1 : size;
    }
    if (own.content && is_edge_rule(own.rule))
        own.rule = NULL;
    if (!said->rule)
        said->rule = own.rule;
    said->layout = said->layout || own.layout;
    said->content = said->content || (own.content && !own.rule);
}

/* The first word is the element's name. In the content, only a name of its own
 * makes a footer, and nothing a header. */
static struct said read_names(struct shape_set *set, const char *names,
                              bool in_content) {
    struct said said = {NULL, 0, false, false};
    for (bool element = true; *names; element = false) {
        size_t size = strcspn(names, " ");
        if (!element || !in_content)
            read_word(set, names, size, &said);
        names += size;
        names += strspn(names, " ");
    }
    if (said.layout || (in_content && is_rule(said.rule, "site-header")))
        said.rule = NULL;
    return said;
}

static bool is_main(const char *names) {
    size_t size = strlen(names);
    return strncmp(names, "main", 4) == 0 ||
           (size > 5 && strcmp(names + size - 5, " main") == 0);
}

/* Parts stand before those within them. */
static void read_parts(struct shape_set *set, const struct extract *extract,
                       struct region *regions) {
    for (size_t i = 0; i < extract->part_count; i++) {
        const struct extracted_part *part = &extract->parts[i];
        struct region *region = &regions[i + 1];
        const struct region *around = &regions[part->within];
        bool main = is_main(part->names);
        region->rule = main ? NULL : around->rule;
        region->root = main ? 0 : around->root;
        region->content = around->content || main;
        region->prose = 0;
        region->blocks = 0;
        if (region->rule || region->distrusted)
            continue;
        struct said said = read_names(set, part->names, region->content);
        region->rule = said.rule;
        region->root = said.rule ? (uint32_t)(i + 1) : 0;
        region->content = region->content || said.content;
    }
}

static size_t count_prose(const struct extract *extract,
                          struct region *regions) {
    size_t all = 0;
    for (size_t i = 0; i < extract->block_count; i++) {
        const struct extracted_block *block = &extract->blocks[i];
        regions[regions[block->part].root].blocks++;
        if (!layout_is_prose(block))
            continue;
        size_t words = shape_count_words(block->text, strlen(block->text));
        regions[regions[block->part].root].prose += words;
        all += words;
    }
    return all;
}

/* "left" may be a column of links, and it may be how a picture stands. */
static bool is_no_list(const struct region *region) {
    enum { BLOCKS_MIN = 3 };
    return is_rule(region->rule, "side-list") &&
           (region->prose > 0 || region->blocks < BLOCKS_MIN);
}

/* A part that holds most of the prose is the paper; readers may have written
 * more than the paper has, when it has something. True when one was found. */
static bool distrust(const struct extract *extract, struct region *regions) {
    size_t all = count_prose(extract, regions);
    bool found = false;
    for (size_t i = 1; i <= extract->part_count; i++) {
        struct region *region = &regions[i];
        bool readers = is_rule(region->rule, "comment") && regions[0].prose > 0;
        if (region->root == i &&
            ((region->prose * 2 > all && !readers) || is_no_list(region))) {
            region->distrusted = true;
            found = true;
        }
    }
    return found;
}

/* ---- headings in the page's header ---- */

static bool is_in_title(const struct extract *extract,
                        const struct extracted_block *block) {
    return extract->title && strcasestr(extract->title, block->text);
}

static bool is_own_heading(const struct extracted_block *block,
                           const struct region *regions) {
    enum { LEVEL_MAX = 3 };
    return block->kind == BLOCK_HEADING && block->level <= LEVEL_MAX &&
           !regions[block->part].rule;
}

/* The paper's title may have been put into the header. */
static bool header_holds_title(const struct extract *extract,
                               const struct region *regions) {
    bool any = false;
    bool titled = false;
    bool above = false;
    for (size_t i = 0; i < extract->block_count; i++) {
        const struct extracted_block *block = &extract->blocks[i];
        if (is_own_heading(block, regions)) {
            any = true;
            titled = titled || is_in_title(extract, block);
        } else if (is_rule(regions[block->part].rule, "site-header") &&
                   block->kind == BLOCK_HEADING) {
            above = above || is_in_title(extract, block);
        }
    }
    return !any || (above && !titled);
}

static bool leaves_something(const struct extract *extract,
                             const struct region *regions) {
    for (size_t i = 0; i < extract->block_count; i++)
        if (!regions[extract->blocks[i].part].rule &&
            extract->blocks[i].kind != BLOCK_HEADING)
            return true;
    return false;
}

static void give_verdicts(const struct extract *extract,
                          const struct region *regions,
                          struct verdict *verdicts) {
    bool spared = header_holds_title(extract, regions);
    for (size_t i = 0; i < extract->block_count; i++) {
        const struct extracted_block *block = &extract->blocks[i];
        const char *rule = regions[block->part].rule;
        bool title = spared && block->kind == BLOCK_HEADING &&
                     is_rule(rule, "site-header");
        if (rule && !verdicts[i].rule && !title)
            verdicts[i] = (struct verdict){rule, 0, false};
    }
}

enum concord_status page_regions_judge(struct shape_set *set,
                                       const struct extract *extract,
                                       struct verdict *verdicts,
                                       struct concord_error *err) {
    enum { ROUNDS_MAX = 12 };
    if (extract->part_count == 0)
        return CONCORD_OK;
    struct region *regions = calloc(extract->part_count + 1, sizeof *regions);
    if (!regions)
        return concord_no_memory(err);
    size_t rounds = 0;
    do {
        regions[0].prose = 0;
        read_parts(set, extract, regions);
    } while (distrust(extract, regions) && ++rounds < ROUNDS_MAX);
    if (rounds < ROUNDS_MAX && leaves_something(extract, regions))
        give_verdicts(extract, regions, verdicts);
    free(regions);
    return CONCORD_OK;
}
