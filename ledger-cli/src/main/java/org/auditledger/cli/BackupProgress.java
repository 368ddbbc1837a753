package org.auditledger.cli;

import org.auditledger.backup.BackupWatch;

/** Shows how far a backup has come. */
final class BackupProgress implements BackupWatch {

  private final Progress progress;

  BackupProgress(Progress progress) {
    this.progress = progress;
  }

  @Override
  public void step(String what) {
    progress.step(what);
  }

  @Override
  public void entries(long done, long all) {
    progress.total(all);
    progress.done(done);
  }
}
