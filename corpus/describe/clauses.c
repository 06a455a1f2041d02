/* clauses.c - the units that an agreement, a code or a committee's paper is
 * made of: principles, commitments, recommendations, considerations and
 * definitions, each with all paragraphs that belong to it.
 *
 *   Commitments by the Council      heading: kind and side of what follows
 *   The Council will:               lead-in: the same, up to the next text
 *   1. consult for twelve weeks,    a unit ...
 *      (a) in writing, and          ... with what is marked below it
 *   and say what came of it.        ... and what has no mark
 *   2. pay in advance.              the next unit
 *
 * What kind a unit is: its label says it ("Principle 4:"), else its lead-in,
 * else its heading, else, in an agreement, its own words ("We will"). */
#include <string.h>

#include "describe/clause_anchors.h"
#include "describe/clause_lines.h"
#include "describe/lines.h"
#include "describe/lists.h"
#include "describe/names.h"
#include "describe/reading.h"
#include "describe/words.h"

enum { HEADINGS_MAX = 8 };

/* A heading and what it says of the clauses under it. */
struct section {
    size_t block; /* or READING_NOWHERE */
    unsigned rank;
    struct clause_promise promise;
    enum clause_side side;
    size_t items;        /* that stand under it */
    size_t undertakings; /* of these */
    bool party;          /* one of these names who undertakes */
    bool opened;         /* has paragraphs that open as undertakings */
    bool leads_on;       /* to a heading of the same kind */
    bool is_unit;        /* "Principle 4: Respect": all of it is one unit */
};

struct walk {
    struct reading *reading;
    struct clause_opening *openings; /* a block's, once it was asked for */
    bool *is_opened;
    bool agreement;
    bool numbered; /* its undertakings are "1.1", "1.2" throughout */
    bool lettered; /* ... or "F1.", "F2." */
    struct section stack[HEADINGS_MAX];
    size_t depth;
    struct section lead_in; /* block is READING_NOWHERE when there is none */
    enum clause_mark top;   /* mark of the units, MARK_NONE before the first */
    char letter;            /* of the last unit */
    bool open;              /* the last draft may still grow */
    bool colon;             /* ... and ended with a colon */
    struct clause_draft *drafts;
    size_t draft_count;
};

/* Papers that have clauses: the bullets of a blog or a letter are none. */
static bool may_have_clauses(const struct reading *reading) {
    static const char *const types[] = {"committee-paper", "report",
                                        "annual-review",   "guidance",
                                        "consultation",    NULL};
    int facet = schema_find_inferred(reading->schema, INFER_KIND);
    const struct document *document = reading->document;
    if (facet == SCHEMA_NO_INDEX)
        return false;
    for (size_t i = 0; i < document->value_count; i++) {
        if (document->values[i].facet != (unsigned)facet)
            continue;
        for (size_t j = 0; types[j]; j++)
            if (strcmp(types[j], document->values[i].value) == 0)
                return true;
        break; /* the main one */
    }
    return reading_is_agreement(reading);
}

static const struct section *section_of(const struct walk *walk) {
    static const struct section none = {.block = READING_NOWHERE};
    return walk->depth > 0 ? &walk->stack[walk->depth - 1] : &none;
}

/* The block's opening, worked out once. */
static struct clause_opening opening_at(const struct walk *walk, size_t block) {
    if (!walk->is_opened[block]) {
        walk->openings[block] = clause_opening_of(walk->reading, block);
        walk->is_opened[block] = true;
    }
    return walk->openings[block];
}

/* Headings. */

static bool all_capitals(const struct reading *reading, size_t block) {
    size_t end = reading_block_end(reading, block);
    for (size_t word = reading->blocks[block].first_word; word < end; word++)
        if (reading->words[word].letters != TOKEN_ALL_CAPITALS &&
            reading->words[word].end - reading->words[word].start > 1 &&
            word_number(reading, word, 4) < 0)
            return false;
    return end > reading->blocks[block].first_word;
}

