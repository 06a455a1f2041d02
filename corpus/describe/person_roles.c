/* person_roles.c - what a paper says somebody is.
 *
 *   Ann Other, acting chief executive of Barset Council, said
 *              <------- role ------->    <--- body --->
 *   Ann Other, Director of Public Health, NHS Barset
 *              <-------- role --------->  <- body ->
 *
 * After "of" and "for" stands a body when its name says so; of those that lead
 * or speak for bodies, any name. Else it is what the role is about. */
#include "describe/person_roles.h"

#include <string.h>

#include "describe/body_names.h"
#include "describe/names.h"
#include "describe/words.h"

enum { ROLE_WORDS_MAX = 9, OBJECT_WORDS_MAX = 10, PLAIN_WORDS_MAX = 4 };

/* Small words at which a role or what it is about ends. */
static const char *const stops[] = {
    "a",     "about",   "after",  "also",   "am",    "an",    "are",   "as",
    "at",    "because", "been",   "before", "but",   "by",    "came",  "can",
    "could", "did",     "during", "from",   "had",   "has",   "have",  "he",
    "her",   "him",     "his",    "how",    "i",     "if",    "into",  "is",
    "it",    "its",     "last",   "led",    "made",  "may",   "must",  "not",
    "now",   "on",      "or",     "our",    "said",  "says",  "she",   "should",
    "since", "so",      "than",   "that",   "their", "them",  "then",  "there",
    "they",  "this",    "to",     "told",   "took",  "under", "until", "was",
    "we",    "were",    "what",   "when",   "where", "which", "while", "who",
    "will",  "with",    "would",  "wrote",  "you",   "your",  NULL};

static const char *const joiners[] = {"of", "and", "for", "the", "in", NULL};

static bool has_mark(const struct role_reader *reader, size_t word,
                     unsigned mark) {
    return (word_marks(reader->reading, word) & mark) != 0;
}

static bool is_role(const struct role_reader *reader, size_t word) {
    static const char *const plurals[] = {"presidents", "chairs",  "members",
                                          "trustees",   "leaders", NULL};
    return has_mark(reader, word, WORD_ROLE) &&
           !word_in(reader->reading, word, plurals);
}

static bool is_covered(const struct role_reader *reader, size_t word) {
    return reader->covered && reader->covered[word];
}

/* ---- bodies ---- */

/* "BarsetCVS": the word is glued to the end of a body's name. */
static bool is_glued(const struct reading *reading, size_t word) {
    static const char ending[] = "cvs";
    const char *folded = reading->words[word].folded;
    size_t length = strlen(folded);
    return length > 5 &&
           strcmp(folded + length - (sizeof ending - 1), ending) == 0;
}

/* The words first..end have a body's noun, or are a known body's. */
static bool names_body(const struct role_reader *reader, size_t first,
                       size_t end) {
    const struct reading *reading = reader->reading;
    size_t words = 0;
    for (size_t word = first; word < end; word++) {
        if (is_covered(reader, word) || is_glued(reading, word))
            return true;
        if (word_has_capital(reading, word) &&
            (body_phrase_ending(reading, first, word, &words) >= 0 ||
             body_phrase_leading(reading, word, end, &words) >= 0))
            return true;
    }
    return false;
}

static bool is_generic(const struct role_reader *reader, size_t first,
                       size_t end) {
    for (size_t word = first; word < end; word++)
        if (is_covered(reader, word) || !has_mark(reader, word, WORD_GENERIC))
            return false;
    return true;
}

/* With a capital they begin another line, which scraping has joined on. */
static const char *const line_openers[] = {"for",  "on",         "in", "signed",
                                           "cllr", "councillor", "mr", "mrs",
                                           "ms",   "dr",         NULL};

/* Where a name with capitals that begins at `word` ends. */
static size_t capitals_end(const struct role_reader *reader, size_t word,
                           size_t end) {
    const struct reading *reading = reader->reading;
    size_t last = word;
    for (size_t i = word; i < end && i - word < OBJECT_WORDS_MAX; i++) {
        bool joins = word_in(reading, i, joiners) && i + 1 < end &&
                     word_has_capital(reading, i + 1);
        bool twice = word_in(reading, i, joiners) && i + 2 < end &&
                     word_in(reading, i + 1, joiners) &&
                     word_has_capital(reading, i + 2);
        bool line = i > word && word_has_capital(reading, i) &&
                    word_in(reading, i, line_openers);
        if ((!word_has_capital(reading, i) && !joins && !twice) || line)
            break;
        last = i + 1;
        if (!gap_joins(gap_after(reading, i)))
            break;
    }
    return last;
}

