#include "query_lexemes.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "engine/query.h"
#include "text/tokens.h"

/* Notes quote a folded word at most, so that none is cut. */
enum { NOTE_MAX = 256 };

/* The place in the text. Copying a scanner is looking ahead. */
struct scanner {
    struct lexeme_list *list;
    const char *text;
    size_t size;
    size_t at;
    struct token_reader reader;
    struct token word; /* the first word at or behind `at` */
    bool has_word;     /* there is one */
    bool fresh;        /* nothing stands between here and a space, a bracket or
                        * a sign: only so can a '-' be one */
};

void lexemes_note(struct lexeme_list *list, const char *format, ...) {
    char text[NOTE_MAX];
    va_list values;
    va_start(values, format);
    vsnprintf(text, sizeof text, format, values);
    va_end(values);
    for (size_t i = 0; i < list->note_count; i++)
        if (strcmp(list->notes[i], text) == 0)
            return;
    const char *copy = arena_string(list->arena, text);
    const char **slot = copy ? arena_push(list->arena, &list->notes,
                                          &list->note_count, sizeof *slot)
                             : NULL;
    if (slot)
        *slot = copy;
    else
        list->failed = true;
}

static struct lexeme *push(struct scanner *scanner, enum lexeme_kind kind) {
    struct lexeme_list *list = scanner->list;
    struct lexeme *lexeme =
        arena_push(list->arena, &list->items, &list->count, sizeof *lexeme);
    if (lexeme)
        lexeme->kind = kind;
    else
        list->failed = true;
    return lexeme;
}

static void move_to(struct scanner *scanner, size_t at) {
    scanner->at = at;
    while (scanner->has_word && scanner->word.start < at)
        scanner->has_word = token_next(&scanner->reader, &scanner->word);
}

static bool word_at(const struct scanner *scanner, size_t at) {
    return scanner->has_word && scanner->word.start == at;
}

/* The byte there, or a space beyond both ends. */
static char byte_at(const struct scanner *scanner, size_t at) {
    return at < scanner->size ? scanner->text[at] : ' ';
}

static bool is_border(char byte) {
    return byte == ' ' || byte == '(' || byte == ')' || byte == '"';
}

/* Bytes start..end are not part of anything larger. */
static bool stands_alone(const struct scanner *scanner, size_t start,
                         size_t end) {
    return (start == 0 || is_border(scanner->text[start - 1])) &&
           is_border(byte_at(scanner, end));
}

static bool word_is(const struct scanner *scanner, const char *letters) {
    const struct token *word = &scanner->word;
    size_t size = strlen(letters);
    return word->end - word->start == size &&
           memcmp(scanner->text + word->start, letters, size) == 0;
}

/* Something that a sign before `at` can govern begins at `at`, perhaps behind
 * marks that mean nothing, as in -'word'. No word begins before `at`. */
static bool thing_begins(const struct scanner *scanner, size_t at) {
    while (at < scanner->size && !word_at(scanner, at) &&
           !strchr(" -=*()\"", scanner->text[at]))
        at++;
    if (at == scanner->size)
        return false;
    char byte = scanner->text[at];
    return word_at(scanner, at) || byte == '"' || byte == '(' ||
           (byte == '=' && word_at(scanner, at + 1));
}

/* The scanner's word goes into the lexeme, and the place moves behind it. */
static void take_word(struct scanner *scanner, struct lexeme *lexeme) {
    struct lexeme_list *list = scanner->list;
    lexeme->hyphened =
        lexeme->word_count == 0 || (lexeme->hyphened && scanner->word.joined);
    const char *copy = arena_string(list->arena, scanner->word.word);
    const char **slot = copy ? arena_push(list->arena, &lexeme->words,
                                          &lexeme->word_count, sizeof *slot)
                             : NULL;
    if (slot)
        *slot = copy;
    else
        list->failed = true;
    move_to(scanner, scanner->word.end);
}

static size_t character_count(const char *word) {
    size_t count = 0;
    for (; *word; word++)
        count += ((unsigned char)*word & 0xC0) != 0x80;
    return count;
}

/* The place is at the '*' behind a word. True when the run goes on behind it,
 * which no prefix does. */
static bool take_star(struct scanner *scanner, struct lexeme *lexeme,
                      const char *word) {
    bool inside = word_at(scanner, scanner->at + 1);
    if (inside)
        lexemes_note(scanner->list,
                     "\"*\" stands for the end of a word only; \"%s*\" with "
                     "more behind it was read as plain words.",
                     word);
    else if (character_count(word) < QUERY_PREFIX_MIN)
        lexemes_note(scanner->list,
                     "\"%s*\" was read as a plain word: a \"*\" needs at least "
                     "%d letters before it.",
                     word, QUERY_PREFIX_MIN);
    else
        lexeme->prefix = true;
    move_to(scanner, scanner->at + 1);
    return inside;
}

