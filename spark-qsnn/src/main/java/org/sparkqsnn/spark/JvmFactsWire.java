package org.sparkqsnn.spark;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;

/** {@link JvmFacts} as bytes. */
final class JvmFactsWire {
    private JvmFactsWire() {}

    static void write(Output out, JvmFacts facts) {
        out.writeString(facts.executor());
        out.writeString(facts.host());
        out.writeString(facts.versions().java());
        out.writeString(facts.versions().spark());
        out.writeString(facts.versions().scala());
        out.writeString(facts.versions().hadoop());
        out.writeString(facts.versions().commit());
        out.writeBoolean(facts.cpu().vectors());
        out.writeInt(facts.cpu().lanes());
        out.writeString(facts.cpu().blasKernel());
        out.writeString(facts.cpu().blasThreads());
        out.writeString(facts.fingerprint());
        out.writeString(facts.collector());
        out.writeInt(facts.processors());
        out.writeLong(facts.heapBytes());
        out.writeLong(facts.clockMillis());
    }

    static JvmFacts read(Input in) {
        return new JvmFacts(
                in.readString(),
                in.readString(),
                new JvmFacts.Versions(
                        in.readString(),
                        in.readString(),
                        in.readString(),
                        in.readString(),
                        in.readString()),
                new JvmFacts.Cpu(in.readBoolean(), in.readInt(), in.readString(), in.readString()),
                in.readString(),
                in.readString(),
                in.readInt(),
                in.readLong(),
                in.readLong());
    }
}
