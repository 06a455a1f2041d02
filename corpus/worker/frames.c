/* frames.c - heads and numbers of frames. */
#include "worker/frames.h"

#include <string.h>

#include "corpus/extract_form.h"

static const struct {
    char magic[FRAME_NUMBER_SIZE];
    size_t most;
} kinds[] = {
    [FRAME_GREETING] = {{'C', 'X', 'G', '1'}, 4096},
    [FRAME_REQUEST] = {{'C', 'X', 'Q', '1'},
                       FRAME_NUMBER_SIZE + FRAME_NAME_MAX + EXTRACT_BYTES_MAX},
    [FRAME_ANSWER] = {{'C', 'X', 'A', '1'}, FRAME_SIZE_MAX},
};

static void write_number(void *out, uint32_t number) {
    unsigned char *bytes = out;
    for (int i = 0; i < FRAME_NUMBER_SIZE; i++)
        bytes[i] = (unsigned char)(number >> (8 * i));
}

uint32_t frame_read_number(const void *bytes) {
    const unsigned char *at = bytes;
    uint32_t number = 0;
    for (int i = 0; i < FRAME_NUMBER_SIZE; i++)
        number |= (uint32_t)at[i] << (8 * i);
    return number;
}

void frame_append_number(struct buffer *out, uint32_t number) {
    unsigned char bytes[FRAME_NUMBER_SIZE];
    write_number(bytes, number);
    buffer_append(out, bytes, sizeof bytes);
}

void frame_begin(struct buffer *out, enum frame_kind kind) {
    buffer_append(out, kinds[kind].magic, sizeof kinds[kind].magic);
    frame_append_number(out, 0);
}

void frame_end(struct buffer *out, size_t start, size_t to_follow) {
    if (!buffer_ok(out))
        return;
    size_t size = out->size - start - FRAME_HEAD_SIZE + to_follow;
    write_number(out->data + start + FRAME_NUMBER_SIZE, (uint32_t)size);
}

bool frame_read_head(const void *head, enum frame_kind kind, size_t *size) {
    const char *bytes = head;
    *size = frame_read_number(bytes + FRAME_NUMBER_SIZE);
    return memcmp(bytes, kinds[kind].magic, FRAME_NUMBER_SIZE) == 0 &&
           *size <= kinds[kind].most;
}

void frame_append_versions(struct buffer *out) {
    buffer_printf(out, "%s %s", extract_form_version(), extract_version());
}