static size_t skip_article(const struct role_reader *reader, size_t word,
                           size_t end) {
    static const char *const articles[] = {"the", "our", "its", "their",
                                           "a",   "an",  NULL};
    return word + 1 < end && word_in(reader->reading, word, articles) ? word + 1
                                                                      : word;
}

/* A body that stands at `word`, after a comma or where nothing else can. */
static void read_body(const struct role_reader *reader, size_t word, size_t end,
                      struct person_role *out) {
    word = skip_article(reader, word, end);
    if (word >= end || !word_has_capital(reader->reading, word) ||
        word_in(reader->reading, word, line_openers))
        return;
    size_t last = capitals_end(reader, word, end);
    if (last <= word || !(reader->in_line || names_body(reader, word, last)))
        return;
    out->body_first = word;
    out->body_end = last;
    out->reach = last;
}

/* ---- what the role is about ---- */

/* Those of whom a name after "of" is always the body's: "chair of Barset
 * Voice", but "Minister for Civil Society". */
static bool leads_bodies(const struct role_reader *reader, size_t noun) {
    static const char *const nouns[] = {
        "chair",     "chairman",  "chairwoman",  "chairperson",
        "executive", "trustee",   "president",   "convenor",
        "convener",  "treasurer", "coordinator", "ordinator",
        "founder",   "spokesman", "spokeswoman", "spokesperson",
        "member",    "principal", "governor",    "patron",
        NULL};
    return word_in(reader->reading, noun, nouns);
}

static size_t object_end(const struct role_reader *reader, size_t word,
                         size_t end) {
    const struct reading *reading = reader->reading;
    if (word_has_capital(reading, word))
        return capitals_end(reader, word, end);
    size_t last = word;
    size_t plain = 0;
    for (size_t i = word; i < end && plain < PLAIN_WORDS_MAX; i++) {
        bool joins = word_in(reading, i, joiners);
        if (word_in(reading, i, stops))
            break;
        plain += !joins;
        if (!joins)
            last = i + 1;
        if (!gap_joins(gap_after(reading, i)))
            break;
    }
    return last;
}

/* `word` is the preposition after the role's noun. */
static void read_object(const struct role_reader *reader, size_t word,
                        size_t end, struct person_role *out) {
    static const char *const always[] = {"at", "from", "with", NULL};
    static const char *const maybe[] = {"of", "for", "on", "in", "to", NULL};
    const struct reading *reading = reader->reading;
    bool sure = word_in(reading, word, always);
    if ((!sure && !word_in(reading, word, maybe)) ||
        word_has_capital(reading, word)) /* another line begins */
        return;
    size_t first = word + 1 < end ? skip_article(reader, word + 1, end) : end;
    size_t last = first < end ? object_end(reader, first, end) : first;
    if (last <= first)
        return;
    bool capital = word_has_capital(reading, first);
    bool body =
        capital && !is_generic(reader, first, last) &&
        (sure || names_body(reader, first, last) ||
         (leads_bodies(reader, out->end - 1) && word_is(reading, word, "of")));
    if (body) {
        out->body_first = first;
        out->body_end = last;
    } else if (!sure && !word_is(reading, word, "in") &&
               !word_is(reading, word, "to")) {
        out->end = last;
    } else {
        return;
    }
    out->reach = last;
}

/* ---- the role itself ---- */

/* One past the role's noun, the last of those that stand together; `word` when
 * there is none. */
static size_t noun_end(const struct role_reader *reader, size_t word,
                       size_t end) {
    const struct reading *reading = reader->reading;
    size_t found = word;
    for (size_t i = word; i < end && i - word < ROLE_WORDS_MAX; i++) {
        bool role = is_role(reader, i);
        bool joins = word_is(reading, i, "and") && i + 1 < end &&
                     (has_mark(reader, i + 1, WORD_ROLE | WORD_OF_ROLE) ||
                      (found == word && word_has_capital(reading, i + 1)));
        if (role)
            found = i + 1;
        else if (!joins &&
                 (word_in(reading, i, stops) || word_in(reading, i, joiners)))
            break;
        struct gap gap = gap_after(reading, i);
        if (!gap_joins(gap) && !gap_is(gap, "/"))
            break;
    }
    return found;
}

