package com.storefront.deployment;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** What the annotations in a folder of Java sources say, read as the compiler reads them. */
final class Sources {

  private static final Pattern WORDS = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  private static final Pattern RELEVANT =
      Pattern.compile("@(ConfigurationProperties|ConditionalOn\\w*Property|Publishes|Follows)\\(");
  private static final Map<String, Sources> READ = new ConcurrentHashMap<>();

  private final List<Annotated> types = new ArrayList<>();

  /**
   * An annotation of a type.
   *
   * @param arguments as written; a lone one is called value
   * @param components of the type, if it is a record
   */
  private record Annotated(
      String annotation, Map<String, String> arguments, List<String> components) {}

  /** Each folder is read once, but for planted mistakes. */
  static Sources of(Checkout checkout, String folder) {
    return checkout.planted().keySet().stream().anyMatch(file -> file.startsWith(folder))
        ? new Sources(checkout, folder)
        : READ.computeIfAbsent(folder, once -> new Sources(checkout, once));
  }

  private Sources(Checkout checkout, String folder) {
    var files =
        checkout.files(folder, ".java").stream()
            .filter(file -> RELEVANT.matcher(checkout.text(file)).find())
            .map(file -> new Source(file, checkout.text(file)))
            .toList();
    var task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, null, List.of("-proc:none"), null, files);
    try {
      for (CompilationUnitTree unit : task.parse()) {
        new Reader().scan(unit, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The properties that are bound to records, in their canonical form. */
  List<String> properties() {
    return types.stream()
        .filter(type -> type.annotation().equals("ConfigurationProperties"))
        .flatMap(
            type ->
                type.components().stream()
                    .map(component -> type.arguments().get("value") + "." + dashed(component)))
        .toList();
  }

  /** The properties on which beans depend. */
  List<String> conditions() {
    return types.stream()
        .filter(type -> type.annotation().matches("ConditionalOn(Boolean)?Property"))
        .map(type -> type.arguments().getOrDefault("name", type.arguments().get("value")))
        .filter(Objects::nonNull)
        .toList();
  }

  /** Names of the constants in {@code Topics} that are published, and whether they carry state. */
  Map<String, Boolean> published() {
    var published = new LinkedHashMap<String, Boolean>();
    types.stream()
        .filter(type -> type.annotation().equals("Publishes"))
        .forEach(
            type ->
                published.put(
                    constant(type), Boolean.parseBoolean(type.arguments().get("carriesState"))));
    return published;
  }

  /** Names of the constants in {@code Topics} that are followed. */
  List<String> followed() {
    return types.stream()
        .filter(type -> type.annotation().equals("Follows"))
        .map(Sources::constant)
        .toList();
  }

  private static String constant(Annotated type) {
    return Objects.requireNonNull(type.arguments().get("topic")).replace("Topics.", "");
  }

  private static String dashed(String component) {
    return WORDS.matcher(component).replaceAll("-").toLowerCase(Locale.ROOT);
  }

  private final class Reader extends TreeScanner<Void, Void> {

    @Override
    public Void visitClass(ClassTree type, Void nothing) {
      var components =
          type.getMembers().stream()
              .filter(VariableTree.class::isInstance)
              .map(VariableTree.class::cast)
              .filter(field -> !field.getModifiers().getFlags().contains(Modifier.STATIC))
              .map(field -> field.getName().toString())
              .toList();
      add(type.getModifiers().getAnnotations(), components);
      return super.visitClass(type, nothing);
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
      add(method.getModifiers().getAnnotations(), List.of());
      return super.visitMethod(method, nothing);
    }

    private void add(List<? extends AnnotationTree> annotations, List<String> components) {
      for (AnnotationTree annotation : annotations) {
        var arguments = new LinkedHashMap<String, String>();
        for (ExpressionTree argument : annotation.getArguments()) {
          if (argument instanceof AssignmentTree named) {
            arguments.put(named.getVariable().toString(), unquoted(named.getExpression()));
          } else {
            arguments.put("value", unquoted(argument));
          }
        }
        types.add(new Annotated(annotation.getAnnotationType().toString(), arguments, components));
      }
    }

    private static String unquoted(ExpressionTree expression) {
      return expression.toString().replace("\"", "");
    }
  }

  private static final class Source extends SimpleJavaFileObject {

    private final String text;

    Source(String file, String text) {
      super(URI.create("string:///" + file), JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
