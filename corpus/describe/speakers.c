#include "describe/speakers.h"

#include <string.h>
#include <strings.h>

#include "describe/names.h"
#include "describe/words.h"
#include "schema/authorities.h"
#include "schema/wordings.h"

/* A name may be looked for that many names back. */
enum { NAMES_BACK = 120, DATED_BACK = 60, ROLE_WORDS_MAX = 12 };

enum candidate_kind {
    CANDIDATE_NONE,
    CANDIDATE_PERSON,
    CANDIDATE_BODY,
    CANDIDATE_ROLE,
    CANDIDATE_PAPER,
    CANDIDATE_PRONOUN,
    CANDIDATE_AUTHOR /* I, we */
};

struct candidate {
    enum candidate_kind kind;
    size_t first; /* words first..end: of a person without title and office */
    size_t end;
    size_t whole_first; /* with them */
    bool definite;      /* "the", "our": not "a" */
};

static word_list wording(const struct reading *reading, enum wording list) {
    return schema_wording(reading->schema, list);
}

/* The text of words first..end, its white space as single blanks. */
static const char *text_of(struct reading *reading, size_t first, size_t end) {
    size_t start = reading->words[first].start;
    size_t stop = reading->words[end - 1].end;
    char *text = arena_copy(&reading->arena, reading->document->text + start,
                            stop - start);
    for (char *at = text; at && *at; at++)
        if (*at == '\n' || *at == '\t')
            *at = ' ';
    size_t size = text ? strlen(text) : 0;
    if (size > 2 && strcmp(text + size - 2, "'s") == 0)
        text[size - 2] = '\0';
    else if (size > 4 && strcmp(text + size - 4, "’s") == 0)
        text[size - 4] = '\0';
    return text;
}

static bool is_verb(const struct reading *reading, size_t word) {
    return !word_has_capital(reading, word) &&
           words_begin(reading, word, word + 1,
                       wording(reading, WORDING_SPEECH_VERBS)) > 0;
}

/* Names. */

static bool is_title(const struct reading *reading, size_t word) {
    return words_begin(reading, word, word + 1,
                       wording(reading, WORDING_SPEAKER_TITLES)) > 0;
}

static bool is_honour(const struct reading *reading, size_t word) {
    static const char *const honours[] = {"mp",  "mep", "obe", "cbe", "mbe",
                                          "qc",  "jp",  "dl",  "phd", "esq",
                                          "bem", "kt",  NULL};
    return word_in(reading, word, honours);
}

/* The last word of an office within first..end, or `end`: "Health Secretary
 * Andrew Other". */
static size_t last_role_word(const struct reading *reading, size_t first,
                             size_t end) {
    size_t found = end;
    for (size_t word = first; word < end; word++)
        if (words_begin(reading, word, end,
                        wording(reading, WORDING_SPEAKER_ROLES)) > 0)
            found = word +
                    words_begin(reading, word, end,
                                wording(reading, WORDING_SPEAKER_ROLES)) -
                    1;
    return found;
}

/* A paper is quoted, and nobody speaks. */
static bool is_paper(const struct reading *reading, size_t word) {
    static const char *const papers[] = {
        "compact",   "code",    "codes",    "act",         "report",
        "agreement", "charter", "protocol", "bill",        "strategy",
        "paragraph", "page",    "section",  "guidance",    "clause",
        "chapter",   "article", "letter",   "annex",       "appendix",
        "item",      "policy",  "plan",     "regulations", NULL};
    return word_in(reading, word, papers);
}

/* Capitals that begin a sentence or a month, and name nobody. */
static bool is_no_name(const struct reading *reading, size_t word) {
    static const char *const words[] = {
        "one",      "two",       "someone", "somebody",  "nobody",
        "everyone", "everybody", "members", "people",    "others",
        "another",  "we'd",      "we'll",   "we're",     "january",
        "february", "march",     "april",   "may",       "june",
        "july",     "august",    "october", "september", "november",
        "december", "monday",    "tuesday", "friday",    "wednesday",
        "thursday", "saturday",  "sunday",  "yes",       "here",
        "last",     "you",       "as",      "then",      "england",
        "english",  "british",   "anyone",  "none",      "something",
        "nothing",  "first",     "next",    NULL};
    return word_in(reading, word, words);
}

