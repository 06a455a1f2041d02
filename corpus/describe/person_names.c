/* person_names.c - where a person's name stands. */
#include "describe/person_names.h"

#include <ctype.h>
#include <string.h>

#include "describe/names.h"
#include "describe/words.h"

enum { NAME_WORDS_MAX = 7, TITLES_MAX = 5 };

unsigned word_marks(const struct reading *reading, size_t word) {
    if (word >= reading->word_count)
        return 0;
    const struct word *at = &reading->words[word];
    return at->known ? at->known->marks
                     : schema_word_marks(reading->schema, at->folded);
}

/* ---- words ---- */

static bool is_initial(const struct reading *reading, size_t word) {
    const struct word *found = &reading->words[word];
    size_t length = strlen(found->folded);
    return word_has_capital(reading, word) &&
           isalpha((unsigned char)found->folded[0]) &&
           (length == 1 ||
            (length == 2 && found->letters == TOKEN_ALL_CAPITALS));
}

static bool joins_names(struct gap gap) {
    return gap_is(gap, " ") || gap_is(gap, "-") || gap_is(gap, ". ") ||
           gap_is(gap, ".") || gap_is(gap, "\n");
}

static bool is_particle(const struct reading *reading, size_t word) {
    static const char *const particles[] = {"de",  "van", "der", "von", "la",
                                            "le",  "du",  "da",  "bin", "al",
                                            "den", "di",  "el",  NULL};
    return !word_has_capital(reading, word) &&
           word_in(reading, word, particles);
}

/* Words that have a capital only because a line begins with them. */
static const char *const openers[] = {
    "a",         "about",    "after",    "all",       "also",
    "although",  "an",       "and",      "another",   "any",
    "apologies", "as",       "at",       "before",    "both",
    "but",       "by",       "cc",       "contact",   "copy",
    "dear",      "despite",  "during",   "each",      "email",
    "following", "for",      "from",     "further",   "have",
    "he",        "her",      "here",     "his",       "how",
    "however",   "if",       "in",       "is",        "it",
    "its",       "like",     "many",     "more",      "most",
    "no",        "not",      "now",      "of",        "on",
    "or",        "other",    "others",   "our",       "over",
    "photo",     "pictured", "posted",   "present",   "published",
    "re",        "says",     "see",      "she",       "signed",
    "since",     "so",       "some",     "such",      "tel",
    "than",      "that",     "the",      "their",     "then",
    "there",     "these",    "they",     "this",      "those",
    "through",   "to",       "today",    "under",     "until",
    "we",        "were",     "what",     "where",     "which",
    "while",     "who",      "why",      "with",      "within",
    "without",   "written",  "yes",      "yet",       "you",
    "your",      "yours",    "said",     "asked",     "told",
    "speaking",  "chaired",  "attended", "portfolio", "responsibility",
    "was",       "item",     "minute",   "ref",       "date",
    "dated",     "venue",    "time",     NULL};

/* Letters and their marks: "Q3" is no name. */
static bool has_digit(const char *folded) {
    return folded[strcspn(folded, "0123456789")] != '\0';
}

/* A word that may be a part of a name; `part` counts those before it. */
static bool may_be_part(const struct reading *reading, size_t word,
                        size_t part) {
    enum {
        NEVER = WORD_NOT_NAME | WORD_ROLE | WORD_AFTER_NAME | WORD_TITLE |
                WORD_ENDS_BODY | WORD_UNIT
    };
    const struct word *found = &reading->words[word];
    unsigned marks = word_marks(reading, word);
    if (!word_has_capital(reading, word) ||
        !isalpha((unsigned char)found->folded[0]))
        return false;
    if (has_digit(found->folded) || word_in(reading, word, openers))
        return false;
    if (part == 0 && (marks & WORD_GIVEN_NAME))
        return true;
    if (part == 0 && (marks & WORD_OF_ROLE))
        return false;
    if (part == 1 && (marks & WORD_SURNAME))
        return true;
    if (part >= 2 && (marks & WORD_OF_ROLE))
        return false;
    return (marks & NEVER) == 0;
}

/* A possessive ends a name, and is none of it: "Ann Other's". */
static bool is_possessive(const struct reading *reading, size_t word) {
    const char *folded = reading->words[word].folded;
    size_t length = strlen(folded);
    return length > 2 && strcmp(folded + length - 2, "'s") == 0;
}

/* ---- around the name ---- */

static size_t skip_titles(const struct reading *reading, size_t word,
                          size_t end, struct person_name *out) {
    for (size_t i = 0; i < TITLES_MAX && word + 1 < end; i++) {
        struct gap gap = gap_after(reading, word);
        bool right = word_is(reading, word, "right") &&
                     (word_marks(reading, word + 1) & WORD_TITLE);
        if (!word_has_capital(reading, word) ||
            !((word_marks(reading, word) & WORD_TITLE) || right) ||
            !(gap_is(gap, " ") || gap_is(gap, ". ") || gap_is(gap, ") ")))
            break;
        out->titled = true;
        word++;
    }
    return word;
}

static size_t skip_letters(const struct reading *reading, size_t word,
                           size_t end, struct person_name *out) {
    while (word < end && (word_marks(reading, word) & WORD_AFTER_NAME) &&
           word_has_capital(reading, word)) {
        struct gap gap = gap_after(reading, word - 1);
        if (!gap_is(gap, " ") && !gap_is(gap, ", ") && !gap_is(gap, "\n"))
            break;
        out->has_mp = out->has_mp || word_is(reading, word, "mp");
        word++;
    }
    return word;
}

/* Capitals throughout are a name's when all of it has them; one word of them
 * before a name is a body's: "NCVO Ann Other". */
