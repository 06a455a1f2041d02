/* acronyms.c - what a paper says that its capitals stand for.
 *
 * The initials of the words must be the capitals in their order. Small words
 * may be passed over ("Department of Health (DH)") and so may what a hyphen
 * joins ("Co-ordination"). Capitals in brackets that the words before do not
 * spell are no acronym of theirs: "the budget (AGREED)". */
#include "describe/acronyms.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "describe/words.h"

enum { LETTERS_MIN = 2, LETTERS_MAX = 10, EXPANSION_WORDS_MAX = 14 };

/* The capitals of an acronym as it stands in the text. */
struct capitals {
    char letters[LETTERS_MAX + 1]; /* in small letters */
    size_t count;
    size_t first_word;
    size_t end_word;
    bool plural; /* "CCGs" */
};

static const char *const small_words[] = {"a",  "an", "and",  "by", "for",
                                          "in", "of", "on",   "or", "the",
                                          "to", "at", "with", NULL};

/* ---- the capitals ---- */

/* Add a word's capitals; false when it is none of an acronym's. */
static bool add_word(const struct reading *reading, size_t index,
                     struct capitals *out) {
    const struct word *word = &reading->words[index];
    const char *text = reading->document->text;
    size_t small = 0;
    if (!isupper((unsigned char)text[word->start]))
        return false;
    for (size_t at = word->start; at < word->end; at++) {
        unsigned char byte = (unsigned char)text[at];
        if (!isalnum(byte) || out->count == LETTERS_MAX)
            return false;
        if (isupper(byte))
            out->letters[out->count++] = (char)tolower(byte);
        else
            small++;
    }
    out->plural = text[word->end - 1] == 's';
    return small <= 3;
}

/* The acronym that begins at `first`: one word, or a few that a sign joins
 * ("R&D", "V-CS"). */
static bool read_capitals(const struct reading *reading, size_t first,
                          size_t end, struct capitals *out) {
    *out = (struct capitals){.first_word = first, .end_word = first};
    do {
        if (!add_word(reading, out->end_word, out))
            return false;
        out->end_word++;
    } while (out->end_word < end &&
             (gap_is(gap_after(reading, out->end_word - 1), "&") ||
              gap_is(gap_after(reading, out->end_word - 1), "-")));
    out->letters[out->count] = '\0';
    size_t last = out->end_word - 1;
    size_t bytes = reading->words[last].end - reading->words[first].start;
    return out->count >= LETTERS_MIN && bytes <= 2 * out->count + 1;
}

/* ---- the words ---- */

static bool may_pass_over(const struct reading *reading, size_t word,
                          size_t first) {
    return word_in(reading, word, small_words) ||
           (word > first && gap_is(gap_after(reading, word - 1), "-"));
}

/* Where the words begin whose initials, up to `last`, are the first `left` of
 * the letters; READING_NOWHERE when there are none. Not before `first`. */
static size_t match_back(const struct reading *reading, const char *letters,
                         size_t left, size_t last, size_t first) {
    char initial = reading->words[last].folded[0];
    if (initial == letters[left - 1]) {
        if (left == 1)
            return last;
        if (last > first) {
            size_t found =
                match_back(reading, letters, left - 1, last - 1, first);
            if (found != READING_NOWHERE)
                return found;
        }
    }
    if (last == first || !may_pass_over(reading, last, first))
        return READING_NOWHERE;
    return match_back(reading, letters, left, last - 1, first);
}

static bool gap_parts(struct gap gap) {
    static const char *const marks[] = {".",    ";", ":", "(", ")",
                                        "\n\n", "?", "!", "|", ""};
    for (size_t i = 0; marks[i][0]; i++)
        if (gap_has(gap, marks[i]))
            return true;
    return false;
}

/* The first word that may belong to a name which ends at `last`. */
static size_t reach_back(const struct reading *reading, size_t last,
                         size_t first) {
    size_t word = last;
    while (word > first && last - word < EXPANSION_WORDS_MAX &&
           !gap_parts(gap_after(reading, word - 1)))
        word--;
    return word;
}

/* ---- giving ---- */

/* The text of the words, with single spaces; "Trusts" as "Trust" when
 * `plural`. NULL when memory is out. */
static char *expansion_text(struct reading *reading, size_t first, size_t last,
                            bool plural) {
    const char *text = reading->document->text;
    size_t start = reading->words[first].start;
    size_t size = reading->words[last].end - start;
    char *out = arena_alloc(&reading->arena, size + 2);
    size_t length = 0;
    for (size_t i = 0; out && i < size; i++) {
        bool space = isspace((unsigned char)text[start + i]);
        if (!space || (length > 0 && out[length - 1] != ' '))
            out[length++] = space ? ' ' : text[start + i];
    }
    if (out && plural && length > 3 && out[length - 1] == 's') {
        bool ies = length > 4 && memcmp(out + length - 3, "ies", 3) == 0;
        length -= ies ? 3 : 1;
        if (ies)
            out[length++] = 'y';
        out[length] = '\0';
    }
    return out;
}

