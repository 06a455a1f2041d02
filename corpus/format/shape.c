/* shape.c - what a line of a paper is, as far as its form alone tells. */
#include "format/shape.h"

#include <string.h>
#include <strings.h>

#include "text/normal.h"

enum {
    NUMBER_DIGITS = 3, /* "1998. " is a year, not a mark */
    HEADING_WORDS = 12,
    HEADING_BYTES = 120,
    TITLE_WORDS = 25,
    TITLE_BYTES = 200
};

static bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

static bool is_small(char byte) {
    return byte >= 'a' && byte <= 'z';
}

static bool is_capital(char byte) {
    return byte >= 'A' && byte <= 'Z';
}

size_t shape_blank(const char *text, size_t size) {
    if (size > 0 && (*text == ' ' || (*text >= '\t' && *text <= '\r')))
        return 1;
    return size > 1 && text[0] == '\xC2' && text[1] == '\xA0' ? 2 : 0;
}

void shape_trim(const char **text, size_t *size) {
    for (size_t blank; (blank = shape_blank(*text, *size)) > 0;) {
        *text += blank;
        *size -= blank;
    }
    while (*size > 0) {
        const char *end = *text + *size;
        if (shape_blank(end - 1, 1))
            *size -= 1;
        else if (*size > 1 && shape_blank(end - 2, 2) == 2)
            *size -= 2;
        else
            break;
    }
}

static size_t skip_blanks(const char *line, size_t size, size_t at) {
    size_t blank = 0;
    while ((blank = shape_blank(line + at, size - at)) > 0)
        at += blank;
    return at;
}

/* Bytes of the sign that begins the line, or 0. U+F020 to U+F0FF is where word
 * processors leave the bullets of their symbol fonts. */
static size_t read_sign(const char *line, size_t size, bool *certain) {
    static const int SIGNS[] = {0xB7,   0x2022, 0x2023, 0x2043, 0x2219, 0x25A0,
                                0x25A1, 0x25AA, 0x25AB, 0x25B6, 0x25BA, 0x25CB,
                                0x25CF, 0x25D8, 0x25E6, 0x2605, 0x2666, 0x2713,
                                0x2714, 0x27A2, 0x27A4, 0x2756};
    if (size == 0)
        return 0;
    size_t at = 0;
    int sign = text_next_character(line, size, &at);
    *certain = sign >= 0xF020 && sign <= 0xF0FF;
    for (size_t i = 0; i < sizeof SIGNS / sizeof SIGNS[0]; i++)
        *certain = *certain || SIGNS[i] == sign;
    if (*certain)
        return at;
    bool dash = sign == '-' || sign == '*' || sign == 'o' || sign == 0x2013 ||
                sign == 0x2014 || sign == 0x2012;
    /* Without a blank it is a minus, or a word. */
    return dash && (at == size || shape_blank(line + at, size - at)) ? at : 0;
}

static bool is_roman(const char *word, size_t size) {
    for (size_t i = 0; i < size; i++)
        if (word[i] != 'i' && word[i] != 'v' && word[i] != 'x')
            return false;
    return size > 0 && size <= 5;
}

static size_t count_digits(const char *line, size_t size, size_t at) {
    size_t count = 0;
    while (at + count < size && is_digit(line[at + count]))
        count++;
    return count;
}

/* Bytes of "(a)", "(iv)", "(12)". */
static size_t read_bracketed(const char *line, size_t size) {
    const char *close = memchr(line, ')', size < 7 ? size : 7);
    size_t inside = close ? (size_t)(close - line) - 1 : 0;
    if (size == 0 || line[0] != '(' || inside == 0)
        return 0;
    bool letter = inside == 1 && (is_small(line[1]) || is_capital(line[1]));
    bool number =
        inside <= NUMBER_DIGITS && count_digits(line, size, 1) == inside;
    return letter || number || is_roman(line + 1, inside) ? inside + 2 : 0;
}

/* Bytes of "a)", "b.", "iv)", "A)". A capital and a stop is an initial. */
static size_t read_lettered(const char *line, size_t size) {
    size_t letters = 0;
    while (letters < size && letters < 6 && is_small(line[letters]))
        letters++;
    if (letters == 0 && size > 1 && is_capital(line[0]) && line[1] == ')')
        return 2;
    if (letters == 0 || letters == size ||
        (line[letters] != ')' && line[letters] != '.'))
        return 0;
    return letters == 1 || is_roman(line, letters) ? letters + 1 : 0;
}