static bool parts_role_from_body(struct gap gap) {
    return gap_is(gap, ", ") || gap_is(gap, " | ") || gap_is(gap, " – ") ||
           gap_is(gap, " - ") || gap_is(gap, "\t") || gap_is(gap, " (") ||
           gap_is(gap, " ");
}

bool person_role_at(const struct role_reader *reader, size_t word, size_t end,
                    struct person_role *out) {
    const struct reading *reading = reader->reading;
    size_t noun = noun_end(reader, word, end);
    *out = (struct person_role){.first = 0};
    if (noun == word)
        return false;
    out->first = word;
    out->end = noun;
    out->reach = out->end;
    if (out->end < end && gap_is(gap_after(reading, out->end - 1), " "))
        read_object(reader, out->end, end, out);
    if (out->body_end == 0 && out->reach < end) {
        struct gap gap = gap_after(reading, out->reach - 1);
        if (parts_role_from_body(gap))
            read_body(reader, out->reach, end, out);
    }
    return true;
}

/* ---- after the name ---- */

static bool opens_role(struct gap gap) {
    static const char *const marks[] = {", ", " (", " – ", " - ", " — ", " | ",
                                        "\t", ": ", " [",  "\n",  ",\n", ""};
    for (size_t i = 0; marks[i][0]; i++)
        if (gap_is(gap, marks[i]))
            return true;
    return false;
}

static size_t skip_lead_in(const struct reading *reading, size_t word,
                           size_t end) {
    static const char *const leads[] = {
        "the",         "a",          "an",          "our",      "its",
        "their",       "who is",     "who is the",  "who is a", "who was",
        "who was the", "who is our", "who is also", "also",     "now",
        "then",        "currently",  "our new",     "the new",  "who has been",
        "the current", "the then",   NULL};
    return word + words_begin(reading, word, end, leads);
}

/* ", who runs Barset Kitchen" and "chairs the forum": the verb is the role. */
static bool read_verb(const struct role_reader *reader, size_t word, size_t end,
                      struct person_role *out) {
    static const char *const verbs[] = {"runs",    "chairs",      "leads",
                                        "heads",   "manages",     "directs",
                                        "chaired", "represents",  "represented",
                                        "edits",   "coordinates", NULL};
    const struct reading *reading = reader->reading;
    if (word + 1 < end && word_is(reading, word, "who"))
        word++;
    if (word + 1 >= end || !word_in(reading, word, verbs) ||
        !gap_is(gap_after(reading, word), " "))
        return false;
    size_t first = skip_article(reader, word + 1, end);
    size_t last = first < end ? object_end(reader, first, end) : first;
    if (last <= first)
        return false;
    *out = (struct person_role){.first = word, .end = last, .reach = last};
    return true;
}

/* "was in attendance as the keynote speaker", "is chair of Barset Voice". */
static bool read_further_on(const struct role_reader *reader, size_t word,
                            size_t end, struct person_role *out) {
    enum { REACH = 12 };
    static const char *const being[] = {"is",      "was", "became",
                                        "remains", "as",  NULL};
    const struct reading *reading = reader->reading;
    for (size_t i = word; i + 1 < end && i < word + REACH; i++) {
        bool as = word_is(reading, i, "as");
        if ((as || i == word) && word_in(reading, i, being)) {
            size_t first = skip_lead_in(reading, i + 1, end);
            if (first == i + 1 && as)
                return false;
            if (person_role_at(reader, first, end, out))
                return true;
        }
        if (gap_ends_sentence(reading, i) ||
            gap_has(gap_after(reading, i), ",") ||
            has_mark(reader, i, WORD_GIVEN_NAME))
            return false;
    }
    return false;
}

bool person_role_after(const struct role_reader *reader,
                       const struct person_name *name, size_t end,
                       struct person_role *out) {
    static const char *const belongs[] = {"of", "from", "at", NULL};
    const struct reading *reading = reader->reading;
    size_t word = name->after;
    *out = (struct person_role){.first = 0};
    if (word >= end)
        return false;
    struct gap gap = gap_after(reading, word - 1);
    if (opens_role(gap)) {
        if (read_verb(reader, word, end, out))
            return true;
        size_t first = skip_lead_in(reading, word, end);
        struct person_name other;
        bool person = person_name_at(reading, first, end, &other) &&
                      (other.titled || other.given);
        if (first >= end || person)
            return false;
        if (person_role_at(reader, first, end, out))
            return true;
        *out = (struct person_role){.first = 0};
        read_body(reader, first, end, out);
        return false;
    }
    if (!gap_is(gap, " "))
        return false;
    if (word + 1 < end && word_in(reading, word, belongs)) {
        read_body(reader, word + 1, end, out);
        return false;
    }
    if (word_has_capital(reading, word) &&
        has_mark(reader, word, WORD_ROLE | WORD_OF_ROLE))
        return person_role_at(reader, word, end, out);
    return read_verb(reader, word, end, out) ||
           read_further_on(reader, word, end, out);
}

