-- Not "discard all", after which everything would be planned and every catalog read anew. Locks on the session stay.
reset session authorization;
reset role;
reset all;
discard temp
