/* people.c - who is named with a role, a quotation, a signature or as the
 * author.
 *
 * A run of capitals is taken for a person's name when something else than its
 * capitals says so: a known first name, or a title, and beside it a role, a
 * verb of speaking, a signature, a byline or a list of those present. Names
 * that only pass by (a street, a foundation, an author cited) are left. What
 * is short ("Ann", "Ms Other") is the person who was named in full, wherever
 * that is. */
#include <string.h>

#include "describe/authors.h"
#include "describe/lines.h"
#include "describe/names.h"
#include "describe/people_list.h"
#include "describe/words.h"

struct people_reader {
    struct reading *reading;
    struct role_reader roles;
    unsigned char *places; /* of each word: a place's name has it */
    struct people_list people;
    struct naming_of_person *brief; /* single names, until all full are known */
    size_t brief_count;
    size_t signing; /* blocks that may still be of signatures */
    bool attending; /* under "Present" */
    bool after_valediction;
};

/* ---- what a block is ---- */

enum { SIGNATURE_LINES = 12, VALEDICTION_LINES = 4, LINE_WORDS_MAX = 24 };

static bool opens_attendance(const struct reading *reading, size_t block) {
    static const char *const labels[] = {"present",
                                         "in attendance",
                                         "attendees",
                                         "attendance",
                                         "also present",
                                         "also in attendance",
                                         "members present",
                                         "apologies",
                                         "apologies for absence",
                                         "those present",
                                         "attending",
                                         "councillors present",
                                         "also attending",
                                         "officers present",
                                         "members in attendance",
                                         "officers in attendance",
                                         "representatives",
                                         NULL};
    size_t first = reading->blocks[block].first_word;
    size_t end = reading_block_end(reading, block);
    size_t count = words_begin(reading, first, end, labels);
    if (count == 0)
        return false;
    if (first + count == end)
        return true;
    struct gap gap = gap_after(reading, first + count - 1);
    return gap_has(gap, ":") || gap_has(gap, "|") || gap_has(gap, "\t") ||
           gap_has(gap, "\n");
}

/* Somebody's name stands first in the block. */
static bool begins_with_name(const struct reading *reading, size_t block) {
    struct person_name name;
    return block < reading->document->block_count &&
           person_name_at(reading, reading->blocks[block].first_word,
                          reading_block_end(reading, block), &name) &&
           (name.words >= 2 || name.titled);
}

/* "Agreed on behalf of the partners by", over names. */
static bool opens_signatures(const struct reading *reading, size_t block) {
    static const char *const openers[] = {"launched by",
                                          "launched at",
                                          "launched on",
                                          "agreed on behalf",
                                          "agreed by",
                                          "agreed on",
                                          "agreed at",
                                          "adopted by",
                                          "adopted on",
                                          "adopted at",
                                          "endorsed by",
                                          "on behalf of",
                                          "for and on behalf of",
                                          "the undersigned",
                                          "we the undersigned",
                                          "signed",
                                          "agreed",
                                          "adopted",
                                          NULL};
    if (line_is_signing(reading, block))
        return true;
    return reading->blocks[block].word_count <= LINE_WORDS_MAX &&
           words_begin(reading, reading->blocks[block].first_word,
                       reading_block_end(reading, block), openers) > 0 &&
           begins_with_name(reading, block + 1);
}

/* What comes under a letter's signature is none: "cc Ann Other". */
static bool ends_signatures(const struct reading *reading, size_t block) {
    static const char *const openers[] = {
        "cc",         "copy", "copied", "copies",  "enc", "encs",
        "enclosures", "tel",  "email",  "contact", NULL};
    return word_in(reading, reading->blocks[block].first_word, openers);
}

static bool is_line(const struct reading *reading, size_t block) {
    return reading->blocks[block].word_count <= LINE_WORDS_MAX;
}

