/* body_list.c - the bodies that a paper names.
 *
 * A name ends with the noun that makes it one ("Barset County Council"), goes
 * on when a stronger one follows ("Barset Partnership NHS Trust"), and does not
 * take in a part of the body ("Barset Council Cabinet") nor the next body
 * ("Barset Council and Barset Police"). One that begins with its noun goes on
 * to the end of its capitals ("Alliance of Clubs in Barset"). */
#include "describe/body_list.h"

#include <ctype.h>
#include <string.h>

#include "describe/names.h"
#include "describe/people_list.h"
#include "describe/person_names.h"
#include "describe/words.h"

enum { NAME_WORDS_MAX = 14 };

static const char *const joiners[] = {"of", "for", "and", "in", "the", NULL};

/* ---- where a name ends ---- */

/* Another body's name stands in words first..end. */
static bool has_body(const struct reading *reading, size_t first, size_t end) {
    size_t words = 0;
    for (size_t word = first; word < end; word++) {
        if (word > first && !gap_joins(gap_after(reading, word - 1)))
            return false;
        if (word_has_capital(reading, word) &&
            (body_phrase_ending(reading, first, word, &words) >= 0 ||
             body_phrase_leading(reading, word, end, &words) >= 0))
            return true;
    }
    return false;
}

/* A small word that a name may go on over: "of", and what stands within a
 * place's own name. */
static bool may_join(const struct reading *reading, size_t word) {
    const struct name_run *name = name_of(reading, word);
    return word_in(reading, word, joiners) ||
           (name && name == name_of(reading, word - 1));
}

/* One past the capitals that go on from `word`, over small words. */
static size_t capitals_end(const struct reading *reading, size_t word,
                           size_t end) {
    size_t last = word;
    for (size_t i = word; i < end && i - word < NAME_WORDS_MAX; i++) {
        size_t next = i;
        while (next < end && next < i + 2 && may_join(reading, next) &&
               !word_has_capital(reading, next) &&
               gap_joins(gap_after(reading, next)))
            next++;
        if (next >= end || !word_has_capital(reading, next))
            break;
        if (next > i && word_is(reading, i, "and") &&
            has_body(reading, next,
                     next + NAME_WORDS_MAX / 2 < end ? next + NAME_WORDS_MAX / 2
                                                     : end))
            break;
        if (next == i && i > word + 1 && reading->words[i].place_words > 0 &&
            has_body(reading, i,
                     i + NAME_WORDS_MAX / 2 < end ? i + NAME_WORDS_MAX / 2
                                                  : end))
            break; /* run together with the next */
        i = next;
        last = i + 1;
        if (!gap_joins(gap_after(reading, i)))
            break;
    }
    return last;
}

/* A noun that follows the first and makes another kind of the same name. */
static size_t longer_end(const struct reading *reading, size_t first,
                         size_t last, size_t end, int *sort) {
    size_t words = 0;
    for (size_t i = last; i < end && i < last + 4; i++) {
        if (!gap_joins(gap_after(reading, i - 1)) ||
            !word_has_capital(reading, i))
            break;
        int found = body_phrase_ending(reading, first, i, &words);
        if (found >= 0 && words > i - last &&
            !schema_body_sort(reading->schema, (size_t)found)->unit) {
            *sort = found;
            last = i + 1;
        }
    }
    return last;
}

/* ---- the name as written ---- */

static char *folded_copy(struct reading *reading, const char *text) {
    char *out = arena_string(&reading->arena, text);
    for (char *at = out; at && *at; at++)
        *at = (char)tolower((unsigned char)*at);
    return out;
}

/* All capitals become a capital first; acronyms of one word stay. */
static void lower_capitals(char *name) {
    bool small = false;
    for (const char *at = name; *at; at++)
        small = small || islower((unsigned char)*at);
    if (small || !strchr(name, ' '))
        return;
    for (char *at = name + 1; *at; at++)
        if (isalpha((unsigned char)at[-1]) || at[-1] == '\'' ||
            (unsigned char)at[-1] >= 0x80)
            *at = (char)tolower((unsigned char)*at);
    static const char *const small_words[] = {" Of ",  " For ", " And ",
                                              " The ", " In ",  NULL};
    for (size_t i = 0; small_words[i]; i++)
        for (char *at = strstr(name, small_words[i]); at;
             at = strstr(at + 1, small_words[i]))
            at[1] = (char)tolower((unsigned char)at[1]);
}

/* "primary care trust" with capitals. */
static void capitalise(char *text) {
    for (char *at = text; *at; at++)
        if (at == text || at[-1] == ' ')
            *at = (char)toupper((unsigned char)*at);
}

