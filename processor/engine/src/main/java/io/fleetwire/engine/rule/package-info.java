/**
 * What a person should know. A {@link io.fleetwire.engine.rule.Rule} is a condition on one {@link io.fleetwire.engine.rule.RuleInput}; the one {@link
 * io.fleetwire.engine.rule.Episode} machine turns conditions into alerts with minimum duration and hysteresis; what it remembers is a {@link
 * io.fleetwire.engine.rule.EpisodeState} in the vehicle's state. To add a rule: one file, one line in {@link io.fleetwire.engine.rule.Rules}, one table in the
 * tests.
 *
 * <p>Of the signals a device detects itself, OVERSPEED, IDLING and GEOFENCE_ENTER/EXIT raise nothing here: the engine applies the fleet's own limits
 * and areas to the same positions.
 */
@NullMarked
package io.fleetwire.engine.rule;

import org.jspecify.annotations.NullMarked;