static void enter_block(struct people_reader *reader, size_t block) {
    const struct reading *reading = reader->reading;
    bool line = is_line(reading, block);
    reader->signing = line && reader->signing > 0 ? reader->signing - 1 : 0;
    reader->after_valediction =
        reader->after_valediction && reader->signing > 0;
    if (reader->signing > 0 && ends_signatures(reading, block))
        reader->signing = 0;
    if (opens_signatures(reading, block)) {
        reader->signing = SIGNATURE_LINES;
        reader->after_valediction = false;
    }
    if (line_is_valediction(reading, block)) {
        reader->signing = VALEDICTION_LINES;
        reader->after_valediction = true;
    }
    if (opens_attendance(reading, block))
        reader->attending = true;
    else if (!line || reading->document->blocks[block].kind == BLOCK_HEADING ||
             word_number(reading, reading->blocks[block].first_word, 3) >= 0)
        reader->attending = false;
}

/* ---- what stands beside a name ---- */

static const char *const speech[] = {
    "said",       "says",      "stated",    "states",    "replied",
    "replies",    "added",     "adds",      "writes",    "wrote",
    "told",       "explained", "explains",  "commented", "comments",
    "asked",      "asks",      "admitted",  "announced", "concluded",
    "reiterated", "argued",    "argues",    "warned",    "remarked",
    "remembers",  "recalls",   "recalled",  "insisted",  "insists",
    "welcomed",   "admits",    "observed",  "noted",     "reported",
    "declared",   "responded", "continued", "spoke",     "presented",
    "introduced", "answered",  "urged",     NULL};

/* Those that may stand before the speaker: "said Ann Other". */
static const char *const inverted[] = {
    "said",     "says",    "added",     "adds",     "explained",
    "explains", "replied", "commented", "comments", "wrote",
    "writes",   "argued",  "asked",     "warned",   NULL};

static bool speaks(const struct reading *reading, size_t word, size_t end) {
    return word < end && !reading->words[word].quoted &&
           word_in(reading, word, speech);
}

static bool spoke(const struct reading *reading,
                  const struct naming_of_person *naming, size_t first,
                  size_t end) {
    size_t after = naming->name.after;
    if (speaks(reading, after, end) &&
        gap_is(gap_after(reading, after - 1), " "))
        return true;
    if (naming->role.reach > after && speaks(reading, naming->role.reach, end))
        return true;
    size_t title = naming->name.title;
    if (title > first && speaks(reading, title - 1, end) &&
        word_in(reading, title - 1, inverted) &&
        gap_is(gap_after(reading, title - 1), " "))
        return true;
    return after < end && gap_is(gap_after(reading, after - 1), ": ") &&
           title == first; /* "Ann Other: ..." of a record */
}

/* What a title or letters say of someone of whom nothing else is said. */
static const char *role_of_title(struct reading *reading,
                                 const struct person_name *name) {
    static const char *const councillors[] = {
        "cllr", "cllrs", "councillors", "councillor", "cllor", NULL};
    if (name->has_mp)
        return "MP";
    for (size_t word = name->title; word < name->first; word++) {
        if (word_in(reading, word, councillors))
            return "Councillor";
        if (word_marks(reading, word) & WORD_ROLE) {
            bool chief = word > 0 && word == name->title &&
                         word_is(reading, word - 1, "chief") &&
                         gap_is(gap_after(reading, word - 1), " ");
            return words_text(reading, word - chief, word + 1);
        }
    }
    return NULL;
}

/* "Ann Other (Barset CVS)" among those present. */
static void read_body_in_line(const struct people_reader *reader, size_t end,
                              struct naming_of_person *naming) {
    const struct reading *reading = reader->reading;
    size_t word = naming->name.after;
    if (word >= end || naming->role.end > 0)
        return;
    struct gap gap = gap_after(reading, word - 1);
    bool bracket = gap_is(gap, " (") || gap_is(gap, " - ") ||
                   gap_is(gap, " – ") || gap_is(gap, " | ") ||
                   gap_is(gap, "\t");
    bool line = gap_is(gap, ", ") && naming->signed_it;
    const struct name_run *name = name_of(reading, word);
    if ((!bracket && !line) || !name || name->first_word > word)
        return;
    if (naming->role.body_end > 0)
        return;
    naming->role.body_first = word;
    naming->role.body_end = name->first_word + name->word_count;
    if (naming->role.body_end > end)
        naming->role.body_end = end;
}

