/* names.c - see names.h. */
#include "relate/names.h"

#include <stdlib.h>
#include <string.h>

#include "text/tokens.h"

/* Words. */

/* A folded word in the singular, near enough for titles. */
uint32_t name_word_hash(const char *word, size_t length) {
    if (length > 2 && memcmp(word + length - 2, "'s", 2) == 0)
        length -= 2;
    else if (length > 3 && word[length - 1] == 's' && word[length - 2] != 's')
        length--;
    uint32_t hash = 2166136261U;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)word[i]) * 16777619U;
    return hash;
}

static bool is_one_of(const char *word, const char *const *words) {
    for (size_t i = 0; words[i]; i++)
        if (word[0] == words[i][0] && strcmp(word, words[i]) == 0)
            return true;
    return false;
}

/* Words that tell no paper from another. */
static bool is_weak(const char *word) {
    static const char *const words[] = {
        "a",        "an",        "and",       "as",      "at",
        "between",  "by",        "for",       "from",    "in",
        "its",      "of",        "on",        "our",     "the",
        "their",    "this",      "that",      "to",      "with",
        "new",      "draft",     "existing",  "current", "present",
        "previous", "original",  "first",     "second",  "final",
        "revised",  "refreshed", "updated",   "latest",  "agreement",
        "document", "edition",   "version",   "local",   "national",
        "compact",  "compacts",  "concordat", "code",    "codes",
        "good",     "best",      "practice",  NULL};
    return is_one_of(word, words);
}

/* The two sides of every agreement: they tell no agreement from another. */
static bool is_side(const char *word) {
    static const char *const words[] = {
        "voluntary",     "community", "sector", "sectors",
        "third",         "statutory", "public", "vcs",
        "organisations", "council",   NULL};
    return is_one_of(word, words);
}

static bool is_preposition(const char *word) {
    static const char *const words[] = {"about", "at",   "for",   "from",
                                        "in",    "of",   "on",    "to",
                                        "under", "with", "using", NULL};
    return is_one_of(word, words);
}

/* What may stand after the word that says what is named: "Compact for ...",
 * "Code of Practice", "Compact agreement 2005". */
static bool may_follow_head(const char *word) {
    static const char *const words[] = {
        "a",  "agreement", "and", "as",  "between", "by",   "document", "for",
        "in", "of",        "on",  "the", "version", "with", NULL};
    return is_one_of(word, words) || (word[0] >= '0' && word[0] <= '9');
}

static enum name_head head_word(const char *word) {
    if (strcmp(word, "compact") == 0 || strcmp(word, "concordat") == 0)
        return HEAD_COMPACT;
    return strcmp(word, "code") == 0 ? HEAD_CODE : HEAD_NONE;
}

uint32_t name_hash(const char *name) {
    struct token_reader reader;
    struct token token;
    uint32_t hash = 2166136261U;
    token_reader_begin(&reader, name, strlen(name));
    while (token_next(&reader, &token)) {
        if (strcmp(token.word, "the") == 0)
            continue;
        for (size_t i = 0; i <= token.length; i++)
            hash = (hash ^ (unsigned char)token.word[i]) * 16777619U;
    }
    return hash;
}

/* Places' names. */

enum { PLACE_WORDS_MAX = 5 };

struct place_key {
    uint64_t hash; /* of the name's words */
    int place;
    bool ambiguous; /* is also a word, or another's name */
};

struct place_names {
    const struct place_key *keys; /* ascending */
    size_t count;
};

static uint64_t add_word(uint64_t hash, uint32_t word) {
    hash = (hash ^ word) * 0xff51afd7ed558ccdULL;
    return hash ^ hash >> 32;
}

static uint32_t place_word(const struct token *token) {
    size_t length = token->length;
    if (length > 2 && memcmp(token->word + length - 2, "'s", 2) == 0)
        length -= 2;
    uint32_t hash = 2166136261U;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)token->word[i]) * 16777619U;
    return hash;
}

static uint64_t hash_place_name(const char *name, size_t *words) {
    struct token_reader reader;
    struct token token;
    uint64_t hash = 0;
    *words = 0;
    token_reader_begin(&reader, name, strlen(name));
    while (token_next(&reader, &token)) {
        hash = add_word(hash, place_word(&token));
        (*words)++;
    }
    return hash;
}

