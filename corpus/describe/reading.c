#include "describe/reading.h"

#include <string.h>

#include "describe/names.h"
#include "describe/words.h"

/* Words. */

static bool keep_match(void *context, const struct phrase_match *match) {
    struct reading *reading = context;
    struct phrase_match *kept = arena_push(&reading->arena, &reading->matches,
                                           &reading->match_count, sizeof *kept);
    if (kept)
        *kept = *match;
    return kept != NULL;
}

/* A reading without a lexicon, of a line or so, has its own words. */
static struct lexicon_word *look_up(struct reading *reading,
                                    const struct token *token) {
    if (reading->lexicon)
        return lexicon_find(reading->lexicon, token);
    struct lexicon_word *word = arena_alloc(&reading->arena, sizeof *word);
    if (!word)
        return NULL;
    word->folded = arena_copy(&reading->arena, token->word, token->length);
    if (!word->folded)
        return NULL;
    word->classes = word_classes_of(word->folded);
    return word;
}

/* Add the word, and take every phrase a word further; false when memory is
 * out. */
static bool add_word(struct reading *reading, size_t base,
                     const struct token *token) {
    struct lexicon_word *known = look_up(reading, token);
    struct word *word = known ? arena_push(&reading->arena, &reading->words,
                                           &reading->word_count, sizeof *word)
                              : NULL;
    if (!word)
        return false;
    word->start = base + token->start;
    word->end = base + token->end;
    word->folded = known->folded;
    word->known = reading->lexicon ? known : NULL;
    word->classes = known->classes;
    word->letters = token->letters;
    return !reading->phrases ||
           phrase_reader_word(reading->phrases, token, &known->forms);
}

static enum concord_status read_block_words(struct reading *reading,
                                            size_t index,
                                            struct concord_error *err) {
    const struct block *block = &reading->document->blocks[index];
    struct block_facts *facts = &reading->blocks[index];
    const char *text = reading->document->text + block->start;
    struct token_reader reader;
    struct token token;
    token_reader_begin(&reader, text, block->end - block->start);
    if (reading->phrases)
        phrase_reader_paragraph(reading->phrases, text, block->start);
    facts->first_word = reading->word_count;
    while (reading->word_count < READING_WORDS_MAX &&
           token_next(&reader, &token))
        if (!add_word(reading, block->start, &token))
            return concord_no_memory(err);
    facts->word_count = reading->word_count - facts->first_word;
    return CONCORD_OK;
}

/* Sentences. */

static bool ends_sentence(const struct reading *reading, size_t word) {
    struct gap gap = gap_after(reading, word);
    if (gap_is_space(gap) || gap_is(gap, ", "))
        return false;
    if (gap_has(gap, "\n"))
        return true;
    if (gap_has(gap, "? ") || gap_has(gap, "! ") || gap_has(gap, ".” ") ||
        gap_has(gap, ".\" "))
        return true;
    return gap_has(gap, "; ") ||
           (gap_has(gap, ". ") &&
            !word_has_class(reading, word, WORD_ABBREVIATION));
}

/* The block's sentences, each with all its words; the last ends with it. */
static void mark_sentences(struct reading *reading, size_t first, size_t end) {
    size_t begun = first;
    for (size_t word = first; word < end; word++) {
        if (!gap_ends_sentence(reading, word) && word + 1 < end)
            continue;
        for (size_t i = begun; i <= word; i++) {
            reading->words[i].sentence_first = (uint32_t)begun;
            reading->words[i].sentence_end = (uint32_t)(word + 1);
        }
        begun = word + 1;
    }
}

/* Quotations. Curly and straight double marks are one, for papers open with
 * the one and close with the other. A quotation ends with its block. */

static void mark_quoted(struct reading *reading, size_t first, size_t end) {
    bool inside = false;
    for (size_t word = first; word < end; word++) {
        size_t from = word == first ? reading->words[word].start
                                    : reading->words[word - 1].end;
        const char *text = reading->document->text;
        if (word == first)
            while (from > 0 && text[from - 1] != '\n')
                from--;
        struct gap gap = {text + from, reading->words[word].start - from};
        reading->words[word].quoted = inside;
        if (gap_is_space(gap))
            continue;
        bool opens = gap_has(gap, "“");
        bool closes = gap_has(gap, "”");
        bool straight = gap_has(gap, "\"");
        if (opens || closes)
            inside = opens;
        else if (straight)
            inside = !inside;
        reading->words[word].quoted = inside;
    }
}

