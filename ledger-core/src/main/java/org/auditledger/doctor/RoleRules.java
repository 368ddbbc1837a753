package org.auditledger.doctor;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.auditledger.doctor.RoleFacts.Connected;
import org.auditledger.doctor.RoleFacts.Grant;
import org.auditledger.doctor.RoleFacts.Role;
import org.auditledger.doctor.Settings.Setting;

/** Judges who could get around what protects the ledger. */
final class RoleRules {

  /** A server can have thousands of roles; a line is to be read. */
  private static final int NAMED = 5;

  private RoleRules() {}

  static void judge(RoleFacts facts, Settings settings, Chart chart) {
    chart.saw(sentence(facts));
    facts.roles().stream()
        .filter(role -> role.owner() && role.login())
        .forEach(
            role ->
                chart.found(
                    Ailment.OWNER_LOGS_IN,
                    "role "
                        + role.name()
                        + " owns the ledger and can log in"
                        + (role.superuser() ? "; it is a superuser, too" : "")));
    for (Connected session : facts.sessions()) {
      connected(session, facts, chart);
    }
    for (Grant grant : facts.grants()) {
      chart.found(
          Ailment.GRANTED_BEYOND,
          grant.grantee() + " may " + grant.privileges() + " on " + grant.table());
    }
    facts.roles().stream()
        .filter(role -> role.login() && !role.superuser() && !role.powers().isEmpty())
        .forEach(
            role ->
                chart.found(
                    Ailment.GUARDS_BYPASSED,
                    "role "
                        + role.name()
                        + " can log in and has "
                        + String.join(", ", role.powers())));
    for (Setting setting : settings.named("session_replication_role")) {
      chart.found(
          Ailment.REPLICATION_ROLE_SET,
          setting.value().toLowerCase(Locale.ROOT).equals("replica"),
          setting.where());
    }
  }

  private static void connected(Connected session, RoleFacts facts, Chart chart) {
    Optional<Role> role =
        facts.roles().stream().filter(one -> one.name().equals(session.role())).findAny();
    if (role.isPresent() && (role.get().superuser() || role.get().becomesOwner())) {
      chart.found(
          Ailment.OWNER_CONNECTED,
          String.format(
              Locale.ROOT,
              "%s is connected as %s, which is %s: %,d session%s",
              session.program().isEmpty() ? "a program without a name" : session.program(),
              session.role(),
              role.get().superuser()
                  ? "a superuser"
                  : role.get().owner() ? "the owner" : "a member of the owner",
              session.count(),
              session.count() == 1 ? "" : "s"));
    }
  }

  private static String sentence(RoleFacts facts) {
    return "owner "
        + names(facts, Role::owner)
        + "; may become it: "
        + names(facts, role -> role.login() && role.becomesOwner() && ordinary(role))
        + "; may append: "
        + names(facts, role -> role.login() && role.inserts() && ordinary(role))
        + "; superusers: "
        + names(facts, role -> role.login() && role.superuser());
  }

  private static boolean ordinary(Role role) {
    return !role.superuser() && !role.owner();
  }

  private static String names(RoleFacts facts, Predicate<Role> which) {
    List<String> names = facts.roles().stream().filter(which).map(Role::name).toList();
    if (names.isEmpty()) {
      return "nobody";
    }
    return names.size() <= NAMED
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, NAMED)) + " and " + (names.size() - NAMED) + " more";
  }
}
