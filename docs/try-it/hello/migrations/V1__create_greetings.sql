create table greetings (
  id bigint generated always as identity primary key,
  words text not null
);
insert into greetings (words) values ('hello, world');
