package org.sparkqsnn.layer;

import java.util.List;

class DropoutContractTest extends LayerContractTest {
    @Override
    protected List<LayerSpec> layers() {
        return List.of(new Dropout(0), new Dropout(0.4));
    }

    @Override
    protected double surrogate(LayerSpec layer, double membrane) {
        throw new IllegalStateException("has no neurons");
    }
}
