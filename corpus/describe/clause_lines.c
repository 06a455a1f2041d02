#include "describe/clause_lines.h"

#include <string.h>

#include "describe/words.h"
#include "format/shape.h"
#include "schema/wordings.h"

static word_list wording(const struct reading *reading, enum wording list) {
    return schema_wording(reading->schema, list);
}

static const char *block_text(const struct reading *reading, size_t block) {
    return reading->document->text + reading->document->blocks[block].start;
}

static size_t block_size(const struct reading *reading, size_t block) {
    const struct block *at = &reading->document->blocks[block];
    return at->end - at->start;
}

/* Marks. */

/* "Principle 4:", "Recommendation 2 -", "Commitment A." */
static size_t label_words(const struct reading *reading, size_t block) {
    size_t first = reading->blocks[block].first_word;
    size_t end = reading_block_end(reading, block);
    if (end - first < 2 ||
        !words_begin(reading, first, end,
                     wording(reading, WORDING_CLAUSE_LABELS)))
        return 0;
    const char *number = reading->words[first + 1].folded;
    if (word_number(reading, first + 1, 2) < 0 &&
        (number[0] == '\0' || number[1] != '\0'))
        return 0;
    if (!gap_is(gap_after(reading, first), " "))
        return 0;
    struct gap gap = gap_after(reading, first + 1);
    bool parted = gap_has(gap, ":") || gap_has(gap, ". ") ||
                  gap_has(gap, " - ") || gap_has(gap, " – ") ||
                  gap_has(gap, " — ") || first + 2 == end;
    return parted ? 2 : 0;
}

static struct marked mark_of_number(const char *text, size_t size,
                                    const struct list_mark *mark) {
    char letter = size > mark->sign ? text[mark->sign] : '\0';
    if (letter == '(' && size > mark->sign + 1)
        letter = text[mark->sign + 1];
    if (mark->depth > 0)
        return (struct marked){MARK_NUMBER + mark->depth - 1, '\0'};
    if (letter >= '0' && letter <= '9')
        return (struct marked){MARK_LETTER, '\0'};
    if (letter >= 'A' && letter <= 'Z')
        letter = (char)(letter - 'A' + 'a');
    size_t at = mark->sign + (text[mark->sign] == '(') + 1;
    bool alone = at < size && (text[at] == ')' || text[at] == '.');
    bool roman = letter == 'i' || letter == 'v' || letter == 'x';
    return (struct marked){roman ? MARK_ROMAN : MARK_LETTER,
                           alone ? letter : '\0'};
}

bool clause_is_lettered(const struct reading *reading, size_t block) {
    enum { DIGITS_MAX = 2 };
    size_t first = reading->blocks[block].first_word;
    if (reading->blocks[block].word_count < 2 ||
        !word_has_capital(reading, first))
        return false;
    const char *folded = reading->words[first].folded;
    size_t digits = strspn(folded + 1, "0123456789");
    return folded[0] >= 'a' && folded[0] <= 'z' && digits > 0 &&
           digits <= DIGITS_MAX && folded[1 + digits] == '\0' &&
           gap_has(gap_after(reading, first), ". ");
}

/* "3.* Give": a star that points to a note. */
static bool is_starred_number(const char *text, size_t size) {
    size_t at = 0;
    while (at < size && text[at] >= '0' && text[at] <= '9')
        at++;
    return at > 0 && at <= 2 && at + 3 < size &&
           (text[at] == '.' || text[at] == ')') && text[at + 1] == '*' &&
           text[at + 2] == ' ';
}

bool clause_is_zeroth(const struct reading *reading, size_t block) {
    const char *text = block_text(reading, block);
    size_t size = block_size(reading, block);
    size_t at = 0;
    while (at < size && text[at] >= '0' && text[at] <= '9')
        at++;
    return at > 0 && at + 2 < size && text[at] == '.' && text[at + 1] == '0' &&
           (text[at + 2] == ' ' || text[at + 2] == '.');
}

