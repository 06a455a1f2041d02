/* properties.c - what a page's own properties say of the paper. */
#include "describe/properties.h"

#include <string.h>
#include <strings.h>

#include "describe/date_line.h"

typedef const char *const *name_list;

static const char rule[] = "page-metadata";

/* The value of the next property that has one of the names. */
static const char *next_of(const struct extract *extract, name_list names,
                           size_t *at) {
    while (*at < extract->property_count) {
        const struct extracted_property *property = &extract->properties[*at];
        (*at)++;
        for (size_t i = 0; names[i]; i++)
            if (strcmp(property->name, names[i]) == 0)
                return property->value;
    }
    return NULL;
}

const char *property_next_title(const struct extract *extract, size_t *at) {
    static const char *const names[] = {
        "og.title",   "dc.title",         "dcterms.title",
        "egms.title", "json-ld.headline", "itemprop.headline",
        NULL};
    return next_of(extract, names, at);
}

const char *property_site_name(const struct extract *extract) {
    static const char *const names[] = {"og.site_name", NULL};
    size_t at = 0;
    return next_of(extract, names, &at);
}

/* ---- dates ---- */

/* What programs write where nobody gave a date. */
static bool is_filler(struct edtf_date date) {
    enum { FIRST_YEAR = 1900 };
    return edtf_is_undated(date) ||
           date.earliest < edtf_year(FIRST_YEAR).earliest ||
           (date.earliest == 0 && date.latest == 0);
}

static enum concord_status claim_of(const struct extract *extract,
                                    name_list names, int rank,
                                    struct claim *out,
                                    struct concord_error *err) {
    size_t at = 0;
    const char *value = NULL;
    enum concord_status status = CONCORD_OK;
    *out = (struct claim){.rank = 0, .when = edtf_undated()};
    while (status == CONCORD_OK && out->rank == 0 &&
           (value = next_of(extract, names, &at)) != NULL) {
        struct edtf_date when = edtf_undated();
        status = date_of_line(&when, value, err);
        if (status == CONCORD_OK && !is_filler(when))
            *out = (struct claim){.rank = rank,
                                  .rule = rule,
                                  .certainty = CERTAINTY_STATED,
                                  .when = when,
                                  .source = EVIDENCE_METADATA,
                                  .outside = value};
    }
    return status;
}

enum concord_status claim_of_properties(const struct reading *reading,
                                        enum paper_kind kind, struct claim *out,
                                        struct concord_error *err) {
    static const char *const of_paper[] = {
        "dc.date.issued",    "dcterms.issued",
        "egms.date.issued",  "dc.date",
        "dcterms.date",      "egms.date",
        "dc.date.created",   "dcterms.created",
        "egms.date.created", NULL};
    static const char *const of_page[] = {
        "article.published_time", "json-ld.datepublished",
        "itemprop.datepublished", "time.published", NULL};
    /* Beside the ranks of date_claims.c: above all, but for an agreement below
     * its signatures and its adoption, or below all. */
    enum { PAPER = 110, PAGE = 105, OF_AGREEMENT = 85, PAGE_OF_AGREEMENT = 29 };
    bool agreement = kind == PAPER_AGREEMENT;
    enum concord_status status = claim_of(
        reading->extract, of_paper, agreement ? OF_AGREEMENT : PAPER, out, err);
    if (status == CONCORD_OK && out->rank == 0)
        status = claim_of(reading->extract, of_page,
                          agreement ? PAGE_OF_AGREEMENT : PAGE, out, err);
    return status;
}

enum concord_status claim_of_modified(const struct reading *reading,
                                      struct claim *out,
                                      struct concord_error *err) {
    static const char *const names[] = {
        "dcterms.modified",     "dc.date.modified",
        "egms.date.modified",   "article.modified_time",
        "json-ld.datemodified", "itemprop.datemodified",
        "og.updated_time",      NULL};
    return claim_of(reading->extract, names, 1, out, err);
}

