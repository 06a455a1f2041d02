/* prune.c - counts what would go, and lets it go. */
#include "prune.h"

#include "paper_file.h"

/* A folder that cannot be looked into hides files that may well be there. */
static bool goes(const struct prune *prune, const struct paper *paper) {
    const struct source_record *now = &paper->now;
    return paper->gone && !paper->dropped && now->id != NULL &&
           worklist_covers(prune->worklist, now->root, now->path) &&
           paper_file_has_gone(now->root, now->path);
}

static bool had_document(const struct paper *paper) {
    return paper->before != NULL && paper->before->id != NULL;
}

/* How many documents of the last generation would go. */
static size_t mark(const struct prune *prune, struct papers *papers) {
    size_t count = 0;
    for (size_t i = papers->present; i < papers->count; i++) {
        struct paper *paper = &papers->items[i];
        paper->pruned = goes(prune, paper);
        count += paper->pruned && had_document(paper);
    }
    return count;
}

static size_t count_covered(const struct prune *prune) {
    size_t count = 0;
    for (size_t i = 0; i < source_table_count(prune->known); i++) {
        const struct source_record *record = source_table_at(prune->known, i);
        count += record->id != NULL &&
                 worklist_covers(prune->worklist, record->root, record->path);
    }
    return count;
}

static enum concord_status refuse(const struct prune *prune, size_t going,
                                  size_t total, struct concord_error *err) {
    size_t share = total == 0 ? 100 : (going * 100 + total - 1) / total;
    return concord_fail(
        err, CONCORD_BAD_REQUEST,
        "the files of %zu of the %zu documents under the SOURCEs have gone "
        "(%zu%%), and --prune drops at most %g%%; nothing was changed. Is a "
        "disk missing? If the documents are to go, add --force, or "
        "--prune-limit %zu",
        going, total, share, prune->limit, share);
}

enum concord_status prune_papers(const struct prune *prune,
                                 struct papers *papers,
                                 struct concord_error *err) {
    size_t going = mark(prune, papers);
    size_t total = count_covered(prune);
    bool refused =
        !prune->forced && (double)going * 100 > prune->limit * (double)total;
    for (size_t i = papers->present; i < papers->count; i++) {
        struct paper *paper = &papers->items[i];
        paper->pruned = paper->pruned && !refused;
        paper->dropped = paper->dropped || paper->pruned;
    }
    return refused ? refuse(prune, going, total, err) : CONCORD_OK;
}
