/** Runbooks and other YAML files to the model, with places; the only user of SnakeYAML. */
@NullMarked
package dev.runwright.yaml;

import org.jspecify.annotations.NullMarked;