/* What a run of capitals is as one who speaks. */
static struct candidate candidate_of_name(const struct reading *reading,
                                          const struct name_run *name) {
    size_t first = name->first_word;
    size_t end = first + name->word_count;
    struct candidate candidate = {.first = first,
                                  .end = end,
                                  .whole_first = first,
                                  .definite = true,
                                  .kind = CANDIDATE_BODY};
    if (name->kind == NAME_BODY)
        return candidate;
    bool titled = false;
    size_t role = last_role_word(reading, first, end);
    while (end > first && is_honour(reading, end - 1))
        end--;
    /* An office goes before the name; a title is often one too. "Head of
     * Grants" is an office alone. */
    if (role + 1 < end && word_has_capital(reading, role + 1))
        first = role + 1;
    while (first < end && is_title(reading, first)) {
        first++;
        titled = true;
    }
    bool office = role < end && first <= role && !titled;
    candidate.kind = first >= end || office ? CANDIDATE_ROLE : CANDIDATE_PERSON;
    if (candidate.kind == CANDIDATE_ROLE)
        return candidate;
    if (is_paper(reading, end - 1))
        candidate.kind = CANDIDATE_PAPER;
    else if (end - first == 1 && !titled && first == name->first_word &&
             is_no_name(reading, first))
        candidate.kind = CANDIDATE_NONE;
    candidate.first = first;
    candidate.end = end;
    return candidate;
}

/* "a Board member", "the Minister", "one trustee": the article at `word`. */
static struct candidate candidate_of_article(const struct reading *reading,
                                             size_t word, size_t end) {
    static const char *const definite[] = {"the", "our", "their", "its",
                                           "his", "her", "my",    NULL};
    static const char *const indefinite[] = {
        "a", "an", "one", "another", "several", "some", "two", NULL};
    enum { WORDS_MAX = 5 };
    struct candidate candidate = {.kind = CANDIDATE_NONE};
    candidate.definite = word_in(reading, word, definite);
    if (!candidate.definite && !word_in(reading, word, indefinite))
        return candidate;
    size_t last = end - word > WORDS_MAX ? word + WORDS_MAX + 1 : end;
    for (size_t at = word + 1; at < last; at++) {
        size_t count = words_begin(reading, at, end,
                                   wording(reading, WORDING_SPEAKER_ROLES));
        if (count > 0) {
            candidate.kind = CANDIDATE_ROLE;
            candidate.whole_first = word;
            candidate.first = word + 1;
            candidate.end = at + count;
            return candidate;
        }
        if (at + 1 < end && !gap_joins(gap_after(reading, at)))
            break;
    }
    return candidate;
}

static struct candidate candidate_at(const struct reading *reading, size_t word,
                                     size_t end) {
    static const char *const pronouns[] = {"he", "she", "they", NULL};
    static const char *const authors[] = {"i", "we", "i've", "we've", NULL};
    struct candidate candidate = {.kind = CANDIDATE_PRONOUN,
                                  .first = word,
                                  .end = word + 1,
                                  .whole_first = word};
    if (word_in(reading, word, pronouns))
        return candidate;
    candidate.kind = CANDIDATE_AUTHOR;
    if (word_in(reading, word, authors))
        return candidate;
    candidate = candidate_of_article(reading, word, end);
    if (candidate.kind != CANDIDATE_NONE) {
        /* "the Health Secretary Andrew Other" is a name. */
        const struct name_run *inner = name_of(reading, candidate.end - 1);
        if (inner && inner->kind != NAME_BODY &&
            candidate_of_name(reading, inner).kind == CANDIDATE_PERSON)
            candidate.kind = CANDIDATE_NONE;
        return candidate;
    }
    const struct name_run *name = name_of(reading, word);
    if (name && name->first_word == word &&
        name->first_word + name->word_count <= end)
        return candidate_of_name(reading, name);
    return candidate;
}

/* A body or an office after "of" or "at" belongs to who stands before it. */
static bool is_governed(const struct reading *reading, size_t word,
                        size_t first) {
    static const char *const prepositions[] = {"of",    "at", "for", "from",
                                               "with",  "to", "by",  "in",
                                               "about", "on", NULL};
    if (word > first && word_is(reading, word - 1, "the"))
        word--;
    return word > first && word_in(reading, word - 1, prepositions);
}

/* "Jane Other, chief executive of Barset CVS,": only a comma between. */
static bool is_apposed(const struct reading *reading,
                       const struct candidate *person, size_t next) {
    return person->kind == CANDIDATE_PERSON && next > person->end - 1 &&
           next <= person->end &&
           gap_has(gap_after(reading, person->end - 1), ",");
}

