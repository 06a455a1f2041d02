#include "describe/speaker_roles.h"

#include <string.h>
#include <strings.h>

#include "describe/words.h"
#include "schema/authorities.h"
#include "schema/wordings.h"

/* The offices and holders that are looked at, and the words of a role. */
enum { DATED_BACK = 60, ROLE_WORDS_MAX = 12 };

static word_list wording(const struct reading *reading, enum wording list) {
    return schema_wording(reading->schema, list);
}

/* The role that stands after the name, ", chief executive of Barset CVS": up
 * to a comma, a verb or the end. */
const char *role_after_name(struct reading *reading, size_t word, size_t end) {
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
        if (speaker_verb_at(reading, last))
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
    return role && last > first ? speaker_text(reading, first, last) : NULL;
}

/* The office before the name: "Health Secretary Andrew Other", "chief executive
 * Jane Other". */
const char *role_before_name(struct reading *reading,
                             const struct candidate *person, size_t first) {
    size_t from = person->whole_first;
    size_t end = person->first;
    while (end > from && speaker_is_title(reading, end - 1) &&
           speaker_last_role(reading, from, end) + 1 != end)
        end--;
    if (end > from && speaker_last_role(reading, from, end) < end)
        return speaker_text(reading, from, end);
    for (size_t back = 1; back <= 4 && from >= first + back; back++)
        if (words_begin(reading, from - back, from,
                        wording(reading, WORDING_SPEAKER_ROLES)) == back)
            return speaker_text(reading, from - back, from);
    return NULL;
}

/* "spokesperson for the council": past the body that is spoken for. */
size_t role_end(const struct reading *reading, size_t word, size_t end) {
    static const char *const of[] = {"of", "for", "from", "at", NULL};
    enum { WORDS_MAX = 8 };
    if (word >= end || !word_in(reading, word, of) ||
        !gap_joins(gap_after(reading, word - 1)))
        return word;
    size_t stop = word + 1;
    size_t last = end - word > WORDS_MAX ? word + WORDS_MAX : end;
    while (stop < last && !speaker_verb_at(reading, stop)) {
        stop++;
        if (stop < last && !gap_joins(gap_after(reading, stop - 1)))
            break;
    }
    return stop;
}

/* The words that say what someone is have the role's last word among them. */
bool role_has(const char *role, const char *folded) {
    size_t length = strlen(folded);
    for (const char *at = role; role && *at; at++) {
        bool begins = at == role || at[-1] == ' ';
        if (begins && strncasecmp(at, folded, length) == 0 &&
            (at[length] == '\0' || strchr(" ,s", at[length])))
            return true;
    }
    return false;
}

const struct document_person *speaker_known(const struct reading *reading,
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

/* The holder of the office that the words name; of any, for a bare "the
 * Minister". */
bool role_fill_holder(const struct reading *reading,
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
    const struct document_person *known = speaker_known(reading, out->name);
    if (known && known->role)
        out->role = known->role;
    return true;
}
