#include "text/tokens.h"

#include <endian.h>
#include <stdint.h>
#include <string.h>
#include <utf8proc.h>

#include "marks.h"
#include "text/normal.h"

/* What a character is to a word. A mark continues one and begins none. */
enum kind {
    KIND_OTHER,
    KIND_SMALL,
    KIND_CAPITAL,
    KIND_LETTER, /* of a script or kind without case */
    KIND_DIGIT,
    KIND_MARK,
    KIND_APOSTROPHE
};

/* The word being read. */
struct word {
    struct token *token;
    bool full;       /* a piece did not fit: nothing more is added */
    enum kind first; /* of its letters; KIND_OTHER before one came */
    enum kind last;  /* of its characters but marks */
    size_t capitals;
    size_t small;
};

enum { FOLD_MAX = 32 }; /* the longest decomposition has 18 characters */

#define O KIND_OTHER
#define S KIND_SMALL
#define C KIND_CAPITAL
#define D KIND_DIGIT
#define A KIND_APOSTROPHE
/* clang-format off */
static const unsigned char ascii_kind[128] = {
    O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,
    O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,
    O, O, O, O, O, O, O, A, O, O, O, O, O, O, O, O,
    D, D, D, D, D, D, D, D, D, D, O, O, O, O, O, O,
    O, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C,
    C, C, C, C, C, C, C, C, C, C, C, O, O, O, O, O,
    A, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S,
    S, S, S, S, S, S, S, S, S, S, S, O, O, O, O, O,
};
/* clang-format on */
#undef O
#undef S
#undef C
#undef D
#undef A

/* Raised and circled figures and fractions are not counted as digits: they
 * are marks of footnotes and measures ("policy²" is policy). */
static const unsigned char category_kind[UTF8PROC_CATEGORY_CO + 1] = {
    [UTF8PROC_CATEGORY_LL] = KIND_SMALL,
    [UTF8PROC_CATEGORY_LU] = KIND_CAPITAL,
    [UTF8PROC_CATEGORY_LT] = KIND_CAPITAL,
    [UTF8PROC_CATEGORY_LM] = KIND_LETTER,
    [UTF8PROC_CATEGORY_LO] = KIND_LETTER,
    [UTF8PROC_CATEGORY_ND] = KIND_DIGIT,
    [UTF8PROC_CATEGORY_NL] = KIND_DIGIT,
    [UTF8PROC_CATEGORY_MN] = KIND_MARK,
    [UTF8PROC_CATEGORY_MC] = KIND_MARK,
    [UTF8PROC_CATEGORY_ME] = KIND_MARK,
};

/* Marks that have a character of their own beside the combining one. Unicode
 * calls them letters, but folding leaves nothing of them. */
static bool is_spaced_mark(int character) {
    return character == 0x037A || /* Greek iota subscript */
           (character >= 0xFC5E && character <= 0xFC63) || /* Arabic vowels */
           (character >= 0xFE70 && character <= 0xFE7F) ||
           character == 0xFF9E || character == 0xFF9F; /* Japanese voicing */
}

static enum kind wide_kind(int character) {
    if (mark_is_apostrophe(character))
        return KIND_APOSTROPHE;
    if (is_spaced_mark(character))
        return KIND_MARK;
    utf8proc_category_t category =
        utf8proc_category((utf8proc_int32_t)character);
    return (enum kind)category_kind[category];
}

static enum kind character_kind(int character) {
    return character < 0x80 ? (enum kind)ascii_kind[character]
                            : wide_kind(character);
}

static bool is_ascii(char byte) {
    return (unsigned char)byte < 0x80;
}

/* A space or a sign of ASCII, as stands between most words. */
static bool is_plain_other(char byte) {
    return is_ascii(byte) && ascii_kind[(unsigned char)byte] == KIND_OTHER;
}

/* The character at *at, and past it: without a call where it is of ASCII, as
 * nearly all are. */
static int take_character(const struct token_reader *reader, size_t *at) {
    return is_ascii(reader->text[*at])
               ? reader->text[(*at)++]
               : text_next_character(reader->text, reader->size, at);
}

static bool is_letter(enum kind kind) {
    return kind == KIND_SMALL || kind == KIND_CAPITAL || kind == KIND_LETTER;
}

