package org.auditledger.retention;

import java.util.OptionalLong;

/**
 * For how long a tenant's records are kept from now on.
 *
 * @param previousDays what the journal said before, if it did
 * @param position of the statement that says it; absent where it was said and true already
 */
public record SetRetention(
    String tenant, int days, OptionalLong previousDays, OptionalLong position) {}
