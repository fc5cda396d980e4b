package dev.runwright.yaml;

import dev.runwright.text.Position;
import dev.runwright.text.Problems;
import dev.runwright.text.SourceText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads one YAML document into a {@link Tree}, within the limits of the language (design 2, "Limits"). Used once. */
final class TreeReader {
    private static final int DEEPEST = 50;
    private static final int NODES = 10_000;

    private final SourceText source;
    private final Problems problems;
    private final String[] lines;
    private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private int nodes;

    private TreeReader(SourceText source, Problems problems) {
        this.source = source;
        this.problems = problems;
        this.lines = source.text().split("\n", -1);
    }

    /** The document; empty if it is none or beyond a limit, with a problem that says so. */
    static Optional<Tree> read(SourceText source, Problems problems) {
        return new TreeReader(source, problems).read();
    }

    /** The same of a document that must be a map; a problem says so too. */
    static Optional<Tree.Mapping> readMap(SourceText source, Problems problems) {
        Optional<Tree> tree = read(source, problems);
        if (tree.isPresent() && !(tree.get() instanceof Tree.Mapping)) {
            problems.error(
                    tree.get().position(),
                    "wrong_type",
                    "The file must hold a map, got " + tree.get().words() + ".",
                    null);
        }
        return problems.hasErrors() ? Optional.empty() : tree.map(Tree.Mapping.class::cast);
    }

    private Optional<Tree> read() {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(DEEPEST * 4);
        options.setMaxAliasesForCollections(Integer.MAX_VALUE);
        options.setCodePointLimit(Integer.MAX_VALUE);
        WatchedParser parser = new WatchedParser(
                new ParserImpl(new StreamReader(source.text()), options), this::place, problems, DEEPEST);
        try {
            Node root = new Composer(parser, new Resolver(), options).getSingleNode();
            if (root == null) {
                problems.error(Position.startOf(source.name()), "empty", "The file is empty.", null);
                return Optional.empty();
            }
            return Optional.of(tree(root, place(root.getStartMark()), 1));
        } catch (WatchedParser.TooMuch limit) {
            problems.error(limit.position(), limit.code(), limit.sentence(), null);
        } catch (MarkedYAMLException e) {
            syntax(e, parser);
        } catch (YAMLException e) {
            problems.error(parser.last(), "yaml", "This is not YAML: " + sentence(e.getMessage()), null);
        }
        return Optional.empty();
    }

    private void syntax(MarkedYAMLException e, WatchedParser parser) {
        Mark mark = e.getProblemMark();
        Position position = mark == null ? parser.last() : place(mark);
        String problem = String.valueOf(e.getProblem());
        if (problem.contains("\\t")) {
            problems.error(
                    position, "tab", "A tab cannot stand here; YAML is indented by spaces.", "Replace it by spaces.");
        } else if (problem.contains("another document")) {
            problems.error(position, "documents", "A file holds one YAML document; a second one begins here.", null);
        } else {
            String context = e.getContext() == null ? "" : " " + e.getContext();
            problems.error(position, "yaml", "This is not YAML" + context + ": " + sentence(problem), null);
        }
    }

    private static String sentence(@Nullable String text) {
        String line = String.valueOf(text).strip().replaceAll("\\s*\n\\s*", " ");
        return line.endsWith(".") ? line : line + ".";
    }

    private Position place(@Nullable Mark mark) {
        return mark == null
                ? Position.startOf(source.name())
                : new Position(source.name(), mark.getLine() + 1, mark.getColumn() + 1);
    }

    private Tree tree(Node node, Position key, int depth) {
        if (++nodes > NODES) {
            throw problem(key, "too_many_nodes", "The file has more than " + NODES + " nodes, aliases followed.");
        }
        if (depth > DEEPEST && !(node instanceof ScalarNode)) {
            throw problem(key, "too_deep", "The file is nested deeper than " + DEEPEST + " levels.");
        }
        if (open.contains(node)) {
            throw problem(key, "alias_in_itself", "An alias here stands for something that contains it.");
        }
        boolean alias = !seen.add(node);
        Position position = alias ? key : place(node.getStartMark());
        if (node instanceof ScalarNode scalar) {
            return scalar(scalar, position, alias);
        }
        open.add(node);
        Tree tree = node instanceof SequenceNode sequence
                ? sequence(sequence, position, alias, depth)
                : mapping((MappingNode) node, position, alias, depth);
        open.remove(node);
        return tree;
    }

