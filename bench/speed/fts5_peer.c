/* fts5_peer.c - bench-fts5: SQLite's full-text search under measurement.
 *
 *   bench-fts5 load FILE DATABASE stems|text
 *   bench-fts5 serve DATABASE [--show]
 *
 * stems: the words are Concord's stems already, and no text is kept. text:
 * FTS5's own Porter stemmer, title and text kept. Facet values are rows,
 * counted by one GROUP BY for all facets and one more for each facet that is
 * filtered. FTS5 knows no gaps between positions, so a word of its own stands
 * between blocks. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "paper.h"
#include "peer.h"

#define BLOCK_WORD "xxblockxx"

static const char schema_sql[] =
    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
    "PRAGMA page_size = 8192; PRAGMA cache_size = -262144;"
    "CREATE TABLE paper (paper INTEGER PRIMARY KEY, id TEXT, date TEXT);"
    "CREATE TABLE value (value INTEGER PRIMARY KEY, facet INTEGER, name TEXT,"
    " UNIQUE (facet, name));"
    "CREATE TABLE paper_value (paper INTEGER, facet INTEGER, value INTEGER,"
    " PRIMARY KEY (paper, facet, value)) WITHOUT ROWID;";

static const char stems_sql[] =
    "CREATE VIRTUAL TABLE body USING fts5(title, text, content = '',"
    " tokenize = \"unicode61 remove_diacritics 0 tokenchars ''''\");";
static const char text_sql[] =
    "CREATE VIRTUAL TABLE body USING fts5(title, text,"
    " tokenize = 'porter unicode61');";

static const char finish_sql[] =
    "COMMIT; INSERT INTO body (body) VALUES ('optimize');"
    "CREATE INDEX value_papers ON paper_value (facet, value, paper);"
    "CREATE INDEX paper_dates ON paper (date DESC); ANALYZE;";

static bool complain(sqlite3 *database) {
    fprintf(stderr, "bench-fts5: %s\n", sqlite3_errmsg(database));
    return false;
}

static bool run(sqlite3 *database, const char *sql) {
    return sqlite3_exec(database, sql, NULL, NULL, NULL) == SQLITE_OK ||
           complain(database);
}

static sqlite3_stmt *prepare(sqlite3 *database, const char *sql) {
    sqlite3_stmt *made = NULL;
    if (sqlite3_prepare_v2(database, sql, -1, &made, NULL) != SQLITE_OK)
        complain(database);
    return made;
}

/* ---- loading ---- */

enum { PUT_PAPER, PUT_BODY, PUT_NAME, PUT_VALUE, PUTS };

struct loading {
    sqlite3 *database;
    sqlite3_stmt *put[PUTS];
};

static bool loading_open(struct loading *loading, const char *path,
                         bool stems) {
    static const char *const sql[PUTS] = {
        "INSERT INTO paper VALUES (?, ?, ?)",
        "INSERT INTO body (rowid, title, text) VALUES (?, ?, ?)",
        "INSERT OR IGNORE INTO value (facet, name) VALUES (?, ?)",
        "INSERT OR IGNORE INTO paper_value SELECT ?, facet, value FROM value "
        "WHERE facet = ? AND name = ?"};
    if (sqlite3_open(path, &loading->database) != SQLITE_OK)
        return complain(loading->database);
    if (!run(loading->database, schema_sql) ||
        !run(loading->database, stems ? stems_sql : text_sql) ||
        !run(loading->database, "BEGIN"))
        return false;
    for (size_t i = 0; i < PUTS; i++)
        if ((loading->put[i] = prepare(loading->database, sql[i])) == NULL)
            return false;
    return true;
}

static bool step(struct loading *loading, int which) {
    bool done = sqlite3_step(loading->put[which]) == SQLITE_DONE;
    sqlite3_reset(loading->put[which]);
    return done || complain(loading->database);
}

static void bind_text(sqlite3_stmt *into, int place, const char *text,
                      size_t size) {
    sqlite3_bind_text(into, place, text, (int)size, SQLITE_TRANSIENT);
}

static bool put_value(struct loading *loading, sqlite3_int64 number, int facet,
                      const struct paper_value *value) {
    sqlite3_stmt *name = loading->put[PUT_NAME];
    sqlite3_stmt *row = loading->put[PUT_VALUE];
    sqlite3_bind_int(name, 1, facet);
    bind_text(name, 2, value->value, value->value_size);
    sqlite3_bind_int64(row, 1, number);
    sqlite3_bind_int(row, 2, facet);
    bind_text(row, 3, value->value, value->value_size);
    return step(loading, PUT_NAME) && step(loading, PUT_VALUE);
}

static bool put_values(struct loading *loading, sqlite3_int64 number,
                       const struct paper *paper) {
    const char *at = paper->values;
    struct paper_value value;
    bool done = true;
    while (done && paper_next_value(&at, &value))
        for (int i = 0; i < PEER_FACETS && done; i++)
            if (strlen(peer_facets[i]) == value.facet_size &&
                memcmp(peer_facets[i], value.facet, value.facet_size) == 0)
                done = put_value(loading, number, i, &value);
    return done;
}

