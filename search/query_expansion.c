#include "search/query_expansion.h"

#include <string.h>

#include "schema/buffer.h"
#include "text/tokens.h"

/* What a form counts that was not typed, the word that was being 1. */
static const double form_weight = 0.5;

struct expanding {
    const struct query_expander *by;
    unsigned sources;     /* those of `by`; none in what is left out */
    enum query_kind list; /* whose words stand side by side, as those of all
                           * wanted do */
    struct expanded_terms *expanded; /* or NULL */
    size_t term_count;
    bool failed;
};

/* ---- making nodes; NULL and `failed` when memory is out ---- */

static struct query *make(struct expanding *expanding, enum query_kind kind,
                          const struct query *like) {
    struct query *query = query_create(expanding->by->arena, kind);
    if (query)
        query->field = like->field;
    else
        expanding->failed = true;
    return query;
}

static void add_child(struct expanding *expanding, struct query *parent,
                      struct query *child) {
    if (parent && child &&
        !query_add_child(expanding->by->arena, parent, child))
        expanding->failed = true;
}

/* A node that stays as it is, with what stands below it. */
static struct query *keep(struct expanding *expanding,
                          const struct query *query) {
    struct query *copy = make(expanding, query->kind, query);
    if (copy)
        *copy = *query;
    return copy;
}

static void add_word(struct expanding *expanding, struct query *query,
                     const char *word) {
    if (query && !query_add_word(expanding->by->arena, query, word))
        expanding->failed = true;
}

/* ---- forms ---- */

static bool ends_in(const char *word, const char *end) {
    size_t size = strlen(word);
    size_t length = strlen(end);
    return size > length && strcmp(word + size - length, end) == 0;
}

/* "trust" for "trusts" and the other way; what is no word is in no text. */
static const char *other_number(struct expanding *expanding, const char *word) {
    struct arena *arena = expanding->by->arena;
    int size = (int)strlen(word);
    const char *other = NULL;
    if (ends_in(word, "ies"))
        other = arena_printf(arena, "%.*sy", size - 3, word);
    else if (ends_in(word, "ss") || ends_in(word, "ch") || ends_in(word, "x"))
        other = arena_printf(arena, "%ses", word);
    else if (ends_in(word, "s"))
        other = arena_printf(arena, "%.*s", size - 1, word);
    else if (ends_in(word, "y") && !strchr("aeiou", word[size - 2]))
        other = arena_printf(arena, "%.*sies", size - 1, word);
    else
        other = arena_printf(arena, "%ss", word);
    expanding->failed = expanding->failed || !other;
    return other ? other : word;
}

/* Which words of a phrase are in the other number; as bits. */
enum { LAST_OTHER = 1, HEAD_OTHER = 2, FORMS = 4 };

/* The word that a preposition follows, "council" in "council for voluntary
 * service"; the count of words when none does. */
static size_t head_of(const struct thesaurus_term *term) {
    static const char *const prepositions[] = {"for", "of", "in", "on"};
    for (size_t i = 1; i + 1 < term->word_count; i++)
        for (size_t j = 0; j < sizeof prepositions / sizeof *prepositions; j++)
            if (strcmp(term->words[i], prepositions[j]) == 0)
                return i - 1;
    return term->word_count;
}

static void add_form(struct expanding *expanding, struct query *synonym,
                     const struct thesaurus_term *term, unsigned others) {
    enum query_kind kind = term->word_count > 1 ? QUERY_PHRASE : QUERY_WORD;
    struct query *form = make(expanding, kind, synonym);
    size_t head = head_of(term);
    for (size_t i = 0; i < term->word_count; i++) {
        unsigned which = i == head                   ? HEAD_OTHER
                         : i + 1 == term->word_count ? LAST_OTHER
                                                     : 0;
        add_word(expanding, form,
                 (others & which) != 0 ? other_number(expanding, term->words[i])
                                       : term->words[i]);
    }
    if (form)
        form->weight = form_weight;
    add_child(expanding, synonym, form);
}

/* A word is found by its stem, a phrase in every number. */
static void add_term(struct expanding *expanding, struct query *synonym,
                     const struct thesaurus_term *term) {
    unsigned forms = term->word_count == 1               ? 1
                     : head_of(term) == term->word_count ? HEAD_OTHER
                                                         : FORMS;
    for (unsigned others = 0; others < forms; others++)
        add_form(expanding, synonym, term, others);
}

/* ---- what was typed, and what it stands for ---- */

static const char *typed_text(struct expanding *expanding,
                              const char *const *words, size_t count) {
    struct buffer text = BUFFER_INIT(QUERY_BYTES_MAX * 4);
    for (size_t i = 0; i < count; i++)
        buffer_printf(&text, i > 0 ? " %s" : "%s", words[i]);
    const char *copy =
        buffer_ok(&text) ? arena_string(expanding->by->arena, text.data) : NULL;
    buffer_destroy(&text);
    expanding->failed = expanding->failed || !copy;
    return copy ? copy : "";
}

