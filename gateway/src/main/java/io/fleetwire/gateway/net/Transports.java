package io.fleetwire.gateway.net;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

/** Netty's kinds of sockets: epoll where its native library is on the class path and loads, else the JDK's. */
enum Transports {
    EPOLL(EpollServerSocketChannel.class, EpollDatagramChannel.class) {
        @Override
        EventLoopGroup group(String name, int threads) {
            return new EpollEventLoopGroup(threads, new DefaultThreadFactory(name, true));
        }
    },
    NIO(NioServerSocketChannel.class, NioDatagramChannel.class) {
        @Override
        EventLoopGroup group(String name, int threads) {
            return new NioEventLoopGroup(threads, new DefaultThreadFactory(name, true));
        }
    };

    private final Class<? extends ServerSocketChannel> server;
    private final Class<? extends DatagramChannel> datagram;

    Transports(Class<? extends ServerSocketChannel> server, Class<? extends DatagramChannel> datagram) {
        this.server = server;
        this.datagram = datagram;
    }

    static Transports best() {
        return Epoll.isAvailable() ? EPOLL : NIO;
    }

    abstract EventLoopGroup group(String name, int threads);

    Class<? extends ServerSocketChannel> server() {
        return server;
    }

    Class<? extends DatagramChannel> datagram() {
        return datagram;
    }
}
