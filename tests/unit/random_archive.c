/* random_archive.c - see random_archive.h. */
#include "random_archive.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "schema/buffer.h"
#include "text/tokens.h"

enum {
    WORDS_MAX = 600,
    NAMES_MAX = 40, /* of people and bodies */
    TEXT_MAX = 1024 * 1024,
    RARE_WORDS = 60000,
    MANY = 5000, /* papers */
    RARELY = 40  /* one paper of so many is out of the common */
};

/* A linear congruential generator; the constants are Knuth's for MMIX. */
uint32_t random_below(struct randomness *randomness, uint32_t below) {
    randomness->state = randomness->state * UINT64_C(6364136223846793005) +
                        UINT64_C(1442695040888963407);
    return (uint32_t)(randomness->state >> 33) % below;
}

static uint32_t pick(struct random_archive *archive, uint32_t below) {
    return random_below(&archive->randomness, below);
}

/* ---- words ---- */

/* Words that begin alike, some that meet in one stem, and a few whose letters
 * are no English ones. */
static void make_words(struct random_archive *archive) {
    static const char *const foreign[] = {
        "2007", "12", "\xce\xbb\xce\xbf\xce\xb3\xce\xbf",
        "\xd1\x81\xd0\xbb\xd0\xbe\xd0\xb2\xd0\xbe"};
    static const char *const beginnings[] = {"com", "con", "ba", "be", "gra",
                                             "s",   "st",  "vo", "a",  "o"};
    static const char *const middles[] = {"pa",  "lu",  "mi", "nte", "ro",
                                          "ssi", "cti", "de", "lo",  "ve"};
    static const char *const ends[] = {"", "s", "ing", "ed", "l", "n", "r"};
    archive->word_count = 30 + pick(archive, WORDS_MAX - 30);
    archive->words =
        arena_alloc(&archive->arena, archive->word_count * sizeof(char *));
    assert_non_null(archive->words);
    for (size_t i = 0; i < archive->word_count; i++) {
        const char *more = pick(archive, 2) ? middles[pick(archive, 10)] : "";
        archive->words[i] = arena_printf(
            &archive->arena, "%s%s%s%s", beginnings[pick(archive, 10)],
            middles[pick(archive, 10)], more, ends[pick(archive, 7)]);
        assert_non_null(archive->words[i]);
    }
    for (size_t i = 0; i < 4; i++)
        archive->words[pick(archive, (uint32_t)archive->word_count)] =
            foreign[i];
}

/* Ranks fall off as Zipf has it: each doubling of the rank is as likely. */
static const char *frequent_word(struct random_archive *archive) {
    uint32_t bits = 0;
    while ((size_t)1 << bits < archive->word_count)
        bits++;
    size_t rank = pick(archive, 1u << pick(archive, bits + 1));
    return archive->words[rank % archive->word_count];
}

const char *random_word(struct random_archive *archive) {
    static const char *const unknown[] = {"zzyzx", "qat", "commm", "x"};
    uint32_t dice = pick(archive, 30);
    if (dice == 0)
        return unknown[pick(archive, 4)];
    return dice < 15
               ? frequent_word(archive)
               : archive->words[pick(archive, (uint32_t)archive->word_count)];
}

static void add_words(struct random_archive *archive, struct buffer *text,
                      uint32_t count) {
    static const char *const borders[] = {"\n\n", "-", ". ", ", "};
    for (uint32_t i = 0; i < count; i++) {
        uint32_t border = pick(archive, 30);
        if (i > 0)
            buffer_append_string(text, border < 4 ? borders[border] : " ");
        buffer_append_string(text, frequent_word(archive));
    }
}

static void add_one_word(struct random_archive *archive, struct buffer *text,
                         uint32_t count) {
    const char *word = frequent_word(archive);
    for (uint32_t i = 0; i < count; i++) {
        buffer_append_string(text, word);
        buffer_append_string(text, i % 1000 == 999 ? "\n\n" : " ");
    }
}

/* So many words that those of the papers behind it have great numbers. */
static void add_every_word(struct buffer *text) {
    for (unsigned i = 0; i < RARE_WORDS; i++)
        buffer_printf(text, "w%u%s", i, i % 100 == 99 ? "\n\n" : " ");
}