/* The object of a verb: "told Ann Other". */
static bool is_told(const struct reading *reading, size_t word, size_t first) {
    static const char *const verbs[] = {
        "told",  "asked",  "thanked", "urged",  "joined", "met",
        "wrote", "called", "invited", "helped", NULL};
    return word > first && word_in(reading, word - 1, verbs);
}

/* Past ", who helped to found the Barset Trust,". */
static size_t skip_relative(const struct reading *reading, size_t word,
                            size_t end) {
    static const char *const relatives[] = {"who",  "whose", "which",
                                            "whom", "where", NULL};
    if (word == 0 || word >= end || !word_in(reading, word, relatives) ||
        !gap_has(gap_after(reading, word - 1), ","))
        return word;
    for (size_t at = word; at + 1 < end; at++)
        if (gap_has(gap_after(reading, at), ","))
            return at + 1;
    return word;
}

/* The subject of the verb at `end`, or the first that is named. */
static struct candidate find_candidate(const struct reading *reading,
                                       size_t first, size_t end, bool ahead) {
    struct candidate best = {.kind = CANDIDATE_NONE};
    for (size_t word = first; word < end;) {
        struct candidate at = candidate_at(reading, word, end);
        if (at.kind == CANDIDATE_NONE || at.end <= word) {
            word++;
            continue;
        }
        bool is_person = at.kind == CANDIDATE_PERSON;
        bool known = best.kind != CANDIDATE_NONE;
        word = skip_relative(reading, at.end, end);
        /* "the chief executive, Jane Other, said" */
        bool names_role =
            is_person && best.kind == CANDIDATE_ROLE && best.definite;
        if (ahead && known && !names_role)
            break;
        if (known && (is_governed(reading, at.whole_first, first) ||
                      is_told(reading, at.whole_first, first)))
            continue;
        if (is_apposed(reading, &best, at.whole_first) && !is_person)
            continue;
        /* What is quoted from a paper is not said by who stands before. */
        best = at;
    }
    return best;
}

/* Roles. */

/* The role that stands after the name, ", chief executive of Barset CVS": up
 * to a comma, a verb or the end. */
static const char *role_after(struct reading *reading, size_t word,
                              size_t end) {
    if (word == 0 || word >= end)
        return NULL;
    struct gap gap = gap_after(reading, word - 1);
    if (!gap_has(gap, ",") && !gap_has(gap, "(") && !gap_has(gap, " – ") &&
        !gap_has(gap, " - "))
        return NULL;
    size_t first = word;
    static const char *const articles[] = {"the",   "a",   "an", "our",
                                           "their", "who", "is", NULL};
    static const char *const breaks[] = {"in",  "which", "and",  "that",
                                         "but", "on",    "with", NULL};
    if (word_in(reading, word, breaks))
        return NULL;
    while (first < end && word_in(reading, first, articles))
        first++;
    size_t last = first;
    bool role = false;
    while (last < end && last - first < ROLE_WORDS_MAX) {
        if (is_verb(reading, last))
            break;
        role = role || words_begin(reading, last, end,
                                   wording(reading, WORDING_SPEAKER_ROLES)) > 0;
        last++;
        struct gap after = gap_after(reading, last - 1);
        if (gap_has(after, ",") || gap_has(after, ")") || gap_has(after, ".") ||
            gap_has(after, ":") || gap_has(after, "\"") ||
            gap_has(after, "“") || gap_has(after, "\n") || gap_has(after, ";"))
            break;
    }
    return role && last > first ? text_of(reading, first, last) : NULL;
}

/* The office before the name: "Health Secretary Andrew Other", "chief executive
 * Jane Other". */
static const char *role_before(struct reading *reading,
                               const struct candidate *person, size_t first) {
    size_t from = person->whole_first;
    size_t end = person->first;
    while (end > from && is_title(reading, end - 1) &&
           last_role_word(reading, from, end) + 1 != end)
        end--;
    if (end > from && last_role_word(reading, from, end) < end)
        return text_of(reading, from, end);
    for (size_t back = 1; back <= 4 && from >= first + back; back++)
        if (words_begin(reading, from - back, from,
                        wording(reading, WORDING_SPEAKER_ROLES)) == back)
            return text_of(reading, from - back, from);
    return NULL;
}

/* Who was named before. */