/* Shapes. */

static bool begins_with_mark(const char *text, size_t size) {
    static const char *const marks[] = {"·", "•",  "-", "*", "–",
                                        "▪", "o ", "●", "◦", ""};
    for (size_t i = 0; marks[i][0]; i++) {
        size_t length = strlen(marks[i]);
        if (size > length && memcmp(text, marks[i], length) == 0)
            return true;
    }
    return false;
}

static bool is_list_item(const struct reading *reading, size_t index) {
    const struct block *block = &reading->document->blocks[index];
    return block->kind == BLOCK_LIST_ITEM ||
           (block->kind == BLOCK_PARAGRAPH &&
            begins_with_mark(reading->document->text + block->start,
                             block->end - block->start));
}

enum { HEADING_WORDS_MAX = 12 };

/* A short line with a capital first and no stop in or after it, which
 * something follows. */
static bool reads_like_heading(const struct reading *reading, size_t index) {
    const struct block *block = &reading->document->blocks[index];
    const struct block_facts *facts = &reading->blocks[index];
    if (block->kind != BLOCK_PARAGRAPH || facts->list_item ||
        facts->word_count == 0 || facts->word_count > HEADING_WORDS_MAX ||
        index + 1 >= reading->document->block_count)
        return false;
    if (!word_has_capital(reading, facts->first_word) &&
        word_number(reading, facts->first_word, 2) < 0)
        return false;
    if (strchr(".,;:", reading->document->text[block->end - 1]))
        return false;
    size_t end = facts->first_word + facts->word_count;
    for (size_t word = facts->first_word; word + 1 < end; word++)
        if (gap_ends_sentence(reading, word) &&
            word_number(reading, word, 3) < 0)
            return false;
    return true;
}

static void read_block_facts(struct reading *reading, size_t index) {
    const struct block *block = &reading->document->blocks[index];
    struct block_facts *facts = &reading->blocks[index];
    size_t end = facts->first_word + facts->word_count;
    mark_sentences(reading, facts->first_word, end);
    mark_quoted(reading, facts->first_word, end);
    facts->list_item = is_list_item(reading, index);
    facts->heading =
        block->kind == BLOCK_HEADING || reads_like_heading(reading, index);
}

const char *const reading_cited_headings[] = {"background papers",
                                              "background documents",
                                              "references",
                                              "bibliography",
                                              "further reading",
                                              "footnotes",
                                              "list of background papers",
                                              NULL};

/* What a paper cites stands under such a heading, up to the next. The short
 * lines of the list may be shaped like headings and are none. */
static void mark_cited(struct reading *reading) {
    bool cited = false;
    for (size_t i = 0; i < reading->document->block_count; i++) {
        struct block_facts *facts = &reading->blocks[i];
        bool begins = words_begin(reading, facts->first_word,
                                  reading_block_end(reading, i),
                                  reading_cited_headings) > 0;
        bool marked = reading->document->blocks[i].kind == BLOCK_HEADING;
        cited = begins || (cited && !marked);
        facts->cited = cited;
        facts->heading = facts->heading && (marked || !cited || begins);
    }
}

/* The headings that committees' forms have and other papers have not. */
static bool has_form_headings(const struct reading *reading) {
    static const char *const headings[] = {
        "background papers", "wards affected",  "key decision",
        "report author",     "recommendations", NULL};
    for (size_t i = 0; i < reading->document->block_count; i++)
        if (words_begin(reading, reading->blocks[i].first_word,
                        reading_block_end(reading, i), headings) > 0)
            return true;
    return false;
}

enum concord_status reading_begin(struct reading *reading,
                                  struct concord_error *err) {
    size_t count = reading->document->block_count;
    reading->blocks =
        arena_alloc(&reading->arena, count * sizeof *reading->blocks);
    if (!reading->blocks)
        return concord_no_memory(err);
    enum concord_status status = CONCORD_OK;
    if (reading->phrases)
        phrase_reader_begin(reading->phrases, keep_match, reading);
    for (size_t i = 0; i < count && status == CONCORD_OK; i++)
        status = read_block_words(reading, i, err);
    if (status != CONCORD_OK)
        return status;
    for (size_t word = 0; word < reading->word_count; word++)
        reading->words[word].ends_sentence = ends_sentence(reading, word);
    for (size_t i = 0; i < count; i++)
        read_block_facts(reading, i);
    mark_cited(reading);
    reading->is_form = has_form_headings(reading);
    return names_find(reading, err);
}

