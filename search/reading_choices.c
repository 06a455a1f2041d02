/* reading_choices.c - parameters that take one of a few words. */
#include <string.h>

#include "export_format.h"
#include "reading.h"
#include "schema/buffer.h"
#include "schema/document.h"

enum concord_status read_sort(struct reading *reading,
                              const struct parameter *item,
                              struct concord_error *err) {
    static const char *const names[] = {[SORT_RELEVANCE] = "relevance",
                                        [SORT_NEWEST] = "newest",
                                        [SORT_OLDEST] = "oldest",
                                        [SORT_TITLE] = "title"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(item->value, names[i]) != 0)
            continue;
        reading->asked->search.sort = (enum search_sort)i;
        return CONCORD_OK;
    }
    return concord_refuse(err, item->name,
                          "sort is \"%.40s\"; it must be relevance, newest, "
                          "oldest or title",
                          item->value);
}

enum concord_status read_facet_sort(struct reading *reading,
                                    const struct parameter *item,
                                    struct concord_error *err) {
    bool by_value = strcmp(item->value, "value") == 0;
    if (!by_value && strcmp(item->value, "count") != 0)
        return concord_refuse(err, item->name,
                              "facet_sort is \"%.40s\"; it must be count or "
                              "value",
                              item->value);
    reading->asked->search.facet_sort =
        by_value ? FACET_SORT_VALUE : FACET_SORT_COUNT;
    return CONCORD_OK;
}

enum concord_status refuse_format(const char *value,
                                  struct concord_error *err) {
    struct buffer names = BUFFER_INIT(NAMES_MAX);
    export_format_names(&names);
    concord_refuse(err, "format", "format is \"%.40s\"; it must be %s", value,
                   names.data ? names.data : "");
    buffer_destroy(&names);
    return CONCORD_BAD_REQUEST;
}

enum concord_status read_format(struct reading *reading,
                                const struct parameter *item,
                                struct concord_error *err) {
    const struct export_format *format = export_format_find(item->value);
    if (!format)
        return refuse_format(item->value, err);
    reading->asked->format = format->name;
    return CONCORD_OK;
}

enum concord_status read_relax(struct reading *reading,
                               const struct parameter *item,
                               struct concord_error *err) {
    if (strcmp(item->value, "none") != 0)
        return concord_refuse(err, item->name,
                              "relax is \"%.40s\"; \"none\" is the one value "
                              "that it takes",
                              item->value);
    reading->asked->may_relax = false;
    return CONCORD_OK;
}

/* "acronyms", "synonyms" or both, or "none" alone. */
enum concord_status read_expand(struct reading *reading,
                                const struct parameter *item,
                                struct concord_error *err) {
    static const struct {
        const char *name;
        unsigned sources;
    } known[] = {
        {"none", 0},
        {"acronyms", THESAURUS_ACRONYMS},
        {"synonyms", THESAURUS_SYNONYMS},
        {"acronyms,synonyms", THESAURUS_ACRONYMS | THESAURUS_SYNONYMS},
        {"synonyms,acronyms", THESAURUS_ACRONYMS | THESAURUS_SYNONYMS}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strcmp(item->value, known[i].name) != 0)
            continue;
        reading->asked->expand = known[i].sources;
        return CONCORD_OK;
    }
    return concord_refuse(err, item->name,
                          "expand is \"%.40s\"; it must be acronyms, synonyms, "
                          "both separated by a comma, or none",
                          item->value);
}

static enum concord_status read_truth(const struct parameter *item, bool *out,
                                      struct concord_error *err) {
    *out = strcmp(item->value, "true") == 0;
    if (!*out && strcmp(item->value, "false") != 0)
        return concord_refuse(err, item->name,
                              "%s is \"%.40s\"; it must be true or false",
                              item->name, item->value);
    return CONCORD_OK;
}

enum concord_status read_broaden(struct reading *reading,
                                 const struct parameter *item,
                                 struct concord_error *err) {
    return read_truth(item, &reading->asked->broaden, err);
}

enum concord_status read_explain(struct reading *reading,
                                 const struct parameter *item,
                                 struct concord_error *err) {
    return read_truth(item, &reading->asked->search.explain, err);
}

enum concord_status read_duplicates(struct reading *reading,
                                    const struct parameter *item,
                                    struct concord_error *err) {
    bool show = strcmp(item->value, "show") == 0;
    if (!show && strcmp(item->value, "collapse") != 0)
        return concord_refuse(err, item->name,
                              "duplicates is \"%.40s\"; it must be collapse or "
                              "show",
                              item->value);
    reading->asked->search.show_duplicates = show;
    return CONCORD_OK;
}

enum concord_status read_kind(struct reading *reading,
                              const struct parameter *item,
                              struct concord_error *err) {
    for (unsigned kind = CLAUSE_PRINCIPLE; kind <= CLAUSE_DEFINITION; kind++) {
        if (strcmp(item->value, clause_kind_name((enum clause_kind)kind)) != 0)
            continue;
        reading->asked->kinds |= UINT32_C(1) << kind;
        return CONCORD_OK;
    }
    return concord_refuse(err, item->name,
                          "kind is \"%.40s\"; it must be principle, "
                          "commitment, recommendation, consideration or "
                          "definition",
                          item->value);
}

/* "_missing" is a clause that nobody undertakes. */
enum concord_status read_side(struct reading *reading,
                              const struct parameter *item,
                              struct concord_error *err) {
    for (unsigned side = SIDE_NONE; side <= SIDE_BOTH; side++) {
        const char *name = clause_side_name((enum clause_side)side);
        if (strcmp(item->value, name ? name : "_missing") != 0)
            continue;
        reading->asked->sides |= UINT32_C(1) << side;
        return CONCORD_OK;
    }
    return concord_refuse(err, item->name,
                          "side is \"%.40s\"; it must be public, voluntary, "
                          "both or _missing",
                          item->value);
}
