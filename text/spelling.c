/* spelling.c - a rule for -ize and -yze, a table for what has no rule, and the
 * plurals of acronyms. */
#include "spelling.h"

#include <stdbool.h>
#include <string.h>

/* What may follow a stem for the row to be meant. */
#define NOUN  "||s|'s|"
#define VERB  "||s|ed|ing|ings|er|ers|'s|"
#define MIXED "||s|ed|ing|er|ers|able|ably|ful|fully|less|ite|ites|y|ly|'s|"

struct row {
    const char *from;
    const char *to;
    const char *ends;
};

/* By first letter. Derived words that are spelt alike everywhere ("laborious",
 * "honorary", "humorous", "centrifugal") are kept out by the ends. */
static const struct row rows[] = {
    {"abridgment", "abridgement", NOUN},
    {"acknowledgment", "acknowledgement", NOUN},
    {"advisor", "adviser", NOUN},
    {"aluminum", "aluminium", NOUN},
    {"anaem", "anem", "|ia|ias|ic|"},
    {"anaesthe", "anesthe", "|sia|tic|tics|tist|tists|tise|tised|tize|tized|"},
    {"analog", "analogue", "||s|"},
    {"appall", "appal", "||s|"},
    {"archaeolog", "archeolog", "|y|ical|ically|ist|ists|"},
    {"armor", "armour", "||s|ed|er|ers|ies|y|"},
    {"artifact", "artefact", NOUN},
    {"behavior", "behaviour", "||s|al|ally|ism|ist|ists|'s|"},
    {"belabor", "belabour", VERB},
    {"burnt", "burned", "||"},
    {"caesarean", "cesarean", NOUN},
    {"candor", "candour", "||"},
    {"catalog", "catalogue", "||s|"},
    {"cataloged", "catalogued", "||"},
    {"cataloger", "cataloguer", NOUN},
    {"cataloging", "cataloguing", "||"},
    {"center", "centre", NOUN},
    {"centered", "centred", "||ness|"},
    {"centering", "centring", "||"},
    {"centimeter", "centimetre", NOUN},
    {"chili", "chilli", "||es|s|"},
    {"clamor", "clamour", "||s|ed|ing|"},
    {"color", "colour", MIXED},
    {"convenor", "convener", NOUN},
    {"councilor", "councillor", NOUN},
    {"counselor", "counsellor", NOUN},
    {"cozy", "cosy", "||"},
    {"defense", "defence", "||s|less|'s|"},
    {"demeanor", "demeanour", NOUN},
    {"dialed", "dialled", "||"},
    {"dialing", "dialling", "||"},
    {"dialog", "dialogue", "||s|"},
    {"diarrhoea", "diarrhea", "||"},
    {"discolor", "discolour", "||s|ed|ing|"},
    {"disfavor", "disfavour", "||s|ed|"},
    {"disheveled", "dishevelled", "||"},
    {"dishonor", "dishonour", "||s|ed|ing|able|ably|"},
    {"dreamt", "dreamed", "||"},
    {"encyclopaed", "encycloped", "|ia|ias|ic|"},
    {"endeavor", "endeavour", VERB},
    {"epicenter", "epicentre", NOUN},
    {"faec", "fec", "|es|al|"},
    {"favor", "favour", "||s|ed|ing|able|ably|ite|ites|itism|"},
    {"fervor", "fervour", "||"},
    {"fiber", "fibre", NOUN},
    {"flavor", "flavour", "||s|ed|ing|ings|ful|less|'s|"},
    {"focuss", "focus", "|ed|es|ing|"},
    {"foet", "fet", "|us|uses|al|"},
    {"fueled", "fuelled", "||"},
    {"fueling", "fuelling", "||"},
    {"glamor", "glamour", "||"},
    {"gray", "grey", "||s|ed|er|est|ing|ish|ness|'s|"},
    {"gynaecolog", "gynecolog", "|y|ical|ist|ists|"},
    {"haemo", "hemo", "|philia|philiac|philiacs|globin|rrhage|rrhages|"},
    {"harbor", "harbour", VERB},
    {"homoeopath", "homeopath", "||s|ic|y|"},
    {"honor", "honour", "||s|ed|ing|able|ably|ableness|'s|"},
    {"humor", "humour", "||s|ed|ing|less|'s|"},
    {"jewelry", "jewellery", "||"},
    {"judgment", "judgement", "||s|al|'s|"},
    {"kilometer", "kilometre", NOUN},
    {"labor", "labour", "||s|ed|ing|er|ers|'s|"},
    {"learnt", "learned", "||"},
    {"leukaemia", "leukemia", "||s|"},
    {"licence", "license", "||s|d|'s|"},
    {"liter", "litre", NOUN},
    {"luster", "lustre", "||"},
    {"maneuver", "manoeuvre", "||s|d|"},
    {"maneuvered", "manoeuvred", "||"},
    {"maneuvering", "manoeuvring", "||"},
    {"marvelous", "marvellous", "||ly|"},
    {"meager", "meagre", "||ly|ness|"},
    {"mediaeval", "medieval", "||"},
    {"millimeter", "millimetre", NOUN},
    {"misdemeanor", "misdemeanour", NOUN},
    {"misjudgment", "misjudgement", NOUN},
    {"mold", "mould", "||s|ed|ing|y|"},
    {"mustache", "moustache", "||s|d|"},
    {"neighbor", "neighbour", "||s|ed|ing|ly|liness|hood|hoods|'s|"},
    {"odor", "odour", "||s|less|'s|"},
    {"offense", "offence", NOUN},
    {"orthopaedic", "orthopedic", "||s|"},
    {"paediatric", "pediatric", "||s|ian|ians|"},
    {"paedophil", "pedophil", "|e|es|ia|iac|"},
    {"pajama", "pyjama", "||s|"},
    {"parlor", "parlour", NOUN},
    {"plow", "plough", VERB},
    {"practis", "practic", "|e|es|ed|ing|"},
    {"pretense", "pretence", NOUN},
    {"programme", "program", "||s|'s|"},
    {"rancor", "rancour", "||"},
    {"rigor", "rigour", "||s|"},
    {"rumor", "rumour", "||s|ed|"},
    {"savior", "saviour", NOUN},
    {"savor", "savour", "||s|ed|ing|y|"},
    {"skeptic", "sceptic", "||s|al|ally|ism|'s|"},
    {"skillful", "skilful", "||ly|"},
    {"smolder", "smoulder", "||s|ed|ing|"},
    {"somber", "sombre", "||ly|"},
    {"specter", "spectre", NOUN},
    {"splendor", "splendour", "||s|"},
    {"spoilt", "spoiled", "||"},
    {"theater", "theatre", NOUN},
    {"traveler", "traveller", NOUN},
    {"tumor", "tumour", NOUN},
    {"unfavorabl", "unfavourabl", "|e|y|"},
    {"uncolored", "uncoloured", "||"},
    {"valor", "valour", "||"},
    {"vapor", "vapour", "||s|"},
    {"vigor", "vigour", "||"},
    {"willful", "wilful", "||ly|ness|"},
    {"woolen", "woollen", "||s|"},
    {"yogurt", "yoghurt", NOUN},
};