struct marked clause_mark_of(const struct reading *reading, size_t block) {
    static const char that[] = "that ";
    const struct block *held = &reading->document->blocks[block];
    const char *text = block_text(reading, block);
    size_t size = block_size(reading, block);
    if (held->kind == BLOCK_TABLE_ROW)
        return (struct marked){MARK_ROW, '\0'};
    if (label_words(reading, block) > 0)
        return (struct marked){MARK_LABEL, '\0'};
    if (word_is(reading, reading->blocks[block].first_word, "that") &&
        size > sizeof that && text[sizeof that - 1] == '(') {
        text += sizeof that - 1;
        size -= sizeof that - 1;
    }
    struct list_mark mark = shape_list_mark(text, size);
    if (mark.size > mark.sign)
        return mark_of_number(text, size, &mark);
    if (is_starred_number(text, size))
        return (struct marked){MARK_NUMBER, '\0'};
    if (clause_is_lettered(reading, block))
        return (struct marked){MARK_PROVISION, '\0'};
    bool item = held->kind == BLOCK_LIST_ITEM || mark.size > 0;
    return (struct marked){item ? MARK_SIGN : MARK_NONE, '\0'};
}

/* Promises. */

static const struct {
    enum wording headings;
    enum clause_kind kind;
} promised[] = {
    {WORDING_DEFINITION_HEADINGS, CLAUSE_DEFINITION},
    {WORDING_RECOMMENDATION_HEADINGS, CLAUSE_RECOMMENDATION},
    {WORDING_CONSIDERATION_HEADINGS, CLAUSE_CONSIDERATION},
    {WORDING_COMMITMENT_HEADINGS, CLAUSE_COMMITMENT},
    {WORDING_PRINCIPLE_HEADINGS, CLAUSE_PRINCIPLE},
};

/* What the words first..end promise, the last of the table's that is there. */
static struct clause_promise promise_of(const struct reading *reading,
                                        size_t first, size_t end,
                                        const char *rule) {
    struct clause_promise promise = {.rule = rule};
    bool commitment = false;
    for (size_t i = 0; i < sizeof promised / sizeof promised[0]; i++) {
        if (words_find(reading, first, end,
                       wording(reading, promised[i].headings)) == end)
            continue;
        promise.is_mixed = commitment && promised[i].kind == CLAUSE_PRINCIPLE;
        commitment = promised[i].kind == CLAUSE_COMMITMENT;
        if (!promise.is_given || promise.is_mixed)
            promise.kind = promised[i].kind;
        promise.is_given = true;
    }
    return promise;
}

/* Past "3." or "3.1" in a heading. */
static size_t skip_number(const struct reading *reading, size_t first,
                          size_t end) {
    while (first + 1 < end &&
           reading->words[first].folded[strspn(reading->words[first].folded,
                                               "0123456789.")] == '\0')
        first++;
    return first;
}

struct clause_promise clause_heading_promise(const struct reading *reading,
                                             size_t block) {
    enum { WORDS_MAX = 14 };
    size_t end = reading_block_end(reading, block);
    size_t first = skip_number(reading, reading->blocks[block].first_word, end);
    if (end - first > WORDS_MAX ||
        words_begin(reading, first, end,
                    wording(reading, WORDING_NO_CLAUSE_HEADINGS)) > 0)
        return (struct clause_promise){0};
    return promise_of(reading, first, end, "heading");
}

bool clause_heading_is_upkeep(const struct reading *reading, size_t block) {
    size_t end = reading_block_end(reading, block);
    size_t first = skip_number(reading, reading->blocks[block].first_word, end);
    return words_begin(reading, first, end,
                       wording(reading, WORDING_UPKEEP_HEADINGS)) > 0;
}

struct clause_promise clause_label_promise(const struct reading *reading,
                                           size_t block) {
    size_t first = reading->blocks[block].first_word;
    size_t count = label_words(reading, block);
    struct clause_promise promise =
        promise_of(reading, first, first + count, "label");
    if (count > 0 && word_is(reading, first, "consideration"))
        promise =
            (struct clause_promise){true, false, CLAUSE_CONSIDERATION, "label"};
    return promise;
}

