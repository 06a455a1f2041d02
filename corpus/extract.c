/* extract.c - from a file's bytes to blocks of text: the table of formats, and
 * how a file's format is known.
 *
 * Bytes say what a file is; its name is asked only where they leave it open.
 * The table has a row for each kind that is read, and for each that is not but
 * whose refusal should say what it is. */
#include "corpus/extract.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "charset.h"
#include "format/front_matter.h"
#include "format/html.h"
#include "format/markdown.h"
#include "format/plain_text.h"
#include "schema/buffer.h"
#include "text/normal.h"

enum { HEAD_MAX = 1024, CONTROL_SAMPLE = 64 * 1024, VERSIONS_MAX = 256 };

/* What a file's kind is known by. */
struct sample {
    const char *name;
    const char *bytes;
    size_t size;
    const char *wide;    /* UTF-16 or UTF-32 by name, or NULL */
    char head[HEAD_MAX]; /* the beginning without NULs and byte-order marks, so
                          * that UTF-16 reads as ASCII does */
    size_t head_size;
};

typedef enum concord_status read_format(struct extract *extract,
                                        const char *text, size_t size,
                                        struct concord_error *err);

struct format {
    const char *media_type;
    const char *name;  /* for a refusal: "a PDF file" */
    const char *magic; /* bytes that it begins with, or NULL */
    size_t magic_size;
    const char *endings; /* any of these as well, with a space before and
                          * after each; NULL when the name does not matter */
    bool (*recognise)(const struct sample *sample); /* or NULL */
    read_format *read;   /* NULL when the kind is not read */
    const char *version; /* raise it when the blocks come out otherwise */
    bool declares_charset;
};

static const char *name_ending(const char *name) {
    const char *dot = strrchr(name, '.');
    return dot && dot[1] ? dot + 1 : "";
}

/* `endings` as in struct format. */
static bool ends_in(const char *name, const char *endings) {
    char ending[12] = " ";
    const char *own = name_ending(name);
    size_t length = strlen(own);
    if (length == 0 || length > sizeof ending - 3)
        return false;
    for (size_t i = 0; i < length; i++)
        ending[i + 1] = own[i] >= 'A' && own[i] <= 'Z'
                            ? (char)(own[i] - 'A' + 'a')
                            : own[i];
    ending[length + 1] = ' ';
    ending[length + 2] = '\0';
    return strstr(endings, ending) != NULL;
}

static bool head_has(const struct sample *sample, const char *piece) {
    size_t length = strlen(piece);
    for (size_t i = 0; i + length <= sample->head_size; i++)
        if (strncasecmp(sample->head + i, piece, length) == 0)
            return true;
    return false;
}

static bool head_begins(const struct sample *sample, const char *piece) {
    size_t at = 0;
    while (at < sample->head_size && strchr(" \t\r\n\f", sample->head[at]))
        at++;
    size_t length = strlen(piece);
    return at + length <= sample->head_size &&
           strncasecmp(sample->head + at, piece, length) == 0;
}

/* The tag stands in the head, whole: "<head" is not in "<header>". */
static bool head_has_tag(const struct sample *sample, const char *tag) {
    size_t length = strlen(tag);
    for (size_t i = 0; i + length < sample->head_size; i++)
        if (strncasecmp(sample->head + i, tag, length) == 0 &&
            strchr(" \t\r\n\f/>", sample->head[i + length]))
            return true;
    return false;
}

static bool head_has_any_tag(const struct sample *sample) {
    for (size_t i = 0; i + 1 < sample->head_size; i++) {
        char next = sample->head[i + 1];
        if (sample->head[i] == '<' &&
            (next == '!' || next == '/' || (next >= 'a' && next <= 'z') ||
             (next >= 'A' && next <= 'Z')))
            return true;
    }
    return false;
}

