package org.sparkqsnn.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.experiment.ConfigReader;
import org.sparkqsnn.experiment.ExperimentConfig;

/** Runs so small that their definition takes a few milliseconds: 12-5-3 over 6 steps. */
final class TrainingCases {
    private static final ImageSet IMAGES = images();

    /**
     * 26 samples: shards of 8, 9 and 9 for three workers. Selected and mixed, and not from 0:
     * spikes go by the record.
     */
    static final TrainingData DATA =
            new TrainingData(
                    IMAGES.select(IntStream.range(0, 26).map(i -> 5 + i * 7 % 26).toArray()),
                    IMAGES.slice(31, 40),
                    "test");

    private static final List<String> SETTINGS =
            List.of(
                    "model.hidden=5",
                    "model.init=3",
                    "model.readoutInit=1", // spread out: sums that cancel are noise in floats
                    "model.readoutBias=0",
                    "encoder.steps=6",
                    "training.epochs=3",
                    "training.batchSize=3",
                    "training.microBatch=2",
                    "optimiser.learningRate=0.02",
                    "optimiser.epsilon=1e-4",
                    "optimiser.weightDecay=0.1",
                    "optimiser.clipNorm=1",
                    "optimiser.warmUpSteps=2",
                    "optimiser.finalFraction=0.1",
                    "averaging.workers=3",
                    "averaging.localSteps=2",
                    "averaging.outerLearningRate=0.7",
                    "averaging.outerMomentum=0.5",
                    "checkpoint.everyRounds=1",
                    "checkpoint.everySeconds=0");

    /** Whatever decides what is carried from round to round, with one another. */
    static Stream<String> carried() {
        List<String> all = new ArrayList<>();
        for (String state : List.of("reset", "local", "average"))
            for (String outer : List.of("average", "nesterov"))
                for (String kind : List.of("sgd", "adam", "adamw"))
                    for (String encoder : List.of("poisson", "latency", "direct"))
                        all.add(
                                "averaging.optimiserState="
                                        + state
                                        + " averaging.outer="
                                        + outer
                                        + " optimiser.kind="
                                        + kind
                                        + " encoder.kind="
                                        + encoder);
        return all.stream();
    }

    /** The rest, one after another. */
    static Stream<String> single() {
        return Stream.of(
                "averaging.workers=1",
                "averaging.workers=2",
                "averaging.workers=5",
                "averaging.workers=7 training.batchSize=2",
                "averaging.workers=26",
                "averaging.localSteps=1",
                "averaging.localSteps=3",
                "averaging.localSteps=100",
                "training.batchSize=1",
                "training.batchSize=4",
                "training.batchSize=4 averaging.optimiserState=local",
                "training.batchSize=4 averaging.optimiserState=reset",
                "training.batchSize=8 training.microBatch=3",
                "training.batchSize=1000",
                "training.microBatch=1",
                "training.microBatch=50",
                "training.epochs=1",
                "seed=-7",
                "optimiser.schedule=constant",
                "optimiser.schedule=step optimiser.decayEpochs=1 optimiser.decayFactor=0.5",
                "optimiser.schedule=step optimiser.decayEpochs=2 optimiser.decayFactor=0.2",
                "optimiser.warmUpSteps=0",
                "optimiser.warmUpSteps=0 optimiser.schedule=step optimiser.decayEpochs=1",
                "optimiser.warmUpSteps=1000 optimiser.learningRate=1",
                "optimiser.warmUpSteps=9",
                "optimiser.finalFraction=0",
                "optimiser.kind=sgd optimiser.beta1=0",
                "optimiser.kind=adam optimiser.beta1=0.5 optimiser.beta2=0.7",
                "optimiser.beta1=0 optimiser.beta2=0",
                "optimiser.weightDecay=0",
                "optimiser.kind=sgd optimiser.weightDecay=0",
                "optimiser.epsilon=0.1",
                "optimiser.clipNorm=0",
                "optimiser.groups=[{tensors=\"*.bias\",rate=3,decay=0}]",
                "optimiser.groups=[{tensors=\"0.tau.*\",rate=0.25},{tensors=\"0.*\",decay=3}]",
                "optimiser.groups=[{tensors=\"1.*.weight\",rate=0,decay=2}] optimiser.kind=adam",
                "optimiser.groups=[{tensors=\"*.weight\",rate=2,decay=2}] optimiser.kind=sgd",
                "rates=[{layer=0,l1=0.5,upper=0.2,upperWeight=4}]",
                "rates=[{layer=1,l2=2,lower=0.3,lowerWeight=3},{layer=0,driveFloor=0.5,driveWeight=4}]",
                "rates=[{layer=0,driveFloor=0.5,driveWeight=4}] encoder.kind=direct",
                "optimiser.clipNorm=0.01",
                "optimiser.clipNorm=0.01 optimiser.kind=sgd optimiser.learningRate=0.5",
                "optimiser.clipNorm=0.3 optimiser.kind=sgd training.microBatch=1",
                "training.loss=rate training.lossScale=10",
                "training.loss=membrane",
                "training.loss=both training.lossScale=5",
                "training.bptt=full",
                "training.bptt=2",
                "model.hidden=[]",
                "model.hidden=[6,4]",
                "model.hidden=17",
                "encoder.kind=events encoder.steps=8",
                "encoder.kind=events encoder.steps=12",
                "encoder.kind=direct training.bptt=full training.loss=both",
                "encoder.steps=33",
                "neuron.reset=refractory",
                "neuron.leak=rotation",
                "neuron.angle=wrapped",
                "neuron.surrogate=triangular neuron.surrogateSlope=2");
    }

    private TrainingCases() {}

    static ExperimentConfig config(String settings) {
        List<String> all = new ArrayList<>(SETTINGS);
        all.addAll(List.of(settings.split(" ")));
        return ConfigReader.read(Optional.empty(), all);
    }

    /** 40 images of 3 x 4 pixels in 3 classes; a third of the pixels black, some white. */
    private static ImageSet images() {
        SplittableRandom random = new SplittableRandom(8);
        byte[] block = new byte[40 * 13];
        for (int i = 0; i < block.length; i++) {
            int grey = Math.max(0, Math.min(255, random.nextInt(400) - 120));
            block[i] = (byte) (i % 13 == 0 ? random.nextInt(3) : grey);
        }
        return ImageSet.of(3, 4, 3, 40, new byte[][] {block});
    }
}
