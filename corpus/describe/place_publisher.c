#include "describe/place_publisher.h"

#include <ctype.h>
#include <string.h>

#include "describe/host_names.h"

/* A label of a host's name is read without its hyphens; names are held against
 * it without blanks. */
enum { LABEL_MAX = 64, NAME_BYTES_MIN = 4, PLAIN_BYTES_MIN = 6 };

/* What stands beside a place's name in the names of local bodies' hosts. A name
 * of six letters or more may have anything behind it. */
static const char *const host_words[] = {"",
                                         "action",
                                         "advice",
                                         "alliance",
                                         "bc",
                                         "borough",
                                         "cab",
                                         "cc",
                                         "ccg",
                                         "city",
                                         "citycouncil",
                                         "community",
                                         "compact",
                                         "council",
                                         "county",
                                         "countycouncil",
                                         "cvs",
                                         "dc",
                                         "district",
                                         "echo",
                                         "faiths",
                                         "fire",
                                         "forum",
                                         "gazette",
                                         "lsp",
                                         "mbc",
                                         "neighbours",
                                         "network",
                                         "news",
                                         "nhs",
                                         "online",
                                         "partnership",
                                         "pct",
                                         "people",
                                         "police",
                                         "strategicpartnership",
                                         "tenants",
                                         "thirdsector",
                                         "together",
                                         "va",
                                         "vcs",
                                         "vcsf",
                                         "voice",
                                         "voices",
                                         "vol",
                                         "voluntary",
                                         "voluntaryaction",
                                         "voluntarysector",
                                         "volunteer",
                                         "volunteers",
                                         NULL};
static const char *const host_leads[] = {"",
                                         "action",
                                         "ageuk",
                                         "community",
                                         "compact",
                                         "connect",
                                         "cvs",
                                         "healthwatch",
                                         "nhs",
                                         "va",
                                         "voluntaryaction",
                                         "volunteer",
                                         "volunteercentre",
                                         "voluntary",
                                         "rural",
                                         NULL};

static bool is_among(const char *const *list, const char *text, size_t size) {
    for (size_t i = 0; list[i]; i++)
        if (strlen(list[i]) == size && strncmp(list[i], text, size) == 0)
            return true;
    return false;
}

static void add_place(struct publisher_places *out, unsigned place,
                      enum evidence_source source, const char *quote) {
    for (size_t i = 0; i < out->count; i++)
        if (out->items[i].place == place && out->items[i].source == source)
            return;
    if (out->count < PUBLISHER_PLACES_MAX)
        out->items[out->count++] =
            (struct publisher_place){place, source, quote};
}

/* ---- the host ---- */

struct label {
    char text[LABEL_MAX];
    size_t size;
};

/* What stands around the name makes it a local body's. */
static bool fits(const struct label *label, size_t at, size_t size,
                 bool ambiguous) {
    const char *behind = label->text + at + size;
    size_t rest = label->size - at - size;
    return (size >= PLAIN_BYTES_MIN && !ambiguous && at == 0) ||
           (is_among(host_words, behind, rest) &&
            (!ambiguous || at > 0 || rest > 0));
}

/* Of an authority and a town of one name the authority; a name that two such
 * share is nobody's. */
static const struct host_name *one_of(const struct host_name *names,
                                      size_t count) {
    const struct host_name *one = NULL;
    bool shared = false;
    for (size_t i = 0; i < count; i++) {
        const struct host_name *name = &names[i];
        if (one && one->place == name->place)
            continue;
        shared = one && one->town == name->town;
        if (!one || (one->town && !name->town))
            one = name;
    }
    return shared ? NULL : one;
}

/* The longest name that stands in the label. */
static void match_label(const struct reading *reading,
                        const struct label *label, const char *host,
                        struct publisher_places *out) {
    for (size_t size = label->size; size >= NAME_BYTES_MIN; size--)
        for (size_t i = 0; host_leads[i]; i++) {
            size_t at = strlen(host_leads[i]);
            size_t count = 0;
            if (at + size > label->size ||
                strncmp(label->text, host_leads[i], at) != 0)
                continue;
            const struct host_name *names =
                host_names_find(reading->hosts, label->text + at, size, &count);
            const struct host_name *name = one_of(names, count);
            if (!name || !fits(label, at, size, name->ambiguous))
                continue;
            add_place(out, name->place, EVIDENCE_ADDRESS, host);
            return;
        }
}

/* "http://www.barset.gov.uk/compact" and "www.barset.gov.uk/compact.html" have
 * a host, "compact.html" has none. */