static enum concord_status give(struct reading *reading,
                                const struct capitals *capitals, size_t first,
                                size_t last, const char *rule,
                                struct concord_error *err) {
    struct document *document = reading->document;
    size_t start = reading->words[capitals->first_word].start;
    size_t size = reading->words[capitals->end_word - 1].end - start;
    bool plural = capitals->plural && size > capitals->count;
    char *acronym = arena_copy(&reading->arena, document->text + start, size);
    char *expansion = expansion_text(reading, first, last, plural);
    if (!acronym || !expansion)
        return concord_no_memory(err);
    if (plural)
        acronym[size - 1] = '\0';
    if (capitals->first_word < first) {
        first = capitals->first_word;
    } else {
        last = capitals->end_word - 1;
    }
    size_t from = reading->words[first].start;
    size_t to = reading->words[last].end;
    size_t before = document->acronym_count;
    enum concord_status status = document_add_acronym(
        document, (struct document_acronym){acronym, expansion, from, to}, err);
    if (status != CONCORD_OK || document->acronym_count == before)
        return status;
    return document_add_evidence(document, "acronyms", acronym,
                                 CERTAINTY_STATED, rule, from, to, err);
}

/* ---- the shapes ---- */

/* Words may stand before the capitals: "(the BCF)", "(hereafter BCF)". */
static size_t skip_lead_in(const struct reading *reading, size_t word,
                           size_t end) {
    static const char *const leads[] = {
        "the",           "or the",         "known as the",       "known as",
        "hereafter",     "the so called",  "henceforth",         "or",
        "hereafter the", "referred to as", "referred to as the", NULL};
    return word + words_begin(reading, word, end, leads);
}

/* "Barset Compact Forum (BCF)": `word` stands before the bracket. */
static enum concord_status read_after(struct reading *reading, size_t word,
                                      size_t first, size_t end,
                                      struct concord_error *err) {
    struct capitals capitals;
    size_t at = skip_lead_in(reading, word + 1, end);
    if (at >= end || !read_capitals(reading, at, end, &capitals) ||
        !gap_has(gap_after(reading, capitals.end_word - 1), ")"))
        return CONCORD_OK;
    size_t from = match_back(reading, capitals.letters, capitals.count, word,
                             reach_back(reading, word, first));
    if (from == READING_NOWHERE || from == word)
        return CONCORD_OK;
    return give(reading, &capitals, from, word, "expansion-then-acronym", err);
}

/* Where the words that explain an acronym end: at the mark, or `end`. */
static size_t explained_end(const struct reading *reading, size_t first,
                            size_t end, bool bracket) {
    size_t word = first;
    while (word + 1 < end && word - first < EXPANSION_WORDS_MAX) {
        struct gap gap = gap_after(reading, word);
        if (bracket ? gap_has(gap, ")") : gap_parts(gap))
            return word + 1;
        word++;
    }
    return word + 1;
}

/* "BCF (Barset Compact Forum)", "BCF: Barset Compact Forum": all of the words
 * that follow spell it. */
static enum concord_status read_before(struct reading *reading, size_t word,
                                       size_t end, bool bracket,
                                       struct concord_error *err) {
    struct capitals capitals;
    size_t start = word;
    while (start > 0 && gap_is(gap_after(reading, start - 1), "&"))
        start--;
    if (word + 2 >= end || !read_capitals(reading, start, end, &capitals) ||
        capitals.end_word != word + 1)
        return CONCORD_OK;
    size_t first = word + 1;
    size_t stop = explained_end(reading, first, end, bracket);
    while (first < stop && word_in(reading, first, small_words))
        first++;
    if (first + 1 >= stop ||
        match_back(reading, capitals.letters, capitals.count, stop - 1,
                   first) != first)
        return CONCORD_OK;
    return give(reading, &capitals, first, stop - 1,
                bracket ? "acronym-then-expansion" : "glossary-line", err);
}

static bool opens_glossary_line(struct gap gap) {
    static const char *const marks[] = {": ",  " - ", " – ", " — ",
                                        " = ", "\t",  " | ", ""};
    for (size_t i = 0; marks[i][0]; i++)
        if (gap_is(gap, marks[i]))
            return true;
    return false;
}

static enum concord_status read_block(struct reading *reading, size_t block,
                                      struct concord_error *err) {
    size_t first = reading->blocks[block].first_word;
    size_t end = reading_block_end(reading, block);
    enum concord_status status = CONCORD_OK;
    for (size_t word = first; word + 1 < end && status == CONCORD_OK; word++) {
        struct gap gap = gap_after(reading, word);
        bool labels = word == first && opens_glossary_line(gap);
        if (labels)
            status = read_before(reading, word, end, false, err);
        if (gap.size < 2 || !memchr(gap.text, '(', gap.size) ||
            gap_has(gap, ")"))
            continue;
        status = read_after(reading, word, first, end, err);
        if (status == CONCORD_OK)
            status = read_before(reading, word, end, true, err);
    }
    return status;
}

enum concord_status describe_acronyms(struct reading *reading,
                                      struct concord_error *err) {
    /* A glossary of more is a dictionary, and each is held against all. */
    enum { ACRONYMS_MAX = 1000 };
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < reading->document->block_count; i++)
        if (status == CONCORD_OK &&
            reading->document->acronym_count < ACRONYMS_MAX)
            status = read_block(reading, i, err);
    return status;
}

/* ---- asking ---- */

const char *acronym_of_name(const struct document *document, const char *name) {
    for (size_t i = 0; i < document->acronym_count; i++)
        if (strcasecmp(document->acronyms[i].expansion, name) == 0)
            return document->acronyms[i].acronym;
    return NULL;
}
