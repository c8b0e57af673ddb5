package io.fleetwire.clickhouse.server.http;

import java.util.Arrays;
import java.util.Optional;

/** The users there are. Both have the same password; they differ in what is kept free for them. */
enum Account {
    /** People and their tools, within limits. */
    PEOPLE("default"),
    /** Fleetwire's own processes: connections of their own, which people's queries cannot use up. */
    STACK("fleetwire");

    private final String user;

    Account(String user) {
        this.user = user;
    }

    String user() {
        return user;
    }

    static Optional<Account> of(String user) {
        return Arrays.stream(values())
                .filter(account -> account.user.equals(user))
                .findFirst();
    }
}
