package dev.runwright.value;

import dev.runwright.text.DidYouMean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.jexl3.parser.ASTAddNode;
import org.apache.commons.jexl3.parser.ASTAndNode;
import org.apache.commons.jexl3.parser.ASTArguments;
import org.apache.commons.jexl3.parser.ASTArrayAccess;
import org.apache.commons.jexl3.parser.ASTArrayLiteral;
import org.apache.commons.jexl3.parser.ASTDivNode;
import org.apache.commons.jexl3.parser.ASTEQNode;
import org.apache.commons.jexl3.parser.ASTERNode;
import org.apache.commons.jexl3.parser.ASTEmptyFunction;
import org.apache.commons.jexl3.parser.ASTFalseNode;
import org.apache.commons.jexl3.parser.ASTFunctionNode;
import org.apache.commons.jexl3.parser.ASTGENode;
import org.apache.commons.jexl3.parser.ASTGTNode;
import org.apache.commons.jexl3.parser.ASTIdentifier;
import org.apache.commons.jexl3.parser.ASTIdentifierAccess;
import org.apache.commons.jexl3.parser.ASTIdentifierAccessSafe;
import org.apache.commons.jexl3.parser.ASTJexlScript;
import org.apache.commons.jexl3.parser.ASTLENode;
import org.apache.commons.jexl3.parser.ASTLTNode;
import org.apache.commons.jexl3.parser.ASTMapEntry;
import org.apache.commons.jexl3.parser.ASTMapLiteral;
import org.apache.commons.jexl3.parser.ASTMethodNode;
import org.apache.commons.jexl3.parser.ASTModNode;
import org.apache.commons.jexl3.parser.ASTMulNode;
import org.apache.commons.jexl3.parser.ASTNENode;
import org.apache.commons.jexl3.parser.ASTNRNode;
import org.apache.commons.jexl3.parser.ASTNotNode;
import org.apache.commons.jexl3.parser.ASTNullLiteral;
import org.apache.commons.jexl3.parser.ASTNullpNode;
import org.apache.commons.jexl3.parser.ASTNumberLiteral;
import org.apache.commons.jexl3.parser.ASTOrNode;
import org.apache.commons.jexl3.parser.ASTRangeNode;
import org.apache.commons.jexl3.parser.ASTReference;
import org.apache.commons.jexl3.parser.ASTReferenceExpression;
import org.apache.commons.jexl3.parser.ASTSizeFunction;
import org.apache.commons.jexl3.parser.ASTStringLiteral;
import org.apache.commons.jexl3.parser.ASTSubNode;
import org.apache.commons.jexl3.parser.ASTTernaryNode;
import org.apache.commons.jexl3.parser.ASTTrueNode;
import org.apache.commons.jexl3.parser.ASTUnaryMinusNode;
import org.apache.commons.jexl3.parser.JexlNode;
import org.jspecify.annotations.Nullable;