static bool is_html(const struct sample *sample) {
    static const char *const TAGS[] = {"<!doctype html", "<html", "<head",
                                       "<body"};
    for (size_t i = 0; i < sizeof TAGS / sizeof TAGS[0]; i++)
        if (head_has_tag(sample, TAGS[i]))
            return true;
    return ends_in(sample->name,
                   " html htm xhtml xht shtml asp aspx php jsp cfm ") &&
           head_has_any_tag(sample);
}

static bool is_pdf(const struct sample *sample) {
    return head_begins(sample, "%PDF-") ||
           (ends_in(sample->name, " pdf ") && head_has(sample, "%PDF-"));
}

static bool is_xml(const struct sample *sample) {
    return head_begins(sample, "<?xml");
}

/* A letter typed with From: and To: at its top is a paper; what has passed
 * through a mail system says so. */
static bool is_mail(const struct sample *sample) {
    bool header = head_has(sample, "\nMIME-Version:") ||
                  head_has(sample, "\nMessage-ID:") ||
                  head_has(sample, "\nReceived:");
    const char *colon = memchr(sample->head, ':', sample->head_size);
    size_t field = colon ? (size_t)(colon - sample->head) : sample->head_size;
    return header &&
           (head_begins(sample, "From ") ||
            (field > 0 && field < 40 && !memchr(sample->head, ' ', field)));
}

static bool is_control(unsigned char byte) {
    return (byte < 0x20 && (byte < '\t' || byte > '\r') && byte != 0x1B) ||
           byte == 0x7F;
}

/* Papers from old programs have a stray control character here and there. */
static bool has_controls(const char *bytes, size_t size) {
    size_t sample = size < CONTROL_SAMPLE ? size : CONTROL_SAMPLE;
    size_t controls = 0;
    for (size_t i = 0; i < sample; i++)
        controls += is_control((unsigned char)bytes[i]);
    return controls > 1 + sample / 100;
}

static bool is_binary(const struct sample *sample) {
    return !sample->wide && (memchr(sample->bytes, '\0', sample->size) ||
                             has_controls(sample->bytes, sample->size));
}

#define MAGIC(bytes) (bytes), sizeof(bytes) - 1