static bool is_digit_at(const struct token_reader *reader, size_t at) {
    return at < reader->size && reader->text[at] >= '0' &&
           reader->text[at] <= '9';
}

static size_t digits_end(const struct token_reader *reader, size_t at) {
    while (is_digit_at(reader, at))
        at++;
    return at;
}

static void word_append(struct word *word, const void *bytes, size_t size) {
    struct token *token = word->token;
    word->full = word->full || size > TOKEN_WORD_MAX - token->length;
    if (word->full)
        return;
    memcpy(token->word + token->length, bytes, size);
    token->length += size;
}

static void word_append_byte(struct word *word, char byte) {
    struct token *token = word->token;
    word->full = word->full || token->length == TOKEN_WORD_MAX;
    if (!word->full)
        token->word[token->length++] = byte;
}

/* Letters that are taken for others though Unicode does not decompose them;
 * NULL for the rest. */
static const char *spelled_out(utf8proc_int32_t code) {
    switch (code) {
    case 0x00E6: /* ae */
        return "ae";
    case 0x0153: /* oe */
        return "oe";
    case 0x00F8: /* o with stroke */
        return "o";
    case 0x0142: /* l with stroke */
        return "l";
    case 0x0111: /* d with stroke */
        return "d";
    default:
        return NULL;
    }
}

static void append_code(struct word *word, utf8proc_int32_t code) {
    utf8proc_uint8_t bytes[4];
    const char *spelled = spelled_out(code);
    if (spelled)
        word_append(word, spelled, strlen(spelled));
    else
        word_append(word, bytes, (size_t)utf8proc_encode_char(code, bytes));
}

/* Decompositions may hold spaces and signs (U+FDFA is a whole sentence): only
 * what may stand in a word is taken from them. */
static void fold_wide(struct word *word, int character) {
    utf8proc_int32_t codes[FOLD_MAX];
    int boundary = 0;
    utf8proc_ssize_t count =
        utf8proc_decompose_char((utf8proc_int32_t)character, codes, FOLD_MAX,
                                UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
                                    UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK,
                                &boundary);
    for (utf8proc_ssize_t i = 0; i < count && i < FOLD_MAX; i++) {
        enum kind kind = character_kind((int)codes[i]);
        if (is_letter(kind) || kind == KIND_DIGIT)
            append_code(word, codes[i]);
    }
}

static void word_take(struct word *word, int character, enum kind kind) {
    if (character < 0x80) {
        word_append_byte(
            word, (char)(kind == KIND_CAPITAL ? character | 0x20 : character));
    } else {
        fold_wide(word, character);
    }
    if (is_letter(kind) && word->first == KIND_OTHER)
        word->first = kind;
    if (kind != KIND_MARK)
        word->last = kind;
    word->capitals += kind == KIND_CAPITAL;
    word->small += kind == KIND_SMALL;
}

static enum token_case word_case(const struct word *word) {
    if (word->capitals > 1 && word->small == 0)
        return TOKEN_ALL_CAPITALS;
    return word->first == KIND_CAPITAL ? TOKEN_CAPITALISED : TOKEN_LOWER;
}

/* A point or comma between two digits stands at `at`. */
static bool is_link_at(const struct token_reader *reader, size_t at) {
    return at > 0 && is_digit_at(reader, at - 1) &&
           (reader->text[at] == '.' || reader->text[at] == ',') &&
           is_digit_at(reader, at + 1);
}

/* Past "5,000" and "1,234,567"; past the first digits when the commas do not
 * part thousands. */
static size_t thousands_end(const struct token_reader *reader, size_t at) {
    size_t digits = digits_end(reader, at);
    size_t end = digits;
    if (digits - at > 3)
        return digits;
    while (end < reader->size && reader->text[end] == ',' &&
           is_digit_at(reader, end + 1)) {
        size_t group = digits_end(reader, end + 1);
        if (group - end != sizeof ",000" - 1)
            return digits;
        end = group;
    }
    return end;
}

/* Where the number that begins at `at` ends. A chain of digits that is no one
 * number ("12.05.2009", "1,2,3") is a word for each of its links. */
