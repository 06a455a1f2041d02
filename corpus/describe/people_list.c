/* people_list.c - one entry for each person of a paper. */
#include "describe/people_list.h"

#include <ctype.h>
#include <string.h>

#include "describe/words.h"

const char *words_text(struct reading *reading, size_t first, size_t end) {
    const char *text = reading->document->text;
    size_t start = reading->words[first].start;
    size_t stop = reading->words[end - 1].end;
    const char *folded = reading->words[end - 1].folded;
    size_t length = strlen(folded);
    if (length > 2 && strcmp(folded + length - 2, "'s") == 0)
        while (stop > start && text[stop] != '\'' && text[stop] != '\xE2')
            stop--;
    char *out = arena_alloc(&reading->arena, stop - start + 1);
    size_t size = 0;
    for (size_t i = start; out && i < stop; i++) {
        bool space = isspace((unsigned char)text[i]);
        if (!space || (size > 0 && out[size - 1] != ' '))
            out[size++] = space ? ' ' : text[i];
    }
    return out;
}

/* ---- finding ---- */

static bool same_first(const struct found_person *person, const char *first,
                       bool initials) {
    if (!person->first[0] || !first[0])
        return true;
    if (person->initials || initials)
        return person->first[0] == first[0];
    return strcmp(person->first, first) == 0;
}

struct found_person *people_find(const struct people_list *people,
                                 const char *first, const char *last,
                                 bool initials) {
    for (size_t i = 0; i < people->count; i++) {
        struct found_person *person = &people->items[i];
        bool same =
            last[0] && person->last[0]
                ? strcmp(person->last, last) == 0 &&
                      same_first(person, first, initials)
                : first[0] && strcmp(person->first, first) == 0 && !initials;
        if (same)
            return person;
    }
    return NULL;
}

/* ---- noting ---- */

static const char *rule_of(const struct naming_of_person *naming) {
    if (naming->signed_it)
        return "signature";
    if (naming->wrote)
        return "byline";
    if (naming->role.end > 0)
        return naming->before ? "role-before-name" : "role-after-name";
    if (naming->attends)
        return "attendance";
    if (naming->spoke)
        return "speaker";
    return naming->given_role ? "title" : "naming";
}

/* A role that was said is more than one that a title implies, and one beside
 * the name more than one further on. */
static bool add_role(struct reading *reading, struct found_person *person,
                     const struct naming_of_person *naming) {
    const struct person_role *role = &naming->role;
    if (role->end > role->first && !person->role) {
        person->role = words_text(reading, role->first, role->end);
        if (!person->role)
            return false;
    }
    if (role->body_end > role->body_first && !person->organisation) {
        person->organisation =
            words_text(reading, role->body_first, role->body_end);
        if (!person->organisation)
            return false;
    }
    return true;
}

/* The parts of a name: "" for those that it has not. */
static void read_ends(const struct reading *reading,
                      const struct person_name *name, const char **first,
                      const char **last) {
    *first = reading->words[name->first].folded;
    *last = reading->words[name->end - 1].folded;
    if (name->end - name->first > 1)
        return;
    if (name->titled)
        *first = "";
    else
        *last = "";
}

/* "Other's" is Other. */
static const char *without_possessive(struct reading *reading,
                                      const char *word) {
    size_t length = strlen(word);
    if (length < 3 || strcmp(word + length - 2, "'s") != 0)
        return word;
    return arena_copy(&reading->arena, word, length - 2);
}

static struct found_person *add_person(struct reading *reading,
                                       struct people_list *people,
                                       const struct naming_of_person *naming,
                                       const char *first, const char *last) {
    struct found_person *person = arena_push(&reading->arena, &people->items,
                                             &people->count, sizeof *person);
    if (!person)
        return NULL;
    *person =
        (struct found_person){.first = first,
                              .last = last,
                              .start = reading->words[naming->name.first].start,
                              .end = reading->words[naming->name.end - 1].end,
                              .rule = rule_of(naming)};
    return person;
}

/* The fuller name is the person's. */
static bool take_name(struct reading *reading, struct found_person *person,
                      const struct person_name *name, const char *first,
                      const char *last) {
    bool two = name->end - name->first > 1;
    bool fuller = !person->name || name->words > person->words ||
                  (two && name->words == person->words &&
                   (name->initials ? !person->first[0] : person->initials));
    if (!fuller)
        return true;
    person->name = person_name_text(reading, name);
    person->words = name->words;
    person->initials = name->initials;
    if (first[0])
        person->first = first;
    if (last[0])
        person->last = last;
    return person->name != NULL;
}

enum concord_status people_note(struct reading *reading,
                                struct people_list *people,
                                const struct naming_of_person *naming,
                                struct concord_error *err) {
    const char *first = NULL;
    const char *last = NULL;
    read_ends(reading, &naming->name, &first, &last);
    first = without_possessive(reading, first);
    last = without_possessive(reading, last);
    if (!first || !last)
        return concord_no_memory(err);
    struct found_person *person =
        people_find(people, first, last, naming->name.initials);
    if (!person && people->count >= PEOPLE_MAX)
        return CONCORD_OK;
    if (!person)
        person = add_person(reading, people, naming, first, last);
    if (!person || !take_name(reading, person, &naming->name, first, last) ||
        !add_role(reading, person, naming))
        return concord_no_memory(err);
    if (!person->role && naming->given_role && naming->role.end == 0)
        person->role = naming->given_role;
    person->signed_it = person->signed_it || naming->signed_it;
    person->wrote = person->wrote || naming->wrote;
    person->spoke = person->spoke || naming->spoke;
    return CONCORD_OK;
}
