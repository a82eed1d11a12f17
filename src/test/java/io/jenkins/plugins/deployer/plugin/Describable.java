package io.jenkins.plugins.deployer.plugin;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A class that people fill in on a form: a step, a part of the configuration, a property of a node. */
record Describable(Class<?> type, Set<String> fields) {
    static List<Describable> allOf(PluginClasses plugin) throws ClassNotFoundException {
        Class<?> describable = plugin.load("hudson.model.Describable");
        Optional<Class<? extends Annotation>> constructor =
                plugin.annotation("org.kohsuke.stapler.DataBoundConstructor");
        Optional<Class<? extends Annotation>> setter = plugin.annotation("org.kohsuke.stapler.DataBoundSetter");
        Optional<Class<? extends Annotation>> extension = plugin.annotation("hudson.Extension");
        List<Describable> all = new ArrayList<>();
        for (Class<?> type : plugin.all()) {
            if (describable.isAssignableFrom(type)
                    && !Modifier.isAbstract(type.getModifiers())
                    && isOffered(type, constructor, extension)) {
                all.add(new Describable(type, fields(type, constructor, setter)));
            }
        }
        return all;
    }

    /** Whether Jenkins can make one of what people filled in; a step behind another step, for one, has no form. */
    private static boolean isOffered(
            Class<?> type,
            Optional<Class<? extends Annotation>> constructor,
            Optional<Class<? extends Annotation>> extension) {
        return Stream.<AnnotatedElement>of(type.getDeclaredConstructors())
                        .anyMatch(
                                c -> constructor.filter(c::isAnnotationPresent).isPresent())
                || Stream.concat(Stream.of(type), Stream.of(type.getDeclaredClasses()))
                        .anyMatch(c -> extension.filter(c::isAnnotationPresent).isPresent());
    }

    /** The forms and help files that should be among the given names of files. */
    List<String> missing(Set<String> files) {
        List<String> missing = new ArrayList<>();
        if (!has("config.jelly", files)) {
            missing.add(directory(type) + "config.jelly");
        }
        for (String field : fields) {
            if (!has("help-" + field + ".html", files)) {
                missing.add(directory(type) + "help-" + field + ".html");
            }
        }
        return missing;
    }

    private boolean has(String view, Set<String> files) {
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            if (files.contains(directory(c) + view)) {
                return true;
            }
        }
        return false;
    }

    private static String directory(Class<?> type) {
        return type.getName().replace('.', '/').replace('$', '/') + "/";
    }

    private static Set<String> fields(
            Class<?> type,
            Optional<Class<? extends Annotation>> constructor,
            Optional<Class<? extends Annotation>> setter) {
        Set<String> names = new TreeSet<>();
        for (Constructor<?> c : type.getDeclaredConstructors()) {
            if (constructor.filter(c::isAnnotationPresent).isPresent()) {
                for (Parameter parameter : c.getParameters()) {
                    names.add(parameter.getName());
                }
            }
        }
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            for (Method method : c.getDeclaredMethods()) {
                if (setter.filter(method::isAnnotationPresent).isPresent()) {
                    String name = method.getName().substring("set".length());
                    names.add(Character.toLowerCase(name.charAt(0)) + name.substring(1));
                }
            }
            for (Field field : c.getDeclaredFields()) {
                if (setter.filter(field::isAnnotationPresent).isPresent()) {
                    names.add(field.getName());
                }
            }
        }
        return names;
    }
}
