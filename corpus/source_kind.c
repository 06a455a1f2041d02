/* source_kind.c - what is passed over by its name or its type. */
#include "source_kind.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

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

const char *source_reason_by_ending(const char *name) {
    const char *dot = strrchr(name, '.');
    if (!dot)
        return NULL;
    for (size_t i = 0; i < sizeof SKIPPED / sizeof SKIPPED[0]; i++)
        if (strcasecmp(dot + 1, SKIPPED[i].name) == 0)
            return SKIPPED[i].reason;
    return NULL;
}

const char *source_reason_by_type(mode_t mode) {
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
