package org.sparkqsnn.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import java.io.File;
import java.util.Optional;
import java.util.function.Supplier;
import org.sparkqsnn.data.schema.BadInput;

/** Where the tree of a config comes from: a file of the user, or JSON that was stored. */
public final class ConfigSource {
    /** JSON has no include and no substitution: what was stored is data, whoever stored it. */
    private static final ConfigParseOptions STORED =
            ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON);

    private ConfigSource() {}

    /**
     * The tree of a HOCON file, of which nothing has been looked at yet; empty if there is none.
     *
     * @param environment whether <code>${NAME}</code> may be a variable of the environment
     * @throws BadInput naming the file and line
     */
    public static Config file(Optional<File> file, boolean environment) {
        return file.map(one -> guarded(one.toString(), () -> ConfigFile.parse(one, environment)))
                .orElse(ConfigFactory.empty());
    }

    /**
     * The tree that was stored as JSON, of which nothing has been looked at yet.
     *
     * @param where names it in messages
     */
    public static Config stored(String json, String where) {
        if (json.length() > ConfigFile.LARGEST)
            throw new BadInput(where + ": holds more than 1 MiB of config; restore it");
        ConfigParseOptions options = STORED.setOriginDescription(where);
        return guarded(where, () -> ConfigFactory.parseString(json, options));
    }

    /**
     * What {@code read} makes of a tree.
     *
     * @throws BadInput in one line, whatever is wrong with the tree
     */
    public static <T> T guarded(String where, Supplier<T> read) {
        try {
            return read.get();
        } catch (ConfigException e) {
            String message = e.getMessage().startsWith(where) ? "" : where + ": ";
            throw new BadInput(message + e.getMessage() + "; correct the file", e);
        } catch (StackOverflowError e) { // the parser descends one call for each bracket
            throw new BadInput(where + ": is nested too deeply; correct the file", e);
        }
    }
}
