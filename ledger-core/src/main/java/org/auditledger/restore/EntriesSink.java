package org.auditledger.restore;

import java.sql.SQLException;
import java.util.List;
import org.auditledger.row.CopyFile;
import org.auditledger.seal.Tile;

/** What becomes of the entries of a backup, once they have been judged. */
interface EntriesSink {

  /**
   * The next entry.
   *
   * @param leaf the hash of its row form, if it has one: read only, and only during this call
   * @param bytes holds its tuple from {@code begin} to {@code end}
   */
  void entry(long sequence, byte[] leaf, byte[] bytes, int begin, int end);

  /**
   * Its entries were all shown.
   *
   * @param full the tiles that they have filled
   */
  void file(CopyFile file, List<Tile> full) throws SQLException;
}