/* A numbered heading in a row of them reads like an item: "2. Principles" with
 * "2.1 ..." after it. */
static bool is_item_heading(const struct reading *reading, size_t block) {
    enum { WORDS_MAX = 9 };
    const struct block *held = &reading->document->blocks[block];
    char last = reading->document->text[held->end - 1];
    if (held->kind != BLOCK_LIST_ITEM || strchr(".;,:", last) ||
        reading->blocks[block].word_count > WORDS_MAX ||
        block + 1 >= reading->document->block_count)
        return false;
    enum clause_mark mark = clause_mark_of(reading, block).mark;
    enum clause_mark next = clause_mark_of(reading, block + 1).mark;
    if (mark < MARK_NUMBER || mark >= MARK_LETTER)
        return false;
    if (clause_is_zeroth(reading, block))
        return true;
    if (next == mark)
        return false;
    return next == mark + 1 || all_capitals(reading, block) ||
           clause_heading_promise(reading, block).is_given;
}

static bool is_heading(const struct reading *reading, size_t block) {
    const struct block *held = &reading->document->blocks[block];
    if (held->kind == BLOCK_HEADING || is_item_heading(reading, block))
        return true;
    if (!reading->blocks[block].heading || held->kind != BLOCK_PARAGRAPH)
        return false;
    return clause_heading_promise(reading, block).is_given ||
           (block + 1 < reading->document->block_count &&
            !reading->blocks[block + 1].heading &&
            reading->blocks[block + 1].list_item);
}

static unsigned rank_of(const struct reading *reading, size_t block) {
    enum { UNMARKED = 7 };
    const struct block *held = &reading->document->blocks[block];
    unsigned level = held->level;
    if (held->kind == BLOCK_LIST_ITEM)
        level = 2 + (unsigned)clause_mark_of(reading, block).mark;
    else if (held->kind != BLOCK_HEADING)
        level = UNMARKED;
    return 2 * level + !all_capitals(reading, block);
}

/* What follows a heading, up to the next: items, paragraphs of undertakings. */
static void look_ahead(const struct walk *walk, struct section *section) {
    const struct reading *reading = walk->reading;
    size_t i = section->block + 1;
    for (; i < reading->document->block_count && !is_heading(reading, i); i++) {
        struct clause_opening opening = opening_at(walk, i);
        bool item = clause_mark_of(reading, i).mark != MARK_NONE;
        section->items += item;
        section->undertakings += item && clause_binds(reading, i);
        section->party = section->party || (item && opening.is_given &&
                                            opening.kind == CLAUSE_COMMITMENT);
        section->opened = section->opened || opening.is_strict;
    }
    if (!section->promise.is_given || i >= reading->document->block_count)
        return;
    /* "Conclusions and recommendations" before "We recommend that". */
    struct clause_promise next = clause_heading_promise(reading, i);
    section->leads_on = next.is_given && next.kind == section->promise.kind &&
                        next.kind == CLAUSE_RECOMMENDATION;
}

static void begin_section(struct walk *walk, size_t block) {
    const struct reading *reading = walk->reading;
    struct section section = {.block = block, .rank = rank_of(reading, block)};
    walk->open = false;
    walk->top = MARK_NONE;
    walk->lead_in.block = READING_NOWHERE;
    while (walk->depth > 0 && section_of(walk)->rank >= section.rank)
        walk->depth--;
    if (walk->depth == HEADINGS_MAX)
        walk->depth--;
    if (!reading->blocks[block].title) {
        section.promise = clause_label_promise(reading, block);
        section.is_unit = section.promise.is_given;
        if (!section.promise.is_given)
            section.promise = clause_heading_promise(reading, block);
        if (section.promise.is_given)
            section.side =
                clause_side_named(reading, reading->blocks[block].first_word,
                                  reading_block_end(reading, block));
    }
    const struct section *parent = section_of(walk);
    if (!section.promise.is_given && parent->promise.is_given &&
        walk->agreement)
        section.promise = parent->promise;
    if (section.side == SIDE_NONE)
        section.side = parent->side;
    look_ahead(walk, &section);
    /* Where most items undertake something, all of them do. */
    if (!section.promise.is_given && walk->agreement && section.party &&
        section.undertakings * 2 >= section.items)
        section.promise = (struct clause_promise){
            .is_given = true, .kind = CLAUSE_COMMITMENT, .rule = "row"};
    walk->stack[walk->depth++] = section;
}

