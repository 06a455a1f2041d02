/* authors.c - who wrote a paper. */
#include "describe/authors.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "describe/lines.h"
#include "describe/words.h"

static enum concord_status give_in_text(struct reading *reading,
                                        const char *name, const char *rule,
                                        size_t start, size_t end,
                                        struct concord_error *err) {
    struct document *document = reading->document;
    size_t before = document->creator_count;
    enum concord_status status = document_add_creator(
        document, (struct document_creator){name, "person"}, err);
    if (status != CONCORD_OK || document->creator_count == before)
        return status;
    return document_add_evidence(document, "creator", name, CERTAINTY_STATED,
                                 rule, start, end, err);
}

/* ---- what was dropped ---- */

/* What stands before a name in a line that was dropped; NULL ends the list. */
static const char *after_lead(const char *text) {
    static const char *const leads[] = {
        "image of ",      "photo of ",          "picture of ",
        "photograph of ", "portrait of ",       "headshot of ",
        "posted by ",     "written by ",        "by ",
        "submitted by ",  "author: ",           "blog by ",
        "guest blog by ", "about the author: ", NULL};
    for (size_t i = 0; leads[i]; i++)
        if (strncasecmp(text, leads[i], strlen(leads[i])) == 0)
            return text + strlen(leads[i]);
    return NULL;
}

/* The bytes of a name of one to four words with capitals; 0 for none. */
static size_t name_size(const char *text) {
    enum { WORDS_MAX = 4, BYTES_MAX = 60 };
    size_t size = 0;
    size_t words = 0;
    while (isupper((unsigned char)text[size])) {
        size_t word = strcspn(text + size, " ,|:;()[]0123456789\n");
        if (++words > WORDS_MAX || word == 0)
            return 0;
        size += word;
        if (text[size] != ' ' || !isupper((unsigned char)text[size + 1]))
            break;
        size++;
    }
    return size > 1 && size < BYTES_MAX ? size : 0;
}

/* "image of Ann Other, blog author": an image's text names an author only when
 * it says so; a line that says "by" names one by that. */
static bool names_author(const char *text, const char *name, size_t size) {
    bool says_by = strncasecmp(text, "image", 5) != 0 &&
                   strncasecmp(text, "photo", 5) != 0 &&
                   strncasecmp(text, "picture", 7) != 0 &&
                   strncasecmp(text, "portrait", 8) != 0 &&
                   strncasecmp(text, "headshot", 8) != 0;
    return says_by
               ? name[size] == '\0' || name[size] == ',' || name[size] == ' '
               : strstr(name + size, "author") != NULL;
}

/* A line that begins with "by" may name a web designer or a body: only a known
 * first name makes it a person. */
static bool is_persons(const struct reading *reading, const char *name,
                       size_t size) {
    char word[64];
    size_t length = 0;
    while (length < size && length + 1 < sizeof word && name[length] != ' ') {
        word[length] = (char)tolower((unsigned char)name[length]);
        length++;
    }
    word[length] = '\0';
    return (schema_word_marks(reading->schema, word) & WORD_GIVEN_NAME) != 0;
}

static const char *fold(struct reading *reading, const char *text,
                        size_t size) {
    char *out = arena_copy(&reading->arena, text, size);
    for (size_t i = 0; out && i < size; i++)
        out[i] = (char)tolower((unsigned char)out[i]);
    return out;
}

/* The entry of the list for a name from elsewhere than the text. */
static struct found_person *note_outside(struct reading *reading,
                                         struct people_list *people,
                                         const char *name) {
    const char *space = strrchr(name, ' ');
    const char *first = fold(reading, name, strcspn(name, " "));
    const char *last = space ? fold(reading, space + 1, strlen(space + 1)) : "";
    if (!first || !last)
        return NULL;
    struct found_person *found = people_find(people, first, last, false);
    if (found)
        return found;
    found = arena_push(&reading->arena, &people->items, &people->count,
                       sizeof *found);
    if (found)
        *found = (struct found_person){.name = name,
                                       .first = first,
                                       .last = last,
                                       .words = space ? 2 : 1,
                                       .rule = "dropped-author"};
    return found;
}

