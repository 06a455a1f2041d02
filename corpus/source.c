/* source.c - which papers there are: files, and whole trees of them.
 *
 * A tree is walked with a stack of folders still to be listed, at most two
 * open at a time, so that neither depth nor breadth costs descriptors or
 * stack. A folder is opened below the one listed last when that is its parent,
 * which keeps a very deep tree from costing its depth squared, else by its
 * whole path. That may be longer than the system takes in one call; it is then
 * opened in pieces, each below the piece before.
 *
 * Everything found keeps its absolute path, of which the path within the
 * SOURCE is the end.
 *
 * Links that are to be followed are left for last, so that what has a name of
 * its own keeps it: first all trees are walked, then the folders that links in
 * them lead to, then those that links in these lead to, each round in order of
 * path. A folder reached by a link is passed over when it was walked before;
 * so no loop is walked twice. */
#include "corpus/source.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "folder_set.h"
#include "source_kind.h"
#include "text/head_sort.h"
#include "text/normal.h"
#include "text/string_head.h"

enum {
    PIECE_MAX = PATH_MAX - 1,
    FOLDER_FLAGS = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
};

struct found {
    struct source_file file;
    const char *absolute;
    size_t source; /* which SOURCE it was found in, counted from 0 */
    dev_t device;  /* both 0 for what was not looked at */
    ino_t inode;
};

/* The SOURCE that is being walked. */
struct place {
    const char *root;
    size_t below; /* length of the root and the slash after it */
    size_t source;
    bool linked; /* what is found there is found through a link */
};

/* A folder to be listed; `number` counts them, `parent` is the parent's. */
struct folder {
    struct folder *next;
    struct place place;
    size_t number;
    size_t parent;
    size_t name; /* where its own name begins in the path */
    char path[]; /* absolute */
};

struct walk {
    struct arena arena; /* gone after the walk */
    struct arena *kept; /* the list's own */
    struct folder *stack;
    struct folder *links; /* folders that links lead to, for the next round */
    size_t folder_count;
    DIR *listed; /* the folder listed last, still open; or NULL */
    size_t listed_number;
    struct found *found;
    size_t count;
    struct place place;
    bool follow;               /* links are followed */
    struct folder_set visited; /* when they are */
    struct concord_error *err;
};

static const char read_already[] = "is read already, under another name";

/* Nanoseconds since the epoch; a time past 2262 or before 1677 is cut there. */
static int64_t nanoseconds(struct timespec time) {
    const int64_t second = 1000000000;
    if (time.tv_sec >= INT64_MAX / second)
        return INT64_MAX;
    if (time.tv_sec <= INT64_MIN / second)
        return INT64_MIN;
    return (int64_t)time.tv_sec * second + (int64_t)time.tv_nsec;
}

/* A path that is no UTF-8, with what is none as \xNN, so that it can be
 * written in a report. */
static char *escape(struct arena *arena, const char *path) {
    size_t size = strlen(path);
    char *escaped = arena_alloc(arena, size * 4 + 1);
    size_t length = 0;
    for (size_t at = 0; escaped && at < size;) {
        static const char digits[] = "0123456789abcdef";
        size_t start = at;
        if (text_next_character(path, size, &at) == 0xFFFD && at - start == 1) {
            unsigned char byte = (unsigned char)path[start];
            escaped[length++] = '\\';
            escaped[length++] = 'x';
            escaped[length++] = digits[byte >> 4];
            escaped[length++] = digits[byte & 15];
        } else {
            memcpy(escaped + length, path + start, at - start);
            length += at - start;
        }
    }
    return escaped;
}

/* Note what stands at `absolute`, which the kept arena owns. `state` is NULL
 * for what was not looked at. */
