package io.fleetwire.gateway.identity;

import io.fleetwire.gateway.address.AddressList;
import io.fleetwire.gateway.address.AddressRules;
import io.fleetwire.gateway.identity.Admission.Reason;
import io.fleetwire.gateway.tls.Certificates;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the registry asks of whoever calls itself this device.
 *
 * @param tls {@code requireTls}
 * @param certificate {@code requireCertificate}
 * @param access {@code allowFrom}
 * @param pinning {@code pinning}; null: as for everyone
 */
public record Requirements(boolean tls, boolean certificate, AddressRules access, Pins.@Nullable Policy pinning) {

    static final Requirements NONE = new Requirements(false, false, AddressRules.EVERYWHERE, null);

    /** Where a setting cannot be read, nobody may be the device: a typing error must not open a door. */
    static final Requirements NOBODY = new Requirements(
            true, true, new AddressRules(AddressList.NONE, AddressList.parse("0.0.0.0/0, ::/0")), null);

    /**
     * From the device's settings.
     *
     * @throws IllegalArgumentException naming what cannot be read
     */
    static Requirements of(Map<String, String> settings) {
        String allowFrom = settings.getOrDefault("allowFrom", "");
        String pinning = settings.get("pinning");
        return new Requirements(
                Boolean.parseBoolean(settings.get("requireTls")),
                Boolean.parseBoolean(settings.get("requireCertificate")),
                new AddressRules(AddressList.parse(allowFrom), AddressList.NONE),
                pinning == null ? null : Pins.Policy.valueOf(pinning.toUpperCase(Locale.ROOT)));
    }

    /** What is against the caller; null: nothing. */
    @Nullable
    Reason disconnectCause(Caller caller) {
        if (!access.permits(caller.address())) {
            return Reason.ADDRESS;
        }
        if (tls && !caller.encrypted()) {
            return Reason.TLS_REQUIRED;
        }
        return certificate && caller.certificate() == null ? Reason.CERTIFICATE_REQUIRED : null;
    }

    /** Whether the caller shows the certificate of another device. */
    static boolean showsAnothersCertificate(Caller caller, String deviceId) {
        return caller.certificate() != null
                && !Certificates.names(caller.certificate()).contains(deviceId);
    }
}