bool clause_ends_with_colon(const struct reading *reading, size_t block) {
    const struct block *held = &reading->document->blocks[block];
    const char *text = reading->document->text;
    size_t end = held->end;
    while (end > held->start && (text[end - 1] == '-' || text[end - 1] == ' '))
        end--;
    return end > held->start && text[end - 1] == ':';
}

bool clause_ends_openly(const struct reading *reading, size_t block) {
    static const char *const open[] = {"will", "to", "that", "shall", NULL};
    size_t end = reading_block_end(reading, block);
    if (clause_ends_with_colon(reading, block))
        return true;
    char last =
        reading->document->text[reading->document->blocks[block].end - 1];
    return end > reading->blocks[block].first_word && last != '.' &&
           word_in(reading, end - 1, open);
}

struct clause_promise
clause_lead_in_promise(const struct reading *reading, size_t block,
                       const struct clause_opening *opening) {
    size_t end = reading_block_end(reading, block);
    if (end == reading->blocks[block].first_word)
        return (struct clause_promise){0};
    size_t first = reading_sentence(reading, end - 1).first;
    if (words_find(reading, first, end,
                   wording(reading, WORDING_RECOMMENDATION_OPENERS)) < end)
        return (struct clause_promise){true, false, CLAUSE_RECOMMENDATION,
                                       "lead-in"};
    struct clause_promise promise = promise_of(reading, first, end, "lead-in");
    if (!promise.is_given && opening->is_given) {
        promise.is_given = true;
        promise.kind = opening->kind;
    }
    return promise;
}

/* Parties. */

enum { PUBLIC_BIT = 1, VOLUNTARY_BIT = 2, BOTH_BIT = 4, OTHER_BIT = 8 };

/* The party named at `word`: its bits, and how many words it takes. */
static unsigned party_at(const struct reading *reading, size_t word, size_t end,
                         size_t *count) {
    static const struct {
        enum wording list;
        unsigned bits;
    } lists[] = {{WORDING_VOLUNTARY_PARTIES, VOLUNTARY_BIT},
                 {WORDING_PUBLIC_PARTIES, PUBLIC_BIT},
                 {WORDING_BOTH_PARTIES, BOTH_BIT}};
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        *count =
            words_begin(reading, word, end, wording(reading, lists[i].list));
        if (*count > 0)
            return lists[i].bits;
    }
    return 0;
}

static enum clause_side side_of(unsigned bits) {
    if ((bits & PUBLIC_BIT) && (bits & VOLUNTARY_BIT))
        return SIDE_BOTH;
    if (bits & PUBLIC_BIT)
        return SIDE_PUBLIC;
    if (bits & VOLUNTARY_BIT)
        return SIDE_VOLUNTARY;
    return bits & BOTH_BIT ? SIDE_BOTH : SIDE_NONE;
}

enum clause_side clause_side_named(const struct reading *reading, size_t first,
                                   size_t end) {
    unsigned bits = 0;
    for (size_t word = first; word < end;) {
        size_t count = 0;
        bits |= party_at(reading, word, end, &count);
        word += count > 0 ? count : 1;
    }
    return side_of(bits);
}

/* Openings. */

static size_t verb_at(const struct reading *reading, size_t word, size_t end,
                      bool after_party, enum clause_kind *kind) {
    size_t count = words_begin(reading, word, end,
                               wording(reading, WORDING_COMMITMENT_VERBS));
    *kind = CLAUSE_COMMITMENT;
    if (count > 0 || !after_party)
        return count;
    *kind = CLAUSE_PRINCIPLE;
    return words_begin(reading, word, end,
                       wording(reading, WORDING_PRINCIPLE_VERBS));
}

/* A body that the paper names, at `word`. */
static unsigned body_at(const struct reading *reading, size_t word, size_t end,
                        size_t *count) {
    const struct document *document = reading->document;
    const char *text = document->text + reading->words[word].start;
    size_t left = document->text_size - reading->words[word].start;
    for (size_t i = 0; i < document->organisation_count; i++) {
        const struct document_organisation *body = &document->organisations[i];
        size_t length = strlen(body->name);
        if (length > left || memcmp(text, body->name, length) != 0)
            continue;
        size_t last = word;
        while (last < end &&
               reading->words[last].end <= reading->words[word].start + length)
            last++;
        *count = last - word;
        if (*count > 0)
            return body->kind &&
                           strcmp(body->kind, "voluntary-organisation") == 0
                       ? VOLUNTARY_BIT
                       : OTHER_BIT;
    }
    return 0;
}

