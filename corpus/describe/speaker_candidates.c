#include "describe/speaker_candidates.h"

#include <string.h>

#include "describe/names.h"
#include "describe/person_names.h"
#include "describe/words.h"
#include "schema/wordings.h"

static word_list wording(const struct reading *reading, enum wording list) {
    return schema_wording(reading->schema, list);
}

/* The text of words first..end, its white space as single blanks. */
const char *speaker_text(struct reading *reading, size_t first, size_t end) {
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

bool speaker_verb_at(const struct reading *reading, size_t word) {
    return !word_has_capital(reading, word) &&
           words_begin(reading, word, word + 1,
                       wording(reading, WORDING_SPEECH_VERBS)) > 0;
}

bool speaker_is_title(const struct reading *reading, size_t word) {
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
size_t speaker_last_role(const struct reading *reading, size_t first,
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

/* "Ann Other of Barset CVS", "chair Ann Other of Barset CVS": where a run of
 * capitals that has a person's name goes on to the body that the person is of;
 * `end` when it does not. */
static size_t before_own_body(const struct reading *reading, size_t first,
                              size_t end) {
    static const char *const of[] = {"of", "from", "at", "for", "and", NULL};
    static const char *const strictly[] = {"of", "from", "at", NULL};
    size_t role = speaker_last_role(reading, first, end);
    struct person_name person;
    bool named =
        person_name_at(reading, first, end, &person) ||
        (role + 1 < end && person_name_at(reading, role + 1, end, &person));
    if (!named || person.after >= end)
        return end;
    bool known = person.titled || (person.given && person.words > 1);
    bool likely = person.words > 1 && person.first == first &&
                  reading->words[first].place_words == 0;
    return (known && word_in(reading, person.after, of)) ||
                   (likely && word_in(reading, person.after, strictly))
               ? person.after
               : end;
}

static bool is_possessive(const struct reading *reading, size_t word) {
    const char *folded = reading->words[word].folded;
    size_t length = strlen(folded);
    return length > 2 && strcmp(folded + length - 2, "'s") == 0;
}

/* "Barset CVS's Ann Other", "Barset Council Leader Ann Other": where a run that
 * begins with a body ends with a person of it; `end` when it does not. */
static size_t after_own_body(const struct reading *reading, size_t first,
                             size_t end) {
    size_t role = speaker_last_role(reading, first, end);
    size_t word = role < end ? role + 1 : first + 1;
    while (role == end && word < end && !is_possessive(reading, word - 1))
        word++;
    struct person_name person;
    bool named = word < end && person_name_at(reading, word, end, &person) &&
                 person.given && person.words > 1 && person.after == end;
    return named ? word : end;
}

static bool is_given(const struct reading *reading, size_t word) {
    return (word_marks(reading, word) & WORD_GIVEN_NAME) != 0;
}

/* "Chief Executive of Barset Volunteer Link": what sounds like an office within
 * the name of the body that the office is of. The office's own last word. */
static size_t role_before_body(const struct reading *reading, size_t first,
                               size_t role, size_t end) {
    static const char *const of[] = {"of", "at", NULL};
    size_t link = words_find(reading, first, role < end ? role : first, of);
    if (role + 2 != end || link <= first || link >= role ||
        is_given(reading, role + 1))
        return role;
    size_t own = speaker_last_role(reading, first, link);
    return own < link ? own : role;
}

struct candidate candidate_of_name(const struct reading *reading,
                                   const struct name_run *name) {
    size_t first = name->first_word;
    size_t whole_end = first + name->word_count;
    size_t end = before_own_body(reading, first, whole_end);
    struct candidate candidate = {.first = first,
                                  .end = end,
                                  .whole_first = first,
                                  .definite = true,
                                  .kind = CANDIDATE_BODY};
    size_t person = after_own_body(reading, first, whole_end);
    if (name->kind == NAME_BODY && end == whole_end && person == whole_end)
        return candidate;
    bool titled = false;
    size_t role = speaker_last_role(reading, first, end);
    role = role_before_body(reading, first, role, end);
    while (end > first && is_honour(reading, end - 1))
        end--;
    /* An office goes before the name; a title is often one too. "Head of
     * Grants" is an office alone. */
    if (role + 1 < end && word_has_capital(reading, role + 1))
        first = role + 1;
    else if (person < end)
        first = person;
    while (first < end && speaker_is_title(reading, first)) {
        first++;
        titled = true;
    }
    bool of = first < end && !word_has_capital(reading, first);
    bool office = of || (role < end && first <= role && !titled);
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

struct candidate candidate_at(const struct reading *reading, size_t word,
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
bool is_governed(const struct reading *reading, size_t word, size_t first) {
    static const char *const prepositions[] = {"of",    "at", "for", "from",
                                               "with",  "to", "by",  "in",
                                               "about", "on", NULL};
    if (word > first && word_is(reading, word - 1, "the"))
        word--;
    return word > first && word_in(reading, word - 1, prepositions);
}

/* "Jane Other, chief executive, Barset CVS,", "Jane Other (Barset CVS)": only a
 * mark stands between the person, or what goes with it, and the next. */
static bool is_apposed(const struct reading *reading,
                       const struct candidate *person, size_t tail,
                       const struct candidate *other) {
    static const char *const articles[] = {"the", "a", "an", NULL};
    size_t next = other->whole_first;
    if (person->kind != CANDIDATE_PERSON || next < tail)
        return false;
    /* "Ann Other (Barset Link)", which nobody knows for a body */
    if (other->kind == CANDIDATE_PERSON &&
        ((!is_given(reading, person->first) &&
          person->first == person->whole_first) ||
         other->first != next || is_given(reading, next)))
        return false;
    struct gap gap = gap_after(reading, tail - 1);
    bool parted = gap_has(gap, ",") || gap_has(gap, "(") ||
                  gap_has(gap, " -") || gap_has(gap, " –");
    return parted && next <= tail + word_in(reading, tail, articles);
}

/* The object of a verb: "told Ann Other". */
bool is_told(const struct reading *reading, size_t word, size_t first) {
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
    for (size_t at = word; at < end; at++)
        if (gap_has(gap_after(reading, at), ","))
            return at + 1;
    return word;
}

/* "Barset Council's chief executive", "Ann Other's": whose it is that speaks is
 * not who speaks. */
static struct candidate owned_by(const struct reading *reading,
                                 struct candidate owner, size_t end) {
    enum { WORDS_MAX = 3 };
    size_t word = owner.end;
    bool name = owner.kind == CANDIDATE_PERSON || owner.kind == CANDIDATE_BODY;
    if (!name || word >= end || !is_possessive(reading, word - 1) ||
        !gap_is_space(gap_after(reading, word - 1)))
        return owner;
    struct candidate owned = {.kind = CANDIDATE_NONE, .end = owner.end};
    word_list roles = wording(reading, WORDING_SPEAKER_ROLES);
    for (; word < end && word < owner.end + WORDS_MAX; word++) {
        size_t count = words_begin(reading, word, end, roles);
        if (count > 0)
            return (struct candidate){CANDIDATE_ROLE, owner.end,
                                      word + count,   owner.whole_first,
                                      false,          true};
    }
    return owner.kind == CANDIDATE_PERSON ? owned : owner;
}

/* The subject of the verb at `end`, or the first that is named. */
struct candidate candidate_find(const struct reading *reading, size_t first,
                                size_t end, bool ahead) {
    struct candidate best = {.kind = CANDIDATE_NONE};
    size_t tail = first; /* of what goes with the best */
    for (size_t word = first; word < end;) {
        struct candidate at =
            owned_by(reading, candidate_at(reading, word, end), end);
        if (at.kind == CANDIDATE_NONE || at.end <= word) {
            word = at.end > word ? at.end : word + 1;
            continue;
        }
        bool is_person = at.kind == CANDIDATE_PERSON;
        bool known = best.kind != CANDIDATE_NONE;
        word = skip_relative(reading, at.end, end);
        /* "the chief executive, Jane Other, said" */
        bool names_role = is_person && best.kind == CANDIDATE_ROLE &&
                          (best.definite || best.owned);
        if (ahead && known && !names_role)
            break;
        if (known && (is_governed(reading, at.whole_first, first) ||
                      is_told(reading, at.whole_first, first))) {
            tail = at.end;
            continue;
        }
        if (is_apposed(reading, &best, tail, &at)) {
            tail = at.end;
            continue;
        }
        /* What is quoted from a paper is not said by who stands before. */
        best = at;
        tail = at.end;
    }
    return best;
}

bool candidate_is_paper(const struct reading *reading, size_t first,
                        size_t verb) {
    if (verb > first && is_paper(reading, verb - 1))
        return true;
    for (size_t word = first; word < verb; word++) {
        struct candidate at = candidate_at(reading, word, verb);
        if (at.kind != CANDIDATE_NONE)
            return at.kind == CANDIDATE_PAPER;
    }
    return false;
}
