package io.fleetwire.engine.anomaly;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/**
 * The graph that training and scoring share.
 *
 * @param z windows in standard deviations, one per row
 * @param wanted what the network should reproduce: the window itself; in training, before it was damaged
 * @param present 1 where a feature counts, else 0
 * @param error squared difference between what was wanted and the reproduction, per window and feature
 */
record Network(
        Placeholder<TFloat32> z, Placeholder<TFloat32> wanted, Placeholder<TFloat32> present, Operand<TFloat32> error) {

    /** A layer's weights and biases: constants when scoring, variables when training. */
    record Parameters(Operand<TFloat32> weights, Operand<TFloat32> bias) {}

    /** Hidden layers bend (tanh), the last one does not: deviations have no bounds to saturate at. */
    static Network build(Ops tf, List<Parameters> layers) {
        Placeholder<TFloat32> z = tf.placeholder(TFloat32.class);
        Placeholder<TFloat32> wanted = tf.placeholder(TFloat32.class);
        Placeholder<TFloat32> present = tf.placeholder(TFloat32.class);
        Operand<TFloat32> x = z;
        for (int i = 0; i < layers.size(); i++) {
            Parameters layer = layers.get(i);
            Operand<TFloat32> sum = tf.math.add(tf.linalg.matMul(x, layer.weights), layer.bias);
            x = i < layers.size() - 1 ? tf.math.tanh(sum) : sum;
        }
        Operand<TFloat32> error = tf.math.mul(present, tf.math.square(tf.math.sub(wanted, x)));
        return new Network(z, wanted, present, error);
    }

    /** One thread: the engine's parallelism is Flink's business, and a batch takes microseconds. */
    static ConfigProto oneThread() {
        return ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(1)
                .setInterOpParallelismThreads(1)
                .build();
    }
}
