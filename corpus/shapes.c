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
};

/* Shapes by three bytes of their phrases, as indexes in ascending order: by the
 * first three, or for what may stand anywhere in a block by the last, which are
 * looked up at each end of a word. Shorter phrases are by themselves. */
enum {
    SHAPE_BUCKETS = 1024,
    SHAPE_ENDINGS = SHAPE_BUCKETS,
    SHAPE_SHORT = SHAPE_ENDINGS + SHAPE_BUCKETS,
    SHAPE_SHORT_ANYWHERE,
    SHAPE_STAYING, /* those that stay and begin a block */
    SHAPE_PARTS, /* the first of a list for each letter that they begin with */
    SHAPE_LISTS = SHAPE_PARTS + 32
};
enum { KEY_BYTES = 3 };
struct shape_item {
    uint32_t shape;
    uint32_t key; /* the three bytes: many lists hold shapes of several */
};
struct shape_list {
    struct shape_item *items;
    size_t count;
};

struct shape_set {
    struct arena arena;
    struct folded_shape *shapes;
    size_t shape_count;
    size_t words_max; /* a longer block can only begin with a shape */
    struct shape_list lists[SHAPE_LISTS];
    uint64_t
        endings[SHAPE_BUCKETS / 64]; /* which of their lists are not empty */
    struct buffer folded;            /* the block at hand */
};

/* Of a long block the beginning alone is folded: more than any phrase has. */
enum { FURNITURE_WORDS_MAX = 40, BEGINNING_BYTES = 512 };

/* Folding. */

