/* query_settle.c - decides which brackets, operators and nears have what they
 * need. */
#include "query_lexemes.h"

static bool is_sign(enum lexeme_kind kind) {
    return kind == LEXEME_MINUS || kind == LEXEME_FIELD;
}

void lexemes_drop_signs(struct lexeme_list *list, size_t end) {
    while (end > 0 && is_sign(list->items[end - 1].kind))
        list->items[--end].kind = LEXEME_NOTHING;
}

void lexemes_drop(struct lexeme_list *list, size_t index) {
    list->items[index].kind = LEXEME_NOTHING;
    lexemes_drop_signs(list, index);
}

static void drop_lone_bracket(struct lexeme_list *list, size_t index) {
    lexemes_drop(list, index);
    lexemes_note(list, "A bracket without its pair was not read.");
}

static void drop_deep_pair(struct lexeme_list *list, size_t open,
                           size_t close) {
    lexemes_drop(list, open);
    list->items[close].kind = LEXEME_NOTHING;
    lexemes_note(list,
                 "Brackets more than %d deep within one another were not read.",
                 LEXEME_DEPTH_MAX);
}

static void settle_brackets(struct lexeme_list *list) {
    size_t *open = arena_alloc(list->arena, list->count * sizeof *open);
    size_t depth = 0;
    if (!open) {
        list->failed = true;
        return;
    }
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].kind == LEXEME_OPEN) {
            open[depth++] = i;
        } else if (list->items[i].kind == LEXEME_CLOSE) {
            if (depth == 0)
                drop_lone_bracket(list, i);
            else if (depth > LEXEME_DEPTH_MAX)
                drop_deep_pair(list, open[depth - 1], i);
            depth -= depth > 0;
        }
    }
    while (depth > 0)
        drop_lone_bracket(list, open[--depth]);
}

static void compact(struct lexeme_list *list) {
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].kind != LEXEME_NOTHING)
            list->items[kept++] = list->items[i];
    list->count = kept;
}

static enum lexeme_kind kind_before(const struct lexeme_list *list, size_t i) {
    return i > 0 ? list->items[i - 1].kind : LEXEME_NOTHING;
}

static enum lexeme_kind kind_behind(const struct lexeme_list *list, size_t i) {
    return i + 1 < list->count ? list->items[i + 1].kind : LEXEME_NOTHING;
}

/* What near can stand beside. Positions are of whole words, so no prefix. */
static bool is_place(const struct lexeme_list *list, size_t index) {
    if (index >= list->count)
        return false;
    const struct lexeme *lexeme = &list->items[index];
    return lexeme->kind == LEXEME_PHRASE ||
           (lexeme->kind == LEXEME_WORDS && !lexeme->prefix);
}

static void settle_near(struct lexeme_list *list, size_t index) {
    struct lexeme *near = &list->items[index];
    bool placed =
        index > 0 && is_place(list, index - 1) && is_place(list, index + 1);
    if (!placed || near->window == 0) {
        near->kind = LEXEME_WORDS;
        lexemes_note(list, "\"near/5\" stands between two words or phrases "
                           "and counts from 1; this one was read as plain "
                           "words.");
    } else if (near->window > LEXEME_WINDOW_MAX) {
        near->window = LEXEME_WINDOW_MAX;
        lexemes_note(list, "\"near/%d\" is as far as near goes.",
                     LEXEME_WINDOW_MAX);
    }
}

static bool ends_thing(enum lexeme_kind kind) {
    return kind == LEXEME_WORDS || kind == LEXEME_PHRASE ||
           kind == LEXEME_CLOSE;
}

static bool begins_thing(enum lexeme_kind kind) {
    return kind == LEXEME_WORDS || kind == LEXEME_PHRASE ||
           kind == LEXEME_OPEN || is_sign(kind);
}

static bool stands_between(const struct lexeme_list *list, size_t index) {
    return ends_thing(kind_before(list, index)) &&
           begins_thing(kind_behind(list, index));
}

static void settle_or(struct lexeme_list *list, size_t index) {
    if (stands_between(list, index))
        return;
    list->items[index].kind = LEXEME_WORDS;
    lexemes_note(list, "\"OR\" needs something on both sides; this one was "
                       "read as a plain word.");
}

/* What is not wanted twice would be wanted. */
static void settle_not(struct lexeme_list *list, size_t index) {
    bool governs = begins_thing(kind_behind(list, index)) &&
                   kind_behind(list, index) != LEXEME_MINUS;
    list->items[index].kind = governs ? LEXEME_MINUS : LEXEME_WORDS;
    if (governs)
        lexemes_note(list, "\"NOT\" was read as a \"-\" right before what "
                           "follows it; write it in small letters for the "
                           "word.");
    else
        lexemes_note(list, "\"NOT\" needs something behind it that is not "
                           "wanted; this one was read as a plain word.");
}

static void settle_and(struct lexeme_list *list, size_t index) {
    bool between = stands_between(list, index);
    list->items[index].kind = between ? LEXEME_NOTHING : LEXEME_WORDS;
    if (between)
        lexemes_note(list, "\"AND\" is not needed, for all words are wanted; "
                           "write it in small letters for the word.");
    else
        lexemes_note(list, "\"AND\" needs something on both sides; this one "
                           "was read as a plain word.");
}

static void settle_each(struct lexeme_list *list, enum lexeme_kind kind,
                        void (*settle)(struct lexeme_list *, size_t)) {
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].kind == kind)
            settle(list, i);
}

void lexemes_settle(struct lexeme_list *list) {
    settle_brackets(list);
    if (list->failed)
        return;
    compact(list);
    /* What turns into words is something for the others to join: near for all,
     * NOT for AND, AND for OR. */
    settle_each(list, LEXEME_NEAR, settle_near);
    settle_each(list, LEXEME_NOT, settle_not);
    settle_each(list, LEXEME_AND, settle_and);
    compact(list);
    settle_each(list, LEXEME_OR, settle_or);
}
