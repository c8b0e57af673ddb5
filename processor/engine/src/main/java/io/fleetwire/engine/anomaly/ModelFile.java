package io.fleetwire.engine.anomaly;

import io.fleetwire.event.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A model as one JSON file: a few kilobytes that a person can read and a diff can show. */
public final class ModelFile {

    /** The model that comes with the engine, trained on simulated normal driving. */
    private static final String BUNDLED = "default-model.json";

    private ModelFile() {}

    /** Writes the model. */
    public static void save(Model model, Path file) throws IOException {
        Files.write(file, Json.mapper().writeValueAsBytes(model));
    }

    /**
     * Reads a model for windows of these features.
     *
     * @throws IOException where it cannot be read, is damaged, or is for other features
     */
    public static Model load(Path file, List<String> features) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, file.toString(), features);
        }
    }

    /** The bundled model. */
    public static Model bundled(List<String> features) throws IOException {
        try (InputStream in = ModelFile.class.getResourceAsStream(BUNDLED)) {
            if (in == null) {
                throw new IOException("the bundled model " + BUNDLED + " is missing");
            }
            return read(in, BUNDLED, features);
        }
    }

    private static Model read(InputStream in, String name, List<String> features) throws IOException {
        Model model;
        try {
            model = Json.mapper().readValue(in, Model.class);
        } catch (IOException e) {
            throw new IOException("model " + name + ": " + Json.reason(e), e);
        }
        if (!model.features().equals(features)) {
            throw new IOException(
                    "model " + name + " is for the features " + model.features() + ", the engine computes " + features);
        }
        return model;
    }
}
