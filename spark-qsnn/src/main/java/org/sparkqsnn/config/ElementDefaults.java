package org.sparkqsnn.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A section that is the default of the component of that name in each element of a list: a layer of
 * {@code model.layers} without {@code neuron} takes the section {@code neuron}; one whose own has
 * no {@code kind}, or the section's, is laid over the section; one of another kind over the {@code
 * DEFAULT} of that kind.
 *
 * @param list path of a list of records or unions
 * @param section name of a section or union at the root
 */
public record ElementDefaults(String list, String section) {

    /**
     * The tree with the section in the elements of its list, each of whose kind has such a
     * component; as it is where it has no such list.
     *
     * @param before the record of which the tree changes something
     * @throws org.sparkqsnn.data.schema.BadInput if the tree's section cannot be read
     */
    ConfigObject complete(ConfigObject tree, Record before) {
        List<String> path = Arrays.asList(list.split("\\."));
        Optional<RecordComponent> part = ConfigTypes.component(before.getClass(), section);
        Optional<Type> type = ConfigTypes.at(before.getClass(), Optional.of(before), path);
        if (part.isEmpty() || type.isEmpty() || !(find(tree, path) instanceof ConfigList given))
            return tree;
        Section whole = Section.of(part.get(), before, tree.get(section));
        Class<?> element = ConfigTypes.raw(ConfigTypes.argument(type.get()));
        List<ConfigValue> elements = new ArrayList<>();
        for (ConfigValue one : given) elements.add(whole.in(one, element, section));
        ConfigValue completed =
                ConfigValueFactory.fromIterable(elements).withOrigin(given.origin());
        return tree.toConfig().withValue(list, completed).root();
    }

    private static ConfigValue find(ConfigObject tree, List<String> path) {
        ConfigValue at = tree;
        for (String name : path) at = at instanceof ConfigObject object ? object.get(name) : null;
        return at;
    }

    /** The section with every key, and its kind if it is a union. */
    private record Section(Type type, ConfigValue tree) {

        static Section of(RecordComponent part, Record before, ConfigValue given) {
            Type type = part.getGenericType();
            Object old = ConfigTypes.value(part, before);
            Object value =
                    given == null
                            ? old
                            : RecordReader.value(type, Optional.of(old), part.getName(), given);
            JsonNode json = Json.object().set("section", ConfigTree.node(type, value));
            ConfigParseOptions origin =
                    ConfigParseOptions.defaults().setOriginDescription("section " + part.getName());
            return new Section(
                    type, ConfigFactory.parseString(json.toString(), origin).root().get("section"));
        }

        ConfigValue in(ConfigValue element, Class<?> type, String name) {
            if (!(element instanceof ConfigObject object) || !takes(object, type, name))
                return element;
            ConfigValue own = object.get(name);
            ConfigValue all =
                    own == null ? tree : TreeMerge.over(own, tree, this.type, Optional.empty());
            return object.withValue(name, all);
        }

        private boolean takes(ConfigObject element, Class<?> type, String name) {
            return recordOf(element, type)
                    .flatMap(record -> ConfigTypes.component(record, name))
                    .map(part -> ConfigTypes.unwrapped(part.getGenericType()))
                    .filter(ConfigTypes.unwrapped(this.type)::equals)
                    .isPresent();
        }

        /**
         * The record that an element stands for; empty where nobody knows its kind, as the reader
         * says.
         */
        private static Optional<? extends Class<?>> recordOf(ConfigObject element, Class<?> type) {
            if (!ConfigTypes.isUnion(type)) return Optional.of(type);
            ConfigValue kind = element.get("kind");
            if (kind == null) return Optional.empty();
            return ConfigTypes.kinds(type).find(String.valueOf(kind.unwrapped()));
        }
    }
}
