package dev.runwright.value;

import dev.runwright.text.Position;
import dev.runwright.text.Problems;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.jexl3.JexlException;
import org.apache.commons.jexl3.JexlFeatures;
import org.apache.commons.jexl3.JexlInfo;
import org.apache.commons.jexl3.parser.ASTJexlScript;
import org.apache.commons.jexl3.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * From the text of an expression to its terms. JEXL gives the grammar and the tree; its interpreter, with all that reflection can
 * reach, is not used: {@link TermBuilder} knows which nodes there may be and what each does.
 */
final class ExpressionParser {
    private static final int LONGEST = 10_000;
    private static final int DEEPEST = 40;
    private static final int WEIGHT = 8;
    private static final Pattern FEATURE = Pattern.compile("@\\d+:\\d+ (.+?) error in '");
    private static final Map<String, String> OFF = Map.of(
            "global assign/modify", "changing a value",
            "assign/modify", "changing a value",
            "create instance", "'new'",
            "local variable", "a variable",
            "function", "a function");
    private static final JexlFeatures FEATURES = new JexlFeatures()
            .script(false)
            .annotation(false)
            .lambda(false)
            .thinArrow(false)
            .fatArrow(false)
            .loops(false)
            .newInstance(false)
            .pragma(false)
            .importPragma(false)
            .namespacePragma(false)
            .namespaceIdentifier(false)
            .register(false)
            .localVar(false)
            .sideEffect(false)
            .sideEffectGlobal(false)
            .comparatorNames(false)
            .ambiguousStatement(false);

    private final String source;
    private final String text;
    private final Position position;
    private final Problems problems;

    ExpressionParser(String source, Position position, Problems problems) {
        this.source = source;
        this.text = oneLineQuotes(source);
        this.position = position;
        this.problems = problems;
    }

    /** Quoted text may go over lines, as expressions over elements do; JEXL wants its line ends written as escapes. */
    private static String oneLineQuotes(String source) {
        if (source.indexOf('\n') < 0) {
            return source;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < source.length(); ) {
            int next = skip(source, i);
            text.append(
                    next == i + 1
                            ? source.substring(i, next)
                            : source.substring(i, next).replace("\n", "\\n"));
            i = next;
        }
        return text.toString();
    }

    /** The terms, or null after at least one problem has been added. */
    @Nullable Term parse(TermBuilder.Paths paths) {
        if (text.isBlank()) {
            refuse(1, 1, "The expression is empty.", "Write what it should read between '${{' and '}}'.");
            return null;
        }
        if (!isParsable()) {
            return null;
        }
        ASTJexlScript tree = tree();
        if (tree == null) {
            return null;
        }
        try {
            return new TermBuilder(this, paths).build(tree);
        } catch (StackOverflowError e) {
            refuse(1, 1, "The expression is nested too deep.", null);
            return null;
        }
    }

    private @Nullable ASTJexlScript tree() {
        try {
            return new Parser(";").parse(new JexlInfo("x", 1, 1), FEATURES, text, null);
        } catch (JexlException e) {
            refuse(e);
        } catch (StackOverflowError | IllegalStateException | NumberFormatException e) {
            refuse(1, 1, "The expression cannot be understood.", null);
        }
        return null;
    }

    private void refuse(JexlException e) {
        JexlInfo info = e.getInfo();
        int line = info == null ? 1 : info.getLine();
        int column = info == null ? 1 : info.getColumn();
        Matcher feature = FEATURE.matcher(String.valueOf(e.getMessage()));
        if ((e instanceof JexlException.Feature || e instanceof JexlException.Assignment) && feature.find()) {
            refuse(
                    line,
                    column,
                    "An expression only reads and computes; this is not allowed in it: "
                            + OFF.getOrDefault(feature.group(1), feature.group(1)) + ".",
                    null);
            return;
        }
        String detail = String.valueOf(e.getDetail()).strip();
        String at = detail.isEmpty() || detail.equals("null") ? "" : " at '" + detail + "'";
        String hint = detail.equals("=") ? "'==' compares." : null;
        refuse(line, column, "The expression cannot be understood" + at + ".", hint);
    }

    /** Whether the parser will be through with it soon: its look-ahead doubles with each level of some brackets. */
    private boolean isParsable() {
        if (text.length() > LONGEST) {
            refuse(1, 1, "The expression is longer than " + LONGEST + " characters.", null);
            return false;
        }
        Deque<Character> open = new ArrayDeque<>();
        int weight = 0;
        for (int i = 0; i < text.length(); i = next(i)) {
            char c = text.charAt(i);
            if (c == '`') {
                refuseAt(i, "A backtick is not allowed in an expression.", "Use single or double quotes.");
                return false;
            }
            if (c == '(' || c == '[' || c == '{') {
                open.push(c);
                weight += weight(c);
            } else if ((c == ')' || c == ']' || c == '}') && !open.isEmpty()) {
                weight -= weight(open.pop());
            }
            if (open.size() > DEEPEST || weight > WEIGHT) {
                refuseAt(i, "The brackets of the expression are nested too deep.", null);
                return false;
            }
        }
        return true;
    }

    private static int weight(char bracket) {
        return bracket == '{' ? 2 : bracket == '[' ? 1 : 0;
    }

    /** Behind the character at {@code i}, or behind the quoted text that begins there. */
    private int next(int i) {
        return skip(text, i);
    }

    /** Behind the character at {@code i} of {@code text}, or behind the quoted text that begins there. */
    static int skip(String text, int i) {
        char quote = text.charAt(i);
        if (quote != '\'' && quote != '"') {
            return i + 1;
        }
        for (int end = i + 1; end < text.length(); end++) {
            if (text.charAt(end) == '\\') {
                end++;
            } else if (text.charAt(end) == quote) {
                return end + 1;
            }
        }
        return text.length();
    }

    private void refuseAt(int offset, String message, @Nullable String hint) {
        String before = text.substring(0, offset);
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        refuse(line, offset - before.lastIndexOf('\n'), message, hint);
    }

    /** Adds a problem at a place of the expression, 1-based. */
    void refuse(int line, int column, String message, @Nullable String hint) {
        problems.error(place(line, column), "expression", message, hint);
    }

    /** Where a line and column of the expression, 1-based, are in the file. */
    Position place(int line, int column) {
        int offset = original(Math.min(text.length(), offset(line, column)));
        String before = source.substring(0, offset);
        int lines = (int) before.chars().filter(c -> c == '\n').count();
        int at = offset - before.lastIndexOf('\n') - 1;
        return lines == 0
                ? new Position(position.file(), position.line(), position.column() + column - 1)
                : new Position(position.file(), position.line() + lines, at + 1);
    }

    private int offset(int line, int column) {
        int start = 0;
        for (int i = 1; i < line; i++) {
            start = text.indexOf('\n', start) + 1;
        }
        return start + Math.max(0, column - 1);
    }

    /** The offset in the source of an offset in the text: each escaped line end is one character longer. */
    private int original(int offset) {
        int at = 0;
        for (int i = 0; i < offset && at < source.length(); at++) {
            boolean escaped = source.charAt(at) == '\n' && text.charAt(i) != '\n';
            i += escaped ? 2 : 1;
        }
        return at;
    }

    /** The text that begins at a line and column, 1-based. */
    String from(int line, int column) {
        return text.substring(Math.min(text.length(), offset(line, column)));
    }

    /** A parser for an expression inside this one. */
    ExpressionParser inside(String inner, int line, int column) {
        return new ExpressionParser(inner, place(line, column), problems);
    }
}
