package io.fleetwire.service.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "::ffff:192.0.2.7, 192.0.2.7",
        "::ffff:c000:207, 192.0.2.7",
        "64:ff9b::c000:207, 192.0.2.7",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::/64",
        "2001:db8:1:2::, 2001:db8:1:2::/64",
        "[2001:db8:1:2::9], 2001:db8:1:2::/64",
        "2001:DB8:1:2:ffff:ffff:ffff:ffff, 2001:db8:1:2::/64",
        "2001:db8:1:3::1, 2001:db8:1:3::/64",
        "fe80::1%eth0, fe80::/64",
        "::1, ::/64",
    })
    void limitsCountByTheAddressOrBySixtyFourBits(String address, String unit) {
        assertThat(IpAddress.parse(address).orElseThrow().unit()).isEqualTo(unit);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "unknown",
                "_hidden",
                "localhost",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "0x7f.1",
                "::g",
                "a.b.c.d"
            })
    void whatIsNoAddressIsNone(String text) {
        assertThat(IpAddress.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7:4711, 192.0.2.7",
        "[2001:db8::1]:4711, 2001:db8::1",
        "2001:db8::1, 2001:db8::1",
        "192.0.2.7, 192.0.2.7"
    })
    void proxiesWriteAPortBehindIt(String text, String address) {
        assertThat(IpAddress.parseWithPort(text).orElseThrow().text()).isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, true",
        "11.1.2.3, false",
        "192.0.2.1, true",
        "192.0.2.2, false",
        "::ffff:10.9.9.9, true",
        "2001:db8:ffff::1, true",
        "2001:db9::1, false",
        "0.0.0.10, false"
    })
    void aListHasAddressesAndNetworks(String address, boolean listed) {
        AddressList list = AddressList.of(List.of("10.0.0.0/8", "192.0.2.1", "2001:db8::/32"));
        assertThat(list.contains(IpAddress.parse(address).orElseThrow())).isEqualTo(listed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/-1", "proxy", "2001:db8::/129", "10.0.0.0/", ""})
    void anEntryThatIsNoneIsNamed(String entry) {
        assertThatThrownBy(() -> AddressList.of(List.of(entry)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + entry + "'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "198.51.100.9 | 203.0.113.1 | 198.51.100.9", // whoever is no proxy is not believed
                "127.0.0.1 | 203.0.113.1 | 203.0.113.1",
                "127.0.0.1 | 6.6.6.6, 203.0.113.1 | 203.0.113.1", // the left is the client's own word
                "127.0.0.1 | 6.6.6.6, 203.0.113.1, 10.0.0.2 | 203.0.113.1",
                "127.0.0.1 | 10.0.0.3, 10.0.0.2 | 10.0.0.3",
                "127.0.0.1 | garbage | 127.0.0.1",
                "127.0.0.1 | 203.0.113.1, garbage, 10.0.0.2 | 10.0.0.2",
                "127.0.0.1 | '' | 127.0.0.1",
                "127.0.0.1 | ,,, | 127.0.0.1",
                "127.0.0.1 | [2001:db8::1]:4711 | 2001:db8::1",
                "::ffff:127.0.0.1 | 203.0.113.1:80 | 203.0.113.1",
            })
    void theRightmostThatIsNoProxyIsTheClient(String peer, String forwarded, String client) {
        ForwardedClient proxies = new ForwardedClient(AddressList.of(List.of("127.0.0.1", "10.0.0.0/8")));
        assertThat(proxies.client(IpAddress.parse(peer).orElseThrow(), List.of(forwarded))
                        .text())
                .isEqualTo(client);
    }

    @Test
    void severalHeadersAreOneList() {
        ForwardedClient proxies = new ForwardedClient(AddressList.of(List.of("127.0.0.1")));
        assertThat(proxies.client(IpAddress.parse("127.0.0.1").orElseThrow(), List.of("6.6.6.6", "203.0.113.1"))
                        .text())
                .isEqualTo("203.0.113.1");
        assertThat(proxies.client(IpAddress.parse("127.0.0.1").orElseThrow(), List.of())
                        .text())
                .isEqualTo("127.0.0.1");
    }
}
