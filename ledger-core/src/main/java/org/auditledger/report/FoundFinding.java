package org.auditledger.report;

import java.util.OptionalLong;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.MembersReader;
import org.auditledger.canonical.MembersWriter;
import org.auditledger.verify.Finding;

/**
 * Something that was found to be wrong, in the words of who found it.
 *
 * @param code what kind of thing; who reads this may not know it yet
 * @param sequence the entry's number, if it is about an entry and that has one
 * @param column the column that it was noticed in, or empty
 */
public record FoundFinding(
    String code, OptionalLong sequence, String column, String what, String why, String next) {

  static FoundFinding of(Finding finding) {
    return new FoundFinding(
        finding.code().name(),
        finding.sequence(),
        finding.column(),
        finding.what(),
        finding.why(),
        finding.next());
  }

  Members toJson() {
    MembersWriter json =
        new MembersWriter()
            .text("code", code)
            .text("next", next)
            .number("sequence", sequence)
            .text("what", what)
            .text("why", why);
    return (column.isEmpty() ? json : json.text("column", column)).members();
  }

  static FoundFinding read(MembersReader json) {
    return new FoundFinding(
        json.text("code"),
        json.findNumber("sequence"),
        json.findText("column").orElse(""),
        json.text("what"),
        json.text("why"),
        json.text("next"));
  }
}
