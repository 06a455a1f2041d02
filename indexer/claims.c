/* claims.c - decides which paper an id belongs to. */
#include "claims.h"

#include <stdlib.h>
#include <string.h>

#include "paper_name.h"

enum { ID_DIGITS = 16 };

void claims_clear(struct claims *claims) {
    moved_papers_clear(&claims->moved);
    arena_clear(&claims->arena);
    *claims = (struct claims){0};
}

/* ---- waiting ---- */

static int by_file(const void *left, const void *right) {
    const struct waiting_paper *a = left;
    const struct waiting_paper *b = right;
    return paper_name_compare(a->file->root, a->file->path, b->file->root,
                              b->file->path);
}

static struct waiting_paper *find_waiting(const struct claims *claims,
                                          const char *root, const char *path) {
    struct source_file file = {.root = root, .path = path};
    struct waiting_paper key = {.file = &file};
    return claims->waiting_count == 0
               ? NULL
               : bsearch(&key, claims->waiting, claims->waiting_count,
                         sizeof *claims->waiting, by_file);
}

enum concord_status claims_wait(struct claims *claims,
                                const struct source_file *file, const char *id,
                                const struct paper_facts *facts,
                                struct concord_error *err) {
    const char *kept = arena_string(&claims->arena, id);
    struct waiting_paper *paper = find_waiting(claims, file->root, file->path);
    if (paper == NULL)
        paper = arena_push(&claims->arena, &claims->waiting,
                           &claims->waiting_count, sizeof *paper);
    if (kept == NULL || paper == NULL)
        return concord_no_memory(err);
    *paper = (struct waiting_paper){file, kept, *facts, false};
    return CONCORD_OK;
}

/* ---- deciding ---- */

/* The holder's document is no longer, or not for certain, what its file is. */
static bool is_given_up(const struct claims *claims,
                        const struct source_record *holder) {
    const struct waiting_paper *paper =
        find_waiting(claims, holder->root, holder->path);
    return (paper != NULL && !paper->settled) ||
           paper_file_has_gone(holder->root, holder->path);
}

bool claims_is_open(const struct claims *claims,
                    const struct waiting_paper *paper) {
    const struct source_record *holder =
        source_table_find_id(claims->table, paper->id);
    return holder == NULL || is_given_up(claims, holder);
}

static void make_id(struct claim *claim, const char *name) {
    unsigned char sha256[SOURCE_HASH_SIZE];
    paper_hash(sha256, name, strlen(name));
    paper_hash_hex(claim->id, sha256, ID_DIGITS);
}

static void take_id(struct claim *claim, const char *id) {
    size_t size = strnlen(id, DOCUMENT_ID_MAX);
    memcpy(claim->id, id, size);
    claim->id[size] = '\0';
}

static void grant(struct claim *claim, const struct source_record *holder) {
    claim->granted = true;
    claim->holder = holder;
}

/* The paper was another file before, or it is refused. */
static enum concord_status
decide_moved(struct claims *claims, struct claim *claim,
             const unsigned char sha256[SOURCE_HASH_SIZE],
             struct concord_error *err) {
    const struct source_record *moved = NULL;
    enum concord_status status = moved_papers_find(
        &claims->moved, claims->known, claims->table, sha256, &moved, err);
    if (moved != NULL) {
        take_id(claim, moved->id);
        grant(claim, moved);
    } else if (source_table_find_id(claims->table, claim->id) == NULL) {
        grant(claim, NULL);
    }
    return status;
}

enum concord_status claims_decide(struct claims *claims, struct claim *claim,
                                  const struct source_file *file,
                                  const unsigned char sha256[SOURCE_HASH_SIZE],
                                  const char *address,
                                  struct concord_error *err) {
    *claim = (struct claim){.granted = false};
    const struct source_record *own =
        source_table_find(claims->table, file->root, file->path);
    bool has_own = own != NULL && own->id != NULL;
    bool same = has_own && own->reason == NULL &&
                memcmp(own->sha256, sha256, SOURCE_HASH_SIZE) == 0;
    if (same || (has_own && address == NULL))
        take_id(claim, own->id);
    else
        make_id(claim, address != NULL ? address : file->path);
    const struct source_record *holder =
        source_table_find_id(claims->table, claim->id);
    if (holder != NULL && (holder == own || is_given_up(claims, holder)))
        grant(claim, holder);
    else if (!has_own)
        return decide_moved(claims, claim, sha256, err);
    else if (holder == NULL)
        grant(claim, NULL);
    return CONCORD_OK;
}
