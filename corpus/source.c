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
 * SOURCE is the end. */
#include "corpus/source.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "text/normal.h"

enum {
    PIECE_MAX = PATH_MAX - 1,
    FOLDER_FLAGS = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
};

struct found {
    struct source_file file;
    const char *absolute;
    size_t source; /* which SOURCE it was found in, counted from 0 */
};

/* A folder to be listed; `number` counts them, `parent` is the parent's. */
struct folder {
    struct folder *next;
    size_t number;
    size_t parent;
    size_t name; /* where its own name begins in the path */
    char path[]; /* absolute */
};

struct walk {
    struct arena arena; /* gone after the walk */
    struct arena *kept; /* the list's own */
    struct folder *stack;
    size_t folder_count;
    DIR *listed; /* the folder listed last, still open; or NULL */
    size_t listed_number;
    struct found *found;
    size_t count;
    const char *root;
    size_t below; /* length of the root and the slash after it */
    size_t source;
    struct concord_error *err;
};

struct ending {
    const char *name;
    const char *reason;
};

#define IMAGE  "an image is not read"
#define STYLE  "a style sheet is not read"
#define SCRIPT "a script is not read"
#define FONT   "a font is not read"
#define SOUND  "a sound recording is not read"
#define FILM   "a film is not read"

static const struct ending SKIPPED[] = {
    {"avif", IMAGE}, {"bmp", IMAGE},  {"gif", IMAGE},  {"heic", IMAGE},
    {"ico", IMAGE},  {"jpeg", IMAGE}, {"jpg", IMAGE},  {"png", IMAGE},
    {"psd", IMAGE},  {"svg", IMAGE},  {"tif", IMAGE},  {"tiff", IMAGE},
    {"webp", IMAGE}, {"css", STYLE},  {"less", STYLE}, {"scss", STYLE},
    {"js", SCRIPT},  {"mjs", SCRIPT}, {"eot", FONT},   {"otf", FONT},
    {"ttf", FONT},   {"woff", FONT},  {"woff2", FONT}, {"aac", SOUND},
    {"aif", SOUND},  {"aiff", SOUND}, {"flac", SOUND}, {"m4a", SOUND},
    {"mid", SOUND},  {"mp3", SOUND},  {"oga", SOUND},  {"ogg", SOUND},
    {"opus", SOUND}, {"ra", SOUND},   {"wav", SOUND},  {"wma", SOUND},
    {"avi", FILM},   {"flv", FILM},   {"m4v", FILM},   {"mkv", FILM},
    {"mov", FILM},   {"mp4", FILM},   {"mpeg", FILM},  {"mpg", FILM},
    {"ogv", FILM},   {"swf", FILM},   {"webm", FILM},  {"wmv", FILM},
};

static const char *reason_by_ending(const char *name) {
    const char *dot = strrchr(name, '.');
    if (!dot)
        return NULL;
    for (size_t i = 0; i < sizeof SKIPPED / sizeof SKIPPED[0]; i++)
        if (strcasecmp(dot + 1, SKIPPED[i].name) == 0)
            return SKIPPED[i].reason;
    return NULL;
}

static const char *reason_by_type(mode_t mode) {
    switch (mode & S_IFMT) {
    case S_IFLNK:
        return "a symbolic link is not followed";
    case S_IFIFO:
        return "a named pipe is not read";
    case S_IFSOCK:
        return "a socket is not read";
    case S_IFCHR:
    case S_IFBLK:
        return "a device is not read";
    default:
        return "this kind of file is not read";
    }
}

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
    found->source = walk->source;
    found->file.root = walk->root;
    /* A SOURCE itself is shorter than its path and the slash after it. */
    found->file.path =
        strlen(absolute) > walk->below ? absolute + walk->below : ".";
    found->file.outcome = outcome;
    found->file.reason = reason;
    if (state) {
        found->file.size = (uint64_t)state->st_size;
        found->file.modified = nanoseconds(state->st_mtim);
        found->file.changed = nanoseconds(state->st_ctim);
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
    char *path = escape(walk->kept, absolute + walk->below);
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
                    reason_by_type(state->st_mode), state);
    const char *reason = reason_by_ending(name);
    return note(walk, absolute, reason ? SOURCE_SKIPPED : SOURCE_FILE, reason,
                state);
}

/* folder/name in the kept arena. */
static char *join(struct walk *walk, const char *folder, const char *name) {
    size_t length = strlen(folder);
    size_t name_length = strlen(name);
    size_t slash = folder[length - 1] != '/';
    char *joined = arena_alloc(walk->kept, length + slash + name_length + 1);
    if (!joined)
        return NULL;
    memcpy(joined, folder, length);
    joined[length] = '/';
    memcpy(joined + length + slash, name, name_length + 1);
    return joined;
}