/* NULL when memory is out. */
static const char *body_text(struct reading *reading, size_t first,
                             size_t end) {
    int sort = body_capitals(reading, end - 1);
    const char *full =
        sort >= 0 ? schema_body_sort(reading->schema, (size_t)sort)->full
                  : NULL;
    if (!full || end - first < 2) {
        const char *text = words_text(reading, first, end);
        char *own = text ? arena_string(&reading->arena, text) : NULL;
        if (own)
            lower_capitals(own);
        return own;
    }
    const char *own = words_text(reading, first, end - 1);
    char *last = arena_string(&reading->arena, full);
    if (!own || !last)
        return NULL;
    capitalise(last);
    return arena_printf(&reading->arena, "%s %s", own, last);
}

static bool is_generic(const struct reading *reading, size_t first,
                       size_t end) {
    for (size_t word = first; word < end; word++)
        if (!(word_marks(reading, word) & WORD_GENERIC) &&
            body_capitals(reading, word) < 0)
            return false;
    return true;
}

/* ---- noting ---- */

static struct found_body *find_body(struct body_list *bodies,
                                    const char *folded) {
    for (size_t i = 0; i < bodies->count; i++)
        if (strcmp(bodies->items[i].folded, folded) == 0)
            return &bodies->items[i];
    return NULL;
}

static enum concord_status note(struct reading *reading,
                                struct body_list *bodies, size_t first,
                                size_t end, size_t block, int sort, bool known,
                                bool own, struct concord_error *err) {
    const char *name = body_text(reading, first, end);
    const char *folded = name ? folded_copy(reading, name) : NULL;
    if (!folded)
        return concord_no_memory(err);
    struct found_body *body = find_body(bodies, folded);
    if (!body && bodies->count >= BODIES_MAX)
        return CONCORD_OK;
    if (!body) {
        body = arena_push(&reading->arena, &bodies->items, &bodies->count,
                          sizeof *body);
        if (!body)
            return concord_no_memory(err);
        *body = (struct found_body){
            .name = name,
            .folded = folded,
            .sort = sort,
            .generic = !known && !own &&
                       (end == first + 1 || is_generic(reading, first, end)),
            .start = reading->words[first].start,
            .end = reading->words[end - 1].end};
    }
    const struct block_facts *facts = &reading->blocks[block];
    body->mentions++;
    body->prominent = body->prominent || known || facts->title ||
                      facts->opening || facts->signatory;
    struct body_mention *mention =
        arena_push(&reading->arena, &bodies->mentions, &bodies->mention_count,
                   sizeof *mention);
    if (!mention)
        return concord_no_memory(err);
    *mention = (struct body_mention){(size_t)(body - bodies->items), block,
                                     first, end};
    return CONCORD_OK;
}

/* ---- reading a run of capitals ---- */

/* Most words begin no known body's name, and say so at once; a possessive may
 * be of one that does. */
static bool may_be_known(const struct reading *reading, size_t word) {
    const char *folded = reading->words[word].folded;
    size_t length = strlen(folded);
    return (word_marks(reading, word) & WORD_BEGINS_BODY) ||
           (length > 2 && strcmp(folded + length - 2, "'s") == 0);
}

/* The name of a known body that begins at `word`: the longest. */
static size_t known_end(const struct reading *reading, size_t word, size_t end,
                        int *sort) {
    enum { KNOWN_WORDS_MAX = 6, BYTES_MAX = 100 };
    char name[BYTES_MAX];
    size_t size = 0;
    size_t found = word;
    if (word >= end || !may_be_known(reading, word))
        return word;
    for (size_t i = word; i < end && i < word + KNOWN_WORDS_MAX; i++) {
        const char *folded = reading->words[i].folded;
        size_t length = strlen(folded);
        if (size + length + 2 > BYTES_MAX)
            break;
        if (i > word)
            name[size++] = ' ';
        memcpy(name + size, folded, length + 1);
        size += length;
        int kind = schema_find_body_sort(reading->schema, BODY_IS, name);
        if (kind < 0 && length > 2 && strcmp(name + size - 2, "'s") == 0) {
            name[size - 2] = '\0';
            kind = schema_find_body_sort(reading->schema, BODY_IS, name);
            name[size - 2] = '\'';
        }
        if (kind >= 0) {
            *sort = kind;
            found = i + 1;
        }
        if (!gap_joins(gap_after(reading, i)))
            break;
    }
    return found;
}

static bool is_glued(const struct reading *reading, size_t word) {
    const char *folded = reading->words[word].folded;
    size_t length = strlen(folded);
    if (length > 2 && strcmp(folded + length - 2, "'s") == 0)
        length -= 2;
    return length > 5 && strncmp(folded + length - 3, "cvs", 3) == 0;
}