static bool begin_lead_in(struct walk *walk, size_t block) {
    struct reading *reading = walk->reading;
    if (!clause_ends_openly(reading, block))
        return false;
    struct clause_opening opening = opening_at(walk, block);
    struct clause_promise promise =
        clause_lead_in_promise(reading, block, &opening);
    if (!promise.is_given)
        return false;
    size_t end = reading_block_end(reading, block);
    enum clause_side named = clause_side_named(
        reading, reading_sentence(reading, end - 1).first, end);
    walk->lead_in = (struct section){
        .block = block,
        .promise = promise,
        .side =
            opening.is_given && !opening.names_nobody ? opening.side : named};
    /* "We will:" is whoever the heading speaks of. */
    if (opening.is_given && opening.names_nobody &&
        section_of(walk)->side != SIDE_NONE)
        walk->lead_in.side = section_of(walk)->side;
    walk->open = false;
    walk->top = MARK_NONE;
    return true;
}

/* What a unit is. */

struct verdict {
    bool is_clause;
    enum clause_kind kind;
    const char *rule;
    size_t why; /* block of heading or lead-in, or READING_NOWHERE */
};

static bool is_undertaken(enum clause_kind kind) {
    return kind == CLAUSE_PRINCIPLE || kind == CLAUSE_COMMITMENT;
}

static bool is_upkeep(const struct walk *walk) {
    const struct section *section = section_of(walk);
    return section->block != READING_NOWHERE &&
           !walk->reading->blocks[section->block].title &&
           clause_heading_is_upkeep(walk->reading, section->block);
}

static struct verdict judge(const struct walk *walk, size_t block,
                            const struct clause_opening *opening) {
    const struct reading *reading = walk->reading;
    const struct section *section = section_of(walk);
    struct clause_promise label = clause_label_promise(reading, block);
    if (label.is_given)
        return (struct verdict){true, label.kind, "label", READING_NOWHERE};
    const struct section *from =
        walk->lead_in.block != READING_NOWHERE ? &walk->lead_in : section;
    bool wording = opening->is_given && walk->agreement;
    if (from->promise.is_given) {
        enum clause_kind kind = from->promise.kind;
        if (from->promise.is_mixed && opening->is_given)
            kind = opening->kind;
        return (struct verdict){true, kind, from->promise.rule, from->block};
    }
    if (walk->agreement && clause_defines(reading, block))
        return (struct verdict){true, CLAUSE_DEFINITION, "wording",
                                READING_NOWHERE};
    bool about = is_upkeep(walk) && !clause_binds(reading, block);
    if (!wording && walk->numbered && !about &&
        clause_mark_of(reading, block).mark == MARK_PROVISION)
        return (struct verdict){true, CLAUSE_COMMITMENT, "row",
                                READING_NOWHERE};
    if (!wording && walk->lettered && clause_is_lettered(reading, block))
        return (struct verdict){true,
                                clause_binds(reading, block) ? CLAUSE_COMMITMENT
                                                             : CLAUSE_PRINCIPLE,
                                "row", READING_NOWHERE};
    return (struct verdict){wording, opening->kind, "wording", READING_NOWHERE};
}