static size_t host_of(const char *address, const char **out) {
    const char *scheme = strstr(address, "://");
    const char *host = scheme ? scheme + 3 : address;
    size_t size = strcspn(host, "/:?#");
    *out = host;
    bool dotted = memchr(host, '.', size) != NULL;
    bool spaced = memchr(host, ' ', size) != NULL;
    return dotted && !spaced && (scheme || host[size] == '/') ? size : 0;
}

static enum concord_status read_host(struct reading *reading,
                                     struct publisher_places *out,
                                     struct concord_error *err) {
    static const char *const common[] = {"www", "org", "com", "net", "gov",
                                         "uk",  "co",  "nhs", "ac",  NULL};
    const struct document *document = reading->document;
    const char *address = document->source.address ? document->source.address
                          : reading->extract->address
                              ? reading->extract->address
                              : document->source.path;
    const char *host = NULL;
    size_t size = address ? host_of(address, &host) : 0;
    const char *quote =
        size > 0 ? arena_copy(&reading->arena, host, size) : NULL;
    if (size > 0 && !quote)
        return concord_no_memory(err);
    for (size_t at = 0; at < size;) {
        struct label label = {.size = 0};
        for (; at < size && host[at] != '.'; at++)
            if (isalnum((unsigned char)host[at]) && label.size < LABEL_MAX)
                label.text[label.size++] =
                    (char)tolower((unsigned char)host[at]);
        at++;
        if (label.size >= NAME_BYTES_MIN &&
            !is_among(common, label.text, label.size))
            match_label(reading, &label, quote, out);
    }
    return CONCORD_OK;
}

/* ---- names in a line ---- */

struct line_pass {
    const struct reading *reading;
    struct publisher_places *out;
    unsigned facet;
    size_t words_max;
    enum evidence_source source;
    const char *line;
};

static bool found_in_line(void *context, const struct phrase_match *match) {
    struct line_pass *pass = context;
    const struct watched *watched = &pass->reading->watched[match->payload];
    if (watched->facet == pass->facet && watched->name &&
        !watched->name->ambiguous && match->first_word < pass->words_max &&
        strcmp(schema_place(pass->reading->schema, watched->value)->kind,
               "town") != 0)
        add_place(pass->out, watched->value, pass->source, pass->line);
    return true;
}

/* "Barset CVS, 1 High Street ... Tel: 01234 ...": how to reach the owner. */
static bool tells_contact(const char *line) {
    static const char *const signs[] = {
        "©", "@", "Tel", "charity", "Charity", "Company", "Telephone", NULL};
    for (size_t i = 0; signs[i]; i++)
        if (strstr(line, signs[i]))
            return true;
    return false;
}

/* The owner stands at the beginning of a footer's line. */
static bool names_owner(const struct dropped_block *dropped) {
    static const char *const rules[] = {
        "copyright-line", "charity-registration", "footer-line", "running-head",
        "page-number",    "site-header",          NULL};
    return is_among(rules, dropped->rule, strlen(dropped->rule)) ||
           (strcmp(dropped->rule, "sidebar") == 0 &&
            tells_contact(dropped->text));
}

enum concord_status publisher_places_find(struct reading *reading,
                                          unsigned facet,
                                          struct publisher_places *out,
                                          struct concord_error *err) {
    enum { OWNER_WORDS = 7, TITLE_WORDS = 40 };
    const struct document *document = reading->document;
    *out = (struct publisher_places){.count = 0};
    enum concord_status status = read_host(reading, out, err);
    for (size_t i = 0; i < document->dropped_count && status == CONCORD_OK;
         i++) {
        const char *line = document->dropped[i].text;
        struct line_pass pass = {
            reading, out, facet, OWNER_WORDS, EVIDENCE_BOILERPLATE, line};
        if (names_owner(&document->dropped[i]))
            status = phrase_set_read(reading->set, reading->stemmer, line,
                                     strlen(line), found_in_line, &pass, err);
    }
    const char *title = reading->extract->title;
    struct line_pass pass = {reading,           out,  facet, TITLE_WORDS,
                             EVIDENCE_METADATA, title};
    return title && status == CONCORD_OK
               ? phrase_set_read(reading->set, reading->stemmer, title,
                                 strlen(title), found_in_line, &pass, err)
               : status;
}

size_t publisher_places_count(const struct publisher_places *places,
                              unsigned place) {
    size_t count = 0;
    for (size_t i = 0; i < places->count; i++)
        count += places->items[i].place == place;
    return count;
}