    /** Ends the reading with a problem at a place of its own. */
    private WatchedParser.TooMuch problem(Position position, String code, String sentence) {
        return new WatchedParser.TooMuch(position, code, sentence);
    }

    private Tree sequence(SequenceNode node, Position position, boolean alias, int depth) {
        List<Tree> items = new ArrayList<>();
        for (Node item : node.getValue()) {
            items.add(tree(item, alias ? position : fallback(item, position), depth + 1));
        }
        return new Tree.Sequence(position, List.copyOf(items));
    }

    /** An item that is an alias has the place of its list. */
    private Position fallback(Node item, Position list) {
        return seen.contains(item) ? list : place(item.getStartMark());
    }

    private Tree mapping(MappingNode node, Position position, boolean alias, int depth) {
        Map<String, Tree.Entry> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            Position key = alias ? position : place(tuple.getKeyNode().getStartMark());
            Tree value = tree(tuple.getValueNode(), key, depth + 1);
            String name = name(tuple.getKeyNode(), key);
            if (name != null) {
                Tree.Entry first = entries.putIfAbsent(name, new Tree.Entry(key, value));
                duplicate(name, key, first);
            }
        }
        return new Tree.Mapping(position, entries);
    }

    private void duplicate(String name, Position key, Tree.@Nullable Entry first) {
        if (first != null) {
            problems.error(
                    key, "duplicate_key", "The key '" + name + "' is given a second time.", "Remove one of the two.");
            problems.error(first.key(), "duplicate_key", "The key '" + name + "' is first defined here.", null);
        }
    }

    private @Nullable String name(Node node, Position position) {
        if (!(node instanceof ScalarNode scalar)) {
            problems.error(position, "key", "A key is a text, got a list or a map.", null);
            return null;
        }
        if (scalar.getValue().equals("<<") && scalar.isPlain()) {
            problems.error(position, "merge_key", "The merge key '<<' is not allowed.", "Write the keys out.");
            return null;
        }
        return scalar.getValue();
    }

    private Tree scalar(ScalarNode node, Position position, boolean alias) {
        String text = node.getValue();
        Object value = node.isPlain() ? Scalars.value(text) : text;
        boolean block = node.getScalarStyle() == ScalarStyle.LITERAL || node.getScalarStyle() == ScalarStyle.FOLDED;
        Position content = block ? content(node) : place(node.getStartMark());
        return new Tree.Scalar(position, text, value, content, alias ? List.of() : marks(node));
    }

    /** Where the first line of a block's text begins: the line after its sign, at its indentation. */
    private Position content(ScalarNode node) {
        int line = node.getStartMark().getLine() + 1;
        int column = 0;
        for (int i = line; i < lines.length; i++) {
            if (!lines[i].isBlank()) {
                column = lines[i].length() - lines[i].stripLeading().length();
                break;
            }
        }
        return new Position(source.name(), line + 1, column + 1);
    }

    private List<Position> marks(ScalarNode node) {
        if (!node.getValue().contains("${{")) {
            return List.of();
        }
        List<Position> marks = new ArrayList<>();
        Mark start = node.getStartMark();
        Mark end = node.getEndMark();
        for (int i = start.getLine(); i <= end.getLine() && i < lines.length; i++) {
            int from = i == start.getLine() ? start.getColumn() : 0;
            int to = i == end.getLine() ? Math.min(end.getColumn(), lines[i].length()) : lines[i].length();
            for (int at = lines[i].indexOf("${{", from); at >= 0 && at < to; at = lines[i].indexOf("${{", at + 1)) {
                marks.add(new Position(source.name(), i + 1, at + 1));
            }
        }
        return marks;
    }
}
