package io.fleetwire.protocol.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.event.Command;
import io.fleetwire.protocol.CommandForm;
import io.fleetwire.protocol.CommandForm.Parameter;
import io.fleetwire.protocol.CommandForm.Risk;
import io.fleetwire.protocol.Malformed;
import io.fleetwire.protocol.PayloadAdapter;
import io.fleetwire.protocol.ProtocolAdapter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every form of every protocol: its values are all it lets through, and it can be said. */
class CommandFormsTest {

    /** No text at all, too long, or what a terminal or a line-based protocol obeys: refused everywhere. */
    private static final List<String> HOSTILE = List.of(
            "",
            "a\r\ncpureset",
            "a\ncpureset",
            "a\rRESET",
            "a\tb",
            "a\u0000b",
            "a\u001b[2J",
            "a\u007fb",
            "a\u0085b",
            "x".repeat(5_000));

    /** Refused in everything that becomes part of a device's own words; JSON carries it. */
    private static final List<String> HOSTILE_IN_WORDS = List.of(
            " ",
            "a#RELAY,1#",
            "1#",
            "a\u2028b",
            "grün",
            "\uD83D\uDE9A",
            "$(reboot)",
            "`reboot`",
            "a|b",
            "a&b",
            "a\\b",
            "\"a\"",
            "<a>");

    /** Refused in a value, behind which others may follow. */
    private static final List<String> HOSTILE_IN_A_VALUE =
            List.of("1,0", "1;2004:evil.example", "1:2", "1 2", "1 ", " 1");

    private static final List<String> NO_NUMBERS =
            List.of("+1", "01", "0x10", "1e3", "1.0", "-", "-1", "99999999999999999999", "\u0661", "on");

    static Stream<Arguments> forms() {
        Stream<Arguments> devices = Protocols.devices().stream()
                .flatMap(adapter -> adapter.commands().stream().map(form -> Arguments.of(adapter.id(), form)));
        Stream<Arguments> payloads = Protocols.payloads().stream()
                .flatMap(adapter -> adapter.commands().stream().map(form -> Arguments.of(adapter.id(), form)));
        return Stream.concat(devices, payloads);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("forms")
    void nothingCanBeInjected(String protocol, CommandForm form) {
        for (Parameter parameter : form.parameters()) {
            for (String value : hostile(protocol, form, parameter)) {
                Map<String, String> params = sensible(form);
                params.put(parameter.name(), value);
                assertThatThrownBy(() -> say(protocol, form.name(), params), "%s = %s", parameter.name(), value)
                        .isInstanceOf(Malformed.class)
                        .hasMessageStartingWith("params." + parameter.name() + " must be");
            }
        }
    }

    private static List<String> hostile(String protocol, CommandForm form, Parameter parameter) {
        List<String> hostile = new ArrayList<>(HOSTILE);
        boolean json =
                Protocols.payloads().stream().anyMatch(adapter -> adapter.id().equals(protocol));
        if (parameter.type() != CommandForm.Type.TEXT) {
            hostile.addAll(NO_NUMBERS.subList(0, parameter.type() == CommandForm.Type.NUMBER ? NO_NUMBERS.size() : 1));
        }
        if (parameter.type() != CommandForm.Type.TEXT || !json) {
            hostile.addAll(HOSTILE_IN_WORDS);
        }
        if (parameter.type() != CommandForm.Type.TEXT || (!json && !form.name().equals("custom"))) {
            hostile.addAll(HOSTILE_IN_A_VALUE);
        }
        return hostile;
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("forms")
    void everyFormCanBeSaid(String protocol, CommandForm form) throws Malformed {
        say(protocol, form.name(), sensible(form));
        assertThat(form.description()).endsWith(".");
        Map<String, String> more = sensible(form);
        more.put("surplus", "1");
        assertThatThrownBy(() -> say(protocol, form.name(), more)).isInstanceOf(Malformed.class);
    }

    @Test
    void whatCanStopAnEngineIsDangerous() {
        for (String protocol : List.of("teltonika", "gt06", "mqtt")) {
            assertThat(Protocols.commands(protocol))
                    .isNotEmpty()
                    .filteredOn(CommandForm::stopsEngine)
                    .isNotEmpty()
                    .allMatch(form -> form.risk() == Risk.DANGEROUS);
        }
        for (String name : List.of("engineStop", "setOutput", "deleteRecords", "setParameter", "custom")) {
            assertThat(Protocols.commands("teltonika"))
                    .filteredOn(form -> form.name().equals(name))
                    .singleElement()
                    .satisfies(form -> assertThat(form.risk()).isEqualTo(Risk.DANGEROUS));
        }
        assertThat(Protocols.commands("nothing")).isEmpty();
    }

    private static Map<String, String> sensible(CommandForm form) {
        Map<String, String> params = new HashMap<>();
        for (Parameter parameter : form.parameters()) {
            params.put(
                    parameter.name(),
                    switch (parameter.type()) {
                        case NUMBER -> String.valueOf(parameter.max());
                        case CHOICE -> parameter.choices().getLast();
                        case TEXT -> "getver";
                    });
        }
        return params;
    }

    private static void say(String protocol, String name, Map<String, String> params) throws Malformed {
        Command command = new Command("c-1", "356307042441013", name, params, null, "ada", null, null);
        for (PayloadAdapter adapter : Protocols.payloads()) {
            if (adapter.id().equals(protocol)) {
                assertThat(adapter.command(command)).isNotEmpty();
                return;
            }
        }
        frame(Protocols.device(protocol), command);
    }

    private static <S> void frame(ProtocolAdapter<S> adapter, Command command) throws Malformed {
        assertThat(adapter.command(adapter.newSession(), command).frame().isReadable())
                .isTrue();
    }
}