/* Bytes of "3.", "3)", "1.2", "1.2.", "F1.", and how deep they number. */
static size_t read_numbered(const char *line, size_t size, unsigned *depth) {
    size_t at = 0;
    while (at < 2 && at < size && is_capital(line[at]))
        at++;
    unsigned levels = 0;
    for (;;) {
        size_t digits = count_digits(line, size, at);
        if (digits == 0 || digits > NUMBER_DIGITS)
            break;
        at += digits;
        levels++;
        if (at + 1 >= size || line[at] != '.' || !is_digit(line[at + 1]))
            break;
        at++;
    }
    if (levels == 0 || levels > 8)
        return 0;
    bool closed = at < size && (line[at] == '.' || line[at] == ')');
    /* "1.2 Each body" is a clause, "2.5 million" is not. */
    size_t next = skip_blanks(line, size, at);
    if (!closed && (levels < 2 || next == size || !is_capital(line[next])))
        return 0;
    *depth = levels;
    return at + closed;
}

/* Bytes of the number or letter that begins the line, or 0. */
static size_t read_number(const char *line, size_t size, unsigned *depth) {
    size_t number = read_numbered(line, size, depth);
    if (number == 0)
        number = read_bracketed(line, size);
    if (number == 0)
        number = read_lettered(line, size);
    if (number < size && !shape_blank(line + number, size - number))
        number = 0;
    if (number == 0)
        *depth = 0;
    return number;
}

struct list_mark shape_list_mark(const char *line, size_t size) {
    struct list_mark mark = {0};
    size_t sign = read_sign(line, size, &mark.certain);
    if (sign > 0)
        mark.sign = skip_blanks(line, size, sign);
    size_t number =
        read_number(line + mark.sign, size - mark.sign, &mark.depth);
    mark.size = skip_blanks(line, size, mark.sign + number);
    return mark;
}

bool shape_is_rule(const char *line, size_t size) {
    for (size_t i = 0; i < size; i++)
        if (!strchr("-_=*~#+. \t", line[i]) || line[i] == '\0')
            return false;
    return size >= 3;
}

/* The last character that is no closing mark of quotation or bracket. */
static int last_sign(const char *line, size_t size) {
    while (size > 0) {
        size_t start = size - 1;
        while (start > 0 && (line[start] & 0xC0) == 0x80)
            start--;
        size_t at = start;
        int sign = text_next_character(line, size, &at);
        bool closing = sign == '"' || sign == '\'' || sign == ')' ||
                       sign == ']' || sign == 0x2019 || sign == 0x201D;
        if (!closing)
            return sign;
        size = start;
    }
    return 0;
}

bool shape_ends_sentence(const char *line, size_t size) {
    int sign = last_sign(line, size);
    return sign == '.' || sign == '!' || sign == '?' || sign == ':' ||
           sign == ';' || sign == 0x2026;
}

struct words {
    const char *line;
    size_t size;
    size_t at;
    const char *word;
    size_t length;
};

static bool next_word(struct words *words) {
    size_t at = skip_blanks(words->line, words->size, words->at);
    words->word = words->line + at;
    size_t start = at;
    while (at < words->size && !shape_blank(words->line + at, words->size - at))
        at++;
    words->length = at - start;
    words->at = at;
    return at > start;
}

static bool word_is(const struct words *words, const char *word) {
    return strlen(word) == words->length &&
           strncasecmp(words->word, word, words->length) == 0;
}

static bool is_one_of(const struct words *words, const char *const *list) {
    for (; *list; list++)
        if (word_is(words, *list))
            return true;
    return false;
}

/* "14 November 2008", "April 2008 to March 2009": what stands under a title,
 * or over a letter. */
static bool is_date(const char *line, size_t size) {
    static const char *const NAMES[] = {
        "january", "february", "march",     "april",    "may",      "june",
        "july",    "august",   "september", "october",  "november", "december",
        "monday",  "tuesday",  "wednesday", "thursday", "friday",   "saturday",
        "sunday",  "to",       "and",       "of",       "-",        "–",
        "the",     NULL};
    struct words words = {.line = line, .size = size};
    while (next_word(&words)) {
        while (words.length > 1 && words.word[words.length - 1] == ',')
            words.length--;
        if (!is_digit(words.word[0]) && !is_one_of(&words, NAMES))
            return false;
    }
    return true;
}

/* Openings of lines that stand alone and head nothing. */
static bool is_courtesy(const char *line, size_t size) {
    static const char *const OPENINGS[] = {
        "dear", "yours", "signed", "sincerely", "copyright",
        "©",    "to:",   "from:",  "by",        NULL};
    struct words words = {.line = line, .size = size};
    return next_word(&words) && is_one_of(&words, OPENINGS);
}

static bool has(const char *line, size_t size, const char *piece) {
    return memmem(line, size, piece, strlen(piece)) != NULL;
}

/* "Jan Frances, Chair": a comma before a capital is found in names and
 * addresses, seldom in headings. */