/* Nothing but marks stands between here and the next word. */
static bool next_word_is_joined(const struct scanner *scanner) {
    if (!scanner->has_word)
        return false;
    for (size_t at = scanner->at; at < scanner->word.start; at++)
        if (is_border(scanner->text[at]) || scanner->text[at] == '*')
            return false;
    return true;
}

/* A run of words with no space between. Exact ones stand side by side, which
 * is what a phrase is. */
static void read_words(struct scanner *scanner, bool exact) {
    struct lexeme *lexeme = push(scanner, LEXEME_WORDS);
    bool joined = lexeme != NULL;
    while (joined && !scanner->list->failed) {
        char word[TOKEN_WORD_MAX + 1];
        memcpy(word, scanner->word.word, sizeof word);
        take_word(scanner, lexeme);
        joined = byte_at(scanner, scanner->at) == '*'
                     ? take_star(scanner, lexeme, word)
                     : next_word_is_joined(scanner);
    }
    if (lexeme && exact) {
        lexeme->exact = true;
        if (lexeme->word_count > 1 && !lexeme->prefix)
            lexeme->kind = LEXEME_PHRASE;
    }
    scanner->fresh = false;
}

/* The digits of the text start..end as a number, no more than one past the
 * widest window; false when not all are digits. */
static bool read_window(const struct scanner *scanner, size_t start, size_t end,
                        unsigned *window) {
    *window = 0;
    for (size_t at = start; at < end; at++) {
        char byte = scanner->text[at];
        if (byte < '0' || byte > '9')
            return false;
        *window = *window * 10 + (unsigned)(byte - '0');
        if (*window > LEXEME_WINDOW_MAX)
            *window = LEXEME_WINDOW_MAX + 1;
    }
    return true;
}

static bool read_near(struct scanner *scanner) {
    struct scanner ahead = *scanner;
    size_t digits = scanner->word.end + 1;
    unsigned window = 0;
    bool begins = scanner->fresh || is_border(scanner->text[scanner->at - 1]);
    if (!begins || strcmp(scanner->word.word, "near") != 0 ||
        byte_at(scanner, digits - 1) != '/')
        return false;
    bool counted = !is_border(byte_at(scanner, digits));
    move_to(&ahead, digits);
    if (counted && (!word_at(&ahead, digits) ||
                    !is_border(byte_at(scanner, ahead.word.end)) ||
                    !read_window(scanner, digits, ahead.word.end, &window)))
        return false;
    struct lexeme *lexeme = push(scanner, LEXEME_NEAR);
    if (lexeme) {
        lexeme->window = window; /* 0, which is told of, when it has none */
        take_word(scanner, lexeme);
    }
    if (lexeme && counted) {
        move_to(scanner, digits);
        take_word(scanner, lexeme);
    }
    return true;
}

/* OR, and what people type who know other search engines. */
static bool read_operator(struct scanner *scanner) {
    static const struct {
        const char *name;
        enum lexeme_kind kind;
    } operators[] = {
        {"OR", LEXEME_OR}, {"AND", LEXEME_AND}, {"NOT", LEXEME_NOT}};
    const struct token *word = &scanner->word;
    if (!stands_alone(scanner, word->start, word->end))
        return false;
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        if (!word_is(scanner, operators[i].name))
            continue;
        struct lexeme *lexeme = push(scanner, operators[i].kind);
        if (lexeme)
            take_word(scanner, lexeme);
        return true;
    }
    return false;
}

static const struct field {
    const char *name;
    enum query_field field;
} fields[] = {{"title", QUERY_IN_TITLE},
              {"speaker", QUERY_IN_SPEAKER},
              {"organisation", QUERY_IN_ORGANISATION},
              {"organization", QUERY_IN_ORGANISATION}};

static const struct field *find_field(const char *name) {
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (strcmp(name, fields[i].name) == 0)
            return &fields[i];
    return NULL;
}

/* The name of a field: the sign is taken when something to look for follows it
 * at once. */
static bool read_field(struct scanner *scanner) {
    const struct field *field = find_field(scanner->word.word);
    if (!scanner->fresh || !field || byte_at(scanner, scanner->word.end) != ':')
        return false;
    struct scanner ahead = *scanner;
    move_to(&ahead, scanner->word.end + 1);
    if (!thing_begins(&ahead, ahead.at)) {
        lexemes_note(scanner->list,
                     "\"%s:\" needs a word, a phrase or brackets right "
                     "behind it; it was read as a plain word.",
                     field->name);
        return false;
    }
    struct lexeme *lexeme = push(&ahead, LEXEME_FIELD);
    if (lexeme)
        lexeme->field = field->field;
    *scanner = ahead;
    return true;
}