static const struct document_person *known_person(const struct reading *reading,
                                                  const char *name) {
    const char *surname = strrchr(name, ' ');
    surname = surname ? surname + 1 : name;
    const struct document *document = reading->document;
    for (size_t i = 0; i < document->person_count; i++)
        if (strcmp(document->people[i].name, name) == 0)
            return &document->people[i];
    for (size_t i = 0; i < document->person_count; i++) {
        const char *held = document->people[i].name;
        const char *at = strstr(held, surname);
        size_t length = strlen(surname);
        bool whole = at && (at == held || at[-1] == ' ') &&
                     (at[length] == '\0' || at[length] == ' ');
        if (whole && (surname == name || held[0] == name[0]))
            return &document->people[i];
    }
    return NULL;
}

/* A name of two words or more, before the word, that has this one in it. */
static const struct name_run *fuller_name(const struct reading *reading,
                                          size_t word) {
    const char *folded = reading->words[word].folded;
    const struct name_run *name = name_of(reading, word);
    size_t index = name ? (size_t)(name - reading->names) : 0;
    for (size_t back = 1; back <= NAMES_BACK && back <= index; back++) {
        const struct name_run *other = &reading->names[index - back];
        struct candidate at = candidate_of_name(reading, other);
        if (at.kind != CANDIDATE_PERSON || at.end - at.first < 2 ||
            at.end - at.first > 4)
            continue;
        for (size_t i = at.first; i < at.end; i++)
            if (word_is(reading, i, folded))
                return other;
    }
    return NULL;
}