static size_t number_end(const struct token_reader *reader, size_t at) {
    size_t digits = digits_end(reader, at);
    if (at > 0 && is_link_at(reader, at - 1))
        return digits;
    size_t end = thousands_end(reader, at);
    if (end < reader->size && reader->text[end] == '.' &&
        is_link_at(reader, end))
        end = digits_end(reader, end + 1);
    return end < reader->size && is_link_at(reader, end) ? digits : end;
}

static void word_take_number(struct word *word, struct token_reader *reader) {
    size_t end = number_end(reader, reader->at);
    for (; reader->at < end; reader->at++)
        if (reader->text[reader->at] != ',')
            word_append_byte(word, reader->text[reader->at]);
    word->last = KIND_DIGIT;
}

static enum kind kind_at(const struct token_reader *reader, size_t at) {
    if (at >= reader->size)
        return KIND_OTHER;
    return character_kind(take_character(reader, &at));
}

/* The highest bit of each of eight bytes that is a plain small letter; of
 * others, none. Below 0x80 a byte has that bit after 0x80 - 'a' was added when
 * it is no less than 'a'. */
static uint64_t small_letters(uint64_t bytes) {
    const uint64_t each = UINT64_C(0x0101010101010101);
    uint64_t low = bytes & each * 0x7F;
    return (low + each * (0x80 - 'a')) & ~(low + each * (0x7F - 'z')) & ~bytes &
           each * 0x80;
}

size_t token_small_letters(const char *text, size_t size) {
    size_t count = 0;
    for (; size - count >= sizeof(uint64_t); count += sizeof(uint64_t)) {
        uint64_t bytes = 0;
        memcpy(&bytes, text + count, sizeof bytes);
        uint64_t others =
            ~small_letters(le64toh(bytes)) & UINT64_C(0x8080808080808080);
        if (others != 0)
            return count + (unsigned)__builtin_ctzll(others) / 8;
    }
    while (count < size && text[count] >= 'a' && text[count] <= 'z')
        count++;
    return count;
}

/* Take the plain small letters; nothing but a short cut. */
static void word_take_small(struct word *word, struct token_reader *reader) {
    struct token *token = word->token;
    size_t left = reader->size - reader->at;
    size_t room = TOKEN_WORD_MAX - token->length;
    const char *text = reader->text + reader->at;
    size_t count = token_small_letters(text, left < room ? left : room);
    if (count == 0)
        return;
    memcpy(token->word + token->length, text, count);
    reader->at += count;
    token->length += count;
    if (word->first == KIND_OTHER)
        word->first = KIND_SMALL;
    word->last = KIND_SMALL;
    word->small += count;
}

/* Take the next character if the word goes on with it. */
static bool word_go_on(struct word *word, struct token_reader *reader) {
    if (!word->full)
        word_take_small(word, reader);
    size_t at = reader->at;
    if (at >= reader->size || is_plain_other(reader->text[at]))
        return false;
    int character = take_character(reader, &at);
    enum kind kind = character_kind(character);
    if (kind == KIND_OTHER)
        return false;
    if (kind == KIND_APOSTROPHE) {
        if (!is_letter(word->last) || !is_letter(kind_at(reader, at)))
            return false;
        word_append_byte(word, '\'');
    } else {
        word_take(word, character, kind);
    }
    reader->at = at;
    return true;
}

/* An ampersand, or what may be one past ASCII. */
static bool may_be_ampersand(char byte) {
    return byte == '&' || !is_ascii(byte);
}

/* Past the ampersands at `at` that are a word, or `at`. */
static size_t ampersand_end(const struct token_reader *reader, size_t at) {
    size_t end = at;
    while (end < reader->size && reader->text[end] == '&')
        end++;
    if (is_ascii(reader->text[at]))
        return end;
    int character = text_next_character(reader->text, reader->size, &end);
    return character == 0xFE60 || character == 0xFF06 ? end : at;
}

/* Move to the next character that can begin a word. */
static bool find_word(struct token_reader *reader) {
    while (reader->at < reader->size) {
        size_t at = reader->at;
        if (reader->ampersands && may_be_ampersand(reader->text[at]) &&
            ampersand_end(reader, at) > at)
            return true;
        if (is_plain_other(reader->text[at])) {
            reader->at++;
            continue;
        }
        enum kind kind = character_kind(take_character(reader, &at));
        if (is_letter(kind) || kind == KIND_DIGIT)
            return true;
        reader->at = at;
    }
    return false;
}

