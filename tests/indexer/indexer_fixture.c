/* indexer_fixture.c - runs the real program in a temporary folder. */
#include "indexer_fixture.h"

#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <ftw.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "engine/archive_file.h"
#include "engine/generation.h"
#include "engine/index_reader.h"

extern char **environ;

enum { ARGUMENTS_MAX = 32, PAGE_SIZE_MAX = 100 };

/* ---- the folder ---- */

int fixture_create(void **state) {
    struct fixture *fixture = calloc(1, sizeof *fixture);
    assert_non_null(fixture);
    const char *base = getenv("TMPDIR");
    snprintf(fixture->directory, sizeof fixture->directory,
             "%s/concord-test-XXXXXX", base != NULL ? base : "/tmp");
    assert_non_null(mkdtemp(fixture->directory));
    assert_int_equal(mkdir(fixture_path(fixture, "papers"), 0777), 0);
    fixture_copy_tree(CONCORD_ROOT "/schema/data",
                      fixture_path(fixture, "schema"));
    *state = fixture;
    return 0;
}

/* By way of fts, which gets to paths that are longer than a call takes. */
static void remove_tree(char *directory) {
    char *roots[] = {directory, NULL};
    FTS *tree = fts_open(roots, FTS_PHYSICAL, NULL);
    assert_non_null(tree);
    const FTSENT *entry;
    while ((entry = fts_read(tree)) != NULL)
        if (entry->fts_info != FTS_D)
            assert_int_equal(remove(entry->fts_accpath), 0);
    fts_close(tree);
}

int fixture_destroy(void **state) {
    struct fixture *fixture = *state;
    remove_tree(fixture->directory);
    free(fixture->output);
    free(fixture->errors);
    free(fixture);
    return 0;
}

const char *fixture_path(const struct fixture *fixture, const char *name) {
    static char paths[4][PATH_MAX];
    static unsigned next;
    char *path = paths[next++ % 4];
    if (name[0] == '/')
        snprintf(path, PATH_MAX, "%s", name);
    else
        snprintf(path, PATH_MAX, "%s/%s", fixture->directory, name);
    return path;
}

/* ---- files ---- */

static void make_folders(const char *path) {
    char folder[PATH_MAX];
    for (const char *slash = strchr(path + 1, '/'); slash != NULL;
         slash = strchr(slash + 1, '/')) {
        snprintf(folder, sizeof folder, "%.*s", (int)(slash - path), path);
        assert_true(mkdir(folder, 0777) == 0 || errno == EEXIST);
    }
}

