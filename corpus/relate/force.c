/* force.c - see force.h. */
#include "relate/force.h"

/* An end that was found, the earliest of all. */
static void end_at(struct force *force, struct edtf_date until, bool stated,
                   const char *why) {
    bool is_earlier =
        edtf_is_undated(force->until) || until.latest < force->until.latest ||
        (until.latest == force->until.latest && stated && !force->stated);
    if (edtf_is_undated(until) || !is_earlier)
        return;
    force->until = until;
    force->stated = stated;
    force->why = why;
}

/* An end by what took the agreement's place. */
static void end_by_successor(struct force *force, struct edtf_date date,
                             bool stated, const char *why) {
    if (!edtf_is_undated(date) && (edtf_is_undated(force->superseded) ||
                                   date.latest < force->superseded.latest))
        force->superseded = date;
    end_at(force, date, stated, why);
}

/* The date of what took the agreement's place: its own if it is held, else as
 * the paper gives it. */
static struct edtf_date successor_date(const struct relator *relator,
                                       const struct incoming *incoming) {
    const struct paper *teller = &relator->papers[incoming->paper];
    const struct claim_relation *relation =
        &teller->claim.relations[incoming->statement];
    size_t held = teller->statements[incoming->statement].subject.paper;
    if (held != NO_PAPER)
        return date_is_firm(&relator->papers[held].claim)
                   ? relator->papers[held].claim.date
                   : edtf_undated();
    return relation->subject.date;
}

static void end_by_successors(struct force *force,
                              const struct relator *relator, size_t index) {
    const struct paper *paper = &relator->papers[index];
    for (const struct incoming *incoming = paper->incoming; incoming;
         incoming = incoming->next) {
        const struct paper *teller = &relator->papers[incoming->paper];
        const struct claim_relation *relation =
            &teller->claim.relations[incoming->statement];
        size_t object = teller->statements[incoming->statement].object.paper;
        struct edtf_date date = successor_date(relator, incoming);
        if (relation->type == RELATION_SUPERSEDES && object == index &&
            !(date_is_firm(&paper->claim) &&
              date.latest < paper->claim.date.earliest))
            end_by_successor(force, date,
                             relation->certainty >= CERTAINTY_DERIVED,
                             "superseded, as a paper says");
    }
}

struct force agreement_force(const struct relator *relator, size_t index) {
    const struct paper *paper = &relator->papers[index];
    const struct paper_name *name = &paper->names[0];
    struct force force = {.from = paper->claim.date,
                          .until = edtf_undated(),
                          .term = edtf_undated(),
                          .superseded = edtf_undated(),
                          .why = "no end is known"};
    if (edtf_is_undated(force.from) && name->is_term)
        force.from =
            (struct edtf_date){name->date.earliest, name->date.earliest};
    if (name->is_term) {
        force.term = (struct edtf_date){name->date.latest, name->date.latest};
        end_at(&force, force.term, true, "the term in its title");
    }
    end_by_successors(&force, relator, index);
    if (paper->later != NO_PAPER)
        end_by_successor(&force, relator->papers[paper->later].claim.date,
                         false, "a later edition is held");
    force.stated = force.stated && !edtf_is_undated(force.until) &&
                   (date_is_firm(&paper->claim) || name->is_term);
    return force;
}