/* The note of what was typed, new or known; NULL when it was there, when nobody
 * asks, or when memory is out. */
static struct expanded_term *note(struct expanding *expanding,
                                  const char *const *words, size_t count) {
    struct expanded_terms *expanded = expanding->expanded;
    if (!expanded)
        return NULL;
    const char *typed = typed_text(expanding, words, count);
    for (size_t i = 0; i < expanded->count; i++)
        if (strcmp(expanded->items[i].term, typed) == 0)
            return NULL;
    struct expanded_term *item = arena_push(
        expanding->by->arena, &expanded->items, &expanded->count, sizeof *item);
    if (item)
        item->term = typed;
    else
        expanding->failed = true;
    return item;
}

static void note_form(struct expanding *expanding, struct expanded_term *item,
                      const char *text) {
    const char *copy = item ? arena_string(expanding->by->arena, text) : NULL;
    const char **slot = copy ? arena_push(expanding->by->arena, &item->to,
                                          &item->to_count, sizeof *slot)
                             : NULL;
    if (slot)
        *slot = copy;
    else
        expanding->failed = expanding->failed || item;
}

/* Add what the entry knows to the synonym. */
static void add_forms(struct expanding *expanding, struct query *synonym,
                      const struct thesaurus_entry *entry,
                      const char *const *words, size_t count) {
    struct expanded_term *item = note(expanding, words, count);
    for (size_t i = 0; entry && synonym && i < entry->term_count; i++) {
        const struct thesaurus_term *term = &entry->terms[i];
        if ((term->sources & expanding->sources) == 0 ||
            expanding->term_count == EXPANSION_TERMS_MAX)
            continue;
        expanding->term_count++;
        add_term(expanding, synonym, term);
        note_form(expanding, item, term->text);
    }
}

static bool has_form(const struct expanding *expanding,
                     const struct thesaurus_entry *entry) {
    for (size_t i = 0; entry && i < entry->term_count; i++)
        if ((entry->terms[i].sources & expanding->sources) != 0)
            return expanding->term_count < EXPANSION_TERMS_MAX;
    return false;
}

/* ---- runs of words ---- */

static bool is_plain(const struct query *query) {
    return query->kind == QUERY_WORD && !query->exact &&
           (query->field == QUERY_IN_TEXT || query->field == QUERY_IN_TITLE);
}

/* Words of a list from its child `first` on, that are plain and of one field,
 * `most` of them at the most, into `words`. */
static size_t read_run(const struct query *list, size_t first, size_t most,
                       const char **words) {
    size_t count = 0;
    for (size_t i = first; i < list->child_count && count < most; i++) {
        const struct query *child = list->children[i];
        if (!is_plain(child) || child->field != list->children[first]->field)
            break;
        words[count++] = child->words[0];
    }
    return count;
}

/* The longest run from `first` on that stands for something; NULL when none
 * does. */
static const struct thesaurus_entry *find_run(const struct expanding *expanding,
                                              const struct query *list,
                                              size_t first, const char **words,
                                              size_t *count) {
    const struct query_expander *by = expanding->by;
    size_t most = thesaurus_longest(by->thesaurus);
    most = most < QUERY_WORDS_MAX ? most : QUERY_WORDS_MAX;
    for (*count = read_run(list, first, most, words); *count > 0; --*count) {
        const struct thesaurus_entry *entry =
            thesaurus_find(by->thesaurus, by->stemmer, words, *count);
        if (has_form(expanding, entry))
            return entry;
    }
    return NULL;
}

/* The word as the synonym's own. */
static void add_typed(struct expanding *expanding, struct query *synonym,
                      const struct query *word) {
    struct query *typed = make(expanding, QUERY_WORD, word);
    add_word(expanding, typed, word->words[0]);
    if (typed)
        typed->weight = 1;
    add_child(expanding, synonym, typed);
}

static struct query *expand(struct expanding *expanding,
                            const struct query *query);

static struct query *expand_word(struct expanding *expanding,
                                 const struct query *query,
                                 const struct thesaurus_entry *entry) {
    struct query *synonym = make(expanding, QUERY_SYNONYM, query);
    const char *word = query->words[0];
    add_typed(expanding, synonym, query);
    add_forms(expanding, synonym, entry, &word, 1);
    return synonym;
}

/* Words from the child `first` on that hyphens join: 1 where none does. */
static size_t compound_size(const struct query *list, size_t first) {
    size_t count = 1;
    if (!is_plain(list->children[first]))
        return 1;
    while (!list->children[first]->hyphened &&
           first + count < list->child_count &&
           list->children[first + count]->hyphened)
        count++;
    return count;
}

/* "subregional" for "sub-regional": the index has it of both. Longer than a
 * word can be, it is none. */
