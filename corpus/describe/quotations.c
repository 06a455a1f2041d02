/* quotations.c - the words of others that a paper quotes, with who said them.
 *
 *   The Minister stated:  "I am glad."      a verb before, or a colon
 *   "I am glad," said Ann Other.            a verb after
 *   "I am glad." - Ann Other, Chair         a line that attributes
 *   "I am glad," she said. "I am." "We."    going on
 *   She said that it "has been a help to every one of us".   a fragment
 *
 * Marks around a title, a term or a word held at arm's length quote nobody. */
#include <string.h>

#include "describe/attributions.h"
#include "describe/features.h"
#include "describe/quoted.h"
#include "describe/reading.h"
#include "describe/words.h"

enum { SPOKEN_WORDS = 3 /* that go on, at the least */ };

struct telling {
    struct reading *reading;
    struct speaker last; /* of the quotation before */
    size_t last_end;     /* word */
    size_t last_block;   /* READING_NOWHERE before the first */
    const char *told_by;
};

/* Goes on after "she said.", or is the next paragraph of the same words. */
static struct attribution going_on(const struct telling *telling,
                                   const struct quoted *quoted) {
    const struct reading *reading = telling->reading;
    bool same_block = telling->last_block == quoted->block;
    bool next_block = telling->last_block + 1 == quoted->block &&
                      quoted_opens_block(reading, quoted) &&
                      quoted_ends_block(reading, quoted);
    if (telling->last_block == READING_NOWHERE || (!same_block && !next_block))
        return (struct attribution){.rule = NULL};
    bool near = quoted->first_word <= telling->last_end + QUOTED_NEAR;
    if (!near || !quoted_ends_spoken(reading, quoted) ||
        quoted_words(quoted) < SPOKEN_WORDS ||
        quoted_is_title_case(reading, quoted))
        return (struct attribution){.rule = NULL};
    return (struct attribution){"going-on", 0, 0, SPEAKER_BEFORE, false};
}

/* Letters. */

/* "His letter also states", "the response concludes": who wrote it speaks, and
 * not the paper. */
static bool is_letter_speaking(const struct reading *reading, size_t first,
                               size_t end) {
    static const char *const letters[] = {"letter",  "reply",    "response",
                                          "email",   "speech",   "statement",
                                          "message", "foreword", NULL};
    static const char *const owners[] = {"the",  "his",  "her", "their",
                                         "this", "that", NULL};
    enum { WORDS_MAX = 3 };
    for (size_t word = first; word < end && word < first + WORDS_MAX; word++)
        if (word_in(reading, word, owners) && word + 1 < end &&
            word_in(reading, word + 1, letters))
            return true;
    return false;
}

/* Of a page that tells of a minister's letter and names one minister: him. */
static void fill_minister(const struct reading *reading, struct speaker *out) {
    const struct document *document = reading->document;
    int facet = schema_find_inferred(reading->schema, INFER_KIND);
    if (facet == SCHEMA_NO_INDEX ||
        !document_has_value(document, (unsigned)facet, "ministerial-letter"))
        return;
    for (size_t i = 0; i < document->person_count; i++) {
        const struct document_person *person = &document->people[i];
        if (!person->role || !(strstr(person->role, "inister") ||
                               strstr(person->role, "ecretary")))
            continue;
        bool first = out->name == NULL;
        out->name = first ? person->name : NULL;
        out->role = first ? person->role : NULL;
        if (!first)
            return;
    }
}

static void fill_writer(const struct telling *telling, struct speaker *out) {
    if (telling->last.name)
        *out = telling->last;
    else
        fill_minister(telling->reading, out);
}

/* Giving it to the document. */

static enum concord_status find_speaker(struct telling *telling,
                                        const struct attribution *attribution,
                                        struct speaker *out,
                                        struct concord_error *err) {
    *out = (struct speaker){.found = false};
    if (strcmp(attribution->rule, "going-on") == 0) {
        *out = telling->last;
        return CONCORD_OK;
    }
    if (attribution->first >= attribution->end)
        return CONCORD_OK;
    enum concord_status status = speaker_find(
        telling->reading, attribution->first, attribution->end,
        attribution->place, &telling->last, telling->last_end, out, err);
    if (status == CONCORD_OK && !out->name && !out->role &&
        attribution->place == SPEAKER_BEFORE &&
        is_letter_speaking(telling->reading, attribution->first,
                           attribution->end))
        fill_writer(telling, out);
    return status;
}

/* That the sentence before is about somebody does not say who spoke. */
static enum certainty certainty_of(const struct attribution *attribution,
                                   const struct speaker *speaker) {
    if (!speaker->name)
        return CERTAINTY_UNKNOWN;
    return attribution->place == SPEAKER_SUBJECT ? CERTAINTY_PROBABLE
                                                 : CERTAINTY_STATED;
}

