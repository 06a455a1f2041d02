#include "describe/place_role.h"

#include <string.h>

#include "describe/date_text.h"
#include "describe/lines.h"
#include "describe/names.h"
#include "describe/words.h"

/* What follows a place's name in the names of its own bodies and papers. */
static const char *const own_after[] = {
    "area",        "association", "borough",   "ccg",          "city",
    "clinical",    "combined",    "community", "compact",      "constabulary",
    "council",     "county",      "cvs",       "district",     "health",
    "lea",         "local",       "lsp",       "metropolitan", "nhs",
    "partnership", "pct",         "primary",   "racial",       "rural",
    "strategic",   "teaching",    "unitary",   "voluntary",    "volunteer",
    "fire",        "police",      "third",     "safer",        "social",
    "children",    "region",      "regional",  "assembly",     "development",
    NULL};

/* What goes before it: "London Borough of Barset", "Voluntary Action Barset".
 */
static const char *const own_before[] = {
    "action",      "borough", "city",      "community",   "concern", "council",
    "county",      "cvs",     "district",  "healthwatch", "nhs",     "advice",
    "partnership", "trust",   "voluntary", "voice",       "compact", NULL};

static const char *const compass[] = {
    "north",    "south",   "east",    "west",  "mid",   "central", "greater",
    "inner",    "outer",   "upper",   "lower", "royal", "new",     "northern",
    "southern", "eastern", "western", "rural", "the",   NULL};

static size_t first_word(const struct mention *mention) {
    return mention->first_word;
}

static size_t after_word(const struct mention *mention) {
    return mention->first_word + mention->word_count;
}

static bool joined(const struct reading *reading, size_t word) {
    return word + 1 < reading->word_count &&
           gap_is(gap_after(reading, word), " ");
}

/* The word before the mention that a name could share with it. */
static bool has_before(const struct reading *reading,
                       const struct mention *mention) {
    return first_word(mention) > reading->blocks[mention->block].first_word &&
           joined(reading, first_word(mention) - 1);
}

static bool has_after(const struct reading *reading,
                      const struct mention *mention) {
    return after_word(mention) < reading_block_end(reading, mention->block) &&
           joined(reading, after_word(mention) - 1);
}

static bool is_own_body(const struct reading *reading,
                        const struct mention *mention) {
    if (has_after(reading, mention) &&
        word_in_any_number(reading, after_word(mention), own_after) &&
        word_has_capital(reading, after_word(mention)))
        return true;
    if (!has_before(reading, mention))
        return false;
    size_t before = first_word(mention) - 1;
    static const char *const of_bodies[] = {"borough of", "city of",
                                            "county of", "district of", NULL};
    return words_begin(reading, before > 0 ? before - 1 : 0,
                       first_word(mention), of_bodies) > 0 ||
           (word_has_capital(reading, before) &&
            word_in(reading, before, own_before));
}

/* "Ann Other-Barset", "Ann Barset-Other" */
static bool is_half_a_surname(const struct reading *reading,
                              const struct mention *mention) {
    size_t word = first_word(mention);
    size_t after = after_word(mention);
    size_t first = reading->blocks[mention->block].first_word;
    size_t end = reading_block_end(reading, mention->block);
    bool before = word > first && gap_is(gap_after(reading, word - 1), "-") &&
                  word_has_capital(reading, word - 1);
    bool behind = after < end && gap_is(gap_after(reading, after - 1), "-") &&
                  word_has_capital(reading, after);
    return (before && !word_in(reading, word - 1, compass)) ||
           (behind && !word_in(reading, after, own_after) &&
            !word_in(reading, after, compass));
}

/* A person's: "Ann Barset". A name of a body has one of the nouns that bodies
 * have, a place's a point of the compass before it. */
