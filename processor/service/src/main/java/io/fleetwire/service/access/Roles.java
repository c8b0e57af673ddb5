package io.fleetwire.service.access;

import io.fleetwire.event.Role;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The roles' names, for {@code @RolesAllowed}: each route names the least it needs. */
public final class Roles {

    public static final String VIEWER = "viewer";
    public static final String OPERATOR = "operator";
    public static final String ADMIN = "admin";

    private Roles() {}

    /** The names of a role and of those it includes. */
    public static Set<String> of(Role role) {
        return Arrays.stream(Role.values())
                .filter(role::includes)
                .map(Roles::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Such as {@code viewer}. */
    public static String name(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
