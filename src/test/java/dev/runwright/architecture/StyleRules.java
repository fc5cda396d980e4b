package dev.runwright.architecture;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The house style as far as a machine can see it, checked on the syntax trees of source files. */
final class StyleRules {
    static final int FILE_LINES = 400;
    static final int METHOD_LINES = 40;
    static final int TEST_METHOD_LINES = 60;
    static final int PARAMETERS = 5;
    private static final Pattern UNFINISHED = Pattern.compile("\\b(T[O]DO|F[I]XME|X[X]X)\\b|print[S]tackTrace\\(");

    private StyleRules() {}

    /** What is wrong in these files, as {@code file:line: sentence}. */
    static List<String> violations(Collection<Path> files) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> found = new ArrayList<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            DocTrees trees = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                new Scanner(unit, trees, found).checkAll();
            }
        }
        return found;
    }

    private static final class Scanner extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final CompilationUnitTree unit;
        private final DocTrees trees;
        private final SourcePositions positions;
        private final List<String> found;
        private final Path file;
        private final String text;

        Scanner(CompilationUnitTree unit, DocTrees trees, List<String> found) throws IOException {
            this.unit = unit;
            this.trees = trees;
            this.positions = trees.getSourcePositions();
            this.found = found;
            this.file = Path.of(unit.getSourceFile().toUri());
            this.text = Files.readString(file);
        }

        void checkAll() {
            List<String> lines = text.lines().toList();
            if (lines.size() > FILE_LINES) {
                say(lines.size(), "the file has " + lines.size() + " lines, more than " + FILE_LINES);
            }
            for (int line = 1; line <= lines.size(); line++) {
                if (UNFINISHED.matcher(lines.get(line - 1)).find()) {
                    say(line, "work left undone or an error printed in passing");
                }
            }
            scan(unit, null);
        }

        @Override
        public @Nullable Void visitImport(ImportTree tree, @Nullable Void nothing) {
            if (tree.getQualifiedIdentifier().toString().endsWith(".*")) {
                say(tree, "an import of everything");
            }
            return super.visitImport(tree, null);
        }

        @Override
        public @Nullable Void visitClass(ClassTree tree, @Nullable Void nothing) {
            boolean isPublic = tree.getModifiers().getFlags().contains(Modifier.PUBLIC);
            if (isPublic && trees.getDocComment(getCurrentPath()) == null && isProduct()) {
                say(tree, "the public type " + tree.getSimpleName() + " has no Javadoc");
            }
            return super.visitClass(tree, null);
        }

        @Override
        public @Nullable Void visitMethod(MethodTree tree, @Nullable Void nothing) {
            long lines = line(positions.getEndPosition(unit, tree)) - line(positions.getStartPosition(unit, tree)) + 1;
            int limit = isTest() ? TEST_METHOD_LINES : METHOD_LINES;
            if (lines > limit) {
                say(tree, "the method " + tree.getName() + " has " + lines + " lines, more than " + limit);
            }
            if (tree.getParameters().size() > PARAMETERS && !inRecord()) {
                say(tree, "the method " + tree.getName() + " has more than " + PARAMETERS + " parameters");
            }
            return super.visitMethod(tree, null);
        }

        @Override
        public @Nullable Void visitCatch(CatchTree tree, @Nullable Void nothing) {
            BlockTree block = tree.getBlock();
            int start = (int) positions.getStartPosition(unit, block);
            int end = (int) positions.getEndPosition(unit, block);
            if (block.getStatements().isEmpty() && !text.substring(start, end).contains("//")) {
                say(tree, "an exception is caught and nothing says why it may be forgotten");
            }
            return super.visitCatch(tree, null);
        }

        private boolean inRecord() {
            Tree parent = getCurrentPath().getParentPath().getLeaf();
            return parent.getKind() == Tree.Kind.RECORD;
        }

        /** Tables of cases may be longer than code. */
        private boolean isTest() {
            return file.toString().replace('\\', '/').contains("/src/test/");
        }

        private boolean isProduct() {
            return file.toString().replace('\\', '/').contains("/src/main/");
        }

        private long line(long offset) {
            return unit.getLineMap().getLineNumber(offset);
        }

        private void say(Tree tree, String sentence) {
            say(line(positions.getStartPosition(unit, tree)), sentence);
        }

        private void say(long line, String sentence) {
            found.add(file.getFileName() + ":" + line + ": " + sentence);
        }
    }
}
