/* differ.c - see differ.h. */
#include "relate/differ.h"

/* Row `d` has the diagonals -d..d, every other of which is reached; the rows
 * stand one after the other. */
static size_t row_start(int32_t d) {
    return (size_t)d * (size_t)(d + 1);
}

static size_t cell(int32_t d, int32_t diagonal) {
    return row_start(d) + (size_t)(diagonal + d);
}

/* The furthest that diagonal `k` is reached with `d` changes, before words that
 * agree are passed: from the left by taking out, from above by putting in. */
static int32_t step_to(const struct differ *differ, int32_t d, int32_t k) {
    if (d == 0)
        return 0;
    bool from_above =
        k == -d || (k != d && differ->reach[cell(d - 1, k - 1)] <
                                  differ->reach[cell(d - 1, k + 1)]);
    return from_above ? differ->reach[cell(d - 1, k + 1)]
                      : differ->reach[cell(d - 1, k - 1)] + 1;
}

int32_t differ_search(struct differ *differ, const struct hashed_word *a,
                      size_t a_count, const struct hashed_word *b,
                      size_t b_count, int32_t most) {
    int32_t n = (int32_t)a_count;
    int32_t m = (int32_t)b_count;
    differ->changes = DIFFER_NONE;
    for (int32_t d = 0; d <= most; d++)
        for (int32_t k = -d; k <= d; k += 2) {
            int32_t x = step_to(differ, d, k);
            int32_t y = x - k;
            while (x < n && y >= 0 && y < m && a[x].hash == b[y].hash) {
                x++;
                y++;
            }
            differ->reach[cell(d, k)] = x;
            if (x >= n && y >= m) {
                differ->changes = d;
                return d;
            }
        }
    return DIFFER_NONE;
}

/* Put a piece before the one found last; like pieces become one. */
static size_t put_before(struct differ_piece *pieces, size_t count,
                         struct differ_piece piece) {
    if (piece.first == piece.end)
        return count;
    if (count > 0 && pieces[count - 1].op == piece.op &&
        pieces[count - 1].first == piece.end) {
        pieces[count - 1].first = piece.first;
        return count;
    }
    pieces[count] = piece;
    return count + 1;
}

static void reverse(struct differ_piece *pieces, size_t count) {
    for (size_t i = 0; i < count / 2; i++) {
        struct differ_piece piece = pieces[i];
        pieces[i] = pieces[count - 1 - i];
        pieces[count - 1 - i] = piece;
    }
}

/* Walk back from the end of both runs. */
size_t differ_pieces(const struct differ *differ, struct differ_piece *pieces,
                     size_t a_count, size_t b_count) {
    int32_t x = (int32_t)a_count;
    int32_t y = (int32_t)b_count;
    size_t count = 0;
    for (int32_t d = differ->changes; d >= 0; d--) {
        int32_t k = x - y;
        int32_t start = step_to(differ, d, k);
        count = put_before(pieces, count,
                           (struct differ_piece){
                               DIFFER_EQUAL, (size_t)(start - k), (size_t)y});
        x = start;
        y = start - k;
        if (d == 0)
            break;
        bool inserted =
            k == -d || (k != d && differ->reach[cell(d - 1, k - 1)] <
                                      differ->reach[cell(d - 1, k + 1)]);
        size_t at = (size_t)(inserted ? y : x);
        count = put_before(
            pieces, count,
            (struct differ_piece){inserted ? DIFFER_INSERT : DIFFER_DELETE,
                                  at - 1, at});
        x -= !inserted;
        y -= inserted;
    }
    reverse(pieces, count);
    return count;
}