static void add_compound(struct expanding *expanding, struct query *parent,
                         const struct query *list, size_t first, size_t count) {
    struct buffer word = BUFFER_INIT(TOKEN_WORD_MAX);
    for (size_t i = first; i < first + count; i++)
        buffer_append_string(&word, list->children[i]->words[0]);
    if (buffer_ok(&word)) {
        struct query *compound =
            make(expanding, QUERY_WORD, list->children[first]);
        add_word(expanding, compound, word.data);
        add_child(expanding, parent, compound);
    }
    buffer_destroy(&word);
}

/* Children first..first+count of a list, which stand for something together or
 * are one word with hyphens; or both. */
static void expand_run(struct expanding *expanding, struct query *out,
                       const struct query *list, size_t first,
                       const struct thesaurus_entry *entry, const char **words,
                       size_t count) {
    const struct query *like = list->children[first];
    struct query *synonym = entry ? make(expanding, QUERY_SYNONYM, like) : NULL;
    if (entry)
        add_forms(expanding, synonym, entry, words, count);
    bool all = list->kind == QUERY_AND;
    struct query *run = all ? make(expanding, QUERY_AND, like) : out;
    struct query *either = all ? make(expanding, QUERY_OR, like) : out;
    for (size_t i = first; i < first + count; i++)
        add_child(expanding, run,
                  entry ? keep(expanding, list->children[i])
                        : expand(expanding, list->children[i]));
    if (all)
        add_child(expanding, either, run);
    if (count > 1 && compound_size(list, first) == count)
        add_compound(expanding, either, list, first, count);
    add_child(expanding, either, synonym);
    if (all)
        add_child(expanding, out, either);
}

/* Words of the list's children stand side by side. */
static struct query *expand_list(struct expanding *expanding,
                                 const struct query *query) {
    const char *words[QUERY_WORDS_MAX];
    struct query *out = make(expanding, query->kind, query);
    for (size_t i = 0; i < query->child_count;) {
        size_t count = 0;
        const struct thesaurus_entry *entry =
            find_run(expanding, query, i, words, &count);
        if (!entry || count == 1) {
            count = compound_size(query, i);
            entry = NULL; /* a word looks for its own */
        }
        if (count > 1)
            expand_run(expanding, out, query, i, entry, words, count);
        else
            add_child(expanding, out, expand(expanding, query->children[i]));
        i += count;
    }
    return out && out->child_count == 1 ? out->children[0] : out;
}

static struct query *expand_children(struct expanding *expanding,
                                     const struct query *query) {
    struct query *out = make(expanding, query->kind, query);
    for (size_t i = 0; i < query->child_count; i++)
        add_child(expanding, out, expand(expanding, query->children[i]));
    return out;
}

/* What is left out is what was named, and that with its hyphens or without. */
static struct query *expand_difference(struct expanding *expanding,
                                       const struct query *query) {
    struct query *out = make(expanding, query->kind, query);
    unsigned sources = expanding->sources;
    add_child(expanding, out, expand(expanding, query->children[0]));
    expanding->sources = 0;
    add_child(expanding, out, expand(expanding, query->children[1]));
    expanding->sources = sources;
    return out;
}

static struct query *expand(struct expanding *expanding,
                            const struct query *query) {
    const struct query_expander *by = expanding->by;
    const struct thesaurus_entry *entry = NULL;
    switch (query->kind) {
    case QUERY_WORD:
        if (is_plain(query))
            entry = thesaurus_find(by->thesaurus, by->stemmer, query->words, 1);
        return has_form(expanding, entry) ? expand_word(expanding, query, entry)
                                          : keep(expanding, query);
    case QUERY_AND:
    case QUERY_OR:
        return query->kind == QUERY_AND || query->kind == expanding->list
                   ? expand_list(expanding, query)
                   : expand_children(expanding, query);
    case QUERY_AND_NOT:
        return expand_difference(expanding, query);
    case QUERY_ALL:
    case QUERY_PHRASE:
    case QUERY_NEAR:
    case QUERY_PREFIX:
    case QUERY_SYNONYM:
        break;
    }
    return keep(expanding, query);
}

static enum concord_status run(struct expanding *expanding,
                               const struct query *query,
                               const struct query **out,
                               struct concord_error *err) {
    *out = query;
    if (!query)
        return CONCORD_OK;
    expanding->sources = expanding->by->sources;
    struct query *expanded = expand(expanding, query);
    if (expanding->failed)
        return concord_no_memory(err);
    *out = expanded;
    return CONCORD_OK;
}

enum concord_status query_expand(const struct query_expander *expander,
                                 const struct query *query,
                                 const struct query **out,
                                 struct expanded_terms *expanded,
                                 struct concord_error *err) {
    struct expanding expanding = {
        .by = expander, .list = QUERY_AND, .expanded = expanded};
    *expanded = (struct expanded_terms){NULL, 0};
    return run(&expanding, query, out, err);
}

enum concord_status query_expand_relaxed(const struct query_expander *expander,
                                         const struct query *relaxed,
                                         const struct query **out,
                                         struct concord_error *err) {
    struct expanding expanding = {.by = expander, .list = QUERY_OR};
    return run(&expanding, relaxed, out, err);
}
