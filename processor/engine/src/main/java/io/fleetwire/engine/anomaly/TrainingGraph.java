package io.fleetwire.engine.anomaly;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/** The graph of {@link Network} with variables for parameters, and an Adam step for each. */
record TrainingGraph(
        Network network,
        List<Variable<TFloat32>> variables,
        List<Op> initialisers,
        List<Op> updates,
        Placeholder<TFloat32> beta1Power,
        Placeholder<TFloat32> beta2Power) {

    static TrainingGraph build(Ops tf, List<Model.Layer> start, float learningRate) {
        List<Variable<TFloat32>> variables = new ArrayList<>();
        List<Op> initialisers = new ArrayList<>();
        List<Network.Parameters> layers = new ArrayList<>();
        for (Model.Layer layer : start) {
            Variable<TFloat32> weights = variable(tf, tf.constant(layer.weights()), initialisers);
            Variable<TFloat32> bias = variable(tf, tf.constant(layer.bias()), initialisers);
            variables.add(weights);
            variables.add(bias);
            layers.add(new Network.Parameters(weights, bias));
        }
        Network network = Network.build(tf, layers);
        Operand<TFloat32> counted = tf.math.maximum(tf.reduceSum(network.present(), tf.array(0, 1)), tf.constant(1f));
        Operand<TFloat32> loss = tf.math.div(tf.reduceSum(network.error(), tf.array(0, 1)), counted);
        Placeholder<TFloat32> beta1Power = tf.placeholder(TFloat32.class);
        Placeholder<TFloat32> beta2Power = tf.placeholder(TFloat32.class);
        List<Output<?>> gradients = new ArrayList<>();
        tf.gradients(loss, variables).dy().forEach(gradients::add);
        // All gradients of a step before any of its updates: else chance decides which weights a gradient sees.
        List<Op> allGradients = new ArrayList<>();
        gradients.forEach(gradient -> allGradients.add(tf.identity(gradient)));
        Ops afterwards = tf.withControlDependencies(allGradients);
        List<Op> updates = new ArrayList<>();
        for (int i = 0; i < variables.size(); i++) {
            updates.add(adam(
                    afterwards,
                    tf,
                    variables.get(i),
                    gradients.get(i),
                    initialisers,
                    beta1Power,
                    beta2Power,
                    learningRate));
        }
        return new TrainingGraph(network, variables, initialisers, updates, beta1Power, beta2Power);
    }

    private static Variable<TFloat32> variable(Ops tf, Operand<TFloat32> start, List<Op> initialisers) {
        Variable<TFloat32> variable = tf.variable(start.shape(), TFloat32.class);
        initialisers.add(tf.assign(variable, start));
        return variable;
    }

    @SuppressWarnings("unchecked")
    private static Op adam(
            Ops afterwards,
            Ops tf,
            Variable<TFloat32> variable,
            Output<?> gradient,
            List<Op> initialisers,
            Operand<TFloat32> beta1Power,
            Operand<TFloat32> beta2Power,
            float learningRate) {
        Operand<TFloat32> zeros = tf.zeros(tf.constant(variable.shape()), TFloat32.class);
        Variable<TFloat32> m = tf.variable(variable.shape(), TFloat32.class);
        Variable<TFloat32> v = tf.variable(variable.shape(), TFloat32.class);
        initialisers.add(tf.assign(m, zeros));
        initialisers.add(tf.assign(v, zeros));
        return afterwards.train.applyAdam(
                variable,
                m,
                v,
                beta1Power,
                beta2Power,
                tf.constant(learningRate),
                tf.constant(AutoencoderTrainer.BETA1),
                tf.constant(AutoencoderTrainer.BETA2),
                tf.constant(AutoencoderTrainer.EPSILON),
                (Output<TFloat32>) gradient);
    }

    List<Model.Layer> read(Session session) {
        List<Model.Layer> layers = new ArrayList<>();
        for (int i = 0; i < variables.size(); i += 2) {
            try (Result result = session.runner()
                    .fetch(variables.get(i))
                    .fetch(variables.get(i + 1))
                    .run()) {
                TFloat32 weights = (TFloat32) result.get(0);
                TFloat32 bias = (TFloat32) result.get(1);
                layers.add(new Model.Layer(StdArrays.array2dCopyOf(weights), StdArrays.array1dCopyOf(bias)));
            }
        }
        return layers;
    }
}
