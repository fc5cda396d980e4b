package dev.runwright.powershell;

import dev.runwright.value.EnumValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values of all types that travel to PowerShell and back, with what they are when they return. */
final class RandomValues {
    private static final List<String> KEYS =
            List.of("Keys", "Values", "Count", "Item", "Length", "$type", "a b", "ключ", "x:y", "-p", "SyncRoot", "1");
    private static final String LETTERS =
            "abcXYZ019 '\"`$(){}[];|&<>\\/@#%:\r\n\t\0éß世😀\u2028\u00a0\ufeff\ud800\udc00";
    private static final long TICKS = 10_000_000L;

    private final Random random;

    RandomValues(long seed) {
        random = new Random(seed);
    }

    /** A value and what it is when it has been there and back. */
    record Journey(@Nullable Object there, @Nullable Object back) {
        static Journey same(@Nullable Object value) {
            return new Journey(value, value);
        }
    }

    Journey value(int depth) {
        return switch (random.nextInt(depth > 0 ? 18 : 16)) {
            case 0 -> Journey.same(null);
            case 1 -> Journey.same(random.nextBoolean());
            case 2 -> whole(random.nextInt());
            case 3 -> Journey.same(random.nextLong());
            case 4 ->
                Journey.same(new BigInteger(65 + random.nextInt(100), random)
                        .setBit(64)
                        .negate());
            case 5 -> Journey.same(real());
            case 6 -> new Journey((float) 1.5, 1.5);
            case 7 -> Journey.same(new BigDecimal(new BigInteger(90, random), random.nextInt(20)));
            case 8 -> instant();
            case 9 -> local();
            case 10 -> day();
            case 11 -> Journey.same(Duration.ofSeconds(random.nextInt(), random.nextInt((int) TICKS) * 100L));
            case 12 -> Journey.same(new UUID(random.nextLong(), random.nextLong()));
            case 13 -> member();
            case 14 -> letter();
            case 15 -> text();
            case 16 -> list(depth - 1);
            default -> map(depth - 1);
        };
    }

    private static Journey whole(int number) {
        return new Journey(number, (long) number);
    }

    private double real() {
        return switch (random.nextInt(6)) {
            case 0 -> Double.NaN;
            case 1 -> Double.NEGATIVE_INFINITY;
            case 2 -> -0.0;
            case 3 -> Double.MIN_VALUE;
            default -> Double.longBitsToDouble(random.nextLong() & 0x7fefffffffffffffL);
        };
    }

    private LocalDateTime time() {
        return LocalDateTime.of(1 + random.nextInt(9998), 1 + random.nextInt(12), 1 + random.nextInt(28), 0, 0)
                .plusNanos(Math.floorMod(random.nextLong(), 864_000_000_000L) * 100);
    }

    private Journey instant() {
        OffsetDateTime time = time().atOffset(ZoneOffset.UTC);
        Instant there = time.toInstant();
        return new Journey(random.nextBoolean() ? there : time.withOffsetSameInstant(ZoneOffset.ofHours(5)), time);
    }

    private Journey local() {
        return Journey.same(time());
    }

    private Journey day() {
        LocalDate day = time().toLocalDate();
        return new Journey(day, day.atStartOfDay());
    }

    private static Journey member() {
        return new Journey(new EnumValue("Friday", "5"), "Friday");
    }

    private Journey letter() {
        return new Journey('x', "x");
    }

    private Journey text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        String there = random.nextInt(5) == 0 ? "i:" + text : text.toString();
        return new Journey(there, withoutLoneSurrogates(there));
    }

    private static String withoutLoneSurrogates(String text) {
        StringBuilder whole = new StringBuilder();
        text.codePoints().forEach(point -> whole.appendCodePoint(point >= 0xd800 && point <= 0xdfff ? 0xfffd : point));
        return whole.toString();
    }

    private Journey list(int depth) {
        List<@Nullable Object> there = new ArrayList<>();
        List<@Nullable Object> back = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            Journey item = value(depth);
            there.add(item.there());
            back.add(item.back());
        }
        return new Journey(there, back);
    }

    private Journey map(int depth) {
        Map<String, @Nullable Object> there = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Map<String, @Nullable Object> back = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            String key = KEYS.get(random.nextInt(KEYS.size()));
            Journey item = value(depth);
            there.put(key, item.there());
            back.put(key, item.back());
        }
        return new Journey(there, back);
    }
}
