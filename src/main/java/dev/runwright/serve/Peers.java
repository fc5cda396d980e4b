package dev.runwright.serve;

import dev.runwright.engine.RunIdentity;
import dev.runwright.journal.JournalEntry.ProcessMark;
import dev.runwright.journal.NodeBook;
import dev.runwright.journal.NodeBook.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** This node among the others: it says that it lives, and sees who does not. Thread-safe. */
final class Peers {
    /** A node that has not been heard of for so long is gone, until it is heard of again. */
    static final Duration SILENCE = Duration.ofSeconds(30);

    private static final Duration FORGOTTEN = Duration.ofDays(1);

    private final NodeBook book;
    private final RunIdentity identity;
    private final String id;
    private final String address;
    private Map<String, Node> known = new TreeMap<>();

    /**
     * A node.
     *
     * @param address where its health and metrics are
     */
    Peers(NodeBook book, RunIdentity identity, String address) {
        this.book = book;
        this.identity = identity;
        this.id = id(identity.process());
        this.address = address;
    }

    /** The id of a process as a node. */
    static String id(ProcessMark process) {
        return process.host() + "-" + process.pid() + "-"
                + Long.toString(process.started().getEpochSecond(), Character.MAX_RADIX);
    }

    String id() {
        return id;
    }

    /** Says that this node lives, and looks who else does. */
    void beat(Instant now, boolean draining) {
        ProcessMark own = identity.process();
        book.beat(new Node(id, own.host(), own.pid(), own.started(), now, identity.version(), draining, address));
        Map<String, Node> seen = new TreeMap<>();
        for (Node node : book.nodes()) {
            if (node.seen().isBefore(now.minus(FORGOTTEN))) {
                book.leave(node.id());
            } else {
                seen.put(node.id(), node);
            }
        }
        synchronized (this) {
            known = seen;
        }
    }

    /** Whether a node is gone: nothing that it had begun will be brought to its end by it, as far as anybody can tell. */
    synchronized boolean isGone(String node, Instant now) {
        Node known = this.known.get(node);
        return !node.equals(id) && (known == null || !lives(known, now));
    }

    private boolean lives(Node node, Instant now) {
        return !node.seen().isBefore(now.minus(SILENCE))
                && identity.alive().test(new ProcessMark(node.host(), node.pid(), node.started()));
    }

    /** The nodes that are known and gone. */
    synchronized Set<String> gone(Instant now) {
        Set<String> gone = new TreeSet<>();
        known.values().stream()
                .filter(node -> !node.id().equals(id) && !lives(node, now))
                .forEach(node -> gone.add(node.id()));
        return gone;
    }

    /** How many nodes are there in each state. */
    synchronized Map<String, Integer> states(Instant now) {
        Map<String, Integer> states = new TreeMap<>(Map.of("live", 0, "draining", 0, "gone", 0));
        known.values()
                .forEach(node -> states.merge(
                        !lives(node, now) && !node.id().equals(id) ? "gone" : node.draining() ? "draining" : "live",
                        1,
                        Integer::sum));
        return states;
    }

    /** How many live nodes come before this one for a run: each run has an order of its own. */
    synchronized int rank(String run, Instant now) {
        List<String> live = new ArrayList<>();
        known.values().stream()
                .filter(node -> node.id().equals(id) || (!node.draining() && lives(node, now)))
                .forEach(node -> live.add(node.id()));
        int own = weight(id, run);
        return (int) live.stream()
                .filter(node -> weight(node, run) < own || (weight(node, run) == own && node.compareTo(id) < 0))
                .count();
    }

    /** A hash that differs as soon as one of the two does. */
    private static int weight(String node, String run) {
        int mixed = (node + "/" + run).hashCode() * 0x9E3779B9;
        return mixed ^ (mixed >>> 15);
    }

    /** This node begins nothing any more. */
    void leave() {
        book.leave(id);
    }
}