/* Roles and titles before a body's name are none of it: "Chief Officer of". */
static size_t skip_role(const struct reading *reading, size_t word,
                        size_t end) {
    static const char *const after[] = {"of", "for", "at", "the", NULL};
    size_t from = word;
    for (size_t i = word; i + 1 < end; i++) {
        unsigned marks = word_marks(reading, i);
        if ((marks & WORD_ROLE) && word_in(reading, i + 1, after))
            from = i + 2;
        else if (!(marks & (WORD_ROLE | WORD_OF_ROLE)))
            break;
    }
    while (from < end && word_is(reading, from, "the"))
        from++;
    return from;
}

static bool has_place(const struct reading *reading, size_t first, size_t end) {
    for (size_t word = first; word < end; word++)
        if (reading->words[word].place_words > 0)
            return true;
    return false;
}

/* At `at` another name begins than the one from `first` on: "Barset Voice and
 * the Barset Network", "Ann Other of Barset Police". */
static bool parts_names(const struct reading *reading, size_t first,
                        size_t at) {
    size_t words = 0;
    if (at == first || word_has_capital(reading, at))
        return false;
    if (word_is(reading, at, "the"))
        return true;
    /* "Mill Hill Carers and Barset Council": of two, if the second has its own
     * place and the first begins with none. */
    if (word_is(reading, at, "and"))
        return reading->words[at + 1].place_words > 0 &&
               !has_place(reading, first, at) &&
               body_phrase_ending(reading, at, at + 1, &words) < 0;
    if (!word_is(reading, at, "of") && !word_is(reading, at, "for"))
        return false;
    for (size_t word = first; word < at; word++)
        if (word_marks(reading, word) & (WORD_GIVEN_NAME | WORD_ROLE))
            return true;
    return false;
}

/* Where the next name of the run may begin: after its next small word. */
static size_t next_name(const struct reading *reading, size_t word,
                        size_t run_end) {
    while (word < run_end && !word_in(reading, word, joiners))
        word++;
    return word;
}

/* Capitals that a line or a sentence gives: "Between Barset Council and". */
static const char *const openers[] = {
    "between", "both",     "tell",      "from",     "with",     "to",
    "at",      "by",       "for",       "on",       "under",    "dear",
    "january", "february", "march",     "april",    "may",      "june",
    "july",    "august",   "september", "october",  "november", "december",
    "monday",  "tuesday",  "wednesday", "thursday", "friday",   "saturday",
    "sunday",  "said",     "join",      "contact",  "visit",    "see",
    NULL};

/* "NHS Barset", "NHS North Barset": a trust as it was called for short. */
static size_t nhs_end(const struct reading *reading, size_t word,
                      size_t run_end) {
    static const char *const parts[] = {"north",   "south", "east",    "west",
                                        "central", "mid",   "greater", NULL};
    static const char *const whole[] = {"county", "city", "town", NULL};
    size_t at = word + 1;
    if (!word_is(reading, word, "nhs"))
        return word;
    while (at < run_end && reading->words[at].place_words == 0 &&
           word_in(reading, at, parts))
        at++;
    if (at >= run_end || reading->words[at].place_words == 0 ||
        at + reading->words[at].place_words > run_end)
        return word;
    at += reading->words[at].place_words;
    size_t words = 0;
    if (at + 1 < run_end && word_is(reading, at, "and") &&
        !word_is(reading, at + 1, "nhs") &&
        reading->words[at + 1].place_words > 0) {
        size_t last = at + 1 + reading->words[at + 1].place_words;
        if (last == run_end ||
            (last < run_end &&
             body_phrase_ending(reading, at + 1, last, &words) < 0))
            at = last; /* "NHS Barset and Wold" */
    }
    while (at < run_end && word_in(reading, at, whole))
        at++;
    return at;
}

/* "Ann Other Barset Council", as cells and lines that were run together say:
 * past the person, where the body's own place begins. */
static size_t skip_person(const struct reading *reading, size_t word,
                          size_t run_end) {
    enum { ROLE_WORDS_MAX = 3 };
    struct person_name person;
    for (size_t i = word; i < run_end && i <= word + ROLE_WORDS_MAX; i++) {
        if (person_name_at(reading, i, run_end, &person) &&
            (person.given || person.titled)) {
            size_t at = person_end_before_place(reading, &person, run_end);
            return at == READING_NOWHERE ? word : at;
        }
        if (!(word_marks(reading, i) & (WORD_ROLE | WORD_OF_ROLE)))
            break;
    }
    return word;
}

/* The body that begins at `word` of a run of capitals; *last is one past it.
 * False when none does. */
