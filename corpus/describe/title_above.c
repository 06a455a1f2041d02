/* title_above.c - whom a paper is from and to, remarks, addresses. */
#include "describe/title_above.h"

#include <ctype.h>
#include <string.h>

#include "describe/lines.h"
#include "describe/names.h"
#include "describe/page_title.h"
#include "describe/person_names.h"
#include "describe/title_lines.h"
#include "describe/words.h"
#include "schema/naming.h"

bool line_ends_like_prose(const struct reading *reading, size_t block) {
    const struct block *at = &reading->document->blocks[block];
    char last = reading->document->text[at->end - 1];
    return strchr(".,;:", last) != NULL;
}

static bool is_party_line(const struct reading *reading, size_t block) {
    static const char *const openers[] = {"between",
                                          "an agreement between",
                                          "agreement between",
                                          "a compact between",
                                          "compact between",
                                          "made between",
                                          NULL};
    enum { SHORT_WORDS = 12 };
    const struct block_facts *facts = &reading->blocks[block];
    return words_begin(reading, facts->first_word,
                       reading_block_end(reading, block), openers) > 0 &&
           (facts->word_count > SHORT_WORDS ||
            line_ends_like_prose(reading, block));
}

/* "From the Minister of State", "To the Chairs of all Health Authorities". */
static bool is_addressing(const struct reading *reading, size_t block) {
    static const char *const openers[] = {"from the", "to the", "to all",
                                          "for the attention of", NULL};
    enum { WORDS_MAX = 20 };
    size_t first = reading->blocks[block].first_word;
    size_t end = reading_block_end(reading, block);
    if (end - first > WORDS_MAX ||
        words_begin(reading, first, end, openers) == 0)
        return false;
    for (size_t word = first; word < end; word++)
        if (word_has_capital(reading, word) &&
            word_has_class(reading, word, WORD_OFFICE_NOUN))
            return true;
    return false;
}

/* "Town Hall, Barchester Tel: (01642) 000000", "Press Office Fax 020 7000". */
static bool has_telephone(const struct reading *reading, size_t block) {
    static const char *const labels[] = {"tel",     "telephone",   "fax",
                                         "phone",   "email",       "e mail",
                                         "minicom", "switchboard", NULL};
    size_t first = reading->blocks[block].first_word;
    size_t end = reading_block_end(reading, block);
    size_t label = words_find(reading, first, end, labels);
    return label + 1 < end &&
           (gap_has(gap_after(reading, label), ":") ||
            isdigit((unsigned char)reading->words[label + 1].folded[0]));
}

/* "1 Introduction 2": a section's number, its heading and its page. */
static bool is_of_contents(const struct reading *reading, size_t block) {
    enum { WORDS_MIN = 3, WORDS_MAX = 9 };
    size_t first = reading->blocks[block].first_word;
    size_t count = reading->blocks[block].word_count;
    return count >= WORDS_MIN && count <= WORDS_MAX &&
           word_number(reading, first, 2) >= 0 &&
           word_number(reading, first + count - 1, 2) >= 0;
}

/* But for "e-bulletin" and the like. */
static bool begins_small(const char *line) {
    return islower((unsigned char)line[0]) && strncmp(line, "e-", 2) != 0;
}

/* Lines that stand above a title and are none. */
bool line_is_no_title(const struct reading *reading, size_t block) {
    static const char *const remarks[] = {"this is",
                                          "this matter",
                                          "this report",
                                          "this paper",
                                          "not for publication",
                                          "copy to",
                                          "embargoed",
                                          "strictly embargoed",
                                          "for immediate release",
                                          "immediate release",
                                          "for immediate use",
                                          "for use",
                                          "by our",
                                          "by a staff reporter",
                                          "by the",
                                          "download this",
                                          "lords hansard",
                                          "commons hansard",
                                          "hansard text",
                                          "hansard source",
                                          "asked by",
                                          "asked on",
                                          "tabled by",
                                          "click here",
                                          "back to",
                                          "return to",
                                          "for release",
                                          "held at",
                                          "held on",
                                          "held in",
                                          "registered charity",
                                          "registered company",
                                          "charity number",
                                          "registered in england",
                                          "skip to",
                                          "you are here",
                                          "page",
                                          NULL};
    static const char *const languages[] = {
        "ar gael yn gymraeg", "available in welsh",
        "available in other languages", "large print", NULL};
    size_t first = reading->blocks[block].first_word;
    size_t end = reading_block_end(reading, block);
    const struct block *at = &reading->document->blocks[block];
    return reading->blocks[block].word_count == 0 ||
           begins_small(reading->document->text + at->start) ||
           words_find(reading, first, end, languages) < end ||
           has_telephone(reading, block) ||
           words_begin(reading, first, reading_block_end(reading, block),
                       remarks) > 0 ||
           line_is_bare_label(reading, block) ||
           line_is_labelled(reading, block) || line_is_date(reading, block) ||
           line_is_byline(reading, block) || line_is_postal(reading, block) ||
           line_is_name_and_role(reading, block) ||
           line_is_signing(reading, block) || is_party_line(reading, block) ||
           line_is_running_head(reading, block) ||
           is_of_contents(reading, block) ||
           line_is_reference(reading, block) ||
           line_is_sitting(reading, block) || line_is_timed(reading, block) ||
           line_is_a_house(reading, block) ||
           line_is_of_menus(reading, block) ||
           line_is_of_address(reading, block) || is_addressing(reading, block);
}

