package org.auditledger.journal;

import java.util.Map;
import java.util.Optional;
import org.auditledger.canonical.CanonicalJson;
import org.auditledger.canonical.CanonicalJson.Members;
import org.auditledger.canonical.CanonicalJson.Text;

/** Who did it, as far as the process that did it could tell. */
public record Actor(String databaseRole, String host, String osUser, String tool) {

  /** As {@code {"database_role":…,"host":…,"os_user":…,"tool":…}}. */
  public Members toJson() {
    return CanonicalJson.members(
        Map.of(
            "database_role", new Text(databaseRole),
            "host", new Text(host),
            "os_user", new Text(osUser),
            "tool", new Text(tool)));
  }

  /** Whom these members name; nobody when they are others. */
  public static Optional<Actor> read(CanonicalJson json) {
    if (json instanceof Members members
        && members.values().size() == 4
        && members.find("database_role").orElse(null) instanceof Text databaseRole
        && members.find("host").orElse(null) instanceof Text host
        && members.find("os_user").orElse(null) instanceof Text osUser
        && members.find("tool").orElse(null) instanceof Text tool) {
      return Optional.of(
          new Actor(databaseRole.value(), host.value(), osUser.value(), tool.value()));
    }
    return Optional.empty();
  }
}