void reading_end(struct reading *reading) {
    arena_clear(&reading->arena);
}

/* Mentions. */

/* One pass over one text: the document's, or one that is in no block. */
struct pass {
    struct reading *reading;
    const struct watched *watched;
    enum evidence_source source;
    bool title;
    bool failed;
};

/* Events, offices and relations give no values: they are kept apart. */
static bool is_apart(const struct watched *watched) {
    return watched->sort != WATCHED_VALUE && watched->sort != WATCHED_BODY;
}

static struct mention *push_by_sort(struct reading *reading,
                                    enum watched_sort sort) {
    switch (sort) {
    case WATCHED_VALUE:
    case WATCHED_BODY:
        break;
    case WATCHED_EVENT:
    case WATCHED_OFFICE:
    case WATCHED_HOLDER:
        return arena_push(&reading->arena, &reading->dated,
                          &reading->dated_count, sizeof *reading->dated);
    case WATCHED_RELATION:
        return arena_push(&reading->arena, &reading->cues, &reading->cue_count,
                          sizeof *reading->cues);
    }
    return arena_push(&reading->arena, &reading->mentions,
                      &reading->mention_count, sizeof *reading->mentions);
}

static struct mention *push_mention(struct pass *pass,
                                    const struct phrase_match *match) {
    struct reading *reading = pass->reading;
    const struct watched *watched = &pass->watched[match->payload];
    struct mention *mention = push_by_sort(reading, watched->sort);
    if (!mention)
        return NULL;
    mention->watched = watched;
    mention->first_word = match->first_word;
    mention->word_count = match->word_count;
    mention->start = match->start;
    mention->end = match->end;
    mention->source = pass->source;
    mention->block = READING_NOWHERE;
    return mention;
}

static bool found_outside(void *context, const struct phrase_match *match) {
    struct pass *pass = context;
    if (is_apart(&pass->watched[match->payload]))
        return true;
    struct mention *mention = push_mention(pass, match);
    pass->failed = !mention;
    if (mention)
        mention->in_title = pass->title;
    return !pass->failed;
}

static bool is_one_of(const char *text, const char *const *list) {
    for (size_t i = 0; list[i][0]; i++)
        if (strcmp(list[i], text) == 0)
            return true;
    return false;
}

/* A phrase may run over a comma, a place's name over less: what a full stop, a
 * colon or a bracket parts is not one phrase. An Act has brackets and colons in
 * its title. */
static bool is_unbroken(const struct reading *reading,
                        const struct phrase_match *match,
                        const struct watched *watched) {
    static const char *const in_titles[] = {":", "(", ")", ""};
    static const char *const borders[] = {":", ";",  ".", "!", "?",  "(",
                                          ")", "\"", "“", "”", "\n", ""};
    size_t last = match->first_word + match->word_count - 1;
    for (size_t word = match->first_word; word < last; word++) {
        struct gap gap = gap_after(reading, word);
        if (gap_is_space(gap))
            continue;
        if (watched->name && watched->sort == WATCHED_VALUE &&
            gap_has(gap, ","))
            return false;
        for (size_t i = 0; borders[i][0]; i++)
            if (gap_has(gap, borders[i]) && !gap_is(gap, ". ") &&
                !(watched->sort == WATCHED_EVENT &&
                  is_one_of(borders[i], in_titles)))
                return false;
        if (gap_is(gap, ". ") && gap_ends_sentence(reading, word))
            return false;
    }
    return true;
}

/* "Training. Four half-days were held." "The problem: ..." - a label of a few
 * words is its paragraph's heading. */
static bool is_run_in_heading(const struct reading *reading, size_t block,
                              const struct phrase_match *match) {
    enum { LABEL_WORDS_MAX = 4 };
    size_t first = reading->blocks[block].first_word;
    size_t end = reading_block_end(reading, block);
    size_t last = match->first_word + match->word_count - 1;
    for (size_t word = last; word + 1 < end && word < first + LABEL_WORDS_MAX;
         word++) {
        struct gap gap = gap_after(reading, word);
        if (gap_is(gap, ". ") || gap_is(gap, ": "))
            return word_has_capital(reading, first);
    }
    return false;
}