/* A body that no list knows may be on either side. */
static bool opens_with_unknown_body(const struct walk *walk, size_t block) {
    const struct reading *reading = walk->reading;
    size_t first = reading->blocks[block].first_word;
    size_t end = reading_block_end(reading, block);
    if (first < end && word_is(reading, first, "the"))
        first++;
    const struct name_run *name = first < end ? name_of(reading, first) : NULL;
    return name && name->first_word == first && name->kind == NAME_BODY;
}

static enum clause_side side_for(const struct walk *walk, size_t block,
                                 enum clause_kind kind,
                                 const struct clause_opening *opening) {
    const struct reading *reading = walk->reading;
    enum clause_side around = walk->lead_in.block != READING_NOWHERE &&
                                      walk->lead_in.side != SIDE_NONE
                                  ? walk->lead_in.side
                                  : section_of(walk)->side;
    if (!is_undertaken(kind))
        return SIDE_NONE;
    if (opening->is_given && !opening->names_nobody)
        return opening->side;
    if (around != SIDE_NONE)
        return around;
    if (reading->document->blocks[block].kind == BLOCK_TABLE_ROW)
        return clause_side_named(reading, reading->blocks[block].first_word,
                                 reading_block_end(reading, block));
    if (opening->is_given)
        return opening->side;
    return walk->agreement && !opens_with_unknown_body(walk, block) ? SIDE_BOTH
                                                                    : SIDE_NONE;
}

static enum concord_status begin_unit(struct walk *walk, size_t block,
                                      struct verdict verdict,
                                      const struct clause_opening *opening,
                                      struct concord_error *err) {
    struct reading *reading = walk->reading;
    const struct section *section = section_of(walk);
    struct clause_draft *draft = arena_push(&reading->arena, &walk->drafts,
                                            &walk->draft_count, sizeof *draft);
    if (!draft)
        return concord_no_memory(err);
    *draft = (struct clause_draft){
        .first_block = block,
        .end_block = block + 1,
        .heading = section->block,
        .parent = walk->depth > 1 ? walk->stack[walk->depth - 2].block
                                  : READING_NOWHERE,
        .kind = verdict.kind,
        .side = side_for(walk, block, verdict.kind, opening),
        .rule = verdict.rule};
    const struct block *why =
        &reading->document
             ->blocks[verdict.why == READING_NOWHERE ? block : verdict.why];
    draft->why_start = why->start;
    draft->why_end = why->end;
    if (verdict.why == READING_NOWHERE && reading->blocks[block].word_count) {
        size_t last = opening->is_given ? opening->end_word - 1
                                        : reading->blocks[block].first_word;
        draft->why_end = reading->words[last].end;
    }
    walk->open = true;
    walk->colon = clause_ends_with_colon(reading, block);
    return CONCORD_OK;
}

/* The last unit goes on over this block. */
static void extend_unit(struct walk *walk, size_t block) {
    if (!walk->drafts)
        return;
    walk->drafts[walk->draft_count - 1].end_block = block + 1;
    if (clause_mark_of(walk->reading, block).mark == MARK_NONE)
        walk->colon = clause_ends_with_colon(walk->reading, block);
}

/* Items. */

/* "(i)" after "(h)" is a letter, elsewhere a Roman number. */
static enum clause_mark settle_mark(const struct walk *walk,
                                    struct marked marked) {
    bool next = walk->top == MARK_LETTER && marked.letter != '\0' &&
                marked.letter == walk->letter + 1;
    return marked.mark == MARK_ROMAN && next ? MARK_LETTER : marked.mark;
}

static bool begins_small(const struct reading *reading, size_t block) {
    size_t first = reading->blocks[block].first_word;
    return first < reading_block_end(reading, block) &&
           reading->words[first].letters == TOKEN_LOWER &&
           word_number(reading, first, 4) < 0;
}

/* The item is a part of the unit before it. */
static bool is_nested(const struct walk *walk, size_t block,
                      enum clause_mark mark) {
    if (!walk->open || walk->top == MARK_NONE)
        return false;
    if (mark > walk->top)
        return true;
    if (!walk->colon)
        return false;
    return mark != walk->top
               ? mark >= MARK_LETTER || walk->top == MARK_SIGN
               : mark == MARK_SIGN && begins_small(walk->reading, block);
}

