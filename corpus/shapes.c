#include "shapes.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "schema/arena.h"
#include "schema/buffer.h"
#include "schema/document.h"
#include "text/normal.h"

/* A shape with its phrase in the form in which blocks are compared. */
struct folded_shape {
    const struct boilerplate_shape *shape;
    const char *phrase;
    size_t size;
    unsigned trigram; /* of its last bytes, see struct trigrams */
};

/* Which runs of three bytes a text has, by their hash. A phrase whose last one
 * it has not does not stand in it, and need not be looked for. */
enum { TRIGRAM_BITS = 4096 };
struct trigrams {
    uint64_t bits[TRIGRAM_BITS / 64];
};

/* Shapes by the first two bytes of their phrases, as indexes in ascending
 * order; what may stand anywhere in a block is by itself, and so are those
 * that stay. */
enum {
    SHAPE_BUCKETS = 1024,
    SHAPE_ANYWHERE = SHAPE_BUCKETS,
    SHAPE_STAYING,
    SHAPE_PARTS, /* the first of a list for each letter that they begin with */
    SHAPE_LISTS = SHAPE_PARTS + 32
};
struct shape_list {
    size_t *items;
    size_t count;
};

struct shape_set {
    struct arena arena;
    struct folded_shape *shapes;
    size_t shape_count;
    size_t words_max; /* a longer block can only begin with a shape */
    struct shape_list lists[SHAPE_LISTS];
    struct buffer folded;     /* the block at hand */
    struct trigrams trigrams; /* its, when it is short enough for a phrase to
                               * stand anywhere in it */
};

/* Of a long block the beginning alone is folded: more than any phrase has. */
enum { FURNITURE_WORDS_MAX = 40, BEGINNING_BYTES = 512 };

static unsigned trigram_of(const char *bytes) {
    unsigned key = (unsigned)(unsigned char)bytes[0] |
                   (unsigned)(unsigned char)bytes[1] << 8 |
                   (unsigned)(unsigned char)bytes[2] << 16;
    return key * 2654435761U >> 20;
}

static void trigrams_take(struct trigrams *out, const struct buffer *text) {
    memset(out, 0, sizeof *out);
    for (size_t i = 0; i + 3 <= text->size; i++) {
        unsigned trigram = trigram_of(text->data + i);
        out->bits[trigram / 64] |= (uint64_t)1 << (trigram % 64);
    }
}

/* Folding. */

static void mask(struct buffer *out) {
    size_t to = 0;
    for (size_t from = 0; from < out->size; from++) {
        char byte = out->data[from];
        if (byte >= 'A' && byte <= 'Z')
            byte = (char)(byte | 0x20);
        else if (byte >= '0' && byte <= '9')
            byte = '#';
        if (byte == '#' && to > 0 && out->data[to - 1] == '#')
            continue;
        out->data[to++] = byte;
    }
    if (out->data)
        out->data[to] = '\0';
    out->size = to;
}

static void fold(struct buffer *out, const char *text, size_t size) {
    buffer_clear(out);
    text_straighten(out, text, size);
    if (buffer_ok(out))
        mask(out);
}

/* `text` has two bytes or ends. */
static size_t bucket_of(const char *text) {
    unsigned char first = (unsigned char)text[0];
    unsigned char second = (unsigned char)text[1];
    return (first * 31U + second) % SHAPE_BUCKETS;
}

static size_t list_of_parts(const char *name) {
    return SHAPE_PARTS + (size_t)((unsigned char)name[0] & 31);
}

static size_t list_for(const struct folded_shape *shape) {
    if (shape->shape->match == SHAPE_PART)
        return list_of_parts(shape->phrase);
    if (shape->shape->stays)
        return SHAPE_STAYING;
    if (shape->shape->match == SHAPE_CONTAINS || shape->size < 2)
        return SHAPE_ANYWHERE;
    return bucket_of(shape->phrase);
}

/* A shape without a phrase is met by nothing. */
static bool list_shape(struct shape_set *set,
                       const struct folded_shape *shape) {
    if (shape->size == 0)
        return true;
    struct shape_list *list = &set->lists[list_for(shape)];
    size_t *item =
        arena_push(&set->arena, &list->items, &list->count, sizeof *item);
    if (item)
        *item = (size_t)(shape - set->shapes);
    return item != NULL;
}