/* ---- before the name ---- */

/* The role's noun before `last`, with what it is about between: "Minister for
 * Civil Society". `last` itself, or one past the end when there is none. */
static size_t noun_before(const struct role_reader *reader, size_t last,
                          size_t first) {
    const struct reading *reading = reader->reading;
    if (is_role(reader, last))
        return last;
    for (size_t i = last; i > first && last - i < OBJECT_WORDS_MAX; i--) {
        static const char *const about[] = {"of", "for", "at", NULL};
        if (!gap_joins(gap_after(reading, i - 1)) ||
            (word_in(reading, i - 1, stops) && !word_is(reading, i - 1, "at")))
            return SIZE_MAX;
        if (word_in(reading, i, about) && is_role(reader, i - 1))
            return i - 1;
    }
    return SIZE_MAX;
}

/* The role goes on to the left of its noun. */
static size_t role_start(const struct role_reader *reader, size_t noun,
                         size_t first) {
    const struct reading *reading = reader->reading;
    bool capital = word_has_capital(reading, noun);
    size_t word = noun;
    while (word > first && noun - word < ROLE_WORDS_MAX &&
           gap_joins(gap_after(reading, word - 1)) &&
           !is_covered(reader, word - 1)) {
        size_t left = word - 1;
        const char *folded = reading->words[left].folded;
        if (folded[strcspn(folded, "0123456789")])
            break;
        bool of_role = has_mark(reader, left, WORD_OF_ROLE | WORD_ROLE);
        bool name = capital && word_has_capital(reading, left) &&
                    !has_mark(reader, left, WORD_ENDS_BODY | WORD_GIVEN_NAME) &&
                    name_of(reading, left) != NULL;
        if (!of_role && !name)
            break;
        word = left;
    }
    return word;
}

/* "Barset Council leader Ann Other": the body before the role. */
static void body_before(const struct role_reader *reader, size_t word,
                        size_t first, struct person_role *out) {
    const struct reading *reading = reader->reading;
    size_t from = word;
    while (from > first && word - from < OBJECT_WORDS_MAX &&
           gap_joins(gap_after(reading, from - 1)) &&
           (word_has_capital(reading, from - 1) ||
            (word_in(reading, from - 1, joiners) && from - 1 > first &&
             word_has_capital(reading, from - 2) && from < word)) &&
           name_of(reading, from - 1))
        from--;
    if (from == word || !names_body(reader, from, word) ||
        is_generic(reader, from, word))
        return;
    out->body_first = from;
    out->body_end = word;
}

bool person_role_before(const struct role_reader *reader,
                        const struct person_name *name, size_t first,
                        struct person_role *out) {
    const struct reading *reading = reader->reading;
    *out = (struct person_role){.first = 0};
    if (name->title <= first)
        return false;
    size_t last = name->title - 1;
    struct gap gap = gap_after(reading, last);
    if (word_is(reading, last, "the") && last > first) /* "the Rt Hon" */
        gap = gap_after(reading, --last);
    if (!gap_is(gap, " ") && !gap_is(gap, ", ") && !gap_is(gap, ": ") &&
        !gap_is(gap, " – ") && !gap_is(gap, " - ") && !gap_is(gap, " ("))
        return false;
    size_t noun = noun_before(reader, last, first);
    if (noun == SIZE_MAX)
        return false;
    size_t start = role_start(reader, noun, first);
    struct person_role read;
    if (!person_role_at(reader, noun, last + 1, &read))
        return false;
    *out = read;
    out->first = start;
    if (out->body_end == 0)
        body_before(reader, start, first, out);
    if (out->end == name->title && name->title < name->first &&
        has_mark(reader, name->title, WORD_ROLE)) /* Chief Superintendent */
        out->end = name->title + 1;
    return true;
}
