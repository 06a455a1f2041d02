/* generation_trial.h - what a builder of trials does otherwise.
 * engine/generation.h says what a trial is. */
#ifndef CONCORD_ENGINE_GENERATION_TRIAL_H
#define CONCORD_ENGINE_GENERATION_TRIAL_H

#include "generation_builder.h"

/* Set builder->directory to where the generation on trial is built: beside the
 * others, whose files it may link to, under a name that the next run sweeps
 * away; without others, in a temporary folder. */
enum concord_status generation_trial_place(struct generation_builder *builder,
                                           struct concord_error *err);

/* Remove the temporary folder, if there is one. */
void generation_trial_clear(struct generation_builder *builder);

#endif