/* ---- names ---- */

/* What sites write where nobody gave a name. */
static bool is_name(const char *value) {
    static const char *const none[] = {"admin",  "administrator", "webmaster",
                                       "editor", "web team",      "root",
                                       "user",   "unknown",       "n/a"};
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        if (strcasecmp(value, none[i]) == 0)
            return false;
    return !strstr(value, "://") && !strchr(value, '@');
}

static enum concord_status note(struct document *document, const char *what,
                                const char *value, const char *quote,
                                struct concord_error *err) {
    return document_add_outside_evidence(document, what, value,
                                         EVIDENCE_METADATA, CERTAINTY_STATED,
                                         rule, quote, err);
}

static enum concord_status give_creators(const struct reading *reading,
                                         name_list names, const char *kind,
                                         struct concord_error *err) {
    size_t at = 0;
    const char *value = NULL;
    enum concord_status status = CONCORD_OK;
    while (status == CONCORD_OK &&
           (value = next_of(reading->extract, names, &at)) != NULL) {
        size_t before = reading->document->creator_count;
        if (!is_name(value))
            continue;
        status = document_add_creator(
            reading->document, (struct document_creator){value, kind}, err);
        if (status == CONCORD_OK && reading->document->creator_count > before)
            status = note(reading->document, "creator", value, value, err);
    }
    return status;
}

/* The surest first: a name is given once. */
static enum concord_status give_all_creators(const struct reading *reading,
                                             struct concord_error *err) {
    static const char *const people[] = {"json-ld.author.person", NULL};
    static const char *const bodies[] = {"json-ld.author.organization", NULL};
    static const char *const any[] = {"json-ld.author",
                                      "dc.creator",
                                      "dcterms.creator",
                                      "egms.creator",
                                      "article.author",
                                      "author",
                                      NULL};
    enum concord_status status = give_creators(reading, people, "person", err);
    if (status == CONCORD_OK)
        status = give_creators(reading, bodies, "organisation", err);
    return status == CONCORD_OK ? give_creators(reading, any, NULL, err)
                                : status;
}

/* The first value under the names, as the document's. */
static enum concord_status give_text(const struct reading *reading,
                                     name_list names, const char *what,
                                     const char **text,
                                     struct concord_error *err) {
    size_t at = 0;
    const char *value = next_of(reading->extract, names, &at);
    if (!value || *text)
        return CONCORD_OK;
    *text = arena_string(&reading->document->arena, value);
    return *text ? note(reading->document, what, value, value, err)
                 : concord_no_memory(err);
}

static enum concord_status give_texts(const struct reading *reading,
                                      struct concord_error *err) {
    static const char *const publishers[] = {
        "dc.publisher",      "dcterms.publisher",
        "egms.publisher",    "json-ld.publisher.organization",
        "json-ld.publisher", NULL};
    static const char *const rights[] = {"dc.rights", "dcterms.rights",
                                         "egms.rights", "dcterms.rightsholder",
                                         NULL};
    struct document *document = reading->document;
    enum concord_status status =
        give_text(reading, publishers, "publisher", &document->publisher, err);
    return status == CONCORD_OK
               ? give_text(reading, rights, "rights", &document->rights, err)
               : status;
}

/* ---- footers ---- */

/* What stands after the sign of a copyright line, or NULL. */
static const char *after_sign(const char *text) {
    static const char *const signs[] = {
        "©", "(c) ", "Copyright ", "copyright ", "COPYRIGHT ", NULL};
    for (size_t i = 0; signs[i]; i++)
        if (strncmp(text, signs[i], strlen(signs[i])) == 0)
            return text + strlen(signs[i]);
    return NULL;
}

/* Years, dashes and the sign again are not the holder. */
static const char *skip_years(const char *text) {
    for (;;) {
        const char *before = text;
        text += strspn(text, " 0123456789-,:");
        if (strncmp(text, "–", strlen("–")) == 0)
            text += strlen("–");
        const char *sign = after_sign(text);
        if (sign)
            text = sign;
        if (text == before)
            return text;
    }
}

