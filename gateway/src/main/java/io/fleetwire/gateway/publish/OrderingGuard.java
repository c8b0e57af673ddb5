package io.fleetwire.gateway.publish;

/**
 * What one connection says, in its order. Once something of it is not stored nothing after it is either: the device sends all of it again, and what was
 * not stored would come behind what was (docs/decisions/0007).
 */
public final class OrderingGuard {

    private volatile boolean broken;

    void breakOff() {
        broken = true;
    }

    boolean isBroken() {
        return broken;
    }
}
