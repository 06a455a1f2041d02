/* organisations.c - the bodies that take part, of what kind each is, and who
 * of them agreed.
 *
 * "The Council" is the one council that is named. A name that could be any
 * body's ("the Primary Care Trust") is none. Parties of an agreement are those
 * between whom it says that it is and those whose people sign it; one that
 * decided not to sign is a party that has not signed. */
#include <ctype.h>
#include <string.h>

#include "describe/acronyms.h"
#include "describe/body_list.h"
#include "describe/party_lists.h"
#include "describe/words.h"
#include "schema/authorities.h"

/* ---- mentions by a short name ---- */

/* A generic body's mention is the body that it stands for. */
static void resolve_generic(struct reading *reading, struct body_list *bodies) {
    for (size_t i = 0; i < bodies->count; i++) {
        struct found_body *generic = &bodies->items[i];
        if (!generic->generic ||
            acronym_of_name(reading->document, generic->name))
            continue;
        struct found_body *body =
            bodies_resolve(reading, bodies, generic->folded);
        if (!body)
            continue;
        body->mentions += generic->mentions;
        for (size_t j = 0; j < bodies->mention_count; j++)
            if (bodies->mentions[j].body == i)
                bodies->mentions[j].body = (size_t)(body - bodies->items);
    }
}

/* ---- what came before and after ---- */

/* The names of the bodies that follow this one, or that it follows, the nearest
 * first; NULL when memory is out. */
static const char *const *bodies_beyond(struct reading *reading, int from,
                                        bool after, size_t *count) {
    enum { BEYOND_MAX = 24 };
    int found[BEYOND_MAX + 1] = {from};
    size_t reached = 1;
    for (size_t i = 0; i < reached; i++) {
        const struct body *body =
            schema_body(reading->schema, (size_t)found[i]);
        const int *next = after ? body->successors : body->predecessors;
        size_t many = after ? body->successor_count : body->predecessor_count;
        for (size_t j = 0; j < many && reached <= BEYOND_MAX; j++) {
            size_t same = 0;
            while (same < reached && found[same] != next[j])
                same++;
            if (same == reached)
                found[reached++] = next[j];
        }
    }
    *count = reached - 1;
    const char **names = arena_alloc(&reading->arena, reached * sizeof *names);
    for (size_t i = 1; names && i < reached; i++)
        names[i - 1] =
            schema_body(reading->schema, (size_t)found[i])->names[0].name;
    return names;
}

/* Only a name that the schema knows has others before and after it: a trust of
 * some place by its shape has none. */
static bool find_lineage(struct reading *reading,
                         struct document_organisation *organisation) {
    int body = schema_find_body_named(reading->schema, organisation->name);
    if (body == SCHEMA_NO_INDEX)
        return true;
    organisation->successors =
        bodies_beyond(reading, body, true, &organisation->successor_count);
    organisation->predecessors =
        bodies_beyond(reading, body, false, &organisation->predecessor_count);
    return organisation->successors && organisation->predecessors;
}

static enum concord_status
add_organisation(struct reading *reading,
                 struct document_organisation organisation,
                 struct concord_error *err) {
    if (!find_lineage(reading, &organisation))
        return concord_no_memory(err);
    return document_add_organisation(reading->document, organisation, err);
}

/* ---- parties ---- */

static bool has_cue(const struct reading *reading, size_t first, size_t end,
                    word_list cues) {
    return words_find(reading, first, end, cues) < end;
}

/* How many mentions stand in words first..end, from `index` on. */
static size_t mentions_in(const struct body_list *bodies, size_t index,
                          size_t end) {
    size_t count = 0;
    while (index + count < bodies->mention_count &&
           bodies->mentions[index + count].first_word < end)
        count++;
    return count;
}

static void mark_mentions(struct body_list *bodies, size_t first, size_t count,
                          bool signed_it) {
    for (size_t i = first; i < first + count; i++) {
        struct found_body *body = &bodies->items[bodies->mentions[i].body];
        body->party = true;
        body->signed_it = body->signed_it || signed_it;
    }
}

/* "decided not to formally sign", "declined to sign". */
static bool declines(const struct reading *reading, size_t first, size_t end) {
    enum { REACH = 6 };
    static const char *const refusals[] = {"not",       "declined", "refused",
                                           "unwilling", "never",    "didn't",
                                           "wouldn't",  "hasn't",   NULL};
    static const char *const signing[] = {"sign", "signed", "signing", NULL};
    for (size_t word = first; word < end; word++) {
        if (!word_in(reading, word, refusals))
            continue;
        for (size_t i = word + 1; i < end && i <= word + REACH; i++)
            if (word_in(reading, i, signing))
                return true;
    }
    return false;
}

/* The sentence is about a compact's signatures: "signed by A and B". */
static void read_sentence(struct reading *reading, struct body_list *bodies,
                          size_t index, struct word_span in, size_t count,
                          bool agreement) {
    static const char *const between[] = {
        "between", "the parties are", "parties to this", "partners are", NULL};
    static const char *const by[] = {"signed by", "signatories are",
                                     "signatories were", "signatories include",
                                     NULL};
    static const char *const papers[] = {"compact", "agreement", "code", NULL};
    struct found_body *first = &bodies->items[bodies->mentions[index].body];
    size_t after = bodies->mentions[index].end_word;
    if (declines(reading, after, in.end)) {
        first->party = true;
        first->declined = true;
        return;
    }
    size_t signed_by = words_find(reading, in.first, in.end, by);
    if (signed_by < in.end) {
        if (has_cue(reading, in.first, in.end, papers) || agreement)
            for (size_t i = index; i < index + count; i++)
                if (bodies->mentions[i].first_word > signed_by)
                    mark_mentions(bodies, i, 1, true);
        return;
    }
    bool opening = reading->blocks[bodies->mentions[index].block].opening ||
                   bodies->mentions[index].block < READING_OPENING_BLOCKS + 2;
    if (agreement && count >= 2 && opening &&
        has_cue(reading, in.first, after, between))
        mark_mentions(bodies, index, count, false);
}

