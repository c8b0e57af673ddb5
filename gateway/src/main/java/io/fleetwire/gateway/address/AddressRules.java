package io.fleetwire.gateway.address;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Who may come from where.
 *
 * @param allow if anything is on it, only they may
 * @param deny they may not, even if they are allowed
 */
public record AddressRules(AddressList allow, AddressList deny) {

    /** From everywhere. */
    public static final AddressRules EVERYWHERE = new AddressRules(AddressList.NONE, AddressList.NONE);

    /** Whether one may come from there; an address that isn't known is allowed where every address is. */
    public boolean permits(@Nullable InetAddress address) {
        if (address == null) {
            return allow.isEmpty() && deny.isEmpty();
        }
        return !deny.contains(address) && (allow.isEmpty() || allow.contains(address));
    }
}