static enum concord_status note(struct walk *walk, const char *absolute,
                                enum source_outcome outcome, const char *reason,
                                const struct stat *state) {
    struct found *found =
        arena_push(&walk->arena, &walk->found, &walk->count, sizeof *found);
    if (!found || !absolute)
        return concord_no_memory(walk->err);
    found->absolute = absolute;
    found->source = walk->place.source;
    found->file.root = walk->place.root;
    found->file.linked = walk->place.linked;
    /* A SOURCE itself is shorter than its path and the slash after it. */
    found->file.path = strlen(absolute) > walk->place.below
                           ? absolute + walk->place.below
                           : ".";
    found->file.outcome = outcome;
    found->file.reason = reason;
    if (state) {
        found->file.size = (uint64_t)state->st_size;
        found->file.modified = nanoseconds(state->st_mtim);
        found->file.changed = nanoseconds(state->st_ctim);
        found->device = state->st_dev;
        found->inode = state->st_ino;
    }
    return CONCORD_OK;
}

static enum concord_status note_fault(struct walk *walk, const char *absolute,
                                      int fault) {
    const char *reason =
        arena_printf(walk->kept, "cannot be read: %s", strerror(fault));
    const char *kept = arena_string(walk->kept, absolute);
    if (!reason || !kept)
        return concord_no_memory(walk->err);
    return note(walk, kept, SOURCE_REJECTED, reason, NULL);
}

/* Everything below a folder with such a name would have it in its path. */
static enum concord_status note_name(struct walk *walk, const char *absolute) {
    char *path = escape(walk->kept, absolute + walk->place.below);
    const char *reason =
        path ? arena_printf(walk->kept,
                            "the name \"%s\" is not UTF-8; rename it", path)
             : NULL;
    if (!reason)
        return concord_no_memory(walk->err);
    enum concord_status status =
        note(walk, absolute, SOURCE_REJECTED, reason, NULL);
    if (status == CONCORD_OK)
        walk->found[walk->count - 1].file.path = path;
    return status;
}

static enum concord_status note_file(struct walk *walk, const char *absolute,
                                     const char *name,
                                     const struct stat *state) {
    if (!S_ISREG(state->st_mode))
        return note(walk, absolute, SOURCE_SKIPPED,
                    source_reason_by_type(state->st_mode), state);
    const char *reason = source_reason_by_ending(name);
    return note(walk, absolute, reason ? SOURCE_SKIPPED : SOURCE_FILE, reason,
                state);
}

/* folder/name in the kept arena. */
static char *join(struct walk *walk, const char *folder, const char *name) {
    size_t size = strlen(folder);
    size_t name_size = strlen(name);
    bool slash = folder[size - 1] != '/';
    char *joined = arena_alloc(walk->kept, size + slash + name_size + 1);
    if (!joined)
        return NULL;
    char *end = mempcpy(joined, folder, size);
    if (slash)
        *end++ = '/';
    memcpy(end, name, name_size + 1);
    return joined;
}

/* `name` is empty for the SOURCE itself and for what a link leads to. */
static struct folder *make_folder(struct walk *walk, const char *parent,
                                  const char *name) {
    size_t length = strlen(parent);
    size_t name_length = strlen(name);
    size_t slash = name_length > 0 && parent[length - 1] != '/';
    size_t room = length + slash + name_length + 1;
    struct folder *folder = malloc(sizeof *folder + room);
    if (!folder)
        return NULL;
    snprintf(folder->path, room, "%s%s%s", parent, slash ? "/" : "", name);
    folder->name = length + slash;
    folder->number = ++walk->folder_count;
    folder->parent = name_length > 0 ? walk->listed_number : 0;
    folder->place = walk->place;
    return folder;
}

static enum concord_status push_folder(struct walk *walk, const char *parent,
                                       const char *name) {
    struct folder *folder = make_folder(walk, parent, name);
    if (!folder)
        return concord_no_memory(walk->err);
    folder->next = walk->stack;
    walk->stack = folder;
    return CONCORD_OK;
}

/* For the next round. */
static enum concord_status push_link(struct walk *walk, const char *absolute) {
    struct folder *folder = make_folder(walk, absolute, "");
    if (!folder)
        return concord_no_memory(walk->err);
    folder->place.linked = true;
    folder->next = walk->links;
    walk->links = folder;
    return CONCORD_OK;
}