static void find_parties(struct reading *reading, struct body_list *bodies) {
    bool agreement = reading_is_agreement(reading);
    for (size_t i = 0; i < bodies->mention_count;) {
        struct word_span in =
            reading_sentence(reading, bodies->mentions[i].first_word);
        size_t count = mentions_in(bodies, i, in.end);
        read_sentence(reading, bodies, i, in, count, agreement);
        i += count > 0 ? count : 1;
    }
}

static char *folded_copy(struct reading *reading, const char *text) {
    char *out = arena_string(&reading->arena, text);
    for (char *at = out; at && *at; at++)
        *at = (char)tolower((unsigned char)*at);
    return out;
}

/* Somebody signs for a body whose name says not of what kind it is. */
static enum concord_status
give_signatory_body(struct reading *reading, const struct body_list *bodies,
                    const char *folded, const struct document_person *person,
                    struct concord_error *err) {
    struct document *document = reading->document;
    const char *name = person->organisation;
    size_t before = document->organisation_count;
    for (size_t i = 0; i < bodies->count; i++)
        if (strcmp(bodies->items[i].folded, folded) == 0)
            return CONCORD_OK;
    if (!strchr(name, ' '))
        return CONCORD_OK;
    enum concord_status status =
        add_organisation(reading,
                         (struct document_organisation){
                             .name = name,
                             .acronym = acronym_of_name(document, name),
                             .party = true,
                             .signed_it = true},
                         err);
    if (status != CONCORD_OK || document->organisation_count == before)
        return status;
    const char *at = strstr(document->text, name);
    size_t start = at ? (size_t)(at - document->text) : 0;
    return at ? document_add_evidence(document, "organisations", name,
                                      CERTAINTY_STATED, "signatory-body", start,
                                      start + strlen(name), err)
              : CONCORD_OK;
}

/* Those for whom people sign have signed; a person's body is given by the name
 * that the paper has for it elsewhere. */
static enum concord_status read_people(struct reading *reading,
                                       struct body_list *bodies,
                                       struct concord_error *err) {
    struct document *document = reading->document;
    bool agreement = reading_is_agreement(reading);
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < document->person_count && status == CONCORD_OK;
         i++) {
        struct document_person *person = &document->people[i];
        if (!person->organisation)
            continue;
        const char *folded = folded_copy(reading, person->organisation);
        if (!folded)
            return concord_no_memory(err);
        struct found_body *body = bodies_resolve(reading, bodies, folded);
        if (!body && agreement && person->signatory)
            status = give_signatory_body(reading, bodies, folded, person, err);
        if (!body)
            continue;
        person->organisation = arena_string(&document->arena, body->name);
        if (!person->organisation)
            return concord_no_memory(err);
        body->prominent = true;
        if (agreement && person->signatory) {
            body->party = true;
            body->signed_it = true;
        }
    }
    return status;
}

/* ---- giving ---- */

/* A body that a long paper names once passes by. */
static bool takes_part(const struct reading *reading,
                       const struct found_body *body) {
    enum { SHORT_WORDS = 1500 };
    const struct body_sort *sort =
        schema_body_sort(reading->schema, (size_t)body->sort);
    /* Capitals make a gathering's name its own, not a kind's. */
    bool acronym = (sort->unit || strcmp(sort->kind, "partnership") == 0 ||
                    strcmp(sort->kind, "voluntary-organisation") == 0) &&
                   acronym_of_name(reading->document, body->name) != NULL;
    if (body->generic && !acronym)
        return false;
    if (sort->unit && !acronym && body->mentions < 2)
        return false;
    return body->prominent || body->party || body->mentions >= 2 || acronym ||
           reading->word_count < SHORT_WORDS;
}

static enum concord_status give_body(struct reading *reading,
                                     const struct found_body *body,
                                     struct concord_error *err) {
    struct document *document = reading->document;
    size_t before = document->organisation_count;
    const struct body_sort *sort =
        schema_body_sort(reading->schema, (size_t)body->sort);
    enum concord_status status =
        add_organisation(reading,
                         (struct document_organisation){
                             .name = body->name,
                             .acronym = acronym_of_name(document, body->name),
                             .kind = sort->kind,
                             .party = body->party,
                             .signed_it = body->signed_it && !body->declined},
                         err);
    if (status != CONCORD_OK || document->organisation_count == before)
        return status;
    const char *rule = body->declined    ? "declined-to-sign"
                       : body->signed_it ? "signatory-body"
                       : body->party     ? "among-the-parties"
                                         : "named-body";
    return document_add_evidence(document, "organisations", body->name,
                                 CERTAINTY_STATED, rule, body->start, body->end,
                                 err);
}

enum concord_status describe_organisations(struct reading *reading,
                                           struct concord_error *err) {
    struct body_list bodies = {0};
    enum concord_status status = bodies_find(reading, &bodies, err);
    if (status != CONCORD_OK)
        return status;
    resolve_generic(reading, &bodies);
    find_parties(reading, &bodies);
    party_lists_mark(reading, &bodies);
    status = read_people(reading, &bodies, err);
    for (size_t i = 0; i < bodies.count && status == CONCORD_OK; i++)
        if (takes_part(reading, &bodies.items[i]))
            status = give_body(reading, &bodies.items[i], err);
    return status;
}