static void part_blocks(struct buffer *out, const char *text) {
    buffer_clear(out);
    for (const char *border; (border = strstr(text, "\n\n")) != NULL;
         text = border + 2) {
        buffer_append(out, text, (size_t)(border - text));
        buffer_append_string(out, " " BLOCK_WORD " ");
    }
    buffer_append_string(out, text);
}

static bool put_paper(struct loading *loading, sqlite3_int64 number,
                      const struct paper *paper, const char *text) {
    sqlite3_stmt *row = loading->put[PUT_PAPER];
    sqlite3_stmt *body = loading->put[PUT_BODY];
    sqlite3_bind_int64(row, 1, number);
    bind_text(row, 2, paper->id, strlen(paper->id));
    bind_text(row, 3, paper->date, strlen(paper->date));
    sqlite3_bind_int64(body, 1, number);
    bind_text(body, 2, paper->title, strlen(paper->title));
    bind_text(body, 3, text, strlen(text));
    return step(loading, PUT_PAPER) && step(loading, PUT_BODY) &&
           put_values(loading, number, paper);
}

static bool put_all(struct loading *loading, FILE *file, bool stems) {
    struct buffer text = BUFFER_INIT(256 * 1024 * 1024);
    char *line = NULL;
    size_t capacity = 0;
    bool done = true;
    for (sqlite3_int64 i = 1; done && getline(&line, &capacity, file) > 0;
         i++) {
        struct paper paper;
        line[strcspn(line, "\n")] = '\0';
        done = paper_read(&paper, line);
        if (done && stems)
            part_blocks(&text, paper.text);
        done = done &&
               put_paper(loading, i, &paper, stems ? text.data : paper.text);
    }
    free(line);
    buffer_destroy(&text);
    return done;
}

static bool load(const char *file_path, const char *path, bool stems) {
    struct loading loading = {0};
    FILE *file = fopen(file_path, "r");
    remove(path);
    bool done = file != NULL && loading_open(&loading, path, stems) &&
                put_all(&loading, file, stems) &&
                run(loading.database, finish_sql);
    for (size_t i = 0; i < PUTS; i++)
        sqlite3_finalize(loading.put[i]);
    sqlite3_close(loading.database);
    if (file != NULL)
        fclose(file);
    return done;
}

/* ---- asking ---- */

/* The words of a question in FTS5's own language, each in quotation marks. */
static void write_match(struct buffer *out,
                        const struct peer_question *question) {
    static const char *const between[] = {[PEER_WORD] = "",
                                          [PEER_AND] = "\" AND \"",
                                          [PEER_OR] = "\" OR \"",
                                          [PEER_PHRASE] = " ",
                                          [PEER_ALL] = ""};
    buffer_append_string(out, "\"");
    for (size_t i = 0; i < question->word_count; i++)
        buffer_printf(out, "%s%s", i > 0 ? between[question->kind] : "",
                      question->words[i]);
    buffer_append_string(out, "\"");
}

/* Every filter but the one of facet `but`; PEER_FACETS for all of them. Values
 * are bound by their place in the question. */
static void write_filters(struct buffer *sql,
                          const struct peer_question *question, unsigned but) {
    for (unsigned facet = 0; facet < PEER_FACETS; facet++) {
        const char *border = "";
        for (size_t i = 0; i < question->filter_count; i++) {
            if (question->filters[i].facet != facet || facet == but)
                continue;
            if (*border == '\0')
                buffer_printf(sql,
                              " AND EXISTS (SELECT 1 FROM paper_value p"
                              " JOIN value n ON n.value = p.value"
                              " WHERE p.paper = m AND p.facet = %u"
                              " AND n.name IN (",
                              facet);
            buffer_printf(sql, "%s?%zu", border, i + 2);
            border = ", ";
        }
        if (*border != '\0')
            buffer_append_string(sql, "))");
    }
}

static bool is_filtered(const struct peer_question *question, unsigned facet) {
    for (size_t i = 0; i < question->filter_count; i++)
        if (question->filters[i].facet == facet)
            return true;
    return false;
}

static void write_matches(struct buffer *sql,
                          const struct peer_question *question, unsigned but) {
    buffer_append_string(
        sql, question->kind == PEER_ALL
                 ? "(SELECT paper AS m FROM paper WHERE ?1 = ?1"
                 : "(SELECT rowid AS m FROM body WHERE body MATCH ?1");
    write_filters(sql, question, but);
    buffer_append_string(sql, ")");
}

/* What one statement gives, row by row. */
typedef void take_row(struct peer_answer *answer, sqlite3_stmt *row);

static bool query(sqlite3 *database, const struct buffer *sql,
                  const struct peer_question *question, take_row *take,
                  struct peer_answer *answer) {
    struct buffer match = BUFFER_INIT(4096);
    sqlite3_stmt *made = prepare(database, sql->data);
    int result = SQLITE_ERROR;
    if (made != NULL) {
        write_match(&match, question);
        bind_text(made, 1, match.data, match.size);
        for (size_t i = 0; i < question->filter_count; i++)
            bind_text(made, (int)i + 2, question->filters[i].value,
                      strlen(question->filters[i].value));
        while ((result = sqlite3_step(made)) == SQLITE_ROW)
            take(answer, made);
    }
    sqlite3_finalize(made);
    buffer_destroy(&match);
    return result == SQLITE_DONE || complain(database);
}

