-- All rows of a table of its own, in an order that does not depend on the server.
select %1$s
  from only %2$s t
 order by %3$s