/* Words that may stand between a party and its verb. */
static bool is_small_word(const struct reading *reading, size_t word) {
    static const char *const small[] = {"also", "all",  "both",   "jointly",
                                        "each", "and",  "always", "therefore",
                                        "in",   "turn", NULL};
    return word_in(reading, word, small);
}

static bool is_we(const struct reading *reading, size_t word) {
    static const char *const we[] = {"we", "our", NULL};
    return word_in(reading, word, we);
}

struct clause_opening clause_opening_of(const struct reading *reading,
                                        size_t block) {
    static const char *const subordinators[] = {
        "where",  "when",   "if",  "before", "after", "unless", "until",
        "within", "during", "for", "in",     "at",    "by",     NULL};
    enum { WORDS_MAX = 16, STRICT_WORDS = 8 };
    struct clause_opening opening = {0};
    size_t first = reading->blocks[block].first_word;
    size_t last = reading_block_end(reading, block);
    size_t end = last - first > WORDS_MAX ? first + WORDS_MAX : last;
    unsigned bits = 0;
    bool after_party = false;
    opening.first_word = first;
    opening.names_nobody = true;
    for (size_t word = first; word < end;) {
        size_t count =
            bits > 0 ? verb_at(reading, word, last, after_party, &opening.kind)
                     : 0;
        if (count > 0) {
            opening.is_given = true;
            opening.is_strict = after_party && word < first + STRICT_WORDS;
            opening.side = side_of(bits);
            opening.end_word = word + count;
            /* "Where a group asks for it the reason shall ...": the party is
             * not the one that undertakes. */
            if (!after_party && word_in(reading, first, subordinators))
                opening = (struct clause_opening){
                    true, false, opening.kind, SIDE_BOTH,
                    true, first, word + count};
            return opening;
        }
        unsigned party = party_at(reading, word, last, &count);
        bool opens = word == first ||
                     (word == first + 1 && word_is(reading, first, "the"));
        if (opens && !party && word_has_capital(reading, word))
            party = body_at(reading, word, last, &count);
        if (party && !is_we(reading, word))
            opening.names_nobody = false;
        after_party =
            party > 0 || (after_party && is_small_word(reading, word));
        bits |= party;
        word += count > 0 ? count : 1;
        if (word < last && gap_ends_sentence(reading, word - 1) &&
            word > first + 2)
            break;
    }
    return opening;
}

bool clause_binds(const struct reading *reading, size_t block) {
    enum { WORDS_MAX = 30 };
    size_t end = reading_block_end(reading, block);
    size_t first = skip_number(reading, reading->blocks[block].first_word, end);
    if (first == end)
        return false;
    first += clause_is_lettered(reading, block);
    size_t last = reading_sentence(reading, first).end;
    if (last - first > WORDS_MAX)
        last = first + WORDS_MAX;
    return words_find(reading, first, last,
                      wording(reading, WORDING_COMMITMENT_VERBS)) < last;
}

bool clause_defines(const struct reading *reading, size_t block) {
    enum { WORDS_MAX = 12 };
    size_t first = reading->blocks[block].first_word;
    size_t last = reading_block_end(reading, block);
    size_t end = last - first > WORDS_MAX ? first + WORDS_MAX : last;
    for (size_t word = first; word + 1 < end; word++) {
        struct gap gap = gap_after(reading, word);
        if ((gap_has(gap, "”") || gap_has(gap, "\"") || gap_has(gap, "’") ||
             gap_has(gap, "'")) &&
            words_begin(reading, word + 1, last,
                        wording(reading, WORDING_DEFINITION_VERBS)) > 0)
            return true;
        if (gap_ends_sentence(reading, word))
            return false;
    }
    return false;
}