static bool is_persons(const struct reading *reading,
                       const struct mention *mention) {
    static const char *const small[] = {"of", "for",  "and", "in", "at",
                                        "to", "from", "on",  "by", NULL};
    enum { NAME_WORDS_MAX = 5 };
    if (is_half_a_surname(reading, mention))
        return true;
    const struct name_run *name = name_of(reading, first_word(mention));
    if (!name || name->kind == NAME_BODY || name->word_count > NAME_WORDS_MAX ||
        name->first_word == first_word(mention) ||
        (name->kind == NAME_OFFICE &&
         name->first_word + name->word_count != after_word(mention)) ||
        !has_before(reading, mention))
        return false;
    size_t before = first_word(mention) - 1;
    return word_has_capital(reading, before) &&
           !word_in(reading, before, compass) &&
           !word_in(reading, before, own_before) &&
           !word_in(reading, before, small);
}

/* "the Member for Barset", "the Bishop of Barset": an office. */
static bool is_of_an_office(const struct reading *reading,
                            const struct mention *mention) {
    static const char *const offices[] = {
        "member for",    "mp for",    "lord",        "bishop of",   "baroness",
        "archbishop of", "earl of",   "duke of",     "marquess of", "viscount",
        "lady",          "prince of", "princess of", NULL};
    size_t word = first_word(mention);
    size_t first = reading->blocks[mention->block].first_word;
    return (word >= first + 2 &&
            words_begin(reading, word - 2, word, offices) == 2) ||
           (word > first && words_begin(reading, word - 1, word, offices) == 1);
}

static bool is_within_name(const struct reading *reading,
                           const struct mention *mention) {
    const struct name_run *name = name_of(reading, first_word(mention));
    return name && name->word_count > mention->word_count &&
           !reading->blocks[mention->block].title;
}

/* "Barset Road": a street bears the name of where it leads, mostly elsewhere.
 */
static bool is_street(const struct reading *reading,
                      const struct mention *mention) {
    static const char *const streets[] = {
        "street",  "road",     "avenue", "lane",    "close",
        "terrace", "crescent", "drive",  "gardens", NULL};
    return has_after(reading, mention) &&
           word_in(reading, after_word(mention), streets) &&
           word_has_capital(reading, after_word(mention)) && !mention->in_title;
}

/* Patches and examples. */

/* One of the phrases stands before the mention, in its sentence, with a list at
 * most between: "covering the whole of Barset, Wessex and Loamshire". */
static bool is_listed_after(const struct reading *reading,
                            const struct mention *mention,
                            struct word_span sentence, word_list cues) {
    enum { DISTANCE_MAX = 24 };
    static const char *const joiners[] = {
        "the",      "and",     "of",    "or",     "whole",    "all",
        "in",       "at",      "areas", "area",   "both",     "parts",
        "councils", "borough", "city",  "county", "district", "across",
        "people",   "council", "those", "region", "regions",  NULL};
    size_t word = first_word(mention);
    size_t first = word - sentence.first > DISTANCE_MAX ? word - DISTANCE_MAX
                                                        : sentence.first;
    enum { CUE_WORDS = 3 };
    while (word > first) {
        for (size_t back = 1; back <= CUE_WORDS && word >= first + back; back++)
            if (words_begin(reading, word - back, word, cues) == back)
                return true;
        word--;
        if (!word_has_capital(reading, word) &&
            !word_in(reading, word, joiners))
            return false;
    }
    return false;
}

/* "I joined as an officer covering Barset", "We work across Barset". */
static bool is_patch(const struct reading *reading,
                     const struct mention *mention) {
    static const char *const writers[] = {"i",   "we",    "our",  "my",
                                          "i'm", "we're", "i've", "we've",
                                          "us",  "me",    NULL};
    static const char *const cues[] = {"covering",
                                       "covers",
                                       "cover",
                                       "serving",
                                       "serves",
                                       "serve",
                                       "work across",
                                       "works across",
                                       "working across",
                                       "responsible for",
                                       "officer for",
                                       "manager for",
                                       "work in",
                                       "working in",
                                       "support groups in",
                                       "coordinator for",
                                       "worker for",
                                       "adviser for",
                                       "patch is",
                                       "patch of",
                                       "looking after",
                                       "look after",
                                       NULL};
    struct word_span sentence = reading_sentence(reading, first_word(mention));
    return words_find(reading, sentence.first, sentence.end, writers) <
               sentence.end &&
           is_listed_after(reading, mention, sentence, cues);
}