/* The first mention of an office or a holder that ends after the byte. */
static size_t dated_after(const struct reading *reading, size_t at) {
    size_t low = 0;
    size_t high = reading->dated_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (reading->dated[middle].end <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The last holder named before the word: of that office, or of any when it is
 * negative. */
static const struct mention *holder_before(const struct reading *reading,
                                           size_t word, int office) {
    size_t end = dated_after(reading, reading->words[word].start);
    for (size_t back = 1; back <= DATED_BACK && back <= end; back++) {
        const struct mention *mention = &reading->dated[end - back];
        if (mention->watched->sort == WATCHED_HOLDER &&
            (office < 0 || mention->watched->value == (unsigned)office))
            return mention;
    }
    return NULL;
}

/* The office that the words first..end name, or a negative number. */
static int office_at(const struct reading *reading, size_t first, size_t end) {
    size_t from = dated_after(reading, reading->words[first].start);
    for (size_t i = from; i < reading->dated_count && i < from + DATED_BACK;
         i++) {
        const struct mention *mention = &reading->dated[i];
        if (mention->watched->sort == WATCHED_OFFICE &&
            mention->first_word >= first &&
            mention->first_word + mention->word_count <= end)
            return (int)mention->watched->value;
    }
    return -1;
}

static const char *holder_name(const struct reading *reading,
                               const struct mention *mention) {
    return schema_office(reading->schema, mention->watched->value)
        ->holders[mention->watched->holder]
        .names[0];
}

/* The words that say what someone is have the role's last word among them. */
static bool role_has(const char *role, const char *folded) {
    size_t length = strlen(folded);
    for (const char *at = role; role && *at; at++) {
        bool begins = at == role || at[-1] == ' ';
        if (begins && strncasecmp(at, folded, length) == 0 &&
            (at[length] == '\0' || strchr(" ,s", at[length])))
            return true;
    }
    return false;
}

/* Filling in. */

static enum concord_status fill_person(struct reading *reading,
                                       const struct candidate *candidate,
                                       size_t first, size_t end,
                                       struct speaker *out,
                                       struct concord_error *err) {
    struct candidate named = *candidate;
    out->role = role_before(reading, candidate, first);
    if (!out->role)
        out->role = role_after(reading, candidate->end, end);
    if (named.end - named.first == 1) {
        const struct name_run *fuller = fuller_name(reading, named.first);
        if (fuller) {
            named = candidate_of_name(reading, fuller);
            const struct block *block =
                &reading->document->blocks[reading_block_at(
                    reading, reading->words[named.first].start)];
            size_t stop = reading_block_end(
                reading, (size_t)(block - reading->document->blocks));
            if (!out->role)
                out->role = role_before(reading, &named, named.whole_first);
            if (!out->role)
                out->role = role_after(reading, named.end, stop);
        }
    }
    out->name = text_of(reading, named.first, named.end);
    if (!out->name)
        return concord_no_memory(err);
    const struct document_person *known = known_person(reading, out->name);
    if (known) {
        out->name = known->name;
        if (known->role)
            out->role = known->role;
    }
    return CONCORD_OK;
}

/* "spokesperson for the council": past the body that is spoken for. */
static size_t role_end(const struct reading *reading, size_t word, size_t end) {
    static const char *const of[] = {"of", "for", "from", "at", NULL};
    enum { WORDS_MAX = 8 };
    if (word >= end || !word_in(reading, word, of) ||
        !gap_joins(gap_after(reading, word - 1)))
        return word;
    size_t stop = word + 1;
    size_t last = end - word > WORDS_MAX ? word + WORDS_MAX : end;
    while (stop < last && !is_verb(reading, stop)) {
        stop++;
        if (stop < last && !gap_joins(gap_after(reading, stop - 1)))
            break;
    }
    return stop;
}

/* The holder of the office that the words name; of any, for a bare "the
 * Minister". */
static bool fill_holder(const struct reading *reading,
                        const struct candidate *candidate, size_t first,
                        struct speaker *out) {
    static const char *const ministers[] = {"minister", "secretary", NULL};
    size_t head = candidate->end - 1;
    if (!word_in(reading, head, ministers) &&
        !word_in(reading, first, ministers))
        return false;
    int office = office_at(reading, candidate->first, candidate->end);
    const struct mention *holder =
        holder_before(reading, candidate->first, office);
    if (!holder || (office < 0 && first != head))
        return false;
    out->name = holder_name(reading, holder);
    const struct document_person *known = known_person(reading, out->name);
    if (known && known->role)
        out->role = known->role;
    return true;
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
    out->role = text_of(reading, first, role_end(reading, candidate->end, end));
    if (!out->role)
        return concord_no_memory(err);
    if (!candidate->definite)
        return CONCORD_OK;
    if (last->name && role_has(last->role, folded)) {
        *out = *last;
        return CONCORD_OK;
    }
    if (fill_holder(reading, candidate, first, out))
        return CONCORD_OK;
    for (size_t i = 0; i < document->person_count && !out->name; i++)
        if (role_has(document->people[i].role, folded)) {
            out->name = document->people[i].name;
            out->role = document->people[i].role;
        }
    return CONCORD_OK;
}

/* Whether the words of the name are a person's who was met in the text. */
static bool is_known_as_person(struct reading *reading,
                               const struct candidate *candidate) {
    size_t words = candidate->end - candidate->first;
    if (candidate->kind != CANDIDATE_PERSON || words < 1 || words > 4)
        return false;
    if (candidate->first > candidate->whole_first)
        return true; /* with title or office */
    const char *name = text_of(reading, candidate->first, candidate->end);
    if (name && words > 1 && known_person(reading, name))
        return true;
    size_t block =
        reading_block_at(reading, reading->words[candidate->first].start);
    return words > 1 && block != READING_NOWHERE &&
           role_after(reading, candidate->end,
                      reading_block_end(reading, block)) != NULL;
}

/* "he": the last who spoke, or who was named since. */
static enum concord_status fill_pronoun(struct reading *reading,
                                        const struct candidate *candidate,
                                        const struct speaker *last,
                                        size_t since, struct speaker *out,
                                        struct concord_error *err) {
    enum { LOOK_BACK = 12, WORDS_BACK = 250 };
    size_t word = candidate->first;
    size_t low = 0;
    size_t high = reading->name_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (reading->names[middle].first_word < word)
            low = middle + 1;
        else
            high = middle;
    }
    for (size_t back = 1; back <= LOOK_BACK && back <= low; back++) {
        const struct name_run *name = &reading->names[low - back];
        if (name->first_word + WORDS_BACK < word ||
            (last->name && name->first_word < since))
            break;
        struct candidate at = candidate_of_name(reading, name);
        size_t block =
            reading_block_at(reading, reading->words[at.first].start);
        if (!reading->words[at.first].quoted && block != READING_NOWHERE &&
            is_known_as_person(reading, &at))
            return fill_person(reading, &at, at.whole_first,
                               reading_block_end(reading, block), out, err);
    }
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
                                 size_t end, bool ahead,
                                 const struct speaker *last, size_t since,
                                 struct speaker *out,
                                 struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    struct candidate candidate = find_candidate(reading, first, end, ahead);
    *out = (struct speaker){.found = candidate.kind != CANDIDATE_NONE};
    switch (candidate.kind) {
    case CANDIDATE_PERSON:
        status = fill_person(reading, &candidate, first, end, out, err);
        break;
    case CANDIDATE_BODY:
        out->name = text_of(reading, candidate.first, candidate.end);
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
    return status;
}
