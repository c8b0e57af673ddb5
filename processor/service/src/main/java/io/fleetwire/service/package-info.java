/** The Quarkus application: REST, WebSocket, the dashboard's server, and on one machine the Flink job's host. Packages form a list: {@code kafka}, {@code store}, {@code engine}, {@code fleet}, {@code live}, {@code status}, {@code web}, {@code api}; each may use those before it. */
@NullMarked
package io.fleetwire.service;

import org.jspecify.annotations.NullMarked;