/* The bytes of the holder's name: up to its years, a bar or a full stop. */
static size_t holder_size(const char *text) {
    static const char *const ends[] = {
        " |", ". ", " – ",         " - ",         ", ",
        ": ", " ©", " All rights", " all rights", NULL};
    size_t size = strcspn(text, "0123456789|\n");
    for (size_t i = 0; ends[i]; i++) {
        const char *at = strstr(text, ends[i]);
        if (at && (size_t)(at - text) < size)
            size = (size_t)(at - text);
    }
    while (size > 0 && strchr(" .,;:-", text[size - 1]))
        size--;
    return size;
}

/* A name with a capital, and none of what stands in the place of one. */
static bool is_holder(const char *name) {
    enum { BYTES_MIN = 3, BYTES_MAX = 80 };
    static const char *const none[] = {"crown",      "all rights", "copyright",
                                       "the author", "notice",     "statement",
                                       "contact",    "privacy"};
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        if (strncasecmp(name, none[i], strlen(none[i])) == 0)
            return false;
    size_t size = strlen(name);
    return size >= BYTES_MIN && size <= BYTES_MAX && name[0] >= 'A' &&
           name[0] <= 'Z';
}

static enum concord_status note_footer(struct document *document,
                                       const char *what, const char *value,
                                       const char *quote,
                                       struct concord_error *err) {
    return document_add_outside_evidence(document, what, value,
                                         EVIDENCE_BOILERPLATE, CERTAINTY_STATED,
                                         "copyright-line", quote, err);
}

/* "© Barset Voice 2006-2021 | Charity 1": the publisher is Barset Voice, and
 * the rights are what stands before the bar or the first full stop. */
static enum concord_status read_footer(struct document *document,
                                       const char *text,
                                       struct concord_error *err) {
    const char *after = after_sign(text);
    bool crown = strncasecmp(text, "crown copyright", 15) == 0;
    enum concord_status status = CONCORD_OK;
    if (!after && !crown)
        return CONCORD_OK;
    if (!document->rights) {
        size_t size = strcspn(text, "|\n");
        const char *stop = strstr(text, ". ");
        if (stop && (size_t)(stop - text) < size)
            size = (size_t)(stop - text);
        while (size > 0 && text[size - 1] == ' ')
            size--;
        document->rights = arena_copy(&document->arena, text, size);
        if (!document->rights)
            return concord_no_memory(err);
        status = note_footer(document, "rights", document->rights, text, err);
    }
    if (document->publisher || !after || status != CONCORD_OK)
        return status;
    after = skip_years(after);
    const char *name = arena_copy(&document->arena, after, holder_size(after));
    if (!name)
        return concord_no_memory(err);
    if (!is_holder(name))
        return CONCORD_OK;
    document->publisher = name;
    return note_footer(document, "publisher", name, text, err);
}

/* What was dropped was read first. */
static enum concord_status give_footers(const struct reading *reading,
                                        struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    struct document *document = reading->document;
    for (size_t i = 0; i < document->dropped_count && status == CONCORD_OK; i++)
        status = read_footer(document, document->dropped[i].text, err);
    return status;
}

/* ---- the vocabulary ---- */

static bool same_word(const char *word, const char *text, size_t size) {
    for (size_t i = 0; i < size; i++) {
        char a = text[i] == ' ' ? '-' : text[i];
        char b = word[i] == ' ' ? '-' : word[i];
        if (b == '\0' || strncasecmp(&a, &b, 1) != 0)
            return false;
    }
    return word[size] == '\0';
}

/* The value of a facet that the words name, or whose label they are; NULL for
 * none. */
static const char *find_value(const struct schema *schema, unsigned index,
                              const char *text, size_t size) {
    const struct facet *facet = schema_facet(schema, index);
    for (size_t i = 0; i < facet->value_count; i++)
        if (same_word(facet->values[i].value, text, size) ||
            same_word(facet->values[i].label, text, size))
            return facet->values[i].value;
    return NULL;
}