/* "Barset's compact was the model", "they copied Barset's code". */
static bool is_a_model(const struct reading *reading,
                       const struct mention *mention,
                       struct word_span sentence) {
    static const char *const signs[] = {
        "the model",     "a model",      "our model",
        "as a template", "the template", "our template",
        "an example to", "inspired",     "borrowed",
        "copied",        "as a model",   "the inspiration",
        "a pattern for", "adapted from", NULL};
    enum { NEAR = 10 };
    size_t after = after_word(mention);
    size_t end = sentence.end > after + NEAR ? after + NEAR : sentence.end;
    size_t paper = after;
    while (paper < end && paper < after + 3 &&
           !word_has_class(reading, paper, WORD_PAPER_NOUN))
        paper++;
    size_t from = first_word(mention) - sentence.first > NEAR
                      ? first_word(mention) - NEAR
                      : sentence.first;
    return paper < end && word_has_class(reading, paper, WORD_PAPER_NOUN) &&
           words_find(reading, from, end, signs) < end;
}

/* "councils such as Barset and Wessex", "in places like Barset". */
static bool is_example(const struct reading *reading,
                       const struct mention *mention) {
    static const char *const cues[] = {"such as",
                                       "for example",
                                       "for instance",
                                       "places like",
                                       "councils like",
                                       "areas like",
                                       "authorities like",
                                       "boroughs like",
                                       "counties like",
                                       "examples include",
                                       "examples from",
                                       "towns like",
                                       "cities like",
                                       "compacts like",
                                       "e.g",
                                       "eg",
                                       "including",
                                       "notably",
                                       "as in",
                                       "as happened in",
                                       "examples in",
                                       "example of",
                                       "example from",
                                       "lessons from",
                                       "lessons of",
                                       "learn from",
                                       "learning from",
                                       "learned from",
                                       "learnt from",
                                       "inspired by",
                                       "borrowed from",
                                       "copied from",
                                       "modelled on",
                                       "based on",
                                       "unlike",
                                       "compare",
                                       "compared with",
                                       NULL};
    struct word_span sentence = reading_sentence(reading, first_word(mention));
    return is_listed_after(reading, mention, sentence, cues) ||
           is_a_model(reading, mention, sentence);
}

/* Venues. */

/* "a visit to Barset", "our trip to Barset": where people went. */
static bool is_visited(const struct reading *reading,
                       const struct mention *mention) {
    static const char *const cues[] = {
        "visit to",   "visits to",    "visited",       "trip to",
        "trips to",   "excursion to", "excursions to", "outing to",
        "outings to", "tour of",      "coach to",      "travelled to",
        "day out in", "day trip to",  "went to",       "weekend in",
        "holiday in", "minibus to",   "train to",      "journey to",
        NULL};
    struct word_span sentence = reading_sentence(reading, first_word(mention));
    return is_listed_after(reading, mention, sentence, cues);
}

static const char *const meetings[] = {
    "conference", "event",    "meeting", "meetings", "workshop", "workshops",
    "seminar",    "roadshow", "held",    "met",      "meets",    "meet",
    "attended",   "gathered", "hosted",  "launched", "events",   "took",
    "held",       "summit",   NULL};

static const char *const buildings[] = {
    "hall", "hotel",     "centre",  "house",   "church",   "room",   "rooms",
    "ymca", "ywca",      "library", "college", "pavilion", "street", "road",
    "town", "guildhall", "theatre", "stadium", "square",   "avenue", NULL};

