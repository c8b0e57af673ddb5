/** What every request passes on its way in: the gate, security headers, the page. */
@NullMarked
package io.fleetwire.service.web;

import org.jspecify.annotations.NullMarked;