/* Who is named in full and quoted is one of the paper's people. */
static enum concord_status note_person(struct telling *telling,
                                       const struct quoted *quoted,
                                       const struct speaker *speaker,
                                       struct concord_error *err) {
    struct document *document = telling->reading->document;
    bool full = speaker->is_person && speaker->name &&
                strchr(speaker->name, ' ') != NULL;
    for (size_t i = 0; full && i < document->person_count; i++)
        if (strcmp(document->people[i].name, speaker->name) == 0)
            full = false;
    if (!full)
        return CONCORD_OK;
    enum concord_status status = document_add_person(
        document,
        (struct document_person){speaker->name, speaker->role, NULL, false},
        err);
    size_t block_end = document->blocks[quoted->block].end;
    return status == CONCORD_OK
               ? document_add_evidence(
                     document, "people", speaker->name, CERTAINTY_STATED,
                     "quoted", quoted->start,
                     quoted->end < block_end ? quoted->end : block_end, err)
               : status;
}

static enum concord_status
give(struct telling *telling, const struct quoted *quoted,
     const struct quoted *last, const struct attribution *attribution,
     const struct speaker *speaker, struct concord_error *err) {
    struct document *document = telling->reading->document;
    /* The first paragraph is evidence enough. */
    size_t block_end = document->blocks[quoted->block].end;
    size_t first_end = quoted->end < block_end ? quoted->end : block_end;
    bool own = speaker->name && telling->told_by &&
               strcmp(speaker->name, telling->told_by) == 0;
    struct document_quotation quotation = {.speaker = speaker->name,
                                           .role = speaker->role,
                                           .told_by =
                                               own ? NULL : telling->told_by,
                                           .start = quoted->start,
                                           .end = last->end};
    enum concord_status status =
        document_add_quotation(document, quotation, err);
    const char *who = speaker->name ? speaker->name : speaker->role;
    if (status == CONCORD_OK)
        status = document_add_evidence(
            document, "quotations", who ? who : "unknown",
            certainty_of(attribution, speaker), attribution->rule,
            quoted->start, first_end, err);
    if (status == CONCORD_OK && attribution->place != SPEAKER_SUBJECT)
        status = note_person(telling, quoted, speaker, err);
    telling->last = *speaker;
    telling->last_end = last->end_word;
    telling->last_block = last->end_block;
    return status;
}

/* Give the words quoted..last, which one speaker's name may part, if they are
 * somebody's. */
static enum concord_status judge(struct telling *telling,
                                 const struct quoted *quoted,
                                 const struct quoted *last, bool *given,
                                 struct concord_error *err) {
    struct speaker speaker = {.found = false};
    struct reading *reading = telling->reading;
    if (!quoted_may_be_said(reading, quoted))
        return CONCORD_OK;
    for (size_t way = 0; way < ATTRIBUTION_WAYS; way++) {
        struct attribution attribution = attribution_find(reading, quoted, way);
        if (!attribution.rule)
            continue;
        enum concord_status status =
            find_speaker(telling, &attribution, &speaker, err);
        if (status != CONCORD_OK)
            return status;
        *given = !attribution.named || speaker.found;
        if (*given)
            return give(telling, quoted, last, &attribution, &speaker, err);
    }
    struct attribution attribution = going_on(telling, quoted);
    if (!attribution.rule)
        attribution = attribution_of_paragraph(reading, quoted);
    enum concord_status status = CONCORD_OK;
    if (attribution.rule)
        status = find_speaker(telling, &attribution, &speaker, err);
    *given = attribution.rule != NULL;
    if (*given && status == CONCORD_OK)
        status = give(telling, quoted, last, &attribution, &speaker, err);
    return status;
}

/* A person who tells of what happened to him says who said it. */
static const char *teller(struct reading *reading) {
    const struct document *document = reading->document;
    int facet = schema_find_inferred(reading->schema, INFER_KIND);
    size_t block = 0;
    bool tells = feature_holds(reading, "first-person", &block) ||
                 (facet != SCHEMA_NO_INDEX &&
                  document_has_value(document, (unsigned)facet, "blog"));
    for (size_t i = 0; tells && i < document->creator_count; i++)
        if (document->creators[i].kind &&
            strcmp(document->creators[i].kind, "person") == 0)
            return document->creators[i].name;
    return NULL;
}

/* Where a quotation ends that begins at `first`: "Not so," she said, "not
 * here." is one. A word alone is an answer. */
static size_t last_part(const struct reading *reading,
                        const struct quoted *quoted, size_t first,
                        size_t count) {
    size_t last = first;
    while (last + 1 < count && quoted_words(&quoted[last]) > 1 &&
           quoted_may_be_said(reading, &quoted[last + 1]) &&
           attribution_interrupts(reading, &quoted[last], &quoted[last + 1]))
        last++;
    return last;
}

enum concord_status describe_quotations(struct reading *reading,
                                        struct concord_error *err) {
    struct telling telling = {.reading = reading,
                              .last_block = READING_NOWHERE};
    struct quoted *quoted = NULL;
    size_t count = 0;
    enum concord_status status =
        quote_marks_find(reading, &quoted, &count, err);
    if (status != CONCORD_OK || count == 0)
        return status;
    telling.told_by = teller(reading);
    for (size_t i = 0; i < count && status == CONCORD_OK; i++) {
        size_t last = last_part(reading, quoted, i, count);
        bool given = false;
        status = judge(&telling, &quoted[i], &quoted[last], &given, err);
        if (given)
            i = last;
    }
    return status;
}
