package org.sparkqsnn.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkqsnn.data.schema.BadInput;

class SettingsTest {

    @Test
    void sizes_haveTheUnitsOfSpark() {
        Settings settings = with("a", "3", "b", "3g");
        assertEquals(3, settings.bytes("a", "1g"));
        assertEquals(3 << 10, settings.kibibytes("a", "1g"));
        assertEquals(3 << 20, settings.mebibytes("a", "1g"));
        assertEquals(3L << 30, settings.mebibytes("b", "1g"));
        assertEquals(1L << 30, settings.bytes("c", "1g"));
    }

    @Test
    void valueThatIsNone_isRefusedWithItsKey() {
        Settings settings = with("spark.driver.maxResultSize", "much", "spark.speculation", "yes?");
        BadInput size =
                assertThrows(
                        BadInput.class, () -> settings.bytes("spark.driver.maxResultSize", "1g"));
        assertTrue(size.getMessage().startsWith("spark.driver.maxResultSize must be a size"));
        assertThrows(BadInput.class, () -> settings.flag("spark.speculation", false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spark.hadoop.fs.s3a.secret.key",
                "spark.hadoop.fs.s3a.access.key",
                "spark.hadoop.fs.azure.account.key.mine.blob.core.windows.net",
                "spark.my.PASSWORD",
                "spark.authenticate.secret",
                "spark.kubernetes.authenticate.oauthToken",
                "spark.hadoop.fs.gs.auth.service.account.private.key"
            })
    void secrets_areNotShown(String key) {
        Settings settings = with(key, "hush-123");
        assertEquals("cannot reach (hidden).", settings.withoutSecrets("cannot reach hush-123."));
    }

    @Test
    void ownRedactionPattern_countsToo() {
        Settings settings = with("spark.redaction.regex", "colour", "spark.my.colour", "mauve");
        assertEquals("it is (hidden)", settings.withoutSecrets("it is mauve"));
        assertEquals("8g stays", with("spark.driver.memory", "8g").withoutSecrets("8g stays"));
    }

    @Test
    void switchOfASecretFeature_isNoSecret() {
        Settings settings = with("spark.security.credentials.hive.enabled", "false");
        assertEquals("speculation is false", settings.withoutSecrets("speculation is false"));
    }

    @Test
    void userInAUri_isNotShown() {
        assertEquals(
                "s3a://(hidden)@bucket/runs",
                with().withoutSecrets("s3a://AKIA:very+secret@bucket/runs"));
        assertEquals("hdfs://host/a@b", with().withoutSecrets("hdfs://host/a@b"));
    }

    @Test
    void localMode_isNotLocalCluster() {
        assertTrue(with("spark.master", "local[2]").isLocal());
        assertFalse(with("spark.master", "local-cluster[2,1,1024]").isLocal());
    }

    private static Settings with(String... pairs) {
        SparkConf conf = new SparkConf(false);
        for (int i = 0; i < pairs.length; i += 2) conf.set(pairs[i], pairs[i + 1]);
        return new Settings(conf);
    }
}
