package org.sparkqsnn.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigParseable;
import com.typesafe.config.ConfigResolveOptions;
import java.io.File;
import java.net.URL;
import java.util.regex.Pattern;
import org.sparkqsnn.data.schema.BadInput;

/**
 * A HOCON file of the user. What it says comes from the file itself and files beside it: an include
 * of anything else, a URL among them, is refused, and so is the environment unless the user asks
 * for it.
 */
public final class ConfigFile
        implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
    /** 1 MiB: a config is some kilobytes, and the parser needs 100 times its file. */
    public static final int LARGEST = 1 << 20;

    private static final Pattern BESIDE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");
    private final File file;

    private ConfigFile(File file) {
        this.file = file;
    }

    /**
     * The file's tree, with nothing left to substitute.
     *
     * @param environment whether <code>${NAME}</code> may be a variable of the environment
     */
    public static Config parse(File file, boolean environment) {
        if (!file.isFile()) {
            throw new BadInput(
                    file + ": no such config file; give a path, or no file for the defaults");
        }
        requireSmall(file);
        ConfigParseOptions options =
                ConfigParseOptions.defaults()
                        .setAllowMissing(false)
                        .setIncluder(new ConfigFile(file));
        Config parsed = ConfigFactory.parseFile(file, options);
        return environment ? parsed.resolve() : closed(parsed, file);
    }

    /**
     * Resolves a file without the environment. Were an optional <code>${?NAME}</code> left out in
     * silence, the config would be another one than its author meant.
     */
    private static Config closed(Config parsed, File file) {
        String how = "; write the value out, or allow the environment with --allow-env";
        Config closed;
        try {
            closed = parsed.resolve(ConfigResolveOptions.noSystem());
        } catch (ConfigException.UnresolvedSubstitution e) {
            throw new BadInput(e.getMessage() + how, e);
        }
        if (closed.equals(parsed.resolve())) return closed;
        throw new BadInput(file + ": takes a value from the environment" + how);
    }

    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
        return this; // the library's own, which reads whatever is named
    }

    @Override
    public ConfigObject include(ConfigIncludeContext context, String what) {
        ConfigParseable found = context.relativeTo(what);
        if (!BESIDE.matcher(what).matches() || found == null) throw refuse(what);
        File beside = new File(file.getAbsoluteFile().getParentFile(), what);
        if (!beside.isFile()) throw refuse(what);
        requireSmall(beside);
        return found.parse(context.parseOptions().setAllowMissing(false));
    }

    @Override
    public ConfigObject includeFile(ConfigIncludeContext context, File what) {
        throw refuse("file(" + what + ")");
    }

    @Override
    public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
        throw refuse("url(" + what + ")");
    }

    @Override
    public ConfigObject includeResources(ConfigIncludeContext context, String what) {
        throw refuse("classpath(" + what + ")");
    }

    private static void requireSmall(File file) {
        if (file.length() <= LARGEST) return;
        throw new BadInput(
                file + ": has " + file.length() + " bytes, at most 1 MiB is read; shorten it");
    }

    private BadInput refuse(String what) {
        return new BadInput(
                file + ": include " + what + " is refused; include a file beside it, by its name");
    }
}