void token_reader_begin(struct token_reader *reader, const char *text,
                        size_t size) {
    *reader = (struct token_reader){.text = text, .size = size};
}

void token_reader_begin_search(struct token_reader *reader, const char *text,
                               size_t size) {
    token_reader_begin(reader, text, size);
    reader->ampersands = true;
}

/* Past the hyphen at `at`, or `at` where there is none. Dashes part words. */
static size_t hyphen_end(const struct token_reader *reader, size_t at) {
    size_t end = at;
    if (at >= reader->size)
        return at;
    int character = take_character(reader, &end);
    bool hyphen =
        character == '-' || character == 0x2010 || character == 0x2011;
    return hyphen ? end : at;
}

static void token_take_ampersand(struct token *token) {
    memcpy(token->word, "and", sizeof "and");
    token->length = sizeof "and" - 1;
    token->letters = TOKEN_LOWER;
}

/* Read the word that begins at reader->at; it may fold to nothing. */
static void read_word(struct token_reader *reader, struct token *token) {
    struct word word = {.token = token};
    if (is_digit_at(reader, reader->at))
        word_take_number(&word, reader);
    while (word_go_on(&word, reader))
        ;
    token->letters = word_case(&word);
    reader->hyphen =
        is_letter(word.last) && hyphen_end(reader, reader->at) > reader->at;
}

/* Read a word of plain small letters, the first of which may be a capital,
 * between spaces or signs that are no words, as most are; false when the next
 * is none, and no word was read. A short cut for what token_next() does. */
static bool next_plain_word(struct token_reader *reader, struct token *token) {
    const char *text = reader->text;
    size_t at = reader->at;
    if (reader->hyphen)
        return false;
    while (at < reader->size && is_plain_other(text[at]) && text[at] != '&')
        at++;
    reader->at = at;
    if (at == reader->size)
        return false;
    size_t left = reader->size - at;
    size_t most = left < TOKEN_WORD_MAX ? left : TOKEN_WORD_MAX;
    size_t capital = text[at] >= 'A' && text[at] <= 'Z';
    size_t count =
        capital + token_small_letters(text + at + capital, most - capital);
    if (count == 0 || count == most || text[at + count] == '-' ||
        !is_plain_other(text[at + count]))
        return false;
    memcpy(token->word, text + at, count);
    token->word[0] = (char)(text[at] | 0x20);
    token->start = at;
    token->end = reader->at = at + count;
    token->length = count;
    token->joined = false;
    token->letters = capital ? TOKEN_CAPITALISED : TOKEN_LOWER;
    return true;
}

/* Any other; false at the end. It may fold to nothing. Apart, so that the short
 * cut does not pay for what this needs. */
__attribute__((noinline)) static bool next_word(struct token_reader *reader,
                                                struct token *token) {
    size_t joint = reader->hyphen ? hyphen_end(reader, reader->at) : 0;
    size_t ampersand = 0;
    token->length = 0;
    if (!find_word(reader))
        return false;
    token->start = reader->at;
    token->joined = joint > 0 && joint == reader->at &&
                    is_letter(kind_at(reader, reader->at));
    reader->hyphen = false;
    if (reader->ampersands && may_be_ampersand(reader->text[reader->at]))
        ampersand = ampersand_end(reader, reader->at);
    if (ampersand > reader->at) {
        token_take_ampersand(token);
        reader->at = ampersand;
    } else {
        read_word(reader, token);
    }
    token->end = reader->at;
    return true;
}

bool token_next(struct token_reader *reader, struct token *token) {
    do {
        if (!next_plain_word(reader, token) && !next_word(reader, token))
            return false;
    } while (token->length == 0);
    token->word[token->length] = '\0';
    return true;
}

void token_fold(struct buffer *out, const char *text, size_t size) {
    struct token_reader reader;
    struct token token;
    size_t begun = out->size;
    token_reader_begin(&reader, text, size);
    while (buffer_ok(out) && token_next(&reader, &token)) {
        if (out->size > begun)
            buffer_append_char(out, ' ');
        buffer_append(out, token.word, token.length);
    }
}