/* Where papers are very many they are short. */
static const char *make_text(struct random_archive *archive, bool first) {
    struct buffer text = BUFFER_INIT(TEXT_MAX);
    uint32_t doublings = archive->plain.count < MANY ? 8 : 5;
    if (first && archive->has_rare_words)
        add_every_word(&text);
    switch (
        pick(archive, archive->plain.count < MANY ? RARELY : 100 * RARELY)) {
    case 0:
        break;
    case 1: /* more often than one byte has room for, or two */
        add_one_word(archive, &text,
                     pick(archive, 40) == 0 ? 70000 : 200 + pick(archive, 400));
        add_words(archive, &text, 1 + pick(archive, 20));
        break;
    case 2:
        add_words(archive, &text, 1000 + pick(archive, 3000));
        break;
    case 3:
        add_one_word(archive, &text, 1 + pick(archive, 4));
        break;
    default:
        add_words(archive, &text,
                  1 + pick(archive, 1u << pick(archive, doublings)));
    }
    assert_true(buffer_ok(&text));
    const char *kept =
        arena_copy(&archive->arena, text.size > 0 ? text.data : "", text.size);
    buffer_destroy(&text);
    assert_non_null(kept);
    return kept;
}

static const char *make_title(struct random_archive *archive) {
    struct buffer title = BUFFER_INIT(DOCUMENT_TITLE_MAX);
    add_words(archive, &title, pick(archive, 6));
    const char *kept = arena_copy(&archive->arena,
                                  title.size > 0 ? title.data : "", title.size);
    buffer_destroy(&title);
    assert_non_null(kept);
    return kept;
}

/* ---- values ---- */

void random_date(struct randomness *randomness, char out[EDTF_TEXT_MAX]) {
    unsigned year = 1998 + random_below(randomness, 9);
    unsigned month = 1 + random_below(randomness, 12);
    unsigned later = year + random_below(randomness, 4);
    switch (random_below(randomness, 9)) {
    case 0:
        out[0] = '\0';
        return;
    case 1:
        snprintf(out, EDTF_TEXT_MAX, "[%u-%02u..]", year, month);
        return;
    case 2:
        snprintf(out, EDTF_TEXT_MAX, "[..%u]", year);
        return;
    case 3:
        snprintf(out, EDTF_TEXT_MAX, "[%u..%u-12-%02u]", year, later, month);
        return;
    case 4:
        snprintf(out, EDTF_TEXT_MAX, "%u-%02u", year, month);
        return;
    case 5:
        snprintf(out, EDTF_TEXT_MAX, "%u-%02u-%02u", year, month,
                 1 + random_below(randomness, 28));
        return;
    default:
        snprintf(out, EDTF_TEXT_MAX, "%u", year);
    }
}

/* Facets of few values and of many. */
const char *random_value(struct random_archive *archive) {
    static const char *const few[] = {"type=blog",
                                      "type=letter",
                                      "type=report",
                                      "region=london",
                                      "region=north-east",
                                      "region=england",
                                      "sector=health",
                                      "sector=housing",
                                      "topic=health",
                                      "topic=funding",
                                      "topic=localism",
                                      "topic=awards",
                                      "topic=training",
                                      "place=london/redbridge",
                                      "place=south-west/bristol",
                                      "place=south-west"};
    static const char *const many[] = {"person", "organisation", "creator"};
    if (pick(archive, 3) > 0)
        return few[pick(archive, sizeof few / sizeof *few)];
    const char *value =
        arena_printf(&archive->arena, "%s=Name %u", many[pick(archive, 3)],
                     pick(archive, 1u << pick(archive, 12)));
    assert_non_null(value);
    return value;
}

static const char *random_name(struct random_archive *archive) {
    const char *name = arena_printf(
        &archive->arena, "%s %s",
        archive->words[pick(archive, NAMES_MAX) % archive->word_count],
        archive->words[pick(archive, NAMES_MAX) % archive->word_count]);
    assert_non_null(name);
    return name;
}

static void add_names(struct random_archive *archive,
                      struct document *document) {
    struct concord_error err = {0};
    size_t said = document->text_size < 60 ? document->text_size : 60;
    for (uint32_t i = pick(archive, 3); i > 0; i--)
        assert_int_equal(
            document_add_organisation(
                document,
                (struct document_organisation){.name = random_name(archive)},
                &err),
            CONCORD_OK);
    if (pick(archive, 3) == 0 && said > 0)
        assert_int_equal(document_add_quotation(
                             document,
                             (struct document_quotation){
                                 .speaker = random_name(archive), .end = said},
                             &err),
                         CONCORD_OK);
}

