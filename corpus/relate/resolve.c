/* resolve.c - what papers speak of: is it held, and which is it?
 *
 * A title is looked up among the agreements of the place that it names, or of
 * the place of the paper that says it; or among all papers that share its
 * rarest word. What is found must be supported by all of kind, place, date and
 * words: what is taken for held and is not misleads, what is called not held is
 * only looked for again. Of several editions that fit, the one that was the
 * newest when the paper was written; where that cannot be told, none. */
#include <stdlib.h>
#include <string.h>

#include "hash_sort.h"
#include "relate/papers.h"

enum {
    WORD_SCAN = 512,  /* papers that share a title's rarest word */
    PLACE_SCAN = 256, /* agreements of one place */
    OTHER_WORDS = 3   /* that a title which names no agreement must have */
};

enum match {
    MATCH_NONE,
    MATCH_ABOUT, /* its title names no agreement, but it treats of the words */
    MATCH_NAME
};

/* The papers that stand for themselves, under each word and each place. */

struct indexed {
    uint64_t key; /* the hash, then the paper's rank */
    size_t paper;
};

struct title_index {
    struct indexed *items;
    size_t count;
};

struct catalogue {
    struct relator *relator;
    struct title_index words;  /* of all names of all papers */
    struct title_index places; /* of agreements; what is national under 0 */
};

static int compare_indexed(const void *a, const void *b) {
    const struct indexed *first = a;
    const struct indexed *second = b;
    return (first->key > second->key) - (first->key < second->key);
}

static uint32_t indexed_hash(const struct indexed *item) {
    return (uint32_t)(item->key >> 32);
}

static bool index_add(struct catalogue *catalogue, struct title_index *index,
                      uint32_t hash, size_t paper) {
    struct indexed *item = arena_push(&catalogue->relator->arena, &index->items,
                                      &index->count, sizeof *item);
    if (!item)
        return false;
    *item = (struct indexed){
        (uint64_t)hash << 32 | catalogue->relator->rank[paper], paper};
    return true;
}

/* A paper may have a word in two of its names. */
static void index_settle(struct title_index *index) {
    size_t kept = 0;
    hash_sort(index->items, index->count, sizeof *index->items,
              compare_indexed);
    for (size_t i = 0; i < index->count; i++)
        if (kept == 0 ||
            compare_indexed(&index->items[kept - 1], &index->items[i]) != 0)
            index->items[kept++] = index->items[i];
    index->count = kept;
}

static uint32_t place_hash(const char *path) {
    uint32_t hash = name_word_hash(path, strlen(path));
    return hash ? hash : 1;
}

static bool catalogue_add(struct catalogue *catalogue, size_t index) {
    const struct paper *paper = &catalogue->relator->papers[index];
    const struct claim_list *places = &paper->claim.places;
    for (size_t i = 0; i < paper->name_count; i++)
        for (size_t j = 0; j < paper->names[i].word_count; j++)
            if (!index_add(catalogue, &catalogue->words,
                           paper->names[i].words[j], index))
                return false;
    if (paper->agreement == AGREEMENT_NONE)
        return true;
    if (places->count == 0)
        return index_add(catalogue, &catalogue->places, 0, index);
    for (size_t i = 0; i < places->count; i++)
        if (!index_add(catalogue, &catalogue->places,
                       place_hash(places->items[i]), index))
            return false;
    return true;
}

static bool catalogue_make(struct catalogue *catalogue,
                           struct relator *relator) {
    *catalogue = (struct catalogue){.relator = relator};
    for (size_t i = 0; i < relator->count; i++)
        if (paper_leads(relator, i) && !catalogue_add(catalogue, i))
            return false;
    index_settle(&catalogue->words);
    index_settle(&catalogue->places);
    return true;
}