/* A meeting a few words before, with a word of place directly before. */
static bool is_met_in(const struct reading *reading,
                      const struct mention *mention) {
    static const char *const in[] = {"in", "at", "near", NULL};
    enum { DISTANCE_MAX = 6 };
    struct word_span sentence = reading_sentence(reading, first_word(mention));
    size_t before = first_word(mention);
    if (before == sentence.first || !word_in(reading, before - 1, in))
        return false;
    size_t from = before - sentence.first > DISTANCE_MAX ? before - DISTANCE_MAX
                                                         : sentence.first;
    return words_find(reading, from, before, meetings) < before;
}

/* "at the YMCA in Barset", "the Corn Hall, Barset" */
static bool is_address_of_hall(const struct reading *reading,
                               const struct mention *mention) {
    enum { DISTANCE = 2 };
    size_t first = reading->blocks[mention->block].first_word;
    size_t word = first_word(mention);
    if (word == first)
        return false;
    bool comma = gap_is(gap_after(reading, word - 1), ", ");
    bool in = word_is(reading, word - 1, "in");
    if (comma && word_in(reading, word - 1, buildings))
        return true;
    return in && word - first >= DISTANCE &&
           word_in(reading, word - 2, buildings) &&
           word_has_capital(reading, word - 2);
}

/* "the Barset event", "Barset Town Hall" */
static bool is_before_meeting(const struct reading *reading,
                              const struct mention *mention) {
    size_t after = after_word(mention);
    if (!has_after(reading, mention) || mention->in_title)
        return false;
    return (word_in(reading, after, meetings) ||
            word_in(reading, after, buildings)) &&
           !(word_is(reading, after, "town") &&
             word_is(reading, after + 1, "council"));
}

/* "on 21 January in Barset", "in Barset on 21 January" */
static bool is_dated(const struct reading *reading,
                     const struct mention *mention) {
    static const char *const in[] = {"in", "at", NULL};
    size_t word = first_word(mention);
    size_t after = after_word(mention);
    return word > reading->blocks[mention->block].first_word &&
           word_in(reading, word - 1, in) && has_after(reading, mention) &&
           word_is(reading, after, "on") &&
           (word_number(reading, after + 1, 2) > 0 ||
            word_has_capital(reading, after + 1));
}

static bool is_venue(const struct reading *reading,
                     const struct mention *mention) {
    return is_met_in(reading, mention) ||
           is_address_of_hall(reading, mention) ||
           is_before_meeting(reading, mention) || is_dated(reading, mention) ||
           is_visited(reading, mention);
}

/* "workshops in Barset and Casterbridge", "Corn Hall, Barset, Barsetshire":
 * what is said of the first is said of the next. */
static bool follows_venue(const struct reading *reading,
                          const struct mention *mention) {
    size_t word = first_word(mention);
    size_t first = reading->blocks[mention->block].first_word;
    struct mention_span near = reading_neighbours(reading, mention);
    for (size_t i = near.first; i < near.end; i++) {
        const struct mention *other = &reading->mentions[i];
        if (other->source != EVIDENCE_TEXT || other->block != mention->block ||
            other->covered || !other->watched->name)
            continue;
        size_t end = after_word(other);
        bool comma = end == word && word > first &&
                     gap_is(gap_after(reading, word - 1), ", ");
        bool and = end + 1 == word && word_is(reading, end, "and");
        if ((comma || and) && is_venue(reading, other))
            return true;
    }
    return false;
}

/* "London" on a line by itself, within an address. */
static bool is_line_of_address(const struct reading *reading,
                               const struct mention *mention) {
    enum { BELOW = 2 };
    const struct block *block = &reading->document->blocks[mention->block];
    if (mention->start != block->start || mention->end != block->end ||
        reading->blocks[mention->block].title)
        return false;
    for (size_t i = mention->block + 1;
         i <= mention->block + BELOW && i < reading->document->block_count; i++)
        if (line_is_postal(reading, i))
            return true;
    return false;
}