/* A subject that is none of the vocabulary's says nothing. */
static enum concord_status give_subject(const struct reading *reading,
                                        unsigned facet, const char *text,
                                        size_t size,
                                        struct concord_error *err) {
    const char *value = find_value(reading->schema, facet, text, size);
    if (!value)
        return CONCORD_OK;
    enum concord_status status =
        document_add_value(reading->document, facet, value, err);
    return status == CONCORD_OK
               ? note(reading->document,
                      schema_facet(reading->schema, facet)->name, value, text,
                      err)
               : status;
}

/* "Volunteering; Crime and safety": each piece is a subject. */
static enum concord_status give_subjects(const struct reading *reading,
                                         unsigned facet, const char *list,
                                         struct concord_error *err) {
    enum concord_status status = CONCORD_OK;
    while (*list && status == CONCORD_OK) {
        list += strspn(list, " ;,");
        size_t size = strcspn(list, ";,");
        size_t trimmed = size;
        while (trimmed > 0 && list[trimmed - 1] == ' ')
            trimmed--;
        if (trimmed > 0)
            status = give_subject(reading, facet, list, trimmed, err);
        list += size;
    }
    return status;
}

static enum concord_status give_all_subjects(const struct reading *reading,
                                             struct concord_error *err) {
    static const char *const names[] = {"dc.subject",
                                        "dcterms.subject",
                                        "egms.subject",
                                        "article.tag",
                                        "egms.subject.category",
                                        "dc.subject.category",
                                        "article.section",
                                        NULL};
    int facet = schema_find_inferred(reading->schema, INFER_SUBJECT);
    size_t at = 0;
    const char *value = NULL;
    enum concord_status status = CONCORD_OK;
    while (facet != SCHEMA_NO_INDEX && status == CONCORD_OK &&
           (value = next_of(reading->extract, names, &at)) != NULL)
        status = give_subjects(reading, (unsigned)facet, value, err);
    return status;
}

/* ---- types ---- */

/* "other" says that no type was found. */
static bool lacks_type(const struct document *document, unsigned facet) {
    for (size_t i = 0; i < document->value_count; i++)
        if (document->values[i].facet == facet &&
            strcmp(document->values[i].value, "other") != 0)
            return false;
    return true;
}

/* "Text" and "Web page" are types of Dublin Core's and none of ours. */
static enum concord_status give_type(const struct reading *reading,
                                     struct concord_error *err) {
    static const char *const names[] = {"dc.type", "dcterms.type", "egms.type",
                                        NULL};
    struct document *document = reading->document;
    int found = schema_find_inferred(reading->schema, INFER_KIND);
    unsigned facet = (unsigned)found;
    size_t at = 0;
    const char *text = NULL;
    const char *value = NULL;
    if (found == SCHEMA_NO_INDEX || !lacks_type(document, facet))
        return CONCORD_OK;
    while (!value && (text = next_of(reading->extract, names, &at)) != NULL)
        value = find_value(reading->schema, facet, text, strlen(text));
    if (!value)
        return CONCORD_OK;
    document_drop_values(document, facet);
    document_drop_evidence(document,
                           schema_facet(reading->schema, facet)->name);
    enum concord_status status =
        document_add_value(document, facet, value, err);
    return status == CONCORD_OK
               ? note(document, schema_facet(reading->schema, facet)->name,
                      value, text, err)
               : status;
}

enum concord_status describe_properties(struct reading *reading,
                                        struct concord_error *err) {
    enum concord_status status = give_all_creators(reading, err);
    if (status == CONCORD_OK)
        status = give_texts(reading, err);
    if (status == CONCORD_OK)
        status = give_footers(reading, err);
    if (status == CONCORD_OK)
        status = give_type(reading, err);
    return status == CONCORD_OK ? give_all_subjects(reading, err) : status;
}