static bool body_at(const struct reading *reading, size_t word, size_t run_end,
                    size_t end, size_t *last, int *sort, bool *known,
                    bool *own) {
    enum { LED_WORDS_MIN = 3 };
    size_t words = 0;
    *own = false;
    *known = false;
    *last = known_end(reading, word, end, sort);
    if (*last > word) {
        *known = true;
        size_t longer = longer_end(reading, word, *last, run_end, sort);
        *known = longer == *last;
        *last = longer;
        return true;
    }
    *last = nhs_end(reading, word, run_end);
    if (*last > word) {
        *sort = schema_find_body_sort(reading->schema, BODY_ENDS, "nhs trust");
        *last = longer_end(reading, word, *last, run_end, sort);
        *own = true;
        return *sort >= 0;
    }
    *sort = body_phrase_leading(reading, word, end, &words);
    if (*sort >= 0) {
        *last = capitals_end(reading, word, end);
        *own = *last >= word + LED_WORDS_MIN;
        return *last >= word + words;
    }
    for (size_t i = word; i < run_end && i < word + NAME_WORDS_MAX &&
                          !parts_names(reading, word, i);
         i++) {
        if (is_glued(reading, i)) {
            *sort = schema_find_body_sort(reading->schema, BODY_ENDS, "cvs");
            *last = i + 1;
            return *sort >= 0;
        }
        *sort = body_phrase_ending(reading, word, i, &words);
        if (*sort < 0)
            continue;
        *last = longer_end(reading, word, i + 1, run_end, sort);
        bool goes_on =
            *last < run_end &&
            (word_is(reading, *last, "of") || word_is(reading, *last, "for")) &&
            !word_is(reading, *last + 1, "the");
        if (goes_on)
            *last = capitals_end(reading, word, end);
        return true;
    }
    return false;
}

static enum concord_status read_run(struct reading *reading,
                                    struct body_list *bodies,
                                    const struct name_run *run, size_t block,
                                    size_t *next, struct concord_error *err) {
    size_t run_end = run->first_word + run->word_count;
    size_t end = reading_block_end(reading, block);
    size_t word = run->first_word;
    enum concord_status status = CONCORD_OK;
    while (word < run_end && status == CONCORD_OK) {
        size_t last = word;
        int sort = SCHEMA_NO_INDEX;
        bool known = false;
        bool own = false;
        word = skip_role(reading, word, run_end);
        word = skip_person(reading, word, run_end);
        if (word >= run_end)
            break;
        if (word_in(reading, word, joiners) ||
            word_in(reading, word, openers)) {
            word++;
            continue;
        }
        if (!body_at(reading, word, run_end, end, &last, &sort, &known, &own)) {
            word = next_name(reading, word, run_end);
            continue;
        }
        bool glued = last == word + 1 && is_glued(reading, word);
        status = note(reading, bodies, word, last, block, sort, known,
                      own || glued, err);
        word = last;
    }
    *next = word > run_end ? word : run_end;
    return status;
}

enum concord_status bodies_find(struct reading *reading,
                                struct body_list *bodies,
                                struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    size_t next = 0;
    for (size_t i = 0; i < reading->name_count && status == CONCORD_OK; i++) {
        const struct name_run *run = &reading->names[i];
        if (run->first_word < next)
            continue;
        size_t block =
            reading_block_at(reading, reading->words[run->first_word].start);
        if (block == READING_NOWHERE || reading->blocks[block].cited)
            continue;
        status = read_run(reading, bodies, run, block, &next, err);
    }
    return status;
}

/* ---- short names ---- */

/* The noun at either end of the name is the word. */
static bool has_noun(const struct found_body *body, const char *word) {
    size_t size = strlen(word);
    size_t length = strlen(body->folded);
    if (length <= size)
        return false;
    return (strncmp(body->folded, word, size) == 0 &&
            body->folded[size] == ' ') ||
           (strcmp(body->folded + length - size, word) == 0 &&
            body->folded[length - size - 1] == ' ');
}

static bool stands_for(struct reading *reading, const struct found_body *body,
                       const char *text) {
    if (strcmp(body->folded, text) == 0 || has_noun(body, text))
        return true;
    const struct body_sort *sort =
        schema_body_sort(reading->schema, (size_t)body->sort);
    char capitals[12];
    size_t size = strlen(text);
    if (size >= sizeof capitals)
        return false;
    for (size_t i = 0; i <= size; i++)
        capitals[i] = (char)toupper((unsigned char)text[i]);
    return sort->full && has_noun(body, sort->full) &&
           schema_find_body_sort(reading->schema, BODY_CAPITALS, capitals) ==
               body->sort;
}

struct found_body *bodies_resolve(struct reading *reading,
                                  struct body_list *bodies, const char *text) {
    struct found_body *found = NULL;
    if (strncmp(text, "the ", 4) == 0)
        text += 4;
    for (size_t i = 0; i < bodies->count; i++) {
        struct found_body *body = &bodies->items[i];
        if (strcmp(body->folded, text) == 0 && !body->generic)
            return body;
    }
    for (size_t i = 0; i < bodies->count; i++) {
        struct found_body *body = &bodies->items[i];
        if (body->generic || !stands_for(reading, body, text))
            continue;
        if (found)
            return NULL;
        found = body;
    }
    return found;
}