/* "For Barset Council: Ann Other, Leader" among signatures. */
static void read_body_signed_for(const struct people_reader *reader,
                                 size_t first,
                                 struct naming_of_person *naming) {
    enum { REACH = 12 };
    static const char *const leads[] = {"for", "for and on behalf of",
                                        "on behalf of", NULL};
    const struct reading *reading = reader->reading;
    size_t title = naming->name.title;
    if (title <= first || !gap_is(gap_after(reading, title - 1), ": "))
        return;
    for (size_t i = title; i > first && title - i < REACH; i--) {
        size_t count = words_begin(reading, i - 1, title, leads);
        if (count == 0)
            continue;
        size_t body = i - 1 + count;
        if (word_is(reading, body, "the"))
            body++;
        if (body >= title || !word_has_capital(reading, body))
            return;
        naming->signed_it = true;
        if (naming->role.body_end == 0) {
            naming->role.body_first = body;
            naming->role.body_end = title;
        }
        return;
    }
}

/* A line that is a name and nothing else, over one that is a role. */
static void read_next_line(const struct people_reader *reader, size_t block,
                           struct naming_of_person *naming) {
    const struct reading *reading = reader->reading;
    size_t next = block + 1;
    if (naming->role.end > 0 || next >= reading->document->block_count ||
        naming->name.after != reading_block_end(reading, block) ||
        naming->name.title != reading->blocks[block].first_word ||
        reading->blocks[next].word_count > LINE_WORDS_MAX ||
        (naming->name.words < 2 && !naming->name.initials))
        return;
    size_t first = reading->blocks[next].first_word;
    size_t end = reading_block_end(reading, next);
    struct person_role role;
    struct person_name other;
    char last =
        reading->document->text[reading->document->blocks[next].end - 1];
    if (first < end && last != '.' && word_has_capital(reading, first) &&
        !person_name_at(reading, first, end, &other) &&
        person_role_at(&reader->roles, first, end, &role))
        naming->role = role;
}

/* A capital follows in the same name, and begins no role: it is a
 * foundation's, a street's. */
static bool is_part_of_more(const struct people_reader *reader,
                            const struct naming_of_person *naming, size_t end) {
    const struct reading *reading = reader->reading;
    const struct person_name *name = &naming->name;
    if (name->after >= end || name->after != name->end || name->titled ||
        name->cut)
        return false;
    bool role = naming->role.end > 0 && naming->role.first == name->after;
    return !role && gap_joins(gap_after(reading, name->after - 1)) &&
           word_has_capital(reading, name->after) &&
           !(word_marks(reading, name->after) & WORD_TITLE) &&
           name_of(reading, name->after) == name_of(reading, name->after - 1);
}

/* A capital stands before in the same name, and no role or title. */
static bool follows_more(const struct people_reader *reader,
                         const struct person_name *name, size_t first) {
    const struct reading *reading = reader->reading;
    if (name->title <= first)
        return false;
    size_t before = name->title - 1;
    unsigned marks = word_marks(reading, before);
    return gap_joins(gap_after(reading, before)) &&
           word_has_capital(reading, before) && name_of(reading, before) &&
           !(marks & (WORD_ROLE | WORD_OF_ROLE | WORD_ENDS_BODY)) &&
           !word_in(reading, before, speech);
}

/* ---- whether a person is meant ---- */

static bool is_covered(const struct people_reader *reader,
                       const struct person_name *name) {
    for (size_t word = name->first; word < name->end; word++)
        if (reader->roles.covered[word] ||
            (reader->places[word] && !name->titled && !name->given))
            return true;
    return false;
}

