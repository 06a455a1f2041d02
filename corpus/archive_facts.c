/* archive_facts.c - holds imprints together.
 *
 *   papers     host, sketch        --> kin: sets of papers by union and find
 *   sightings  host + zone + block --> how many kin have it
 *
 * Kin are found by bands of the sketch: papers that agree in a whole band are
 * neighbours once the papers are sorted by it, and each is held against a few
 * neighbours, so that the cost is that of sorting. */
#include "corpus/archive_facts.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "archive_words.h"
#include "hash_bits.h"
#include "hash_sort.h"

enum {
    BAND_ROWS = 2,
    KIN_BINS = 11,      /* of IMPRINT_SKETCH: a third of the shingles */
    KIN_NEIGHBOURS = 4, /* that a paper is held against in each band */
    ROW_LINES = 3,      /* short lines in a row at the very end */
    STRONG_PAPERS = 5,
    STRONG_WITNESSES = 4
};

enum zone { ZONE_HEAD, ZONE_TAIL };

struct held_paper {
    uint64_t host;
    const struct imprint *imprint;
    uint32_t kin; /* index of another of its kin, or its own */
};

/* A block at an edge, and whose; then how many kin have it. */
struct sighting {
    uint64_t key; /* first: lists are sorted by it */
    uint32_t kin;
};

struct witnessed {
    uint64_t key;
    uint32_t kin;
};

struct archive_facts {
    struct arena arena;
    struct held_paper *papers;
    size_t paper_count;
    struct witnessed *blocks; /* by key; those that more than one kin have */
    size_t block_count;
    struct witnessed *hosts; /* by key: how many kin a host has */
    size_t host_count;
    struct archive_words *words;
};

/* ---- hashes ---- */

static uint64_t stir(uint64_t hash) {
    hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdu;
    hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53u;
    return hash ^ (hash >> 33);
}

static uint64_t host_key(const char *host) {
    uint64_t hash = 14695981039346656037u;
    for (; *host; host++)
        hash = (hash ^ (unsigned char)*host) * 1099511628211u;
    return stir(hash);
}

static uint64_t block_key(uint64_t host, enum zone zone, uint64_t block) {
    return stir(host * 31 + block + (zone == ZONE_HEAD ? 0x9e3779b9u : 0));
}

/* ---- hosts ---- */

static bool is_host_byte(char byte) {
    return isalnum((unsigned char)byte) || byte == '.' || byte == '-';
}

/* "council.gov.uk": labels, the last of them of letters. */
static bool is_host_name(const char *text, size_t size) {
    const char *dot = NULL;
    for (size_t i = 0; i < size; i++) {
        if (!is_host_byte(text[i]))
            return false;
        if (text[i] == '.')
            dot = text + i;
    }
    if (!dot || dot == text || dot + 2 >= text + size)
        return false;
    for (const char *at = dot + 1; at < text + size; at++)
        if (!isalpha((unsigned char)*at))
            return false;
    return true;
}

static void copy_host(char out[ARCHIVE_HOST_MAX + 1], const char *text,
                      size_t size) {
    if (size > 4 && strncasecmp(text, "www.", 4) == 0) {
        text += 4;
        size -= 4;
    }
    for (size_t i = 0; i < size; i++)
        out[i] = (char)tolower((unsigned char)text[i]);
    out[size] = '\0';
}

void archive_host(char out[ARCHIVE_HOST_MAX + 1], const char *address,
                  const char *path) {
    out[0] = '\0';
    const char *from = address ? strstr(address, "://") : NULL;
    if (from) {
        from += 3;
        size_t size = strcspn(from, "/:?#");
        if (size <= ARCHIVE_HOST_MAX && is_host_name(from, size)) {
            copy_host(out, from, size);
            return;
        }
    }
    size_t size = strcspn(path, "/");
    if (path[size] == '/' && size <= ARCHIVE_HOST_MAX &&
        is_host_name(path, size))
        copy_host(out, path, size);
}

/* ---- adding ---- */

enum concord_status archive_facts_create(struct archive_facts **out,
                                         struct concord_error *err) {
    *out = calloc(1, sizeof **out);
    return *out ? CONCORD_OK : concord_no_memory(err);
}

void archive_facts_destroy(struct archive_facts *facts) {
    if (!facts)
        return;
    free(facts->blocks);
    free(facts->hosts);
    archive_words_destroy(facts->words);
    arena_clear(&facts->arena);
    free(facts);
}