/* "Commitment | Who | By when" */
static bool is_header_row(const struct walk *walk, size_t block) {
    enum { WORDS_MAX = 12 };
    const struct reading *reading = walk->reading;
    const struct block *blocks = reading->document->blocks;
    bool first = block == 0 || blocks[block - 1].kind != BLOCK_TABLE_ROW;
    bool followed = block + 1 < reading->document->block_count &&
                    blocks[block + 1].kind == BLOCK_TABLE_ROW;
    return first && followed &&
           reading->blocks[block].word_count <= WORDS_MAX &&
           clause_heading_promise(reading, block).is_given &&
           blocks[block].kind == BLOCK_TABLE_ROW;
}

/* "7.1 The Board is asked to:" over items: these are what it is asked. */
static bool asks_for_items(const struct walk *walk, size_t block) {
    const struct reading *reading = walk->reading;
    struct clause_opening opening = opening_at(walk, block);
    return clause_ends_openly(reading, block) &&
           block + 1 < reading->document->block_count &&
           clause_mark_of(reading, block + 1).mark >
               clause_mark_of(reading, block).mark &&
           clause_mark_of(reading, block + 1).mark != MARK_NONE &&
           clause_lead_in_promise(reading, block, &opening).kind ==
               CLAUSE_RECOMMENDATION;
}

static enum concord_status read_item(struct walk *walk, size_t block,
                                     struct marked marked,
                                     struct concord_error *err) {
    struct reading *reading = walk->reading;
    enum clause_mark mark = settle_mark(walk, marked);
    if (is_header_row(walk, block)) {
        walk->lead_in = (struct section){
            .block = block, .promise = clause_heading_promise(reading, block)};
        walk->open = false;
        return CONCORD_OK;
    }
    if (is_nested(walk, block, mark)) {
        extend_unit(walk, block);
        return CONCORD_OK;
    }
    if (asks_for_items(walk, block) && begin_lead_in(walk, block))
        return CONCORD_OK;
    struct clause_opening opening = opening_at(walk, block);
    struct verdict verdict = judge(walk, block, &opening);
    walk->open = false;
    if (!verdict.is_clause) {
        /* "3.1 The following bodies:" leads in as a paragraph does. */
        walk->top = MARK_NONE;
        return CONCORD_OK;
    }
    walk->top = mark;
    walk->letter = marked.letter;
    return begin_unit(walk, block, verdict, &opening, err);
}

/* Paragraphs. */

static bool introduces(const struct reading *reading, size_t block) {
    static const char *const intros[] = {
        "this section", "the following", "these are", "this part",
        "below",        "in this",       "set out",   NULL};
    size_t first = reading->blocks[block].first_word;
    return clause_ends_with_colon(reading, block) ||
           words_begin(reading, first, reading_block_end(reading, block),
                       intros) > 0;
}

/* A paragraph in a section without items is a unit of its own: always, or when
 * it opens as an undertaking and others of the section do. */
static bool stands_alone(const struct walk *walk, size_t block,
                         const struct clause_opening *opening) {
    const struct section *section = section_of(walk);
    if (!section->promise.is_given)
        return walk->agreement && opening->is_strict &&
               opening->kind == CLAUSE_COMMITMENT && !is_upkeep(walk);
    if (section->items > 0 || section->leads_on ||
        introduces(walk->reading, block))
        return false;
    if (section->is_unit)
        return !walk->open;
    if (!is_undertaken(section->promise.kind))
        return true;
    return section->opened ? opening->is_strict
                           : section->promise.kind == CLAUSE_PRINCIPLE;
}