static bool has_evidence(const struct naming_of_person *naming) {
    return naming->role.end > 0 || naming->role.body_end > 0 ||
           naming->given_role || naming->spoke || naming->signed_it ||
           naming->attends || naming->wrote;
}

/* "in Barset Vale", "the Barset Store": a thing's name, whoever speaks. */
static bool follows_preposition(const struct people_reader *reader,
                                const struct person_name *name, size_t first) {
    static const char *const prepositions[] = {"in",     "at", "from", "near",
                                               "across", "of", "for",  "around",
                                               "the",    NULL};
    return name->title > first &&
           word_in(reader->reading, name->title - 1, prepositions);
}

static bool is_person(const struct people_reader *reader,
                      const struct naming_of_person *naming, size_t first) {
    const struct person_name *name = &naming->name;
    bool full = name->titled && (name->words >= 2 || name->initials);
    if (is_covered(reader, name) || !(full || has_evidence(naming)))
        return false;
    if (name->given || name->titled)
        return name->words >= 2 || name->titled || name->initials;
    if (follows_more(reader, name, first))
        return false;
    bool two = name->words >= 2 || name->initials;
    bool near = naming->role.end > 0 && !naming->far;
    bool place = follows_preposition(reader, name, first);
    bool opens = reader->reading->blocks[naming->block].heading ||
                 reader->reading->blocks[naming->block].title;
    bool listed = naming->signed_it || naming->attends;
    return two && (listed || (!opens && !place &&
                              (near || naming->spoke || naming->wrote ||
                               naming->given_role)));
}

/* ---- reading ---- */

static void read_roles(struct people_reader *reader, size_t block, size_t first,
                       size_t end, struct naming_of_person *naming) {
    reader->roles.in_line = naming->signed_it;
    if (person_role_after(&reader->roles, &naming->name, end, &naming->role)) {
        naming->far = naming->role.first > naming->name.after + 4;
    } else {
        struct person_role before;
        naming->before =
            person_role_before(&reader->roles, &naming->name, first, &before);
        if (naming->before && before.body_end == 0) {
            before.body_first = naming->role.body_first;
            before.body_end = naming->role.body_end;
        }
        if (naming->before)
            naming->role = before;
    }
    if (naming->signed_it || naming->attends)
        read_body_in_line(reader, end, naming);
    read_next_line(reader, block, naming);
}

static bool push_brief(struct people_reader *reader,
                       const struct naming_of_person *naming) {
    struct naming_of_person *added =
        arena_push(&reader->reading->arena, &reader->brief,
                   &reader->brief_count, sizeof *added);
    if (added)
        *added = *naming;
    return added != NULL;
}

/* Where a byline may stand: among the first blocks or the last. */
static bool is_at_edge(const struct reading *reading, size_t block) {
    enum { EDGE = 6 };
    return block < EDGE || block + EDGE >= reading->document->block_count;
}

static bool wrote(const struct reading *reading, size_t block,
                  const struct person_name *name) {
    enum { LEAD_WORDS = 8 };
    static const char *const before[] = {"by", "author", "and", NULL};
    size_t first = reading->blocks[block].first_word;
    return is_at_edge(reading, block) && line_is_byline(reading, block) &&
           name->title > first && name->title <= first + LEAD_WORDS &&
           word_in(reading, name->title - 1, before);
}

