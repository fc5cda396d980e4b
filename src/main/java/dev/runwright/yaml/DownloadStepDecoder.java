package dev.runwright.yaml;

import dev.runwright.model.DownloadStep;
import dev.runwright.model.Returns;
import dev.runwright.model.StateRule;
import dev.runwright.model.StateRule.Wants;
import dev.runwright.model.Step;
import dev.runwright.model.StepHead;
import dev.runwright.model.UndoRule;
import dev.runwright.text.Position;
import dev.runwright.value.Template;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code download:} with {@code to sha256 signed_by size min_free redirects proxy replace}. The file itself is its reading. */
final class DownloadStepDecoder implements StepDecoder {
    private static final List<String> OPTIONS =
            List.of("to", "sha256", "signed_by", "size", "min_free", "redirects", "proxy");

    @Override
    public String kind() {
        return "download";
    }

    @Override
    public @Nullable Step decode(Fields fields, StepHead head) {
        Template url = fields.textTemplate("download");
        fields.require("to", "the path that the file gets");
        Map<String, Template> options = new LinkedHashMap<>();
        Map<String, Position> keys = new LinkedHashMap<>();
        for (String option : OPTIONS) {
            Template value = option.equals("redirects") ? fields.template(option) : fields.textTemplate(option);
            if (value != null) {
                options.put(option, value);
                keys.put(option, fields.at(option));
            }
        }
        boolean replace = fields.flag("replace");
        for (String key : List.of("state", "returns")) {
            if (fields.has(key)) {
                fields.decoding()
                        .error(
                                fields.at(key),
                                "wrong_key",
                                "A download is its own reading; it takes no '" + key + "'.",
                                "");
            }
        }
        literals(fields, url, options);
        Template.Fields all = new Template.Fields(fields.position(), options, keys);
        return url == null || !options.containsKey("to")
                ? null
                : new DownloadStep(reading(head, replace), url, all, replace);
    }

    private static void literals(Fields fields, @Nullable Template url, Map<String, Template> options) {
        check(fields, "download", url, "https?://.+", "an address that begins with https:// or http://");
        check(fields, "sha256", options.get("sha256"), "[0-9A-Fa-f]{64}", "64 hexadecimal digits");
        check(fields, "size", options.get("size"), "\\d{1,18}", "a number of bytes");
        check(fields, "min_free", options.get("min_free"), "\\d{1,9} ?(KB|MB|GB|TB)?", "a size such as 500 MB");
        check(
                fields,
                "proxy",
                options.get("proxy"),
                "http://[^/@]+:\\d{1,5}/?",
                "an address such as http://proxy:8080");
    }

    private static void check(Fields fields, String key, @Nullable Template template, String pattern, String expected) {
        if (template instanceof Template.Literal literal
                && !String.valueOf(literal.value()).matches(pattern)) {
            fields.decoding()
                    .error(
                            template.position(),
                            "wrong_value",
                            "'" + key + "' must be " + expected + ", got '"
                                    + Decoding.shortened(String.valueOf(literal.value())) + "'.",
                            "");
        }
    }

    /** The head with the reading that every download has. */
    private static StepHead reading(StepHead head, boolean replace) {
        Position at = head.position();
        StateRule state = new StateRule(
                at,
                DownloadStep.READING,
                Template.Fields.none(at),
                null,
                replace ? Wants.VALUES : Wants.PRESENT,
                Returns.OPTIONAL,
                Duration.ZERO,
                Duration.ofSeconds(1));
        UndoRule lost = new UndoRule.Irreversible(at, "the file that was replaced is not kept");
        return head.reading(state, Returns.ONE, replace && head.undo() == null ? lost : head.undo());
    }
}