/* The type as the folder's own list has it, for the price of no call. */
static mode_t listed_type(const struct dirent *entry) {
    return entry->d_type == DT_UNKNOWN ? 0 : (mode_t)DTTOIF(entry->d_type);
}

static enum concord_status walk_hidden(struct walk *walk, const char *absolute,
                                       const struct stat *state) {
    if (S_ISDIR(state->st_mode))
        return note(walk, absolute, SOURCE_SKIPPED,
                    "a hidden folder is not read", NULL);
    return note(walk, absolute, SOURCE_SKIPPED, "a hidden file is not read",
                state);
}

static enum concord_status note_dead_link(struct walk *walk,
                                          const char *absolute, int fault) {
    if (fault == ENOENT || fault == ENOTDIR)
        return note(walk, absolute, SOURCE_SKIPPED,
                    "a symbolic link that leads nowhere", NULL);
    if (fault == ELOOP)
        return note(walk, absolute, SOURCE_SKIPPED,
                    "a symbolic link that leads back to itself", NULL);
    return note_fault(walk, absolute, fault);
}

static enum concord_status follow_link(struct walk *walk, const char *absolute,
                                       const char *name) {
    struct stat state;
    if (fstatat(dirfd(walk->listed), name, &state, 0) != 0)
        return note_dead_link(walk, absolute, errno);
    if (S_ISDIR(state.st_mode))
        return push_link(walk, absolute);
    enum concord_status status = note_file(walk, absolute, name, &state);
    if (status == CONCORD_OK)
        walk->found[walk->count - 1].file.linked = true;
    return status;
}

static enum concord_status walk_entry(struct walk *walk,
                                      const struct folder *folder,
                                      const struct dirent *entry) {
    const char *name = entry->d_name;
    struct stat state = {.st_mode = listed_type(entry)};
    bool readable = text_is_utf8(name, strlen(name));
    if (readable && name[0] != '.' && S_ISDIR(state.st_mode))
        return push_folder(walk, folder->path, name);

    char *absolute = join(walk, folder->path, name);
    if (!absolute)
        return concord_no_memory(walk->err);
    if (!readable)
        return note_name(walk, absolute);
    if (!S_ISDIR(state.st_mode) &&
        fstatat(dirfd(walk->listed), name, &state, AT_SYMLINK_NOFOLLOW) != 0) {
        int fault = errno;
        /* What went while we looked is no fault. */
        return fault == ENOENT ? CONCORD_OK : note_fault(walk, absolute, fault);
    }
    if (name[0] == '.')
        return walk_hidden(walk, absolute, &state);
    if (S_ISDIR(state.st_mode))
        return push_folder(walk, folder->path, name);
    if (S_ISLNK(state.st_mode) && walk->follow)
        return follow_link(walk, absolute, name);
    return note_file(walk, absolute, name, &state);
}

/* Open the folder at an absolute path of any length. -1 and errno on failure.
 */
static int open_path(const char *path, int flags) {
    int at = AT_FDCWD;
    size_t left = strlen(path);
    while (left > PIECE_MAX) {
        size_t piece = PIECE_MAX;
        while (piece > 0 && path[piece] != '/')
            piece--;
        char head[PIECE_MAX + 1];
        memcpy(head, path, piece);
        head[piece] = '\0';
        int below = piece > 0 ? openat(at, head, flags) : -1;
        int fault = errno;
        if (at != AT_FDCWD)
            close(at);
        errno = piece > 0 ? fault : ENAMETOOLONG;
        if (below < 0)
            return -1;
        at = below;
        path += piece + 1;
        left -= piece + 1;
    }
    int opened = openat(at, path, flags);
    int fault = errno;
    if (at != AT_FDCWD)
        close(at);
    errno = fault;
    return opened;
}