static enum concord_status read_dropped(struct reading *reading,
                                        struct people_list *people,
                                        const struct dropped_block *dropped,
                                        struct concord_error *err) {
    struct document *document = reading->document;
    const char *at = after_lead(dropped->text);
    size_t size = at ? name_size(at) : 0;
    bool image = strstr(dropped->text, "author") != NULL;
    if (size == 0 || !names_author(dropped->text, at, size) ||
        (!image && !is_persons(reading, at, size)))
        return CONCORD_OK;
    const char *name = arena_copy(&reading->arena, at, size);
    struct found_person *person =
        name ? note_outside(reading, people, name) : NULL;
    if (!person)
        return concord_no_memory(err);
    person->wrote = true;
    size_t before = document->creator_count;
    enum concord_status status = document_add_creator(
        document, (struct document_creator){person->name, "person"}, err);
    if (status != CONCORD_OK || document->creator_count == before)
        return status;
    return document_add_outside_evidence(document, "creator", person->name,
                                         EVIDENCE_BOILERPLATE, CERTAINTY_STATED,
                                         "dropped-author", dropped->text, err);
}

/* ---- a guest ---- */

/* Somebody named in words first..end, in full or by the first name; *at is
 * where. */
static struct found_person *named_in(const struct reading *reading,
                                     const struct people_list *people,
                                     size_t first, size_t end, size_t *at) {
    static const char *const about[] = {"about", "to", "with", NULL};
    for (size_t word = first; word < end; word++) {
        if (!(word_marks(reading, word) & WORD_GIVEN_NAME) ||
            !word_has_capital(reading, word) ||
            (word > first && word_in(reading, word - 1, about)))
            continue;
        struct found_person *person =
            people_find(people, reading->words[word].folded, "", false);
        *at = word;
        if (person)
            return person;
    }
    return NULL;
}

/* "In this guest blog Ann Other ...", "Ann came along, and this guest blog
 * tells what she saw": the guest is named in that sentence or the one before.
 */
static enum concord_status find_guest(struct reading *reading,
                                      struct people_list *people,
                                      struct concord_error *err) {
    enum { TOP = 8 };
    static const char *const guests[] = {
        "guest blog",   "guest post",    "guest article",
        "guest piece",  "guest blogger", "guest column",
        "guest author", "guest writer",  NULL};
    for (size_t i = 0; i < reading->document->block_count && i < TOP; i++) {
        size_t first = reading->blocks[i].first_word;
        size_t end = reading_block_end(reading, i);
        size_t found = words_find(reading, first, end, guests);
        if (found == end || reading->blocks[i].heading)
            continue;
        struct word_span in = reading_sentence(reading, found);
        size_t at = 0;
        struct found_person *guest =
            named_in(reading, people, in.first, in.end, &at);
        if (!guest)
            guest = named_in(reading, people, first, in.first, &at);
        if (!guest)
            continue;
        guest->wrote = true;
        return give_in_text(reading, guest->name, "guest-author",
                            reading->words[in.first].start,
                            reading->words[in.end - 1].end, err);
    }
    return CONCORD_OK;
}

/* ---- a letter ---- */

static bool is_letter(const struct reading *reading) {
    int facet = schema_find_inferred(reading->schema, INFER_KIND);
    return facet != SCHEMA_NO_INDEX &&
           (document_has_value(reading->document, (unsigned)facet, "letter") ||
            document_has_value(reading->document, (unsigned)facet,
                               "ministerial-letter"));
}

static bool has_valediction(const struct reading *reading) {
    for (size_t i = 0; i < reading->document->block_count; i++)
        if (line_is_valediction(reading, i))
            return true;
    return false;
}