static bool has_even_capitals(const struct reading *reading, size_t first,
                              size_t end) {
    const struct word *word = &reading->words[first];
    return first + 1 >= end || word->letters != TOKEN_ALL_CAPITALS ||
           strlen(word->folded) <= 2 ||
           reading->words[first + 1].letters == TOKEN_ALL_CAPITALS;
}

/* Fill out->end and what is counted; false when no name is there. */
static bool read_parts(const struct reading *reading, size_t end,
                       struct person_name *out) {
    size_t word = out->first;
    bool joined = false;
    out->end = word;
    while (word < end && word - out->first < NAME_WORDS_MAX) {
        bool particle = word + 1 < end && is_particle(reading, word) &&
                        word_has_capital(reading, word + 1);
        bool initial = is_initial(reading, word) &&
                       !(word_marks(reading, word) & WORD_AFTER_NAME);
        if (!particle && !initial && !joined &&
            !may_be_part(reading, word, out->words))
            break;
        if (joined && !word_has_capital(reading, word))
            break;
        if (!particle && !initial && !joined)
            out->words++;
        out->initials = out->initials || (initial && word == out->first);
        if (!particle)
            out->end = word + 1;
        struct gap gap = gap_after(reading, word);
        bool stop = gap_is(gap, ". ") && !initial;
        joined = gap_is(gap, "-");
        if (!joins_names(gap) || stop || is_possessive(reading, word))
            break;
        word++;
    }
    return out->words > 0;
}

bool person_name_at(const struct reading *reading, size_t word, size_t end,
                    struct person_name *out) {
    *out = (struct person_name){.title = word};
    if (!word_has_capital(reading, word))
        return false;
    out->first = skip_titles(reading, word, end, out);
    if (out->first >= end)
        return false;
    if (word_marks(reading, out->first) & WORD_PEER) {
        if (out->first + 1 >= end ||
            !gap_is(gap_after(reading, out->first), " ") ||
            !may_be_part(reading, out->first + 1, 1))
            return false;
        size_t peer = out->first++;
        if (!read_parts(reading, end, out))
            return false;
        out->first = peer;
        out->titled = true;
        out->words++;
    } else {
        if (!out->titled && !is_initial(reading, out->first) &&
            !may_be_part(reading, out->first, 0))
            return false;
        out->words =
            out->titled && !(word_marks(reading, out->first) & WORD_GIVEN_NAME);
        size_t before = out->words;
        if (!read_parts(reading, end, out) || out->end == out->first)
            return false;
        out->words -= before;
    }
    out->given = (word_marks(reading, out->first) & WORD_GIVEN_NAME) != 0;
    out->after = skip_letters(reading, out->end, end, out);
    return has_even_capitals(reading, out->first, out->end) && out->words > 0;
}

/* From `word` on, where a place's name begins, a body's name or more of this
 * one goes on. */
static bool goes_on_from_place(const struct reading *reading, size_t word,
                               size_t name_end, size_t end) {
    size_t next = word + reading->words[word].place_words;
    const struct name_run *run = name_of(reading, word);
    if (next == word || next >= end || !gap_joins(gap_after(reading, next - 1)))
        return false;
    bool body = run && run->kind == NAME_BODY;
    if (word_is(reading, next, "and"))
        return body ||
               (next + 1 < end && reading->words[next + 1].place_words > 0);
    return word_has_capital(reading, next) && (body || next < name_end);
}

size_t person_end_before_place(const struct reading *reading,
                               const struct person_name *name, size_t end) {
    size_t words = 1;
    for (size_t word = name->first + 1; word <= name->end && word < end;
         word++) {
        struct gap gap = gap_after(reading, word - 1);
        if (gap_is(gap, "-"))
            continue;
        if (!joins_names(gap))
            break;
        if (words >= 2 && goes_on_from_place(reading, word, name->end, end))
            return word;
        words++;
    }
    return READING_NOWHERE;
}

/* ---- the name as written ---- */

/* Append the word, in ordinary case when it is all capitals. */
static size_t append_word(char *out, const char *text, const struct word *word,
                          bool possessive) {
    size_t size = word->end - word->start;
    if (possessive) /* the apostrophe has one byte or three */
        while (size > 0 && text[word->start + size] != '\'' &&
               text[word->start + size] != '\xE2')
            size--;
    memcpy(out, text + word->start, size);
    if (word->letters != TOKEN_ALL_CAPITALS || size <= 2)
        return size;
    bool after_mark = true;
    for (size_t i = 0; i < size; i++) {
        unsigned char byte = (unsigned char)out[i];
        if (!after_mark && byte < 0x80)
            out[i] = (char)tolower(byte);
        bool mac = i == 1 && size > 4 && out[0] == 'M' && out[1] == 'c';
        after_mark = mac || byte == '\'' || byte >= 0x80;
    }
    return size;
}

const char *person_name_text(struct reading *reading,
                             const struct person_name *name) {
    const char *text = reading->document->text;
    size_t size =
        reading->words[name->end - 1].end - reading->words[name->first].start;
    char *out =
        arena_alloc(&reading->arena, size + name->end - name->first + 1);
    size_t length = 0;
    if (!out)
        return NULL;
    for (size_t word = name->first; word < name->end; word++) {
        bool last = word + 1 == name->end;
        length += append_word(out + length, text, &reading->words[word],
                              last && is_possessive(reading, word));
        if (last)
            break;
        struct gap gap = gap_after(reading, word);
        if (gap_has(gap, "."))
            out[length++] = '.';
        if (!gap_is(gap, ".") || strlen(reading->words[word + 1].folded) > 1)
            out[length++] = gap_is(gap, "-") ? '-' : ' ';
    }
    out[length] = '\0';
    return out;
}