enum place_role place_role_of(const struct reading *reading,
                              const struct mention *mention) {
    if (mention->block == READING_NOWHERE)
        return PLACE_SUBJECT;
    if (line_is_postal(reading, mention->block) &&
        !reading->blocks[mention->block].title)
        return PLACE_NOTHING;
    if (is_line_of_address(reading, mention))
        return PLACE_NOTHING;
    if (is_of_an_office(reading, mention) || is_street(reading, mention))
        return PLACE_NOTHING;
    bool body =
        mention->watched->sort == WATCHED_BODY || is_own_body(reading, mention);
    if (body && !mention->in_title &&
        (is_visited(reading, mention) || is_example(reading, mention)))
        return PLACE_EXAMPLE;
    if (body)
        return PLACE_BODY;
    if (is_persons(reading, mention))
        return PLACE_PERSON;
    if (mention->in_title)
        return PLACE_SUBJECT;
    if (is_venue(reading, mention) || follows_venue(reading, mention))
        return PLACE_VENUE;
    if (is_example(reading, mention))
        return PLACE_EXAMPLE;
    if (is_patch(reading, mention))
        return PLACE_PATCH;
    return is_within_name(reading, mention) ? PLACE_NAMED : PLACE_SUBJECT;
}

/* What marks a paper as the whole country's are offices and departments, which
 * are names throughout. */
static bool speaks_of_country(const struct reading *reading,
                              const struct mention *mention) {
    const struct facet *facet =
        schema_facet(reading->schema, mention->watched->facet);
    return strcmp(facet->values[mention->watched->value].value, "england") == 0;
}

/* The words before and after a region's name are no part of a name with it. */
enum place_role region_role_of(const struct reading *reading,
                               const struct mention *mention) {
    if (mention->block == READING_NOWHERE)
        return PLACE_SUBJECT;
    if (line_is_postal(reading, mention->block) ||
        is_line_of_address(reading, mention) ||
        is_of_an_office(reading, mention))
        return PLACE_NOTHING;
    if (mention->in_title || mention->watched->sort == WATCHED_BODY ||
        speaks_of_country(reading, mention) || is_own_body(reading, mention))
        return PLACE_SUBJECT;
    if (is_patch(reading, mention))
        return PLACE_PATCH;
    if (is_venue(reading, mention))
        return PLACE_VENUE;
    size_t before = first_word(mention) - 1;
    bool named_before =
        has_before(reading, mention) && word_has_capital(reading, before) &&
        name_of(reading, before) &&
        name_of(reading, before) == name_of(reading, first_word(mention)) &&
        !word_in(reading, before, own_before);
    bool named_after = has_after(reading, mention) &&
                       word_has_capital(reading, after_word(mention));
    return named_before || named_after ? PLACE_NOTHING : PLACE_SUBJECT;
}

/* "March 2009", "31 March", "March and November": the month, whatever stands
 * before it in the cells of a table. */
static bool is_month_of_date(const struct reading *reading,
                             const struct mention *mention) {
    size_t word = first_word(mention);
    size_t after = after_word(mention);
    static const char *const links[] = {"and", "or", "to", NULL};
    if (month_of_word(reading, word) == 0 || after != word + 1)
        return false;
    if (has_after(reading, mention) &&
        (word_number(reading, after, 4) >= 0 ||
         (word_in(reading, after, links) && after + 1 < reading->word_count &&
          month_of_word(reading, after + 1) > 0)))
        return true;
    return has_before(reading, mention) &&
           reading->words[word - 1].folded[0] >= '0' &&
           reading->words[word - 1].folded[0] <= '9';
}

bool place_is_supported(const struct reading *reading,
                        const struct mention *mention) {
    static const char *const locative[] = {
        "in",     "at",   "near",       "across",  "around",  "throughout",
        "within", "from", "throughout", "outside", "between", NULL};
    if (mention->block == READING_NOWHERE)
        return false;
    size_t word = first_word(mention);
    if (is_month_of_date(reading, mention))
        return false;
    if (is_own_body(reading, mention))
        return true;
    return month_of_word(reading, word) == 0 &&
           (word > reading->blocks[mention->block].first_word &&
            word_in(reading, word - 1, locative));
}
