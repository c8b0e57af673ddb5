package io.fleetwire.gateway.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The one unit of every limit. */
class NetworkTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.0, 192.0.2.255, true",
        "192.0.2.255, 192.0.3.0, false",
        "2001:db8:0:1::, 2001:db8:0:1:ffff:ffff:ffff:ffff, true",
        "2001:db8:0:1::1, 2001:db8:0:2::1, false",
        "2001:db8:0:1::1, 2001:db8:0:101::1, false",
        "fe80::1, fe80::2, true"
    })
    void endsWhereItShould(String one, String other, boolean same) throws Exception {
        assertThat(Network.of(InetAddress.getByName(one)).equals(Network.of(InetAddress.getByName(other))))
                .isEqualTo(same);
    }

    @Test
    void aHostOfIpv4IsOneAddressAndOneOfIpv6ItsNetwork() throws Exception {
        assertThat(Network.ofOne(InetAddress.getByName("192.0.2.1")))
                .isNotEqualTo(Network.ofOne(InetAddress.getByName("192.0.2.2")))
                .isNotEqualTo(Network.of(InetAddress.getByName("192.0.2.1")));
        assertThat(Network.ofOne(InetAddress.getByName("223.0.2.1")))
                .isNotEqualTo(Network.ofOne(InetAddress.getByName("223.0.2.2")));
        assertThat(Network.ofOne(InetAddress.getByName("2001:db8::1")))
                .isEqualTo(Network.ofOne(InetAddress.getByName("2001:db8::ffff:2")));
    }

    /** As a socket of both versions may show it, which the JDK's own parser hides. */
    @Test
    void ipv4WrittenAsIpv6IsIpv4() throws Exception {
        byte[] bytes = new byte[16];
        bytes[10] = (byte) 0xFF;
        bytes[11] = (byte) 0xFF;
        bytes[12] = (byte) 192;
        bytes[14] = 2;
        bytes[15] = 9;
        InetAddress mapped = Inet6Address.getByAddress(null, bytes, -1);
        InetAddress plain = InetAddress.getByName("192.0.2.9");
        assertThat(mapped).isInstanceOf(Inet6Address.class);
        assertThat(Network.of(mapped)).isEqualTo(Network.of(plain));
        assertThat(Network.ofOne(mapped)).isEqualTo(Network.ofOne(plain));
        assertThat(AddressList.parse("192.0.2.0/24").contains(mapped)).isTrue();
        assertThat(Objects.requireNonNull(AddressList.literal("::ffff:192.0.2.9")))
                .isEqualTo(plain);
    }

    @Test
    void readsWell() throws Exception {
        assertThat(Network.of(InetAddress.getByName("192.0.2.7")).text()).isEqualTo("192.0.2.0/24");
        assertThat(Network.of(InetAddress.getByName("2001:db8:a:b::7")).text()).isEqualTo("2001:db8:a:b::/64");
    }
}
