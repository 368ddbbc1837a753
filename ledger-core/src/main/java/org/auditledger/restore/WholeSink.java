package org.auditledger.restore;

import java.sql.SQLException;
import java.util.List;
import org.auditledger.checkpoint.SealCopy;
import org.auditledger.postgres.CopyFileSender;
import org.auditledger.row.CopyFile;
import org.auditledger.seal.Tile;

/** Every entry goes into a table that has none, as it came, while those after it are judged. */
final class WholeSink implements EntriesSink {

  private final CopyFileSender sender;
  private final SealCopy seals;
  private final Beside sending;

  WholeSink(CopyFileSender sender, SealCopy seals, Beside sending) {
    this.sender = sender;
    this.seals = seals;
    this.sending = sending;
  }

  @Override
  public void entry(long sequence, byte[] leaf, byte[] bytes, int begin, int end) {
    // The file goes as it is.
  }

  @Override
  public void file(CopyFile file, List<Tile> full) throws SQLException {
    sending.begin(
        () -> {
          long unused = sender.send(file.bytes());
          seals.tiles(full);
        });
  }
}
