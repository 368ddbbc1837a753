package org.auditledger.checkpoint;

/**
 * What it takes to seal a ledger again and again.
 *
 * @param sealer with its key; it may connect as another role than who appends
 * @param schedule when what is new is due
 * @param listener who is told of each seal and of trouble
 */
public record SealOrder(Sealer sealer, SealSchedule schedule, SealListener listener) {}