static int compare_places(const void *a, const void *b) {
    const struct place_key *first = a;
    const struct place_key *second = b;
    if (first->hash != second->hash)
        return first->hash < second->hash ? -1 : 1;
    return (first->place > second->place) - (first->place < second->place);
}

static bool add_place(struct arena *arena, struct place_key **keys,
                      size_t *count, const struct place *place, int index) {
    for (size_t i = 0; i < place->name_count; i++) {
        size_t words = 0;
        uint64_t hash = hash_place_name(place->names[i].name, &words);
        if (words == 0 || words > PLACE_WORDS_MAX)
            continue;
        struct place_key *key = arena_push(arena, keys, count, sizeof *key);
        if (!key)
            return false;
        *key = (struct place_key){hash, index, place->names[i].ambiguous};
    }
    return true;
}

enum concord_status place_names_create(struct place_names **out,
                                       struct arena *arena,
                                       const struct schema *schema,
                                       struct concord_error *err) {
    struct place_key *keys = NULL;
    struct place_names *names = arena_alloc(arena, sizeof *names);
    if (!names)
        return concord_no_memory(err);
    for (size_t i = 0; i < schema_place_count(schema); i++)
        if (!add_place(arena, &keys, &names->count, schema_place(schema, i),
                       (int)i))
            return concord_no_memory(err);
    if (keys)
        qsort(keys, names->count, sizeof *keys, compare_places);
    names->keys = keys;
    *out = names;
    return CONCORD_OK;
}

