package org.sparkqsnn.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.File;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.sparkqsnn.config.ConfigTree;
import org.sparkqsnn.run.ConfigHash;

class LaterKeysTest {

    /** A new key says whether its default is what was done before; nobody else can know. */
    @Test
    void everyKeyThatTheFirstVersionLacks_saysWhatWasDoneBefore() {
        Config then =
                ConfigFactory.parseFile(
                                new File("src/test/resources/written-by-d87453b/run/config.json"))
                        .getConfig("config");
        Set<String> since = new TreeSet<>(ConfigTree.leaves(ExperimentConfig.DEFAULT).keySet());
        since.removeIf(key -> then.hasPath(key) || !ConfigHash.decides(key));
        Set<String> told = new TreeSet<>(LaterKeys.BEFORE.keySet());
        told.addAll(LaterKeys.AS_DEFAULT);
        assertEquals(told, since);
    }

    @Test
    void fileWithoutAKey_getsTheValueOfThen_andKeepsItsOwn() {
        Config empty = LaterKeys.completed(ConfigFactory.empty());
        assertEquals("tail", empty.getString("data.split"));
        assertEquals(1.0, empty.getDouble("model.readoutInit"));
        Config own = ConfigFactory.parseString("data.split = stratified");
        assertEquals("stratified", LaterKeys.completed(own).getString("data.split"));
    }
}
