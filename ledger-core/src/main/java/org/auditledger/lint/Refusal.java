package org.auditledger.lint;

/**
 * A place that is refused.
 *
 * @param path of the file within the set
 * @param line from 1
 * @param found what stands there
 */
public record Refusal(String path, int line, Rule rule, String found) {}
