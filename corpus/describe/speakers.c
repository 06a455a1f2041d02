#include "describe/speakers.h"

#include <string.h>

#include "describe/names.h"
#include "describe/person_names.h"
#include "describe/speaker_candidates.h"
#include "describe/speaker_pronouns.h"
#include "describe/speaker_roles.h"
#include "describe/words.h"

/* A name may be looked for that many names back. */
enum { NAMES_BACK = 120 };

/* One name, which a hyphen may have made of two: "Ashe-Cole". */
static bool is_single_name(const struct reading *reading, size_t first,
                           size_t end) {
    for (size_t word = first; word + 1 < end; word++)
        if (!gap_is(gap_after(reading, word), "-"))
            return false;
    return first < end;
}

/* A name of two words or more, before the candidate's, that has the last word
 * of it. */
static const struct name_run *fuller_name(struct reading *reading,
                                          const struct candidate *candidate) {
    size_t word = candidate->end - 1;
    enum { WORDS_MAX = 6 };
    const char *folded = reading->words[word].folded;
    const struct name_run *name = name_of(reading, word);
    size_t index = name ? (size_t)(name - reading->names) : 0;
    for (size_t back = 1; back <= NAMES_BACK && back <= index; back++) {
        const struct name_run *other = &reading->names[index - back];
        struct candidate at = candidate_of_name(reading, other);
        if (at.kind != CANDIDATE_PERSON || at.end - at.first > WORDS_MAX ||
            is_single_name(reading, at.first, at.end))
            continue;
        bool shares = false;
        for (size_t i = at.first; i < at.end; i++)
            shares = shares || word_is(reading, i, folded);
        const char *text =
            shares ? speaker_text(reading, at.first, at.end) : NULL;
        if (text && speaker_may_be(reading, candidate, text))
            return other;
    }
    return NULL;
}

/* "Jo Marsh of Sandwell Carers": the words before "of", when they name somebody
 * whom the paper has. */
static const struct document_person *known_before_of(struct reading *reading,
                                                     const char *name) {
    const char *of = strstr(name, " of ");
    const char *before =
        of ? arena_copy(&reading->arena, name, (size_t)(of - name)) : NULL;
    return before ? speaker_known(reading, before) : NULL;
}

/* "Ann Cole, chair of Barset Volunteers (BV), said": who the sentence named
 * before the word, as the paper's people have it. */
static const struct document_person *known_in_sentence(struct reading *reading,
                                                       size_t word) {
    enum { BACK_MAX = 6 };
    const struct name_run *name = name_of(reading, word);
    size_t index = name ? (size_t)(name - reading->names) : 0;
    size_t first = reading_sentence(reading, word).first;
    for (size_t back = 1; back <= BACK_MAX && back <= index; back++) {
        const struct name_run *other = &reading->names[index - back];
        if (other->first_word < first)
            break;
        const char *text = speaker_text(reading, other->first_word,
                                        other->first_word + other->word_count);
        const struct document_person *known =
            text ? speaker_known(reading, text) : NULL;
        if (known)
            return known;
    }
    return NULL;
}

/* Whom the paper knows under the name; a single word that is no
 * first name and names nobody it knows ("DCVS", "Ring") is no speaker. */
static void settle_person(struct reading *reading,
                          const struct candidate *named, bool is_single,
                          struct speaker *out) {
    const struct document_person *known = speaker_known(reading, out->name);
    size_t word = named->first;
    /* "Mr Cole" is not the Ann Cole of the paper. */
    if (known && !speaker_may_be(reading, named, known->name))
        known = NULL;
    if (!known)
        known = known_before_of(reading, out->name);
    bool is_given = (word_marks(reading, word) & WORD_GIVEN_NAME) != 0;
    if (!known && is_single && !is_given)
        known = known_in_sentence(reading, word);
    if (known) {
        out->name = known->name;
        if (known->role)
            out->role = known->role;
    } else if (is_single && !is_given) {
        out->name = NULL;
    }
}

static enum concord_status fill_person(struct reading *reading,
                                       const struct candidate *candidate,
                                       size_t first, size_t end,
                                       struct speaker *out,
                                       struct concord_error *err) {
    struct candidate named = *candidate;
    out->role = role_before_name(reading, candidate, first);
    if (!out->role)
        out->role = role_after_name(reading, candidate->end, end);
    if (is_single_name(reading, named.first, named.end)) {
        const struct name_run *fuller = fuller_name(reading, &named);
        if (fuller) {
            named = candidate_of_name(reading, fuller);
            const struct block *block =
                &reading->document->blocks[reading_block_at(
                    reading, reading->words[named.first].start)];
            size_t stop = reading_block_end(
                reading, (size_t)(block - reading->document->blocks));
            if (!out->role)
                out->role =
                    role_before_name(reading, &named, named.whole_first);
            if (!out->role)
                out->role = role_after_name(reading, named.end, stop);
        }
    }
    out->name = speaker_text(reading, named.first, named.end);
    if (!out->name)
        return concord_no_memory(err);
    struct person_name person;
    out->is_person = person_name_at(reading, named.first, named.end, &person) &&
                     person.end == named.end;
    bool has_title = named.whole_first < named.first; /* "Mr Cole" */
    settle_person(reading, candidate,
                  is_single_name(reading, named.first, named.end) && !has_title,
                  out);
    return CONCORD_OK;
}