static enum concord_status give_signed(struct reading *reading,
                                       const struct people_list *people,
                                       struct concord_error *err) {
    bool letter = is_letter(reading) && has_valediction(reading);
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < people->count && status == CONCORD_OK; i++) {
        const struct found_person *person = &people->items[i];
        if (person->start < person->end &&
            (person->wrote || (letter && person->signed_it)))
            status = give_in_text(reading, person->name, person->rule,
                                  person->start, person->end, err);
    }
    return status;
}

/* ---- who says I ---- */

/* "I joined Barset Voice as a policy officer", "I am the chair of ...": where
 * the role begins, or `end`. */
static size_t own_role(const struct reading *reading, size_t word, size_t end) {
    enum { REACH = 12 };
    static const char *const being[] = {
        "i am",       "i'm",       "i work as",   "i was", "i joined",
        "i work for", "i started", "i have been", NULL};
    static const char *const articles[] = {"a", "an", "the", "our", NULL};
    size_t count = words_begin(reading, word, end, being);
    if (count == 0)
        return end;
    bool at_once = !word_is(reading, word + count - 1, "joined") &&
                   !word_is(reading, word + count - 1, "started") &&
                   !word_is(reading, word + count - 1, "for");
    if (at_once && word_in(reading, word + count, articles))
        return word + count + 1;
    for (size_t i = word + count; i + 2 < end && i < word + REACH; i++) {
        if (word_is(reading, i, "as") && word_in(reading, i + 1, articles))
            return i + 2;
        if (gap_ends_sentence(reading, i))
            break;
    }
    return end;
}

/* The body before "as": "I joined Barset Voice six months ago as ...". */
static const char *joined_body(struct reading *reading, size_t word,
                               size_t end) {
    size_t last = word;
    while (last < end && word_has_capital(reading, last))
        last++;
    return last > word ? words_text(reading, word, last) : NULL;
}

static enum concord_status read_own_role(struct reading *reading,
                                         const struct role_reader *roles,
                                         struct found_person *author,
                                         struct concord_error *err) {
    enum { TOP = 6 };
    for (size_t i = 0; i < reading->document->block_count && i < TOP; i++) {
        size_t end = reading_block_end(reading, i);
        for (size_t word = reading->blocks[i].first_word; word + 3 < end;
             word++) {
            if (reading->words[word].quoted ||
                reading->words[word].folded[0] != 'i')
                continue;
            size_t at = own_role(reading, word, end);
            struct person_role role;
            if (at >= end || !person_role_at(roles, at, end, &role))
                continue;
            author->role = words_text(reading, role.first, role.end);
            if (!author->role)
                return concord_no_memory(err);
            if (role.body_end > role.body_first)
                author->organisation =
                    words_text(reading, role.body_first, role.body_end);
            else if (word_is(reading, word + 1, "joined"))
                author->organisation = joined_body(reading, word + 2, end);
            return CONCORD_OK;
        }
    }
    return CONCORD_OK;
}

/* With two authors nobody knows who says I. */
static struct found_person *only_author(const struct people_list *people) {
    struct found_person *found = NULL;
    for (size_t i = 0; i < people->count; i++) {
        if (!people->items[i].wrote)
            continue;
        if (found)
            return NULL;
        found = &people->items[i];
    }
    return found;
}

enum concord_status authors_find(struct reading *reading,
                                 struct people_list *people,
                                 const struct role_reader *roles,
                                 struct concord_error *err) {
    enum concord_status status = give_signed(reading, people, err);
    for (size_t i = 0;
         i < reading->document->dropped_count && status == CONCORD_OK; i++)
        status =
            read_dropped(reading, people, &reading->document->dropped[i], err);
    if (status == CONCORD_OK)
        status = find_guest(reading, people, err);
    struct found_person *author = only_author(people);
    if (status == CONCORD_OK && author && !author->role)
        status = read_own_role(reading, roles, author, err);
    return status;
}