enum concord_status archive_facts_add(struct archive_facts *facts,
                                      const char *host,
                                      const struct imprint *imprint,
                                      struct concord_error *err) {
    size_t index = facts->paper_count;
    struct held_paper *paper = arena_push(&facts->arena, &facts->papers,
                                          &facts->paper_count, sizeof *paper);
    if (!paper || index >= UINT32_MAX)
        return concord_no_memory(err);
    paper->host = host_key(host);
    paper->imprint = imprint;
    paper->kin = (uint32_t)index;
    return CONCORD_OK;
}

/* ---- kin ---- */

static uint32_t find_kin(struct archive_facts *facts, uint32_t paper) {
    struct held_paper *papers = facts->papers;
    while (papers[paper].kin != paper) {
        papers[paper].kin = papers[papers[paper].kin].kin;
        paper = papers[paper].kin;
    }
    return paper;
}

static void join_kin(struct archive_facts *facts, uint32_t a, uint32_t b) {
    a = find_kin(facts, a);
    b = find_kin(facts, b);
    if (a < b)
        facts->papers[b].kin = a;
    else
        facts->papers[a].kin = b;
}

static bool are_kin(const uint32_t *a, const uint32_t *b) {
    size_t same = 0;
    for (size_t i = 0; i < IMPRINT_SKETCH; i++)
        same += a[i] == b[i];
    return same >= KIN_BINS;
}

static uint64_t rows_key(const uint32_t rows[BAND_ROWS]) {
    uint64_t key = 0;
    for (size_t i = 0; i < BAND_ROWS; i++)
        key = stir(key * 31 + rows[i]);
    return key;
}

/* A paper in one band: what it agrees with others in comes first. */
struct banded {
    uint64_t key; /* of the rows; first: the list is sorted by it */
    uint32_t rows[BAND_ROWS];
    uint32_t paper;
    const uint32_t *sketch;
};

/* Papers of one sketch are alike, so that their order does not matter. */
static int by_band(const void *left, const void *right) {
    const struct banded *a = left;
    const struct banded *b = right;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    for (size_t i = 0; i < BAND_ROWS; i++)
        if (a->rows[i] != b->rows[i])
            return a->rows[i] < b->rows[i] ? -1 : 1;
    for (size_t i = 0; i < IMPRINT_SKETCH; i++)
        if (a->sketch[i] != b->sketch[i])
            return a->sketch[i] < b->sketch[i] ? -1 : 1;
    return 0;
}

static bool same_sketch(const struct banded *a, const struct banded *b) {
    return memcmp(a->sketch, b->sketch, IMPRINT_SKETCH * sizeof *a->sketch) ==
           0;
}

/* Neighbours that are other than each other: a hundred copies of one paper
 * between two editions must not keep these apart. */
static void join_neighbours(struct archive_facts *facts,
                            const struct banded *list, size_t count) {
    for (size_t i = 0; i + 1 < count; i++) {
        size_t met = 0;
        if (same_sketch(&list[i], &list[i + 1])) {
            join_kin(facts, list[i].paper, list[i + 1].paper);
            continue; /* the last of them is held against the others */
        }
        for (size_t j = i + 1; j < count && met < KIN_NEIGHBOURS; j++) {
            if (memcmp(list[i].rows, list[j].rows, sizeof list[i].rows) != 0)
                break;
            if (j > i + 1 && same_sketch(&list[j], &list[j - 1]))
                continue;
            met++;
            if (are_kin(list[i].sketch, list[j].sketch))
                join_kin(facts, list[i].paper, list[j].paper);
        }
    }
}

/* Papers whose rows in the band some other paper has too; which those are is
 * known once all have been looked at. How many; SIZE_MAX: memory is out. */
static size_t list_band(const struct archive_facts *facts, size_t band,
                        struct banded *list) {
    struct hash_bits met = {0};
    struct hash_bits common = {0};
    size_t kept = SIZE_MAX;
    if (hash_bits_create(&met, facts->paper_count) &&
        hash_bits_create(&common, facts->paper_count)) {
        for (size_t i = 0; i < facts->paper_count; i++) {
            const uint32_t *sketch = facts->papers[i].imprint->sketch;
            const uint32_t *rows = sketch + band * BAND_ROWS;
            list[i] = (struct banded){rows_key(rows), {0}, (uint32_t)i, sketch};
            memcpy(list[i].rows, rows, sizeof list[i].rows);
            hash_bits_set(hash_bits_has(&met, list[i].key) ? &common : &met,
                          list[i].key);
        }
        kept = 0;
        for (size_t i = 0; i < facts->paper_count; i++)
            if (hash_bits_has(&common, list[i].key))
                list[kept++] = list[i];
    }
    free(met.bits);
    free(common.bits);
    return kept;
}