static size_t find_place(const struct place_names *names, uint64_t hash) {
    size_t low = 0;
    size_t high = names->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (names->keys[middle].hash < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return low < names->count && names->keys[low].hash == hash ? low
                                                               : names->count;
}

/* A title while it is read. */

enum { TITLE_WORDS_MAX = 40 };

struct title_reading {
    struct paper_name *name;
    const char *title;
    struct token words[TITLE_WORDS_MAX];
    bool of_place[TITLE_WORDS_MAX];
    size_t count;
};

static void read_words(struct title_reading *reading) {
    struct token_reader reader;
    token_reader_begin(&reader, reading->title, strlen(reading->title));
    while (reading->count < TITLE_WORDS_MAX &&
           token_next(&reader, &reading->words[reading->count]))
        reading->count++;
}

/* Every place of that name: which one is meant, the surroundings tell. */
static void take_places(struct paper_name *name,
                        const struct place_names *places, size_t key) {
    uint64_t hash = places->keys[key].hash;
    for (; key < places->count && places->keys[key].hash == hash; key++)
        if (name->place_count < NAME_PLACES_MAX)
            name->places[name->place_count++] = places->keys[key].place;
}

/* "Reading Compact" and "Compact for Reading" are Reading's, "A Reading List"
 * and "Signed on 31 March" are of no place. */
static bool supports_place(const struct title_reading *reading, size_t first) {
    static const char *const before[] = {"the", "for", "in", NULL};
    return first == 0 || is_one_of(reading->words[first - 1].word, before);
}

/* The longest name of a place that begins with word `first`; its words are
 * counted, 0 for none. */
static size_t read_place(struct title_reading *reading,
                         const struct place_names *places, size_t first) {
    uint64_t hash = 0;
    size_t longest = 0;
    size_t key = places->count;
    if (reading->words[first].letters == TOKEN_LOWER)
        return 0;
    for (size_t i = first; i < reading->count && i < first + PLACE_WORDS_MAX;
         i++) {
        hash = add_word(hash, place_word(&reading->words[i]));
        size_t found = find_place(places, hash);
        if (found == places->count ||
            (places->keys[found].ambiguous && !supports_place(reading, first)))
            continue;
        key = found;
        longest = i + 1 - first;
    }
    if (longest > 0 && reading->name->place_count == 0)
        take_places(reading->name, places, key);
    return longest;
}

static void read_places(struct title_reading *reading,
                        const struct place_names *places) {
    for (size_t i = 0; i < reading->count;) {
        size_t words = read_place(reading, places, i);
        for (size_t j = 0; j < words; j++)
            reading->of_place[i + j] = true;
        i += words > 0 ? words : 1;
    }
}

/* A colon or a dash between two words: the title begins anew. */
static bool parts_title(const struct title_reading *reading, size_t word) {
    const char *gap = reading->title + reading->words[word - 1].end;
    size_t size = reading->words[word].start - reading->words[word - 1].end;
    return memchr(gap, ':', size) || (size > 2 && gap[0] == ' ');
}

/* "Review of the Compact" is no compact, "Compact Voice" neither, "Code of
 * Practice on Volunteering" is a code. */
static void read_head(struct title_reading *reading) {
    bool after_preposition = false;
    for (size_t i = 0; i < reading->count; i++) {
        const char *word = reading->words[i].word;
        if (i > 0 && parts_title(reading, i))
            after_preposition = false;
        enum name_head head = head_word(word);
        reading->name->compact |= head == HEAD_COMPACT;
        bool followed = i + 1 == reading->count ||
                        may_follow_head(reading->words[i + 1].word) ||
                        parts_title(reading, i + 1);
        if (head != HEAD_NONE && followed && !after_preposition &&
            reading->name->head != HEAD_CODE)
            reading->name->head = head;
        after_preposition |= is_preposition(word) && !reading->of_place[i] &&
                             reading->name->head == HEAD_NONE;
    }
}

static int year_of(const struct token *token) {
    if (token->length != 4)
        return 0;
    for (size_t i = 0; i < 4; i++)
        if (token->word[i] < '0' || token->word[i] > '9')
            return 0;
    int year = atoi(token->word);
    return year >= 1990 && year <= 2040 ? year : 0;
}

/* The second half of "2005-08", written short. */
static int short_year_of(const struct title_reading *reading, size_t word,
                         int after) {
    const struct token *token = &reading->words[word];
    if (token->length != 2 || token->word[0] < '0' || token->word[0] > '9' ||
        token->word[1] < '0' || token->word[1] > '9' ||
        token->start - reading->words[word - 1].end > 3)
        return 0;
    int year = after - after % 100 + atoi(token->word);
    return year > after && year <= after + 10 ? year : 0;
}

/* Returns whether word `i` is one, or the end of one. */
static bool read_year(struct title_reading *reading, size_t i) {
    struct paper_name *name = reading->name;
    int before = name->is_term || edtf_is_undated(name->date)
                     ? 0
                     : edtf_single_year(name->date);
    int year = year_of(&reading->words[i]);
    if (year == 0 && before > 0)
        year = short_year_of(reading, i, before);
    if (year == 0)
        return false;
    if (before == 0 && !name->is_term)
        name->date = edtf_year(year);
    if (before > 0 && year > before) {
        name->date.latest = edtf_year(year).latest;
        name->is_term = true;
    }
    return true;
}

static int compare_words(const void *a, const void *b) {
    uint32_t first = *(const uint32_t *)a;
    uint32_t second = *(const uint32_t *)b;
    return (first > second) - (first < second);
}

static void take_word(struct paper_name *name, const struct token *token) {
    if (name->word_count < NAME_WORDS_MAX)
        name->words[name->word_count++] =
            name_word_hash(token->word, token->length);
}

static void settle_words(struct paper_name *name) {
    size_t kept = 0;
    qsort(name->words, name->word_count, sizeof name->words[0], compare_words);
    for (size_t i = 0; i < name->word_count; i++)
        if (kept == 0 || name->words[kept - 1] != name->words[i])
            name->words[kept++] = name->words[i];
    name->word_count = kept;
}

void name_read(struct paper_name *out, const struct place_names *places,
               const char *title) {
    struct title_reading reading = {.name = out, .title = title};
    *out = (struct paper_name){.title = title, .date = edtf_undated()};
    read_words(&reading);
    read_places(&reading, places);
    read_head(&reading);
    for (size_t i = 0; i < reading.count; i++) {
        const struct token *token = &reading.words[i];
        out->national |= strcmp(token->word, "national") == 0;
        out->local |= strcmp(token->word, "local") == 0;
        if (reading.of_place[i] || is_weak(token->word) ||
            (out->head != HEAD_NONE && is_side(token->word)) ||
            read_year(&reading, i))
            continue;
        take_word(out, token);
    }
    settle_words(out);
}

size_t name_words_shared(const struct paper_name *a,
                         const struct paper_name *b) {
    size_t shared = 0;
    for (size_t i = 0, j = 0; i < a->word_count && j < b->word_count;) {
        uint32_t first = a->words[i];
        uint32_t second = b->words[j];
        shared += first == second;
        i += first <= second;
        j += second <= first;
    }
    return shared;
}

bool name_words_equal(const struct paper_name *a, const struct paper_name *b) {
    return a->word_count == b->word_count &&
           name_words_shared(a, b) == a->word_count;
}
