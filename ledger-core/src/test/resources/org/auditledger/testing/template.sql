create table greeting as select 'hello'::text as word;
