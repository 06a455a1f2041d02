#include "describe/word_classes.h"

#include <stddef.h>
#include <string.h>

#include "text/abbreviations.h"

static const char *const body_nouns[] = {
    "agency",       "alliance",      "assembly",   "association",
    "authority",    "authorities",   "board",      "bureau",
    "cabinet",      "centre",        "charity",    "church",
    "club",         "cluster",       "college",    "commission",
    "committee",    "confederation", "consortium", "constabulary",
    "council",      "cvs",           "department", "directorate",
    "division",     "exchange",      "federation", "forum",
    "foundation",   "government",    "group",      "hospital",
    "institute",    "ministry",      "network",    "office",
    "organisation", "organization",  "parliament", "partnership",
    "pct",          "police",        "school",     "service",
    "society",      "team",          "trust",      "union",
    "unit",         "university",    NULL};

static const char *const office_nouns[] = {
    "chair",        "chairman",    "champion",   "chief",    "commander",
    "commissioner", "coordinator", "councillor", "director", "head",
    "leader",       "manager",     "mayor",      "minister", "officer",
    "president",    "secretary",   "trustee",    NULL};

/* Words that have a capital only because a sentence begins with them. */
static const char *const openers[] = {
    "a",      "after", "all",     "although", "an",   "and",   "as",   "at",
    "before", "both",  "but",     "by",       "each", "every", "for",  "from",
    "he",     "how",   "however", "i",        "i'd",  "i'll",  "i'm",  "i've",
    "if",     "in",    "it",      "it's",     "its",  "many",  "more", "most",
    "my",     "no",    "not",     "of",       "on",   "or",    "our",  "she",
    "since",  "so",    "some",    "that",     "the",  "their", "then", "there",
    "these",  "they",  "this",    "those",    "to",   "today", "we",   "what",
    "when",   "where", "which",   "while",    "who",  "why",   "with", "within",
    "yet",    "you",   "your",    NULL};

static const char *const joiners[] = {"of", "for", "and", "the", NULL};

/* What a date may begin with, but for figures. */
static const char *const of_dates[] = {
    "january", "february", "march",     "april",    "may",      "june",
    "july",    "august",   "september", "october",  "november", "december",
    "jan",     "feb",      "mar",       "apr",      "jun",      "jul",
    "aug",     "sep",      "sept",      "oct",      "nov",      "dec",
    "spring",  "summer",   "autumn",    "winter",   "easter",   "christmas",
    "monday",  "tuesday",  "wednesday", "thursday", "friday",   "saturday",
    "sunday",  "early",    "mid",       "late",     "end",      NULL};

static const char *const articles[] = {"the", "her",  "his", "its",
                                       "our", "that", NULL};

static const char *const paper_nouns[] = {
    "compact",    "code",       "agreement",   "strategy",     "plan",
    "paper",      "report",     "guide",       "guidance",     "review",
    "protocol",   "charter",    "concordat",   "act",          "statement",
    "policy",     "framework",  "letter",      "exercise",     "consultation",
    "toolkit",    "handbook",   "guidelines",  "memorandum",   "scheme",
    "inquiry",    "manifesto",  "bill",        "annex",        "annexe",
    "appendix",   "directive",  "regulations", "order",        "standard",
    "principles", "edition",    "document",    "survey",       "study",
    "studies",    "newsletter", "bulletin",    "briefing",     "factsheet",
    "strategies", "policies",   "proposals",   "proposal",     "enquiry",
    "manual",     "prospectus", "programme",   "constitution", NULL};

static const char *const first_person[] = {"i",    "i'm", "i've", "i'd",
                                           "i'll", "my",  "me",   NULL};

static bool is_in(const char *folded, const char *const *list) {
    for (size_t i = 0; list[i]; i++)
        if (folded[0] == list[i][0] && strcmp(folded, list[i]) == 0)
            return true;
    return false;
}

/* What may follow a noun without making it another one. */
static bool is_ending(const char *rest) {
    return *rest == '\0' || strcmp(rest, "s") == 0 || strcmp(rest, "'s") == 0 ||
           strcmp(rest, "s'") == 0;
}

bool word_is_form_of(const char *folded, const char *noun) {
    if (folded[0] != noun[0])
        return false;
    size_t length = strlen(noun);
    return strncmp(folded, noun, length) == 0 && is_ending(folded + length);
}

static bool is_in_any_number(const char *folded, const char *const *list) {
    for (size_t i = 0; list[i]; i++)
        if (word_is_form_of(folded, list[i]))
            return true;
    return false;
}

uint32_t word_classes_of(const char *folded) {
    bool figure = folded[0] >= '0' && folded[0] <= '9';
    uint32_t classes = 0;
    if (is_in_any_number(folded, body_nouns))
        classes |= WORD_BODY_NOUN;
    if (is_in_any_number(folded, office_nouns))
        classes |= WORD_OFFICE_NOUN;
    if (is_in(folded, openers))
        classes |= WORD_OPENER;
    if (is_in(folded, joiners))
        classes |= WORD_JOINER;
    if (text_is_abbreviation(folded))
        classes |= WORD_ABBREVIATION;
    if (is_in(folded, first_person))
        classes |= WORD_FIRST_PERSON;
    if (is_in(folded, articles))
        classes |= WORD_ARTICLE;
    if (is_in_any_number(folded, paper_nouns))
        classes |= WORD_PAPER_NOUN;
    if (figure || is_in(folded, of_dates))
        classes |= WORD_OF_DATE;
    return classes;
}
