/* bm25.h - the weight of a word in a document, as Xapian's BM25Weight has it
 * with make_weighting()'s parameters and none of the query's: to the last bit
 * but for the order of sums. C++ only. */
#ifndef CONCORD_ENGINE_BM25_H
#define CONCORD_ENGINE_BM25_H

#include <algorithm>
#include <cmath>
#include <xapian.h>

// BM25's constants (Robertson and Zaragoza, The Probabilistic Relevance
// Framework, 2009, section 3.4: 1.2 to 2 and 0.5 to 0.8 hold for most
// collections); bench/README.md has the figures that these were chosen by.
inline constexpr double BM25_K1 = 1.8;
inline constexpr double BM25_B = 0.55;
// Of an average document: a shorter one counts as one of this length.
inline constexpr double BM25_MIN_LENGTH = 0.5;

inline Xapian::BM25Weight make_weighting() {
    return Xapian::BM25Weight(BM25_K1, 0, 1, BM25_B, BM25_MIN_LENGTH);
}

// The most that a word can weigh which `with` of the documents have.
inline double bm25_rarity(double documents, double with) {
    double odds = (documents - with + 0.5) / (with + 0.5);
    return std::log(odds < 2 ? odds * 0.5 + 1 : odds) * (BM25_K1 + 1);
}

inline double bm25_relative_length(double length, double average_length) {
    return average_length > 0 ? length * (1 / average_length) : 0;
}

// What a document's length, as a share of the average, adds to a frequency.
inline double bm25_norm(double relative_length) {
    double length = std::max(relative_length, BM25_MIN_LENGTH);
    return BM25_K1 * (length * BM25_B + (1 - BM25_B));
}

// The share of its rarity that a word weighs, from 0 up to 1.
inline double bm25_impact(double frequency, double norm) {
    return frequency / (norm + frequency);
}

#endif
