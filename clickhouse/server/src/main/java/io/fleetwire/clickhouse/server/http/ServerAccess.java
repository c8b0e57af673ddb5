package io.fleetwire.clickhouse.server.http;

import java.time.Duration;
import java.util.List;

/**
 * Who may call, and how much people's queries may take.
 *
 * @param password of every user; empty: none is asked for
 * @param names by which clients may call the server, besides loopback's
 * @param queryTime a query of a person is ended after this time
 * @param queryMemoryBytes of one query of a person
 * @param resultBytes of one result of a person, uncompressed
 */
public record ServerAccess(
        String password, List<String> names, Duration queryTime, long queryMemoryBytes, long resultBytes) {
    public ServerAccess {
        names = List.copyOf(names);
    }

    /** Whether no password is asked for. */
    boolean open() {
        return password.isEmpty();
    }

    /** Never shows the password. */
    @Override
    public String toString() {
        return "ServerAccess[" + names + ", " + queryTime + "]";
    }
}
