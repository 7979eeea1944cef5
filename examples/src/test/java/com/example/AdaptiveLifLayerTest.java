package com.example;

import java.util.List;
import org.sparkqsnn.layer.LayerContractTest;
import org.sparkqsnn.layer.LayerSpec;
import org.sparkqsnn.layer.dense.Dense;

class AdaptiveLifLayerTest extends LayerContractTest {
    @Override
    protected List<LayerSpec> layers() {
        return List.of(new Dense(30, AdaptiveLif.DEFAULT));
    }

    @Override
    protected double surrogate(LayerSpec layer, double membrane) {
        return AdaptiveLif.DEFAULT.surrogate(membrane);
    }
}