static void note_words(struct shape_set *set,
                       const struct folded_shape *folded) {
    const struct boilerplate_shape *shape = folded->shape;
    size_t words = shape_count_words(shape->phrase, strlen(shape->phrase));
    if (shape->match == SHAPE_PART)
        return;
    if (shape->max_words > words)
        words = shape->max_words;
    else if (shape->match == SHAPE_CONTAINS && shape->max_words == 0)
        words = SIZE_MAX;
    if (words > set->words_max)
        set->words_max = words;
}

static bool fold_shape(struct shape_set *set, struct folded_shape *folded,
                       const struct boilerplate_shape *shape) {
    fold(&set->folded, shape->phrase, strlen(shape->phrase));
    folded->shape = shape;
    folded->size = set->folded.size;
    note_words(set, folded);
    if (folded->size >= 3)
        folded->trigram = trigram_of(set->folded.data + folded->size - 3);
    folded->phrase = arena_copy(
        &set->arena, folded->size ? set->folded.data : "", folded->size);
    return buffer_ok(&set->folded) && folded->phrase && list_shape(set, folded);
}

enum concord_status shape_set_create(struct shape_set **out,
                                     const struct schema *schema,
                                     struct concord_error *err) {
    *out = NULL;
    struct shape_set *set = calloc(1, sizeof *set);
    if (!set)
        return concord_no_memory(err);
    set->words_max = FURNITURE_WORDS_MAX;
    set->folded = (struct buffer)BUFFER_INIT(2 * (size_t)DOCUMENT_TEXT_MAX);
    set->shape_count = schema_shape_count(schema);
    set->shapes =
        arena_alloc(&set->arena, set->shape_count * sizeof *set->shapes);
    bool filled = set->shapes != NULL;
    for (size_t i = 0; filled && i < set->shape_count; i++)
        filled = fold_shape(set, &set->shapes[i], schema_shape(schema, i));
    if (!filled) {
        shape_set_destroy(set);
        return concord_no_memory(err);
    }
    *out = set;
    return CONCORD_OK;
}

void shape_set_destroy(struct shape_set *set) {
    if (!set)
        return;
    buffer_destroy(&set->folded);
    arena_clear(&set->arena);
    free(set);
}

/* Comparing. */

static bool is_word_byte(char byte) {
    unsigned char code = (unsigned char)byte;
    return (unsigned char)((code | 0x20) - 'a') < 26 ||
           (unsigned char)(code - '0') < 10 || code >= 0x80;
}

/* A phrase is met only as whole words. */
static bool stands_alone(const char *text, size_t size, size_t start,
                         size_t end) {
    bool before = start == 0 || !is_word_byte(text[start - 1]) ||
                  !is_word_byte(text[start]);
    bool after =
        end == size || !is_word_byte(text[end]) || !is_word_byte(text[end - 1]);
    return before && after;
}

static bool contains(const char *text, size_t size,
                     const struct folded_shape *shape) {
    const char *end = text + size;
    const char *at = text;
    while ((at = memmem(at, (size_t)(end - at), shape->phrase, shape->size))) {
        size_t start = (size_t)(at - text);
        if (stands_alone(text, size, start, start + shape->size))
            return true;
        at++;
    }
    return false;
}

static bool begins(const char *text, size_t size,
                   const struct folded_shape *shape) {
    return size >= shape->size && text[0] == shape->phrase[0] &&
           memcmp(text, shape->phrase, shape->size) == 0 &&
           stands_alone(text, size, 0, shape->size);
}

/* What closes a line and does not change what it is. */
static size_t trimmed(const char *text, size_t size) {
    while (size > 0 && strchr(" .:!?>", text[size - 1]))
        size--;
    return size;
}

static bool is_whole(const char *text, size_t size,
                     const struct folded_shape *shape) {
    return begins(text, size, shape) &&
           trimmed(text, size) == trimmed(shape->phrase, shape->size);
}