static bool is_name(const struct token *word) {
    for (const char *letter = word->word; *letter; letter++)
        if (*letter < 'a' || *letter > 'z')
            return false;
    return true;
}

static void note_unknown_field(struct scanner *scanner) {
    const struct token *word = &scanner->word;
    if (!scanner->fresh || byte_at(scanner, word->end) != ':' ||
        find_field(word->word) || !is_name(word))
        return;
    struct scanner ahead = *scanner;
    move_to(&ahead, word->end + 1);
    char byte = byte_at(&ahead, ahead.at);
    if (word_at(&ahead, ahead.at) || byte == '"' || byte == '(')
        lexemes_note(
            scanner->list,
            "\"%s:\" is no field to search in (\"title:\", \"speaker:\" "
            "and \"organisation:\" are); it was read as a plain word.",
            word->word);
}

static void read_word(struct scanner *scanner) {
    if (read_field(scanner))
        return;
    if (!read_operator(scanner) && !read_near(scanner)) {
        note_unknown_field(scanner);
        read_words(scanner, false);
    }
    scanner->fresh = false;
}

static void read_phrase(struct scanner *scanner) {
    struct lexeme_list *list = scanner->list;
    const char *begin = scanner->text + scanner->at + 1;
    const char *close = memchr(begin, '"', scanner->size - scanner->at - 1);
    if (!close) {
        lexemes_drop_signs(list, list->count);
        lexemes_note(list, "A quotation mark without its pair was not read.");
        move_to(scanner, scanner->at + 1);
        return;
    }
    size_t end = (size_t)(close - scanner->text);
    struct lexeme *lexeme = push(scanner, LEXEME_PHRASE);
    while (lexeme && scanner->has_word && scanner->word.start < end &&
           !list->failed)
        take_word(scanner, lexeme);
    if (lexeme && lexeme->word_count == 0) {
        lexemes_drop(list, list->count - 1);
        lexemes_note(list, "A phrase without a word was not read.");
    }
    if (memchr(begin, '*', (size_t)(close - begin)))
        lexemes_note(list, "\"*\" means nothing within quotation marks.");
    move_to(scanner, end + 1);
    scanner->fresh = false;
}

static void read_minus(struct scanner *scanner) {
    bool sign = scanner->fresh && thing_begins(scanner, scanner->at + 1);
    if (sign)
        push(scanner, LEXEME_MINUS);
    else if (scanner->fresh)
        lexemes_note(scanner->list,
                     "A \"-\" leaves out the word, phrase or brackets right "
                     "behind it; one that stands alone was not read.");
    scanner->fresh = sign;
    move_to(scanner, scanner->at + 1);
}

static void read_equals(struct scanner *scanner) {
    bool word = scanner->fresh && word_at(scanner, scanner->at + 1);
    bool phrase = scanner->fresh && byte_at(scanner, scanner->at + 1) == '"';
    if (scanner->fresh && !word && !phrase)
        lexemes_note(scanner->list, "A \"=\" asks for the word right behind it "
                                    "as it is spelt; one that stands alone was "
                                    "not read.");
    move_to(scanner, scanner->at + 1);
    if (word)
        read_words(scanner, true);
    else
        scanner->fresh = phrase;
}

static void read_bracket(struct scanner *scanner, enum lexeme_kind kind) {
    push(scanner, kind);
    scanner->fresh = kind == LEXEME_OPEN;
    move_to(scanner, scanner->at + 1);
}

static void read_mark(struct scanner *scanner) {
    char byte = scanner->text[scanner->at];
    if (byte == '*')
        lexemes_note(scanner->list, "A \"*\" with no word before it was not "
                                    "read.");
    scanner->fresh = byte == ' ';
    move_to(scanner, scanner->at + 1);
}

static void read_next(struct scanner *scanner) {
    if (word_at(scanner, scanner->at)) {
        read_word(scanner);
        return;
    }
    switch (scanner->text[scanner->at]) {
    case '"':
        read_phrase(scanner);
        return;
    case '(':
        read_bracket(scanner, LEXEME_OPEN);
        return;
    case ')':
        read_bracket(scanner, LEXEME_CLOSE);
        return;
    case '-':
        read_minus(scanner);
        return;
    case '=':
        read_equals(scanner);
        return;
    default:
        read_mark(scanner);
    }
}

void lexemes_read(struct lexeme_list *list, const char *text, size_t size) {
    struct scanner scanner = {
        .list = list, .text = text, .size = size, .fresh = true};
    token_reader_begin_search(&scanner.reader, text, size);
    scanner.has_word = token_next(&scanner.reader, &scanner.word);
    while (scanner.at < size && !list->failed)
        read_next(&scanner);
}