/** Builds the terms of a parsed tree from a closed table of node types; a node that is not in it is refused. Used once. */
final class TermBuilder {
    private static final Term NOTHING = evaluation -> null;
    private static final Pattern NUMBER = Pattern.compile("(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?(?![\\w])");
    private static final Map<Class<? extends JexlNode>, Translation> TABLE = Map.ofEntries(
            Map.entry(ASTNullLiteral.class, (builder, node) -> evaluation -> null),
            Map.entry(ASTTrueNode.class, (builder, node) -> evaluation -> true),
            Map.entry(ASTFalseNode.class, (builder, node) -> evaluation -> false),
            Map.entry(ASTStringLiteral.class, (builder, node) -> {
                String literal = ((ASTStringLiteral) node).getLiteral();
                return evaluation -> literal;
            }),
            Map.entry(ASTNumberLiteral.class, TermBuilder::number),
            Map.entry(ASTIdentifier.class, TermBuilder::identifier),
            Map.entry(ASTReference.class, TermBuilder::reference),
            Map.entry(ASTReferenceExpression.class, TermBuilder::only),
            Map.entry(ASTFunctionNode.class, TermBuilder::function),
            Map.entry(ASTArrayLiteral.class, TermBuilder::list),
            Map.entry(ASTMapLiteral.class, TermBuilder::map),
            Map.entry(ASTRangeNode.class, both(Operators::range)),
            Map.entry(ASTSizeFunction.class, (builder, node) -> {
                Term operand = builder.child(node, 0);
                return evaluation -> Operators.size(operand.value(evaluation));
            }),
            Map.entry(ASTEmptyFunction.class, (builder, node) -> {
                Term operand = builder.child(node, 0);
                return evaluation -> Operators.empty(operand.value(evaluation));
            }),
            Map.entry(ASTAndNode.class, both(Operators::and)),
            Map.entry(ASTOrNode.class, both(Operators::or)),
            Map.entry(ASTNotNode.class, (builder, node) -> Operators.not(builder.child(node, 0))),
            Map.entry(ASTTernaryNode.class, TermBuilder::ternary),
            Map.entry(ASTNullpNode.class, both(Operators::otherwise)),
            Map.entry(ASTEQNode.class, both((left, right) -> Operators.equal(left, right, true))),
            Map.entry(ASTNENode.class, both((left, right) -> Operators.equal(left, right, false))),
            Map.entry(ASTERNode.class, both((left, right) -> Operators.in(left, right, true))),
            Map.entry(ASTNRNode.class, both((left, right) -> Operators.in(left, right, false))),
            Map.entry(ASTLTNode.class, both((left, right) -> Operators.order("<", left, right))),
            Map.entry(ASTLENode.class, both((left, right) -> Operators.order("<=", left, right))),
            Map.entry(ASTGTNode.class, both((left, right) -> Operators.order(">", left, right))),
            Map.entry(ASTGENode.class, both((left, right) -> Operators.order(">=", left, right))),
            Map.entry(ASTAddNode.class, both(Operators::add)),
            Map.entry(ASTSubNode.class, both((left, right) -> Operators.arithmetic("-", left, right))),
            Map.entry(ASTMulNode.class, both((left, right) -> Operators.arithmetic("*", left, right))),
            Map.entry(ASTDivNode.class, both((left, right) -> Operators.arithmetic("/", left, right))),
            Map.entry(ASTModNode.class, both((left, right) -> Operators.arithmetic("%", left, right))),
            Map.entry(ASTUnaryMinusNode.class, (builder, node) -> Operators.negate(builder.child(node, 0))));

    private final ExpressionParser parser;
    private final Paths paths;
    private boolean refused;

    TermBuilder(ExpressionParser parser, Paths paths) {
        this.parser = parser;
        this.paths = paths;
    }

    @FunctionalInterface
    private interface Translation {
        Term term(TermBuilder builder, JexlNode node);
    }

    /** The paths read so far, and how deep inside expressions over {@code it} the builder is. Not thread-safe. */
    static final class Paths {
        private final List<List<String>> found = new ArrayList<>();
        private int overElements;

        List<List<String>> found() {
            return List.copyOf(found);
        }

        private void read(List<String> path) {
            if (overElements == 0 || !path.get(0).equals("it")) {
                found.add(List.copyOf(path));
            }
        }
    }

    /** The terms of a whole expression, or null after a problem. */
    @Nullable Term build(ASTJexlScript tree) {
        if (tree.jjtGetNumChildren() != 1) {
            parser.refuse(1, 1, "A single expression is expected here.", null);
            return null;
        }
        Term term = child(tree, 0);
        return refused ? null : term;
    }

    private Term term(JexlNode node) {
        Translation translation = TABLE.get(node.getClass());
        return translation == null
                ? refuse(node, "'" + words(node) + "' is not allowed in an expression.", null)
                : translation.term(this, node);
    }

    private Term child(JexlNode node, int index) {
        return term(node.jjtGetChild(index));
    }

