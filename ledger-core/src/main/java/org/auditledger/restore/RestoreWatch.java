package org.auditledger.restore;

/** Is told how a restore gets on. */
public interface RestoreWatch {

  /** Nobody watches. */
  RestoreWatch NONE =
      new RestoreWatch() {
        @Override
        public void step(String what) {
          // Nobody is told.
        }

        @Override
        public void entries(long read, long total) {
          // Nobody is told.
        }
      };

  /** What is being done now, as a line. */
  void step(String what);

  /** So many entries of the backup have been read. */
  void entries(long read, long total);
}