static void mask(struct buffer *out) {
    size_t to = 0;
    for (size_t from = 0; from < out->size; from++) {
        char byte = out->data[from];
        if ((unsigned char)(byte - 'A') < 26)
            byte = (char)(byte | 0x20);
        else if ((unsigned char)(byte - '0') < 10)
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

static uint32_t key_of(const char *bytes) {
    return (uint32_t)(unsigned char)bytes[0] |
           (uint32_t)(unsigned char)bytes[1] << 8 |
           (uint32_t)(unsigned char)bytes[2] << 16;
}

static size_t bucket_of(uint32_t key) {
    return key * 2654435761U >> 22;
}

static size_t list_of_parts(const char *name) {
    return SHAPE_PARTS + (size_t)((unsigned char)name[0] & 31);
}

static size_t list_for(const struct folded_shape *shape, uint32_t *key) {
    bool anywhere = shape->shape->match == SHAPE_CONTAINS;
    *key = 0;
    if (shape->shape->match == SHAPE_PART)
        return list_of_parts(shape->phrase);
    if (shape->shape->stays && !anywhere)
        return SHAPE_STAYING;
    if (shape->size < KEY_BYTES)
        return anywhere ? SHAPE_SHORT_ANYWHERE : SHAPE_SHORT;
    *key = key_of(shape->phrase + (anywhere ? shape->size - KEY_BYTES : 0));
    return (anywhere ? SHAPE_ENDINGS : 0) + bucket_of(*key);
}

/* A shape without a phrase is met by nothing. */
static bool list_shape(struct shape_set *set,
                       const struct folded_shape *shape) {
    if (shape->size == 0)
        return true;
    uint32_t key = 0;
    size_t number = list_for(shape, &key);
    size_t ending = number - SHAPE_ENDINGS;
    struct shape_list *list = &set->lists[number];
    if (number >= SHAPE_ENDINGS && ending < SHAPE_BUCKETS)
        set->endings[ending / 64] |= (uint64_t)1 << (ending % 64);
    struct shape_item *item =
        arena_push(&set->arena, &list->items, &list->count, sizeof *item);
    if (item)
        *item = (struct shape_item){(uint32_t)(shape - set->shapes), key};
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

static bool ends_at(const char *text, size_t size, size_t end,
                    const struct folded_shape *shape) {
    size_t start = end - shape->size;
    return end >= shape->size &&
           memcmp(text + start, shape->phrase, shape->size) == 0 &&
           stands_alone(text, size, start, end);
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

/* No more than `most` are counted, and one. */
static size_t count_words(const char *text, size_t size, size_t most) {
    size_t words = 0;
    for (size_t i = 0; i < size && words <= most; i++) {
        words += is_word_byte(text[i]);
        while (i < size && text[i] != ' ' && text[i] != '|')
            i++;
    }
    return words;
}

size_t shape_count_words(const char *text, size_t size) {
    return count_words(text, size, size);
}

bool shape_words_at_most(const char *text, size_t size, size_t most) {
    return count_words(text, size, most) <= most;
}

/* The block at hand is of the shape; one that may stand anywhere ends at
 * `end`. */
static bool has_shape(const struct shape_set *set,
                      const struct folded_shape *shape, size_t end) {
    const struct buffer *folded = &set->folded;
    switch (shape->shape->match) {
    case SHAPE_WHOLE:
        return is_whole(folded->data, folded->size, shape);
    case SHAPE_BEGINS:
        return begins(folded->data, folded->size, shape);
    case SHAPE_CONTAINS:
        return ends_at(folded->data, folded->size, end, shape);
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

/* A text whose folded form is at hand. */
struct judged {
    const char *text;
    size_t words; /* or some number over the set's most */
    bool staying; /* asked of the shapes that stay */
};

static struct verdict judge_by_one(const struct shape_set *set,
                                   const struct folded_shape *folded,
                                   const struct judged *judged, size_t end) {
    const struct boilerplate_shape *shape = folded->shape;
    bool fits = shape->max_words == 0 || judged->words <= shape->max_words;
    if (shape->stays != judged->staying ||
        (!fits && shape->match != SHAPE_BEGINS) || !has_shape(set, folded, end))
        return (struct verdict){NULL, 0, false};
    if (fits || judged->staying)
        return (struct verdict){fits ? shape->rule : NULL, 0, false};
    size_t cut = glued_at(judged->text, shape->max_words);
    return (struct verdict){cut > 0 ? shape->rule : NULL, cut, false};
}

/* Where to look: a list and, where its shapes are there by some of their bytes,
 * the bytes; and where a shape that may stand anywhere ends. */
struct look {
    size_t list;
    uint32_t key;
    size_t end;
};

/* The first shape of the list that is met; *index is its own, and stays when
 * none before it is. */
static void judge_by_list(const struct shape_set *set,
                          const struct judged *judged, struct look look,
                          size_t *index, struct verdict *verdict) {
    const struct shape_list *list = &set->lists[look.list];
    for (size_t i = 0; i < list->count && list->items[i].shape < *index; i++) {
        const struct shape_item *item = &list->items[i];
        if (item->key != look.key)
            continue;
        struct verdict found =
            judge_by_one(set, &set->shapes[item->shape], judged, look.end);
        if (!found.rule)
            continue;
        *verdict = found;
        *index = item->shape;
        return;
    }
}

/* What may stand anywhere is looked for wherever a word ends. */
static void judge_by_endings(const struct shape_set *set,
                             const struct judged *judged, size_t *index,
                             struct verdict *verdict) {
    const char *text = set->folded.data;
    size_t size = set->folded.size;
    bool within = is_word_byte(text[0]);
    for (size_t end = 1; end <= size; end++) {
        bool after = within;
        within = end < size && is_word_byte(text[end]);
        if (after && within)
            continue;
        uint32_t key = end >= KEY_BYTES ? key_of(text + end - KEY_BYTES) : 0;
        size_t ending = bucket_of(key);
        if (set->endings[ending / 64] >> (ending % 64) & 1)
            judge_by_list(set, judged,
                          (struct look){SHAPE_ENDINGS + ending, key, end},
                          index, verdict);
        if (set->lists[SHAPE_SHORT_ANYWHERE].count > 0)
            judge_by_list(set, judged,
                          (struct look){SHAPE_SHORT_ANYWHERE, 0, end}, index,
                          verdict);
    }
}

static struct look look_at_beginning(const struct buffer *folded) {
    uint32_t key = key_of(folded->data);
    return (struct look){bucket_of(key), key, 0};
}

/* The first of all shapes that is met decides. */
static struct verdict judge_by_shape(const struct shape_set *set,
                                     const struct judged *judged) {
    struct verdict verdict = {NULL, 0, false};
    size_t index = set->shape_count;
    if (judged->staying)
        judge_by_list(set, judged, (struct look){.list = SHAPE_STAYING}, &index,
                      &verdict);
    else if (set->folded.size >= KEY_BYTES)
        judge_by_list(set, judged, look_at_beginning(&set->folded), &index,
                      &verdict);
    judge_by_list(set, judged, (struct look){.list = SHAPE_SHORT}, &index,
                  &verdict);
    if (judged->words <= set->words_max)
        judge_by_endings(set, judged, &index, &verdict);
    return verdict;
}

/* The longest piece of furniture of the list that the folded text begins with,
 * or NULL. */
static const struct folded_shape *piece_at(const struct shape_set *set,
                                           struct look look) {
    const struct folded_shape *longest = NULL;
    const struct buffer *folded = &set->folded;
    const struct shape_list *list = &set->lists[look.list];
    for (size_t i = 0; i < list->count; i++) {
        const struct folded_shape *shape = &set->shapes[list->items[i].shape];
        if (list->items[i].key == look.key &&
            (shape->shape->match == SHAPE_ITEM ||
             shape->shape->match == SHAPE_WHOLE) &&
            (!longest || shape->size > longest->size) &&
            begins(folded->data, folded->size, shape))
            longest = shape;
    }
    return longest;
}

/* Take the longest shape that the folded text begins with from its front;
 * false when there is none. */
static bool strip_shape(const struct shape_set *set, struct buffer *folded,
                        bool *item) {
    const struct folded_shape *piece =
        folded->size >= KEY_BYTES ? piece_at(set, look_at_beginning(folded))
                                  : NULL;
    if (!piece)
        piece = piece_at(set, (struct look){.list = SHAPE_SHORT});
    if (!piece)
        return false;
    *item = piece->shape->match == SHAPE_ITEM;
    size_t size = piece->size;
    while (size < folded->size && strchr(" .:?|-,>/", folded->data[size]))
        size++;
    folded->size -= size;
    memmove(folded->data, folded->data + size, folded->size + 1);
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
        struct judged rest = {set->folded.data, 0, false};
        rest.words = shape_count_words(rest.text, set->folded.size);
        bool furniture =
            set->folded.size == 0 || judge_by_shape(set, &rest).rule;
        if (!furniture)
            continue;
        pieces += set->folded.size > 0;
        verdict->item = pieces == 1;
        if (items == 0 || pieces >= WITH_ITEMS_MIN)
            verdict->rule = "furniture-line";
        return;
    }
}

/* Take the first word from the front, and the blanks after it. */
static void strip_word(struct buffer *folded) {
    size_t size = strcspn(folded->data, " ");
    size += strspn(folded->data + size, " ");
    folded->size -= size;
    memmove(folded->data, folded->data + size, folded->size + 1);
}

/* A site's menu as one line without a mark, most of whose items stand in any:
 * "News Sport What's On Homes Motors Jobs Announcements". */
static void judge_as_menu(struct shape_set *set, const char *text, size_t words,
                          struct verdict *verdict) {
    enum { WORDS_MIN = 5, WORDS_MAX = 24, ITEMS_MIN = 4 };
    if (words < WORDS_MIN || words > WORDS_MAX ||
        strpbrk(text, ".,;:?!()0123456789"))
        return;
    size_t items = 0;
    size_t others = 0;
    bool item = false;
    fold(&set->folded, text, strlen(text));
    while (buffer_ok(&set->folded) && set->folded.size > 0) {
        if (strip_shape(set, &set->folded, &item)) {
            items++;
        } else {
            strip_word(&set->folded);
            others++;
        }
    }
    if (items >= ITEMS_MIN && others < items)
        verdict->rule = "menu-line";
}

enum concord_status shape_set_judge(struct shape_set *set, const char *text,
                                    struct verdict *verdict,
                                    struct concord_error *err) {
    size_t size = strlen(text);
    struct judged judged = {text, count_words(text, size, set->words_max),
                            false};
    bool may_only_begin =
        judged.words > set->words_max && size > BEGINNING_BYTES;
    fold(&set->folded, text, may_only_begin ? BEGINNING_BYTES : size);
    if (!buffer_ok(&set->folded))
        return concord_no_memory(err);
    *verdict = (struct verdict){NULL, 0, false};
    if (set->folded.size == 0)
        return CONCORD_OK;
    *verdict = judge_by_shape(set, &judged);
    if (!verdict->rule)
        judge_as_furniture(set, judged.words, verdict);
    if (!verdict->rule && !verdict->item)
        judge_as_menu(set, text, judged.words, verdict);
    return buffer_ok(&set->folded) ? CONCORD_OK : concord_no_memory(err);
}

enum concord_status shape_set_stays(struct shape_set *set, const char *text,
                                    bool *stays, struct concord_error *err) {
    size_t size = strlen(text);
    struct judged judged = {text, count_words(text, size, set->words_max),
                            true};
    fold(&set->folded, text, size);
    if (!buffer_ok(&set->folded))
        return concord_no_memory(err);
    *stays = set->folded.size > 0 && judge_by_shape(set, &judged).rule;
    return CONCORD_OK;
}

const struct boilerplate_shape *shape_set_part(const struct shape_set *set,
                                               const char *name, size_t size) {
    if (size == 0)
        return NULL;
    const struct shape_list *list = &set->lists[list_of_parts(name)];
    for (size_t i = 0; i < list->count; i++) {
        const struct folded_shape *folded = &set->shapes[list->items[i].shape];
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