/* The first row that fits is the file's. */
static const struct format FORMATS[] = {
    {"application/pdf", "a PDF file", NULL, 0, NULL, is_pdf, NULL, NULL, false},
    {"application/vnd.openxmlformats-officedocument.wordprocessingml.document",
     "a DOCX file", MAGIC("PK\3\4"), " docx docm dotx ", NULL, NULL, NULL,
     false},
    {"application/vnd.oasis.opendocument.text", "an ODT file", MAGIC("PK\3\4"),
     " odt ott ", NULL, NULL, NULL, false},
    {"application/epub+zip", "an EPUB book", MAGIC("PK\3\4"), " epub ", NULL,
     NULL, NULL, false},
    {"application/octet-stream", "a spreadsheet", MAGIC("PK\3\4"),
     " xlsx xlsm ods ", NULL, NULL, NULL, false},
    {"application/octet-stream", "a presentation", MAGIC("PK\3\4"),
     " pptx pptm odp ", NULL, NULL, NULL, false},
    {"application/zip", "a ZIP archive", MAGIC("PK\3\4"), NULL, NULL, NULL,
     NULL, false},
    {"application/zip", "an empty ZIP archive", MAGIC("PK\5\6"), NULL, NULL,
     NULL, NULL, false},
    {"application/msword", "a DOC file",
     MAGIC("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), " doc dot ", NULL, NULL, NULL,
     false},
    {"application/vnd.ms-outlook", "an Outlook message",
     MAGIC("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), " msg ", NULL, NULL, NULL,
     false},
    {"application/x-ole-storage", "an old Office file",
     MAGIC("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), NULL, NULL, NULL, NULL, false},
    {"application/rtf", "an RTF file", MAGIC("{\\rtf"), NULL, NULL, NULL, NULL,
     false},
    {"application/warc", "a WARC file", MAGIC("WARC/"), NULL, NULL, NULL, NULL,
     false},
    {"application/gzip", "a gzip file", MAGIC("\x1F\x8B"), NULL, NULL, NULL,
     NULL, false},
    {"application/x-bzip2", "a bzip2 file", MAGIC("BZh"), NULL, is_binary, NULL,
     NULL, false},
    {"application/x-xz", "an xz file", MAGIC("\xFD\x37zXZ"), NULL, NULL, NULL,
     NULL, false},
    {"application/x-7z-compressed", "a 7z archive", MAGIC("7z\xBC\xAF\x27\x1C"),
     NULL, NULL, NULL, NULL, false},
    {"application/vnd.rar", "a RAR archive", MAGIC("Rar!\x1A\x07"), NULL, NULL,
     NULL, NULL, false},
    {"image/png", "a PNG image", MAGIC("\x89PNG\r\n"), NULL, NULL, NULL, NULL,
     false},
    {"image/jpeg", "a JPEG image", MAGIC("\xFF\xD8\xFF"), NULL, NULL, NULL,
     NULL, false},
    {"image/gif", "a GIF image", MAGIC("GIF8"), NULL, is_binary, NULL, NULL,
     false},
    {"image/tiff", "a TIFF image", MAGIC("II*\0"), NULL, NULL, NULL, NULL,
     false},
    {"image/tiff", "a TIFF image", MAGIC("MM\0*"), NULL, NULL, NULL, NULL,
     false},
    {"application/octet-stream", "a program",
     MAGIC("\x7F"
           "ELF"),
     NULL, NULL, NULL, NULL, false},
    {"application/octet-stream", "a program", MAGIC("MZ"), NULL, is_binary,
     NULL, NULL, false},
    {"application/octet-stream", "a binary file of no known kind", NULL, 0,
     NULL, is_binary, NULL, NULL, false},
    {"message/rfc822", "a mail message", NULL, 0, NULL, is_mail, NULL, NULL,
     false},
    {"text/markdown", "a Markdown text", NULL, 0, " md markdown ", NULL,
     markdown_read, "markdown/1", false},
    {"text/html", "a page", NULL, 0, NULL, is_html, html_read, "html/5", true},
    {"application/xml", "an XML file", NULL, 0, NULL, is_xml, NULL, NULL,
     false},
    /* What is left has no NUL and few control characters: it is text. */
    {"text/plain", "a text", NULL, 0, NULL, NULL, plain_text_read, "text/3",
     false},
};

enum { FORMAT_COUNT = sizeof FORMATS / sizeof FORMATS[0] };

static void take_sample(struct sample *sample, const char *name,
                        const char *bytes, size_t size) {
    sample->name = name;
    sample->bytes = bytes;
    sample->size = size;
    sample->wide = charset_wide(bytes, size);
    sample->head_size = 0;
    size_t at = size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    if (at == 0 && sample->wide)
        while (at < 4 && at < size && (bytes[at] & 0x80))
            at++;
    for (; at < size && sample->head_size < HEAD_MAX; at++)
        if (bytes[at] != '\0')
            sample->head[sample->head_size++] = bytes[at];
}

static bool fits(const struct format *format, const struct sample *sample) {
    if (format->magic &&
        (sample->size < format->magic_size ||
         memcmp(sample->bytes, format->magic, format->magic_size) != 0))
        return false;
    if (format->endings && !ends_in(sample->name, format->endings))
        return false;
    return !format->recognise || format->recognise(sample);
}

static const struct format *find_format(const struct sample *sample) {
    size_t i = 0;
    while (i + 1 < FORMAT_COUNT && !fits(&FORMATS[i], sample))
        i++;
    return &FORMATS[i];
}

static enum concord_status read_text(struct extract *extract,
                                     const struct format *format,
                                     const struct buffer *text,
                                     struct concord_error *err) {
    if (has_controls(text->data, text->size))
        return concord_fail(err, CONCORD_BAD_INPUT,
                            "a binary file of no known kind: this kind of "
                            "file is not read yet");
    size_t above = front_matter_size(text->data, text->size);
    if (above > 0) {
        extract->front_matter =
            arena_copy(&extract->arena, text->data,
                       front_matter_yaml_size(text->data, above));
        if (!extract->front_matter)
            return concord_no_memory(err);
    }
    return format->read(extract, text->data + above, text->size - above, err);
}

/* Turn the sample's bytes into text and hand it to the format. */
static enum concord_status read_as(struct extract *extract,
                                   const struct format *format,
                                   const struct sample *sample,
                                   struct concord_error *err) {
    /* Each byte may become the three of U+FFFD. */
    struct buffer text = BUFFER_INIT(sample->size * 3 + 16);
    const char *declared = format->declares_charset && !sample->wide
                               ? charset_declared(sample->bytes, sample->size)
                               : NULL;
    enum concord_status status = charset_decode(
        &text, &extract->charset, sample->bytes, sample->size, declared, err);
    if (status == CONCORD_OK && text.size > 0)
        status = read_text(extract, format, &text, err);
    buffer_destroy(&text);
    if (status == CONCORD_OK && extract->block_count == 0)
        return concord_fail(err, CONCORD_BAD_INPUT, "there is no text in it");
    return status;
}

enum concord_status extract_check_size(size_t size, struct concord_error *err) {
    if (size == 0)
        return concord_fail(err, CONCORD_BAD_INPUT, "the file is empty");
    if (size > EXTRACT_BYTES_MAX)
        return concord_fail(err, CONCORD_BAD_INPUT,
                            "the file has %zu bytes; no more than %d are read",
                            size, EXTRACT_BYTES_MAX);
    return CONCORD_OK;
}

enum concord_status extract_read(struct extract **out, const char *name,
                                 const char *bytes, size_t size,
                                 struct concord_error *err) {
    *out = NULL;
    enum concord_status status = extract_check_size(size, err);
    if (status != CONCORD_OK)
        return status;
    struct sample sample;
    take_sample(&sample, name, bytes, size);
    const struct format *format = find_format(&sample);
    if (!format->read)
        return concord_fail(err, CONCORD_BAD_INPUT,
                            "%s: this kind of file is not read yet",
                            format->name);
    struct extract *extract = calloc(1, sizeof *extract);
    if (!extract)
        return concord_no_memory(err);
    extract->format = format->media_type;
    status = read_as(extract, format, &sample, err);
    if (status == CONCORD_OK)
        *out = extract;
    else
        extract_destroy(extract);
    return status;
}

void extract_destroy(struct extract *extract) {
    if (!extract)
        return;
    arena_clear(&extract->arena);
    free(extract);
}

/* A letter, a digit, or any other sign but those that only rule and separate:
 * "* * *", "| |" and "–" tell a reader nothing. */
static bool says_something(const char *text, size_t size) {
    for (size_t at = 0; at < size;) {
        int sign = text_next_character(text, size, &at);
        bool letter = (sign >= 'a' && sign <= 'z') ||
                      (sign >= 'A' && sign <= 'Z') ||
                      (sign >= '0' && sign <= '9');
        bool separates = sign < 0x80 || sign == 0xA6 || sign == 0xAB ||
                         sign == 0xB7 || sign == 0xBB ||
                         (sign >= 0x2010 && sign <= 0x2027) ||
                         (sign >= 0x2500 && sign <= 0x25FF) || sign == 0xFFFD;
        if (letter || !separates)
            return true;
    }
    return false;
}

enum concord_status extract_add_block(struct extract *extract,
                                      enum block_kind kind, unsigned level,
                                      const char *text, size_t size,
                                      struct concord_error *err) {
    if (size > SIZE_MAX / 4 - 16)
        return concord_no_memory(err);
    struct buffer clean = BUFFER_INIT(size * 4 + 16);
    enum concord_status status = text_clean(&clean, text, size, err);
    if (status == CONCORD_OK && clean.size > 0 &&
        says_something(clean.data, clean.size)) {
        if (extract->block_count == EXTRACT_BLOCKS_MAX) {
            buffer_destroy(&clean);
            return concord_fail(err, CONCORD_BAD_INPUT,
                                "the file has more than %d blocks of text",
                                EXTRACT_BLOCKS_MAX);
        }
        const char *kept = arena_copy(&extract->arena, clean.data, clean.size);
        struct extracted_block *block =
            kept ? arena_push(&extract->arena, &extract->blocks,
                              &extract->block_count, sizeof *block)
                 : NULL;
        if (block)
            *block = (struct extracted_block){kind, level, kept, 0};
        else
            status = concord_no_memory(err);
    }
    buffer_destroy(&clean);
    return status;
}

enum concord_status extract_add_part(struct extract *extract, const char *names,
                                     uint32_t within,
                                     struct concord_error *err) {
    if (extract->part_count == EXTRACT_PARTS_MAX)
        return CONCORD_OK;
    const char *kept = arena_string(&extract->arena, names);
    struct extracted_part *part =
        kept ? arena_push(&extract->arena, &extract->parts,
                          &extract->part_count, sizeof *part)
             : NULL;
    if (!part)
        return concord_no_memory(err);
    *part = (struct extracted_part){kept, within};
    return CONCORD_OK;
}

/* Cut where a character ends. */
static size_t property_size(const struct buffer *clean) {
    size_t size = clean->size;
    if (size <= EXTRACT_PROPERTY_BYTES)
        return size;
    size = EXTRACT_PROPERTY_BYTES;
    while (size > 0 && ((unsigned char)clean->data[size] & 0xC0) == 0x80)
        size--;
    while (size > 0 && clean->data[size - 1] == ' ')
        size--;
    return size;
}

static enum concord_status push_property(struct extract *extract,
                                         const char *name,
                                         const struct buffer *clean,
                                         unsigned line,
                                         struct concord_error *err) {
    struct arena *arena = &extract->arena;
    const char *own = arena_string(arena, name);
    const char *value = arena_copy(arena, clean->data, property_size(clean));
    struct extracted_property *property =
        own && value ? arena_push(arena, &extract->properties,
                                  &extract->property_count, sizeof *property)
                     : NULL;
    if (!property)
        return concord_no_memory(err);
    *property = (struct extracted_property){own, value, line};
    return CONCORD_OK;
}

enum concord_status extract_add_property(struct extract *extract,
                                         const char *name, const char *value,
                                         size_t size, unsigned line,
                                         struct concord_error *err) {
    if (extract->property_count == EXTRACT_PROPERTIES_MAX ||
        size > EXTRACT_BYTES_MAX)
        return CONCORD_OK;
    struct buffer plain = BUFFER_INIT(size * 2 + 16);
    struct buffer clean = BUFFER_INIT(size * 4 + 16);
    enum concord_status status = CONCORD_OK;
    charset_append_unmasked(&plain, value, size);
    if (!buffer_ok(&plain))
        status = concord_no_memory(err);
    else if (plain.size > 0)
        status = text_clean(&clean, plain.data, plain.size, err);
    if (status == CONCORD_OK && clean.size > 0)
        status = push_property(extract, name, &clean, line, err);
    buffer_destroy(&plain);
    buffer_destroy(&clean);
    return status;
}

static char versions[VERSIONS_MAX];
static pthread_once_t versions_ready = PTHREAD_ONCE_INIT;

static void write_versions(void) {
    size_t length = 0;
    for (size_t i = 0; i < FORMAT_COUNT; i++) {
        const char *version = FORMATS[i].version;
        size_t size = version ? strlen(version) : 0;
        if (size == 0 || length + size + 2 > sizeof versions)
            continue;
        if (length > 0)
            versions[length++] = ' ';
        memcpy(versions + length, version, size + 1);
        length += size;
    }
}

const char *extract_version(void) {
    pthread_once(&versions_ready, write_versions);
    return versions;
}
