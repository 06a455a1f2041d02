#include "describe/names.h"

#include "describe/words.h"

enum {
    JOINERS_MAX = 2,
    NAME_WORDS_MAX = 48 /* what goes on for longer is a line in capitals, and
                           whoever looks a name through stays quick */
};

/* "Southend-on-Sea", "Richmond upon Thames": a small word of a place's name. */
static bool is_inner(const struct reading *reading, size_t word) {
    static const char *const small[] = {"on",    "in", "le",  "by",   "under",
                                        "super", "en", "cum", "with", "next",
                                        "la",    "de", "the", NULL};
    return word_is(reading, word, "upon") ||
           (word > 0 && word_in(reading, word, small) &&
            gap_is(gap_after(reading, word - 1), "-") &&
            gap_is(gap_after(reading, word), "-"));
}

/* "Barset Council Dr Ann Other": somebody's name begins. */
static bool begins_person(const struct reading *reading, size_t word) {
    static const char *const titles[] = {"mr", "mrs", "ms", "dr", "cllr", NULL};
    return word_in(reading, word, titles);
}

/* Where the name goes on after `word`: the next word of it, or `end`. */
static size_t next_of_name(const struct reading *reading, size_t word,
                           size_t end) {
    bool after_noun = word_has_class(reading, word, WORD_BODY_NOUN) ||
                      word_has_class(reading, word, WORD_OFFICE_NOUN);
    for (size_t small = 0; small <= JOINERS_MAX; small++) {
        if (word + 1 >= end || !gap_joins(gap_after(reading, word)))
            return end;
        word++;
        if (begins_person(reading, word))
            return end;
        if (word_has_capital(reading, word) &&
            !(small > 0 && word_has_class(reading, word, WORD_OPENER)))
            return word;
        bool parts_two = after_noun && word_is(reading, word, "and");
        if (parts_two || !(word_has_class(reading, word, WORD_JOINER) ||
                           is_inner(reading, word)))
            return end;
    }
    return end;
}

static enum name_kind kind_of(const struct reading *reading, size_t first,
                              size_t last) {
    enum name_kind kind = NAME_PLAIN;
    for (size_t word = first; word <= last; word++) {
        if (word_has_class(reading, word, WORD_BODY_NOUN))
            return NAME_BODY;
        if (word_has_class(reading, word, WORD_OFFICE_NOUN))
            kind = NAME_OFFICE;
    }
    return kind;
}

/* Words of which most have capitals are a heading's, where a capital says
 * little. */
static bool mostly_capitals(const struct reading *reading, size_t first,
                            size_t end) {
    size_t capitals = 0;
    size_t others = 0;
    for (size_t word = first; word < end; word++) {
        if (word_has_class(reading, word, WORD_JOINER) ||
            word_has_class(reading, word, WORD_OPENER))
            continue;
        if (word_has_capital(reading, word))
            capitals++;
        else
            others++;
    }
    return capitals > 3 && others * 4 <= capitals;
}

/* Scraping ran the word and the next together: they are of two names. */
static bool was_run_together(const struct reading *reading, size_t word) {
    const struct document *document = reading->document;
    for (size_t i = 0; i < document->mended_count; i++)
        if (document->mended[i].place == reading->words[word].end)
            return true;
    return false;
}

/* In a heading a name ends with the noun that makes it one. */
static bool ends_here(const struct reading *reading, size_t word,
                      bool capitals) {
    static const char *const goes_on[] = {"of", "for", NULL};
    if (was_run_together(reading, word))
        return true;
    return capitals && word_has_class(reading, word, WORD_BODY_NOUN) &&
           !word_in(reading, word + 1, goes_on);
}

static enum concord_status add_name(struct reading *reading, size_t first,
                                    size_t last, struct concord_error *err) {
    struct name_run *name = arena_push(&reading->arena, &reading->names,
                                       &reading->name_count, sizeof *name);
    if (!name)
        return concord_no_memory(err);
    *name = (struct name_run){first, last - first + 1,
                              kind_of(reading, first, last)};
    for (size_t word = first; word <= last; word++)
        reading->words[word].name = (uint32_t)reading->name_count;
    return CONCORD_OK;
}

static enum concord_status find_in_block(struct reading *reading, size_t first,
                                         size_t end,
                                         struct concord_error *err) {
    bool capitals = mostly_capitals(reading, first, end);
    enum concord_status status = CONCORD_OK;
    for (size_t word = first; word < end && status == CONCORD_OK; word++) {
        if (!word_has_capital(reading, word) ||
            word_has_class(reading, word, WORD_OPENER))
            continue;
        size_t last = word;
        size_t next = next_of_name(reading, last, end);
        while (next < end && last - word + 1 < NAME_WORDS_MAX &&
               !ends_here(reading, last, capitals)) {
            last = next;
            next = next_of_name(reading, last, end);
        }
        status = add_name(reading, word, last, err);
        word = last;
    }
    return status;
}

enum concord_status names_find(struct reading *reading,
                               struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < reading->document->block_count; i++) {
        const struct block_facts *block = &reading->blocks[i];
        if (status == CONCORD_OK)
            status = find_in_block(reading, block->first_word,
                                   block->first_word + block->word_count, err);
    }
    return status;
}

const struct name_run *name_of(const struct reading *reading, size_t word) {
    if (word >= reading->word_count || reading->words[word].name == 0)
        return NULL;
    return &reading->names[reading->words[word].name - 1];
}

bool name_covers(const struct reading *reading, size_t first_word,
                 size_t word_count) {
    const struct name_run *name = name_of(reading, first_word);
    return name && name->kind != NAME_PLAIN && word_count < name->word_count;
}
