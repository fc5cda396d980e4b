package dev.runwright.engine;

import dev.runwright.value.RedactedBytes;

/** A spill file without the secrets of its run. Thread-safe. */
final class RedactedSink implements Spill.Sink {
    private final Spill.Sink target;
    private final RedactedBytes bytes;
    private boolean ended;

    RedactedSink(Spill.Sink target, RedactedBytes bytes) {
        this.target = target;
        this.bytes = bytes;
    }

    @Override
    public synchronized void write(byte[] more, int length) {
        if (!ended) {
            pass(bytes.next(more, length));
        }
    }

    private void pass(byte[] clean) {
        if (clean.length > 0) {
            target.write(clean, clean.length);
        }
    }

    @Override
    public synchronized String end() {
        if (!ended) {
            ended = true;
            pass(bytes.last());
        }
        return target.end();
    }
}
