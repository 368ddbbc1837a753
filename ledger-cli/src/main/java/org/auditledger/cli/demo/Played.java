package org.auditledger.cli.demo;

import org.jspecify.annotations.Nullable;

/**
 * A step that went as told.
 *
 * @param command the command line, or the SQL
 * @param exit how the command ended; null for SQL
 * @param expected how it had to end
 */
public record Played(
    String name,
    String command,
    @Nullable Integer exit,
    @Nullable Integer expected,
    long milliseconds) {}
