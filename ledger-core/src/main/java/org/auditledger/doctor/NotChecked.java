package org.auditledger.doctor;

/**
 * Something that could not be looked at, which is not the same as nothing wrong.
 *
 * @param why it was not
 * @param asked whether all was given that it takes; else it takes a key, or another ledger
 */
public record NotChecked(String why, boolean asked) {}