size_t shape_count_words(const char *text, size_t size) {
    size_t words = 0;
    char before = ' ';
    for (size_t i = 0; i < size; i++) {
        if (before == ' ' || before == '|')
            words += is_word_byte(text[i]);
        before = text[i];
    }
    return words;
}

static bool may_contain(const struct trigrams *trigrams,
                        const struct folded_shape *shape) {
    return shape->size < 3 ||
           (trigrams->bits[shape->trigram / 64] >> (shape->trigram % 64) & 1);
}

static bool has_shape(const struct shape_set *set,
                      const struct folded_shape *shape) {
    const struct buffer *folded = &set->folded;
    switch (shape->shape->match) {
    case SHAPE_WHOLE:
        return is_whole(folded->data, folded->size, shape);
    case SHAPE_BEGINS:
        return begins(folded->data, folded->size, shape);
    case SHAPE_CONTAINS:
        return may_contain(&set->trigrams, shape) &&
               contains(folded->data, folded->size, shape);
    case SHAPE_ITEM:
    case SHAPE_PART:
        return false;
    }
    return false;
}

/* Scraping runs a caption and the text after it together ("the authorWhen we
 * ..."). Where within the first `words` words a small letter of a word that
 * began small meets a capital; 0 for nowhere. */
static size_t glued_at(const char *text, size_t words) {
    size_t seen = 0;
    size_t word = 0;
    for (size_t i = 0; text[i] && seen <= words; i++) {
        if (text[i] == ' ') {
            seen++;
            word = i + 1;
        } else if (i >= word + 3 && islower((unsigned char)text[word]) &&
                   islower((unsigned char)text[i - 1]) &&
                   isupper((unsigned char)text[i])) {
            return i;
        }
    }
    return 0;
}

/* What the shape makes of a text of so many words, whose folded form is at
 * hand. */
static struct verdict judge_by_one(const struct shape_set *set,
                                   const struct folded_shape *folded,
                                   const char *text, size_t words) {
    const struct boilerplate_shape *shape = folded->shape;
    bool fits = shape->max_words == 0 || words <= shape->max_words;
    if ((!fits && shape->match != SHAPE_BEGINS) || !has_shape(set, folded))
        return (struct verdict){NULL, 0, false};
    if (fits)
        return (struct verdict){shape->rule, 0, false};
    size_t cut = glued_at(text, shape->max_words);
    return (struct verdict){cut > 0 ? shape->rule : NULL, cut, false};
}

/* The first shape of the list that is met; *index is its own, and stays when
 * none before it is. */
static void judge_by_list(const struct shape_set *set,
                          const struct shape_list *list, const char *text,
                          size_t words, size_t *index,
                          struct verdict *verdict) {
    for (size_t i = 0; i < list->count && list->items[i] < *index; i++) {
        struct verdict found =
            judge_by_one(set, &set->shapes[list->items[i]], text, words);
        if (!found.rule)
            continue;
        *verdict = found;
        *index = list->items[i];
        return;
    }
}

/* The first of all shapes that is met decides. */
static struct verdict judge_by_shape(const struct shape_set *set,
                                     const char *text, size_t words) {
    struct verdict verdict = {NULL, 0, false};
    size_t index = set->shape_count;
    if (set->folded.size == 0)
        return verdict;
    judge_by_list(set, &set->lists[bucket_of(set->folded.data)], text, words,
                  &index, &verdict);
    judge_by_list(set, &set->lists[SHAPE_ANYWHERE], text, words, &index,
                  &verdict);
    return verdict;
}

/* Take the longest shape that the folded text begins with from its front;
 * false when there is none. */
static bool strip_shape(const struct shape_set *set, struct buffer *folded,
                        bool *item) {
    size_t longest = 0;
    const struct shape_list *list = &set->lists[bucket_of(folded->data)];
    for (size_t i = 0; i < list->count; i++) {
        const struct folded_shape *shape = &set->shapes[list->items[i]];
        bool is_item = shape->shape->match == SHAPE_ITEM;
        if ((is_item || shape->shape->match == SHAPE_WHOLE) &&
            shape->size > longest &&
            begins(folded->data, folded->size, shape)) {
            longest = shape->size;
            *item = is_item;
        }
    }
    if (longest == 0)
        return false;
    while (longest < folded->size && strchr(" .:?|-,>/", folded->data[longest]))
        longest++;
    folded->size -= longest;
    memmove(folded->data, folded->data + longest, folded->size + 1);
    return true;
}