/* "the Minister": who was named so before. */
static enum concord_status fill_role(struct reading *reading,
                                     const struct candidate *candidate,
                                     const struct speaker *last, size_t end,
                                     struct speaker *out,
                                     struct concord_error *err) {
    static const char *const articles[] = {"the", "a", "an", NULL};
    const struct document *document = reading->document;
    const char *folded = reading->words[candidate->end - 1].folded;
    size_t first = candidate->first;
    while (first + 1 < candidate->end && word_in(reading, first, articles))
        first++;
    out->role =
        speaker_text(reading, first, role_end(reading, candidate->end, end));
    if (!out->role)
        return concord_no_memory(err);
    if (!candidate->definite)
        return CONCORD_OK;
    /* "the Minister" after an MP of whom no more is said. */
    bool minister = word_is(reading, candidate->end - 1, "minister") &&
                    last->name &&
                    (!last->role || strcmp(last->role, "MP") == 0);
    if (last->name && (minister || role_has(last->role, folded))) {
        *out = *last;
        return CONCORD_OK;
    }
    if (role_fill_holder(reading, candidate, first, out))
        return CONCORD_OK;
    for (size_t i = 0; i < document->person_count && !out->name; i++)
        if (role_has(document->people[i].role, folded)) {
            out->name = document->people[i].name;
            out->role = document->people[i].role;
        }
    return CONCORD_OK;
}

/* "We can't comment," they said: the body that the sentence before names. */
static enum concord_status fill_bodies(struct reading *reading,
                                       const struct candidate *pronoun,
                                       size_t since, struct speaker *out,
                                       struct concord_error *err) {
    enum { WORDS_BACK = 40, NAMES_MAX = 8 };
    size_t word = pronoun->first;
    size_t before = speaker_names_before(reading, word);
    for (size_t back = 1; back <= NAMES_MAX && back <= before; back++) {
        const struct name_run *name = &reading->names[before - back];
        if (name->first_word < since || name->first_word + WORDS_BACK < word)
            break;
        if (name->kind != NAME_BODY ||
            reading->words[name->first_word].quoted ||
            candidate_of_name(reading, name).kind != CANDIDATE_BODY)
            continue;
        out->name = speaker_text(reading, name->first_word,
                                 name->first_word + name->word_count);
        return out->name ? CONCORD_OK : concord_no_memory(err);
    }
    return CONCORD_OK;
}

/* "she": the last who spoke, or who was named since. */
static enum concord_status fill_pronoun(struct reading *reading,
                                        const struct candidate *pronoun,
                                        const struct speaker *last,
                                        size_t since, struct speaker *out,
                                        struct concord_error *err) {
    bool use_last = false;
    if (word_is(reading, pronoun->first, "they")) {
        enum concord_status status =
            fill_bodies(reading, pronoun, since, out, err);
        if (status != CONCORD_OK || out->name)
            return status;
    }
    struct candidate meant =
        pronoun_find(reading, pronoun, last, since, &use_last);
    if (meant.kind != CANDIDATE_NONE) {
        size_t end = reading_sentence(reading, meant.end - 1).end;
        return fill_person(reading, &meant, meant.whole_first, end, out, err);
    }
    if (use_last || !last->name)
        *out = *last;
    return CONCORD_OK;
}

/* The paper's writer. */
static void fill_author(const struct reading *reading,
                        const struct candidate *candidate,
                        struct speaker *out) {
    const struct document *document = reading->document;
    bool plural = reading->words[candidate->first].folded[0] == 'w';
    for (size_t i = 0; i < document->creator_count && !out->name; i++) {
        const char *kind = document->creators[i].kind;
        if (kind && strcmp(kind, plural ? "organisation" : "person") == 0)
            out->name = document->creators[i].name;
    }
}

enum concord_status speaker_find(struct reading *reading, size_t first,
                                 size_t end, enum speaker_place place,
                                 const struct speaker *last, size_t since,
                                 struct speaker *out,
                                 struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    if (place == SPEAKER_ROLE) {
        *out = (struct speaker){.found = true,
                                .role = speaker_text(reading, first, end)};
        return out->role ? CONCORD_OK : concord_no_memory(err);
    }
    struct candidate candidate =
        place == SPEAKER_SUBJECT
            ? subject_find(reading, first, end)
            : candidate_find(reading, first, end, place == SPEAKER_AHEAD);
    *out = (struct speaker){.found = candidate.kind != CANDIDATE_NONE};
    switch (candidate.kind) {
    case CANDIDATE_PERSON:
        status = fill_person(reading, &candidate, first, end, out, err);
        break;
    case CANDIDATE_BODY:
        out->name = speaker_text(reading, candidate.first, candidate.end);
        status = out->name ? CONCORD_OK : concord_no_memory(err);
        break;
    case CANDIDATE_ROLE:
        status = fill_role(reading, &candidate, last, end, out, err);
        break;
    case CANDIDATE_PRONOUN:
        status = fill_pronoun(reading, &candidate, last, since, out, err);
        out->is_pronoun = true;
        break;
    case CANDIDATE_AUTHOR:
        fill_author(reading, &candidate, out);
        break;
    case CANDIDATE_PAPER:
    case CANDIDATE_NONE:
        break;
    }
    out->found = candidate.kind != CANDIDATE_NONE;
    if (out->name && out->gender == GENDER_UNKNOWN)
        out->gender = speaker_gender_of(reading, &candidate, out->name);
    return status;
}
