#include "describe/speaker_pronouns.h"

#include <ctype.h>
#include <string.h>

#include "describe/names.h"
#include "describe/person_names.h"
#include "describe/speaker_roles.h"
#include "describe/words.h"
#include "schema/wordings.h"

static word_list wording(const struct reading *reading, enum wording list) {
    return schema_wording(reading->schema, list);
}

/* Gender. */

static bool is_listed(word_list list, const char *folded) {
    for (; *list; list++)
        if ((*list)[0] == folded[0] && strcmp(*list, folded) == 0)
            return true;
    return false;
}

static enum speaker_gender gender_of_name(const struct reading *reading,
                                          const char *name) {
    enum { NAME_BYTES = 24 };
    char given[NAME_BYTES];
    size_t size = name ? strcspn(name, " -") : 0;
    if (size == 0 || size >= sizeof given)
        return GENDER_UNKNOWN;
    for (size_t i = 0; i < size; i++)
        given[i] = (char)tolower((unsigned char)name[i]);
    given[size] = '\0';
    if (is_listed(wording(reading, WORDING_WOMENS_NAMES), given))
        return GENDER_WOMAN;
    return is_listed(wording(reading, WORDING_MENS_NAMES), given)
               ? GENDER_MAN
               : GENDER_UNKNOWN;
}

enum speaker_gender speaker_gender_of(const struct reading *reading,
                                      const struct candidate *candidate,
                                      const char *name) {
    for (size_t word = candidate->whole_first; word < candidate->first;
         word++) {
        const char *folded = reading->words[word].folded;
        if (is_listed(wording(reading, WORDING_WOMENS_TITLES), folded))
            return GENDER_WOMAN;
        if (is_listed(wording(reading, WORDING_MENS_TITLES), folded))
            return GENDER_MAN;
    }
    return gender_of_name(reading, name);
}

static enum speaker_gender gender_of_pronoun(const struct reading *reading,
                                             size_t word) {
    if (word_is(reading, word, "she"))
        return GENDER_WOMAN;
    return word_is(reading, word, "he") ? GENDER_MAN : GENDER_UNKNOWN;
}

static bool may_be(enum speaker_gender wanted, enum speaker_gender found) {
    return wanted == GENDER_UNKNOWN || found == GENDER_UNKNOWN ||
           wanted == found;
}

bool speaker_may_be(const struct reading *reading,
                    const struct candidate *candidate, const char *name) {
    return may_be(speaker_gender_of(reading, candidate, ""),
                  gender_of_name(reading, name));
}

/* Persons. */

/* "Ann Other was seen in her first year": a body would take "its". */
static bool has_own_pronoun(const struct reading *reading, size_t word) {
    static const char *const own[] = {"her", "his", "she", "he", "who", NULL};
    enum { LOOK_AHEAD = 12 };
    static const char *const goes_on[] = {"he", "she", NULL};
    size_t end = reading_sentence(reading, word - 1).end;
    if (end < reading->word_count && !reading->words[end].quoted &&
        word_in(reading, end, goes_on))
        return true; /* "Ann Other came. She ..." */
    if (end > word + LOOK_AHEAD)
        end = word + LOOK_AHEAD;
    for (; word < end; word++)
        if (word_in(reading, word, own))
            return true;
    return false;
}

/* Whether the words of the name are a person's who was met in the text. */
static bool is_known_as_person(struct reading *reading,
                               const struct candidate *candidate) {
    size_t words = candidate->end - candidate->first;
    if (candidate->kind != CANDIDATE_PERSON || words < 1 || words > 4)
        return false;
    if (candidate->first > candidate->whole_first)
        return true; /* with title or office */
    if (words > 1 && (word_marks(reading, candidate->first) & WORD_GIVEN_NAME))
        return true;
    const char *name = speaker_text(reading, candidate->first, candidate->end);
    if (name && words > 1 && speaker_known(reading, name))
        return true;
    size_t block =
        reading_block_at(reading, reading->words[candidate->first].start);
    if (words < 2 || block == READING_NOWHERE)
        return false;
    size_t end = reading_block_end(reading, block);
    return role_after_name(reading, candidate->end, end) ||
           has_own_pronoun(reading, candidate->end);
}

size_t speaker_names_before(const struct reading *reading, size_t word) {
    size_t low = 0;
    size_t high = reading->name_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (reading->names[middle].first_word < word)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The name is a person's whom the pronoun may mean. */
static bool is_meant(struct reading *reading, const struct candidate *at,
                     enum speaker_gender wanted) {
    if (reading->words[at->first].quoted || !is_known_as_person(reading, at))
        return false;
    const char *name = speaker_text(reading, at->first, at->end);
    return may_be(wanted, speaker_gender_of(reading, at, name));
}

struct candidate pronoun_find(struct reading *reading,
                              const struct candidate *pronoun,
                              const struct speaker *last, size_t since,
                              bool *use_last) {
    enum { LOOK_BACK = 16, WORDS_BACK = 250 };
    enum speaker_gender wanted = gender_of_pronoun(reading, pronoun->first);
    struct candidate best = {.kind = CANDIDATE_NONE};
    size_t word = pronoun->first;
    size_t sentence = word; /* where that of the best begins */
    size_t before = speaker_names_before(reading, word);
    *use_last = last->name && may_be(wanted, last->gender);
    for (size_t back = 1; back <= LOOK_BACK && back <= before; back++) {
        const struct name_run *name = &reading->names[before - back];
        if (name->first_word + WORDS_BACK < word ||
            (*use_last && name->first_word < since) ||
            (best.kind != CANDIDATE_NONE && name->first_word < sentence))
            break;
        struct candidate at = candidate_of_name(reading, name);
        if (!is_meant(reading, &at, wanted))
            continue;
        size_t first = reading_sentence(reading, at.first).first;
        bool aside = is_governed(reading, at.whole_first, first) ||
                     is_told(reading, at.whole_first, first);
        if (best.kind != CANDIDATE_NONE && aside)
            continue;
        best = at;
        sentence = first;
    }
    if (best.kind != CANDIDATE_NONE)
        *use_last = false;
    return best;
}

struct candidate subject_find(struct reading *reading, size_t first,
                              size_t end) {
    struct candidate best = {.kind = CANDIDATE_NONE};
    for (size_t word = first; word < end;) {
        struct candidate at = candidate_at(reading, word, end);
        bool known = best.kind == CANDIDATE_PERSON;
        if (at.kind == CANDIDATE_NONE || at.end <= word) {
            word++;
            continue;
        }
        word = at.end;
        if (at.kind == CANDIDATE_PERSON && is_known_as_person(reading, &at)) {
            const char *last = reading->words[at.end - 1].folded;
            if (known && !word_is(reading, best.end - 1, last))
                return (struct candidate){.kind = CANDIDATE_NONE};
            if (!known && best.kind != CANDIDATE_PRONOUN)
                best = at;
        } else if (best.kind == CANDIDATE_NONE &&
                   (at.kind == CANDIDATE_PRONOUN || at.kind == CANDIDATE_ROLE))
            best = at;
    }
    return best;
}