static void take_id(struct peer_answer *answer, sqlite3_stmt *row) {
    const char *id = (const char *)sqlite3_column_text(row, 0);
    peer_answer_id(answer, id, strlen(id));
}

static void take_total(struct peer_answer *answer, sqlite3_stmt *row) {
    answer->total = (uint64_t)sqlite3_column_int64(row, 0);
}

static void take_count(struct peer_answer *answer, sqlite3_stmt *row) {
    peer_answer_count(answer, (unsigned)sqlite3_column_int(row, 0),
                      (const char *)sqlite3_column_text(row, 1),
                      (size_t)sqlite3_column_bytes(row, 1),
                      (uint64_t)sqlite3_column_int64(row, 2));
}

static void write_best(struct buffer *sql,
                       const struct peer_question *question) {
    if (question->kind == PEER_ALL) {
        buffer_append_string(sql, "SELECT id FROM (SELECT id, date, paper AS m"
                                  " FROM paper WHERE ?1 = ?1");
        write_filters(sql, question, PEER_FACETS);
        buffer_printf(sql, " ORDER BY date DESC LIMIT %d)", PEER_RESULTS);
    } else {
        buffer_append_string(sql, "SELECT id FROM (SELECT rowid AS m, rank"
                                  " FROM body WHERE body MATCH ?1");
        write_filters(sql, question, PEER_FACETS);
        buffer_printf(sql,
                      " ORDER BY rank LIMIT %d) JOIN paper ON paper = m"
                      " ORDER BY rank",
                      PEER_RESULTS);
    }
}

/* The counts of one facet, or of all that are not filtered. */
static void write_counts(struct buffer *sql,
                         const struct peer_question *question, unsigned facet) {
    buffer_append_string(sql, "SELECT c.facet, name, total FROM (SELECT"
                              " facet, value, count(*) AS total FROM ");
    write_matches(sql, question, facet);
    buffer_append_string(sql,
                         " JOIN paper_value ON paper = m WHERE facet IN (");
    const char *border = "";
    for (unsigned i = 0; i < PEER_FACETS; i++)
        if (facet == i || (facet == PEER_FACETS && !is_filtered(question, i))) {
            buffer_printf(sql, "%s%u", border, i);
            border = ", ";
        }
    buffer_append_string(sql, ") GROUP BY facet, value) c JOIN value"
                              " USING (value)");
}

static bool ask(void *context, const struct peer_question *question,
                struct peer_answer *answer) {
    sqlite3 *database = context;
    struct buffer sql = BUFFER_INIT(64 * 1024);
    int64_t start = peer_clock();
    write_best(&sql, question);
    bool done = query(database, &sql, question, take_id, answer);
    buffer_clear(&sql);
    buffer_append_string(&sql, "SELECT count(*) FROM ");
    write_matches(&sql, question, PEER_FACETS);
    done = done && query(database, &sql, question, take_total, answer);
    for (unsigned facet = 0; facet <= PEER_FACETS && done; facet++) {
        if (facet < PEER_FACETS && !is_filtered(question, facet))
            continue;
        buffer_clear(&sql);
        write_counts(&sql, question, facet);
        done = query(database, &sql, question, take_count, answer);
    }
    answer->nanoseconds = peer_clock() - start;
    buffer_destroy(&sql);
    return done;
}

static bool serve(const char *path, bool show) {
    struct peer peer = {.ask = ask, .threads = 1, .show = show};
    struct peer_answer counted = {0};
    const struct peer_question everything = {.kind = PEER_ALL};
    struct buffer sql = BUFFER_INIT(4096);
    sqlite3 *database = NULL;
    int64_t start = peer_clock();
    bool done = sqlite3_open_v2(path, &database, SQLITE_OPEN_READONLY, NULL) ==
                    SQLITE_OK &&
                run(database, "PRAGMA mmap_size = 17179869184;"
                              "PRAGMA cache_size = -1048576;"
                              "PRAGMA temp_store = MEMORY");
    peer.opened = peer_clock() - start;
    peer.contexts[0] = database;
    buffer_append_string(&sql, "SELECT max(paper) FROM paper");
    done = done && query(database, &sql, &everything, take_total, &counted);
    peer.documents = counted.total;
    done = done && peer_serve(&peer);
    buffer_destroy(&sql);
    sqlite3_close(database);
    return done;
}

int main(int argc, char **argv) {
    bool done = false;
    if (argc == 5 && strcmp(argv[1], "load") == 0)
        done = load(argv[2], argv[3], strcmp(argv[4], "stems") == 0);
    else if (argc >= 3 && strcmp(argv[1], "serve") == 0)
        done = serve(argv[2], argc > 3 && strcmp(argv[3], "--show") == 0);
    else
        return EX_USAGE;
    return done ? 0 : EX_SOFTWARE;
}
