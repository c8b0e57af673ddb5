/** Who may use the dashboard and the API: users, tokens, sessions, kept on {@code fleet.access}; how what a caller presents is checked. */
@NullMarked
package io.fleetwire.service.access;

import org.jspecify.annotations.NullMarked;
