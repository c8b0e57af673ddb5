package io.fleetwire.service.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.event.wire.MalformedEventException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientMessageTest {

    @Test
    void readsWhatAScreenWants() throws Exception {
        ClientMessage message = ClientMessage.read(
                "{\"subscribe\":{\"bbox\":[12,51,14,53],\"vehicles\":[\"VAN-1\"],\"alerts\":false},\"since\":7}");
        assertThat(message.since()).isEqualTo(7);
        assertThat(message.filter().vehicles()).containsExactly("VAN-1");
        assertThat(message.filter().alerts()).isFalse();
        assertThat(ClientMessage.read("{\"subscribe\":{}}").filter()).isEqualTo(Filter.ALL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense | nonsense",
                "[] | must be an object",
                "null | first message",
                "{} | first message",
                "{\"subscribe\":{\"bbox\":[1,2,3]}} | four numbers",
                "{\"subscribe\":{\"bbox\":[1,2,3,null]}} | south",
                "{\"subscribe\":{\"bbox\":[\"NaN\",2,3,4]}} | west",
                "{\"subscribe\":{\"bbox\":[1,95,3,96]}} | south",
                "{\"subscribe\":{\"vehicles\":[null]}} | vehicles",
                "{\"subscribe\":{\"vehicles\":{}}} | vehicles",
                "{\"subscribe\":{},\"since\":\"x\"} | since",
            })
    void saysWhatIsWrong(String text, String named) {
        assertThatThrownBy(() -> ClientMessage.read(text))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageContaining(named);
    }
}