/* `end` is one of the ends of a row. */
static bool has_end(const char *ends, const char *end, size_t length) {
    for (const char *at = ends; at[1] != '\0';) {
        const char *begin = at + 1;
        at = strchr(begin, '|');
        if ((size_t)(at - begin) == length && memcmp(begin, end, length) == 0)
            return true;
    }
    return false;
}

static const struct row *find_row(const char *word, size_t length) {
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t size = 0;
        if (rows[i].from[0] != word[0])
            continue;
        size = strlen(rows[i].from);
        if (size <= length && memcmp(rows[i].from, word, size) == 0 &&
            has_end(rows[i].ends, word + size, length - size))
            return &rows[i];
    }
    return NULL;
}

/* Behind the z of -ize and -yze. */
static const char ize_ends[] =
    "|e|es|ed|ing|ings|er|ers|able|ability|ation|ations|ational|ationally|"
    "ement|ements|e's|er's|ers'|ation's|";

/* Words whose z is their own, up to it. "capsize" and "outsize" end in one. */
static bool is_own_z(const char *word, size_t z) {
    static const char *const kept[] = {"siz",  "priz",  "seiz",
                                       "maiz", "assiz", "baiz"};
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        size_t size = strlen(kept[i]);
        bool ends =
            size <= z + 1 && memcmp(word + z + 1 - size, kept[i], size) == 0;
        /* "emphasize" ends in "siz" as well: only a few are made of size. */
        if (ends && (i > 0 || z == 2))
            return true;
    }
    static const char *const sizes[] = {"cap", "down",  "out", "over",
                                        "re",  "under", "mid"};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        size_t size = strlen(sizes[i]);
        if (z == size + 2 && memcmp(word, sizes[i], size) == 0 &&
            memcmp(word + size, "siz", 3) == 0)
            return true;
    }
    return false;
}

/* Where the z of -ize or -yze stands, or 0. */
static size_t find_ize(const char *word, size_t length) {
    for (size_t z = length - 1; z >= 2; z--)
        if (word[z] == 'z' && (word[z - 1] == 'i' || word[z - 1] == 'y') &&
            has_end(ize_ends, word + z + 1, length - z - 1))
            return is_own_z(word, z) ? 0 : z;
    return 0;
}

/* The stemmer takes an s for a plural only behind a vowel that does not stand
 * right before it, so that "PCTs", "SLAs" and "VCOs" would be no PCT, SLA and
 * VCO. No word of English but an abbreviation is so made; "CVS" is too short to
 * be told from one. */
static bool is_plural_of_capitals(const char *word, size_t length) {
    size_t last = length - 1;
    if (length < 4 || length > 8 || word[last] != 's' || word[last - 1] == 's')
        return false;
    if (word[last - 1] == 'a' || word[last - 1] == 'o')
        last--;
    for (size_t i = 0; i < last; i++)
        if (word[i] < 'a' || word[i] > 'z' || strchr("aeiouy", word[i]))
            return false;
    return true;
}

size_t spelling_fold(char out[SPELLING_MAX + 1], const char *word,
                     size_t length) {
    const struct row *row = length > 0 ? find_row(word, length) : NULL;
    size_t z = length > 3 ? find_ize(word, length) : 0;
    if (row) {
        size_t from = strlen(row->from);
        size_t to = strlen(row->to);
        memcpy(out, row->to, to);
        memcpy(out + to, word + from, length - from);
        length = length - from + to;
    } else {
        memcpy(out, word, length);
        if (z > 0)
            out[z] = 's';
        else
            length -= is_plural_of_capitals(word, length);
    }
    out[length] = '\0';
    return length;
}