static void write_bytes(const char *path, const char *bytes, size_t size) {
    make_folders(path);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

void fixture_write(const struct fixture *fixture, const char *name,
                   const char *text) {
    write_bytes(fixture_path(fixture, name), text, strlen(text));
}

void fixture_write_paper(const struct fixture *fixture, const char *name,
                         const char *subject) {
    char text[4096];
    snprintf(text, sizeof text,
             "Notes on %s\n\nThe forum met to talk about %s and about how the "
             "council and local groups should work together.\n\nIt was agreed "
             "to write a code on %s within the year.\n",
             subject, subject, subject);
    fixture_write(fixture, name, text);
}

void fixture_write_page(const struct fixture *fixture, const char *name,
                        const char *subject, const char *address) {
    char text[4096];
    char link[512] = "";
    if (address != NULL)
        snprintf(link, sizeof link, "<link rel=\"canonical\" href=\"%s\">",
                 address);
    snprintf(text, sizeof text,
             "<!DOCTYPE html><html><head><title>On %s</title>%s</head><body>"
             "<h1>On %s</h1><p>The forum met to talk about %s and about how "
             "the council and local groups should work together.</p>"
             "<p>It was agreed to write a code on %s within the year.</p>"
             "</body></html>\n",
             subject, link, subject, subject, subject);
    fixture_write(fixture, name, text);
}

void fixture_write_garbage(const struct fixture *fixture, const char *name) {
    static const char bytes[] = "\x00\x01\x02\x00\xff\xfe\x00\x03\x00\x00";
    write_bytes(fixture_path(fixture, name), bytes, sizeof bytes);
}

void fixture_remove(const struct fixture *fixture, const char *name) {
    assert_int_equal(unlink(fixture_path(fixture, name)), 0);
}

void fixture_move(const struct fixture *fixture, const char *from,
                  const char *to) {
    make_folders(fixture_path(fixture, to));
    assert_int_equal(
        rename(fixture_path(fixture, from), fixture_path(fixture, to)), 0);
}

static char *read_file(const char *path, size_t *size) {
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    struct stat facts;
    assert_int_equal(fstat(fileno(file), &facts), 0);
    char *text = calloc(1, (size_t)facts.st_size + 1);
    assert_non_null(text);
    *size = fread(text, 1, (size_t)facts.st_size, file);
    fclose(file);
    return text;
}

char *fixture_read(const struct fixture *fixture, const char *name) {
    size_t size = 0;
    return read_file(fixture_path(fixture, name), &size);
}

static const char *copy_from;
static const char *copy_to;

static int copy_one(const char *path, const struct stat *facts, int type,
                    struct FTW *walk) {
    (void)facts;
    (void)walk;
    char to[PATH_MAX];
    snprintf(to, sizeof to, "%s%s", copy_to, path + strlen(copy_from));
    if (type == FTW_D)
        return mkdir(to, 0777) == 0 || errno == EEXIST ? 0 : -1;
    size_t size = 0;
    char *bytes = read_file(path, &size);
    write_bytes(to, bytes, size);
    free(bytes);
    return 0;
}

void fixture_copy_tree(const char *from, const char *to) {
    copy_from = from;
    copy_to = to;
    assert_int_equal(nftw(from, copy_one, 16, FTW_PHYS), 0);
}

/* A file that is written now gets the time that everything before it is older
 * than, or as old as. */
void fixture_settle(const struct fixture *fixture) {
    const long long trusted =
        30 * 1000 * 1000; /* the program's 20 ms and some */
    struct stat facts;
    struct timespec now;
    fixture_write(fixture, "settled", "");
    assert_int_equal(stat(fixture_path(fixture, "settled"), &facts), 0);
    do {
        nanosleep(&(struct timespec){.tv_nsec = 1000 * 1000}, NULL);
        clock_gettime(CLOCK_REALTIME, &now);
    } while ((now.tv_sec - facts.st_ctim.tv_sec) * 1000000000LL + now.tv_nsec -
                 facts.st_ctim.tv_nsec <
             trusted);
}

/* ---- runs ---- */

pid_t fixture_start(const struct fixture *fixture,
                    const char *const *arguments) {
    char *argv[ARGUMENTS_MAX] = {strdup("concord-indexer")};
    for (size_t i = 0; arguments[i] != NULL; i++) {
        assert_true(i + 2 < ARGUMENTS_MAX);
        argv[i + 1] = strdup(arguments[i]);
    }
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addchdir_np(&actions, fixture->directory);
    const int flags = O_WRONLY | O_CREAT | O_TRUNC;
    posix_spawn_file_actions_addopen(&actions, 1, "output", flags, 0666);
    posix_spawn_file_actions_addopen(&actions, 2, "errors", flags, 0666);
    pid_t pid = 0;
    assert_int_equal(
        posix_spawn(&pid, CONCORD_INDEXER, &actions, NULL, argv, environ), 0);
    posix_spawn_file_actions_destroy(&actions);
    for (size_t i = 0; argv[i] != NULL; i++)
        free(argv[i]);
    return pid;
}

int fixture_wait(struct fixture *fixture, pid_t pid) {
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    free(fixture->output);
    free(fixture->errors);
    fixture->output = fixture_read(fixture, "output");
    fixture->errors = fixture_read(fixture, "errors");
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int fixture_run(struct fixture *fixture, const char *const *arguments) {
    return fixture_wait(fixture, fixture_start(fixture, arguments));
}

int fixture_index(struct fixture *fixture, const char *option) {
    return RUN_INDEX(fixture, "--report", "report.jsonl", "--json", "papers",
                     option);
}

/* ---- what came of it ---- */

static json_t *parse(const char *text) {
    json_error_t fault;
    json_t *json = json_loads(text, JSON_REJECT_DUPLICATES, &fault);
    if (json == NULL)
        print_error("%s in: %s\n", fault.text, text);
    assert_non_null(json);
    return json;
}

json_int_t fixture_count(const struct fixture *fixture, const char *key) {
    json_t *summary = parse(fixture->output);
    json_t *value = json_object_get(summary, key);
    assert_true(json_is_integer(value));
    json_int_t count = json_integer_value(value);
    json_decref(summary);
    return count;
}

bool fixture_published(const struct fixture *fixture) {
    json_t *summary = parse(fixture->output);
    json_t *value = json_object_get(summary, "published");
    assert_true(json_is_boolean(value));
    bool published = json_is_true(value);
    json_decref(summary);
    return published;
}

json_t *fixture_report(const struct fixture *fixture) {
    char *text = fixture_read(fixture, "report.jsonl");
    json_t *lines = json_array();
    char *rest = NULL;
    for (char *line = strtok_r(text, "\n", &rest); line != NULL;
         line = strtok_r(NULL, "\n", &rest))
        json_array_append_new(lines, parse(line));
    free(text);
    return lines;
}

const char *fixture_reported(const struct fixture *fixture, const char *path,
                             const char *key) {
    static char found[4][1024];
    static unsigned next;
    json_t *lines = fixture_report(fixture);
    const char *value = NULL;
    size_t index;
    json_t *line;
    bool listed = false;
    json_array_foreach(lines, index, line) {
        if (strcmp(json_string_value(json_object_get(line, "path")), path) != 0)
            continue;
        assert_false(listed);
        listed = true;
        value = json_string_value(json_object_get(line, key));
    }
    if (!listed)
        print_error("the report has no line for %s\n", path);
    assert_true(listed);
    char *kept = found[next++ % 4];
    snprintf(kept, sizeof found[0], "%s", value != NULL ? value : "");
    json_decref(lines);
    return value != NULL ? kept : NULL;
}

uint64_t fixture_generation(const struct fixture *fixture, const char *index) {
    uint64_t number = 0;
    generation_current_number(fixture_path(fixture, index), &number, NULL);
    return number;
}

static void check(enum concord_status status, const struct concord_error *err) {
    if (status != CONCORD_OK)
        print_error("%s: %s\n", concord_status_name(status), err->message);
    assert_int_equal(status, CONCORD_OK);
}

/* What the archive says of a document: an object, or null. */
static json_t *related(struct index_reader *reader, const char *id) {
    char key[256];
    const char *text = NULL;
    size_t size = 0;
    snprintf(key, sizeof key, "document/%s", id);
    return archive_file_find(
               generation_archive(index_reader_generation(reader)), key, &text,
               &size)
               ? parse(text)
               : json_null();
}

/* Its whole card: a result has but a part of it. */
static void add_document(json_t *documents, struct index_reader *reader,
                         const char *shown) {
    struct concord_error err = {0};
    struct stored_document *stored = NULL;
    json_t *result = parse(shown);
    const char *id = json_string_value(json_object_get(result, "id"));
    assert_non_null(id);
    check(index_reader_document(reader, id, &stored, &err), &err);
    assert_null(json_object_get(documents, id));
    json_object_set_new(documents, id,
                        json_pack("{s:o, s:s#, s:o}", "card",
                                  parse(stored->card), "text", stored->text,
                                  (int)stored->text_size, "archive",
                                  related(reader, id)));
    stored_document_destroy(stored);
    json_decref(result);
}

/* One page of all documents; how many it had. */
typedef void result_visit(json_t *documents, struct index_reader *reader,
                          const char *card);

static size_t visit_page(json_t *documents, struct index_reader *reader,
                         unsigned page, bool copies, result_visit *visit) {
    struct concord_error err = {0};
    struct search_request request = {.sort = SORT_TITLE,
                                     .page = page,
                                     .size = PAGE_SIZE_MAX,
                                     .show_duplicates = copies};
    struct result_page *results = NULL;
    check(index_reader_search(reader, &request, &results, &err), &err);
    size_t count = results->result_count;
    for (size_t i = 0; i < count; i++)
        visit(documents, reader, results->results[i].card);
    result_page_destroy(results);
    return count;
}

static void visit_results(json_t *documents, struct index_reader *reader,
                          bool copies, result_visit *visit) {
    unsigned page = 1;
    while (visit_page(documents, reader, page, copies, visit) == PAGE_SIZE_MAX)
        page++;
}

/* It is a result though copies are one: its group's leader, or alone. */
static void mark_shown(json_t *documents, struct index_reader *reader,
                       const char *card) {
    json_t *parsed = parse(card);
    (void)reader;
    json_t *document = json_object_get(
        documents, json_string_value(json_object_get(parsed, "id")));
    assert_int_equal(json_object_set_new(document, "shown", json_true()), 0);
    json_decref(parsed);
}

json_t *fixture_documents(const struct fixture *fixture, const char *index) {
    struct concord_error err = {0};
    struct generation *generation = NULL;
    struct index_reader *reader = NULL;
    check(generation_open_current(&generation, fixture_path(fixture, index),
                                  &err),
          &err);
    const struct manifest *manifest = generation_manifest(generation);
    check(
        manifest_check_hashes(manifest, generation_directory(generation), &err),
        &err);
    check(index_reader_open(&reader, generation, &err), &err);
    json_t *documents = json_object();
    visit_results(documents, reader, true, add_document);
    visit_results(documents, reader, false, mark_shown);
    assert_int_equal(json_object_size(documents), manifest->documents);
    index_reader_close(reader);
    generation_release(generation);
    return documents;
}

json_t *fixture_archive(const struct fixture *fixture, const char *index) {
    static const char *const prefixes[] = {"acronym/", "document/", "lineage/",
                                           "not-held/"};
    struct concord_error err = {0};
    struct archive_file *file = NULL;
    char directory[PATH_MAX];
    json_t *records = json_object();
    snprintf(directory, sizeof directory, "%s/current",
             fixture_path(fixture, index));
    check(archive_file_open(&file, directory, &err), &err);
    check(archive_file_check(file, &err), &err);
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        const char *key = NULL;
        const char *text = NULL;
        size_t size = 0;
        for (size_t at = 0;
             archive_file_at(file, prefixes[i], at, &key, &text, &size); at++)
            json_object_set_new(records, key, parse(text));
    }
    archive_file_close(file);
    return records;
}

json_t *fixture_card(json_t *documents, const char *path) {
    const char *id;
    json_t *document;
    json_object_foreach(documents, id, document) {
        json_t *card = json_object_get(document, "card");
        json_t *source = json_object_get(card, "source");
        const char *own = json_string_value(json_object_get(source, "path"));
        if (strcmp(own, path) == 0)
            return card;
    }
    return NULL;
}

void assert_same_documents(json_t *expected, json_t *found) {
    const char *id;
    json_t *document;
    json_object_foreach(expected, id, document) {
        json_t *other = json_object_get(found, id);
        if (other == NULL)
            print_error("document %s is missing\n", id);
        assert_non_null(other);
        if (json_equal(document, other))
            continue;
        char *left = json_dumps(document, JSON_INDENT(1));
        char *right = json_dumps(other, JSON_INDENT(1));
        print_error("expected %s\nfound %s\n", left, right);
        free(left);
        free(right);
        fail();
    }
    assert_int_equal(json_object_size(expected), json_object_size(found));
}
