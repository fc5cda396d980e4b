package dev.runwright.display;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A terminal that obeys the few codes that the tree may use, and fails at any other one. */
final class FakeScreen implements Screen {
    private static final Pattern CODE = Pattern.compile("\\G\u001b\\[(\\d*)([AJm])");

    int columns;
    int rows;
    final List<String> writes = new ArrayList<>();
    final List<String> lines = new ArrayList<>(List.of(""));
    private int row;

    FakeScreen(int columns, int rows) {
        this.columns = columns;
        this.rows = rows;
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public boolean isTerminal() {
        return true;
    }

    @Override
    public void write(String text) {
        writes.add(text);
        for (int at = 0; at < text.length(); at++) {
            char one = text.charAt(at);
            if (one == '\u001b') {
                Matcher code = CODE.matcher(text);
                if (!code.find(at)) {
                    throw new AssertionError("no code of ours at " + at + " of " + text);
                }
                obey(code.group(2), code.group(1));
                at = code.end() - 1;
            } else if (one == '\n') {
                row++;
                if (row == lines.size()) {
                    lines.add("");
                }
            } else if (one != '\r') {
                if (Character.isISOControl(one)) {
                    throw new AssertionError("a control character at " + at + " of " + text);
                }
                lines.set(row, lines.get(row) + one);
            }
        }
    }

    private void obey(String code, String number) {
        if (code.equals("A")) {
            row = Math.max(0, row - Integer.parseInt(number));
        } else if (code.equals("J")) {
            lines.subList(row, lines.size()).clear();
            lines.add("");
        }
    }

    /** Everything on it and above it. */
    String text() {
        return String.join("\n", lines);
    }
}
