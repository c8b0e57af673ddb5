package io.fleetwire.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.event.Telemetry;
import io.fleetwire.protocol.DeviceProfile;
import io.fleetwire.protocol.Outcome;
import io.fleetwire.protocol.ProtocolAdapter;
import io.fleetwire.protocol.registry.Protocols;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fleet's own meanings of Teltonika's IO elements. */
class AvlDictionaryFileTest {

    private static final String HEADER = "id,families,name,width,sign,scale,unit,field,signals,absent,note";
    private static final String LOGIN = "000f333536333037303432343431303133";

    /** The vendor's worked example: 21 = 3, 1 = 1, 66 = 24080. */
    private static final String PACKET =
            "000000000000002808010000016b40d9ad80010000000000000000000000000000000103021503010101425e100000010000f22a";

    @TempDir
    private Path folder;

    private List<ProtocolAdapter<?>> devices(String... lines) throws IOException {
        Path file = folder.resolve("avl.csv");
        Files.write(file, List.of(lines));
        return AvlDictionaryFile.devices(Map.of(AvlDictionaryFile.VARIABLE, file.toString()));
    }

    @Test
    void linesAddAndOverride() throws IOException {
        List<ProtocolAdapter<?>> devices = devices(
                HEADER, "# ours", "", "21,A,signal,1,u,0.5,bars,,,,halves", "66,A6T,supply,2,u,0.001,V,BATTERY_V,,,");
        assertThat(devices)
                .extracting(ProtocolAdapter::id)
                .containsExactlyElementsOf(
                        Protocols.devices().stream().map(ProtocolAdapter::id).toList());
        Telemetry event = event(devices.getFirst());
        assertThat(event.attributes()).containsEntry("io_21", "1.5").containsEntry("io_1", "1");
        assertThat(event.power().batteryV()).isEqualTo(24.08);
        assertThat(event(Protocols.devices().getFirst()).power().externalV()).isEqualTo(24.08);
    }

    @Test
    void withoutTheVariableNothingChanges() {
        assertThat(AvlDictionaryFile.devices(Map.of())).isSameAs(Protocols.devices());
    }

    @Test
    void whatIsWrongIsNamedWithFileAndLine() {
        assertThatThrownBy(() -> devices(HEADER, "21,A,signal,1,u,1,,,,,", "70000,A,x,1,u,1,,,,,"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(AvlDictionaryFile.VARIABLE)
                .hasMessageContaining("avl.csv:3: id '70000' must be 0 to 65535");
        assertThatThrownBy(() -> AvlDictionaryFile.devices(Map.of(
                        AvlDictionaryFile.VARIABLE, folder.resolve("none.csv").toString())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot read")
                .hasMessageContaining("none.csv");
    }

    private static <S> Telemetry event(ProtocolAdapter<S> adapter) {
        Outcome<S> login = adapter.receive(adapter.newSession(), bytes(LOGIN), Instant.EPOCH);
        S session = ((Outcome.Login<S>) login)
                .accepted()
                .apply(DeviceProfile.DEFAULT)
                .session();
        Outcome<S> data = adapter.receive(session, bytes(PACKET), Instant.EPOCH);
        return (Telemetry) ((Outcome.Step<S>) data).events().getFirst();
    }

    private static ByteBuf bytes(String hex) {
        return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex));
    }
}