/* A line of several pieces of furniture: "Back to top | Share | © ...". Where
 * items stand among them it takes three. */
static void judge_as_furniture(struct shape_set *set, size_t words,
                               struct verdict *verdict) {
    enum { WITH_ITEMS_MIN = 3 };
    size_t pieces = 0;
    size_t items = 0;
    bool item = false;
    while (words <= FURNITURE_WORDS_MAX &&
           strip_shape(set, &set->folded, &item)) {
        pieces++;
        items += item;
        const char *rest = set->folded.data;
        bool furniture =
            set->folded.size == 0 ||
            judge_by_shape(set, rest, shape_count_words(rest, strlen(rest)))
                .rule;
        if (!furniture)
            continue;
        pieces += set->folded.size > 0;
        verdict->item = pieces == 1;
        if (items == 0 || pieces >= WITH_ITEMS_MIN)
            verdict->rule = "furniture-line";
        return;
    }
}

enum concord_status shape_set_judge(struct shape_set *set, const char *text,
                                    struct verdict *verdict,
                                    struct concord_error *err) {
    size_t size = strlen(text);
    size_t words = shape_count_words(text, size);
    bool may_only_begin = words > set->words_max && size > BEGINNING_BYTES;
    fold(&set->folded, text, may_only_begin ? BEGINNING_BYTES : size);
    if (!buffer_ok(&set->folded))
        return concord_no_memory(err);
    if (!may_only_begin)
        trigrams_take(&set->trigrams, &set->folded);
    *verdict = judge_by_shape(set, text, words);
    if (!verdict->rule && set->folded.size > 0)
        judge_as_furniture(set, words, verdict);
    return CONCORD_OK;
}

enum concord_status shape_set_stays(struct shape_set *set, const char *text,
                                    bool *stays, struct concord_error *err) {
    size_t words = shape_count_words(text, strlen(text));
    *stays = false;
    fold(&set->folded, text, strlen(text));
    if (!buffer_ok(&set->folded))
        return concord_no_memory(err);
    trigrams_take(&set->trigrams, &set->folded);
    const struct shape_list *list = &set->lists[SHAPE_STAYING];
    for (size_t i = 0; i < list->count && !*stays; i++) {
        const struct folded_shape *folded = &set->shapes[list->items[i]];
        *stays = set->folded.size > 0 &&
                 (folded->shape->max_words == 0 ||
                  words <= folded->shape->max_words) &&
                 has_shape(set, folded);
    }
    return CONCORD_OK;
}

const struct boilerplate_shape *shape_set_part(const struct shape_set *set,
                                               const char *name, size_t size) {
    if (size == 0)
        return NULL;
    const struct shape_list *list = &set->lists[list_of_parts(name)];
    for (size_t i = 0; i < list->count; i++) {
        const struct folded_shape *folded = &set->shapes[list->items[i]];
        if (folded->size == size && memcmp(folded->phrase, name, size) == 0)
            return folded->shape;
    }
    return NULL;
}

/* "12 May 2009", and "May" with any digits: it may be a date. */
static bool names_month(const char *text, size_t size) {
    static const char *const months[] = {"jan", "feb", "mar", "apr",
                                         "may", "jun", "jul", "aug",
                                         "sep", "oct", "nov", "dec"};
    for (size_t i = 0; i + 3 <= size; i++) {
        if (i > 0 && is_word_byte(text[i - 1]) &&
            !isdigit((unsigned char)text[i - 1]))
            continue;
        for (size_t j = 0; j < sizeof months / sizeof *months; j++)
            if (memcmp(text + i, months[j], 3) == 0)
                return true;
    }
    return false;
}

void shape_fold(struct buffer *out, const char *text, size_t size) {
    buffer_clear(out);
    text_straighten(out, text, size);
    if (!buffer_ok(out) || out->size == 0)
        return;
    for (size_t i = 0; i < out->size; i++)
        out->data[i] = (char)tolower((unsigned char)out->data[i]);
    if (!names_month(out->data, out->size))
        mask(out);
}
