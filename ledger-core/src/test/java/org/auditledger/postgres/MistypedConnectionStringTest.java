package org.auditledger.postgres;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.auditledger.postgres.ConnectionStringTest.server;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MistypedConnectionStringTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                     | is empty
          '   '                                  | is empty
          ledger                                 | no form that is known
          mysql://u:p@h/d                        | scheme is not postgresql
          postgresql+asyncpg://u:p@h/d           | scheme is not postgresql
          postgresql:u:p@h/d                     | no form that is known
          postgresql://u:p@h/d?sslmod=require    | "sslmod" at position 1 @ did you mean "sslmode"?
          postgresql://u:p@h/d?conect_timeout=1  | did you mean "connect_timeout"?
          postgresql://u:p@h/d?database=x        | did you mean "dbname"?
          jdbc:postgresql://h/d?usr=x            | "usr" @ did you mean "user"?
          jdbc:postgresql://h/d?sslMode=require  | did you mean "sslmode"?
          jdbc:postgresql://h/d?currentSchema=x  | "currentSchema" cannot be set here
          jdbc:postgresql://h/d?socketFactory=x  | "socketFactory" cannot be set here
          jdbc:postgresql://h/d?targetServerType=x | targetServerType has a value
          jdbc:postgresql://h/d?zzzzzzz=1        | "zzzzzzz" @ correct or remove it
          host=h databse=d                       | "databse"
          hots=h                                 | did you mean "host"?
          host=h dbname                          | parameter 2 is not of the form name=value
          host=h =d                              | parameter 2 is not of the form name=value
          host='h                                | parameter 1 does not end
          postgresql://h/d?sslmode               | parameter 1 is not of the form name=value
          postgresql://h:x/d                     | port of host 1 is not a number
          postgresql://u:pw?x=y/h                | port of host 1 is not a number
          postgresql://h:0/d                     | port of host 1 is not a number
          postgresql://h:65536/d                 | port of host 1 is not a number
          postgresql://a:1,h:99999999999/d       | port of host 2 is not a number
          host=a,b port=1,2,3                    | 2 hosts and 3 ports
          postgresql://u:%zz@h/d                 | the password cannot be percent-decoded
          postgresql://u:p%@h/d                  | the password cannot be percent-decoded
          postgresql://u:%4@h/d                  | the password cannot be percent-decoded
          postgresql://u:%00@h/d                 | the password cannot be percent-decoded
          postgresql://u:%ff@h/d                 | the password cannot be percent-decoded
          postgresql://u@h/%                     | the database's name cannot be percent-decoded
          postgresql://u@h/d?sslmode=%x1         | parameter 1 cannot be percent-decoded
          postgresql://[::1/d                    | is not [address]
          postgresql://[::1]x/d                  | is not [address]
          postgresql://[]/d                      | is not [address]
          postgresql://u:p@ss@h/d                | which @ ends the password
          postgresql://u:1/2@h/d                 | which @ ends the password
          postgresql://u:p@q?user=x@h/d          | which @ ends the password
          host=/var/run/postgresql               | Unix-domain socket @ host=localhost
          postgresql://%2Fvar%2Frun/d            | Unix-domain socket
          host=@abstract                         | Unix-domain socket
          host='a b'                             | holds a character
          host=h hostaddr=1.2.3.4                | both given
          host=h sslmode=verify_full             | sslmode has a value @ verify-full
          host=h sslrootcert=system sslmode=require | needs sslmode=verify-full
          host=h sslrootcert=system sslcert=x    | together with sslcert
          host=localhost sslnegotiation=direct   | needs sslmode=require
          host=h target_session_attrs=rw         | target_session_attrs has a value @ read-write
          host=h load_balance_hosts=yes          | load_balance_hosts has a value
          host=h keepalives=yes                  | keepalives has a value
          host=h channel_binding=x               | channel_binding has a value
          host=h connect_timeout=soon            | connect_timeout is not a whole number
          host=h sslcrl=/x                       | sslcrl has a value that cannot be honoured
          host=h client_encoding=LATIN1          | client_encoding has a value that cannot
          host=h replication=database            | replication has a value that cannot
          host=h requirepeer=x                   | requirepeer has a value that cannot
          host=h ssl_min_protocol_version=TLSv1.3 | ssl_min_protocol_version has a value
          host=h oauth_issuer=x                  | oauth_issuer has a value that cannot
          service=x                              | service "x": it is not defined
          """)
  void what_cannot_be_understood_is_refused(String text, String parts) {
    assertThatThrownBy(() -> server(text))
        .isInstanceOf(ConnectionStringException.class)
        .message()
        .contains(parts.split(" @ "))
        .hasLineCount(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HOST=h", "Host=h"})
  void libpq_names_are_lower_case(String text) {
    assertThatThrownBy(() -> server(text)).hasMessageContaining("did you mean \"host\"?");
  }
}