static bool is_dot(const char *name) {
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

/* Make `folder` the one that is listed. False and errno when it cannot be. */
static bool open_folder(struct walk *walk, const struct folder *folder) {
    bool below = walk->listed && folder->parent == walk->listed_number;
    int flags =
        folder->place.linked ? FOLDER_FLAGS & ~O_NOFOLLOW : FOLDER_FLAGS;
    int opened = below ? openat(dirfd(walk->listed),
                                folder->path + folder->name, FOLDER_FLAGS)
                       : open_path(folder->path, flags);
    DIR *list = opened >= 0 ? fdopendir(opened) : NULL;
    int fault = errno;
    if (!list && opened >= 0)
        close(opened);
    if (list && walk->listed)
        closedir(walk->listed);
    errno = fault;
    if (!list)
        return false;
    walk->listed = list;
    walk->listed_number = folder->number;
    return true;
}

/* Whether the open folder is to be listed; one that is not is noted. */
static enum concord_status
enter_folder(struct walk *walk, const struct folder *folder, bool *enter) {
    struct stat state;
    *enter = !walk->follow || fstat(dirfd(walk->listed), &state) != 0;
    if (*enter)
        return CONCORD_OK;
    enum concord_status status = folder_set_add(&walk->visited, state.st_dev,
                                                state.st_ino, enter, walk->err);
    if (status != CONCORD_OK || *enter)
        return status;
    *enter = !folder->place.linked;
    return *enter ? CONCORD_OK
                  : note(walk, arena_string(walk->kept, folder->path),
                         SOURCE_SKIPPED, read_already, NULL);
}

static enum concord_status list_folder(struct walk *walk,
                                       const struct folder *folder) {
    enum concord_status status = CONCORD_OK;
    while (status == CONCORD_OK) {
        errno = 0;
        const struct dirent *entry = readdir(walk->listed);
        int fault = errno;
        if (!entry)
            return fault ? note_fault(walk, folder->path, fault) : CONCORD_OK;
        if (!is_dot(entry->d_name))
            status = walk_entry(walk, folder, entry);
    }
    return status;
}

static enum concord_status walk_folder(struct walk *walk,
                                       const struct folder *folder) {
    bool enter = false;
    if (!open_folder(walk, folder))
        return note_fault(walk, folder->path, errno);
    enum concord_status status = enter_folder(walk, folder, &enter);
    return status == CONCORD_OK && enter ? list_folder(walk, folder) : status;
}

static struct folder *pop_folder(struct walk *walk) {
    struct folder *folder = walk->stack;
    if (folder)
        walk->stack = folder->next;
    return folder;
}

static enum concord_status walk_stack(struct walk *walk) {
    enum concord_status status = CONCORD_OK;
    struct folder *folder = NULL;
    while (status == CONCORD_OK && (folder = pop_folder(walk))) {
        status = walk_folder(walk, folder);
        free(folder);
    }
    return status;
}

static enum concord_status walk_tree(struct walk *walk, const char *real) {
    walk->place.root = real;
    walk->place.below = strlen(real) + (strcmp(real, "/") != 0);
    enum concord_status status = push_folder(walk, real, "");
    return status == CONCORD_OK ? walk_stack(walk) : status;
}

/* A SOURCE that is a file is read even when it is hidden: it was named. */
static enum concord_status walk_file(struct walk *walk, const char *real,
                                     const struct stat *state) {
    const char *name = strrchr(real, '/') + 1;
    size_t length = (size_t)(name - real);
    walk->place.below = length;
    walk->place.root =
        arena_copy(walk->kept, real, length > 1 ? length - 1 : 1);
    if (!walk->place.root)
        return concord_no_memory(walk->err);
    if (!text_is_utf8(name, strlen(name)))
        return note_name(walk, real);
    return note_file(walk, real, name, state);
}

static enum concord_status refuse_source(struct walk *walk, const char *source,
                                         int fault) {
    if (fault == ENOMEM)
        return concord_no_memory(walk->err);
    if (fault == ENOENT || fault == ENOTDIR || fault == ELOOP)
        return concord_fail(walk->err, CONCORD_NOT_FOUND,
                            "the SOURCE %s does not exist (%s)", source,
                            strerror(fault));
    return concord_fail(walk->err, CONCORD_IO, "cannot reach the SOURCE %s: %s",
                        source, strerror(fault));
}

static enum concord_status walk_source(struct walk *walk, const char *source) {
    struct stat state;
    char *resolved = realpath(source, NULL);
    if (!resolved || stat(resolved, &state) != 0) {
        int fault = errno;
        free(resolved);
        return refuse_source(walk, source, fault);
    }
    const char *real = arena_string(walk->kept, resolved);
    free(resolved);
    if (!real)
        return concord_no_memory(walk->err);
    return S_ISDIR(state.st_mode) ? walk_tree(walk, real)
                                  : walk_file(walk, real, &state);
}

/* ---- links ---- */

static int compare_folders(const void *left, const void *right) {
    const struct folder *a = *(struct folder *const *)left;
    const struct folder *b = *(struct folder *const *)right;
    int order = strcmp(a->path, b->path);
    return order != 0 ? order
                      : (a->place.source > b->place.source) -
                            (a->place.source < b->place.source);
}

/* Sort the folders of the next round by path; `count` of them. */
static enum concord_status sort_links(struct walk *walk, size_t count) {
    struct folder **sorted = arena_alloc(&walk->arena, count * sizeof *sorted);
    if (!sorted)
        return concord_no_memory(walk->err);
    size_t filled = 0;
    for (struct folder *link = walk->links; link; link = link->next)
        sorted[filled++] = link;
    qsort(sorted, count, sizeof(struct folder *), compare_folders);
    for (size_t i = 0; i < count; i++)
        sorted[i]->next = i + 1 < count ? sorted[i + 1] : NULL;
    walk->links = sorted[0];
    return CONCORD_OK;
}

static enum concord_status walk_round(struct walk *walk) {
    size_t count = 0;
    for (const struct folder *link = walk->links; link; link = link->next)
        count++;
    enum concord_status status = sort_links(walk, count);
    for (size_t i = 0; i < count && status == CONCORD_OK; i++) {
        struct folder *link = walk->links;
        walk->links = link->next;
        walk->place = link->place;
        link->next = NULL;
        walk->stack = link;
        status = walk_stack(walk);
    }
    return status;
}

/* ---- the list ---- */

/* One path twice: the one to be kept first, which is a file to be read before
 * one passed over, then that of the SOURCE given first. */
static int compare_absolute(const struct headed *left,
                            const struct headed *right, const void *found) {
    const struct found *a = (const struct found *)found + left->at;
    const struct found *b = (const struct found *)found + right->at;
    int order = strcmp(a->absolute, b->absolute);
    if (order != 0)
        return order;
    if ((a->file.outcome == SOURCE_FILE) != (b->file.outcome == SOURCE_FILE))
        return a->file.outcome == SOURCE_FILE ? -1 : 1;
    return (a->source > b->source) - (a->source < b->source);
}

/* How many bytes all paths begin with alike. */
static size_t common_length(const struct walk *walk) {
    const char *first = walk->found[0].absolute;
    size_t common = strlen(first);
    for (size_t i = 1; i < walk->count; i++) {
        const char *path = walk->found[i].absolute;
        size_t length = 0;
        while (length < common && path[length] == first[length])
            length++;
        common = length;
    }
    return common;
}

/* What was found in order of path; the walk's arena owns it. NULL when memory
 * is out. */
static struct headed *sort_found(struct walk *walk) {
    struct headed *order =
        arena_alloc_raw(&walk->arena, walk->count * sizeof *order);
    size_t common = common_length(walk);
    for (size_t i = 0; order && i < walk->count; i++)
        order[i] = (struct headed){
            .head = string_head(walk->found[i].absolute + common),
            .at = (uint32_t)i};
    if (order)
        head_sort(order, walk->count, compare_absolute, walk->found);
    return order;
}

static int compare_listed(const void *left, const void *right) {
    const struct source_file *a = left;
    const struct source_file *b = right;
    int order = a->root == b->root ? 0 : strcmp(a->root, b->root);
    return order != 0 ? order : strcmp(a->path, b->path);
}

/* One SOURCE's files are in this order from the start. */
static bool is_listed(const struct source_list *list) {
    for (size_t i = 1; i < list->count; i++)
        if (compare_listed(&list->files[i - 1], &list->files[i]) > 0)
            return false;
    return true;
}

/* One file under several names: the one to be kept first, which is to be read,
 * then is no link, then that of the SOURCE given first. */
static int compare_inodes(const void *left, const void *right) {
    const struct found *a = left;
    const struct found *b = right;
    if (a->device != b->device)
        return a->device < b->device ? -1 : 1;
    if (a->inode != b->inode)
        return a->inode < b->inode ? -1 : 1;
    if ((a->file.outcome == SOURCE_FILE) != (b->file.outcome == SOURCE_FILE))
        return a->file.outcome == SOURCE_FILE ? -1 : 1;
    if (a->file.linked != b->file.linked)
        return a->file.linked ? 1 : -1;
    if (a->source != b->source)
        return a->source < b->source ? -1 : 1;
    return strcmp(a->absolute, b->absolute);
}

/* Only links are passed over: who makes a hard link wants a second paper. */
static void pass_over_second_names(struct walk *walk) {
    if (walk->count > 0)
        qsort(walk->found, walk->count, sizeof *walk->found, compare_inodes);
    for (size_t i = 1; i < walk->count; i++) {
        struct found *found = &walk->found[i];
        if (found->file.outcome != SOURCE_FILE || !found->file.linked ||
            found->device != found[-1].device ||
            found->inode != found[-1].inode)
            continue;
        found->file.outcome = SOURCE_SKIPPED;
        found->file.reason = read_already;
    }
}

static enum concord_status list_found(struct source_list *list,
                                      struct walk *walk) {
    if (walk->count == 0)
        return CONCORD_OK;
    const struct headed *order = sort_found(walk);
    list->files =
        arena_alloc_raw(&list->arena, walk->count * sizeof *list->files);
    if (!list->files || !order)
        return concord_no_memory(walk->err);
    const char *last = "";
    for (size_t i = 0; i < walk->count; i++) {
        const struct found *found = &walk->found[order[i].at];
        if (strcmp(found->absolute, last) != 0)
            list->files[list->count++] = found->file;
        last = found->absolute;
    }
    if (!is_listed(list))
        qsort(list->files, list->count, sizeof *list->files, compare_listed);
    return CONCORD_OK;
}

static enum concord_status
walk_all(struct walk *walk, const char *const *sources, size_t source_count) {
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < source_count && status == CONCORD_OK; i++) {
        walk->place.source = i;
        status = walk_source(walk, sources[i]);
    }
    while (walk->links && status == CONCORD_OK)
        status = walk_round(walk);
    return status;
}

static void free_folders(struct folder *folder) {
    while (folder) {
        struct folder *next = folder->next;
        free(folder);
        folder = next;
    }
}

static void clear_walk(struct walk *walk) {
    free_folders(walk->stack);
    free_folders(walk->links);
    if (walk->listed)
        closedir(walk->listed);
    folder_set_clear(&walk->visited);
    arena_clear(&walk->arena);
}

enum concord_status source_list_walk(struct source_list *list,
                                     const char *const *sources,
                                     size_t source_count, unsigned flags,
                                     struct concord_error *err) {
    *list = (struct source_list){0};
    struct walk walk = {.kept = &list->arena,
                        .follow = (flags & SOURCE_FOLLOW_LINKS) != 0,
                        .err = err};
    enum concord_status status = walk_all(&walk, sources, source_count);
    if (walk.follow)
        pass_over_second_names(&walk);
    if (status == CONCORD_OK)
        status = list_found(list, &walk);
    clear_walk(&walk);
    if (status != CONCORD_OK)
        source_list_clear(list);
    return status;
}

void source_list_clear(struct source_list *list) {
    arena_clear(&list->arena);
    *list = (struct source_list){0};
}
