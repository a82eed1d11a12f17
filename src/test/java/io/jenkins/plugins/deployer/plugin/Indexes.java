package io.jenkins.plugins.deployer.plugin;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.java.sezpoz.Index;
import net.java.sezpoz.IndexItem;

/** The files by which Jenkins finds annotated classes and members, read with the readers that Jenkins has. */
final class Indexes {
    private Indexes() {}

    static Set<String> sezpoz(PluginClasses plugin, String annotation) throws Exception {
        Set<String> names = new TreeSet<>();
        Optional<Class<? extends Annotation>> type = plugin.annotation(annotation);
        if (type.isPresent()) {
            for (IndexItem<? extends Annotation, Object> item : Index.load(type.get(), Object.class, plugin.loader())) {
                names.add(name(item.element()));
            }
        }
        return names;
    }

    static Set<String> indexed(PluginClasses plugin, String annotation) throws IOException {
        Set<String> names = new TreeSet<>();
        Optional<Class<? extends Annotation>> type = plugin.annotation(annotation);
        if (type.isPresent()) {
            for (AnnotatedElement element :
                    org.jvnet.hudson.annotation_indexer.Index.list(type.get(), plugin.loader())) {
                names.add(name(element));
            }
        }
        return names;
    }

    /** What carries the annotation. */
    static Set<String> annotated(PluginClasses plugin, String annotation) {
        Optional<Class<? extends Annotation>> type = plugin.annotation(annotation);
        Set<String> names = new TreeSet<>();
        for (Class<?> owner : plugin.all()) {
            List<AnnotatedElement> elements = new ArrayList<>(List.of(owner));
            elements.addAll(List.of(owner.getDeclaredFields()));
            elements.addAll(List.of(owner.getDeclaredMethods()));
            for (AnnotatedElement element : elements) {
                if (type.filter(element::isAnnotationPresent).isPresent()) {
                    names.add(name(element));
                }
            }
        }
        return names;
    }

    private static String name(AnnotatedElement element) {
        if (element instanceof Field || element instanceof Method) {
            Member member = (Member) element;
            return member.getDeclaringClass().getName() + "." + member.getName();
        }
        return ((Class<?>) element).getName();
    }
}