static enum concord_status read_paragraph(struct walk *walk, size_t block,
                                          struct concord_error *err) {
    struct reading *reading = walk->reading;
    if (begin_lead_in(walk, block))
        return CONCORD_OK;
    struct clause_opening opening = opening_at(walk, block);
    bool belongs = section_of(walk)->promise.is_given &&
                   walk->lead_in.block == READING_NOWHERE;
    if (stands_alone(walk, block, &opening)) {
        struct verdict verdict = judge(walk, block, &opening);
        walk->top = MARK_NONE;
        if (walk->lead_in.block != READING_NOWHERE)
            walk->lead_in.block = READING_NOWHERE;
        return begin_unit(walk, block, verdict, &opening, err);
    }
    if (walk->open && (belongs || begins_small(reading, block))) {
        extend_unit(walk, block);
        return CONCORD_OK;
    }
    walk->open = false;
    walk->lead_in.block = READING_NOWHERE;
    return CONCORD_OK;
}

/* What is no part of any clause, and ends the one before it. */
static bool is_end(const struct reading *reading, size_t block) {
    static const char *const agreed[] = {
        "agreed by",   "adopted by",  "approved by", "endorsed by", "agreed at",
        "agreed on",   "adopted on",  "adopted at",  "approved at", "dated",
        "approved on", "launched on", NULL};
    enum { AGREED_WORDS_MAX = 30 };
    const struct block_facts *facts = &reading->blocks[block];
    if (facts->word_count <= AGREED_WORDS_MAX &&
        words_begin(reading, facts->first_word,
                    reading_block_end(reading, block), agreed) > 0)
        return true;
    return facts->signatory || facts->cited ||
           line_is_signing(reading, block) || line_is_date(reading, block) ||
           line_is_salutation(reading, block) ||
           line_is_valediction(reading, block) ||
           reading->document->blocks[block].kind == BLOCK_CAPTION;
}

static enum concord_status read_block(struct walk *walk, size_t block,
                                      struct concord_error *err) {
    struct reading *reading = walk->reading;
    struct marked marked = clause_mark_of(reading, block);
    if (is_end(reading, block)) {
        bool row = reading->document->blocks[block].kind == BLOCK_TABLE_ROW;
        walk->open = false;
        /* What stands after the signatures is under no heading. */
        if (!row && (reading->blocks[block].signatory ||
                     line_is_signing(reading, block)))
            walk->depth = 0;
        return CONCORD_OK;
    }
    if (is_heading(reading, block)) {
        begin_section(walk, block);
        return CONCORD_OK;
    }
    if (marked.mark == MARK_NONE)
        return read_paragraph(walk, block, err);
    return read_item(walk, block, marked, err);
}

/* Topics. */

/* A clause treats what it speaks of, outside lists and names of bodies. */
static bool is_treated(const struct reading *reading,
                       const struct mention *mention) {
    const struct facet *facet =
        schema_facet(reading->schema, mention->watched->facet);
    return mention->source == EVIDENCE_TEXT &&
           mention->block != READING_NOWHERE && !mention->covered &&
           facet->inferred_by == INFER_SUBJECT &&
           !facet->values[mention->watched->value].title_only &&
           !name_covers(reading, mention->first_word, mention->word_count) &&
           !mention_is_in_list(reading, mention);
}

enum { TOPICS_MAX = 12 };

/* Mentions stand in the order of the text: *next is the first that may be in
 * this draft or in a later one. */
static size_t find_topics(const struct reading *reading,
                          const struct clause_draft *draft, size_t *next,
                          const char **topics) {
    size_t count = 0;
    for (; *next < reading->mention_count; ++*next) {
        const struct mention *mention = &reading->mentions[*next];
        if (mention->block == READING_NOWHERE ||
            mention->block < draft->first_block)
            continue;
        if (mention->block >= draft->end_block)
            break;
        if (count == TOPICS_MAX || !is_treated(reading, mention))
            continue;
        const char *value =
            schema_facet(reading->schema, mention->watched->facet)
                ->values[mention->watched->value]
                .value;
        bool held = false;
        for (size_t i = 0; i < count; i++)
            held = held || strcmp(topics[i], value) == 0;
        if (!held)
            topics[count++] = value;
    }
    return count;
}