static enum concord_status find_all_kin(struct archive_facts *facts,
                                        struct concord_error *err) {
    struct banded *list = calloc(facts->paper_count + 1, sizeof *list);
    size_t count = list ? 0 : SIZE_MAX;
    for (size_t band = 0;
         count != SIZE_MAX && band < IMPRINT_SKETCH / BAND_ROWS; band++) {
        count = list_band(facts, band, list);
        if (count == SIZE_MAX)
            break;
        hash_sort(list, count, sizeof *list, by_band);
        join_neighbours(facts, list, count);
    }
    free(list);
    return count != SIZE_MAX ? CONCORD_OK : concord_no_memory(err);
}

/* ---- witnesses ---- */

static int by_key(const void *left, const void *right) {
    const struct sighting *a = left;
    const struct sighting *b = right;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return a->kin < b->kin ? -1 : a->kin > b->kin;
}

/* Sorted sightings become keys with the number of their kin, those with fewer
 * than `least` left out; how many there are. */
static size_t count_kin(struct sighting *list, size_t count, uint32_t least) {
    size_t kept = 0;
    for (size_t i = 0; i < count;) {
        uint64_t key = list[i].key;
        uint32_t kin = 0;
        size_t first = i;
        for (; i < count && list[i].key == key; i++)
            kin += i == first || list[i].kin != list[i - 1].kin;
        if (kin >= least)
            list[kept++] = (struct sighting){key, kin};
    }
    return kept;
}

static uint32_t zones_of(const struct imprint *imprint, uint32_t block,
                         enum zone zones[2]) {
    uint32_t count = 0;
    if (block < IMPRINT_EDGE_BLOCKS)
        zones[count++] = ZONE_HEAD;
    if (block + IMPRINT_EDGE_BLOCKS >= imprint->block_count)
        zones[count++] = ZONE_TAIL;
    return count;
}

static bool may_recur(const struct imprint_block *edge) {
    return !(edge->traits & (IMPRINT_SHAPED | IMPRINT_BARE));
}

static size_t list_sightings(struct archive_facts *facts,
                             struct sighting *out) {
    size_t count = 0;
    for (size_t i = 0; i < facts->paper_count; i++) {
        const struct imprint *imprint = facts->papers[i].imprint;
        uint32_t kin = find_kin(facts, (uint32_t)i);
        for (uint32_t j = 0; j < imprint->edge_count; j++) {
            const struct imprint_block *edge = &imprint->edges[j];
            enum zone zones[2];
            uint32_t met = zones_of(imprint, edge->block, zones);
            for (uint32_t k = 0; k < met && may_recur(edge); k++)
                out[count++] = (struct sighting){
                    block_key(facts->papers[i].host, zones[k], edge->hash),
                    kin};
        }
    }
    return count;
}

static struct witnessed *settle_list(struct sighting *list, size_t *count,
                                     uint32_t least) {
    hash_sort(list, *count, sizeof *list, by_key);
    *count = count_kin(list, *count, least);
    struct witnessed *kept = calloc(*count + 1, sizeof *kept);
    for (size_t i = 0; kept && i < *count; i++)
        kept[i] = (struct witnessed){list[i].key, list[i].kin};
    return kept;
}

static enum concord_status count_blocks(struct archive_facts *facts,
                                        struct concord_error *err) {
    size_t room = 1;
    for (size_t i = 0; i < facts->paper_count; i++)
        room += 2 * (size_t)facts->papers[i].imprint->edge_count;
    struct sighting *list = calloc(room, sizeof *list);
    if (!list)
        return concord_no_memory(err);
    facts->block_count = list_sightings(facts, list);
    facts->blocks = settle_list(list, &facts->block_count, 2);
    free(list);
    return facts->blocks ? CONCORD_OK : concord_no_memory(err);
}

static enum concord_status count_hosts(struct archive_facts *facts,
                                       struct concord_error *err) {
    struct sighting *list = calloc(facts->paper_count + 1, sizeof *list);
    if (!list)
        return concord_no_memory(err);
    for (size_t i = 0; i < facts->paper_count; i++)
        list[i] = (struct sighting){facts->papers[i].host,
                                    find_kin(facts, (uint32_t)i)};
    facts->host_count = facts->paper_count;
    facts->hosts = settle_list(list, &facts->host_count, 1);
    free(list);
    return facts->hosts ? CONCORD_OK : concord_no_memory(err);
}

