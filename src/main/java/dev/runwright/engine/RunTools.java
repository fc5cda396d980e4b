package dev.runwright.engine;

import dev.runwright.catalogue.Catalogue;

/** What rendering a step needs besides its scope. */
record RunTools(Catalogue catalogue, Cmdlets cmdlets) {}