static enum concord_status read_name(struct people_reader *reader, size_t block,
                                     size_t first, size_t end,
                                     struct naming_of_person *naming,
                                     struct concord_error *err) {
    struct reading *reading = reader->reading;
    bool line = is_line(reading, block) || reading->blocks[block].signatory;
    naming->block = block;
    naming->signed_it =
        reading->blocks[block].signatory || (reader->signing > 0 && line);
    naming->valediction = reader->after_valediction;
    naming->attends = reader->attending;
    naming->wrote = wrote(reading, block, &naming->name);
    read_roles(reader, block, first, end, naming);
    read_body_signed_for(reader, first, naming);
    if (is_part_of_more(reader, naming, end))
        return CONCORD_OK;
    naming->spoke = spoke(reading, naming, first, end);
    if (!naming->given_role)
        naming->given_role = role_of_title(reading, &naming->name);
    bool single = naming->name.words == 1 && !naming->name.initials;
    if (single && (naming->name.given || naming->name.titled) &&
        !is_covered(reader, &naming->name))
        return push_brief(reader, naming) ? CONCORD_OK : concord_no_memory(err);
    if (single || !is_person(reader, naming, first))
        return CONCORD_OK;
    naming->taken = true;
    return people_note(reading, &reader->people, naming, err);
}

/* "Councillors A Other, B Some and C Else": one title for all. */
static bool is_title_of_many(const struct reading *reading,
                             const struct person_name *name) {
    static const char *const many[] = {"councillors", "cllrs", NULL};
    return name->title < name->first && word_in(reading, name->title, many);
}

/* What was run together with the name is none of it. */
static void end_before_place(const struct reading *reading,
                             struct person_name *name, size_t end) {
    size_t cut = person_end_before_place(reading, name, end);
    if (cut == READING_NOWHERE)
        return;
    name->end = cut;
    name->after = cut;
    name->cut = true;
}

static enum concord_status read_block(struct people_reader *reader,
                                      size_t block, struct concord_error *err) {
    struct reading *reading = reader->reading;
    size_t first = reading->blocks[block].first_word;
    size_t end = reading_block_end(reading, block);
    size_t from = first;
    bool councillors = false;
    enum concord_status status = CONCORD_OK;
    enter_block(reader, block);
    if (reading->blocks[block].cited && !line_is_labelled(reading, block))
        return CONCORD_OK;
    for (size_t word = first; word < end && status == CONCORD_OK; word++) {
        struct naming_of_person naming = {.block = block};
        if (!word_has_capital(reading, word) ||
            !person_name_at(reading, word, end, &naming.name))
            continue;
        if (naming.name.given || naming.name.titled)
            end_before_place(reading, &naming.name, end);
        size_t title = naming.name.title;
        bool parted =
            title > first && gap_has(gap_after(reading, title - 1), ";");
        councillors = (councillors && reader->attending && !parted) ||
                      is_title_of_many(reading, &naming.name);
        if (councillors && reader->attending) {
            naming.given_role = "Councillor";
            naming.name.titled = true;
        }
        status = read_name(reader, block, from, end, &naming, err);
        word = naming.name.after - 1;
        if (naming.taken && !naming.before && naming.role.reach > word)
            word = naming.role.reach - 1;
        if (naming.taken)
            from = word + 1;
    }
    return status;
}

/* A single name is one of those known, or, with more than itself to speak for
 * it, a person of whom the paper says no more. */
static enum concord_status note_brief(struct people_reader *reader,
                                      const struct naming_of_person *naming,
                                      struct concord_error *err) {
    struct reading *reading = reader->reading;
    const struct person_name *name = &naming->name;
    const char *folded = reading->words[name->first].folded;
    bool known = name->titled
                     ? people_find(&reader->people, "", folded, false) != NULL
                     : people_find(&reader->people, folded, "", false) != NULL;
    bool role = naming->role.end > 0 && !naming->far;
    bool sure = name->titled ? has_evidence(naming)
                             : role || naming->wrote ||
                                   (naming->signed_it && naming->valediction);
    if (known && naming->far) {
        struct naming_of_person without = *naming;
        without.role = (struct person_role){.first = 0};
        return people_note(reading, &reader->people, &without, err);
    }
    static const char *const months[] = {"april", "may", "june", "august",
                                         NULL};
    if (!known && !name->titled && word_in(reading, name->first, months))
        return CONCORD_OK;
    return known || sure ? people_note(reading, &reader->people, naming, err)
                         : CONCORD_OK;
}