/* Giving them to the document. */

static enum concord_status give(struct reading *reading,
                                const struct clause_draft *draft, size_t *next,
                                struct concord_error *err) {
    struct document *document = reading->document;
    const struct block *blocks = document->blocks;
    const char *topics[TOPICS_MAX];
    const char *anchor = clause_anchor(reading, draft);
    const char *heading = NULL;
    if (draft->heading != READING_NOWHERE)
        heading = arena_copy(
            &reading->arena, document->text + blocks[draft->heading].start,
            blocks[draft->heading].end - blocks[draft->heading].start);
    const char *rule = arena_printf(&reading->arena, "%s-%s",
                                    clause_kind_name(draft->kind), draft->rule);
    if (!anchor || !rule || (draft->heading != READING_NOWHERE && !heading))
        return concord_no_memory(err);
    struct document_clause clause = {
        .anchor = anchor,
        .heading = heading,
        .number = draft->number,
        .kind = draft->kind,
        .side = draft->side,
        .topics = topics,
        .topic_count = find_topics(reading, draft, next, topics),
        .start = blocks[draft->first_block].start,
        .end = blocks[draft->end_block - 1].end};
    enum concord_status status = document_add_clause(document, clause, err);
    if (status == CONCORD_OK)
        status =
            document_add_evidence(document, "clauses", anchor, CERTAINTY_STATED,
                                  rule, draft->why_start, draft->why_end, err);
    return status;
}

/* Where enough of "1.1", "1.2" and so on open by what will be done, all of them
 * are what was agreed. */
static bool is_numbered(const struct reading *reading, bool lettered) {
    size_t least = lettered ? 3 : 6;
    size_t items = 0;
    size_t binding = 0;
    for (size_t i = 0; i < reading->document->block_count; i++) {
        if (lettered ? !clause_is_lettered(reading, i)
                     : clause_mark_of(reading, i).mark != MARK_PROVISION)
            continue;
        items++;
        binding += clause_binds(reading, i);
    }
    return items >= least && binding * 3 >= items;
}

static bool prepare(struct walk *walk) {
    struct reading *reading = walk->reading;
    size_t blocks = reading->document->block_count;
    walk->openings =
        arena_alloc(&reading->arena, (blocks + 1) * sizeof *walk->openings);
    walk->is_opened =
        arena_alloc(&reading->arena, (blocks + 1) * sizeof *walk->is_opened);
    if (!walk->openings || !walk->is_opened)
        return false;
    memset(walk->is_opened, 0, (blocks + 1) * sizeof *walk->is_opened);
    walk->numbered = walk->agreement && is_numbered(reading, false);
    walk->lettered = walk->agreement && is_numbered(reading, true);
    return true;
}

enum concord_status describe_clauses(struct reading *reading,
                                     struct concord_error *err) {
    struct walk walk = {.reading = reading,
                        .agreement = reading_is_agreement(reading),
                        .lead_in = {.block = READING_NOWHERE},
                        .top = MARK_NONE};
    enum concord_status status = CONCORD_OK;
    if (!may_have_clauses(reading))
        return CONCORD_OK;
    if (!prepare(&walk))
        return concord_no_memory(err);
    for (size_t i = 0; i < reading->document->block_count; i++)
        if (status == CONCORD_OK)
            status = read_block(&walk, i, err);
    if (status != CONCORD_OK || walk.draft_count == 0)
        return status;
    if (!clause_anchors_settle(reading, walk.drafts, walk.draft_count))
        return concord_no_memory(err);
    size_t next = 0;
    for (size_t i = 0; i < walk.draft_count && status == CONCORD_OK; i++)
        status = give(reading, &walk.drafts[i], &next, err);
    return status;
}