static enum concord_status count_words(struct archive_facts *facts,
                                       struct concord_error *err) {
    enum concord_status status = archive_words_create(&facts->words, err);
    bool good = status == CONCORD_OK;
    for (size_t i = 0; i < facts->paper_count && good; i++)
        good = archive_words_ask(facts->words, facts->papers[i].imprint);
    if (good)
        archive_words_begin(facts->words);
    for (size_t i = 0; i < facts->paper_count && good; i++)
        good = archive_words_answer(facts->words, facts->papers[i].imprint,
                                    find_kin(facts, (uint32_t)i));
    if (!good)
        return concord_no_memory(err);
    archive_words_settle(facts->words);
    return CONCORD_OK;
}

enum concord_status archive_facts_settle(struct archive_facts *facts,
                                         struct concord_error *err) {
    enum concord_status status = find_all_kin(facts, err);
    if (status == CONCORD_OK)
        status = count_blocks(facts, err);
    if (status == CONCORD_OK)
        status = count_hosts(facts, err);
    return status == CONCORD_OK ? count_words(facts, err) : status;
}

static uint32_t witnesses(const struct witnessed *list, size_t count,
                          uint64_t key) {
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (list[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && list[low].key == key ? list[low].kin : 0;
}

/* ---- judging ---- */

/* One paper's edge under judgement: from its outer block inwards. */
struct edge_row {
    const struct archive_facts *facts;
    const struct imprint *imprint;
    uint64_t host;
    uint32_t host_kin;
    bool known; /* the host is */
    enum zone zone;
    uint32_t length; /* of the row, outer to inner; it ends within the paper */
    uint32_t outer_shaped; /* the first and the last block of the row that is */
    uint32_t inner_shaped; /* furniture by shape; UINT32_MAX for none */
    bool at_standing;      /* the row ends at a standing block */
};

static const struct imprint_block *block_of(const struct edge_row *row,
                                            uint32_t at) {
    const struct imprint *imprint = row->imprint;
    return &imprint
                ->edges[row->zone == ZONE_HEAD ? at
                                               : imprint->edge_count - 1 - at];
}

static bool has_trait(const struct edge_row *row, uint32_t at,
                      uint32_t traits) {
    return (block_of(row, at)->traits & traits) != 0;
}

static uint32_t count_witnesses(const struct edge_row *row, uint32_t at) {
    return witnesses(row->facts->blocks, row->facts->block_count,
                     block_key(row->host, row->zone, block_of(row, at)->hash));
}

/* The more papers a host has, the more of them a block must come back in. */
static uint32_t wanted_witnesses(uint32_t host_kin) {
    static const uint32_t limits[] = {12, 60, 400, 3000};
    uint32_t wanted = 2;
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        wanted += host_kin >= limits[i];
    return wanted;
}

static bool recurs(const struct edge_row *row, uint32_t at) {
    return may_recur(block_of(row, at)) &&
           count_witnesses(row, at) >= wanted_witnesses(row->host_kin);
}

/* It is the site's: most of its papers have it. */
static bool is_everywhere(const struct edge_row *row, uint32_t at) {
    uint32_t kin = count_witnesses(row, at);
    return row->known && row->host_kin >= STRONG_PAPERS &&
           kin >= STRONG_WITNESSES && 5 * kin >= 3 * row->host_kin;
}

static void measure_row(struct edge_row *row) {
    const struct imprint *imprint = row->imprint;
    uint32_t most = imprint->edge_count < IMPRINT_EDGE_BLOCKS
                        ? imprint->edge_count
                        : IMPRINT_EDGE_BLOCKS;
    row->outer_shaped = row->inner_shaped = UINT32_MAX;
    while (row->length < most) {
        bool shaped = has_trait(row, row->length, IMPRINT_SHAPED);
        if (!shaped && !recurs(row, row->length))
            break;
        if (shaped && row->outer_shaped == UINT32_MAX)
            row->outer_shaped = row->length;
        if (shaped)
            row->inner_shaped = row->length;
        row->length++;
    }
    /* All of the paper comes back: it is itself what is repeated. */
    if (row->length == imprint->block_count)
        row->length = 0;
    for (uint32_t i = 0; i < row->length + 1 && i < most; i++)
        if (has_trait(row, i, IMPRINT_STANDING) &&
            (row->inner_shaped == UINT32_MAX || i > row->inner_shaped))
            row->at_standing = true;
}

enum { OWN_TRAITS = IMPRINT_PROSE | IMPRINT_STANDING };

/* At the tail, what follows a piece of furniture is furniture. */
static bool is_tail_furniture(const struct edge_row *row, uint32_t at,
                              uint32_t row_lines) {
    if (row->inner_shaped != UINT32_MAX && at < row->inner_shaped)
        return true;
    if (has_trait(row, at, OWN_TRAITS) || row->at_standing)
        return false;
    return is_everywhere(row, at) || (row->inner_shaped == UINT32_MAX &&
                                      row_lines >= ROW_LINES && at < row_lines);
}

/* How many short lines stand in a row at the very end, with nothing beside. */
static uint32_t count_row_lines(const struct edge_row *row) {
    uint32_t mine = OWN_TRAITS;
    uint32_t at = 0;
    if (!row->imprint->is_page)
        mine |= IMPRINT_HEADING | IMPRINT_ITEM;
    while (at < row->length && !has_trait(row, at, mine | IMPRINT_SHAPED))
        at++;
    return at;
}

/* At the head stand titles too, and what comes back there is rather a series'
 * name: only furniture on both sides, or a whole site, makes it furniture. */
static bool is_head_furniture(const struct edge_row *row, uint32_t at) {
    if (has_trait(row, at, OWN_TRAITS | IMPRINT_HEADING))
        return false;
    bool enclosed = row->imprint->is_page && row->inner_shaped != UINT32_MAX &&
                    at > row->outer_shaped && at < row->inner_shaped;
    return enclosed || is_everywhere(row, at);
}

static void judge_row(struct edge_row *row, bool *dropped) {
    measure_row(row);
    uint32_t lines = count_row_lines(row);
    for (uint32_t i = 0; i < row->length; i++) {
        if (has_trait(row, i, IMPRINT_SHAPED))
            continue;
        bool furniture = row->zone == ZONE_HEAD
                             ? is_head_furniture(row, i)
                             : is_tail_furniture(row, i, lines);
        if (furniture)
            dropped[block_of(row, i) - row->imprint->edges] = true;
    }
}

/* What is left of the paper by this and by shape. */
static bool anything_left(const struct imprint *imprint, const bool *dropped) {
    if (imprint->block_count > imprint->edge_count)
        return true;
    for (uint32_t i = 0; i < imprint->edge_count; i++)
        if (!dropped[i] && !(imprint->edges[i].traits & IMPRINT_SHAPED))
            return true;
    return false;
}

static void judge_words(const struct archive_facts *facts,
                        const struct imprint *imprint,
                        struct archive_ruling *out) {
    out->mend_count = 0;
    for (uint32_t i = 0; i < imprint->glued_count; i++) {
        const struct imprint_glue *glue = &imprint->glued[i];
        if (archive_words_part(facts->words, glue))
            out->mends[out->mend_count++] = (struct archive_mend){
                glue->block, glue->offset, glue->left_size, glue->right_size};
    }
}

void archive_facts_judge(const struct archive_facts *facts, const char *host,
                         const struct imprint *imprint,
                         struct archive_ruling *out) {
    bool dropped[2 * IMPRINT_EDGE_BLOCKS] = {false};
    struct edge_row row = {.facts = facts,
                           .imprint = imprint,
                           .host = host_key(host),
                           .known = host[0] != '\0'};
    row.host_kin = witnesses(facts->hosts, facts->host_count, row.host);
    struct edge_row tail = row;
    tail.zone = ZONE_TAIL;
    row.zone = ZONE_HEAD;
    judge_row(&tail, dropped);
    judge_row(&row, dropped);
    out->rule = row.known ? "recurs-on-host" : "recurs-in-archive";
    out->count = 0;
    judge_words(facts, imprint, out);
    if (!anything_left(imprint, dropped))
        return;
    for (uint32_t i = 0; i < imprint->edge_count; i++)
        if (dropped[i])
            out->blocks[out->count++] = imprint->edges[i].block;
}

uint64_t archive_ruling_hash(const struct archive_ruling *ruling) {
    if (ruling->count == 0 && ruling->mend_count == 0)
        return 0;
    uint64_t hash = ruling->count > 0 ? host_key(ruling->rule) : 0;
    for (size_t i = 0; i < ruling->count; i++)
        hash = stir(hash * 31 + ruling->blocks[i]);
    for (size_t i = 0; i < ruling->mend_count; i++)
        hash = stir(hash * 31 + ((uint64_t)ruling->mends[i].block << 32) +
                    ruling->mends[i].offset);
    return hash | 1;
}