/* The longest name of a place or a region that begins at the word; of one that
 * is a part of a body's own name ("West Midlands Police") the first word. */
static void note_place(struct reading *reading, const struct mention *mention) {
    const struct watched *watched = mention->watched;
    struct word *word = &reading->words[mention->first_word];
    bool region = schema_facet(reading->schema, watched->facet)->inferred_by ==
                  INFER_REGION;
    bool of_body = watched->trigger && watched->trigger->use == TRIGGER_FALSE;
    size_t count = of_body ? 1 : mention->word_count;
    if ((watched->name || region) && count > word->place_words &&
        count < UINT8_MAX)
        word->place_words = (uint8_t)count;
}

/* False when memory is out. */
static bool add_mention(struct pass *pass, const struct phrase_match *match,
                        size_t block) {
    struct reading *reading = pass->reading;
    const struct block_facts *facts = &reading->blocks[block];
    if (!is_unbroken(reading, match, &pass->watched[match->payload]))
        return true;
    struct mention *mention = push_mention(pass, match);
    if (!mention)
        return false;
    mention->block = block;
    mention->in_title = facts->title;
    mention->in_heading =
        facts->heading || is_run_in_heading(reading, block, match);
    mention->in_opening = facts->opening;
    if (!is_apart(mention->watched))
        note_place(reading, mention);
    return true;
}

/* Matches are in the order of the text, and none goes over a block's border. */
static bool add_mentions_of_text(struct pass *pass) {
    struct reading *reading = pass->reading;
    size_t block = 0;
    for (size_t i = 0; i < reading->match_count; i++) {
        while (reading->document->blocks[block].end < reading->matches[i].end)
            block++;
        if (!add_mention(pass, &reading->matches[i], block))
            return false;
    }
    return true;
}

static enum concord_status read_outside(struct pass *pass,
                                        const struct phrase_set *set,
                                        const char *text,
                                        struct concord_error *err) {
    enum concord_status status =
        text ? phrase_set_read(set, pass->reading->stemmer, text, strlen(text),
                               found_outside, pass, err)
             : CONCORD_OK;
    return pass->failed ? concord_no_memory(err) : status;
}

static bool title_is_in_text(const struct reading *reading) {
    for (size_t i = 0; i < reading->document->block_count; i++)
        if (reading->blocks[i].title)
            return true;
    return false;
}

/* The longer phrase says what is named: "East of England" is no mention of
 * England, a "primary care trust" is no "care trust". Of subjects only the same
 * one is counted once: "funding and procurement" treats both. */
static bool same_sort(const struct schema *schema, const struct watched *a,
                      const struct watched *b) {
    enum facet_inference of_a = schema_facet(schema, a->facet)->inferred_by;
    enum facet_inference of_b = schema_facet(schema, b->facet)->inferred_by;
    if (a->facet == b->facet)
        return of_a != INFER_SUBJECT || a->value == b->value;
    return (of_a == INFER_PLACE || of_a == INFER_REGION) &&
           (of_b == INFER_PLACE || of_b == INFER_REGION);
}

static bool is_false_friend(const struct mention *mention) {
    const struct trigger *trigger = mention->watched->trigger;
    return trigger && trigger->use == TRIGGER_FALSE;
}

/* A false friend covers its own words too. */
static bool lies_within(const struct mention *inner,
                        const struct mention *outer) {
    return inner->source == outer->source && inner->start >= outer->start &&
           inner->end <= outer->end &&
           (inner->end - inner->start < outer->end - outer->start ||
            (is_false_friend(outer) && !is_false_friend(inner)));
}

/* Matches come in the order of their ends, so that those which may lie within
 * one stand before it, and few words before. */
static void cover_shorter(struct reading *reading, size_t index) {
    const struct mention *outer = &reading->mentions[index];
    for (size_t i = index; i > 0; i--) {
        struct mention *inner = &reading->mentions[i - 1];
        if (inner->source != outer->source || inner->end <= outer->start)
            return;
        if (lies_within(inner, outer) &&
            same_sort(reading->schema, inner->watched, outer->watched))
            inner->covered = true;
    }
}