/* The words from `word` on are one of the phrases that end a body's name, or
 * begin it. */
static bool is_body_phrase(const struct reading *reading, size_t word,
                           size_t end, enum body_phrase as) {
    char phrase[64] = "";
    size_t size = 0;
    for (; word < end; word++) {
        const char *folded = reading->words[word].folded;
        size_t length = strlen(folded);
        if (size + length + 2 > sizeof phrase)
            return false;
        if (size > 0)
            phrase[size++] = ' ';
        memcpy(phrase + size, folded, length + 1);
        size += length;
    }
    return size > 0 && schema_find_body_sort(reading->schema, as, phrase) >= 0;
}

/* The site's name, or the name that its dropped foot has beside "©". */
bool line_is_publishers(const struct reading *reading, size_t block) {
    enum { BYTES_MIN = 5, BYTES_MAX = 60 };
    const struct block *at = &reading->document->blocks[block];
    const char *line = reading->document->text + at->start;
    size_t size = at->end - at->start;
    char name[BYTES_MAX + 1];
    if (title_is_host(reading, line, size))
        return true;
    if (size < BYTES_MIN || size > BYTES_MAX)
        return false;
    memcpy(name, line, size);
    name[size] = '\0';
    for (size_t i = 0; i < reading->document->dropped_count; i++) {
        const char *text = reading->document->dropped[i].text;
        const char *mark = strstr(text, "©");
        if (mark && strstr(mark, name))
            return true;
    }
    return false;
}

/* The name of who issued the paper, and nothing else: "Barset Voluntary
 * Action", "NHS Barset". */
bool line_is_letterhead(const struct reading *reading, size_t block) {
    enum { WORDS_MAX = 8, PHRASE_MAX = 4 };
    static const char *const nhs[] = {"nhs", NULL};
    static const char *const within_names[] = {"with",  "upon", "on", "in",
                                               "under", "le",   NULL};
    size_t first = reading->blocks[block].first_word;
    size_t end = reading_block_end(reading, block);
    if (line_is_body(reading, block) || line_is_publishers(reading, block))
        return true;
    if (end - first > WORDS_MAX || end - first < 2)
        return false;
    for (size_t word = first; word < end; word++)
        if (!word_has_capital(reading, word) &&
            !word_has_class(reading, word, WORD_JOINER) &&
            !word_in(reading, word, within_names))
            return false;
    if (word_in(reading, first, nhs) && end - first <= PHRASE_MAX)
        return true;
    for (size_t count = 1; count <= PHRASE_MAX && first + count < end; count++)
        if (is_body_phrase(reading, end - count, end, BODY_ENDS) ||
            is_body_phrase(reading, first, first + count, BODY_LEADS))
            return true;
    return false;
}

/* "The Barset Forum Newsletter": a body's name that makes a paper's. */
bool line_names_a_series(const struct reading *reading, size_t block) {
    static const char *const nouns[] = {"newsletter", "bulletin", "news",
                                        "compact",    "gazette",  NULL};
    return word_in(reading, reading_block_end(reading, block) - 1, nouns);
}

bool line_is_person(const struct reading *reading, size_t block) {
    enum { WORDS_MIN = 2 };
    struct person_name name;
    size_t first = reading->blocks[block].first_word;
    size_t end = reading_block_end(reading, block);
    return end - first >= WORDS_MIN &&
           person_name_at(reading, first, end, &name) && name.given &&
           name.after == end;
}

/* "Barset Voice: stronger together for all" */
static bool is_body_and_slogan(const struct reading *reading, size_t first,
                               size_t end) {
    const struct name_run *name = name_of(reading, first);
    size_t last = name ? name->first_word + name->word_count - 1 : 0;
    if (!name || name->kind != NAME_BODY || name->first_word != first ||
        last + 2 >= end || word_has_capital(reading, last + 1))
        return false;
    struct gap gap = gap_after(reading, last);
    return gap_is(gap, ": ") || gap_is(gap, " - ") || gap_is(gap, " – ");
}

bool line_is_masthead(const struct reading *reading, size_t block) {
    static const char *const openers[] = {"welcome to",
                                          "the magazine of",
                                          "the magazine for",
                                          "the newsletter of",
                                          "newsletter of",
                                          "the newsletter for",
                                          "newsletter for",
                                          "the journal of",
                                          "the bulletin of",
                                          "news from",
                                          NULL};
    enum { WORDS_MAX = 12 };
    size_t first = reading->blocks[block].first_word;
    size_t end = reading_block_end(reading, block);
    if (end - first > WORDS_MAX)
        return false;
    if (end - first == 1 && block == 0)
        return !word_has_class(reading, first, WORD_PAPER_NOUN) &&
               title_line_count(reading, block) == 1;
    return words_begin(reading, first, end, openers) > 0 ||
           line_is_dated_name(reading, block) ||
           (block == 0 && is_body_and_slogan(reading, first, end));
}

bool line_names_a_committee(const struct reading *reading, size_t block) {
    static const char *const nouns[] = {"committee", "subcommittee", "panel",
                                        "cabinet",   "board",        NULL};
    return word_in(reading, reading_block_end(reading, block) - 1, nouns);
}

bool line_names_a_blog(const struct reading *reading, size_t block) {
    static const char *const nouns[] = {"blog",   "weblog", "diary",
                                        "column", "blogs",  NULL};
    enum { WORDS_MAX = 4 };
    return reading->blocks[block].word_count <= WORDS_MAX &&
           word_in(reading, reading_block_end(reading, block) - 1, nouns);
}
