package io.fleetwire.service.live;

import org.jspecify.annotations.Nullable;

/**
 * Limits that screens have run into; null: not reached, everything is shown.
 *
 * @param vehicles only so many vehicles are shown, those heard of last
 * @param openAlerts only so many open alerts are shown, the most severe
 */
record LiveLimits(@Nullable Integer vehicles, @Nullable Integer openAlerts) {}