/* ---- papers ---- */

static const char *fold(struct random_archive *archive, const char *title) {
    struct buffer folded = BUFFER_INIT(4 * DOCUMENT_TITLE_MAX);
    token_fold(&folded, title, strlen(title));
    const char *kept = arena_copy(
        &archive->arena, folded.size > 0 ? folded.data : "", folded.size);
    buffer_destroy(&folded);
    assert_non_null(kept);
    return kept;
}

static void make_paper(struct random_archive *archive, const char *id,
                       struct plain_paper *paper) {
    const char *values[16];
    char date[EDTF_TEXT_MAX];
    const char *title = make_title(archive);
    uint32_t count = pick(archive, 15);
    for (uint32_t i = 0; i < count; i++)
        values[i] = random_value(archive);
    values[count] = NULL;
    random_date(&archive->randomness, date);
    if (pick(archive, 300) == 0) /* years of few papers */
        snprintf(date, sizeof date, "%u", 1980 + pick(archive, 15));
    struct document *document =
        fixture_document(&archive->fixture, id, title,
                         make_text(archive, paper == archive->plain.papers),
                         date[0] ? date : NULL, values);
    if (date[0])
        document->date_certainty = (enum certainty)pick(archive, 4);
    document->source.first_indexed = arena_printf(
        &document->arena, "2011-0%u-01T00:00:00Z", 1 + pick(archive, 9));
    assert_non_null(document->source.first_indexed);
    add_names(archive, document);
    if (paper->document != NULL)
        document_destroy(paper->document);
    paper->document = document;
    paper->title_key = fold(archive, title);
}

/* ---- agreements ---- */

static struct edtf_date date_or_none(struct random_archive *archive) {
    char text[EDTF_TEXT_MAX];
    struct edtf_date date;
    random_date(&archive->randomness, text);
    edtf_parse(&date, text);
    return date;
}

static const char *json_of(struct random_archive *archive,
                           struct edtf_date date) {
    char text[EDTF_TEXT_MAX];
    edtf_format(text, date);
    const char *json = text[0] == '\0'
                           ? "null"
                           : arena_printf(&archive->arena, "\"%s\"", text);
    assert_non_null(json);
    return json;
}

static const char *make_force(struct random_archive *archive,
                              struct plain_force *force) {
    force->is_agreement = pick(archive, 3) == 0;
    if (!force->is_agreement)
        return "{\"in_force\":null}";
    force->from = date_or_none(archive);
    force->term = pick(archive, 3) ? edtf_undated() : date_or_none(archive);
    force->superseded =
        pick(archive, 2) ? edtf_undated() : date_or_none(archive);
    return arena_printf(&archive->arena,
                        "{\"group\":null,\"in_force\":{\"from\":%s,\"term\":%s,"
                        "\"superseded\":%s}}",
                        json_of(archive, force->from),
                        json_of(archive, force->term),
                        json_of(archive, force->superseded));
}

static int by_key(const void *left, const void *right) {
    const struct fixture_record *a = left;
    const struct fixture_record *b = right;
    return strcmp(a->key, b->key);
}

static void make_records(struct random_archive *archive) {
    size_t count = archive->plain.count;
    struct fixture_record *records =
        arena_alloc(&archive->arena, (count + 1) * sizeof *records);
    assert_non_null(records);
    for (size_t i = 0; i < count; i++) {
        struct plain_paper *paper = &archive->plain.papers[i];
        records[i].key =
            arena_printf(&archive->arena, "document/%s", paper->document->id);
        records[i].json = make_force(archive, &paper->force);
        assert_non_null(records[i].key);
        assert_non_null(records[i].json);
    }
    qsort(records, count, sizeof *records, by_key);
    archive->fixture.records = records;
}

/* ---- copies ---- */

/* Of a third of all archives there are none. */
static void choose_leaders(struct random_archive *archive) {
    struct plain_paper *papers = archive->plain.papers;
    uint32_t count = (uint32_t)archive->plain.count;
    uint32_t share = pick(archive, 3);
    for (uint32_t i = 0; i < count; i++)
        papers[i].leader = -1;
    for (uint32_t i = 0; share > 0 && i < count; i++)
        if (i % 3 != 0 && pick(archive, 1 + 3 * share) == 0) {
            uint32_t leader = pick(archive, (count + 2) / 3) * 3;
            papers[i].leader = (int)leader;
            papers[leader].leader = (int)leader;
        }
}