    /** The node's type as words: {@code ASTInstanceOf} is "instance of". */
    private static String words(JexlNode node) {
        return node.getClass()
                .getSimpleName()
                .replaceFirst("^AST", "")
                .replaceFirst("Node$", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(java.util.Locale.ROOT);
    }

    private Term refuse(JexlNode node, String message, @Nullable String hint) {
        refused = true;
        parser.refuse(node.jexlInfo().getLine(), node.jexlInfo().getColumn(), message, hint);
        return NOTHING;
    }

    private static Translation both(BinaryOperator<Term> operator) {
        return (builder, node) -> {
            Term term = builder.child(node, 0);
            for (int i = 1; i < node.jjtGetNumChildren(); i++) {
                term = operator.apply(term, builder.child(node, i));
            }
            return term;
        };
    }

    private static Term only(TermBuilder builder, JexlNode node) {
        return builder.child(node, 0);
    }

    private static Term ternary(TermBuilder builder, JexlNode node) {
        if (node.jjtGetNumChildren() != 3) {
            return builder.refuse(
                    node, "'?:' is not allowed in an expression.", "Use '??' for a value that may be null.");
        }
        return Operators.choose(builder.child(node, 0), builder.child(node, 1), builder.child(node, 2));
    }

    /** Decimal numbers only, as in YAML: JEXL would read {@code 010} as 8 and {@code 1h} as a big number. */
    private static Term number(TermBuilder builder, JexlNode node) {
        Matcher source = NUMBER.matcher(
                builder.parser.from(node.jexlInfo().getLine(), node.jexlInfo().getColumn()));
        Number literal = ((ASTNumberLiteral) node).getLiteral();
        if (!source.lookingAt()) {
            return builder.refuse(node, "Only decimal numbers are allowed in an expression, such as 10 or 2.5.", null);
        }
        Object value = literal instanceof Integer ? (Object) literal.longValue() : literal;
        return evaluation -> value;
    }

    private static Term identifier(TermBuilder builder, JexlNode node) {
        String name = ((ASTIdentifier) node).getName();
        builder.paths.read(List.of(name));
        return evaluation -> evaluation.name(name);
    }

    private static Term list(TermBuilder builder, JexlNode node) {
        List<Term> items = builder.children(node, 0);
        return evaluation -> Operators.values(items, evaluation);
    }

    private static Term map(TermBuilder builder, JexlNode node) {
        Map<Term, Term> entries = new LinkedHashMap<>();
        for (int i = 0; i < node.jjtGetNumChildren(); i++) {
            JexlNode entry = node.jjtGetChild(i);
            if (entry instanceof ASTMapEntry) {
                entries.put(builder.child(entry, 0), builder.child(entry, 1));
            } else {
                return builder.term(entry);
            }
        }
        return evaluation -> Functions.map(evaluation, entries);
    }

    private List<Term> children(JexlNode node, int from) {
        List<Term> terms = new ArrayList<>();
        for (int i = from; i < node.jjtGetNumChildren(); i++) {
            terms.add(child(node, i));
        }
        return List.copyOf(terms);
    }

    /** {@code a.b['c'].d()}: a start and what is read from it; the names up to the first that is computed are its path. */
    private static Term reference(TermBuilder builder, JexlNode node) {
        JexlNode start = node.jjtGetChild(0);
        Term term = start instanceof ASTIdentifier name && start.getClass() == ASTIdentifier.class
                ? builder.rooted(name, node)
                : builder.term(start);
        for (int i = 1; i < node.jjtGetNumChildren(); i++) {
            term = builder.access(term, node.jjtGetChild(i));
        }
        return term;
    }

    private Term rooted(ASTIdentifier root, JexlNode reference) {
        List<String> path = new ArrayList<>(List.of(root.getName()));
        for (int i = 1; i < reference.jjtGetNumChildren(); i++) {
            String part = constantKey(reference.jjtGetChild(i));
            if (part == null) {
                break;
            }
            path.add(part);
        }
        paths.read(path);
        return evaluation -> evaluation.name(root.getName());
    }

    private static @Nullable String constantKey(JexlNode node) {
        if (node instanceof ASTIdentifierAccess key) {
            return key.getName();
        }
        boolean constant = node instanceof ASTArrayAccess
                && node.jjtGetNumChildren() == 1
                && node.jjtGetChild(0) instanceof ASTStringLiteral;
        return constant ? ((ASTStringLiteral) node.jjtGetChild(0)).getLiteral() : null;
    }

    private Term access(Term owner, JexlNode node) {
        if (node.getClass() == ASTIdentifierAccess.class) {
            String key = ((ASTIdentifierAccess) node).getName();
            return evaluation -> Access.key(owner.value(evaluation), key);
        }
        if (node.getClass() == ASTIdentifierAccessSafe.class) {
            String key = ((ASTIdentifierAccess) node).getName();
            return evaluation -> Access.optionalKey(owner.value(evaluation), key);
        }
        if (node instanceof ASTArrayAccess brackets) {
            return brackets(owner, brackets);
        }
        return node instanceof ASTMethodNode ? method(owner, node) : term(node);
    }

    private Term brackets(Term owner, ASTArrayAccess node) {
        Term term = owner;
        for (int i = 0; i < node.jjtGetNumChildren(); i++) {
            Term from = term;
            Term index = child(node, i);
            term = node.isSafeChild(i)
                    ? evaluation -> Access.optionalIndex(from.value(evaluation), index.value(evaluation))
                    : evaluation -> Access.index(from.value(evaluation), index.value(evaluation));
        }
        return term;
    }

    private Term method(Term owner, JexlNode node) {
        JexlNode name = node.jjtGetChild(0);
        boolean safe = name.getClass() == ASTIdentifierAccessSafe.class;
        boolean plain = safe || name.getClass() == ASTIdentifierAccess.class;
        if (!plain || node.jjtGetNumChildren() != 2 || !(node.jjtGetChild(1) instanceof ASTArguments)) {
            return refuse(node, "A call is written 'value.method(…)'.", null);
        }
        String method = ((ASTIdentifierAccess) name).getName();
        List<Term> arguments = children(node.jjtGetChild(1), 0);
        return evaluation -> {
            Object value = owner.value(evaluation);
            if (value == null && safe) {
                return null;
            }
            evaluation.spend(1);
            return Methods.call(value, method, Operators.values(arguments, evaluation), evaluation.budget());
        };
    }

    private static Term function(TermBuilder builder, JexlNode node) {
        JexlNode name = node.jjtGetChild(0);
        String function = name.getClass() == ASTIdentifier.class ? ((ASTIdentifier) name).getName() : "";
        Functions.Function chosen = Functions.find(function);
        if (chosen == null) {
            return builder.refuse(name, "There is no function '" + function + "'.", functionHint(function));
        }
        JexlNode arguments = node.jjtGetChild(1);
        int count = arguments.jjtGetNumChildren();
        if (node.jjtGetNumChildren() != 2 || count < chosen.least() || count > chosen.most()) {
            String takes =
                    chosen.least() == chosen.most() ? "" + chosen.most() : chosen.least() + " or " + chosen.most();
            return builder.refuse(name, "'" + function + "' takes " + takes + " arguments, got " + count + ".", null);
        }
        List<Term> terms = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            JexlNode argument = arguments.jjtGetChild(i);
            terms.add(chosen.overElements() && i == 1 ? builder.overElements(argument) : builder.term(argument));
        }
        builder.checkPattern(function, arguments);
        return evaluation -> chosen.body().call(evaluation, terms);
    }

    private static String functionHint(String function) {
        String near = DidYouMean.hint(function, Functions.names());
        return near.isEmpty()
                ? "There are: " + String.join(", ", new java.util.TreeSet<>(Functions.names())) + ", size, empty."
                : near;
    }

    /** An expression over {@code it}: written as a text, which is parsed here and now, or as it is. */
    private Term overElements(JexlNode argument) {
        paths.overElements++;
        try {
            if (!(argument instanceof ASTStringLiteral literal)) {
                return term(argument);
            }
            int column = argument.jexlInfo().getColumn() + 1;
            Term inner = parser.inside(literal.getLiteral(), argument.jexlInfo().getLine(), column)
                    .parse(paths);
            refused |= inner == null;
            return inner == null ? NOTHING : inner;
        } finally {
            paths.overElements--;
        }
    }

    private void checkPattern(String function, JexlNode arguments) {
        if (function.equals("matches") && arguments.jjtGetChild(1) instanceof ASTStringLiteral literal) {
            try {
                Patterns.compile(literal.getLiteral());
            } catch (Failure failure) {
                refuse(literal, failure.sentence(), failure.hint());
            }
        }
    }
}