/* A shorter phrase that begins later ends together with the longer one, and
 * may be reported after it. */
static void cover_equal_ends(struct reading *reading, size_t index) {
    const struct mention *outer = &reading->mentions[index];
    for (size_t i = index + 1; i < reading->mention_count; i++) {
        struct mention *inner = &reading->mentions[i];
        if (inner->source != outer->source || inner->end != outer->end)
            return;
        if (lies_within(inner, outer) &&
            same_sort(reading->schema, inner->watched, outer->watched))
            inner->covered = true;
    }
}

enum concord_status reading_find_mentions(struct reading *reading,
                                          const struct phrase_set *set,
                                          const struct watched *watched,
                                          struct concord_error *err) {
    const struct document *document = reading->document;
    struct pass text = {reading, watched, EVIDENCE_TEXT, false, false};
    struct pass title = {reading, watched, EVIDENCE_METADATA, true, false};
    struct pass address = {reading, watched, EVIDENCE_ADDRESS, false, false};
    const char *where = document->source.address    ? document->source.address
                        : reading->extract->address ? reading->extract->address
                                                    : document->source.path;
    enum concord_status status = CONCORD_OK;
    reading->set = set;
    reading->watched = watched;
    if (!add_mentions_of_text(&text))
        return concord_no_memory(err);
    if (!title_is_in_text(reading) && !document->title_supplied)
        status = read_outside(&title, set, document->title, err);
    if (status == CONCORD_OK)
        status = read_outside(&address, set, where, err);
    if (status != CONCORD_OK)
        return status;
    for (size_t i = 0; i < reading->mention_count; i++) {
        cover_shorter(reading, i);
        cover_equal_ends(reading, i);
    }
    return CONCORD_OK;
}

/* Places in the text. */

size_t reading_block_at(const struct reading *reading, size_t at) {
    const struct block *blocks = reading->document->blocks;
    size_t low = 0;
    size_t high = reading->document->block_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (at < blocks[middle].start)
            high = middle;
        else if (at >= blocks[middle].end)
            low = middle + 1;
        else
            return middle;
    }
    return READING_NOWHERE;
}

size_t reading_block_end(const struct reading *reading, size_t block) {
    const struct block_facts *facts = &reading->blocks[block];
    return facts->first_word + facts->word_count;
}

struct word_span reading_sentence(const struct reading *reading, size_t word) {
    struct word_span span = {reading->words[word].sentence_first,
                             reading->words[word].sentence_end};
    if (word - span.first > READING_SENTENCE_WORDS)
        span.first = word - READING_SENTENCE_WORDS;
    if (span.end - word > READING_SENTENCE_WORDS)
        span.end = word + READING_SENTENCE_WORDS;
    return span;
}

struct mention_span reading_neighbours(const struct reading *reading,
                                       const struct mention *mention) {
    size_t at = (size_t)(mention - reading->mentions);
    struct mention_span span = {0, reading->mention_count};
    if (at > READING_NEIGHBOURS)
        span.first = at - READING_NEIGHBOURS;
    if (span.end - at > READING_NEIGHBOURS)
        span.end = at + READING_NEIGHBOURS;
    return span;
}

/* Mentions of the text are in the order of their ends, so that no block's are
 * among another's. */
struct mention_span reading_neighbours_in(const struct reading *reading,
                                          const struct mention *mention,
                                          struct word_span in) {
    const struct mention *mentions = reading->mentions;
    size_t at = (size_t)(mention - mentions);
    struct mention_span near = reading_neighbours(reading, mention);
    struct mention_span span = {at, at + 1};
    while (span.first > near.first &&
           mentions[span.first - 1].block == mention->block &&
           mentions[span.first - 1].first_word +
                   mentions[span.first - 1].word_count >
               in.first)
        span.first--;
    while (span.end < near.end && mentions[span.end].block == mention->block)
        span.end++;
    return span;
}

bool reading_is_agreement(const struct reading *reading) {
    static const char *const kinds[] = {"local-compact", "national-compact",
                                        "code-of-practice", NULL};
    int facet = schema_find_inferred(reading->schema, INFER_KIND);
    for (size_t i = 0; facet != SCHEMA_NO_INDEX && kinds[i]; i++)
        if (document_has_value(reading->document, (unsigned)facet, kinds[i]))
            return true;
    return false;
}