/* ---- what else the reading knows ---- */

static void cover(unsigned char *words, const struct reading *reading,
                  const struct mention *mention) {
    size_t end = mention->first_word + mention->word_count;
    for (size_t i = mention->first_word; i < end && i < reading->word_count;
         i++)
        words[i] = 1;
}

static bool cover_names(struct people_reader *reader) {
    struct reading *reading = reader->reading;
    unsigned char *bodies =
        arena_alloc(&reading->arena, reading->word_count + 1);
    reader->places = arena_alloc(&reading->arena, reading->word_count + 1);
    if (!bodies || !reader->places)
        return false;
    for (size_t i = 0; i < reading->mention_count; i++) {
        const struct mention *mention = &reading->mentions[i];
        if (mention->block == READING_NOWHERE || !mention->watched->name)
            continue;
        cover(mention->watched->sort == WATCHED_BODY ? bodies : reader->places,
              reading, mention);
    }
    reader->roles = (struct role_reader){reading, bodies, false};
    return true;
}

/* ---- who held an office ---- */

/* Those whom the schema knows are persons, whatever stands beside them; an
 * office is shown as the paper has it. */
static enum concord_status note_holders(struct people_reader *reader,
                                        struct concord_error *err) {
    struct reading *reading = reader->reading;
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < reading->dated_count && status == CONCORD_OK; i++) {
        const struct mention *mention = &reading->dated[i];
        if (mention->watched->sort != WATCHED_HOLDER ||
            mention->block == READING_NOWHERE ||
            reading->blocks[mention->block].cited)
            continue;
        size_t first = mention->first_word;
        const char *last =
            reading->words[first + mention->word_count - 1].folded;
        struct naming_of_person naming = {.block = mention->block};
        if (people_find(&reader->people, reading->words[first].folded, last,
                        false) ||
            !person_name_at(reading, first,
                            reading_block_end(reading, mention->block),
                            &naming.name) ||
            naming.name.words < 2)
            continue;
        size_t from = reading->blocks[mention->block].first_word;
        if (person_role_after(&reader->roles, &naming.name,
                              reading_block_end(reading, mention->block),
                              &naming.role) ||
            person_role_before(&reader->roles, &naming.name, from,
                               &naming.role))
            status = people_note(reading, &reader->people, &naming, err);
    }
    return status;
}

/* ---- giving ---- */

static enum concord_status give_person(struct reading *reading,
                                       const struct found_person *person,
                                       struct concord_error *err) {
    struct document *document = reading->document;
    size_t before = document->person_count;
    enum concord_status status = document_add_person(
        document,
        (struct document_person){person->name, person->role,
                                 person->organisation, person->signed_it},
        err);
    if (status != CONCORD_OK || document->person_count == before)
        return status;
    if (person->start == person->end)
        return document_add_outside_evidence(
            document, "people", person->name, EVIDENCE_BOILERPLATE,
            CERTAINTY_STATED, person->rule, person->name, err);
    return document_add_evidence(document, "people", person->name,
                                 CERTAINTY_STATED, person->rule, person->start,
                                 person->end, err);
}

enum concord_status describe_people(struct reading *reading,
                                    struct concord_error *err) {
    struct people_reader reader = {.reading = reading};
    if (!cover_names(&reader))
        return concord_no_memory(err);
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < reading->document->block_count; i++)
        if (status == CONCORD_OK)
            status = read_block(&reader, i, err);
    if (status == CONCORD_OK)
        status = note_holders(&reader, err);
    for (size_t i = 0; i < reader.brief_count && status == CONCORD_OK; i++)
        status = note_brief(&reader, &reader.brief[i], err);
    if (status == CONCORD_OK)
        status = authors_find(reading, &reader.people, &reader.roles, err);
    for (size_t i = 0; i < reader.people.count && status == CONCORD_OK; i++)
        status = give_person(reading, &reader.people.items[i], err);
    return status;
}