static bool names_somebody(const char *line, size_t size) {
    for (size_t i = 0; i + 2 < size; i++)
        if (line[i] == ',' && line[i + 1] == ' ' && is_capital(line[i + 2]))
            return true;
    return false;
}

static size_t count_words(const char *line, size_t size) {
    struct words words = {.line = line, .size = size};
    size_t count = 0;
    while (next_word(&words))
        count++;
    return count;
}

static bool begins_quoted(const char *line, size_t size) {
    size_t at = 0;
    int sign = size > 0 ? text_next_character(line, size, &at) : 0;
    return sign == '"' || sign == '\'' || sign == 0x2018 || sign == 0x201C;
}

/* With a capital or a quotation mark. Letters beyond ASCII are rare enough
 * there to pass unexamined. */
static bool begins_like_title(const char *line, size_t size) {
    return size > 0 && (is_capital(line[0]) || (line[0] & 0x80) != 0 ||
                        begins_quoted(line, size));
}

static bool is_open_line(const char *line, size_t size) {
    int last = last_sign(line, size);
    if (last == '.' || last == '!' || last == ':' || last == ';' ||
        last == ',' || last == 0x2026)
        return false;
    return !has(line, size, "@") && !has(line, size, "www.") &&
           !has(line, size, "://") && !has(line, size, "\t") &&
           !has(line, size, "|") && !is_date(line, size) &&
           !is_courtesy(line, size);
}

/* Four capitals and no small letter. */
static bool is_capitals(const char *line, size_t size) {
    size_t capitals = 0;
    for (size_t i = 0; i < size; i++) {
        if (is_small(line[i]))
            return false;
        capitals += is_capital(line[i]);
    }
    return capitals >= 4;
}

/* Every long word has a capital. */
static bool is_title_case(const char *line, size_t size) {
    struct words words = {.line = line, .size = size};
    while (next_word(&words))
        if (words.length >= 4 && is_small(words.word[0]))
            return false;
    return true;
}

enum heading_shape shape_heading(const char *line, size_t size) {
    if (size == 0 || size > HEADING_BYTES || !begins_like_title(line, size) ||
        begins_quoted(line, size) || !is_open_line(line, size) ||
        count_words(line, size) > HEADING_WORDS)
        return HEADING_NONE;
    if (is_capitals(line, size))
        return HEADING_CAPITALS;
    if (names_somebody(line, size))
        return HEADING_NONE;
    return is_title_case(line, size) ? HEADING_TITLE : HEADING_SENTENCE;
}

bool shape_is_title(const char *line, size_t size) {
    return size <= TITLE_BYTES && begins_like_title(line, size) &&
           is_open_line(line, size) && count_words(line, size) <= TITLE_WORDS;
}

/* A word that no sentence ends with. */
static bool ends_in_link_word(const char *line, size_t size) {
    static const char *const LINKS[] = {"a",   "an", "the",  "of", "to", "and",
                                        "or",  "in", "for",  "by", "at", "on",
                                        "our", "as", "with", NULL};
    size_t start = size;
    while (start > 0 && (line[start - 1] & 0x80) == 0 &&
           !shape_blank(line + start - 1, 1))
        start--;
    struct words last = {.word = line + start, .length = size - start};
    bool letter = last.length == 1 && line[start] == 'A'; /* "Annex A" */
    return !letter && is_one_of(&last, LINKS);
}

/* "guardian.co.uk": full stops between letters. */
static bool is_host(const struct words *words) {
    const char *dot = memchr(words->word, '.', words->length);
    size_t at = dot ? (size_t)(dot - words->word) : 0;
    return at > 1 && at + 2 < words->length && is_small(dot[-1]) &&
           is_small(dot[1]);
}

/* "Log in", as menus have it. */
static bool is_menu_verb(const char *line, size_t size) {
    static const char *const LINES[] = {"log in",  "sign in", "log on",
                                        "sign on", "opt in",  NULL};
    for (size_t i = 0; LINES[i]; i++)
        if (strlen(LINES[i]) == size && strncasecmp(line, LINES[i], size) == 0)
            return true;
    return false;
}

bool shape_goes_on(const char *line, size_t size, const char *next,
                   size_t next_size) {
    enum { COMMA_AFTER = 30 }; /* "Cabinet Office," is a line of an address */
    struct words first = {.line = next, .size = next_size};
    if (shape_ends_sentence(line, size) || !next_word(&first))
        return false;
    bool address = has(first.word, first.length, "@") ||
                   has(first.word, first.length, "://") ||
                   has(first.word, first.length, "www.") || is_host(&first);
    if (is_small(next[0]) && !address)
        return true;
    return (ends_in_link_word(line, size) && !is_menu_verb(line, size)) ||
           (size >= COMMA_AFTER && line[size - 1] == ',');
}