static void make_groups(struct random_archive *archive) {
    const struct plain_paper *papers = archive->plain.papers;
    size_t count = archive->plain.count;
    const char **groups =
        arena_alloc(&archive->arena, (count + 1) * sizeof *groups);
    assert_non_null(groups);
    choose_leaders(archive);
    for (size_t i = 0; i < count; i++) {
        int leader = papers[i].leader;
        groups[i] =
            arena_printf(&archive->arena, "%s=%s", papers[i].document->id,
                         leader < 0 ? "" : papers[leader].document->id);
        assert_non_null(groups[i]);
    }
    archive->fixture.groups = groups;
}

/* ---- publishing ---- */

static void publish(struct random_archive *archive,
                    struct document *const *documents, size_t count,
                    const char *const *removed) {
    make_groups(archive);
    make_records(archive);
    fixture_publish(&archive->fixture, documents, count, removed);
}

static void publish_all(struct random_archive *archive) {
    size_t count = archive->plain.count;
    struct document **documents =
        arena_alloc(&archive->arena, (count + 1) * sizeof *documents);
    assert_non_null(documents);
    for (size_t i = 0; i < count; i++)
        documents[i] = archive->plain.papers[i].document;
    publish(archive, documents, count, NULL);
}

/* Take some papers out, put others anew. */
static void publish_changes(struct random_archive *archive) {
    struct plain_paper *papers = archive->plain.papers;
    size_t count = archive->plain.count;
    uint32_t one_of = 2 + pick(archive, 30);
    struct document **changed =
        arena_alloc(&archive->arena, (count + 1) * sizeof *changed);
    const char **removed =
        arena_alloc(&archive->arena, (count + 1) * sizeof *removed);
    size_t changes = 0;
    size_t removals = 0;
    size_t kept = 0;
    assert_non_null(changed);
    assert_non_null(removed);
    for (size_t i = 0; i < count; i++) {
        const char *id = arena_string(&archive->arena, papers[i].document->id);
        assert_non_null(id);
        if (i > 0 && pick(archive, one_of) == 0) {
            removed[removals++] = id;
            document_destroy(papers[i].document);
            continue;
        }
        if (pick(archive, one_of) == 0) {
            make_paper(archive, id, &papers[i]);
            changed[changes++] = papers[i].document;
        }
        papers[kept++] = papers[i];
    }
    archive->plain.count = kept;
    publish(archive, changed, changes, removed);
}

/* Mostly some hundred papers, often about as many as fill whole words of bits;
 * of one archive in a dozen some thousand, now and then so many that they are
 * gone through in parts. */
static size_t choose_count(struct random_archive *archive, uint64_t seed) {
    if (seed % 60 == 20)
        return 6000 + pick(archive, 4000);
    if (seed % 12 == 0)
        return 1500 + pick(archive, 1500);
    switch (pick(archive, 6)) {
    case 0:
        return 1 + pick(archive, 20);
    case 1:
        return 64 * (1 + pick(archive, 4)) + pick(archive, 3) - 1;
    default:
        return 200 + pick(archive, 200);
    }
}

void random_archive_create(struct random_archive *archive, uint64_t seed) {
    memset(archive, 0, sizeof *archive);
    archive->randomness.state = seed;
    archive->has_rare_words = seed % 12 == 6;
    fixture_create(&archive->fixture);
    make_words(archive);
    size_t count = choose_count(archive, seed);
    struct plain_paper *papers =
        arena_alloc(&archive->arena, count * sizeof *papers);
    assert_non_null(papers);
    archive->plain =
        (struct plain_archive){archive->fixture.schema, papers, count};
    for (size_t i = 0; i < count; i++) {
        char id[16];
        /* No two alike, and not in the order of the docids. */
        snprintf(id, sizeof id, "%04zx", i * 40503 % 65536);
        make_paper(archive, id, &papers[i]);
    }
    publish_all(archive);
    for (uint32_t i = pick(archive, 3); i > 0; i--)
        publish_changes(archive);
}

void random_archive_destroy(struct random_archive *archive) {
    for (size_t i = 0; i < archive->plain.count; i++)
        document_destroy(archive->plain.papers[i].document);
    fixture_destroy(&archive->fixture);
    arena_clear(&archive->arena);
}
