package org.sparkqsnn.data.schema;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainUriTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3a://AKIA:S3CRET@bucket/data",
                "s3a://AKIA:S3/CRET+x@bucket",
                "hdfs://user:123S3CRET@host:8020/"
            })
    void password_isRefused_andNotQuoted(String uri) {
        BadInput refused = assertThrows(BadInput.class, () -> PlainUri.require("data.path", uri));
        assertFalse(refused.getMessage().contains("S3CRET"), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "runs/a",
                "/data/a:b@c",
                "file:///data/a:b@c",
                "hdfs://host:8020/data/me@home",
                "hdfs://host:8020",
                "s3a://bucket/data",
                "abfs://container@account.dfs.core.windows.net/data"
            })
    void otherPaths_areTaken(String uri) {
        assertDoesNotThrow(() -> PlainUri.require("data.path", uri));
    }
}