/* `name` is empty for the SOURCE itself. */
static enum concord_status push_folder(struct walk *walk, const char *parent,
                                       const char *name) {
    size_t length = strlen(parent);
    size_t name_length = strlen(name);
    size_t slash = name_length > 0 && parent[length - 1] != '/';
    struct folder *folder =
        malloc(sizeof *folder + length + slash + name_length + 1);
    if (!folder)
        return concord_no_memory(walk->err);
    memcpy(folder->path, parent, length);
    folder->path[length] = '/';
    memcpy(folder->path + length + slash, name, name_length + 1);
    folder->name = length + slash;
    folder->number = ++walk->folder_count;
    folder->parent = name_length > 0 ? walk->listed_number : 0;
    folder->next = walk->stack;
    walk->stack = folder;
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
    return note_file(walk, absolute, name, &state);
}

/* Open the folder at an absolute path of any length. -1 and errno on failure.
 */
static int open_path(const char *path) {
    int at = AT_FDCWD;
    size_t left = strlen(path);
    while (left > PIECE_MAX) {
        size_t piece = PIECE_MAX;
        while (piece > 0 && path[piece] != '/')
            piece--;
        char head[PIECE_MAX + 1];
        memcpy(head, path, piece);
        head[piece] = '\0';
        int below = piece > 0 ? openat(at, head, FOLDER_FLAGS) : -1;
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
    int opened = openat(at, path, FOLDER_FLAGS);
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
    int opened = below ? openat(dirfd(walk->listed),
                                folder->path + folder->name, FOLDER_FLAGS)
                       : open_path(folder->path);
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

static enum concord_status walk_folder(struct walk *walk,
                                       const struct folder *folder) {
    if (!open_folder(walk, folder))
        return note_fault(walk, folder->path, errno);
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

static struct folder *pop_folder(struct walk *walk) {
    struct folder *folder = walk->stack;
    if (folder)
        walk->stack = folder->next;
    return folder;
}

static enum concord_status walk_tree(struct walk *walk, const char *real) {
    walk->root = real;
    walk->below = strlen(real) + (strcmp(real, "/") != 0);
    enum concord_status status = push_folder(walk, real, "");
    struct folder *folder = NULL;
    while (status == CONCORD_OK && (folder = pop_folder(walk))) {
        status = walk_folder(walk, folder);
        free(folder);
    }
    return status;
}

/* A SOURCE that is a file is read even when it is hidden: it was named. */
static enum concord_status walk_file(struct walk *walk, const char *real,
                                     const struct stat *state) {
    const char *name = strrchr(real, '/') + 1;
    size_t length = (size_t)(name - real);
    walk->below = length;
    walk->root = arena_copy(walk->kept, real, length > 1 ? length - 1 : 1);
    if (!walk->root)
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

/* One path twice: the one to be kept first, which is a file to be read before
 * one passed over, then that of the SOURCE given first. */
static int compare_absolute(const void *left, const void *right) {
    const struct found *a = left;
    const struct found *b = right;
    int order = strcmp(a->absolute, b->absolute);
    if (order != 0)
        return order;
    if ((a->file.outcome == SOURCE_FILE) != (b->file.outcome == SOURCE_FILE))
        return a->file.outcome == SOURCE_FILE ? -1 : 1;
    return (a->source > b->source) - (a->source < b->source);
}

static int compare_listed(const void *left, const void *right) {
    const struct source_file *a = left;
    const struct source_file *b = right;
    int order = a->root == b->root ? 0 : strcmp(a->root, b->root);
    return order != 0 ? order : strcmp(a->path, b->path);
}

static enum concord_status list_found(struct source_list *list,
                                      const struct walk *walk) {
    if (walk->count == 0)
        return CONCORD_OK;
    list->files = arena_alloc(&list->arena, walk->count * sizeof *list->files);
    if (!list->files)
        return concord_no_memory(walk->err);
    qsort(walk->found, walk->count, sizeof *walk->found, compare_absolute);
    for (size_t i = 0; i < walk->count; i++) {
        const struct found *found = &walk->found[i];
        if (i == 0 || strcmp(found->absolute, found[-1].absolute) != 0)
            list->files[list->count++] = found->file;
    }
    qsort(list->files, list->count, sizeof *list->files, compare_listed);
    return CONCORD_OK;
}

enum concord_status source_list_walk(struct source_list *list,
                                     const char *const *sources,
                                     size_t source_count,
                                     struct concord_error *err) {
    *list = (struct source_list){0};
    struct walk walk = {.kept = &list->arena, .err = err};
    enum concord_status status = CONCORD_OK;
    for (size_t i = 0; i < source_count && status == CONCORD_OK; i++) {
        walk.source = i;
        status = walk_source(&walk, sources[i]);
    }
    if (status == CONCORD_OK)
        status = list_found(list, &walk);
    for (struct folder *left; (left = pop_folder(&walk));)
        free(left);
    if (walk.listed)
        closedir(walk.listed);
    arena_clear(&walk.arena);
    if (status != CONCORD_OK)
        source_list_clear(list);
    return status;
}

void source_list_clear(struct source_list *list) {
    arena_clear(&list->arena);
    *list = (struct source_list){0};
}