/* Where those of one hash begin. */
static size_t index_find(const struct title_index *index, uint32_t hash) {
    size_t low = 0;
    size_t high = index->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (indexed_hash(&index->items[middle]) < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static size_t index_run(const struct title_index *index, size_t first,
                        size_t most) {
    size_t end = first;
    while (end < index->count && end - first <= most &&
           indexed_hash(&index->items[end]) ==
               indexed_hash(&index->items[first]))
        end++;
    return end - first;
}

/* Looking one end up. */

struct wanted {
    const struct catalogue *catalogue;
    size_t stated_by;
    bool is_object;
    struct paper_name name;
    struct edtf_date date;    /* as the paper dates it, or undated */
    struct claim_list places; /* that it may be of */
    const char *place_paths[NAME_PLACES_MAX];
    size_t best;
    enum match best_match;
    bool ambiguous;
};

static const struct paper *paper_at(const struct wanted *wanted, size_t index) {
    return &wanted->catalogue->relator->papers[index];
}

static bool is_national_head(const struct wanted *wanted) {
    return wanted->name.national && wanted->name.head == HEAD_COMPACT;
}

/* Newer than what it is said to come before, or than the paper itself, or of
 * another date than it is said to be. */
static bool date_excludes(const struct wanted *wanted,
                          const struct paper *paper) {
    const struct claim *stating = &paper_at(wanted, wanted->stated_by)->claim;
    bool firm = date_is_firm(&paper->claim);
    if (!edtf_is_undated(wanted->date))
        return edtf_is_undated(paper->claim.date) || !firm ||
               dates_part(wanted->date, paper->claim.date);
    return wanted->is_object && firm && date_is_firm(stating) &&
           paper->claim.date.earliest > stating->date.latest;
}

static bool kind_fits(enum name_head head, const struct paper *paper) {
    switch (head) {
    case HEAD_COMPACT:
        return paper->agreement == AGREEMENT_LOCAL ||
               paper->agreement == AGREEMENT_NATIONAL;
    case HEAD_CODE:
        return paper->agreement == AGREEMENT_CODE;
    case HEAD_NONE:
        return true;
    }
    return false;
}

/* An agreement is some place's. One that has none is the whole country's, and
 * meant only where the words say so. */
static bool place_fits(const struct wanted *wanted, const struct paper *paper) {
    const struct claim_list *places = &paper->claim.places;
    if (is_national_head(wanted))
        return paper->agreement == AGREEMENT_NATIONAL;
    if (places->count > 0)
        return lists_meet(&wanted->places, places);
    if (wanted->name.place_count > 0)
        return false;
    if (paper->agreement == AGREEMENT_CODE)
        return wanted->name.compact || wanted->name.national ||
               !edtf_is_undated(wanted->date) || wanted->places.count == 0;
    return paper->agreement != AGREEMENT_LOCAL;
}

/* Every word of the name is in the paper's title, its topics or sectors, and
 * one at least in the title. */
static bool treats_of(const struct paper *paper,
                      const struct paper_name *name) {
    struct paper_name about = {.word_count = 0};
    for (size_t i = 0; i < paper->claim.subjects.count; i++) {
        const char *subject = paper->claim.subjects.items[i];
        while (*subject && about.word_count < NAME_WORDS_MAX) {
            size_t length = strcspn(subject, "-");
            about.words[about.word_count++] = name_word_hash(subject, length);
            subject += length + (subject[length] == '-');
        }
    }
    size_t in_title = 0;
    for (size_t i = 0; i < name->word_count; i++) {
        struct paper_name one = {.words = {name->words[i]}, .word_count = 1};
        bool titled = name_words_shared(&one, &paper->names[0]) > 0;
        bool treated = titled;
        for (size_t j = 0; j < about.word_count && !treated; j++)
            treated = about.words[j] == name->words[i];
        if (!treated)
            return false;
        in_title += titled;
    }
    return in_title > 0;
}

static enum match agreement_match(const struct wanted *wanted,
                                  const struct paper *paper) {
    const struct paper_name *name = &wanted->name;
    if (!kind_fits(name->head, paper) || !place_fits(wanted, paper))
        return MATCH_NONE;
    if (is_national_head(wanted))
        return MATCH_NAME;
    for (size_t i = 0; i < paper->name_count; i++)
        if (paper->names[i].head == name->head &&
            name_words_equal(&paper->names[i], name))
            return MATCH_NAME;
    bool descriptive = paper->names[0].head == HEAD_NONE;
    return descriptive && treats_of(paper, name) ? MATCH_ABOUT : MATCH_NONE;
}

/* What names no agreement is found by its title alone, hence by most of it. */
static enum match title_match(const struct wanted *wanted,
                              const struct paper *paper) {
    const struct paper_name *name = &wanted->name;
    const struct paper_name *other = &paper->names[0];
    size_t shared = name_words_shared(name, other);
    size_t either = name->word_count + other->word_count - shared;
    if (shared < OTHER_WORDS || shared * 5 < either * 4 ||
        other->head != HEAD_NONE ||
        (name->place_count > 0 && !place_fits(wanted, paper)))
        return MATCH_NONE;
    return MATCH_NAME;
}

/* Of two that fit alike: editions of one agreement are told apart by when the
 * paper was written, others not at all. */
static void choose(struct wanted *wanted, size_t index, enum match match) {
    const struct relator *relator = wanted->catalogue->relator;
    if (match < wanted->best_match)
        return;
    if (match > wanted->best_match) {
        wanted->best = index;
        wanted->best_match = match;
        wanted->ambiguous = false;
        return;
    }
    if (wanted->best == index)
        return;
    const struct paper *paper = paper_at(wanted, index);
    const struct paper *best = paper_at(wanted, wanted->best);
    bool editions = paper->series != NO_PAPER && paper->series == best->series;
    bool told = editions && date_is_firm(&paper->claim) &&
                date_is_firm(&best->claim) &&
                dates_part(paper->claim.date, best->claim.date) &&
                date_is_firm(&paper_at(wanted, wanted->stated_by)->claim);
    if (!told)
        wanted->ambiguous = true;
    if (relator->rank[index] > relator->rank[wanted->best])
        wanted->best = index;
}

/* It took the place of one of its kind, which an undated paper may mean. */
static bool took_anothers_place(const struct paper *paper) {
    for (size_t i = 0; i < paper->claim.relation_count; i++)
        if (paper->claim.relations[i].type == RELATION_SUPERSEDES &&
            paper->claim.relations[i].subject.self)
            return paper->agreement != AGREEMENT_NONE;
    return false;
}

static void consider(struct wanted *wanted, size_t index) {
    const struct relator *relator = wanted->catalogue->relator;
    const struct paper *paper = paper_at(wanted, index);
    size_t own = relator->papers[wanted->stated_by].leader;
    if (index == own || date_excludes(wanted, paper))
        return;
    enum match match = wanted->name.head == HEAD_NONE
                           ? title_match(wanted, paper)
                           : agreement_match(wanted, paper);
    if (match != MATCH_NONE)
        choose(wanted, index, match);
    if (wanted->best == index && took_anothers_place(paper) &&
        edtf_is_undated(wanted->date) &&
        !date_is_firm(&paper_at(wanted, wanted->stated_by)->claim))
        wanted->ambiguous = true;
}

static void consider_run(struct wanted *wanted, const struct title_index *index,
                         size_t first, size_t most) {
    size_t count = index_run(index, first, most);
    if (count > most)
        return; /* too common a word, too many of a place: no support */
    for (size_t i = 0; i < count; i++)
        consider(wanted, index->items[first + i].paper);
}

static void consider_place(struct wanted *wanted, uint32_t hash) {
    const struct title_index *index = &wanted->catalogue->places;
    size_t first = index_find(index, hash);
    if (first < index->count && indexed_hash(&index->items[first]) == hash)
        consider_run(wanted, index, first, PLACE_SCAN);
}

static void consider_rarest_word(struct wanted *wanted) {
    const struct title_index *index = &wanted->catalogue->words;
    size_t fewest = WORD_SCAN + 1;
    size_t rarest = index->count;
    for (size_t i = 0; i < wanted->name.word_count; i++) {
        size_t first = index_find(index, wanted->name.words[i]);
        if (first == index->count ||
            indexed_hash(&index->items[first]) != wanted->name.words[i])
            continue;
        size_t run = index_run(index, first, WORD_SCAN);
        if (run < fewest) {
            fewest = run;
            rarest = first;
        }
    }
    if (rarest < index->count)
        consider_run(wanted, index, rarest, WORD_SCAN);
}

/* The places that the title names, else those of the paper that says it. */
static void settle_places(struct wanted *wanted) {
    const struct schema *schema = wanted->catalogue->relator->schema;
    const struct paper_name *name = &wanted->name;
    if (name->place_count == 0) {
        wanted->places = paper_at(wanted, wanted->stated_by)->claim.places;
        return;
    }
    for (size_t i = 0; i < name->place_count; i++)
        wanted->place_paths[i] =
            schema_place(schema, (size_t)name->places[i])->path;
    wanted->places =
        (struct claim_list){wanted->place_paths, name->place_count};
}

/* "The Compact" may be the country's or the place's: only a name of its own, a
 * place, or "local" and "national" tell. */
static bool says_which(const struct wanted *wanted) {
    const struct paper_name *name = &wanted->name;
    return name->word_count > 0 || name->place_count > 0 || name->national ||
           name->local || !edtf_is_undated(wanted->date);
}

static struct looked_up look_up(struct wanted *wanted) {
    struct looked_up found = {NO_PAPER, false};
    settle_places(wanted);
    if (!says_which(wanted))
        return found;
    if (wanted->name.head == HEAD_NONE) {
        consider_rarest_word(wanted);
    } else {
        for (size_t i = 0; i < wanted->places.count; i++)
            consider_place(wanted, place_hash(wanted->places.items[i]));
        consider_place(wanted, 0);
    }
    found.ambiguous = wanted->ambiguous;
    if (wanted->best_match != MATCH_NONE && !wanted->ambiguous)
        found.paper = wanted->best;
    return found;
}

/* As the paper dates what it speaks of, or the title does. A relation's own
 * date may be that of its taking place; one before the paper's is the other's.
 */
struct edtf_date relation_end_date(const struct claim *stating,
                                   const struct claim_relation *relation,
                                   const struct claim_end *end,
                                   const struct paper_name *name) {
    if (!edtf_is_undated(end->date))
        return end->date;
    if (!edtf_is_undated(name->date))
        return name->date;
    bool is_before = end == &relation->object && date_is_firm(stating) &&
                     !edtf_is_undated(relation->date) &&
                     relation->date.latest < stating->date.earliest;
    return is_before ? relation->date : edtf_undated();
}

static struct looked_up look_end_up(const struct catalogue *catalogue,
                                    size_t index, size_t number,
                                    bool is_object) {
    const struct paper *paper = &catalogue->relator->papers[index];
    const struct claim_relation *relation = &paper->claim.relations[number];
    const struct claim_end *end =
        is_object ? &relation->object : &relation->subject;
    struct wanted wanted = {.catalogue = catalogue,
                            .stated_by = index,
                            .is_object = is_object,
                            .best = NO_PAPER};
    if (end->self)
        return (struct looked_up){index, false};
    if (!end->title || end->title[0] == '\0')
        return (struct looked_up){NO_PAPER, false};
    name_read(&wanted.name, catalogue->relator->place_names, end->title);
    wanted.date = relation_end_date(&paper->claim, relation, end, &wanted.name);
    return look_up(&wanted);
}

static bool say_to(struct relator *relator, size_t other, size_t index,
                   size_t number) {
    if (other == NO_PAPER || other == index)
        return true;
    struct paper *told = &relator->papers[other];
    struct incoming *incoming = arena_alloc(&relator->arena, sizeof *incoming);
    if (!incoming)
        return false;
    *incoming = (struct incoming){.paper = index, .statement = number};
    if (told->last_incoming)
        told->last_incoming->next = incoming;
    else
        told->incoming = incoming;
    told->last_incoming = incoming;
    return true;
}

/* A copy says what its leader says: only the leader is heard by others. */
static bool tell_others(struct relator *relator, size_t index, size_t number) {
    const struct statement *said = &relator->papers[index].statements[number];
    if (!paper_leads(relator, index))
        return true;
    return say_to(relator, said->subject.paper, index, number) &&
           (said->object.paper == said->subject.paper ||
            say_to(relator, said->object.paper, index, number));
}

static bool look_paper_up(const struct catalogue *catalogue, size_t index) {
    struct relator *relator = catalogue->relator;
    struct paper *paper = &relator->papers[index];
    size_t count = paper->claim.relation_count;
    paper->statements =
        arena_alloc(&relator->arena, count * sizeof *paper->statements);
    if (!paper->statements)
        return false;
    for (size_t i = 0; i < count; i++) {
        paper->statements[i].subject = look_end_up(catalogue, index, i, false);
        paper->statements[i].object = look_end_up(catalogue, index, i, true);
        if (!tell_others(relator, index, i))
            return false;
    }
    return true;
}

enum concord_status relate_statements(struct relator *relator,
                                      struct concord_error *err) {
    struct catalogue catalogue;
    if (!catalogue_make(&catalogue, relator))
        return concord_no_memory(err);
    for (size_t i = 0; i < relator->count; i++)
        if (!look_paper_up(&catalogue, i))
            return concord_no_memory(err);
    return CONCORD_OK;
}
