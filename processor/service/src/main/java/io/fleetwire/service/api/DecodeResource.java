package io.fleetwire.service.api;

import io.fleetwire.protocol.DeviceProfile;
import io.fleetwire.protocol.Transport;
import io.fleetwire.protocol.workbench.HexInput;
import io.fleetwire.protocol.workbench.Report;
import io.fleetwire.protocol.workbench.Request;
import io.fleetwire.protocol.workbench.Workbench;
import io.fleetwire.service.access.Roles;
import io.fleetwire.service.audit.AuditNote;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The protocol workbench: bytes in, what they say out. Nothing is stored, no device hears of it. */
@Path("/api/v1/decode")
@Tag(name = "Workbench")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
public class DecodeResource {

    /** Most bytes of one question; {@code ./fleet decode} takes more. */
    static final int MAX_BYTES = 64 * 1024;

    /** What a byte takes at most when it is pasted: a line of a dump with its offset and characters is 78 characters for 16. */
    private static final int MAX_CHARACTERS = 5 * MAX_BYTES;

    /**
     * What to take apart: {@code hex} or {@code text}.
     *
     * @param protocol absent: recognised
     * @param transport {@code TCP} or {@code UDP}; absent: what fits
     * @param hex bytes in any form people paste
     * @param text the text itself, of a protocol that speaks text
     * @param deviceId who says it, where the bytes do not
     * @param timeZone of times that carry none, such as {@code +08:00}
     * @param receivedAt the gateway's clock; absent: now
     * @param state of the dialogue the bytes come from, such as {@code headers} and {@code asked} of an OBD adapter; absent: what they show
     */
    public record Asked(
            @Pattern(regexp = "[a-z0-9-]{1,32}", message = "must be a protocol's name") @Nullable
            String protocol,

            @Nullable String transport,
            @Size(max = MAX_CHARACTERS) @Nullable String hex,
            @Size(max = MAX_CHARACTERS) @Nullable String text,
            @Nullable String deviceId,
            @Size(max = 64) @Nullable String model,
            @Nullable String timeZone,
            @Nullable Boolean lenientChecksum,
            @Nullable String receivedAt,
            @Size(max = 8) @Nullable Map<String, String> state) {}

    private final AuditNote audit;

    DecodeResource(AuditNote audit) {
        this.audit = audit;
    }

    /** What the bytes are and what came of them. */
    @POST
    @RolesAllowed(Roles.VIEWER)
    @Consumes(MediaType.APPLICATION_JSON)
    public Report decode(@NotNull @Valid Asked asked) {
        audit.skip();
        String device = asked.deviceId() == null ? Request.NOBODY : Input.id("deviceId", asked.deviceId());
        Instant at = asked.receivedAt() == null ? Instant.now() : Input.time("receivedAt", asked.receivedAt());
        DeviceProfile profile = new DeviceProfile(
                asked.model(), zone(asked.timeZone()), Boolean.TRUE.equals(asked.lenientChecksum()), false);
        try {
            return Workbench.report(Request.of(bytes(asked), at)
                    .in(asked.protocol())
                    .amid(asked.state() == null ? Map.of() : asked.state())
                    .over(Input.choice("transport", asked.transport(), Transport.class))
                    .from(device, profile));
        } catch (IllegalArgumentException e) {
            throw new BadInputException(e.getMessage() + ".");
        }
    }

    private static byte[] bytes(Asked asked) {
        String hex = asked.hex();
        String text = asked.text();
        if ((hex == null) == (text == null)) {
            throw new BadInputException("Send the bytes as hex, or the text of a text protocol as text.");
        }
        byte[] bytes = hex != null ? HexInput.bytes(hex) : HexInput.text(String.valueOf(text));
        if (bytes.length > MAX_BYTES) {
            throw new BadInputException(
                    bytes.length + " bytes; at most " + MAX_BYTES + " are taken apart here, more by ./fleet decode.");
        }
        return bytes;
    }

    private static @Nullable ZoneOffset zone(@Nullable String given) {
        try {
            return given == null || given.isBlank() ? null : ZoneOffset.of(given);
        } catch (DateTimeException e) {
            throw new BadInputException("timeZone must be an offset such as +08:00.");
        }
    }
}
